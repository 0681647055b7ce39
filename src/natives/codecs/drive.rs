//! Runs a built-in coder over a text or bytes, with an error handler of any kind.

use crate::natives::files::coding::raise;
use crate::object::bytes::BytesObj;
use crate::object::str::StrObj;
use crate::object::text::codecs::encode::Place;
use crate::object::text::codecs::{Codec, Errors, Fault, decode, encode, errors};
use crate::object::text::wtf8;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::registry::{answer, handler};

/// The exception object for a fault.
pub fn exception(vm: &mut Vm, fault: &Fault, object: Value, decodes: bool) -> Value {
    let error = if decodes { fault.decode_error() } else { fault.encode_error() };
    let e = raise(vm, error, object);
    vm.take_raised(e)
}

/// Bytes to text: the text and how many bytes were used. Without `last` an unfinished character at the end is left for the next piece.
pub fn decode(
    vm: &mut Vm,
    data: &[u8],
    object: &Value,
    codec: Codec,
    errors_name: &str,
    last: bool,
) -> Res<(Vec<u8>, usize)> {
    decode_from(vm, data, 0, object, codec, errors_name, last)
}

/// The same from a place behind a mark.
pub fn decode_from(
    vm: &mut Vm,
    data: &[u8],
    mut at: usize,
    object: &Value,
    codec: Codec,
    errors_name: &str,
    last: bool,
) -> Res<(Vec<u8>, usize)> {
    let kind = Errors::find(errors_name);
    let mut data = std::borrow::Cow::Borrowed(data);
    let mut object = object.clone();
    let mut out = Vec::new();
    vm.room_for(decode::most_decoded(&data, codec, &kind))?;
    loop {
        let fault = match decode::run(&data, at, codec, &mut out) {
            Ok(()) => return Ok((out, data.len())),
            Err(fault) if !last && (fault.incomplete || is_half_surrogate(&data[fault.start..], codec)) => {
                return Ok((out, fault.start));
            }
            Err(fault) => fault,
        };
        let Errors::Other(name) = &kind else {
            match errors::decode_fault(&data, &fault, codec, &kind, &mut out) {
                Ok(next) => at = next,
                Err(e) => return Err(raise(vm, e, bytes_value(vm, &data, &object))),
            }
            continue;
        };
        let f = handler(vm, name)?;
        let bytes = bytes_value(vm, &data, &object);
        let x = exception(vm, &fault, bytes, true);
        let (replacement, next, other) = answer(vm, &f, x, data.len(), true)?;
        // A handler may put other bytes in the place of these.
        if let Some(other) = other
            && let Some(b) = other.cast::<BytesObj>()
            && b.bytes() != &*data
        {
            data = std::borrow::Cow::Owned(b.bytes().to_vec());
            object = other;
        }
        if let Some(s) = replacement.cast::<StrObj>() {
            vm.room_for(out.len() + s.bytes().len())?;
            out.extend_from_slice(s.bytes());
        }
        at = next;
    }
}

/// Whether the third byte of a surrogate is all that is missing: a handler may take it as a whole, so without `last` it is waited for.
fn is_half_surrogate(rest: &[u8], codec: Codec) -> bool {
    matches!(codec, Codec::Utf8 | Codec::Utf8Sig) && matches!(rest, [0xed, 0xa0..=0xbf])
}

fn bytes_value(vm: &Vm, data: &[u8], object: &Value) -> Value {
    if object.is_a::<BytesObj>() { object.clone() } else { vm.heap.bytes_of(data).into_value() }
}

/// Text to bytes, without a mark.
pub fn encode(vm: &mut Vm, text: &Ref<StrObj>, codec: Codec, errors_name: &str) -> Res<Vec<u8>> {
    let kind = Errors::find(errors_name);
    let bytes = text.bytes();
    let mut out = Vec::new();
    let mut at = Place::default();
    loop {
        let Err(fault) = encode::run(bytes, &mut at, codec, &mut out) else { return Ok(out) };
        let next = match &kind {
            Errors::Other(name) => {
                let f = handler(vm, name)?;
                let x = exception(vm, &fault, text.value(), false);
                let (replacement, next, _) = answer(vm, &f, x, text.char_len(), false)?;
                let (unit, wide) = units(codec);
                if let Some(s) = replacement.cast::<StrObj>() {
                    // What is not ASCII could be taken for something else by the Unicode encodings.
                    if wide && !s.is_ascii() {
                        return Err(raise(vm, fault.encode_error(), text.value()));
                    }
                    for code in wtf8::code_points(s.bytes()) {
                        if !encode::can_write(code, codec) {
                            return Err(raise(vm, fault.encode_error(), text.value()));
                        }
                        encode::push_raw(code, codec, &mut out);
                    }
                } else if let Some(b) = replacement.cast::<BytesObj>() {
                    if b.bytes().len() % unit != 0 {
                        return Err(raise(vm, fault.encode_error(), text.value()));
                    }
                    out.extend_from_slice(b.bytes());
                }
                next
            }
            kind => match errors::encode_fault(bytes, at, &fault, codec, kind, &mut out) {
                Ok(next) => next,
                Err(e) => return Err(raise(vm, e, text.value())),
            },
        };
        // A handler of a script may go back.
        at = Place { index: next, offset: text.offset_of(next) };
        vm.room_for(out.len())?;
    }
}

/// Bytes of a unit, and whether it is an encoding of Unicode.
fn units(codec: Codec) -> (usize, bool) {
    match codec {
        Codec::Ascii | Codec::Latin1 => (1, false),
        Codec::Utf8 | Codec::Utf8Sig => (1, true),
        Codec::Utf16 | Codec::Utf16Le | Codec::Utf16Be => (2, true),
        Codec::Utf32 | Codec::Utf32Le | Codec::Utf32Be => (4, true),
    }
}
