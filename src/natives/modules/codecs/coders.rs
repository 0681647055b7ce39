//! The coders of the Unicode encodings, ASCII and Latin-1: functions of `_codecs` that give a pair, the result and how much of the input was used.

use crate::natives;
use crate::natives::codecs::drive;
use crate::natives::types::support::bytes_like;
use crate::object::str::StrObj;
use crate::object::text::codecs::encode::push_mark;
use crate::object::text::codecs::{Codec, decode};
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::{ErrorsArg, errors_name, used};

fn encode(vm: &mut Vm, text: &Ref<StrObj>, codec: Codec, errors: &ErrorsArg) -> Res {
    let out = drive::encode(vm, text, codec, &errors_name(errors))?;
    let n = text.char_len();
    let bytes = vm.heap.bytes_from_vec(out).into_value();
    Ok(used(vm, bytes, n))
}

fn decode(vm: &mut Vm, data: &Value, codec: Codec, errors: &ErrorsArg, last: bool) -> Res {
    let bytes = bytes_like(vm, data)?;
    let (text, n) = drive::decode(vm, &bytes, data, codec, &errors_name(errors), last)?;
    let text = vm.new_str(text)?;
    Ok(used(vm, text, n))
}

/// The byte order by number: below zero little, above zero big, zero the machine's.
fn ordered(order: i64, little: Codec, big: Codec) -> Codec {
    if order > 0 { big } else { little }
}

/// Encodes with a mark in front if no byte order is asked for.
fn encode_marked(vm: &mut Vm, text: &Ref<StrObj>, order: i64, codecs: [Codec; 3], errors: &ErrorsArg) -> Res {
    let [marked, little, big] = codecs;
    let rest = drive::encode(vm, text, ordered(order, little, big), &errors_name(errors))?;
    let mut out = Vec::new();
    if order == 0 {
        push_mark(marked, &mut out);
    }
    out.extend(rest);
    let bytes = vm.heap.bytes_from_vec(out).into_value();
    Ok(used(vm, bytes, text.char_len()))
}

/// Decodes after a mark: the text, the bytes used, and the byte order that was found (-1, 1, or 0 where there is none yet).
fn decode_marked(
    vm: &mut Vm,
    data: &Value,
    order: i64,
    codecs: [Codec; 3],
    errors: &ErrorsArg,
    last: bool,
) -> Res<(Value, usize, i64)> {
    let [marked, little, big] = codecs;
    let bytes = bytes_like(vm, data)?;
    let mark = if marked == Codec::Utf16 { 2 } else { 4 };
    let (skipped, codec, found) = match order {
        0 if bytes.len() < mark => {
            if !last {
                return Ok((vm.heap.str("").into_value(), 0, 0));
            }
            (0, little, 0)
        }
        0 => {
            let (skipped, codec) = decode::skip_mark(&bytes, marked);
            let found = if skipped == 0 { 0 } else { i64::from(codec == big) * 2 - 1 };
            (skipped, codec, found)
        }
        order => (0, ordered(order, little, big), order.signum()),
    };
    let name = errors_name(errors);
    // Positions of errors count from the beginning, the mark included.
    let (text, n) = match skipped {
        0 => drive::decode(vm, &bytes, data, codec, &name, last)?,
        _ => drive::decode_from(vm, &bytes, skipped, data, codec, &name, last)?,
    };
    Ok((vm.new_str(text)?, n, found))
}

const UTF16: [Codec; 3] = [Codec::Utf16, Codec::Utf16Le, Codec::Utf16Be];
const UTF32: [Codec; 3] = [Codec::Utf32, Codec::Utf32Le, Codec::Utf32Be];

fn pair(vm: &mut Vm, r: Res<(Value, usize, i64)>) -> Res {
    let (text, n, _) = r?;
    Ok(used(vm, text, n))
}

fn triple(vm: &mut Vm, r: Res<(Value, usize, i64)>) -> Res {
    let (text, n, order) = r?;
    Ok(vm.heap.tuple([text, Value::Int(n as i64), Value::Int(order)]).into_value())
}

natives! { pub static FUNCTIONS;
    fn utf_8_encode(vm, str: Ref<StrObj>, errors: Option<Ref<StrObj>> = None, /) -> Res { encode(vm, &str, Codec::Utf8, &errors) }
    fn utf_8_decode(vm, data: Value, errors: Option<Ref<StrObj>> = None, r#final: bool = false, /) -> Res { decode(vm, &data, Codec::Utf8, &errors, r#final) }
    fn ascii_encode(vm, str: Ref<StrObj>, errors: Option<Ref<StrObj>> = None, /) -> Res { encode(vm, &str, Codec::Ascii, &errors) }
    fn ascii_decode(vm, data: Value, errors: Option<Ref<StrObj>> = None, /) -> Res { decode(vm, &data, Codec::Ascii, &errors, true) }
    fn latin_1_encode(vm, str: Ref<StrObj>, errors: Option<Ref<StrObj>> = None, /) -> Res { encode(vm, &str, Codec::Latin1, &errors) }
    fn latin_1_decode(vm, data: Value, errors: Option<Ref<StrObj>> = None, /) -> Res { decode(vm, &data, Codec::Latin1, &errors, true) }
    fn utf_16_le_encode(vm, str: Ref<StrObj>, errors: Option<Ref<StrObj>> = None, /) -> Res { encode(vm, &str, Codec::Utf16Le, &errors) }
    fn utf_16_be_encode(vm, str: Ref<StrObj>, errors: Option<Ref<StrObj>> = None, /) -> Res { encode(vm, &str, Codec::Utf16Be, &errors) }
    fn utf_32_le_encode(vm, str: Ref<StrObj>, errors: Option<Ref<StrObj>> = None, /) -> Res { encode(vm, &str, Codec::Utf32Le, &errors) }
    fn utf_32_be_encode(vm, str: Ref<StrObj>, errors: Option<Ref<StrObj>> = None, /) -> Res { encode(vm, &str, Codec::Utf32Be, &errors) }
    fn utf_16_le_decode(vm, data: Value, errors: Option<Ref<StrObj>> = None, r#final: bool = false, /) -> Res { decode(vm, &data, Codec::Utf16Le, &errors, r#final) }
    fn utf_16_be_decode(vm, data: Value, errors: Option<Ref<StrObj>> = None, r#final: bool = false, /) -> Res { decode(vm, &data, Codec::Utf16Be, &errors, r#final) }
    fn utf_32_le_decode(vm, data: Value, errors: Option<Ref<StrObj>> = None, r#final: bool = false, /) -> Res { decode(vm, &data, Codec::Utf32Le, &errors, r#final) }
    fn utf_32_be_decode(vm, data: Value, errors: Option<Ref<StrObj>> = None, r#final: bool = false, /) -> Res { decode(vm, &data, Codec::Utf32Be, &errors, r#final) }
    fn utf_16_encode(vm, str: Ref<StrObj>, errors: Option<Ref<StrObj>> = None, byteorder: i64 = 0, /) -> Res { encode_marked(vm, &str, byteorder, UTF16, &errors) }
    fn utf_32_encode(vm, str: Ref<StrObj>, errors: Option<Ref<StrObj>> = None, byteorder: i64 = 0, /) -> Res { encode_marked(vm, &str, byteorder, UTF32, &errors) }
    fn utf_16_decode(vm, data: Value, errors: Option<Ref<StrObj>> = None, r#final: bool = false, /) -> Res {
        let r = decode_marked(vm, &data, 0, UTF16, &errors, r#final);
        pair(vm, r)
    }
    fn utf_32_decode(vm, data: Value, errors: Option<Ref<StrObj>> = None, r#final: bool = false, /) -> Res {
        let r = decode_marked(vm, &data, 0, UTF32, &errors, r#final);
        pair(vm, r)
    }
    fn utf_16_ex_decode(vm, data: Value, errors: Option<Ref<StrObj>> = None, byteorder: i64 = 0, r#final: bool = false, /) -> Res {
        let r = decode_marked(vm, &data, byteorder, UTF16, &errors, r#final);
        triple(vm, r)
    }
    fn utf_32_ex_decode(vm, data: Value, errors: Option<Ref<StrObj>> = None, byteorder: i64 = 0, r#final: bool = false, /) -> Res {
        let r = decode_marked(vm, &data, byteorder, UTF32, &errors, r#final);
        triple(vm, r)
    }
    fn readbuffer_encode(vm, data: Value, errors: Option<Ref<StrObj>> = None, /) -> Res {
        drop(errors);
        let bytes = match data.cast::<StrObj>() {
            Some(s) => s.bytes().to_vec(),
            None => bytes_like(vm, &data)?,
        };
        let n = bytes.len();
        let bytes = vm.heap.bytes_from_vec(bytes).into_value();
        Ok(used(vm, bytes, n))
    }
}
