//! The methods of `deque`.

use crate::object::number::int::IntRef;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::compare::CmpOp;
use crate::vm::{Res, Vm};
use crate::{attrs, natives};

use super::super::support::lift;
use super::deque::{Deque, iterator, mutated};

/// The place that an index means.
fn place(vm: &mut Vm, d: &Deque, index: &Value) -> Res<usize> {
    let i = if let Value::Int(i) = index {
        *i
    } else {
        if vm.lookup_special(index, &vm.names.__index__).is_none() {
            let class = vm.class_name(index);
            return Err(vm.type_error(format!("sequence index must be integer, not '{class}'")));
        }
        let Some(i) = vm.to_int(index)?.as_ref().to_i64() else {
            return Err(vm.index_error("cannot fit 'int' into an index-sized integer"));
        };
        i
    };
    // `__index__` may have changed the deque.
    let n = d.len() as i64;
    let at = if i < 0 { i + n } else { i };
    if (0..n).contains(&at) { Ok(at as usize) } else { Err(vm.index_error("deque index out of range")) }
}

fn extend(vm: &mut Vm, d: &Ref<Deque>, iterable: &Value, left: bool) -> Res<()> {
    // A deque may be extended by itself.
    let own = iterable.as_obj().is_some_and(|o| o.is(d.obj()));
    vm.room_for(if own { d.len() * size_of::<Value>() } else { 0 })?;
    let source = if own { vm.heap.list(d.to_vec()).into_value() } else { iterable.clone() };
    let it = vm.iter(&source)?;
    while let Some(v) = vm.next(&it)? {
        let room = d.make_room();
        lift(vm, room)?;
        if left { d.push_left(v) } else { d.push(v) }
    }
    Ok(())
}

/// A deque of the same class with the same limit.
fn like(vm: &mut Vm, d: &Ref<Deque>, items: &Value) -> Res {
    let class = d.obj().class().clone();
    if class.is(&vm.extra_types["collections.deque"]) {
        let new = vm.heap.alloc(&class, Deque::new(d.limit.get()));
        extend(vm, &new, items, false)?;
        return Ok(new.into_value());
    }
    let new = match d.limit.get() {
        None => vm.call(&class.value(), std::slice::from_ref(items))?,
        Some(n) => {
            let limit = vm.heap.int_from_usize(n);
            vm.call(&class.value(), &[items.clone(), limit])?
        }
    };
    if !new.is_a::<Deque>() {
        let (name, what) = (class.name_text(), vm.class_name(&new));
        return Err(vm.type_error(format!("{name}() must return a deque, not {what}")));
    }
    Ok(new)
}

/// The items `times` over, as many as the limit keeps.
fn repeated(vm: &mut Vm, d: &Deque, times: i64) -> Res<Vec<Value>> {
    vm.room_for(d.len() * size_of::<Value>())?;
    let items = d.to_vec();
    let total = items.len() as i128 * i128::from(times.max(0));
    if total > 1 << 36 && d.limit.get().is_none() {
        return Err(vm.memory_error());
    }
    let keep = d.limit.get().map_or(total, |n| (n as i128).min(total));
    let skip = (total - keep) as usize;
    vm.room_for((total as usize - skip).saturating_mul(size_of::<Value>()))?;
    Ok((skip..total as usize).map(|i| items[i % items.len()].clone()).collect())
}

/// The first difference of two deques, or that there is none, decides a comparison.
fn compare(vm: &mut Vm, op: CmpOp, a: &Ref<Deque>, b: &Value) -> Res {
    let Some(b) = b.to_ref::<Deque>() else { return Ok(vm.types().not_implemented.clone()) };
    if a.len() != b.len() && matches!(op, CmpOp::Eq | CmpOp::Ne) {
        return Ok(Value::bool(op == CmpOp::Ne));
    }
    vm.deeper_where(" in comparison", |vm| compare_items(vm, op, a, &b))
}

fn compare_items(vm: &mut Vm, op: CmpOp, a: &Ref<Deque>, b: &Ref<Deque>) -> Res {
    let versions = (a.version.get(), b.version.get());
    let mut i = 0;
    while let (Some(x), Some(y)) = (a.get(i), b.get(i)) {
        if !vm.same(&x, &y)? {
            return match op {
                CmpOp::Eq => Ok(Value::False),
                CmpOp::Ne => Ok(Value::True),
                op => vm.compare(op, &x, &y),
            };
        }
        if versions != (a.version.get(), b.version.get()) {
            return Err(mutated(vm));
        }
        i += 1;
    }
    let (x, y) = (Value::Int(a.len() as i64), Value::Int(b.len() as i64));
    vm.compare(op, &x, &y)
}

fn rotate(d: &Deque, n: i64) {
    let mut items = d.items.borrow_mut();
    let len = items.len() as i64;
    if len > 1 {
        items.rotate_right(n.rem_euclid(len) as usize);
        drop(items);
        d.changed();
    }
}

natives! { pub static METHODS;
    /// A list-like sequence optimized for data accesses near its endpoints.
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Ref<Deque> {
        drop((args, kwargs));
        vm.heap.alloc(&cls, Deque::new(None))
    }
    /// Initialize self.  See help(type(self)) for accurate signature.
    fn __init__(vm, this: Ref<Deque>, /, iterable: Value = Value::Undef, maxlen: Value = Value::None) -> Res<()> {
        let limit = match &maxlen {
            Value::None => None,
            v if crate::object::int::as_int(v).is_none() => return Err(vm.type_error("an integer is required")),
            v if crate::object::int::as_int(v).is_some_and(IntRef::is_negative) => {
                return Err(vm.value_error("maxlen must be non-negative"));
            }
            v => Some(vm.to_i64(v)? as usize),
        };
        this.limit.set(limit);
        if this.len() > 0 {
            this.clear_items();
        }
        if iterable.is_undef() { Ok(()) } else { extend(vm, &this, &iterable, false) }
    }
    /// Add an element to the right side of the deque.
    fn append(vm, this: Ref<Deque>, item: Value, /) -> Res<()> {
        lift(vm, this.make_room())?;
        this.push(item.take());
        Ok(())
    }
    /// Add an element to the left side of the deque.
    fn appendleft(vm, this: Ref<Deque>, item: Value, /) -> Res<()> {
        lift(vm, this.make_room())?;
        this.push_left(item.take());
        Ok(())
    }
    /// Remove and return the rightmost element.
    fn pop(vm, this: Ref<Deque>, /) -> Res {
        let v = this.items.borrow_mut().pop_back();
        this.changed();
        v.ok_or_else(|| vm.index_error("pop from an empty deque"))
    }
    /// Remove and return the leftmost element.
    fn popleft(vm, this: Ref<Deque>, /) -> Res {
        let v = this.items.borrow_mut().pop_front();
        this.changed();
        v.ok_or_else(|| vm.index_error("pop from an empty deque"))
    }
    /// Extend the right side of the deque with elements from the iterable.
    fn extend(vm, this: Ref<Deque>, iterable: Value, /) -> Res<()> { extend(vm, &this, &iterable, false) }
    /// Extend the left side of the deque with elements from the iterable.
    fn extendleft(vm, this: Ref<Deque>, iterable: Value, /) -> Res<()> { extend(vm, &this, &iterable, true) }
    /// Remove all elements from the deque.
    fn clear(vm, this: Ref<Deque>, /) { this.clear_items(); }
    /// Return a shallow copy of a deque.
    fn copy(vm, this: Ref<Deque>, /) -> Res { like(vm, &this, &this.value()) }
    /// Return a shallow copy of a deque.
    fn __copy__(vm, this: Ref<Deque>, /) -> Res { like(vm, &this, &this.value()) }
    /// Return number of occurrences of value.
    fn count(vm, this: Ref<Deque>, value: Value, /) -> Res<i64> {
        let version = this.version.get();
        let (mut i, mut n) = (0, 0);
        while let Some(v) = this.get(i) {
            n += i64::from(vm.same(&v, &value)?);
            if version != this.version.get() {
                return Err(mutated(vm));
            }
            i += 1;
        }
        Ok(n)
    }
    /// Return first index of value. Raises ValueError if the value is not present.
    fn index(vm, this: Ref<Deque>, value: Value, start: Value = Value::Int(0), stop: Value = Value::Int(i64::MAX), /) -> Res<i64> {
        let (start, stop) = (vm.clamp_index(&start)?, vm.clamp_index(&stop)?);
        let n = this.len() as i64;
        let cut = |i: i64| if i < 0 { (i + n).max(0) } else { i.min(n) };
        let version = this.version.get();
        for i in cut(start)..cut(stop) {
            let v = this.get(i as usize).unwrap_or_default();
            let found = vm.same(&v, &value)?;
            if version != this.version.get() {
                return Err(mutated(vm));
            }
            if found {
                return Ok(i);
            }
        }
        Err(vm.value_error("deque.index(x): x not in deque"))
    }
    /// Insert value before index.
    fn insert(vm, this: Ref<Deque>, index: i64, value: Value, /) -> Res<()> {
        let n = this.len();
        if this.limit.get().is_some_and(|limit| n >= limit) {
            return Err(vm.index_error("deque already at its maximum size"));
        }
        let at = if index < 0 { (index + n as i64).max(0) as usize } else { (index as usize).min(n) };
        this.items.borrow_mut().insert(at, value.take());
        this.changed();
        Ok(())
    }
    /// Remove first occurrence of value.
    fn remove(vm, this: Ref<Deque>, value: Value, /) -> Res<()> {
        let version = this.version.get();
        let mut i = 0;
        while let Some(v) = this.get(i) {
            let found = vm.same(&v, &value)?;
            if version != this.version.get() {
                return Err(vm.index_error("deque mutated during iteration"));
            }
            if found {
                let old = this.items.borrow_mut().remove(i);
                this.changed();
                drop(old);
                return Ok(());
            }
            i += 1;
        }
        Err(vm.value_error("deque.remove(x): x not in deque"))
    }
    /// Reverse *IN PLACE*.
    fn reverse(vm, this: Ref<Deque>, /) { this.items.borrow_mut().make_contiguous().reverse(); }
    /// Rotate the deque n steps to the right (default n=1). If n is negative, rotates left.
    fn rotate(vm, this: Ref<Deque>, n: i64 = 1, /) { rotate(&this, n); }
    /// Return state information for pickling.
    fn __reduce__(vm, this: Ref<Deque>, /) -> Res {
        let class = this.obj().class().value();
        let limit = this.limit.get().map(|n| vm.heap.int_from_usize(n));
        let args = match limit {
            None => vm.heap.tuple([]),
            Some(n) => vm.heap.tuple([vm.heap.tuple([]).into_value(), n]),
        };
        // Slots are part of it; the items come from what a subclass says that they are.
        let getstate = vm.heap.intern("__getstate__");
        let state = vm.call_method(&this.value(), &getstate, &[])?;
        let items = vm.iter(&this.value())?;
        Ok(vm.heap.tuple([class, args.into_value(), state, items]).into_value())
    }
    /// D.__sizeof__() -- size of D in memory, in bytes
    fn __sizeof__(vm, this: Ref<Deque>, /) -> usize { 64 + this.items.borrow().capacity() * size_of::<Value>() }
}

natives! { pub static OPERATORS;
    /// Return len(self).
    fn __len__(vm, this: Ref<Deque>, /) -> usize { this.len() }
    /// Return self[key].
    fn __getitem__(vm, this: Ref<Deque>, key: Value, /) -> Res {
        let i = place(vm, &this, &key)?;
        this.get(i).ok_or_else(|| vm.index_error("deque index out of range"))
    }
    /// Set self[key] to value.
    fn __setitem__(vm, this: Ref<Deque>, key: Value, value: Value, /) -> Res<()> {
        let i = place(vm, &this, &key)?;
        let old = std::mem::replace(&mut this.items.borrow_mut()[i], value.take());
        drop(old);
        Ok(())
    }
    /// Delete self[key].
    fn __delitem__(vm, this: Ref<Deque>, key: Value, /) -> Res<()> {
        let i = place(vm, &this, &key)?;
        let old = this.items.borrow_mut().remove(i);
        this.changed();
        drop(old);
        Ok(())
    }
    /// Return bool(key in self).
    fn __contains__(vm, this: Ref<Deque>, key: Value, /) -> Res<bool> {
        let version = this.version.get();
        let mut i = 0;
        while let Some(v) = this.get(i) {
            let found = vm.same(&v, &key)?;
            if version != this.version.get() {
                return Err(mutated(vm));
            }
            if found {
                return Ok(true);
            }
            i += 1;
        }
        Ok(false)
    }
    /// Implement iter(self).
    fn __iter__(vm, this: Ref<Deque>, /) -> Value { iterator(vm, this, false) }
    /// Return a reverse iterator over the deque.
    fn __reversed__(vm, this: Ref<Deque>, /) -> Value { iterator(vm, this, true) }
    /// Return self+value.
    fn __add__(vm, this: Ref<Deque>, value: Value, /) -> Res {
        if !value.is_a::<Deque>() {
            let class = vm.class_name(&value);
            return Err(vm.type_error(format!("can only concatenate deque (not \"{class}\") to deque")));
        }
        let new = like(vm, &this, &this.value())?;
        if let Some(d) = new.to_ref::<Deque>() {
            extend(vm, &d, &value, false)?;
        }
        Ok(new)
    }
    /// Implement self+=value.
    fn __iadd__(vm, this: Ref<Deque>, value: Value, /) -> Res {
        extend(vm, &this, &value, false)?;
        Ok(this.into_value())
    }
    /// Return self*value.
    fn __mul__(vm, this: Ref<Deque>, value: Value, /) -> Res { multiply(vm, &this, &value) }
    /// Return value*self.
    fn __rmul__(vm, this: Ref<Deque>, value: Value, /) -> Res { multiply(vm, &this, &value) }
    /// Implement self*=value.
    fn __imul__(vm, this: Ref<Deque>, value: Value, /) -> Res {
        let times = vm.to_i64(&value)?;
        let items = repeated(vm, &this, times)?;
        this.changed();
        let old = this.items.replace(items.into());
        drop(old);
        Ok(this.into_value())
    }
    /// Return self<value.
    fn __lt__(vm, this: Ref<Deque>, value: Value, /) -> Res { compare(vm, CmpOp::Lt, &this, &value) }
    /// Return self<=value.
    fn __le__(vm, this: Ref<Deque>, value: Value, /) -> Res { compare(vm, CmpOp::Le, &this, &value) }
    /// Return self==value.
    fn __eq__(vm, this: Ref<Deque>, value: Value, /) -> Res { compare(vm, CmpOp::Eq, &this, &value) }
    /// Return self!=value.
    fn __ne__(vm, this: Ref<Deque>, value: Value, /) -> Res { compare(vm, CmpOp::Ne, &this, &value) }
    /// Return self>value.
    fn __gt__(vm, this: Ref<Deque>, value: Value, /) -> Res { compare(vm, CmpOp::Gt, &this, &value) }
    /// Return self>=value.
    fn __ge__(vm, this: Ref<Deque>, value: Value, /) -> Res { compare(vm, CmpOp::Ge, &this, &value) }
    /// Return repr(self).
    fn __repr__(vm, this: Ref<Deque>, /) -> Res<String> {
        let whole = this.value();
        vm.room_for(this.len() * size_of::<Value>())?;
        if !vm.enter_repr(&whole) {
            return Ok("[...]".into());
        }
        let list = vm.heap.list(this.to_vec()).into_value();
        let text = vm.repr(&list);
        vm.leave_repr(&whole);
        let text = text?;
        // A copy, and what is made of it.
        vm.room_for(text.byte_len().saturating_mul(3))?;
        let (name, text) = (vm.short_name(&whole), text.to_text());
        Ok(match this.limit.get() {
            None => format!("{name}({text})"),
            Some(n) => format!("{name}({text}, maxlen={n})"),
        })
    }
}

fn multiply(vm: &mut Vm, d: &Ref<Deque>, times: &Value) -> Res {
    if vm.lookup_special(times, &vm.names.__index__).is_none() && crate::object::int::as_int(times).is_none()
    {
        let class = vm.class_name(times);
        return Err(vm.type_error(format!("can't multiply sequence by non-int of type '{class}'")));
    }
    let times = vm.to_i64(times)?;
    let items = repeated(vm, d, times)?;
    let items = vm.heap.list(items).into_value();
    like(vm, d, &items)
}

natives! { pub static CLASS_METHODS;
    /// See PEP 585
    fn __class_getitem__(vm, cls: Ref<TypeObj>, item: Value, /) -> Res {
        crate::natives::types::generic_alias::new(vm, cls.into_value(), item.take())
    }
}

attrs! { pub static ATTRS for Deque;
    /// maximum size of a deque or None if unbounded
    fn maxlen(vm, this) -> Option<usize> { this.limit.get() }
}
