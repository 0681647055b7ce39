//! Padding: `center`, `ljust`, `rjust`, `zfill`, `expandtabs`; and `join`.

use super::wtf8;
use crate::object::buffer;
use crate::object::error::{TextError, TextResult};

/// Where the text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// `ljust`
    Left,
    /// `rjust`
    Right,
    /// `center`
    Center,
}

/// `center`, `ljust`, `rjust`; `None` if it is wide enough. `length` is the text's length in characters.
pub fn pad(text: &[u8], length: usize, width: i64, fill: &[u8], place: Place) -> TextResult<Option<Vec<u8>>> {
    if width <= length as i64 {
        return Ok(None);
    }
    let missing = width as usize - length;
    let left = match place {
        Place::Left => 0,
        Place::Right => missing,
        // The odd blank goes to the left only if the width is odd.
        Place::Center => missing / 2 + (missing & width as usize & 1),
    };
    let size = missing.checked_mul(fill.len()).and_then(|n| n.checked_add(text.len()));
    let mut out = Vec::new();
    if size.is_none_or(|size| size > isize::MAX as usize || out.try_reserve_exact(size).is_err()) {
        return Err(TextError::memory());
    }
    let push = |out: &mut Vec<u8>, count: usize| match fill {
        [byte] => out.resize(out.len() + count, *byte),
        _ => (0..count).for_each(|_| out.extend_from_slice(fill)),
    };
    push(&mut out, left);
    out.extend_from_slice(text);
    push(&mut out, missing - left);
    Ok(Some(out))
}

/// `zfill`; `None` if it is wide enough.
pub fn zfill(text: &[u8], length: usize, width: i64) -> TextResult<Option<Vec<u8>>> {
    let Some(mut out) = pad(text, length, width, b"0", Place::Right)? else { return Ok(None) };
    if let Some(sign @ (b'+' | b'-')) = text.first() {
        out[width as usize - length] = b'0';
        out[0] = *sign;
    }
    Ok(Some(out))
}

/// `expandtabs(size)`
pub fn expand_tabs(text: &[u8], size: i64, characters: bool) -> TextResult<Vec<u8>> {
    let mut out = buffer::with_room(text.len())?;
    let mut column = 0i64;
    for &byte in text {
        if byte == b'\t' {
            if size > 0 {
                let blanks = size - column % size;
                column += blanks;
                let total = (out.len() as u64).saturating_add(blanks as u64);
                if total > isize::MAX as u64 {
                    return Err(TextError::overflow("new string is too long"));
                }
                buffer::resize(&mut out, total as usize, b' ')?;
            }
        } else {
            buffer::push(&mut out, byte)?;
            if matches!(byte, b'\n' | b'\r') {
                column = 0;
            } else if !characters || wtf8::is_boundary(byte) {
                column += 1;
            }
        }
    }
    Ok(out)
}

/// `separator.join(parts)` of parts that are texts already.
pub fn join<'a>(separator: &[u8], parts: impl Iterator<Item = &'a [u8]> + Clone) -> TextResult<Vec<u8>> {
    let size: usize = parts.clone().map(|part| part.len() + separator.len()).sum();
    let mut out = buffer::with_room(size)?;
    for (i, part) in parts.enumerate() {
        if i > 0 {
            out.extend_from_slice(separator);
        }
        out.extend_from_slice(part);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding() {
        let p = |t: &[u8], w, place| pad(t, wtf8::char_count(t), w, b"*", place).unwrap();
        assert_eq!(p(b"ab", 5, Place::Center).unwrap(), b"**ab*");
        assert_eq!(p(b"a", 4, Place::Center).unwrap(), b"*a**");
        assert_eq!(p("é".as_bytes(), 2, Place::Left).unwrap(), "é*".as_bytes());
        assert_eq!(p(b"abc", 3, Place::Left), None);
        assert_eq!(zfill(b"-5", 2, 4).unwrap().unwrap(), b"-005");
        assert_eq!(expand_tabs(b"a\tb\n\tc", 4, true).unwrap(), b"a   b\n    c");
        assert_eq!(join(b", ", [&b"a"[..], b"b"].into_iter()).unwrap(), b"a, b");
        assert!(pad(b"", 0, i64::MAX, "é".as_bytes(), Place::Left).is_err());
    }
}
