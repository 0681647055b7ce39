//! Diagnostics as data. Comes in: what a stage found wrong. Goes out: text, in CPython's own form (`classic.rs`) or drawn
//! over the source with reason and mend (`render.rs`, the only user of ariadne). Read `diagnostic.rs` first.

mod classic;
mod diagnostic;
mod render;
pub mod suggest;

pub use classic::{classic, classic_caret};
pub use diagnostic::{Diagnostic, DiagnosticKind, ErrorPlace, FoundBy, Label};
pub use render::{Severity, render, render_hint};
