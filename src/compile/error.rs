//! What the compiler can say against a program: errors and warnings as data, in CPython's words.

use crate::source::Span;

/// The exception that a compile error becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    Syntax,
    Recursion,
}

/// An error found while compiling: CPython's sentence and the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompileError {
    pub kind: ErrorKind,
    pub message: String,
    pub span: Span,
}

/// The class of a compile-time warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WarningKind {
    Syntax,
    Deprecation,
}

/// A warning, to be issued through the `warnings` machinery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    pub kind: WarningKind,
    pub message: String,
    pub span: Span,
}

pub(super) type Res<T = ()> = Result<T, Box<CompileError>>;

/// A syntax error at `span`.
pub(super) fn syntax<T>(span: Span, message: impl Into<String>) -> Res<T> {
    Err(Box::new(CompileError { kind: ErrorKind::Syntax, message: message.into(), span }))
}

/// How deep trees may nest. CPython's limit is a chain of 9,997 operands; each level costs at most some 2 KB of native stack
/// per pass, so a thread that compiles needs a stack far larger than the usual 8 MB.
pub(super) const MAX_DEPTH: u32 = 9_996;

/// The tree nests too deep.
pub(super) fn too_deep<T>(span: Span) -> Res<T> {
    let message = "maximum recursion depth exceeded during compilation".to_string();
    Err(Box::new(CompileError { kind: ErrorKind::Recursion, message, span }))
}
