//! `float.hex` and `float.fromhex`.

use num_bigint::{BigInt, BigUint, Sign};
use num_traits::Zero;

use crate::object::error::{TextError, TextResult};
use crate::object::number::int::parse::is_blank;
use crate::object::number::int::{Int, IntRef, arith};

/// `x.hex()`
pub fn hex(x: f64) -> String {
    if !x.is_finite() {
        return super::text::repr(x);
    }
    let sign = if x.is_sign_negative() { "-" } else { "" };
    if x == 0.0 {
        return format!("{sign}0x0.0p+0");
    }
    let bits = x.to_bits();
    let fraction = bits & ((1 << 52) - 1);
    let exponent = ((bits >> 52) & 0x7ff) as i32;
    let (lead, exponent) = if exponent == 0 { (0, -1022) } else { (1, exponent - 1023) };
    format!("{sign}0x{lead}.{fraction:013x}p{exponent:+}")
}

/// `float.fromhex(text)`
pub fn from_hex(text: &[u8]) -> TextResult<f64> {
    let invalid = || TextError::value("invalid hexadecimal floating-point string");
    let start = text.iter().position(|b| !is_blank(*b)).ok_or_else(invalid)?;
    let end = text.iter().rposition(|b| !is_blank(*b)).ok_or_else(invalid)? + 1;
    let mut rest = &text[start..end];
    let mut negative = false;
    if let Some(sign @ (b'+' | b'-')) = rest.first() {
        negative = *sign == b'-';
        rest = &rest[1..];
    }
    let signed = |x: f64| if negative { -x } else { x };
    if rest.eq_ignore_ascii_case(b"inf") || rest.eq_ignore_ascii_case(b"infinity") {
        return Ok(signed(f64::INFINITY));
    }
    if rest.eq_ignore_ascii_case(b"nan") {
        return Ok(signed(f64::NAN));
    }
    if let [b'0', b'x' | b'X', tail @ ..] = rest {
        rest = tail;
    }
    let mut digits = Vec::new();
    let mut places = 0i64;
    let mut point = false;
    let mut at = 0;
    while let Some(&byte) = rest.get(at) {
        if byte == b'.' && !point {
            point = true;
        } else if byte.is_ascii_hexdigit() {
            digits.push(byte);
            places += i64::from(point);
        } else {
            break;
        }
        at += 1;
    }
    if digits.is_empty() {
        return Err(invalid());
    }
    let mut exponent = 0i64;
    if let Some(b'p' | b'P') = rest.get(at) {
        let tail = &rest[at + 1..];
        let sign = usize::from(matches!(tail.first(), Some(b'+' | b'-')));
        let number = &tail[sign..];
        let length = number.iter().take_while(|b| b.is_ascii_digit()).count();
        if length == 0 {
            return Err(invalid());
        }
        for digit in &number[..length] {
            exponent = exponent.saturating_mul(10).saturating_add(i64::from(digit - b'0')).min(1 << 60);
        }
        if tail[0] == b'-' {
            exponent = -exponent;
        }
        at += 1 + sign + length;
    }
    // Whether the value fits is looked at before what follows it.
    let value = scaled(&digits, exponent - 4 * places)?;
    if at < rest.len() { Err(invalid()) } else { Ok(signed(value)) }
}

/// Hexadecimal digits times a power of two, rounded once.
fn scaled(digits: &[u8], exponent: i64) -> TextResult<f64> {
    let magnitude = BigUint::parse_bytes(digits, 16).unwrap_or_default();
    if magnitude.is_zero() {
        return Ok(0.0);
    }
    let top = exponent + magnitude.bits() as i64;
    let too_large = || TextError::overflow("hexadecimal value too large to represent as a float");
    if top > 1025 {
        return Err(too_large());
    }
    if top < -1080 {
        return Ok(0.0);
    }
    let whole = BigInt::from_biguint(Sign::Plus, magnitude);
    let value = if exponent >= 0 {
        arith::to_float(Int::from_big(whole << exponent as u64).as_ref())
    } else {
        let unit = Int::from_big(BigInt::from(1u8) << -exponent as u64);
        let whole = Int::from_big(whole);
        let whole: IntRef<'_> = whole.as_ref();
        arith::true_div(whole, unit.as_ref())
    };
    value.map_err(|_| too_large())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways() {
        assert_eq!(hex(1.0), "0x1.0000000000000p+0");
        assert_eq!(hex(-0.1), "-0x1.999999999999ap-4");
        assert_eq!(hex(5e-324), "0x0.0000000000001p-1022");
        for x in [0.1, -1e300, 5e-324, 2.2250738585072014e-308, 1e-310] {
            assert_eq!(from_hex(hex(x).as_bytes()).unwrap(), x);
        }
        assert_eq!(from_hex(b" 0x.8p1 ").unwrap(), 1.0);
        assert!(from_hex(b"0x").is_err());
        assert_eq!(from_hex(b"1p5000").unwrap_err().type_name(), "OverflowError");
    }
}
