//! The template language of `str.format`: literals, replacement fields, field names, automatic numbering.
//!
//! Nothing is looked up here: the caller resolves names and attributes, formats nested fields of the specification
//! first (depth 2 at most: [`max_recursion`]) and then applies it.

use crate::object::error::{ErrKind, TextError, TextResult};
use crate::object::text::{unicode, wtf8};

/// A replacement field as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    /// Everything before `!` and `:`.
    pub name: &'a [u8],
    /// The character after `!`; 0 means none.
    pub conversion: u32,
    /// The specification, empty if there is none.
    pub spec: &'a [u8],
    /// Whether the specification holds fields itself.
    pub nested: bool,
}

/// A piece of a template: literal text and then, perhaps, a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Text to copy (a doubled brace is one already).
    pub literal: &'a [u8],
    /// The field behind it.
    pub field: Option<Field<'a>>,
}

/// Iterates over a template. Errors come when their place is reached, as the pieces before take effect first.
#[derive(Clone, Debug)]
pub struct Template<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Template<'a> {
    /// Begins.
    pub fn new(text: &'a [u8]) -> Template<'a> {
        Template { text, at: 0 }
    }

    fn field(&mut self) -> TextResult<Field<'a>> {
        let text = self.text;
        let start = self.at;
        let mut end = b' ';
        while self.at < text.len() {
            end = text[self.at];
            self.at += 1;
            match end {
                b'{' => return Err(TextError::value("unexpected '{' in field name")),
                b'[' => {
                    while self.at < text.len() && text[self.at] != b']' {
                        self.at += 1;
                    }
                }
                b'}' | b':' | b'!' => break,
                _ => {}
            }
        }
        let mut field =
            Field { name: &text[start..self.at.max(start + 1) - 1], conversion: 0, spec: b"", nested: false };
        match end {
            b'}' => return Ok(field),
            b'!' | b':' => {}
            _ => return Err(TextError::value("expected '}' before end of string")),
        }
        if end == b'!' {
            if self.at >= text.len() {
                return Err(TextError::value("end of string while looking for conversion specifier"));
            }
            let (conversion, length) = wtf8::code_point_at(text, self.at);
            field.conversion = conversion;
            self.at += length;
            if let Some(next) = text.get(self.at) {
                self.at += 1;
                match next {
                    b'}' => return Ok(field),
                    b':' => {}
                    _ => return Err(TextError::value("expected ':' after conversion specifier")),
                }
            }
        }
        let start = self.at;
        let mut depth = 1;
        while self.at < text.len() {
            let byte = text[self.at];
            self.at += 1;
            match byte {
                b'{' => {
                    field.nested = true;
                    depth += 1;
                }
                b'}' => {
                    depth -= 1;
                    if depth == 0 {
                        field.spec = &text[start..self.at - 1];
                        return Ok(field);
                    }
                }
                _ => {}
            }
        }
        Err(TextError::value("unmatched '{' in format spec"))
    }

    fn piece(&mut self) -> TextResult<Piece<'a>> {
        let start = self.at;
        let Some(found) = memchr::memchr2(b'{', b'}', &self.text[start..]) else {
            self.at = self.text.len();
            return Ok(Piece { literal: &self.text[start..], field: None });
        };
        let brace = start + found;
        let byte = self.text[brace];
        self.at = brace + 1;
        match self.text.get(self.at) {
            Some(next) if *next == byte => {
                self.at += 1;
                Ok(Piece { literal: &self.text[start..=brace], field: None })
            }
            _ if byte == b'}' => Err(TextError::value("Single '}' encountered in format string")),
            None => Err(TextError::value("Single '{' encountered in format string")),
            Some(_) => {
                let literal = &self.text[start..brace];
                Ok(Piece { literal, field: Some(self.field()?) })
            }
        }
    }
}

impl<'a> Iterator for Template<'a> {
    type Item = TextResult<Piece<'a>>;

    fn next(&mut self) -> Option<TextResult<Piece<'a>>> {
        if self.at >= self.text.len() {
            return None;
        }
        let piece = self.piece();
        if piece.is_err() {
            self.at = self.text.len();
        }
        Some(piece)
    }
}

/// What a field name begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First<'a> {
    /// Nothing: the next positional argument.
    Auto,
    /// A positional argument.
    Index(usize),
    /// A keyword argument.
    Name(&'a [u8]),
}

/// A step from a value to a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accessor<'a> {
    /// `.name`
    Attribute(&'a [u8]),
    /// `[7]`
    Index(usize),
    /// `[name]`
    Key(&'a [u8]),
}

/// An index if the text is nothing but decimal digits.
fn integer(text: &[u8]) -> TextResult<Option<usize>> {
    if text.is_empty() {
        return Ok(None);
    }
    let mut value = 0i64;
    for code in wtf8::code_points(text) {
        let Some(digit) = unicode::decimal_value(code) else { return Ok(None) };
        value = value
            .checked_mul(10)
            .and_then(|value| value.checked_add(i64::from(digit)))
            .ok_or_else(|| TextError::value("Too many decimal digits in format string"))?;
    }
    Ok(Some(value as usize))
}

/// Splits a field name into its beginning and the accessors behind it.
pub fn split_name(name: &[u8]) -> TextResult<(First<'_>, Accessors<'_>)> {
    let end = memchr::memchr2(b'.', b'[', name).unwrap_or(name.len());
    let first = &name[..end];
    let rest = Accessors { text: name, at: end };
    if first.is_empty() {
        return Ok((First::Auto, rest));
    }
    Ok((integer(first)?.map_or(First::Name(first), First::Index), rest))
}

/// Iterates over the accessors of a field name.
#[derive(Clone, Debug)]
pub struct Accessors<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Accessors<'a> {
    fn accessor(&mut self) -> TextResult<Accessor<'a>> {
        let text = self.text;
        let opening = text[self.at];
        let start = self.at + 1;
        let accessor = match opening {
            b'.' => {
                let end = memchr::memchr2(b'.', b'[', &text[start..]).map_or(text.len(), |n| start + n);
                self.at = end;
                Accessor::Attribute(&text[start..end])
            }
            b'[' => {
                let Some(length) = memchr::memchr(b']', &text[start..]) else {
                    return Err(TextError::value("Missing ']' in format string"));
                };
                self.at = start + length + 1;
                let name = &text[start..start + length];
                integer(name)?.map_or(Accessor::Key(name), Accessor::Index)
            }
            _ => {
                return Err(TextError::value("Only '.' or '[' may follow ']' in format field specifier"));
            }
        };
        match accessor {
            Accessor::Attribute(b"") | Accessor::Key(b"") => {
                Err(TextError::value("Empty attribute in format string"))
            }
            accessor => Ok(accessor),
        }
    }
}

impl<'a> Iterator for Accessors<'a> {
    type Item = TextResult<Accessor<'a>>;

    fn next(&mut self) -> Option<TextResult<Accessor<'a>>> {
        if self.at >= self.text.len() {
            return None;
        }
        let accessor = self.accessor();
        if accessor.is_err() {
            self.at = self.text.len();
        }
        Some(accessor)
    }
}

/// Keeps count of `{}` and refuses a mixture with `{0}`. One serves a template and its nested specifications.
#[derive(Clone, Copy, Debug, Default)]
pub struct Numbering {
    next: usize,
    manual: Option<bool>,
}

impl Numbering {
    /// The position a field's beginning means; `None` for a name.
    pub fn resolve(&mut self, first: First<'_>) -> TextResult<Option<usize>> {
        let (manual, index) = match first {
            First::Name(_) => return Ok(None),
            First::Index(index) => (true, index),
            First::Auto => (false, self.next),
        };
        match (self.manual, manual) {
            (Some(true), false) => Err(TextError::value(
                "cannot switch from manual field specification to automatic field numbering",
            )),
            (Some(false), true) => Err(TextError::value(
                "cannot switch from automatic field numbering to manual field specification",
            )),
            _ => {
                self.manual = Some(manual);
                self.next += usize::from(!manual);
                Ok(Some(index))
            }
        }
    }
}

/// The error of a position beyond the arguments.
pub fn missing_position(index: usize) -> TextError {
    TextError::new(
        ErrKind::Index,
        format!("Replacement index {index} out of range for positional args tuple"),
    )
}

/// The error of a conversion other than `r`, `s`, `a`.
pub fn unknown_conversion(conversion: u32) -> TextError {
    TextError::value(match char::from_u32(conversion) {
        Some(character) if conversion > 32 && conversion < 127 => {
            format!("Unknown conversion specifier {character}")
        }
        _ => format!("Unknown conversion specifier \\x{conversion:x}"),
    })
}

/// The error of fields in a specification of a specification's field.
pub fn max_recursion() -> TextError {
    TextError::value("Max string recursion exceeded")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        Template::new(text.as_bytes()).find_map(Result::err).map(|e| e.message).unwrap_or_default()
    }

    #[test]
    fn pieces() {
        let pieces: Vec<_> = Template::new(b"a{{b{x!r:>{w}}}}").map(Result::unwrap).collect();
        assert_eq!(pieces[0], Piece { literal: b"a{", field: None });
        let field = pieces[1].field.unwrap();
        assert_eq!((pieces[1].literal, field.name, field.conversion), (&b"b"[..], &b"x"[..], 0x72));
        assert_eq!((field.spec, field.nested), (&b">{w}"[..], true));
        assert_eq!(pieces[2].literal, b"}");
    }

    #[test]
    fn errors() {
        assert_eq!(error("{"), "Single '{' encountered in format string");
        assert_eq!(error("{}}"), "Single '}' encountered in format string");
        assert_eq!(error("{0"), "expected '}' before end of string");
        assert_eq!(error("{!"), "end of string while looking for conversion specifier");
        assert_eq!(error("{!r"), "unmatched '{' in format spec");
        assert_eq!(error("{!rx}"), "expected ':' after conversion specifier");
        assert_eq!(error("{a{b}}"), "unexpected '{' in field name");
    }

    #[test]
    fn names() {
        let (first, rest) = split_name("a.b[0][k]".as_bytes()).unwrap();
        assert_eq!(first, First::Name(b"a"));
        let rest: Vec<_> = rest.map(Result::unwrap).collect();
        assert_eq!(rest, [Accessor::Attribute(b"b"), Accessor::Index(0), Accessor::Key(b"k")]);
        let bad = |name: &'static str| {
            split_name(name.as_bytes()).unwrap().1.find_map(Result::err).unwrap().message
        };
        assert_eq!(bad("0[a]b"), "Only '.' or '[' may follow ']' in format field specifier");
        assert_eq!(bad("0."), "Empty attribute in format string");
        let mut numbering = Numbering::default();
        assert_eq!(numbering.resolve(First::Auto).unwrap(), Some(0));
        assert!(numbering.resolve(First::Index(0)).is_err());
    }
}
