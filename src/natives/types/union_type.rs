//! `typing.Union`: `int | str`, which is `Union[int, str]`.

use crate::object::set::SetObj;
use crate::object::tuple::TupleObj;
use crate::object::types::flags::{KEYED, NO_NEW, WEAK};
use crate::object::{Payload, Ref, TypeObj, Value, Visit};
use crate::vm::native::ArgType;
use crate::vm::{Res, Vm};
use crate::{attrs, natives};

use super::generic_alias::{GenericAliasObj, item_repr, parameters_of, substitute};
use super::support::{Text, not_implemented};

/// A union of types.
pub struct UnionObj {
    /// `__args__`
    pub args: Ref<TupleObj>,
    /// The members that have a hash, as a frozenset, and how many have none (these stand in `args` only).
    hashable: Value,
    unhashable: usize,
}

impl Payload for UnionObj {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.args.value());
        visit(&self.hashable);
    }
}

impl ArgType for UnionObj {
    const NAME: &'static str = "typing.Union";
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
        if this.unhashable > 0 {
            for a in this.args.items() {
                vm.hash(a)?;
            }
            let n = this.unhashable;
            return Err(vm.type_error(format!("union contains {n} unhashable elements")));
        }
        vm.hash(&this.hashable)
    }
    fn __eq__(vm, this: Ref<UnionObj>, value: Value, /) -> Res {
        match value.to_ref::<UnionObj>() {
            Some(other) => equal(vm, &this, &other).map(Value::bool),
            None => Ok(not_implemented(vm)),
        }
    }
    fn __or__(vm, this: Value, value: Value, /) -> Res { of(vm, &[this, value], true) }
    fn __ror__(vm, this: Value, value: Value, /) -> Res { of(vm, &[value, this], true) }
    fn __mro_entries__(vm, this: Value, bases: Value, /) -> Res {
        let shown = vm.repr(&this)?.to_text();
        Err(vm.type_error(format!("Cannot subclass {shown}")))
    }
    fn __instancecheck__(vm, this: Ref<UnionObj>, instance: Value, /) -> Res<bool> {
        for a in this.args.items() {
            if vm.is_instance(&instance, a)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
    fn __subclasscheck__(vm, this: Ref<UnionObj>, cls: Value, /) -> Res<bool> {
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
        of(vm, &items, true)
    }
}

natives! { static CLASS_METHODS;
    fn __class_getitem__(vm, cls: Value, parameters: Value, /) -> Res {
        let Some(all) = parameters.to_ref::<TupleObj>() else { return of(vm, &[parameters], true) };
        if all.is_empty() {
            return Err(vm.type_error("Cannot take a Union of no types."));
        }
        of(vm, all.items(), true)
    }
}

attrs! { static ATTRS for UnionObj;
    fn __args__(vm, this) -> Value { this.args.value() }
    /// Always returns the type
    fn __origin__(vm, this) -> Value { vm.extra_types[CLASS].value() }
    /// Name of the type
    fn __name__(vm, this) -> &'static str { "Union" }
    /// Qualified name of the type
    fn __qualname__(vm, this) -> &'static str { "Union" }
    /// Type variables in the types.UnionType.
    fn __parameters__(vm, this) -> Res<Ref<TupleObj>> { parameters_of(vm, &this.args) }
}

/// The name under which the class is filed.
pub const CLASS: &str = "typing.Union";

/// Makes the class.
pub fn install(vm: &mut Vm) {
    let object = vm.types().object.clone();
    let class = vm.new_type("Union", "typing", &object, NO_NEW | WEAK | KEYED);
    vm.add_methods(&class, METHODS);
    vm.add_class_methods(&class, CLASS_METHODS);
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
    of(vm, &[a.clone(), b.clone()], false)
}

/// The union of what need not be classes: `typing` looks at them.
pub fn checked(vm: &mut Vm, members: &[Value]) -> Res {
    of(vm, members, true)
}

/// The members of a union in the making.
struct Members {
    all: Vec<Value>,
    hashable: Ref<SetObj>,
    unhashable: Vec<Value>,
    /// Whether members that are no classes are shown to `typing._type_check`.
    checked: bool,
}

impl Members {
    fn add(&mut self, vm: &mut Vm, member: &Value) -> Res<()> {
        if let Some(inner) = member.to_ref::<UnionObj>() {
            return inner.args.items().iter().try_for_each(|a| self.add_one(vm, a.clone()));
        }
        if member.is_none() {
            return self.add_one(vm, vm.types().none_type.value());
        }
        if !self.checked || member.is_a::<TypeObj>() {
            return self.add_one(vm, member.clone());
        }
        let typing = vm.import("typing")?;
        let check = vm.heap.intern("_type_check");
        let check = vm.get_attr(&typing, &check)?;
        let message = vm.heap.str("Union[arg, ...]: each arg must be a type.").into_value();
        let member = vm.call(&check, &[member.clone(), message])?;
        self.add_one(vm, member)
    }

    fn add_one(&mut self, vm: &mut Vm, member: Value) -> Res<()> {
        let hash = vm.hash(&member);
        let no_hash = vm.types().type_error.clone();
        match vm.catch(hash, &no_hash)? {
            Some(hash) => {
                if vm.set_add_hashed(&self.hashable, member.clone(), hash)? {
                    self.all.push(member);
                }
            }
            None => {
                for known in &self.unhashable {
                    if vm.eq(known, &member)? {
                        return Ok(());
                    }
                }
                self.unhashable.push(member.clone());
                self.all.push(member);
            }
        }
        Ok(())
    }
}

/// The union of these types: one of them if they are all the same.
fn of(vm: &mut Vm, members: &[Value], checked: bool) -> Res {
    let table = vm.set_from(&vm.heap.tuple([]).into_value())?;
    let hashable = vm.heap.alloc(&vm.types().frozenset, SetObj::new(table));
    let mut all = Members { all: Vec::new(), hashable, unhashable: Vec::new(), checked };
    for m in members {
        all.add(vm, m)?;
    }
    if let [only] = &all.all[..] {
        return Ok(only.clone());
    }
    let args = vm.heap.tuple(all.all);
    let class = vm.extra_types[CLASS].clone();
    let (hashable, unhashable) = (all.hashable.into_value(), all.unhashable.len());
    Ok(vm.heap.alloc(&class, UnionObj { args, hashable, unhashable }).into_value())
}

/// Unions are equal if they have the same members, in whatever order.
fn equal(vm: &mut Vm, a: &UnionObj, b: &UnionObj) -> Res<bool> {
    if a.unhashable != b.unhashable || !vm.eq(&a.hashable, &b.hashable)? {
        return Ok(false);
    }
    if a.unhashable == 0 {
        return Ok(true);
    }
    for (x, y) in [(a, b), (b, a)] {
        for member in x.args.items() {
            let mut known = false;
            for other in y.args.items() {
                known = known || vm.eq(member, other)?;
            }
            if !known {
                return Ok(false);
            }
        }
    }
    Ok(true)
}
