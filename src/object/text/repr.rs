//! `repr` and `ascii` of str, `repr` of bytes: CPython's choice of quote and of escapes.

use super::{unicode, wtf8};
use crate::object::buffer;
use crate::object::error::TextResult;

/// Bytes of the longest escape.
const LONGEST: usize = 10;

fn quote_for(text: &[u8]) -> u8 {
    if memchr::memchr(b'\'', text).is_some() && memchr::memchr(b'"', text).is_none() { b'"' } else { b'\'' }
}

/// Writes the escape of a code point that is not shown as itself.
pub fn push_escape(out: &mut Vec<u8>, code: u32) {
    let text = match code {
        0x09 => "\\t".to_string(),
        0x0a => "\\n".to_string(),
        0x0d => "\\r".to_string(),
        0..=0xff => format!("\\x{code:02x}"),
        0x100..=0xffff => format!("\\u{code:04x}"),
        _ => format!("\\U{code:08x}"),
    };
    out.extend_from_slice(text.as_bytes());
}

fn quoted(text: &[u8], shows: impl Fn(u32) -> bool) -> TextResult<Vec<u8>> {
    let quote = quote_for(text);
    let mut out = buffer::with_room(text.len() + 2)?;
    out.push(quote);
    for code in wtf8::code_points(text) {
        buffer::room(&mut out, LONGEST)?;
        if code == u32::from(quote) || code == 0x5c {
            out.push(b'\\');
            out.push(code as u8);
        } else if (0x20..0x7f).contains(&code) || (code >= 0x80 && shows(code)) {
            wtf8::push(&mut out, code);
        } else {
            push_escape(&mut out, code);
        }
    }
    buffer::push(&mut out, quote)?;
    Ok(out)
}

/// `repr(text)`
pub fn str_repr(text: &[u8]) -> TextResult<Vec<u8>> {
    // Most texts need nothing but quotes.
    if text.iter().all(|b| (0x20..0x7f).contains(b) && *b != b'\'' && *b != b'\\') {
        let mut out = buffer::with_room(text.len() + 2)?;
        out.push(b'\'');
        out.extend_from_slice(text);
        out.push(b'\'');
        return Ok(out);
    }
    quoted(text, unicode::is_printable)
}

/// `ascii(text)`
pub fn str_ascii(text: &[u8]) -> TextResult<Vec<u8>> {
    quoted(text, |_| false)
}

/// `ascii()` of something else: the escapes put into a finished `repr`.
pub fn ascii_escape(repr: &[u8]) -> TextResult<Vec<u8>> {
    let mut out = buffer::with_room(repr.len())?;
    for code in wtf8::code_points(repr) {
        buffer::room(&mut out, LONGEST)?;
        if code < 0x80 { out.push(code as u8) } else { push_escape(&mut out, code) }
    }
    Ok(out)
}

/// `repr(b"...")`
pub fn bytes_repr(bytes: &[u8]) -> TextResult<String> {
    let quote = quote_for(bytes);
    let mut out = buffer::with_room(bytes.len() + 3)?;
    out.extend_from_slice(&[b'b', quote]);
    for &byte in bytes {
        buffer::room(&mut out, LONGEST)?;
        if byte == quote || byte == b'\\' {
            out.extend_from_slice(&[b'\\', byte]);
        } else if (0x20..0x7f).contains(&byte) {
            out.push(byte);
        } else {
            push_escape(&mut out, u32::from(byte));
        }
    }
    buffer::push(&mut out, quote)?;
    Ok(String::from_utf8(out).expect("ASCII"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_escapes() {
        let repr = |t: &str| String::from_utf8(str_repr(t.as_bytes()).unwrap()).unwrap();
        assert_eq!(repr("a"), "'a'");
        assert_eq!(repr("it's"), "\"it's\"");
        assert_eq!(repr("'\""), "'\\'\"'");
        assert_eq!(repr("\n\x7f\u{ad}é\u{e000}😀"), "'\\n\\x7f\\xadé\\ue000😀'");
        assert_eq!(str_repr(&wtf8::from_code_point(0xd800)).unwrap(), b"'\\ud800'");
        assert_eq!(str_ascii("é😀".as_bytes()).unwrap(), b"'\\xe9\\U0001f600'");
        assert_eq!(bytes_repr(b"a'\x00\xff").unwrap(), "b\"a'\\x00\\xff\"");
    }
}
