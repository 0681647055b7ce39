//! Text as plain data: what `str` and `bytes` compute, print and parse.
//!
//! A str is generalised UTF-8: bytes in which a lone surrogate is a three-byte sequence of its own, and a pair of them
//! stays two characters. Read `wtf8.rs` first; `unicode.rs` knows the characters, the rest is one file per family.

pub mod bytes;
pub mod case;
pub mod codecs;
pub mod find;
pub mod names;
pub mod pad;
pub mod predicates;
pub mod repr;
pub mod split;
pub mod strip;
pub mod unicode;
mod unicode_tables;
pub mod wtf8;
