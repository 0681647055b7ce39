//! Rules about statements: blocks without indentation, missing colons, headers that break off.

use super::Refused;
use crate::diag::{Diagnostic, DiagnosticKind};
use crate::source::Span;
use crate::syntax::fragments::{Fragments, Open};
use crate::syntax::token::Tok;

pub(super) fn indented_block(at: &Refused<'_>) -> Option<Diagnostic> {
    if !at.expects("Indent") || at.before() != Tok::Newline || at.kind() == Tok::Indent {
        return None;
    }
    // The header is the logical line before.
    let line = at.parts.line_start(at.bad - 1);
    let first = if at.parts.kind(line) == Tok::Async { line + 1 } else { line };
    let number = at.parts.line(line);
    let what = match at.parts.kind(first) {
        Tok::Def => "function definition".to_owned(),
        Tok::Class => "class definition".to_owned(),
        Tok::Except if at.parts.kind(first + 1) == Tok::Star => "'except*' statement".to_owned(),
        _ => format!("'{}' statement", at.parts.text(first)),
    };
    let number =
        if matches!(at.parts.kind(first), Tok::Def | Tok::Class) { at.parts.line(first) } else { number };
    let message = format!("expected an indented block after {what} on line {number}");
    Some(
        at.error(DiagnosticKind::IndentationError, message)
            .with_label(at.parts.span(first), "this begins a block")
            .with_help("indent the lines of the block, or write pass for an empty one"),
    )
}

pub(super) fn unexpected_indent(at: &Refused<'_>) -> Option<Diagnostic> {
    let message = match at.kind() {
        Tok::Indent => "unexpected indent",
        _ => return None,
    };
    Some(
        at.error(DiagnosticKind::IndentationError, message)
            .with_note("only the lines of a block are indented deeper than the line before")
            .with_help("give the line the indentation of the lines above"),
    )
}

/// `else:` .. `elif x:`
pub(super) fn elif_after_else(at: &Refused<'_>) -> Option<Diagnostic> {
    if at.kind() != Tok::Elif || at.bad == 0 {
        return None;
    }
    // Back over the block before: its header begins the line before its indentation, or stands on one line with it.
    let mut index = at.bad - 1;
    if at.before() == Tok::Dedent {
        let mut depth = 0usize;
        loop {
            match at.parts.kind(index) {
                Tok::Dedent => depth += 1,
                Tok::Indent => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
            index = index.checked_sub(1)?;
        }
        index = index.checked_sub(1)?;
    }
    let header = at.parts.line_start(index);
    (at.parts.kind(header) == Tok::Else).then(|| {
        at.syntax("'elif' block follows an 'else' block")
            .with_label(at.parts.span(header), "this is the last block")
            .with_help("put the elif above the else")
    })
}

/// `x = 1 if a else pass`, `x = pass if a else 1`
pub(super) fn statement_as_expression(at: &Refused<'_>) -> Option<Diagnostic> {
    if at.before() == Tok::Else && at.parts.line_start(at.bad - 1) != at.bad - 1 {
        return Some(at.syntax("expected expression after 'else', but statement is given"));
    }
    let is_statement = |index: usize| matches!(at.parts.kind(index), Tok::Pass | Tok::Break | Tok::Continue);
    let statement = match at.kind() {
        Tok::If if at.bad > 0 && is_statement(at.bad - 1) => at.bad - 1,
        _ if is_statement(at.bad) && at.parts.kind(at.bad + 1) == Tok::If => at.bad,
        _ => return None,
    };
    let test = at.parts.longest(Tok::StartSingle, statement + 2)?;
    (at.parts.kind(test.end) == Tok::Else).then(|| {
        let place = at.place_of(statement);
        Diagnostic::syntax("expected expression before 'if', but statement is given", place)
    })
}

pub(super) fn try_without_handler(at: &Refused<'_>) -> Option<Diagnostic> {
    let only = at.expects("except") && at.expects("finally") && !at.expects("else") && at.expected.len() <= 3;
    only.then(|| {
        at.syntax("expected 'except' or 'finally' block")
            .with_help("add except ...: or finally: below the block")
    })
}

pub(super) fn missing_header_colon(at: &Refused<'_>) -> Option<Diagnostic> {
    let (first, header) = at.header();
    let expected = |index: usize| {
        let help = match at.parts.kind(index) {
            Tok::LBrace => "blocks begin with a colon and are indented; braces make dictionaries and sets",
            _ => "a colon ends the line that begins a block",
        };
        Some(Diagnostic::syntax("expected ':'", at.place_of(index)).with_help(help))
    };
    // Behind these the colon is all that can follow.
    if matches!(header, Tok::Else | Tok::Try | Tok::Finally) && at.bad == first + 1 && at.expects(":") {
        let mut diagnostic = expected(at.bad)?;
        if header == Tok::Else && at.kind() == Tok::If {
            diagnostic.help = Some("write elif instead of else if".into());
        }
        return Some(diagnostic);
    }
    if header == Tok::Def
        && let Some(close) = parameters_end(&at.parts, first, at.bad)
        && at.open.is_empty_from(close)
    {
        return match at.parts.kind(close + 1) {
            Tok::Colon if close + 1 < at.bad => None,
            Tok::Arrow if close + 1 < at.bad => match at.parts.longest(Tok::StartSingle, close + 2) {
                Some(whole) if at.parts.kind(whole.end) == Tok::Colon => None,
                Some(whole) => expected(whole.end),
                None => expected(close + 1),
            },
            _ => expected(close + 1),
        };
    }
    let is_header = matches!(
        header,
        Tok::If
            | Tok::Elif
            | Tok::While
            | Tok::For
            | Tok::With
            | Tok::Class
            | Tok::Except
            | Tok::Match
            | Tok::Case
    );
    let bare_kinds = header == Tok::Except && has_comma(at, first, at.bad);
    if is_header && at.kind() == Tok::Newline && at.expects(":") && !bare_kinds {
        return expected(at.bad);
    }
    // `match x` without its colon is two names.
    if header == Tok::Name && at.parts.text(first) == "match" && at.bad == first + 1 {
        let subject = at.parts.longest(Tok::StartExpression, at.bad)?;
        if at.parts.kind(subject.end) == Tok::Newline {
            return expected(subject.end);
        }
    }
    None
}

/// Whether a comma stands outside of all brackets between two places.
fn has_comma(at: &Refused<'_>, from: usize, to: usize) -> bool {
    let mut depth = 0usize;
    (from..to).any(|index| {
        match at.parts.kind(index) {
            kind if kind.is_open() => depth += 1,
            kind if kind.is_close() => depth = depth.saturating_sub(1),
            Tok::Comma => return depth == 0,
            _ => {}
        }
        false
    })
}

/// The index of the parenthesis that closes the parameters of a `def` whose keyword is at `first`.
pub(super) fn parameters_end(parts: &Fragments<'_>, first: usize, bad: usize) -> Option<usize> {
    let mut depth = 0usize;
    let mut seen = false;
    for at in first + 2..bad {
        let kind = parts.kind(at);
        if kind.is_open() {
            seen = seen || (depth == 0 && kind == Tok::LParen);
            depth += 1;
        } else if kind.is_close() {
            depth = depth.saturating_sub(1);
            if depth == 0 && seen {
                return Some(at);
            }
        }
    }
    None
}

/// Whether no bracket opened behind some token is open.
trait OpenFrom {
    fn is_empty_from(&self, index: usize) -> bool;
}

impl OpenFrom for Vec<Open> {
    fn is_empty_from(&self, index: usize) -> bool {
        // Return annotations may hold brackets; those belong to the header too.
        self.first().is_none_or(|open| open.index > index)
    }
}

pub(super) fn def_without_parenthesis(at: &Refused<'_>) -> Option<Diagnostic> {
    let (first, header) = at.header();
    if header != Tok::Def || at.parts.kind(first + 1) != Tok::Name {
        return None;
    }
    let name_end = first + 2;
    let mut next = name_end;
    if at.parts.kind(next) == Tok::LBracket
        && at.bad > next
        && at.open.first().is_none_or(|open| open.index != next)
    {
        // Type parameters that are whole may stand in between.
        next += 1;
        let mut depth = 1usize;
        while depth > 0 && next < at.bad {
            match at.parts.kind(next) {
                kind if kind.is_open() => depth += 1,
                kind if kind.is_close() => depth -= 1,
                _ => {}
            }
            next += 1;
        }
    }
    let in_type_params = at.parts.kind(name_end) == Tok::LBracket
        && at.bad > name_end
        && at.open.first().is_some_and(|open| open.index == name_end);
    if at.bad == next || in_type_params {
        let place = if in_type_params { name_end } else { next };
        return Some(
            Diagnostic::syntax("expected '('", at.place_of(place))
                .with_help("parameters stand in parentheses, even where there are none"),
        );
    }
    None
}

pub(super) fn missing_exception_types(at: &Refused<'_>) -> Option<Diagnostic> {
    let (first, header) = at.header();
    let bare = header == Tok::Except && at.bad == first + 2 && at.before() == Tok::Star;
    (bare && matches!(at.kind(), Tok::Colon | Tok::Newline))
        .then(|| at.syntax("expected one or more exception types"))
}

pub(super) fn import_names(at: &Refused<'_>) -> Option<Diagnostic> {
    let (first, header) = at.header();
    if at.before() == Tok::Import && at.kind() == Tok::Newline {
        let start = at.place().start;
        return Some(Diagnostic::syntax(
            "Expected one or more names after 'import'",
            Span::new(start, start),
        ));
    }
    if header == Tok::Import && at.kind() == Tok::From && at.parts.kind(at.bad + 1) == Tok::Name {
        let mut end = at.bad + 1;
        while at.parts.kind(end + 1) == Tok::Dot && at.parts.kind(end + 2) == Tok::Name {
            end += 2;
        }
        let module =
            at.parts.source.slice(Span::new(at.parts.span(at.bad + 1).start, at.parts.span(end).end));
        let names =
            at.parts.source.slice(Span::new(at.parts.span(first + 1).start, at.parts.span(at.bad - 1).end));
        let span = Span::new(at.parts.span(first).start, at.parts.span(end + 1).end.saturating_sub(1));
        let span = Span::new(span.start, span.end.max(at.parts.span(end).end));
        return Some(
            Diagnostic::syntax("Did you mean to use 'from ... import ...' instead?", span)
                .with_help(format!("write from {module} import {names}")),
        );
    }
    None
}

/// `import a as b.c`, `except E as x[0]`: only a name can stand there.
pub(super) fn target_after_as(at: &Refused<'_>) -> Option<Diagnostic> {
    let (_, header) = at.header();
    let start = match at.parts.kind(at.bad.checked_sub(1)?) {
        Tok::As => at.bad,
        Tok::Name if at.bad >= 2 && at.parts.kind(at.bad - 2) == Tok::As => at.bad - 1,
        _ => return None,
    };
    let target = at.parts.longest(Tok::StartSingle, start)?;
    if target.is_name {
        return None;
    }
    if header == Tok::Except {
        // Several kinds have no name at all.
        if at.parts.kind(target.end) != Tok::Colon || has_comma(at, at.parts.line_start(at.bad), start) {
            return None;
        }
        let star = at.parts.kind(at.parts.line_start(at.bad) + 1) == Tok::Star;
        let word = if star { "except*" } else { "except" };
        let message = format!("cannot use {word} statement with {}", target.what);
        return Some(Diagnostic::syntax(message, target.span));
    }
    let message = match header {
        Tok::Import | Tok::From => format!("cannot use {} as import target", target.what),
        _ => return None,
    };
    Some(Diagnostic::syntax(message, target.span))
}

/// `case 1 as a.b c`: the target is refused before what stands behind it.
pub(super) fn pattern_target(at: &Refused<'_>) -> Option<Diagnostic> {
    let (first, header) = at.header();
    if header != Tok::Case {
        return None;
    }
    let mut depth = 0usize;
    for index in first + 1..at.bad {
        match at.parts.kind(index) {
            kind if kind.is_open() => depth += 1,
            kind if kind.is_close() => depth = depth.saturating_sub(1),
            Tok::As if depth == 0 => {
                let is_name = at.parts.kind(index + 1) == Tok::Name;
                if is_name {
                    match at.parts.kind(index + 2) {
                        Tok::Dot | Tok::LParen => {}
                        Tok::Comma | Tok::Colon | Tok::If | Tok::Newline => return None,
                        _ => return Some(Diagnostic::syntax("invalid syntax", at.parts.span(index + 2))),
                    }
                }
                let target = at.parts.longest(Tok::StartSingle, index + 1)?;
                let message = format!("cannot use {} as pattern target", target.what);
                return Some(Diagnostic::syntax(message, target.span));
            }
            _ => {}
        }
    }
    None
}
