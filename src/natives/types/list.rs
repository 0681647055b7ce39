//! `list`: constructor and methods.

use crate::natives;
use crate::object::buffer;
use crate::object::list::{ListObj, drop_last_first};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};

use super::list_sort::sort_values;
use super::sequence::{clamp_start, comparison_methods};
use super::support::{Position, lift};

natives! { static METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Ref<ListObj> { vm.heap.alloc(&cls, ListObj::default()) }
    fn __init__(vm, this: Ref<ListObj>, iterable: Value = Value::Undef, /) -> Res<()> {
        drop_last_first(this.take());
        vm.let_die()?;
        if !iterable.is_undef() {
            let items = vm.collect_list(&iterable)?;
            drop_last_first(this.replace(items));
        }
        Ok(())
    }
    fn __repr__(vm, this: Value, /) -> Res<Ref<crate::object::str::StrObj>> { vm.builtin_repr(&this) }
    fn __len__(vm, this: Ref<ListObj>, /) -> usize { this.len() }
    fn __iter__(vm, this: Value, /) -> Res { super::sequence::builtin_iter(vm, &this) }
    /// Return a reverse iterator over the list.
    fn __reversed__(vm, this: Ref<ListObj>, /) -> Value {
        let index = this.len();
        let state = crate::object::iter::IterState::ListReversed { list: this.into_value(), index };
        vm.heap.iter(&vm.types().list_reverseiterator, state)
    }
    /// Return self[index].
    fn __getitem__(vm, this: Value, index: Value, /) -> Res { super::sequence::builtin_item(vm, &this, &index) }
    /// Set self[key] to value.
    fn __setitem__(vm, this: Value, key: Value, value: Value, /) -> Res<()> { if vm.builtin_set_item(&this, &key, &value)? { Ok(()) } else { Err(vm.wrong_receiver(&this)) } }
    /// Delete self[key].
    fn __delitem__(vm, this: Value, key: Value, /) -> Res<()> { if vm.builtin_del_item(&this, &key)? { Ok(()) } else { Err(vm.wrong_receiver(&this)) } }
    fn __contains__(vm, this: Ref<ListObj>, key: Value, /) -> Res<bool> { Ok(position(vm, &this, &key, 0, usize::MAX)?.is_some()) }
    fn __add__(vm, this: Ref<ListObj>, value: Value, /) -> Res {
        match value.cast::<ListObj>() {
            Some(b) => {
                let items = buffer::joined(&[&this.borrow()[..], &b.borrow()[..]]);
                let items = lift(vm, items)?;
                Ok(vm.heap.list(items).into_value())
            }
            None => {
                let name = vm.class_name(&value);
                Err(vm.type_error(format!("can only concatenate list (not \"{name}\") to list")))
            }
        }
    }
    /// Implement self+=value.
    fn __iadd__(vm, this: Ref<ListObj>, value: Value, /) -> Res<Ref<ListObj>> { extend(vm, &this, &value)?; Ok(this) }
    fn __mul__(vm, this: Value, value: Value, /) -> Res { super::sequence::repeat(vm, &this, &value) }
    fn __rmul__(vm, this: Value, value: Value, /) -> Res { super::sequence::repeat(vm, &this, &value) }
    /// Implement self*=value.
    fn __imul__(vm, this: Ref<ListObj>, value: Value, /) -> Res<Ref<ListObj>> {
        let repeated = super::sequence::repeat(vm, &this.value(), &value)?;
        if let Some(r) = repeated.cast::<ListObj>() {
            drop_last_first(this.replace(r.take()));
        }
        Ok(this)
    }
    /// Return the size of the list in memory, in bytes.
    fn __sizeof__(vm, this: Ref<ListObj>, /) -> usize { 40 + 8 * this.len() }

    /// Append object to the end of the list.
    ///
    /// >>> a = [1]; a.append(2); a
    /// [1, 2]
    fn append(vm, this: &ListObj, object: Value, /) -> Res<()> { vm.granted(this.push(object)) }
    /// Extend list by appending elements from the iterable.
    ///
    /// >>> a = [1]; a.extend("bc"); a
    /// [1, 'b', 'c']
    fn extend(vm, this: Ref<ListObj>, iterable: Value, /) -> Res<()> { extend(vm, &this, &iterable) }
    /// Insert object before index.
    ///
    /// >>> a = [1, 3]; a.insert(1, 2); a
    /// [1, 2, 3]
    fn insert(vm, this: Ref<ListObj>, index: i64, object: Value, /) -> Res<()> {
        let at = clamp_start(index, this.len());
        let room = buffer::room(&mut this.borrow_mut(), 1);
        vm.granted(room)?;
        this.borrow_mut().insert(at, object);
        Ok(())
    }
    /// Remove and return item at index (default last).
    ///
    /// Raises IndexError if list is empty or index is out of range.
    ///
    /// >>> [1, 2, 3].pop(0)
    /// 1
    fn pop(vm, this: Ref<ListObj>, index: i64 = -1, /) -> Res {
        let len = this.len() as i64;
        if len == 0 {
            return Err(vm.index_error("pop from empty list"));
        }
        let at = if index < 0 { index + len } else { index };
        if !(0..len).contains(&at) {
            return Err(vm.index_error("pop index out of range"));
        }
        let item = this.borrow_mut().remove(at as usize);
        Ok(item)
    }
    /// Remove first occurrence of value.
    ///
    /// Raises ValueError if the value is not present.
    fn remove(vm, this: Ref<ListObj>, value: Value, /) -> Res<()> {
        match position(vm, &this, &value, 0, usize::MAX)? {
            Some(at) => {
                let old = if at < this.len() { this.borrow_mut().remove(at) } else { Value::Undef };
                drop(old);
                Ok(())
            }
            None => Err(vm.value_error("list.remove(x): x not in list")),
        }
    }
    /// Return first index of value.
    ///
    /// Raises ValueError if the value is not present.
    fn index(vm, this: Ref<ListObj>, value: Value, start: Position = Position(0), stop: Position = Position(i64::MAX), /) -> Res<usize> {
        let len = this.len();
        let (a, b) = (clamp_start(start.0, len), clamp_start(stop.0, len));
        let b = if stop.0 == i64::MAX { usize::MAX } else { b };
        match position(vm, &this, &value, a, b)? {
            Some(at) => Ok(at),
            None => Err(vm.value_error("list.index(x): x not in list")),
        }
    }
    /// Return number of occurrences of value.
    fn count(vm, this: Ref<ListObj>, value: Value, /) -> Res<i64> {
        let (mut n, mut i) = (0, 0);
        while let Some(item) = this.get(i) {
            n += i64::from(vm.same(&item, &value)?);
            i += 1;
        }
        Ok(n)
    }
    /// Reverse *IN PLACE*.
    fn reverse(vm, this: Ref<ListObj>, /) { this.borrow_mut().reverse(); }
    /// Return a shallow copy of the list.
    fn copy(vm, this: Ref<ListObj>, /) -> Res<Ref<ListObj>> { let items = vm.granted(this.copied())?; Ok(vm.heap.list(items)) }
    /// Remove all items from list.
    fn clear(vm, this: Ref<ListObj>, /) { drop_last_first(this.take()); }
    /// Sort the list in ascending order and return None.
    ///
    /// The sort is in-place (i.e. the list itself is modified) and stable (i.e. the
    /// order of two equal elements is maintained).
    ///
    /// If a key function is given, apply it once to each list item and sort them,
    /// ascending or descending, according to their function values.
    ///
    /// The reverse flag can be set to sort in descending order.
    ///
    /// >>> a = [3, 1, 2]; a.sort(reverse=True); a
    /// [3, 2, 1]
    fn sort(vm, this: Ref<ListObj>, /, *, key: Value = Value::None, reverse: bool = false) -> Res<()> {
        // The list is empty meanwhile: who changes it then is found out.
        vm.room_for(this.len() * super::list_sort::ROOM)?;
        let items = this.take();
        let (items, result) = sort_values(vm, items, &key, reverse);
        if vm.needs_attention() && result.is_ok() {
            // Keys die before the list is looked at.
            vm.run_finalizers();
        }
        // Who added an item left room behind, even if the item is gone again.
        let changed = this.borrow().capacity() > 0;
        drop(this.replace(items));
        result?;
        if changed {
            return Err(vm.value_error("list modified during sort"));
        }
        Ok(())
    }
}

natives! { static CLASS_METHODS;
    /// See PEP 585
    fn __class_getitem__(vm, cls: Value, object: Value, /) -> Res { super::generic_alias::new(vm, cls, object) }
}

comparison_methods!(COMPARISONS);

/// Installs the class's methods.
pub fn install(vm: &mut Vm) {
    let class = vm.types().list.clone();
    vm.add_methods(&class, METHODS);
    vm.add_methods(&class, COMPARISONS);
    vm.add_class_methods(&class, CLASS_METHODS);
    super::dict::unhashable(vm, &class);
}

/// The first index in `from..to` of an item that is the same as or equal to the value. Script code may change the list meanwhile.
pub fn position(
    vm: &mut Vm,
    list: &Ref<ListObj>,
    value: &Value,
    from: usize,
    to: usize,
) -> Res<Option<usize>> {
    let mut i = from;
    while i < to {
        let Some(item) = list.get(i) else { break };
        if vm.same(&item, value)? {
            return Ok(Some(i));
        }
        i += 1;
    }
    Ok(None)
}

/// `list.extend(iterable)`: what came before an exception stays.
pub fn extend(vm: &mut Vm, list: &Ref<ListObj>, iterable: &Value) -> Res<()> {
    if super::support::is_exact(iterable) {
        if let Some(items) = iterable.cast::<crate::object::tuple::TupleObj>() {
            return vm.granted(buffer::extend(&mut list.borrow_mut(), items.items()));
        }
        if let Some(items) = iterable.cast::<ListObj>().filter(|_| !list.value().is(iterable)) {
            return vm.granted(buffer::extend(&mut list.borrow_mut(), &items.borrow()[..]));
        }
    }
    if list.value().is(iterable) {
        // Of whatever class it is: an iterator would never end.
        let items = vm.granted(buffer::copied(&list.borrow()[..]))?;
        let grown = buffer::append(&mut list.borrow_mut(), items);
        return vm.granted(grown);
    }
    let it = vm.iter(iterable)?;
    vm.room_for_hint(iterable, list.len())?;
    while let Some(v) = vm.next(&it)? {
        vm.granted(list.push(v))?;
    }
    Ok(())
}
