//! Methods of the built-in iterators: `__iter__`, `__next__`, `__length_hint__`, and what pickling asks of them.

use crate::natives;
use crate::object::bytes::ByteArrayObj;
use crate::object::dict::DictObj;
use crate::object::iter::{IterObj, IterState, is_unchanged};
use crate::object::list::ListObj;
use crate::object::set::SetObj;
use crate::object::str::StrObj;
use crate::object::text::wtf8;
use crate::object::tuple::TupleObj;
use crate::object::types::flags::NO_NEW;
use crate::object::{Kind, Ref, TypeObj, Value};
use crate::vm::native::NativeDef;
use crate::vm::{Res, Vm};

natives! { pub static ITERATOR;
    /// Implement iter(self).
    fn __iter__(vm, this: Value, /) -> Value { this }
    /// Implement next(self).
    fn __next__(vm, this: Value, /) -> Res {
        match vm.next_through(&this)? {
            Some(v) => Ok(v),
            None => Err(vm.stop_iteration(Value::Undef)),
        }
    }
}

natives! { static BUILTIN;
    /// Private method returning an estimate of len(list(it)).
    fn __length_hint__(vm, this: Ref<IterObj>, /) -> Res { left(vm, &this) }
    /// Return state information for pickling.
    fn __reduce__(vm, this: Ref<IterObj>, /) -> Res { reduce(vm, &this) }
}

natives! { pub static REDUCED;
    /// Return state information for pickling.
    fn __reduce__(vm, this: Ref<IterObj>, /) -> Res { reduce(vm, &this) }
}

natives! { static PLACED;
    /// Set state information for unpickling.
    fn __setstate__(vm, this: Ref<IterObj>, state: Value, /) -> Res<()> {
        if !set_far_place(vm, &this, &state)? {
            let place = vm.to_i64(&state)?;
            let place = place.min(last_place(vm, &this)?);
            set_place(&this, place);
        }
        Ok(())
    }
}

/// Installs the methods of all built-in iterator classes.
pub fn install(vm: &mut Vm) {
    let t = vm.types();
    for class in [
        &t.list_iterator,
        &t.list_reverseiterator,
        &t.tuple_iterator,
        &t.range_iterator,
        &t.longrange_iterator,
        &t.str_iterator,
        &t.str_ascii_iterator,
        &t.bytes_iterator,
        &t.bytearray_iterator,
        &t.seq_iterator,
        &t.reversed,
    ] {
        vm.add_methods(class, ITERATOR);
        vm.add_methods(class, BUILTIN);
        vm.add_methods(class, PLACED);
    }
    for class in [
        &t.dict_keyiterator,
        &t.dict_valueiterator,
        &t.dict_itemiterator,
        &t.dict_reversekeyiterator,
        &t.dict_reversevalueiterator,
        &t.dict_reverseitemiterator,
        &t.set_iterator,
    ] {
        vm.add_methods(class, ITERATOR);
        vm.add_methods(class, BUILTIN);
    }
    vm.add_methods(&t.callable_iterator, ITERATOR);
    vm.add_methods(&t.callable_iterator, REDUCED);
}

/// Gives a class of an iterator of a higher layer (`Vm::set_next`) its two methods.
pub fn add_iterator_methods(vm: &mut Vm, class: &Ref<TypeObj>) {
    vm.add_methods(class, ITERATOR);
}

/// An iterator of a class of its own, which is like others but for its name. The class is made at the first call, with `more` beside the two methods.
pub fn named(vm: &mut Vm, name: &'static str, more: &'static [NativeDef], state: IterState) -> Value {
    let class = match vm.extra_types.get(name) {
        Some(class) => class.clone(),
        None => {
            let (meta, object) = (vm.types().type_.clone(), vm.types().object.clone());
            let class = vm.heap.builtin_type(&meta, name, &object, Kind::Iter, NO_NEW);
            vm.add_methods(&class, ITERATOR);
            vm.add_methods(&class, more);
            vm.extra_types.insert(name, class.clone());
            class
        }
    };
    vm.heap.iter(&class, state)
}

/// What a look at the state found: script code may only run once the state is no longer borrowed.
enum Left {
    Known(usize),
    Value(Value),
    Sequence(Value, i64),
    /// So many of a sequence, if it is still as long.
    Reversed(Value, i64),
}

fn left(vm: &mut Vm, it: &Ref<IterObj>) -> Res {
    let found = match &*it.state.borrow() {
        IterState::Done | IterState::Callable { .. } => Left::Known(0),
        IterState::Range { left, .. } => Left::Known(*left as usize),
        IterState::BigRange { left, .. } => Left::Value(left.clone()),
        IterState::List { list, index } => {
            Left::Known(list.cast::<ListObj>().map_or(0, |l| l.len().saturating_sub(*index)))
        }
        IterState::ListReversed { list, index } => {
            let n = list.cast::<ListObj>().map_or(0, ListObj::len);
            Left::Known(if *index <= n { *index } else { 0 })
        }
        IterState::Tuple { tuple, index } => {
            Left::Known(tuple.cast::<TupleObj>().map_or(0, |t| t.len().saturating_sub(*index)))
        }
        IterState::Str { text, offset } => Left::Known(
            text.cast::<StrObj>().map_or(0, |s| wtf8::char_count(s.bytes().get(*offset..).unwrap_or(&[]))),
        ),
        IterState::Bytes { data, index } => Left::Known(
            crate::object::bytes::with_bytes(data, |d| d.len().saturating_sub(*index)).unwrap_or(0),
        ),
        IterState::Dict { dict, place, len, .. } => Left::Known(dict.cast::<DictObj>().map_or(0, |d| {
            if is_unchanged(d, *len) {
                (*place..d.places()).filter(|i| d.entry(*i).is_some()).count()
            } else {
                0
            }
        })),
        IterState::DictReversed { dict, place, len, .. } => {
            Left::Known(dict.cast::<DictObj>().map_or(0, |d| {
                if is_unchanged(d, *len) {
                    (0..(*place).min(d.places())).filter(|i| d.entry(*i).is_some()).count()
                } else {
                    0
                }
            }))
        }
        IterState::Set { set, slot, len } => Left::Known(set.cast::<SetObj>().map_or(0, |s| {
            if s.len() != *len {
                return 0;
            }
            let table = s.borrow();
            let (mut n, mut at) = (0, *slot);
            while let Some((i, _, _)) = table.next_from(at) {
                n += 1;
                at = i + 1;
            }
            n
        })),
        IterState::Sequence { seq, index } => Left::Sequence(seq.clone(), *index),
        IterState::SequenceReversed { seq, index } => Left::Reversed(seq.clone(), *index + 1),
    };
    match found {
        Left::Known(n) => Ok(vm.heap.int_from_usize(n)),
        Left::Value(v) => Ok(v),
        Left::Reversed(seq, left) => {
            let n = vm.length(&seq)? as i64;
            Ok(Value::Int(if left > n { 0 } else { left.max(0) }))
        }
        Left::Sequence(seq, index) => {
            if vm.lookup_special(&seq, &vm.names.__len__).is_none() {
                return Ok(vm.types().not_implemented.clone());
            }
            let n = vm.length(&seq)? as i64;
            Ok(Value::Int((n - index).max(0)))
        }
    }
}

fn builtin(vm: &Vm, name: &str) -> Value {
    vm.builtins.get_text(vm.heap, name).unwrap_or(Value::None)
}

fn reduce(vm: &mut Vm, it: &Ref<IterObj>) -> Res {
    let (function, args, state) = match &*it.state.borrow() {
        IterState::Done => ("iter", vec![vm.heap.tuple([]).into_value()], None),
        IterState::List { list: v, index }
        | IterState::Tuple { tuple: v, index }
        | IterState::Bytes { data: v, index } => ("iter", vec![v.clone()], Some(Value::Int(*index as i64))),
        IterState::ListReversed { list, index } => {
            ("reversed", vec![list.clone()], Some(Value::Int(*index as i64 - 1)))
        }
        IterState::Str { text, offset } => {
            let n = text.cast::<StrObj>().map_or(0, |s| wtf8::char_count(&s.bytes()[..*offset]));
            ("iter", vec![text.clone()], Some(Value::Int(n as i64)))
        }
        IterState::Sequence { seq, index } => ("iter", vec![seq.clone()], Some(Value::Int(*index))),
        IterState::SequenceReversed { seq, index } => {
            ("reversed", vec![seq.clone()], Some(Value::Int(*index)))
        }
        IterState::Callable { callable, sentinel } => {
            ("iter", vec![callable.clone(), sentinel.clone()], None)
        }
        IterState::Range { next, step, left } => {
            let stop = next.wrapping_add(step.wrapping_mul(*left as i64));
            let r = [Value::Int(*next), Value::Int(stop), Value::Int(*step)];
            ("range", r.to_vec(), None)
        }
        IterState::BigRange { next, step, left } => {
            ("big range", vec![next.clone(), step.clone(), left.clone()], None)
        }
        _ => ("list", vec![], None),
    };
    match function {
        "big range" => {
            let way = vm.binary(crate::vm::ops::BinOp::Mul, &args[1], &args[2])?;
            let stop = vm.binary(crate::vm::ops::BinOp::Add, &args[0], &way)?;
            let class = vm.types().range.value();
            let r = vm.call(&class, &[args[0].clone(), stop, args[1].clone()])?;
            let args = vm.heap.tuple([r]).into_value();
            Ok(vm.heap.tuple([builtin(vm, "iter"), args, Value::None]).into_value())
        }
        "range" => {
            let class = vm.types().range.value();
            let r = vm.call(&class, &args)?;
            let args = vm.heap.tuple([r]).into_value();
            Ok(vm.heap.tuple([builtin(vm, "iter"), args, Value::None]).into_value())
        }
        "list" => {
            // What is left, as a list; the iterator itself stays where it is.
            let copy = copy_of(vm, it);
            let items = vm.collect(&copy)?;
            let list = vm.heap.list(items).into_value();
            let args = vm.heap.tuple([list]).into_value();
            Ok(vm.heap.tuple([builtin(vm, "iter"), args]).into_value())
        }
        name => {
            let args = vm.heap.tuple(args).into_value();
            let f = builtin(vm, name);
            Ok(match state {
                Some(s) => vm.heap.tuple([f, args, s]).into_value(),
                None => vm.heap.tuple([f, args]).into_value(),
            })
        }
    }
}

fn copy_of(vm: &mut Vm, it: &Ref<IterObj>) -> Value {
    let state = match &*it.state.borrow() {
        IterState::Dict { dict, part, place, len, left } => {
            IterState::Dict { dict: dict.clone(), part: *part, place: *place, len: *len, left: *left }
        }
        IterState::DictReversed { dict, part, place, len, left } => {
            IterState::DictReversed { dict: dict.clone(), part: *part, place: *place, len: *len, left: *left }
        }
        IterState::Set { set, slot, len } => IterState::Set { set: set.clone(), slot: *slot, len: *len },
        IterState::BigRange { next, step, left } => {
            IterState::BigRange { next: next.clone(), step: step.clone(), left: left.clone() }
        }
        _ => IterState::Done,
    };
    let class = vm.class_of(&it.value());
    vm.heap.iter(&class, state)
}

/// The same for a range beyond 64 bits, whose places are as large; false if it is none.
fn set_far_place(vm: &mut Vm, it: &Ref<IterObj>, place: &Value) -> Res<bool> {
    let parts = match &*it.state.borrow() {
        IterState::BigRange { next, step, left } => Some((next.clone(), step.clone(), left.clone())),
        _ => None,
    };
    let Some((next, step, left)) = parts else { return Ok(false) };
    let mut big = |v: &Value| vm.to_int(v).map(|n| n.as_ref().to_big());
    let (place, first, step_size, all) = (big(place)?, big(&next)?, big(&step)?, big(&left)?);
    let place = place.max(0.into()).min(all.clone());
    let next = vm.heap.int_from_big(first + step_size * &place);
    let left = vm.heap.int_from_big(all - place);
    drop(it.state.replace(IterState::BigRange { next, step, left }));
    Ok(true)
}

/// The place behind which a backward iterator of any sequence is not set.
fn last_place(vm: &mut Vm, it: &Ref<IterObj>) -> Res<i64> {
    let seq = match &*it.state.borrow() {
        IterState::SequenceReversed { seq, .. } => seq.clone(),
        _ => return Ok(i64::MAX),
    };
    Ok(vm.length(&seq)? as i64 - 1)
}

fn set_place(it: &Ref<IterObj>, place: i64) {
    let at = place.max(0) as usize;
    // Of what may change under its iterator, a place before the first is behind the last.
    let forward = |len: usize| if place < 0 { len } else { at.min(len) };
    match &mut *it.state.borrow_mut() {
        IterState::List { index, list } => *index = forward(list.cast::<ListObj>().map_or(0, ListObj::len)),
        IterState::Tuple { index, tuple } => {
            *index = at.min(tuple.cast::<TupleObj>().map_or(0, TupleObj::len))
        }
        IterState::Bytes { index, data } => {
            *index = data.cast::<ByteArrayObj>().map_or(at, |b| forward(b.borrow().len()));
        }
        IterState::ListReversed { index, list } => {
            let most = list.cast::<ListObj>().map_or(0, ListObj::len);
            *index = (place.saturating_add(1).max(0) as usize).min(most);
        }
        IterState::Str { text, offset } => {
            if let Some(s) = text.cast::<StrObj>() {
                *offset = s.offset_of(at.min(s.char_len()));
            }
        }
        IterState::Sequence { index, .. } => *index = place.max(0),
        IterState::SequenceReversed { index, .. } => *index = place.max(-1),
        IterState::Range { next, step, left } => {
            let skip = (at as u64).min(*left);
            *next = next.wrapping_add(step.wrapping_mul(skip as i64));
            *left -= skip;
        }
        _ => {}
    }
}
