//! What the test programs share: golden cases, running a command with a deadline, the oracle.
//! Comes in: folders of programs. Goes out: cases, outcomes, differences in words. Read `case.rs` first.
#![allow(dead_code)] // each test program uses its own part

pub mod case;
pub mod diff;
pub mod oracle;
pub mod run;

use std::path::PathBuf;

/// The folder of the crate.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The interpreter under test.
pub fn hoop() -> &'static str {
    env!("CARGO_BIN_EXE_hoop")
}
