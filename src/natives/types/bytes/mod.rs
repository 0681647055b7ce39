//! `bytes` and `bytearray`: constructors and what both have by way of operators. `text.rs` has the methods they share with str,
//! `array.rs` those that change a bytearray.

mod array;
mod text;

use crate::natives;
use crate::object::buffer;
use crate::object::bytes::{ByteArrayObj, BytesObj, Export, data_of, with_bytes};
use crate::object::int::as_int;
use crate::object::str::StrObj;
use crate::object::{Kind, Ref, TypeObj, Value};
use crate::vm::native::{Given, left_out};
use crate::vm::{Res, Vm};

use super::sequence::{comparison_methods, repeat};
use super::support::{bytes_if_any, bytes_like, try_bytes};

natives! { static SHARED;
    fn __repr__(vm, this: Value, /) -> Res<Ref<StrObj>> { vm.builtin_repr(&this) }
    fn __str__(vm, this: Value, /) -> Res<Ref<StrObj>> {
        if vm.options.bytes_warning > 0 {
            let name = if this.is_a::<BytesObj>() { "bytes" } else { "bytearray" };
            let class = vm.types().bytes_warning.clone();
            vm.warn(&class, &format!("str() on a {name} instance"), 1)?;
        }
        vm.builtin_repr(&this)
    }
    fn __len__(vm, this: Value, /) -> usize { vm.builtin_len(&this).unwrap_or(0) }
    fn __iter__(vm, this: Value, /) -> Res { super::sequence::builtin_iter(vm, &this) }
    /// Return self[key].
    fn __getitem__(vm, this: Value, key: Value, /) -> Res { super::sequence::builtin_item(vm, &this, &key) }
    /// Return bool(key in self).
    fn __contains__(vm, this: Value, key: Value, /) -> Res<bool> {
        match vm.builtin_contains(&this, &key)? {
            Some(b) => Ok(b),
            None => Err(vm.wrong_receiver(&this)),
        }
    }
    fn __add__(vm, this: Value, value: Value, /) -> Res {
        let Some(b) = bytes_if_any(vm, &value)? else {
            let (a, b) = (vm.class_name(&this), vm.class_name(&value));
            return Err(vm.type_error(format!("can't concat {b} to {a}")));
        };
        let data = with_bytes(&this, |d| buffer::joined(&[d, &b])).unwrap_or_else(|| Ok(Vec::new()));
        let data = super::support::lift(vm, data)?;
        Ok(like(vm, &this, data))
    }
    fn __mul__(vm, this: Value, value: Value, /) -> Res { repeat(vm, &this, &value) }
    fn __rmul__(vm, this: Value, value: Value, /) -> Res { repeat(vm, &this, &value) }
    fn __mod__(vm, this: Value, value: Value, /) -> Res { vm.percent_format(&this, &value) }
    fn __rmod__(vm, this: Value, value: Value, /) -> Res {
        if value.is_a::<BytesObj>() || value.is_a::<ByteArrayObj>() { vm.percent_format(&value, &this) } else { Ok(vm.types().not_implemented.clone()) }
    }
    /// Return a buffer object that exposes the underlying memory of the object.
    fn __buffer__(vm, this: Value, flags: i64, /) -> Res { super::memoryview::new(vm, &this) }
    /// Decode the bytes using the codec registered for encoding.
    ///
    ///   encoding
    ///     The encoding with which to decode the bytes.
    ///   errors
    ///     The error handling scheme to use for the handling of decoding errors.
    ///     The default is 'strict' meaning that decoding errors raise a
    ///     UnicodeDecodeError. Other possible values are 'ignore' and 'replace'
    ///     as well as any other name registered with codecs.register_error that
    ///     can handle UnicodeDecodeErrors.
    fn decode(vm, this: Value, /, encoding: Given<Ref<StrObj>> = left_out("utf-8"), errors: Given<Ref<StrObj>> = left_out("strict")) -> Res {
        vm.room_for(vm.builtin_len(&this).unwrap_or(0))?;
        let _held = Export::of(&this);
        let data = data_of(&this).unwrap_or_default();
        super::str::decode_bytes(vm, &data, &this, encoding.0.as_deref(), errors.0.as_deref())
    }
}

natives! { static BYTES_METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, source: Value = Value::Undef, encoding: Value = Value::Undef, errors: Value = Value::Undef) -> Res {
        let plain = cls.is(&vm.types().bytes);
        if plain && encoding.is_undef() && errors.is_undef() && source.is_a::<BytesObj>() && super::support::is_exact(&source) {
            return Ok(source);
        }
        // What `__bytes__` gives may be of a subclass, and stays it.
        if plain
            && encoding.is_undef()
            && errors.is_undef()
            && !source.is_undef()
            && let Some(made) = vm.call_special(&source, &vm.names.__bytes__, &[])?
        {
            if made.is_a::<BytesObj>() {
                return Ok(made);
            }
            let what = vm.class_name(&made);
            return Err(vm.type_error(format!("__bytes__ returned non-bytes (type {what})")));
        }
        let data = construct(vm, "bytes", &source, encoding, errors)?;
        Ok(vm.heap.alloc(&cls, BytesObj::new(data)).into_value())
    }
    fn __hash__(vm, this: Value, /) -> Res<i64> { vm.builtin_hash(&this) }
    /// Convert this value to exact type bytes.
    fn __bytes__(vm, this: Ref<BytesObj>, /) -> Ref<BytesObj> {
        if this.obj().header().is_exact() { this } else { vm.heap.bytes_of(this.bytes()) }
    }
    fn __getnewargs__(vm, this: Ref<BytesObj>, /) -> Value {
        let copy = vm.heap.bytes_of(this.bytes()).into_value();
        vm.heap.tuple([copy]).into_value()
    }
}

natives! { static CLASS_METHODS;
    /// Create a bytes object from a string of hexadecimal numbers.
    ///
    /// Spaces between two numbers are accepted.
    ///
    /// >>> bytes.fromhex('B9 01EF')
    /// b'\xb9\x01\xef'
    fn fromhex(vm, cls: Ref<TypeObj>, string: Value, /) -> Res {
        let data = match string.cast::<StrObj>() {
            Some(s) => crate::object::text::bytes::from_hex(s.bytes()),
            None => match try_bytes(vm, &string)? {
                Some(digits) => crate::object::text::bytes::from_hex(&digits),
                None => {
                    let what = vm.class_name(&string);
                    return Err(vm.type_error(format!("fromhex() argument must be str or bytes-like, not {what}")));
                }
            }
        };
        let data = super::support::lift(vm, data)?;
        let t = vm.types();
        if cls.is(&t.bytearray) {
            return Ok(vm.heap.alloc(&cls, ByteArrayObj::new(data)).into_value());
        }
        let bytes = vm.heap.bytes_from_vec(data).into_value();
        if cls.is(&t.bytes) { Ok(bytes) } else { vm.call(&cls.into_value(), &[bytes]) }
    }
}

natives! { static STATIC_METHODS;
    /// Return a translation table usable for the bytes or bytearray translate method.
    ///
    /// The returned table will be one where each byte in frm is mapped to the byte at
    /// the same position in to.
    ///
    /// The bytes objects frm and to must be of the same length.
    fn maketrans(vm, frm: super::support::BytesLike, to: super::support::BytesLike, /) -> Res<super::support::Octets> {
        let r = crate::object::text::bytes::make_trans(&frm.0, &to.0);
        super::support::lift(vm, r).map(super::support::Octets)
    }
}

comparison_methods!(COMPARISONS);

/// Installs the methods of both classes.
pub fn install(vm: &mut Vm) {
    vm.hooks.buffer_bytes = try_bytes;
    let t = vm.types();
    for class in [&t.bytes, &t.bytearray] {
        vm.add_methods(class, SHARED);
        vm.add_methods(class, text::METHODS);
        vm.add_methods(class, COMPARISONS);
        vm.add_class_methods(class, CLASS_METHODS);
        vm.add_static_methods(class, STATIC_METHODS);
    }
    vm.add_methods(&t.bytes, BYTES_METHODS);
    array::install(vm);
}

/// New data in the same kind of object as `this`.
pub fn like(vm: &Vm, this: &Value, data: Vec<u8>) -> Value {
    if this.kind() == Some(Kind::ByteArray) {
        vm.heap.alloc(&vm.types().bytearray, ByteArrayObj::new(data)).into_value()
    } else {
        vm.heap.bytes_from_vec(data).into_value()
    }
}

/// `bytes(source, encoding, errors)` and the same of bytearray: the data.
fn construct(vm: &mut Vm, name: &str, source: &Value, encoding: Value, errors: Value) -> Res<Vec<u8>> {
    let text_arg = |vm: &mut Vm, v: Value, arg: &str| -> Res<Option<Ref<StrObj>>> {
        match v {
            Value::Undef => Ok(None),
            v => match v.into_ref::<StrObj>() {
                Ok(s) => Ok(Some(s)),
                Err(v) => {
                    let what = if v.is_none() { "None".into() } else { vm.class_name(&v) };
                    Err(vm.type_error(format!("{name}() argument '{arg}' must be str, not {what}")))
                }
            },
        }
    };
    let encoding = text_arg(vm, encoding, "encoding")?;
    let errors = text_arg(vm, errors, "errors")?;
    // A class of texts may say what its bytes are.
    let says_bytes = name == "bytes"
        && !source.is_undef()
        && encoding.is_none()
        && errors.is_none()
        && vm.lookup_special(source, &vm.names.__bytes__).is_some();
    if let Some(s) = source.to_ref::<StrObj>().filter(|_| !says_bytes) {
        if encoding.is_none() {
            return Err(vm.type_error("string argument without an encoding"));
        }
        let out = super::str::encode_text(vm, &s, encoding.as_deref(), errors.as_deref())?;
        return Ok(data_of(&out).unwrap_or_default());
    }
    if encoding.is_some() || errors.is_some() {
        let which = if encoding.is_some() { "encoding" } else { "errors" };
        return Err(vm.type_error(format!("{which} without a string argument")));
    }
    if source.is_undef() {
        return Ok(Vec::new());
    }
    if name == "bytes"
        && let Some(r) = vm.call_special(source, &vm.names.__bytes__, &[])?
    {
        return match r.cast::<BytesObj>() {
            Some(b) => vm.granted(buffer::copied(b.bytes())),
            None => {
                let what = vm.class_name(&r);
                Err(vm.type_error(format!("__bytes__ returned non-bytes (type {what})")))
            }
        };
    }
    let index = |vm: &mut Vm| vm.lookup_special(source, &vm.names.__index__).is_some();
    if as_int(source).is_some() || index(vm) && try_bytes(vm, source)?.is_none() {
        let Some(n) = vm.to_int(source)?.as_ref().to_i64() else {
            let what = vm.class_name(source);
            return Err(vm.overflow_error(format!("cannot fit '{what}' into an index-sized integer")));
        };
        if n < 0 {
            return Err(vm.value_error("negative count"));
        }
        let mut data = Vec::new();
        if n as usize > vm.memory_limit() || data.try_reserve_exact(n as usize).is_err() {
            return Err(vm.memory_error());
        }
        data.resize(n as usize, 0);
        return Ok(data);
    }
    collect_bytes(vm, source, name, name == "bytes")
}

/// The data of a bytes-like object or of an iterable of small integers, which may be asked for its length.
pub fn collect_bytes(vm: &mut Vm, source: &Value, name: &str, asks: bool) -> Res<Vec<u8>> {
    if let Some(data) = try_bytes(vm, source)? {
        return Ok(data);
    }
    let word = if name == "bytes" { "bytes" } else { "byte" };
    let it = vm.iter_or(source, |what| format!("cannot convert '{what}' object to {name}"))?;
    gather(vm, &it, asks.then_some(source), word)
}

/// The bytes that an iterator gives; `asked` is asked for their number first.
fn gather(vm: &mut Vm, it: &Value, asked: Option<&Value>, word: &str) -> Res<Vec<u8>> {
    if let Some(source) = asked {
        vm.length_hint(source)?;
    }
    let mut data = Vec::new();
    while let Some(v) = vm.next(it)? {
        let byte = byte_in(vm, &v, word)?;
        vm.granted(buffer::push(&mut data, byte))?;
    }
    Ok(data)
}

fn byte_in(vm: &mut Vm, v: &Value, word: &str) -> Res<u8> {
    let i = vm.to_int(v)?;
    match i.as_ref().to_i64().and_then(|i| u8::try_from(i).ok()) {
        Some(b) => Ok(b),
        None => Err(vm.value_error(format!("{word} must be in range(0, 256)"))),
    }
}

/// What `int.from_bytes` takes.
pub fn data_from(vm: &mut Vm, v: &Value) -> Res<Vec<u8>> {
    if let Some(r) = vm.call_special(v, &vm.names.__bytes__, &[])? {
        return bytes_like(vm, &r);
    }
    if v.is_a::<StrObj>() {
        // Its items are no numbers: the text itself is the mistake.
        let what = vm.class_name(v);
        return Err(vm.type_error(format!("cannot convert '{what}' object to bytes")));
    }
    collect_bytes(vm, v, "bytes", true)
}
