//! `bytearray`: what changes it. While memory views look at it its size must stay.

use crate::natives;
use crate::object::buffer;
use crate::object::bytes::ByteArrayObj;
use crate::object::str::StrObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};

use super::super::sequence::clamp_start;
use super::construct;

natives! { static METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Ref<ByteArrayObj> { vm.heap.alloc(&cls, ByteArrayObj::default()) }
    fn __init__(vm, this: Ref<ByteArrayObj>, /, source: Value = Value::Undef, encoding: Value = Value::Undef, errors: Value = Value::Undef) -> Res<()> {
        // What was there goes first.
        vm.check_resize(&this, 0)?;
        this.borrow_mut().clear();
        let data = construct(vm, "bytearray", &source, encoding, errors)?;
        vm.check_resize(&this, data.len())?;
        *this.borrow_mut() = data;
        Ok(())
    }
    /// Set self[key] to value.
    fn __setitem__(vm, this: Value, key: Value, value: Value, /) -> Res<()> {
        if vm.builtin_set_item(&this, &key, &value)? { Ok(()) } else { Err(vm.wrong_receiver(&this)) }
    }
    /// Delete self[key].
    fn __delitem__(vm, this: Value, key: Value, /) -> Res<()> {
        if vm.builtin_del_item(&this, &key)? { Ok(()) } else { Err(vm.wrong_receiver(&this)) }
    }
    /// Implement self+=value.
    fn __iadd__(vm, this: Ref<ByteArrayObj>, value: Value, /) -> Res<Ref<ByteArrayObj>> {
        let Some(more) = crate::natives::types::support::bytes_if_any(vm, &value)? else {
            let (what, own) = (vm.class_name(&value), vm.class_name(&this.value()));
            return Err(vm.type_error(format!("can't concat {what} to {own}")));
        };
        if value.is(&this.value()) && !more.is_empty() {
            // The other operand's buffer is held while this one grows.
            return Err(vm.exported());
        }
        grows(vm, &this, more.len())?;
        let grown = buffer::extend(&mut this.borrow_mut(), &more);
        vm.granted(grown)?;
        Ok(this)
    }
    /// Implement self*=value.
    fn __imul__(vm, this: Ref<ByteArrayObj>, value: Value, /) -> Res<Ref<ByteArrayObj>> {
        let repeated = super::repeat(vm, &this.value(), &value)?;
        if let Some(r) = repeated.cast::<ByteArrayObj>() {
            let data = std::mem::take(&mut *r.borrow_mut());
            vm.check_resize(&this, data.len())?;
            *this.borrow_mut() = data;
        }
        Ok(this)
    }
    /// Append a single item to the end of the bytearray.
    ///
    ///   item
    ///     The item to be appended.
    fn append(vm, this: Ref<ByteArrayObj>, item: Value, /) -> Res<()> {
        let b = vm.to_byte(&item)?;
        grows(vm, &this, 1)?;
        let grown = buffer::push(&mut this.borrow_mut(), b);
        vm.granted(grown)
    }
    /// Append all the items from the iterator or sequence to the end of the bytearray.
    ///
    ///   iterable_of_ints
    ///     The iterable of items to append.
    fn extend(vm, this: Ref<ByteArrayObj>, iterable_of_ints: Value, /) -> Res<()> {
        let source = iterable_of_ints;
        let more = match super::try_bytes(vm, &source)? {
            Some(data) => data,
            None => {
                let it = vm.iter_or(&source, |what| format!("can't extend bytearray with {what}"))?;
                if source.cast::<StrObj>().is_some_and(|s| s.byte_len() > 0) {
                    return Err(vm.type_error("expected iterable of integers; got: 'str'"));
                }
                super::gather(vm, &it, Some(&source), "byte")?
            }
        };
        grows(vm, &this, more.len())?;
        let grown = buffer::extend(&mut this.borrow_mut(), &more);
        vm.granted(grown)
    }
    /// Insert a single item into the bytearray before the given index.
    ///
    ///   index
    ///     The index where the value is to be inserted.
    ///   item
    ///     The item to be inserted.
    fn insert(vm, this: Ref<ByteArrayObj>, index: i64, item: Value, /) -> Res<()> {
        let b = vm.to_byte(&item)?;
        grows(vm, &this, 1)?;
        let at = clamp_start(index, this.borrow().len());
        let room = buffer::room(&mut this.borrow_mut(), 1);
        vm.granted(room)?;
        this.borrow_mut().insert(at, b);
        Ok(())
    }
    /// Remove and return a single item from B.
    ///
    ///   index
    ///     The index from where to remove the item.
    ///     -1 (the default value) means remove the last item.
    ///
    /// If no index argument is given, will pop the last item.
    fn pop(vm, this: Ref<ByteArrayObj>, index: i64 = -1, /) -> Res<i64> {
        let len = this.borrow().len() as i64;
        if len == 0 {
            return Err(vm.index_error("pop from empty bytearray"));
        }
        let at = if index < 0 { index + len } else { index };
        if !(0..len).contains(&at) {
            return Err(vm.index_error("pop index out of range"));
        }
        grows(vm, &this, 1)?;
        let b = this.borrow_mut().remove(at as usize);
        Ok(i64::from(b))
    }
    /// Remove the first occurrence of a value in the bytearray.
    ///
    ///   value
    ///     The value to remove.
    fn remove(vm, this: Ref<ByteArrayObj>, value: Value, /) -> Res<()> {
        let b = vm.to_byte(&value)?;
        let at = this.borrow().iter().position(|x| *x == b);
        match at {
            Some(at) => {
                grows(vm, &this, 1)?;
                this.borrow_mut().remove(at);
                Ok(())
            }
            None => Err(vm.value_error("value not found in bytearray")),
        }
    }
    /// Reverse the order of the values in B in place.
    fn reverse(vm, this: Ref<ByteArrayObj>, /) { this.borrow_mut().reverse(); }
    /// Remove all items from the bytearray.
    fn clear(vm, this: Ref<ByteArrayObj>, /) -> Res<()> {
        vm.check_resize(&this, 0)?;
        this.borrow_mut().clear();
        Ok(())
    }
    /// Resize the internal buffer of bytearray to len.
    ///
    ///   size
    ///     New size to resize to.
    fn resize(vm, this: Ref<ByteArrayObj>, size: i64, /) -> Res<()> {
        let Ok(size) = usize::try_from(size) else {
            return Err(vm.value_error(format!("Can only resize to positive sizes, got {size}")));
        };
        vm.check_resize(&this, size)?;
        let more = size.saturating_sub(this.borrow().len());
        if this.borrow_mut().try_reserve(more).is_err() {
            return Err(vm.memory_error());
        }
        this.borrow_mut().resize(size, 0);
        Ok(())
    }
    /// Return a copy of B.
    fn copy(vm, this: Ref<ByteArrayObj>, /) -> Res<Ref<ByteArrayObj>> {
        let data = buffer::copied(&this.borrow());
        let data = vm.granted(data)?;
        Ok(vm.heap.alloc(&vm.types().bytearray, ByteArrayObj::new(data)))
    }
    /// Return the number of bytes actually allocated.
    fn __alloc__(vm, this: Ref<ByteArrayObj>, /) -> usize { this.borrow().capacity() + 1 }
    /// Returns the size of the bytearray object in memory, in bytes.
    fn __sizeof__(vm, this: Ref<ByteArrayObj>, /) -> usize { 56 + this.borrow().capacity() }
    /// Release the buffer object that exposes the underlying memory of the object.
    fn __release_buffer__(vm, this: Value, buffer: Value, /) -> Res<()> { super::super::memoryview::release(vm, &buffer) }
    /// Return state information for pickling.
    fn __reduce__(vm, this: Ref<ByteArrayObj>, /) -> Res {
        reduced(vm, &this, 2)
    }
    /// Return state information for pickling, by a protocol.
    fn __reduce_ex__(vm, this: Ref<ByteArrayObj>, proto: i64 = 0, /) -> Res { reduced(vm, &this, proto) }
}

/// Before protocol 3 pickles know no bytes: there a text of one character a byte says what they are.
fn reduced(vm: &mut Vm, this: &Ref<ByteArrayObj>, protocol: i64) -> Res {
    let class = vm.class_of(&this.value()).into_value();
    let args = if protocol < 3 {
        let text: String = this.borrow().iter().map(|b| char::from(*b)).collect();
        let (text, coding) = (vm.heap.str(&text).into_value(), vm.heap.str("latin-1").into_value());
        if this.borrow().is_empty() { vm.heap.tuple([]) } else { vm.heap.tuple([text, coding]) }
    } else {
        let data = vm.heap.bytes_of(&this.borrow()).into_value();
        if this.borrow().is_empty() { vm.heap.tuple([]) } else { vm.heap.tuple([data]) }
    };
    let state = super::super::pickling::state(vm, &this.value())?;
    Ok(vm.heap.tuple([class, args.into_value(), state]).into_value())
}

/// Installs the class's methods.
pub fn install(vm: &mut Vm) {
    let class = vm.types().bytearray.clone();
    vm.add_methods(&class, METHODS);
    super::super::dict::unhashable(vm, &class);
}

/// Refuses to add (or take away) so many bytes while a memory view looks at the data.
fn grows(vm: &mut Vm, this: &Ref<ByteArrayObj>, by: usize) -> Res<()> {
    let len = this.borrow().len();
    vm.check_resize(this, len + by)
}
