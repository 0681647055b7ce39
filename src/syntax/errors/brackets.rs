//! Rules about expressions: forgotten commas and `else`, `=` where a value is wanted, the print statement of Python 2.

use super::Refused;
use crate::diag::Diagnostic;
use crate::source::Span;
use crate::syntax::fragments::{OpenKind, Whole};
use crate::syntax::token::Tok;

pub(super) fn legacy_print(at: &Refused<'_>) -> Option<Diagnostic> {
    if at.bad == 0 || at.before() != Tok::Name {
        return None;
    }
    let name = at.parts.text(at.bad - 1);
    let starts = at.expression_starts();
    if !matches!(name, "print" | "exec") || at.kind() == Tok::LParen || !starts.contains(&(at.bad - 1)) {
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

/// `x.y := 1` as a statement. With a plain name CPython only says "invalid syntax".
pub(super) fn named_statement(at: &Refused<'_>) -> Option<Diagnostic> {
    if at.kind() != Tok::ColonEqual || !at.open.is_empty() {
        return None;
    }
    let target = at.parts.longest(Tok::StartExpression, at.parts.statement_start(at.bad))?;
    if target.end != at.bad || target.is_name {
        return None;
    }
    let start = at.parts.span(at.parts.statement_start(at.bad)).start;
    Some(
        Diagnostic::syntax(
            format!("cannot use assignment expressions with {}", target.what),
            Span::new(start, target.span.end.max(at.parts.span(at.bad - 1).end)),
        )
        .with_help("only a plain name can stand before :="),
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

/// Where the second of two values begins that stand side by side: at the bad token, in `a not b` at `not`.
fn second_value(at: &Refused<'_>) -> usize {
    if at.before() == Tok::Not && at.expected.len() == 1 { at.bad - 1 } else { at.bad }
}

/// The values that end before `bad`, with a start of an expression for each.
fn values_before(at: &Refused<'_>, bad: usize) -> impl Iterator<Item = Whole> {
    at.expression_starts().into_iter().filter_map(move |start| {
        let soft = matches!(at.parts.kind(start), Tok::Name | Tok::Match | Tok::Case | Tok::Type)
            && ["match", "case", "type", "_"].contains(&at.parts.text(start));
        let prefix = at.parts.kind(start) == Tok::Name && at.parts.kind(start + 1) == Tok::String;
        if soft || prefix {
            return None;
        }
        let left = at.parts.whole(Tok::StartDisjunction, start, bad)?;
        let is_old = left.is_name && matches!(at.parts.text(start), "print" | "exec");
        (!is_old).then_some(left)
    })
}

/// An open bracket of which CPython looks for the end, since it takes what follows for an expression: the second of two values, what stands behind `as` and `:=`, or parameters in brackets.
pub(super) fn read_to_the_end(at: &Refused<'_>) -> Option<Diagnostic> {
    at.unclosed?;
    let is_last = at.bad + 1 == at.parts.tokens.len() && at.kind().is_open();
    let is_read = match at.before() {
        Tok::As => at.parts.goes_to_the_end(Tok::StartExpression, at.bad),
        Tok::Lambda => is_last && at.kind() == Tok::LParen,
        Tok::Comma | Tok::LParen if is_last && at.kind() == Tok::LParen => at.expects("/"),
        Tok::Name if at.kind() == Tok::ColonEqual => {
            at.parts.goes_to_the_end(Tok::StartExpression, at.bad + 1)
        }
        _ => second_is_read(at) || old_statement_is_read(at),
    };
    if is_read { at.never_closed() } else { None }
}

fn second_is_read(at: &Refused<'_>) -> bool {
    let in_type_parameters = at.inside().is_some_and(|open| open.kind != OpenKind::Call);
    match at.header() {
        (_, Tok::From) => return false,
        (_, Tok::Def) if in_type_parameters => return false,
        _ => {}
    }
    let bad = second_value(at);
    // A starred value takes no rule for mistakes.
    let is_plain = |left: Whole| {
        let start = at.parts.index_at(left.span.start);
        !at.open.is_empty() || start == 0 || at.parts.kind(start - 1) != Tok::Star
    };
    at.parts.goes_to_the_end(Tok::StartSingle, bad) && values_before(at, bad).any(is_plain)
}

/// `name value`, which CPython reads as it reads `print value` of Python 2: whatever the name, the value is read, and behind another name again.
fn old_statement_is_read(at: &Refused<'_>) -> bool {
    let Some(name) = at.bad.checked_sub(1) else { return false };
    let before = name.checked_sub(1).map_or(Tok::StartModule, |index| at.parts.kind(index));
    let begins = match before {
        // Between brackets the two values are a mistake that is told first; a starred value takes no rule for mistakes.
        _ if !at.open.is_empty() => false,
        Tok::Star => false,
        Tok::For | Tok::Del | Tok::At => true,
        Tok::As => at.header().1 == Tok::With,
        _ => at.header().1 != Tok::From && at.expression_starts().contains(&name),
    };
    if !begins {
        return false;
    }
    let mut name = name;
    while at.parts.is_name_alone(name) {
        let value = name + 1;
        let behind = at.parts.longest(Tok::StartDisjunction, value).map(|left| left.end);
        if at.parts.goes_to_the_end(Tok::StartSingle, value)
            || behind.is_some_and(|behind| at.parts.goes_to_the_end(Tok::StartSingle, behind))
        {
            return true;
        }
        if name - at.bad.saturating_sub(1) > 8 {
            return false;
        }
        name += 1;
    }
    false
}

pub(super) fn forgotten_comma(at: &Refused<'_>) -> Option<Diagnostic> {
    let inside = at.inside()?;
    if inside.kind == OpenKind::Text {
        return None;
    }
    let bad = second_value(at);
    let left = values_before(at, bad).next()?;
    let right = at.parts.longest(Tok::StartSingle, bad)?;
    if let Some(bracket) = at.unclosed
        && (right.end >= at.parts.tokens.len() || at.parts.line(right.end) > at.parts.source.line_of(bracket))
    {
        // CPython meets the end of the text, or a later line, while it looks for more.
        return at.never_closed();
    }
    Some(
        Diagnostic::syntax(
            "invalid syntax. Perhaps you forgot a comma?",
            Span::new(left.span.start, right.span.end),
        )
        .with_label(Span::new(left.span.end, left.span.end), "a comma may be missing here"),
    )
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

/// A target of `for` that cannot be one, where no `in` follows.
pub(super) fn for_target(at: &Refused<'_>) -> Option<Diagnostic> {
    let (start, header) = at.header();
    if header != Tok::For || !at.open.is_empty() {
        return None;
    }
    at.parts.whole(Tok::StartExpression, start + 1, at.bad)?;
    let behind = [Tok::In, Tok::None, Tok::Colon, Tok::Pass];
    at.parts.complaint(start, at.bad, &behind).map(|failure| *failure)
}

/// `"He said "hello" to me"`: what stands between two texts was to be part of one.
pub(super) fn text_in_text(at: &Refused<'_>) -> Option<Diagnostic> {
    for start in at.expression_starts() {
        if at.parts.kind(start) != Tok::String {
            continue;
        }
        let (mut end, mut within) = (start + 1, None::<Span>);
        while at.parts.kind(end) != Tok::String {
            let Some(value) = at.parts.longest(Tok::StartSingle, end) else { break };
            let first = within.map_or(value.span.start, |w| w.start);
            within = Some(Span::new(first, value.span.end));
            end = value.end;
        }
        if let (Some(span), Tok::String) = (within, at.parts.kind(end)) {
            let diagnostic =
                Diagnostic::syntax("invalid syntax. Is this intended to be part of the string?", span);
            return Some(
                diagnostic
                    .with_help("write quotes of the other kind around the text, or \\ before those in it"),
            );
        }
    }
    None
}

pub(super) fn star_without_value(at: &Refused<'_>) -> Option<Diagnostic> {
    let inside = at.inside()?;
    let (_, header) = at.header();
    let is_params = matches!(header, Tok::Def) && at.open.len() == 1;
    let leads = |star: usize| {
        star > 0 && matches!(at.parts.kind(star - 1), Tok::LParen | Tok::LBracket | Tok::LBrace | Tok::Comma)
    };
    // What stands in brackets behind the star is no value either, and the star is in brackets itself.
    let within = at.open.iter().enumerate().any(|(depth, open)| {
        let star = open.index.checked_sub(1);
        depth > 0 && star.is_some_and(|star| at.parts.kind(star) == Tok::Star && leads(star))
    });
    let displays = inside.kind == OpenKind::Group || inside.kind == OpenKind::Square;
    let alone = displays && at.before() == Tok::Star && at.kind().is_close() && leads(at.bad - 1);
    if (within || alone) && !is_params {
        return Some(at.syntax("Invalid star expression"));
    }
    let is_subscript = || {
        let before = inside.index.checked_sub(1).map(|index| at.parts.kind(index));
        inside.kind == OpenKind::Square
            && matches!(before, Some(Tok::Name | Tok::RParen | Tok::RBracket | Tok::RBrace | Tok::String))
    };
    if !(inside.kind == OpenKind::Call || is_subscript()) || at.before() != Tok::Star || at.bad < 2 {
        return None;
    }
    (leads(at.bad - 1) && !is_params).then(|| at.syntax("Invalid star expression"))
}

/// `def f(a, / *, b)`.
pub(super) fn slash_before_star(at: &Refused<'_>) -> Option<Diagnostic> {
    let (_, header) = at.header();
    let in_def = header == Tok::Def && at.open.len() == 1;
    let in_lambda = || {
        let outside = (at.group_start()..at.bad).rev().map(|index| at.parts.kind(index));
        outside.take_while(|kind| *kind != Tok::Colon).any(|kind| kind == Tok::Lambda)
    };
    let missing = at.before() == Tok::Slash
        && at.kind() == Tok::Star
        && at.bad >= 2
        && at.parts.kind(at.bad - 2) == Tok::Comma
        && (in_def || in_lambda());
    missing.then(|| at.syntax("expected comma between / and *"))
}

/// A target that cannot be one is told even if what follows `=`, `:` or `+=` does not fit.
pub(super) fn assignment(at: &Refused<'_>) -> Option<Diagnostic> {
    let start = at.parts.statement_start(at.bad);
    let operator = last_operator(at, start)?;
    let first = operator + 1;
    let value = at.parts.longest(Tok::StartBitOr, first);
    let complaint = match (at.parts.kind(operator), value) {
        (_, Some(value)) => at.parts.complaint(start, value.end, &[]),
        // A yield expression is the one value that leads CPython to no guess.
        (Tok::Equal, None) => at.parts.complaint(start, first, &[Tok::Yield]),
        _ => None,
    };
    complaint.map(|failure| *failure)
}

/// The last `=`, `:` or augmented assignment of a simple statement before the bad token, outside of all brackets.
fn last_operator(at: &Refused<'_>, start: usize) -> Option<usize> {
    let first = at.parts.kind(start);
    if first.is_keyword()
        && !matches!(first, Tok::None | Tok::True | Tok::False | Tok::Not | Tok::Lambda | Tok::Await)
    {
        return None;
    }
    if matches!(first, Tok::Match | Tok::Case | Tok::Type | Tok::At) {
        return None;
    }
    let end = at.open.first().map_or(at.bad, |open| open.index.min(at.bad));
    let mut depth = 0usize;
    let mut found = None;
    for index in start..end {
        match at.parts.kind(index) {
            Tok::Lambda if depth == 0 => return None,
            Tok::FStringStart => depth += 1,
            Tok::FStringEnd => depth = depth.saturating_sub(1),
            kind if kind.is_open() => depth += 1,
            kind if kind.is_close() => depth = depth.saturating_sub(1),
            Tok::Equal | Tok::Colon if depth == 0 => found = Some(index),
            kind if depth == 0 && kind.is_augmented_assign() => found = Some(index),
            _ => {}
        }
    }
    found
}

/// The operator that CPython calls invalid instead of the token behind it, because what stands before it cannot be its
/// target.
pub(super) fn operator_before(at: &Refused<'_>) -> Option<usize> {
    let index = at.bad.checked_sub(1)?;
    let start = at.parts.statement_start(at.bad);
    let (_, header) = at.header();
    let refuses = match at.before() {
        Tok::ColonEqual => {
            let name = index >= 1 && at.parts.kind(index - 1) == Tok::Name;
            let lone = index < 2
                || at.parts.kind(index - 2).is_open()
                || matches!(at.parts.kind(index - 2), Tok::Comma | Tok::If | Tok::Elif | Tok::While);
            !(name && lone)
        }
        Tok::Equal => match at.inside() {
            Some(open) => matches!(open.kind, OpenKind::Group | OpenKind::Square | OpenKind::Brace),
            None => matches!(header, Tok::If | Tok::Elif | Tok::While) && !at.is_behind_header(),
        },
        Tok::Colon if at.open.is_empty() && index > start && !header.is_keyword() => {
            at.parts.whole(Tok::StartExpression, start, index).is_some_and(|target| !target.is_target)
        }
        kind if kind.is_augmented_assign() && at.open.is_empty() => {
            at.parts.whole(Tok::StartExpression, start, index).is_some_and(|target| !target.is_target)
        }
        _ => false,
    };
    refuses.then_some(index)
}

/// A literal with a bad escape is told as soon as it has been read, whatever follows it.
pub(super) fn string_value(at: &Refused<'_>) -> Option<Diagnostic> {
    if at.before() != Tok::String {
        return None;
    }
    let mut start = at.bad - 1;
    while start > 0 && at.parts.kind(start - 1) == Tok::String {
        start -= 1;
    }
    at.parts.complaint(start, at.bad, &[]).map(|failure| *failure)
}

/// `a <> b`
pub(super) fn old_unequal(at: &Refused<'_>) -> Option<Diagnostic> {
    (at.kind() == Tok::LessGreater).then(|| {
        if at.parts.text(at.bad) == "!=" {
            return at.syntax("with Barry as BDFL, use '<>' instead of '!='");
        }
        at.syntax("invalid syntax.  Maybe you meant '!=' instead of '<>'?").with_help("write != for unequal")
    })
}
