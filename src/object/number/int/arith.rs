//! Integer arithmetic: the four operations with Python's floor rule, powers, and exact division to a float.

use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::{Int, IntRef};
use crate::object::error::{TextError, TextResult};

/// Results above this many bits are refused before they are computed (64 GiB of digits).
pub const MAX_BITS: u64 = 1 << 39;

/// `a + b`
pub fn add(a: IntRef<'_>, b: IntRef<'_>) -> Int {
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => match a.checked_add(b) {
            Some(sum) => Int::Small(sum),
            None => Int::from_i128(i128::from(a) + i128::from(b)),
        },
        (IntRef::Big(a), IntRef::Big(b)) => Int::from_big(a + b),
        (IntRef::Big(a), IntRef::Small(b)) | (IntRef::Small(b), IntRef::Big(a)) => Int::from_big(a + b),
    }
}

/// `a - b`
pub fn sub(a: IntRef<'_>, b: IntRef<'_>) -> Int {
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => match a.checked_sub(b) {
            Some(difference) => Int::Small(difference),
            None => Int::from_i128(i128::from(a) - i128::from(b)),
        },
        (IntRef::Big(a), IntRef::Big(b)) => Int::from_big(a - b),
        (IntRef::Big(a), IntRef::Small(b)) => Int::from_big(a - b),
        (IntRef::Small(a), IntRef::Big(b)) => Int::from_big(a - b),
    }
}

/// `a * b`
pub fn mul(a: IntRef<'_>, b: IntRef<'_>) -> Int {
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => match a.checked_mul(b) {
            Some(product) => Int::Small(product),
            None => Int::from_i128(i128::from(a) * i128::from(b)),
        },
        (IntRef::Big(a), IntRef::Big(b)) => Int::from_big(a * b),
        (IntRef::Big(a), IntRef::Small(b)) | (IntRef::Small(b), IntRef::Big(a)) => Int::from_big(a * b),
    }
}

/// `-a`
pub fn neg(a: IntRef<'_>) -> Int {
    match a {
        IntRef::Small(a) => match a.checked_neg() {
            Some(negated) => Int::Small(negated),
            None => Int::from_i128(-i128::from(a)),
        },
        IntRef::Big(a) => Int::from_big(-a),
    }
}

/// `abs(a)`
pub fn abs(a: IntRef<'_>) -> Int {
    if a.is_negative() { neg(a) } else { a.to_int() }
}

fn small_div_mod(a: i64, b: i64) -> Option<(i64, i64)> {
    let quotient = a.checked_div(b)?;
    let remainder = a % b;
    if remainder != 0 && (remainder < 0) != (b < 0) {
        Some((quotient - 1, remainder + b))
    } else {
        Some((quotient, remainder))
    }
}

/// `a // b`
pub fn floor_div(a: IntRef<'_>, b: IntRef<'_>) -> TextResult<Int> {
    if b.is_zero() {
        return Err(TextError::zero_division("division by zero"));
    }
    if let (IntRef::Small(a), IntRef::Small(b)) = (a, b)
        && let Some((quotient, _)) = small_div_mod(a, b)
    {
        return Ok(Int::Small(quotient));
    }
    Ok(Int::from_big(a.to_big().div_floor(&b.to_big())))
}

/// `a % b`
pub fn modulo(a: IntRef<'_>, b: IntRef<'_>) -> TextResult<Int> {
    if b.is_zero() {
        return Err(TextError::zero_division("division by zero"));
    }
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => Ok(Int::Small(small_div_mod(a, b).map_or(0, |(_, r)| r))),
        (IntRef::Big(a), IntRef::Big(b)) => Ok(Int::from_big(a.mod_floor(b))),
        _ => Ok(Int::from_big(a.to_big().mod_floor(&b.to_big()))),
    }
}

/// `divmod(a, b)`
pub fn divmod(a: IntRef<'_>, b: IntRef<'_>) -> TextResult<(Int, Int)> {
    if b.is_zero() {
        return Err(TextError::zero_division("division by zero"));
    }
    if let (IntRef::Small(a), IntRef::Small(b)) = (a, b)
        && let Some((quotient, remainder)) = small_div_mod(a, b)
    {
        return Ok((Int::Small(quotient), Int::Small(remainder)));
    }
    let (quotient, remainder) = a.to_big().div_mod_floor(&b.to_big());
    Ok((Int::from_big(quotient), Int::from_big(remainder)))
}

/// What `a ** b` gives: an integer, or for a negative exponent a float.
#[derive(Clone, Debug, PartialEq)]
pub enum Power {
    /// Exponent not negative.
    Int(Int),
    /// Negative exponent.
    Float(f64),
}

/// `a ** b`
pub fn pow(a: IntRef<'_>, b: IntRef<'_>) -> TextResult<Power> {
    if b.is_negative() {
        let (x, y) = (to_float(a)?, to_float(b)?);
        return crate::object::number::real::pow_real(x, y).map(Power::Float);
    }
    pow_nonnegative(a, b).map(Power::Int)
}

fn pow_nonnegative(a: IntRef<'_>, b: IntRef<'_>) -> TextResult<Int> {
    match a {
        IntRef::Small(0) => return Ok(Int::Small(i64::from(b.is_zero()))),
        IntRef::Small(1) => return Ok(Int::Small(1)),
        IntRef::Small(-1) => {
            let odd = match b {
                IntRef::Small(b) => b & 1 == 1,
                IntRef::Big(b) => b.bit(0),
            };
            return Ok(Int::Small(if odd { -1 } else { 1 }));
        }
        _ => {}
    }
    let Some(exponent) = b.to_i64().and_then(|b| u32::try_from(b).ok()) else {
        return Err(TextError::memory());
    };
    if a.bit_length().saturating_mul(u64::from(exponent)) > MAX_BITS {
        return Err(TextError::memory());
    }
    match a {
        IntRef::Small(a) => match a.checked_pow(exponent) {
            Some(power) => Ok(Int::Small(power)),
            None if a == 2 => Ok(Int::from_big(BigInt::one() << exponent)),
            None => Ok(Int::from_big(BigInt::from(a).pow(exponent))),
        },
        IntRef::Big(a) => Ok(Int::from_big(a.pow(exponent))),
    }
}

/// `pow(a, b, m)`; a negative exponent takes the inverse.
pub fn pow_mod(a: IntRef<'_>, b: IntRef<'_>, m: IntRef<'_>) -> TextResult<Int> {
    if m.is_zero() {
        return Err(TextError::value("pow() 3rd argument cannot be 0"));
    }
    if let (IntRef::Small(a), IntRef::Small(b), IntRef::Small(m)) = (a, b, m)
        && b >= 0
        && m > 0
    {
        return Ok(Int::Small(small_pow_mod(a, b as u64, m)));
    }
    let modulus = m.to_big();
    let positive = modulus.abs();
    let mut base = a.to_big();
    let exponent = b.to_big();
    if exponent.is_negative() {
        base = inverse(&base, &positive)
            .ok_or_else(|| TextError::value("base is not invertible for the given modulus"))?;
    }
    let power = base.mod_floor(&positive).modpow(&exponent.abs(), &positive);
    Ok(Int::from_big(power.mod_floor(&modulus)))
}

fn small_pow_mod(a: i64, mut exponent: u64, m: i64) -> i64 {
    let modulus = i128::from(m);
    let mut base = i128::from(a).rem_euclid(modulus);
    let mut result = 1 % modulus;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result * base % modulus;
        }
        base = base * base % modulus;
        exponent >>= 1;
    }
    result as i64
}

/// The inverse of `a` modulo `m > 0`, if there is one.
fn inverse(a: &BigInt, m: &BigInt) -> Option<BigInt> {
    if m.is_one() {
        return Some(BigInt::zero());
    }
    let found = a.mod_floor(m).extended_gcd(m);
    found.gcd.is_one().then(|| found.x.mod_floor(m))
}

/// `float(a)`, correctly rounded.
pub fn to_float(a: IntRef<'_>) -> TextResult<f64> {
    match a {
        IntRef::Small(a) => Ok(a as f64),
        IntRef::Big(a) => {
            big_to_float(a).ok_or_else(|| TextError::overflow("int too large to convert to float"))
        }
    }
}

/// Rounds half to even; `None` beyond the range of a float.
fn big_to_float(a: &BigInt) -> Option<f64> {
    let bits = a.bits();
    if bits <= 64 {
        let magnitude = a.magnitude().to_u64()? as f64;
        return Some(if a.sign() == Sign::Minus { -magnitude } else { magnitude });
    }
    // Keep 64 bits with the rest as a sticky bit: the cast then rounds once, correctly.
    let shift = bits - 64;
    let magnitude = a.magnitude();
    let mut top = (magnitude >> shift).to_u64()?;
    if magnitude.trailing_zeros().is_some_and(|zeros| zeros < shift) {
        top |= 1;
    }
    let value = scale(top as f64, i64::try_from(shift).ok()?);
    value.is_finite().then_some(if a.sign() == Sign::Minus { -value } else { value })
}

/// `x * 2**exponent` for a normal result: two steps, as one power may overflow.
fn scale(x: f64, exponent: i64) -> f64 {
    if exponent > 1100 {
        return f64::INFINITY;
    }
    let half = (exponent / 2) as i32;
    x * 2f64.powi(half) * 2f64.powi(exponent as i32 - half)
}

/// `a / b`, correctly rounded.
pub fn true_div(a: IntRef<'_>, b: IntRef<'_>) -> TextResult<f64> {
    if b.is_zero() {
        return Err(TextError::zero_division("division by zero"));
    }
    if let (IntRef::Small(x), IntRef::Small(y)) = (a, b)
        && x.unsigned_abs() <= 1 << 53
        && y.unsigned_abs() <= 1 << 53
    {
        return Ok(x as f64 / y as f64);
    }
    if a.is_zero() {
        return Ok(if b.is_negative() { -0.0 } else { 0.0 });
    }
    let negative = a.is_negative() != b.is_negative();
    let (a, b) = (a.to_big(), b.to_big());
    let (a, b) = (a.magnitude(), b.magnitude());
    let difference = a.bits() as i64 - b.bits() as i64;
    let too_large = || TextError::overflow("integer division result too large for a float");
    if difference > 1025 {
        return Err(too_large());
    }
    if difference < -1080 {
        return Ok(if negative { -0.0 } else { 0.0 });
    }
    // The quotient's last place: 2 guard bits below a double's, not below the smallest subnormal's.
    let shift = (difference - 55).max(-1076);
    let (quotient, remainder) =
        if shift <= 0 { (a << (-shift) as u64).div_rem(b) } else { a.div_rem(&(b << shift as u64)) };
    let mut quotient = quotient.to_u64().unwrap_or(u64::MAX);
    // Round half to even by hand: a subnormal has fewer bits than the cast would keep.
    let bits = 64 - quotient.leading_zeros() as i64;
    let drop = (bits - 53).max(-1074 - shift).max(0);
    let sticky = !remainder.is_zero();
    if drop > 0 {
        let half = 1u64 << (drop - 1);
        let low = quotient & ((1 << drop) - 1);
        quotient >>= drop;
        if low > half || (low == half && (sticky || quotient & 1 == 1)) {
            quotient += 1;
        }
    }
    let exponent = shift + drop;
    let value = if exponent < -1000 {
        // Exact: the rounded quotient fits the place.
        quotient as f64 * 2f64.powi(-1000) * 2f64.powi((exponent + 1000) as i32)
    } else {
        scale(quotient as f64, exponent)
    };
    if value.is_infinite() {
        return Err(too_large());
    }
    Ok(if negative { -value } else { value })
}

/// `round(n, -digits)`: to a multiple of a power of ten, half to even. `digits` is positive.
pub fn round_to_tens(n: IntRef<'_>, digits: u64) -> TextResult<Int> {
    // Beyond the number's own size everything rounds to zero; a bit is worth 0.30103 digits.
    if digits as f64 > n.bit_length() as f64 * std::f64::consts::LOG10_2 + 2.0 {
        return Ok(Int::Small(0));
    }
    let unit = BigInt::from(10u8).pow(u32::try_from(digits).map_err(|_| TextError::memory())?);
    let value = n.to_big();
    let (quotient, remainder) = value.div_mod_floor(&unit);
    let twice = &remainder << 1u8;
    let up = match twice.cmp(&unit) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Equal => quotient.is_odd(),
    };
    Ok(Int::from_big((quotient + i32::from(up)) * unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn s(value: i64) -> IntRef<'static> {
        IntRef::Small(value)
    }

    #[test]
    fn floor_rule() {
        assert_eq!(divmod(s(-7), s(2)).unwrap(), (Int::Small(-4), Int::Small(1)));
        assert_eq!(divmod(s(7), s(-2)).unwrap(), (Int::Small(-4), Int::Small(-1)));
        assert!(matches!(floor_div(s(i64::MIN), s(-1)).unwrap(), Int::Big(_)));
        assert_eq!(modulo(s(i64::MIN), s(-1)).unwrap(), Int::Small(0));
    }

    #[test]
    fn powers() {
        assert_eq!(pow_mod(s(3), s(-1), s(11)).unwrap(), Int::Small(4));
        assert_eq!(pow_mod(s(3), s(2), s(-5)).unwrap(), Int::Small(-1));
        assert!(pow_mod(s(2), s(-1), s(4)).is_err());
        assert_eq!(pow(s(2), s(-1)).unwrap(), Power::Float(0.5));
    }

    #[test]
    fn division_rounds_once() {
        assert_eq!(true_div(s(i64::MAX), s(3)).unwrap(), 3.074_457_345_618_258_4e18);
        let big = BigInt::from(1u8) << 2000;
        assert!(true_div(IntRef::Big(&big), s(1)).is_err());
        assert_eq!(true_div(s(1), IntRef::Big(&big)).unwrap(), 0.0);
        assert_eq!(round_to_tens(s(25), 1).unwrap(), Int::Small(20));
        assert_eq!(round_to_tens(s(-15), 1).unwrap(), Int::Small(-20));
    }
}
