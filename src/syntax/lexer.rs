//! Text to raw tokens: logos finds the short ones, hand-written scanners continue numbers and strings, and a stack of
//! modes says whether the text of an f-string or ordinary code comes next. Line breaks are tokens here; `layout.rs` sorts them.

use logos::Logos;

use super::fstring::Mode;
use super::numbers;
use super::token::{Tok, Token};
use crate::diag::{Diagnostic, DiagnosticKind};
use crate::source::{SourceText, Span};

/// CPython's limit on open brackets.
pub const MAX_BRACKETS: usize = 200;

/// What the lexer cannot take.
#[derive(Debug)]
pub struct LexError {
    pub diagnostic: Diagnostic,
    /// CPython reports some errors of the tokenizer only when the parser gets there: they lose against an earlier
    /// unexpected token. The others win always.
    pub is_late: bool,
    /// Whether more text could mend it: the prompt asks for another line then.
    pub is_incomplete: bool,
}

impl LexError {
    pub(super) fn new(message: impl Into<std::borrow::Cow<'static, str>>, span: Span) -> Box<LexError> {
        Box::new(LexError {
            diagnostic: Diagnostic::syntax(message, span),
            is_late: false,
            is_incomplete: false,
        })
    }

    pub(super) fn late(kind: DiagnosticKind, message: &'static str, span: Span) -> Box<LexError> {
        Box::new(LexError {
            diagnostic: Diagnostic::new(kind, message, span),
            is_late: true,
            is_incomplete: false,
        })
    }

    pub(super) fn incomplete(mut self: Box<LexError>) -> Box<LexError> {
        self.is_incomplete = true;
        self
    }

    pub(super) fn help(
        mut self: Box<LexError>,
        help: impl Into<std::borrow::Cow<'static, str>>,
    ) -> Box<LexError> {
        self.diagnostic.help = Some(help.into());
        self
    }
}

/// The result of one step; errors are boxed, they are rare.
pub type Lexed<T> = Result<T, Box<LexError>>;

/// An open bracket.
#[derive(Clone, Copy, Debug)]
pub struct Bracket {
    pub kind: Tok,
    pub at: u32,
}

/// The state of the lexer.
pub struct Lexer<'s> {
    pub(super) source: &'s SourceText,
    pub(super) text: &'s str,
    inner: logos::Lexer<'s, Tok>,
    /// The f-strings and fields that are open, outermost first.
    pub(super) modes: Vec<Mode>,
    pub(super) brackets: Vec<Bracket>,
    /// SyntaxWarnings found on the way (`1if`).
    pub warnings: Vec<Diagnostic>,
}

impl<'s> Lexer<'s> {
    pub fn new(source: &'s SourceText) -> Lexer<'s> {
        let text = source.text();
        let inner = Tok::lexer(text);
        Lexer { source, text, inner, modes: Vec::new(), brackets: Vec::new(), warnings: Vec::new() }
    }

    /// The open brackets, outermost first.
    pub fn brackets(&self) -> &[Bracket] {
        &self.brackets
    }

    /// The next raw token; None at the end of the text.
    pub fn next_token(&mut self) -> Lexed<Option<Token>> {
        if let Some(mode) = self.modes.last()
            && mode.is_text()
        {
            return self.fstring_token().map(Some);
        }
        loop {
            let Some(found) = self.inner.next() else {
                return Ok(None);
            };
            let range = self.inner.span();
            let span = Span::new(range.start as u32, range.end as u32);
            let Ok(kind) = found else {
                return Err(self.bad_character(span.start));
            };
            let token = Token { kind, span };
            return match kind {
                Tok::Comment => continue,
                Tok::Backslash => {
                    self.continuation(span)?;
                    continue;
                }
                Tok::Name if matches!(self.byte(span.end), b'"' | b'\'') => {
                    self.check_prefix(span)?;
                    Ok(Some(token))
                }
                Tok::Number => self.number(span).map(Some),
                Tok::String => self.string(span).map(Some),
                Tok::FStringStart => {
                    self.open_fstring(span)?;
                    Ok(Some(token))
                }
                Tok::LParen | Tok::LBracket | Tok::LBrace => {
                    self.open(kind, span)?;
                    Ok(Some(token))
                }
                Tok::RParen | Tok::RBracket | Tok::RBrace => {
                    self.close(kind, span)?;
                    Ok(Some(token))
                }
                Tok::Colon | Tok::ColonEqual if self.opens_spec() => {
                    let span = Span::new(span.start, span.start + 1);
                    self.seek(span.end);
                    Ok(Some(Token { kind: Tok::FStringColon, span }))
                }
                _ => Ok(Some(token)),
            };
        }
    }

    /// Continues behind `at`.
    pub(super) fn seek(&mut self, at: u32) {
        let here = self.inner.span().end as u32;
        if at >= here {
            self.inner.bump((at - here) as usize);
        } else {
            self.inner = Tok::lexer(self.text);
            self.inner.bump(at as usize);
        }
    }

    /// Where the next token is looked for.
    pub(super) fn offset(&self) -> u32 {
        self.inner.span().end as u32
    }

    pub(super) fn byte(&self, at: u32) -> u8 {
        self.text.as_bytes().get(at as usize).copied().unwrap_or(0)
    }

    pub(super) fn open(&mut self, kind: Tok, span: Span) -> Lexed<()> {
        if self.brackets.len() >= MAX_BRACKETS {
            return Err(LexError::new("too many nested parentheses", Span::new(span.start, span.start)));
        }
        self.brackets.push(Bracket { kind, at: span.start });
        Ok(())
    }

    fn close(&mut self, kind: Tok, span: Span) -> Lexed<()> {
        let here = Span::new(span.start, span.start);
        let shown = &self.text[span.start as usize..span.end as usize];
        let Some(open) = self.brackets.pop() else {
            return Err(LexError::new(format!("unmatched '{shown}'"), here)
                .help(format!("delete this '{shown}', or open its bracket before it")));
        };
        let fits = matches!(
            (open.kind, kind),
            (Tok::LParen, Tok::RParen) | (Tok::LBracket, Tok::RBracket) | (Tok::LBrace, Tok::RBrace)
        );
        if fits {
            self.leave_field();
            return Ok(());
        }
        if self.is_field_brace(open) {
            let word = self.modes.last().map_or("f-string", Mode::word);
            return Err(LexError::new(format!("{word}: unmatched '{shown}'"), here));
        }
        let opening = &self.text[open.at as usize..open.at as usize + 1];
        let (there, now) = (self.source.line_of(open.at), self.source.line_of(span.start));
        let place = if there == now { String::new() } else { format!(" on line {there}") };
        let mut error = LexError::new(
            format!("closing parenthesis '{shown}' does not match opening parenthesis '{opening}'{place}"),
            here,
        );
        let span = Span::new(open.at, open.at + 1);
        error.diagnostic = error.diagnostic.with_label(span, "opened here");
        Err(error)
    }

    /// A backslash must be the last character of its line, and not of the text.
    fn continuation(&mut self, span: Span) -> Lexed<()> {
        let end = self.text.len() as u32;
        if span.end == end && !(self.source.has_open_end() && self.brackets.is_empty()) {
            return Err(self.end_after_backslash(span));
        }
        if span.end == end || self.byte(span.end) != b'\n' {
            let next = self.text[span.end as usize..].chars().next().map_or(1, char::len_utf8) as u32;
            let at = Span::new(span.end, span.end);
            let mut error = LexError::new("unexpected character after line continuation character", at)
                .help("nothing may follow the backslash, not even a space");
            error.diagnostic = error.diagnostic.with_label(Span::new(span.end, span.end + next), "this one");
            error.is_late = true;
            return Err(error);
        }
        if span.end + 1 == end {
            let mut error = self.end_after_backslash(span);
            // An empty line was given to continue with.
            error.is_incomplete = !self.brackets.is_empty();
            return Err(error);
        }
        self.seek(span.end + 1);
        Ok(())
    }

    fn end_after_backslash(&self, span: Span) -> Box<LexError> {
        if let Some(open) = self.brackets.last() {
            return never_closed(self.text, *open).incomplete();
        }
        LexError::late(
            DiagnosticKind::SyntaxError,
            "unexpected EOF while parsing",
            Span::new(span.end, span.end),
        )
        .incomplete()
    }

    fn number(&mut self, span: Span) -> Lexed<Token> {
        match numbers::scan(self.text.as_bytes(), span.start) {
            Ok(scanned) => {
                if let Some(kind) = scanned.glued_keyword {
                    let at = Span::new(scanned.end.saturating_sub(1), scanned.end);
                    self.warnings.push(Diagnostic::new(
                        DiagnosticKind::SyntaxWarning,
                        format!("invalid {kind} literal"),
                        at,
                    ));
                }
                self.seek(scanned.end);
                Ok(Token { kind: Tok::Number, span: Span::new(span.start, scanned.end) })
            }
            Err(error) => Err(LexError::new(error.message, error.span)),
        }
    }

    /// A name directly before a quote may be meant as a prefix of the string.
    fn check_prefix(&self, span: Span) -> Lexed<()> {
        let name = self.text[span.start as usize..span.end as usize].to_ascii_lowercase();
        let letters = name.as_bytes();
        let each_once = letters.iter().enumerate().all(|(i, b)| !letters[..i].contains(b));
        if !each_once || !letters.iter().all(|b| b"burft".contains(b)) {
            return Ok(());
        }
        let pairs = ["ub", "ur", "uf", "ut", "bf", "bt", "ft"].map(str::as_bytes);
        match pairs.iter().find(|pair| pair.iter().all(|b| letters.contains(b))) {
            Some(pair) => {
                let (a, b) = (pair[0] as char, pair[1] as char);
                Err(LexError::new(format!("'{a}' and '{b}' prefixes are incompatible"), span))
            }
            None => Ok(()),
        }
    }

    /// Finds the end of a string whose prefix and opening quote are `span`.
    fn string(&mut self, span: Span) -> Lexed<Token> {
        let bytes = self.text.as_bytes();
        let quote = bytes[span.end as usize - 1];
        let triple =
            span.len() >= 3 && bytes[span.end as usize - 3..span.end as usize].iter().all(|b| *b == quote);
        match string_end(bytes, span.end as usize, quote, triple) {
            Some(end) => {
                self.seek(end as u32);
                Ok(Token { kind: Tok::String, span: Span::new(span.start, end as u32) })
            }
            None => Err(self.unterminated(span, quote, triple)),
        }
    }

    fn unterminated(&self, span: Span, quote: u8, triple: bool) -> Box<LexError> {
        let at = Span::new(span.start, span.start);
        if let Some(mode) = self.modes.last()
            && mode.quote == quote
            && mode.triple == triple
        {
            // What the parser has against the tokens before may be told instead.
            let mut error = LexError::new(format!("{}: expecting '}}'", mode.word()), at);
            error.is_late = true;
            return error;
        }
        if triple {
            let line = self.last_line();
            return LexError::new(
                format!("unterminated triple-quoted string literal (detected at line {line})"),
                at,
            )
            .incomplete()
            .help("close the string with the same three quotes");
        }
        let end = self.line_end_of_string(span.end);
        let line = self.source.line_of(end);
        let body = &self.text.as_bytes()[span.end as usize..end as usize];
        let escaped = body.windows(2).any(|pair| pair == [b'\\', quote]);
        let guess = if escaped { "; perhaps you escaped the end quote?" } else { "" };
        let mut error =
            LexError::new(format!("unterminated string literal (detected at line {line}){guess}"), at);
        let shown = quote as char;
        error.diagnostic = error.diagnostic.with_help(format!(
            "end the string with {shown}, or use three quotes for a text of several lines"
        ));
        // A backslash at the very end asks for another line.
        error.is_incomplete = end as usize >= self.text.len() && self.text.ends_with('\\');
        error
    }

    /// Where a string of one line breaks off: behind its last continued line.
    pub(super) fn line_end_of_string(&self, from: u32) -> u32 {
        let bytes = self.text.as_bytes();
        let mut at = from as usize;
        while at < bytes.len() && bytes[at] != b'\n' {
            at += if bytes[at] == b'\\' { 2 } else { 1 };
        }
        at.min(bytes.len()) as u32
    }

    /// The last line as CPython counts it: a final line break starts none.
    pub(super) fn last_line(&self) -> u32 {
        let lines = self.source.line_count();
        if self.text.ends_with('\n') { lines - 1 } else { lines }
    }

    fn bad_character(&self, at: u32) -> Box<LexError> {
        let found = self.text[at as usize..].chars().next().unwrap_or('\0');
        let span = Span::new(at, at);
        let code = found as u32;
        if !is_printable(found) {
            let named = match found {
                '\u{a0}' => Some("this is a no-break space; type an ordinary one"),
                '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{feff}' => {
                    Some("this character has no width; delete it")
                }
                _ => None,
            };
            let error = LexError::new(format!("invalid non-printable character U+{code:04X}"), span);
            return match named {
                Some(help) => error.help(help),
                None => error,
            };
        }
        let error = LexError::new(format!("invalid character '{found}' (U+{code:04X})"), span);
        let ascii = match found {
            '‘' | '’' | '‚' | '′' => "'",
            '“' | '”' | '„' | '″' => "\"",
            '–' | '—' | '−' => "-",
            '×' => "*",
            '÷' => "/",
            '≤' => "<=",
            '≥' => ">=",
            '≠' => "!=",
            '→' => "->",
            '…' => "...",
            '，' => ",",
            '：' => ":",
            '（' => "(",
            '）' => ")",
            _ => return error,
        };
        error.help(format!("type {ascii} instead"))
    }
}

/// Whether Python counts a character as printable.
fn is_printable(c: char) -> bool {
    use unicode_properties::{GeneralCategory as G, UnicodeGeneralCategory};
    !matches!(
        c.general_category(),
        G::Control
            | G::Format
            | G::Surrogate
            | G::PrivateUse
            | G::Unassigned
            | G::LineSeparator
            | G::ParagraphSeparator
            | G::SpaceSeparator
    )
}

/// The error for a bracket that the text never closes.
pub(super) fn never_closed(text: &str, open: Bracket) -> Box<LexError> {
    let at = open.at as usize;
    let shown = &text[at..at + 1];
    let span = Span::new(open.at, open.at);
    let closing = match shown {
        "(" => ')',
        "[" => ']',
        _ => '}',
    };
    let mut error = LexError::new(format!("'{shown}' was never closed"), span)
        .help(format!("write the '{closing}' that belongs to it"));
    error.is_late = true;
    error.is_incomplete = true;
    error
}

/// The offset behind a string's closing quote; None where it is missing.
fn string_end(bytes: &[u8], from: usize, quote: u8, triple: bool) -> Option<usize> {
    let mut at = from;
    loop {
        let rest = bytes.get(at..)?;
        let step = if triple {
            memchr::memchr2(quote, b'\\', rest)?
        } else {
            memchr::memchr3(quote, b'\\', b'\n', rest)?
        };
        at += step;
        match bytes[at] {
            b'\\' => at += 2,
            b'\n' => return None,
            _ if !triple => return Some(at + 1),
            _ if bytes[at..].starts_with(&[quote; 3]) => return Some(at + 3),
            _ => at += 1,
        }
    }
}
