//! The format specification mini-language: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.
//!
//! `parse` reads a specification; `int`, `float`, `complex`, `str` and `bool` apply it. Texts are generalised UTF-8.

pub mod number;

use crate::object::error::{TextError, TextResult};
use crate::object::text::wtf8;

/// A parsed specification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    /// Fill character.
    pub fill: u32,
    /// One of `<`, `>`, `=`, `^`; the default if none is given.
    pub align: u8,
    /// Whether alignment was given.
    pub align_given: bool,
    /// `+`, `-`, blank, or 0 if none is given.
    pub sign: u8,
    /// `z`: no negative zero.
    pub no_negative_zero: bool,
    /// `#`
    pub alternate: bool,
    /// Least width.
    pub width: Option<usize>,
    /// `,`, `_`, or 0.
    pub grouping: u8,
    /// Digits or characters.
    pub precision: Option<usize>,
    /// What stands between groups of digits behind the point: `,`, `_`, or 0.
    pub fraction_grouping: u8,
    /// The presentation type, 0 if none is given.
    pub kind: u32,
}

/// Reads digits; no digits give `None`.
fn integer(spec: &[u8], at: &mut usize) -> TextResult<Option<usize>> {
    let start = *at;
    let mut value = 0i64;
    while *at < spec.len() {
        let (code, length) = wtf8::code_point_at(spec, *at);
        // Decimal digits of any script count.
        let Some(digit) = crate::object::text::unicode::decimal_value(code) else { break };
        value = value
            .checked_mul(10)
            .and_then(|value| value.checked_add(i64::from(digit)))
            .ok_or_else(|| TextError::value("Too many decimal digits in format string"))?;
        *at += length;
    }
    Ok((*at > start).then_some(value as usize))
}

/// Parses a specification. `default_kind` and `default_align` are the type's; `type_name` is for the error.
pub fn parse(spec: &[u8], default_kind: u8, default_align: u8, type_name: &str) -> TextResult<Spec> {
    let mut out = Spec {
        fill: 0x20,
        align: default_align,
        align_given: false,
        sign: 0,
        no_negative_zero: false,
        alternate: false,
        width: None,
        grouping: 0,
        precision: None,
        fraction_grouping: 0,
        kind: u32::from(default_kind),
    };
    let is_align = |byte: Option<&u8>| matches!(byte, Some(b'<' | b'>' | b'=' | b'^'));
    let mut at = 0;
    let mut fill_given = false;
    if !spec.is_empty() {
        let (first, length) = wtf8::code_point_at(spec, 0);
        if is_align(spec.get(length)) {
            out.fill = first;
            out.align = spec[length];
            fill_given = true;
            out.align_given = true;
            at = length + 1;
        } else if is_align(spec.first()) {
            out.align = spec[0];
            out.align_given = true;
            at = 1;
        }
    }
    let take = |at: &mut usize, wanted: &[u8]| match spec.get(*at) {
        Some(byte) if wanted.contains(byte) => {
            *at += 1;
            *byte
        }
        _ => 0,
    };
    out.sign = take(&mut at, b"+- ");
    out.no_negative_zero = take(&mut at, b"z") != 0;
    out.alternate = take(&mut at, b"#") != 0;
    if !fill_given && spec.get(at) == Some(&b'0') {
        out.fill = 0x30;
        if !out.align_given && default_align == b'>' {
            out.align = b'=';
        }
        at += 1;
    }
    out.width = integer(spec, &mut at)?;
    if take(&mut at, b",") != 0 {
        out.grouping = b',';
    }
    if take(&mut at, b"_") != 0 {
        if out.grouping != 0 {
            return Err(both_separators());
        }
        out.grouping = b'_';
    }
    if spec.get(at) == Some(&b',') && out.grouping == b'_' {
        return Err(both_separators());
    }
    if take(&mut at, b".") != 0 {
        out.precision = integer(spec, &mut at)?;
        out.fraction_grouping = take(&mut at, b",_");
        if out.fraction_grouping != 0 && take(&mut at, b",_") != 0 {
            return Err(both_separators());
        }
        if out.precision.is_none() && out.fraction_grouping == 0 {
            return Err(TextError::value("Format specifier missing precision"));
        }
    }
    if at < spec.len() {
        let (kind, length) = wtf8::code_point_at(spec, at);
        if at + length < spec.len() {
            return Err(TextError::value(format!(
                "Invalid format specifier '{}' for object of type '{type_name}'",
                String::from_utf8_lossy(spec)
            )));
        }
        out.kind = kind;
    }
    if out.grouping != 0 {
        let allowed = match u8::try_from(out.kind).unwrap_or(b'?') {
            b'd' | b'e' | b'f' | b'g' | b'E' | b'G' | b'%' | b'F' | 0 => true,
            b'b' | b'o' | b'x' | b'X' => out.grouping == b'_',
            _ => false,
        };
        if !allowed {
            return Err(bad_separator(out.grouping, out.kind));
        }
    }
    if out.fraction_grouping != 0 && out.kind == u32::from(b'n') {
        return Err(bad_separator(out.fraction_grouping, out.kind));
    }
    Ok(out)
}

fn both_separators() -> TextError {
    TextError::value("Cannot specify both ',' and '_'.")
}

/// A presentation type as the messages show it.
fn show_kind(kind: u32) -> String {
    match char::from_u32(kind) {
        Some(character) if kind > 32 && kind < 128 => format!("'{character}'"),
        _ => format!("'\\x{kind:x}'"),
    }
}

fn bad_separator(separator: u8, kind: u32) -> TextError {
    TextError::value(format!("Cannot specify '{}' with {}.", char::from(separator), show_kind(kind)))
}

/// The error for a presentation type that the type does not know.
pub fn unknown_kind(kind: u32, type_name: &str) -> TextError {
    TextError::value(format!("Unknown format code {} for object of type '{type_name}'", show_kind(kind)))
}

/// Puts a text of `length` characters into the specification's width.
fn place(text: &[u8], length: usize, spec: &Spec, align: u8) -> TextResult<Vec<u8>> {
    let missing = spec.width.unwrap_or(0).saturating_sub(length);
    let left = match align {
        b'>' => missing,
        b'^' => missing / 2,
        _ => 0,
    };
    let fill = wtf8::from_code_point(spec.fill);
    let mut out = reserve(missing, fill.len(), text.len())?;
    repeat(&mut out, &fill, left);
    out.extend_from_slice(text);
    repeat(&mut out, &fill, missing - left);
    Ok(out)
}

/// A buffer for `count` fills and a text, or `MemoryError`.
fn reserve(count: usize, fill: usize, text: usize) -> TextResult<Vec<u8>> {
    let size = count.checked_mul(fill).and_then(|size| size.checked_add(text));
    let mut out = Vec::new();
    match size {
        Some(size) if out.try_reserve_exact(size).is_ok() => Ok(out),
        _ => Err(TextError::memory()),
    }
}

fn repeat(out: &mut Vec<u8>, fill: &[u8], count: usize) {
    for _ in 0..count {
        out.extend_from_slice(fill);
    }
}

/// `format(text, spec)`; `type_name` is the class as errors show it.
pub fn str(text: &[u8], spec: &[u8], type_name: &str) -> TextResult<Vec<u8>> {
    if spec.is_empty() {
        return Ok(text.to_vec());
    }
    let spec = parse(spec, b's', b'<', type_name)?;
    if spec.kind != u32::from(b's') {
        return Err(unknown_kind(spec.kind, type_name));
    }
    if spec.sign != 0 {
        return Err(TextError::value(if spec.sign == b' ' {
            "Space not allowed in string format specifier"
        } else {
            "Sign not allowed in string format specifier"
        }));
    }
    if spec.no_negative_zero {
        return Err(TextError::value("Negative zero coercion (z) not allowed in string format specifier"));
    }
    if spec.alternate {
        return Err(TextError::value("Alternate form (#) not allowed in string format specifier"));
    }
    if spec.align == b'=' {
        return Err(TextError::value("'=' alignment not allowed in string format specifier"));
    }
    let text = match spec.precision {
        Some(precision) => &text[..wtf8::offset_of(text, precision)],
        None => text,
    };
    place(text, wtf8::char_count(text), &spec, spec.align)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings() {
        let f = |t: &str, s: &str| {
            str(t.as_bytes(), s.as_bytes(), "str")
                .map(|v| String::from_utf8(v).unwrap())
                .map_err(|e| e.message)
        };
        assert_eq!(f("aé", "é^5.1"), Ok("ééaéé".into()));
        assert_eq!(f("a", "05"), Ok("a0000".into()));
        assert_eq!(f("a", "d"), Err("Unknown format code 'd' for object of type 'str'".into()));
        assert_eq!(f("a", ","), Err("Cannot specify ',' with 's'.".into()));
        assert_eq!(f("a", "é"), Err("Unknown format code '\\xe9' for object of type 'str'".into()));
        assert_eq!(f("a", "5."), Err("Format specifier missing precision".into()));
    }
}
