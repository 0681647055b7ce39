//! `dict`: constructor and methods.

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::header::EXACT;
use crate::object::iter::{DictPart, IterState};
use crate::object::list::ListObj;
use crate::object::set::SetObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};

use super::dict_views;
use super::sequence::{comparison_methods, operator_methods};

natives! { static METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Ref<DictObj> {
        let d = vm.heap.dict_of(&cls);
        if !cls.is(&vm.types().dict) {
            // The short ways for plain dicts do not know the classes that derive from it.
            d.obj().header().clear_flag(EXACT);
        }
        d
    }
    fn __init__(vm, this: Ref<DictObj>, /, *args, **kwargs) -> Res<()> { update(vm, "dict", &this, args.items(), &kwargs) }
    fn __repr__(vm, this: Value, /) -> Res<Ref<crate::object::str::StrObj>> { vm.builtin_repr(&this) }
    fn __len__(vm, this: Ref<DictObj>, /) -> usize { this.len() }
    fn __iter__(vm, this: Value, /) -> Res { super::sequence::builtin_iter(vm, &this) }
    /// Return a reverse iterator over the dict keys.
    fn __reversed__(vm, this: Ref<DictObj>, /) -> Value {
        let (place, len) = (this.places(), this.len());
        let state = IterState::DictReversed { dict: this.into_value(), part: DictPart::Keys, place, len, left: len };
        vm.heap.iter(&vm.types().dict_reversekeyiterator, state)
    }
    /// Return self[key].
    fn __getitem__(vm, this: Value, key: Value, /) -> Res {
        let Some(d) = this.to_ref::<DictObj>() else { return Err(vm.wrong_receiver(&this)) };
        if let Some(v) = vm.dict_get(&d, &key)? {
            return Ok(v);
        }
        if !super::support::is_exact(&this)
            && let Some(v) = vm.call_special(&this, &vm.names.__missing__, std::slice::from_ref(&key))?
        {
            return Ok(v);
        }
        Err(vm.key_error(key))
    }
    /// Set self[key] to value.
    fn __setitem__(vm, this: Ref<DictObj>, key: Value, value: Value, /) -> Res<()> {
        drop(vm.dict_set(&this, key, value)?);
        Ok(())
    }
    /// Delete self[key].
    fn __delitem__(vm, this: Ref<DictObj>, key: Value, /) -> Res<()> {
        match vm.dict_del(&this, &key)? {
            Some(old) => { drop(old); Ok(()) }
            None => Err(vm.key_error(key)),
        }
    }
    /// True if the dictionary has the specified key, else False.
    fn __contains__(vm, this: Ref<DictObj>, key: Value, /) -> Res<bool> { Ok(vm.dict_find(&this, &key)?.is_some()) }
    /// Return the size of the dict in memory, in bytes.
    fn __sizeof__(vm, this: Ref<DictObj>, /) -> usize { 64 + 48 * this.places() }

    /// Return the value for key if key is in the dictionary, else default.
    ///
    /// >>> {"a": 1}.get("b", 0)
    /// 0
    fn get(vm, this: Ref<DictObj>, key: Value, default: Value = Value::None, /) -> Res { Ok(vm.dict_get(&this, &key)?.unwrap_or(default)) }
    /// Insert key with a value of default if key is not in the dictionary.
    ///
    /// Return the value for key if key is in the dictionary, else default.
    fn setdefault(vm, this: Ref<DictObj>, key: Value, default: Value = Value::None, /) -> Res { vm.dict_setdefault(&this, key, default) }
    /// D.pop(k[,d]) -> v, remove specified key and return the corresponding value.
    ///
    /// If the key is not found, return the default if given; otherwise,
    /// raise a KeyError.
    fn pop(vm, this: Ref<DictObj>, key: Value, default: Value = Value::Undef, /) -> Res {
        if this.is_empty() {
            // Nobody is asked for a hash.
            return if default.is_undef() { Err(vm.key_error(key)) } else { Ok(default) };
        }
        match vm.dict_del(&this, &key)? {
            Some((_, v)) => Ok(v),
            None if default.is_undef() => Err(vm.key_error(key)),
            None => Ok(default),
        }
    }
    /// Remove and return a (key, value) pair as a 2-tuple.
    ///
    /// Pairs are returned in LIFO (last-in, first-out) order.
    /// Raises KeyError if the dict is empty.
    fn popitem(vm, this: Ref<DictObj>, /) -> Res {
        match this.pop_last() {
            Some((k, v)) => Ok(vm.heap.tuple([k, v]).into_value()),
            None => {
                let text = vm.heap.str("popitem(): dictionary is empty").into_value();
                Err(vm.key_error(text))
            }
        }
    }
    /// D.update([E, ]**F) -> None.  Update D from mapping/iterable E and F.
    ///
    /// If E is present and has a .keys() method, then does:  for k in E.keys(): D[k] = E[k]
    /// If E is present and lacks a .keys() method, then does:  for k, v in E: D[k] = v
    /// In either case, this is followed by: for k in F:  D[k] = F[k]
    fn update(vm, this: Ref<DictObj>, /, *args, **kwargs) -> Res<()> { update(vm, "update", &this, args.items(), &kwargs) }
    /// Remove all items from the dict.
    fn clear(vm, this: Ref<DictObj>, /) { this.clear_entries(); }
    /// Return a shallow copy of the dict.
    fn copy(vm, this: Ref<DictObj>, /) -> Res<Ref<DictObj>> { vm.dict_copy(&this.value()) }
    /// Return a set-like object providing a view on the dict's keys.
    fn keys(vm, this: Ref<DictObj>, /) -> Value { dict_views::view(vm, this, DictPart::Keys) }
    /// Return an object providing a view on the dict's values.
    fn values(vm, this: Ref<DictObj>, /) -> Value { dict_views::view(vm, this, DictPart::Values) }
    /// Return a set-like object providing a view on the dict's items.
    fn items(vm, this: Ref<DictObj>, /) -> Value { dict_views::view(vm, this, DictPart::Items) }
    /// Return self|=value.
    fn __ior__(vm, this: Ref<DictObj>, value: Value, /) -> Res<Ref<DictObj>> {
        vm.dict_update(&this, &value)?;
        Ok(this)
    }
}

natives! { static CLASS_METHODS;
    /// Create a new dictionary with keys from iterable and values set to value.
    ///
    /// >>> dict.fromkeys("ab", 0)
    /// {'a': 0, 'b': 0}
    fn fromkeys(vm, cls: Value, iterable: Value, value: Value = Value::None, /) -> Res { from_keys(vm, &cls, &iterable, &value) }
    /// See PEP 585
    fn __class_getitem__(vm, cls: Value, object: Value, /) -> Res { super::generic_alias::new(vm, cls, object) }
}

/// `dict.fromkeys`, also of a class that derives from it.
pub fn from_keys(vm: &mut Vm, cls: &Value, iterable: &Value, value: &Value) -> Res {
    let out = vm.call(cls, &[])?;
    let plain = out.to_ref::<DictObj>().filter(|_| super::support::is_exact(&out));
    if let Some(d) = &plain
        && super::support::is_exact(iterable)
        && set_known(vm, d, iterable, value)?
    {
        return Ok(out);
    }
    let it = vm.iter(iterable)?;
    while let Some(key) = vm.next(&it)? {
        match &plain {
            Some(d) => drop(vm.dict_set(d, key, value.clone())?),
            None => vm.set_item(&out, &key, value.clone())?,
        }
    }
    Ok(out)
}

comparison_methods!(COMPARISONS);
operator_methods! { OPERATORS;
    __or__ BitOr straight;
    __ror__ BitOr reflected;
}

/// Sets the keys of a dict or set, which are not asked for their hash again; false for other iterables.
fn set_known(vm: &mut Vm, d: &Ref<DictObj>, keys: &Value, value: &Value) -> Res<bool> {
    if let Some(from) = keys.cast::<DictObj>() {
        d.reserve(from.len());
        let mut at = 0;
        while let Some((next, hash, k, _)) = from.next_hashed(at) {
            drop(vm.dict_set_hashed(d, k, hash, value.clone())?);
            at = next;
        }
    } else if let Some(from) = keys.cast::<SetObj>() {
        d.reserve(from.len());
        let mut at = 0;
        while let Some((hash, k)) = from.next_entry(&mut at) {
            drop(vm.dict_set_hashed(d, k, hash, value.clone())?);
        }
    } else {
        return Ok(false);
    }
    Ok(true)
}

/// Installs the class's methods.
pub fn install(vm: &mut Vm) {
    let class = vm.types().dict.clone();
    vm.add_methods(&class, METHODS);
    vm.add_methods(&class, COMPARISONS);
    vm.add_methods(&class, OPERATORS);
    vm.add_class_methods(&class, CLASS_METHODS);
    unhashable(vm, &class);
}

/// `__hash__ = None` in the class.
pub fn unhashable(vm: &mut Vm, class: &Ref<TypeObj>) {
    class.set_later(&vm.names.__hash__, Value::None);
}

/// `dict.update`, and `dict(...)` into an empty one.
pub fn update(
    vm: &mut Vm,
    name: &str,
    this: &Ref<DictObj>,
    args: &[Value],
    kwargs: &Ref<DictObj>,
) -> Res<()> {
    match args {
        [] => {}
        [other] => {
            if other.is_a::<DictObj>() || vm.class_has(other, "keys") || has_keys(vm, other)? {
                vm.dict_update(this, other)?;
            } else {
                update_from_pairs(vm, this, other)?;
            }
        }
        more => return Err(vm.type_error(format!("{name} expected at most 1 argument, got {}", more.len()))),
    }
    for (k, v) in kwargs.entries() {
        drop(vm.dict_set(this, k, v)?);
        vm.let_die()?;
    }
    Ok(())
}

fn has_keys(vm: &mut Vm, v: &Value) -> Res<bool> {
    let name = vm.names.keys.clone();
    Ok(vm.get_attr_opt(v, &name)?.is_some())
}

/// The items of a tuple or list of two.
fn pair_of(pair: &Value) -> Option<(Value, Value)> {
    if !super::support::is_exact(pair) {
        return None;
    }
    if let Some(t) = pair.cast::<TupleObj>() {
        return if let [k, v] = t.items() { Some((k.clone(), v.clone())) } else { None };
    }
    let l = pair.cast::<ListObj>()?;
    if let [k, v] = &l.borrow()[..] { Some((k.clone(), v.clone())) } else { None }
}

fn update_from_pairs(vm: &mut Vm, this: &Ref<DictObj>, pairs: &Value) -> Res<()> {
    let it = vm.iter(pairs)?;
    let mut i = 0;
    while let Some(pair) = vm.next(&it)? {
        let (k, v) = match pair_of(&pair) {
            Some(known) => known,
            None => {
                let items = vm.pair_items(&pair, i)?;
                let n = items.len();
                let Ok([k, v]) = <[Value; 2]>::try_from(items) else {
                    return Err(vm.value_error(format!(
                        "dictionary update sequence element #{i} has length {n}; 2 is required"
                    )));
                };
                (k, v)
            }
        };
        // Who gives pairs may use the same tuple again.
        drop(pair);
        drop(vm.dict_set(this, k, v)?);
        i += 1;
    }
    Ok(())
}
