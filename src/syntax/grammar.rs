//! The generated parser (`grammar/*.lalrpop`), and how many tokens it took.

use lalrpop_util::ParseError;

use super::ast::Unit;
use super::build::{Builder, Failure};
use super::token::{Tok, Token};

#[allow(clippy::all, clippy::pedantic, unused, missing_docs)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/python.rs"));
}

/// The outcome of the generated parser.
type Outcome<'a> = Result<Unit<'a>, ParseError<u32, Tok, Failure>>;

/// Runs the generated parser; tells how many tokens it took.
pub(super) fn parse_tokens<'a>(
    builder: &Builder<'a, '_>,
    tokens: impl Iterator<Item = Result<Token, Failure>>,
) -> (Outcome<'a>, usize) {
    let mut taken = 0usize;
    let stream = tokens.map(|token| {
        taken += 1;
        token.map(|token| (token.span.start, token.kind, token.span.end))
    });
    let result = generated::TopParser::new().parse(builder, stream);
    (result, taken)
}
