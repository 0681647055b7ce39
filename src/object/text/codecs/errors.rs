//! The built-in error handlers: each answers a fault with something to write and a place to go on.

use super::decode::{unit16, unit32};
use super::encode::{Place, can_write, push_raw};
use super::{Codec, Errors, Fault};
use crate::object::error::{ErrKind, TextError, TextResult};
use crate::object::text::{names, unicode, wtf8};

fn unknown_handler(name: &str) -> TextError {
    TextError::new(ErrKind::Lookup, format!("unknown error handler name '{name}'"))
}

/// Answers a fault of decoding; returns where to go on.
pub fn decode_fault(
    bytes: &[u8],
    fault: &Fault,
    codec: Codec,
    handler: &Errors,
    out: &mut Vec<u8>,
) -> TextResult<usize> {
    match handler {
        Errors::Strict => Err(fault.decode_error()),
        Errors::Ignore => Ok(fault.end),
        Errors::Replace => {
            wtf8::push(out, 0xfffd);
            Ok(fault.end)
        }
        Errors::BackslashReplace => {
            for byte in &bytes[fault.start..fault.end] {
                out.extend_from_slice(format!("\\x{byte:02x}").as_bytes());
            }
            Ok(fault.end)
        }
        Errors::SurrogateEscape => {
            let bad = bytes[fault.start..fault.end].iter().take(4).take_while(|b| **b >= 0x80);
            let mut count = 0;
            for byte in bad {
                wtf8::push(out, 0xdc00 + u32::from(*byte));
                count += 1;
            }
            if count == 0 { Err(fault.decode_error()) } else { Ok(fault.start + count) }
        }
        Errors::SurrogatePass => {
            let at = fault.start;
            let (code, length) = match codec {
                Codec::Utf8 | Codec::Utf8Sig => match bytes[at..] {
                    [0xed, second @ 0xa0..=0xbf, third @ 0x80..=0xbf, ..] => {
                        let code = 0xd000 | u32::from(second & 0x3f) << 6 | u32::from(third & 0x3f);
                        (Some(code), 3)
                    }
                    _ => (None, 0),
                },
                Codec::Utf16 | Codec::Utf16Le | Codec::Utf16Be => {
                    (unit16(bytes, at, codec == Codec::Utf16Be), 2)
                }
                Codec::Utf32 | Codec::Utf32Le | Codec::Utf32Be => {
                    (unit32(bytes, at, codec == Codec::Utf32Be), 4)
                }
                Codec::Ascii | Codec::Latin1 => (None, 0),
            };
            match code {
                Some(code) if wtf8::is_surrogate(code) => {
                    wtf8::push(out, code);
                    Ok(at + length)
                }
                _ => Err(fault.decode_error()),
            }
        }
        Errors::XmlCharRefReplace | Errors::NameReplace => {
            Err(TextError::type_error("don't know how to handle UnicodeDecodeError in error callback"))
        }
        Errors::Other(name) => Err(unknown_handler(name)),
    }
}

/// Answers a fault of encoding that begins at `at`; returns the index of the character to go on with.
pub fn encode_fault(
    text: &[u8],
    at: Place,
    fault: &Fault,
    codec: Codec,
    handler: &Errors,
    out: &mut Vec<u8>,
) -> TextResult<usize> {
    let bad = wtf8::code_points(&text[at.offset..]).take(fault.end - fault.start);
    let mut replacement = String::new();
    match handler {
        Errors::Strict => return Err(fault.encode_error()),
        Errors::Ignore => return Ok(fault.end),
        Errors::Replace => bad.for_each(|_| replacement.push('?')),
        Errors::BackslashReplace => bad.for_each(|code| push_escape(&mut replacement, code)),
        Errors::XmlCharRefReplace => bad.for_each(|code| replacement.push_str(&format!("&#{code};"))),
        Errors::NameReplace => {
            for code in bad {
                match char::from_u32(code).filter(|_| !unicode::is_later(code)).and_then(names::name) {
                    Some(name) => replacement.push_str(&format!("\\N{{{name}}}")),
                    None => push_escape(&mut replacement, code),
                }
            }
        }
        Errors::SurrogateEscape => {
            let mut next = fault.start;
            for code in bad {
                // A single byte is no unit of the wide codecs.
                let narrow = matches!(codec, Codec::Utf8 | Codec::Utf8Sig | Codec::Ascii | Codec::Latin1);
                if !narrow || !(0xdc80..=0xdcff).contains(&code) {
                    return Err(Fault { start: next, ..fault.clone() }.encode_error());
                }
                out.push((code - 0xdc00) as u8);
                next += 1;
            }
            return Ok(next);
        }
        Errors::SurrogatePass => {
            let wide = !matches!(codec, Codec::Ascii | Codec::Latin1);
            let mut next = fault.start;
            for code in bad {
                if !wide || !wtf8::is_surrogate(code) {
                    return Err(fault.encode_error());
                }
                push_raw(code, codec, out);
                next += 1;
            }
            return Ok(next);
        }
        Errors::Other(name) => return Err(unknown_handler(name)),
    }
    for character in replacement.chars() {
        debug_assert!(can_write(character as u32, codec), "replacements are ASCII");
        push_raw(character as u32, codec, out);
    }
    Ok(fault.end)
}

fn push_escape(out: &mut String, code: u32) {
    out.push_str(&match code {
        0..=0xff => format!("\\x{code:02x}"),
        0x100..=0xffff => format!("\\u{code:04x}"),
        _ => format!("\\U{code:08x}"),
    });
}
