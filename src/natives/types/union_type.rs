//! `types.UnionType`: `int | str`.

use crate::object::set::SetObj;
use crate::object::tuple::TupleObj;
use crate::object::types::flags::NO_NEW;
use crate::object::{Payload, Ref, TypeObj, Value, Visit};
use crate::vm::native::ArgType;
use crate::vm::{Res, Vm};
use crate::{attrs, natives};

use super::generic_alias::{GenericAliasObj, item_repr, parameters_of, substitute};
use super::support::{Text, not_implemented};

/// A union of classes.
pub struct UnionObj {
    /// `__args__`
    pub args: Ref<TupleObj>,
}

impl Payload for UnionObj {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.args.value());
    }
}

impl ArgType for UnionObj {
    const NAME: &'static str = "types.UnionType";
}

natives! { static METHODS;
    fn __repr__(vm, this: Ref<UnionObj>, /) -> Res<Text> {
        let mut out = Vec::new();
        for (i, a) in this.args.items().iter().enumerate() {
            if i > 0 {
                out.extend_from_slice(b" | ");
            }
            if a.as_obj().is_some_and(|o| o.is(vm.types().none_type.obj())) {
                out.extend_from_slice(b"None");
            } else {
                out.extend(item_repr(vm, a)?);
            }
        }
        Ok(Text(out))
    }
    fn __hash__(vm, this: Ref<UnionObj>, /) -> Res<i64> {
        let table = vm.set_from(&this.args.value())?;
        let set = vm.heap.alloc(&vm.types().frozenset, SetObj::new(table)).into_value();
        vm.hash(&set)
    }
    fn __eq__(vm, this: Ref<UnionObj>, value: Value, /) -> Res {
        let Some(o) = value.to_ref::<UnionObj>() else { return Ok(not_implemented(vm)) };
        let (a, b) = (vm.set_from(&this.args.value())?, vm.set_from(&o.args.value())?);
        let (a, b) = (vm.heap.set(a).into_value(), vm.heap.set(b).into_value());
        vm.eq(&a, &b).map(Value::bool)
    }
    fn __or__(vm, this: Value, value: Value, /) -> Res { or(vm, &this, &value) }
    fn __ror__(vm, this: Value, value: Value, /) -> Res { or(vm, &value, &this) }
    fn __instancecheck__(vm, this: Ref<UnionObj>, instance: Value, /) -> Res<bool> {
        for a in this.args.items() {
            if vm.is_instance(&instance, a)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
    fn __subclasscheck__(vm, this: Ref<UnionObj>, cls: Value, /) -> Res<bool> {
        if !cls.is_a::<TypeObj>() {
            return Err(vm.type_error("issubclass() arg 1 must be a class"));
        }
        for a in this.args.items() {
            if vm.is_subclass(&cls, a)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
    /// Return self[key].
    fn __getitem__(vm, this: Ref<UnionObj>, key: Value, /) -> Res {
        let parameters = parameters_of(vm, &this.args)?;
        let items = substitute(vm, &this.value(), &this.args, &parameters, &key)?;
        let mut items = items.into_iter();
        let mut out = items.next().unwrap_or(Value::None);
        for v in items {
            out = vm.binary(crate::vm::ops::BinOp::BitOr, &out, &v)?;
        }
        Ok(out)
    }
}

attrs! { static ATTRS for UnionObj;
    fn __args__(vm, this) -> Value { this.args.value() }
    /// Type variables in the types.UnionType.
    fn __parameters__(vm, this) -> Res<Ref<TupleObj>> { parameters_of(vm, &this.args) }
}

/// The name under which the class is filed.
pub const CLASS: &str = "types.UnionType";

/// Makes the class.
pub fn install(vm: &mut Vm) {
    let object = vm.types().object.clone();
    let class = vm.new_type("UnionType", "types", &object, NO_NEW);
    vm.add_methods(&class, METHODS);
    vm.add_attrs(&class, ATTRS);
    vm.extra_types.insert(CLASS, class);
}

/// Whether the value can be part of a union made by `|`.
fn unionable(vm: &Vm, v: &Value) -> bool {
    v.is_none()
        || v.is_a::<TypeObj>()
        || v.is_a::<GenericAliasObj>()
        || v.is_a::<UnionObj>()
        || vm.short_name(v) == "TypeAliasType"
}

/// `a | b` of classes; NotImplemented if one is none.
pub fn or(vm: &mut Vm, a: &Value, b: &Value) -> Res {
    if !unionable(vm, a) || !unionable(vm, b) {
        return Ok(not_implemented(vm));
    }
    let mut parts: Vec<Value> = Vec::new();
    for side in [a, b] {
        match side.cast::<UnionObj>() {
            Some(u) => parts.extend(u.args.items().iter().cloned()),
            None if side.is_none() => parts.push(vm.types().none_type.value()),
            None => parts.push(side.clone()),
        }
    }
    let mut unique: Vec<Value> = Vec::new();
    for p in parts {
        let mut known = false;
        for u in &unique {
            if p.is(u) || p.is_a::<GenericAliasObj>() && u.is_a::<GenericAliasObj>() && vm.eq(&p, u)? {
                known = true;
                break;
            }
        }
        if !known {
            unique.push(p);
        }
    }
    if let [only] = &unique[..] {
        return Ok(only.clone());
    }
    let args = vm.heap.tuple(unique);
    let class = vm.extra_types[CLASS].clone();
    Ok(vm.heap.alloc(&class, UnionObj { args }).into_value())
}
