//! `strip` and its kin, `removeprefix` and `removesuffix`: they return a part of what came in.

use super::{unicode, wtf8};

/// Which ends to strip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// Left.
    Left,
    /// Right.
    Right,
    /// Both.
    Both,
}

fn strip_by(text: &[u8], ends: Ends, drop: impl Fn(u32) -> bool) -> &[u8] {
    let (mut start, mut end) = (0, text.len());
    if ends != Ends::Right {
        while start < end {
            let (code, length) = wtf8::code_point_at(text, start);
            if !drop(code) {
                break;
            }
            start += length;
        }
    }
    if ends != Ends::Left {
        while end > start {
            let (code, length) = wtf8::code_point_before(text, end);
            if !drop(code) {
                break;
            }
            end -= length;
        }
    }
    &text[start..end]
}

/// `str.strip()` and kin, by white space or by a set of characters.
pub fn strip_str<'a>(text: &'a [u8], ends: Ends, characters: Option<&[u8]>) -> &'a [u8] {
    match characters {
        None => strip_by(text, ends, unicode::is_space),
        Some([single]) => strip_by(text, ends, |code| code == u32::from(*single)),
        Some(set) => {
            let set: Vec<u32> = wtf8::code_points(set).collect();
            strip_by(text, ends, |code| set.contains(&code))
        }
    }
}

/// `bytes.strip()` and kin.
pub fn strip_bytes<'a>(bytes: &'a [u8], ends: Ends, set: Option<&[u8]>) -> &'a [u8] {
    let set = set.unwrap_or(b" \t\n\r\x0b\x0c");
    let keeps = |byte: &u8| !set.contains(byte);
    let start = if ends == Ends::Right { 0 } else { bytes.iter().position(keeps).unwrap_or(bytes.len()) };
    let end = if ends == Ends::Left {
        bytes.len()
    } else {
        bytes.iter().rposition(keeps).map_or(start, |at| at + 1).max(start)
    };
    &bytes[start..end]
}

/// `removeprefix`
pub fn remove_prefix<'a>(text: &'a [u8], prefix: &[u8]) -> &'a [u8] {
    text.strip_prefix(prefix).unwrap_or(text)
}

/// `removesuffix`
pub fn remove_suffix<'a>(text: &'a [u8], suffix: &[u8]) -> &'a [u8] {
    text.strip_suffix(suffix).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends() {
        assert_eq!(strip_str("\u{3000}a b\n".as_bytes(), Ends::Both, None), b"a b");
        assert_eq!(strip_str("éaé".as_bytes(), Ends::Right, Some("é".as_bytes())), "éa".as_bytes());
        assert_eq!(strip_bytes(b"xxaxx", Ends::Left, Some(b"x")), b"axx");
        assert_eq!(strip_bytes(b"  ", Ends::Right, None), b"");
        assert_eq!(strip_bytes(b"  ", Ends::Both, None), b"");
    }
}
