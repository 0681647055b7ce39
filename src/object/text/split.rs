//! Splitting str and bytes: by white space, by a separator, into lines, in two.

use memchr::memmem;

use super::{find, unicode, wtf8};
use crate::object::buffer;
use crate::object::error::{TextError, TextResult};

/// What of ASCII is white space in str (1), and in bytes as well, which know fewer blanks (3).
const BLANKS: [u8; 256] = {
    let mut table = [0; 256];
    let mut i = 0;
    while i < 33 {
        if matches!(i, 9..=13 | 28..=32) {
            table[i] = if matches!(i, 28..=31) { 1 } else { 3 };
        }
        i += 1;
    }
    table
};

/// Length of the white space character at an offset, 0 if there is none.
#[inline(always)]
fn space_at(text: &[u8], at: usize, characters: bool) -> usize {
    let byte = text[at];
    if byte < 0x80 || !characters {
        let wanted = if characters { 1 } else { 2 };
        return usize::from(BLANKS[usize::from(byte)] & wanted != 0);
    }
    wide_space_at(text, at)
}

#[inline(never)]
fn wide_space_at(text: &[u8], at: usize) -> usize {
    let (code, length) = wtf8::code_point_at(text, at);
    if unicode::is_space(code) { length } else { 0 }
}

fn space_before(text: &[u8], end: usize, characters: bool) -> usize {
    if !characters || text[end - 1] < 0x80 {
        return space_at(text, end - 1, characters);
    }
    let (code, length) = wtf8::code_point_before(text, end);
    if unicode::is_space(code) { length } else { 0 }
}

fn step(text: &[u8], at: usize, characters: bool) -> usize {
    if characters { wtf8::width(text[at]) } else { 1 }
}

/// `split(None, limit)`; a negative limit means no limit.
pub fn split_whitespace(text: &[u8], limit: i64, characters: bool) -> TextResult<Vec<&[u8]>> {
    let mut parts = Vec::new();
    let mut at = 0;
    loop {
        while at < text.len() {
            match space_at(text, at, characters) {
                0 => break,
                length => at += length,
            }
        }
        if at >= text.len() {
            return Ok(parts);
        }
        if limit >= 0 && parts.len() as i64 >= limit {
            // What is left stays as it is, its far end included.
            buffer::push(&mut parts, &text[at..])?;
            return Ok(parts);
        }
        let start = at;
        while at < text.len() && space_at(text, at, characters) == 0 {
            at += step(text, at, characters);
        }
        buffer::push(&mut parts, &text[start..at])?;
    }
}

/// `rsplit(None, limit)`
pub fn rsplit_whitespace(text: &[u8], limit: i64, characters: bool) -> TextResult<Vec<&[u8]>> {
    let mut parts = Vec::new();
    let mut end = text.len();
    loop {
        while end > 0 {
            match space_before(text, end, characters) {
                0 => break,
                length => end -= length,
            }
        }
        if end == 0 {
            break;
        }
        if limit >= 0 && parts.len() as i64 >= limit {
            buffer::push(&mut parts, &text[..end])?;
            break;
        }
        let stop = end;
        while end > 0 && space_before(text, end, characters) == 0 {
            end -= if characters { wtf8::code_point_before(text, end).1 } else { 1 };
        }
        buffer::push(&mut parts, &text[end..stop])?;
    }
    parts.reverse();
    Ok(parts)
}

/// The first place of a byte. Pieces are short mostly, so the first bytes are looked at, eight at a time, before a wide search begins.
#[inline(always)]
fn next_byte(text: &[u8], byte: u8) -> Option<usize> {
    const NEAR: usize = 32;
    const ONES: u64 = 0x0101_0101_0101_0101;
    let mut at = 0;
    while at < NEAR
        && let Some(word) = text[at..].first_chunk::<8>()
    {
        // A byte that is looked for becomes 0; of the bits that are left the lowest tells the first of them.
        let x = u64::from_le_bytes(*word) ^ (ONES * u64::from(byte));
        let zeros = x.wrapping_sub(ONES) & !x & (ONES << 7);
        if zeros != 0 {
            return Some(at + zeros.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    memchr::memchr(byte, &text[at..]).map(|found| at + found)
}

fn empty_separator() -> TextError {
    TextError::value("empty separator")
}

/// `split(separator, limit)`
pub fn split<'a>(text: &'a [u8], separator: &[u8], limit: i64) -> TextResult<Vec<&'a [u8]>> {
    if separator.is_empty() {
        return Err(empty_separator());
    }
    let limit = if limit < 0 { usize::MAX } else { limit as usize };
    let mut parts = Vec::new();
    let mut start = 0;
    if let [byte] = separator {
        while parts.len() < limit
            && let Some(length) = next_byte(&text[start..], *byte)
        {
            buffer::push(&mut parts, &text[start..start + length])?;
            start += length + 1;
        }
        buffer::push(&mut parts, &text[start..])?;
        return Ok(parts);
    }
    for at in memmem::find_iter(text, separator).take(limit) {
        buffer::push(&mut parts, &text[start..at])?;
        start = at + separator.len();
    }
    buffer::push(&mut parts, &text[start..])?;
    Ok(parts)
}

/// `rsplit(separator, limit)`
pub fn rsplit<'a>(text: &'a [u8], separator: &[u8], limit: i64) -> TextResult<Vec<&'a [u8]>> {
    if separator.is_empty() {
        return Err(empty_separator());
    }
    let limit = if limit < 0 { usize::MAX } else { limit as usize };
    let mut parts = Vec::new();
    let mut end = text.len();
    while parts.len() < limit
        && let Some(at) = memmem::rfind(&text[..end], separator)
    {
        buffer::push(&mut parts, &text[at + separator.len()..end])?;
        end = at;
    }
    buffer::push(&mut parts, &text[..end])?;
    parts.reverse();
    Ok(parts)
}

/// `splitlines(keepends)`
pub fn split_lines(text: &[u8], keep_ends: bool, characters: bool) -> TextResult<Vec<&[u8]>> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < text.len() {
        let (code, length) =
            if characters { wtf8::code_point_at(text, at) } else { (u32::from(text[at]), 1) };
        let ends = if characters { unicode::is_line_break(code) } else { matches!(code, 10 | 13) };
        if !ends {
            at += length;
            continue;
        }
        let mut next = at + length;
        if code == 13 && text.get(next) == Some(&b'\n') {
            next += 1;
        }
        buffer::push(&mut lines, &text[start..if keep_ends { next } else { at }])?;
        start = next;
        at = next;
    }
    if start < text.len() {
        buffer::push(&mut lines, &text[start..])?;
    }
    Ok(lines)
}

/// The three parts of a partition.
pub type Parts<'a> = (&'a [u8], &'a [u8], &'a [u8]);

/// `partition(separator)`
pub fn partition<'a>(text: &'a [u8], separator: &[u8]) -> TextResult<Parts<'a>> {
    if separator.is_empty() {
        return Err(empty_separator());
    }
    Ok(match find::find(text, separator, 0, text.len()) {
        Some(at) => {
            let after = at + separator.len();
            (&text[..at], &text[at..after], &text[after..])
        }
        None => (text, &[], &[]),
    })
}

/// `rpartition(separator)`
pub fn rpartition<'a>(text: &'a [u8], separator: &[u8]) -> TextResult<Parts<'a>> {
    if separator.is_empty() {
        return Err(empty_separator());
    }
    Ok(match find::rfind(text, separator, 0, text.len()) {
        Some(at) => {
            let after = at + separator.len();
            (&text[..at], &text[at..after], &text[after..])
        }
        None => (&[], &[], text),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(parts: Vec<&[u8]>) -> Vec<String> {
        parts.into_iter().map(|p| String::from_utf8_lossy(p).into_owned()).collect()
    }

    #[test]
    fn white_space() {
        assert_eq!(show(split_whitespace(" a\u{2003}b  c ".as_bytes(), -1, true).unwrap()), ["a", "b", "c"]);
        assert_eq!(show(split_whitespace(b" a b  c ", 1, true).unwrap()), ["a", "b  c "]);
        assert_eq!(show(rsplit_whitespace(b" a b  c ", 1, true).unwrap()), [" a b", "c"]);
        assert_eq!(show(split_whitespace(b"a\x1cb", -1, true).unwrap()), ["a", "b"]);
        assert_eq!(show(split_whitespace(b"a\x1cb", -1, false).unwrap()), ["a\x1cb"]);
    }

    #[test]
    fn separators_and_lines() {
        assert_eq!(show(split(b"a,,b", b",", -1).unwrap()), ["a", "", "b"]);
        assert_eq!(show(rsplit(b"a,b,c", b",", 1).unwrap()), ["a,b", "c"]);
        assert_eq!(
            show(split_lines("a\r\nb\u{2028}c\n".as_bytes(), true, true).unwrap()),
            ["a\r\n", "b\u{2028}", "c\n"]
        );
        assert_eq!(rpartition(b"abc", b"x").unwrap(), (&b""[..], &b""[..], &b"abc"[..]));
        assert!(split(b"a", b"", -1).is_err());
    }
}
