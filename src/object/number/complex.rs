//! Complex numbers: text, parsing, arithmetic.

use crate::object::error::{TextError, TextResult};
use crate::object::number::float::parse as float_parse;
use crate::object::number::float::text::{Form, Style, format};
use crate::object::number::int::parse::{is_blank, to_ascii_digits};
use crate::object::text::repr::str_repr as repr_of;

/// A complex number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Complex {
    /// Real part.
    pub re: f64,
    /// Imaginary part.
    pub im: f64,
}

/// `repr(z)`
pub fn repr(z: Complex) -> String {
    let part = |x| format(x, Form::Repr, 0, Style::default());
    if z.re == 0.0 && z.re.is_sign_positive() {
        return format!("{}j", part(z.im));
    }
    let imag = part(z.im);
    let plus = if imag.starts_with('-') { "" } else { "+" };
    format!("({}{plus}{imag}j)", part(z.re))
}

/// Parses a str as `complex(text)` does.
pub fn parse_str(text: &[u8]) -> TextResult<Complex> {
    let malformed = || TextError::value("complex() arg is a malformed string");
    let original = text;
    let plain;
    let text = if text.is_ascii() {
        text
    } else {
        plain = to_ascii_digits(text);
        &plain[..]
    };
    let cleaned;
    let text = if text.contains(&b'_') {
        cleaned = float_parse::without_underscores(text).ok_or_else(|| {
            let shown = repr_of(original).unwrap_or_default();
            TextError::value(format!(
                "could not convert string to complex: {}",
                String::from_utf8_lossy(&shown)
            ))
        })?;
        &cleaned[..]
    } else {
        text
    };
    parse(text).ok_or_else(malformed)
}

fn trim(text: &[u8]) -> &[u8] {
    let start = text.iter().position(|b| !is_blank(*b)).unwrap_or(text.len());
    let end = text.iter().rposition(|b| !is_blank(*b)).map_or(start, |i| i + 1);
    &text[start..end]
}

/// A number, or a bare sign, which means one: value and length.
fn imaginary(text: &[u8]) -> Option<(f64, usize)> {
    if let Some(found) = float_parse::prefix(text) {
        return Some(found);
    }
    match text.first() {
        Some(b'+') => Some((1.0, 1)),
        Some(b'-') => Some((-1.0, 1)),
        _ => Some((1.0, 0)),
    }
}

fn parse(text: &[u8]) -> Option<Complex> {
    let mut text = trim(text);
    if let [b'(', inner @ .., b')'] = text {
        text = trim(inner);
    }
    if text.is_empty() {
        return None;
    }
    let is_unit = |rest: &[u8]| matches!(rest, [b'j' | b'J']);
    match float_parse::prefix(text) {
        None => {
            let (im, used) = imaginary(text)?;
            is_unit(&text[used..]).then_some(Complex { re: 0.0, im })
        }
        Some((first, used)) => {
            let rest = &text[used..];
            if rest.is_empty() {
                Some(Complex { re: first, im: 0.0 })
            } else if is_unit(rest) {
                Some(Complex { re: 0.0, im: first })
            } else if matches!(rest[0], b'+' | b'-') {
                let (im, used) = imaginary(rest)?;
                is_unit(&rest[used..]).then_some(Complex { re: first, im })
            } else {
                None
            }
        }
    }
}

/// `a + b`
pub fn add(a: Complex, b: Complex) -> Complex {
    Complex { re: a.re + b.re, im: a.im + b.im }
}

/// `a - b`
pub fn sub(a: Complex, b: Complex) -> Complex {
    Complex { re: a.re - b.re, im: a.im - b.im }
}

/// `a * b`; what comes out as two NaNs and is infinite is put right (C11, annex G.5.1).
pub fn mul(a: Complex, b: Complex) -> Complex {
    let products = [a.re * b.re, a.im * b.im, a.re * b.im, a.im * b.re];
    let [rr, ii, ri, ir] = products;
    let z = Complex { re: rr - ii, im: ri + ir };
    if z.re.is_nan() && z.im.is_nan() { infinite_product(a, b, products).unwrap_or(z) } else { z }
}

#[cold]
fn infinite_product(mut a: Complex, mut b: Complex, products: [f64; 4]) -> Option<Complex> {
    let number = |x: f64| if x.is_nan() { 0f64.copysign(x) } else { x };
    let without_nan = |z: Complex| Complex { re: number(z.re), im: number(z.im) };
    let (left, right) = (is_infinite(a), is_infinite(b));
    if left {
        (a, b) = (direction(a), without_nan(b));
    }
    if right {
        (a, b) = (without_nan(a), direction(b));
    }
    if !left && !right {
        if !products.iter().any(|p| p.is_infinite()) {
            return None;
        }
        (a, b) = (without_nan(a), without_nan(b));
    }
    Some(Complex {
        re: f64::INFINITY * (a.re * b.re - a.im * b.im),
        im: f64::INFINITY * (a.re * b.im + a.im * b.re),
    })
}

fn is_infinite(z: Complex) -> bool {
    z.re.is_infinite() || z.im.is_infinite()
}

/// Infinite parts become 1, all others 0, with their signs.
fn direction(z: Complex) -> Complex {
    let part = |x: f64| (if x.is_infinite() { 1f64 } else { 0.0 }).copysign(x);
    Complex { re: part(z.re), im: part(z.im) }
}

/// `a / b`, scaled by the larger part of the divisor so that nothing overflows on the way.
pub fn div(a: Complex, b: Complex) -> TextResult<Complex> {
    if b.re == 0.0 && b.im == 0.0 {
        return Err(TextError::zero_division("division by zero"));
    }
    Ok(quotient(a, b))
}

/// The same without the error; infinities and zeros that come out as two NaNs are put right (C11, annex G.5.2).
fn quotient(a: Complex, b: Complex) -> Complex {
    let z = scaled_quotient(a, b);
    if !z.re.is_nan() || !z.im.is_nan() {
        return z;
    }
    let is_finite = |z: Complex| z.re.is_finite() && z.im.is_finite();
    let (x, y, factor) = if is_infinite(a) && is_finite(b) {
        (direction(a), b, f64::INFINITY)
    } else if is_infinite(b) && is_finite(a) {
        (a, direction(b), 0.0)
    } else {
        return z;
    };
    Complex { re: factor * (x.re * y.re + x.im * y.im), im: factor * (x.im * y.re - x.re * y.im) }
}

/// The quotient of a real number and a complex one that is not zero.
pub fn real_quotient(a: f64, b: Complex) -> Complex {
    let z = if b.re.abs() >= b.im.abs() {
        let ratio = b.im / b.re;
        let scale = b.re + b.im * ratio;
        Complex { re: a / scale, im: -a * ratio / scale }
    } else if b.im.abs() >= b.re.abs() {
        let ratio = b.re / b.im;
        let scale = b.re * ratio + b.im;
        Complex { re: a * ratio / scale, im: -a / scale }
    } else {
        Complex { re: f64::NAN, im: f64::NAN }
    };
    let lost = z.re.is_nan() && z.im.is_nan();
    if lost && a.is_finite() && (b.re.is_infinite() || b.im.is_infinite()) {
        let to = direction(b);
        return Complex { re: 0.0 * (a * to.re), im: 0.0 * (-a * to.im) };
    }
    z
}

fn scaled_quotient(a: Complex, b: Complex) -> Complex {
    if b.re.abs() >= b.im.abs() {
        let ratio = b.im / b.re;
        let scale = b.re + b.im * ratio;
        Complex { re: (a.re + a.im * ratio) / scale, im: (a.im - a.re * ratio) / scale }
    } else if b.im.abs() >= b.re.abs() {
        let ratio = b.re / b.im;
        let scale = b.re * ratio + b.im;
        Complex { re: (a.re * ratio + a.im) / scale, im: (a.im * ratio - a.re) / scale }
    } else {
        Complex { re: f64::NAN, im: f64::NAN }
    }
}

/// `a ** b`
pub fn pow(a: Complex, b: Complex) -> TextResult<Complex> {
    let zero = || TextError::zero_division("zero to a negative or complex power");
    // Small whole exponents multiply: exact where the polar form would not be.
    let result = if b.im == 0.0 && b.re == b.re.floor() && b.re.abs() <= 100.0 {
        let exponent = b.re as i64;
        if exponent > 0 {
            multiply_up(a, exponent as u64)
        } else {
            let power = multiply_up(a, exponent.unsigned_abs());
            if power.re == 0.0 && power.im == 0.0 {
                return Err(zero());
            }
            quotient(Complex { re: 1.0, im: 0.0 }, power)
        }
    } else if a.re == 0.0 && a.im == 0.0 {
        if b.im != 0.0 || b.re < 0.0 {
            return Err(zero());
        }
        Complex { re: 0.0, im: 0.0 }
    } else {
        let length = a.re.hypot(a.im);
        let angle = a.im.atan2(a.re);
        let mut radius = length.powf(b.re);
        let mut phase = angle * b.re;
        if b.im != 0.0 {
            // As 3.14 does: times the inverse, which rounds otherwise than a quotient.
            radius *= (-angle * b.im).exp();
            phase += b.im * length.ln();
        }
        if phase.is_infinite() {
            // The C library's cosine reports it, and CPython has one sentence for all that it reports.
            return Err(zero());
        }
        Complex { re: radius * phase.cos(), im: radius * phase.sin() }
    };
    if result.re.is_infinite() || result.im.is_infinite() {
        return Err(TextError::overflow("complex exponentiation"));
    }
    Ok(result)
}

fn multiply_up(a: Complex, exponent: u64) -> Complex {
    let mut result = Complex { re: 1.0, im: 0.0 };
    let mut power = a;
    let mut mask = 1;
    while mask > 0 && exponent >= mask {
        if exponent & mask != 0 {
            result = mul(result, power);
        }
        mask <<= 1;
        power = mul(power, power);
    }
    result
}

/// `abs(z)`
pub fn abs(z: Complex) -> TextResult<f64> {
    if !z.re.is_finite() || !z.im.is_finite() {
        return Ok(z.re.hypot(z.im));
    }
    let result = z.re.hypot(z.im);
    if result.is_infinite() { Err(TextError::overflow("absolute value too large")) } else { Ok(result) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts() {
        let c = |re, im| Complex { re, im };
        assert_eq!(repr(c(1.0, -2.5)), "(1-2.5j)");
        assert_eq!(repr(c(0.0, 1e16)), "1e+16j");
        assert_eq!(repr(c(-0.0, 2.0)), "(-0+2j)");
        assert_eq!(parse_str(b" ( 1+2j ) ").unwrap(), c(1.0, 2.0));
        assert_eq!(parse_str(b"-j").unwrap(), c(0.0, -1.0));
        assert_eq!(parse_str(b"1e5").unwrap(), c(1e5, 0.0));
        for bad in ["", "1+", "1 + 2j", "(1", "j1", "1+2"] {
            assert!(parse_str(bad.as_bytes()).is_err(), "{bad}");
        }
        assert_eq!(pow(c(0.0, 1.0), c(2.0, 0.0)).unwrap(), c(-1.0, 0.0));
    }
}
