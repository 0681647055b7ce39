//! `range` and `slice`.

use crate::object::int::as_int;
use crate::object::number::int::{Int, IntRef, arith};
use crate::object::range::{RangeObj, SliceObj};
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::builtin_ops::range_index;
use crate::vm::{Res, Vm};
use crate::{attrs, natives};

use super::sequence::comparison_methods;
use super::support::arity;

natives! { static RANGE_METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args) -> Res { new_range(vm, &args) }
    fn __repr__(vm, this: Value, /) -> Res<Ref<StrObj>> { vm.builtin_repr(&this) }
    fn __hash__(vm, this: Value, /) -> Res<i64> { vm.builtin_hash(&this) }
    /// True if self else False
    fn __bool__(vm, this: Ref<RangeObj>, /) -> bool { !this.len.as_ref().is_zero() }
    fn __len__(vm, this: Ref<RangeObj>, /) -> Res {
        match this.len.as_ref().to_i64() {
            Some(n) => Ok(Value::Int(n)),
            None => Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
        }
    }
    fn __iter__(vm, this: Value, /) -> Res { super::sequence::builtin_iter(vm, &this) }
    /// Return a reverse iterator.
    fn __reversed__(vm, this: Ref<RangeObj>, /) -> Value { reversed(vm, &this) }
    /// Return self[key].
    fn __getitem__(vm, this: Value, key: Value, /) -> Res { super::sequence::builtin_item(vm, &this, &key) }
    /// Return bool(key in self).
    fn __contains__(vm, this: Value, key: Value, /) -> Res<bool> {
        if let Some(b) = vm.builtin_contains(&this, &key)? {
            return Ok(b);
        }
        let it = super::sequence::builtin_iter(vm, &this)?;
        while let Some(v) = vm.next(&it)? {
            if vm.same(&v, &key)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
    /// rangeobject.count(value) -> integer -- return number of occurrences of value
    fn count(vm, this: Ref<RangeObj>, value: Value, /) -> Res<i64> {
        if let Some(i) = as_int(&value).filter(|_| super::support::is_exact(&value)) {
            return Ok(i64::from(range_index(&this, i).is_some()));
        }
        let it = vm.range_iter(&this);
        let mut n = 0;
        while let Some(v) = vm.next(&it)? {
            n += i64::from(vm.same(&v, &value)?);
        }
        Ok(n)
    }
    /// rangeobject.index(value) -> integer -- return index of value.
    ///
    /// Raise ValueError if the value is not present.
    fn index(vm, this: Ref<RangeObj>, value: Value, /) -> Res {
        if let Some(i) = as_int(&value).filter(|_| super::support::is_exact(&value)) {
            return match range_index(&this, i) {
                Some(at) => Ok(vm.heap.int(at)),
                None => Err(vm.value_error("range.index(x): x not in range")),
            };
        }
        let it = vm.range_iter(&this);
        let mut n = 0;
        while let Some(v) = vm.next(&it)? {
            if vm.same(&v, &value)? {
                return Ok(Value::Int(n));
            }
            n += 1;
        }
        Err(vm.value_error("sequence.index(x): x not in sequence"))
    }
    fn __reduce__(vm, this: Ref<RangeObj>, /) -> Value {
        let class = vm.types().range.value();
        let parts = [&this.start, &this.stop, &this.step].map(|i| vm.heap.int(i.clone()));
        let args = vm.heap.tuple(parts).into_value();
        vm.heap.tuple([class, args]).into_value()
    }
}

attrs! { static RANGE_ATTRS for RangeObj;
    fn start(vm, this) -> Int { this.start.clone() }
    fn stop(vm, this) -> Int { this.stop.clone() }
    fn step(vm, this) -> Int { this.step.clone() }
}

natives! { static SLICE_METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args) -> Res {
        arity(vm, "slice", args.len(), 1, 3)?;
        let (start, stop, step) = match args.items() {
            [stop] => (Value::None, stop.clone(), Value::None),
            [start, stop] => (start.clone(), stop.clone(), Value::None),
            more => (more[0].clone(), more[1].clone(), more[2].clone()),
        };
        Ok(vm.heap.alloc(&cls, SliceObj { start, stop, step }).into_value())
    }
    fn __repr__(vm, this: Value, /) -> Res<Ref<StrObj>> { vm.builtin_repr(&this) }
    fn __hash__(vm, this: Ref<SliceObj>, /) -> Res<i64> {
        let t = vm.heap.tuple([this.start.clone(), this.stop.clone(), this.step.clone()]).into_value();
        vm.hash(&t)
    }
    /// S.indices(len) -> (start, stop, stride)
    ///
    /// Assuming a sequence of length len, calculate the start and stop
    /// indices, and the stride length of the extended slice described by
    /// S. Out of bounds indices are clipped in a manner consistent with the
    /// handling of normal slices.
    fn indices(vm, this: Ref<SliceObj>, object: Value, /) -> Res { indices(vm, &this, &object) }
    fn __reduce__(vm, this: Ref<SliceObj>, /) -> Value {
        let class = vm.types().slice.value();
        let args = vm.heap.tuple([this.start.clone(), this.stop.clone(), this.step.clone()]).into_value();
        vm.heap.tuple([class, args]).into_value()
    }
}

attrs! { static SLICE_ATTRS for SliceObj;
    fn start(vm, this) -> Value { this.start.clone() }
    fn stop(vm, this) -> Value { this.stop.clone() }
    fn step(vm, this) -> Value { this.step.clone() }
}

comparison_methods!(COMPARISONS);

/// Installs the methods of both classes.
pub fn install(vm: &mut Vm) {
    let t = vm.types();
    vm.add_methods(&t.range, RANGE_METHODS);
    vm.add_methods(&t.range, COMPARISONS);
    vm.add_attrs(&t.range, RANGE_ATTRS);
    vm.add_methods(&t.slice, SLICE_METHODS);
    vm.add_methods(&t.slice, COMPARISONS);
    vm.add_attrs(&t.slice, SLICE_ATTRS);
}

fn new_range(vm: &mut Vm, args: &Ref<TupleObj>) -> Res {
    arity(vm, "range", args.len(), 1, 3)?;
    let mut numbers = Vec::with_capacity(3);
    for v in args.items() {
        numbers.push(match v {
            Value::Int(i) => Int::Small(*i),
            v => vm.to_int(v)?,
        });
    }
    let mut numbers = numbers.into_iter();
    let first = numbers.next().unwrap_or(Int::Small(0));
    let (start, stop) = match numbers.next() {
        Some(stop) => (first, stop),
        None => (Int::Small(0), first),
    };
    let step = numbers.next().unwrap_or(Int::Small(1));
    if step.as_ref().is_zero() {
        return Err(vm.value_error("range() arg 3 must not be zero"));
    }
    Ok(vm.new_range(start, stop, step))
}

/// An iterator over a range from its end.
pub fn reversed(vm: &mut Vm, r: &RangeObj) -> Value {
    let one = IntRef::Small(1);
    let last = arith::add(
        r.start.as_ref(),
        arith::mul(arith::sub(r.len.as_ref(), one).as_ref(), r.step.as_ref()).as_ref(),
    );
    vm.numbers_iter(last, arith::neg(r.step.as_ref()), r.len.clone())
}

/// `slice.indices(length)` for lengths of any size.
fn indices(vm: &mut Vm, s: &Ref<SliceObj>, length: &Value) -> Res {
    let len = vm.to_int(length)?;
    if len.as_ref().is_negative() {
        return Err(vm.value_error("length should not be negative"));
    }
    let (start, stop, step) = vm.slice_bounds(s, len.as_ref())?;
    let items = [start, stop, step].map(|i| vm.heap.int(i));
    Ok(vm.heap.tuple(items).into_value())
}
