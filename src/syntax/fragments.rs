//! Asks the grammar about pieces of a refused text: is this run of tokens a whole expression, how far does the longest one
//! reach, and which bracket or f-string field encloses a token. `errors/` builds its rules from these questions.

use bumpalo::Bump;
use lalrpop_util::ParseError;

use super::ast::{Expr, ExprKind, Unit};
use super::build::{Builder, Failure};
use super::grammar::parse_tokens;
use super::targets::expr_name;
use super::token::{Tok, Token};
use crate::source::{SourceText, Span};

/// How many shorter pieces are tried when the longest is not whole.
const TRIES: usize = 40;
/// Longer pieces are tried only a few times.
const LONG_PIECE: usize = 10_000;

/// A bracket that is open at some token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    pub index: usize,
    pub kind: OpenKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OpenKind {
    /// A group, tuple or generator.
    Group,
    /// Arguments or parameters.
    Call,
    Square,
    Brace,
    /// The code of an f-string's field.
    Field,
    /// The text of an f-string, or a format spec.
    Text,
}

/// A refused text and its tokens.
pub(super) struct Fragments<'t> {
    pub source: &'t SourceText,
    pub tokens: &'t [Token],
}

/// A piece that is a whole expression.
#[derive(Clone, Copy, Debug)]
pub(super) struct Whole {
    /// The index behind its last token.
    pub end: usize,
    /// Its extent without parentheses around it.
    pub span: Span,
    pub is_name: bool,
    /// What it is, as messages name it.
    pub what: &'static str,
    /// Whether it is a name, an attribute or an item.
    pub is_target: bool,
}

impl<'t> Fragments<'t> {
    pub fn kind(&self, index: usize) -> Tok {
        self.tokens.get(index).map_or(Tok::End, |token| token.kind)
    }

    pub fn span(&self, index: usize) -> Span {
        match self.tokens.get(index) {
            Some(token) => token.span,
            None => {
                let end = self.source.text().len() as u32;
                Span::new(end, end)
            }
        }
    }

    /// The place of a line's end as CPython gives it: the comment before it, or one character.
    pub fn newline_span(&self, index: usize) -> Span {
        let span = self.span(index);
        let before = if index == 0 { 0 } else { self.span(index - 1).end.min(span.start) };
        let gap = self.source.slice(Span::new(before, span.start));
        match gap.find('#') {
            Some(at) => Span::new(before + at as u32, span.start + 1),
            None => Span::new(span.start, span.start + 1),
        }
    }

    pub fn text(&self, index: usize) -> &'t str {
        self.source.slice(self.span(index))
    }

    pub fn line(&self, index: usize) -> u32 {
        self.source.line_of(self.span(index).start)
    }

    /// Whether the tokens `from..to` are one whole expression of the kind that `mark` asks for.
    pub fn whole(&self, mark: Tok, from: usize, to: usize) -> Option<Whole> {
        self.try_parse(mark, from, to).ok()
    }

    /// Parses a piece; on failure tells the index of the token that did not fit.
    fn try_parse(&self, mark: Tok, from: usize, to: usize) -> Result<Whole, usize> {
        let to = to.min(self.tokens.len());
        if from >= to {
            return Err(from);
        }
        let arena = Bump::new();
        let builder = Builder::new(&arena, self.source, self.tokens);
        let start = self.span(from).start;
        let end = self.span(to - 1).end;
        let first = Token { kind: mark, span: Span::new(start, start) };
        let last = Token { kind: Tok::End, span: Span::new(end, end) };
        let piece = std::iter::once(&first).chain(&self.tokens[from..to]).chain(std::iter::once(&last));
        match parse_tokens(&builder, piece.copied().map(Ok)) {
            (Ok(Unit::Expression(expr @ Expr { span, kind })), _) => {
                let is_name = matches!(kind, ExprKind::Name(_));
                let is_item = matches!(kind, ExprKind::Attribute { .. } | ExprKind::Subscript { .. });
                let what = expr_name(expr);
                Ok(Whole { end: to, span: *span, is_name, what, is_target: is_name || is_item })
            }
            (_, taken) => Err(from + taken.saturating_sub(2)),
        }
    }

    /// What the actions of the grammar say of the statement `from..to` with these tokens behind it.
    pub fn complaint(&self, from: usize, to: usize, behind: &[Tok]) -> Option<Failure> {
        let arena = Bump::new();
        let builder = Builder::new(&arena, self.source, self.tokens);
        let start = self.span(from).start;
        let end = self.span(to.saturating_sub(1)).end;
        let token = |kind, at| Token { kind, span: Span::new(at, at) };
        let piece = std::iter::once(token(Tok::StartModule, start))
            .chain(self.tokens[from..to].iter().copied())
            .chain(behind.iter().map(|kind| token(*kind, end)))
            .chain([token(Tok::Newline, end), token(Tok::End, end)]);
        match parse_tokens(&builder, piece.map(Ok)) {
            (Err(ParseError::User { error }), _) => Some(error),
            _ => None,
        }
    }

    /// The longest whole expression that starts at `from`.
    pub fn longest(&self, mark: Tok, from: usize) -> Option<Whole> {
        let limit = self.group_end(from);
        let mut to = match self.try_parse(mark, from, limit) {
            Ok(whole) => return Some(whole),
            Err(bad) => bad.min(limit),
        };
        // Bounded work: a piece of a hundred thousand tokens is tried a few times only.
        let tries = if to - from > LONG_PIECE { 3 } else { TRIES };
        for _ in 0..tries {
            to = self.unclosed_in(from, to).unwrap_or(to);
            if to <= from {
                return None;
            }
            if let Some(whole) = self.whole(mark, from, to) {
                return Some(whole);
            }
            to -= 1;
        }
        None
    }

    /// The index of the token at an offset.
    pub fn index_at(&self, offset: u32) -> usize {
        self.tokens.partition_point(|token| token.span.start < offset)
    }

    /// Whether a name stands there that is not called.
    pub fn is_name_alone(&self, index: usize) -> bool {
        index + 1 < self.tokens.len() && self.kind(index) == Tok::Name && self.kind(index + 1) != Tok::LParen
    }

    /// Whether an expression that starts at `from` goes on to the end of the tokens, be it whole there or not.
    pub fn goes_to_the_end(&self, mark: Tok, from: usize) -> bool {
        from < self.tokens.len()
            && match self.try_parse(mark, from, self.tokens.len()) {
                Ok(_) => true,
                Err(bad) => bad >= self.tokens.len(),
            }
    }

    /// The outermost bracket among the tokens that these do not close: nothing that ends inside it is whole.
    fn unclosed_in(&self, from: usize, to: usize) -> Option<usize> {
        let mut open = Vec::new();
        for (index, token) in self.tokens[from..to].iter().enumerate() {
            match token.kind {
                kind if kind.is_open() || kind == Tok::FStringStart => open.push(from + index),
                kind if kind.is_close() || kind == Tok::FStringEnd => {
                    open.pop();
                }
                _ => {}
            }
        }
        open.first().copied()
    }

    /// The index of the token that ends the brackets or the line around `from`.
    fn group_end(&self, from: usize) -> usize {
        let mut depth = 0usize;
        for (index, token) in self.tokens.iter().enumerate().skip(from) {
            match token.kind {
                Tok::Newline | Tok::End => return index,
                Tok::FStringStart => depth += 1,
                kind if kind.is_open() => depth += 1,
                kind if kind.is_close() || kind == Tok::FStringEnd => {
                    if depth == 0 {
                        return index;
                    }
                    depth -= 1;
                }
                _ => {}
            }
        }
        self.tokens.len()
    }

    /// The brackets that are open at the token `index`, outermost first.
    pub fn open_at(&self, index: usize) -> Vec<Open> {
        let mut open: Vec<Open> = Vec::new();
        for at in 0..index.min(self.tokens.len()) {
            let kind = self.tokens[at].kind;
            let inside = open.last().map(|open| open.kind);
            match kind {
                Tok::FStringStart => open.push(Open { index: at, kind: OpenKind::Text }),
                Tok::FStringEnd => {
                    // Ends unfinished fields too.
                    while let Some(Open { kind, index }) = open.pop() {
                        if kind == OpenKind::Text && self.kind(index) == Tok::FStringStart {
                            break;
                        }
                    }
                }
                Tok::LBrace if inside == Some(OpenKind::Text) => {
                    open.push(Open { index: at, kind: OpenKind::Field })
                }
                Tok::FStringColon if inside == Some(OpenKind::Field) => {
                    open.push(Open { index: at, kind: OpenKind::Text })
                }
                Tok::LBrace => open.push(Open { index: at, kind: OpenKind::Brace }),
                Tok::LBracket => open.push(Open { index: at, kind: OpenKind::Square }),
                Tok::LParen | Tok::WithParen => {
                    let before = if at == 0 { Tok::End } else { self.tokens[at - 1].kind };
                    let is_call = matches!(
                        before,
                        Tok::Name
                            | Tok::RParen
                            | Tok::RBracket
                            | Tok::RBrace
                            | Tok::String
                            | Tok::FStringEnd
                            | Tok::Number
                            | Tok::None
                            | Tok::True
                            | Tok::False
                            | Tok::Ellipsis
                    );
                    let kind = if is_call { OpenKind::Call } else { OpenKind::Group };
                    open.push(Open { index: at, kind });
                }
                Tok::RBrace if inside == Some(OpenKind::Text) => {
                    // A format spec and its field.
                    open.pop();
                    open.pop();
                }
                kind if kind.is_close() => {
                    open.pop();
                }
                _ => {}
            }
        }
        open
    }

    /// The first token of the statement that holds `index`: behind a line's start, a semicolon or a header's colon.
    pub fn statement_start(&self, index: usize) -> usize {
        let line = self.line_start(index);
        let mut start = line;
        let mut depth = 0usize;
        for at in line..index.min(self.tokens.len()) {
            match self.tokens[at].kind {
                Tok::Semi if depth == 0 => start = at + 1,
                Tok::FStringStart => depth += 1,
                Tok::FStringEnd => depth = depth.saturating_sub(1),
                kind if kind.is_open() => depth += 1,
                kind if kind.is_close() => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        start
    }

    /// Line and column of the compound statement that CPython has read last when it comes to the token `index`; zeros if there
    /// is none. Those of functions do not count.
    pub fn last_compound(&self, index: usize) -> (u32, u32) {
        // Of each open block, the compound statement that is read there.
        let mut blocks: Vec<Option<u32>> = vec![None];
        let (mut is_start, mut last) = (true, None);
        for at in 0..=index.min(self.tokens.len().saturating_sub(1)) {
            let kind = self.kind(at);
            match kind {
                _ if kind.is_start() => {}
                Tok::Newline => is_start = true,
                Tok::Indent if at < index => blocks.push(None),
                Tok::Dedent if at < index => last = blocks.pop().flatten().or(last),
                Tok::Elif | Tok::Else | Tok::Except | Tok::Finally if is_start => is_start = false,
                _ if is_start => {
                    is_start = false;
                    let word = if kind == Tok::Async { self.kind(at + 1) } else { kind };
                    let counts = matches!(
                        word,
                        Tok::If | Tok::While | Tok::For | Tok::With | Tok::Try | Tok::Class | Tok::Match
                    );
                    if let Some(block) = blocks.last_mut() {
                        let next = counts.then(|| self.span(at).start);
                        last = std::mem::replace(block, next).or(last);
                    }
                }
                _ => {}
            }
        }
        let Some(start) = last else { return (0, 0) };
        let line = self.source.line_of(start);
        (line, start - self.source.line_start(line))
    }

    /// The first token of the logical line that holds `index`.
    pub fn line_start(&self, index: usize) -> usize {
        let mut at = index.min(self.tokens.len());
        while at > 0 {
            let kind = self.tokens[at - 1].kind;
            if matches!(kind, Tok::Newline | Tok::Indent | Tok::Dedent) || kind.is_start() {
                break;
            }
            at -= 1;
        }
        at
    }
}
