//! `_typing._ConstEvaluator`: stands for a value where a function that makes it is asked for.

use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::types::flags::NO_NEW;
use crate::object::{TypeObj, Value};
use crate::vm::{Res, Vm};
use crate::{natives, payload};

use super::EVALUATOR;

payload! {
    /// `_typing._ConstEvaluator`
    pub struct Evaluator as "_typing._ConstEvaluator" { value: Value }
}

/// `annotationlib.Format.STRING`
const AS_TEXT: i64 = 4;

natives! { static METHODS;
    fn __repr__(vm, this: crate::object::Ref<Evaluator>, /) -> Res<String> {
        let value = vm.repr(&this.value)?.to_text();
        Ok(format!("<constevaluator {value}>"))
    }
    /// Call self as a function.
    fn __call__(vm, this: crate::object::Ref<Evaluator>, /, *args, **kwargs) -> Res {
        if !kwargs.is_empty() {
            return Err(vm.type_error("constevaluator.__call__() takes no keyword arguments"));
        }
        let [format] = args.items() else {
            let n = args.len();
            let text = format!("constevaluator.__call__() takes exactly 1 argument ({n} given)");
            return Err(vm.type_error(text));
        };
        if vm.to_i64(format)? != AS_TEXT {
            return Ok(this.value.clone());
        }
        let text = match this.value.to_ref::<TupleObj>() {
            None => shown(vm, &this.value)?,
            Some(all) => {
                let mut parts = Vec::new();
                for v in all.items() {
                    parts.push(shown(vm, v)?);
                }
                let comma = if parts.len() == 1 { "," } else { "" };
                format!("({}{comma})", parts.join(", "))
            }
        };
        Ok(vm.heap.str(&text).into_value())
    }
}

/// A type as annotations show it.
fn shown(vm: &mut Vm, v: &Value) -> Res<String> {
    if v.is_none() || v.is(&vm.types().none_type.value()) {
        return Ok("None".into());
    }
    if v.is(&vm.types().ellipsis_value) {
        return Ok("...".into());
    }
    if let Some(class) = v.to_ref::<TypeObj>() {
        let module = vm.get_attr_opt(v, &vm.names.__module__)?;
        let module = module.and_then(|m| m.cast::<StrObj>().map(StrObj::to_text));
        let name = class.qualname.borrow().cast::<StrObj>().map(StrObj::to_text).unwrap_or_default();
        return Ok(match module {
            Some(m) if m != "builtins" => format!("{m}.{name}"),
            _ => name,
        });
    }
    Ok(vm.repr(v)?.to_text())
}

/// The one for a value.
pub fn of(vm: &mut Vm, value: Value) -> Value {
    let class = vm.extra_types[EVALUATOR].clone();
    vm.heap.alloc(&class, Evaluator { value }).into_value()
}

/// Makes the class.
pub fn make_class(vm: &mut Vm) {
    super::class(vm, EVALUATOR, NO_NEW, METHODS, &[], "Internal type for implementing evaluation functions.");
}
