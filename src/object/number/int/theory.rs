//! The integer functions of `math`: gcd, lcm, isqrt, factorial, comb, perm.

use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_traits::One;

use super::{Int, IntRef};
use crate::object::error::{TextError, TextResult};

/// `math.gcd(a, b)`
pub fn gcd(a: IntRef<'_>, b: IntRef<'_>) -> Int {
    if let (IntRef::Small(a), IntRef::Small(b)) = (a, b) {
        return Int::from(a.unsigned_abs().gcd(&b.unsigned_abs()));
    }
    Int::from_big(a.to_big().gcd(&b.to_big()))
}

/// `math.lcm(a, b)`
pub fn lcm(a: IntRef<'_>, b: IntRef<'_>) -> Int {
    if a.is_zero() || b.is_zero() {
        return Int::Small(0);
    }
    Int::from_big(a.to_big().lcm(&b.to_big()))
}

/// `math.isqrt(n)`
pub fn isqrt(n: IntRef<'_>) -> TextResult<Int> {
    if n.is_negative() {
        return Err(TextError::value("isqrt() argument must be nonnegative"));
    }
    Ok(match n {
        IntRef::Small(n) => Int::Small(n.isqrt()),
        IntRef::Big(n) => Int::from_big(n.sqrt()),
    })
}

/// The product of `low..=high`, halved recursively so that the factors stay of like size.
fn product(low: u64, high: u64) -> BigUint {
    if low > high {
        return BigUint::one();
    }
    if high - low < 16 {
        let mut result = BigUint::one();
        let mut word = 1u64;
        for factor in low..=high {
            match word.checked_mul(factor) {
                Some(next) => word = next,
                None => {
                    result *= word;
                    word = factor;
                }
            }
        }
        return result * word;
    }
    let middle = low + (high - low) / 2;
    product(low, middle) * product(middle + 1, high)
}

/// `math.factorial(n)`
pub fn factorial(n: IntRef<'_>) -> TextResult<Int> {
    if n.is_negative() {
        return Err(TextError::value("factorial() not defined for negative values"));
    }
    match n.to_i64() {
        Some(n) => Ok(Int::from_big(BigInt::from(product(2, n as u64)))),
        None => Err(TextError::overflow(format!("factorial() argument should not exceed {}", i64::MAX))),
    }
}

/// `math.perm(n, k)`
pub fn perm(n: IntRef<'_>, k: IntRef<'_>) -> TextResult<Int> {
    check_pair(n, k)?;
    if super::cmp(n, k).is_lt() {
        return Ok(Int::Small(0));
    }
    let Some(k) = k.to_i64() else {
        return Err(TextError::overflow(format!("k must not exceed {}", i64::MAX)));
    };
    Ok(Int::from_big(falling(n, k as u64)))
}

/// `math.comb(n, k)`
pub fn comb(n: IntRef<'_>, k: IntRef<'_>) -> TextResult<Int> {
    check_pair(n, k)?;
    if super::cmp(n, k).is_lt() {
        return Ok(Int::Small(0));
    }
    let other = super::arith::sub(n, k);
    let smaller = if super::cmp(other.as_ref(), k).is_lt() { other } else { k.to_int() };
    let Int::Small(k) = smaller else {
        return Err(TextError::overflow(format!("min(n - k, k) must not exceed {}", i64::MAX)));
    };
    Ok(Int::from_big(falling(n, k as u64) / BigInt::from(product(2, k as u64))))
}

fn check_pair(n: IntRef<'_>, k: IntRef<'_>) -> TextResult<()> {
    if n.is_negative() {
        return Err(TextError::value("n must be a non-negative integer"));
    }
    if k.is_negative() {
        return Err(TextError::value("k must be a non-negative integer"));
    }
    Ok(())
}

/// `n * (n-1) * ...`, `k` factors, `k <= n`.
fn falling(n: IntRef<'_>, k: u64) -> BigInt {
    match n {
        IntRef::Small(n) => BigInt::from(product(n as u64 - k + 1, n as u64)),
        IntRef::Big(n) => {
            let mut result = BigInt::one();
            for i in 0..k {
                result *= n - i;
            }
            result
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_cases() {
        let s = IntRef::Small;
        assert_eq!(comb(s(10), s(3)).unwrap(), Int::Small(120));
        assert_eq!(perm(s(5), s(5)).unwrap(), Int::Small(120));
        assert_eq!(perm(s(5), s(0)).unwrap(), Int::Small(1));
        assert_eq!(factorial(s(20)).unwrap(), Int::Small(2_432_902_008_176_640_000));
        assert_eq!(gcd(s(i64::MIN), s(0)), Int::from_i128(1 << 63));
        assert_eq!(isqrt(s(99)).unwrap(), Int::Small(9));
    }
}
