//! Numbers as plain data: what `int`, `float` and `complex` compute, print and parse.
//!
//! In come machine words and big integers, out come numbers, texts and errors with CPython's words.
//! Read `int/mod.rs` first: its `Int` and `IntRef` are how every function here sees an integer.

pub mod complex;
pub mod decimal;
pub mod float;
pub mod hash;
pub mod int;
pub(crate) mod real;
