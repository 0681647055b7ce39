//! Text to tree. Comes in: the text of a script. Goes out: an AST in an arena, or diagnostics.
//! Read `ast.rs` first, then `parse.rs`: it calls the stages in order (`lexer.rs`, `layout.rs`, `soft.rs`, the grammar in
//! `grammar/` with its actions in `build/`, `check/`), and `errors/` puts the grammar's refusals into words.

pub mod ast;
mod build;
mod check;
pub mod dump;
mod errors;
mod features;
mod flufl;
mod fragments;
mod fstring;
mod grammar;
mod layout;
mod lexer;
mod literal;
pub mod numbers;
mod parse;
mod soft;
mod targets;
pub mod token;

pub use dump::closing_end;
pub use features::too_new;
pub use flufl::is_imported as imports_old_unequal;
pub use parse::{
    Form, Interactive, Parsed, check_tree, ends_too_early, ends_within_block, one_statement,
    parse_expression, parse_interactive, parse_module, parse_tree, tokenize,
};
