pub mod args;
pub mod repl;
