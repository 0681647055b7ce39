//! Characters as the tokenisers see them: bytes of UTF-8 that may be broken off at the end of what there is, or wrong.

use super::names;

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// An ASCII character that XML allows.
    Ascii(u8),
    /// A character beyond ASCII, and its bytes.
    Wide(u32, usize),
    /// No character of XML.
    Bad,
    /// The beginning of a character whose rest is not there.
    Partial,
}

/// The character at a place below `end`.
#[inline]
pub fn look(b: &[u8], at: usize, end: usize) -> Seen {
    let first = b[at];
    match first {
        b'\t' | b'\n' | b'\r' | 0x20..=0x7f => Seen::Ascii(first),
        0x00..=0x1f => Seen::Bad,
        _ => wide(b, at, end),
    }
}

fn wide(b: &[u8], at: usize, end: usize) -> Seen {
    let first = b[at];
    let n = match first {
        0xc0..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Seen::Bad,
    };
    if end - at < n {
        return Seen::Partial;
    }
    match std::str::from_utf8(&b[at..at + n]).ok().and_then(|s| s.chars().next()) {
        Some('\u{fffe}' | '\u{ffff}') | None => Seen::Bad,
        Some(c) => Seen::Wide(c as u32, n),
    }
}

/// White space.
pub fn is_space(c: u8) -> bool {
    matches!(c, b' ' | b'\t' | b'\n' | b'\r')
}

/// How a character stands to names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// It begins names; this many bytes.
    Start(usize),
    /// It stands in names.
    Rest(usize),
    /// A colon, where namespaces are looked at.
    Colon,
    /// It is no part of a name.
    No,
    /// No character.
    Bad,
    /// Broken off.
    Partial,
}

/// How the character at a place stands to names.
#[inline]
pub fn naming(b: &[u8], at: usize, end: usize, namespaces: bool) -> Naming {
    match look(b, at, end) {
        Seen::Ascii(b'a'..=b'z' | b'A'..=b'Z' | b'_') => Naming::Start(1),
        Seen::Ascii(b':') if namespaces => Naming::Colon,
        Seen::Ascii(b':') => Naming::Start(1),
        Seen::Ascii(b'0'..=b'9' | b'-' | b'.') => Naming::Rest(1),
        Seen::Ascii(_) => Naming::No,
        Seen::Wide(code, n) if names::starts_name(code) => Naming::Start(n),
        Seen::Wide(code, n) if names::in_name(code) => Naming::Rest(n),
        Seen::Wide(..) => Naming::No,
        Seen::Bad => Naming::Bad,
        Seen::Partial => Naming::Partial,
    }
}

/// The bytes of the name at the beginning of a text. Colons belong to it.
pub fn name_length(b: &[u8]) -> usize {
    let mut at = 0;
    while at < b.len() {
        match naming(b, at, b.len(), false) {
            Naming::Start(n) | Naming::Rest(n) => at += n,
            _ => break,
        }
    }
    at
}

/// The first byte that is not white space.
pub fn skip_space(b: &[u8], mut at: usize) -> usize {
    while at < b.len() && is_space(b[at]) {
        at += 1;
    }
    at
}

/// The character that a reference names by its number (`&#65;`, `&#x41;`); None if it is no character of XML.
pub fn referred(reference: &[u8]) -> Option<char> {
    let (digits, radix) = match reference {
        [b'&', b'#', b'x', digits @ .., b';'] => (digits, 16),
        [b'&', b'#', digits @ .., b';'] => (digits, 10),
        _ => return None,
    };
    let mut code = 0u32;
    for d in digits {
        code = code * radix + char::from(*d).to_digit(radix)?;
        if code > 0x10_ffff {
            return None;
        }
    }
    match code {
        0xfffe | 0xffff => None,
        0x00..=0x1f if !matches!(code, 9 | 10 | 13) => None,
        _ => char::from_u32(code),
    }
}

/// The five entities that need no declaration.
pub fn predefined(name: &[u8]) -> Option<u8> {
    match name {
        b"lt" => Some(b'<'),
        b"gt" => Some(b'>'),
        b"amp" => Some(b'&'),
        b"quot" => Some(b'"'),
        b"apos" => Some(b'\''),
        _ => None,
    }
}

/// Line ends as XML has them: one line feed each.
pub fn plain_lines(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        match text[at] {
            b'\r' => {
                out.push(b'\n');
                at += if text.get(at + 1) == Some(&b'\n') { 2 } else { 1 };
            }
            c => {
                out.push(c);
                at += 1;
            }
        }
    }
    out
}
