//! `TypeAliasType`: what `type X = ..` makes.

use crate::object::tuple::TupleObj;
use crate::object::types::flags::GETATTR;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};
use crate::{attrs, natives, payload};

use super::arguments::{Names, by_hand, name_argument};
use super::late::Late;
use super::parameters::{Parameter, has_default, readonly};
use super::tuples::TypeVarTuple;
use super::{ALIAS, calling_module, unpacked, unpacked_iterator};

payload! {
    /// `typing.TypeAliasType`
    pub struct TypeAlias as "typing.TypeAliasType" {
        name: Value,
        parameters: Ref<TupleObj>,
        value: Late,
        module: Value,
    }
}

const NAMES: Names = Names {
    function: "typealias",
    names: &["name", "value", "type_params"],
    positional: 2,
    required: 2,
    rest: false,
};

natives! { static METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res {
        let (given, _) = by_hand(vm, &NAMES, args.items(), &kwargs)?;
        let name = name_argument(vm, "typealias", &given[0])?;
        let parameters = match given[2].to_ref::<TupleObj>() {
            Some(t) => t,
            None if given[2].is_undef() => vm.heap.tuple([]),
            None => return Err(vm.type_error("type_params must be a tuple")),
        };
        check(vm, &parameters)?;
        let (value, module) = (Late::of(given[1].clone()), calling_module(vm));
        Ok(vm.heap.alloc(&cls, TypeAlias { name, parameters, value, module }).into_value())
    }
    fn __repr__(vm, this: Ref<TypeAlias>, /) -> Value { this.name.clone() }
    /// Return getattr(self, name).
    fn __getattribute__(vm, this: Value, name: Value, /) -> Res {
        let name = crate::natives::types::object::name_argument(vm, &name)?;
        // The module is the alias's, which stands before that of the class.
        if name.is(&vm.names.__module__)
            && let Some(alias) = this.cast::<TypeAlias>()
        {
            return Ok(alias.module.clone());
        }
        let class = vm.class_of(&this);
        match vm.generic_get(&this, &name, &class)? {
            Some(v) => Ok(v),
            None => Err(vm.no_attribute(&this, &name)),
        }
    }
    /// Implement iter(self).
    fn __iter__(vm, this: Value, /) -> Res { unpacked_iterator(vm, this) }
    fn __or__(vm, this: Value, value: Value, /) -> Res { crate::natives::types::union_type::or(vm, &this, &value) }
    fn __ror__(vm, this: Value, value: Value, /) -> Res { crate::natives::types::union_type::or(vm, &value, &this) }
    /// Return self[key].
    fn __getitem__(vm, this: Ref<TypeAlias>, key: Value, /) -> Res {
        if this.parameters.is_empty() {
            return Err(vm.type_error("Only generic type aliases are subscriptable"));
        }
        crate::natives::types::generic_alias::new(vm, this.into_value(), key)
    }
    fn __reduce__(vm, this: Ref<TypeAlias>, /) -> Value { this.name.clone() }
}

/// The parameters are such, and those without a default come first.
fn check(vm: &mut Vm, parameters: &TupleObj) -> Res<()> {
    let mut seen = false;
    for p in parameters.items() {
        let has = if let Some(p) = p.to_ref::<Parameter>() {
            has_default(vm, &p.default)
        } else if let Some(p) = p.to_ref::<TypeVarTuple>() {
            has_default(vm, &p.default)
        } else {
            let shown = vm.repr(p)?.to_text();
            return Err(vm.type_error(format!("Expected a type param, got {shown}")));
        };
        if seen && !has {
            let shown = vm.repr(p)?.to_text();
            let text = format!("non-default type parameter '{shown}' follows default type parameter");
            return Err(vm.type_error(text));
        }
        seen = seen || has;
    }
    Ok(())
}

attrs! { static ATTRS for TypeAlias;
    fn __name__(vm, this) -> Value { this.name.clone() } set (vm, _this, _value) { Err(readonly(vm)) }
    fn __parameters__(vm, this) -> Res {
        let mut all = Vec::new();
        for p in this.parameters.items() {
            all.push(if p.is_a::<TypeVarTuple>() { unpacked(vm, p.clone())? } else { p.clone() });
        }
        Ok(vm.heap.tuple(all).into_value())
    }
    fn __type_params__(vm, this) -> Value { this.parameters.value() }
    fn __value__(vm, this) -> Res { this.value.get(vm) }
    fn evaluate_value(vm, this) -> Value { this.value.evaluator(vm) }
}

/// The one that a `type` statement makes: of its name, its parameters or None, and the function that makes its value.
pub fn made(vm: &mut Vm, parts: &Value) -> Res {
    let parts = vm.pair_items(parts, 3)?;
    let [name, parameters, value] = &parts[..] else { crate::bug!("a type alias has three parts") };
    let parameters = parameters.to_ref::<TupleObj>().unwrap_or_else(|| vm.heap.tuple([]));
    let class = vm.extra_types[ALIAS].clone();
    let (value, module) = (Late::made_by(value.clone()), calling_module(vm));
    Ok(vm.heap.alloc(&class, TypeAlias { name: name.clone(), parameters, value, module }).into_value())
}

/// Makes the class.
pub fn make_class(vm: &mut Vm) -> Ref<TypeObj> {
    super::class(vm, ALIAS, GETATTR, METHODS, ATTRS, "Type alias.")
}
