//! What the natives of built-in types share: kinds of arguments and results beyond those of `vm::native`.

use crate::object::bytes::{ByteArrayObj, BytesObj};
use crate::object::error::TextResult;
use crate::object::int::{FloatBox, as_float, as_int};
use crate::object::number::complex::Complex;
use crate::object::number::int::Int;
use crate::object::str::StrObj;
use crate::object::{Kind, Ref, TypeObj, Value};
use crate::vm::native::{ArgAt, FromArg, IntoRes};
use crate::vm::{Res, Vm};

use super::buffer::Buffer;

/// Turns an error of the pure layer into an exception.
#[inline]
pub fn lift<T>(vm: &mut Vm, r: TextResult<T>) -> Res<T> {
    r.map_err(|e| vm.text_error(e))
}

/// A start or end position as slices have them: anything with `__index__`, cut to 64 bits.
#[derive(Clone, Copy)]
pub struct Position(pub i64);

impl FromArg for Position {
    #[inline]
    fn from_arg(vm: &mut Vm, v: Value, _: ArgAt) -> Res<Position> {
        match v {
            Value::Int(i) => Ok(Position(i)),
            v => vm.clamp_index(&v).map(Position),
        }
    }
}

/// An int, bool or instance of an int subclass (no conversion): receivers of int's methods.
pub struct AnyInt(pub Int);

impl FromArg for AnyInt {
    #[inline]
    fn from_arg(vm: &mut Vm, v: Value, at: ArgAt) -> Res<AnyInt> {
        match as_int(&v) {
            Some(i) => Ok(AnyInt(i.to_int())),
            None => Err(at.wrong(vm, "int", &v)),
        }
    }
}

/// An integer by way of `__index__`.
pub struct IndexInt(pub Int);

impl FromArg for IndexInt {
    fn from_arg(vm: &mut Vm, v: Value, _: ArgAt) -> Res<IndexInt> {
        vm.to_int(&v).map(IndexInt)
    }
}

/// A float or instance of a float subclass (no conversion): receivers of float's methods.
pub struct AnyFloat(pub f64);

impl FromArg for AnyFloat {
    fn from_arg(vm: &mut Vm, v: Value, at: ArgAt) -> Res<AnyFloat> {
        match as_float(&v) {
            Some(x) => Ok(AnyFloat(x)),
            None => Err(at.wrong(vm, "float", &v)),
        }
    }
}

/// A result in generalised UTF-8 that becomes a str.
pub struct Text(pub Vec<u8>);

impl IntoRes for Text {
    fn into_res(self, vm: &mut Vm) -> Res {
        vm.new_str(self.0)
    }
}

/// A result that becomes bytes.
pub struct Octets(pub Vec<u8>);

impl IntoRes for Octets {
    fn into_res(self, vm: &mut Vm) -> Res {
        Ok(vm.heap.bytes_from_vec(self.0).into_value())
    }
}

impl IntoRes for Int {
    fn into_res(self, vm: &mut Vm) -> Res {
        Ok(vm.heap.int(self))
    }
}

impl IntoRes for Complex {
    fn into_res(self, vm: &mut Vm) -> Res {
        Ok(vm.heap.complex(self))
    }
}

impl IntoRes for (Value, Value) {
    fn into_res(self, vm: &mut Vm) -> Res {
        Ok(vm.heap.tuple([self.0, self.1]).into_value())
    }
}

/// Anything with the buffer of bytes: its data, copied.
pub struct BytesLike(pub Vec<u8>);

impl FromArg for BytesLike {
    fn from_arg(vm: &mut Vm, v: Value, _: ArgAt) -> Res<BytesLike> {
        bytes_like(vm, &v).map(BytesLike)
    }
}

/// The data of a bytes-like object, copied; None if it is none.
pub fn buffer_of(v: &Value) -> Option<Vec<u8>> {
    if let Some(b) = v.cast::<BytesObj>() {
        return Some(b.bytes().to_vec());
    }
    if let Some(b) = v.cast::<ByteArrayObj>() {
        return Some(b.borrow().clone());
    }
    v.cast::<super::memoryview::MemoryViewObj>().and_then(|m| m.to_bytes())
}

/// The data of a bytes-like object, copied; None if it is none. Objects of classes with a `__buffer__` of their own are asked.
pub fn try_bytes(vm: &mut Vm, v: &Value) -> Res<Option<Vec<u8>>> {
    match v.kind() {
        None => return Ok(None),
        Some(Kind::Bytes | Kind::ByteArray) => {
            vm.room_for(buffer_len(v))?;
            return Ok(buffer_of(v));
        }
        Some(_) => {}
    }
    if let Some(m) = v.cast::<super::memoryview::MemoryViewObj>() {
        m.check(vm)?;
        vm.room_for(m.byte_len())?;
        return Ok(m.to_bytes());
    }
    let Some(buffer) = Buffer::try_of(vm, v)? else { return Ok(None) };
    let data = buffer.copied(vm)?;
    buffer.release(vm)?;
    Ok(Some(data))
}

/// The same where CPython goes on, or has words of its own, whatever the object says of its buffer.
pub fn bytes_if_any(vm: &mut Vm, v: &Value) -> Res<Option<Vec<u8>>> {
    if matches!(v.kind(), None | Some(Kind::Bytes | Kind::ByteArray)) {
        return try_bytes(vm, v);
    }
    let Some(buffer) = Buffer::if_any(vm, v) else { return Ok(None) };
    let data = buffer.copied(vm)?;
    buffer.release(vm)?;
    Ok(Some(data))
}

/// Bytes that `buffer_of` copies.
pub fn buffer_len(v: &Value) -> usize {
    if let Some(n) = crate::object::bytes::with_bytes(v, <[u8]>::len) {
        return n;
    }
    v.cast::<super::memoryview::MemoryViewObj>().map_or(0, |m| m.byte_len())
}

/// The data of a bytes-like object, copied; TypeError if it is none.
pub fn bytes_like(vm: &mut Vm, v: &Value) -> Res<Vec<u8>> {
    match try_bytes(vm, v)? {
        Some(data) => Ok(data),
        None => {
            let name = vm.class_name(v);
            Err(vm.type_error(format!("a bytes-like object is required, not '{name}'")))
        }
    }
}

/// The str in a value, for natives that take several types.
pub fn str_in(v: &Value) -> Option<Ref<StrObj>> {
    v.to_ref::<StrObj>()
}

/// NotImplemented.
pub fn not_implemented(vm: &Vm) -> Value {
    vm.types().not_implemented.clone()
}

/// The result of an operator method: the value, or NotImplemented.
pub fn or_not_implemented(vm: &Vm, v: Option<Value>) -> Value {
    v.unwrap_or_else(|| not_implemented(vm))
}

/// A value of the class `int` or of a subclass.
pub fn new_int(vm: &Vm, class: &Ref<TypeObj>, i: Int) -> Value {
    if class.is(&vm.types().int) {
        vm.heap.int(i)
    } else {
        vm.heap.alloc(class, crate::object::int::BigIntObj(i)).into_value()
    }
}

/// A value of the class `float` or of a subclass.
pub fn new_float(vm: &Vm, class: &Ref<TypeObj>, x: f64) -> Value {
    if class.is(&vm.types().float) {
        Value::float(x)
    } else {
        vm.heap.alloc(class, FloatBox::new(x)).into_value()
    }
}

/// Whether the value's class is the built-in itself.
pub fn is_exact(v: &Value) -> bool {
    v.as_obj().is_none_or(|o| o.header().is_exact())
}

/// Where an object is, as reprs show it.
pub fn address(v: &Value) -> String {
    format!("{:#x}", v.as_obj().map_or(0, |o| o.addr()))
}

/// Raises "expected at most/at least n arguments" as natives with optional leading arguments do.
pub fn arity(vm: &mut Vm, name: &str, got: usize, min: usize, max: usize) -> Res<()> {
    if got < min {
        let s = if min == 1 { "" } else { "s" };
        let how = if min == max { "" } else { "at least " };
        return Err(vm.type_error(format!("{name} expected {how}{min} argument{s}, got {got}")));
    }
    if got > max {
        let s = if max == 1 { "" } else { "s" };
        let how = if min == max { "" } else { "at most " };
        return Err(vm.type_error(format!("{name} expected {how}{max} argument{s}, got {got}")));
    }
    Ok(())
}

/// Pieces of a text in generalised UTF-8.
pub struct IntoTexts(pub Vec<Vec<u8>>);

impl IntoTexts {
    /// All of them in one.
    pub fn join(self) -> Text {
        Text(self.0.concat())
    }
}

impl Vm {
    /// Whether a value can be called.
    pub fn is_callable(&self, v: &Value) -> bool {
        use crate::object::Kind;
        match v.kind() {
            Some(Kind::Function | Kind::Native | Kind::BoundMethod | Kind::Type) => true,
            Some(_) => self.lookup_special(v, &self.names.__call__).is_some(),
            None => false,
        }
    }

    /// Whether the class of a value has a name.
    pub fn class_has(&self, v: &Value, name: &str) -> bool {
        self.lookup_special(v, &self.heap.intern(name)).is_some()
    }

    /// Begins the repr of a container; false if that is under way already.
    pub fn repr_enter(&mut self, v: &Value) -> bool {
        let at = v.as_obj().map_or(0, |o| o.addr());
        if self.thread.repr_stack.contains(&at) {
            return false;
        }
        self.thread.repr_stack.push(at);
        true
    }

    /// Ends what `repr_enter` began.
    pub fn repr_leave(&mut self, _v: &Value) {
        self.thread.repr_stack.pop();
    }
}

/// `__format__` of numbers: without a specification it is `str()`, which a subclass may have changed.
pub fn number_format(vm: &mut Vm, this: &Value, spec: &Ref<StrObj>) -> Res<Ref<StrObj>> {
    if spec.byte_len() == 0 {
        return vm.str(this);
    }
    // As a float an int is what its class says.
    let of_float = matches!(spec.bytes().last(), Some(b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'%'));
    let float = match crate::object::int::as_int(this) {
        Some(_) if of_float && vm.has_own_float(this) => Value::float(vm.to_f64(this)?),
        _ => Value::Undef,
    };
    let number = if float.is_undef() { this } else { &float };
    match vm.builtin_format(number, spec)? {
        Some(text) => Ok(text),
        None => Err(vm.wrong_receiver(this)),
    }
}
