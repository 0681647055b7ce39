//! Searching and replacing in str and bytes: ranges, `find` and its kin, `count`, `startswith`, `replace`.
//!
//! Offsets here are bytes. For a str that is not ASCII, [`char_range`] turns a range of characters into bytes first
//! and [`super::wtf8::index_of_offset`] turns a hit back.

use memchr::memmem;

use super::wtf8;
use crate::object::buffer;
use crate::object::error::TextResult;

/// Resolves `start` and `end` arguments as slices do: negative ones count from the end, the end is cut to the length.
/// `start` may stay beyond `end`: then nothing is found, not even the empty text.
pub fn clamp(start: i64, end: i64, length: usize) -> (usize, usize) {
    let length = length as i64;
    let fix = |at: i64| if at < 0 { at.saturating_add(length).max(0) } else { at };
    (fix(start) as usize, fix(end.min(length)) as usize)
}

/// The byte range of a resolved range of characters; `None` if it is no range at all.
pub fn char_range(text: &[u8], start: usize, end: usize, length: usize) -> Option<(usize, usize)> {
    if start > end || start > length {
        return None;
    }
    if length == text.len() {
        return Some((start, end));
    }
    let from = wtf8::offset_of(text, start);
    let to = if end == length { text.len() } else { wtf8::offset_from(text, from, end - start) };
    Some((from, to))
}

/// First place of the needle in `text[start..end]`.
pub fn find(text: &[u8], needle: &[u8], start: usize, end: usize) -> Option<usize> {
    let within = text.get(start..end)?;
    let found = match needle {
        [byte] => memchr::memchr(*byte, within),
        _ => memmem::find(within, needle),
    };
    found.map(|at| at + start)
}

/// Last place of the needle in `text[start..end]`.
pub fn rfind(text: &[u8], needle: &[u8], start: usize, end: usize) -> Option<usize> {
    let within = text.get(start..end)?;
    let found = match needle {
        [byte] => memchr::memrchr(*byte, within),
        _ => memmem::rfind(within, needle),
    };
    found.map(|at| at + start)
}

/// Number of places without overlap in a byte range. The empty needle is at each of `characters` and at the end.
pub fn count(text: &[u8], needle: &[u8], start: usize, end: usize, characters: bool) -> usize {
    let Some(within) = text.get(start..end) else { return 0 };
    match needle {
        [] => 1 + if characters { wtf8::char_count(within) } else { within.len() },
        [byte] => memchr::memchr_iter(*byte, within).count(),
        _ => memmem::find_iter(within, needle).count(),
    }
}

/// Whether `text[start..end]` begins with the prefix.
pub fn starts_with(text: &[u8], prefix: &[u8], start: usize, end: usize) -> bool {
    text.get(start..end).is_some_and(|within| within.starts_with(prefix))
}

/// Whether `text[start..end]` ends with the suffix.
pub fn ends_with(text: &[u8], suffix: &[u8], start: usize, end: usize) -> bool {
    text.get(start..end).is_some_and(|within| within.ends_with(suffix))
}

/// `replace(old, new, limit)`; a negative limit means all. `None`: nothing to replace, the text stays.
pub fn replace(
    text: &[u8],
    old: &[u8],
    new: &[u8],
    limit: i64,
    characters: bool,
) -> TextResult<Option<Vec<u8>>> {
    let limit = if limit < 0 { usize::MAX } else { limit as usize };
    if limit == 0 || old == new {
        return Ok(None);
    }
    if old.is_empty() {
        return interleave(text, new, limit, characters).map(Some);
    }
    if let ([old], [new]) = (old, new) {
        let Some(first) = memchr::memchr(*old, text) else { return Ok(None) };
        let mut out = buffer::copied(text)?;
        let mut left = limit;
        for byte in out[first..].iter_mut().filter(|byte| **byte == *old) {
            if left == 0 {
                break;
            }
            *byte = *new;
            left -= 1;
        }
        return Ok(Some(out));
    }
    match old {
        [old] => replace_hits(text, 1, new, memchr::memchr_iter(*old, text).take(limit)),
        _ => replace_hits(text, old.len(), new, memmem::find_iter(text, old).take(limit)),
    }
}

/// The text with what stands at these places, so many bytes each, replaced.
fn replace_hits(
    text: &[u8],
    len: usize,
    new: &[u8],
    mut hits: impl Iterator<Item = usize>,
) -> TextResult<Option<Vec<u8>>> {
    let Some(first) = hits.next() else { return Ok(None) };
    // As long as the old text and one more of the new ones, to begin with.
    let mut out = buffer::with_room(text.len().saturating_add(new.len()))?;
    out.extend_from_slice(&text[..first]);
    out.extend_from_slice(new);
    let mut done = first + len;
    for at in hits {
        buffer::extend(&mut out, &text[done..at])?;
        buffer::extend(&mut out, new)?;
        done = at + len;
    }
    buffer::extend(&mut out, &text[done..])?;
    Ok(Some(out))
}

/// The new text before each character and at the end.
fn interleave(text: &[u8], new: &[u8], limit: usize, characters: bool) -> TextResult<Vec<u8>> {
    let mut out = buffer::with_room(text.len() + new.len())?;
    let mut left = limit;
    for &byte in text {
        if left > 0 && (!characters || wtf8::is_boundary(byte)) {
            buffer::extend(&mut out, new)?;
            left -= 1;
        }
        buffer::push(&mut out, byte)?;
    }
    if left > 0 {
        buffer::extend(&mut out, new)?;
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        assert_eq!(clamp(-2, i64::MAX, 5), (3, 5));
        assert_eq!(clamp(7, 3, 5), (7, 3));
        assert_eq!(char_range("aéb".as_bytes(), 1, 3, 3), Some((1, 4)));
        assert_eq!(char_range(b"abc", 4, 3, 3), None);
        assert_eq!(find(b"abc", b"", 3, 3), Some(3));
        assert_eq!(rfind(b"abcabc", b"bc", 0, 5), Some(1));
        assert_eq!(count("aéb".as_bytes(), b"", 0, 4, true), 4);
    }

    #[test]
    fn replacing() {
        assert_eq!(replace(b"aaa", b"a", b"bc", 2, true).unwrap().unwrap(), b"bcbca");
        assert_eq!(replace("éa".as_bytes(), b"", b"-", -1, true).unwrap().unwrap(), "-é-a-".as_bytes());
        assert_eq!(replace(b"abc", b"", b"-", 1, true).unwrap().unwrap(), b"-abc");
        assert_eq!(replace(b"abc", b"x", b"-", -1, true), Ok(None));
    }
}
