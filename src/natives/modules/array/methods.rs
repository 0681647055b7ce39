//! The methods of arrays and of their iterators.

use std::cell::{Cell, RefCell};

use crate::natives::types::generic_alias;
use crate::natives::types::memoryview;
use crate::natives::types::sequence::clamp_start;
use crate::natives::types::support::{Octets, Position, Text, not_implemented};
use crate::object::bytes::BytesObj;
use crate::object::int::as_int;
use crate::object::list::ListObj;
use crate::object::number::int::Int;
use crate::object::str::StrObj;
use crate::object::{Ref, TypeObj, Value, buffer};
use crate::vm::compare::CmpOp;
use crate::vm::{Res, Vm};
use crate::{attrs, natives, payload};

use super::items::{Array, is_text};
use super::pickle::{code_text, own_format};
use super::{check_size_may_change, class, extend, make, push};

natives! { pub static METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res {
        let own_init = cls.lookup(&vm.names.__init__).is_some_and(|f| !f.is(&vm.defaults.object_init));
        if !own_init && !kwargs.is_empty() {
            return Err(vm.type_error("array.array() takes no keyword arguments"));
        }
        super::new(vm, &cls, args.items())
    }
    fn __repr__(vm, this: Ref<Array>, /) -> Res<Text> { repr(vm, &this) }
    fn __len__(vm, this: Ref<Array>, /) -> usize { this.len() }
    fn __getitem__(vm, this: Ref<Array>, key: Value, /) -> Res { super::get_item(vm, &this, &key) }
    fn __setitem__(vm, this: Ref<Array>, key: Value, value: Value, /) -> Res<()> { super::set_item(vm, &this, &key, Some(&value)) }
    fn __delitem__(vm, this: Ref<Array>, key: Value, /) -> Res<()> { super::set_item(vm, &this, &key, None) }
    fn __iter__(vm, this: Ref<Array>, /) -> Value {
        let class = super::classes(vm).iterator.clone();
        let array = RefCell::new(this.into_value());
        vm.heap.alloc(&class, ArrayIterator { array, index: Cell::new(0) }).into_value()
    }
    fn __contains__(vm, this: Ref<Array>, key: Value, /) -> Res<bool> { Ok(find(vm, &this, &key, 0, usize::MAX)?.is_some()) }
    fn __buffer__(vm, this: Value, flags: i64, /) -> Res { memoryview::new(vm, &this) }
    fn __release_buffer__(vm, this: Value, buffer: Value, /) -> Res<()> { memoryview::release(vm, &buffer) }
    fn __eq__(vm, this: Ref<Array>, value: Value, /) -> Res { compare(vm, CmpOp::Eq, &this, &value) }
    fn __ne__(vm, this: Ref<Array>, value: Value, /) -> Res { compare(vm, CmpOp::Ne, &this, &value) }
    fn __lt__(vm, this: Ref<Array>, value: Value, /) -> Res { compare(vm, CmpOp::Lt, &this, &value) }
    fn __le__(vm, this: Ref<Array>, value: Value, /) -> Res { compare(vm, CmpOp::Le, &this, &value) }
    fn __gt__(vm, this: Ref<Array>, value: Value, /) -> Res { compare(vm, CmpOp::Gt, &this, &value) }
    fn __ge__(vm, this: Ref<Array>, value: Value, /) -> Res { compare(vm, CmpOp::Ge, &this, &value) }
    fn __add__(vm, this: Ref<Array>, value: Value, /) -> Res {
        let Some(other) = value.cast::<Array>() else {
            let what = vm.class_name(&value);
            return Err(vm.type_error(format!("can only append array (not \"{what}\") to array")));
        };
        if other.code != this.code {
            return Err(vm.type_error("bad argument type for built-in operation"));
        }
        let data = buffer::joined(&[&this.memory.borrow()[..], &other.memory.borrow()]).map_err(|e| vm.text_error(e))?;
        let class = class(vm);
        Ok(make(vm, &class, this.code, data).into_value())
    }
    fn __iadd__(vm, this: Ref<Array>, value: Value, /) -> Res {
        if !value.is_a::<Array>() {
            let what = vm.class_name(&value);
            return Err(vm.type_error(format!("can only extend array with array (not \"{what}\")")));
        }
        extend(vm, &this, &value)?;
        Ok(this.into_value())
    }
    fn __mul__(vm, this: Ref<Array>, value: Value, /) -> Res { multiplied(vm, &this, &value) }
    fn __rmul__(vm, this: Ref<Array>, value: Value, /) -> Res { multiplied(vm, &this, &value) }
    fn __imul__(vm, this: Ref<Array>, value: Value, /) -> Res {
        let n = times(vm, &value)?;
        let data = buffer::repeated(&this.memory.borrow(), n).map_err(|e| vm.text_error(e))?;
        if data.len() != this.memory.borrow().len() {
            check_size_may_change(vm, &this)?;
        }
        *this.memory.borrow_mut() = data;
        Ok(this.into_value())
    }
    /// Append new value v to the end of the array.
    fn append(vm, this: Ref<Array>, v: Value, /) -> Res<()> { push(vm, &this, &v) }
    /// Return a tuple (address, length) giving the current memory address and the length in items of the buffer used to hold array's contents.
    ///
    /// The length should be multiplied by the itemsize attribute to
    /// calculate the buffer length in bytes.
    fn buffer_info(vm, this: Ref<Array>, /) -> Value {
        let at = this.memory.borrow().as_ptr() as usize;
        vm.heap.tuple([vm.heap.int_from_usize(at), Value::Int(this.len() as i64)]).into_value()
    }
    /// Byteswap all items of the array.
    ///
    /// If the items in the array are not 1, 2, 4, or 8 bytes in size,
    /// RuntimeError is raised.
    fn byteswap(vm, this: Ref<Array>, /) { this.memory.borrow_mut().chunks_exact_mut(this.size).for_each(<[u8]>::reverse); }
    /// Remove all items from the array.
    fn clear(vm, this: Ref<Array>, /) -> Res<()> {
        check_size_may_change(vm, &this)?;
        this.memory.borrow_mut().clear();
        Ok(())
    }
    /// Return a copy of the array.
    fn __copy__(vm, this: Ref<Array>, /) -> Res { copy(vm, &this) }
    /// Return number of occurrences of v in the array.
    fn count(vm, this: Ref<Array>, v: Value, /) -> Res<usize> {
        let (mut i, mut n) = (0, 0);
        while let Some(item) = this.get(vm, i)? {
            n += usize::from(vm.eq(&item, &v)?);
            i += 1;
        }
        Ok(n)
    }
    /// Return a copy of the array.
    fn __deepcopy__(vm, this: Ref<Array>, unused: Value, /) -> Res { drop(unused); copy(vm, &this) }
    /// Append items to the end of the array.
    fn extend(vm, this: Ref<Array>, bb: Value, /) -> Res<()> { extend(vm, &this, &bb) }
    /// Read n objects from the file object f and append them to the end of the array.
    fn fromfile(vm, this: Ref<Array>, f: Value, n: i64, /) -> Res<()> { from_file(vm, &this, &f, n) }
    /// Append items to array from list.
    fn fromlist(vm, this: Ref<Array>, list: Value, /) -> Res<()> {
        if !list.is_a::<ListObj>() {
            return Err(vm.type_error("arg must be list"));
        }
        let before = this.memory.borrow().len();
        let done = super::extend_iterable(vm, &this, &list);
        if done.is_err() {
            this.memory.borrow_mut().truncate(before);
        }
        done
    }
    /// Appends items from the string, interpreting it as an array of machine values, as if it had been read from a file using the fromfile() method.
    fn frombytes(vm, this: Ref<Array>, buffer: Value, /) -> Res<()> {
        if let Some(a) = buffer.cast::<Array>() && a.size != 1 {
            return Err(vm.type_error("a bytes-like object is required"));
        }
        super::append_bytes(vm, &this, &buffer)
    }
    /// Extends this array with data from the unicode string ustr.
    ///
    /// The array must be a unicode type array; otherwise a ValueError is
    /// raised.  Use array.frombytes(ustr.encode(...)) to append Unicode
    /// data to an array of some other type.
    fn fromunicode(vm, this: Ref<Array>, ustr: Ref<StrObj>, /) -> Res<()> {
        if !is_text(this.code) {
            return Err(vm.value_error("fromunicode() may only be called on unicode type arrays ('u' or 'w')"));
        }
        super::append_text(vm, &this, &ustr)
    }
    /// Return index of first occurrence of v in the array.
    ///
    /// Raise ValueError if the value is not present.
    fn index(vm, this: Ref<Array>, v: Value, start: Position = Position(0), stop: Position = Position(i64::MAX), /) -> Res<usize> {
        let (from, to) = (clamp_start(start.0, this.len()), clamp_start(stop.0, this.len()));
        match find(vm, &this, &v, from, to)? {
            Some(i) => Ok(i),
            None => Err(vm.value_error("array.index(x): x not in array")),
        }
    }
    /// Insert a new item v into the array before position i.
    fn insert(vm, this: Ref<Array>, i: i64, v: Value, /) -> Res<()> {
        let before = this.len();
        let item = this.item(vm, &v)?;
        if this.len() < before {
            return Err(vm.index_error("array assignment index out of range"));
        }
        check_size_may_change(vm, &this)?;
        let at = clamp_start(i, this.len()) * this.size;
        vm.room_for(8)?;
        this.memory.borrow_mut().splice(at..at, item.bytes().iter().copied());
        Ok(())
    }
    /// Return the i-th element and delete it from the array.
    ///
    /// i defaults to -1.
    fn pop(vm, this: Ref<Array>, i: i64 = -1, /) -> Res {
        let n = this.len() as i64;
        if n == 0 {
            return Err(vm.index_error("pop from empty array"));
        }
        let at = if i < 0 { i + n } else { i };
        if !(0..n).contains(&at) {
            return Err(vm.index_error("pop index out of range"));
        }
        let at = at as usize;
        let item = this.get(vm, at)?.unwrap_or(Value::None);
        check_size_may_change(vm, &this)?;
        this.memory.borrow_mut().drain(at * this.size..(at + 1) * this.size);
        Ok(item)
    }
    /// Return state information for pickling.
    fn __reduce_ex__(vm, this: Ref<Array>, value: Value, /) -> Res { reduce(vm, &this, &value) }
    /// Remove the first occurrence of v in the array.
    fn remove(vm, this: Ref<Array>, v: Value, /) -> Res<()> {
        match find(vm, &this, &v, 0, usize::MAX)? {
            Some(i) => {
                check_size_may_change(vm, &this)?;
                let n = this.memory.borrow().len();
                this.memory.borrow_mut().drain((i * this.size).min(n)..((i + 1) * this.size).min(n));
                Ok(())
            }
            None => Err(vm.value_error("array.remove(x): x not in array")),
        }
    }
    /// Reverse the order of the items in the array.
    fn reverse(vm, this: Ref<Array>, /) {
        let mut data = this.memory.borrow_mut();
        data.reverse();
        data.chunks_exact_mut(this.size).for_each(<[u8]>::reverse);
    }
    /// Write all items (as machine values) to the file object f.
    fn tofile(vm, this: Ref<Array>, f: Value, /) -> Res<()> {
        let name = vm.heap.intern("write");
        let write = vm.get_attr(&f, &name)?;
        let mut at = 0;
        loop {
            let part = {
                let data = this.memory.borrow();
                data.get(at..data.len().min(at + BLOCK)).unwrap_or(&[]).to_vec()
            };
            if part.is_empty() {
                return Ok(());
            }
            at += part.len();
            let part = vm.heap.bytes_from_vec(part).into_value();
            vm.call(&write, &[part])?;
        }
    }
    /// Convert array to an ordinary list with the same items.
    fn tolist(vm, this: Ref<Array>, /) -> Res { list(vm, &this) }
    /// Convert the array to an array of machine values and return the bytes representation.
    fn tobytes(vm, this: Ref<Array>, /) -> Res<Octets> {
        vm.room_for(this.memory.borrow().len())?;
        Ok(Octets(this.memory.borrow().clone()))
    }
    /// Extends this array with data from the unicode string ustr.
    ///
    /// Convert the array to a unicode string.  The array must be a unicode
    /// type array; otherwise a ValueError is raised.  Use
    /// array.tobytes().decode() to obtain a unicode string from an array of
    /// some other type.
    fn tounicode(vm, this: Ref<Array>, /) -> Res {
        if !is_text(this.code) {
            return Err(vm.value_error("tounicode() may only be called on unicode type arrays ('u' or 'w')"));
        }
        text(vm, &this)
    }
    /// Size of the array in memory, in bytes.
    fn __sizeof__(vm, this: Ref<Array>, /) -> usize { 64 + this.memory.borrow().len() }
}

natives! { pub static CLASS_METHODS;
    /// Arrays are generic over the type of their elements
    fn __class_getitem__(vm, cls: Value, object: Value, /) -> Res { generic_alias::new(vm, cls, object) }
}

attrs! { pub static ATTRS for Array;
    /// the typecode character used to create the array
    fn typecode(vm, this) -> Ref<StrObj> { code_text(vm, this.code) }
    /// the size, in bytes, of one array item
    fn itemsize(vm, this) -> usize { this.size }
}

/// Bytes that are written at once.
const BLOCK: usize = 64 * 1024;

fn copy(vm: &mut Vm, a: &Ref<Array>) -> Res {
    vm.room_for(a.memory.borrow().len())?;
    let data = a.memory.borrow().clone();
    let class = class(vm);
    Ok(make(vm, &class, a.code, data).into_value())
}

fn times(vm: &mut Vm, v: &Value) -> Res<usize> {
    if as_int(v).is_none() && !vm.class_has(v, "__index__") {
        let what = vm.class_name(v);
        return Err(vm.type_error(format!("can't multiply sequence by non-int of type '{what}'")));
    }
    match vm.to_int(v)? {
        Int::Small(i) => Ok(usize::try_from(i).unwrap_or(0)),
        Int::Big(_) => Err(vm.overflow_error("cannot fit 'int' into an index-sized integer")),
    }
}

fn multiplied(vm: &mut Vm, a: &Ref<Array>, v: &Value) -> Res {
    let n = times(vm, v)?;
    let data = buffer::repeated(&a.memory.borrow(), n).map_err(|e| vm.text_error(e))?;
    let class = class(vm);
    Ok(make(vm, &class, a.code, data).into_value())
}

/// The first index in `from..to` of an item that equals the value.
fn find(vm: &mut Vm, a: &Ref<Array>, v: &Value, from: usize, to: usize) -> Res<Option<usize>> {
    let mut i = from;
    while i < to {
        let Some(item) = a.get(vm, i)? else { break };
        if vm.eq(&item, v)? {
            return Ok(Some(i));
        }
        i += 1;
    }
    Ok(None)
}

fn list(vm: &mut Vm, a: &Ref<Array>) -> Res {
    let n = a.len();
    let mut out = buffer::with_room(n).map_err(|e| vm.text_error(e))?;
    for i in 0..n {
        if i.is_multiple_of(1 << 16) {
            vm.look_at_memory()?;
        }
        if let Some(v) = a.get(vm, i)? {
            out.push(v);
        }
    }
    Ok(vm.heap.list(out).into_value())
}

/// The characters as a str.
fn text(vm: &mut Vm, a: &Ref<Array>) -> Res {
    let n = a.memory.borrow().len();
    vm.room_for(n)?;
    if a.code == b'u' {
        let beyond = a.memory.borrow().chunks_exact(4).find_map(|c| {
            let n = u32::from_ne_bytes([c[0], c[1], c[2], c[3]]);
            (n > u32::from(char::MAX)).then_some(n)
        });
        if let Some(n) = beyond {
            return Err(vm.value_error(format!("character U+{n:x} is not in range [U+0000; U+10ffff]")));
        }
    }
    let data = vm.heap.bytes_of(&a.memory.borrow()).into_value();
    let codec = if cfg!(target_endian = "big") { "utf-32-be" } else { "utf-32-le" };
    let (name, codec) = (vm.heap.intern("decode"), vm.heap.str(codec).into_value());
    let errors = vm.heap.str(if a.code == b'w' { "strict" } else { "surrogatepass" }).into_value();
    vm.call_method(&data, &name, &[codec, errors])
}

fn repr(vm: &mut Vm, a: &Ref<Array>) -> Res<Text> {
    let name = vm.short_name(&a.value());
    let code = char::from(a.code);
    let mut out = format!("{name}('{code}'").into_bytes();
    if a.len() > 0 {
        let items = if is_text(a.code) { text(vm, a)? } else { list(vm, a)? };
        let shown = vm.repr(&items)?;
        out.extend_from_slice(b", ");
        out.extend_from_slice(shown.bytes());
    }
    out.push(b')');
    Ok(Text(out))
}

fn compare(vm: &mut Vm, op: CmpOp, a: &Ref<Array>, other: &Value) -> Res {
    let Some(b) = other.to_ref::<Array>() else { return Ok(not_implemented(vm)) };
    let (n, m) = (a.len(), b.len());
    if n != m && matches!(op, CmpOp::Eq | CmpOp::Ne) {
        return Ok(Value::bool(op == CmpOp::Ne));
    }
    let whole = a.code == b.code && !matches!(a.code, b'f' | b'd');
    if whole && matches!(op, CmpOp::Eq | CmpOp::Ne) {
        return Ok(Value::bool((*a.memory.borrow() == *b.memory.borrow()) == (op == CmpOp::Eq)));
    }
    for i in 0..n.min(m) {
        let (Some(x), Some(y)) = (a.get(vm, i)?, b.get(vm, i)?) else { break };
        if !vm.eq(&x, &y)? {
            return match op {
                CmpOp::Eq => Ok(Value::False),
                CmpOp::Ne => Ok(Value::True),
                op => vm.compare(op, &x, &y),
            };
        }
    }
    Ok(Value::bool(op.holds(n.cmp(&m))))
}

fn from_file(vm: &mut Vm, a: &Ref<Array>, f: &Value, n: i64) -> Res<()> {
    let Ok(count) = usize::try_from(n) else { return Err(vm.value_error("negative count")) };
    let Some(bytes) = count.checked_mul(a.size).filter(|b| i64::try_from(*b).is_ok()) else {
        return Err(vm.memory_error());
    };
    let name = vm.heap.intern("read");
    let data = vm.call_method(f, &name, &[Value::Int(bytes as i64)])?;
    let Some(got) = data.cast::<BytesObj>().map(|b| b.bytes().len()) else {
        return Err(vm.type_error("read() didn't return bytes"));
    };
    super::append_bytes(vm, a, &data)?;
    if got != bytes {
        return Err(vm.eof_error("read() didn't return enough bytes"));
    }
    Ok(())
}

fn reduce(vm: &mut Vm, a: &Ref<Array>, protocol: &Value) -> Res {
    if as_int(protocol).is_none() {
        return Err(vm.type_error("__reduce_ex__ argument should be an integer"));
    }
    let protocol = vm.to_i64(protocol)?;
    let own = vm.heap.intern("__dict__");
    let state = vm.get_attr_opt(&a.value(), &own)?.unwrap_or(Value::None);
    let class = a.obj().class().value();
    let code = code_text(vm, a.code).into_value();
    if protocol < 3 {
        let items = list(vm, a)?;
        let args = vm.heap.tuple([code, items]).into_value();
        return Ok(vm.heap.tuple([class, args, state]).into_value());
    }
    let module = vm.import("array")?;
    let name = vm.heap.intern("_array_reconstructor");
    let rebuild = vm.get_attr(&module, &name)?;
    vm.room_for(a.memory.borrow().len())?;
    let data = vm.heap.bytes_of(&a.memory.borrow()).into_value();
    let args = vm.heap.tuple([class, code, Value::Int(own_format(a.code)), data]).into_value();
    Ok(vm.heap.tuple([rebuild, args, state]).into_value())
}

payload! {
    /// `array.arrayiterator`
    pub struct ArrayIterator as "array.arrayiterator" {
        /// None once it has come to the end.
        array: RefCell<Value>,
    } plain {
        index: Cell<usize>,
    }
}

natives! { pub static ITERATOR_METHODS;
    /// Return state information for pickling.
    fn __reduce__(vm, this: Ref<ArrayIterator>, /) -> Res {
        let array = this.array.borrow().clone();
        let name = vm.heap.intern("iter");
        let iter = vm.builtins.get_str(&name).unwrap_or(Value::None);
        if array.is_a::<Array>() {
            let args = vm.heap.tuple([array]).into_value();
            let index = vm.heap.int_from_usize(this.index.get());
            return Ok(vm.heap.tuple([iter, args, index]).into_value());
        }
        let nothing = vm.heap.tuple([]).into_value();
        let args = vm.heap.tuple([nothing]).into_value();
        Ok(vm.heap.tuple([iter, args]).into_value())
    }
    /// Set state information for unpickling.
    fn __setstate__(vm, this: Ref<ArrayIterator>, state: i64, /) { this.index.set(usize::try_from(state).unwrap_or(0)); }
}

/// The next item.
pub fn next(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let Some(it) = this.cast::<ArrayIterator>() else { return Ok(None) };
    let Some(array) = it.array.borrow().to_ref::<Array>() else { return Ok(None) };
    let i = it.index.get();
    match array.get(vm, i)? {
        Some(v) => {
            it.index.set(i + 1);
            Ok(Some(v))
        }
        None => {
            drop(it.array.replace(Value::None));
            Ok(None)
        }
    }
}
