//! The texts of f-strings and t-strings: what stands between their quotes and fields.

use crate::vm::{Res, Vm};

use super::kinds;
use super::scan::Token;
use super::text::Text;

/// CPython's limits: strings inside of fields of strings, fields inside of format specifications.
const MOST_STRINGS: usize = 150;
const DEEPEST_FIELD: i64 = 3;

/// An open f-string or t-string.
pub struct Mode {
    /// The text of the string comes next, not code of a field.
    pub in_text: bool,
    pub quote: u8,
    pub quotes: usize,
    raw: bool,
    /// How far the kinds of tokens are from those of an f-string.
    shift: u8,
    /// Where the string begins, its line, and that line's number.
    start: usize,
    line_start: usize,
    line: i64,
    /// Open brackets in the field.
    pub depth: i64,
    /// Which of them belong to the innermost field: -1 outside of fields.
    pub field: i64,
    pub in_spec: bool,
}

impl Mode {
    /// The letter by which messages name the string.
    pub fn letter(&self) -> char {
        if self.shift == 0 { 'f' } else { 't' }
    }

    /// Whether this is the code of a field.
    pub fn in_field(&self) -> bool {
        self.field >= 0
    }
}

impl Text {
    /// Opens an f-string at the quote that was taken; `start` is where its prefix begins.
    pub fn open_string(&mut self, vm: &mut Vm, quote: u8, start: usize) -> Res<Token> {
        self.first_line = self.line;
        self.multi_line_start = self.line_start;
        let mut quotes = 1;
        if self.bytes[self.at..].starts_with(&[quote, quote]) {
            quotes = 3;
            self.at += 2;
        }
        if self.modes.len() + 1 >= MOST_STRINGS {
            return Err(self.error(vm, "too many nested f-strings or t-strings"));
        }
        let prefix = self.bytes[start..self.at].to_ascii_lowercase();
        let shift = if prefix.contains(&b't') { 3 } else { 0 };
        self.modes.push(Mode {
            in_text: true,
            quote,
            quotes,
            raw: prefix.contains(&b'r'),
            shift,
            start,
            line_start: self.line_start,
            line: self.line,
            depth: 0,
            field: -1,
            in_spec: false,
        });
        Ok(Token { kind: kinds::FSTRING_START + shift, start: Some(start), end: Some(self.at) })
    }

    fn mode(&mut self) -> &mut Mode {
        match self.modes.last_mut() {
            Some(mode) => mode,
            None => crate::bug!("the text of an f-string is asked for outside of one"),
        }
    }

    /// A field begins at the brace that comes next.
    fn open_field(&mut self, vm: &mut Vm) -> Res<()> {
        let mode = self.mode();
        mode.field += 1;
        mode.in_text = false;
        if mode.field >= DEEPEST_FIELD {
            let letter = mode.letter();
            return Err(self.error(vm, &format!("{letter}-string: expressions nested too deeply")));
        }
        Ok(())
    }

    /// The next piece of an f-string's text, its end, or the first token of a field.
    pub fn string_token(&mut self, vm: &mut Vm) -> Res<Token> {
        let start = self.at;
        self.start = Some(start);
        self.first_line = self.line;
        self.multi_line_start = self.line_start;
        let (quote, quotes, shift) = (self.mode().quote, self.mode().quotes, self.mode().shift);
        if self.peek(vm)? == Some(b'{') && self.bytes.get(self.at + 1) != Some(&b'{') {
            self.open_field(vm)?;
            return self.code_token(vm);
        }
        // A peek may have read a line: what was read before it stays in place, since a token has begun.
        let ends = self.bytes[start..].iter().take(quotes).filter(|b| **b == quote).count() == quotes;
        if ends {
            self.at += quotes;
            self.modes.pop();
            return Ok(Token { kind: kinds::FSTRING_END + shift, start: Some(start), end: Some(self.at) });
        }
        let end = self.piece(vm)?;
        Ok(Token { kind: kinds::FSTRING_MIDDLE + shift, start: Some(start), end: Some(end) })
    }

    /// Takes a piece of text; where it ends.
    fn piece(&mut self, vm: &mut Vm) -> Res<usize> {
        let (quote, quotes, raw) = (self.mode().quote, self.mode().quotes, self.mode().raw);
        let (mut seen, mut named) = (0, false);
        while seen != quotes {
            let c = self.next(vm)?;
            let in_spec = self.mode().in_spec && self.mode().in_field();
            match c {
                Some(b'\n') if quotes == 1 && in_spec => {
                    let letter = self.mode().letter();
                    let text = format!(
                        "{letter}-string: newlines are not allowed in format specifiers for single quoted {letter}-strings"
                    );
                    return Err(self.error(vm, &text));
                }
                None => return Err(self.unterminated(vm)),
                Some(b'\n') if quotes == 1 => return Err(self.unterminated(vm)),
                Some(c) if c == quote => {
                    seen += 1;
                    continue;
                }
                _ => seen = 0,
            }
            match c {
                Some(b'{') => {
                    let next = self.peek(vm)?;
                    if next == Some(b'{') && !in_spec {
                        self.at += 1;
                        return Ok(self.at - 1);
                    }
                    self.at -= 1;
                    self.open_field(vm)?;
                    return Ok(self.at);
                }
                Some(b'}') => {
                    if named {
                        return Ok(self.at);
                    }
                    let next = self.peek(vm)?;
                    if next == Some(b'}') && !in_spec && self.mode().depth == 0 {
                        self.at += 1;
                        return Ok(self.at - 1);
                    }
                    self.at -= 1;
                    let mode = self.mode();
                    mode.in_text = false;
                    mode.in_spec = false;
                    return Ok(self.at);
                }
                Some(b'\\') => {
                    let mut next = self.next(vm)?;
                    if next == Some(b'\r') {
                        next = self.next(vm)?;
                    }
                    match next {
                        Some(brace @ (b'{' | b'}')) => {
                            if !raw {
                                self.warn_escape(vm, brace)?;
                            }
                            self.at -= 1;
                        }
                        Some(b'N') if !raw && self.peek(vm)? == Some(b'{') => {
                            self.at += 1;
                            named = true;
                        }
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        self.at -= quotes;
        Ok(self.at)
    }

    fn warn_escape(&mut self, vm: &mut Vm, c: u8) -> Res<()> {
        let c = c as char;
        let text = format!(
            "\"\\{c}\" is an invalid escape sequence. Such sequences will not work in the future. Did you mean \"\\\\{c}\"? A raw string is also an option."
        );
        self.warn(vm, &text)
    }

    /// Gives a SyntaxWarning of this line.
    pub fn warn(&mut self, vm: &mut Vm, text: &str) -> Res<()> {
        let class = vm.types().syntax_warning.clone();
        let line = u32::try_from(self.line).unwrap_or(u32::MAX);
        vm.warn_explicit(&class, text, "<string>", line)
    }

    fn unterminated(&mut self, vm: &mut Vm) -> crate::vm::Raised {
        let detected = self.line;
        let mode = self.mode();
        let (start, line_start, line, letter) = (mode.start, mode.line_start, mode.line, mode.letter());
        let triple = if mode.quotes == 3 { "triple-quoted " } else { "" };
        let text = format!("unterminated {triple}{letter}-string literal (detected at line {detected})");
        self.error_at(vm, &text, line_start, start + 1, line)
    }
}
