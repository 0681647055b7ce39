//! The verifier: the only way to a `Code`. The run loop reads operands unchecked and drops nothing twice because of what is proved here, and code
//! may come from a file: whatever stands in an `Unverified`, it is refused, or running it breaks nothing.
//!
//! `header.rs` looks at the tables. `walk.rs` follows control and keeps, for each place where paths meet, what is known of the registers
//! (`state.rs`): which of those above the locals are live, on which every path must agree, as must every instruction of an exception range on those
//! that its handler keeps; which locals are surely bound; and the kinds of values that the run loop relies on (a cell, the list of a
//! comprehension). `rules.rs` says what each instruction asks for and gives.

mod header;
mod rules;
mod state;
mod walk;

use super::code::{Code, Unverified};
use std::fmt;

/// Why code was refused, and the instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyError {
    pub instr: usize,
    pub message: String,
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "instruction {}: {}", self.instr, self.message)
    }
}

type Checked<T = ()> = Result<T, VerifyError>;

fn refuse<T>(instr: usize, message: impl Into<String>) -> Checked<T> {
    Err(VerifyError { instr, message: message.into() })
}

/// Checks a code object.
pub fn verify(code: Unverified) -> Result<Code, VerifyError> {
    let depth = header::check(&code)?;
    walk::walk(&code)?;
    Ok(Code { inner: code, depth })
}

/// Checks a code object that was verified when it was made, and of which a seal says that it has not changed since. The way of the values through the
/// instructions, nine tenths of the work, is not gone again; what is out of range is refused all the same.
pub fn verify_sealed(code: Unverified) -> Result<Code, VerifyError> {
    let depth = header::check(&code)?;
    Ok(Code { inner: code, depth })
}
