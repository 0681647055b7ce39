//! The store of objects: the value, the header, cells of the heap, and what lies in a cell beside the payload. All of the object layer that is unsafe.
//!
//! Comes in: payloads (plain Rust structures, most of them declared outside of this folder). Goes out: values and counted references, whose pointers are private to
//! this folder. What it rests on:
//!
//! * **A reference is counted**: an object lives as long as a `Ref`, `ObjRef` or `Value` names it; what is not counted says what keeps it alive (`Alive`, `ShapeRef`).
//! * **The heap outlives its objects**: its owner (`teardown.rs`) goes last, and drops what is left.
//! * **The header tells the truth**: kind, instance part and tail are written when the object is made, and the kind never changes.
//!
//! Read `value.rs` first, then `header.rs`, `heap.rs`, `instance.rs`.
#![allow(unsafe_code)]

mod cached;
#[cfg(feature = "checked")]
mod checks;
mod declared;
mod dying;
pub mod gc;
pub mod generator;
pub mod header;
pub mod heap;
mod heap_ref;
pub mod instance;
pub mod kinds;
mod live;
mod look;
mod method_cache;
#[cfg(feature = "checked")]
mod quarantine;
pub mod reserve;
pub mod roster;
mod shape_ref;
mod str_obj;
pub mod teardown;
pub mod tuple;
pub mod value;
pub mod weak;

pub use cached::{CachedPlace, FirstInstr};
pub use declared::{Declaration, Declared};
pub(in crate::object) use heap_ref::home;
pub use heap_ref::{HeapRef, InCell};
pub use shape_ref::{ShapeRef, ShapeTree};
pub use str_obj::{INLINE, StrObj};
