//! The digits of a coefficient one by one, and reading a decimal from text.

use super::words::{self, Words};
use super::{Ctx, Dec, Kind, MAX_EMAX, MAX_PREC, MIN_ETINY};
use crate::object::text::{unicode, wtf8};

/// The digits from the first to the last, as numbers.
pub struct Digits(std::vec::IntoIter<u8>);

impl Digits {
    /// Of a coefficient.
    pub fn of(w: &[u64]) -> Digits {
        Digits(words::to_digits(w).into_iter())
    }
}

impl Iterator for Digits {
    type Item = u8;
    fn next(&mut self) -> Option<u8> {
        self.0.next().map(|d| d - b'0')
    }
}

impl DoubleEndedIterator for Digits {
    fn next_back(&mut self) -> Option<u8> {
        self.0.next_back().map(|d| d - b'0')
    }
}

/// Text in ASCII: digits of any script become 0 to 9, other characters beyond ASCII what no number has. With `tidy` blanks around and underscores go.
pub fn ascii(text: &[u8], tidy: bool) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let byte = text[at];
        if byte < 128 {
            at += 1;
            if !(tidy && byte == b'_') {
                out.push(if tidy && unicode::is_space(u32::from(byte)) { b' ' } else { byte });
            }
            continue;
        }
        let (code, length) = wtf8::code_point_at(text, at);
        at += length;
        match unicode::decimal_value(code) {
            Some(d) => out.push(b'0' + d),
            None if tidy && unicode::is_space(code) => out.push(b' '),
            None => return None,
        }
    }
    if tidy {
        let start = out.iter().position(|b| *b != b' ')?;
        let end = out.iter().rposition(|b| *b != b' ')?;
        out.truncate(end + 1);
        out.drain(..start);
    }
    Some(out)
}

/// Reads a number: sign, digits with a point, exponent; `inf`, `nan`, `snan` with a payload. None if it is none.
pub fn parse(text: &[u8]) -> Option<Dec> {
    let (neg, text) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    if text.eq_ignore_ascii_case(b"inf") || text.eq_ignore_ascii_case(b"infinity") {
        return Some(Dec::infinity(neg));
    }
    let starts = |what: &[u8]| text.len() >= what.len() && text[..what.len()].eq_ignore_ascii_case(what);
    for (word, kind) in [(b"nan".as_slice(), Kind::Quiet), (b"snan".as_slice(), Kind::Signaling)] {
        if starts(word) {
            let payload = &text[word.len()..];
            if !payload.iter().all(u8::is_ascii_digit) {
                return None;
            }
            let coef = Words::from_slice(&words::from_digits(payload));
            return Some(Dec { coef, exp: 0, neg, kind });
        }
    }
    let (mantissa, exponent) = match text.iter().position(|b| matches!(b, b'e' | b'E')) {
        Some(i) => (&text[..i], Some(&text[i + 1..])),
        None => (text, None),
    };
    let exponent = match exponent {
        Some(e) => read_exponent(e)?,
        None => 0,
    };
    let point = mantissa.iter().position(|b| *b == b'.');
    let (whole, fraction) = match point {
        Some(i) => (&mantissa[..i], &mantissa[i + 1..]),
        None => (mantissa, &[][..]),
    };
    if whole.is_empty() && fraction.is_empty()
        || !whole.iter().all(u8::is_ascii_digit)
        || !fraction.iter().all(u8::is_ascii_digit)
    {
        return None;
    }
    let coef = if fraction.is_empty() {
        words::from_digits(whole)
    } else if whole.iter().all(|b| *b == b'0') {
        words::from_digits(fraction)
    } else {
        words::from_digits(&[whole, fraction].concat())
    };
    let exp = exponent.saturating_sub(fraction.len() as i64);
    Some(Dec::of_work(neg, coef, exp))
}

/// An exponent; far beyond all bounds is cut to what is beyond all bounds.
fn read_exponent(text: &[u8]) -> Option<i64> {
    let (neg, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let n = digits.iter().fold(0i64, |n, d| n.saturating_mul(10).saturating_add(i64::from(d - b'0')));
    let n = n.min(4 * MAX_EMAX);
    Some(if neg { -n } else { n })
}

/// Whether a number can be kept as it is: digits and exponent are within the widest bounds.
pub fn fits(d: &Dec) -> bool {
    if d.is_nan() {
        return d.digits() <= MAX_PREC;
    }
    !d.is_finite()
        || d.exp >= MIN_ETINY && d.exp <= MAX_EMAX && (d.coef.is_empty() || d.adjusted() <= MAX_EMAX)
}

/// Whether a NaN's payload fits a context.
pub fn payload_fits(d: &Dec, ctx: &Ctx) -> bool {
    !d.is_nan() || d.coef.is_empty() || d.digits() <= ctx.prec - i64::from(ctx.clamp)
}
