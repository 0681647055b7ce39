//! `_collections`: `deque`, `defaultdict`, `OrderedDict`, and two helpers of namedtuple and Counter.

mod default_dict;
mod deque;
mod deque_methods;
mod ordered_dict;

use std::cell::RefCell;

use crate::object::dict::DictObj;
use crate::object::int::as_int;
use crate::object::kinds::Kind;
use crate::object::tuple::TupleObj;
use crate::object::types::{TypeSpec, flags};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::ops::BinOp;
use crate::vm::{Res, Vm};
use crate::{attrs, natives, payload};

use super::support::{ClassSpec, put, put_class};

/// A class whose instances are dicts with `slots` hidden slots. They are never "exact": the short ways for plain dicts do not know them.
fn dict_class(vm: &mut Vm, name: &str, slots: u32, more: u32) -> Ref<TypeObj> {
    let base = vm.types().dict.clone();
    let meta = vm.types().type_.clone();
    let name = vm.heap.intern(name).into_value();
    let spec = TypeSpec {
        name: name.clone(),
        qualname: name,
        bases: vec![base.clone()],
        best: 0,
        kind: Kind::Dict,
        flags: flags::BASE | flags::SOLID | more | base.flags.get() & flags::INHERITED,
        slot_count: slots,
        slots: vec![],
    };
    let class = TypeObj::create(vm.heap, &meta, spec);
    let mut mro = vec![class.clone()];
    mro.extend(base.mro().iter().cloned());
    class.set_mro(mro.into());
    class.obj().header().make_immortal();
    let module = vm.heap.intern("collections").into_value();
    class.set_later(&vm.names.__module__, module);
    class.later(vm.hooks.native_class);
    class
}

/// Calls a method of the plain class `dict` on an instance of a derived one.
fn dict_method(vm: &mut Vm, name: &str, args: &[Value], kwargs: &DictObj) -> Res {
    let name = vm.heap.intern(name);
    let Some(f) = vm.types().dict.lookup(&name) else { crate::bug!("dict has its methods") };
    vm.call_kw(&f, args, &super::support::keywords(kwargs))
}

payload! {
    /// `_tuplegetter`: a field of a named tuple.
    pub struct TupleGetter as "collections._tuplegetter" { doc: RefCell<Value> } plain { index: usize }
}

natives! { static TUPLE_GETTER;
    /// Makes the descriptor of a field.
    fn __new__(vm, cls: Ref<TypeObj>, index: i64, doc: Value, /) -> Res<Ref<TupleGetter>> {
        if index < 0 {
            return Err(vm.value_error("index must not be negative"));
        }
        Ok(vm.heap.alloc(&cls, TupleGetter { doc: RefCell::new(doc.take()), index: index as usize }))
    }
    /// Return an attribute of instance, which is of type owner.
    fn __get__(vm, this: Ref<TupleGetter>, instance: Value, owner: Value = Value::None, /) -> Res {
        if let Some(t) = instance.cast::<TupleObj>() {
            return match t.items().get(this.index) {
                Some(v) => Ok(v.clone()),
                None => Err(vm.index_error("tuple index out of range")),
            };
        }
        drop(owner);
        if instance.is_none() {
            return Ok(this.into_value());
        }
        let class = vm.class_name(&instance);
        let i = this.index;
        Err(vm.type_error(format!("descriptor for index '{i}' for tuple subclasses doesn't apply to '{class}' object")))
    }
    /// Set an attribute of instance to value.
    fn __set__(vm, this: Ref<TupleGetter>, instance: Value, value: Value, /) -> Res<()> {
        drop((instance, value, this));
        let class = vm.types().attribute_error.clone();
        Err(vm.error(&class, "can't set attribute"))
    }
    /// Delete an attribute of instance.
    fn __delete__(vm, this: Ref<TupleGetter>, instance: Value, /) -> Res<()> {
        drop((instance, this));
        let class = vm.types().attribute_error.clone();
        Err(vm.error(&class, "can't delete attribute"))
    }
    /// Return repr(self).
    fn __repr__(vm, this: Ref<TupleGetter>, /) -> Res<String> {
        let doc = this.doc.borrow().clone();
        Ok(format!("_tuplegetter({}, {})", this.index, vm.repr(&doc)?.to_text()))
    }
    /// Helper for pickle.
    fn __reduce__(vm, this: Ref<TupleGetter>, /) -> Value {
        let class = this.obj().class().value();
        let args = vm.heap.tuple([Value::Int(this.index as i64), this.doc.borrow().clone()]).into_value();
        vm.heap.tuple([class, args]).into_value()
    }
}

attrs! { static TUPLE_GETTER_ATTRS for TupleGetter;
    /// The text that help() shows for the field.
    fn __doc__(vm, this) -> Value { this.doc.borrow().clone() }
    set (vm, this, value) {
        drop(this.doc.replace(if value.is_undef() { Value::None } else { value }));
        Ok(())
    }
}

fn plus_one(vm: &mut Vm, old: Option<Value>) -> Res {
    match old {
        None => Ok(Value::Int(1)),
        Some(Value::Int(i)) if i < i64::MAX => Ok(Value::Int(i + 1)),
        Some(v) => vm.binary(BinOp::Add, &v, &Value::Int(1)),
    }
}

natives! { static FUNCTIONS;
    /// Count elements in the iterable, updating the mapping
    fn _count_elements(vm, mapping: Value, iterable: Value, /) -> Res<()> {
        let it = vm.iter(&iterable)?;
        let dict = vm.types().dict.clone();
        let class = vm.class_of(&mapping);
        let names = [vm.heap.intern("get"), vm.names.__setitem__.clone()];
        let plain = names.iter().all(|n| match (class.lookup(n), dict.lookup(n)) {
            (Some(a), Some(b)) => a.is(&b),
            _ => false,
        });
        if plain && let Some(d) = mapping.to_ref::<DictObj>() {
            while let Some(k) = vm.next(&it)? {
                // What cannot be hashed says so before it is a key.
                vm.hash(&k)?;
                let old = vm.dict_get(&d, &k)?;
                debug_assert!(old.as_ref().is_none_or(|v| as_int(v).is_some() || !v.is_undef()), "values are values");
                let new = plus_one(vm, old)?;
                drop(vm.dict_set(&d, k, new)?);
            }
            return Ok(());
        }
        let get = vm.get_attr(&mapping, &names[0])?;
        while let Some(k) = vm.next(&it)? {
            let old = vm.call(&get, &[k.clone(), Value::Int(0)])?;
            let new = plus_one(vm, Some(old))?;
            vm.set_item(&mapping, &k, new)?;
        }
        Ok(())
    }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    deque::init(vm, dict);
    default_dict::init(vm, dict);
    ordered_dict::init(vm, dict);
    let spec = ClassSpec {
        name: "_tuplegetter",
        module: "collections",
        flags: 0,
        methods: TUPLE_GETTER,
        next: None,
    };
    let getter = put_class(vm, dict, &spec);
    vm.add_attrs(&getter, TUPLE_GETTER_ATTRS);
    vm.add_functions(dict, "_collections", FUNCTIONS);
    Ok(())
}
