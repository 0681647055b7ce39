//! `hash()` of numbers, texts, tuples and frozensets: equal numbers of different types hash alike.
//!
//! Numbers hash as their value modulo the prime 2**61 - 1, so that order of sets of numbers agrees with CPython.

use num_traits::ToPrimitive;

use super::complex::Complex;
use super::int::IntRef;

const MODULUS: u64 = (1 << 61) - 1;

/// -1 means "error" in CPython and is never a hash.
#[inline]
fn avoid_minus_one(hash: i64) -> i64 {
    if hash == -1 { -2 } else { hash }
}

/// `hash(n)` for 64-bit integers.
#[inline]
pub fn hash_i64(value: i64) -> i64 {
    let magnitude = value.unsigned_abs();
    let reduced = if magnitude < MODULUS { magnitude } else { magnitude % MODULUS } as i64;
    avoid_minus_one(if value < 0 { -reduced } else { reduced })
}

/// `hash(n)`
pub fn hash_int(value: IntRef<'_>) -> i64 {
    match value {
        IntRef::Small(value) => hash_i64(value),
        IntRef::Big(big) => {
            let reduced = (big.magnitude() % MODULUS).to_i64().unwrap_or(0);
            avoid_minus_one(if value.is_negative() { -reduced } else { reduced })
        }
    }
}

/// `hash(x)`; `None` for NaN, whose hash is its identity's.
pub fn hash_float(x: f64) -> Option<i64> {
    if x.is_nan() {
        return None;
    }
    if x.is_infinite() {
        return Some(if x > 0.0 { 314_159 } else { -314_159 });
    }
    let (mantissa, exponent) = super::float::decompose(x);
    // Multiplying by two is a rotation of the 61 bits.
    let turns = exponent.rem_euclid(61) as u32;
    let reduced = mantissa.unsigned_abs();
    let rotated =
        if turns == 0 { reduced } else { ((reduced << turns) & MODULUS) | (reduced >> (61 - turns)) };
    let rotated = if rotated == MODULUS { 0 } else { rotated } as i64;
    Some(avoid_minus_one(if mantissa < 0 { -rotated } else { rotated }))
}

/// Combines the hashes of a complex number's parts.
pub fn combine_complex(re: i64, im: i64) -> i64 {
    avoid_minus_one(re.wrapping_add(im.wrapping_mul(1_000_003)))
}

/// `hash(z)`; `None` if a part is NaN.
pub fn hash_complex(z: Complex) -> Option<i64> {
    Some(combine_complex(hash_float(z.re)?, hash_float(z.im)?))
}

/// Builds `hash(tuple)` from the elements' hashes in order.
#[derive(Clone, Debug)]
pub struct TupleHasher {
    state: u64,
    count: u64,
}

const PRIME_1: u64 = 11_400_714_785_074_694_791;
const PRIME_2: u64 = 14_029_467_366_897_019_727;
const PRIME_5: u64 = 2_870_177_450_012_600_261;

impl Default for TupleHasher {
    fn default() -> TupleHasher {
        TupleHasher { state: PRIME_5, count: 0 }
    }
}

impl TupleHasher {
    /// Takes the next element's hash.
    #[inline]
    pub fn add(&mut self, hash: i64) {
        self.state = self.state.wrapping_add((hash as u64).wrapping_mul(PRIME_2));
        self.state = self.state.rotate_left(31).wrapping_mul(PRIME_1);
        self.count += 1;
    }

    /// The tuple's hash.
    pub fn finish(self) -> i64 {
        let hash = self.state.wrapping_add(self.count ^ (PRIME_5 ^ 3_527_539)) as i64;
        if hash == -1 { 1_546_275_796 } else { hash }
    }
}

/// `hash(frozenset)` from the elements' hashes in any order.
pub fn hash_frozenset(hashes: impl Iterator<Item = i64>) -> i64 {
    let mut mixed = 0u64;
    let mut count = 0u64;
    for hash in hashes {
        let hash = hash as u64;
        mixed ^= ((hash ^ 89_869_747) ^ (hash << 16)).wrapping_mul(3_644_798_167);
        count += 1;
    }
    mixed ^= (count + 1).wrapping_mul(1_927_868_237);
    mixed ^= (mixed >> 11) ^ (mixed >> 25);
    let hash = mixed.wrapping_mul(69_069).wrapping_add(907_133_923) as i64;
    if hash == -1 { 590_923_713 } else { hash }
}

/// `hash()` of a str's or bytes' contents under the interpreter's own seed. Empty is 0, as in CPython.
pub fn hash_bytes(bytes: &[u8], seed: u64) -> i64 {
    use std::hash::{BuildHasher, Hasher};
    if bytes.is_empty() {
        return 0;
    }
    let mut hasher = foldhash::quality::FixedState::with_seed(seed).build_hasher();
    hasher.write(bytes);
    avoid_minus_one(hasher.finish() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_bigint::BigInt;

    #[test]
    fn numbers_agree_across_types() {
        assert_eq!(hash_i64(-1), -2);
        assert_eq!(hash_i64(i64::MAX), 3);
        assert_eq!(hash_float(0.5), Some(1 << 60));
        for exponent in [3, 61, 62, 100, 500] {
            let big = BigInt::from(3u8) << exponent;
            assert_eq!(
                Some(hash_int(crate::object::number::int::Int::from_big(big).as_ref())),
                hash_float(3.0 * 2f64.powi(exponent))
            );
        }
        assert_eq!(hash_float(-1.0), Some(-2));
    }

    #[test]
    fn combinations() {
        let mut hasher = TupleHasher::default();
        for i in 1..4 {
            hasher.add(i);
        }
        assert_eq!(hasher.finish(), 529_344_067_295_497_451);
        assert_eq!(TupleHasher::default().finish(), 5_740_354_900_026_072_187);
        assert_eq!(hash_frozenset(std::iter::empty()), 133_146_708_735_736);
        assert_eq!(hash_bytes(b"", 5), 0);
        assert_ne!(hash_bytes(b"a", 5), hash_bytes(b"a", 6));
    }
}
