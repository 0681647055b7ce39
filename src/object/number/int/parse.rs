//! `int("...", base)`: digits of any script, underscores, prefixes, and the limit on decimal digits.

use num_bigint::{BigInt, Sign};

use super::Int;
use crate::object::error::{TextError, TextResult};
use crate::object::text::{repr, unicode, wtf8};

/// The limit on decimal digits that `sys.set_int_max_str_digits` starts with.
pub const DEFAULT_MAX_STR_DIGITS: usize = 4300;

/// Below this many digits the limit is not looked at (and cannot be set lower).
pub const MAX_STR_DIGITS_THRESHOLD: usize = 640;

/// Parses a str as `int(text, base)` does. `max_digits` of 0 means no limit.
pub fn parse_str(text: &[u8], base: i64, max_digits: usize) -> TextResult<Int> {
    check_base(base)?;
    if text.is_ascii() {
        return parse(text, base as u32, max_digits).unwrap_or_else(|| Err(invalid_str(text, base)));
    }
    let plain = to_ascii_digits(text);
    parse(&plain, base as u32, max_digits).unwrap_or_else(|| Err(invalid_str(text, base)))
}

/// Parses bytes as `int(b"...", base)` does.
pub fn parse_bytes(text: &[u8], base: i64, max_digits: usize) -> TextResult<Int> {
    check_base(base)?;
    parse(text, base as u32, max_digits).unwrap_or_else(|| Err(invalid_bytes(text, base)))
}

/// Whether a base is one that digits can be read in.
pub fn check_base(base: i64) -> TextResult<()> {
    if base == 0 || (2..=36).contains(&base) {
        Ok(())
    } else {
        Err(TextError::value("int() base must be >= 2 and <= 36, or 0"))
    }
}

#[cold]
fn invalid_str(text: &[u8], base: i64) -> TextError {
    let shown = repr::str_repr(text).unwrap_or_default();
    let cut = wtf8::slice(&shown, 0, 200.min(wtf8::char_count(&shown)));
    TextError::value(format!("invalid literal for int() with base {base}: {}", String::from_utf8_lossy(cut)))
}

#[cold]
fn invalid_bytes(text: &[u8], base: i64) -> TextError {
    let shown = repr::bytes_repr(text).unwrap_or_default();
    TextError::value(format!(
        "invalid literal for int() with base {base}: {}",
        &shown[..shown.len().min(200)]
    ))
}

/// Replaces white space by blanks and decimal digits of any script by ASCII ones; what is left becomes `?`.
pub fn to_ascii_digits(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for code in wtf8::code_points(text) {
        out.push(if code < 0x80 {
            code as u8
        } else if unicode::is_space(code) {
            b' '
        } else if let Some(digit) = unicode::decimal_value(code) {
            b'0' + digit
        } else {
            b'?'
        });
    }
    out
}

/// The blanks that the number parsers skip.
pub fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c)
}

/// Value of a digit in bases up to 36, 37 for anything else.
fn digit_value(byte: u8) -> u32 {
    match byte {
        b'0'..=b'9' => u32::from(byte - b'0'),
        b'a'..=b'z' => u32::from(byte - b'a') + 10,
        b'A'..=b'Z' => u32::from(byte - b'A') + 10,
        _ => 37,
    }
}

/// `None` when the text is no literal of the base.
fn parse(text: &[u8], mut base: u32, max_digits: usize) -> Option<TextResult<Int>> {
    let start = text.iter().position(|b| !is_blank(*b))?;
    let end = text.iter().rposition(|b| !is_blank(*b))? + 1;
    let mut rest = &text[start..end];
    let mut negative = false;
    match rest[0] {
        b'+' => rest = &rest[1..],
        b'-' => {
            negative = true;
            rest = &rest[1..];
        }
        _ => {}
    }
    let mut must_be_zero = false;
    let prefix = match rest {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 0,
    };
    if base == 0 {
        if prefix != 0 {
            base = prefix;
        } else {
            // `010` is refused, `0_0` is zero.
            must_be_zero = rest.first() == Some(&b'0');
            base = 10;
        }
    }
    if prefix == base {
        rest = &rest[2..];
        if rest.first() == Some(&b'_') {
            rest = &rest[1..];
        }
    }
    if rest.is_empty() || rest[0] == b'_' {
        return None;
    }
    let mut digits = 0usize;
    let mut underscores = false;
    let mut length = 0usize;
    let mut after_underscore = false;
    for &byte in rest {
        if byte == b'_' {
            if after_underscore {
                return None;
            }
            after_underscore = true;
            underscores = true;
        } else if digit_value(byte) < base {
            after_underscore = false;
            digits += 1;
        } else {
            break;
        }
        length += 1;
    }
    if after_underscore {
        return None;
    }
    if length < rest.len() {
        return None;
    }
    if digits > MAX_STR_DIGITS_THRESHOLD && max_digits > 0 && digits > max_digits && !base.is_power_of_two() {
        return Some(Err(TextError::value(format!(
            "Exceeds the limit ({max_digits} digits) for integer string conversion: value has {digits} digits; \
             use sys.set_int_max_str_digits() to increase the limit"
        ))));
    }
    let value = if digits <= 12 {
        let mut value = 0i64;
        for &byte in rest.iter().filter(|b| **b != b'_') {
            value = value * i64::from(base) + i64::from(digit_value(byte));
        }
        Int::Small(if negative { -value } else { value })
    } else {
        let cleaned: Vec<u8>;
        let digits = if underscores {
            cleaned = rest.iter().copied().filter(|b| *b != b'_').collect();
            &cleaned[..]
        } else {
            rest
        };
        let magnitude = num_bigint::BigUint::parse_bytes(digits, base)?;
        let sign = if negative { Sign::Minus } else { Sign::Plus };
        Int::from_big(BigInt::from_biguint(sign, magnitude))
    };
    if must_be_zero && value != Int::Small(0) {
        return None;
    }
    Some(Ok(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn int(text: &str, base: i64) -> Result<Int, String> {
        parse_str(text.as_bytes(), base, DEFAULT_MAX_STR_DIGITS).map_err(|e| e.message)
    }

    #[test]
    fn literals() {
        assert_eq!(int(" 1_000 ", 10), Ok(Int::Small(1000)));
        assert_eq!(int("-0x_ff", 16), Ok(Int::Small(-255)));
        assert_eq!(int("0b101", 0), Ok(Int::Small(5)));
        assert_eq!(int("0b1", 16), Ok(Int::Small(0xb1)));
        assert_eq!(int("٣", 10), Ok(Int::Small(3)));
        assert_eq!(int("9223372036854775807", 10), Ok(Int::Small(i64::MAX)));
        assert!(matches!(int("9223372036854775808", 10), Ok(Int::Big(_))));
        assert_eq!(int("010", 0), Err("invalid literal for int() with base 0: '010'".into()));
        assert_eq!(int("1__0", 10), Err("invalid literal for int() with base 10: '1__0'".into()));
        assert_eq!(int("", 10), Err("invalid literal for int() with base 10: ''".into()));
        assert_eq!(int("1", 37), Err("int() base must be >= 2 and <= 36, or 0".into()));
    }
}
