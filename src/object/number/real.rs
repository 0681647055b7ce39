//! Machine floats by themselves, as integers need them, too.

use num_bigint::BigInt;

use crate::object::error::{ErrKind, TextError, TextResult};

/// Splits a finite float into an integer and a power of two: `x == m * 2**e`.
pub fn decompose(x: f64) -> (i64, i32) {
    let bits = x.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i32;
    let fraction = (bits & ((1 << 52) - 1)) as i64;
    let (magnitude, exponent) =
        if exponent == 0 { (fraction, -1074) } else { (fraction | 1 << 52, exponent - 1075) };
    (if x.is_sign_negative() { -magnitude } else { magnitude }, exponent)
}

/// A finite float without fraction as a big integer.
pub(crate) fn floor_to_big(x: f64) -> BigInt {
    let (magnitude, exponent) = decompose(x);
    if exponent >= 0 {
        BigInt::from(magnitude) << exponent as u32
    } else {
        // No fraction: the bits shifted out are zero.
        BigInt::from(if exponent <= -63 { 0 } else { magnitude >> -exponent })
    }
}

/// `a ** b` where the answer is known to be real.
pub fn pow_real(a: f64, b: f64) -> TextResult<f64> {
    if a == 0.0 && b < 0.0 && b.is_finite() {
        return Err(TextError::zero_division("zero to a negative power"));
    }
    let result = a.powf(b);
    if result.is_infinite() && a.is_finite() && b.is_finite() {
        return Err(TextError::new(ErrKind::OutOfRange, "Numerical result out of range"));
    }
    Ok(result)
}
