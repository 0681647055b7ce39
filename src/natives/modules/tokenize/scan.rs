//! Tokens of code (CPython's `Parser/lexer/lexer.c`, whose decisions it makes one by one, since programs see them in what `tokenize` gives).

use crate::object::text::unicode;
use crate::syntax::numbers;
use crate::vm::{Raised, Res, Vm};

use super::kinds;
use super::text::Text;

/// CPython's limits.
const TAB: usize = 8;
const MOST_INDENTS: usize = 100;
const MOST_BRACKETS: usize = 200;

/// A token that was found: where its text begins and ends, if it has one.
pub struct Token {
    pub kind: u8,
    pub start: Option<usize>,
    pub end: Option<usize>,
}

fn begins_name(c: u8) -> bool {
    c.is_ascii_alphabetic() || c == b'_' || c >= 128
}

fn goes_on(c: Option<u8>) -> bool {
    c.is_some_and(|c| begins_name(c) || c.is_ascii_digit())
}

impl Text {
    /// The next token.
    pub fn token(&mut self, vm: &mut Vm) -> Res<Token> {
        if self.modes.last().is_some_and(|m| m.in_text) {
            return self.string_token(vm);
        }
        self.code_token(vm)
    }

    fn found(&self, kind: u8) -> Res<Token> {
        Ok(Token { kind, start: self.start, end: Some(self.at) })
    }

    /// The next token of code.
    pub fn code_token(&mut self, vm: &mut Vm) -> Res<Token> {
        loop {
            self.start = None;
            let mut blank = false;
            if std::mem::take(&mut self.line_begins) {
                blank = self.indentation(vm)?;
            }
            self.start = Some(self.at);
            if self.due != 0 {
                return Ok(self.due_token());
            }
            if let Some(token) = self.rest(vm, blank)? {
                return Ok(token);
            }
        }
    }

    /// An indent or a dedent that is due. Without comments they have no text.
    fn due_token(&mut self) -> Token {
        let (kind, from) = if self.due < 0 {
            self.due += 1;
            (kinds::DEDENT, self.at)
        } else {
            self.due -= 1;
            (kinds::INDENT, self.line_start)
        };
        let shown = self.extra;
        Token { kind, start: shown.then_some(from), end: shown.then_some(self.at) }
    }

    /// Measures the indentation of a line; true if nothing but a comment follows.
    fn indentation(&mut self, vm: &mut Vm) -> Res<bool> {
        let (mut column, mut narrow, mut continued) = (0, 0, 0);
        let c = loop {
            match self.next(vm)? {
                Some(b' ') => (column, narrow) = (column + 1, narrow + 1),
                Some(b'\t') => (column, narrow) = ((column / TAB + 1) * TAB, narrow + 1),
                Some(0x0c) => (column, narrow) = (0, 0),
                Some(b'\\') => {
                    if continued == 0 {
                        continued = column;
                    }
                    self.continuation(vm)?;
                }
                Some(c) => {
                    self.at -= 1;
                    break Some(c);
                }
                None => break None,
            }
        };
        if matches!(c, Some(b'#' | b'\n' | b'\r')) {
            return Ok(true);
        }
        if !self.brackets.is_empty() {
            return Ok(false);
        }
        if continued != 0 {
            (column, narrow) = (continued, continued);
        }
        let (known, known_narrow) = self.indents.last().copied().unwrap_or_default();
        if column == known {
            if narrow != known_narrow {
                return Err(self.inconsistent(vm));
            }
            return Ok(false);
        }
        if column > known {
            if self.indents.len() + 2 > MOST_INDENTS {
                let class = vm.types().indentation_error.clone();
                return Err(self.error_of_line(vm, &class, "too many levels of indentation"));
            }
            if narrow <= known_narrow {
                return Err(self.inconsistent(vm));
            }
            self.due += 1;
            self.indents.push((column, narrow));
            return Ok(false);
        }
        while self.indents.last().is_some_and(|(wide, _)| column < *wide) {
            self.due -= 1;
            self.indents.pop();
        }
        let (known, known_narrow) = self.indents.last().copied().unwrap_or_default();
        if column != known {
            let class = vm.types().indentation_error.clone();
            return Err(self.error_of_line(
                vm,
                &class,
                "unindent does not match any outer indentation level",
            ));
        }
        if narrow != known_narrow {
            return Err(self.inconsistent(vm));
        }
        Ok(false)
    }

    fn inconsistent(&mut self, vm: &mut Vm) -> Raised {
        let class = vm.types().tab_error.clone();
        self.error_of_line(vm, &class, "inconsistent use of tabs and spaces in indentation")
    }

    /// Takes the end of a line behind a backslash.
    fn continuation(&mut self, vm: &mut Vm) -> Res<()> {
        let mut c = self.next(vm)?;
        if c == Some(b'\r') {
            c = self.next(vm)?;
        }
        if c != Some(b'\n') {
            let class = vm.types().syntax_error.clone();
            let text = "unexpected character after line continuation character";
            return Err(self.error_of_line(vm, &class, text));
        }
        match self.peek(vm)? {
            Some(_) => Ok(()),
            None => Err(self.unexpected_end(vm)),
        }
    }

    /// A token behind the indentation; None if the line was empty and nobody wants to know of it.
    fn rest(&mut self, vm: &mut Vm, blank: bool) -> Res<Option<Token>> {
        let mut c;
        loop {
            self.start = None;
            loop {
                c = self.next(vm)?;
                if !matches!(c, Some(b' ' | b'\t' | 0x0c)) {
                    break;
                }
            }
            self.start = Some(self.at - usize::from(c.is_some()));
            if c != Some(b'\\') {
                break;
            }
            self.continuation(vm)?;
        }
        if c == Some(b'#') {
            while !matches!(c, None | Some(b'\n' | b'\r')) {
                c = self.next(vm)?;
            }
            if self.extra {
                self.at -= usize::from(c.is_some());
                self.lone_comment = blank;
                return self.found(kinds::COMMENT).map(Some);
            }
        }
        let Some(mut c) = c else {
            if !self.brackets.is_empty() {
                return Err(self.unexpected_end(vm));
            }
            return Ok(Some(Token { kind: kinds::ENDMARKER, start: None, end: None }));
        };
        if begins_name(c) {
            return self.name(vm, c).map(Some);
        }
        if c == b'\r' {
            c = self.next(vm)?.unwrap_or(c);
        }
        if c == b'\n' {
            return self.line_end(blank);
        }
        let next = self.bytes.get(self.at).copied().unwrap_or_default();
        if c.is_ascii_digit() || c == b'.' && next.is_ascii_digit() {
            return self.number(vm).map(Some);
        }
        if matches!(c, b'"' | b'\'') {
            return self.string(vm, c).map(Some);
        }
        self.operator(vm, c).map(Some)
    }

    fn line_end(&mut self, blank: bool) -> Res<Option<Token>> {
        self.line_begins = true;
        let lone = std::mem::take(&mut self.lone_comment);
        if blank || !self.brackets.is_empty() {
            return if self.extra { self.found(kinds::NL).map(Some) } else { Ok(None) };
        }
        if lone && self.extra {
            return self.found(kinds::NL).map(Some);
        }
        Ok(Some(Token { kind: kinds::NEWLINE, start: self.start, end: Some(self.at - 1) }))
    }

    /// A name, or a string with a prefix.
    fn name(&mut self, vm: &mut Vm, first: u8) -> Res<Token> {
        let start = self.at - 1;
        let (mut c, mut seen) = (Some(first), Vec::new());
        while let Some(letter) = c.map(|c| c.to_ascii_lowercase()) {
            if !b"bruft".contains(&letter) || seen.contains(&letter) {
                break;
            }
            seen.push(letter);
            c = self.next(vm)?;
            if let Some(quote @ (b'"' | b'\'')) = c {
                self.check_prefix(vm, start, &seen)?;
                if seen.contains(&b'f') || seen.contains(&b't') {
                    return self.open_string(vm, quote, start);
                }
                return self.string(vm, quote);
            }
        }
        while goes_on(c) {
            c = self.next(vm)?;
        }
        self.at -= usize::from(c.is_some());
        if !self.extra && !self.bytes[start..self.at].is_ascii() {
            self.check_name(vm, start)?;
        }
        self.found(kinds::NAME)
    }

    fn check_prefix(&mut self, vm: &mut Vm, start: usize, letters: &[u8]) -> Res<()> {
        let pairs = ["ub", "ur", "uf", "ut", "bf", "bt", "ft"];
        let Some(pair) = pairs.iter().find(|p| p.bytes().all(|b| letters.contains(&b))) else {
            return Ok(());
        };
        let (a, b) = pair.split_at(1);
        let text = format!("'{a}' and '{b}' prefixes are incompatible");
        Err(self.error_between(vm, &text, start, self.at - 1))
    }

    /// Whether the characters of a name may stand in one.
    fn check_name(&mut self, vm: &mut Vm, start: usize) -> Res<()> {
        let name = String::from_utf8_lossy(&self.bytes[start..self.at]).into_owned();
        for (i, c) in name.char_indices() {
            let code = u32::from(c);
            let fits = match i {
                0 => unicode::is_identifier_start(code),
                _ => unicode::is_identifier_continue(code),
            };
            if !fits {
                self.at = start + i + c.len_utf8();
                let text = match unicode::is_printable(code) {
                    true => format!("invalid character '{c}' (U+{code:04X})"),
                    false => format!("invalid non-printable character U+{code:04X}"),
                };
                return Err(self.error(vm, &text));
            }
        }
        Ok(())
    }

    fn number(&mut self, vm: &mut Vm) -> Res<Token> {
        let start = self.at - 1;
        let from = u32::try_from(start).unwrap_or(u32::MAX);
        let scan = if self.extra { numbers::scan_leniently } else { numbers::scan };
        match scan(&self.bytes, from) {
            Ok(scanned) => {
                self.at = scanned.end as usize;
                if let Some(kind) = scanned.glued_keyword {
                    self.warn(vm, &format!("invalid {kind} literal"))?;
                }
                self.found(kinds::NUMBER)
            }
            Err(e) if e.span.start != e.span.end => {
                Err(self.error_between(vm, &e.message, e.span.start as usize, e.span.end as usize))
            }
            Err(e) => {
                self.at = e.span.start as usize + 1;
                Err(self.error(vm, &e.message))
            }
        }
    }

    /// A string whose first quote was taken.
    fn string(&mut self, vm: &mut Vm, quote: u8) -> Res<Token> {
        let start = self.start.unwrap_or(self.at - 1);
        self.first_line = self.line;
        self.multi_line_start = self.line_start;
        let (mut quotes, mut seen) = (1, 0);
        if self.peek(vm)? == Some(quote) {
            self.at += 1;
            if self.peek(vm)? == Some(quote) {
                self.at += 1;
                quotes = 3;
            } else {
                seen = 1;
            }
        }
        let mut escaped_quote = false;
        while seen != quotes {
            let c = self.next(vm)?;
            let Some(c) = c.filter(|c| quotes == 3 || *c != b'\n') else {
                return Err(self.unterminated_string(vm, start, quote, quotes, escaped_quote));
            };
            if c == quote {
                seen += 1;
                continue;
            }
            seen = 0;
            if c == b'\\' {
                let next = self.next(vm)?;
                escaped_quote |= next == Some(quote);
                if next == Some(b'\r') {
                    self.next(vm)?;
                }
            }
        }
        self.found(kinds::STRING)
    }

    fn unterminated_string(
        &mut self,
        vm: &mut Vm,
        start: usize,
        quote: u8,
        quotes: usize,
        escaped_quote: bool,
    ) -> Raised {
        let detected = self.line;
        let text = match self.modes.last() {
            Some(m) if m.quote == quote && m.quotes == quotes => {
                format!("{}-string: expecting '}}'", m.letter())
            }
            _ if quotes == 3 => {
                format!("unterminated triple-quoted string literal (detected at line {detected})")
            }
            _ if escaped_quote => {
                format!(
                    "unterminated string literal (detected at line {detected}); perhaps you escaped the end quote?"
                )
            }
            _ => format!("unterminated string literal (detected at line {detected})"),
        };
        self.error_at(vm, &text, self.multi_line_start, start + 1, self.first_line)
    }

    /// An operator, a bracket, or a character that is none.
    fn operator(&mut self, vm: &mut Vm, c: u8) -> Res<Token> {
        if matches!(c, b':' | b'}' | b'!' | b'{')
            && let Some(mode) = self.modes.last_mut().filter(|m| m.in_field())
        {
            let cursor = mode.depth - i64::from(c != b'{');
            if c == b':' && cursor == mode.field {
                mode.in_text = true;
                mode.in_spec = true;
                return self.found(kinds::COLON);
            }
        }
        let rest = &self.bytes[self.at - 1..];
        let operator = kinds::OPERATORS.iter().find(|(word, _)| rest.starts_with(word));
        let (length, kind) = operator.map_or((1, kinds::OP), |(word, kind)| (word.len(), *kind));
        if length > 1 {
            self.at += length - 1;
            return self.found(kind);
        }
        match c {
            b'(' | b'[' | b'{' => self.open(vm, c)?,
            b')' | b']' | b'}' => self.close(vm, c)?,
            _ => {}
        }
        if !unicode::is_printable(u32::from(c)) {
            return Err(self.error(vm, &format!("invalid non-printable character U+{c:04X}")));
        }
        self.found(kind)
    }

    fn open(&mut self, vm: &mut Vm, c: u8) -> Res<()> {
        if self.brackets.len() >= MOST_BRACKETS {
            return Err(self.error(vm, "too many nested parentheses"));
        }
        self.brackets.push((c, self.line));
        if let Some(mode) = self.modes.last_mut() {
            mode.depth += 1;
        }
        Ok(())
    }

    fn close(&mut self, vm: &mut Vm, c: u8) -> Res<()> {
        let shown = c as char;
        let letter = self.modes.last().map(|m| m.letter());
        if let (Some(letter), b'}') = (letter, c)
            && self.modes.last().is_some_and(|m| m.depth == 0)
        {
            return Err(self.error(vm, &format!("{letter}-string: single '}}' is not allowed")));
        }
        if !self.extra && self.brackets.is_empty() {
            return Err(self.error(vm, &format!("unmatched '{shown}'")));
        }
        if let Some((open, line)) = self.brackets.pop() {
            let matches = matches!((open, c), (b'(', b')') | (b'[', b']') | (b'{', b'}'));
            if !self.extra && !matches {
                if let (Some(letter), b'{') = (letter, open)
                    && self.modes.last().is_some_and(|m| m.depth - m.field == 1)
                {
                    return Err(self.error(vm, &format!("{letter}-string: unmatched '{shown}'")));
                }
                let open = open as char;
                let place = if line == self.line { String::new() } else { format!(" on line {line}") };
                let text = format!(
                    "closing parenthesis '{shown}' does not match opening parenthesis '{open}'{place}"
                );
                return Err(self.error(vm, &text));
            }
        }
        if let Some(mode) = self.modes.last_mut() {
            mode.depth -= 1;
            // What belongs to a field is closed by its brace only.
            if mode.depth < 0 || c != b'}' && mode.depth == mode.field {
                let letter = mode.letter();
                return Err(self.error(vm, &format!("{letter}-string: unmatched '{shown}'")));
            }
            if c == b'}' && mode.depth == mode.field {
                mode.field -= 1;
                mode.in_text = true;
                mode.in_spec = false;
            }
        }
        Ok(())
    }
}
