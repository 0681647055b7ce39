//! `defaultdict`: a dict that makes missing values. The factory lies in a hidden slot of the instance.

use crate::object::dict::DictObj;
use crate::object::instance;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};
use crate::{attrs, natives};

use super::super::support::put;
use super::{dict_class, dict_method};

const FACTORY: usize = 0;

fn factory(d: &Ref<DictObj>) -> Value {
    match instance::of(d.obj()).map(|i| i.get_slot(FACTORY)) {
        Some(Value::Undef) | None => Value::None,
        Some(v) => v,
    }
}

fn set_factory(d: &Ref<DictObj>, v: Value) {
    if let Some(i) = instance::of(d.obj()) {
        drop(i.replace_slot(FACTORY, v));
    }
}

/// `type(d)(factory, items)`
fn like(vm: &mut Vm, d: &Ref<DictObj>, items: Value) -> Res {
    let class = d.obj().class().value();
    let args = [factory(d), items];
    vm.call(&class, &args)
}

natives! { static METHODS;
    /// Initialize self.  See help(type(self)) for accurate signature.
    fn __init__(vm, this: Ref<DictObj>, /, *args, **kwargs) -> Res<()> {
        let mut rest = vec![this.value()];
        let make = match args.items() {
            [] => Value::None,
            [f, more @ ..] => {
                if !f.is_none() && !vm.is_callable(f) {
                    return Err(vm.type_error("first argument must be callable or None"));
                }
                rest.extend_from_slice(more);
                f.clone()
            }
        };
        set_factory(&this, make);
        dict_method(vm, "__init__", &rest, &kwargs)?;
        Ok(())
    }
    /// __missing__(key) # Called by __getitem__ for missing key
    fn __missing__(vm, this: Ref<DictObj>, key: Value, /) -> Res {
        let make = factory(&this);
        if make.is_none() {
            return Err(vm.key_error(key.take()));
        }
        let v = vm.call(&make, &[])?;
        // What the factory itself put there stays.
        if let Some(there) = vm.dict_get(&this, &key)? {
            return Ok(there);
        }
        vm.set_item(&this.value(), &key, v.clone())?;
        Ok(v)
    }
    /// Return repr(self).
    fn __repr__(vm, this: Ref<DictObj>, /) -> Res<String> {
        let whole = this.value();
        let none = vm.heap.dict();
        let items = dict_method(vm, "__repr__", std::slice::from_ref(&whole), &none)?;
        let items = vm.str(&items)?.to_text();
        let make = factory(&this);
        let make = if vm.enter_repr(&make) {
            let text = vm.repr(&make);
            vm.leave_repr(&make);
            text?.to_text()
        } else {
            "...".into()
        };
        Ok(format!("{}({make}, {items})", vm.short_name(&whole)))
    }
    /// D.copy() -> a shallow copy of D.
    fn copy(vm, this: Ref<DictObj>, /) -> Res { like(vm, &this, this.value()) }
    /// D.copy() -> a shallow copy of D.
    fn __copy__(vm, this: Ref<DictObj>, /) -> Res { like(vm, &this, this.value()) }
    /// Return self|value.
    fn __or__(vm, this: Ref<DictObj>, value: Value, /) -> Res {
        if !value.is_a::<DictObj>() {
            return Ok(vm.types().not_implemented.clone());
        }
        let new = like(vm, &this, this.value())?;
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
        let new = like(vm, &this, value.take())?;
        if let Some(d) = new.to_ref::<DictObj>() {
            vm.dict_update(&d, &this.value())?;
        }
        Ok(new)
    }
    /// Return state information for pickling.
    fn __reduce__(vm, this: Ref<DictObj>, /) -> Res {
        let make = factory(&this);
        let args = if make.is_none() { vm.heap.tuple([]) } else { vm.heap.tuple([make]) };
        let items = vm.call_method(&this.value(), &vm.names.items, &[])?;
        let items = vm.iter(&items)?;
        let class = this.obj().class().value();
        Ok(vm.heap.tuple([class, args.into_value(), Value::None, Value::None, items]).into_value())
    }
}

attrs! { static ATTRS for DictObj;
    /// Factory for default value called by __missing__().
    fn default_factory(vm, this) -> Value { factory(&this) }
    set (vm, this, value) {
        set_factory(&this, if value.is_undef() { Value::None } else { value });
        Ok(())
    }
}

/// Adds `defaultdict`.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) {
    let class = dict_class(vm, "defaultdict", 1, 0);
    vm.add_methods(&class, METHODS);
    vm.add_attrs(&class, ATTRS);
    put(vm, dict, "defaultdict", class.value());
    vm.extra_types.insert("collections.defaultdict", class);
}
