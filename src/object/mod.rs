//! The objects of the language: data, and the behaviour that never calls script code.
//! Comes in: plain Rust values. Goes out: values. Read `store/mod.rs` first (values, headers, the heap: all that
//! is unsafe), then `types.rs`.

pub mod buffer;
pub mod bytes;
pub mod cache;
pub mod calendar;
pub mod code;
pub mod descr;
pub mod dict;
mod dict_large;
#[cfg(test)]
mod dict_model;
mod dict_small;
pub mod equality;
pub mod error;
pub mod exception;
pub mod format;
pub mod function;
pub mod int;
pub mod iter;
pub mod layout;
pub mod list;
pub mod module;
pub mod number;
pub mod plan;
pub mod random;
pub mod range;
pub mod set;
pub mod set_table;
pub mod shape;
pub mod store;
pub mod str;
pub mod text;
pub mod types;

pub use store::{
    gc, generator, header, heap, instance, kinds, reserve, roster, teardown, tuple, value, weak,
};

pub use header::Kind;
pub use heap::Heap;
pub use kinds::{Payload, Visit};
pub use types::TypeObj;
pub use value::{Alive, ObjRef, Ref, Value};
