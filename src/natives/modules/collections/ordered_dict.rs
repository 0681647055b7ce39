//! `OrderedDict`: every dict keeps its order; this one compares it too, and can move keys to either end.

use crate::natives;
use crate::natives::types::dict::{from_keys, update};
use crate::natives::types::dict_views::{self, DictView};
use crate::natives::types::iterators;
use crate::natives::types::support::is_exact;
use crate::object::dict::DictObj;
use crate::object::function::NativeObj;
use crate::object::iter::{DictPart, IterState};
use crate::object::tuple::TupleObj;
use crate::object::types::flags::{DICT, NO_NEW, WEAK};
use crate::object::{Ref, Value};
use crate::vm::{Raised, Res, Vm};

use super::super::support::put;
use super::{dict_class, dict_method};

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
    let before = (a.version(), other.version());
    for (x, y) in mine.iter().zip(theirs) {
        let same = vm.same(x, &y)?;
        if (a.version(), other.version()) != before {
            return Err(mutated(vm));
        }
        if !same {
            return Ok(Value::False);
        }
    }
    Ok(Value::True)
}

fn mutated(vm: &mut Vm) -> Raised {
    vm.runtime_error("OrderedDict mutated during iteration")
}

/// A dict of the same class, filled as its class fills it.
fn copied(vm: &mut Vm, d: &Ref<DictObj>) -> Res {
    let whole = d.value();
    let class = d.obj().class().value();
    let new = vm.call(&class, &[])?;
    let plain = is_exact(&whole);
    let before = d.version();
    for (key, value) in d.entries() {
        let value = if plain { value } else { vm.get_item(&whole, &key)? };
        if d.version() == before {
            vm.set_item(&new, &key, value)?;
        }
        if d.version() != before {
            return Err(mutated(vm));
        }
    }
    Ok(new)
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
    fn __init__(vm, this: Ref<DictObj>, /, *args, **kwargs) -> Res<()> {
        if args.len() > 1 {
            return Err(vm.type_error(format!("expected at most 1 argument, got {}", args.len())));
        }
        fill(vm, &this, args.items(), &kwargs)
    }
    fn __setitem__(vm, this: Ref<DictObj>, key: Value, value: Value, /) -> Res<()> {
        // The hash is asked for here, not by the dict: what has none is told of without a word about keys.
        let hash = vm.hash(&key)?;
        drop(vm.dict_set_hashed(&this, key, hash, value)?);
        Ok(())
    }
    fn __delitem__(vm, this: Ref<DictObj>, key: Value, /) -> Res<()> {
        let hash = vm.hash(&key)?;
        match vm.dict_del_hashed(&this, &key, hash)? {
            Some(_) => Ok(()),
            None => Err(vm.key_error(key)),
        }
    }
    fn __iter__(vm, this: Ref<DictObj>, /) -> Value { walk(vm, &this, DictPart::Keys, false) }
    /// Add the items of a mapping or of pairs, then those given by name.
    fn update(vm, this: Ref<DictObj>, /, *args, **kwargs) -> Res<()> {
        if args.len() > 1 {
            let n = args.len();
            return Err(vm.type_error(format!("update() takes at most 1 positional argument ({n} given)")));
        }
        fill(vm, &this, args.items(), &kwargs)
    }
    fn __ior__(vm, this: Ref<DictObj>, value: Value, /) -> Res<Ref<DictObj>> {
        let none = vm.heap.dict();
        fill(vm, &this, std::slice::from_ref(&value), &none)?;
        Ok(this)
    }
    /// Insert key with a value of default if key is not in the dictionary.
    ///
    /// Return the value for key if key is in the dictionary, else default.
    fn setdefault(vm, this: Ref<DictObj>, /, key: Value, default: Value = Value::None) -> Res {
        if sets_natively(vm, &this) {
            return vm.dict_setdefault(&this, key, default);
        }
        let whole = this.into_value();
        if vm.contains(&whole, &key)? {
            return vm.get_item(&whole, &key);
        }
        vm.set_item(&whole, &key, default.clone())?;
        Ok(default)
    }
    /// Return the size of the dict with its order in memory, in bytes.
    fn __sizeof__(vm, this: Ref<DictObj>, /) -> usize { 160 + 88 * this.places() }
    /// Remove all items from the dict.
    fn clear(vm, this: Ref<DictObj>, /) { this.clear_entries(); }
    /// A set-like object over the keys, in order.
    fn keys(vm, this: Ref<DictObj>, /) -> Value { view(vm, this, DictPart::Keys) }
    /// An object over the values, in order.
    fn values(vm, this: Ref<DictObj>, /) -> Value { view(vm, this, DictPart::Values) }
    /// A set-like object over the items, in order.
    fn items(vm, this: Ref<DictObj>, /) -> Value { view(vm, this, DictPart::Items) }
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
        let hash = vm.hash(&key)?;
        match vm.dict_del_hashed(&this, &key, hash)? {
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
    fn copy(vm, this: Ref<DictObj>, /) -> Res { copied(vm, &this) }
    /// Return a reverse iterator over the dict keys.
    fn __reversed__(vm, this: Ref<DictObj>, /) -> Value {
        walk(vm, &this, DictPart::Keys, true)
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
        let state = crate::natives::types::pickling::state(vm, &this.value())?;
        Ok(vm.heap.tuple([class, empty, state, Value::None, items]).into_value())
    }
}

natives! { static CLASS_METHODS;
    /// Create a new ordered dictionary with keys from iterable and values set to value.
    fn fromkeys(vm, cls: Value, /, iterable: Value, value: Value = Value::None) -> Res { from_keys(vm, &cls, &iterable, &value) }
}

natives! { static VIEW;
    fn __iter__(vm, this: Ref<DictView>, /) -> Value { walk(vm, &this.dict, this.part, false) }
    /// Return a reverse iterator over the view.
    fn __reversed__(vm, this: Ref<DictView>, /) -> Value { walk(vm, &this.dict, this.part, true) }
}

/// Whether items may be set without asking: the class has no `__setitem__` of its own.
fn sets_natively(vm: &Vm, d: &Ref<DictObj>) -> bool {
    let class = d.obj().class();
    !class.is_heap_type() || class.lookup(&vm.names.__setitem__).is_some_and(|f| f.is_a::<NativeObj>())
}

/// Adds items as `self[key] = value` would, which a derived class may have replaced.
fn fill(vm: &mut Vm, d: &Ref<DictObj>, args: &[Value], kwargs: &Ref<DictObj>) -> Res<()> {
    // Pairs that are none are told of in other words than a dict's.
    let dicts = args.iter().all(|o| o.is_a::<DictObj>() && is_exact(o));
    if sets_natively(vm, d) && dicts {
        return update(vm, "update", d, args, kwargs);
    }
    let whole = d.value();
    if let [other] = args {
        let (keys, items) = (vm.names.keys.clone(), vm.names.items.clone());
        let plain = other.to_ref::<DictObj>().filter(|_| is_exact(other));
        if let Some(plain) = plain {
            for (k, v) in plain.entries() {
                vm.set_item(&whole, &k, v)?;
            }
        } else if let Some(keys) = vm.get_attr_opt(other, &keys)? {
            let keys = vm.call(&keys, &[])?;
            let it = vm.iter(&keys)?;
            while let Some(k) = vm.next(&it)? {
                let v = vm.get_item(other, &k)?;
                vm.set_item(&whole, &k, v)?;
            }
        } else {
            let pairs = match vm.get_attr_opt(other, &items)? {
                Some(items) => vm.call(&items, &[])?,
                None => other.clone(),
            };
            let it = vm.iter(&pairs)?;
            while let Some(pair) = vm.next(&it)? {
                let pair = vm.collect(&pair)?;
                match &pair[..] {
                    [k, v] => vm.set_item(&whole, k, v.clone())?,
                    [] | [_] => {
                        let (n, s) = (pair.len(), if pair.len() == 1 { "" } else { "s" });
                        return Err(vm.value_error(format!("need more than {n} value{s} to unpack")));
                    }
                    _ => return Err(vm.value_error("too many values to unpack (expected 2)")),
                }
            }
        }
    }
    for (k, v) in kwargs.entries() {
        vm.set_item(&whole, &k, v)?;
    }
    Ok(())
}

fn walk(vm: &mut Vm, d: &Ref<DictObj>, part: DictPart, back: bool) -> Value {
    let dict = d.value();
    let (len, left) = vm.dict_iter_state(&dict);
    let state = if back {
        IterState::DictReversed { dict, part, place: d.places(), len, left }
    } else {
        IterState::Dict { dict, part, place: 0, len, left }
    };
    iterators::named(vm, "odict_iterator", iterators::REDUCED, state)
}

fn view(vm: &mut Vm, dict: Ref<DictObj>, part: DictPart) -> Value {
    dict_views::view_of(vm, [KEYS, VALUES, ITEMS], dict, part)
}

const KEYS: &str = "odict_keys";
const VALUES: &str = "odict_values";
const ITEMS: &str = "odict_items";

/// Adds `OrderedDict`.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) {
    let class = dict_class(vm, "OrderedDict", 0, DICT | WEAK);
    vm.add_methods(&class, METHODS);
    vm.add_class_methods(&class, CLASS_METHODS);
    for (key, base) in [(KEYS, dict_views::KEYS), (VALUES, dict_views::VALUES), (ITEMS, dict_views::ITEMS)] {
        let base = vm.extra_types[base].clone();
        let class = vm.new_type(key, "builtins", &base, NO_NEW);
        vm.add_methods(&class, VIEW);
        vm.extra_types.insert(key, class);
    }
    drop(class.dict().set_text(vm.heap, "__hash__", Value::None));
    put(vm, dict, "OrderedDict", class.value());
    vm.extra_types.insert("collections.OrderedDict", class);
}
