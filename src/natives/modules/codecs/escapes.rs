//! Backslash escapes: `unicode_escape`, `raw_unicode_escape`, and those of bytes literals (`escape_decode`).

use crate::natives;
use crate::natives::types::support::bytes_like;
use crate::object::str::StrObj;
use crate::object::text::codecs::Fault;
use crate::object::text::{names, wtf8};
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::charmap::answer_decode;
use super::{errors_name, used};

/// The input of a decoder of escapes: bytes, or the UTF-8 of a text.
fn input(vm: &mut Vm, data: &Value) -> Res<Vec<u8>> {
    match data.cast::<StrObj>() {
        Some(s) => Ok(s.bytes().to_vec()),
        None => bytes_like(vm, data),
    }
}

/// What an escape came to.
enum Escape {
    Code(u32),
    Nothing,
    /// A letter that means nothing: both characters stay.
    Unknown,
    /// What is wrong, and behind which byte.
    Bad(&'static str, usize),
}

/// Hexadecimal digits from a place: the number, and where it ended.
fn hex(data: &[u8], start: usize, count: usize) -> (Option<u32>, usize) {
    let mut n = 0u32;
    for i in 0..count {
        match data.get(start + i).and_then(|b| char::from(*b).to_digit(16)) {
            Some(d) => n = n << 4 | d,
            None => return (None, start + i),
        }
    }
    (Some(n), start + count)
}

/// The escape whose backslash is at `at`; where it ends.
fn unicode_escape(data: &[u8], at: usize) -> (Escape, usize) {
    let Some(c) = data.get(at + 1).copied() else {
        return (Escape::Bad("\\ at end of string", data.len()), data.len());
    };
    let next = at + 2;
    let simple = |code: u8| (Escape::Code(code.into()), next);
    match c {
        b'\n' => (Escape::Nothing, next),
        b'\\' | b'\'' | b'"' => simple(c),
        b'b' => simple(8),
        b'f' => simple(12),
        b't' => simple(b'\t'),
        b'n' => simple(b'\n'),
        b'r' => simple(b'\r'),
        b'v' => simple(11),
        b'a' => simple(7),
        b'0'..=b'7' => {
            let digits = data[at + 1..].iter().take(3).take_while(|b| (b'0'..=b'7').contains(b));
            let (n, count) = digits.fold((0, 0), |(n, count), b| (n << 3 | u32::from(b - b'0'), count + 1));
            (Escape::Code(n), at + 1 + count)
        }
        b'x' | b'u' | b'U' => {
            let (count, why) = match c {
                b'x' => (2, "truncated \\xXX escape"),
                b'u' => (4, "truncated \\uXXXX escape"),
                _ => (8, "truncated \\UXXXXXXXX escape"),
            };
            match hex(data, next, count) {
                (Some(code), end) if code <= 0x10_ffff => (Escape::Code(code), end),
                (Some(_), end) => (Escape::Bad("illegal Unicode character", end), end),
                (None, end) => (Escape::Bad(why, end), end),
            }
        }
        b'N' => {
            let malformed = "malformed \\N character escape";
            if data.get(next) != Some(&b'{') {
                return (Escape::Bad(malformed, next), next);
            }
            let Some(length) = memchr::memchr(b'}', &data[next + 1..]) else {
                return (Escape::Bad(malformed, data.len()), data.len());
            };
            let end = next + 1 + length + 1;
            let name = std::str::from_utf8(&data[next + 1..end - 1]).unwrap_or_default();
            match names::lookup(name) {
                _ if length == 0 => (Escape::Bad(malformed, end), end),
                Some(c) => (Escape::Code(c as u32), end),
                None => (Escape::Bad("unknown Unicode character name", end), end),
            }
        }
        _ => (Escape::Unknown, next),
    }
}

/// The words of a warning about an escape; `mark`: of the literal that it would stand in.
fn odd_escape(mark: &str, kind: &str, escape: &[u8]) -> String {
    // A byte is a character here, whatever it means elsewhere.
    let escape: String = escape.iter().map(|b| char::from(*b)).collect();
    format!(
        "{mark}\"\\{escape}\" is an invalid {kind}escape sequence. Such sequences will not work in the future. "
    )
}

fn decode_unicode(vm: &mut Vm, data: &Value, errors: &str, last: bool) -> Res {
    let mut bytes = input(vm, data)?;
    let whole = bytes.len();
    let mut out = Vec::new();
    let mut at = 0;
    let mut odd: Option<String> = None;
    while at < bytes.len() {
        if bytes[at] != b'\\' {
            wtf8::push(&mut out, bytes[at].into());
            at += 1;
            continue;
        }
        let (escape, next) = unicode_escape(&bytes, at);
        match escape {
            Escape::Code(code) => {
                if bytes[at + 1].is_ascii_digit() && code > 0o377 {
                    odd.get_or_insert_with(|| odd_escape("", "octal ", &bytes[at + 1..next]));
                }
                wtf8::push(&mut out, code);
                at = next;
            }
            Escape::Nothing => at = next,
            Escape::Unknown => {
                odd.get_or_insert_with(|| odd_escape("", "", &bytes[at + 1..at + 2]));
                out.push(b'\\');
                wtf8::push(&mut out, bytes[at + 1].into());
                at = next;
            }
            // Without the rest it may still become one.
            Escape::Bad(_, end) if !last && end == bytes.len() => break,
            Escape::Bad(reason, end) => {
                let fault = Fault { encoding: "unicodeescape", start: at, end, reason, incomplete: false };
                let (text, next) = answer_decode(vm, &mut bytes, &fault, errors)?;
                out.extend(text);
                at = next;
            }
        }
    }
    if let Some(text) = odd {
        let class = vm.types().deprecation_warning.clone();
        vm.warn(&class, &text, 1)?;
    }
    let text = vm.new_str(out)?;
    Ok(used(vm, text, if last { whole } else { at }))
}

fn decode_raw(vm: &mut Vm, data: &Value, errors: &str, last: bool) -> Res {
    let mut bytes = input(vm, data)?;
    let whole = bytes.len();
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let count = match (bytes[at], bytes.get(at + 1)) {
            (b'\\', Some(b'u')) => 4,
            (b'\\', Some(b'U')) => 8,
            (b'\\', None) if !last => break,
            (b'\\', Some(other)) => {
                // A pair of backslashes hides what follows.
                out.push(b'\\');
                wtf8::push(&mut out, (*other).into());
                at += 2;
                continue;
            }
            (b, _) => {
                wtf8::push(&mut out, b.into());
                at += 1;
                continue;
            }
        };
        let (reason, end) = match hex(&bytes, at + 2, count) {
            (Some(code), end) if code <= 0x10_ffff => {
                wtf8::push(&mut out, code);
                at = end;
                continue;
            }
            (Some(_), end) => ("\\Uxxxxxxxx out of range", end),
            (None, end) if !last && end == bytes.len() => break,
            (None, end) if count == 4 => ("truncated \\uXXXX escape", end),
            (None, end) => ("truncated \\UXXXXXXXX escape", end),
        };
        let fault = Fault { encoding: "rawunicodeescape", start: at, end, reason, incomplete: false };
        let (text, next) = answer_decode(vm, &mut bytes, &fault, errors)?;
        out.extend(text);
        at = next;
    }
    let text = vm.new_str(out)?;
    Ok(used(vm, text, if last { whole } else { at }))
}

fn push_long(out: &mut Vec<u8>, code: u32) {
    let text = if code > 0xffff { format!("\\U{code:08x}") } else { format!("\\u{code:04x}") };
    out.extend(text.bytes());
}

fn encode(vm: &mut Vm, text: &Ref<StrObj>, raw: bool) -> Res {
    let mut out = Vec::new();
    for code in wtf8::code_points(text.bytes()) {
        match code {
            0x100.. => push_long(&mut out, code),
            _ if raw => out.push(code as u8),
            0x09 => out.extend(b"\\t"),
            0x0a => out.extend(b"\\n"),
            0x0d => out.extend(b"\\r"),
            0x5c => out.extend(b"\\\\"),
            0x20..=0x7e => out.push(code as u8),
            _ => out.extend(format!("\\x{code:02x}").bytes()),
        }
    }
    let n = text.char_len();
    let bytes = vm.heap.bytes_from_vec(out).into_value();
    Ok(used(vm, bytes, n))
}

/// The bytes of a bytes literal's inside.
fn decode_bytes(vm: &mut Vm, data: &Value, errors: &str) -> Res {
    let bytes = input(vm, data)?;
    let mut out = Vec::new();
    let mut at = 0;
    let mut odd: Option<String> = None;
    while at < bytes.len() {
        if bytes[at] != b'\\' {
            out.push(bytes[at]);
            at += 1;
            continue;
        }
        let Some(c) = bytes.get(at + 1).copied() else {
            return Err(vm.value_error("Trailing \\ in string"));
        };
        match c {
            b'x' => match hex(&bytes, at + 2, 2) {
                (Some(n), end) => {
                    out.push(n as u8);
                    at = end;
                }
                (None, end) => {
                    match errors {
                        "strict" => {
                            return Err(vm.value_error(format!("invalid \\x escape at position {at}")));
                        }
                        "replace" => out.push(b'?'),
                        "ignore" => {}
                        other => {
                            let text = format!("decoding error; unknown error handling code: {other}");
                            return Err(vm.value_error(text));
                        }
                    }
                    at = end;
                }
            },
            b'u' | b'U' | b'N' => {
                odd.get_or_insert_with(|| odd_escape("b", "", &[c]));
                out.extend([b'\\', c]);
                at += 2;
            }
            _ => match unicode_escape(&bytes, at) {
                (Escape::Code(code), next) => {
                    if code > 0o377 {
                        odd.get_or_insert_with(|| odd_escape("b", "octal ", &bytes[at + 1..next]));
                    }
                    out.push(code as u8);
                    at = next;
                }
                (Escape::Unknown, next) => {
                    odd.get_or_insert_with(|| odd_escape("b", "", &[c]));
                    out.extend([b'\\', c]);
                    at = next;
                }
                (_, next) => at = next,
            },
        }
    }
    if let Some(text) = odd {
        let class = vm.types().deprecation_warning.clone();
        vm.warn(&class, &text, 1)?;
    }
    let n = bytes.len();
    let v = vm.heap.bytes_from_vec(out).into_value();
    Ok(used(vm, v, n))
}

natives! { pub static FUNCTIONS;
    fn unicode_escape_decode(vm, data: Value, errors: Option<Ref<StrObj>> = None, r#final: bool = true, /) -> Res {
        let name = errors_name(&errors);
        decode_unicode(vm, &data, &name, r#final)
    }
    fn unicode_escape_encode(vm, str: Ref<StrObj>, errors: Option<Ref<StrObj>> = None, /) -> Res {
        drop(errors);
        encode(vm, &str, false)
    }
    fn raw_unicode_escape_decode(vm, data: Value, errors: Option<Ref<StrObj>> = None, r#final: bool = true, /) -> Res {
        let name = errors_name(&errors);
        decode_raw(vm, &data, &name, r#final)
    }
    fn raw_unicode_escape_encode(vm, str: Ref<StrObj>, errors: Option<Ref<StrObj>> = None, /) -> Res {
        drop(errors);
        encode(vm, &str, true)
    }
    fn escape_decode(vm, data: Value, errors: Option<Ref<StrObj>> = None, /) -> Res {
        let name = errors_name(&errors);
        decode_bytes(vm, &data, &name)
    }
    fn escape_encode(vm, data: Value, errors: Option<Ref<StrObj>> = None, /) -> Res {
        drop(errors);
        let Some(b) = data.cast::<crate::object::bytes::BytesObj>() else {
            let class = vm.class_name(&data);
            return Err(vm.type_error(format!("escape_encode() argument 1 must be bytes, not {class}")));
        };
        let mut out = Vec::new();
        for &c in b.bytes() {
            match c {
                b'\\' | b'\'' => out.extend([b'\\', c]),
                b'\t' => out.extend(b"\\t"),
                b'\n' => out.extend(b"\\n"),
                b'\r' => out.extend(b"\\r"),
                0x20..=0x7e => out.push(c),
                _ => out.extend(format!("\\x{c:02x}").bytes()),
            }
        }
        let n = b.bytes().len();
        let v = vm.heap.bytes_from_vec(out).into_value();
        Ok(used(vm, v, n))
    }
}
