//! `enumerate`, `zip`, `map`, `filter` and `reversed`: iterators over iterators.

use std::cell::{Cell, RefCell};

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::iter::{DictPart, IterState};
use crate::object::list::ListObj;
use crate::object::number::int::{Int, IntRef, arith};
use crate::object::range::RangeObj;
use crate::object::tuple::{LastPair, TupleObj};
use crate::object::types::flags::{BASE, KEYED};
use crate::object::{Kind, Payload, Ref, TypeObj, Value, Visit};
use crate::vm::native::ArgType;
use crate::vm::{Res, Vm};

/// `enumerate`
pub struct Enumerate {
    it: Value,
    count: RefCell<Int>,
    last: LastPair,
}

/// `zip`
pub struct Zip {
    its: Vec<Value>,
    strict: Cell<bool>,
    last: LastPair,
}

/// `map`
pub struct Map {
    function: Value,
    its: Vec<Value>,
    strict: Cell<bool>,
}

/// `filter`
pub struct Filter {
    function: Value,
    it: Value,
}

impl Payload for Enumerate {
    fn traverse(&self, visit: Visit<'_>) {
        self.last.traverse(&mut *visit);
        visit(&self.it);
    }
    fn clear(&self) {
        self.last.clear();
    }
}
impl Payload for Zip {
    fn traverse(&self, visit: Visit<'_>) {
        self.last.traverse(&mut *visit);
        self.its.iter().for_each(visit);
    }
    fn clear(&self) {
        self.last.clear();
    }
}
impl Payload for Map {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.function);
        self.its.iter().for_each(visit);
    }
}
impl Payload for Filter {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.function);
        visit(&self.it);
    }
}

impl ArgType for Enumerate {
    const NAME: &'static str = "enumerate";
}
impl ArgType for Zip {
    const NAME: &'static str = "zip";
}
impl ArgType for Map {
    const NAME: &'static str = "map";
}
impl ArgType for Filter {
    const NAME: &'static str = "filter";
}

natives! { static ENUMERATE;
    fn __new__(vm, cls: Ref<TypeObj>, /, iterable: Value, start: Value = Value::Int(0)) -> Res<Ref<Enumerate>> {
        let count = vm.to_int(&start)?;
        let it = vm.iter(&iterable)?;
        Ok(vm.heap.alloc(&cls, Enumerate { it, count: RefCell::new(count), last: LastPair::default() }))
    }
    /// Return state information for pickling.
    fn __reduce__(vm, this: Ref<Enumerate>, /) -> Value {
        let class = vm.class_of(&this.value()).into_value();
        let count = vm.heap.int(this.count.borrow().clone());
        let args = vm.heap.tuple([this.it.clone(), count]).into_value();
        vm.heap.tuple([class, args]).into_value()
    }
}

natives! { static ZIP;
    fn __new__(vm, cls: Ref<TypeObj>, /, *iterables, strict: bool = false) -> Res<Ref<Zip>> {
        let mut its = Vec::with_capacity(iterables.len());
        for v in iterables.items() {
            its.push(vm.iter(v)?);
        }
        Ok(vm.heap.alloc(&cls, Zip { its, strict: Cell::new(strict), last: LastPair::default() }))
    }
    /// Return state information for pickling.
    fn __reduce__(vm, this: Ref<Zip>, /) -> Value {
        let class = vm.class_of(&this.value()).into_value();
        let args = vm.heap.tuple(this.its.clone()).into_value();
        if this.strict.get() {
            return vm.heap.tuple([class, args, Value::True]).into_value();
        }
        vm.heap.tuple([class, args]).into_value()
    }
    /// Set state information for unpickling.
    fn __setstate__(vm, this: Ref<Zip>, state: bool, /) { this.strict.set(state); }
}

natives! { static MAP;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, strict: bool = false) -> Res<Ref<Map>> {
        let [function, iterables @ ..] = args.items() else { return Err(vm.type_error("map() must have at least two arguments.")) };
        if iterables.is_empty() {
            return Err(vm.type_error("map() must have at least two arguments."));
        }
        let mut its = Vec::with_capacity(iterables.len());
        for v in iterables {
            its.push(vm.iter(v)?);
        }
        Ok(vm.heap.alloc(&cls, Map { function: function.clone(), its, strict: Cell::new(strict) }))
    }
    /// Return state information for pickling.
    fn __reduce__(vm, this: Ref<Map>, /) -> Value {
        let class = vm.class_of(&this.value()).into_value();
        let all: Vec<Value> = std::iter::once(this.function.clone()).chain(this.its.iter().cloned()).collect();
        let args = vm.heap.tuple(all).into_value();
        if this.strict.get() {
            return vm.heap.tuple([class, args, Value::True]).into_value();
        }
        vm.heap.tuple([class, args]).into_value()
    }
    /// Set state information for unpickling.
    fn __setstate__(vm, this: Ref<Map>, state: bool, /) { this.strict.set(state); }
}

natives! { static FILTER;
    fn __new__(vm, cls: Ref<TypeObj>, function: Value, iterable: Value, /) -> Res<Ref<Filter>> {
        let it = vm.iter(&iterable)?;
        Ok(vm.heap.alloc(&cls, Filter { function, it }))
    }
    /// Return state information for pickling.
    fn __reduce__(vm, this: Ref<Filter>, /) -> Value {
        let class = vm.class_of(&this.value()).into_value();
        let args = vm.heap.tuple([this.function.clone(), this.it.clone()]).into_value();
        vm.heap.tuple([class, args]).into_value()
    }
}

natives! { static REVERSED;
    fn __new__(vm, cls: Ref<TypeObj>, sequence: Value, /) -> Res { reversed(vm, &cls, &sequence) }
}

natives! { static GENERIC;
    /// See PEP 585
    fn __class_getitem__(vm, cls: Value, object: Value, /) -> Res { super::generic_alias::new(vm, cls, object) }
}

/// Makes the classes and names them in `builtins`.
pub fn install(vm: &mut Vm) {
    let object = vm.types().object.clone();
    let builtins = vm.builtins.clone();
    for (name, table, next) in [
        ("enumerate", ENUMERATE, enumerate_next as crate::vm::iterate::NextFn),
        ("zip", ZIP, zip_next),
        ("map", MAP, map_next),
        ("filter", FILTER, filter_next),
    ] {
        let class = vm.new_type(name, "builtins", &object, BASE);
        vm.add_methods(&class, table);
        super::iterators::add_iterator_methods(vm, &class);
        vm.set_next(&class, next);
        if name == "enumerate" {
            vm.add_class_methods(&class, GENERIC);
        }
        builtins.set_text(vm.heap, name, class.into_value());
    }
    let class = vm.types().reversed.clone();
    vm.add_methods(&class, REVERSED);
}

fn enumerate_next(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let Some(e) = this.cast::<Enumerate>() else { return Err(vm.wrong_receiver(this)) };
    let Some(v) = vm.next_through(&e.it)? else { return Ok(None) };
    let next = match &*e.count.borrow() {
        Int::Small(n) if *n < i64::MAX => Int::Small(n + 1),
        n => arith::add(n.as_ref(), IntRef::Small(1)),
    };
    let n = vm.heap.int(e.count.replace(next));
    Ok(Some(e.last.give(vm.heap, n, v)))
}

fn zip_next(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let Some(z) = this.cast::<Zip>() else { return Err(vm.wrong_receiver(this)) };
    if z.its.is_empty() {
        return Ok(None);
    }
    if let [a, b] = &z.its[..]
        && !z.strict.get()
    {
        let Some(x) = vm.next_through(a)? else { return Ok(None) };
        let Some(y) = vm.next_through(b)? else { return Ok(None) };
        return Ok(Some(z.last.give(vm.heap, x, y)));
    }
    let mut items = Vec::with_capacity(z.its.len());
    for (i, it) in z.its.iter().enumerate() {
        // A strict zip asks the others and forgets what the first one's end says.
        let next = if z.strict.get() { vm.next(it)? } else { vm.next_through(it)? };
        match next {
            Some(v) => items.push(v),
            None if !z.strict.get() => return Ok(None),
            None => return strict_end(vm, "zip", &z.its, i),
        }
    }
    Ok(Some(vm.heap.tuple(items).into_value()))
}

/// One of the iterators of a strict zip came to its end: so must the others.
fn strict_end(vm: &mut Vm, who: &str, its: &[Value], ended: usize) -> Res<Option<Value>> {
    let before = |n: usize| if n == 1 { " 1".to_string() } else { format!("s 1-{n}") };
    if ended > 0 {
        let text = format!("{who}() argument {} is shorter than argument{}", ended + 1, before(ended));
        return Err(vm.value_error(text));
    }
    for (i, it) in its.iter().enumerate().skip(1) {
        if vm.next(it)?.is_some() {
            return Err(vm.value_error(format!(
                "{who}() argument {} is longer than argument{}",
                i + 1,
                before(i)
            )));
        }
    }
    Ok(None)
}

fn map_next(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let Some(m) = this.cast::<Map>() else { return Err(vm.wrong_receiver(this)) };
    if let [it] = &m.its[..] {
        let Some(v) = vm.next_through(it)? else { return Ok(None) };
        return vm.call(&m.function, &[v]).map(Some);
    }
    let mut args = Vec::with_capacity(m.its.len());
    let strict = m.strict.get();
    for (i, it) in m.its.iter().enumerate() {
        let next = if strict { vm.next(it)? } else { vm.next_through(it)? };
        match next {
            Some(v) => args.push(v),
            None if strict => return strict_end(vm, "map", &m.its, i),
            None => return Ok(None),
        }
    }
    vm.call(&m.function, &args).map(Some)
}

fn filter_next(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let Some(f) = this.cast::<Filter>() else { return Err(vm.wrong_receiver(this)) };
    let by_truth = f.function.is_none() || f.function.as_obj().is_some_and(|o| o.is(vm.types().bool_.obj()));
    while let Some(v) = vm.next_through(&f.it)? {
        let keep = if by_truth {
            vm.truth(&v)?
        } else {
            let answer = vm.call(&f.function, std::slice::from_ref(&v))?;
            vm.truth(&answer)?
        };
        if keep {
            return Ok(Some(v));
        }
    }
    Ok(None)
}

fn reversed(vm: &mut Vm, cls: &Ref<TypeObj>, sequence: &Value) -> Res {
    let t = vm.types();
    if let Some(f) = vm.lookup_special(sequence, &vm.names.__reversed__) {
        if f.is_none() {
            return Err(not_reversible(vm, sequence));
        }
        return vm.call_found(&f, sequence, &[]);
    }
    match sequence.kind() {
        Some(Kind::List) => {
            let index = sequence.cast::<ListObj>().map_or(0, ListObj::len);
            return Ok(vm
                .heap
                .iter(&t.list_reverseiterator, IterState::ListReversed { list: sequence.clone(), index }));
        }
        Some(Kind::Range) => {
            if let Some(r) = sequence.cast::<RangeObj>() {
                return Ok(super::range::reversed(vm, r));
            }
        }
        Some(Kind::Dict) => {
            if let Some(d) = sequence.cast::<DictObj>() {
                let state = IterState::DictReversed {
                    dict: sequence.clone(),
                    part: DictPart::Keys,
                    place: d.places(),
                    len: d.len(),
                    left: d.len(),
                };
                return Ok(vm.heap.iter(&t.dict_reversekeyiterator, state));
            }
        }
        _ => {}
    }
    if vm.lookup_special(sequence, &vm.names.__getitem__).is_none() || vm.class_ref(sequence).has(KEYED) {
        return Err(not_reversible(vm, sequence));
    }
    let len = match sequence.cast::<TupleObj>() {
        Some(t) => t.len(),
        None => vm.length(sequence)?,
    };
    let state = IterState::SequenceReversed { seq: sequence.clone(), index: len as i64 - 1 };
    Ok(vm.heap.iter(cls, state))
}

#[cold]
fn not_reversible(vm: &mut Vm, v: &Value) -> crate::vm::Raised {
    let what = vm.class_name(v);
    vm.type_error(format!("'{what}' object is not reversible"))
}
