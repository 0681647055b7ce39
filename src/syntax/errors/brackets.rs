//! Rules about expressions: forgotten commas and `else`, `=` where a value is wanted, the print statement of Python 2.

use super::Refused;
use crate::diag::Diagnostic;
use crate::source::Span;
use crate::syntax::fragments::OpenKind;
use crate::syntax::token::Tok;

pub(super) fn legacy_print(at: &Refused<'_>) -> Option<Diagnostic> {
    if at.bad == 0 || at.before() != Tok::Name {
        return None;
    }
    let name = at.parts.text(at.bad - 1);
    if !matches!(name, "print" | "exec") || at.kind() == Tok::LParen {
        return None;
    }
    let values = at.parts.longest(Tok::StartExpression, at.bad)?;
    let span = Span::new(at.parts.span(at.bad - 1).start, values.span.end);
    let shown = at.parts.source.slice(values.span);
    let help =
        if shown.contains('\n') { format!("write {name}(...)") } else { format!("write {name}({shown})") };
    Some(
        Diagnostic::syntax(
            format!("Missing parentheses in call to '{name}'. Did you mean {name}(...)?"),
            span,
        )
        .with_help(help),
    )
}

pub(super) fn not_after_operator(at: &Refused<'_>) -> Option<Diagnostic> {
    let after = matches!(
        at.before(),
        Tok::Plus
            | Tok::Minus
            | Tok::Star
            | Tok::Slash
            | Tok::Percent
            | Tok::DoubleSlash
            | Tok::At
            | Tok::Tilde
    );
    if at.kind() != Tok::Not || !after {
        return None;
    }
    let operand = at.parts.longest(Tok::StartInversion, at.bad)?;
    Some(
        Diagnostic::syntax("'not' after an operator must be parenthesized", operand.span)
            .with_help(format!("write ({})", at.parts.source.slice(operand.span))),
    )
}

/// `(a = 1; ...` and the like, where the bracket's end was not reached.
pub(super) fn assignment_in_brackets(at: &Refused<'_>) -> Option<Diagnostic> {
    let inside = at.inside()?;
    if !matches!(inside.kind, OpenKind::Group | OpenKind::Square | OpenKind::Brace) {
        return None;
    }
    let start = *at.expression_starts().first()?;
    let target = at.parts.longest(Tok::StartBitOr, start)?;
    if at.parts.kind(target.end) != Tok::Equal
        || target.end > at.bad
        || !target.is_name
        || target.end != start + 1
    {
        return None;
    }
    let value = at.parts.longest(Tok::StartBitOr, target.end + 1)?;
    if matches!(at.parts.kind(value.end), Tok::Equal | Tok::ColonEqual) {
        return None;
    }
    Some(
        Diagnostic::syntax(
            "invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
            Span::new(target.span.start, value.span.end),
        )
        .with_help("== compares; := gives a name a value within an expression"),
    )
}

pub(super) fn dictionary_key(at: &Refused<'_>) -> Option<Diagnostic> {
    let inside = at.inside()?;
    if inside.kind != OpenKind::Brace || !at.expects(":") || at.kind() == Tok::Colon {
        return None;
    }
    // Only behind a first pair is it surely a dictionary.
    let starts = at.expression_starts();
    let start = *starts.first()?;
    if start == inside.index + 1 {
        return None;
    }
    let key = at.parts.whole(Tok::StartSingle, start, at.bad)?;
    if at.unclosed.is_some() && at.bad + 1 >= at.parts.tokens.len() {
        return None;
    }
    let last = Span::new(key.span.end - 1, key.span.end - 1);
    Some(
        Diagnostic::syntax("':' expected after dictionary key", last)
            .with_help("write key: value; a set has no pairs at all"),
    )
}

pub(super) fn missing_else(at: &Refused<'_>) -> Option<Diagnostic> {
    if matches!(at.kind(), Tok::Else | Tok::Colon) {
        return None;
    }
    for start in at.expression_starts() {
        let Some(value) = at.parts.longest(Tok::StartDisjunction, start) else {
            continue;
        };
        if at.parts.kind(value.end) != Tok::If || value.end >= at.bad {
            continue;
        }
        let Some(test) = at.parts.longest(Tok::StartDisjunction, value.end + 1) else {
            continue;
        };
        if test.end == at.bad {
            let span = Span::new(value.span.start, test.span.end);
            return Some(
                Diagnostic::syntax("expected 'else' after 'if' expression", span)
                    .with_help("write value if test else other"),
            );
        }
    }
    None
}

/// `f(a.b = 1 ...`: what stands before `=` is no name.
pub(super) fn keyword_of_call(at: &Refused<'_>) -> Option<Diagnostic> {
    let inside = at.inside()?;
    if inside.kind != OpenKind::Call {
        return None;
    }
    let start = *at.expression_starts().first()?;
    let target = at.parts.longest(Tok::StartSingle, start)?;
    if at.parts.kind(target.end) != Tok::Equal || target.end >= at.bad || target.end == start + 1 {
        return None;
    }
    Some(
        Diagnostic::syntax(
            "expression cannot contain assignment, perhaps you meant \"==\"?",
            Span::new(target.span.start, at.parts.span(target.end).end),
        )
        .with_help("only a plain name can stand before = in a call"),
    )
}

/// `type` and `match` as keywords of a statement that breaks off: CPython has read on.
pub(super) fn soft_keyword(at: &Refused<'_>) -> Option<Diagnostic> {
    let first = at.parts.statement_start(at.bad);
    if at.bad != first + 1 || at.parts.kind(first) != Tok::Name {
        return None;
    }
    let place = match at.parts.text(first) {
        "type" if at.kind() == Tok::Name => at.bad + 1,
        "match" => {
            let subject = at.parts.longest(Tok::StartExpression, at.bad)?;
            if at.parts.kind(subject.end) == Tok::Colon { subject.end + 1 } else { subject.end }
        }
        _ => return None,
    };
    Some(Diagnostic::syntax("invalid syntax", at.place_of(place)))
}

pub(super) fn forgotten_comma(at: &Refused<'_>) -> Option<Diagnostic> {
    let inside = at.inside()?;
    if inside.kind == OpenKind::Text || at.is_later_index() {
        return None;
    }
    // `a not b`: the second value begins at `not`.
    let bad = if at.before() == Tok::Not && at.expected.len() == 1 { at.bad - 1 } else { at.bad };
    for start in at.expression_starts() {
        let soft = at.parts.kind(start) == Tok::Name
            && matches!(at.parts.text(start), "match" | "case" | "type" | "_")
            || matches!(at.parts.kind(start), Tok::Match | Tok::Case | Tok::Type);
        let prefix = at.parts.kind(start) == Tok::Name && at.parts.kind(start + 1) == Tok::String;
        if soft || prefix {
            continue;
        }
        let Some(left) = at.parts.whole(Tok::StartDisjunction, start, bad) else {
            continue;
        };
        if left.is_name && matches!(at.parts.text(start), "print" | "exec") {
            continue;
        }
        let right = at.parts.longest(Tok::StartSingle, bad)?;
        if let Some(bracket) = at.unclosed
            && (right.end >= at.parts.tokens.len()
                || at.parts.line(right.end) > at.parts.source.line_of(bracket))
        {
            // CPython meets the end of the text, or a later line, while it looks for more.
            let shown = &at.parts.source.text()[bracket as usize..bracket as usize + 1];
            return Some(Diagnostic::syntax(
                format!("'{shown}' was never closed"),
                Span::new(bracket, bracket),
            ));
        }
        return Some(
            Diagnostic::syntax(
                "invalid syntax. Perhaps you forgot a comma?",
                Span::new(left.span.start, right.span.end),
            )
            .with_label(Span::new(left.span.end, left.span.end), "a comma may be missing here"),
        );
    }
    None
}

pub(super) fn in_after_for(at: &Refused<'_>) -> Option<Diagnostic> {
    at.inside()?;
    if !at.expects("in") {
        return None;
    }
    let mut depth = 0usize;
    for index in (at.group_start()..at.bad).rev() {
        let kind = at.parts.kind(index);
        match kind {
            _ if kind.is_close() || kind == Tok::FStringEnd => depth += 1,
            _ if (kind.is_open() || kind == Tok::FStringStart) && depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            Tok::In => return None,
            Tok::For => {
                at.parts.whole(Tok::StartExpression, index + 1, at.bad)?;
                return Some(at.syntax("'in' expected after for-loop variables"));
            }
            _ => {}
        }
    }
    None
}

pub(super) fn star_without_value(at: &Refused<'_>) -> Option<Diagnostic> {
    let inside = at.inside()?;
    let (_, header) = at.header();
    if inside.kind != OpenKind::Call || at.before() != Tok::Star || at.bad < 2 {
        return None;
    }
    let is_params = matches!(header, Tok::Def) && at.open.len() == 1;
    let leads = matches!(at.parts.kind(at.bad - 2), Tok::LParen | Tok::Comma);
    let is_end = matches!(at.kind(), Tok::RParen | Tok::Comma);
    (leads && is_end && !is_params).then(|| at.syntax("Invalid star expression"))
}
