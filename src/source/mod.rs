//! Texts, file ids and spans. Comes in: bytes of scripts. Goes out: positions that every later stage carries.
//! Read `text.rs` first.

mod encoding;
mod span;
mod text;

pub use encoding::{DecodeError, decode};
pub use span::Span;
pub use text::{Position, SourceText};
