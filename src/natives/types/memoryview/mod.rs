//! `memoryview`: a window on the bytes of an object, with a format and a shape. Only the first dimension has a step; the items of the others lie one behind the other.

mod lent;
mod shape;

use std::cell::Cell;

use crate::object::buffer;
use crate::object::bytes::{ByteArrayObj, BytesObj, Export};
use crate::object::header::HAS_FINALIZER;
use crate::object::int::as_int;
use crate::object::iter::IterState;
use crate::object::number::int::Int;
use crate::object::number::int::bytes::{ByteOrder, to_bytes};
use crate::object::range::SliceObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::types::flags::{SEQUENCE, WEAK};
use crate::object::{Payload, Ref, TypeObj, Value, Visit};
use crate::vm::native::ArgType;
use crate::vm::{Raised, Res, Vm};
use crate::{attrs, natives};

use self::lent::{FULL, died, end, end_own};
pub use self::lent::{ask, give_back, release};
use self::shape::{cast, equal, fortran, nested};
use super::packed::format::NATIVE;
use super::packed::values;
use super::sequence::clamp_start;
use super::support::{Octets, Position};

/// How the bytes of an element are read.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Format {
    letter: u8,
    size: usize,
}

const BYTES: Format = Format { letter: b'B', size: 1 };

impl Format {
    fn find(text: &[u8]) -> Option<Format> {
        let letter = match text {
            [b'@', c] | [c] => *c,
            _ => return None,
        };
        let size = match letter {
            b'b' | b'B' | b'c' | b'?' => 1,
            b'h' | b'H' => 2,
            b'i' | b'I' | b'f' => 4,
            b'e' => 2,
            b'l' | b'L' | b'q' | b'Q' | b'n' | b'N' | b'd' | b'P' => 8,
            _ => return None,
        };
        Some(Format { letter, size })
    }

    fn text(self) -> String {
        char::from(self.letter).to_string()
    }
}

/// A view.
pub struct MemoryViewObj {
    /// The object that is looked at.
    object: Value,
    /// The bytes or bytearray with its memory.
    memory: Value,
    /// A view that the object's `__buffer__` gave, to be given back.
    lent: Value,
    /// The view that has it, of which this one is a part.
    first: Value,
    /// How many views look at what was lent to this one.
    users: Cell<u32>,
    /// Byte offset of the first element.
    start: usize,
    /// Bytes from one element to the next.
    stride: i64,
    /// Number of elements, or of rows.
    len: usize,
    /// The lengths of the dimensions behind the first.
    inner: Box<[usize]>,
    /// There is no dimension at all: the one element stands alone.
    alone: bool,
    format: Format,
    readonly: bool,
    released: Cell<bool>,
    /// How many natives look at it while scripts run: it is not released meanwhile.
    held: Cell<u32>,
    /// The hash, once somebody asked: it stays when the view is released.
    hash: Cell<Option<i64>>,
}

impl Payload for MemoryViewObj {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.object);
        visit(&self.memory);
        visit(&self.lent);
        visit(&self.first);
    }
}

impl ArgType for MemoryViewObj {
    const NAME: &'static str = "memoryview";
}

impl Drop for MemoryViewObj {
    fn drop(&mut self) {
        self.let_go();
    }
}

impl MemoryViewObj {
    /// A view on memory of an object.
    fn on(
        (object, memory, first): (Value, Value, Value),
        start: usize,
        stride: i64,
        len: usize,
        format: Format,
        readonly: bool,
    ) -> MemoryViewObj {
        if let Some(b) = memory.cast::<ByteArrayObj>() {
            b.exports.set(b.exports.get() + 1);
        }
        if let Some(first) = first.cast::<MemoryViewObj>() {
            first.users.set(first.users.get() + 1);
        }
        MemoryViewObj {
            object,
            memory,
            lent: Value::None,
            first,
            users: Cell::new(1),
            start,
            stride,
            len,
            inner: Box::default(),
            alone: false,
            format,
            readonly,
            released: Cell::new(false),
            held: Cell::new(0),
            hash: Cell::new(None),
        }
    }

    /// The same view with other dimensions behind the first.
    fn shaped(mut self, inner: &[usize], alone: bool) -> MemoryViewObj {
        self.inner = inner.into();
        self.alone = alone;
        self
    }

    /// Number of dimensions.
    fn dimensions(&self) -> usize {
        if self.alone { 0 } else { 1 + self.inner.len() }
    }

    /// Bytes of an element, or of a row.
    fn row(&self) -> usize {
        self.inner.iter().product::<usize>() * self.format.size
    }

    /// The lengths of all dimensions.
    fn shape(&self) -> Vec<usize> {
        let mut shape = Vec::new();
        if !self.alone {
            shape.push(self.len);
            shape.extend_from_slice(&self.inner);
        }
        shape
    }

    /// The object, its memory and the view that was lent it, for another view on them.
    fn same(this: &Ref<MemoryViewObj>) -> (Value, Value, Value) {
        let first = if this.lent.is_none() { this.first.clone() } else { this.value() };
        (this.object.clone(), this.memory.clone(), first)
    }

    /// The memory, the first byte, how many there are and whether they are read-only, if the items lie one behind the other.
    pub fn part(&self) -> Option<(Value, usize, usize, bool)> {
        let bytes = self.byte_len();
        self.is_contiguous().then(|| (self.memory.clone(), self.start, bytes, self.readonly))
    }

    fn read<R>(&self, f: impl FnOnce(&[u8]) -> R) -> R {
        if let Some(b) = self.memory.cast::<BytesObj>() {
            return f(b.bytes());
        }
        match self.memory.cast::<ByteArrayObj>() {
            Some(b) => f(&b.borrow()),
            None => f(&[]),
        }
    }

    fn offset(&self, i: usize) -> usize {
        (self.start as i64 + i as i64 * self.stride) as usize
    }

    /// The bytes of one element.
    fn element(&self, i: usize) -> Vec<u8> {
        let at = self.offset(i);
        self.read(|d| d.get(at..at + self.row()).unwrap_or(&[]).to_vec())
    }

    /// Bytes that `to_bytes` copies.
    pub fn byte_len(&self) -> usize {
        self.len * self.row()
    }

    /// All bytes in order; None once the view is released. Whoever asks for them has asked whether there is room (`byte_len`).
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        if self.released.get() {
            return None;
        }
        if self.stride == self.row() as i64 {
            let end = self.start + self.byte_len();
            return Some(self.read(|d| d.get(self.start..end).unwrap_or(&[]).to_vec()));
        }
        let mut out = Vec::with_capacity(self.byte_len());
        (0..self.len).for_each(|i| out.extend_from_slice(&self.element(i)));
        Some(out)
    }

    /// Overwrites the bytes from the view's beginning, as `readinto` does; false if the view cannot be written or is too short.
    pub fn write_bytes(&self, data: &[u8]) -> bool {
        let Some(b) = self.memory.cast::<ByteArrayObj>() else { return false };
        if self.readonly || self.released.get() || data.len() > self.byte_len() {
            return false;
        }
        for (n, byte) in data.iter().enumerate() {
            let at = self.offset(n / self.row().max(1)) + n % self.row().max(1);
            if let Some(place) = b.borrow_mut().get_mut(at) {
                *place = *byte;
            }
        }
        true
    }

    /// ValueError if it is released.
    pub fn check(&self, vm: &mut Vm) -> Res<()> {
        alive(vm, self)
    }

    fn is_contiguous(&self) -> bool {
        self.stride == self.row() as i64 || self.len <= 1
    }
}

natives! { static CLASS_METHODS;
    /// See PEP 585
    fn __class_getitem__(vm, cls: Value, object: Value, /) -> Res { super::generic_alias::new(vm, cls, object) }
}

natives! { static METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, object: Value) -> Res { new(vm, &object) }
    fn __repr__(vm, this: Ref<MemoryViewObj>, /) -> String {
        let word = if this.released.get() { "released memory" } else { "memory" };
        format!("<{word} at {}>", super::support::address(&this.value()))
    }
    fn __len__(vm, this: Ref<MemoryViewObj>, /) -> Res<usize> {
        alive(vm, &this)?;
        if this.alone {
            return Err(vm.type_error("0-dim memory has no length"));
        }
        Ok(this.len)
    }
    /// Return self[key].
    fn __getitem__(vm, this: Ref<MemoryViewObj>, key: Value, /) -> Res { get(vm, &this, &key) }
    /// Set self[key] to value.
    fn __setitem__(vm, this: Ref<MemoryViewObj>, key: Value, value: Value, /) -> Res<()> { set(vm, &this, &key, &value) }
    /// Delete self[key].
    fn __delitem__(vm, this: Ref<MemoryViewObj>, key: Value, /) -> Res<()> {
        alive(vm, &this)?;
        Err(vm.type_error(if this.readonly { "cannot modify read-only memory" } else { "cannot delete memory" }))
    }
    fn __iter__(vm, this: Ref<MemoryViewObj>, /) -> Res {
        alive(vm, &this)?;
        if this.alone {
            return Err(vm.type_error("invalid indexing of 0-dim memory"));
        }
        if this.dimensions() > 1 {
            return Err(vm.not_implemented_error("multi-dimensional sub-views are not implemented"));
        }
        Ok(super::iterators::named(vm, "memory_iterator", &[], IterState::Sequence { seq: this.into_value(), index: 0 }))
    }
    fn __eq__(vm, this: Ref<MemoryViewObj>, value: Value, /) -> Res { equal(vm, &this, &value) }
    fn __ne__(vm, this: Ref<MemoryViewObj>, value: Value, /) -> Res {
        Ok(match equal(vm, &this, &value)? {
            Value::True => Value::False,
            Value::False => Value::True,
            other => other,
        })
    }
    fn __hash__(vm, this: Ref<MemoryViewObj>, /) -> Res<i64> {
        if let Some(hash) = this.hash.get() {
            return Ok(hash);
        }
        alive(vm, &this)?;
        if !this.readonly {
            return Err(vm.value_error("cannot hash writable memoryview object"));
        }
        if !matches!(this.format.letter, b'B' | b'b' | b'c') {
            return Err(vm.value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'"));
        }
        // What is looked at must have a hash, too.
        holding(&this, || vm.hash(&this.object))?;
        let data = data(vm, &this)?;
        let copy = vm.heap.bytes_from_vec(data).into_value();
        let hash = vm.hash(&copy)?;
        this.hash.set(Some(hash));
        Ok(hash)
    }
    fn __enter__(vm, this: Ref<MemoryViewObj>, /) -> Res<Ref<MemoryViewObj>> { alive(vm, &this)?; Ok(this) }
    fn __exit__(vm, this: Ref<MemoryViewObj>, /, *args) -> Res<()> { end(vm, &this) }
    /// Return a buffer object that exposes the underlying memory of the object.
    fn __buffer__(vm, this: Value, flags: i64, /) -> Res { new(vm, &this) }
    /// Release the buffer object that exposes the underlying memory of the object.
    fn __release_buffer__(vm, this: Value, buffer: Value, /) -> Res<()> { release(vm, &buffer) }
    /// Release the underlying buffer exposed by the memoryview object.
    fn release(vm, this: Ref<MemoryViewObj>, /) -> Res<()> { end(vm, &this) }
    /// Return the data in the buffer as a byte string.
    ///
    /// Order can be {'C', 'F', 'A'}. When order is 'C' or 'F', the data of the
    /// original array is converted to C or Fortran order.
    fn tobytes(vm, this: Ref<MemoryViewObj>, /, order: Option<Ref<StrObj>> = None) -> Res<Octets> {
        if let Some(o) = &order
            && !matches!(o.bytes(), b"C" | b"F" | b"A")
        {
            return Err(vm.value_error("order must be 'C', 'F' or 'A'"));
        }
        if order.is_some_and(|o| o.bytes() == b"F") && this.dimensions() > 1 {
            return fortran(vm, &this).map(Octets);
        }
        data(vm, &this).map(Octets)
    }
    /// Count the number of occurrences of a value.
    fn count(vm, this: Ref<MemoryViewObj>, value: Value, /) -> Res<usize> {
        let mut n = 0;
        alive(vm, &this)?;
        for i in 0..this.len {
            n += usize::from(is_at(vm, &this, i, &value)?);
        }
        Ok(n)
    }
    /// Return the index of the first occurrence of a value.
    ///
    /// Raises ValueError if the value is not present.
    fn index(vm, this: Ref<MemoryViewObj>, value: Value, start: Position = Position(0), stop: Position = Position(i64::MAX), /) -> Res<usize> {
        alive(vm, &this)?;
        if this.dimensions() != 1 {
            return Err(vm.not_implemented_error("multi-dimensional lookup is not implemented"));
        }
        for i in clamp_start(start.0, this.len)..clamp_start(stop.0, this.len) {
            if is_at(vm, &this, i, &value)? {
                return Ok(i);
            }
        }
        Err(vm.value_error("memoryview.index(x): x not found"))
    }
    /// Return the data in the buffer as a list of elements.
    fn tolist(vm, this: Ref<MemoryViewObj>, /) -> Res {
        if this.alone {
            alive(vm, &this)?;
            return unpack(vm, this.format, &this.element(0));
        }
        list(vm, &this)
    }
    /// Return the data in the buffer as a str of hexadecimal numbers.
    fn hex(vm, this: Ref<MemoryViewObj>, /, sep: Value = Value::Undef, bytes_per_sep: i64 = 1) -> Res<String> {
        let data = data(vm, &this)?;
        holding(&this, || super::hex::hex(vm, &data, &sep, bytes_per_sep))
    }
    /// Return a readonly version of the memoryview.
    fn toreadonly(vm, this: Ref<MemoryViewObj>, /) -> Res {
        alive(vm, &this)?;
        Ok(make(vm, MemoryViewObj::on(MemoryViewObj::same(&this), this.start, this.stride, this.len, this.format, true).shaped(&this.inner, this.alone)))
    }
    /// Cast a memoryview to a new format or shape.
    fn cast(vm, this: Ref<MemoryViewObj>, /, format: Ref<StrObj>, shape: Value = Value::Undef) -> Res { cast(vm, &this, &format, &shape) }
}

attrs! { static ATTRS for MemoryViewObj;
    /// The underlying object of the memoryview.
    fn obj(vm, this) -> Res { alive(vm, &this)?; Ok(this.object.clone()) }
    /// The amount of space in bytes that the array would use in a contiguous representation.
    fn nbytes(vm, this) -> Res<usize> { alive(vm, &this)?; Ok(this.byte_len()) }
    /// A bool indicating whether the memory is read only.
    fn readonly(vm, this) -> Res<bool> { alive(vm, &this)?; Ok(this.readonly) }
    /// The size in bytes of each element of the memoryview.
    fn itemsize(vm, this) -> Res<usize> { alive(vm, &this)?; Ok(this.format.size) }
    /// A string containing the format (in struct module style) for each element in the view.
    fn format(vm, this) -> Res<String> { alive(vm, &this)?; Ok(this.format.text()) }
    /// An integer indicating how many dimensions of a multi-dimensional array the memory represents.
    fn ndim(vm, this) -> Res<usize> { alive(vm, &this)?; Ok(this.dimensions()) }
    /// A tuple of ndim integers giving the shape of the memory as an N-dimensional array.
    fn shape(vm, this) -> Res {
        alive(vm, &this)?;
        let shape: Vec<Value> = this.shape().into_iter().map(|n| Value::Int(n as i64)).collect();
        Ok(vm.heap.tuple(shape).into_value())
    }
    /// A tuple of ndim integers giving the size in bytes to access each element for each dimension of the array.
    fn strides(vm, this) -> Res {
        alive(vm, &this)?;
        let mut strides = Vec::new();
        if !this.alone {
            strides.push(Value::Int(this.stride));
            let mut bytes = this.row();
            for n in &this.inner {
                bytes /= (*n).max(1);
                strides.push(Value::Int(bytes as i64));
            }
        }
        Ok(vm.heap.tuple(strides).into_value())
    }
    /// A tuple of integers used internally for PIL-style arrays.
    fn suboffsets(vm, this) -> Res { alive(vm, &this)?; Ok(vm.heap.tuple([]).into_value()) }
    /// A bool indicating whether the memory is C contiguous.
    fn c_contiguous(vm, this) -> Res<bool> { alive(vm, &this)?; Ok(this.is_contiguous()) }
    /// A bool indicating whether the memory is Fortran contiguous.
    fn f_contiguous(vm, this) -> Res<bool> {
        alive(vm, &this)?;
        let long = this.shape().iter().filter(|n| **n > 1).count();
        Ok(this.is_contiguous() && (this.dimensions() <= 1 || long <= 1))
    }
    /// A bool indicating whether the memory is contiguous.
    fn contiguous(vm, this) -> Res<bool> { alive(vm, &this)?; Ok(this.is_contiguous()) }
}

const CLASS: &str = "builtins.memoryview";

/// Makes the class and names it in `builtins`.
pub fn install(vm: &mut Vm) {
    vm.hooks.view_died = died;
    let object = vm.types().object.clone();
    let class = vm.new_type("memoryview", "builtins", &object, SEQUENCE | WEAK);
    vm.add_methods(&class, METHODS);
    vm.add_class_methods(&class, CLASS_METHODS);
    vm.add_attrs(&class, ATTRS);
    vm.builtins.set_text(vm.heap, "memoryview", class.value());
    vm.extra_types.insert(CLASS, class);
}

fn make(vm: &Vm, view: MemoryViewObj) -> Value {
    let lent = !view.lent.is_none() || !view.first.is_none();
    let view = vm.heap.alloc(&vm.extra_types[CLASS], view);
    if lent {
        view.obj().header().set_flag(HAS_FINALIZER);
    }
    view.into_value()
}

/// A view on an object's bytes.
pub fn new(vm: &mut Vm, object: &Value) -> Res {
    let (len, readonly) = if let Some(b) = object.cast::<BytesObj>() {
        (b.bytes().len(), true)
    } else if let Some(b) = object.cast::<ByteArrayObj>() {
        (b.borrow().len(), false)
    } else if let Some(m) = object.to_ref::<MemoryViewObj>() {
        alive(vm, &m)?;
        let view = MemoryViewObj::on(MemoryViewObj::same(&m), m.start, m.stride, m.len, m.format, m.readonly);
        return Ok(make(vm, view.shaped(&m.inner, m.alone)));
    } else if let Some(e) = super::buffer::exported(vm, object) {
        let (size, len) = (e.item_size.max(1), e.len / e.item_size.max(1));
        // Characters have a letter that no cast takes.
        let format = Format { letter: e.format.as_bytes().first().copied().unwrap_or(b'B'), size };
        let of = (object.clone(), e.memory, Value::None);
        return Ok(make(vm, MemoryViewObj::on(of, e.start, size as i64, len, format, e.readonly)));
    } else if let Some(m) = ask(vm, object, FULL)? {
        // A native class (`PickleBuffer`) lends what is another object's.
        let shown = if vm.class_of(object).is_heap_type() { object } else { &m.object };
        let mut view = MemoryViewObj::on(
            (shown.clone(), m.memory.clone(), Value::None),
            m.start,
            m.stride,
            m.len,
            m.format,
            m.readonly,
        )
        .shaped(&m.inner, m.alone);
        view.lent = m.into_value();
        return Ok(make(vm, view));
    } else {
        let what = vm.class_name(object);
        return Err(vm.type_error(format!("memoryview: a bytes-like object is required, not '{what}'")));
    };
    Ok(make(vm, MemoryViewObj::on((object.clone(), object.clone(), Value::None), 0, 1, len, BYTES, readonly)))
}

/// Whether an object has bytes to look at.
pub fn has_buffer(vm: &Vm, object: &Value) -> bool {
    object.is_a::<BytesObj>()
        || object.is_a::<ByteArrayObj>()
        || object.is_a::<MemoryViewObj>()
        || super::buffer::exported(vm, object).is_some()
        || object.as_obj().is_some() && vm.class_has(object, "__buffer__")
}

/// A view on the bytes of another one, which lie in a row, as bytes.
pub fn raw(vm: &mut Vm, m: &Ref<MemoryViewObj>) -> Res {
    alive(vm, m)?;
    let view = MemoryViewObj::on(MemoryViewObj::same(m), m.start, 1, m.byte_len(), BYTES, m.readonly);
    Ok(make(vm, view))
}

/// Does something that may run script code, which cannot release the view meanwhile.
fn holding<T>(m: &MemoryViewObj, f: impl FnOnce() -> T) -> T {
    m.held.set(m.held.get() + 1);
    let out = f();
    m.held.set(m.held.get() - 1);
    out
}

fn alive(vm: &mut Vm, m: &MemoryViewObj) -> Res<()> {
    if m.released.get() {
        return Err(vm.value_error("operation forbidden on released memoryview object"));
    }
    Ok(())
}

fn data(vm: &mut Vm, m: &MemoryViewObj) -> Res<Vec<u8>> {
    alive(vm, m)?;
    vm.room_for(m.byte_len())?;
    Ok(m.to_bytes().unwrap_or_default())
}

/// The value of an element.
fn unpack(vm: &mut Vm, f: Format, b: &[u8]) -> Res {
    if !matches!(f.size, 1 | 2 | 4 | 8) || Format::find(&[f.letter]).is_none() {
        let letter = char::from(f.letter);
        return Err(vm.not_implemented_error(format!("memoryview: format {letter} not supported")));
    }
    Ok(values::unpack(vm, f.letter, NATIVE, b))
}

/// The bytes of an element with this value. What converts it may release the view.
fn pack(vm: &mut Vm, m: &MemoryViewObj, v: &Value) -> Res<Vec<u8>> {
    let f = m.format;
    let order = if cfg!(target_endian = "big") { ByteOrder::Big } else { ByteOrder::Little };
    let letter = char::from(f.letter);
    let wrong_type =
        |vm: &mut Vm| -> Raised { vm.type_error(format!("memoryview: invalid type for format '{letter}'")) };
    match f.letter {
        b'c' => match v.cast::<BytesObj>() {
            Some(b) if b.bytes().len() == 1 => Ok(b.bytes().to_vec()),
            Some(_) => Err(vm.value_error(format!("memoryview: invalid value for format '{letter}'"))),
            None => Err(wrong_type(vm)),
        },
        b'?' => {
            let truth = vm.truth(v)?;
            alive(vm, m)?;
            Ok(vec![u8::from(truth)])
        }
        b'e' | b'f' | b'd' => {
            let x = match vm.to_f64(v) {
                Ok(x) => x,
                Err(e) => {
                    let t = vm.types();
                    if vm.raised_is(&e, &t.type_error) {
                        drop(vm.take_raised(e));
                        return Err(wrong_type(vm));
                    }
                    if vm.raised_is(&e, &t.overflow_error) {
                        drop(vm.take_raised(e));
                        return Err(
                            vm.value_error(format!("memoryview: invalid value for format '{letter}'"))
                        );
                    }
                    return Err(e);
                }
            };
            alive(vm, m)?;
            let mut out = vec![0; f.size];
            if !values::put_float(&mut out, NATIVE, x) {
                return Err(vm.value_error(format!("memoryview: invalid value for format '{letter}'")));
            }
            Ok(out)
        }
        _ => {
            if as_int(v).is_none() && vm.lookup_special(v, &vm.names.__index__).is_none() {
                return Err(wrong_type(vm));
            }
            let i: Int = vm.to_int(v)?;
            alive(vm, m)?;
            let signed = matches!(f.letter, b'b' | b'h' | b'i' | b'l' | b'q' | b'n');
            match to_bytes(i.as_ref(), f.size as i64, order, signed) {
                Ok(b) => Ok(b),
                Err(_) => Err(vm.value_error(format!("memoryview: invalid value for format '{letter}'"))),
            }
        }
    }
}

/// The byte offset of the element that a key means.
fn index(vm: &mut Vm, m: &MemoryViewObj, key: &Value) -> Res<usize> {
    let one = std::slice::from_ref(key);
    let is_index =
        |vm: &Vm, v: &Value| as_int(v).is_some() || vm.lookup_special(v, &vm.names.__index__).is_some();
    let dimensions = m.dimensions();
    let keys = match key.cast::<TupleObj>().map(TupleObj::items) {
        None if dimensions > 1 && is_index(vm, key) => {
            return Err(vm.not_implemented_error("multi-dimensional sub-views are not implemented"));
        }
        None if m.alone => return Err(vm.type_error("invalid indexing of 0-dim memory")),
        None => one,
        Some(items) if items.iter().all(|v| is_index(vm, v)) => {
            let n = items.len();
            if n < dimensions {
                return Err(vm.not_implemented_error("sub-views are not implemented"));
            }
            if n > dimensions {
                let text = format!("cannot index {dimensions}-dimension view with {n}-element tuple");
                return Err(vm.type_error(text));
            }
            items
        }
        Some(items) if items.iter().all(|v| v.is_a::<SliceObj>()) => {
            return Err(vm.not_implemented_error("multi-dimensional slicing is not implemented"));
        }
        Some(_) => return Err(vm.type_error("memoryview: invalid slice key")),
    };
    let (mut at, mut bytes) = (m.start as i64, m.row());
    for (d, key) in keys.iter().enumerate() {
        if !is_index(vm, key) {
            return Err(vm.type_error("memoryview: invalid slice key"));
        }
        let Some(i) = vm.to_int(key)?.as_ref().to_i64() else {
            let what = vm.class_name(key);
            return Err(vm.index_error(format!("cannot fit '{what}' into an index-sized integer")));
        };
        alive(vm, m)?;
        let (len, stride) = match d {
            0 => (m.len, m.stride),
            d => {
                let len = m.inner[d - 1];
                bytes /= len.max(1);
                (len, bytes as i64)
            }
        };
        let i = if i < 0 { i.saturating_add(len as i64) } else { i };
        if !(0..len as i64).contains(&i) {
            let d = d + 1;
            return Err(vm.index_error(format!("index out of bounds on dimension {d}")));
        }
        at += i * stride;
    }
    Ok(at as usize)
}

fn sub_view(vm: &mut Vm, m: &Ref<MemoryViewObj>, s: &SliceObj) -> Res<MemoryViewObj> {
    // The part looks at the buffer before its limits are known.
    let _held = Export::of(&m.memory);
    let (start, _, step, count) = vm.slice_indices(s, m.len)?;
    let begin = if count == 0 { m.start } else { m.offset(start as usize) };
    let stride = m.stride.saturating_mul(step);
    Ok(MemoryViewObj::on(MemoryViewObj::same(m), begin, stride, count, m.format, m.readonly)
        .shaped(&m.inner, false))
}

fn get(vm: &mut Vm, m: &Ref<MemoryViewObj>, key: &Value) -> Res {
    alive(vm, m)?;
    if is_ellipsis(vm, key) && m.alone {
        return Ok(m.value());
    }
    if let Some(s) = key.cast::<SliceObj>() {
        if m.alone {
            return Err(vm.type_error("invalid indexing of 0-dim memory"));
        }
        let part = sub_view(vm, m, s)?;
        return Ok(make(vm, part));
    }
    let at = index(vm, m, key)?;
    let bytes = m.read(|d| d.get(at..at + m.format.size).unwrap_or(&[]).to_vec());
    unpack(vm, m.format, &bytes)
}

fn set(vm: &mut Vm, m: &Ref<MemoryViewObj>, key: &Value, value: &Value) -> Res<()> {
    alive(vm, m)?;
    if m.readonly {
        return Err(vm.type_error("cannot modify read-only memory"));
    }
    if let Some(s) = key.cast::<SliceObj>() {
        if m.dimensions() > 1 {
            let text = "memoryview slice assignments are currently restricted to ndim = 1";
            return Err(vm.not_implemented_error(text));
        }
        let part = sub_view(vm, m, s)?;
        alive(vm, m)?;
        let view = new(vm, value)?;
        let format = view.cast::<MemoryViewObj>().map_or(BYTES, |v| v.format);
        let new = super::support::bytes_like(vm, value)?;
        if new.len() != part.len * part.format.size || format != part.format {
            return Err(vm.value_error("memoryview assignment: lvalue and rvalue have different structures"));
        }
        part.write_bytes(&new);
        return Ok(());
    }
    let at = match is_ellipsis(vm, key) && m.alone {
        true => m.start,
        false => index(vm, m, key)?,
    };
    let bytes = pack(vm, m, value)?;
    if let Some(b) = m.memory.cast::<ByteArrayObj>()
        && let Some(place) = b.borrow_mut().get_mut(at..at + m.format.size)
    {
        place.copy_from_slice(&bytes);
    }
    Ok(())
}

fn is_ellipsis(vm: &Vm, v: &Value) -> bool {
    v.is(&vm.types().ellipsis_value)
}

/// Whether an element equals a value. Finding out may release the view.
fn is_at(vm: &mut Vm, m: &MemoryViewObj, i: usize, value: &Value) -> Res<bool> {
    alive(vm, m)?;
    if m.dimensions() > 1 {
        return Err(vm.not_implemented_error("multi-dimensional sub-views are not implemented"));
    }
    let item = unpack(vm, m.format, &m.element(i))?;
    vm.same(&item, value)
}

fn list(vm: &mut Vm, m: &Ref<MemoryViewObj>) -> Res {
    alive(vm, m)?;
    let mut items = buffer::with_room(m.len).map_err(|e| vm.text_error(e))?;
    for i in 0..m.len {
        // Floats, large numbers and characters have cells.
        if i.is_multiple_of(1 << 16) {
            vm.look_at_memory()?;
        }
        let row = m.element(i);
        items.push(nested(vm, m.format, &m.inner, &row)?);
    }
    Ok(vm.heap.list(items).into_value())
}
