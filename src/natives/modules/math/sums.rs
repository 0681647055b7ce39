//! Sums without loss: `fsum`, `sumprod`, `hypot`, `dist`; and `prod`.
//!
//! The trick of all of them: an addition or product of two floats is exact as a pair, the rounded result and what rounding lost.

use crate::natives;
use crate::object::Value;
use crate::object::int::as_int;
use crate::vm::ops::BinOp;
use crate::vm::{Res, Vm};

/// `a + b` and what rounding lost.
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let x = a + b;
    let z = x - a;
    (x, (a - (x - z)) + (b - z))
}

/// The same for `|a| >= |b|`.
fn fast_two_sum(a: f64, b: f64) -> (f64, f64) {
    let x = a + b;
    (x, (a - x) + b)
}

/// `a * b` and what rounding lost.
fn two_product(a: f64, b: f64) -> (f64, f64) {
    let x = a * b;
    (x, a.mul_add(b, -x))
}

fn fsum(vm: &mut Vm, seq: &Value) -> Res<f64> {
    // Floats of growing size that do not overlap: their sum is the exact sum so far.
    let mut partials: Vec<f64> = Vec::new();
    let (mut special, mut infinite) = (0.0, 0.0);
    let it = vm.iter(seq)?;
    while let Some(v) = vm.next(&it)? {
        let given = vm.to_f64(&v)?;
        let mut x = given;
        let mut kept = 0;
        for j in 0..partials.len() {
            let y = partials[j];
            let (hi, lo) = if x.abs() < y.abs() { fast_two_sum(y, x) } else { fast_two_sum(x, y) };
            if lo != 0.0 {
                partials[kept] = lo;
                kept += 1;
            }
            x = hi;
        }
        partials.truncate(kept);
        if x != 0.0 {
            if !x.is_finite() {
                if given.is_finite() {
                    return Err(vm.overflow_error("intermediate overflow in fsum"));
                }
                if given.is_infinite() {
                    infinite += given;
                }
                special += given;
                partials.clear();
            } else {
                partials.push(x);
            }
        }
    }
    if special != 0.0 {
        if f64::is_nan(infinite) {
            return Err(vm.value_error("-inf + inf in fsum"));
        }
        return Ok(special);
    }
    let Some(mut hi) = partials.pop() else { return Ok(0.0) };
    let mut lo = 0.0;
    while let Some(y) = partials.pop() {
        (hi, lo) = fast_two_sum(hi, y);
        if lo != 0.0 {
            break;
        }
    }
    // Half-way cases round to even only if nothing follows; what follows decides.
    if let Some(next) = partials.last()
        && (lo < 0.0 && *next < 0.0 || lo > 0.0 && *next > 0.0)
    {
        let y = lo * 2.0;
        let x = hi + y;
        if y == x - hi {
            hi = x;
        }
    }
    Ok(hi)
}

/// The length of a vector of non-negative numbers.
fn norm(v: &mut [f64], max: f64, any_nan: bool) -> f64 {
    if max.is_infinite() {
        return max;
    }
    if any_nan {
        return f64::NAN;
    }
    if max == 0.0 || v.len() <= 1 {
        return max;
    }
    let (_, e) = super::float::frexp(max);
    if e < -1023 {
        // Subnormal numbers are made normal first: their scale would overflow.
        let unit = f64::MIN_POSITIVE;
        v.iter_mut().for_each(|x| *x /= unit);
        return unit * norm(v, max / unit, any_nan);
    }
    let scale = super::float::ldexp(1.0, -i64::from(e));
    let (mut sum, mut low, mut lower) = (1.0, 0.0, 0.0);
    let mut add = |a: f64, b: f64| {
        let (hi, lo) = two_product(a, b);
        let (s, rest) = fast_two_sum(sum, hi);
        sum = s;
        low += lo;
        lower += rest;
        sum - 1.0 + (low + lower)
    };
    let mut total = 0.0;
    for x in v.iter() {
        total = add(x * scale, x * scale);
    }
    let mut h = total.sqrt();
    // One step of Newton's method on the exact difference.
    let x = add(-h, h);
    h += x / (2.0 * h);
    h / scale
}

fn norm_of(mut v: Vec<f64>) -> f64 {
    let any_nan = v.iter().any(|x| x.is_nan());
    let max = v.iter().fold(0.0, |m: f64, x| if *x > m { *x } else { m });
    norm(&mut v, max, any_nan)
}

/// A sum of products in three floats, each catching what the one before lost.
#[derive(Clone, Copy, Default)]
struct Triple {
    hi: f64,
    lo: f64,
    tiny: f64,
}

impl Triple {
    fn add_product(&mut self, x: f64, y: f64) {
        let (p, p_lost) = two_product(x, y);
        let (hi, hi_lost) = two_sum(self.hi, p);
        let (lo, lo_lost) = two_sum(self.lo, p_lost);
        let (lo, lo_lost2) = two_sum(lo, hi_lost);
        *self = Triple { hi, lo, tiny: self.tiny + lo_lost + lo_lost2 };
    }

    fn value(&self) -> f64 {
        let (lo, tiny) = two_sum(self.lo, self.tiny);
        let (hi, rest) = two_sum(self.hi, lo);
        hi + (rest + tiny)
    }
}

/// A float, or an int that is small enough, in a product with a float.
fn float_of(v: &Value) -> Option<f64> {
    match v {
        Value::Float(x) => Some(x.get()),
        Value::Int(i) => Some(*i as f64),
        Value::True => Some(1.0),
        Value::False => Some(0.0),
        _ => None,
    }
}

fn sumprod(vm: &mut Vm, p: &Value, q: &Value) -> Res {
    let (p, q) = (vm.iter(p)?, vm.iter(q)?);
    let mut total = Value::Int(0);
    let mut ints: Option<i64> = None;
    let mut floats: Option<Triple> = None;
    loop {
        let (a, b) = (vm.next(&p)?, vm.next(&q)?);
        let pair = match (a, b) {
            (Some(a), Some(b)) => Some((a, b)),
            (None, None) => None,
            _ => return Err(vm.value_error("Inputs are not the same length")),
        };
        if let Some((Value::Int(a), Value::Int(b))) = &pair
            && let Some(new) = a.checked_mul(*b).and_then(|p| ints.unwrap_or(0).checked_add(p))
            && floats.is_none()
        {
            ints = Some(new);
            continue;
        }
        if let Some(i) = ints.take() {
            total = vm.binary(BinOp::Add, &total, &Value::Int(i))?;
        }
        if let Some((a, b)) = &pair
            && (matches!(a, Value::Float(_)) || matches!(b, Value::Float(_)))
            && let (Some(x), Some(y)) = (float_of(a), float_of(b))
        {
            let mut new = floats.unwrap_or_default();
            new.add_product(x, y);
            if new.hi.is_finite() {
                floats = Some(new);
                continue;
            }
        }
        if let Some(t) = floats.take() {
            total = vm.binary(BinOp::Add, &total, &Value::float(t.value()))?;
        }
        let Some((a, b)) = pair else { return Ok(total) };
        let product = vm.binary(BinOp::Mul, &a, &b)?;
        total = vm.binary(BinOp::Add, &total, &product)?;
    }
}

fn coordinates(vm: &mut Vm, v: &Value) -> Res<Vec<f64>> {
    let items = vm.collect(v)?;
    let mut out = Vec::with_capacity(items.len());
    for x in &items {
        out.push(vm.to_f64(x)?);
    }
    Ok(out)
}

natives! { pub static FUNCTIONS;
    /// Return an accurate floating-point sum of values in the iterable seq.
    fn fsum(vm, seq: Value, /) -> Res<f64> { fsum(vm, &seq) }
    /// Multidimensional Euclidean distance from the origin to a point.
    fn hypot(vm, /, *coordinates) -> Res<f64> {
        let mut v = Vec::with_capacity(coordinates.len());
        for x in coordinates.items() {
            v.push(vm.to_f64(x)?.abs());
        }
        Ok(norm_of(v))
    }
    /// Return the Euclidean distance between two points p and q.
    fn dist(vm, p: Value, q: Value, /) -> Res<f64> {
        let (p, q) = (coordinates(vm, &p)?, coordinates(vm, &q)?);
        if p.len() != q.len() {
            return Err(vm.value_error("both points must have the same number of dimensions"));
        }
        Ok(norm_of(p.iter().zip(&q).map(|(a, b)| (a - b).abs()).collect()))
    }
    /// Return the sum of products of values from two iterables p and q.
    fn sumprod(vm, p: Value, q: Value, /) -> Res { sumprod(vm, &p, &q) }
    /// Calculate the product of all the elements in the input iterable.
    fn prod(vm, iterable: Value, /, *, start: Value = Value::Int(1)) -> Res {
        let it = vm.iter(&iterable)?;
        let mut total = start.take();
        while let Some(v) = vm.next(&it)? {
            total = match (&total, &v) {
                (Value::Int(a), Value::Int(b)) if a.checked_mul(*b).is_some() => Value::Int(a * b),
                (Value::Float(a), Value::Float(b)) => Value::float(a.get() * b.get()),
                _ => vm.binary(BinOp::Mul, &total, &v)?,
            };
        }
        debug_assert!(as_int(&total).is_none() || !total.is_undef(), "a product is a value");
        Ok(total)
    }
}
