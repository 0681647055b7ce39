//! Texts, file ids and spans. Comes in: bytes of scripts. Goes out: positions that every later stage carries.
//! Read `text.rs` first.

mod encoding;
mod shelf;
mod span;
mod text;
mod weight;

pub use encoding::{BadLine, DecodeError, decode};
pub use shelf::{SourceNumber, Sources};
pub use span::Span;
pub use text::{Outline, Position, SourceText};
pub use weight::compiled_bytes;
