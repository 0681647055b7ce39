//! `binascii`: bytes as ASCII (hexadecimal digits, base64, quoted-printable, uuencode) and back, and two checksums.

use crate::natives;
use crate::natives::types::buffer::Buffer;
use crate::natives::types::hex::hex as hex_of;
use crate::natives::types::support::Octets;
use crate::object::buffer;
use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::{Ref, Value};
use crate::vm::{Raised, Res, Vm};

use super::support::{new_exception, put, raise_new};

/// The classes.
#[derive(Default)]
struct Kept(Value);

/// Raises `binascii.Error`.
#[cold]
fn error(vm: &mut Vm, text: &str) -> Raised {
    let class = vm.extension::<Kept>().0.clone();
    let text = vm.heap.str(text).into_value();
    raise_new(vm, &class, &[text])
}

/// The bytes of an argument that may also be a str of ASCII.
fn ascii(vm: &mut Vm, v: &Value) -> Res<Vec<u8>> {
    if let Some(s) = v.cast::<StrObj>() {
        if !s.is_ascii() {
            return Err(vm.value_error("string argument should contain only ASCII characters"));
        }
        return vm.granted(buffer::copied(s.bytes()));
    }
    match Buffer::try_of(vm, v)? {
        Some(b) => {
            let data = b.copied(vm)?;
            b.release(vm)?;
            Ok(data)
        }
        None => {
            let what = vm.class_name(v);
            let text = format!("argument should be bytes, buffer or ASCII string, not '{what}'");
            Err(vm.type_error(text))
        }
    }
}

/// The bytes of a bytes-like argument.
fn bytes(vm: &mut Vm, v: &Value) -> Res<Vec<u8>> {
    let b = Buffer::of(vm, v)?;
    let data = b.copied(vm)?;
    b.release(vm)?;
    Ok(data)
}

/// An unsigned number, of which the lower bits count.
fn low_bits(vm: &mut Vm, v: &Value) -> Res<u32> {
    let i = vm.to_int(v)?;
    Ok(match i {
        crate::object::number::int::Int::Small(i) => i as u32,
        big => {
            let mask = crate::object::number::int::Int::Small(0xffff_ffff);
            let low = crate::object::number::int::bits::and(big.as_ref(), mask.as_ref());
            low.as_ref().to_i64().unwrap_or(0) as u32
        }
    })
}

natives! { static FUNCTIONS;
    /// Decode a line of uuencoded data.
    fn a2b_uu(vm, data: Value, /) -> Res<Octets> {
        let data = ascii(vm, &data)?;
        a2b_uu(vm, &data).map(Octets)
    }
    /// Uuencode line of data.
    fn b2a_uu(vm, data: Value, /, *, backtick: bool = false) -> Res<Octets> {
        let data = bytes(vm, &data)?;
        if data.len() > 45 {
            return Err(error(vm, "At most 45 bytes at once"));
        }
        Ok(Octets(b2a_uu(&data, backtick)))
    }
    /// Decode a line of base64 data.
    ///
    ///   strict_mode
    ///     When set to True, bytes that are not part of the base64 standard are not allowed.
    ///     The same applies to excess data after padding (= / ==).
    fn a2b_base64(vm, data: Value, /, *, strict_mode: bool = false) -> Res<Octets> {
        let data = ascii(vm, &data)?;
        a2b_base64(vm, &data, strict_mode).map(Octets)
    }
    /// Base64-code line of data.
    fn b2a_base64(vm, data: Value, /, *, newline: bool = true) -> Res<Octets> {
        let b = Buffer::of(vm, &data)?;
        let made = b.with(|data| b2a_base64(data, newline));
        b.release(vm)?;
        made.map(Octets).map_err(|e| vm.text_error(e))
    }
    /// Binary data of hexadecimal representation.
    ///
    /// hexstr must contain an even number of hex digits (upper or lower case).
    /// This function is also available as "unhexlify()".
    fn a2b_hex(vm, hexstr: Value, /) -> Res<Octets> { unhex(vm, &hexstr) }
    /// Binary data of hexadecimal representation.
    ///
    /// hexstr must contain an even number of hex digits (upper or lower case).
    fn unhexlify(vm, hexstr: Value, /) -> Res<Octets> { unhex(vm, &hexstr) }
    /// Hexadecimal representation of binary data.
    ///
    ///   sep
    ///     An optional single character or byte to separate hex bytes.
    ///   bytes_per_sep
    ///     How many bytes between separators.  Positive values count from the
    ///     right, negative values count from the left.
    ///
    /// The return value is a bytes object.  This function is also
    /// available as "hexlify()".
    ///
    /// Example:
    /// >>> binascii.b2a_hex(b'\xb9\x01\xef')
    /// b'b901ef'
    /// >>> binascii.hexlify(b'\xb9\x01\xef', ':')
    /// b'b9:01:ef'
    /// >>> binascii.b2a_hex(b'\xb9\x01\xef', b'_', 2)
    /// b'b9_01ef'
    fn b2a_hex(vm, /, data: Value, sep: Value = Value::Undef, bytes_per_sep: i64 = 1) -> Res<Octets> { hex(vm, &data, &sep, bytes_per_sep) }
    /// Hexadecimal representation of binary data.
    ///
    ///   sep
    ///     An optional single character or byte to separate hex bytes.
    ///   bytes_per_sep
    ///     How many bytes between separators.  Positive values count from the
    ///     right, negative values count from the left.
    ///
    /// The return value is a bytes object.  This function is also
    /// available as "b2a_hex()".
    fn hexlify(vm, /, data: Value, sep: Value = Value::Undef, bytes_per_sep: i64 = 1) -> Res<Octets> { hex(vm, &data, &sep, bytes_per_sep) }
    /// Decode a string of qp-encoded data.
    fn a2b_qp(vm, /, data: Value, header: bool = false) -> Res<Octets> {
        let data = ascii(vm, &data)?;
        Ok(Octets(a2b_qp(&data, header)))
    }
    /// Encode a string using quoted-printable encoding.
    ///
    /// On encoding, when istext is set, newlines are not encoded, and white
    /// space at end of lines is.  When istext is not set, \r and \n (CR/LF)
    /// are both encoded.  When quotetabs is set, space and tabs are encoded.
    fn b2a_qp(vm, /, data: Value, quotetabs: bool = false, istext: bool = true, header: bool = false) -> Res<Octets> {
        let data = bytes(vm, &data)?;
        vm.room_for(data.len().saturating_mul(4))?;
        Ok(Octets(b2a_qp(&data, quotetabs, istext, header)))
    }
    /// Compute CRC-32 incrementally.
    fn crc32(vm, data: Value, crc: Value = Value::Int(0), /) -> Res<i64> {
        let start = low_bits(vm, &crc)?;
        let b = Buffer::of(vm, &data)?;
        let mut hasher = crc32fast::Hasher::new_with_initial(start);
        b.with(|data| hasher.update(data));
        b.release(vm)?;
        Ok(hasher.finalize().into())
    }
    /// Compute CRC-CCITT incrementally.
    fn crc_hqx(vm, data: Value, crc: Value, /) -> Res<i64> {
        let start = low_bits(vm, &crc)? as u16;
        let b = Buffer::of(vm, &data)?;
        let sum = b.with(|data| data.iter().fold(start, |crc, byte| crc << 8 ^ CCITT[usize::from((crc >> 8) as u8 ^ byte)]));
        b.release(vm)?;
        Ok(sum.into())
    }
}

/// What a byte adds to the checksum of CCITT.
const CCITT: [u16; 256] = {
    let mut table = [0; 256];
    let mut i = 0;
    while i < 256 {
        let mut n = (i as u16) << 8;
        let mut bit = 0;
        while bit < 8 {
            n = if n & 0x8000 != 0 { n << 1 ^ 0x1021 } else { n << 1 };
            bit += 1;
        }
        table[i] = n;
        i += 1;
    }
    table
};

fn hex(vm: &mut Vm, data: &Value, sep: &Value, group: i64) -> Res<Octets> {
    let data = bytes(vm, data)?;
    if sep.is_undef() {
        return hex_of(vm, &data, sep, group).map(|text| Octets(text.into_bytes()));
    }
    if vm.length(sep)? != 1 {
        return Err(vm.value_error("sep must be length 1."));
    }
    let byte = match sep.cast::<StrObj>() {
        Some(s) => match crate::object::text::wtf8::code_points(s.bytes()).next().map(u8::try_from) {
            Some(Ok(b)) => b,
            _ => return Err(vm.value_error("sep must be ASCII.")),
        },
        None => match sep.cast::<crate::object::bytes::BytesObj>().and_then(|b| b.bytes().first().copied()) {
            Some(b) => b,
            None => return Err(vm.type_error("sep must be str or bytes.")),
        },
    };
    // The result is bytes, so the separator may be any.
    let colon = vm.heap.str(":").into_value();
    let mut out = hex_of(vm, &data, &colon, group)?.into_bytes();
    out.iter_mut().filter(|b| **b == b':').for_each(|b| *b = byte);
    Ok(Octets(out))
}

fn unhex(vm: &mut Vm, v: &Value) -> Res<Octets> {
    let data = ascii(vm, v)?;
    if !data.len().is_multiple_of(2) {
        return Err(error(vm, "Odd-length string"));
    }
    let digit = |b: u8| char::from(b).to_digit(16).map(|d| d as u8);
    let pairs = data.chunks_exact(2).map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?));
    match pairs.collect::<Option<Vec<u8>>>() {
        Some(out) => Ok(Octets(out)),
        None => Err(error(vm, "Non-hexadecimal digit found")),
    }
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The value of each base64 digit; 64 for what is none.
const VALUES: [u8; 256] = {
    let mut table = [64; 256];
    let mut i = 0;
    while i < 64 {
        table[ALPHABET[i] as usize] = i as u8;
        i += 1;
    }
    table
};

fn b2a_base64(data: &[u8], newline: bool) -> crate::object::error::TextResult<Vec<u8>> {
    let mut out = buffer::with_room(data.len().div_ceil(3).saturating_mul(4).saturating_add(1))?;
    let digit = |n: u32| ALPHABET[(n & 63) as usize];
    let mut triples = data.chunks_exact(3);
    for t in &mut triples {
        let n = u32::from(t[0]) << 16 | u32::from(t[1]) << 8 | u32::from(t[2]);
        out.extend_from_slice(&[digit(n >> 18), digit(n >> 12), digit(n >> 6), digit(n)]);
    }
    match triples.remainder() {
        [a] => {
            let n = u32::from(*a) << 4;
            out.extend_from_slice(&[digit(n >> 6), digit(n), b'=', b'=']);
        }
        [a, b] => {
            let n = (u32::from(*a) << 8 | u32::from(*b)) << 2;
            out.extend_from_slice(&[digit(n >> 12), digit(n >> 6), digit(n), b'=']);
        }
        _ => {}
    }
    if newline {
        out.push(b'\n');
    }
    Ok(out)
}

fn a2b_base64(vm: &mut Vm, data: &[u8], strict: bool) -> Res<Vec<u8>> {
    let mut out =
        buffer::with_room(data.len().div_ceil(4).saturating_mul(3)).map_err(|e| vm.text_error(e))?;
    // Whole groups of four need no state.
    let mut at = 0;
    while let Some(four) = data.get(at..at + 4) {
        let v = [four[0], four[1], four[2], four[3]].map(|b| u32::from(VALUES[usize::from(b)]));
        if (v[0] | v[1] | v[2] | v[3]) & 64 != 0 {
            break;
        }
        let n = v[0] << 18 | v[1] << 12 | v[2] << 6 | v[3];
        out.extend_from_slice(&[(n >> 16) as u8, (n >> 8) as u8, n as u8]);
        at += 4;
    }
    let (mut place, mut pads, mut left) = (0, 0usize, 0u8);
    let bad_count = |vm: &mut Vm, n: usize| {
        let n = n / 3 * 4 + 1;
        let text = format!(
            "Invalid base64-encoded string: number of data characters ({n}) cannot be 1 more than a multiple of 4"
        );
        error(vm, &text)
    };
    for (i, b) in data.iter().enumerate().skip(at) {
        if *b == b'=' {
            pads += 1;
            if strict && (place < 2 || place + pads > 4) {
                return Err(match place {
                    1 => bad_count(vm, out.len()),
                    _ if i == 0 => error(vm, "Leading padding not allowed"),
                    _ => error(vm, "Excess padding not allowed"),
                });
            }
            continue;
        }
        let value = VALUES[usize::from(*b)];
        if value >= 64 {
            if strict {
                return Err(error(vm, "Only base64 data is allowed"));
            }
            continue;
        }
        if strict && pads > 0 {
            let whole = place + pads >= 4;
            let text = if whole { "Excess data after padding" } else { "Discontinuous padding not allowed" };
            return Err(error(vm, text));
        }
        pads = 0;
        match place {
            0 => left = value,
            1 => {
                out.push(left << 2 | value >> 4);
                left = value & 15;
            }
            2 => {
                out.push(left << 4 | value >> 2);
                left = value & 3;
            }
            _ => out.push(left << 6 | value),
        }
        place = (place + 1) % 4;
    }
    match place {
        0 => Ok(out),
        1 => Err(bad_count(vm, out.len())),
        _ if place + pads < 4 => Err(error(vm, "Incorrect padding")),
        _ => Ok(out),
    }
}

fn a2b_uu(vm: &mut Vm, data: &[u8]) -> Res<Vec<u8>> {
    let Some((first, rest)) = data.split_first() else { return Err(error(vm, "Missing length byte")) };
    let length = usize::from(first.wrapping_sub(b' ') & 63);
    let mut out = Vec::with_capacity(length);
    let (mut left, mut bits, mut at) = (0u32, 0, 0);
    while out.len() < length {
        let value = match rest.get(at) {
            None | Some(b'\n' | b'\r') => 0,
            Some(b) if !(b' '..=b' ' + 64).contains(b) => return Err(error(vm, "Illegal char")),
            Some(b) => (b - b' ') & 63,
        };
        at += 1;
        left = left << 6 | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((left >> bits) as u8);
            left &= (1 << bits) - 1;
        }
    }
    // Behind the data there may be white space, also as the backtick that stands for it.
    if rest.get(at..).unwrap_or(&[]).iter().any(|b| !matches!(b, b' ' | b'`' | b'\n' | b'\r')) {
        return Err(error(vm, "Trailing garbage"));
    }
    Ok(out)
}

fn b2a_uu(data: &[u8], backtick: bool) -> Vec<u8> {
    let digit = |n: u8| if backtick && n == 0 { b'`' } else { b' ' + n };
    let mut out = vec![digit(data.len() as u8)];
    for t in data.chunks(3) {
        let byte = |i: usize| t.get(i).map_or(0, |b| u32::from(*b));
        let n = byte(0) << 16 | byte(1) << 8 | byte(2);
        // As many digits as the bits need.
        for shift in [18, 12, 6, 0].iter().take((t.len() * 8).div_ceil(6)) {
            out.push(digit((n >> shift & 63) as u8));
        }
        // A group is always filled up with zeros.
        for _ in (t.len() * 8).div_ceil(6)..4 {
            out.push(digit(0));
        }
    }
    out.push(b'\n');
    out
}

fn a2b_qp(data: &[u8], header: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len());
    let digit = |at: usize| data.get(at).and_then(|b| char::from(*b).to_digit(16)).map(|d| d as u8);
    let mut at = 0;
    while let Some(b) = data.get(at) {
        at += 1;
        match b {
            b'=' => match data.get(at) {
                None => break,
                Some(b'\n') => at += 1,
                Some(b'\r') => {
                    let rest = &data[at..];
                    at += memchr::memchr(b'\n', rest).map_or(rest.len(), |i| i + 1);
                }
                Some(b'=') => {
                    out.push(b'=');
                    at += 1;
                }
                Some(_) => match (digit(at), digit(at + 1)) {
                    (Some(a), Some(b)) => {
                        out.push(a << 4 | b);
                        at += 2;
                    }
                    _ => out.push(b'='),
                },
            },
            b'_' if header => out.push(b' '),
            b => out.push(*b),
        }
    }
    out
}

/// Lines of quoted-printable text are not longer.
const LONGEST: usize = 76;

fn b2a_qp(data: &[u8], quote_tabs: bool, is_text: bool, header: bool) -> Vec<u8> {
    // The first line decides how all of them end.
    let end: &[u8] = match memchr::memchr(b'\n', data) {
        Some(i) if i > 0 && data[i - 1] == b'\r' => b"\r\n",
        _ => b"\n",
    };
    let mut out = Vec::with_capacity(data.len() + 16);
    let push_hex = |out: &mut Vec<u8>, b: u8| {
        const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
        out.extend_from_slice(&[b'=', DIGITS[usize::from(b >> 4)], DIGITS[usize::from(b & 15)]]);
    };
    let (mut at, mut line) = (0, 0);
    while let Some(&b) = data.get(at) {
        let next = data.get(at + 1).copied();
        let encoded = b > 126
            || b == b'='
            || header && b == b'_'
            || b == b'.' && line == 0 && matches!(next, None | Some(b'\n' | b'\r' | 0))
            || !is_text && matches!(b, b'\r' | b'\n')
            || matches!(b, b'\t' | b' ') && next.is_none()
            || b < 33 && !matches!(b, b'\r' | b'\n') && (quote_tabs || !matches!(b, b'\t' | b' '));
        if encoded {
            if line + 3 >= LONGEST {
                out.push(b'=');
                out.extend_from_slice(end);
                line = 0;
            }
            push_hex(&mut out, b);
            at += 1;
            line += 3;
        } else if is_text && (b == b'\n' || b == b'\r' && next == Some(b'\n')) {
            line = 0;
            // White space at the end of a line would not survive.
            if let Some(last @ (b' ' | b'\t')) = out.last().copied() {
                out.pop();
                push_hex(&mut out, last);
            }
            out.extend_from_slice(end);
            at += if b == b'\r' { 2 } else { 1 };
        } else {
            if next.is_some() && next != Some(b'\n') && line + 1 >= LONGEST {
                out.push(b'=');
                out.extend_from_slice(end);
                line = 0;
            }
            line += 1;
            out.push(if header && b == b' ' { b'_' } else { b });
            at += 1;
        }
    }
    out
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    // A module that is made once more has the same exception.
    let error = match vm.extension::<Kept>().0.clone() {
        Value::Undef => new_exception(vm, "Error", "binascii", "ValueError")?,
        made => made,
    };
    let incomplete = new_exception(vm, "Incomplete", "binascii", "Exception")?;
    put(vm, dict, "Error", error.clone());
    put(vm, dict, "Incomplete", incomplete);
    vm.extension::<Kept>().0 = error;
    vm.add_functions(dict, "binascii", FUNCTIONS);
    put(vm, dict, "__doc__", vm.heap.str("Conversion between binary data and ASCII").into_value());
    Ok(())
}
