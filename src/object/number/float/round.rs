//! `round(x)` and `round(x, n)`, decided on the exact decimal value.

use num_bigint::BigInt;
use num_integer::Integer;

use crate::object::error::{TextError, TextResult};
use crate::object::number::int::{Int, IntRef, arith};

/// `round(x)`: the nearest integer, ties to even.
pub fn round_to_int(x: f64) -> TextResult<Int> {
    super::to_int(if x.is_finite() { x.round_ties_even() } else { x })
}

/// `round(x, digits)`.
pub fn round(x: f64, digits: IntRef<'_>) -> TextResult<f64> {
    if !x.is_finite() {
        return Ok(x);
    }
    // Beyond these a double has no digits to lose, or none to keep.
    let digits = match digits.to_i64() {
        Some(digits) => digits,
        None if digits.is_negative() => i64::MIN,
        None => i64::MAX,
    };
    if digits > 323 {
        return Ok(x);
    }
    if digits < -308 {
        return Ok(0.0 * x);
    }
    if digits >= 0 {
        let places = digits as usize;
        return Ok(format!("{x:.places$}").parse().unwrap_or(x));
    }
    let unit = BigInt::from(10u8).pow(-digits as u32);
    let floor = x.abs().floor();
    let fraction = x.abs() > floor;
    let (quotient, remainder) = crate::object::number::real::floor_to_big(floor).div_rem(&unit);
    let up = match (remainder << 1u8).cmp(&unit) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Equal => fraction || quotient.is_odd(),
    };
    let rounded = Int::from_big((quotient + i32::from(up)) * unit);
    let value = arith::to_float(rounded.as_ref())
        .map_err(|_| TextError::overflow("rounded value too large to represent"))?;
    Ok(value.copysign(x))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimal_exactness() {
        let r = |x, n| round(x, IntRef::Small(n)).unwrap();
        assert_eq!(r(2.675, 2), 2.67);
        assert_eq!(r(0.5, 0), 0.0);
        assert_eq!(r(1250.0, -2), 1200.0);
        assert_eq!(r(-1250.5, -2), -1300.0);
        assert_eq!(r(5.0, -1), 0.0);
        assert_eq!(r(1e300, -308), 0.0);
        assert!(round(1.7e308, IntRef::Small(-308)).is_err());
        assert_eq!(round_to_int(2.5).unwrap(), Int::Small(2));
    }
}
