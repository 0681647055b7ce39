//! The way from text to tree: tokens, soft keywords, grammar, checks; and which of several findings is told.

use std::cell::Cell;

use bumpalo::Bump;
use lalrpop_util::ParseError;

use super::ast::{Body, Expr, Unit};
use super::build::{Builder, Failure};
use super::layout::{Layout, layout};
use super::token::{Tok, Token};
use super::{check, errors, soft};
use crate::diag::{Diagnostic, DiagnosticKind};
use crate::source::{SourceText, Span};

#[allow(clippy::all, clippy::pedantic, unused, missing_docs)]
mod grammar {
    include!(concat!(env!("OUT_DIR"), "/python.rs"));
}

/// A text that was understood.
#[derive(Debug)]
pub struct Parsed<'a> {
    pub unit: Unit<'a>,
    /// SyntaxWarnings, in the order of the text.
    pub warnings: Vec<Diagnostic>,
    /// How deep the tree is: a recursive stage refuses what is deeper than it can take.
    pub depth: u32,
}

impl<'a> Parsed<'a> {
    /// The statements; empty for an expression.
    pub fn body(&self) -> Body<'a> {
        match self.unit {
            Unit::Module(body) => body,
            Unit::Expression(_) => &[],
        }
    }

    /// The expression of an `eval` text.
    pub fn expression(&self) -> Option<&'a Expr<'a>> {
        match self.unit {
            Unit::Module(_) => None,
            Unit::Expression(expr) => Some(expr),
        }
    }
}

/// What an interactive input is.
#[derive(Debug)]
pub enum Interactive<'a> {
    Complete(Parsed<'a>),
    /// More lines may make it complete.
    Incomplete,
    Error(Box<Diagnostic>),
}

/// Parses a script or module.
pub fn parse_module<'a>(arena: &'a Bump, source: &SourceText) -> Result<Parsed<'a>, Box<Diagnostic>> {
    let laid_out = layout(source, Tok::StartModule);
    parse(arena, source, laid_out).map_err(|refused| refused.failure)
}

/// Parses one expression, as `eval` does: leading spaces and tabs do not count.
pub fn parse_expression<'a>(arena: &'a Bump, source: &SourceText) -> Result<Parsed<'a>, Box<Diagnostic>> {
    let laid_out = layout(source, Tok::StartExpression);
    parse(arena, source, laid_out).map_err(|refused| refused.failure)
}

/// Parses what was typed at a prompt. As in CPython a compound statement is complete only behind an empty line.
pub fn parse_interactive<'a>(arena: &'a Bump, source: &SourceText) -> Interactive<'a> {
    let laid_out = layout(source, Tok::StartModule);
    let waits = laid_out.error.is_none() && is_open_block(source, &laid_out.tokens);
    match parse(arena, source, laid_out) {
        Ok(_) if waits => Interactive::Incomplete,
        Ok(parsed) => Interactive::Complete(parsed),
        Err(refused) if refused.at_end => Interactive::Incomplete,
        Err(refused) => Interactive::Error(refused.failure),
    }
}

/// The tokens of a text as far as it can be read, for highlighting.
pub fn tokenize(source: &SourceText) -> Vec<Token> {
    let mut laid_out = layout(source, Tok::StartModule);
    soft::mark(source, &mut laid_out.tokens);
    laid_out.tokens
}

/// Whether the text ends within a block: the last logical line is indented or opens a block, and no empty line follows.
fn is_open_block(source: &SourceText, tokens: &[Token]) -> bool {
    let last_lines = source.text().trim_end_matches([' ', '\t', '\x0c']);
    if last_lines.ends_with("\n\n") || source.text().is_empty() {
        return false;
    }
    // The text was given with or without its last line break; an empty line needs one more.
    let mut in_block = false;
    let mut starts_line = true;
    for token in tokens {
        match token.kind {
            Tok::Dedent if token.span.start as usize >= source.text().len() => return true,
            Tok::Newline | Tok::Indent | Tok::Dedent | Tok::StartModule => starts_line = true,
            Tok::End => break,
            kind => {
                if starts_line {
                    in_block = matches!(
                        kind,
                        Tok::If
                            | Tok::While
                            | Tok::For
                            | Tok::Try
                            | Tok::With
                            | Tok::Def
                            | Tok::Class
                            | Tok::Async
                            | Tok::At
                            | Tok::Match
                            | Tok::Elif
                            | Tok::Else
                            | Tok::Except
                            | Tok::Finally
                    );
                }
                starts_line = false;
            }
        }
    }
    in_block
}

/// Why there is no tree.
struct Refused {
    failure: Failure,
    /// Whether the text merely ends too early.
    at_end: bool,
}

fn parse<'a>(arena: &'a Bump, source: &SourceText, laid_out: Layout) -> Result<Parsed<'a>, Refused> {
    let Layout { mut tokens, error, warnings } = laid_out;
    let error = match error {
        Some(error) if !error.is_late => {
            return Err(Refused { at_end: error.is_incomplete, failure: Box::new(error.diagnostic) });
        }
        error => error,
    };
    soft::mark(source, &mut tokens);
    let builder = Builder::new(arena, source);
    let taken = Cell::new(0usize);
    let end = error.as_ref().map(|error| Err(Box::new(error.diagnostic.clone())));
    let stream = tokens
        .iter()
        .map(|token| {
            taken.set(taken.get() + 1);
            Ok((token.span.start, token.kind, token.span.end))
        })
        .chain(end);
    let result = grammar::TopParser::new().parse(&builder, stream);
    let used = taken.get();
    let unit = match result {
        Ok(unit) => unit,
        Err(found) => {
            let at_error = used >= tokens.len() && error.is_some();
            let at_end = match &error {
                Some(error) => at_error && error.is_incomplete,
                None => {
                    matches!(
                        &found,
                        ParseError::UnrecognizedToken { token: (_, Tok::End | Tok::Dedent, _), .. }
                    ) && ends_there(source, &tokens, used)
                }
            };
            let failure = match found {
                ParseError::User { error } => error,
                ParseError::UnrecognizedToken { expected, .. } => {
                    errors::unexpected(source, &tokens, used.saturating_sub(1), &expected)
                }
                ParseError::UnrecognizedEof { expected, .. } => {
                    errors::unexpected(source, &tokens, tokens.len().saturating_sub(1), &expected)
                }
                ParseError::InvalidToken { location } | ParseError::ExtraToken { token: (location, ..) } => {
                    Box::new(Diagnostic::syntax("invalid syntax", Span::new(location, location + 1)))
                }
            };
            let failure = errors::prefer_open_bracket(source, &tokens, used, error.as_deref(), failure);
            return Err(Refused { failure, at_end });
        }
    };
    let mut warnings = warnings;
    warnings.append(&mut builder.warnings.borrow_mut());
    let late = builder.late.borrow_mut().take();
    let depth = match check::check(&unit, late, &mut warnings) {
        Ok(depth) => depth,
        Err(failure) => return Err(Refused { failure, at_end: false }),
    };
    warnings.sort_by_key(|warning| warning.span.map(|span| span.start));
    Ok(Parsed { unit, warnings, depth })
}

/// Whether nothing but the end of the text is left from the token that was taken last.
fn ends_there(source: &SourceText, tokens: &[Token], used: usize) -> bool {
    tokens[used.saturating_sub(1)..].iter().all(|token| {
        matches!(token.kind, Tok::End | Tok::Dedent | Tok::Newline)
            && token.span.start as usize >= source.text().trim_end().len()
    })
}

/// A limit of the parser was met.
pub(super) fn too_complex(span: Span) -> Failure {
    Box::new(Diagnostic::new(
        DiagnosticKind::MemoryError,
        "Parser stack overflowed - Python source too complex to parse",
        span,
    ))
}
