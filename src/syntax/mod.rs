//! Text to tree. Comes in: the text of a script. Goes out: an AST in an arena, or diagnostics.
//! Read `ast.rs` first.

pub mod ast;
