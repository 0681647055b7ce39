//! `OrderedDict`: every dict keeps its order; this one compares it too, and can move keys to either end.

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::iter::{DictPart, IterState};
use crate::object::tuple::TupleObj;
use crate::object::types::flags::{DICT, WEAK};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Raised, Res, Vm};

use super::super::support::put;
use super::{dict_class, dict_method, new_dict};

fn is_ordered(vm: &Vm, v: &Value) -> bool {
    v.as_obj().is_some_and(|o| o.class().is_subclass(&vm.extra_types["collections.OrderedDict"]))
}

fn equal(vm: &mut Vm, a: &Ref<DictObj>, b: &Value) -> Res {
    let none = vm.heap.dict();
    let same = dict_method(vm, "__eq__", &[a.value(), b.clone()], &none)?;
    let Some(other) = b.to_ref::<DictObj>().filter(|_| is_ordered(vm, b)) else { return Ok(same) };
    if !matches!(same, Value::True) {
        return Ok(same);
    }
    let (mine, theirs) = (a.keys(), other.keys());
    if mine.len() != theirs.len() {
        return Ok(Value::False);
    }
    for (x, y) in mine.iter().zip(theirs) {
        if !vm.same(x, &y)? {
            return Ok(Value::False);
        }
    }
    Ok(Value::True)
}

/// KeyError as this class raises it: None is no argument, and the items of a tuple are the arguments.
fn missing(vm: &mut Vm, key: &Value) -> Raised {
    let args = match key.cast::<TupleObj>() {
        Some(items) => items.items().to_vec(),
        None if key.is_none() => Vec::new(),
        None => vec![key.clone()],
    };
    vm.error_with(&vm.types().key_error.clone(), args)
}

natives! { static METHODS;
    /// Dictionary that remembers insertion order
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Ref<DictObj> {
        drop((args, kwargs));
        new_dict(vm, &cls)
    }
    /// Move an existing element to the end (or beginning if last is false).
    fn move_to_end(vm, this: Ref<DictObj>, /, key: Value, last: bool = true) -> Res<()> {
        let hash = vm.hash(&key)?;
        let Some(i) = vm.dict_find_hashed(&this, &key, hash)? else { return Err(missing(vm, &key)) };
        if !last {
            this.move_to_front(i);
        } else if i + 1 != this.places() {
            let (k, v) = this.remove_at(i);
            this.push(k, hash, v);
        }
        Ok(())
    }
    /// od.pop(key[,default]) -> v, remove specified key and return the corresponding value.
    ///
    /// If the key is not found, return the default if given; otherwise,
    /// raise a KeyError.
    fn pop(vm, this: Ref<DictObj>, /, key: Value, default: Value = Value::Undef) -> Res {
        match vm.dict_del(&this, &key)? {
            Some((_, v)) => Ok(v),
            None if default.is_undef() => Err(missing(vm, &key)),
            None => Ok(default.take()),
        }
    }
    /// Remove and return a (key, value) pair from the dictionary, in LIFO order if last is true or FIFO order if false.
    fn popitem(vm, this: Ref<DictObj>, /, last: bool = true) -> Res {
        let taken = if last {
            this.pop_last()
        } else {
            this.next_entry(0).map(|(next, ..)| this.remove_at(next - 1))
        };
        match taken {
            None => {
                let text = vm.heap.str("dictionary is empty").into_value();
                Err(vm.key_error(text))
            }
            Some((k, v)) => Ok(vm.heap.tuple([k, v]).into_value()),
        }
    }
    /// Return self==value.
    fn __eq__(vm, this: Ref<DictObj>, value: Value, /) -> Res { equal(vm, &this, &value) }
    /// Return self!=value.
    fn __ne__(vm, this: Ref<DictObj>, value: Value, /) -> Res {
        Ok(match equal(vm, &this, &value)? {
            Value::True => Value::False,
            Value::False => Value::True,
            other => other,
        })
    }
    /// Return repr(self).
    fn __repr__(vm, this: Ref<DictObj>, /) -> Res<String> {
        let whole = this.value();
        let name = vm.short_name(&whole);
        if this.is_empty() {
            return Ok(format!("{name}()"));
        }
        if !vm.enter_repr(&whole) {
            return Ok("...".into());
        }
        // A plain copy: the dict itself is being shown.
        let plain = vm.heap.dict();
        plain.copy_from(&this);
        let text = vm.repr(&plain.into_value());
        vm.leave_repr(&whole);
        Ok(format!("{name}({})", text?.to_text()))
    }
    /// A shallow copy of od.
    fn copy(vm, this: Ref<DictObj>, /) -> Res {
        let class = this.obj().class().value();
        vm.call(&class, &[this.into_value()])
    }
    /// Return a reverse iterator over the dict keys.
    fn __reversed__(vm, this: Ref<DictObj>, /) -> Value {
        let place = this.places();
        let (len, left) = vm.dict_iter_state(&this.value());
        let class = vm.types().dict_reversekeyiterator.clone();
        vm.heap.iter(&class, IterState::DictReversed { dict: this.into_value(), part: DictPart::Keys, place, len, left })
    }
    /// Return self|value.
    fn __or__(vm, this: Ref<DictObj>, value: Value, /) -> Res {
        if !value.is_a::<DictObj>() {
            return Ok(vm.types().not_implemented.clone());
        }
        let class = this.obj().class().value();
        let new = vm.call(&class, &[this.into_value()])?;
        if let Some(d) = new.to_ref::<DictObj>() {
            vm.dict_update(&d, &value)?;
        }
        Ok(new)
    }
    /// Return value|self.
    fn __ror__(vm, this: Ref<DictObj>, value: Value, /) -> Res {
        if !value.is_a::<DictObj>() {
            return Ok(vm.types().not_implemented.clone());
        }
        let class = this.obj().class().value();
        let new = vm.call(&class, std::slice::from_ref(&value))?;
        if let Some(d) = new.to_ref::<DictObj>() {
            vm.dict_update(&d, &this.value())?;
        }
        Ok(new)
    }
    /// Return state information for pickling
    fn __reduce__(vm, this: Ref<DictObj>, /) -> Res {
        let items = vm.call_method(&this.value(), &vm.names.items, &[])?;
        let items = vm.iter(&items)?;
        let class = this.obj().class().value();
        let empty = vm.heap.tuple([]).into_value();
        let state = match crate::object::instance::of(this.obj()).map(|i| i.dict(vm.heap)) {
            Some(d) if !d.is_empty() => d.into_value(),
            _ => Value::None,
        };
        Ok(vm.heap.tuple([class, empty, state, Value::None, items]).into_value())
    }
}

/// Adds `OrderedDict`.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) {
    let class = dict_class(vm, "OrderedDict", 0, DICT | WEAK);
    vm.add_methods(&class, METHODS);
    drop(class.dict().set_text(vm.heap, "__hash__", Value::None));
    put(vm, dict, "OrderedDict", class.value());
    vm.extra_types.insert("collections.OrderedDict", class);
}
