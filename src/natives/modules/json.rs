//! `_json`: the two loops of JSON that run over every character: reading a string, and writing one.

use crate::natives;
use crate::object::buffer;
use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::text::wtf8;
use crate::object::{Ref, Value};
use crate::vm::{Raised, Res, Vm};

/// Raises `json.JSONDecodeError`.
#[cold]
fn decode_error(vm: &mut Vm, message: &str, text: &Ref<StrObj>, at: usize) -> Raised {
    let made = (|| {
        let module = vm.import("json.decoder")?;
        // `import a.b` answers `a`.
        let name = vm.heap.intern("json.decoder");
        let module = vm.modules.get_str(&name).unwrap_or(module);
        let class = vm.heap.intern("JSONDecodeError");
        let class = vm.get_attr(&module, &class)?;
        let message = vm.heap.str(message).into_value();
        let at = vm.heap.int_from_usize(at);
        vm.call(&class, &[message, text.value(), at])
    })();
    match made {
        Ok(e) => vm.raise(e),
        Err(e) => e,
    }
}

/// Four hexadecimal digits.
fn unit(bytes: &[u8]) -> Option<u32> {
    let four = bytes.get(..4)?;
    if !four.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u32::from_str_radix(std::str::from_utf8(four).ok()?, 16).ok()
}

/// Reads a string that begins behind its quote, at a character; the text and the character behind the closing quote.
fn scan(vm: &mut Vm, text: &Ref<StrObj>, begin: usize, strict: bool) -> Res<(Vec<u8>, usize)> {
    let bytes = text.bytes();
    let mut at = text.offset_of(begin.min(text.char_len()));
    // Positions in messages count characters.
    let character =
        |offset: usize| if text.is_ascii() { offset } else { wtf8::index_of_offset(bytes, offset) };
    let mut out = Vec::new();
    loop {
        let rest = &bytes[at..];
        let Some(n) = rest.iter().position(|b| matches!(b, b'"' | b'\\') || *b < 0x20 && strict) else {
            return Err(decode_error(vm, "Unterminated string starting at", text, begin - 1));
        };
        out.extend_from_slice(&rest[..n]);
        at += n;
        match bytes[at] {
            b'"' => return Ok((out, character(at + 1))),
            b'\\' => {}
            _ => return Err(decode_error(vm, "Invalid control character at", text, character(at))),
        }
        let Some(escape) = bytes.get(at + 1) else {
            return Err(decode_error(vm, "Unterminated string starting at", text, begin - 1));
        };
        let plain = match escape {
            b'"' => b'"',
            b'\\' => b'\\',
            b'/' => b'/',
            b'b' => 8,
            b'f' => 12,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' => {
                let Some(mut code) = unit(&bytes[at + 2..]) else {
                    return Err(decode_error(vm, "Invalid \\uXXXX escape", text, character(at + 1)));
                };
                at += 6;
                if (0xd800..0xdc00).contains(&code)
                    && bytes[at..].starts_with(b"\\u")
                    && let Some(low) = unit(&bytes[at + 2..])
                    && (0xdc00..0xe000).contains(&low)
                {
                    code = 0x10000 + ((code - 0xd800) << 10 | (low - 0xdc00));
                    at += 6;
                }
                wtf8::push(&mut out, code);
                continue;
            }
            _ => return Err(decode_error(vm, "Invalid \\escape", text, character(at))),
        };
        out.push(plain);
        at += 2;
    }
}

/// Bytes that a text in quotes takes at most: two escapes for what is outside of the first plane, one for other characters that need it.
fn quoted_len(text: &[u8], ascii: bool) -> usize {
    let escaped = |b: &u8| match b {
        0xf0.. if ascii => 12,
        0xc0.. if ascii => 6,
        0x80..=0xbf if ascii => 0,
        0..0x20 | 0x7f => 6,
        b'"' | b'\\' => 2,
        _ => 1,
    };
    2 + text.iter().map(escaped).sum::<usize>()
}

/// The text in quotes; with `ascii` everything beyond ASCII is escaped.
fn quoted(vm: &mut Vm, text: &[u8], ascii: bool) -> Res<Vec<u8>> {
    let mut out = buffer::with_room(quoted_len(text, ascii)).map_err(|e| vm.text_error(e))?;
    out.push(b'"');
    let mut rest = text;
    loop {
        let n = rest
            .iter()
            .position(|b| *b < 0x20 || matches!(b, b'"' | b'\\') || ascii && *b >= 0x7f)
            .unwrap_or(rest.len());
        out.extend_from_slice(&rest[..n]);
        let Some(first) = rest.get(n) else { break };
        let mut width = 1;
        match first {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            8 => out.extend_from_slice(b"\\b"),
            12 => out.extend_from_slice(b"\\f"),
            b if *b < 0x20 => out.extend_from_slice(format!("\\u{b:04x}").as_bytes()),
            _ => {
                let code;
                (code, width) = wtf8::code_point_at(rest, n);
                if code >= 0x10000 {
                    let c = code - 0x10000;
                    let pair = format!("\\u{:04x}\\u{:04x}", 0xd800 + (c >> 10), 0xdc00 + (c & 0x3ff));
                    out.extend_from_slice(pair.as_bytes());
                } else {
                    out.extend_from_slice(format!("\\u{code:04x}").as_bytes());
                }
            }
        }
        rest = &rest[n + width..];
    }
    out.push(b'"');
    Ok(out)
}

fn text_argument(vm: &mut Vm, v: &Value) -> Res<Ref<StrObj>> {
    match v.to_ref::<StrObj>() {
        Some(s) => Ok(s),
        None => {
            let class = vm.class_name(v);
            Err(vm.type_error(format!("first argument must be a string, not {class}")))
        }
    }
}

natives! { static FUNCTIONS;
    /// Scan the string s for a JSON string. Returns a tuple of the decoded string and the index of the character after the end quote.
    fn scanstring(vm, string: Value, end: i64, strict: bool = true, /) -> Res {
        let text = text_argument(vm, &string)?;
        if end < 0 || end as usize > text.char_len() {
            return Err(vm.value_error("end is out of bounds"));
        }
        let (out, at) = scan(vm, &text, end as usize, strict)?;
        let out = vm.new_str(out)?;
        Ok(vm.heap.tuple([out, vm.heap.int_from_usize(at)]).into_value())
    }
    /// Return a JSON representation of a Python string.
    fn encode_basestring(vm, string: Value, /) -> Res {
        let text = text_argument(vm, &string)?;
        let quoted = quoted(vm, text.bytes(), false)?;
        vm.new_str(quoted)
    }
    /// Return an ASCII-only JSON representation of a Python string.
    fn encode_basestring_ascii(vm, string: Value, /) -> Res {
        let text = text_argument(vm, &string)?;
        let quoted = quoted(vm, text.bytes(), true)?;
        vm.new_str(quoted)
    }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_json", FUNCTIONS);
    Ok(())
}
