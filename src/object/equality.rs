//! Equality and hashing as far as they go without script code: numbers, strings, bytes, None, tuples of these.

use super::bytes::BytesObj;
use super::header::Kind;
use super::heap::Heap;
use super::int::{BigIntObj, ComplexObj, FloatBox};
use super::set::SetObj;
use super::str::{StrObj, hash_bytes};
use super::tuple::TupleObj;
use super::value::Value;

/// Whether two dict keys are the same, if that can be told without script code.
#[inline]
pub fn same_key(a: &Value, b: &Value) -> Option<bool> {
    #[cfg(test)]
    super::dict_model::count_step();
    match (a, b) {
        (Value::Int(x), Value::Int(y)) => Some(x == y),
        (Value::Obj(x), Value::Obj(y)) => {
            if x.is(y) {
                return Some(true);
            }
            if x.header().is_exact() && y.header().is_exact() {
                return match (x.kind(), y.kind()) {
                    (Kind::Str, Kind::Str) => {
                        Some(x.cast::<StrObj>().map(StrObj::bytes) == y.cast::<StrObj>().map(StrObj::bytes))
                    }
                    _ => simple_eq(a, b),
                };
            }
            None
        }
        (Value::Undef, _) | (_, Value::Undef) => Some(false),
        // A NaN is the key that it is identical to.
        (Value::Float(x), Value::Float(y)) => Some(x.get() == y.get() || x.is(*y)),
        _ => simple_eq(a, b),
    }
}

/// `a == b` for values of built-in classes, if that can be told without script code.
pub fn simple_eq(a: &Value, b: &Value) -> Option<bool> {
    use Value::{False, Float, Int, None as Nothing, Obj, True};
    Some(match (a, b) {
        (Int(x), Int(y)) => x == y,
        (Float(x), Float(y)) => x.get() == y.get(),
        (Int(x), Float(y)) | (Float(y), Int(x)) => int_eq_float(*x, y.get()),
        (Nothing, Nothing) | (True, True) | (False, False) => true,
        (Nothing, True | False | Int(_) | Float(_)) | (True | False | Int(_) | Float(_), Nothing) => false,
        (True, False) | (False, True) => false,
        (True, Int(x)) | (Int(x), True) => *x == 1,
        (False, Int(x)) | (Int(x), False) => *x == 0,
        (True, Float(x)) | (Float(x), True) => x.get() == 1.0,
        (False, Float(x)) | (Float(x), False) => x.get() == 0.0,
        (Obj(x), Obj(y)) => {
            if !x.header().is_exact() || !y.header().is_exact() {
                return None;
            }
            match (x.kind(), y.kind()) {
                (Kind::Str, Kind::Str) => x.cast::<StrObj>()?.bytes() == y.cast::<StrObj>()?.bytes(),
                (Kind::Bytes, Kind::Bytes) => x.cast::<BytesObj>()?.bytes() == y.cast::<BytesObj>()?.bytes(),
                (Kind::BigInt, Kind::BigInt) => x.cast::<BigIntObj>()?.0 == y.cast::<BigIntObj>()?.0,
                (Kind::Complex, Kind::Complex) => {
                    x.cast::<ComplexObj>()?.get() == y.cast::<ComplexObj>()?.get()
                }
                (Kind::Tuple, Kind::Tuple) => {
                    let (x, y) = (x.cast::<TupleObj>()?.items(), y.cast::<TupleObj>()?.items());
                    if x.len() != y.len() {
                        return Some(false);
                    }
                    for (a, b) in x.iter().zip(y) {
                        if !a.is(b) && !simple_eq(a, b)? {
                            return Some(false);
                        }
                    }
                    true
                }
                (Kind::Set, Kind::Set) => return sets_eq(x.cast()?, y.cast()?),
                (Kind::Complex, Kind::BigInt) => complex_eq(x.cast()?, b)?,
                (Kind::BigInt, Kind::Complex) => complex_eq(y.cast()?, a)?,
                // Never equal, but with `-b` worth a warning.
                (Kind::Str, Kind::Bytes) | (Kind::Bytes, Kind::Str) => return None,
                (
                    Kind::Str | Kind::Bytes | Kind::BigInt | Kind::Tuple | Kind::Set | Kind::Complex,
                    Kind::Str | Kind::Bytes | Kind::BigInt | Kind::Tuple | Kind::Set | Kind::Complex,
                ) => {
                    // Bytes and bytearray may be equal; the kinds here never are.
                    false
                }
                _ => return None,
            }
        }
        (Obj(o), other) | (other, Obj(o)) => {
            if !o.header().is_exact() {
                return None;
            }
            match o.kind() {
                Kind::Bytes if matches!(other, Int(_) | True | False) => return None,
                Kind::Str | Kind::Bytes | Kind::Tuple | Kind::Set => false,
                Kind::BigInt => match (other, &o.cast::<BigIntObj>()?.0) {
                    (Float(f), super::number::int::Int::Big(b)) => float_eq_big(f.get(), b),
                    _ => false,
                },
                Kind::Complex => complex_eq(o.cast()?, other)?,
                _ => return None,
            }
        }
        _ => a.is(b),
    })
}

/// Whether a complex number equals a value of another built-in class.
fn complex_eq(z: &ComplexObj, other: &Value) -> Option<bool> {
    let z = z.get();
    Some(z.im == 0.0 && !other.is_none() && simple_eq(&Value::float(z.re), other)?)
}

/// Whether two sets have equal elements, if no two with the same hash need script code.
fn sets_eq(x: &SetObj, y: &SetObj) -> Option<bool> {
    if x.len() != y.len() {
        return Some(false);
    }
    if let (Some(a), Some(b)) = (x.hash.get(), y.hash.get())
        && a != b
    {
        return Some(false);
    }
    let (x, y) = (x.borrow(), y.borrow());
    for (hash, item) in x.iter() {
        let mut probe = y.probe(hash);
        loop {
            let (_, other) = match y.next_candidate(&mut probe) {
                Some(candidate) => candidate,
                None => return Some(false),
            };
            if same_key(other, item)? {
                break;
            }
        }
    }
    Some(true)
}

fn int_eq_float(i: i64, f: f64) -> bool {
    f == i as f64 && (f.abs() < 9.1e15 || (f < 9.223_372_036_854_775e18 && f as i64 == i))
}

fn float_eq_big(f: f64, b: &num_bigint::BigInt) -> bool {
    use num_traits::FromPrimitive;
    f.fract() == 0.0 && num_bigint::BigInt::from_f64(f).is_some_and(|x| x == *b)
}

/// The hash of a value of a built-in class, if that can be told without script code; None also for unhashable ones.
#[inline]
pub fn simple_hash(heap: &Heap, v: &Value) -> Option<i64> {
    use super::number::hash;
    Some(match v {
        Value::Obj(o) => {
            if !o.header().is_exact() {
                return None;
            }
            match o.kind() {
                Kind::Str => o.cast::<StrObj>()?.hash(heap),
                Kind::BigInt => hash::hash_int(o.cast::<BigIntObj>()?.get()),
                Kind::FloatBox => hash::hash_float(o.cast::<FloatBox>()?.get())?,
                // Known for frozensets only, once it was asked for.
                Kind::Set => o.cast::<SetObj>()?.hash.get()?,
                Kind::Bytes => hash_bytes(heap, o.cast::<BytesObj>()?.bytes()),
                Kind::Tuple => {
                    let items = o.cast::<TupleObj>()?.items();
                    if items.len() > 64 {
                        return None;
                    }
                    let mut h = hash::TupleHasher::default();
                    for v in items {
                        h.add(simple_hash(heap, v)?);
                    }
                    h.finish()
                }
                _ => return None,
            }
        }
        Value::Int(i) => hash::hash_i64(*i),
        Value::True => 1,
        Value::False => 0,
        Value::Float(f) => hash::hash_float(f.get())?,
        Value::None => 0xfca86420,
        Value::Undef => return None,
    })
}

/// Whether an int value fits a machine word, whatever its storage.
pub fn as_i64(v: &Value) -> Option<i64> {
    match v {
        Value::Int(i) => Some(*i),
        Value::True => Some(1),
        Value::False => Some(0),
        Value::Obj(o) => o.cast::<BigIntObj>()?.get().to_i64(),
        _ => None,
    }
}
