//! Codecs by their names: the registry (`codecs.register`), error handlers of scripts, and the drivers that run a coder with them.
//! Comes in: texts, bytes, names. Goes out: the other kind, or the exceptions that scripts see. Read `registry.rs` first.

pub mod drive;
pub mod registry;
