//! `set` and `frozenset`: constructors and methods. The orders in which sets are walked are CPython's, as results show them.

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::set::SetObj;
use crate::object::{Kind, Ref, TypeObj, Value};
use crate::vm::compare::CmpOp;
use crate::vm::ops::BinOp;
use crate::vm::{Res, Vm};

use super::sequence::{comparison_methods, operator_methods};
use super::support::{is_exact, not_implemented};

natives! { static SHARED;
    fn __repr__(vm, this: Value, /) -> Res<Ref<crate::object::str::StrObj>> { vm.builtin_repr(&this) }
    fn __len__(vm, this: Ref<SetObj>, /) -> usize { this.len() }
    fn __iter__(vm, this: Value, /) -> Res { super::sequence::builtin_iter(vm, &this) }
    /// x.__contains__(y) <==> y in x.
    fn __contains__(vm, this: Ref<SetObj>, object: Value, /) -> Res<bool> { set_contains(vm, &this, &object) }
    /// S.__sizeof__() -> size of S in memory, in bytes.
    fn __sizeof__(vm, this: Ref<SetObj>, /) -> usize { 200 + 16 * this.len() }
    /// Return state information for pickling.
    fn __reduce__(vm, this: Value, /) -> Res {
        let items = vm.collect_list(&this)?;
        let items = vm.heap.list(items).into_value();
        let args = vm.heap.tuple([items]).into_value();
        let class = vm.class_of(&this).into_value();
        let state = super::pickling::state(vm, &this)?;
        Ok(vm.heap.tuple([class, args, state]).into_value())
    }
    /// Return a shallow copy of a set.
    fn copy(vm, this: Value, /) -> Res {
        let frozen = vm.types().frozenset.clone();
        if is_exact(&this) && vm.class_of(&this).is(&frozen) {
            return Ok(this);
        }
        let table = vm.set_from(&this)?;
        Ok(same_class(vm, &this, table))
    }
    /// Return a new set with elements from the set and all others.
    fn union(vm, this: Value, /, *others) -> Res {
        let table = vm.set_from(&this)?;
        let out = same_class(vm, &this, table);
        if let Some(set) = out.to_ref::<SetObj>() {
            for o in others.items().iter().filter(|o| !o.is(&this)) {
                vm.set_update(&set, o)?;
            }
        }
        Ok(out)
    }
    /// Return a new set with elements common to the set and all others.
    fn intersection(vm, this: Value, /, *others) -> Res {
        let mut out = this.clone();
        for o in others.items() {
            out = intersection(vm, &out, o)?;
        }
        if others.is_empty() {
            let table = vm.set_from(&this)?;
            out = same_class(vm, &this, table);
        }
        Ok(out)
    }
    /// Return a new set with elements in the set that are not in the others.
    fn difference(vm, this: Value, /, *others) -> Res {
        let mut out = this.clone();
        for o in others.items() {
            out = difference(vm, &out, o)?;
        }
        if others.is_empty() {
            let table = vm.set_from(&this)?;
            out = same_class(vm, &this, table);
        }
        Ok(out)
    }
    /// Return a new set with elements in either the set or other but not both.
    fn symmetric_difference(vm, this: Value, other: Value, /) -> Res {
        let made = as_set(vm, &other)?;
        if let (false, true, Some(set)) = (made.is(&other), this.kind() == Some(Kind::Set), made.cast::<SetObj>()) {
            // The set that was made for it becomes the result, as in CPython: the order shows it.
            toggle(vm, set, &this)?;
            if !vm.class_of(&this).is_subclass(&vm.types().frozenset) {
                return Ok(made);
            }
            let table = std::mem::take(&mut *set.borrow_mut());
            return Ok(vm.heap.alloc(&vm.types().frozenset, SetObj::new(table)).into_value());
        }
        operator_as(vm, BinOp::BitXor, &this, &made)
    }
    /// Return True if two sets have a null intersection.
    fn isdisjoint(vm, this: Value, other: Value, /) -> Res<bool> {
        let Some(set) = this.to_ref::<SetObj>() else { return Err(vm.wrong_receiver(&this)) };
        if let Some(o) = other.to_ref::<SetObj>().filter(|_| is_exact(&other)) {
            let (small, large) = if o.len() > set.len() { (&set, &o) } else { (&o, &set) };
            let mut at = 0;
            while let Some((hash, v)) = small.next_entry(&mut at) {
                if vm.set_has(large, &v, hash)? {
                    return Ok(false);
                }
            }
            return Ok(true);
        }
        let it = vm.iter(&other)?;
        while let Some(v) = vm.next(&it)? {
            if vm.set_contains(&set, &v)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
    /// Report whether another set contains this set.
    fn issubset(vm, this: Value, other: Value, /) -> Res {
        let other = if other.is_a::<SetObj>() { other } else { intersection(vm, &this, &other)? };
        super::sequence::comparison(vm, CmpOp::Le, &this, &other)
    }
    /// Report whether this set contains another set.
    fn issuperset(vm, this: Ref<SetObj>, other: Value, /) -> Res {
        if other.is_a::<SetObj>() {
            return super::sequence::comparison(vm, CmpOp::Ge, &this.into_value(), &other);
        }
        let it = vm.iter(&other)?;
        while let Some(v) = vm.next(&it)? {
            if !vm.set_contains(&this, &v)? {
                return Ok(Value::False);
            }
        }
        Ok(Value::True)
    }
}

natives! { static SET_METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Ref<SetObj> { vm.heap.alloc(&cls, SetObj::default()) }
    fn __init__(vm, this: Ref<SetObj>, iterable: Value = Value::Undef, /) -> Res<()> {
        let old = this.borrow_mut().take_all();
        drop(old);
        if iterable.is_undef() { Ok(()) } else { vm.set_update(&this, &iterable) }
    }
    /// Add an element to a set.
    ///
    /// This has no effect if the element is already present.
    fn add(vm, this: Ref<SetObj>, object: Value, /) -> Res<()> { vm.set_add(&this, object)?; Ok(()) }
    /// Remove an element from a set if it is a member.
    ///
    /// Unlike set.remove(), the discard() method does not raise
    /// an exception when an element is missing from the set.
    fn discard(vm, this: Ref<SetObj>, object: Value, /) -> Res<()> { discard(vm, &this, &object)?; Ok(()) }
    /// Remove an element from a set; it must be a member.
    ///
    /// If the element is not a member, raise a KeyError.
    fn remove(vm, this: Ref<SetObj>, object: Value, /) -> Res<()> {
        if discard(vm, &this, &object)? { Ok(()) } else { Err(vm.key_error(object)) }
    }
    /// Remove and return an arbitrary set element.
    ///
    /// Raises KeyError if the set is empty.
    fn pop(vm, this: Ref<SetObj>, /) -> Res {
        let popped = this.borrow_mut().pop();
        match popped {
            Some((_, v)) => Ok(v),
            None => {
                let text = vm.heap.str("pop from an empty set").into_value();
                Err(vm.key_error(text))
            }
        }
    }
    /// Remove all elements from this set.
    fn clear(vm, this: Ref<SetObj>, /) {
        let old = this.borrow_mut().take_all();
        drop(old);
    }
    /// Update the set, adding elements from all others.
    fn update(vm, this: Ref<SetObj>, /, *others) -> Res<()> {
        for o in others.items() {
            vm.set_update(&this, o)?;
        }
        Ok(())
    }
    /// Update the set, keeping only elements found in it and all others.
    fn intersection_update(vm, this: Ref<SetObj>, /, *others) -> Res<()> {
        for o in others.items() {
            let r = intersection(vm, &this.value(), o)?;
            replace(&this, &r);
        }
        Ok(())
    }
    /// Update the set, removing elements found in others.
    fn difference_update(vm, this: Ref<SetObj>, /, *others) -> Res<()> {
        for o in others.items() {
            difference_update(vm, &this, o)?;
        }
        Ok(())
    }
    /// Update the set, keeping only elements found in either set, but not in both.
    fn symmetric_difference_update(vm, this: Ref<SetObj>, other: Value, /) -> Res<()> {
        if other.as_obj().is_some_and(|o| o.is(this.obj())) {
            let old = this.borrow_mut().take_all();
            drop(old);
            return Ok(());
        }
        toggle(vm, &this, &other)
    }
    /// Return self|=value.
    fn __ior__(vm, this: Ref<SetObj>, value: Value, /) -> Res {
        if !value.is_a::<SetObj>() { return Ok(not_implemented(vm)); }
        vm.set_update(&this, &value)?;
        Ok(this.into_value())
    }
    /// Return self&=value.
    fn __iand__(vm, this: Ref<SetObj>, value: Value, /) -> Res {
        if !value.is_a::<SetObj>() { return Ok(not_implemented(vm)); }
        let r = intersection(vm, &this.value(), &value)?;
        replace(&this, &r);
        Ok(this.into_value())
    }
    /// Return self-=value.
    fn __isub__(vm, this: Ref<SetObj>, value: Value, /) -> Res {
        if !value.is_a::<SetObj>() { return Ok(not_implemented(vm)); }
        difference_update(vm, &this, &value)?;
        Ok(this.into_value())
    }
    /// Return self^=value.
    fn __ixor__(vm, this: Ref<SetObj>, value: Value, /) -> Res {
        if !value.is_a::<SetObj>() { return Ok(not_implemented(vm)); }
        toggle(vm, &this, &value)?;
        Ok(this.into_value())
    }
}

natives! { static FROZENSET_METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, iterable: Value = Value::Undef, /) -> Res {
        let plain = cls.is(&vm.types().frozenset);
        if plain && is_exact(&iterable) && iterable.is_a::<SetObj>() && vm.class_of(&iterable).is(&cls) {
            return Ok(iterable);
        }
        let table = if iterable.is_undef() { Default::default() } else { vm.set_from(&iterable)? };
        Ok(vm.heap.alloc(&cls, SetObj::new(table)).into_value())
    }
    fn __hash__(vm, this: Value, /) -> Res<i64> { vm.builtin_hash(&this) }
}

natives! { static CLASS_METHODS;
    /// See PEP 585
    fn __class_getitem__(vm, cls: Value, object: Value, /) -> Res { super::generic_alias::new(vm, cls, object) }
}

comparison_methods!(COMPARISONS);
operator_methods! { OPERATORS;
    __and__ BitAnd straight;
    __rand__ BitAnd reflected;
    __or__ BitOr straight;
    __ror__ BitOr reflected;
    __xor__ BitXor straight;
    __rxor__ BitXor reflected;
    __sub__ Sub straight;
    __rsub__ Sub reflected;
}

/// Installs the methods of both classes.
pub fn install(vm: &mut Vm) {
    let t = vm.types();
    for class in [t.set.clone(), t.frozenset.clone()] {
        vm.add_methods(&class, SHARED);
        vm.add_methods(&class, COMPARISONS);
        vm.add_methods(&class, OPERATORS);
        vm.add_class_methods(&class, CLASS_METHODS);
    }
    vm.add_methods(&t.set, SET_METHODS);
    vm.add_methods(&t.frozenset, FROZENSET_METHODS);
    super::dict::unhashable(vm, &t.set);
}

/// A new set of the value's built-in class (a subclass's method gives the built-in).
fn same_class(vm: &Vm, like: &Value, table: crate::object::set_table::SetTable<Value>) -> Value {
    let t = vm.types();
    let frozen = like.as_obj().is_some_and(|o| o.class().is_subclass(&t.frozenset));
    vm.heap.alloc(if frozen { &t.frozenset } else { &t.set }, SetObj::new(table)).into_value()
}

fn as_set(vm: &mut Vm, v: &Value) -> Res {
    if v.is_a::<SetObj>() {
        return Ok(v.clone());
    }
    let table = vm.set_from(v)?;
    Ok(vm.heap.set(table).into_value())
}

/// An unhashable set is looked up as a frozenset of its elements.
fn as_key(vm: &mut Vm, v: &Value) -> Res<Option<Value>> {
    if v.kind() != Some(Kind::Set) || vm.class_of(v).is_subclass(&vm.types().frozenset) {
        return Ok(None);
    }
    // A derived class may say a hash.
    if vm.class_of(v).lookup(&vm.names.__hash__).is_some_and(|h| !h.is_none()) {
        return Ok(None);
    }
    let table = vm.set_from(v)?;
    Ok(Some(vm.heap.alloc(&vm.types().frozenset, SetObj::new(table)).into_value()))
}

fn set_contains(vm: &mut Vm, set: &Ref<SetObj>, v: &Value) -> Res<bool> {
    match as_key(vm, v)? {
        Some(key) => vm.set_contains(set, &key),
        None => vm.set_contains(set, v),
    }
}

fn discard(vm: &mut Vm, set: &Ref<SetObj>, v: &Value) -> Res<bool> {
    match as_key(vm, v)? {
        Some(key) => vm.set_discard(set, &key),
        None => vm.set_discard(set, v),
    }
}

fn operator_as(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    let r = vm.builtin_binary(op, a, b)?;
    Ok(super::support::or_not_implemented(vm, r))
}

fn replace(this: &Ref<SetObj>, with: &Value) {
    if let Some(new) = with.cast::<SetObj>() {
        let table = std::mem::take(&mut *new.borrow_mut());
        let old = std::mem::replace(&mut *this.borrow_mut(), table);
        drop(old);
    }
}

/// `set.intersection(other)`
pub fn intersection(vm: &mut Vm, this: &Value, other: &Value) -> Res {
    if other.is_a::<SetObj>() {
        let r = operator_as(vm, BinOp::BitAnd, this, other)?;
        if let Some(s) = r.cast::<SetObj>() {
            let table = std::mem::take(&mut *s.borrow_mut());
            return Ok(same_class(vm, this, table));
        }
        return Ok(r);
    }
    let Some(set) = this.to_ref::<SetObj>() else { return Err(vm.wrong_receiver(this)) };
    let out = same_class(vm, this, Default::default());
    let it = vm.iter(other)?;
    if let Some(found) = out.to_ref::<SetObj>() {
        while let Some(v) = vm.next(&it)? {
            let hash = vm.hash(&v)?;
            if vm.set_has(&set, &v, hash)? {
                vm.set_add_hashed(&found, v, hash)?;
            }
        }
    }
    Ok(out)
}

fn difference(vm: &mut Vm, this: &Value, other: &Value) -> Res {
    if other.is_a::<SetObj>() {
        let r = operator_as(vm, BinOp::Sub, this, other)?;
        if let Some(s) = r.cast::<SetObj>() {
            let table = std::mem::take(&mut *s.borrow_mut());
            return Ok(same_class(vm, this, table));
        }
        return Ok(r);
    }
    if let (Some(set), Some(keys)) = (this.cast::<SetObj>(), other.cast::<DictObj>())
        && is_exact(other)
        && set.len() >> 2 <= keys.len()
    {
        let out = SetObj::default();
        let mut at = 0;
        while let Some((hash, v)) = set.next_entry(&mut at) {
            if vm.dict_find_hashed(keys, &v, hash)?.is_none() {
                vm.set_add_hashed(&out, v, hash)?;
            }
        }
        let table = std::mem::take(&mut *out.borrow_mut());
        return Ok(same_class(vm, this, table));
    }
    let table = vm.set_from(this)?;
    let out = same_class(vm, this, table);
    if let Some(set) = out.to_ref::<SetObj>() {
        difference_update(vm, &set, other)?;
    }
    Ok(out)
}

/// `set.symmetric_difference_update(other)`
pub fn toggle(vm: &mut Vm, set: &SetObj, other: &Value) -> Res<()> {
    if let Some(d) = other.cast::<DictObj>()
        && is_exact(other)
    {
        let mut at = 0;
        while let Some((next, hash, k, _)) = d.next_hashed(at) {
            vm.set_toggle_one(set, k, hash)?;
            at = next;
        }
        return Ok(());
    }
    let other = as_set(vm, other)?;
    match other.cast::<SetObj>() {
        Some(other) => vm.set_toggle(set, other),
        None => Ok(()),
    }
}

/// `set.difference_update(other)`
pub fn difference_update(vm: &mut Vm, set: &Ref<SetObj>, other: &Value) -> Res<()> {
    if other.as_obj().is_some_and(|o| o.is(set.obj())) {
        let old = set.borrow_mut().take_all();
        drop(old);
        return Ok(());
    }
    if let Some(other) = other.cast::<SetObj>() {
        return vm.set_subtract(set, other);
    }
    for v in vm.collect(other)? {
        vm.set_discard(set, &v)?;
    }
    set.borrow_mut().sweep_dummies();
    Ok(())
}
