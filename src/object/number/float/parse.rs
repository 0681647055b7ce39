//! `float("...")`: the accepted spellings; the digits themselves are read by the standard library.

use crate::object::error::{TextError, TextResult};
use crate::object::number::int::parse::{is_blank, to_ascii_digits};
use crate::object::text::repr;

/// Parses a str as `float(text)` does.
pub fn parse_str(text: &[u8]) -> TextResult<f64> {
    let found = if text.is_ascii() { parse(text) } else { parse(&to_ascii_digits(text)) };
    found.ok_or_else(|| {
        let shown = repr::str_repr(text).unwrap_or_default();
        TextError::value(format!("could not convert string to float: {}", String::from_utf8_lossy(&shown)))
    })
}

/// Parses bytes as `float(b"...")` does.
pub fn parse_bytes(text: &[u8]) -> TextResult<f64> {
    parse(text).ok_or_else(|| {
        TextError::value(format!(
            "could not convert string to float: {}",
            repr::bytes_repr(text).unwrap_or_default()
        ))
    })
}

fn parse(text: &[u8]) -> Option<f64> {
    let start = text.iter().position(|b| !is_blank(*b))?;
    let end = text.iter().rposition(|b| !is_blank(*b))? + 1;
    let text = &text[start..end];
    let cleaned;
    let text = if memchr::memchr(b'_', text).is_some() {
        cleaned = without_underscores(text)?;
        &cleaned[..]
    } else {
        text
    };
    let (value, used) = prefix(text)?;
    (used == text.len()).then_some(value)
}

/// Removes underscores that stand between two digits; `None` if one stands elsewhere.
pub fn without_underscores(text: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    let mut before = 0u8;
    for (i, &byte) in text.iter().enumerate() {
        if byte == b'_' {
            let after = text.get(i + 1).copied().unwrap_or(0);
            if !before.is_ascii_digit() || !after.is_ascii_digit() {
                return None;
            }
        } else {
            out.push(byte);
        }
        before = byte;
    }
    Some(out)
}

/// Reads the longest float at the beginning of the text: its value and its length.
pub fn prefix(text: &[u8]) -> Option<(f64, usize)> {
    let mut at = usize::from(matches!(text.first(), Some(b'+' | b'-')));
    for name in [&b"infinity"[..], b"inf", b"nan"] {
        if text.len() >= at + name.len() && text[at..at + name.len()].eq_ignore_ascii_case(name) {
            let negative = text[0] == b'-';
            let value = if name == b"nan" { f64::NAN } else { f64::INFINITY };
            return Some((if negative { -value } else { value }, at + name.len()));
        }
    }
    let digits_from = |mut at: usize| {
        let start = at;
        while text.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        at - start
    };
    let whole = digits_from(at);
    at += whole;
    let mut fraction = 0;
    if text.get(at) == Some(&b'.') {
        fraction = digits_from(at + 1);
        if whole + fraction > 0 {
            at += 1 + fraction;
        }
    }
    if whole + fraction == 0 {
        return None;
    }
    if matches!(text.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(text.get(at + 1), Some(b'+' | b'-')));
        let exponent = digits_from(at + 1 + sign);
        if exponent > 0 {
            at += 1 + sign + exponent;
        }
    }
    let value = std::str::from_utf8(&text[..at]).ok()?.parse().ok()?;
    Some((value, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings() {
        let ok = |t: &str| parse_str(t.as_bytes()).unwrap();
        assert_eq!(ok(" 1_0.5e1_0\n"), 10.5e10);
        assert_eq!(ok("-iNf"), f64::NEG_INFINITY);
        assert_eq!(ok(".5"), 0.5);
        assert_eq!(ok("5."), 5.0);
        for bad in ["", ".", "1_", "1__0", "e5", "1e", "0x1", "in", "1 2", "--1"] {
            let error = parse_str(bad.as_bytes()).unwrap_err();
            assert_eq!(error.message, format!("could not convert string to float: '{bad}'"));
        }
    }
}
