//! The text of f-strings as tokens (PEP 701): a stack of modes says whether literal text, a field's code or a format spec
//! comes next, so any nesting of quotes, fields and specs works without parsing a text twice.

use super::lexer::{Bracket, LexError, Lexed, Lexer};
use super::token::{Tok, Token};
use crate::source::Span;

/// CPython's limit on f-strings within f-strings.
const MAX_FSTRINGS: usize = 150;
/// CPython's limit on fields within format specs.
const MAX_FIELDS: usize = 3;

/// What comes next in an f-string.
#[derive(Clone, Copy, Debug)]
enum Next {
    /// Literal text at the top of the f-string.
    Text,
    /// Code within braces; `depth` is the number of open brackets directly inside the braces.
    Field { depth: usize },
    /// Literal text of a format spec.
    Spec,
}

/// One level of an f-string.
#[derive(Clone, Copy, Debug)]
pub struct Mode {
    next: Next,
    pub quote: u8,
    pub triple: bool,
    raw: bool,
    template: bool,
    start: Span,
    /// How many fields of the same f-string are around.
    fields: usize,
}

impl Mode {
    /// The word for errors.
    pub fn word(&self) -> &'static str {
        if self.template { "t-string" } else { "f-string" }
    }

    /// Whether literal text comes next.
    pub fn is_text(&self) -> bool {
        !matches!(self.next, Next::Field { .. })
    }
}

impl Lexer<'_> {
    pub(super) fn open_fstring(&mut self, start: Span) -> Lexed<()> {
        let bytes = &self.text.as_bytes()[start.start as usize..start.end as usize];
        let quote = bytes[bytes.len() - 1];
        let triple = bytes.len() >= 3 && bytes[bytes.len() - 3..].iter().all(|b| *b == quote);
        let raw = bytes.iter().any(|b| matches!(b, b'r' | b'R'));
        let template = bytes.iter().any(|b| matches!(b, b't' | b'T'));
        let open = self.modes.iter().filter(|mode| matches!(mode.next, Next::Text)).count();
        if open + 1 >= MAX_FSTRINGS {
            return Err(LexError::new(
                "too many nested f-strings or t-strings",
                Span::new(start.start + 1, start.start + 1),
            ));
        }
        self.modes.push(Mode { next: Next::Text, quote, triple, raw, template, start, fields: 0 });
        Ok(())
    }

    /// Whether a colon here would end a field's code.
    pub(super) fn opens_spec(&mut self) -> bool {
        let depth = self.brackets.len();
        match self.modes.last().copied() {
            Some(mode @ Mode { next: Next::Field { depth: own }, .. }) if own == depth => {
                self.modes.push(Mode { next: Next::Spec, ..mode });
                true
            }
            _ => false,
        }
    }

    /// Called when a bracket has been closed: the brace that opened the field ends it.
    pub(super) fn leave_field(&mut self) {
        if let Some(Mode { next: Next::Field { depth }, .. }) = self.modes.last()
            && self.brackets.len() < *depth
        {
            self.modes.pop();
        }
    }

    /// Whether a bracket (just taken off the stack) is the brace of the innermost field.
    pub(super) fn is_field_brace(&self, open: Bracket) -> bool {
        open.kind == Tok::LBrace
            && matches!(self.modes.last(), Some(Mode { next: Next::Field { depth }, .. }) if *depth == self.brackets.len() + 1)
    }

    /// The next token in the text of an f-string or of a format spec.
    pub(super) fn fstring_token(&mut self) -> Lexed<Token> {
        let Some(mode) = self.modes.last().copied() else {
            return Err(LexError::new("f-string: invalid syntax", Span::new(self.offset(), self.offset())));
        };
        let in_spec = matches!(mode.next, Next::Spec);
        let start = self.offset();
        let bytes = self.text.as_bytes();
        let mut at = start as usize;
        loop {
            let Some(&byte) = bytes.get(at) else {
                return Err(self.unterminated_fstring(mode));
            };
            match byte {
                b'{' if !in_spec && bytes.get(at + 1) == Some(&b'{') => at += 2,
                b'}' if !in_spec && bytes.get(at + 1) == Some(&b'}') => at += 2,
                b'{' | b'}' => break,
                b'\n' if !mode.triple => {
                    if in_spec {
                        // The line break ends the spec: the parser says that a brace is missing.
                        break;
                    }
                    return Err(self.unterminated_fstring(mode));
                }
                // `\N{...}` is a character's name, not a field.
                b'\\'
                    if !mode.raw && bytes.get(at + 1) == Some(&b'N') && bytes.get(at + 2) == Some(&b'{') =>
                {
                    at += 3;
                    while at < bytes.len()
                        && !matches!(bytes[at], b'}' | b'{' | b'\n')
                        && bytes[at] != mode.quote
                    {
                        at += 1;
                    }
                    if bytes.get(at) == Some(&b'}') {
                        at += 1;
                    }
                }
                // A backslash hides a quote or a line break, never a brace.
                b'\\' => at += if matches!(bytes.get(at + 1), Some(b'{' | b'}') | None) { 1 } else { 2 },
                _ if byte == mode.quote && (!mode.triple || bytes[at..].starts_with(&[mode.quote; 3])) => {
                    break;
                }
                _ => at += 1,
            }
        }
        let end = at as u32;
        if end > start {
            self.seek(end);
            return Ok(Token { kind: Tok::FStringMiddle, span: Span::new(start, end) });
        }
        let one = Span::new(start, start + 1);
        match bytes[at] {
            b'{' => {
                if mode.fields >= MAX_FIELDS {
                    let at = start.saturating_sub(1);
                    return Err(LexError::new(
                        format!("{}: expressions nested too deeply", mode.word()),
                        Span::new(at, at),
                    ));
                }
                self.open(Tok::LBrace, one)?;
                let depth = self.brackets.len();
                self.modes.push(Mode { next: Next::Field { depth }, fields: mode.fields + 1, ..mode });
                self.seek(one.end);
                Ok(Token { kind: Tok::LBrace, span: one })
            }
            b'}' if in_spec => {
                // Ends the spec and the field around it.
                self.modes.pop();
                self.modes.pop();
                self.brackets.pop();
                self.seek(one.end);
                Ok(Token { kind: Tok::RBrace, span: one })
            }
            b'}' => {
                let message = format!("{}: single '}}' is not allowed", mode.word());
                Err(LexError::new(message, Span::new(start, start)).help("write }} for a brace in the text"))
            }
            b'\n' => Err(LexError::new(
                format!(
                    "{0}: newlines are not allowed in format specifiers for single quoted {0}s",
                    mode.word()
                ),
                Span::new(start, start),
            )),
            _ => {
                let end = start + if mode.triple { 3 } else { 1 };
                if in_spec {
                    // The quote ends the whole f-string; the parser says that a brace is missing.
                    while let Some(mode) = self.modes.pop()
                        && !matches!(mode.next, Next::Text)
                    {
                        if matches!(mode.next, Next::Field { .. }) {
                            self.brackets.pop();
                        }
                    }
                } else {
                    self.modes.pop();
                }
                self.seek(end);
                Ok(Token { kind: Tok::FStringEnd, span: Span::new(start, end) })
            }
        }
    }

    fn unterminated_fstring(&self, mode: Mode) -> Box<LexError> {
        let at = Span::new(mode.start.start, mode.start.start);
        if mode.triple {
            let line = self.last_line();
            return LexError::new(
                format!("unterminated triple-quoted {} literal (detected at line {line})", mode.word()),
                at,
            )
            .incomplete()
            .help("close the string with the same three quotes");
        }
        let line = self.source.line_of(self.line_end_of_string(self.offset()));
        let shown = mode.quote as char;
        LexError::new(format!("unterminated {} literal (detected at line {line})", mode.word()), at)
            .help(format!("end the {} with {shown}", mode.word()))
    }
}
