//! What bytes have and str has not, and the ASCII versions of the methods they share by name.

use crate::object::buffer;
use crate::object::error::{TextError, TextResult};

/// `bytes.capitalize()`
pub fn capitalize(bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_ascii_lowercase();
    if let Some(first) = out.first_mut() {
        first.make_ascii_uppercase();
    }
    out
}

/// `bytes.title()`
pub fn title(bytes: &[u8]) -> Vec<u8> {
    let mut in_word = false;
    let convert = |byte: &u8| {
        let out = if in_word { byte.to_ascii_lowercase() } else { byte.to_ascii_uppercase() };
        in_word = byte.is_ascii_alphabetic();
        out
    };
    bytes.iter().map(convert).collect()
}

/// `bytes.swapcase()`
pub fn swapcase(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().map(|b| if b.is_ascii_alphabetic() { b ^ 0x20 } else { *b }).collect()
}

fn all(bytes: &[u8], test: impl Fn(&u8) -> bool) -> bool {
    !bytes.is_empty() && bytes.iter().all(test)
}

/// `bytes.isalpha()`
pub fn is_alpha(bytes: &[u8]) -> bool {
    all(bytes, u8::is_ascii_alphabetic)
}

/// `bytes.isdigit()`
pub fn is_digit(bytes: &[u8]) -> bool {
    all(bytes, u8::is_ascii_digit)
}

/// `bytes.isalnum()`
pub fn is_alnum(bytes: &[u8]) -> bool {
    all(bytes, u8::is_ascii_alphanumeric)
}

/// `bytes.isspace()`
pub fn is_space(bytes: &[u8]) -> bool {
    all(bytes, |b| matches!(b, 9..=13 | 32))
}

/// `bytes.islower()`
pub fn is_lower(bytes: &[u8]) -> bool {
    bytes.iter().any(u8::is_ascii_lowercase) && !bytes.iter().any(u8::is_ascii_uppercase)
}

/// `bytes.isupper()`
pub fn is_upper(bytes: &[u8]) -> bool {
    bytes.iter().any(u8::is_ascii_uppercase) && !bytes.iter().any(u8::is_ascii_lowercase)
}

/// `bytes.istitle()`
pub fn is_title(bytes: &[u8]) -> bool {
    let mut cased = false;
    let mut in_word = false;
    for byte in bytes {
        if byte.is_ascii_uppercase() && in_word || byte.is_ascii_lowercase() && !in_word {
            return false;
        }
        in_word = byte.is_ascii_alphabetic();
        cased |= in_word;
    }
    cased
}

/// `bytes.translate(table, delete)`; no table means the identity.
pub fn translate(bytes: &[u8], table: Option<&[u8]>, delete: &[u8]) -> TextResult<Vec<u8>> {
    if table.is_some_and(|table| table.len() != 256) {
        return Err(TextError::value("translation table must be 256 characters long"));
    }
    let mut drops = [false; 256];
    for &byte in delete {
        drops[usize::from(byte)] = true;
    }
    let kept = bytes.iter().filter(|b| !drops[usize::from(**b)]);
    let mut out = buffer::with_room(bytes.len())?;
    out.extend(kept.map(|b| table.map_or(*b, |table| table[usize::from(*b)])));
    Ok(out)
}

/// `bytes.maketrans(from, to)`
pub fn make_trans(from: &[u8], to: &[u8]) -> TextResult<Vec<u8>> {
    if from.len() != to.len() {
        return Err(TextError::value("maketrans arguments must have same length"));
    }
    let mut table: Vec<u8> = (0..=255).collect();
    for (a, b) in from.iter().zip(to) {
        table[usize::from(*a)] = *b;
    }
    Ok(table)
}

/// `bytes.hex(separator, group)`: groups count from the right, from the left if negative.
pub fn hex(bytes: &[u8], separator: Option<u8>, group: i64) -> String {
    let mut out = String::with_capacity(bytes.len() * if separator.is_some() { 3 } else { 2 });
    let size = group.unsigned_abs() as usize;
    for (i, byte) in bytes.iter().enumerate() {
        if let Some(separator) = separator
            && i > 0
            && size > 0
            && (if group > 0 { bytes.len() - i } else { i }).is_multiple_of(size)
        {
            out.push(char::from(separator));
        }
        for digit in [byte >> 4, byte & 15] {
            out.push(char::from(b"0123456789abcdef"[usize::from(digit)]));
        }
    }
    out
}

/// `bytes.fromhex(text)`: pairs of digits with white space between them. `text` is generalised UTF-8.
pub fn from_hex(text: &[u8]) -> TextResult<Vec<u8>> {
    let bad = |at: usize| {
        // A character that is not ASCII is reported before anything is read.
        let at = text.iter().position(|b| *b >= 0x80).map_or(at, |first| first);
        TextError::value(format!("non-hexadecimal number found in fromhex() arg at position {at}"))
    };
    if !text.is_ascii() {
        return Err(bad(0));
    }
    let digit = |at: usize| text.get(at).and_then(|b| char::from(*b).to_digit(16));
    let mut out = buffer::with_room(text.len() / 2)?;
    let mut at = 0;
    while at < text.len() {
        if matches!(text[at], 9..=13 | 32) {
            at += 1;
            continue;
        }
        let high = digit(at).ok_or_else(|| bad(at))?;
        if at + 1 == text.len() {
            let message = "fromhex() arg must contain an even number of hexadecimal digits";
            return Err(TextError::value(message.to_string()));
        }
        let low = digit(at + 1).ok_or_else(|| bad(at + 1))?;
        out.push((high << 4 | low) as u8);
        at += 2;
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        assert_eq!(title(b"hello wORLD's"), b"Hello World'S");
        assert!(is_title(b"Hello World") && !is_title(b"hello") && !is_title(b"1"));
        assert_eq!(swapcase(b"aB1"), b"Ab1");
    }

    #[test]
    fn hexadecimal() {
        assert_eq!(hex(&[1, 2, 255], Some(b':'), 2), "01:02ff");
        assert_eq!(hex(&[1, 2, 255], Some(b':'), -2), "0102:ff");
        assert_eq!(from_hex(b" 01 fF ").unwrap(), [1, 255]);
        assert!(from_hex(b"0 1").unwrap_err().message.ends_with("position 1"));
    }
}
