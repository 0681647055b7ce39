//! Codecs between str and bytes: UTF-8, ASCII, Latin-1, UTF-16, UTF-32, and the error handlers.
//!
//! `decode.rs` and `encode.rs` run a codec until a fault; the faults are answered in `errors.rs`. A handler that a
//! script registered runs in the same way: the caller takes the fault, calls it, and goes on where it says.

pub mod decode;
pub mod encode;
pub mod errors;

use crate::object::error::{ErrKind, TextError, TextResult};

/// A codec.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codec {
    /// `utf-8`
    Utf8,
    /// `utf-8-sig`: with a mark at the beginning.
    Utf8Sig,
    /// `ascii`
    Ascii,
    /// `latin-1`
    Latin1,
    /// `utf-16`: with a byte order mark.
    Utf16,
    /// `utf-16-le`
    Utf16Le,
    /// `utf-16-be`
    Utf16Be,
    /// `utf-32`: with a byte order mark.
    Utf32,
    /// `utf-32-le`
    Utf32Le,
    /// `utf-32-be`
    Utf32Be,
}

impl Codec {
    /// Finds a codec by any of its names.
    pub fn find(name: &str) -> TextResult<Codec> {
        let mut plain = String::new();
        // No codec has a long name; this is longer than any way of writing one.
        for character in name.chars().take_while(|_| name.len() <= 4096) {
            if character.is_ascii_alphanumeric() || character == '.' {
                plain.push(character.to_ascii_lowercase());
            } else if !plain.ends_with('_') && !plain.is_empty() {
                plain.push('_');
            }
        }
        Ok(match plain.trim_end_matches('_') {
            "utf_8" | "utf8" | "u8" | "utf" | "utf8_ucs2" | "utf8_ucs4" | "cp65001" => Codec::Utf8,
            "utf_8_sig" | "utf8_sig" => Codec::Utf8Sig,
            "ascii" | "us_ascii" | "us" | "646" | "ansi_x3.4_1968" | "ansi_x3.4_1986" | "cp367"
            | "csascii" | "ibm367" | "iso646_us" | "iso_646.irv_1991" | "iso_ir_6" | "ansi_x3_4_1968" => {
                Codec::Ascii
            }
            "latin_1" | "latin1" | "latin" | "l1" | "iso_8859_1" | "iso8859_1" | "iso8859" | "8859"
            | "cp819" | "csisolatin1" | "ibm819" | "iso_8859_1_1987" | "iso_ir_100" => Codec::Latin1,
            "utf_16" | "utf16" | "u16" => Codec::Utf16,
            "utf_16_le" | "utf_16le" | "utf16_le" | "utf16le" | "unicodelittleunmarked" => Codec::Utf16Le,
            "utf_16_be" | "utf_16be" | "utf16_be" | "utf16be" | "unicodebigunmarked" => Codec::Utf16Be,
            "utf_32" | "utf32" | "u32" => Codec::Utf32,
            "utf_32_le" | "utf_32le" | "utf32_le" | "utf32le" => Codec::Utf32Le,
            "utf_32_be" | "utf_32be" | "utf32_be" | "utf32be" => Codec::Utf32Be,
            _ => return Err(TextError::new(ErrKind::Lookup, format!("unknown encoding: {name}"))),
        })
    }

    /// The name in errors of encoding.
    pub fn name(self) -> &'static str {
        match self {
            Codec::Utf8 | Codec::Utf8Sig => "utf-8",
            Codec::Ascii => "ascii",
            Codec::Latin1 => "latin-1",
            Codec::Utf16 => "utf-16",
            Codec::Utf16Le => "utf-16-le",
            Codec::Utf16Be => "utf-16-be",
            Codec::Utf32 => "utf-32",
            Codec::Utf32Le => "utf-32-le",
            Codec::Utf32Be => "utf-32-be",
        }
    }
}

/// What to do about a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Errors {
    /// Raise.
    Strict,
    /// Leave out.
    Ignore,
    /// Put a mark.
    Replace,
    /// Python's escapes.
    BackslashReplace,
    /// Bytes as lone surrogates and back.
    SurrogateEscape,
    /// Surrogates as if they were characters.
    SurrogatePass,
    /// `&#233;`
    XmlCharRefReplace,
    /// `\N{...}`
    NameReplace,
    /// Some other name: an error once it is needed, unless a script registered it.
    Other(String),
}

impl Errors {
    /// Reads the `errors` argument.
    pub fn find(name: &str) -> Errors {
        match name {
            "strict" => Errors::Strict,
            "ignore" => Errors::Ignore,
            "replace" => Errors::Replace,
            "backslashreplace" => Errors::BackslashReplace,
            "surrogateescape" => Errors::SurrogateEscape,
            "surrogatepass" => Errors::SurrogatePass,
            "xmlcharrefreplace" => Errors::XmlCharRefReplace,
            "namereplace" => Errors::NameReplace,
            _ => Errors::Other(name.to_string()),
        }
    }
}

/// Something that a codec cannot read or write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The codec's name for the exception.
    pub encoding: &'static str,
    /// First bad byte (decoding) or character (encoding).
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Why.
    pub reason: &'static str,
    /// Whether more input could mend it (decoding in pieces).
    pub incomplete: bool,
}

impl Fault {
    /// The exception for a fault of decoding.
    pub fn decode_error(&self) -> TextError {
        let kind = ErrKind::UnicodeDecode { encoding: self.encoding, start: self.start, end: self.end };
        TextError::new(kind, self.reason)
    }

    /// The exception for a fault of encoding.
    pub fn encode_error(&self) -> TextError {
        let kind = ErrKind::UnicodeEncode { encoding: self.encoding, start: self.start, end: self.end };
        TextError::new(kind, self.reason)
    }
}

/// `str()` of a UnicodeDecodeError.
pub fn decode_message(encoding: &str, bytes: &[u8], start: usize, end: usize, reason: &str) -> String {
    match bytes.get(start) {
        Some(byte) if end == start + 1 => {
            format!("'{encoding}' codec can't decode byte 0x{byte:02x} in position {start}: {reason}")
        }
        _ => {
            format!("'{encoding}' codec can't decode bytes in position {start}-{}: {reason}", end as i64 - 1)
        }
    }
}

/// `str()` of a UnicodeEncodeError.
pub fn encode_message(encoding: &str, text: &[u8], start: usize, end: usize, reason: &str) -> String {
    let at = super::wtf8::offset_of(text, start);
    if end == start + 1 && at < text.len() {
        let code = super::wtf8::code_point_at(text, at).0;
        let shown = match code {
            0..=0xff => format!("\\x{code:02x}"),
            0x100..=0xffff => format!("\\u{code:04x}"),
            _ => format!("\\U{code:08x}"),
        };
        return format!("'{encoding}' codec can't encode character '{shown}' in position {start}: {reason}");
    }
    format!("'{encoding}' codec can't encode characters in position {start}-{}: {reason}", end as i64 - 1)
}
