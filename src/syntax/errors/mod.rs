//! An unexpected token in words. CPython parses a refused text a second time with rules for typical mistakes; here an
//! ordered table of rules asks what stands before the token and what was expected, and the first that fits gives CPython's
//! sentence and place. Each rule may add the likely mend.

mod blocks;
mod brackets;
mod fstrings;
mod hints;

use super::build::Failure;
use super::fragments::{Fragments, Open, OpenKind};
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
    /// Where what the text never ends begins: a bracket, or a text, or it stops behind a backslash.
    unclosed: Option<u32>,
    /// What is said of that.
    unfinished: Option<&'t Diagnostic>,
}

type Rule = fn(&Refused<'_>) -> Option<Diagnostic>;

/// The rules, in the order in which CPython would come to them.
const RULES: [Rule; 31] = [
    blocks::indented_block,
    blocks::try_without_handler,
    blocks::unexpected_indent,
    blocks::elif_after_else,
    blocks::statement_as_expression,
    brackets::read_to_the_end,
    brackets::string_value,
    brackets::legacy_print,
    blocks::pattern_target,
    blocks::missing_header_colon,
    blocks::def_without_parenthesis,
    blocks::missing_exception_types,
    blocks::import_names,
    blocks::target_after_as,
    brackets::slash_before_star,
    brackets::named_statement,
    brackets::assignment,
    brackets::not_after_operator,
    brackets::assignment_in_brackets,
    brackets::dictionary_key,
    brackets::missing_else,
    brackets::keyword_of_call,
    brackets::text_in_text,
    brackets::forgotten_comma,
    brackets::in_after_for,
    brackets::for_target,
    brackets::star_without_value,
    fstrings::fstring_lambda,
    fstrings::fstring_field,
    brackets::soft_keyword,
    brackets::old_unequal,
];

/// How many beginnings of an expression are tried for one finding.
const MOST_STARTS: usize = 24;

/// Says what is wrong with the token `bad`.
pub(in crate::syntax) fn unexpected(
    source: &SourceText,
    tokens: &[Token],
    bad: usize,
    expected: &[String],
    error: Option<&LexError>,
) -> Failure {
    let mut found = in_words(source, tokens, bad, expected, error);
    // What says little may be a misspelt keyword, which is looked for where the error is shown.
    if found.message == "invalid syntax" || found.message.contains("Perhaps you forgot a comma") {
        found.since = Some(Fragments { source, tokens }.last_compound(bad));
    }
    found
}

fn in_words(
    source: &SourceText,
    tokens: &[Token],
    bad: usize,
    expected: &[String],
    error: Option<&LexError>,
) -> Failure {
    let parts = Fragments { source, tokens };
    let open = parts.open_at(bad);
    let unfinished = error.filter(|error| error.is_incomplete).map(|error| &error.diagnostic);
    let unclosed = unfinished.and_then(|diagnostic| diagnostic.span).map(|span| span.start);
    let refused = Refused { parts, bad, expected, open, unclosed, unfinished };
    for rule in RULES {
        if let Some(diagnostic) = rule(&refused) {
            return Box::new(diagnostic);
        }
    }
    let place = brackets::operator_before(&refused).map_or(refused.place(), |index| refused.place_of(index));
    let mut diagnostic = Diagnostic::syntax("invalid syntax", place);
    diagnostic.help = hints::for_token(&refused).map(Into::into);
    if let (Some(open), true) = (refused.open.first(), unclosed.is_some()) {
        let span = refused.parts.span(open.index);
        diagnostic = diagnostic.with_label(span, "this bracket is still open");
    }
    Box::new(diagnostic)
}

/// Whether "'(' was never closed" is told instead of an unexpected token: it is if the token that was read last stands on a
/// later line than the bracket.
pub(in crate::syntax) fn open_bracket_wins(
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
            Tok::Newline => self.parts.newline_span(index),
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

    /// What the text never ends, where CPython met the end of the text behind it.
    pub fn never_closed(&self) -> Option<Diagnostic> {
        let (at, said) = (self.unclosed?, self.unfinished?);
        match self.parts.source.text().as_bytes().get(at as usize) {
            Some(bracket @ (b'(' | b'[' | b'{')) => {
                let text = format!("'{}' was never closed", char::from(*bracket));
                Some(Diagnostic::syntax(text, Span::new(at, at)))
            }
            _ => Some(said.clone()),
        }
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
                | Tok::Else
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
        if starts.len() > MOST_STARTS {
            // The outermost ones come first in CPython, the innermost ones are the likely ones.
            starts.drain(2..starts.len() - MOST_STARTS + 2);
        }
        starts
    }

    /// Whether the colon that ends the header of the line has been read.
    pub(super) fn is_behind_header(&self) -> bool {
        let mut depth = 0usize;
        (self.parts.line_start(self.bad)..self.bad).any(|index| {
            match self.parts.kind(index) {
                kind if kind.is_open() => depth += 1,
                kind if kind.is_close() => depth = depth.saturating_sub(1),
                Tok::Colon => return depth == 0,
                _ => {}
            }
            false
        })
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
