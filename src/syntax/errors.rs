//! An unexpected token in words.

use super::build::Failure;
use super::lexer::LexError;
use super::token::{Tok, Token};
use crate::diag::{Diagnostic, DiagnosticKind};
use crate::source::SourceText;

pub(super) fn unexpected(
    _source: &SourceText,
    tokens: &[Token],
    bad: usize,
    _expected: &[String],
) -> Failure {
    let token = tokens[bad];
    if token.kind == Tok::Indent {
        return Box::new(Diagnostic::new(DiagnosticKind::IndentationError, "unexpected indent", token.span));
    }
    Box::new(Diagnostic::syntax("invalid syntax", token.span))
}

pub(super) fn prefer_open_bracket(
    _source: &SourceText,
    _tokens: &[Token],
    _used: usize,
    _error: Option<&LexError>,
    failure: Failure,
) -> Failure {
    failure
}
