//! Addresses of the internet protocols as text and as bytes: `inet_aton(3)`, `inet_pton(3)` and their reverses.

use std::net::{Ipv4Addr, Ipv6Addr};

/// A number of `inet_aton`: decimal, octal after `0`, hexadecimal after `0x`.
fn number(text: &str) -> Option<u32> {
    let (digits, radix) = match text.as_bytes() {
        [b'0', b'x' | b'X', ..] => (&text[2..], 16),
        [b'0', _, ..] => (&text[1..], 8),
        _ => (text, 10),
    };
    let is_digits = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
    is_digits.then(|| u32::from_str_radix(digits, radix).ok()).flatten()
}

/// The four bytes of an address of one to four numbers, the last of which fills what the others leave; text behind white space is ignored, as the C library does.
pub fn aton(text: &str) -> Option<[u8; 4]> {
    let text = text.split(|c: char| c.is_ascii_whitespace()).next()?;
    let mut parts = Vec::new();
    for part in text.split('.') {
        parts.push(number(part)?);
    }
    let (last, first) = parts.split_last()?;
    if first.len() > 3 || first.iter().any(|n| *n > 255) {
        return None;
    }
    let room = 32 - 8 * first.len() as u32;
    if u64::from(*last) >= 1 << room {
        return None;
    }
    let high = first.iter().enumerate().fold(0u32, |sum, (i, n)| sum | n << (24 - 8 * i as u32));
    Some((high | last).to_be_bytes())
}

/// The packed form of an address; `None` if the text is none of this family, which is version 6 or 4.
pub fn pton(six: bool, text: &str) -> Option<Vec<u8>> {
    Some(match six {
        true => text.parse::<Ipv6Addr>().ok()?.octets().to_vec(),
        false => text.parse::<Ipv4Addr>().ok()?.octets().to_vec(),
    })
}

/// The text of a packed address.
pub fn ntop(six: bool, packed: &[u8]) -> Option<String> {
    Some(match six {
        true => Ipv6Addr::from(<[u8; 16]>::try_from(packed).ok()?).to_string(),
        false => Ipv4Addr::from(<[u8; 4]>::try_from(packed).ok()?).to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_fill_the_rest() {
        assert_eq!(aton("1.2.3"), Some([1, 2, 0, 3]));
        assert_eq!(aton("0x7f.1"), Some([127, 0, 0, 1]));
        assert_eq!(aton("0777"), Some([0, 0, 1, 255]));
        assert_eq!(aton("1.2.3.4 x"), Some([1, 2, 3, 4]));
        for bad in ["", "x", "1.2.3.256", "4294967296", "1.2.3.4.5", "1..2", "08", "+1"] {
            assert_eq!(aton(bad), None, "{bad}");
        }
    }
}
