//! `memoryview`: a window on the bytes of an object, with a step and a format, in one dimension.

use std::cell::Cell;

use crate::object::buffer;
use crate::object::bytes::{ByteArrayObj, BytesObj, Export};
use crate::object::int::as_int;
use crate::object::iter::IterState;
use crate::object::number::int::Int;
use crate::object::number::int::bytes::{ByteOrder, from_bytes, to_bytes};
use crate::object::range::SliceObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::types::flags::{SEQUENCE, WEAK};
use crate::object::{Payload, Ref, TypeObj, Value, Visit};
use crate::vm::native::ArgType;
use crate::vm::{Raised, Res, Vm};
use crate::{attrs, natives};

use super::sequence::clamp_start;
use super::support::{Octets, Position, not_implemented};

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
            b'l' | b'L' | b'q' | b'Q' | b'n' | b'N' | b'd' => 8,
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
    /// Byte offset of the first element.
    start: usize,
    /// Bytes from one element to the next.
    stride: i64,
    /// Number of elements.
    len: usize,
    format: Format,
    readonly: bool,
    released: Cell<bool>,
}

impl Payload for MemoryViewObj {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.object);
        visit(&self.memory);
        visit(&self.lent);
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
        (object, memory): (Value, Value),
        start: usize,
        stride: i64,
        len: usize,
        format: Format,
        readonly: bool,
    ) -> MemoryViewObj {
        if let Some(b) = memory.cast::<ByteArrayObj>() {
            b.exports.set(b.exports.get() + 1);
        }
        let lent = Value::None;
        MemoryViewObj {
            object,
            memory,
            lent,
            start,
            stride,
            len,
            format,
            readonly,
            released: Cell::new(false),
        }
    }

    /// The object and its memory, for another view on them.
    fn same(&self) -> (Value, Value) {
        (self.object.clone(), self.memory.clone())
    }

    /// The memory, the first byte, how many there are and whether they are read-only, if the items lie one behind the other.
    pub fn part(&self) -> Option<(Value, usize, usize, bool)> {
        let bytes = self.byte_len();
        self.is_contiguous().then(|| (self.memory.clone(), self.start, bytes, self.readonly))
    }

    fn let_go(&self) {
        if !self.released.replace(true)
            && let Some(b) = self.memory.cast::<ByteArrayObj>()
        {
            b.exports.set(b.exports.get() - 1);
        }
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
        self.read(|d| d.get(at..at + self.format.size).unwrap_or(&[]).to_vec())
    }

    /// Bytes that `to_bytes` copies.
    pub fn byte_len(&self) -> usize {
        self.len * self.format.size
    }

    /// All bytes in order; None once the view is released. Whoever asks for them has asked whether there is room (`byte_len`).
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        if self.released.get() {
            return None;
        }
        if self.stride == self.format.size as i64 {
            let end = self.start + self.len * self.format.size;
            return Some(self.read(|d| d.get(self.start..end).unwrap_or(&[]).to_vec()));
        }
        let mut out = Vec::with_capacity(self.byte_len());
        (0..self.len).for_each(|i| out.extend_from_slice(&self.element(i)));
        Some(out)
    }

    /// Overwrites the bytes from the view's beginning, as `readinto` does; false if the view cannot be written or is too short.
    pub fn write_bytes(&self, data: &[u8]) -> bool {
        let Some(b) = self.memory.cast::<ByteArrayObj>() else { return false };
        if self.readonly || self.released.get() || data.len() > self.len * self.format.size {
            return false;
        }
        for (n, byte) in data.iter().enumerate() {
            let at = self.offset(n / self.format.size) + n % self.format.size;
            if let Some(place) = b.borrow_mut().get_mut(at) {
                *place = *byte;
            }
        }
        true
    }

    /// Whether it must not be written.
    pub fn is_readonly(&self) -> bool {
        self.readonly
    }

    /// ValueError if it is released.
    pub fn check(&self, vm: &mut Vm) -> Res<()> {
        alive(vm, self)
    }

    /// Holds what it looks at.
    pub fn held(&self) -> Export {
        Export::of(&self.memory)
    }

    fn is_contiguous(&self) -> bool {
        self.stride == self.format.size as i64 || self.len <= 1
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
    fn __len__(vm, this: Ref<MemoryViewObj>, /) -> Res<usize> { alive(vm, &this)?; Ok(this.len) }
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
        Ok(vm.heap.iter(&vm.types().seq_iterator, IterState::Sequence { seq: this.into_value(), index: 0 }))
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
        if !this.readonly {
            return Err(vm.value_error("cannot hash writable memoryview object"));
        }
        let data = data(vm, &this)?;
        let copy = vm.heap.bytes_from_vec(data).into_value();
        vm.hash(&copy)
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
        if let Some(o) = order
            && !matches!(o.bytes(), b"C" | b"F" | b"A")
        {
            return Err(vm.value_error("order must be 'C', 'F', 'A' or None"));
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
        for i in clamp_start(start.0, this.len)..clamp_start(stop.0, this.len) {
            if is_at(vm, &this, i, &value)? {
                return Ok(i);
            }
        }
        Err(vm.value_error("memoryview.index(x): x not found"))
    }
    /// Return the data in the buffer as a list of elements.
    fn tolist(vm, this: Ref<MemoryViewObj>, /) -> Res { list(vm, &this) }
    /// Return the data in the buffer as a str of hexadecimal numbers.
    fn hex(vm, this: Ref<MemoryViewObj>, /, sep: Value = Value::Undef, bytes_per_sep: i64 = 1) -> Res<String> {
        let data = data(vm, &this)?;
        super::bytes::hex(vm, &data, &sep, bytes_per_sep)
    }
    /// Return a readonly version of the memoryview.
    fn toreadonly(vm, this: Ref<MemoryViewObj>, /) -> Res {
        alive(vm, &this)?;
        Ok(make(vm, MemoryViewObj::on(this.same(), this.start, this.stride, this.len, this.format, true)))
    }
    /// Cast a memoryview to a new format or shape.
    fn cast(vm, this: Ref<MemoryViewObj>, /, format: Ref<StrObj>, shape: Value = Value::Undef) -> Res { cast(vm, &this, &format, &shape) }
}

attrs! { static ATTRS for MemoryViewObj;
    /// The underlying object of the memoryview.
    fn obj(vm, this) -> Res { alive(vm, &this)?; Ok(this.object.clone()) }
    /// The amount of space in bytes that the array would use in a contiguous representation.
    fn nbytes(vm, this) -> Res<usize> { alive(vm, &this)?; Ok(this.len * this.format.size) }
    /// A bool indicating whether the memory is read only.
    fn readonly(vm, this) -> Res<bool> { alive(vm, &this)?; Ok(this.readonly) }
    /// The size in bytes of each element of the memoryview.
    fn itemsize(vm, this) -> Res<usize> { alive(vm, &this)?; Ok(this.format.size) }
    /// A string containing the format (in struct module style) for each element in the view.
    fn format(vm, this) -> Res<String> { alive(vm, &this)?; Ok(this.format.text()) }
    /// An integer indicating how many dimensions of a multi-dimensional array the memory represents.
    fn ndim(vm, this) -> Res<i64> { alive(vm, &this)?; Ok(1) }
    /// A tuple of ndim integers giving the shape of the memory as an N-dimensional array.
    fn shape(vm, this) -> Res { alive(vm, &this)?; Ok(vm.heap.tuple([Value::Int(this.len as i64)]).into_value()) }
    /// A tuple of ndim integers giving the size in bytes to access each element for each dimension of the array.
    fn strides(vm, this) -> Res { alive(vm, &this)?; Ok(vm.heap.tuple([Value::Int(this.stride)]).into_value()) }
    /// A tuple of integers used internally for PIL-style arrays.
    fn suboffsets(vm, this) -> Res { alive(vm, &this)?; Ok(vm.heap.tuple([]).into_value()) }
    /// A bool indicating whether the memory is C contiguous.
    fn c_contiguous(vm, this) -> Res<bool> { alive(vm, &this)?; Ok(this.is_contiguous()) }
    /// A bool indicating whether the memory is Fortran contiguous.
    fn f_contiguous(vm, this) -> Res<bool> { alive(vm, &this)?; Ok(this.is_contiguous()) }
    /// A bool indicating whether the memory is contiguous.
    fn contiguous(vm, this) -> Res<bool> { alive(vm, &this)?; Ok(this.is_contiguous()) }
}

const CLASS: &str = "builtins.memoryview";

/// Makes the class and names it in `builtins`.
pub fn install(vm: &mut Vm) {
    let object = vm.types().object.clone();
    let class = vm.new_type("memoryview", "builtins", &object, SEQUENCE | WEAK);
    vm.add_methods(&class, METHODS);
    vm.add_class_methods(&class, CLASS_METHODS);
    vm.add_attrs(&class, ATTRS);
    let builtins = vm.builtins.clone();
    builtins.set_text(vm.heap, "memoryview", class.value());
    vm.extra_types.insert(CLASS, class);
}

fn make(vm: &Vm, view: MemoryViewObj) -> Value {
    vm.heap.alloc(&vm.extra_types[CLASS], view).into_value()
}

/// A view on an object's bytes.
pub fn new(vm: &mut Vm, object: &Value) -> Res {
    let (len, readonly) = if let Some(b) = object.cast::<BytesObj>() {
        (b.bytes().len(), true)
    } else if let Some(b) = object.cast::<ByteArrayObj>() {
        (b.borrow().len(), false)
    } else if let Some(m) = object.to_ref::<MemoryViewObj>() {
        alive(vm, &m)?;
        return Ok(make(vm, MemoryViewObj::on(m.same(), m.start, m.stride, m.len, m.format, m.readonly)));
    } else if let Some(e) = super::buffer::exported(vm, object) {
        let format = Format::find(e.format.as_bytes()).unwrap_or(BYTES);
        let (size, len) = (e.item_size.max(1), e.len / e.item_size.max(1));
        let format = Format { size, ..format };
        let of = (object.clone(), e.memory);
        return Ok(make(vm, MemoryViewObj::on(of, e.start, size as i64, len, format, e.readonly)));
    } else if let Some(m) = ask(vm, object, FULL)? {
        let mut view = MemoryViewObj::on(
            (object.clone(), m.memory.clone()),
            m.start,
            m.stride,
            m.len,
            m.format,
            m.readonly,
        );
        view.lent = m.into_value();
        return Ok(make(vm, view));
    } else {
        let what = vm.class_name(object);
        return Err(vm.type_error(format!("memoryview: a bytes-like object is required, not '{what}'")));
    };
    Ok(make(vm, MemoryViewObj::on((object.clone(), object.clone()), 0, 1, len, BYTES, readonly)))
}

/// What `memoryview` asks of a buffer, as a flag: strides, format, and that it may be read-only.
const FULL: i64 = 0x11c;

/// The view that an object's own `__buffer__` gives; None if its class has none.
pub fn ask(vm: &mut Vm, object: &Value, flags: i64) -> Res<Option<Ref<MemoryViewObj>>> {
    let name = vm.heap.intern("__buffer__");
    let Some(view) = vm.call_special(object, &name, &[Value::Int(flags)])? else { return Ok(None) };
    match view.into_ref::<MemoryViewObj>() {
        Ok(m) => {
            alive(vm, &m)?;
            Ok(Some(m))
        }
        Err(_) => Err(vm.type_error("__buffer__ returned non-memoryview object")),
    }
}

/// Gives back what `ask` got.
pub fn give_back(vm: &mut Vm, view: &Ref<MemoryViewObj>, owner: &Value) -> Res<()> {
    let name = vm.heap.intern("__release_buffer__");
    let r = vm.call_special(owner, &name, &[view.value()]).map(drop);
    view.let_go();
    r
}

/// Ends a view, and tells the object that lent the memory.
fn end(vm: &mut Vm, m: &MemoryViewObj) -> Res<()> {
    let first = !m.released.get();
    m.let_go();
    match m.lent.to_ref::<MemoryViewObj>() {
        Some(view) if first => give_back(vm, &view, &m.object),
        _ => Ok(()),
    }
}

/// Releases a view that `__buffer__` gave.
pub fn release(vm: &mut Vm, view: &Value) -> Res<()> {
    match view.cast::<MemoryViewObj>() {
        Some(m) => {
            m.let_go();
            Ok(())
        }
        None => Err(vm.type_error("expected a memoryview object")),
    }
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

fn unpack(vm: &Vm, f: Format, b: &[u8]) -> Value {
    let order = if cfg!(target_endian = "big") { ByteOrder::Big } else { ByteOrder::Little };
    match f.letter {
        b'c' => vm.heap.bytes_of(b).into_value(),
        b'?' => Value::bool(b.first().is_some_and(|b| *b != 0)),
        b'f' => Value::Float(f64::from(f32::from_ne_bytes(b.try_into().unwrap_or_default()))),
        b'd' => Value::Float(f64::from_ne_bytes(b.try_into().unwrap_or_default())),
        letter => {
            vm.heap.int(from_bytes(b, order, matches!(letter, b'b' | b'h' | b'i' | b'l' | b'q' | b'n')))
        }
    }
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
        b'f' | b'd' => {
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
            Ok(if f.letter == b'f' { (x as f32).to_ne_bytes().to_vec() } else { x.to_ne_bytes().to_vec() })
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

fn index(vm: &mut Vm, m: &MemoryViewObj, key: &Value) -> Res<usize> {
    let key = match key.cast::<TupleObj>().map(TupleObj::items) {
        None => key,
        Some([only]) if !only.is_a::<SliceObj>() => only,
        Some([]) => return Err(vm.not_implemented_error("sub-views are not implemented")),
        Some(items) if items.iter().all(|v| v.is_a::<SliceObj>()) => {
            return Err(vm.not_implemented_error("multi-dimensional slicing is not implemented"));
        }
        Some(items) if items.iter().all(|v| as_int(v).is_some()) => {
            let n = items.len();
            return Err(vm.type_error(format!("cannot index 1-dimension view with {n}-element tuple")));
        }
        Some(_) => return Err(vm.type_error("memoryview: invalid slice key")),
    };
    if as_int(key).is_none() && vm.lookup_special(key, &vm.names.__index__).is_none() {
        return Err(vm.type_error("memoryview: invalid slice key"));
    }
    let i = vm.to_i64(key)?;
    alive(vm, m)?;
    let at = if i < 0 { i + m.len as i64 } else { i };
    if (0..m.len as i64).contains(&at) {
        Ok(at as usize)
    } else {
        Err(vm.index_error("index out of bounds on dimension 1"))
    }
}

fn sub_view(vm: &mut Vm, m: &MemoryViewObj, s: &SliceObj) -> Res<MemoryViewObj> {
    // The part looks at the buffer before its limits are known.
    let _held = Export::of(&m.memory);
    let (start, _, step, count) = vm.slice_indices(s, m.len)?;
    let begin = if count == 0 { m.start } else { m.offset(start as usize) };
    Ok(MemoryViewObj::on(m.same(), begin, m.stride * step, count, m.format, m.readonly))
}

fn get(vm: &mut Vm, m: &Ref<MemoryViewObj>, key: &Value) -> Res {
    alive(vm, m)?;
    if let Some(s) = key.cast::<SliceObj>() {
        let part = sub_view(vm, m, s)?;
        return Ok(make(vm, part));
    }
    let i = index(vm, m, key)?;
    Ok(unpack(vm, m.format, &m.element(i)))
}

fn set(vm: &mut Vm, m: &Ref<MemoryViewObj>, key: &Value, value: &Value) -> Res<()> {
    alive(vm, m)?;
    if m.readonly {
        return Err(vm.type_error("cannot modify read-only memory"));
    }
    if let Some(s) = key.cast::<SliceObj>() {
        let part = sub_view(vm, m, s)?;
        alive(vm, m)?;
        let format = value.cast::<MemoryViewObj>().map_or(BYTES, |v| v.format);
        let new = super::support::bytes_like(vm, value)?;
        if new.len() != part.len * part.format.size || format != part.format {
            return Err(vm.value_error("memoryview assignment: lvalue and rvalue have different structures"));
        }
        part.write_bytes(&new);
        return Ok(());
    }
    let i = index(vm, m, key)?;
    let bytes = pack(vm, m, value)?;
    let at = m.offset(i);
    if let Some(b) = m.memory.cast::<ByteArrayObj>()
        && let Some(place) = b.borrow_mut().get_mut(at..at + m.format.size)
    {
        place.copy_from_slice(&bytes);
    }
    Ok(())
}

/// Whether an element equals a value. Finding out may release the view.
fn is_at(vm: &mut Vm, m: &MemoryViewObj, i: usize, value: &Value) -> Res<bool> {
    alive(vm, m)?;
    let item = unpack(vm, m.format, &m.element(i));
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
        items.push(unpack(vm, m.format, &m.element(i)));
    }
    Ok(vm.heap.list(items).into_value())
}

fn equal(vm: &mut Vm, m: &Ref<MemoryViewObj>, other: &Value) -> Res {
    if m.released.get() {
        return Ok(Value::bool(other.as_obj().is_some_and(|o| o.is(m.obj()))));
    }
    if let Some(o) = other.to_ref::<MemoryViewObj>() {
        if o.released.get() {
            return Ok(Value::False);
        }
        let (a, b) = (list(vm, m)?, list(vm, &o)?);
        return vm.eq(&a, &b).map(Value::bool);
    }
    vm.room_for(super::support::buffer_len(other).saturating_mul(1 + size_of::<Value>()))?;
    let Some(d) = super::support::buffer_of(other) else { return Ok(not_implemented(vm)) };
    let items = d.iter().map(|b| Value::Int(i64::from(*b))).collect();
    let (a, b) = (list(vm, m)?, vm.heap.list(items).into_value());
    vm.eq(&a, &b).map(Value::bool)
}

fn cast(vm: &mut Vm, m: &Ref<MemoryViewObj>, format: &Ref<StrObj>, shape: &Value) -> Res {
    alive(vm, m)?;
    let Some(f) = Format::find(format.bytes()) else {
        return Err(vm.value_error(
            "memoryview: destination format must be a native single character format prefixed with an optional '@'",
        ));
    };
    if !m.is_contiguous() {
        return Err(vm.type_error("memoryview: casts are restricted to C-contiguous views"));
    }
    if !matches!(f.letter, b'b' | b'B' | b'c') && !matches!(m.format.letter, b'b' | b'B' | b'c') {
        return Err(vm.type_error("memoryview: cannot cast between two non-byte formats"));
    }
    let bytes = m.len * m.format.size;
    if !bytes.is_multiple_of(f.size) {
        return Err(vm.type_error("memoryview: length is not a multiple of itemsize"));
    }
    if !shape.is_undef() {
        let dims = vm.collect(shape)?;
        let Some([n]) = <[Value; 1]>::try_from(dims).ok() else {
            return Err(
                vm.not_implemented_error("memoryview: views of more than one dimension are not supported")
            );
        };
        if as_int(&n).is_none() {
            return Err(vm.type_error("memoryview.cast(): elements of shape must be integers"));
        }
        if vm.to_i64(&n)? != (bytes / f.size) as i64 {
            return Err(vm.type_error("memoryview: product(shape) * itemsize != buffer size"));
        }
    }
    let view = MemoryViewObj::on(m.same(), m.start, f.size as i64, bytes / f.size, f, m.readonly);
    Ok(make(vm, view))
}
