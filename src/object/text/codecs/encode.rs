//! Str to bytes.

use super::{Codec, Errors, Fault, errors};
use crate::object::buffer;
use crate::object::error::TextResult;
use crate::object::text::wtf8;

/// Bytes that an encoded text takes at most.
fn most_encoded(text: &[u8], codec: Codec) -> usize {
    let each = match codec {
        Codec::Utf8 | Codec::Utf8Sig => return text.len(),
        Codec::Ascii | Codec::Latin1 => 1,
        Codec::Utf16 | Codec::Utf16Le | Codec::Utf16Be => 2,
        _ => 4,
    };
    // Characters beyond 16 bits are two units, and four bytes here.
    wtf8::char_count(text).saturating_mul(each).max(if each == 2 { text.len() } else { 0 })
}

/// `str.encode(codec, errors)`
pub fn encode(text: &[u8], codec: Codec, handler: &Errors) -> TextResult<Vec<u8>> {
    let mut out = buffer::with_room(most_encoded(text, codec) + 4)?;
    push_mark(codec, &mut out);
    let mut at = Place::default();
    while let Err(fault) = run(text, &mut at, codec, &mut out) {
        // An answer is at most ten bytes a character (a name is longer, but no text has so many of them), in units of four at most.
        buffer::room(
            &mut out,
            (fault.end - fault.start).saturating_mul(40).saturating_add(text.len() - at.offset),
        )?;
        let next = errors::encode_fault(text, at, &fault, codec, handler, &mut out)?;
        at = at.forward(text, next);
    }
    Ok(out)
}

/// A place in a text: characters and bytes before it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    /// Characters before.
    pub index: usize,
    /// Bytes before.
    pub offset: usize,
}

impl Place {
    /// The place of a later character.
    pub fn forward(self, text: &[u8], index: usize) -> Place {
        let offset = wtf8::offset_from(text, self.offset, index.saturating_sub(self.index));
        Place { index, offset }
    }
}

/// Writes the mark of the codecs that have one.
pub fn push_mark(codec: Codec, out: &mut Vec<u8>) {
    match codec {
        Codec::Utf8Sig => out.extend_from_slice(&[0xef, 0xbb, 0xbf]),
        Codec::Utf16 => out.extend_from_slice(&[0xff, 0xfe]),
        Codec::Utf32 => out.extend_from_slice(&[0xff, 0xfe, 0, 0]),
        _ => {}
    }
}

/// Writes one code point in a codec's units without looking at what it is.
pub fn push_raw(code: u32, codec: Codec, out: &mut Vec<u8>) {
    let mut unit16 = |unit: u32, big: bool| {
        let bytes = (unit as u16).to_le_bytes();
        out.extend_from_slice(&if big { [bytes[1], bytes[0]] } else { bytes });
    };
    match codec {
        Codec::Utf8 | Codec::Utf8Sig => wtf8::push(out, code),
        Codec::Ascii | Codec::Latin1 => out.push(code as u8),
        Codec::Utf16 | Codec::Utf16Le | Codec::Utf16Be => {
            let big = codec == Codec::Utf16Be;
            if code >= 0x10000 {
                unit16(0xd800 + ((code - 0x10000) >> 10), big);
                unit16(0xdc00 + ((code - 0x10000) & 0x3ff), big);
            } else {
                unit16(code, big);
            }
        }
        Codec::Utf32Be => out.extend_from_slice(&code.to_be_bytes()),
        Codec::Utf32 | Codec::Utf32Le => out.extend_from_slice(&code.to_le_bytes()),
    }
}

/// Whether the codec can write a code point.
pub fn can_write(code: u32, codec: Codec) -> bool {
    match codec {
        Codec::Ascii => code < 0x80,
        Codec::Latin1 => code < 0x100,
        _ => !wtf8::is_surrogate(code),
    }
}

/// Encodes from a place until the end or the first fault, where the place then stands.
pub fn run(text: &[u8], at: &mut Place, codec: Codec, out: &mut Vec<u8>) -> Result<(), Fault> {
    let rest = &text[at.offset..];
    let plain = match codec {
        Codec::Utf8 | Codec::Utf8Sig => !wtf8::has_surrogate(rest),
        Codec::Ascii | Codec::Latin1 => rest.is_ascii(),
        _ => false,
    };
    if plain {
        out.extend_from_slice(rest);
        at.offset = text.len();
        return Ok(());
    }
    while at.offset < text.len() {
        let (code, length) = wtf8::code_point_at(text, at.offset);
        if !can_write(code, codec) {
            return Err(fault(text, *at, codec));
        }
        push_raw(code, codec, out);
        at.offset += length;
        at.index += 1;
    }
    Ok(())
}

fn fault(text: &[u8], at: Place, codec: Codec) -> Fault {
    let (reason, one) = match codec {
        Codec::Ascii => ("ordinal not in range(128)", false),
        Codec::Latin1 => ("ordinal not in range(256)", false),
        Codec::Utf8 | Codec::Utf8Sig => ("surrogates not allowed", false),
        _ => ("surrogates not allowed", true),
    };
    let bad = wtf8::code_points(&text[at.offset..]).take_while(|code| !can_write(*code, codec));
    let count = if one { 1 } else { bad.count() };
    Fault { encoding: codec.name(), start: at.index, end: at.index + count, reason, incomplete: false }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object::error::ErrKind;

    #[test]
    fn codecs_and_handlers() {
        let e = |text: &str, codec, name| encode(text.as_bytes(), codec, &Errors::find(name)).unwrap();
        assert_eq!(e("a😀", Codec::Utf16, "strict"), b"\xff\xfea\0\x3d\xd8\x00\xde");
        assert_eq!(e("é", Codec::Latin1, "strict"), b"\xe9");
        assert_eq!(e("aé€", Codec::Ascii, "xmlcharrefreplace"), b"a&#233;&#8364;");
        assert_eq!(e("é😀", Codec::Ascii, "backslashreplace"), b"\\xe9\\U0001f600");
        assert_eq!(e("é", Codec::Ascii, "replace"), b"?");
        let lone = wtf8::from_code_point(0xdc80);
        assert_eq!(encode(&lone, Codec::Utf8, &Errors::SurrogateEscape).unwrap(), [0x80]);
        assert_eq!(encode(&lone, Codec::Utf16Le, &Errors::SurrogatePass).unwrap(), [0x80, 0xdc]);
        let error = encode("aéàb".as_bytes(), Codec::Ascii, &Errors::Strict).unwrap_err();
        assert_eq!(error.kind, ErrKind::UnicodeEncode { encoding: "ascii", start: 1, end: 3 });
    }
}
