//! `count`, `cycle`, `repeat`: iterators that may never end.

use std::cell::{Cell, RefCell};

use crate::object::buffer;
use crate::object::int::as_int;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::ops::BinOp;
use crate::vm::{Res, Vm};
use crate::{natives, payload};

use super::super::support::own;

payload! {
    /// `count`
    pub struct Count as "itertools.count" { next: RefCell<Value>, step: Value }
}

fn is_number(vm: &mut Vm, v: &Value) -> bool {
    let n = vm.names;
    let t = vm.types();
    matches!(v, Value::Int(_) | Value::Float(_))
        || vm.is_instance_of(v, &t.complex)
        || [&n.__index__, &n.__float__, &n.__int__]
            .into_iter()
            .any(|name| vm.lookup_special(v, name).is_some())
}

fn is_one(v: &Value) -> bool {
    as_int(v).is_some_and(|i| i.to_i64() == Some(1))
}

natives! { pub static COUNT;
    /// Return a count object whose .__next__() method returns consecutive values.
    fn __new__(vm, cls: Ref<TypeObj>, /, start: Value = Value::Int(0), step: Value = Value::Int(1)) -> Res<Ref<Count>> {
        if !is_number(vm, &start) || !is_number(vm, &step) {
            return Err(vm.type_error("a number is required"));
        }
        Ok(vm.heap.alloc(&cls, Count { next: RefCell::new(start.take()), step: step.take() }))
    }
    /// Return repr(self).
    fn __repr__(vm, this: Ref<Count>, /) -> Res<String> {
        let next = this.next.borrow().clone();
        let name = vm.short_name(&this.value());
        let next = vm.repr(&next)?.to_text();
        if is_one(&this.step) {
            return Ok(format!("{name}({next})"));
        }
        let step = vm.repr(&this.step)?.to_text();
        Ok(format!("{name}({next}, {step})"))
    }
}

/// The next number.
pub fn next_count(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let c = own::<Count>(this);
    let v = c.next.borrow().clone();
    let following = match (&v, &c.step) {
        (Value::Int(a), Value::Int(b)) if a.checked_add(*b).is_some() => Value::Int(a + b),
        _ => vm.binary(BinOp::Add, &v, &c.step)?,
    };
    drop(c.next.replace(following));
    Ok(Some(v))
}

payload! {
    /// `cycle`
    pub struct Cycle as "itertools.cycle" { source: RefCell<Value>, saved: RefCell<Vec<Value>> } plain { index: Cell<usize> }
}

natives! { pub static CYCLE;
    /// Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely.
    fn __new__(vm, cls: Ref<TypeObj>, iterable: Value, /) -> Res<Ref<Cycle>> {
        let source = RefCell::new(vm.iter(&iterable)?);
        Ok(vm.heap.alloc(&cls, Cycle { source, saved: RefCell::default(), index: Cell::new(0) }))
    }
}

/// The next item of the cycle.
pub fn next_cycle(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let c = own::<Cycle>(this);
    let source = c.source.borrow().clone();
    if !source.is_undef() {
        if let Some(v) = vm.next(&source)? {
            let kept = buffer::push(&mut c.saved.borrow_mut(), v.clone());
            vm.granted(kept)?;
            return Ok(Some(v));
        }
        drop(c.source.take());
    }
    let saved = c.saved.borrow();
    let i = c.index.get();
    c.index.set(if i + 1 >= saved.len() { 0 } else { i + 1 });
    Ok(saved.get(i).cloned())
}

payload! {
    /// `repeat`
    pub struct Repeat as "itertools.repeat" { object: Value } plain { left: Cell<i64> }
}

natives! { pub static REPEAT;
    /// Create an iterator which returns the object for the specified number of times.
    fn __new__(vm, cls: Ref<TypeObj>, /, object: Value, times: Value = Value::Undef) -> Res<Ref<Repeat>> {
        let left = if times.is_undef() { -1 } else { vm.to_i64(&times)?.max(0) };
        Ok(vm.heap.alloc(&cls, Repeat { object: object.take(), left: Cell::new(left) }))
    }
    /// Return repr(self).
    fn __repr__(vm, this: Ref<Repeat>, /) -> Res<String> {
        let name = vm.short_name(&this.value());
        let object = vm.repr(&this.object)?.to_text();
        Ok(match this.left.get() {
            -1 => format!("{name}({object})"),
            n => format!("{name}({object}, {n})"),
        })
    }
    /// Private method returning an estimate of len(list(it)).
    fn __length_hint__(vm, this: Ref<Repeat>, /) -> Res<i64> {
        match this.left.get() {
            -1 => Err(vm.type_error("len() of unsized object")),
            n => Ok(n),
        }
    }
}

/// The object once more.
pub fn next_repeat(_: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let r = own::<Repeat>(this);
    match r.left.get() {
        0 => return Ok(None),
        -1 => {}
        n => r.left.set(n - 1),
    }
    Ok(Some(r.object.clone()))
}
