//! `_random`: the Mersenne Twister; distributions are written in the language.

use std::cell::RefCell;

use num_traits::ToPrimitive;

use crate::natives::types::support::arity;
use crate::object::dict::DictObj;
use crate::object::int::as_int;
use crate::object::number::int::{Int, arith};
use crate::object::random::Mt19937;
use crate::object::tuple::TupleObj;
use crate::object::types::flags::BASE;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};
use crate::{natives, payload};

use super::support::{ClassSpec, os_error, put_class, put_str};

payload! {
    /// `Random`
    pub struct Random as "_random.Random" { } plain {
        /// Boxed: the part of an instance behind the payload must lie near the header.
        generator: Box<RefCell<Mt19937>>,
    }
}

/// Words of the state; behind them in `getstate` stands the index.
const WORDS: usize = 624;

fn seeded(vm: &mut Vm, seed: &Value) -> Res<Mt19937> {
    if seed.is_none() {
        let mut bytes = [0; WORDS * 4];
        vm.world.fill(&mut bytes).map_err(|e| os_error(vm, &e, None))?;
        let key: Vec<u32> =
            bytes.chunks_exact(4).map(|c| u32::from_le_bytes([c[0], c[1], c[2], c[3]])).collect();
        return Ok(Mt19937::from_key(&key));
    }
    let n = match as_int(seed) {
        Some(i) => arith::abs(i),
        None => Int::from(vm.hash(seed)? as u64),
    };
    Ok(Mt19937::from_int(n.as_ref()))
}

/// A count of bits.
fn bits_arg(vm: &mut Vm, v: &Value) -> Res<u64> {
    let n = vm.to_int(v)?;
    if n.as_ref().is_negative() {
        return Err(vm.value_error("Cannot convert negative int"));
    }
    match n.as_ref().to_big().to_u64() {
        Some(n) => Ok(n),
        None => Err(vm.overflow_error("Python int too large for C uint64_t")),
    }
}

/// A word of a state, as it was given: as many bits as C's `unsigned long` has.
fn state_word(vm: &mut Vm, v: &Value) -> Res<u64> {
    let Some(n) = as_int(v) else { return Err(vm.type_error("an integer is required")) };
    if n.is_negative() {
        return Err(vm.overflow_error("can't convert negative value to unsigned int"));
    }
    match n.to_big().to_u64() {
        Some(n) => Ok(n),
        None => Err(vm.overflow_error("Python int too large to convert to C unsigned long")),
    }
}

natives! { static METHODS;
    /// Create and return a new object.  See help(type) for accurate signature.
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Ref<Random> {
        // `__init__` seeds.
        drop((args, kwargs));
        vm.heap.alloc(&cls, Random { generator: Box::new(RefCell::new(Mt19937::blank())) })
    }
    /// Initialize self.  See help(type(self)) for accurate signature.
    fn __init__(vm, this: Ref<Random>, /, *args, **kwargs) -> Res<()> {
        if !kwargs.is_empty() && this.obj().class().name_text() == "Random" {
            return Err(vm.type_error("Random() takes no keyword arguments"));
        }
        arity(vm, "Random", args.len(), 0, 1)?;
        let seed = args.items().first().cloned().unwrap_or(Value::None);
        let g = seeded(vm, &seed)?;
        *this.generator.borrow_mut() = g;
        Ok(())
    }
    /// seed([n]) -> None.
    fn seed(vm, this: Ref<Random>, n: Value = Value::None, /) -> Res<()> {
        let g = seeded(vm, &n)?;
        *this.generator.borrow_mut() = g;
        Ok(())
    }
    /// random() -> x in the interval [0, 1).
    fn random(vm, this: Ref<Random>, /) -> f64 { this.generator.borrow_mut().random() }
    /// getrandbits(k) -> x.  Generates an int with k random bits.
    fn getrandbits(vm, this: Ref<Random>, k: Value, /) -> Res {
        let k = bits_arg(vm, &k)?;
        // The words, and the number made of them.
        vm.room_for((k as usize / 8).saturating_mul(3))?;
        let mut g = this.generator.borrow_mut();
        if k == 0 {
            return Ok(Value::Int(0));
        }
        if k <= 32 {
            return Ok(Value::Int(g.bits_small(k as u32)));
        }
        let bits = g.bits(k as usize);
        drop(g);
        Ok(vm.heap.int(bits))
    }
    /// getstate() -> tuple containing the current state.
    fn getstate(vm, this: Ref<Random>, /) -> Value {
        let g = this.generator.borrow();
        let (words, index) = g.state();
        let all: Vec<Value> =
            words.iter().map(|w| Value::Int(i64::from(*w))).chain([Value::Int(index as i64)]).collect();
        vm.heap.tuple(all).into_value()
    }
    /// setstate(state) -> None.  Restores generator state.
    fn setstate(vm, this: Ref<Random>, state: Value, /) -> Res<()> {
        let Some(t) = state.to_ref::<TupleObj>() else { return Err(vm.type_error("state vector must be a tuple")) };
        if t.len() != WORDS + 1 {
            return Err(vm.value_error("state vector is the wrong size"));
        }
        let mut words = Vec::with_capacity(WORDS);
        for v in &t.items()[..WORDS] {
            words.push(state_word(vm, v)? as u32);
        }
        let index = match as_int(&t.items()[WORDS]) {
            Some(i) => i.to_i64().unwrap_or(-1),
            None => return Err(vm.type_error("an integer is required")),
        };
        let good = (0..=WORDS as i64).contains(&index) && this.generator.borrow_mut().set_state(&words, index as usize);
        if good { Ok(()) } else { Err(vm.value_error("invalid state")) }
    }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    put_class(
        vm,
        dict,
        &ClassSpec { name: "Random", module: "_random", flags: BASE, methods: METHODS, next: None },
    );
    put_str(vm, dict, "__doc__", "Module implements the Mersenne Twister random number generator.");
    Ok(())
}
