//! One text: its name as shown, its characters with line breaks made `\n`, and the table that turns offsets into lines.

use std::cell::OnceCell;
use std::fmt;

use super::encoding::{self, DecodeError};
use super::span::Span;

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 0.
    pub column: u32,
    /// The column in UTF-8 bytes, from 0, as `ast` counts.
    pub byte_column: u32,
}

/// Reads a text that was not needed before.
type Fetch = Box<dyn Fn(&str) -> Option<String> + Send>;

/// The text of a script, a module or one interactive input. That of code from a file of kept code is read when somebody wants to see it; where its lines begin is known.
pub struct SourceText {
    name: String,
    text: OnceCell<String>,
    /// Reads the text, given the name.
    fetch: Option<Fetch>,
    /// Bytes of the text.
    length: u32,
    /// A number for its content.
    fingerprint: u64,
    /// The offset of every line's first byte; the first is 0.
    line_starts: Vec<u32>,
    is_ascii: bool,
    open_end: bool,
    foreign: bool,
    claimed: bool,
    /// `<>` is unequal, and `!=` is refused (`barry_as_FLUFL`).
    old_unequal: bool,
    /// Most digits of a decimal integer; 0: any.
    max_digits: usize,
    /// There is no text: each line is taken to have [`GRID`] columns.
    grid: bool,
    /// How much further down its lines are said to be than they stand (`code.replace(co_firstlineno=..)`).
    moved: i32,
}

/// CPython's limit on the digits of a decimal integer (quadratic conversion).
const MAX_DIGITS: usize = 4300;

/// Columns of a line of a text that is not there (see [`SourceText::grid`]).
const GRID: u32 = 1 << 10;

impl fmt::Debug for SourceText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SourceText").field("name", &self.name).field("length", &self.length).finish()
    }
}

/// What is kept of a text beside its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    pub length: u32,
    pub fingerprint: u64,
    pub is_ascii: bool,
    /// There is no text, only places ([`SourceText::grid`]).
    pub grid: bool,
    /// See [`SourceText::moved_by`].
    pub moved: i32,
    pub line_starts: Vec<u32>,
}

/// Texts up to this size are taken: spans are 32 bits wide and some offsets point behind the end.
pub const MAX_BYTES: usize = u32::MAX as usize - 16;

impl SourceText {
    /// A text from a string; `\r\n` and `\r` become `\n` as Python's tokenizer does.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> SourceText {
        let mut text = text.into();
        if memchr::memchr(b'\r', text.as_bytes()).is_some() {
            text = text.replace("\r\n", "\n").replace('\r', "\n");
        }
        if text.len() > MAX_BYTES {
            // Cut at a character; the parser then meets the end of the text.
            let mut end = MAX_BYTES;
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            text.truncate(end);
        }
        let mut line_starts = vec![0];
        line_starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1));
        let is_ascii = text.is_ascii();
        let length = text.len() as u32;
        SourceText {
            name: name.into(),
            text: text.into(),
            fetch: None,
            length,
            fingerprint: 0,
            line_starts,
            is_ascii,
            open_end: false,
            foreign: false,
            claimed: false,
            old_unequal: false,
            max_digits: MAX_DIGITS,
            grid: false,
            moved: 0,
        }
    }

    /// A text that is not read yet: `fetch` reads it, given the name. If it has become another one, it is empty.
    pub fn later(
        name: impl Into<String>,
        outline: Outline,
        fetch: impl Fn(&str) -> Option<String> + Send + 'static,
    ) -> SourceText {
        SourceText {
            name: name.into(),
            text: OnceCell::new(),
            fetch: Some(Box::new(fetch)),
            length: outline.length,
            fingerprint: outline.fingerprint,
            line_starts: outline.line_starts,
            is_ascii: outline.is_ascii,
            open_end: false,
            foreign: false,
            claimed: false,
            old_unequal: false,
            max_digits: MAX_DIGITS,
            grid: outline.grid,
            moved: outline.moved,
        }
    }

    /// What a file of kept code says of the text.
    pub fn outline(&self) -> Outline {
        Outline {
            length: self.length,
            fingerprint: fingerprint(self.text()),
            is_ascii: self.is_ascii,
            grid: self.grid,
            moved: self.moved,
            line_starts: self.line_starts.clone(),
        }
    }

    /// No text: places of a tree that a script has made. A place is line and column within a grid.
    pub fn grid(name: impl Into<String>) -> SourceText {
        SourceText { grid: true, ..SourceText::new(name, "") }
    }

    /// The same text, whose lines are said to be further down by so many.
    pub fn moved_by(&self, lines: i64) -> SourceText {
        let moved = (i64::from(self.moved) + lines).clamp(i64::from(i32::MIN), i64::from(i32::MAX));
        SourceText {
            name: self.name.clone(),
            text: self.text().to_string().into(),
            fetch: None,
            line_starts: self.line_starts.clone(),
            moved: moved as i32,
            ..*self
        }
    }

    /// Whether its lines are said to be elsewhere.
    pub fn is_moved(&self) -> bool {
        self.moved != 0
    }

    /// A line as it is counted outside, and one from there.
    fn told(&self, line: u32) -> u32 {
        (i64::from(line) + i64::from(self.moved)).clamp(0, i64::from(u32::MAX)) as u32
    }

    fn meant(&self, line: u32) -> u32 {
        (i64::from(line) - i64::from(self.moved)).clamp(0, i64::from(u32::MAX)) as u32
    }

    /// Whether there is no text, only places.
    pub fn is_grid(&self) -> bool {
        self.grid
    }

    /// The offset of a place in a text that is not there: line from 1, column in bytes. What lies outside of the grid is moved to its edge.
    pub fn grid_offset(line: i32, column: i32) -> u32 {
        let line = (line.max(1) as u32 - 1).min(u32::MAX / GRID - 1);
        line * GRID + (column.max(0) as u32).min(GRID - 1)
    }

    /// The column of such a place.
    pub fn grid_column(offset: u32) -> u32 {
        offset % GRID
    }

    /// A text from bytes: byte order mark, encoding line (PEP 263), UTF-8 by default.
    pub fn from_bytes(name: impl Into<String>, bytes: &[u8]) -> Result<SourceText, DecodeError> {
        Ok(SourceText::new(name, encoding::decode(bytes)?))
    }

    /// The same text, from an encoding of the registry: it cannot be read again without it.
    pub fn with_foreign_encoding(mut self) -> SourceText {
        self.foreign = true;
        self
    }

    /// Whether only the registry of codecs could decode the text.
    pub fn has_foreign_encoding(&self) -> bool {
        self.foreign
    }

    /// The same text under a name that a script has given it: the file of that name may hold another one.
    pub fn with_claimed_name(mut self) -> SourceText {
        self.claimed = true;
        self
    }

    /// Whether the file of this name may hold another text, or there be none.
    pub fn has_claimed_name(&self) -> bool {
        self.claimed || self.grid || self.moved != 0
    }

    /// The same text with another limit on the digits of its integers (`sys.set_int_max_str_digits`).
    pub fn with_max_digits(mut self, digits: usize) -> SourceText {
        self.max_digits = digits;
        self
    }

    /// Most digits of a decimal integer; 0: any.
    pub fn max_digits(&self) -> usize {
        self.max_digits
    }

    /// The same text where `barry_as_FLUFL` holds from the start.
    pub fn with_old_unequal(mut self) -> SourceText {
        self.old_unequal = true;
        self
    }

    /// Whether `<>` is unequal from the start.
    pub fn has_old_unequal(&self) -> bool {
        self.old_unequal
    }

    /// The same text for `eval` and `single`, where CPython adds no line break to a last line without one.
    pub fn with_open_end(mut self) -> SourceText {
        self.open_end = !self.text().ends_with('\n');
        self
    }

    /// Whether the text ends in its last line: nothing adds a line break.
    pub fn has_open_end(&self) -> bool {
        self.open_end
    }

    /// The name as tracebacks show it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        self.text.get_or_init(|| {
            let text = self.fetch.as_ref().and_then(|fetch| fetch(&self.name)).unwrap_or_default();
            let text = SourceText::new("", text);
            let is_the_same = text.length == self.length && fingerprint(text.text()) == self.fingerprint;
            if is_the_same { text.text.into_inner().unwrap_or_default() } else { String::new() }
        })
    }

    /// The text of a span; empty where the span leaves the text.
    pub fn slice(&self, span: Span) -> &str {
        self.text().get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// How many lines there are; a text that ends with a line break has an empty last one.
    pub fn line_count(&self) -> u32 {
        self.line_starts.len() as u32
    }

    /// The line (from 1) that holds the byte at `offset`.
    pub fn line_of(&self, offset: u32) -> u32 {
        if self.grid {
            return self.told(offset / GRID + 1);
        }
        self.told(self.line_starts.partition_point(|start| *start <= offset).max(1) as u32)
    }

    /// The offset at which a line (from 1) starts.
    pub fn line_start(&self, line: u32) -> u32 {
        let line = self.meant(line);
        if self.grid {
            return (line.max(1) - 1).saturating_mul(GRID);
        }
        let index = (line.max(1) - 1) as usize;
        self.line_starts.get(index).copied().unwrap_or(self.length)
    }

    /// The offset behind a line's last character, before its line break.
    pub fn line_end(&self, line: u32) -> u32 {
        match self.line_starts.get(self.meant(line).max(1) as usize) {
            Some(next) => next - 1,
            None => self.length,
        }
    }

    /// The text of a line (from 1) without its line break; empty where there is no such line.
    pub fn line_text(&self, line: u32) -> &str {
        self.slice(Span::new(self.line_start(line), self.line_end(line)))
    }

    /// Where a span ends, on the line of its last character: behind a line break is still that line.
    pub fn end_position(&self, span: Span) -> Position {
        let last = span.end.saturating_sub(1);
        let breaks = span.end > self.length || self.text().as_bytes().get(last as usize) == Some(&b'\n');
        if span.is_empty() || !breaks {
            return self.position(span.end);
        }
        let place = self.position(last);
        Position { column: place.column + 1, byte_column: place.byte_column + 1, ..place }
    }

    /// Line and columns of an offset; an offset behind the end counts as the end.
    pub fn position(&self, offset: u32) -> Position {
        if self.grid {
            let (line, column) = (self.told(offset / GRID + 1), offset % GRID);
            return Position { line, column, byte_column: column };
        }
        let offset = offset.min(self.length);
        let line = self.line_of(offset);
        let start = self.line_start(line);
        let byte_column = offset - start;
        let column = if self.is_ascii {
            byte_column
        } else {
            // A place inside a character counts as that character.
            let bytes = self.text().as_bytes().get(start as usize..offset as usize).unwrap_or_default();
            bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count() as u32
        };
        Position { line, column, byte_column }
    }
}

/// A number for a text: FNV-1a over words of eight bytes.
fn fingerprint(text: &str) -> u64 {
    let mix = |h: u64, word: u64| (h ^ word).wrapping_mul(0x0100_0000_01b3).rotate_left(23);
    let mut chunks = text.as_bytes().chunks_exact(8);
    let mut h = 0xcbf2_9ce4_8422_2325;
    for chunk in &mut chunks {
        h = mix(h, u64::from_le_bytes(chunk.try_into().unwrap_or_default()));
    }
    chunks.remainder().iter().fold(h, |h, b| mix(h, u64::from(*b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_characters_and_bytes() {
        let source = SourceText::new("x.py", "a = 1\r\nä = é\rlast");
        assert_eq!(source.text(), "a = 1\nä = é\nlast");
        assert_eq!(source.line_count(), 3);
        assert_eq!(source.line_text(2), "ä = é");
        let offset = source.text().find('é').unwrap() as u32;
        assert_eq!(source.position(offset), Position { line: 2, column: 4, byte_column: 5 });
        assert_eq!(source.position(9_999).line, 3);
        assert_eq!(source.line_text(9), "");
    }

    #[test]
    fn an_empty_text_has_one_line() {
        let source = SourceText::new("x.py", "");
        assert_eq!((source.line_count(), source.line_of(0), source.line_text(1)), (1, 1, ""));
    }
}
