//! Bytes to str.

use super::{Codec, Errors, Fault, errors};
use crate::object::buffer;
use crate::object::error::TextResult;
use crate::object::text::wtf8;

/// Bytes that a decoded text takes at most.
pub fn most_decoded(bytes: &[u8], codec: Codec, handler: &Errors) -> usize {
    let each = match codec {
        Codec::Latin1 if !bytes.is_ascii() => 2,
        Codec::Utf16 | Codec::Utf16Le | Codec::Utf16Be => 2,
        _ => 1,
    };
    let answers = match handler {
        Errors::Strict | Errors::Ignore => 1,
        Errors::BackslashReplace => 4,
        _ => 3,
    };
    // Only what is no text is answered.
    let bad = if answers > 1 && !bytes.is_ascii() { std::str::from_utf8(bytes).is_err() } else { false };
    bytes.len().saturating_mul(if bad { answers } else { each })
}

/// `bytes.decode(codec, errors)`
pub fn decode(bytes: &[u8], codec: Codec, handler: &Errors) -> TextResult<Vec<u8>> {
    let (mut at, codec) = skip_mark(bytes, codec);
    // Positions of the marked form count from behind the mark.
    let skipped = if codec == Codec::Utf8Sig { at } else { 0 };
    let mut out = Vec::new();
    buffer::room(&mut out, most_decoded(bytes, codec, handler))?;
    while let Err(mut fault) = run(bytes, at, codec, &mut out) {
        at = errors::decode_fault(bytes, &fault, codec, handler, &mut out).map_err(|error| {
            if skipped == 0 || error.kind != fault.decode_error().kind {
                return error;
            }
            fault.start -= skipped;
            fault.end -= skipped;
            fault.decode_error()
        })?;
    }
    Ok(out)
}

/// Looks for the mark that says the byte order: where the text begins and which codec reads it.
pub fn skip_mark(bytes: &[u8], codec: Codec) -> (usize, Codec) {
    match (codec, bytes) {
        (Codec::Utf8Sig, [0xef, 0xbb, 0xbf, ..]) => (3, Codec::Utf8Sig),
        (Codec::Utf16, [0xff, 0xfe, ..]) => (2, Codec::Utf16Le),
        (Codec::Utf16, [0xfe, 0xff, ..]) => (2, Codec::Utf16Be),
        (Codec::Utf16, _) => (0, Codec::Utf16Le),
        (Codec::Utf32, [0xff, 0xfe, 0, 0, ..]) => (4, Codec::Utf32Le),
        (Codec::Utf32, [0, 0, 0xfe, 0xff, ..]) => (4, Codec::Utf32Be),
        (Codec::Utf32, _) => (0, Codec::Utf32Le),
        _ => (0, codec),
    }
}

/// Decodes from `at` until the end or the first fault; what could be decoded is in `out` either way.
pub fn run(bytes: &[u8], at: usize, codec: Codec, out: &mut Vec<u8>) -> Result<(), Fault> {
    match codec {
        Codec::Utf8 | Codec::Utf8Sig => utf8(bytes, at, out),
        Codec::Ascii => ascii(bytes, at, out),
        Codec::Latin1 => {
            for &byte in &bytes[at..] {
                wtf8::push(out, u32::from(byte));
            }
            Ok(())
        }
        Codec::Utf16Be => utf16(bytes, at, true, out),
        Codec::Utf16 | Codec::Utf16Le => utf16(bytes, at, false, out),
        Codec::Utf32Be => utf32(bytes, at, true, out),
        Codec::Utf32 | Codec::Utf32Le => utf32(bytes, at, false, out),
    }
}

fn utf8(bytes: &[u8], at: usize, out: &mut Vec<u8>) -> Result<(), Fault> {
    let error = match std::str::from_utf8(&bytes[at..]) {
        Ok(text) => {
            out.extend_from_slice(text.as_bytes());
            return Ok(());
        }
        Err(error) => error,
    };
    let start = at + error.valid_up_to();
    out.extend_from_slice(&bytes[at..start]);
    let (end, reason) = match error.error_len() {
        None => (bytes.len(), "unexpected end of data"),
        Some(_) if !matches!(bytes[start], 0xc2..=0xf4) => (start + 1, "invalid start byte"),
        Some(length) => (start + length, "invalid continuation byte"),
    };
    let incomplete = error.error_len().is_none();
    Err(Fault { encoding: "utf-8", start, end, reason, incomplete })
}

fn ascii(bytes: &[u8], at: usize, out: &mut Vec<u8>) -> Result<(), Fault> {
    let length = bytes[at..].iter().position(|b| *b >= 0x80);
    let start = length.map_or(bytes.len(), |length| at + length);
    out.extend_from_slice(&bytes[at..start]);
    if length.is_none() {
        return Ok(());
    }
    let reason = "ordinal not in range(128)";
    Err(Fault { encoding: "ascii", start, end: start + 1, reason, incomplete: false })
}

/// One 16-bit unit, if it is whole.
pub(super) fn unit16(bytes: &[u8], at: usize, big: bool) -> Option<u32> {
    let pair = [*bytes.get(at)?, *bytes.get(at + 1)?];
    Some(u32::from(if big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }))
}

fn utf16(bytes: &[u8], mut at: usize, big: bool, out: &mut Vec<u8>) -> Result<(), Fault> {
    let encoding = if big { "utf-16-be" } else { "utf-16-le" };
    let fault = |start, end, reason, incomplete| Err(Fault { encoding, start, end, reason, incomplete });
    while at < bytes.len() {
        let Some(unit) = unit16(bytes, at, big) else {
            return fault(at, bytes.len(), "truncated data", true);
        };
        match unit {
            0xd800..=0xdbff => match unit16(bytes, at + 2, big) {
                Some(low @ 0xdc00..=0xdfff) => {
                    wtf8::push(out, 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00));
                    at += 4;
                }
                Some(_) => return fault(at, at + 2, "illegal UTF-16 surrogate", false),
                None => return fault(at, bytes.len(), "unexpected end of data", true),
            },
            0xdc00..=0xdfff => return fault(at, at + 2, "illegal encoding", false),
            _ => {
                wtf8::push(out, unit);
                at += 2;
            }
        }
    }
    Ok(())
}

/// One 32-bit unit, if it is whole.
pub(super) fn unit32(bytes: &[u8], at: usize, big: bool) -> Option<u32> {
    let four: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
    Some(if big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) })
}

fn utf32(bytes: &[u8], mut at: usize, big: bool, out: &mut Vec<u8>) -> Result<(), Fault> {
    let encoding = if big { "utf-32-be" } else { "utf-32-le" };
    let fault = |start, end, reason, incomplete| Err(Fault { encoding, start, end, reason, incomplete });
    while at < bytes.len() {
        let Some(code) = unit32(bytes, at, big) else {
            return fault(at, bytes.len(), "truncated data", true);
        };
        if wtf8::is_surrogate(code) {
            let reason = "code point in surrogate code point range(0xd800, 0xe000)";
            return fault(at, at + 4, reason, false);
        }
        if code > 0x10_ffff {
            return fault(at, at + 4, "code point not in range(0x110000)", false);
        }
        wtf8::push(out, code);
        at += 4;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object::error::ErrKind;

    fn fails(bytes: &[u8], codec: Codec) -> (usize, usize, String) {
        let error = decode(bytes, codec, &Errors::Strict).unwrap_err();
        match error.kind {
            ErrKind::UnicodeDecode { start, end, .. } => (start, end, error.message),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn faults() {
        assert_eq!(fails(b"a\xe2\x82", Codec::Utf8), (1, 3, "unexpected end of data".into()));
        assert_eq!(fails(b"\xed\xa0\x80", Codec::Utf8), (0, 1, "invalid continuation byte".into()));
        assert_eq!(fails(b"\x00\xd8\x00", Codec::Utf16Le), (0, 3, "unexpected end of data".into()));
        assert_eq!(fails(b"a\x80", Codec::Ascii), (1, 2, "ordinal not in range(128)".into()));
    }

    #[test]
    fn handlers() {
        let d = |bytes: &[u8], codec, name| decode(bytes, codec, &Errors::find(name)).unwrap();
        assert_eq!(d(b"\xe2\x82a\xff", Codec::Utf8, "replace"), "\u{fffd}a\u{fffd}".as_bytes());
        assert_eq!(d(b"\xe2\x82a\xff", Codec::Utf8, "backslashreplace"), b"\\xe2\\x82a\\xff");
        assert_eq!(d(b"\xed\xa0\x80", Codec::Utf8, "surrogatepass"), [0xed, 0xa0, 0x80]);
        assert_eq!(d(b"\xff\xfea\0", Codec::Utf16, "strict"), b"a");
        assert_eq!(d(b"\xe9", Codec::Latin1, "strict"), "é".as_bytes());
    }
}
