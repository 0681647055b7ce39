//! The values of literals: numbers, and strings and bytes with their escapes done.

use bumpalo::Bump;

use super::ast::Literal;
use crate::diag::{Diagnostic, DiagnosticKind};
use crate::source::Span;

/// The value of a number as written, if an integer has no more than `most` decimal digits (0: any).
pub fn number<'a>(
    arena: &'a Bump,
    text: &str,
    span: Span,
    most: usize,
) -> Result<Literal<'a>, Box<Diagnostic>> {
    let clean: std::borrow::Cow<'_, str> = match text.contains('_') {
        true => text.replace('_', "").into(),
        false => text.into(),
    };
    let bytes = clean.as_bytes();
    let radix = match bytes.get(1) {
        Some(b'x' | b'X') => 16,
        Some(b'o' | b'O') => 8,
        Some(b'b' | b'B') => 2,
        _ => 10,
    };
    if radix != 10 {
        return Ok(integer(arena, &clean[2..], radix));
    }
    if let Some(imaginary) = clean.strip_suffix(['j', 'J']) {
        return Ok(Literal::Imaginary(float(imaginary)));
    }
    if bytes.iter().any(|byte| matches!(byte, b'.' | b'e' | b'E')) {
        return Ok(Literal::Float(float(&clean)));
    }
    if most != 0 && clean.len() > most {
        let digits = clean.trim_start_matches('0').len();
        if digits > most {
            return Err(Box::new(Diagnostic::syntax(
                format!(
                    "Exceeds the limit ({most} digits) for integer string conversion: value has {digits} \
                     digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge \
                     integer literals to avoid decimal conversion limits."
                ),
                span,
            )));
        }
    }
    Ok(integer(arena, &clean, 10))
}

fn integer<'a>(arena: &'a Bump, digits: &str, radix: u8) -> Literal<'a> {
    match i64::from_str_radix(digits, u32::from(radix)) {
        Ok(value) => Literal::Int(value),
        Err(_) => Literal::BigInt { digits: arena.alloc_str(digits), radix },
    }
}

fn float(text: &str) -> f64 {
    // The lexer has checked the form, which is a subset of what Rust takes.
    text.parse().unwrap_or(f64::NAN)
}

/// What a string token consists of.
#[derive(Clone, Copy, Debug)]
pub struct StringForm {
    pub is_bytes: bool,
    pub is_raw: bool,
    /// The text between the quotes.
    pub body: Span,
}

/// Takes a string token apart.
pub fn string_form(text: &str, span: Span) -> StringForm {
    let bytes = text.as_bytes();
    let prefix = bytes.iter().position(|byte| matches!(byte, b'"' | b'\'')).unwrap_or(0);
    let has = |wanted: u8| bytes[..prefix].iter().any(|byte| byte.to_ascii_lowercase() == wanted);
    let quote = bytes[prefix];
    let rest = &bytes[prefix..];
    let quotes = if rest.len() >= 6 && rest[1] == quote && rest[2] == quote { 3 } else { 1 };
    let body = Span::new(span.start + (prefix + quotes) as u32, span.end - quotes as u32);
    StringForm { is_bytes: has(b'b'), is_raw: has(b'r'), body }
}

/// What an escape sequence is not.
#[derive(Debug)]
pub struct EscapeError {
    pub message: String,
}

/// Undoes the escapes of text into generalised UTF-8. `warn` is told of sequences that mean nothing (offset in `text` and
/// the sentence).
pub fn unescape(
    text: &str,
    out: &mut Vec<u8>,
    mut warn: impl FnMut(usize, String),
) -> Result<(), EscapeError> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(step) = memchr::memchr(b'\\', &bytes[at..]) {
        out.extend_from_slice(&bytes[at..at + step]);
        at += step;
        let start = at;
        let Some(&kind) = bytes.get(at + 1) else {
            return Err(codec_error(text, start, start, "\\ at end of string"));
        };
        at += 2;
        match kind {
            b'\n' => {}
            b'\\' | b'\'' | b'"' => out.push(kind),
            b'a' => out.push(7),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'v' => out.push(11),
            b'0'..=b'7' => {
                let (code, end) = octal(bytes, at - 1);
                at = end;
                if code > 0o377 {
                    warn(start, wrong_escape("octal escape", &text[start..end]));
                }
                push_code(out, code);
            }
            b'x' => at = hex_escape(text, start, 2, "truncated \\xXX escape", out)?,
            b'u' => at = hex_escape(text, start, 4, "truncated \\uXXXX escape", out)?,
            b'U' => at = hex_escape(text, start, 8, "truncated \\UXXXXXXXX escape", out)?,
            b'N' => at = named_escape(text, start, out)?,
            _ => {
                let c = text[start + 1..].chars().next().unwrap_or('\\');
                // As in CPython, which looks at one byte.
                if c.is_ascii() {
                    warn(start, wrong_escape("escape", &format!("\\{c}")));
                }
                out.push(b'\\');
                at = start + 1;
                let end = at + c.len_utf8();
                out.extend_from_slice(&bytes[at..end]);
                at = end;
            }
        }
    }
    out.extend_from_slice(&bytes[at..]);
    Ok(())
}

/// Undoes the escapes of a bytes literal, whose text is known to be ASCII.
pub fn unescape_bytes(
    text: &str,
    out: &mut Vec<u8>,
    mut warn: impl FnMut(usize, String),
) -> Result<(), EscapeError> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(step) = memchr::memchr(b'\\', &bytes[at..]) {
        out.extend_from_slice(&bytes[at..at + step]);
        at += step;
        let start = at;
        let Some(&kind) = bytes.get(at + 1) else {
            return Err(EscapeError { message: "(value error) Trailing \\ in string".to_owned() });
        };
        at += 2;
        match kind {
            b'\n' => {}
            b'\\' | b'\'' | b'"' => out.push(kind),
            b'a' => out.push(7),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'v' => out.push(11),
            b'0'..=b'7' => {
                let (code, end) = octal(bytes, at - 1);
                at = end;
                if code > 0o377 {
                    warn(start, wrong_escape("octal escape", &text[start..end]));
                }
                out.push(code as u8);
            }
            b'x' => match bytes.get(at..at + 2).and_then(hex) {
                Some(code) => {
                    out.push(code as u8);
                    at += 2;
                }
                None => {
                    let message = format!("(value error) invalid \\x escape at position {start}");
                    return Err(EscapeError { message });
                }
            },
            _ => {
                warn(start, wrong_escape("escape", &format!("\\{}", kind as char)));
                out.extend_from_slice(&[b'\\', kind]);
            }
        }
    }
    out.extend_from_slice(&bytes[at..]);
    Ok(())
}

/// What is said of an escape that means nothing. Where warnings are errors the middle sentence is left out.
pub fn wrong_escape(kind: &str, sequence: &str) -> String {
    format!(
        "\"{sequence}\" is an invalid {kind} sequence. Such sequences will not work in the future. Did you mean \"\\{sequence}\"? A raw string is also an option."
    )
}

/// Up to three octal digits.
fn octal(bytes: &[u8], from: usize) -> (u32, usize) {
    let mut code = 0;
    let mut at = from;
    while at < from + 3 && matches!(bytes.get(at), Some(b'0'..=b'7')) {
        code = code * 8 + u32::from(bytes[at] - b'0');
        at += 1;
    }
    (code, at)
}

fn hex(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |code: u32, digit| Some(code << 4 | (*digit as char).to_digit(16)?))
}

fn hex_escape(
    text: &str,
    start: usize,
    digits: usize,
    truncated: &str,
    out: &mut Vec<u8>,
) -> Result<usize, EscapeError> {
    let bytes = text.as_bytes();
    let from = start + 2;
    let there = bytes[from..].iter().take(digits).take_while(|byte| byte.is_ascii_hexdigit()).count();
    if there < digits {
        return Err(codec_error(text, start, from + there - 1, truncated));
    }
    let end = from + digits;
    let code = hex(&bytes[from..end]).unwrap_or(u32::MAX);
    if code > 0x10FFFF {
        return Err(codec_error(text, start, end - 1, "illegal Unicode character"));
    }
    push_code(out, code);
    Ok(end)
}

fn named_escape(text: &str, start: usize, out: &mut Vec<u8>) -> Result<usize, EscapeError> {
    let bytes = text.as_bytes();
    let malformed = "malformed \\N character escape";
    if bytes.get(start + 2) != Some(&b'{') {
        return Err(codec_error(text, start, start + 1, malformed));
    }
    let from = start + 3;
    let Some(length) = memchr::memchr(b'}', &bytes[from..]) else {
        return Err(codec_error(text, start, bytes.len() - 1, malformed));
    };
    if length == 0 {
        return Err(codec_error(text, start, from - 1, malformed));
    }
    let end = from + length;
    match hoopsnake_names::character(&text[from..end]) {
        Some(c) => {
            push_code(out, c as u32);
            Ok(end + 1)
        }
        None => Err(codec_error(text, start, end, "unknown Unicode character name")),
    }
}

/// Appends a code point as generalised UTF-8: surrogates take three bytes.
fn push_code(out: &mut Vec<u8>, code: u32) {
    match char::from_u32(code) {
        Some(c) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        None => out.extend_from_slice(&[
            0xE0 | (code >> 12) as u8,
            0x80 | (code >> 6 & 0x3F) as u8,
            0x80 | (code & 0x3F) as u8,
        ]),
    }
}

/// CPython decodes a buffer in which every other character than ASCII is written `\UXXXXXXXX`; positions count in that.
fn codec_error(text: &str, start: usize, last: usize, what: &str) -> EscapeError {
    let place = |offset: usize| -> usize {
        text.char_indices()
            .take_while(|(at, _)| *at < offset)
            .map(|(_, c)| if c.is_ascii() { 1 } else { 10 })
            .sum()
    };
    let (from, to) = (place(start), place(last));
    let message = if from == to {
        format!("(unicode error) 'unicodeescape' codec can't decode byte 0x5c in position {from}: {what}")
    } else {
        format!("(unicode error) 'unicodeescape' codec can't decode bytes in position {from}-{to}: {what}")
    };
    EscapeError { message }
}

/// The warning for a sequence that means nothing.
pub fn escape_warning(message: String, at: u32) -> Diagnostic {
    // CPython underlines the backslash and one character, whatever follows.
    let warning = Diagnostic::new(DiagnosticKind::SyntaxWarning, message, Span::new(at, at + 2));
    warning.with_help("double the backslash, or put r before the quote for a raw string")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(raw: &str) -> Result<Vec<u8>, String> {
        let mut out = Vec::new();
        unescape(raw, &mut out, |_, _| {}).map_err(|error| error.message)?;
        Ok(out)
    }

    #[test]
    fn escapes_become_characters() {
        assert_eq!(text(r"a\n\x41\u00e9\U0001F600\101\N{BULLET}").unwrap(), "a\nAé😀A•".as_bytes());
        assert_eq!(text(r"\ud800").unwrap(), [0xED, 0xA0, 0x80]);
        assert_eq!(text("a\\\nb").unwrap(), b"ab");
        assert_eq!(text(r"\d\é").unwrap(), "\\d\\é".as_bytes());
    }

    #[test]
    fn bad_escapes_name_their_position() {
        let error = text(r"é\x4").unwrap_err();
        assert_eq!(
            error,
            "(unicode error) 'unicodeescape' codec can't decode bytes in position 10-12: truncated \\xXX escape"
        );
        assert!(text(r"\N{NO SUCH NAME}").unwrap_err().ends_with("unknown Unicode character name"));
        assert!(text(r"\U00110000").unwrap_err().ends_with("position 0-9: illegal Unicode character"));
    }

    #[test]
    fn numbers_have_their_values() {
        let arena = Bump::new();
        let value = |text: &str| number(&arena, text, Span::default(), 4300).unwrap();
        assert!(matches!(value("0x_ff"), Literal::Int(255)));
        assert!(matches!(value("1_000"), Literal::Int(1000)));
        assert!(matches!(value("1_0.5e1"), Literal::Float(105.0)));
        assert!(matches!(value("2J"), Literal::Imaginary(2.0)));
        assert!(matches!(
            value("9223372036854775808"),
            Literal::BigInt { digits: "9223372036854775808", radix: 10 }
        ));
        assert!(number(&arena, &"1".repeat(4301), Span::default(), 4300).is_err());
    }
}
