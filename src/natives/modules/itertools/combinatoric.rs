//! `product`, `permutations`, `combinations`: tuples chosen from pools that are read at the start.

use std::cell::{Cell, RefCell};

use crate::object::tuple::TupleObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};
use crate::{natives, payload};

use super::super::support::own;

fn pool_of(vm: &mut Vm, iterable: &Value) -> Res<Ref<TupleObj>> {
    let items = vm.collect(iterable)?;
    Ok(vm.heap.tuple(items))
}

payload! {
    /// `product`
    pub struct Product as "itertools.product" { pools: Vec<Ref<TupleObj>> } plain { indices: RefCell<Vec<usize>>, state: Cell<State> }
}

/// How far an iterator is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum State {
    Fresh,
    Running,
    Done,
}

natives! { pub static PRODUCT;
    /// Cartesian product of input iterables. Equivalent to nested for-loops.
    fn __new__(vm, cls: Ref<TypeObj>, /, *iterables, repeat: i64 = 1) -> Res<Ref<Product>> {
        if repeat < 0 {
            return Err(vm.value_error("repeat argument cannot be negative"));
        }
        let mut once = Vec::new();
        if repeat > 0 {
            for v in iterables.items() {
                once.push(pool_of(vm, v)?);
            }
        }
        if (once.len() as u128) * (repeat as u128) > 1 << 40 {
            return Err(vm.overflow_error("repeat argument too large"));
        }
        // Pools and indices.
        vm.room_for((once.len() as u64 * repeat as u64 * 16) as usize)?;
        let pools = (0..repeat).flat_map(|_| once.iter().cloned()).collect::<Vec<_>>();
        let state = if pools.iter().any(|p| p.is_empty()) { State::Done } else { State::Fresh };
        let indices = RefCell::new(vec![0; pools.len()]);
        Ok(vm.heap.alloc(&cls, Product { pools, indices, state: Cell::new(state) }))
    }
}

/// The next tuple.
pub fn next_product(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let p = own::<Product>(this);
    let mut at = p.indices.borrow_mut();
    match p.state.get() {
        State::Done => return Ok(None),
        State::Fresh => p.state.set(State::Running),
        State::Running => {
            let mut i = at.len();
            loop {
                if i == 0 {
                    p.state.set(State::Done);
                    return Ok(None);
                }
                i -= 1;
                at[i] += 1;
                if at[i] < p.pools[i].len() {
                    break;
                }
                at[i] = 0;
            }
        }
    }
    let items = p.pools.iter().zip(at.iter()).map(|(pool, i)| pool.items()[*i].clone());
    Ok(Some(vm.heap.tuple(items).into_value()))
}

fn choose(vm: &Vm, pool: &TupleObj, indices: &[usize]) -> Option<Value> {
    Some(vm.heap.tuple(indices.iter().map(|i| pool.items()[*i].clone())).into_value())
}

payload! {
    /// `permutations`
    pub struct Permutations as "itertools.permutations" { pool: Ref<TupleObj> } plain {
        length: usize,
        indices: RefCell<Vec<usize>>,
        cycles: RefCell<Vec<usize>>,
        state: Cell<State>,
    }
}

natives! { pub static PERMUTATIONS;
    /// Return successive r-length permutations of elements in the iterable.
    fn __new__(vm, cls: Ref<TypeObj>, /, iterable: Value, r: Value = Value::None) -> Res<Ref<Permutations>> {
        let pool = pool_of(vm, &iterable)?;
        let n = pool.len();
        let length = match &r {
            Value::None => n,
            v if crate::object::int::as_int(v).is_none() => return Err(vm.type_error("Expected int as r")),
            v => match vm.to_i64(v)? {
                r if r < 0 => return Err(vm.value_error("r must be non-negative")),
                r => r as usize,
            },
        };
        let state = Cell::new(if length > n { State::Done } else { State::Fresh });
        let indices = RefCell::new((0..n).collect());
        let cycles = RefCell::new((0..length.min(n)).map(|i| n - i).collect());
        Ok(vm.heap.alloc(&cls, Permutations { pool, length, indices, cycles, state }))
    }
}

/// The next tuple.
pub fn next_permutations(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let p = own::<Permutations>(this);
    let mut at = p.indices.borrow_mut();
    let n = at.len();
    match p.state.get() {
        State::Done => return Ok(None),
        State::Fresh => p.state.set(State::Running),
        State::Running => {
            let mut cycles = p.cycles.borrow_mut();
            let mut i = p.length;
            loop {
                if i == 0 {
                    p.state.set(State::Done);
                    return Ok(None);
                }
                i -= 1;
                cycles[i] -= 1;
                if cycles[i] > 0 {
                    let j = n - cycles[i];
                    at.swap(i, j);
                    break;
                }
                at[i..].rotate_left(1);
                cycles[i] = n - i;
            }
        }
    }
    Ok(choose(vm, &p.pool, &at[..p.length]))
}

payload! {
    /// `combinations` and `combinations_with_replacement`
    pub struct Combinations as "itertools.combinations" { pool: Ref<TupleObj> } plain { indices: RefCell<Vec<usize>>, state: Cell<State> }
}

fn length_of(vm: &mut Vm, r: i64) -> Res<usize> {
    if r < 0 {
        return Err(vm.value_error("r must be non-negative"));
    }
    if r > 1 << 40 {
        return Err(vm.memory_error());
    }
    Ok(r as usize)
}

natives! { pub static COMBINATIONS;
    /// Return successive r-length combinations of elements in the iterable.
    fn __new__(vm, cls: Ref<TypeObj>, /, iterable: Value, r: i64) -> Res<Ref<Combinations>> {
        let pool = pool_of(vm, &iterable)?;
        let r = length_of(vm, r)?;
        let done = r > pool.len();
        vm.room_for(if done { 0 } else { r.saturating_mul(size_of::<usize>()) })?;
        let indices = RefCell::new(if done { Vec::new() } else { (0..r).collect() });
        let state = Cell::new(if done { State::Done } else { State::Fresh });
        Ok(vm.heap.alloc(&cls, Combinations { pool, indices, state }))
    }
}

natives! { pub static WITH_REPLACEMENT;
    /// Return successive r-length combinations of elements in the iterable allowing individual elements to have successive repeats.
    fn __new__(vm, cls: Ref<TypeObj>, /, iterable: Value, r: i64) -> Res<Ref<Combinations>> {
        let pool = pool_of(vm, &iterable)?;
        let r = length_of(vm, r)?;
        let done = r > 0 && pool.is_empty();
        vm.room_for(if done { 0 } else { r.saturating_mul(size_of::<usize>()) })?;
        let indices = RefCell::new(if done { Vec::new() } else { vec![0; r] });
        let state = Cell::new(if done { State::Done } else { State::Fresh });
        Ok(vm.heap.alloc(&cls, Combinations { pool, indices, state }))
    }
}

/// The next tuple.
pub fn next_combinations(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let c = own::<Combinations>(this);
    let mut at = c.indices.borrow_mut();
    let (n, r) = (c.pool.len(), at.len());
    match c.state.get() {
        State::Done => return Ok(None),
        State::Fresh => c.state.set(State::Running),
        State::Running => {
            let Some(i) = (0..r).rev().find(|i| at[*i] != i + n - r) else {
                c.state.set(State::Done);
                return Ok(None);
            };
            at[i] += 1;
            for j in i + 1..r {
                at[j] = at[j - 1] + 1;
            }
        }
    }
    Ok(choose(vm, &c.pool, &at))
}

/// The next tuple, with repeats.
pub fn next_with_replacement(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let c = own::<Combinations>(this);
    let mut at = c.indices.borrow_mut();
    let n = c.pool.len();
    match c.state.get() {
        State::Done => return Ok(None),
        State::Fresh => c.state.set(State::Running),
        State::Running => {
            let Some(i) = at.iter().rposition(|x| *x != n - 1) else {
                c.state.set(State::Done);
                return Ok(None);
            };
            let next = at[i] + 1;
            at[i..].fill(next);
        }
    }
    Ok(choose(vm, &c.pool, &at))
}
