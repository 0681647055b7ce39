//! `str`: constructor and methods. What they compute is in `object::text`; here are arguments and results.
//! `case.rs` and `search.rs` hold the families of methods, `format.rs` and `percent.rs` the two formatting ways, `translate.rs` the tables.

mod build;
mod case;
mod format;
mod search;
mod translate;

use crate::natives;
use crate::natives::codecs::{drive, registry};
use crate::object::buffer;
use crate::object::str::StrObj;
use crate::object::text::codecs::{Codec, Errors, decode, encode};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::native::{Given, left_out};
use crate::vm::{Res, Vm};

use super::support::{is_exact, or_not_implemented};

natives! { static METHODS;
    /// str(object='') -> str
    /// str(bytes_or_buffer[, encoding[, errors]]) -> str
    ///
    /// Create a new string object from the given object. If encoding or
    /// errors is specified, then the object must expose a data buffer
    /// that will be decoded using the given encoding and error handler.
    /// Otherwise, returns the result of object.__str__() (if defined)
    /// or repr(object).
    /// encoding defaults to 'utf-8'.
    /// errors defaults to 'strict'.
    fn __new__(vm, cls: Ref<TypeObj>, /, object: Value = Value::Undef, encoding: Value = Value::Undef, errors: Value = Value::Undef) -> Res {
        new(vm, &cls, object, encoding, errors)
    }

    /// Encode the string using the codec registered for encoding.
    ///
    /// encoding
    ///   The encoding in which to encode the string.
    /// errors
    ///   The error handling scheme to use for encoding errors.
    ///   The default is 'strict' meaning that encoding errors raise a
    ///   UnicodeEncodeError.  Other possible values are 'ignore', 'replace' and
    ///   'xmlcharrefreplace' as well as any other name registered with
    ///   codecs.register_error that can handle UnicodeEncodeErrors.
    fn encode(vm, this: Ref<StrObj>, /, encoding: Given<Ref<StrObj>> = left_out("utf-8"), errors: Given<Ref<StrObj>> = left_out("strict")) -> Res {
        encode_text(vm, &this, encoding.0.as_deref(), errors.0.as_deref())
    }

    fn __repr__(vm, this: Value, /) -> Res<Ref<StrObj>> { vm.builtin_repr(&this) }
    fn __str__(vm, this: Ref<StrObj>, /) -> Ref<StrObj> { exact(vm, this) }
    fn __len__(vm, this: Ref<StrObj>, /) -> usize { this.char_len() }
    fn __hash__(vm, this: Ref<StrObj>, /) -> i64 { this.hash(vm.heap) }
    fn __iter__(vm, this: Value, /) -> Res { super::sequence::builtin_iter(vm, &this) }
    fn __getitem__(vm, this: Value, key: Value, /) -> Res { super::sequence::builtin_item(vm, &this, &key) }
    fn __contains__(vm, this: Ref<StrObj>, key: Value, /) -> Res<bool> {
        match key.cast::<StrObj>() {
            Some(k) => Ok(crate::object::text::find::find(this.bytes(), k.bytes(), 0, this.byte_len()).is_some()),
            None => {
                let name = vm.class_name(&key);
                Err(vm.type_error(format!("'in <string>' requires string as left operand, not {name}")))
            }
        }
    }
    fn __add__(vm, this: Ref<StrObj>, value: Value, /) -> Res {
        match value.cast::<StrObj>() {
            Some(b) => {
                vm.joined_str([this.bytes(), b.bytes()].into_iter())
            }
            None => {
                let name = vm.class_name(&value);
                Err(vm.type_error(format!("can only concatenate str (not \"{name}\") to str")))
            }
        }
    }
    fn __mul__(vm, this: Value, value: Value, /) -> Res { super::sequence::repeat(vm, &this, &value) }
    fn __rmul__(vm, this: Value, value: Value, /) -> Res { super::sequence::repeat(vm, &this, &value) }
    fn __mod__(vm, this: Ref<StrObj>, value: Value, /) -> Res { vm.percent_format(&this.value(), &value) }
    fn __rmod__(vm, this: Ref<StrObj>, value: Value, /) -> Res {
        if value.is_a::<StrObj>() { vm.percent_format(&value, &this.value()) } else { Ok(or_not_implemented(vm, None)) }
    }
    fn __format__(vm, this: Value, format_spec: Ref<StrObj>, /) -> Res<Ref<StrObj>> { super::support::number_format(vm, &this, &format_spec) }
    fn __sizeof__(vm, this: Ref<StrObj>, /) -> usize {
        // CPython's: as many bytes for each character as the widest one needs. The lead byte tells its width.
        let (head, width) = match this.bytes().iter().max() {
            Some(0xf0..) => (56, 4),
            Some(0xc4..) => (56, 2),
            Some(0x80..) => (56, 1),
            _ => (40, 1),
        };
        head + width * (this.char_len() + 1)
    }
    fn __getnewargs__(vm, this: Ref<StrObj>, /) -> Value {
        let copy = vm.heap.str_bytes(this.bytes()).into_value();
        vm.heap.tuple([copy]).into_value()
    }
}

super::comparison_methods!(COMPARISONS);

/// Installs the class's methods.
pub fn install(vm: &mut Vm) {
    let class = vm.types().str_.clone();
    for table in [
        METHODS,
        COMPARISONS,
        case::METHODS,
        search::METHODS,
        build::METHODS,
        format::METHODS,
        translate::METHODS,
    ] {
        vm.add_methods(&class, table);
    }
    vm.add_static_methods(&class, translate::STATIC);
}

/// The same text as an exact str.
pub fn exact(vm: &Vm, s: Ref<StrObj>) -> Ref<StrObj> {
    if s.obj().header().is_exact() { s } else { vm.heap.str_bytes(s.bytes()) }
}

fn new(vm: &mut Vm, cls: &Ref<TypeObj>, object: Value, encoding: Value, errors: Value) -> Res {
    let text = match object {
        Value::Undef if encoding.is_undef() && errors.is_undef() => vm.heap.str(""),
        Value::Undef => return decode_object(vm, cls, Value::Undef, encoding, errors),
        v if encoding.is_undef() && errors.is_undef() => vm.str(&v)?,
        v => return decode_object(vm, cls, v, encoding, errors),
    };
    Ok(of_class(vm, cls, text))
}

/// The text as an instance of `cls`.
fn of_class(vm: &Vm, cls: &Ref<TypeObj>, text: Ref<StrObj>) -> Value {
    if cls.is(&vm.types().str_) {
        return text.into_value();
    }
    vm.heap.str_of(cls, text.bytes(), None).into_value()
}

/// `in_module`: the text names a class with its module, as CPython's does where `str` itself is called.
fn codec_argument(vm: &mut Vm, v: Value, name: &str, in_module: bool) -> Res<Option<Ref<StrObj>>> {
    if v.is_undef() {
        return Ok(None);
    }
    match v.into_ref::<StrObj>() {
        Ok(s) if s.bytes().contains(&0) => Err(vm.value_error("embedded null character")),
        Ok(s) => Ok(Some(s)),
        Err(v) => {
            let class = if in_module { vm.short_full_name(vm.class_ref(&v)) } else { vm.class_name(&v) };
            Err(vm.type_error(format!("str() argument '{name}' must be str, not {class}")))
        }
    }
}

fn decode_object(vm: &mut Vm, cls: &Ref<TypeObj>, object: Value, encoding: Value, errors: Value) -> Res {
    let is_str = cls.is(&vm.types().str_);
    let encoding = codec_argument(vm, encoding, "encoding", is_str)?;
    let errors = codec_argument(vm, errors, "errors", is_str)?;
    if object.is_a::<StrObj>() {
        return Err(vm.type_error("decoding str is not supported"));
    }
    let data = match super::support::bytes_if_any(vm, &object)? {
        Some(data) => data,
        None if object.is_undef() => Vec::new(),
        None => {
            let name = vm.class_name(&object);
            return Err(vm.type_error(format!("decoding to str: need a bytes-like object, {name} found")));
        }
    };
    let object = if object.is_undef() { vm.heap.bytes_of(b"").into_value() } else { object };
    let text = decode_bytes(vm, &data, &object, encoding.as_deref(), errors.as_deref())?;
    match text.into_ref::<StrObj>() {
        Ok(s) => Ok(of_class(vm, cls, s)),
        Err(v) => Ok(v),
    }
}

fn names(encoding: Option<&StrObj>, errors: Option<&StrObj>) -> (String, String) {
    (
        encoding.map_or_else(|| "utf-8".to_string(), StrObj::to_text),
        errors.map_or_else(|| "strict".to_string(), StrObj::to_text),
    )
}

/// `data.decode(encoding, errors)`; `object` is what the data came from, for the exception.
pub fn decode_bytes(
    vm: &mut Vm,
    data: &[u8],
    object: &Value,
    encoding: Option<&StrObj>,
    errors: Option<&StrObj>,
) -> Res {
    if encoding.is_none() && errors.is_none() && std::str::from_utf8(data).is_ok() {
        let copy = vm.granted(buffer::copied(data))?;
        return vm.new_str(copy);
    }
    let (encoding, errors) = names(encoding, errors);
    check_names(vm, &encoding, &errors)?;
    if data.is_empty() {
        // Nobody asks for the codec where there is nothing to decode.
        return Ok(vm.heap.str("").into_value());
    }
    let codec = match Codec::find(&encoding) {
        Ok(c) => c,
        Err(_) => return registry::decode_bytes(vm, object.clone(), &encoding, Some(&errors)),
    };
    let handler = Errors::find(&errors);
    if let Errors::Other(_) = handler {
        let (at, codec) = decode::skip_mark(data, codec);
        let (text, _) = drive::decode_from(vm, data, at, object, codec, &errors, true)?;
        return vm.new_str(text);
    }
    match decode::decode(data, codec, &handler) {
        Ok(text) => vm.new_str(text),
        Err(e) => Err(raise_unicode(vm, e, bytes_object(vm, data, object))),
    }
}

/// Development mode asks for the encoding and the error handler before they are needed.
fn check_names(vm: &mut Vm, encoding: &str, errors: &str) -> Res<()> {
    if !vm.options.dev_mode {
        return Ok(());
    }
    if Codec::find(encoding).is_err() {
        registry::lookup(vm, encoding)?;
    }
    if matches!(Errors::find(errors), Errors::Other(_)) {
        registry::handler(vm, errors)?;
    }
    Ok(())
}

fn bytes_object(vm: &Vm, data: &[u8], object: &Value) -> Value {
    if object.is_a::<crate::object::bytes::BytesObj>() {
        object.clone()
    } else {
        vm.heap.bytes_of(data).into_value()
    }
}

/// `text.encode(encoding, errors)`
pub fn encode_text(
    vm: &mut Vm,
    text: &Ref<StrObj>,
    encoding: Option<&StrObj>,
    errors: Option<&StrObj>,
) -> Res {
    if encoding.is_none() && text.as_str().is_some() {
        let copy = vm.granted(buffer::copied(text.bytes()))?;
        return Ok(vm.heap.bytes_from_vec(copy).into_value());
    }
    let (encoding, errors) = names(encoding, errors);
    check_names(vm, &encoding, &errors)?;
    let codec = match Codec::find(&encoding) {
        Ok(c) => c,
        Err(_) => return registry::encode_text(vm, text.value(), &encoding, Some(&errors)),
    };
    let handler = Errors::find(&errors);
    if let Errors::Other(_) = handler {
        let mut out = Vec::new();
        encode::push_mark(codec, &mut out);
        out.extend(drive::encode(vm, text, codec, &errors)?);
        return Ok(vm.heap.bytes_from_vec(out).into_value());
    }
    match encode::encode(text.bytes(), codec, &handler) {
        Ok(data) => Ok(vm.heap.bytes_from_vec(data).into_value()),
        Err(e) => Err(raise_unicode(vm, e, text.value())),
    }
}

/// Raises an error of a codec; `object` is the text or the bytes.
pub fn raise_unicode(vm: &mut Vm, e: crate::object::error::TextError, object: Value) -> crate::vm::Raised {
    use crate::object::error::ErrKind;
    let t = vm.types();
    match e.kind {
        ErrKind::UnicodeEncode { encoding, start, end } => {
            vm.unicode_error(&t.unicode_encode_error, encoding, object, start, end, &e.message)
        }
        ErrKind::UnicodeDecode { encoding, start, end } => {
            vm.unicode_error(&t.unicode_decode_error, encoding, object, start, end, &e.message)
        }
        _ => vm.text_error(e),
    }
}

/// Whether two texts are the same object for `str` methods that may return their receiver.
/// A part of the text, or the text itself if that is all of it.
pub(super) fn same_or_part(vm: &mut Vm, this: &Ref<StrObj>, part: &[u8]) -> Res {
    if part.len() == this.byte_len() {
        return Ok(exact(vm, this.clone()).into_value());
    }
    vm.room_for(part.len())?;
    Ok(vm.heap.str_bytes(part).into_value())
}

pub(super) fn same_or_new(vm: &mut Vm, this: Ref<StrObj>, part: Option<Vec<u8>>) -> Res {
    match part {
        Some(bytes) => vm.new_str(bytes),
        None => Ok(exact(vm, this).into_value()),
    }
}

/// Whether the value is an exact str.
pub fn is_exact_str(v: &Value) -> bool {
    v.is_a::<StrObj>() && is_exact(v)
}
