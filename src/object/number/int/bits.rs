//! Bitwise operations on integers of mixed size, in two's complement without end.

use num_bigint::BigInt;
use num_traits::{One, Zero};

use super::arith::MAX_BITS;
use super::{Int, IntRef};
use crate::object::error::{TextError, TextResult};

/// `a & b`
pub fn and(a: IntRef<'_>, b: IntRef<'_>) -> Int {
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => Int::Small(a & b),
        (IntRef::Big(a), IntRef::Big(b)) => Int::from_big(a & b),
        _ => Int::from_big(a.to_big() & b.to_big()),
    }
}

/// `a | b`
pub fn or(a: IntRef<'_>, b: IntRef<'_>) -> Int {
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => Int::Small(a | b),
        (IntRef::Big(a), IntRef::Big(b)) => Int::from_big(a | b),
        _ => Int::from_big(a.to_big() | b.to_big()),
    }
}

/// `a ^ b`
pub fn xor(a: IntRef<'_>, b: IntRef<'_>) -> Int {
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => Int::Small(a ^ b),
        (IntRef::Big(a), IntRef::Big(b)) => Int::from_big(a ^ b),
        _ => Int::from_big(a.to_big() ^ b.to_big()),
    }
}

/// `~a`
pub fn not(a: IntRef<'_>) -> Int {
    match a {
        IntRef::Small(a) => Int::Small(!a),
        IntRef::Big(a) => Int::from_big(!a),
    }
}

/// `a << b`
pub fn shl(a: IntRef<'_>, b: IntRef<'_>) -> TextResult<Int> {
    if b.is_negative() {
        return Err(TextError::value("negative shift count"));
    }
    if a.is_zero() {
        return Ok(Int::Small(0));
    }
    let Some(count) = b.to_i64().map(|b| b as u64) else {
        return Err(TextError::overflow("too many digits in integer"));
    };
    if let IntRef::Small(a) = a
        && count < 64
    {
        let wide = i128::from(a) << count;
        return Ok(Int::from_i128(wide));
    }
    if count.saturating_add(a.bit_length()) > MAX_BITS {
        return Err(TextError::memory());
    }
    Ok(Int::from_big(a.to_big() << count))
}

/// `a >> b`
pub fn shr(a: IntRef<'_>, b: IntRef<'_>) -> TextResult<Int> {
    if b.is_negative() {
        return Err(TextError::value("negative shift count"));
    }
    let sign = if a.is_negative() { -1 } else { 0 };
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => Ok(Int::Small(a >> b.min(63))),
        (IntRef::Big(a), IntRef::Small(b)) if (b as u64) < a.bits() + 1 => Ok(Int::from_big(a >> b)),
        _ => Ok(Int::Small(sign)),
    }
}

/// `a.bit_count()`
pub fn bit_count(a: IntRef<'_>) -> u64 {
    match a {
        IntRef::Small(a) => u64::from(a.unsigned_abs().count_ones()),
        IntRef::Big(a) => a.magnitude().count_ones(),
    }
}

/// `n` one bits; used for masks.
pub fn mask(n: u64) -> BigInt {
    if n == 0 { BigInt::zero() } else { (BigInt::one() << n) - 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shifts() {
        assert_eq!(shr(IntRef::Small(-1), IntRef::Small(900)).unwrap(), Int::Small(-1));
        assert!(shl(IntRef::Small(1), IntRef::Small(-1)).is_err());
        let big = mask(70);
        assert_eq!(shr(IntRef::Big(&big), IntRef::Small(69)).unwrap(), Int::Small(1));
        assert_eq!(shr(IntRef::Big(&-big), IntRef::Small(71)).unwrap(), Int::Small(-1));
        assert_eq!(shl(IntRef::Small(-1), IntRef::Small(63)).unwrap(), Int::Small(i64::MIN));
    }
}
