//! Hoopsnake: an interpreter for a small async scripting language.
//!
//! The way of a program, in the order of the modules:
//!
//! ```text
//! text -> tokens -> layout -> AST -> checks, scopes -> bytecode -> frames -> tasks -> the world
//! ```

pub mod bytecode;
pub mod cli;
pub mod compile;
pub mod diag;
pub mod natives;
pub mod object;
pub mod source;
pub mod syntax;
pub mod vm;
pub mod world;
