//! Hoopsnake: an interpreter for a small async scripting language.
//!
//! The way of a program, in the order of the modules:
//!
//! ```text
//! text -> tokens -> layout -> AST -> checks, scopes -> bytecode -> frames -> tasks -> the world
//! ```
//!
//! A host embeds it through [`Interpreter`]; the `hoop` command is in [`cli`].

pub mod bytecode;
pub mod cli;
pub mod compile;
pub mod diag;
pub mod guard;
pub mod host;
pub(crate) mod library;
pub(crate) mod natives;
pub mod object;
pub(crate) mod sched;
pub mod source;
#[cfg(feature = "sqlite")]
pub(crate) mod sqlite;
pub mod syntax;
pub(crate) mod vm;
pub(crate) mod world;

pub use host::{Clock, Ending, Interpreter, Outcome, Refused, Settings};
