//! `super`: attribute look-up that begins behind a class in the order of an object's class.

use std::cell::RefCell;

use crate::object::function::CellObj;
use crate::object::str::StrObj;
use crate::object::types::flags::{BASE, GETATTR};
use crate::object::{Payload, Ref, TypeObj, Value, Visit};
use crate::vm::native::ArgType;
use crate::vm::{Res, Vm};
use crate::{attrs, natives};

/// A `super` object.
#[derive(Default)]
pub struct SuperObj {
    /// The class to begin behind.
    this_class: RefCell<Value>,
    /// The object or class that attributes are bound to; Undef: unbound.
    object: RefCell<Value>,
    /// The class whose order is followed.
    object_class: RefCell<Value>,
}

impl Payload for SuperObj {
    fn traverse(&self, visit: Visit<'_>) {
        for v in [&self.this_class, &self.object, &self.object_class] {
            visit(&v.borrow());
        }
    }
}

impl ArgType for SuperObj {
    const NAME: &'static str = "super";
}

natives! { static METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Ref<SuperObj> { vm.heap.alloc(&cls, SuperObj::default()) }
    fn __init__(vm, this: Ref<SuperObj>, /, *args) -> Res<()> {
        match args.items() {
            [] => {
                let (class, object) = from_caller(vm)?;
                bind(vm, &this, class, bound_to(&object))
            }
            [class] => bind(vm, &this, class.clone(), Value::Undef),
            [class, object] => bind(vm, &this, class.clone(), bound_to(object)),
            more => Err(vm.type_error(format!("super() expected at most 2 arguments, got {}", more.len()))),
        }
    }
    fn __getattribute__(vm, this: Ref<SuperObj>, name: Value, /) -> Res {
        let name = super::object::name_argument(vm, &name)?;
        match find(vm, &this, &name)? {
            Some(v) => Ok(v),
            None => {
                let value = this.into_value();
                let class = vm.class_of(&value);
                match vm.generic_get(&value, &name, &class)? {
                    Some(v) => Ok(v),
                    None => Err(vm.no_attribute(&value, &name)),
                }
            }
        }
    }
    /// Return an attribute of instance, which is of type owner.
    fn __get__(vm, this: Ref<SuperObj>, instance: Value, owner: Value = Value::None, /) -> Res {
        if instance.is_none() || !this.object.borrow().is_undef() {
            return Ok(this.into_value());
        }
        let new = vm.heap.alloc(&vm.class_of(&this.value()), SuperObj::default());
        let class = this.this_class.borrow().clone();
        bind(vm, &new, class, instance)?;
        Ok(new.into_value())
    }
    fn __repr__(vm, this: Ref<SuperObj>, /) -> String {
        let name = |v: &Value| v.cast::<TypeObj>().map(|c| c.name_text());
        let class = name(&this.this_class.borrow()).unwrap_or_else(|| "NULL".into());
        match name(&this.object_class.borrow()) {
            Some(o) => format!("<super: <class '{class}'>, <{o} object>>"),
            None => format!("<super: <class '{class}'>, NULL>"),
        }
    }
}

attrs! { static ATTRS for SuperObj;
    /// the class invoking super()
    fn __thisclass__(vm, this) -> Value { shown(&this.this_class) }
    /// the instance invoking super(); may be None
    fn __self__(vm, this) -> Value { shown(&this.object) }
    /// the type of the instance invoking super(); may be None
    fn __self_class__(vm, this) -> Value { shown(&this.object_class) }
}

fn shown(v: &RefCell<Value>) -> Value {
    v.borrow().clone().or_none().unwrap_or(Value::None)
}

/// Makes the class and names it in `builtins`.
pub fn install(vm: &mut Vm) {
    let object = vm.types().object.clone();
    let class = vm.new_type("super", "builtins", &object, BASE | GETATTR);
    vm.add_methods(&class, METHODS);
    vm.add_attrs(&class, ATTRS);
    let builtins = vm.builtins.clone();
    builtins.set_text(vm.heap, "super", class.into_value());
    vm.hooks.make_super = make;
    vm.hooks.super_method = method;
}

/// `super(class, object)`
fn make(vm: &mut Vm, class: Value, object: Value) -> Res {
    let object = bound_to(&object);
    let object_class = object_class(vm, &class, &object)?;
    let s = SuperObj {
        this_class: RefCell::new(class),
        object: RefCell::new(object),
        object_class: RefCell::new(object_class),
    };
    let super_class = vm.defaults.super_class.to_ref::<TypeObj>().expect("it was installed");
    Ok(vm.heap.alloc(&super_class, s).into_value())
}

/// The first attribute of this name behind the class, if that is a method of an instance: it need not be bound to be called.
fn method(vm: &Vm, this: &Value, name: &Ref<StrObj>) -> Option<(Value, Value)> {
    let this = this.cast::<SuperObj>()?;
    let (class, object, start) = (this.this_class.borrow(), this.object.borrow(), this.object_class.borrow());
    let start = start.cast::<TypeObj>()?;
    let (class, of_class) = (class.as_obj()?, object.cast::<TypeObj>().is_some());
    if of_class || name.is(&vm.names.__class__) {
        return None;
    }
    let order = start.mro();
    let at = order.iter().position(|c| class.is(c.obj()))?;
    let found = order[at + 1..].iter().find_map(|c| c.dict().get_str(name))?;
    vm.is_method(&found).then(|| (found, object.clone()))
}

/// The class and the first argument of the calling function, for `super()` without arguments.
fn from_caller(vm: &mut Vm) -> Res<(Value, Value)> {
    let Some((func, code)) = vm.thread.caller() else {
        return Err(vm.runtime_error("super(): no current frame"));
    };
    if code.code.positional == 0 {
        return Err(vm.runtime_error("super(): no arguments"));
    }
    let mut object = vm.thread.callers_register(0);
    if code.code.cells.contains(&0)
        && let Some(c) = object.clone().cast::<CellObj>()
    {
        object = c.get();
    }
    if object.is_undef() {
        return Err(vm.runtime_error("super(): arg[0] deleted"));
    }
    let place = code.free.iter().position(|n| n.bytes() == b"__class__");
    let cell = place.and_then(|i| func.closure.as_ref().and_then(|c| c.items().get(i).cloned()));
    match cell.as_ref().and_then(|c| c.cast::<CellObj>()).map(CellObj::get) {
        None => Err(vm.runtime_error("super(): __class__ cell not found")),
        Some(Value::Undef) => Err(vm.runtime_error("super(): empty __class__ cell")),
        Some(class) => Ok((class, object)),
    }
}

/// What a super object is bound to: None means nothing.
fn bound_to(object: &Value) -> Value {
    if object.is_none() { Value::Undef } else { object.clone() }
}

fn bind(vm: &mut Vm, this: &Ref<SuperObj>, class: Value, object: Value) -> Res<()> {
    let object_class = object_class(vm, &class, &object)?;
    for (slot, v) in [(&this.this_class, class), (&this.object, object), (&this.object_class, object_class)] {
        drop(slot.replace(v));
    }
    Ok(())
}

/// The class whose order `super(class, object)` follows; Undef for an unbound one.
fn object_class(vm: &mut Vm, class: &Value, object: &Value) -> Res {
    let Some(c) = class.to_ref::<TypeObj>() else {
        let what = vm.class_name(class);
        return Err(vm.type_error(format!("super() argument 1 must be a type, not {what}")));
    };
    if object.is_undef() { Ok(Value::Undef) } else { Ok(class_for(vm, &c, object)?.into_value()) }
}

/// The same for a class and an object.
fn class_for(vm: &mut Vm, class: &Ref<TypeObj>, object: &Value) -> Res<Ref<TypeObj>> {
    if let Some(c) = object.to_ref::<TypeObj>()
        && c.is_subclass(class)
    {
        return Ok(c);
    }
    let own = vm.class_of(object);
    if own.is_subclass(class) {
        return Ok(own);
    }
    let claimed = vm.get_attr_opt(object, &vm.names.__class__)?.and_then(|c| c.into_ref::<TypeObj>().ok());
    match claimed {
        Some(c) if c.is_subclass(class) => Ok(c),
        _ => {
            let (kind, name) = match object.cast::<TypeObj>() {
                Some(c) => ("type", c.name_text()),
                None => ("instance of", own.name_text()),
            };
            let class = class.name_text();
            Err(vm.type_error(format!(
                "super(type, obj): obj ({kind} {name}) is not an instance or subtype of type ({class})."
            )))
        }
    }
}

/// The attribute behind the class, bound to the object.
fn find(vm: &mut Vm, this: &SuperObj, name: &Ref<StrObj>) -> Res<Option<Value>> {
    if name.is(&vm.names.__class__) {
        return Ok(None);
    }
    let class = this.this_class.borrow().clone();
    let object = this.object.borrow().clone();
    let Some(start) = this.object_class.borrow().to_ref::<TypeObj>() else { return Ok(None) };
    let order = start.mro();
    let at = order.iter().position(|c| class.as_obj().is_some_and(|o| o.is(c.obj())));
    for c in order.iter().skip(at.map_or(order.len(), |i| i + 1)) {
        if let Some(v) = c.dict().get_str(name) {
            // Bound to a class itself, an attribute is read as from the class.
            if object.as_obj().is_some_and(|o| o.is(start.obj())) {
                return vm.descr_get_class(&v, &start).map(Some);
            }
            return vm.descr_get(&v, &object, &start).map(Some);
        }
    }
    Ok(None)
}
