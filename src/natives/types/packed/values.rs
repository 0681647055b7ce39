//! One value to bytes and back: what the struct module, arrays and memory views share.

use crate::object::Value;
use crate::object::int::{ComplexObj, as_float, as_int};
use crate::object::number::complex::Complex;
use crate::object::number::float::without_identity;
use crate::object::number::int::Int;
use crate::vm::{Res, Vm};

use super::format::Order;

/// A half-precision number as a double.
pub fn half_to_f64(bits: u16) -> f64 {
    let sign = if bits >> 15 != 0 { -1.0 } else { 1.0 };
    let (exponent, fraction) = (i32::from(bits >> 10 & 0x1f), f64::from(bits & 0x3ff));
    match exponent {
        0 => sign * fraction * 2f64.powi(-24),
        0x1f if fraction == 0.0 => sign * f64::INFINITY,
        0x1f => {
            // The bits of the fraction stay: they tell kinds of NaN apart.
            let bits = u64::from(bits >> 15) << 63 | 0x7ff << 52 | u64::from(bits & 0x3ff) << 42;
            f64::from_bits(bits)
        }
        e => sign * (1024.0 + fraction) * 2f64.powi(e - 25),
    }
}

/// The nearest half-precision number, of two the even one; None: it is too large.
pub fn f64_to_half(x: f64) -> Option<u16> {
    let sign = (x.to_bits() >> 63 << 15) as u16;
    if x.is_nan() {
        let fraction = (x.to_bits() >> 42 & 0x3ff) as u16;
        return Some(sign | 0x7c00 | if fraction == 0 { 0x200 } else { fraction });
    }
    let magnitude = x.abs();
    if magnitude.is_infinite() {
        return Some(sign | 0x7c00);
    }
    // Units of the last place: below the normal numbers all have the same.
    let exponent = ((magnitude.to_bits() >> 52) as i32 - 1023).max(-14);
    let units = (magnitude * 2f64.powi(10 - exponent)).round_ties_even();
    // A carry into the exponent does the right thing.
    let bits = if exponent == -14 { units as i64 } else { (i64::from(exponent) + 14) * 1024 + units as i64 };
    if bits >= 0x7c00 { None } else { Some(sign | bits as u16) }
}

/// The value of some bytes.
#[inline]
pub fn unpack(vm: &Vm, letter: u8, order: Order, bytes: &[u8]) -> Value {
    macro_rules! number {
        ($ty:ty) => {{
            let b = bytes.try_into().unwrap_or_default();
            if order == Order::Big { <$ty>::from_be_bytes(b) } else { <$ty>::from_le_bytes(b) }
        }};
    }
    match (letter, bytes.len()) {
        (b'b', _) => Value::Int(i64::from(number!(i8))),
        (b'B', _) => Value::Int(i64::from(number!(u8))),
        (b'?', _) => Value::bool(bytes.iter().any(|b| *b != 0)),
        (b'c', _) => vm.heap.bytes_of(bytes).into_value(),
        (b'h', _) => Value::Int(i64::from(number!(i16))),
        (b'H', _) => Value::Int(i64::from(number!(u16))),
        (b'e', _) => Value::float(half_to_f64(number!(u16))),
        (b'f', _) => Value::float(f64::from(number!(f32))),
        (b'd', _) => Value::float(number!(f64)),
        (b'F', 8) => {
            let part = |b: &[u8]| match unpack(vm, b'f', order, b) {
                Value::Float(x) => x.get(),
                _ => 0.0,
            };
            vm.heap.complex(Complex { re: part(&bytes[..4]), im: part(&bytes[4..]) })
        }
        (b'D', 16) => {
            let part = |b: &[u8]| match unpack(vm, b'd', order, b) {
                Value::Float(x) => x.get(),
                _ => 0.0,
            };
            vm.heap.complex(Complex { re: part(&bytes[..8]), im: part(&bytes[8..]) })
        }
        (b'i' | b'l', 4) => Value::Int(i64::from(number!(i32))),
        (b'I' | b'L', 4) => Value::Int(i64::from(number!(u32))),
        (b'l' | b'q' | b'n', 8) => Value::Int(number!(i64)),
        (b'L' | b'Q' | b'N' | b'P', 8) => {
            let n = number!(u64);
            match i64::try_from(n) {
                Ok(i) => Value::Int(i),
                Err(_) => vm.heap.int(Int::from(n)),
            }
        }
        _ => Value::None,
    }
}

/// The smallest and the largest number of a size.
pub fn limits(size: usize, signed: bool) -> (i128, i128) {
    let bits = size as u32 * 8;
    if signed { (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) } else { (0, (1 << bits) - 1) }
}

/// Whether integers of this letter have signs.
pub fn is_signed(letter: u8) -> bool {
    letter.is_ascii_lowercase()
}

/// An integer within 128 bits; Err: it is larger.
pub fn wide(i: &Int) -> Result<i128, bool> {
    match i {
        Int::Small(i) => Ok(i128::from(*i)),
        big => i128::try_from(big.as_ref().to_big()).map_err(|_| big.as_ref().is_negative()),
    }
}

/// Writes an integer.
#[inline]
pub fn put_int(out: &mut [u8], order: Order, n: i128) {
    let size = out.len();
    match order {
        Order::Little => out.copy_from_slice(&n.to_le_bytes()[..size]),
        Order::Big => out.copy_from_slice(&n.to_be_bytes()[16 - size..]),
    }
}

/// Writes a double, or a single; false: it is too large for one.
pub fn put_float(out: &mut [u8], order: Order, x: f64) -> bool {
    // What tells one NaN from another inside of the interpreter does not leave it.
    let x = without_identity(x);
    match out.len() {
        2 => match f64_to_half(x) {
            Some(bits) => put_int(out, order, bits.into()),
            None => return false,
        },
        4 => {
            let single = x as f32;
            if single.is_infinite() && x.is_finite() {
                return false;
            }
            put_int(out, order, single.to_bits().into());
        }
        _ => put_int(out, order, x.to_bits().into()),
    }
    true
}

/// A complex number out of a value: what `complex()` takes of numbers.
pub fn to_complex(vm: &mut Vm, v: &Value) -> Res<Option<Complex>> {
    if let Some(c) = v.cast::<ComplexObj>() {
        return Ok(Some(c.get()));
    }
    if let Some(x) = as_float(v) {
        return Ok(Some(Complex { re: x, im: 0.0 }));
    }
    let name = vm.heap.intern("__complex__");
    if let Some(c) = vm.call_special(v, &name, &[])? {
        return Ok(c.cast::<ComplexObj>().map(ComplexObj::get));
    }
    if as_int(v).is_some() || vm.class_has(v, "__float__") || vm.class_has(v, "__index__") {
        let re = vm.to_f64(v)?;
        return Ok(Some(Complex { re, im: 0.0 }));
    }
    Ok(None)
}
