//! `tuple`: constructor and methods.

use crate::natives;
use crate::object::list::ListObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};

use super::sequence::{clamp_start, comparison_methods};
use super::support::{Position, is_exact};

natives! { static METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, iterable: Value = Value::Undef, /) -> Res {
        let plain = cls.is(&vm.types().tuple);
        if plain && iterable.is_a::<TupleObj>() && is_exact(&iterable) {
            return Ok(iterable);
        }
        if let Some(l) = iterable.cast::<ListObj>().filter(|_| is_exact(&iterable)) {
            let items = l.borrow();
            vm.room_for(items.len() * size_of::<Value>())?;
            return Ok(vm.heap.tuple_of(&cls, items.iter().cloned()).into_value());
        }
        let items = if iterable.is_undef() { Vec::new() } else { vm.collect(&iterable)? };
        if plain { vm.big_tuple(items) } else { Ok(vm.heap.tuple_of(&cls, items).into_value()) }
    }
    fn __repr__(vm, this: Value, /) -> Res<Ref<crate::object::str::StrObj>> { vm.builtin_repr(&this) }
    fn __hash__(vm, this: Value, /) -> Res<i64> { vm.builtin_hash(&this) }
    fn __len__(vm, this: Ref<TupleObj>, /) -> usize { this.len() }
    fn __iter__(vm, this: Value, /) -> Res { super::sequence::builtin_iter(vm, &this) }
    /// Return self[key].
    fn __getitem__(vm, this: Value, key: Value, /) -> Res { super::sequence::builtin_item(vm, &this, &key) }
    fn __contains__(vm, this: Ref<TupleObj>, key: Value, /) -> Res<bool> {
        for v in this.items() {
            if vm.same(v, &key)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
    fn __add__(vm, this: Ref<TupleObj>, value: Value, /) -> Res {
        match value.cast::<TupleObj>() {
            Some(b) => {
                let items: Vec<Value> = this.items().iter().chain(b.items()).cloned().collect();
                Ok(vm.heap.tuple(items).into_value())
            }
            None => {
                let name = vm.class_name(&value);
                Err(vm.type_error(format!("can only concatenate tuple (not \"{name}\") to tuple")))
            }
        }
    }
    fn __mul__(vm, this: Value, value: Value, /) -> Res { super::sequence::repeat(vm, &this, &value) }
    fn __rmul__(vm, this: Value, value: Value, /) -> Res { super::sequence::repeat(vm, &this, &value) }
    /// Return first index of value.
    ///
    /// Raises ValueError if the value is not present.
    fn index(vm, this: Ref<TupleObj>, value: Value, start: Position = Position(0), stop: Position = Position(i64::MAX), /) -> Res<usize> {
        let len = this.len();
        for i in clamp_start(start.0, len)..clamp_start(stop.0, len) {
            if vm.same(&this.items()[i], &value)? {
                return Ok(i);
            }
        }
        Err(vm.value_error("tuple.index(x): x not in tuple"))
    }
    /// Return number of occurrences of value.
    fn count(vm, this: Ref<TupleObj>, value: Value, /) -> Res<i64> {
        let mut n = 0;
        for v in this.items() {
            n += i64::from(vm.same(v, &value)?);
        }
        Ok(n)
    }
    fn __getnewargs__(vm, this: Ref<TupleObj>, /) -> Res {
        // A vector, and the tuple.
        vm.room_for(this.len() * size_of::<Value>() * 2)?;
        let copy = vm.heap.tuple(this.items().to_vec()).into_value();
        Ok(vm.heap.tuple([copy]).into_value())
    }
}

natives! { static CLASS_METHODS;
    /// See PEP 585
    fn __class_getitem__(vm, cls: Value, object: Value, /) -> Res { super::generic_alias::new(vm, cls, object) }
}

comparison_methods!(COMPARISONS);

/// Installs the class's methods.
pub fn install(vm: &mut Vm) {
    let class = vm.types().tuple.clone();
    vm.add_methods(&class, METHODS);
    vm.add_methods(&class, COMPARISONS);
    vm.add_class_methods(&class, CLASS_METHODS);
}
