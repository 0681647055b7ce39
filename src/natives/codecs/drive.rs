//! Runs a built-in coder over a text or bytes, with an error handler of any kind.

use crate::natives::files::coding::raise;
use crate::object::exception::ExceptionObj;
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
            Err(fault) if fault.incomplete && !last => return Ok((out, fault.start)),
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
        // A handler may put other bytes in the place of these.
        let len = data.len();
        let (replacement, next) = answer(vm, &f, x.clone(), len, true)?;
        if let Some(v) = x.cast::<ExceptionObj>().and_then(|x| x.field("object"))
            && let Some(other) = crate::object::bytes::data_of(&v)
            && other != *data
        {
            object = v;
            data = std::borrow::Cow::Owned(other);
        }
        if let Some(s) = replacement.cast::<StrObj>() {
            vm.room_for(out.len() + s.bytes().len())?;
            out.extend_from_slice(s.bytes());
        }
        at = next.min(data.len());
    }
}

fn bytes_value(vm: &Vm, data: &[u8], object: &Value) -> Value {
    if object.is_a::<crate::object::bytes::BytesObj>() {
        object.clone()
    } else {
        vm.heap.bytes_of(data).into_value()
    }
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
                let (replacement, next) = answer(vm, &f, x, text.char_len(), false)?;
                if let Some(s) = replacement.cast::<StrObj>() {
                    for code in wtf8::code_points(s.bytes()) {
                        if !encode::can_write(code, codec) {
                            return Err(raise(vm, fault.encode_error(), text.value()));
                        }
                        encode::push_raw(code, codec, &mut out);
                    }
                } else if let Some(b) = replacement.cast::<crate::object::bytes::BytesObj>() {
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
