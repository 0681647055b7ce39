//! Floats: to and from integers, and the modules for text, arithmetic, rounding and hexadecimal.

pub mod arith;
pub mod hex;
pub mod parse;
pub mod round;
pub mod text;

use num_bigint::BigInt;

use super::int::Int;
pub use super::real::decompose;
use super::real::floor_to_big;

use crate::object::error::{TextError, TextResult};

/// `int(x)`: towards zero.
pub fn to_int(x: f64) -> TextResult<Int> {
    if x.is_nan() {
        return Err(TextError::value("cannot convert float NaN to integer"));
    }
    if x.is_infinite() {
        return Err(TextError::overflow("cannot convert float infinity to integer"));
    }
    let whole = x.trunc();
    if (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&whole) {
        return Ok(Int::Small(whole as i64));
    }
    Ok(Int::from_big(floor_to_big(whole)))
}

/// `x.as_integer_ratio()`
pub fn as_integer_ratio(x: f64) -> TextResult<(Int, Int)> {
    if x.is_nan() {
        return Err(TextError::value("cannot convert NaN to integer ratio"));
    }
    if x.is_infinite() {
        return Err(TextError::overflow("cannot convert Infinity to integer ratio"));
    }
    let (mut magnitude, mut exponent) = decompose(x);
    if magnitude == 0 {
        return Ok((Int::Small(0), Int::Small(1)));
    }
    let twos = magnitude.trailing_zeros().min(if exponent < 0 { -exponent as u32 } else { 0 });
    magnitude >>= twos;
    exponent += twos as i32;
    if exponent >= 0 {
        Ok((Int::from_big(BigInt::from(magnitude) << exponent as u32), Int::Small(1)))
    } else {
        Ok((Int::Small(magnitude), Int::from_big(BigInt::from(1u8) << -exponent as u32)))
    }
}

/// `x.is_integer()`
pub fn is_integer(x: f64) -> bool {
    x.is_finite() && x.fract() == 0.0
}

/// A NaN that is identical to no other: `n` stands in the bits that tell NaNs apart. Other numbers stay as they are.
/// Floats have no identity but their bits, and CPython makes a new object for each `float("nan")`.
pub fn fresh_nan(x: f64, n: u64) -> f64 {
    const FREE: u64 = (1 << 51) - 1;
    if x.is_nan() { f64::from_bits(x.to_bits() & !FREE | n & FREE) } else { x }
}

/// A NaN without the number that `fresh_nan` gave it: so it goes out into bytes. (One that was made of bytes keeps its upper bits.)
pub fn without_identity(x: f64) -> f64 {
    const NUMBER: u64 = (1 << 40) - 1;
    if x.is_nan() { f64::from_bits(x.to_bits() & !NUMBER) } else { x }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_and_integers() {
        assert_eq!(as_integer_ratio(0.75).unwrap(), (Int::Small(3), Int::Small(4)));
        assert_eq!(as_integer_ratio(-8.0).unwrap(), (Int::Small(-8), Int::Small(1)));
        assert_eq!(to_int(-1.9).unwrap(), Int::Small(-1));
        assert_eq!(to_int(-9_223_372_036_854_775_808.0).unwrap(), Int::Small(i64::MIN));
        assert_eq!(to_int(2f64.powi(64)).unwrap(), Int::from_i128(1 << 64));
    }
}
