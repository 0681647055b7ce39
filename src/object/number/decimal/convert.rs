//! Between decimals and the other numbers: integers of any size, floats, hashes.

use num_bigint::{BigInt, BigUint, Sign};

use super::product;
use super::words::{self, RADIX, Work};
use super::{Dec, Kind};
use crate::object::number::int::{Int, IntRef};

/// An integer with exponent 0.
pub fn from_int(n: IntRef<'_>) -> Dec {
    match n {
        IntRef::Small(i) => Dec::of_work(i < 0, words::from_u64(i.unsigned_abs()), 0),
        IntRef::Big(b) => Dec::of_work(b.sign() == Sign::Minus, from_big(b.magnitude()), 0),
    }
}

/// The coefficient of a big integer.
pub fn from_big(n: &BigUint) -> Work {
    let limbs = n.to_u64_digits();
    // 2**64 is not a word.
    let halves: Vec<u64> = limbs.iter().flat_map(|x| [x & 0xffff_ffff, x >> 32]).collect();
    join(&halves, 1 << 32)
}

/// The sum of digits in another base, the lowest first.
fn join(digits: &[u64], base: u64) -> Work {
    if digits.len() <= 24 {
        let mut out = Work::new();
        for d in digits.iter().rev() {
            out = words::mul_word(&out, base);
            words::add_at(&mut out, &words::from_u64(*d), 0);
        }
        return out;
    }
    let half = digits.len() / 2;
    let upper = product::mul(&join(&digits[half..], base), &product::power(&[base], half));
    words::add(&upper, &join(&digits[..half], base))
}

/// The big integer of a coefficient.
pub fn to_big(w: &[u64]) -> BigUint {
    if w.len() <= 24 {
        return w.iter().rev().fold(BigUint::ZERO, |n, d| n * RADIX + *d);
    }
    let half = w.len() / 2;
    let base = BigUint::from(RADIX).pow(half as u32);
    to_big(&w[half..]) * base + to_big(words::trimmed(&w[..half]))
}

/// The integer part of a finite number; the caller has seen to it that there is room.
pub fn to_int(d: &Dec) -> Int {
    let w = if d.exp >= 0 {
        words::shift_left(&d.coef, d.exp as usize)
    } else {
        words::shift_right(&d.coef, usize::try_from(-d.exp).unwrap_or(usize::MAX)).0
    };
    if let Some(n) = words::to_u64(&w).and_then(|n| i64::try_from(n).ok()) {
        return Int::Small(if d.neg { -n } else { n });
    }
    let sign = if d.neg { Sign::Minus } else { Sign::Plus };
    Int::from_big(BigInt::from_biguint(sign, to_big(&w)))
}

/// The exact value of a float.
pub fn from_float(x: f64) -> Dec {
    if x.is_nan() {
        return Dec { neg: x.is_sign_negative(), ..Dec::nan() };
    }
    if x.is_infinite() {
        return Dec::infinity(x < 0.0);
    }
    let bits = x.to_bits();
    let (raw, fraction) = (bits >> 52 & 0x7ff, bits & ((1 << 52) - 1));
    let (mut m, mut e) = if raw == 0 { (fraction, -1074) } else { (fraction | 1 << 52, raw as i64 - 1075) };
    if m == 0 {
        return Dec::small(x.is_sign_negative(), 0, 0);
    }
    let zeros = i64::from(m.trailing_zeros());
    m >>= zeros;
    e += zeros;
    let coef = words::from_u64(m);
    // m * 2**e, or m * 5**-e * 10**e
    let (base, n) = if e >= 0 { (2, e as usize) } else { (5, -e as usize) };
    let coef = product::mul(&coef, &product::power(&[base], n));
    Dec::of_work(x < 0.0, coef, e.min(0))
}

/// `2**61 - 1`
const MODULUS: u64 = (1 << 61) - 1;
/// The inverse of ten modulo it.
const TENTH: u64 = 2_075_258_708_292_324_556;

fn times(a: u64, b: u64) -> u64 {
    (u128::from(a) * u128::from(b) % u128::from(MODULUS)) as u64
}

fn power_modulo(mut base: u64, mut n: u64) -> u64 {
    let mut out = 1;
    while n > 0 {
        if n & 1 == 1 {
            out = times(out, base);
        }
        base = times(base, base);
        n >>= 1;
    }
    out
}

/// The hash of a number or infinity: that of equal ints and floats. None for NaNs.
pub fn hash(d: &Dec) -> Option<i64> {
    match d.kind {
        Kind::Infinite => return Some(if d.neg { -314_159 } else { 314_159 }),
        Kind::Finite => {}
        _ => return None,
    }
    let radix = RADIX % MODULUS;
    let coef = d
        .coef
        .iter()
        .rev()
        .fold(0, |h, w| (u128::from(times(h, radix)) + u128::from(w % MODULUS)) as u64 % MODULUS);
    let scale = power_modulo(if d.exp < 0 { TENTH } else { 10 }, d.exp.unsigned_abs());
    let h = times(coef, scale) as i64;
    Some(match if d.neg { -h } else { h } {
        -1 => -2,
        h => h,
    })
}

/// Numerator and denominator in lowest terms of a finite number; there is room for both.
pub fn ratio(d: &Dec) -> (BigInt, BigInt) {
    use num_integer::Integer;
    let sign = if d.neg { Sign::Minus } else { Sign::Plus };
    let n = to_big(&d.coef);
    if d.exp >= 0 {
        let n = n * BigUint::from(10u8).pow(d.exp as u32);
        return (BigInt::from_biguint(sign, n), BigInt::from(1));
    }
    if d.coef.is_empty() {
        return (BigInt::ZERO, BigInt::from(1));
    }
    let scale = BigUint::from(10u8).pow(u32::try_from(-d.exp).unwrap_or(u32::MAX));
    let common = n.gcd(&scale);
    (BigInt::from_biguint(sign, n / &common), BigInt::from(scale / common))
}

/// How many digits an integer of a number has, its zeros included.
pub fn integer_digits(d: &Dec) -> i64 {
    if d.coef.is_empty() { 1 } else { (d.adjusted() + 1).max(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_come_back() {
        let mut n = BigUint::from(1u8);
        for i in 0..60u32 {
            n = n * 0xffff_ffff_1234_5678u64 + i;
            assert_eq!(to_big(&from_big(&n)), n);
            assert_eq!(String::from_utf8_lossy(&words::to_digits(&from_big(&n))), n.to_string());
        }
    }

    #[test]
    fn a_tenth_is_the_inverse_of_ten() {
        assert_eq!(times(TENTH, 10), 1);
    }
}
