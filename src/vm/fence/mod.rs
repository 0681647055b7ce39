//! The fence of the VM: raw access to registers, records, instructions and what they name.
//!
//! Comes in: counted references, verified code. Goes out: small handles ([`Regs`], [`Ip`], [`Frame`]) whose pointers are private to this folder, so that
//! nobody outside can make one that points anywhere else. What they rest on:
//!
//! * **Operands** are within bounds because the bytecode verifier is the only way to a `Code`. The feature `checked` looks again at every access.
//! * **A frame keeps what it runs alive**: its function stands in the register below its first one, the function holds its code (and the code that was
//!   replaced while a frame ran it, `FunctionObj::retired`); a frame of its own holds both itself.
//! * **Windows never move**: the stacks are reserved once.
//!
//! * **One handle of the realm is in use at a time**: see `shared.rs` and `vm/realm.rs`.
//!
//! Read `registers.rs` first, then `records.rs` and `code.rs`.
#![allow(unsafe_code)]

mod code;
mod confined;
mod ground;
pub mod locale;
pub mod mapped;
pub mod mathematics;
mod native_stack;
mod records;
mod registers;
mod shared;
mod started;
pub mod system;
pub mod system_records;

pub use code::{
    Ip, cache_at, cached_item, cached_object, cached_shape, cached_value, code_of, const_at, declaration,
    link, planned_function, second_object,
};
pub use confined::{Confined, WholeInterpreter};
pub use ground::Ground;
pub use native_stack::native_stack_end;
pub use records::{Chain, Frame, FrameStack, MAX_DEPTH, Return};
pub use registers::{CALL_ROOM, NATIVE_ROOM, RegisterStack, Regs};
pub use shared::{Handle, Parked, Shared};
pub use started::started_without;
