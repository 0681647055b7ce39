//! Bytecode as data. Comes in: what the compiler emits. Goes out: verified code that the run loop may trust.
//! Read `instr.rs` first (the machine, and every instruction), then `code.rs`, `verify/`, `listing.rs`.

mod code;
mod instr;
pub mod listing;
mod operand;
pub mod store;
mod verify;

pub use code::{Anchor, CacheSite, Code, CodeFlags, CodeKind, Const, Handler, Unverified, Visit};
pub use instr::{BINARY_INTRINSICS, INSTRS, Instr, InstrInfo, Range, UNARY_INTRINSICS};
pub use listing::{instruction_manual, listing};
pub use operand::*;
pub use verify::{VerifyError, verify, verify_sealed};
