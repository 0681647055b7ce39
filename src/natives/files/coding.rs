//! Between str and bytes with the exceptions that scripts see, and the kinds of line ends.

use crate::object::Value;
use crate::object::error::ErrKind;
use crate::object::error::TextError;
use crate::object::text::codecs::{Codec, Errors, decode, encode};
use crate::vm::{Raised, Res, Vm};

/// The exception for a failed conversion, with the object that failed.
#[cold]
pub fn raise(vm: &mut Vm, e: TextError, object: Value) -> Raised {
    let t = vm.types();
    let (class, encoding, start, end) = match &e.kind {
        ErrKind::UnicodeEncode { encoding, start, end } => (&t.unicode_encode_error, *encoding, *start, *end),
        ErrKind::UnicodeDecode { encoding, start, end } => (&t.unicode_decode_error, *encoding, *start, *end),
        _ => return vm.text_error(e),
    };
    vm.unicode_error(&class.clone(), encoding, object, start, end, &e.message)
}

/// Text (generalised UTF-8) to bytes.
pub fn encode_text(vm: &mut Vm, text: &[u8], codec: Codec, errors: &Errors) -> Res<Vec<u8>> {
    encode::encode(text, codec, errors).map_err(|e| {
        let object = vm.heap.str_bytes(text).into_value();
        raise(vm, e, object)
    })
}

/// Bytes to text.
pub fn decode_bytes(vm: &mut Vm, data: &[u8], codec: Codec, errors: &Errors) -> Res<Vec<u8>> {
    decode::decode(data, codec, errors).map_err(|e| {
        let object = vm.heap.bytes_of(data).into_value();
        raise(vm, e, object)
    })
}

/// A codec by its name.
pub fn find_codec(vm: &mut Vm, name: &str) -> Res<Codec> {
    Codec::find(name).map_err(|e| vm.text_error(e))
}

/// What ends a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Newline {
    /// `None`: any end, read as `\n`.
    Translate,
    /// `''`: any end, left as it is.
    Any,
    Lf,
    Cr,
    CrLf,
}

impl Newline {
    /// The argument that it was made of.
    pub fn argument(self) -> Option<&'static str> {
        match self {
            Newline::Translate => None,
            Newline::Any => Some(""),
            Newline::Lf => Some("\n"),
            Newline::Cr => Some("\r"),
            Newline::CrLf => Some("\r\n"),
        }
    }

    /// The `newline` argument.
    pub fn parse(vm: &mut Vm, v: &Value) -> Res<Newline> {
        if v.is_none() || v.is_undef() {
            return Ok(Newline::Translate);
        }
        let Some(s) = v.to_ref::<crate::object::str::StrObj>() else {
            let class = vm.class_name(v);
            return Err(vm.type_error(format!("newline must be str or None, not {class}")));
        };
        match s.bytes() {
            b"" => Ok(Newline::Any),
            b"\n" => Ok(Newline::Lf),
            b"\r" => Ok(Newline::Cr),
            b"\r\n" => Ok(Newline::CrLf),
            other => {
                let shown = String::from_utf8_lossy(other).into_owned();
                Err(vm.value_error(format!("illegal newline value: {shown}")))
            }
        }
    }

    /// Whether every kind of end ends a line.
    pub fn is_universal(self) -> bool {
        matches!(self, Newline::Translate | Newline::Any)
    }

    /// What `\n` becomes when it is written.
    pub fn written(self) -> Option<&'static [u8]> {
        match self {
            Newline::Cr => Some(b"\r"),
            Newline::CrLf => Some(b"\r\n"),
            _ => None,
        }
    }
}

/// Where the first line of a text ends.
pub enum LineEnd {
    /// Bytes of the line without its end, and length of the end.
    At(usize, usize),
    /// A `\r` stands last: more text must be seen.
    Perhaps,
    None,
}

/// Looks for the end of the first line; at the end of the input a last `\r` is an end.
pub fn line_end(text: &[u8], newline: Newline, last: bool) -> LineEnd {
    match newline {
        Newline::Lf => memchr::memchr(b'\n', text).map_or(LineEnd::None, |i| LineEnd::At(i, 1)),
        Newline::Cr => memchr::memchr(b'\r', text).map_or(LineEnd::None, |i| LineEnd::At(i, 1)),
        Newline::CrLf => memchr::memmem::find(text, b"\r\n").map_or(LineEnd::None, |i| LineEnd::At(i, 2)),
        Newline::Translate | Newline::Any => match memchr::memchr2(b'\n', b'\r', text) {
            None => LineEnd::None,
            Some(i) if text[i] == b'\n' => LineEnd::At(i, 1),
            Some(i) => match text.get(i + 1) {
                Some(b'\n') => LineEnd::At(i, 2),
                None if !last => LineEnd::Perhaps,
                _ => LineEnd::At(i, 1),
            },
        },
    }
}

/// Which line ends were seen.
pub const SEEN_CR: u8 = 1;
pub const SEEN_LF: u8 = 2;
pub const SEEN_CRLF: u8 = 4;

/// Turns every line end into `\n`; `seen` gathers the kinds.
pub fn translate(text: &[u8], seen: &mut u8) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(i) = memchr::memchr2(b'\n', b'\r', rest) {
        out.extend_from_slice(&rest[..i]);
        out.push(b'\n');
        let n = match (rest[i], rest.get(i + 1)) {
            (b'\n', _) => {
                *seen |= SEEN_LF;
                1
            }
            (_, Some(b'\n')) => {
                *seen |= SEEN_CRLF;
                2
            }
            _ => {
                *seen |= SEEN_CR;
                1
            }
        };
        rest = &rest[i + n..];
    }
    out.extend_from_slice(rest);
    out
}

/// Replaces `\n` for writing.
pub fn expand(text: &[u8], newline: Newline) -> Option<Vec<u8>> {
    let by = newline.written()?;
    memchr::memchr(b'\n', text)?;
    let ends = memchr::memchr_iter(b'\n', text).count();
    let mut out = Vec::with_capacity(text.len() + ends * (by.len() - 1));
    for b in text {
        if *b == b'\n' { out.extend_from_slice(by) } else { out.push(*b) }
    }
    Some(out)
}

/// The attribute `newlines`: None, a str, or a tuple of them.
pub fn seen_value(vm: &Vm, seen: u8) -> Value {
    let all: Vec<Value> = [(SEEN_CR, "\r"), (SEEN_LF, "\n"), (SEEN_CRLF, "\r\n")]
        .into_iter()
        .filter(|(bit, _)| seen & bit != 0)
        .map(|(_, s)| vm.heap.str(s).into_value())
        .collect();
    match &all[..] {
        [] => Value::None,
        [one] => one.clone(),
        _ => vm.heap.tuple(all).into_value(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends() {
        let mut seen = 0;
        assert_eq!(translate(b"a\r\nb\rc\nd", &mut seen), b"a\nb\nc\nd");
        assert_eq!(seen, SEEN_CR | SEEN_LF | SEEN_CRLF);
        assert!(matches!(line_end(b"a\r", Newline::Any, false), LineEnd::Perhaps));
        assert!(matches!(line_end(b"a\r", Newline::Any, true), LineEnd::At(1, 1)));
        assert!(matches!(line_end(b"a\r\n", Newline::Translate, false), LineEnd::At(1, 2)));
        assert_eq!(expand(b"a\nb", Newline::CrLf).as_deref(), Some(&b"a\r\nb"[..]));
    }
}
