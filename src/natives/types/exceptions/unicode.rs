//! UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError: five checked fields and a text made from them.

use crate::natives;
use crate::object::bytes::BytesObj;
use crate::object::exception::ExceptionObj;
use crate::object::int::as_int;
use crate::object::str::StrObj;
use crate::object::text::codecs::{decode_message, encode_message};
use crate::object::text::wtf8;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, Value};
use crate::vm::native::AttrDef;
use crate::vm::{Res, Vm};

use super::super::support::{arity, buffer_of};
use super::fields::field_attrs;
use super::{arguments, base_str, exception, no_keywords};

fn at(args: &[Value], i: usize) -> Value {
    args.get(i).cloned().unwrap_or(Value::None)
}

field_attrs! { CODEC;
    "encoding" "exception encoding" |a| at(a, 0);
    "object" "exception object" |a| at(a, 1);
    "start" "exception start" |a| at(a, 2);
    "end" "exception end" |a| at(a, 3);
    "reason" "exception reason" |a| at(a, 4);
}

field_attrs! { TRANSLATE;
    "encoding" "exception encoding" |_| Value::None;
    "object" "exception object" |a| at(a, 0);
    "start" "exception start" |a| at(a, 1);
    "end" "exception end" |a| at(a, 2);
    "reason" "exception reason" |a| at(a, 3);
}

natives! { static ENCODE_METHODS;
    fn __init__(vm, this: Ref<ExceptionObj>, /, *args, **kwargs) -> Res<()> {
        no_keywords(vm, &this, &kwargs)?;
        fill(vm, &this, args, "UnicodeEncodeError", &["encoding", "object", "start", "end", "reason"])
    }
    fn __str__(vm, this: Ref<ExceptionObj>, /) -> Res<String> {
        let Some(f) = Fields::of(vm, &this)? else { return Ok(base_str(vm, &this)?.to_text()) };
        let Some(text) = f.object.cast::<StrObj>() else { return Err(f.wrong_object(vm, "string")) };
        Ok(match f.only(text.char_len()) {
            Some(at) => encode_message(&f.encoding, text.bytes(), at, at + 1, &f.reason),
            None => format!("'{}' codec {}", f.encoding, f.places("encode", "characters")),
        })
    }
}

natives! { static DECODE_METHODS;
    fn __init__(vm, this: Ref<ExceptionObj>, /, *args, **kwargs) -> Res<()> {
        no_keywords(vm, &this, &kwargs)?;
        fill(vm, &this, args, "UnicodeDecodeError", &["encoding", "object", "start", "end", "reason"])
    }
    fn __str__(vm, this: Ref<ExceptionObj>, /) -> Res<String> {
        let Some(f) = Fields::of(vm, &this)? else { return Ok(base_str(vm, &this)?.to_text()) };
        let Some(data) = buffer_of(&f.object) else { return Err(f.wrong_object(vm, "bytes")) };
        Ok(match f.only(data.len()) {
            Some(at) => decode_message(&f.encoding, &data, at, at + 1, &f.reason),
            None => format!("'{}' codec {}", f.encoding, f.places("decode", "bytes")),
        })
    }
}

natives! { static TRANSLATE_METHODS;
    fn __init__(vm, this: Ref<ExceptionObj>, /, *args, **kwargs) -> Res<()> {
        no_keywords(vm, &this, &kwargs)?;
        fill(vm, &this, args, "UnicodeTranslateError", &["object", "start", "end", "reason"])
    }
    fn __str__(vm, this: Ref<ExceptionObj>, /) -> Res<String> {
        let Some(f) = Fields::of(vm, &this)? else { return Ok(base_str(vm, &this)?.to_text()) };
        let Some(text) = f.object.cast::<StrObj>() else { return Err(f.wrong_object(vm, "string")) };
        if let Some(start) = f.only(text.char_len()) {
            let code = wtf8::code_point_at(text.bytes(), text.offset_of(start)).0;
            let shown = match code {
                0..=0xff => format!("\\x{code:02x}"),
                0x100..=0xffff => format!("\\u{code:04x}"),
                _ => format!("\\U{code:08x}"),
            };
            return Ok(format!("can't translate character '{shown}' in position {start}: {}", f.reason));
        }
        Ok(f.places("translate", "characters"))
    }
}

/// Installs the three classes.
pub fn install(vm: &mut Vm) {
    let t = vm.types();
    vm.add_attrs(&t.unicode_encode_error, CODEC);
    vm.add_methods(&t.unicode_encode_error, ENCODE_METHODS);
    vm.add_attrs(&t.unicode_decode_error, CODEC);
    vm.add_methods(&t.unicode_decode_error, DECODE_METHODS);
    vm.add_attrs(&t.unicode_translate_error, TRANSLATE);
    vm.add_methods(&t.unicode_translate_error, TRANSLATE_METHODS);
}

fn fill(
    vm: &mut Vm,
    this: &Ref<ExceptionObj>,
    args: Ref<TupleObj>,
    class: &str,
    names: &[&'static str],
) -> Res<()> {
    let n = names.len();
    if args.len() != n {
        return Err(vm.type_error(format!("function takes exactly {n} arguments ({} given)", args.len())));
    }
    arity(vm, class, args.len(), n, n)?;
    for (i, (name, v)) in names.iter().zip(args.items()).enumerate() {
        let (fits, wanted) = match *name {
            "start" | "end" => (as_int(v).is_some(), "int"),
            "object" if class == "UnicodeDecodeError" => (buffer_of(v).is_some(), "a bytes-like object"),
            _ => (v.is_a::<StrObj>(), "str"),
        };
        if !fits {
            let what = vm.class_name(v);
            return Err(match wanted {
                "int" => vm.type_error(format!("'{what}' object cannot be interpreted as an integer")),
                "str" => vm.type_error(format!("argument {} must be str, not {what}", i + 1)),
                _ => vm.type_error(format!("a bytes-like object is required, not '{what}'")),
            });
        }
        let v = match buffer_of(v) {
            // What can be changed is copied: handlers look at bytes.
            Some(data) if !v.is_a::<BytesObj>() => vm.heap.bytes_of(&data).into_value(),
            _ => v.clone(),
        };
        this.set_field(name, v);
    }
    drop(this.args.replace(args.into_value()));
    Ok(())
}

struct Fields {
    encoding: String,
    object: Value,
    start: i64,
    end: i64,
    reason: String,
}

impl Fields {
    /// None if nobody ran `__init__`.
    fn of(vm: &mut Vm, this: &Ref<ExceptionObj>) -> Res<Option<Fields>> {
        let Some(object) = this.field("object") else { return Ok(None) };
        let mut text = |name: &str| -> Res<String> {
            let v = this.field(name).unwrap_or(Value::None);
            Ok(vm.str(&v)?.to_text())
        };
        let (encoding, reason) = (text("encoding")?, text("reason")?);
        // Their `__str__` may have given it another one.
        let object = this.field("object").unwrap_or(object);
        let number =
            |name: &str| this.field(name).and_then(|v| as_int(&v).and_then(|i| i.to_i64())).unwrap_or(0);
        Ok(Some(Fields { encoding, object, start: number("start"), end: number("end"), reason }))
    }

    /// The object is not of the kind that the class is about.
    fn wrong_object(&self, vm: &mut Vm, wanted: &str) -> crate::vm::Raised {
        vm.type_error(format!("object attribute must be {wanted}"))
    }

    /// The place, if it is one item of an object of this length.
    fn only(&self, len: usize) -> Option<usize> {
        let start = usize::try_from(self.start).ok()?;
        (start < len && self.end == self.start + 1).then_some(start)
    }

    /// The places as they were given, whether there are any or not.
    fn places(&self, done: &str, what: &str) -> String {
        let (start, end) = (self.start, self.end.wrapping_sub(1));
        format!("can't {done} {what} in position {start}-{end}: {}", self.reason)
    }
}
