//! Texts, file ids and spans. Comes in: bytes of scripts. Goes out: positions that every later stage carries.
//! Read `span.rs` first.

mod span;
pub use span::Span;
