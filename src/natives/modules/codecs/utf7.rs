//! UTF-7 (RFC 2152), with CPython's choice of what stands for itself.

use crate::natives;
use crate::natives::types::support::bytes_like;
use crate::object::str::StrObj;
use crate::object::text::codecs::Fault;
use crate::object::text::wtf8;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::charmap::answer_decode;
use super::{errors_name, used};

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn digit(b: u8) -> Option<u32> {
    BASE64.iter().position(|d| *d == b).map(|i| i as u32)
}

/// Whether a character stands for itself.
fn is_direct(code: u32) -> bool {
    match u8::try_from(code) {
        Ok(b'\t' | b'\n' | b'\r') => true,
        Ok(b'+' | b'\\' | b'~') => false,
        Ok(b) => (0x20..0x7f).contains(&b),
        Err(_) => false,
    }
}

fn encode(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let (mut held, mut bits, mut shifted) = (0u32, 0, false);
    for code in wtf8::code_points(text) {
        if shifted && is_direct(code) {
            if bits > 0 {
                out.push(BASE64[(held << (6 - bits) & 0x3f) as usize]);
            }
            (held, bits, shifted) = (0, 0, false);
            if digit(code as u8).is_some() || code == u32::from(b'-') {
                out.push(b'-');
            }
        }
        if !shifted {
            if code == u32::from(b'+') {
                out.extend(b"+-");
                continue;
            }
            if is_direct(code) {
                out.push(code as u8);
                continue;
            }
            out.push(b'+');
            shifted = true;
        }
        let units = match code {
            0x1_0000.. => {
                [Some(0xd800 + ((code - 0x1_0000) >> 10)), Some(0xdc00 + ((code - 0x1_0000) & 0x3ff))]
            }
            _ => [Some(code), None],
        };
        for unit in units.into_iter().flatten() {
            held = held << 16 | unit;
            bits += 16;
            while bits >= 6 {
                bits -= 6;
                out.push(BASE64[(held >> bits & 0x3f) as usize]);
            }
            held &= (1 << bits) - 1;
        }
    }
    if bits > 0 {
        out.push(BASE64[(held << (6 - bits) & 0x3f) as usize]);
    }
    if shifted {
        out.push(b'-');
    }
    out
}

/// Appends a unit of 16 bits; the second half of a pair joins the first.
fn push_unit(out: &mut Vec<u8>, pending: &mut Option<u32>, unit: u32) {
    if let Some(high) = pending.take() {
        if (0xdc00..=0xdfff).contains(&unit) {
            wtf8::push(out, 0x1_0000 + ((high - 0xd800) << 10) + (unit - 0xdc00));
            return;
        }
        wtf8::push(out, high);
    }
    if (0xd800..=0xdbff).contains(&unit) { *pending = Some(unit) } else { wtf8::push(out, unit) }
}

fn decode(vm: &mut Vm, mut data: Vec<u8>, errors: &str, last: bool) -> Res<(Vec<u8>, usize)> {
    let mut out = Vec::new();
    let mut at = 0;
    // Where the shift began in the input, and in the output: an unfinished one is left for the next piece.
    let mut shift: Option<(usize, usize)> = None;
    let (mut held, mut bits) = (0u32, 0u32);
    let mut pending = None;
    loop {
        if at >= data.len() {
            let Some((start, written)) = shift.take() else { return Ok((out, data.len())) };
            if !last {
                out.truncate(written);
                return Ok((out, start));
            }
            let unfinished = pending.take().is_some() || bits >= 6 || held != 0;
            (held, bits) = (0, 0);
            if unfinished {
                let (end, reason) = (data.len(), "unterminated shift sequence");
                let fault = Fault { encoding: "utf7", start, end, reason, incomplete: false };
                let (text, next) = answer_decode(vm, &mut data, &fault, errors)?;
                out.extend(text);
                at = next;
            }
            continue;
        }
        let b = data[at];
        let mut fault = None;
        if let Some((start, _)) = shift {
            if let Some(d) = digit(b) {
                held = held << 6 | d;
                bits += 6;
                at += 1;
                if bits >= 16 {
                    bits -= 16;
                    let unit = held >> bits & 0xffff;
                    held &= (1 << bits) - 1;
                    push_unit(&mut out, &mut pending, unit);
                }
                continue;
            }
            // The shift ends here.
            shift = None;
            if bits >= 6 {
                fault = Some((start, at + 1, "partial character in shift sequence"));
            } else if held != 0 {
                fault = Some((start, at + 1, "non-zero padding bits in shift sequence"));
            } else if let Some(high) = pending.take().filter(|_| b == b'-' || is_direct(b.into())) {
                wtf8::push(&mut out, high);
            }
            (held, bits) = (0, 0);
            pending = None;
            if fault.is_none() {
                if b == b'-' {
                    at += 1;
                }
                continue;
            }
            at += 1;
        } else if b == b'+' {
            match data.get(at + 1) {
                Some(b'-') => {
                    out.push(b'+');
                    at += 2;
                    continue;
                }
                Some(next) if digit(*next).is_none() => {
                    fault = Some((at, at + 2, "ill-formed sequence"));
                }
                _ => {
                    shift = Some((at, out.len()));
                    at += 1;
                    continue;
                }
            }
        } else if b < 0x80 {
            out.push(b);
            at += 1;
            continue;
        } else {
            fault = Some((at, at + 1, "unexpected special character"));
        }
        if let Some((start, end, reason)) = fault {
            let fault = Fault { encoding: "utf7", start, end, reason, incomplete: false };
            let (text, next) = answer_decode(vm, &mut data, &fault, errors)?;
            out.extend(text);
            at = next;
        }
    }
}

natives! { pub static FUNCTIONS;
    fn utf_7_encode(vm, str: Ref<StrObj>, errors: Option<Ref<StrObj>> = None, /) -> Res {
        drop(errors);
        let n = str.char_len();
        let bytes = vm.heap.bytes_from_vec(encode(str.bytes())).into_value();
        Ok(used(vm, bytes, n))
    }
    fn utf_7_decode(vm, data: Value, errors: Option<Ref<StrObj>> = None, r#final: bool = false, /) -> Res {
        let bytes = bytes_like(vm, &data)?;
        let name = errors_name(&errors);
        let (text, n) = decode(vm, bytes, &name, r#final)?;
        let text = vm.new_str(text)?;
        Ok(used(vm, text, n))
    }
}
