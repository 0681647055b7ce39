//! Generalised UTF-8: code points, counting, indexing and slicing by characters.
//!
//! All input is well formed by construction; nothing here checks it, nothing here can go out of bounds.

/// Whether a byte begins a character.
#[inline]
pub fn is_boundary(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

/// Number of characters.
pub fn char_count(text: &[u8]) -> usize {
    // The compiler makes vector code of this.
    text.iter().map(|byte| usize::from(is_boundary(*byte))).sum()
}

/// Length of the character that begins with this byte.
#[inline]
pub fn width(first: u8) -> usize {
    match first {
        0..0x80 => 1,
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}

/// The code point at a byte offset and its length. The offset must be a boundary inside the text.
#[inline]
pub fn code_point_at(text: &[u8], at: usize) -> (u32, usize) {
    let low = |i: usize| text.get(at + i).map_or(0, |b| u32::from(b & 0x3f));
    let first = u32::from(text[at]);
    match width(text[at]) {
        1 => (first, 1),
        2 => ((first & 0x1f) << 6 | low(1), 2),
        3 => ((first & 0x0f) << 12 | low(1) << 6 | low(2), 3),
        _ => ((first & 0x07) << 18 | low(1) << 12 | low(2) << 6 | low(3), 4),
    }
}

/// The code point that ends before a byte offset and its length. The offset must be a boundary beyond 0.
pub fn code_point_before(text: &[u8], end: usize) -> (u32, usize) {
    let mut at = end - 1;
    while at > 0 && !is_boundary(text[at]) {
        at -= 1;
    }
    code_point_at(text, at)
}

/// Iterates over code points (surrogates included).
pub fn code_points(text: &[u8]) -> CodePoints<'_> {
    CodePoints { text, at: 0 }
}

/// Iterator over code points.
#[derive(Clone, Debug)]
pub struct CodePoints<'a> {
    text: &'a [u8],
    at: usize,
}

impl CodePoints<'_> {
    /// Byte offset of the next code point.
    pub fn offset(&self) -> usize {
        self.at
    }
}

impl Iterator for CodePoints<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        if self.at >= self.text.len() {
            return None;
        }
        let (code, length) = code_point_at(self.text, self.at);
        self.at += length;
        Some(code)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.text.len() - self.at.min(self.text.len());
        (left.div_ceil(4), Some(left))
    }
}

/// Appends a code point, a surrogate as three bytes.
#[inline]
pub fn push(out: &mut Vec<u8>, code: u32) {
    let low = |shift: u32| (code >> shift & 0x3f) as u8 | 0x80;
    match code {
        0..0x80 => out.push(code as u8),
        0x80..0x800 => out.extend_from_slice(&[(code >> 6) as u8 | 0xc0, low(0)]),
        0x800..0x1_0000 => out.extend_from_slice(&[(code >> 12) as u8 | 0xe0, low(6), low(0)]),
        _ => out.extend_from_slice(&[(code >> 18) as u8 | 0xf0, low(12), low(6), low(0)]),
    }
}

/// A text of one code point.
pub fn from_code_point(code: u32) -> Vec<u8> {
    let mut out = Vec::with_capacity(4);
    push(&mut out, code);
    out
}

/// Byte offset of the character with this index; the length for an index at or beyond the end.
pub fn offset_of(text: &[u8], index: usize) -> usize {
    offset_from(text, 0, index)
}

/// Byte offset `count` characters after a boundary.
pub fn offset_from(text: &[u8], mut at: usize, mut count: usize) -> usize {
    while count > 0 && at < text.len() {
        at += width(text[at]);
        count -= 1;
    }
    at.min(text.len())
}

/// Number of characters before a byte offset.
pub fn index_of_offset(text: &[u8], offset: usize) -> usize {
    char_count(&text[..offset])
}

/// Characters `start..end`, both within the text.
pub fn slice(text: &[u8], start: usize, end: usize) -> &[u8] {
    if start >= end {
        return &[];
    }
    let from = offset_of(text, start);
    let to = offset_from(text, from, end - start);
    &text[from..to]
}

/// A slice resolved by `slice.indices`: `count` characters from `start`, `step` apart (which may be negative).
/// `ascii` says that characters are bytes.
pub fn slice_step(text: &[u8], start: usize, step: i64, count: usize, ascii: bool) -> Vec<u8> {
    if count == 0 {
        return Vec::new();
    }
    if step == 1 {
        return if ascii {
            text[start..start + count].to_vec()
        } else {
            slice(text, start, start + count).to_vec()
        };
    }
    if ascii {
        return (0..count as i64).map(|i| text[(start as i64 + i * step) as usize]).collect();
    }
    let mut out = Vec::with_capacity(count);
    let mut at = offset_of(text, start);
    for i in 0..count {
        let length = width(text[at]);
        out.extend_from_slice(&text[at..at + length]);
        if i + 1 < count {
            if step > 0 {
                at = offset_from(text, at, step as usize);
            } else {
                for _ in 0..step.unsigned_abs() {
                    at -= code_point_before(text, at).1;
                }
            }
        }
    }
    out
}

/// Whether the text holds a lone surrogate (then it is no `&str`).
pub fn has_surrogate(text: &[u8]) -> bool {
    memchr::memchr_iter(0xed, text).any(|at| text.get(at + 1).is_some_and(|next| *next >= 0xa0))
}

/// Whether this code point is a surrogate.
pub fn is_surrogate(code: u32) -> bool {
    (0xd800..0xe000).contains(&code)
}

/// The text as `&str`, unless it holds a surrogate.
pub fn as_str(text: &[u8]) -> Option<&str> {
    std::str::from_utf8(text).ok()
}

/// Compares as CPython does, by code points: for generalised UTF-8 the bytes decide.
pub fn cmp(a: &[u8], b: &[u8]) -> std::cmp::Ordering {
    a.cmp(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surrogates_are_characters() {
        let mut text = Vec::new();
        for code in [0x61, 0xd83d, 0xde00, 0xe9, 0x1f600] {
            push(&mut text, code);
        }
        assert_eq!(char_count(&text), 5);
        assert!(has_surrogate(&text));
        assert_eq!(code_points(&text).collect::<Vec<_>>(), [0x61, 0xd83d, 0xde00, 0xe9, 0x1f600]);
        assert_eq!(as_str(&text), None);
        assert_eq!(slice(&text, 3, 5), "é😀".as_bytes());
    }

    #[test]
    fn steps() {
        let text = "aéb😀c".as_bytes();
        assert_eq!(slice_step(text, 4, -1, 5, false), "c😀béa".as_bytes());
        assert_eq!(slice_step(text, 0, 2, 3, false), "abc".as_bytes());
        assert_eq!(slice_step(b"abcdef", 5, -2, 3, true), b"fdb");
        assert_eq!(slice_step(text, 0, 1, 0, false), b"");
    }
}
