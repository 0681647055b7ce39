//! `compress`, `dropwhile`, `takewhile`, `filterfalse`, `islice`: some items of the source come through.

use std::cell::{Cell, RefCell};

use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};
use crate::{natives, payload};

use super::super::support::own;

payload! {
    /// `compress`
    pub struct Compress as "itertools.compress" { data: Value, selectors: Value }
}

natives! { pub static COMPRESS;
    /// Return data elements corresponding to true selector elements.
    fn __new__(vm, cls: Ref<TypeObj>, /, data: Value, selectors: Value) -> Res<Ref<Compress>> {
        let data = vm.iter(&data)?;
        let selectors = vm.iter(&selectors)?;
        Ok(vm.heap.alloc(&cls, Compress { data, selectors }))
    }
}

/// The next selected item.
pub fn next_compress(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let c = own::<Compress>(this);
    loop {
        let Some(v) = vm.next_through(&c.data)? else { return Ok(None) };
        let Some(s) = vm.next_through(&c.selectors)? else { return Ok(None) };
        if vm.truth(&s)? {
            return Ok(Some(v));
        }
    }
}

payload! {
    /// `dropwhile`
    pub struct DropWhile as "itertools.dropwhile" { func: Value, source: Value } plain { started: Cell<bool> }
}

natives! { pub static DROPWHILE;
    /// Drop items from the iterable while predicate(item) is true. Afterwards, return every element until the iterable is exhausted.
    fn __new__(vm, cls: Ref<TypeObj>, predicate: Value, iterable: Value, /) -> Res<Ref<DropWhile>> {
        let source = vm.iter(&iterable)?;
        Ok(vm.heap.alloc(&cls, DropWhile { func: predicate.take(), source, started: Cell::new(false) }))
    }
}

/// The next item after those that are dropped.
pub fn next_dropwhile(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let d = own::<DropWhile>(this);
    loop {
        let Some(v) = vm.next_through(&d.source)? else { return Ok(None) };
        if d.started.get() {
            return Ok(Some(v));
        }
        let drop_it = vm.call(&d.func, std::slice::from_ref(&v))?;
        if !vm.truth(&drop_it)? {
            d.started.set(true);
            return Ok(Some(v));
        }
    }
}

payload! {
    /// `takewhile`
    pub struct TakeWhile as "itertools.takewhile" { func: Value, source: Value } plain { stopped: Cell<bool> }
}

natives! { pub static TAKEWHILE;
    /// Return successive entries from an iterable as long as the predicate evaluates to true for each entry.
    fn __new__(vm, cls: Ref<TypeObj>, predicate: Value, iterable: Value, /) -> Res<Ref<TakeWhile>> {
        let source = vm.iter(&iterable)?;
        Ok(vm.heap.alloc(&cls, TakeWhile { func: predicate.take(), source, stopped: Cell::new(false) }))
    }
}

/// The next item, until the predicate fails.
pub fn next_takewhile(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let t = own::<TakeWhile>(this);
    if t.stopped.get() {
        return Ok(None);
    }
    let Some(v) = vm.next_through(&t.source)? else { return Ok(None) };
    let good = vm.call(&t.func, std::slice::from_ref(&v))?;
    if vm.truth(&good)? {
        return Ok(Some(v));
    }
    t.stopped.set(true);
    Ok(None)
}

payload! {
    /// `filterfalse`
    pub struct FilterFalse as "itertools.filterfalse" { func: Value, source: Value }
}

natives! { pub static FILTERFALSE;
    /// Return those items of iterable for which function(item) is false.
    fn __new__(vm, cls: Ref<TypeObj>, function: Value, iterable: Value, /) -> Res<Ref<FilterFalse>> {
        let source = vm.iter(&iterable)?;
        Ok(vm.heap.alloc(&cls, FilterFalse { func: function.take(), source }))
    }
}

/// The next item that the function refuses.
pub fn next_filterfalse(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let f = own::<FilterFalse>(this);
    loop {
        let Some(v) = vm.next_through(&f.source)? else { return Ok(None) };
        let good = match &f.func {
            Value::None => vm.truth(&v)?,
            func => {
                let r = vm.call(func, std::slice::from_ref(&v))?;
                vm.truth(&r)?
            }
        };
        if !good {
            return Ok(Some(v));
        }
    }
}

payload! {
    /// `islice`
    pub struct Islice as "itertools.islice" { source: RefCell<Value> } plain {
        next: Cell<i64>,
        stop: i64,
        step: i64,
        seen: Cell<i64>,
    }
}

/// An index of `islice`, or `default` for None; None if it is no integer.
fn slice_part(vm: &mut Vm, v: &Value, default: i64) -> Res<Option<i64>> {
    if v.is_none() || v.is_undef() {
        return Ok(Some(default));
    }
    let r = vm.to_i64(v);
    let t = vm.types();
    match r {
        Ok(i) => Ok(Some(i)),
        Err(e) if vm.raised_is(&e, &t.type_error) || vm.raised_is(&e, &t.overflow_error) => {
            drop(vm.take_raised(e));
            Ok(None)
        }
        Err(e) => Err(e),
    }
}

natives! { pub static ISLICE;
    /// Return an iterator whose next() method returns selected values from an iterable.
    fn __new__(vm, cls: Ref<TypeObj>, iterable: Value, first: Value, second: Value = Value::Undef, step: Value = Value::Undef, /) -> Res<Ref<Islice>> {
        let (start, stop) = if second.is_undef() { (Value::None, first.take()) } else { (first.take(), second.take()) };
        let rule = "for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
        let next = slice_part(vm, &start, 0)?.unwrap_or(-1);
        let last = match slice_part(vm, &stop, i64::MAX)? {
            None | Some(-1) => return Err(vm.value_error(format!("Stop argument {rule}"))),
            Some(i) => i,
        };
        if next < 0 || last < 0 {
            return Err(vm.value_error(format!("Indices {rule}")));
        }
        let step = match slice_part(vm, &step, 1)? {
            Some(s) if s >= 1 => s,
            _ => return Err(vm.value_error("Step for islice() must be a positive integer or None.")),
        };
        let source = RefCell::new(vm.iter(&iterable)?);
        Ok(vm.heap.alloc(&cls, Islice { source, next: Cell::new(next), stop: last, step, seen: Cell::new(0) }))
    }
}

/// The next item of the slice.
pub fn next_islice(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let s = own::<Islice>(this);
    let source = s.source.borrow().clone();
    if source.is_undef() {
        return Ok(None);
    }
    loop {
        let wanted = s.seen.get() >= s.next.get();
        if wanted && s.seen.get() >= s.stop {
            break;
        }
        let v = match vm.next_through(&source) {
            Ok(Some(v)) => v,
            Ok(None) => break,
            Err(e) => {
                drop(s.source.take());
                return Err(e);
            }
        };
        s.seen.set(s.seen.get() + 1);
        if wanted {
            s.next.set(s.next.get().saturating_add(s.step).min(s.stop));
            return Ok(Some(v));
        }
    }
    drop(s.source.take());
    Ok(None)
}
