//! Case mappings of whole texts: full mappings that may lengthen, and the final form of sigma.

use super::unicode::{self, Mapping};
use super::wtf8;
use crate::object::buffer;
use crate::object::error::TextResult;

const SIGMA: u32 = 0x3a3;
/// Bytes of the longest mapping of one character: three characters.
const LONGEST: usize = 12;

fn ascii(text: &[u8], change: impl FnMut(&mut u8)) -> TextResult<Vec<u8>> {
    let mut out = buffer::copied(text)?;
    out.iter_mut().for_each(change);
    Ok(out)
}

fn extend(out: &mut Vec<u8>, mapping: Mapping) {
    for code in mapping.as_slice() {
        wtf8::push(out, *code);
    }
}

fn map(text: &[u8], mapping: impl Fn(u32) -> Mapping) -> TextResult<Vec<u8>> {
    let mut out = buffer::with_room(text.len())?;
    for code in wtf8::code_points(text) {
        buffer::room(&mut out, LONGEST)?;
        extend(&mut out, mapping(code));
    }
    Ok(out)
}

/// Lower case of the character at an offset, which for a capital sigma depends on its neighbours.
fn push_lower(out: &mut Vec<u8>, text: &[u8], at: usize, code: u32) {
    if code == SIGMA {
        wtf8::push(out, if is_final_sigma(text, at) { 0x3c2 } else { 0x3c3 });
    } else {
        extend(out, unicode::lower(code));
    }
}

/// A sigma ends a word if a cased character stands before and none behind, ignorable ones aside.
fn is_final_sigma(text: &[u8], at: usize) -> bool {
    let mut end = at;
    let mut after_cased = false;
    while end > 0 {
        let (code, length) = wtf8::code_point_before(text, end);
        if !unicode::is_case_ignorable(code) {
            after_cased = unicode::is_cased(code);
            break;
        }
        end -= length;
    }
    after_cased
        && !wtf8::code_points(&text[at + 2..])
            .find(|code| !unicode::is_case_ignorable(*code))
            .is_some_and(unicode::is_cased)
}

/// `str.lower()`
pub fn lower(text: &[u8]) -> TextResult<Vec<u8>> {
    if text.is_ascii() {
        return ascii(text, u8::make_ascii_lowercase);
    }
    let mut out = buffer::with_room(text.len())?;
    let mut at = 0;
    while at < text.len() {
        let (code, length) = wtf8::code_point_at(text, at);
        buffer::room(&mut out, LONGEST)?;
        push_lower(&mut out, text, at, code);
        at += length;
    }
    Ok(out)
}

/// `str.upper()`
pub fn upper(text: &[u8]) -> TextResult<Vec<u8>> {
    if text.is_ascii() { ascii(text, u8::make_ascii_uppercase) } else { map(text, unicode::upper) }
}

/// `str.casefold()`
pub fn casefold(text: &[u8]) -> TextResult<Vec<u8>> {
    if text.is_ascii() { ascii(text, u8::make_ascii_lowercase) } else { map(text, unicode::fold) }
}

/// `str.capitalize()`
pub fn capitalize(text: &[u8]) -> TextResult<Vec<u8>> {
    if text.is_ascii() {
        let mut out = ascii(text, u8::make_ascii_lowercase)?;
        out.iter_mut().take(1).for_each(u8::make_ascii_uppercase);
        return Ok(out);
    }
    let mut out = buffer::with_room(text.len())?;
    let mut at = 0;
    while at < text.len() {
        let (code, length) = wtf8::code_point_at(text, at);
        buffer::room(&mut out, LONGEST)?;
        if at == 0 {
            extend(&mut out, unicode::title(code));
        } else {
            push_lower(&mut out, text, at, code);
        }
        at += length;
    }
    Ok(out)
}

/// `str.title()`
pub fn title(text: &[u8]) -> TextResult<Vec<u8>> {
    if text.is_ascii() {
        let mut in_word = false;
        return ascii(text, |b| {
            if in_word {
                b.make_ascii_lowercase()
            } else {
                b.make_ascii_uppercase()
            }
            in_word = b.is_ascii_alphabetic();
        });
    }
    let mut out = buffer::with_room(text.len())?;
    let mut in_word = false;
    let mut at = 0;
    while at < text.len() {
        let (code, length) = wtf8::code_point_at(text, at);
        buffer::room(&mut out, LONGEST)?;
        if in_word {
            push_lower(&mut out, text, at, code);
        } else {
            extend(&mut out, unicode::title(code));
        }
        in_word = unicode::is_cased(code);
        at += length;
    }
    Ok(out)
}

/// `str.swapcase()`
pub fn swapcase(text: &[u8]) -> TextResult<Vec<u8>> {
    if text.is_ascii() {
        return ascii(text, |b| *b ^= if b.is_ascii_alphabetic() { 0x20 } else { 0 });
    }
    let mut out = buffer::with_room(text.len())?;
    let mut at = 0;
    while at < text.len() {
        let (code, length) = wtf8::code_point_at(text, at);
        buffer::room(&mut out, LONGEST)?;
        if unicode::is_upper(code) {
            push_lower(&mut out, text, at, code);
        } else if unicode::is_lower(code) {
            extend(&mut out, unicode::upper(code));
        } else {
            wtf8::push(&mut out, code);
        }
        at += length;
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn s(bytes: Vec<u8>) -> String {
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn sigma_and_lengthening() {
        assert_eq!(s(lower("ΑΣ ΑΣΑ Σ".as_bytes()).unwrap()), "ας ασα σ");
        assert_eq!(s(lower("ΑΣ'".as_bytes()).unwrap()), "ας'");
        assert_eq!(s(upper("straße".as_bytes()).unwrap()), "STRASSE");
        assert_eq!(s(title("they're ßa ǆ".as_bytes()).unwrap()), "They'Re Ssa ǅ");
        assert_eq!(s(capitalize("ÉCOLE".as_bytes()).unwrap()), "École");
        assert_eq!(s(swapcase("aBé".as_bytes()).unwrap()), "AbÉ");
        assert_eq!(s(casefold("ẞΣ".as_bytes()).unwrap()), "ssσ");
    }
}
