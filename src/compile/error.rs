//! What the compiler can say against a program, in CPython's words.

use crate::diag::{Diagnostic, DiagnosticKind};
use crate::source::Span;

pub(super) type Res<T = ()> = Result<T, Box<Diagnostic>>;

/// A syntax error at `span`.
pub(super) fn syntax<T>(span: Span, message: impl Into<String>) -> Res<T> {
    Err(Box::new(Diagnostic::syntax(message.into(), span)))
}

/// How deep trees may nest. CPython's limit is a chain of 9,997 operands; each level costs at most some 2 KB of native stack
/// per pass, so a thread that compiles needs a stack far larger than the usual 8 MB.
pub(super) const MAX_DEPTH: u32 = 9_998;

/// The tree nests too deep in a way that CPython's parser does not get through.
pub(super) fn too_complex<T>(span: Span) -> Res<T> {
    let message = "Parser stack overflowed - Python source too complex to parse";
    Err(Box::new(Diagnostic::new(DiagnosticKind::MemoryError, message, span)))
}

/// The tree nests too deep.
pub(super) fn too_deep<T>(span: Span) -> Res<T> {
    let message = "maximum recursion depth exceeded during compilation";
    Err(Box::new(Diagnostic::new(DiagnosticKind::RecursionError, message, span)))
}
