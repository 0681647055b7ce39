//! `_weakref`: references that do not keep their objects alive, and proxies that stand for them.

mod proxy;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::object::dict::DictObj;
use crate::object::heap::WeakBox;
use crate::object::types::flags::{BASE, WEAK};
use crate::object::{Payload, Ref, TypeObj, Value, Visit};
use crate::vm::compare::CmpOp;
use crate::vm::native::ArgType;
use crate::vm::{Res, Vm};
use crate::{attrs, natives};

use super::support::{ClassSpec, new_class, put};

/// A weak reference, or what a proxy is made of.
pub struct WeakRef {
    target: Rc<WeakBox>,
    /// Where the reference object itself lies, if the note knows of it; else 0.
    own: Cell<usize>,
    hash: Cell<Option<i64>>,
    callback: RefCell<Value>,
}

impl Payload for WeakRef {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.callback.borrow());
    }
    fn clear(&self) {
        drop(self.callback.take());
    }
}

impl ArgType for WeakRef {
    const NAME: &'static str = "weakref.ReferenceType";
}

impl Drop for WeakRef {
    fn drop(&mut self) {
        if self.own.get() != 0 {
            drop(self.target.forget(self.own.get()));
        }
    }
}

/// A weak reference of the given class.
fn new_ref(vm: &mut Vm, class: &Ref<TypeObj>, target: &Value, callback: Value) -> Res<Ref<WeakRef>> {
    let Some(o) = target.as_obj().filter(|o| o.class().has(WEAK)) else {
        let name = vm.class_name(target);
        return Err(vm.type_error(format!("cannot create weak reference to '{name}' object")));
    };
    let weak = vm.heap.weak_box(o);
    let with_callback = !callback.is_none() && !callback.is_undef();
    let plain = vm.extra_types["weakref.ReferenceType"].clone();
    if !with_callback
        && class.is(&plain)
        && let Some(r) = weak.shared().and_then(|o| Ref::try_from_obj(o).ok())
    {
        return Ok(r);
    }
    let r = WeakRef {
        target: weak.clone(),
        own: Cell::new(0),
        hash: Cell::new(None),
        callback: RefCell::new(if with_callback { callback.clone() } else { Value::None }),
    };
    let r = vm.heap.alloc(class, r);
    if with_callback {
        r.own.set(r.addr());
        weak.on_death(r.obj(), callback);
    } else if class.is(&plain) {
        r.own.set(r.addr());
        weak.share(r.obj());
    }
    Ok(r)
}

fn referent(r: &WeakRef) -> Value {
    r.target.get().map_or(Value::Undef, Value::Obj)
}

/// `; to 'C' at 0x...` or `; dead`.
fn described(vm: &mut Vm, target: &Value) -> Res<String> {
    let Some(o) = target.as_obj() else { return Ok("dead".into()) };
    let class = vm.class_name(target);
    let at = o.addr();
    let name = match vm.get_attr_opt(target, &vm.names.__name__)? {
        Some(n) if n.is_a::<crate::object::str::StrObj>() => format!(" ({})", vm.str(&n)?.to_text()),
        _ => String::new(),
    };
    Ok(format!("to '{class}' at {at:#x}{name}"))
}

fn compare(vm: &mut Vm, op: CmpOp, a: &Ref<WeakRef>, b: &Value) -> Res {
    let Some(other) = b.to_ref::<WeakRef>() else { return Ok(vm.types().not_implemented.clone()) };
    let (x, y) = (referent(a), referent(&other));
    if x.is_undef() || y.is_undef() {
        return Ok(Value::bool(a.is(&other) == (op == CmpOp::Eq)));
    }
    vm.compare(op, &x, &y)
}

natives! { static METHODS;
    /// Create a weak reference to an object, with a callback for its end.
    fn __new__(vm, cls: Ref<TypeObj>, object: Value, callback: Value = Value::None, /, *args, **kwargs) -> Res<Ref<WeakRef>> {
        drop((args, kwargs));
        new_ref(vm, &cls, &object, callback.take())
    }
    /// Initialize self.  See help(type(self)) for accurate signature.
    fn __init__(vm, this: Ref<WeakRef>, object: Value, callback: Value = Value::None, /) { drop((this, object, callback)); }
    /// Call self as a function: the object, or None.
    fn __call__(vm, this: Ref<WeakRef>, /) -> Value {
        let v = referent(&this);
        if v.is_undef() { Value::None } else { v }
    }
    /// Return hash(self): the object's.
    fn __hash__(vm, this: Ref<WeakRef>, /) -> Res<i64> {
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
    fn __eq__(vm, this: Ref<WeakRef>, value: Value, /) -> Res { compare(vm, CmpOp::Eq, &this, &value) }
    /// Return self!=value.
    fn __ne__(vm, this: Ref<WeakRef>, value: Value, /) -> Res { compare(vm, CmpOp::Ne, &this, &value) }
    /// Return repr(self).
    fn __repr__(vm, this: Ref<WeakRef>, /) -> Res<String> {
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

attrs! { static ATTRS for WeakRef;
    /// The callback, while the object lives.
    fn __callback__(vm, this) -> Value {
        if this.target.is_alive() { this.callback.borrow().clone() } else { Value::None }
    }
}

natives! { static FUNCTIONS;
    /// Return the number of weak references to 'object'.
    fn getweakrefcount(vm, object: Value, /) -> usize {
        match object.as_obj() {
            Some(o) if o.header().has(crate::object::header::WEAKLY_REFERENCED) => {
                // One count is the heap's, one is ours.
                Rc::strong_count(&vm.heap.weak_box(o)) - 2
            }
            _ => 0,
        }
    }
    /// Return a list of all weak reference objects pointing to 'object': not available.
    fn getweakrefs(vm, object: Value, /) -> Res<()> {
        drop(object);
        Err(vm.not_implemented_error("weakref.getweakrefs() is not available: objects keep no list of their references"))
    }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let spec = ClassSpec {
        name: "ReferenceType",
        module: "weakref",
        flags: BASE | WEAK,
        methods: METHODS,
        next: None,
    };
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
