//! Format specifications applied to numbers: sign, prefix, grouped digits, the rest, padding.

use std::borrow::Cow;

use super::{Spec, parse, place, repeat, reserve, unknown_kind};
use crate::object::error::{ErrKind, TextError, TextResult};
use crate::object::format::magnitude;
use crate::object::number::complex::Complex;
use crate::object::number::float::text::{Form, Style, format as format_float};
use crate::object::number::int::text::to_decimal;
use crate::object::number::int::{IntRef, arith};
use crate::object::text::wtf8;

/// A number's text in parts.
struct Parts<'a> {
    negative: bool,
    prefix: &'a str,
    /// Digits before the point: they are grouped.
    digits: &'a str,
    /// The point and all after it, or `inf`, `nan`, a character.
    rest: &'a [u8],
    rest_length: usize,
}

fn sign_of(negative: bool, sign: u8) -> &'static str {
    match (negative, sign) {
        (true, _) => "-",
        (false, b'+') => "+",
        (false, b' ') => " ",
        _ => "",
    }
}

/// Writes digits in groups, with leading zeros until they are `width` wide.
fn group(digits: &str, separator: u8, size: usize, width: usize) -> TextResult<String> {
    let digits = digits.as_bytes();
    // A group and its separator; a number never begins with a separator.
    let shown = |count: usize| count + count.saturating_sub(1) / size;
    let mut count = digits.len().max(1);
    if shown(count) < width {
        count = width / (size + 1) * size + width % (size + 1);
        if width.is_multiple_of(size + 1) {
            count += 1;
        }
    }
    let mut out = reserve(count, 2, 0)?;
    for i in 0..count {
        let from_end = count - i;
        if i > 0 && from_end.is_multiple_of(size) {
            out.push(separator);
        }
        out.push(if from_end <= digits.len() { digits[digits.len() - from_end] } else { b'0' });
    }
    Ok(String::from_utf8_lossy(&out).into_owned())
}

fn assemble(parts: &Parts<'_>, spec: &Spec) -> TextResult<Vec<u8>> {
    let sign = sign_of(parts.negative, spec.sign);
    let around = sign.len() + parts.prefix.len() + parts.rest_length;
    let zeros = spec.fill == 0x30 && spec.align == b'=';
    let grouped;
    let digits = if parts.digits.is_empty() || spec.grouping == 0 {
        parts.digits
    } else {
        let size = match u8::try_from(spec.kind) {
            Ok(b'b' | b'o' | b'x' | b'X') => 4,
            _ => 3,
        };
        let width = if zeros { spec.width.unwrap_or(0).saturating_sub(around) } else { 0 };
        grouped = group(parts.digits, spec.grouping, size, width)?;
        &grouped
    };
    let length = around + digits.len();
    let missing = spec.width.unwrap_or(0).saturating_sub(length);
    let fill = wtf8::from_code_point(spec.fill);
    let (left, middle, right) = match spec.align {
        b'<' => (0, 0, missing),
        b'=' => (0, missing, 0),
        b'^' => (missing / 2, 0, missing - missing / 2),
        _ => (missing, 0, 0),
    };
    let mut out = reserve(missing, fill.len(), length + parts.rest.len())?;
    repeat(&mut out, &fill, left);
    out.extend_from_slice(sign.as_bytes());
    out.extend_from_slice(parts.prefix.as_bytes());
    repeat(&mut out, &fill, middle);
    out.extend_from_slice(digits.as_bytes());
    out.extend_from_slice(parts.rest);
    repeat(&mut out, &fill, right);
    Ok(out)
}

/// `format(b, spec)` of a bool: without specification its name, otherwise as an int.
pub fn bool(value: bool, spec: &[u8]) -> TextResult<Vec<u8>> {
    if spec.is_empty() {
        return Ok(if value { b"True".to_vec() } else { b"False".to_vec() });
    }
    int(IntRef::Small(i64::from(value)), spec, "bool", 0)
}

/// `format(n, spec)`; `type_name` is the class as errors show it.
pub fn int(value: IntRef<'_>, spec: &[u8], type_name: &str, max_digits: usize) -> TextResult<Vec<u8>> {
    if spec.is_empty() {
        return to_decimal(value, max_digits).map(String::into_bytes);
    }
    let spec = parse(spec, b'd', b'>', type_name)?;
    match u8::try_from(spec.kind).unwrap_or(b'?') {
        b'b' | b'c' | b'd' | b'o' | b'x' | b'X' | b'n' => whole(value, &spec, max_digits),
        b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'%' => real(arith::to_float(value)?, &spec),
        _ => Err(unknown_kind(spec.kind, type_name)),
    }
}

fn whole(value: IntRef<'_>, spec: &Spec, max_digits: usize) -> TextResult<Vec<u8>> {
    let refuse = |message: &str| Err(TextError::value(message));
    if spec.precision.is_some() {
        return refuse("Precision not allowed in integer format specifier");
    }
    if spec.no_negative_zero {
        return refuse("Negative zero coercion (z) not allowed in integer format specifier");
    }
    let kind = spec.kind as u8;
    if kind == b'c' {
        if spec.sign != 0 {
            return refuse("Sign not allowed with integer format specifier 'c'");
        }
        if spec.alternate {
            return refuse("Alternate form (#) not allowed with integer format specifier 'c'");
        }
        let code = value.to_i64().filter(|code| (0..0x11_0000).contains(code));
        let Some(code) = code else {
            let message = if value.to_i64().is_some() {
                "%c arg not in range(0x110000)"
            } else {
                "Python int too large to convert to C long"
            };
            return Err(TextError::overflow(message));
        };
        let rest = wtf8::from_code_point(code as u32);
        let parts = Parts { negative: false, prefix: "", digits: "", rest: &rest, rest_length: 1 };
        return assemble(&parts, spec);
    }
    let (prefix, digits) = magnitude(value, kind, max_digits)?;
    let prefix = if spec.alternate { prefix } else { "" };
    assemble(
        &Parts { negative: value.is_negative(), prefix, digits: &digits, rest: b"", rest_length: 0 },
        spec,
    )
}

/// `format(x, spec)`
pub fn float(value: f64, spec: &[u8], type_name: &str) -> TextResult<Vec<u8>> {
    if spec.is_empty() {
        return Ok(crate::object::number::float::text::repr(value).into_bytes());
    }
    let spec = parse(spec, 0, b'>', type_name)?;
    match u8::try_from(spec.kind).unwrap_or(b'?') {
        0 | b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'n' | b'%' => real(value, &spec),
        _ => Err(unknown_kind(spec.kind, type_name)),
    }
}

fn check_precision(precision: Option<usize>) -> TextResult<()> {
    if precision.is_some_and(|precision| precision > MAX_PRECISION) {
        return Err(TextError::value("precision too big"));
    }
    Ok(())
}

/// CPython wants a little room beside the digits in a C int.
pub const MAX_PRECISION: usize = i32::MAX as usize - 1024;

/// The form and precision of a presentation type, percent aside.
fn form_of(kind: u8, precision: Option<usize>) -> (Form, usize) {
    match kind {
        0 => match precision {
            None => (Form::Repr, 0),
            Some(precision) => (Form::General, precision),
        },
        b'e' | b'E' => (Form::Exp, precision.unwrap_or(6)),
        b'f' | b'F' | b'%' => (Form::Fixed, precision.unwrap_or(6)),
        _ => (Form::General, precision.unwrap_or(6)),
    }
}

/// The text of a float without sign handling: a minus sign at most.
fn real_text(value: f64, spec: &Spec, dot_zero: bool) -> TextResult<String> {
    let kind = spec.kind as u8;
    let (form, precision) = form_of(kind, spec.precision);
    // Digits that nobody could hold are a lack of memory, not a crash.
    reserve(precision, 1, 0)?;
    let style = Style { alternate: spec.alternate, dot_zero, upper: matches!(kind, b'E' | b'F' | b'G') };
    let value = if kind == b'%' { value * 100.0 } else { value };
    let mut text = format_float(value, form, precision, style);
    if spec.no_negative_zero
        && let Some(magnitude) = text.strip_prefix('-')
        && value.is_finite()
        && !magnitude.split(['e', 'E']).next().unwrap_or("").contains(|c: char| matches!(c, '1'..='9'))
    {
        text = magnitude.to_string();
    }
    Ok(text)
}

/// Splits a float's text into sign, digits before the point, and the rest.
fn split(text: &str) -> (bool, &str, &str) {
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (negative, &text[..digits], &text[digits..])
}

/// The digits behind the point in groups of three, the first one at the point.
fn fraction_in_groups(rest: &str, separator: u8) -> Cow<'_, str> {
    let Some(fraction) = rest.strip_prefix('.').filter(|_| separator != 0) else {
        return Cow::Borrowed(rest);
    };
    let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
    let mut out = String::with_capacity(rest.len() + digits / 3);
    out.push('.');
    for (i, digit) in fraction[..digits].chars().enumerate() {
        if i > 0 && i.is_multiple_of(3) {
            out.push(char::from(separator));
        }
        out.push(digit);
    }
    out.push_str(&fraction[digits..]);
    Cow::Owned(out)
}

fn real(value: f64, spec: &Spec) -> TextResult<Vec<u8>> {
    check_precision(spec.precision)?;
    let mut text = real_text(value, spec, spec.kind == 0)?;
    if spec.kind == u32::from(b'%') {
        text.push('%');
    }
    let (negative, digits, rest) = split(&text);
    let rest = &*fraction_in_groups(rest, spec.fraction_grouping);
    let rest_length = rest.len();
    assemble(&Parts { negative, prefix: "", digits, rest: rest.as_bytes(), rest_length }, spec)
}

/// `format(z, spec)`
pub fn complex(value: Complex, spec: &[u8], type_name: &str) -> TextResult<Vec<u8>> {
    if spec.is_empty() {
        return Ok(crate::object::number::complex::repr(value).into_bytes());
    }
    let spec = parse(spec, 0, b'>', type_name)?;
    let kind = match u8::try_from(spec.kind).unwrap_or(b'?') {
        kind @ (0 | b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'n') => kind,
        _ => return Err(unknown_kind(spec.kind, type_name)),
    };
    check_precision(spec.precision)?;
    // A fill of `0` given with an alignment is refused like the flag.
    if spec.fill == 0x30 {
        return Err(TextError::value("Zero padding is not allowed in complex format specifier"));
    }
    if spec.align == b'=' {
        return Err(TextError::value("'=' alignment flag is not allowed in complex format specifier"));
    }
    // Without a type the text looks like repr: parentheses, and no real part that is plain zero.
    let like_repr = kind == 0;
    let skip_real = like_repr && value.re == 0.0 && value.re.is_sign_positive();
    let inner = Spec { width: None, align: b'<', ..spec.clone() };
    let part = |x: f64, sign: u8| {
        let text = real_text(x, &inner, false)?;
        let (negative, digits, rest) = split(&text);
        let rest = &*fraction_in_groups(rest, inner.fraction_grouping);
        let spec = Spec { sign, ..inner.clone() };
        assemble(
            &Parts { negative, prefix: "", digits, rest: rest.as_bytes(), rest_length: rest.len() },
            &spec,
        )
    };
    let mut text = Vec::new();
    if like_repr && !skip_real {
        text.push(b'(');
    }
    if !skip_real {
        text.extend(part(value.re, spec.sign)?);
    }
    text.extend(part(value.im, if skip_real { spec.sign } else { b'+' })?);
    text.push(b'j');
    if like_repr && !skip_real {
        text.push(b')');
    }
    place(&text, text.len(), &spec, spec.align)
}

/// The error of a type that has no mini-language, given a specification.
pub fn unsupported(type_name: &str) -> TextError {
    TextError::new(ErrKind::Type, format!("unsupported format string passed to {type_name}.__format__"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(result: TextResult<Vec<u8>>) -> Result<String, String> {
        result.map(|text| String::from_utf8(text).unwrap()).map_err(|error| error.message)
    }

    #[test]
    fn integers() {
        let f = |n: i64, s: &str| show(int(IntRef::Small(n), s.as_bytes(), "int", 4300));
        assert_eq!(f(12345678, "020,").unwrap(), "0,000,000,012,345,678");
        assert_eq!(f(12345, "010,").unwrap(), "00,012,345");
        assert_eq!(f(12345, "^010,").unwrap(), "0012,34500");
        assert_eq!(f(255, "#010x").unwrap(), "0x000000ff");
        assert_eq!(f(255, "#_b").unwrap(), "0b1111_1111");
        assert_eq!(f(65, "05c").unwrap(), "0000A");
        assert_eq!(f(1, "e").unwrap(), "1.000000e+00");
        assert_eq!(f(1, ".3").unwrap_err(), "Precision not allowed in integer format specifier");
        assert_eq!(f(-1, "c").unwrap_err(), "%c arg not in range(0x110000)");
        assert_eq!(f(1, "abc").unwrap_err(), "Invalid format specifier 'abc' for object of type 'int'");
    }

    #[test]
    fn floats() {
        let f = |x: f64, s: &str| show(float(x, s.as_bytes(), "float"));
        assert_eq!(f(1234.5, "020,.2f").unwrap(), "0,000,000,001,234.50");
        assert_eq!(f(1234.5, ",.4_f").unwrap(), "1,234.500_0");
        assert_eq!(f(f64::INFINITY, "010,").unwrap(), "0000000inf");
        assert_eq!(f(-0.0, "z").unwrap(), "0.0");
        assert_eq!(f(100000.0, ".3").unwrap(), "1e+05");
        assert_eq!(f(0.25, ".1%").unwrap(), "25.0%");
        assert_eq!(f(1.0, ".2147483648f").unwrap_err(), "precision too big");
    }

    #[test]
    fn complexes() {
        let f = |re: f64, im: f64, s: &str| show(complex(Complex { re, im }, s.as_bytes(), "complex"));
        assert_eq!(f(1.0, 2.0, ">20.2f").unwrap(), "          1.00+2.00j");
        assert_eq!(f(0.0, 1.0, ".1").unwrap(), "1j");
        assert_eq!(f(1.0, 2.0, ",").unwrap(), "(1+2j)");
        assert_eq!(f(0.0, 1.0, "05").unwrap_err(), "Zero padding is not allowed in complex format specifier");
    }
}
