//! `_weakref`: references that do not keep their objects alive, and proxies that stand for them.

mod proxy;

use crate::object::dict::DictObj;
use crate::object::types::flags::{BASE, WEAK};
use crate::object::weak::{Role, WeakRefObj};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::compare::CmpOp;
use crate::vm::native::ArgType;
use crate::vm::{Res, Vm};
use crate::{attrs, natives};

use super::support::{ClassSpec, new_class, put};

impl ArgType for WeakRefObj {
    const NAME: &'static str = "weakref.ReferenceType";
}

/// A weak reference of the given class; `plain` is what it is to its object if it has no callback.
fn new_ref(
    vm: &mut Vm,
    class: &Ref<TypeObj>,
    target: &Value,
    callback: Value,
    plain: Role,
) -> Res<Ref<WeakRefObj>> {
    let Some(o) = target.as_obj().filter(|o| o.class().has(WEAK)) else {
        let name = vm.class_name(target);
        return Err(vm.type_error(format!("cannot create weak reference to '{name}' object")));
    };
    let callback = callback.or_none().unwrap_or(Value::None);
    let role = if callback.is_none() { plain } else { Role::Other };
    Ok(vm.heap.weak_ref(class, o, role, callback))
}

fn referent(r: &WeakRefObj) -> Value {
    r.target().map_or(Value::Undef, Value::Obj)
}

/// `; to 'C' at 0x...` or `; dead`.
fn named(vm: &mut Vm, target: &Value) -> Res<Option<Value>> {
    let class = vm.class_of(target);
    match class.lookup(&vm.names.__name__) {
        Some(found) => vm.descr_get(&found, target, &class).map(Some),
        None => Ok(None),
    }
}

fn described(vm: &mut Vm, target: &Value) -> Res<String> {
    let Some(o) = target.as_obj() else { return Ok("dead".into()) };
    let class = vm.short_full_name(vm.class_ref(target));
    let at = o.addr();
    // The class is asked, not the object, which may have a way of its own to fail.
    let name = match named(vm, target)? {
        Some(n) if n.is_a::<crate::object::str::StrObj>() => format!(" ({})", vm.str(&n)?.to_text()),
        _ => String::new(),
    };
    Ok(format!("to '{class}' at {at:#x}{name}"))
}

fn compare(vm: &mut Vm, op: CmpOp, a: &Ref<WeakRefObj>, b: &Value) -> Res {
    let Some(other) = b.to_ref::<WeakRefObj>() else { return Ok(vm.types().not_implemented.clone()) };
    let (x, y) = (referent(a), referent(&other));
    if x.is_undef() || y.is_undef() {
        return Ok(Value::bool(a.is(&other) == (op == CmpOp::Eq)));
    }
    vm.compare(op, &x, &y)
}

natives! { static METHODS;
    /// Create a weak reference to an object, with a callback for its end.
    fn __new__(vm, cls: Ref<TypeObj>, object: Value, callback: Value = Value::None, /, *args, **kwargs) -> Res<Ref<WeakRefObj>> {
        drop((args, kwargs));
        let exact = cls.is(&vm.extra_types["weakref.ReferenceType"]);
        new_ref(vm, &cls, &object, callback.take(), if exact { Role::Plain } else { Role::Other })
    }
    /// Initialize self.  See help(type(self)) for accurate signature.
    fn __init__(vm, this: Ref<WeakRefObj>, object: Value, callback: Value = Value::None, /) { drop((this, object, callback)); }
    /// Call self as a function: the object, or None.
    fn __call__(vm, this: Ref<WeakRefObj>, /) -> Value {
        let v = referent(&this);
        if v.is_undef() { Value::None } else { v }
    }
    /// Return hash(self): the object's.
    fn __hash__(vm, this: Ref<WeakRefObj>, /) -> Res<i64> {
        if let Some(h) = this.hash.get() {
            return Ok(h);
        }
        let v = referent(&this);
        if v.is_undef() {
            return Err(vm.type_error("weak object has gone away"));
        }
        let h = vm.hash(&v)?;
        this.hash.set(Some(h));
        Ok(h)
    }
    /// Return self==value: of live objects their equality, else identity.
    fn __eq__(vm, this: Ref<WeakRefObj>, value: Value, /) -> Res { compare(vm, CmpOp::Eq, &this, &value) }
    /// Return self!=value.
    fn __ne__(vm, this: Ref<WeakRefObj>, value: Value, /) -> Res { compare(vm, CmpOp::Ne, &this, &value) }
    /// Return repr(self).
    fn __repr__(vm, this: Ref<WeakRefObj>, /) -> Res<String> {
        let v = referent(&this);
        let what = described(vm, &v)?;
        Ok(format!("<weakref at {:#x}; {what}>", this.addr()))
    }
}

natives! { static CLASS_METHODS;
    /// See PEP 585
    fn __class_getitem__(vm, cls: Value, item: Value, /) -> Res {
        crate::natives::types::generic_alias::new(vm, cls, item)
    }
}

attrs! { static ATTRS for WeakRefObj;
    /// The callback, while the object lives.
    fn __callback__(vm, this) -> Value {
        this.callback()
    }
}

natives! { static FUNCTIONS;
    /// Return the number of weak references to 'object'.
    fn getweakrefcount(vm, object: Value, /) -> usize {
        object.as_obj().map_or(0, |o| vm.heap.weak_refs(o).len())
    }
    /// Return a list of all weak reference objects pointing to 'object'.
    fn getweakrefs(vm, object: Value, /) -> Value {
        let all = object.as_obj().map(|o| vm.heap.weak_refs(o)).unwrap_or_default();
        vm.heap.list(all.into_iter().map(Value::Obj).collect()).into_value()
    }
    /// Atomically remove key from dict if it points to a dead weakref.
    fn _remove_dead_weakref(vm, dct: Ref<DictObj>, key: Value, /) -> Res<()> {
        let Some(found) = vm.dict_get(&dct, &key)? else { return Ok(()) };
        match found.to_ref::<WeakRefObj>() {
            Some(r) if referent(&r).is_undef() => vm.del_item(&dct.value(), &key),
            Some(_) => Ok(()),
            None => Err(vm.type_error("not a weakref")),
        }
    }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let spec =
        ClassSpec { name: "ReferenceType", module: "weakref", flags: BASE, methods: METHODS, next: None };
    let class = new_class(vm, &spec);
    vm.add_class_methods(&class, CLASS_METHODS);
    vm.add_attrs(&class, ATTRS);
    put(vm, dict, "ref", class.value());
    vm.extra_types.insert("weakref.ReferenceType", class.clone());
    put(vm, dict, "ReferenceType", class.into_value());
    proxy::init(vm, dict);
    vm.add_functions(dict, "_weakref", FUNCTIONS);
    Ok(())
}
