//! The `%` operator of str and bytes: directives, and how converted values are laid out.
//!
//! The caller walks the [`Pieces`], looks up the key, fetches the stars' arguments, calls [`Directive::check`], fetches
//! the value, asks [`Directive::wants`] and calls one of the appliers: in this order the errors are CPython's.

use crate::object::buffer;
use crate::object::error::{ErrKind, TextError, TextResult};
use crate::object::number::float::text::{Form, Style, format as format_float};
use crate::object::number::int::IntRef;
use crate::object::text::wtf8;

use super::format_spec::number::MAX_PRECISION;
use super::magnitude;

/// A width or a precision as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Not given.
    None,
    /// `*`: the next argument says.
    Star,
    /// A number.
    Value(usize),
}

/// A directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Directive<'a> {
    /// The key in parentheses.
    pub key: Option<&'a [u8]>,
    /// `-`
    pub left: bool,
    /// `+`
    pub plus: bool,
    /// Blank.
    pub blank: bool,
    /// `#`
    pub alternate: bool,
    /// `0`
    pub zero: bool,
    /// Least width.
    pub width: Amount,
    /// Digits or characters.
    pub precision: Amount,
    /// The conversion type.
    pub kind: u32,
    /// Offset of the conversion type in the format, for the error.
    offset: usize,
    /// What is wrong with the directive, told by [`Directive::check`].
    fault: Option<&'static str>,
}

/// A piece of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text to copy.
    Literal(&'a [u8]),
    /// A conversion type alone, one of `s`, `d` and `r`.
    Plain(u8),
    /// Something to fill in.
    Directive(Directive<'a>),
}

/// Iterates over a format. Errors come when their place is reached, as directives before it take arguments first.
///
/// After a directive with a key the caller must have checked that the argument is a mapping
/// ([`not_a_mapping`]) before it goes on.
#[derive(Clone, Debug)]
pub struct Pieces<'a> {
    format: &'a [u8],
    at: usize,
    bytes: bool,
}

impl<'a> Pieces<'a> {
    /// The pieces of a str format.
    pub fn of_str(format: &'a [u8]) -> Pieces<'a> {
        Pieces { format, at: 0, bytes: false }
    }

    /// The pieces of a bytes format.
    pub fn of_bytes(format: &'a [u8]) -> Pieces<'a> {
        Pieces { format, at: 0, bytes: true }
    }

    fn peek(&self) -> Result<u8, &'static str> {
        self.format.get(self.at).copied().ok_or("incomplete format")
    }

    fn key(&mut self) -> TextResult<&'a [u8]> {
        let start = self.at;
        let mut depth = 1;
        while let Some(byte) = self.format.get(self.at) {
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        return Ok(&self.format[start..self.at - 1]);
                    }
                }
                _ => {}
            }
        }
        Err(TextError::value("incomplete format key"))
    }

    fn amount(&mut self, limit: usize, too_big: &'static str) -> Result<Amount, &'static str> {
        if self.peek()? == b'*' {
            self.at += 1;
            return Ok(Amount::Star);
        }
        let mut value = None;
        while let Some(digit) = self.format.get(self.at).filter(|b| b.is_ascii_digit()) {
            let next = value
                .unwrap_or(0usize)
                .checked_mul(10)
                .and_then(|n| n.checked_add(usize::from(digit - b'0')));
            value = next.filter(|n| *n <= limit);
            if value.is_none() {
                return Err(too_big);
            }
            self.at += 1;
        }
        Ok(value.map_or(Amount::None, Amount::Value))
    }

    /// Begins after the percent sign.
    fn directive(&mut self) -> TextResult<Piece<'a>> {
        let mut out = Directive::plain(0);
        if self.format.get(self.at) == Some(&b'(') {
            self.at += 1;
            out.key = Some(self.key()?);
        }
        if let Err(fault) = self.details(&mut out) {
            out.fault = Some(fault);
            self.at = self.format.len();
        }
        Ok(Piece::Directive(out))
    }

    /// Everything behind the key.
    fn details(&mut self, out: &mut Directive<'a>) -> Result<(), &'static str> {
        loop {
            match self.peek()? {
                b'-' => out.left = true,
                b'+' => out.plus = true,
                b' ' => out.blank = true,
                b'#' => out.alternate = true,
                b'0' => out.zero = true,
                _ => break,
            }
            self.at += 1;
        }
        out.width = self.amount(isize::MAX as usize, "width too big")?;
        if self.peek()? == b'.' {
            self.at += 1;
            let too_big = if self.bytes { "prec too big" } else { "precision too big" };
            out.precision = match self.amount(i32::MAX as usize, too_big)? {
                Amount::None => Amount::Value(0),
                given => given,
            };
        }
        if matches!(self.peek()?, b'h' | b'l' | b'L') {
            self.at += 1;
        }
        self.peek()?;
        let (kind, length) = if self.bytes {
            (u32::from(self.format[self.at]), 1)
        } else {
            wtf8::code_point_at(self.format, self.at)
        };
        out.kind = kind;
        out.offset = self.at;
        self.at += length;
        Ok(())
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = TextResult<Piece<'a>>;

    fn next(&mut self) -> Option<TextResult<Piece<'a>>> {
        if self.at >= self.format.len() {
            return None;
        }
        if self.format[self.at] != b'%' {
            let start = self.at;
            self.at = memchr::memchr(b'%', &self.format[start..]).map_or(self.format.len(), |n| start + n);
            return Some(Ok(Piece::Literal(&self.format[start..self.at])));
        }
        self.at += 1;
        match self.format.get(self.at) {
            Some(b'%') => {
                self.at += 1;
                return Some(Ok(Piece::Literal(b"%")));
            }
            Some(kind @ (b's' | b'd' | b'r')) => {
                self.at += 1;
                return Some(Ok(Piece::Plain(*kind)));
            }
            _ => {}
        }
        let piece = self.directive();
        if piece.is_err() {
            self.at = self.format.len();
        }
        Some(piece)
    }
}

/// What a directive wants of its argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wants {
    /// `s` (in bytes: `s` and `b`)
    Str,
    /// `r` (in bytes as `a`)
    Repr,
    /// `a`
    Ascii,
    /// `c`
    Char,
    /// `d`, `i`, `u`: any real number, cut to an integer.
    Decimal,
    /// `x`, `X`, `o`: an integer.
    Integer,
    /// `e`, `f`, `g` and their capitals.
    Float,
}

impl Directive<'_> {
    /// A conversion type without anything.
    pub fn plain(kind: u8) -> Directive<'static> {
        Directive {
            key: None,
            left: false,
            plus: false,
            blank: false,
            alternate: false,
            zero: false,
            width: Amount::None,
            precision: Amount::None,
            kind: u32::from(kind),
            offset: 0,
            fault: None,
        }
    }

    /// To be called when key and stars have taken their arguments, before the value does: an incomplete directive.
    pub fn check(&self) -> TextResult<()> {
        self.fault.map_or(Ok(()), |fault| Err(TextError::value(fault)))
    }

    /// What the directive wants; an error for a type that does not exist.
    pub fn wants(&self, format: &[u8], bytes: bool) -> TextResult<Wants> {
        Ok(match char::from_u32(self.kind).unwrap_or('\0') {
            's' => Wants::Str,
            'b' if bytes => Wants::Str,
            'r' if bytes => Wants::Ascii,
            'r' => Wants::Repr,
            'a' => Wants::Ascii,
            'c' => Wants::Char,
            'd' | 'i' | 'u' => Wants::Decimal,
            'x' | 'X' | 'o' => Wants::Integer,
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' => Wants::Float,
            _ if bytes && self.kind >= 0x80 => {
                return Err(TextError::overflow("character argument not in range(0x110000)"));
            }
            character => {
                let index = if bytes { self.offset } else { wtf8::index_of_offset(format, self.offset) };
                let shown = if bytes || (' '..='~').contains(&character) { character } else { '?' };
                return Err(TextError::value(format!(
                    "unsupported format character '{shown}' (0x{:x}) at index {index}",
                    self.kind
                )));
            }
        })
    }
}

/// A directive's width and precision once stars are resolved.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    left: bool,
    plus: bool,
    blank: bool,
    alternate: bool,
    zero: bool,
    width: usize,
    precision: Option<usize>,
    kind: u8,
}

impl Layout {
    /// Puts in what the stars' arguments said (0 where there is no star): a negative width means left.
    pub fn new(directive: &Directive<'_>, star_width: i64, star_precision: i64) -> Layout {
        let mut left = directive.left;
        let width = match directive.width {
            Amount::None => 0,
            Amount::Value(width) => width,
            Amount::Star => {
                left |= star_width < 0;
                star_width.unsigned_abs() as usize
            }
        };
        let precision = match directive.precision {
            Amount::None => None,
            Amount::Value(precision) => Some(precision),
            Amount::Star => Some(star_precision.max(0) as usize),
        };
        Layout {
            left,
            plus: directive.plus,
            blank: directive.blank,
            alternate: directive.alternate,
            zero: directive.zero,
            width,
            precision,
            kind: directive.kind as u8,
        }
    }

    fn pad(&self, out: &mut Vec<u8>, count: usize, fill: u8) -> TextResult<()> {
        buffer::room(out, count)?;
        out.resize(out.len() + count, fill);
        Ok(())
    }

    /// Appends a text for `s`, `r`, `a`: cut to the precision, padded to the width.
    pub fn push_text(&self, out: &mut Vec<u8>, text: &[u8], characters: bool) -> TextResult<()> {
        let text = match self.precision {
            Some(precision) if characters => &text[..wtf8::offset_of(text, precision)],
            Some(precision) => &text[..precision.min(text.len())],
            None => text,
        };
        let length = if characters { wtf8::char_count(text) } else { text.len() };
        self.place(out, text, length)
    }

    /// Appends one character for `c`; the precision plays no part.
    pub fn push_char(&self, out: &mut Vec<u8>, character: &[u8]) -> TextResult<()> {
        self.place(out, character, 1)
    }

    fn place(&self, out: &mut Vec<u8>, text: &[u8], length: usize) -> TextResult<()> {
        let missing = self.width.saturating_sub(length);
        if !self.left {
            self.pad(out, missing, b' ')?;
        }
        buffer::extend(out, text)?;
        if self.left {
            self.pad(out, missing, b' ')?;
        }
        Ok(())
    }

    fn push_number(&self, out: &mut Vec<u8>, negative: bool, prefix: &str, digits: &str) -> TextResult<()> {
        let sign = match (negative, self.plus, self.blank) {
            (true, ..) => "-",
            (_, true, _) => "+",
            (_, _, true) => " ",
            _ => "",
        };
        let missing = self.width.saturating_sub(sign.len() + prefix.len() + digits.len());
        if !self.left && !self.zero {
            self.pad(out, missing, b' ')?;
        }
        out.extend_from_slice(sign.as_bytes());
        out.extend_from_slice(prefix.as_bytes());
        if !self.left && self.zero {
            self.pad(out, missing, b'0')?;
        }
        buffer::extend(out, digits.as_bytes())?;
        if self.left {
            self.pad(out, missing, b' ')?;
        }
        Ok(())
    }

    /// Appends an integer for `d`, `i`, `u`, `x`, `X`, `o`.
    pub fn push_int(&self, out: &mut Vec<u8>, value: IntRef<'_>, max_digits: usize) -> TextResult<()> {
        let (prefix, mut digits) = magnitude(value, self.kind, max_digits)?;
        if let Some(zeros) = self.precision.and_then(|precision| precision.checked_sub(digits.len())) {
            let mut padded = Vec::new();
            self.pad(&mut padded, zeros, b'0')?;
            buffer::extend(&mut padded, digits.as_bytes())?;
            digits = String::from_utf8(padded).expect("digits are ASCII");
        }
        self.push_number(out, value.is_negative(), if self.alternate { prefix } else { "" }, &digits)
    }

    /// Appends a float for `e`, `f`, `g` and their capitals.
    pub fn push_float(&self, out: &mut Vec<u8>, value: f64) -> TextResult<()> {
        let form = match self.kind.to_ascii_lowercase() {
            b'e' => Form::Exp,
            b'f' => Form::Fixed,
            _ => Form::General,
        };
        let precision = self.precision.unwrap_or(6);
        if precision > MAX_PRECISION {
            return Err(TextError::value("precision too big"));
        }
        Vec::<u8>::new().try_reserve(precision).map_err(|_| TextError::memory())?;
        let style =
            Style { alternate: self.alternate, dot_zero: false, upper: self.kind.is_ascii_uppercase() };
        let text = format_float(value, form, precision, style);
        match text.strip_prefix('-') {
            Some(digits) => self.push_number(out, true, "", digits),
            None => self.push_number(out, false, "", &text),
        }
    }
}

/// No argument left for a directive.
pub fn not_enough() -> TextError {
    TextError::type_error("not enough arguments for format string")
}

/// Arguments left at the end.
pub fn too_many(bytes: bool) -> TextError {
    TextError::type_error(if bytes {
        "not all arguments converted during bytes formatting"
    } else {
        "not all arguments converted during string formatting"
    })
}

/// A key, but no mapping.
pub fn not_a_mapping() -> TextError {
    TextError::type_error("format requires a mapping")
}

/// A star's argument that is no int.
pub fn star_wants_int() -> TextError {
    TextError::type_error("* wants int")
}

/// The argument of a numeric directive has the wrong type.
pub fn wrong_type(directive: &Directive<'_>, wants: Wants, bytes: bool, type_name: &str) -> TextError {
    let kind = char::from_u32(directive.kind).unwrap_or('?');
    TextError::type_error(match wants {
        Wants::Decimal => format!("%{kind} format: a real number is required, not {type_name}"),
        Wants::Integer => format!("%{kind} format: an integer is required, not {type_name}"),
        Wants::Float if bytes => format!("float argument required, not {type_name}"),
        Wants::Float => format!("must be real number, not {type_name}"),
        Wants::Char if bytes => {
            format!("%c requires an integer in range(256) or a single byte, not {type_name}")
        }
        Wants::Char => format!("%c requires an int or a unicode character, not {type_name}"),
        Wants::Str | Wants::Repr | Wants::Ascii => format!(
            "%b requires a bytes-like object, or an object that implements __bytes__, not '{type_name}'"
        ),
    })
}

/// The argument of `%c` is no character.
pub fn char_out_of_range(bytes: bool) -> TextError {
    let range = if bytes { "256" } else { "0x110000" };
    TextError::new(ErrKind::Overflow, format!("%c arg not in range({range})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(format: &str) -> Directive<'_> {
        match Pieces::of_str(format.as_bytes()).next() {
            Some(Ok(Piece::Directive(directive))) => directive,
            other => panic!("{other:?}"),
        }
    }

    fn int(format: &str, value: i64) -> String {
        let mut out = Vec::new();
        Layout::new(&one(format), 0, 0).push_int(&mut out, IntRef::Small(value), 0).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn integers() {
        assert_eq!(int("%05.3d", 5), "00005");
        assert_eq!(int("%#10.4x", 10), "    0x000a");
        assert_eq!(int("%#010x", 10), "0x0000000a");
        assert_eq!(int("%-05d", 5), "5    ");
        assert_eq!(int("%+05d", 5), "+0005");
    }

    #[test]
    fn parsing() {
        let directive = one("%(a(b))-+ 5.2ld");
        assert_eq!(directive.key, Some(&b"a(b)"[..]));
        assert_eq!((directive.width, directive.precision), (Amount::Value(5), Amount::Value(2)));
        let error = |f: &'static str| one(f).check().unwrap_err().message;
        assert_eq!(error("%"), "incomplete format");
        assert!(Pieces::of_str(b"%(a").next().unwrap().is_err());
        assert_eq!(error("%99999999999999999999d"), "width too big");
        assert_eq!(
            one("%é").wants("%é".as_bytes(), false).unwrap_err().message,
            "unsupported format character '?' (0xe9) at index 1"
        );
    }

    #[test]
    fn texts_and_floats() {
        let mut out = Vec::new();
        Layout::new(&one("%*.1s"), -3, 0).push_text(&mut out, "éa".as_bytes(), true).unwrap();
        Layout::new(&one("%05f"), 0, 0).push_float(&mut out, f64::NAN).unwrap();
        assert_eq!(out, "é  00nan".as_bytes());
    }
}
