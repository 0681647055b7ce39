//! Strings of JSON: reading one up to its closing quote, and writing one with what must be escaped. Both run over every character of a document, so they look at eight bytes at
//! once for one that is not plain.

use crate::object::buffer;
use crate::object::str::StrObj;
use crate::object::text::wtf8;
use crate::object::{Ref, Value};
use crate::vm::{Raised, Res, Vm};

/// Raises `json.JSONDecodeError`; the place is a byte offset of the text.
#[cold]
#[inline(never)]
pub fn decode_error(vm: &mut Vm, message: &str, text: &Ref<StrObj>, at: usize) -> Raised {
    let at = text.index_at(at);
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

/// Eight bytes each of which is this one.
const fn eight(b: u8) -> u64 {
    u64::from_ne_bytes([b; 8])
}

/// The bytes that are 0 have their highest bit set in the answer; so may have those above one that is.
const fn zeros(x: u64) -> u64 {
    x.wrapping_sub(eight(1)) & !x & eight(0x80)
}

/// How many bytes come before the first that is a quote, a backslash or below the space (or not ASCII, if that matters).
#[inline]
fn plain<const ASCII: bool>(text: &[u8]) -> usize {
    let mut chunks = text.chunks_exact(8);
    let mut n = 0;
    for chunk in &mut chunks {
        let word = u64::from_le_bytes([
            chunk[0], chunk[1], chunk[2], chunk[3], chunk[4], chunk[5], chunk[6], chunk[7],
        ]);
        let mut found = zeros(word ^ eight(b'"')) | zeros(word ^ eight(b'\\')) | zeros(word & eight(0xe0));
        if ASCII {
            found |= word & eight(0x80) | zeros(word ^ eight(0x7f));
        }
        if found != 0 {
            return n + found.trailing_zeros() as usize / 8;
        }
        n += 8;
    }
    let special = |b: &u8| *b < 0x20 || matches!(b, b'"' | b'\\') || ASCII && *b >= 0x7f;
    let rest = chunks.remainder();
    n + rest.iter().position(special).unwrap_or(rest.len())
}

/// Four hexadecimal digits.
fn unit(bytes: &[u8]) -> Option<u32> {
    let four = bytes.get(..4)?;
    four.iter().try_fold(0, |n, b| Some(n << 4 | char::from(*b).to_digit(16)?))
}

/// A string that was read: a piece of the text as it stands there, or something made of it.
pub enum Scanned<'a> {
    Piece(&'a [u8]),
    Made(Vec<u8>),
}

/// Reads a string that begins behind its quote, at a byte offset; the string and the offset behind the closing quote.
#[inline]
pub fn scan<'a>(
    vm: &mut Vm,
    text: &Ref<StrObj>,
    bytes: &'a [u8],
    begin: usize,
    strict: bool,
) -> Res<(Scanned<'a>, usize)> {
    let n = plain::<false>(&bytes[begin..]);
    if bytes.get(begin + n) == Some(&b'"') {
        return Ok((Scanned::Piece(&bytes[begin..begin + n]), begin + n + 1));
    }
    scan_escaped(vm, text, bytes, begin, strict)
}

#[inline(never)]
fn scan_escaped<'a>(
    vm: &mut Vm,
    text: &Ref<StrObj>,
    bytes: &'a [u8],
    begin: usize,
    strict: bool,
) -> Res<(Scanned<'a>, usize)> {
    let mut at = begin;
    let mut out = Vec::new();
    loop {
        let n = plain::<false>(&bytes[at..]);
        vm.granted(buffer::extend(&mut out, &bytes[at..at + n]))?;
        at += n;
        match bytes.get(at) {
            None => return Err(decode_error(vm, "Unterminated string starting at", text, begin - 1)),
            Some(b'"') => return Ok((Scanned::Made(out), at + 1)),
            Some(b'\\') => {}
            Some(_) if strict => return Err(decode_error(vm, "Invalid control character at", text, at)),
            Some(b) => {
                out.push(*b);
                at += 1;
                continue;
            }
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
                    return Err(decode_error(vm, "Invalid \\uXXXX escape", text, at + 1));
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
            _ => return Err(decode_error(vm, "Invalid \\escape", text, at)),
        };
        out.push(plain);
        at += 2;
    }
}

/// Writes the text in quotes; with `ASCII` everything beyond ASCII is escaped.
pub fn quote<const ASCII: bool>(vm: &mut Vm, text: &[u8], out: &mut Vec<u8>) -> Res<()> {
    vm.granted(buffer::room(out, text.len() + 2))?;
    out.push(b'"');
    let mut rest = text;
    loop {
        let n = plain::<ASCII>(rest);
        vm.granted(buffer::extend(out, &rest[..n]))?;
        let Some(first) = rest.get(n) else { break };
        vm.granted(buffer::room(out, 16))?;
        let mut width = 1;
        match first {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            8 => out.extend_from_slice(b"\\b"),
            12 => out.extend_from_slice(b"\\f"),
            b if *b < 0x80 => push_unit(out, u32::from(*b)),
            _ => {
                let code;
                (code, width) = wtf8::code_point_at(rest, n);
                if code >= 0x10000 {
                    let c = code - 0x10000;
                    push_unit(out, 0xd800 + (c >> 10));
                    push_unit(out, 0xdc00 + (c & 0x3ff));
                } else {
                    push_unit(out, code);
                }
            }
        }
        rest = &rest[n + width..];
    }
    vm.granted(buffer::push(out, b'"'))
}

/// Writes `\uXXXX`.
fn push_unit(out: &mut Vec<u8>, code: u32) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    out.extend_from_slice(b"\\u");
    for shift in [12, 8, 4, 0] {
        out.push(DIGITS[(code >> shift & 15) as usize]);
    }
}

/// The text of an argument that must be a str.
pub fn text_argument(vm: &mut Vm, v: &Value) -> Res<Ref<StrObj>> {
    match v.to_ref::<StrObj>() {
        Some(s) => Ok(s),
        None => {
            let class = vm.class_name(v);
            Err(vm.type_error(format!("first argument must be a string, not {class}")))
        }
    }
}
