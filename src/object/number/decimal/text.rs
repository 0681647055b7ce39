//! Numbers as text: scientific and engineering notation.

use super::words;
use super::{Dec, Kind};

/// The text; `engineering`: exponents are multiples of three. `capitals` decides about `E`.
pub fn to_text(d: &Dec, engineering: bool, capitals: bool) -> String {
    let mut out = String::new();
    if d.neg {
        out.push('-');
    }
    match d.kind {
        Kind::Infinite => out.push_str("Infinity"),
        Kind::Quiet | Kind::Signaling => {
            out.push_str(if d.kind == Kind::Quiet { "NaN" } else { "sNaN" });
            if !d.coef.is_empty() {
                push(&mut out, &words::to_digits(&d.coef));
            }
        }
        Kind::Finite => finite(&mut out, d, engineering, capitals),
    }
    out
}

/// Adds ASCII.
fn push(out: &mut String, ascii: &[u8]) {
    out.push_str(std::str::from_utf8(ascii).unwrap_or_default());
}

fn finite(out: &mut String, d: &Dec, engineering: bool, capitals: bool) {
    let digits = words::to_digits(&d.coef);
    let n = digits.len() as i64;
    let left = d.exp + n;
    // How many digits stand before the point.
    let point = if d.exp <= 0 && left > -6 {
        left
    } else if !engineering {
        1
    } else if d.coef.is_empty() {
        (left + 1).rem_euclid(3) - 1
    } else {
        (left - 1).rem_euclid(3) + 1
    };
    if point <= 0 {
        out.push_str("0.");
        (point..0).for_each(|_| out.push('0'));
        push(out, &digits);
    } else if point >= n {
        push(out, &digits);
        (n..point).for_each(|_| out.push('0'));
    } else {
        push(out, &digits[..point as usize]);
        out.push('.');
        push(out, &digits[point as usize..]);
    }
    if left != point {
        out.push(if capitals { 'E' } else { 'e' });
        out.push_str(&format!("{:+}", left - point));
    }
}
