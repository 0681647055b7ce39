//! The built-in error handlers as functions of an exception (`codecs.strict_errors` and its kin).

use crate::natives;
use crate::natives::codecs::registry::Registry;
use crate::object::bytes::BytesObj;
use crate::object::exception::ExceptionObj;
use crate::object::int::as_int;
use crate::object::str::StrObj;
use crate::object::text::codecs::encode::Place;
use crate::object::text::codecs::{Codec, Errors, Fault, errors};
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

/// Their names.
pub const NAMES: &[&str] = &[
    "strict",
    "ignore",
    "replace",
    "xmlcharrefreplace",
    "backslashreplace",
    "namereplace",
    "surrogatepass",
    "surrogateescape",
];

fn number(x: &ExceptionObj, name: &str) -> i64 {
    x.field(name).and_then(|v| as_int(&v).and_then(|i| i.to_i64())).unwrap_or(0)
}

/// The encoding of Unicode that an exception's `encoding` means, which `surrogatepass` asks: fewer ways of writing it are known here than to `encode()`.
fn standard_codec(x: &ExceptionObj) -> Option<Codec> {
    let name = x.field("encoding")?;
    let name = name.cast::<StrObj>()?.to_text().to_ascii_lowercase().replace('_', "-");
    if name == "cp-utf8" || name == "cp65001" {
        return Some(Codec::Utf8);
    }
    let rest = name.strip_prefix("utf")?;
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    Some(match rest {
        "8" => Codec::Utf8,
        "16" => Codec::Utf16,
        "16le" | "16-le" => Codec::Utf16Le,
        "16be" | "16-be" => Codec::Utf16Be,
        "32" => Codec::Utf32,
        "32le" | "32-le" => Codec::Utf32Le,
        "32be" | "32-be" => Codec::Utf32Be,
        _ => return None,
    })
}

fn cannot_handle(vm: &mut Vm, x: &Value) -> crate::vm::Raised {
    let class = vm.class_name(x);
    vm.type_error(format!("don't know how to handle {class} in error callback"))
}

/// Answers an exception as a handler does when a coder asks it.
fn answer(vm: &mut Vm, exception: &Value, kind: &Errors) -> Res {
    let t = vm.types();
    let is = |vm: &Vm, class| vm.is_instance_of(exception, class);
    let (encodes, decodes, translates) = (
        is(vm, &t.unicode_encode_error),
        is(vm, &t.unicode_decode_error),
        is(vm, &t.unicode_translate_error),
    );
    let Some(x) = exception.to_ref::<ExceptionObj>() else {
        if *kind == Errors::Strict {
            return Err(vm.type_error("codec must pass exception instance"));
        }
        return Err(cannot_handle(vm, exception));
    };
    if *kind == Errors::Strict {
        return Err(vm.raise(exception.clone()));
    }
    let answers = match kind {
        Errors::XmlCharRefReplace | Errors::NameReplace => encodes,
        Errors::SurrogatePass | Errors::SurrogateEscape => encodes || decodes,
        _ => encodes || decodes || translates,
    };
    if !answers {
        return Err(cannot_handle(vm, exception));
    }
    let codec = standard_codec(&x);
    if *kind == Errors::SurrogatePass && codec.is_none() {
        return Err(vm.raise(exception.clone()));
    }
    let Some(object) = x.field("object") else { return Err(cannot_handle(vm, exception)) };
    let (start, end) = (number(&x, "start"), number(&x, "end"));
    let within = |len: usize| {
        let len = len as i64;
        let start = start.clamp(0, (len - 1).max(0));
        (start as usize, end.clamp(start.min(len), len) as usize)
    };
    let pair = |vm: &mut Vm, out: Vec<u8>, next: usize| {
        let text = vm.new_str(out)?;
        Ok(vm.heap.tuple([text, Value::Int(next as i64)]).into_value())
    };
    if decodes {
        let Some(data) = object.cast::<BytesObj>().map(|b| b.bytes().to_vec()) else {
            return Err(vm.type_error("UnicodeError 'object' attribute must be a bytes"));
        };
        let (start, end) = within(data.len());
        let codec = codec.unwrap_or(Codec::Utf8);
        let fault = Fault { encoding: "", start, end, reason: "", incomplete: false };
        let mut out = Vec::new();
        return match errors::decode_fault(&data, &fault, codec, kind, &mut out) {
            Ok(next) => pair(vm, out, next),
            Err(_) => Err(vm.raise(exception.clone())),
        };
    }
    let Some(text) = object.to_ref::<StrObj>() else {
        return Err(vm.type_error("UnicodeError 'object' attribute must be a string"));
    };
    let (start, end) = within(text.char_len());
    if translates {
        return match kind {
            Errors::Ignore => pair(vm, Vec::new(), end),
            Errors::Replace => pair(vm, "\u{fffd}".repeat(end.saturating_sub(start)).into_bytes(), end),
            Errors::BackslashReplace => escape(vm, &text, start, end, kind),
            _ => Err(cannot_handle(vm, exception)),
        };
    }
    match kind {
        Errors::SurrogateEscape | Errors::SurrogatePass => {
            let codec = codec.filter(|_| *kind == Errors::SurrogatePass).unwrap_or(Codec::Utf8);
            let fault = Fault { encoding: "", start, end, reason: "", incomplete: false };
            let at = Place { index: start, offset: text.offset_of(start) };
            let mut out = Vec::new();
            match errors::encode_fault(text.bytes(), at, &fault, codec, kind, &mut out) {
                Ok(next) => {
                    let bytes = vm.heap.bytes_from_vec(out).into_value();
                    Ok(vm.heap.tuple([bytes, Value::Int(next as i64)]).into_value())
                }
                Err(_) => Err(vm.raise(exception.clone())),
            }
        }
        kind => escape(vm, &text, start, end, kind),
    }
}

/// Replacements that are plain ASCII text.
fn escape(vm: &mut Vm, text: &Ref<StrObj>, start: usize, end: usize, kind: &Errors) -> Res {
    let fault = Fault { encoding: "", start, end, reason: "", incomplete: false };
    let at = Place { index: start, offset: text.offset_of(start) };
    let mut out = Vec::new();
    match errors::encode_fault(text.bytes(), at, &fault, Codec::Ascii, kind, &mut out) {
        Ok(next) => {
            let text = vm.new_str(out)?;
            Ok(vm.heap.tuple([text, Value::Int(next as i64)]).into_value())
        }
        Err(e) => Err(vm.text_error(e)),
    }
}

natives! { static HANDLERS;
    /// Implements the 'strict' error handling, which raises a UnicodeError on coding errors.
    fn strict_errors(vm, object: Value, /) -> Res { answer(vm, &object, &Errors::Strict) }
    /// Implements the 'ignore' error handling, which ignores malformed data and continues.
    fn ignore_errors(vm, object: Value, /) -> Res { answer(vm, &object, &Errors::Ignore) }
    /// Implements the 'replace' error handling, which replaces malformed data with a replacement marker.
    fn replace_errors(vm, object: Value, /) -> Res { answer(vm, &object, &Errors::Replace) }
    /// Implements the 'xmlcharrefreplace' error handling, which replaces an unencodable character with the appropriate XML character reference.
    fn xmlcharrefreplace_errors(vm, object: Value, /) -> Res { answer(vm, &object, &Errors::XmlCharRefReplace) }
    /// Implements the 'backslashreplace' error handling, which replaces malformed data with a backslashed escape sequence.
    fn backslashreplace_errors(vm, object: Value, /) -> Res { answer(vm, &object, &Errors::BackslashReplace) }
    /// Implements the 'namereplace' error handling, which replaces an unencodable character with a \\N{...} escape sequence.
    fn namereplace_errors(vm, object: Value, /) -> Res { answer(vm, &object, &Errors::NameReplace) }
    /// Implements the 'surrogatepass' error handling, which codes surrogates as if they were characters.
    fn surrogatepass(vm, object: Value, /) -> Res { answer(vm, &object, &Errors::SurrogatePass) }
    /// Implements the 'surrogateescape' error handling, which keeps bytes as lone surrogates.
    fn surrogateescape(vm, object: Value, /) -> Res { answer(vm, &object, &Errors::SurrogateEscape) }
}

/// Registers the handlers.
pub fn init(vm: &mut Vm) -> Res<()> {
    for (name, def) in NAMES.iter().zip(HANDLERS) {
        // They are of no module.
        let f = vm.new_native(def, Value::Undef);
        vm.extension::<Registry>().handlers.entry(name.to_string()).or_insert(f);
    }
    Ok(())
}
