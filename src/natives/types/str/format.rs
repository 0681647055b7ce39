//! `str.format` and `str.format_map`: the template's fields are looked up and formatted, nested specifications first.

use crate::natives;
use crate::object::buffer;
use crate::object::format::str_format::{self, Accessor, Field, First, Numbering, Template};
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use crate::natives::types::support::{is_exact, lift};

natives! { pub static METHODS;
    /// Return a formatted version of the string, using substitutions from args and kwargs.
    ///
    /// The substitutions are identified by braces ('{' and '}').
    ///
    /// >>> "{0}-{b!r}".format(1, b="x")
    /// "1-'x'"
    fn format(vm, this: Ref<StrObj>, /, *args, **kwargs) -> Res {
        let made = format_template(vm, this.bytes(), Some(&args), &kwargs.value())?;
        // A text that comes out as it went in is not kept twice.
        match args.items() {
            [only] if is_exact(only) && only.cast::<StrObj>().is_some_and(|s| made.cast::<StrObj>().is_some_and(|m| m.bytes() == s.bytes())) => Ok(only.clone()),
            _ => Ok(made),
        }
    }

    /// Return a formatted version of the string, using substitutions from mapping.
    ///
    /// The substitutions are identified by braces ('{' and '}').
    fn format_map(vm, this: Ref<StrObj>, mapping: Value, /) -> Res {
        format_template(vm, this.bytes(), None, &mapping)
    }
}

/// Fills a template in; `args` is None for `format_map`.
pub fn format_template(vm: &mut Vm, template: &[u8], args: Option<&Ref<TupleObj>>, names: &Value) -> Res {
    let mut numbering = Numbering::default();
    let mut filler = Filler { args, names };
    let out = filler.fill(vm, template, &mut numbering, 2)?;
    vm.new_str(out)
}

struct Filler<'a> {
    args: Option<&'a Ref<TupleObj>>,
    names: &'a Value,
}

impl Filler<'_> {
    fn fill(
        &mut self,
        vm: &mut Vm,
        template: &[u8],
        numbering: &mut Numbering,
        depth: usize,
    ) -> Res<Vec<u8>> {
        if depth == 0 {
            return Err(vm.text_error(str_format::max_recursion()));
        }
        let mut out = lift(vm, buffer::with_room(template.len() + 16))?;
        for piece in Template::new(template) {
            let piece = lift(vm, piece)?;
            vm.granted(buffer::extend(&mut out, piece.literal))?;
            if let Some(field) = piece.field {
                self.field(vm, &field, numbering, depth, &mut out)?;
            }
        }
        Ok(out)
    }

    fn field(
        &mut self,
        vm: &mut Vm,
        field: &Field<'_>,
        numbering: &mut Numbering,
        depth: usize,
        out: &mut Vec<u8>,
    ) -> Res<()> {
        let value = self.value(vm, field.name, numbering)?;
        let value = match char::from_u32(field.conversion) {
            Some('\0') => value,
            Some('r') => vm.repr(&value)?.into_value(),
            Some('s') => vm.str(&value)?.into_value(),
            Some('a') => vm.ascii(&value)?.into_value(),
            _ => return Err(vm.text_error(str_format::unknown_conversion(field.conversion))),
        };
        let spec = if field.nested {
            let spec = self.fill(vm, field.spec, numbering, depth - 1)?;
            vm.heap.str_from_vec(spec)
        } else {
            vm.heap.str_bytes(field.spec)
        };
        let text = vm.format(&value, &spec)?;
        vm.granted(buffer::extend(out, text.bytes()))
    }

    fn value(&mut self, vm: &mut Vm, name: &[u8], numbering: &mut Numbering) -> Res {
        let (first, accessors) = lift(vm, str_format::split_name(name))?;
        let position = lift(vm, numbering.resolve(first))?;
        let mut value = match (position, first) {
            (Some(i), _) => {
                let Some(args) = self.args else {
                    return Err(vm.value_error("Format string contains positional fields"));
                };
                match args.items().get(i) {
                    Some(v) => v.clone(),
                    None => return Err(vm.text_error(str_format::missing_position(i))),
                }
            }
            (None, First::Name(key)) => {
                let key = vm.heap.str_bytes(key).into_value();
                vm.get_item(self.names, &key)?
            }
            (None, _) => return Err(vm.text_error(str_format::missing_position(0))),
        };
        for step in accessors {
            value = match lift(vm, step)? {
                Accessor::Attribute(name) => {
                    let name = vm.heap.intern_bytes(name);
                    vm.get_attr(&value, &name)?
                }
                Accessor::Index(i) => {
                    let key = vm.heap.int_from_usize(i);
                    vm.get_item(&value, &key)?
                }
                Accessor::Key(key) => {
                    let key = vm.heap.str_bytes(key).into_value();
                    vm.get_item(&value, &key)?
                }
            };
        }
        Ok(value)
    }
}
