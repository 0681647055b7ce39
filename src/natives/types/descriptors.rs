//! `property`, `classmethod`, `staticmethod`, and the descriptors of native attributes and slots.

use crate::object::descr::{Member, MemberObj, PropertyObj, WrapperObj};
use crate::object::dict::DictObj;
use crate::object::instance;
use crate::object::str::StrObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::native::attr_def;
use crate::vm::{Res, Vm};
use crate::{attrs, natives};

use super::{doc_texts, signatures};

use std::cell::{Cell, RefCell};

natives! { static PROPERTY_METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Ref<PropertyObj> {
        let none = || RefCell::new(Value::None);
        let (name, getter_doc) = (RefCell::default(), Cell::new(false));
        vm.heap.alloc(&cls, PropertyObj { get: none(), set: none(), delete: none(), doc: none(), getter_doc, name })
    }
    fn __init__(vm, this: Ref<PropertyObj>, /, fget: Value = Value::None, fset: Value = Value::None, fdel: Value = Value::None, doc: Value = Value::None) -> Res<()> {
        init(vm, &this, [fget, fset, fdel], doc)
    }
    /// Descriptor to obtain a copy of the property with a different getter.
    fn getter(vm, this: Ref<PropertyObj>, getter: Value, /) -> Res { copied(vm, &this, Some(getter), None, None) }
    /// Descriptor to obtain a copy of the property with a different setter.
    fn setter(vm, this: Ref<PropertyObj>, setter: Value, /) -> Res { copied(vm, &this, None, Some(setter), None) }
    /// Descriptor to obtain a copy of the property with a different deleter.
    fn deleter(vm, this: Ref<PropertyObj>, deleter: Value, /) -> Res { copied(vm, &this, None, None, Some(deleter)) }
    /// Return an attribute of instance, which is of type owner.
    fn __get__(vm, this: Ref<PropertyObj>, instance: Value, owner: Value = Value::None, /) -> Res {
        if instance.is_none() {
            return Ok(this.into_value());
        }
        let f = this.get.borrow().clone();
        if f.is_none() {
            return Err(vm.property_error(&this, &instance, "getter"));
        }
        vm.call(&f, &[instance])
    }
    /// Set an attribute of instance to value.
    fn __set__(vm, this: Ref<PropertyObj>, instance: Value, value: Value, /) -> Res<()> {
        let f = this.set.borrow().clone();
        if f.is_none() {
            return Err(vm.property_error(&this, &instance, "setter"));
        }
        vm.call(&f, &[instance, value])?;
        Ok(())
    }
    /// Delete an attribute of instance.
    fn __delete__(vm, this: Ref<PropertyObj>, instance: Value, /) -> Res<()> {
        let f = this.delete.borrow().clone();
        if f.is_none() {
            return Err(vm.property_error(&this, &instance, "deleter"));
        }
        vm.call(&f, &[instance])?;
        Ok(())
    }
    /// Method to set name of a property.
    fn __set_name__(vm, this: Ref<PropertyObj>, /, *args) -> Res<()> {
        let [_, name] = args.items() else {
            let n = args.len();
            return Err(vm.type_error(format!("__set_name__() takes 2 positional arguments but {n} were given")));
        };
        drop(this.name.replace(name.clone()));
        Ok(())
    }
}

attrs! { static PROPERTY_ATTRS for PropertyObj;
    fn fget(vm, this) -> Value { this.get.borrow().clone() }
    fn fset(vm, this) -> Value { this.set.borrow().clone() }
    fn fdel(vm, this) -> Value { this.delete.borrow().clone() }
    fn __doc__(vm, this) -> Value { this.doc.borrow().clone() }
    set (_vm, this, value) { drop(this.doc.replace(value.or_none().unwrap_or(Value::None))); Ok(()) }
    fn __name__(vm, this) -> Res {
        let own = this.name.borrow().clone();
        if !own.is_undef() {
            return Ok(own);
        }
        let f = this.get.borrow().clone();
        let name = vm.names.__name__.clone();
        match if f.is_none() { None } else { vm.get_attr_opt(&f, &name)? } {
            Some(v) => Ok(v),
            None => Err(vm.attribute_error(this.into_value(), "__name__", "'property' object has no attribute '__name__'")),
        }
    }
    set (_vm, this, value) { drop(this.name.replace(value)); Ok(()) }
    fn __isabstractmethod__(vm, this) -> Res<bool> {
        for f in [&this.get, &this.set, &this.delete] {
            let f = f.borrow().clone();
            if is_abstract(vm, &f)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

natives! { static CLASSMETHOD_METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Ref<WrapperObj> {
        let is_class = cls.is_subclass(&vm.types().classmethod);
        vm.heap.alloc(&cls, WrapperObj { func: RefCell::new(Value::None), is_class })
    }
    fn __init__(vm, this: Ref<WrapperObj>, function: Value, /) -> Res<()> { wrap(vm, &this, function) }
    /// Return an attribute of instance, which is of type owner.
    fn __get__(vm, this: Ref<WrapperObj>, instance: Value, owner: Value = Value::None, /) -> Res {
        let f = this.func.borrow().clone();
        if !this.is_class {
            return Ok(f);
        }
        let class = if owner.is_none() { vm.class_of(&instance).into_value() } else { owner };
        Ok(vm.heap.bound_method(f, class))
    }
    fn __repr__(vm, this: Ref<WrapperObj>, /) -> Res<super::support::Text> {
        let name = if this.is_class { &b"<classmethod("[..] } else { &b"<staticmethod("[..] };
        let f = this.func.borrow().clone();
        let inner = vm.repr(&f)?;
        Ok(super::support::Text([name, inner.bytes(), b")>"].concat()))
    }
}

natives! { static STATICMETHOD_METHODS;
    /// Call self as a function.
    fn __call__(vm, this: Ref<WrapperObj>, /, *args, **kwargs) -> Res {
        let f = this.func.borrow().clone();
        let kw: Vec<(Ref<StrObj>, Value)> =
            kwargs.entries().into_iter().filter_map(|(k, v)| k.into_ref::<StrObj>().ok().map(|k| (k, v))).collect();
        vm.call_kw(&f, args.items(), &kw)
    }
}

attrs! { static WRAPPER_ATTRS for WrapperObj;
    fn __func__(vm, this) -> Value { this.func.borrow().clone() }
    fn __wrapped__(vm, this) -> Value { this.func.borrow().clone() }
    fn __isabstractmethod__(vm, this) -> Res<bool> {
        let f = this.func.borrow().clone();
        is_abstract(vm, &f)
    }
    fn __dict__(vm, this) -> Option<Ref<DictObj>> { instance::of(this.obj()).map(|i| i.dict(vm.heap)) }
    fn __annotations__(vm, this) -> Res { wrapped_attribute(vm, &this, "__annotations__") }
    set (vm, this, value) { set_wrapped_attribute(vm, &this, "__annotations__", value) }
    fn __annotate__(vm, this) -> Res { wrapped_attribute(vm, &this, "__annotate__") }
    set (vm, this, value) { set_wrapped_attribute(vm, &this, "__annotate__", value) }
}

/// An attribute of what is wrapped: asked for once, then the wrapper's own.
fn wrapped_attribute(vm: &mut Vm, this: &Ref<WrapperObj>, name: &str) -> Res {
    let name = vm.heap.intern(name);
    let own = instance::of(this.obj()).map(|i| i.dict(vm.heap));
    if let Some(v) = own.as_ref().and_then(|d| d.get_str(&name)) {
        return Ok(v);
    }
    let f = this.func.borrow().clone();
    let v = vm.get_attr(&f, &name)?;
    if let Some(d) = own {
        drop(d.set_str(&name, v.clone()));
    }
    Ok(v)
}

fn set_wrapped_attribute(vm: &mut Vm, this: &Ref<WrapperObj>, name: &str, value: Value) -> Res<()> {
    let name = vm.heap.intern(name);
    let own = instance::of(this.obj()).map(|i| i.dict(vm.heap));
    let was_there = match own {
        Some(d) if value.is_undef() => d.remove_str(&name).is_some(),
        Some(d) => {
            drop(d.set_str(&name, value));
            true
        }
        None => false,
    };
    if was_there {
        return Ok(());
    }
    let (what, name) = (vm.class_name(&this.value()), name.to_text());
    let class = vm.types().attribute_error.clone();
    let e = vm.new_error(&class, &format!("'{what}' object has no attribute '{name}'"));
    Err(vm.raise(e))
}

natives! { static MEMBER_METHODS;
    /// Return an attribute of instance, which is of type owner.
    fn __get__(vm, this: Value, instance: Value, owner: Value = Value::None, /) -> Res {
        if instance.is_none() {
            return Ok(this);
        }
        let class = vm.class_of(&instance);
        vm.descr_get(&this, &instance, &class)
    }
    /// Set an attribute of instance to value.
    fn __set__(vm, this: Value, instance: Value, value: Value, /) -> Res<()> {
        let class = vm.class_of(&instance);
        vm.descr_set(&this, &instance, value, &class)
    }
    /// Delete an attribute of instance.
    fn __delete__(vm, this: Value, instance: Value, /) -> Res<()> {
        let class = vm.class_of(&instance);
        vm.descr_set(&this, &instance, Value::Undef, &class)
    }
    fn __repr__(vm, this: Ref<MemberObj>, /) -> String {
        let owner = this.owner.cast::<TypeObj>().map(|c| vm.message_name(c)).unwrap_or_default();
        let name = this.name.cast::<StrObj>().map(StrObj::to_text).unwrap_or_default();
        let member = this.obj().class().is(&vm.types().member_descriptor);
        let what = if member { "member" } else { "attribute" };
        format!("<{what} '{name}' of '{owner}' objects>")
    }
}

natives! { static SLOT_METHODS;
    fn __reduce__(vm, this: Ref<MemberObj>, /) -> Value {
        let getattr = vm.builtins.get_text(vm.heap, "getattr").unwrap_or(Value::None);
        let args = vm.heap.tuple([this.owner.clone(), this.name.clone()]).into_value();
        vm.heap.tuple([getattr, args]).into_value()
    }
}

attrs! { static MEMBER_ATTRS for MemberObj;
    fn __name__(vm, this) -> Value { this.name.clone() }
    fn __objclass__(vm, this) -> Value { this.owner.clone() }
    fn __qualname__(vm, this) -> Value {
        let text = |v: &Value| v.cast::<StrObj>().map(StrObj::to_text).unwrap_or_default();
        let owner = this.owner.cast::<TypeObj>().map(|c| text(&c.qualname.borrow())).unwrap_or_default();
        vm.heap.str(&format!("{owner}.{}", text(&this.name))).into_value()
    }
    fn __doc__(vm, this) -> Value {
        match this.member {
            Member::Native(p) if attr_def(p).doc.is_empty() => text_of(vm, &this),
            Member::Native(p) => vm.heap.str(attr_def(p).doc.trim()).into_value(),
            Member::Dict => vm.heap.str("dictionary for instance variables").into_value(),
            Member::Weakref => vm.heap.str("list of weak references to the object").into_value(),
            Member::Slot(_) => Value::None,
            Member::Item { .. } => text_of(vm, &this),
        }
    }
}

/// The text about an attribute whose declaration has none.
fn text_of(vm: &Vm, member: &MemberObj) -> Value {
    let text = member.owner.cast::<TypeObj>().and_then(|class| {
        let name = member.name.cast::<StrObj>().map(StrObj::to_text).unwrap_or_default();
        doc_texts::text(&format!("{}.{name}", signatures::class_name(vm, class)))
    });
    text.map_or(Value::None, |text| vm.heap.str(text).into_value())
}

/// Installs the methods of these classes.
pub fn install(vm: &mut Vm) {
    let t = vm.types();
    vm.add_methods(&t.property, PROPERTY_METHODS);
    vm.add_attrs(&t.property, PROPERTY_ATTRS);
    for class in [&t.classmethod, &t.staticmethod] {
        vm.add_methods(class, CLASSMETHOD_METHODS);
        vm.add_attrs(class, WRAPPER_ATTRS);
    }
    vm.add_methods(&t.staticmethod, STATICMETHOD_METHODS);
    for class in [&t.getset_descriptor, &t.member_descriptor] {
        vm.add_methods(class, MEMBER_METHODS);
        vm.add_attrs(class, MEMBER_ATTRS);
    }
    vm.add_methods(&t.member_descriptor, SLOT_METHODS);
}

/// Takes the function in, and its names and text into the wrapper's own attributes.
fn wrap(vm: &mut Vm, this: &Ref<WrapperObj>, function: Value) -> Res<()> {
    drop(this.func.replace(function.clone()));
    let Some(i) = instance::of(this.obj()) else { return Ok(()) };
    for name in ["__module__", "__name__", "__qualname__", "__doc__"] {
        let key = vm.heap.intern(name);
        if let Some(v) = vm.get_attr_opt(&function, &key)? {
            drop(i.set(vm.heap, &key, v));
        }
    }
    let own = instance::of(function.as_obj().unwrap_or(this.obj()));
    if function.is_a::<crate::object::function::FunctionObj>()
        && let Some(own) = own
        && !own.shape().is_empty()
    {
        for (k, v) in own.dict(vm.heap).entries() {
            if let Ok(k) = k.into_ref::<StrObj>() {
                drop(i.set(vm.heap, &vm.heap.intern_str(&k), v));
            }
        }
    }
    Ok(())
}

fn is_abstract(vm: &mut Vm, f: &Value) -> Res<bool> {
    if f.is_none() {
        return Ok(false);
    }
    let name = vm.names.__isabstractmethod__.clone();
    match vm.get_attr_opt(f, &name)? {
        Some(v) => vm.truth(&v),
        None => Ok(false),
    }
}

/// `property.__init__`: the text is the one given, else the getter's. A subclass has a text of its own, which would hide that of its instance:
/// there it becomes a plain attribute.
fn init(vm: &mut Vm, this: &Ref<PropertyObj>, [get, set, delete]: [Value; 3], doc: Value) -> Res<()> {
    let name = vm.names.__doc__.clone();
    let mut text = doc;
    this.getter_doc.set(false);
    if text.is_none() && !get.is_none() {
        text = vm.get_attr_opt(&get, &name)?.unwrap_or(Value::None);
        this.getter_doc.set(!text.is_none());
    }
    for (slot, v) in [(&this.get, get), (&this.set, set), (&this.delete, delete)] {
        drop(slot.replace(v));
    }
    if this.obj().header().is_exact() {
        drop(this.doc.replace(text));
        return Ok(());
    }
    let stored = vm.set_attr(&this.value(), &name, text);
    match stored {
        // Slots without room for it.
        Err(e) if !this.getter_doc.get() && vm.raised_is(&e, &vm.types().attribute_error) => {
            drop(vm.take_raised(e));
            Ok(())
        }
        stored => stored,
    }
}

fn copied(
    vm: &mut Vm,
    p: &Ref<PropertyObj>,
    get: Option<Value>,
    set: Option<Value>,
    del: Option<Value>,
) -> Res {
    let keep = |new: Option<Value>, old: &RefCell<Value>| {
        new.filter(|v| !v.is_none()).unwrap_or_else(|| old.borrow().clone())
    };
    let args = [keep(get, &p.get), keep(set, &p.set), keep(del, &p.delete)];
    let class = vm.class_of(&p.value()).into_value();
    // The text comes from the getter, unless it was given.
    let doc = if p.getter_doc.get() && !args[0].is_none() { Value::None } else { p.doc.borrow().clone() };
    let mut all = args.to_vec();
    all.push(doc);
    let new = vm.call(&class, &all)?;
    if let Some(n) = new.cast::<PropertyObj>() {
        drop(n.name.replace(p.name.borrow().clone()));
    }
    Ok(new)
}
