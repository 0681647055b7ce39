//! The Mersenne Twister of `random`: for a seed, CPython's sequences to the last bit.

use num_bigint::{BigInt, Sign};
use sha2::{Digest, Sha512};

use crate::object::number::int::{Int, IntRef};

const N: usize = 624;
const M: usize = 397;

/// A generator.
#[derive(Clone, Debug)]
pub struct Mt19937 {
    words: [u32; N],
    index: usize,
}

impl Mt19937 {
    /// One that nobody has seeded yet: it draws zeros.
    pub fn blank() -> Mt19937 {
        Mt19937 { words: [0; N], index: 0 }
    }

    fn from_word(seed: u32) -> Mt19937 {
        let mut words = [seed; N];
        for i in 1..N {
            let before = words[i - 1];
            words[i] = 1_812_433_253u32.wrapping_mul(before ^ (before >> 30)).wrapping_add(i as u32);
        }
        Mt19937 { words, index: N }
    }

    /// Seeds from words, least significant first. No words count as one that is zero.
    pub fn from_key(key: &[u32]) -> Mt19937 {
        let key = if key.is_empty() { &[0] } else { key };
        let mut new = Mt19937::from_word(19_650_218);
        let words = &mut new.words;
        let (mut i, mut j) = (1, 0);
        let step = |i: &mut usize, words: &mut [u32; N]| {
            *i += 1;
            if *i >= N {
                words[0] = words[N - 1];
                *i = 1;
            }
        };
        for _ in 0..N.max(key.len()) {
            let before = words[i - 1];
            words[i] = (words[i] ^ (before ^ (before >> 30)).wrapping_mul(1_664_525))
                .wrapping_add(key[j])
                .wrapping_add(j as u32);
            step(&mut i, words);
            j = (j + 1) % key.len();
        }
        for _ in 0..N - 1 {
            let before = words[i - 1];
            words[i] =
                (words[i] ^ (before ^ (before >> 30)).wrapping_mul(1_566_083_941)).wrapping_sub(i as u32);
            step(&mut i, words);
        }
        words[0] = 0x8000_0000;
        new
    }

    /// `seed(n)`: the sign plays no part.
    pub fn from_int(seed: IntRef<'_>) -> Mt19937 {
        Mt19937::from_key(&seed.to_big().magnitude().to_u32_digits())
    }

    /// `seed(text)` or `seed(bytes)`, version 2: the bytes and their SHA-512 as one big-endian number.
    pub fn from_bytes(seed: &[u8]) -> Mt19937 {
        let mut bytes = seed.to_vec();
        bytes.extend_from_slice(&Sha512::digest(seed));
        let number = BigInt::from_bytes_be(Sign::Plus, &bytes);
        Mt19937::from_key(&number.magnitude().to_u32_digits())
    }

    /// The next 32 bits.
    pub fn next_u32(&mut self) -> u32 {
        if self.index >= N {
            self.refill();
        }
        let mut word = self.words[self.index];
        self.index += 1;
        word ^= word >> 11;
        word ^= (word << 7) & 0x9d2c_5680;
        word ^= (word << 15) & 0xefc6_0000;
        word ^ (word >> 18)
    }

    fn refill(&mut self) {
        let words = &mut self.words;
        for i in 0..N {
            let bits = (words[i] & 0x8000_0000) | (words[(i + 1) % N] & 0x7fff_ffff);
            let twist = if bits & 1 == 1 { 0x9908_b0df } else { 0 };
            words[i] = words[(i + M) % N] ^ (bits >> 1) ^ twist;
        }
        self.index = 0;
    }

    /// `random()`: 53 bits in [0, 1).
    pub fn random(&mut self) -> f64 {
        let high = f64::from(self.next_u32() >> 5);
        let low = f64::from(self.next_u32() >> 6);
        (high * 67_108_864.0 + low) * (1.0 / 9_007_199_254_740_992.0)
    }

    /// `getrandbits(k)` for `k` up to 63.
    pub fn bits_small(&mut self, k: u32) -> i64 {
        debug_assert!(k < 64, "more bits need a big integer");
        match k {
            0 => 0,
            1..=32 => i64::from(self.next_u32() >> (32 - k)),
            _ => {
                let low = i64::from(self.next_u32());
                i64::from(self.next_u32() >> (64 - k)) << 32 | low
            }
        }
    }

    /// `getrandbits(k)`
    pub fn bits(&mut self, k: usize) -> Int {
        if k < 64 {
            return Int::Small(self.bits_small(k as u32));
        }
        let count = k.div_ceil(32);
        let mut words: Vec<u32> = (0..count).map(|_| self.next_u32()).collect();
        if let Some(last) = words.last_mut() {
            *last >>= (count * 32 - k) as u32;
        }
        Int::from_big(BigInt::from_slice(Sign::Plus, &words))
    }

    /// `randbytes(n)`
    pub fn bytes(&mut self, n: usize) -> Vec<u8> {
        let words = n.div_ceil(4);
        let mut out = Vec::with_capacity(words * 4);
        for i in 0..words {
            let mut word = self.next_u32();
            if i + 1 == words && !n.is_multiple_of(4) {
                word >>= 32 - 8 * (n % 4) as u32;
            }
            out.extend_from_slice(&word.to_le_bytes());
        }
        out.truncate(n);
        out
    }

    /// A number below `n > 0`, as `randrange`, `choice` and `shuffle` draw it.
    pub fn below(&mut self, n: u64) -> u64 {
        let k = 64 - n.leading_zeros();
        loop {
            let drawn = match k {
                0 => 0,
                1..=63 => self.bits_small(k) as u64,
                _ => {
                    let low = u64::from(self.next_u32());
                    u64::from(self.next_u32()) << 32 | low
                }
            };
            if drawn < n {
                return drawn;
            }
        }
    }

    /// The words and the index, as `getstate` shows them.
    pub fn state(&self) -> (&[u32; N], usize) {
        (&self.words, self.index)
    }

    /// Puts back a state; false if the words or the index are not such.
    pub fn set_state(&mut self, words: &[u32], index: usize) -> bool {
        let Ok(words) = <[u32; N]>::try_from(words) else { return false };
        if index > N {
            return false;
        }
        *self = Mt19937 { words, index };
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_sequences() {
        let mut random = Mt19937::from_int(IntRef::Small(42));
        assert_eq!(random.random(), 0.6394267984578837);
        let mut random = Mt19937::from_int(IntRef::Small(-1));
        assert_eq!(random.random(), 0.13436424411240122);
        let mut random = Mt19937::from_bytes(b"abc");
        let (words, index) = (random.state().0.to_vec(), random.state().1);
        let first = random.random();
        assert!(random.set_state(&words, index));
        assert_eq!(random.random(), first);
        assert!(!random.set_state(&words[1..], 0));
    }
}
