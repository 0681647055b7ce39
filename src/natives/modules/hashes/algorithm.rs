//! The algorithms by name, and the state of a hash that is being computed.

use sha2::Digest;
use sha2::digest::{DynDigest, ExtendableOutput, Update, XofReader};

/// A hash function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    Md5,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
    Sha512_224,
    Sha512_256,
    Sha3_224,
    Sha3_256,
    Sha3_384,
    Sha3_512,
    Shake128,
    Shake256,
    Blake2b,
    Blake2s,
    Ripemd160,
    Sm3,
    Md5Sha1,
}

use Algorithm::*;

/// Algorithm, its name, bytes of its digest, bytes of its block, other names it goes by (in lower case).
const TABLE: &[(Algorithm, &str, usize, usize, &[&str])] = &[
    (Md5, "md5", 16, 64, &["ssl3-md5"]),
    (Sha1, "sha1", 20, 64, &["sha-1", "ssl3-sha1"]),
    (Sha224, "sha224", 28, 64, &["sha-224", "sha2-224"]),
    (Sha256, "sha256", 32, 64, &["sha-256", "sha2-256"]),
    (Sha384, "sha384", 48, 128, &["sha-384", "sha2-384"]),
    (Sha512, "sha512", 64, 128, &["sha-512", "sha2-512"]),
    (Sha512_224, "sha512_224", 28, 128, &["sha512-224", "sha-512/224", "sha2-512/224"]),
    (Sha512_256, "sha512_256", 32, 128, &["sha512-256", "sha-512/256", "sha2-512/256"]),
    (Sha3_224, "sha3_224", 28, 144, &["sha3-224"]),
    (Sha3_256, "sha3_256", 32, 136, &["sha3-256"]),
    (Sha3_384, "sha3_384", 48, 104, &["sha3-384"]),
    (Sha3_512, "sha3_512", 64, 72, &["sha3-512"]),
    (Shake128, "shake_128", 0, 168, &["shake128", "shake-128"]),
    (Shake256, "shake_256", 0, 136, &["shake256", "shake-256"]),
    (Blake2b, "blake2b", 64, 128, &["blake2b512", "blake2b-512"]),
    (Blake2s, "blake2s", 32, 64, &["blake2s256", "blake2s-256"]),
    (Ripemd160, "ripemd160", 20, 64, &["ripemd-160", "ripemd", "rmd160"]),
    (Sm3, "sm3", 32, 64, &[]),
    (Md5Sha1, "md5-sha1", 36, 64, &[]),
];

impl Algorithm {
    fn row(self) -> &'static (Algorithm, &'static str, usize, usize, &'static [&'static str]) {
        TABLE.iter().find(|row| row.0 == self).unwrap_or(&TABLE[0])
    }

    /// The name that scripts see.
    pub fn name(self) -> &'static str {
        self.row().1
    }

    /// Bytes of the digest; 0 where the caller says how many.
    pub fn digest_size(self) -> usize {
        self.row().2
    }

    /// Bytes of a block.
    pub fn block_size(self) -> usize {
        self.row().3
    }

    /// Whether the digest has any length.
    pub fn is_xof(self) -> bool {
        matches!(self, Shake128 | Shake256)
    }

    /// By any of its names.
    pub fn named(name: &str) -> Option<Algorithm> {
        let name = name.to_ascii_lowercase();
        TABLE.iter().find(|row| row.1 == name || row.4.contains(&name.as_str())).map(|row| row.0)
    }

    /// The names of all.
    pub fn names() -> impl Iterator<Item = &'static str> {
        TABLE.iter().map(|row| row.1)
    }

    /// A hash of nothing yet.
    pub fn start(self) -> State {
        let core = match self {
            Md5 => Core::Fixed(Box::new(md5::Md5::new())),
            Sha1 => Core::Fixed(Box::new(sha1::Sha1::new())),
            Sha224 => Core::Fixed(Box::new(sha2::Sha224::new())),
            Sha256 => Core::Fixed(Box::new(sha2::Sha256::new())),
            Sha384 => Core::Fixed(Box::new(sha2::Sha384::new())),
            Sha512 => Core::Fixed(Box::new(sha2::Sha512::new())),
            Sha512_224 => Core::Fixed(Box::new(sha2::Sha512_224::new())),
            Sha512_256 => Core::Fixed(Box::new(sha2::Sha512_256::new())),
            Sha3_224 => Core::Fixed(Box::new(sha3::Sha3_224::new())),
            Sha3_256 => Core::Fixed(Box::new(sha3::Sha3_256::new())),
            Sha3_384 => Core::Fixed(Box::new(sha3::Sha3_384::new())),
            Sha3_512 => Core::Fixed(Box::new(sha3::Sha3_512::new())),
            Ripemd160 => Core::Fixed(Box::new(ripemd::Ripemd160::new())),
            Sm3 => Core::Fixed(Box::new(sm3::Sm3::new())),
            Shake128 => Core::Shake128(Box::default()),
            Shake256 => Core::Shake256(Box::default()),
            Blake2b => Core::Blake2b(Box::new(blake2b_simd::State::new())),
            Blake2s => Core::Blake2s(Box::new(blake2s_simd::State::new())),
            Md5Sha1 => Core::Pair(Box::new((md5::Md5::new(), sha1::Sha1::new()))),
        };
        State { algorithm: self, digest_size: self.digest_size(), core }
    }

    /// The key stretched by PBKDF2 (RFC 8018), `out` filled with it.
    pub fn pbkdf2(self, password: &[u8], salt: &[u8], rounds: u32, out: &mut [u8]) -> bool {
        let block = self.block_size();
        match self {
            Sha1 => pbkdf2::<sha1::Sha1>(block, password, salt, rounds, out),
            Sha256 => pbkdf2::<sha2::Sha256>(block, password, salt, rounds, out),
            Sha512 => pbkdf2::<sha2::Sha512>(block, password, salt, rounds, out),
            Shake128 | Shake256 => return false,
            // Each hash of its own translation is 6 KB of program: those that keys are made with have one.
            _ => pbkdf2_of_states(self, password, salt, rounds, out),
        }
        true
    }
}

/// A hash under way.
#[derive(Clone)]
pub struct State {
    /// Which one.
    pub algorithm: Algorithm,
    /// Bytes of its digest.
    pub digest_size: usize,
    core: Core,
}

enum Core {
    Fixed(Box<dyn DynDigest>),
    Shake128(Box<Shake128State>),
    Shake256(Box<Shake256State>),
    Blake2b(Box<blake2b_simd::State>),
    Blake2s(Box<blake2s_simd::State>),
    Pair(Box<(Md5State, Sha1State)>),
}

type Shake128State = shake::Shake128;
type Shake256State = shake::Shake256;
type Md5State = md5::Md5;
type Sha1State = sha1::Sha1;

impl Clone for Core {
    fn clone(&self) -> Core {
        match self {
            Core::Fixed(d) => Core::Fixed(d.box_clone()),
            Core::Shake128(d) => Core::Shake128(d.clone()),
            Core::Shake256(d) => Core::Shake256(d.clone()),
            Core::Blake2b(d) => Core::Blake2b(d.clone()),
            Core::Blake2s(d) => Core::Blake2s(d.clone()),
            Core::Pair(d) => Core::Pair(d.clone()),
        }
    }
}

impl State {
    /// BLAKE2b with parameters.
    pub fn blake2b(state: blake2b_simd::State, digest_size: usize) -> State {
        State { algorithm: Blake2b, digest_size, core: Core::Blake2b(Box::new(state)) }
    }

    /// BLAKE2s with parameters.
    pub fn blake2s(state: blake2s_simd::State, digest_size: usize) -> State {
        State { algorithm: Blake2s, digest_size, core: Core::Blake2s(Box::new(state)) }
    }

    /// Takes more data.
    pub fn update(&mut self, data: &[u8]) {
        match &mut self.core {
            Core::Fixed(d) => d.update(data),
            Core::Shake128(d) => d.update(data),
            Core::Shake256(d) => d.update(data),
            Core::Blake2b(d) => drop(d.update(data)),
            Core::Blake2s(d) => drop(d.update(data)),
            Core::Pair(d) => {
                Update::update(&mut d.0, data);
                Update::update(&mut d.1, data);
            }
        }
    }

    /// Fills the buffer with the digest; it is as long as the digest, or of any length for extendable ones.
    pub fn read(&self, out: &mut [u8]) {
        match &self.core {
            Core::Fixed(d) => drop(d.box_clone().finalize_into_reset(out)),
            Core::Shake128(d) => (**d).clone().finalize_xof().read(out),
            Core::Shake256(d) => (**d).clone().finalize_xof().read(out),
            Core::Blake2b(d) => copy(out, d.finalize().as_bytes()),
            Core::Blake2s(d) => copy(out, d.finalize().as_bytes()),
            Core::Pair(d) => {
                let (first, second) = out.split_at_mut(out.len().min(16));
                copy(first, &Digest::finalize(d.0.clone()));
                copy(second, &Digest::finalize(d.1.clone()));
            }
        }
    }

    /// The digest, for those that have a length.
    pub fn digest(&self) -> Vec<u8> {
        let mut out = vec![0; self.digest_size];
        self.read(&mut out);
        out
    }
}

fn copy(out: &mut [u8], from: &[u8]) {
    for (to, from) in out.iter_mut().zip(from) {
        *to = *from;
    }
}

/// A key as HMAC takes it: as long as a block.
pub fn hmac_key(algorithm: Algorithm, key: &[u8]) -> Vec<u8> {
    let block = algorithm.block_size();
    let mut padded = if key.len() > block {
        let mut h = algorithm.start();
        h.update(key);
        h.digest()
    } else {
        key.to_vec()
    };
    padded.resize(block, 0);
    padded
}

/// What HMAC mixes with the key, inside and outside.
pub const PADS: [u8; 2] = [0x36, 0x5c];

fn pbkdf2<D: Digest + Clone>(block: usize, password: &[u8], salt: &[u8], rounds: u32, out: &mut [u8]) {
    let mut key = if password.len() > block { D::digest(password).to_vec() } else { password.to_vec() };
    key.resize(block, 0);
    let [inner, outer] = PADS.map(|pad| {
        let padded: Vec<u8> = key.iter().map(|b| b ^ pad).collect();
        D::new_with_prefix(padded)
    });
    let size = <D as Digest>::output_size();
    for (i, part) in out.chunks_mut(size).enumerate() {
        let mut h = inner.clone();
        Digest::update(&mut h, salt);
        Digest::update(&mut h, (i as u32 + 1).to_be_bytes());
        let mut last = outer.clone().chain_update(h.finalize()).finalize();
        let mut sum = last.clone();
        for _ in 1..rounds {
            last = outer.clone().chain_update(inner.clone().chain_update(&last).finalize()).finalize();
            for (to, from) in sum.iter_mut().zip(last.iter()) {
                *to ^= from;
            }
        }
        copy(part, &sum);
    }
}

fn pbkdf2_of_states(algorithm: Algorithm, password: &[u8], salt: &[u8], rounds: u32, out: &mut [u8]) {
    let key = hmac_key(algorithm, password);
    let [inner, outer] = PADS.map(|pad| {
        let mut h = algorithm.start();
        h.update(&key.iter().map(|b| b ^ pad).collect::<Vec<u8>>());
        h
    });
    let mac = |parts: &[&[u8]]| {
        let mut h = inner.clone();
        parts.iter().for_each(|part| h.update(part));
        let mut o = outer.clone();
        o.update(&h.digest());
        o.digest()
    };
    for (i, part) in out.chunks_mut(algorithm.digest_size()).enumerate() {
        let mut last = mac(&[salt, &(i as u32 + 1).to_be_bytes()]);
        let mut sum = last.clone();
        for _ in 1..rounds {
            last = mac(&[&last]);
            for (to, from) in sum.iter_mut().zip(&last) {
                *to ^= from;
            }
        }
        copy(part, &sum);
    }
}
