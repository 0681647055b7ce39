//! Float division, remainder and power with Python's signs and errors.

use crate::object::error::{TextError, TextResult};
use crate::object::number::complex::{self, Complex};
use crate::object::number::real::pow_real;

/// `a / b`
pub fn div(a: f64, b: f64) -> TextResult<f64> {
    if b == 0.0 { Err(TextError::zero_division("division by zero")) } else { Ok(a / b) }
}

fn div_mod(a: f64, b: f64) -> (f64, f64) {
    let mut remainder = a % b;
    let mut quotient = (a - remainder) / b;
    if remainder != 0.0 {
        if (b < 0.0) != (remainder < 0.0) {
            remainder += b;
            quotient -= 1.0;
        }
    } else {
        remainder = 0f64.copysign(b);
    }
    let floor = if quotient != 0.0 {
        let floor = quotient.floor();
        if quotient - floor > 0.5 { floor + 1.0 } else { floor }
    } else {
        0f64.copysign(a / b)
    };
    (floor, remainder)
}

/// `a // b`
pub fn floor_div(a: f64, b: f64) -> TextResult<f64> {
    if b == 0.0 {
        return Err(TextError::zero_division("division by zero"));
    }
    Ok(div_mod(a, b).0)
}

/// `a % b`
pub fn modulo(a: f64, b: f64) -> TextResult<f64> {
    if b == 0.0 {
        return Err(TextError::zero_division("division by zero"));
    }
    let remainder = a % b;
    Ok(if remainder == 0.0 {
        0f64.copysign(b)
    } else if (b < 0.0) != (remainder < 0.0) {
        remainder + b
    } else {
        remainder
    })
}

/// `divmod(a, b)`
pub fn divmod(a: f64, b: f64) -> TextResult<(f64, f64)> {
    if b == 0.0 {
        return Err(TextError::zero_division("division by zero"));
    }
    Ok(div_mod(a, b))
}

/// What `a ** b` gives: a root of a negative number is complex.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FloatPower {
    /// A real power.
    Real(f64),
    /// A negative base with a fractional exponent.
    Complex(Complex),
}

/// `a ** b`
pub fn pow(a: f64, b: f64) -> TextResult<FloatPower> {
    if a < 0.0 && a.is_finite() && b.is_finite() && b != b.floor() {
        return complex::pow(Complex { re: a, im: 0.0 }, Complex { re: b, im: 0.0 }).map(FloatPower::Complex);
    }
    pow_real(a, b).map(FloatPower::Real)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs() {
        assert_eq!(divmod(-1.0, 3.0).unwrap(), (-1.0, 2.0));
        assert!(modulo(-0.0, 3.0).unwrap().is_sign_positive());
        assert!(modulo(6.0, -3.0).unwrap().is_sign_negative());
        assert_eq!(modulo(1.0, f64::NEG_INFINITY).unwrap(), f64::NEG_INFINITY);
        assert!(pow(0.0, -1.0).is_err());
        assert!(matches!(pow(-8.0, 0.5).unwrap(), FloatPower::Complex(_)));
        assert_eq!(pow(10.0, 400.0).unwrap_err().type_name(), "OverflowError");
    }
}
