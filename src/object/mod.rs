//! The objects of the language: data, and the behaviour that never calls script code.
//! Comes in: plain Rust values. Goes out: values. Read `value.rs` first, then `header.rs`, `heap.rs`, `types.rs`.

pub mod buffer;
pub mod bytes;
pub mod calendar;
pub mod code;
pub mod descr;
pub mod dict;
mod dict_large;
#[cfg(test)]
mod dict_model;
mod dict_small;
mod dying;
pub mod equality;
pub mod error;
pub mod exception;
pub mod format;
pub mod function;
pub mod gc;
pub mod generator;
pub mod header;
pub mod heap;
pub mod instance;
pub mod int;
pub mod iter;
pub mod kinds;
pub mod layout;
pub mod list;
pub mod module;
pub mod number;
#[cfg(feature = "checked")]
mod quarantine;
pub mod random;
pub mod range;
pub mod reserve;
pub mod roster;
pub mod set;
pub mod set_table;
pub mod shape;
pub mod str;
pub mod teardown;
pub mod text;
pub mod tuple;
pub mod types;
pub mod value;
pub mod weak;

pub use header::Kind;
pub use heap::Heap;
pub use kinds::{Payload, Visit};
pub use types::TypeObj;
pub use value::{Alive, ObjRef, Ref, Value};
