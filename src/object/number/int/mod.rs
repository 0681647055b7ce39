//! Integers of any size: the small/big pair, its normal form and exact comparison.
//!
//! An integer that fits 64 bits is always `Small`: so equality of values is equality of forms.

pub mod arith;
pub mod bits;
pub mod bytes;
pub mod parse;
pub mod text;
pub mod theory;

use std::cmp::Ordering;

use num_bigint::{BigInt, Sign};
use num_traits::ToPrimitive;

/// An owned integer in normal form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Int {
    /// Fits 64 bits.
    Small(i64),
    /// Does not fit 64 bits.
    Big(BigInt),
}

/// A borrowed integer in normal form.
#[derive(Clone, Copy, Debug)]
pub enum IntRef<'a> {
    /// Fits 64 bits.
    Small(i64),
    /// Does not fit 64 bits.
    Big(&'a BigInt),
}

impl Int {
    /// Brings a big integer to its normal form.
    pub fn from_big(value: BigInt) -> Int {
        match value.to_i64() {
            Some(small) => Int::Small(small),
            None => Int::Big(value),
        }
    }

    /// The normal form of a 128-bit integer.
    pub fn from_i128(value: i128) -> Int {
        match i64::try_from(value) {
            Ok(small) => Int::Small(small),
            Err(_) => Int::Big(BigInt::from(value)),
        }
    }

    /// Borrows.
    pub fn as_ref(&self) -> IntRef<'_> {
        match self {
            Int::Small(value) => IntRef::Small(*value),
            Int::Big(value) => IntRef::Big(value),
        }
    }
}

impl From<i64> for Int {
    fn from(value: i64) -> Int {
        Int::Small(value)
    }
}

impl From<u64> for Int {
    fn from(value: u64) -> Int {
        match i64::try_from(value) {
            Ok(small) => Int::Small(small),
            Err(_) => Int::Big(BigInt::from(value)),
        }
    }
}

impl From<BigInt> for Int {
    fn from(value: BigInt) -> Int {
        Int::from_big(value)
    }
}

impl<'a> IntRef<'a> {
    /// A big copy, for the operations that only exist on big integers.
    pub fn to_big(self) -> BigInt {
        match self {
            IntRef::Small(value) => BigInt::from(value),
            IntRef::Big(value) => value.clone(),
        }
    }

    /// An owned copy.
    pub fn to_int(self) -> Int {
        match self {
            IntRef::Small(value) => Int::Small(value),
            IntRef::Big(value) => Int::Big(value.clone()),
        }
    }

    /// The value as 64 bits.
    pub fn to_i64(self) -> Option<i64> {
        match self {
            IntRef::Small(value) => Some(value),
            IntRef::Big(_) => None,
        }
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        matches!(self, IntRef::Small(0))
    }

    /// -1, 0 or 1.
    pub fn signum(self) -> i32 {
        match self {
            IntRef::Small(value) => value.signum() as i32,
            IntRef::Big(value) => match value.sign() {
                Sign::Minus => -1,
                Sign::NoSign => 0,
                Sign::Plus => 1,
            },
        }
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        self.signum() < 0
    }

    /// Number of bits of the absolute value.
    pub fn bit_length(self) -> u64 {
        match self {
            IntRef::Small(value) => u64::from(64 - value.unsigned_abs().leading_zeros()),
            IntRef::Big(value) => value.bits(),
        }
    }
}

/// Compares two integers.
pub fn cmp(a: IntRef<'_>, b: IntRef<'_>) -> Ordering {
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => a.cmp(&b),
        (IntRef::Big(a), IntRef::Big(b)) => a.cmp(b),
        (IntRef::Small(_), IntRef::Big(b)) => {
            if b.sign() == Sign::Minus {
                Ordering::Greater
            } else {
                Ordering::Less
            }
        }
        (IntRef::Big(a), IntRef::Small(_)) => {
            if a.sign() == Sign::Minus {
                Ordering::Less
            } else {
                Ordering::Greater
            }
        }
    }
}

/// Compares an integer with a float exactly; `None` for NaN.
pub fn cmp_float(a: IntRef<'_>, b: f64) -> Option<Ordering> {
    if b.is_nan() {
        return None;
    }
    if b.is_infinite() {
        return Some(if b > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    if let IntRef::Small(a) = a {
        // Below 2**53 the conversion is exact.
        if a.unsigned_abs() < 1 << 53 {
            return (a as f64).partial_cmp(&b);
        }
        // 2**63 is a float: outside that range the answer is in the sign, inside the cast of the floor is exact.
        if b >= 9_223_372_036_854_775_808.0 {
            return Some(Ordering::Less);
        }
        if b < -9_223_372_036_854_775_808.0 {
            return Some(Ordering::Greater);
        }
        let floor = b.floor();
        return Some(a.cmp(&(floor as i64)).then(if b > floor { Ordering::Less } else { Ordering::Equal }));
    }
    let floor = b.floor();
    let whole = super::real::floor_to_big(floor);
    Some(a.to_big().cmp(&whole).then(if b > floor { Ordering::Less } else { Ordering::Equal }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comparison_with_floats_is_exact() {
        assert_eq!(cmp_float(IntRef::Small((1 << 53) + 1), (1u64 << 53) as f64), Some(Ordering::Greater));
        assert_eq!(cmp_float(IntRef::Small(i64::MAX), 9_223_372_036_854_775_808.0), Some(Ordering::Less));
        assert_eq!(cmp_float(IntRef::Small(3), 3.5), Some(Ordering::Less));
        let big = BigInt::from(1u8) << 70;
        assert_eq!(cmp_float(IntRef::Big(&big), 2f64.powi(70)), Some(Ordering::Equal));
        assert_eq!(cmp_float(IntRef::Small(0), f64::NAN), None);
    }
}
