//! `TypeVarTuple`: a type parameter that stands for any number of types.

use crate::object::types::flags::{DICT, WEAK};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};
use crate::{attrs, natives, payload};

use super::arguments::{Names, by_hand, name_argument};
use super::late::Late;
use super::parameters::{default, has_default, readonly};
use super::{TYPE_VAR_TUPLE, ask_typing, calling_module, no_base, no_default, unpacked_iterator};

payload! {
    /// `typing.TypeVarTuple`
    pub struct TypeVarTuple as "typing.TypeVarTuple" {
        name: Value,
        pub default: Late,
    }
}

const NAMES: Names =
    Names { function: "typevartuple", names: &["name", "default"], positional: 1, required: 1, rest: false };

natives! { static METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res {
        let (given, _) = by_hand(vm, &NAMES, args.items(), &kwargs)?;
        let name = name_argument(vm, "typevartuple", &given[0])?;
        let default = if given[1].is_undef() { no_default(vm) } else { given[1].clone() };
        placed(vm, &cls, TypeVarTuple { name, default: Late::of(default) })
    }
    fn __repr__(vm, this: Ref<TypeVarTuple>, /) -> Value { this.name.clone() }
    /// Implement iter(self).
    fn __iter__(vm, this: Value, /) -> Res { unpacked_iterator(vm, this) }
    fn __typing_subst__(vm, this: Value, arg: Value, /) -> Res<()> { Err(vm.type_error("Substitution of bare TypeVarTuple is not supported")) }
    fn __typing_prepare_subst__(vm, this: Value, alias: Value, args: Value, /) -> Res {
        ask_typing(vm, "_typevartuple_prepare_subst", &[this, alias, args])
    }
    fn __reduce__(vm, this: Ref<TypeVarTuple>, /) -> Value { this.name.clone() }
    fn has_default(vm, this: Ref<TypeVarTuple>, /) -> bool { has_default(vm, &this.default) }
    fn __mro_entries__(vm, this: Value, bases: Value, /) -> Res<()> { Err(no_base(vm, &this)) }
}

attrs! { static ATTRS for TypeVarTuple;
    fn __name__(vm, this) -> Value { this.name.clone() } set (vm, _this, _value) { Err(readonly(vm)) }
    /// The default value for this type parameter.
    fn __default__(vm, this) -> Res { default(vm, &this.default) }
    fn evaluate_default(vm, this) -> Value { this.default.evaluator(vm) }
}

/// One that stands in the syntax.
pub fn made(vm: &mut Vm, name: &Value) -> Res {
    let class = vm.extra_types[TYPE_VAR_TUPLE].clone();
    let made = TypeVarTuple { name: name.clone(), default: Late::default() };
    Ok(vm.heap.alloc(&class, made).into_value())
}

fn placed(vm: &mut Vm, class: &Ref<TypeObj>, t: TypeVarTuple) -> Res {
    let v = vm.heap.alloc(class, t).into_value();
    let module = calling_module(vm);
    vm.set_attr(&v, &vm.names.__module__, module)?;
    Ok(v)
}

/// Makes the class.
pub fn make_class(vm: &mut Vm) -> Ref<TypeObj> {
    super::class(vm, TYPE_VAR_TUPLE, DICT | WEAK, METHODS, ATTRS, "Type variable tuple.")
}
