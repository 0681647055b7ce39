//! `chain`, `accumulate`, `batched`, `pairwise`, `zip_longest`, `starmap`: every item of the sources comes through, in another form.

use std::cell::{Cell, RefCell};

use crate::object::buffer;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::ops::BinOp;
use crate::vm::{Res, Vm};
use crate::{natives, payload};

use super::super::support::own;

payload! {
    /// `chain`
    pub struct Chain as "itertools.chain" { source: RefCell<Value>, active: RefCell<Value> }
}

natives! { pub static CHAIN;
    /// Return a chain object whose .__next__() method returns elements from the first iterable until it is exhausted, then from the next.
    fn __new__(vm, cls: Ref<TypeObj>, /, *iterables) -> Res<Ref<Chain>> {
        let source = RefCell::new(vm.iter(&iterables.value())?);
        Ok(vm.heap.alloc(&cls, Chain { source, active: RefCell::default() }))
    }
}

natives! { pub static CHAIN_CLASS;
    /// Alternative chain() constructor taking a single iterable argument that evaluates lazily.
    fn from_iterable(vm, cls: Ref<TypeObj>, iterable: Value, /) -> Res<Ref<Chain>> {
        let source = RefCell::new(vm.iter(&iterable)?);
        Ok(vm.heap.alloc(&cls, Chain { source, active: RefCell::default() }))
    }
}

/// The next item of the chain.
pub fn next_chain(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let c = own::<Chain>(this);
    loop {
        let mut active = c.active.borrow().clone();
        if active.is_undef() {
            let source = c.source.borrow().clone();
            if source.is_undef() {
                return Ok(None);
            }
            let opened = match vm.next(&source) {
                Ok(Some(iterable)) => vm.iter(&iterable),
                Ok(None) => Ok(Value::Undef),
                Err(e) => Err(e),
            };
            active = match opened {
                Ok(v) if !v.is_undef() => v,
                // At the end and after an error the sources are done with.
                other => {
                    drop(c.source.take());
                    return other.map(|_| None);
                }
            };
            drop(c.active.replace(active.clone()));
        }
        if let Some(v) = vm.next(&active)? {
            return Ok(Some(v));
        }
        drop(c.active.take());
    }
}

payload! {
    /// `accumulate`
    pub struct Accumulate as "itertools.accumulate" { source: Value, func: Value, total: RefCell<Value>, initial: RefCell<Value> }
}

natives! { pub static ACCUMULATE;
    /// Return series of accumulated sums (or other binary function results).
    fn __new__(vm, cls: Ref<TypeObj>, /, iterable: Value, func: Value = Value::None, *, initial: Value = Value::None) -> Res<Ref<Accumulate>> {
        let source = vm.iter(&iterable)?;
        let initial = RefCell::new(if initial.is_none() { Value::Undef } else { initial.take() });
        Ok(vm.heap.alloc(&cls, Accumulate { source, func: func.take(), total: RefCell::default(), initial }))
    }
}

/// The next total.
pub fn next_accumulate(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let a = own::<Accumulate>(this);
    let initial = a.initial.take();
    if !initial.is_undef() {
        drop(a.total.replace(initial.clone()));
        return Ok(Some(initial));
    }
    let Some(v) = vm.next_through(&a.source)? else { return Ok(None) };
    let total = a.total.borrow().clone();
    let new = match (&total, &a.func) {
        (Value::Undef, _) => v,
        (_, Value::None) => vm.binary(BinOp::Add, &total, &v)?,
        (_, f) => vm.call(f, &[total.clone(), v])?,
    };
    drop(a.total.replace(new.clone()));
    Ok(Some(new))
}

payload! {
    /// `batched`
    pub struct Batched as "itertools.batched" { source: RefCell<Value> } plain { size: usize, strict: bool }
}

natives! { pub static BATCHED;
    /// Batch data into tuples of length n. The last batch may be shorter than n.
    fn __new__(vm, cls: Ref<TypeObj>, /, iterable: Value, n: i64, *, strict: bool = false) -> Res<Ref<Batched>> {
        if n < 1 {
            return Err(vm.value_error("n must be at least one"));
        }
        let source = RefCell::new(vm.iter(&iterable)?);
        Ok(vm.heap.alloc(&cls, Batched { source, size: n as usize, strict }))
    }
}

/// The next batch.
pub fn next_batched(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let b = own::<Batched>(this);
    let source = b.source.borrow().clone();
    if source.is_undef() {
        return Ok(None);
    }
    let mut items = Vec::new();
    while items.len() < b.size {
        match vm.next(&source)? {
            Some(v) => vm.granted(buffer::push(&mut items, v))?,
            None => {
                drop(b.source.take());
                break;
            }
        }
    }
    if items.is_empty() {
        return Ok(None);
    }
    if b.strict && items.len() < b.size {
        return Err(vm.value_error("batched(): incomplete batch"));
    }
    vm.room_for(items.len() * size_of::<Value>())?;
    Ok(Some(vm.heap.tuple(items).into_value()))
}

payload! {
    /// `pairwise`
    pub struct Pairwise as "itertools.pairwise" { source: RefCell<Value>, old: RefCell<Value> }
}

natives! { pub static PAIRWISE;
    /// Return an iterator of overlapping pairs taken from the input iterator.
    fn __new__(vm, cls: Ref<TypeObj>, iterable: Value, /) -> Res<Ref<Pairwise>> {
        let source = RefCell::new(vm.iter(&iterable)?);
        Ok(vm.heap.alloc(&cls, Pairwise { source, old: RefCell::default() }))
    }
}

/// The next pair.
pub fn next_pairwise(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let p = own::<Pairwise>(this);
    let source = p.source.borrow().clone();
    if source.is_undef() {
        return Ok(None);
    }
    let mut old = p.old.borrow().clone();
    if old.is_undef() {
        match vm.next_through(&source)? {
            Some(v) => {
                drop(p.old.replace(v.clone()));
                old = v;
            }
            None => {
                drop(p.source.take());
                return Ok(None);
            }
        }
    }
    match vm.next_through(&source)? {
        Some(v) => {
            drop(p.old.replace(v.clone()));
            Ok(Some(vm.heap.tuple([old, v]).into_value()))
        }
        None => {
            drop(p.source.take());
            drop(p.old.take());
            Ok(None)
        }
    }
}

payload! {
    /// `zip_longest`
    pub struct ZipLongest as "itertools.zip_longest" { sources: RefCell<Vec<Value>>, fill: Value } plain { active: Cell<usize> }
}

natives! { pub static ZIP_LONGEST;
    /// Return a zip_longest object whose .__next__() method returns a tuple where the i-th element comes from the i-th iterable argument.
    fn __new__(vm, cls: Ref<TypeObj>, /, *iterables, fillvalue: Value = Value::None) -> Res<Ref<ZipLongest>> {
        let mut sources = Vec::new();
        for v in iterables.items() {
            sources.push(vm.iter(v)?);
        }
        let active = Cell::new(sources.len());
        Ok(vm.heap.alloc(&cls, ZipLongest { sources: RefCell::new(sources), fill: fillvalue.take(), active }))
    }
}

/// The next tuple.
pub fn next_zip_longest(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let z = own::<ZipLongest>(this);
    if z.active.get() == 0 {
        return Ok(None);
    }
    let n = z.sources.borrow().len();
    let mut items = Vec::with_capacity(n);
    for i in 0..n {
        let source = z.sources.borrow().get(i).cloned().unwrap_or_default();
        if source.is_undef() {
            items.push(z.fill.clone());
            continue;
        }
        match vm.next(&source) {
            Ok(Some(v)) => items.push(v),
            Ok(None) => {
                z.active.set(z.active.get().saturating_sub(1));
                if z.active.get() == 0 {
                    return Ok(None);
                }
                items.push(z.fill.clone());
                let old = z.sources.borrow_mut().get_mut(i).map(Value::take);
                drop(old);
            }
            Err(e) => {
                z.active.set(0);
                return Err(e);
            }
        }
    }
    Ok(Some(vm.heap.tuple(items).into_value()))
}

payload! {
    /// `starmap`
    pub struct Starmap as "itertools.starmap" { func: Value, source: Value }
}

natives! { pub static STARMAP;
    /// Return an iterator whose values are returned from the function evaluated with an argument tuple taken from the given sequence.
    fn __new__(vm, cls: Ref<TypeObj>, function: Value, iterable: Value, /) -> Res<Ref<Starmap>> {
        let source = vm.iter(&iterable)?;
        Ok(vm.heap.alloc(&cls, Starmap { func: function.take(), source }))
    }
}

/// The next result.
pub fn next_starmap(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let s = own::<Starmap>(this);
    let Some(args) = vm.next_through(&s.source)? else { return Ok(None) };
    let args = vm.collect(&args)?;
    vm.call(&s.func, &args).map(Some)
}
