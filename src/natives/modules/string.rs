//! `_string`: the two halves of `str.format`'s parser, for `string.Formatter`.

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::format::str_format::{Accessor, First, Template, split_name};
use crate::object::str::StrObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::support::lift;

fn text(vm: &mut Vm, bytes: &[u8]) -> Value {
    vm.heap.str_bytes(bytes).into_value()
}

natives! { static FUNCTIONS;
    /// parse the argument as a format string
    fn formatter_parser(vm, text: Ref<StrObj>, /) -> Res {
        let mut out = Vec::new();
        for piece in Template::new(text.bytes()) {
            let piece = lift(vm, piece)?;
            let literal = self::text(vm, piece.literal);
            let parts = match piece.field {
                None => [literal, Value::None, Value::None, Value::None],
                Some(f) => {
                    let conversion = if f.conversion == 0 { Value::None } else {
                        let c = crate::object::text::wtf8::from_code_point(f.conversion);
                        self::text(vm, &c)
                    };
                    [literal, self::text(vm, f.name), self::text(vm, f.spec), conversion]
                }
            };
            out.push(vm.heap.tuple(parts).into_value());
        }
        let out = vm.heap.list(out).into_value();
        vm.iter(&out)
    }
    /// split the argument as a field name
    fn formatter_field_name_split(vm, name: Ref<StrObj>, /) -> Res {
        let (first, rest) = lift(vm, split_name(name.bytes()))?;
        let first = match first {
            First::Name(n) => text(vm, n),
            First::Index(i) => Value::Int(i as i64),
            First::Auto => text(vm, b""),
        };
        let mut out = Vec::new();
        for a in rest {
            let pair = match lift(vm, a)? {
                Accessor::Attribute(n) => [Value::True, text(vm, n)],
                Accessor::Index(i) => [Value::False, Value::Int(i as i64)],
                Accessor::Key(k) => [Value::False, text(vm, k)],
            };
            out.push(vm.heap.tuple(pair).into_value());
        }
        let out = vm.heap.list(out).into_value();
        let rest = vm.iter(&out)?;
        Ok(vm.heap.tuple([first, rest]).into_value())
    }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_string", FUNCTIONS);
    Ok(())
}
