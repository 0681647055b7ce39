//! Tokens and trees as text, for `--dump tokens` and `--dump ast`: one line each, indented, with places as
//! `line:column-line:column` (columns in UTF-8 bytes, from 0, as the `ast` module counts).
//!
//! The tree is walked with an explicit stack, so no depth of nesting is too much.

mod tree;

pub use tree::{closing_end, dump_tree};

use std::fmt::Write;

use super::token::{Tok, Token};
use crate::source::{SourceText, Span};

/// A place as the dumps show it.
fn place(source: &SourceText, span: Span) -> String {
    let (start, end) = (source.position(span.start), source.position(span.end));
    format!("{}:{}-{}:{}", start.line, start.byte_column, end.line, end.byte_column)
}

/// The tokens of a text, one a line: place, kind, text.
pub fn dump_tokens(source: &SourceText, tokens: &[Token]) -> String {
    let mut out = String::new();
    for token in tokens {
        let place = place(source, token.span);
        let text = match token.kind {
            Tok::Newline | Tok::Indent | Tok::Dedent | Tok::End | Tok::StartModule | Tok::StartExpression => {
                ""
            }
            _ => source.slice(token.span),
        };
        let line = format!("{place:<14} {:<16} {}", format!("{:?}", token.kind), text.escape_debug());
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}
