//! Rules about the fields of f-strings.

use super::Refused;
use crate::diag::Diagnostic;
use crate::source::Span;
use crate::syntax::fragments::{Open, OpenKind};
use crate::syntax::token::Tok;

/// The field of an f-string that holds the bad token, if no other bracket is in between.
pub(super) fn field(at: &Refused<'_>) -> Option<Open> {
    match at.open.as_slice() {
        [.., field @ Open { kind: OpenKind::Field, .. }] => Some(*field),
        [.., field @ Open { kind: OpenKind::Field, .. }, Open { kind: OpenKind::Text, .. }] => Some(*field),
        _ => None,
    }
}

pub(super) fn fstring_lambda(at: &Refused<'_>) -> Option<Diagnostic> {
    let field = field(at)?;
    let mut index = field.index + 1;
    while index < at.bad && at.parts.kind(index) != Tok::Lambda {
        index += 1;
    }
    if index >= at.bad {
        return None;
    }
    let colon = (index..=at.bad).find(|i| at.parts.kind(*i) == Tok::FStringColon)?;
    if !matches!(at.parts.kind(colon + 1), Tok::FStringMiddle | Tok::RBrace) {
        return None;
    }
    let span = Span::new(at.parts.span(index).start, at.parts.span(colon).end);
    let found = Diagnostic::syntax("f-string: lambda expressions are not allowed without parentheses", span)
        .with_note("the colon begins the format spec");
    Some(in_its_words(at, field, found))
}

pub(super) fn fstring_field(at: &Refused<'_>) -> Option<Diagnostic> {
    let field = field(at)?;
    bad_field(at, field).map(|found| in_its_words(at, field, found))
}

/// In a template string the sentence begins with `t-string`.
fn in_its_words(at: &Refused<'_>, field: Open, mut found: Diagnostic) -> Diagnostic {
    let mut depth = 0;
    let start = (0..field.index).rev().find(|index| match at.parts.kind(*index) {
        Tok::FStringEnd => {
            depth += 1;
            false
        }
        Tok::FStringStart if depth > 0 => {
            depth -= 1;
            false
        }
        kind => kind == Tok::FStringStart,
    });
    if start.is_some_and(|index| at.parts.text(index).contains(['t', 'T'])) {
        found.message = found.message.replacen("f-string", "t-string", 1).into();
    }
    found
}

fn bad_field(at: &Refused<'_>, field: Open) -> Option<Diagnostic> {
    let parts = &at.parts;
    let first = field.index + 1;
    let say = |index: usize, message: &'static str| Some(Diagnostic::syntax(message, at.place_of(index)));
    match parts.kind(first) {
        Tok::Equal => return say(first, "f-string: valid expression required before '='"),
        Tok::Exclaim => return say(first, "f-string: valid expression required before '!'"),
        Tok::FStringColon => return say(first, "f-string: valid expression required before ':'"),
        Tok::RBrace => return say(first, "f-string: valid expression required before '}'"),
        _ => {}
    }
    let Some(value) = parts.longest(Tok::StartRhs, first) else {
        return say(first, "f-string: expecting a valid expression after '{'");
    };
    let mut next = value.end;
    let follows = |index: usize| parts.kind(index);
    if !matches!(follows(next), Tok::Equal | Tok::Exclaim | Tok::FStringColon | Tok::RBrace) {
        return say(next, "f-string: expecting '=', or '!', or ':', or '}'");
    }
    if follows(next) == Tok::Equal {
        next += 1;
        if !matches!(follows(next), Tok::Exclaim | Tok::FStringColon | Tok::RBrace) {
            return say(next, "f-string: expecting '!', or ':', or '}'");
        }
    }
    if follows(next) == Tok::Exclaim {
        match follows(next + 1) {
            Tok::FStringColon | Tok::RBrace => {
                return say(next + 1, "f-string: missing conversion character");
            }
            Tok::Name => {}
            _ => return say(next + 1, "f-string: invalid conversion character"),
        }
        next += 2;
        if !matches!(follows(next), Tok::FStringColon | Tok::RBrace) {
            return say(next, "f-string: expecting ':' or '}'");
        }
    }
    if follows(next) == Tok::FStringColon && next < at.bad {
        return say(at.bad, "f-string: expecting '}', or format specs");
    }
    say(next, "f-string: expecting '}'")
}
