//! An unexpected token in words. CPython parses a refused text a second time with rules for typical mistakes; here an
//! ordered table of rules asks what stands before the token and what was expected, and the first that fits gives CPython's
//! sentence and place. Each rule may add the likely mend.

use super::build::Failure;
use super::fragments::{Fragments, Open, OpenKind};
use super::hints;
use super::lexer::LexError;
use super::token::{Tok, Token};
use crate::diag::{Diagnostic, DiagnosticKind};
use crate::source::{SourceText, Span};

/// The refused token and its surroundings.
pub(super) struct Refused<'t> {
    pub parts: Fragments<'t>,
    /// The index of the token that does not fit.
    pub bad: usize,
    /// What would have fitted, as the grammar names it.
    expected: &'t [String],
    /// The brackets that are open there.
    pub open: Vec<Open>,
    /// Where the bracket stands that the text never closes.
    unclosed: Option<u32>,
}

type Rule = fn(&Refused<'_>) -> Option<Diagnostic>;

/// The rules, in the order in which CPython would come to them.
const RULES: [Rule; 19] = [
    indented_block,
    unexpected_indent,
    try_without_handler,
    legacy_print,
    missing_header_colon,
    def_without_parenthesis,
    missing_exception_types,
    import_names,
    not_after_operator,
    assignment_in_brackets,
    dictionary_key,
    missing_else,
    keyword_of_call,
    forgotten_comma,
    in_after_for,
    star_without_value,
    fstring_lambda,
    fstring_field,
    soft_keyword,
];

/// Says what is wrong with the token `bad`.
pub(super) fn unexpected(
    source: &SourceText,
    tokens: &[Token],
    bad: usize,
    expected: &[String],
    error: Option<&LexError>,
) -> Failure {
    let parts = Fragments { source, tokens };
    let open = parts.open_at(bad);
    let unclosed = error.filter(|error| error.is_incomplete).and_then(|error| error.diagnostic.span);
    let unclosed = unclosed.map(|span| span.start);
    let refused = Refused { parts, bad, expected, open, unclosed };
    for rule in RULES {
        if let Some(diagnostic) = rule(&refused) {
            return Box::new(diagnostic);
        }
    }
    let mut diagnostic = Diagnostic::syntax("invalid syntax", refused.place());
    diagnostic.help = hints::for_token(&refused).map(Into::into);
    Box::new(diagnostic)
}

/// Whether "'(' was never closed" is told instead of an unexpected token: it is if the token that was read last stands on a
/// later line than the bracket.
pub(super) fn open_bracket_wins(
    source: &SourceText,
    tokens: &[Token],
    used: usize,
    error: &LexError,
) -> bool {
    let Some(bracket) = error.diagnostic.span.filter(|_| error.is_late && error.is_incomplete) else {
        return false;
    };
    let is_bracket = error.diagnostic.message.ends_with("was never closed");
    let last = tokens.get(used.saturating_sub(1)).map_or(bracket.start, |token| token.span.start);
    is_bracket && source.line_of(last) > source.line_of(bracket.start)
}

impl Refused<'_> {
    pub fn kind(&self) -> Tok {
        self.parts.kind(self.bad)
    }

    /// The kind of the token before.
    pub fn before(&self) -> Tok {
        if self.bad == 0 { Tok::StartModule } else { self.parts.kind(self.bad - 1) }
    }

    pub fn expects(&self, what: &str) -> bool {
        self.expected.iter().any(|name| name.trim_matches('"') == what)
    }

    /// The place of the token, as CPython gives it: line breaks are one caret, the end of the text is its last line break.
    fn place(&self) -> Span {
        self.place_of(self.bad)
    }

    fn place_of(&self, index: usize) -> Span {
        let span = self.parts.span(index);
        let text = self.parts.source.text();
        let end = text.len() as u32;
        match self.parts.kind(index) {
            Tok::Newline => Span::new(span.start, span.start + 1),
            Tok::End | Tok::Dedent if span.start >= end => {
                let at = if text.ends_with('\n') { end - 1 } else { end };
                Span::new(at, at)
            }
            Tok::Dedent | Tok::Indent => {
                // Where the indentation ends; CPython counts one column less.
                let at = if span.end > self.line_begin(span.end) { span.end - 1 } else { span.end };
                Span::new(at, at)
            }
            _ => span,
        }
    }

    fn line_begin(&self, offset: u32) -> u32 {
        let source = self.parts.source;
        source.line_start(source.line_of(offset))
    }

    fn error(&self, kind: DiagnosticKind, message: impl Into<std::borrow::Cow<'static, str>>) -> Diagnostic {
        let diagnostic = Diagnostic::new(kind, message, self.place());
        let span = self.parts.span(self.bad);
        let is_inner_dedent =
            self.kind() == Tok::Dedent && (span.start as usize) < self.parts.source.text().len();
        if is_inner_dedent && span.start == self.line_begin(span.start) {
            diagnostic.on_line()
        } else {
            diagnostic
        }
    }

    fn syntax(&self, message: impl Into<std::borrow::Cow<'static, str>>) -> Diagnostic {
        self.error(DiagnosticKind::SyntaxError, message)
    }

    /// The innermost bracket.
    pub fn inside(&self) -> Option<Open> {
        self.open.last().copied()
    }

    /// The first token of the innermost brackets, or of the statement where no bracket is open.
    fn group_start(&self) -> usize {
        match self.inside() {
            Some(open) => open.index + 1,
            None => self.parts.statement_start(self.bad),
        }
    }

    /// The indices at which an expression may begin, from the left, among the tokens between the last comma of the same
    /// brackets and the bad token.
    fn expression_starts(&self) -> Vec<usize> {
        let start = self.group_start();
        // Between parameters and imported names there is no expression.
        let names_only = match self.header() {
            (_, Tok::Def) => {
                self.open.len() == 1 && self.inside().is_some_and(|open| open.kind == OpenKind::Call)
            }
            (_, Tok::From) => true,
            _ => false,
        };
        let mut starts = if names_only { vec![] } else { vec![start] };
        let mut depth = 0usize;
        let inside = self.inside().map(|open| open.kind);
        let bracketed =
            matches!(inside, Some(OpenKind::Group | OpenKind::Square | OpenKind::Brace | OpenKind::Field));
        for at in start..self.bad {
            let kind = self.parts.kind(at);
            match kind {
                Tok::FStringStart => depth += 1,
                Tok::FStringEnd => depth = depth.saturating_sub(1),
                _ if kind.is_open() => depth += 1,
                _ if kind.is_close() => depth = depth.saturating_sub(1),
                _ if depth > 0 => {}
                Tok::Comma => {
                    starts.clear();
                    if !names_only {
                        starts.push(at + 1);
                    }
                }
                Tok::Equal if !bracketed => starts.push(at + 1),
                Tok::DoubleStar if inside == Some(OpenKind::Call) => starts.push(at + 1),
                Tok::Colon
                | Tok::ColonEqual
                | Tok::Yield
                | Tok::From
                | Tok::Star
                | Tok::Return
                | Tok::Raise
                | Tok::Assert
                | Tok::While
                | Tok::With
                | Tok::Elif
                | Tok::Arrow => starts.push(at + 1),
                // In a comprehension these do not begin an expression that may be conditional.
                Tok::In | Tok::If if self.open.is_empty() => starts.push(at + 1),
                _ if kind.is_augmented_assign() => starts.push(at + 1),
                _ => {}
            }
        }
        starts.retain(|at| *at < self.bad);
        starts
    }

    /// Whether the token stands in a subscript behind a comma: CPython tries its rules only on the first index.
    fn is_later_index(&self) -> bool {
        let Some(open) = self.inside() else {
            return false;
        };
        let before = if open.index == 0 { Tok::End } else { self.parts.kind(open.index - 1) };
        let subscript = matches!(
            before,
            Tok::Name | Tok::RParen | Tok::RBracket | Tok::RBrace | Tok::String | Tok::FStringEnd
        );
        let starts = self.expression_starts();
        open.kind == OpenKind::Square && subscript && starts.first().is_some_and(|at| *at > open.index + 1)
    }

    /// The keyword that begins the line, with `async` looked through.
    fn header(&self) -> (usize, Tok) {
        let start = self.parts.line_start(self.bad);
        match self.parts.kind(start) {
            Tok::Async => (start + 1, self.parts.kind(start + 1)),
            kind => (start, kind),
        }
    }
}

fn indented_block(at: &Refused<'_>) -> Option<Diagnostic> {
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

fn unexpected_indent(at: &Refused<'_>) -> Option<Diagnostic> {
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

fn try_without_handler(at: &Refused<'_>) -> Option<Diagnostic> {
    let only = at.expects("except") && at.expects("finally") && !at.expects("else") && at.expected.len() <= 3;
    only.then(|| {
        at.syntax("expected 'except' or 'finally' block")
            .with_help("add except ...: or finally: below the block")
    })
}

fn legacy_print(at: &Refused<'_>) -> Option<Diagnostic> {
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

fn missing_header_colon(at: &Refused<'_>) -> Option<Diagnostic> {
    let (first, header) = at.header();
    let expected = |index: usize| {
        Some(
            Diagnostic::syntax("expected ':'", at.place_of(index))
                .with_help("a colon ends the line that begins a block"),
        )
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
    if is_header && at.kind() == Tok::Newline && at.expects(":") {
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

/// The index of the parenthesis that closes the parameters of a `def` whose keyword is at `first`.
fn parameters_end(parts: &Fragments<'_>, first: usize, bad: usize) -> Option<usize> {
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

fn def_without_parenthesis(at: &Refused<'_>) -> Option<Diagnostic> {
    let (first, header) = at.header();
    if header != Tok::Def || at.parts.kind(first + 1) != Tok::Name {
        return None;
    }
    let next = first + 2;
    let in_type_params = at.parts.kind(next) == Tok::LBracket
        && at.bad > next
        && at.open.first().is_some_and(|open| open.index == next);
    if at.bad == next || in_type_params {
        return Some(
            Diagnostic::syntax("expected '('", at.place_of(next))
                .with_help("parameters stand in parentheses, even where there are none"),
        );
    }
    None
}

fn missing_exception_types(at: &Refused<'_>) -> Option<Diagnostic> {
    let (first, header) = at.header();
    let bare = header == Tok::Except && at.bad == first + 2 && at.before() == Tok::Star;
    (bare && matches!(at.kind(), Tok::Colon | Tok::Newline))
        .then(|| at.syntax("expected one or more exception types"))
}

fn import_names(at: &Refused<'_>) -> Option<Diagnostic> {
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

fn not_after_operator(at: &Refused<'_>) -> Option<Diagnostic> {
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
fn assignment_in_brackets(at: &Refused<'_>) -> Option<Diagnostic> {
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

fn dictionary_key(at: &Refused<'_>) -> Option<Diagnostic> {
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

fn missing_else(at: &Refused<'_>) -> Option<Diagnostic> {
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
fn keyword_of_call(at: &Refused<'_>) -> Option<Diagnostic> {
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
fn soft_keyword(at: &Refused<'_>) -> Option<Diagnostic> {
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

fn forgotten_comma(at: &Refused<'_>) -> Option<Diagnostic> {
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

fn in_after_for(at: &Refused<'_>) -> Option<Diagnostic> {
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

fn star_without_value(at: &Refused<'_>) -> Option<Diagnostic> {
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

/// The field of an f-string that holds the bad token, if no other bracket is in between.
fn field(at: &Refused<'_>) -> Option<Open> {
    match at.open.as_slice() {
        [.., field @ Open { kind: OpenKind::Field, .. }] => Some(*field),
        [.., field @ Open { kind: OpenKind::Field, .. }, Open { kind: OpenKind::Text, .. }] => Some(*field),
        _ => None,
    }
}

fn fstring_lambda(at: &Refused<'_>) -> Option<Diagnostic> {
    let field = field(at)?;
    let mut index = field.index + 1;
    while index < at.bad && at.parts.kind(index) != Tok::Lambda {
        index += 1;
    }
    if index >= at.bad {
        return None;
    }
    let colon = (index..at.bad).find(|i| at.parts.kind(*i) == Tok::FStringColon)?;
    if at.parts.kind(colon + 1) != Tok::FStringMiddle {
        return None;
    }
    let span = Span::new(at.parts.span(index).start, at.parts.span(colon).end);
    Some(
        Diagnostic::syntax("f-string: lambda expressions are not allowed without parentheses", span)
            .with_note("the colon begins the format spec"),
    )
}

fn fstring_field(at: &Refused<'_>) -> Option<Diagnostic> {
    let field = field(at)?;
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
