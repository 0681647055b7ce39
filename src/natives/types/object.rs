//! `object`: what every class inherits.

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::instance::{self, Attributes, Plain};
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::types::flags;
use crate::object::{Kind, Ref, TypeObj, Value};
use crate::vm::native::AttrDef;
use crate::vm::{Res, Vm};

use super::support::{IntoTexts, Text, address, not_implemented};

natives! { pub(super) static METHODS;
    /// The base class of the class hierarchy.
    ///
    /// When called, it accepts no arguments and returns a new featureless
    /// instance that has no instance attributes and cannot be given any.
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res { new(vm, &cls, &args, &kwargs) }
    /// Initialize self.  See help(type(self)) for accurate signature.
    fn __init__(vm, this: Value, /, *args, **kwargs) -> Res<()> { init(vm, &this, &args, &kwargs) }
    /// Return repr(self).
    fn __repr__(vm, this: Value, /) -> Res<Text> { default_repr(vm, &this) }
    /// Return str(self).
    fn __str__(vm, this: Value, /) -> Res<Ref<StrObj>> { vm.repr(&this) }
    /// Return hash(self).
    fn __hash__(vm, this: Value, /) -> i64 { crate::vm::compare::identity_hash(&this) }
    /// Return self==value.
    fn __eq__(vm, this: Value, value: Value, /) -> Value { if this.is(&value) { Value::True } else { not_implemented(vm) } }
    /// Return self!=value.
    fn __ne__(vm, this: Value, value: Value, /) -> Res {
        match vm.call_special(&this, &vm.names.__eq__, &[value])? {
            Some(v) if !v.is(&vm.types().not_implemented) => Ok(Value::bool(!vm.truth(&v)?)),
            _ => Ok(not_implemented(vm)),
        }
    }
    /// Return self<value.
    fn __lt__(vm, this: Value, value: Value, /) -> Value { not_implemented(vm) }
    /// Return self<=value.
    fn __le__(vm, this: Value, value: Value, /) -> Value { not_implemented(vm) }
    /// Return self>value.
    fn __gt__(vm, this: Value, value: Value, /) -> Value { not_implemented(vm) }
    /// Return self>=value.
    fn __ge__(vm, this: Value, value: Value, /) -> Value { not_implemented(vm) }
    /// Return getattr(self, name).
    fn __getattribute__(vm, this: Value, name: Value, /) -> Res {
        let name = super::object::name_argument(vm, &name)?;
        let class = vm.class_of(&this);
        match vm.generic_get(&this, &name, &class)? {
            Some(v) => Ok(v),
            None => Err(vm.no_attribute(&this, &name)),
        }
    }
    /// Implement setattr(self, name, value).
    fn __setattr__(vm, this: Value, name: Value, value: Value, /) -> Res<()> {
        let name = name_argument(vm, &name)?;
        refuse_types(vm, &this, "__setattr__")?;
        vm.generic_set(&this, &name, value)
    }
    /// Implement delattr(self, name).
    fn __delattr__(vm, this: Value, name: Value, /) -> Res<()> {
        let name = name_argument(vm, &name)?;
        refuse_types(vm, &this, "__delattr__")?;
        vm.generic_del(&this, &name)
    }
    /// Default object formatter.
    ///
    /// Return str(self) if format_spec is empty. Raise TypeError otherwise.
    fn __format__(vm, this: Value, format_spec: Ref<StrObj>, /) -> Res<Ref<StrObj>> {
        if format_spec.byte_len() > 0 {
            let name = vm.class_name(&this);
            return Err(vm.type_error(format!("unsupported format string passed to {name}.__format__")));
        }
        vm.str(&this)
    }
    /// Default dir() implementation.
    fn __dir__(vm, this: Value, /) -> Res { directory(vm, &this) }
    /// Size of object in memory, in bytes.
    fn __sizeof__(vm, this: Value, /) -> i64 { 16 }
    /// Helper for pickle.
    fn __reduce__(vm, this: Value, /) -> Res { super::pickling::reduce(vm, &this, 0) }
    /// Helper for pickle.
    fn __reduce_ex__(vm, this: Value, protocol: i64, /) -> Res { super::pickling::reduce_ex(vm, &this, protocol) }
    /// Helper for pickle.
    fn __getstate__(vm, this: Value, /) -> Res { super::pickling::state_of(vm, &this) }
}

natives! { static CLASS_METHODS;
    /// Abstract classes can override this to customize issubclass().
    ///
    /// This is invoked early on by abc.ABCMeta.__subclasscheck__().
    /// It should return True, False or NotImplemented.  If it returns
    /// NotImplemented, the normal algorithm is used.  Otherwise, it
    /// overrides the normal algorithm (and the outcome is cached).
    fn __subclasshook__(vm, cls: Value, /, *args) -> Value { not_implemented(vm) }
    /// This method is called when a class is subclassed.
    ///
    /// The default implementation does nothing. It may be
    /// overridden to extend subclasses.
    fn __init_subclass__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res<()> {
        if !kwargs.is_empty() {
            let name = cls.name_text();
            return Err(vm.type_error(format!("{name}.__init_subclass__() takes no keyword arguments")));
        }
        if !args.is_empty() {
            let n = args.len();
            return Err(vm.type_error(format!("object.__init_subclass__() takes no arguments ({n} given)")));
        }
        Ok(())
    }
}

static ATTRS: &[AttrDef] = &[AttrDef {
    name: "__class__",
    doc: "the object's class",
    get: |vm, o| Ok(vm.class_of(o).into_value()),
    set: Some(set_class),
}];

/// Installs the class's methods.
pub fn install(vm: &mut Vm) {
    let class = vm.types().object.clone();
    vm.add_methods(&class, METHODS);
    vm.add_class_methods(&class, CLASS_METHODS);
    vm.add_attrs(&class, ATTRS);
}

/// An attribute's name, interned.
pub fn name_argument(vm: &mut Vm, name: &Value) -> Res<Ref<StrObj>> {
    match name.to_ref::<StrObj>() {
        Some(s) => {
            vm.granted(vm.heap.make_room_for_name())?;
            Ok(vm.heap.intern_str(&s))
        }
        None => {
            let what = vm.class_name(name);
            Err(vm.type_error(format!("attribute name must be string, not '{what}'")))
        }
    }
}

/// `object.__setattr__` on a class is a way around its metaclass.
fn refuse_types(vm: &mut Vm, this: &Value, what: &str) -> Res<()> {
    if this.is_a::<TypeObj>() {
        let name = vm.class_name(this);
        return Err(vm.type_error(format!("can't apply this {what} to {name} object")));
    }
    Ok(())
}

fn new(vm: &mut Vm, cls: &Ref<TypeObj>, args: &Ref<TupleObj>, kwargs: &Ref<DictObj>) -> Res {
    let names = vm.names;
    let foreign = cls.kind.get() != Kind::Instance;
    let by_object = cls.mro().iter().find(|c| !c.is_heap_type()).is_some_and(|c| c.has(flags::BY_OBJECT));
    if (!args.is_empty() || !kwargs.is_empty()) && (!foreign || by_object) {
        let own_new =
            cls.has(flags::OWN_NEW) || cls.lookup(&names.__new__).is_some_and(|f| !vm.is_default_new(&f));
        if own_new {
            return Err(vm.new_takes_nothing());
        }
        if cls.lookup(&names.__init__).is_none_or(|f| f.is(&vm.defaults.object_init)) {
            let name = cls.name_text();
            return Err(vm.type_error(format!("{name}() takes no arguments")));
        }
    }
    if cls.has(flags::ABSTRACT) {
        return Err(vm.abstract_error(cls));
    }
    if cls.has(flags::NO_NEW) {
        let name = vm.message_name(cls);
        return Err(vm.type_error(format!("cannot create '{name}' instances")));
    }
    if foreign
        && let Some(built_in) = cls.mro().iter().find(|c| !c.is_heap_type()).cloned()
        && built_in.has(flags::BY_OBJECT)
        && let Some(new) = built_in.dict().get_str(&names.__new__)
    {
        return vm.call(&new, &[cls.value()]);
    }
    // A built-in class may say that its constructor is this one.
    let own = || cls.dict().get_str(&names.__new__).is_some_and(|f| vm.is_default_new(&f));
    if cls.kind.get() != Kind::Instance || !cls.is_heap_type() && !own() {
        // The class whose constructor is not one of the language.
        let mut made_by = cls.clone();
        while made_by.has(flags::OWN_NEW)
            && let Some(base) = made_by.base()
        {
            made_by = base;
        }
        let (name, made_by) = (cls.name_text(), made_by.name_text());
        return Err(vm.type_error(format!("object.__new__({name}) is not safe, use {made_by}.__new__()")));
    }
    Ok(vm.heap.alloc(cls, Plain).into_value())
}

fn init(vm: &mut Vm, this: &Value, args: &Ref<TupleObj>, kwargs: &Ref<DictObj>) -> Res<()> {
    if args.is_empty() && kwargs.is_empty() {
        return Ok(());
    }
    let class = vm.class_of(this);
    let names = vm.names;
    if class.lookup(&names.__init__).is_some_and(|f| !f.is(&vm.defaults.object_init)) {
        return Err(
            vm.type_error("object.__init__() takes exactly one argument (the instance to initialize)")
        );
    }
    if !class.has(flags::OWN_NEW) && class.lookup(&names.__new__).is_none_or(|f| vm.is_default_new(&f)) {
        let name = class.name_text();
        return Err(vm.type_error(format!(
            "{name}.__init__() takes exactly one argument (the instance to initialize)"
        )));
    }
    Ok(())
}

/// `<module.Class object at 0x..>`
pub fn default_repr(vm: &mut Vm, this: &Value) -> Res<Text> {
    let class = vm.class_of(this);
    let name = vm.full_name(&class);
    Ok(IntoTexts(vec![
        b"<".to_vec(),
        name.into_bytes(),
        format!(" object at {}>", address(this)).into_bytes(),
    ])
    .join())
}

fn set_class(vm: &mut Vm, this: &Value, v: Value) -> Res<()> {
    if v.is_undef() {
        return Err(vm.type_error("can't delete __class__ attribute"));
    }
    let new = match v.into_ref::<TypeObj>() {
        Ok(c) => c,
        Err(v) => {
            let what = vm.class_name(&v);
            return Err(vm.type_error(format!("__class__ must be set to a class, not '{what}' object")));
        }
    };
    if let Some(t) = this.cast::<TypeObj>().filter(|t| !t.is_heap_type()) {
        let name = vm.message_name(t);
        return Err(vm.type_error(format!("cannot set '__class__' attribute of immutable type '{name}'")));
    }
    let old = vm.class_of(this);
    let module = vm.types().module.clone();
    let changeable =
        old.is_subclass(&module) && new.is_subclass(&module) || old.is_heap_type() && new.is_heap_type();
    let Some(o) = this.as_obj().filter(|_| changeable) else {
        return Err(
            vm.type_error("__class__ assignment only supported for mutable types or ModuleType subclasses")
        );
    };
    vm.check_fit(&old, &new, "__class__")?;
    // The object may stand in a class's dict, and caches rely on what it is to that class.
    let names = vm.names;
    let is_descriptor = |c: &TypeObj| {
        [&names.__get__, &names.__set__, &names.__delete__].map(|name| c.lookup(name).is_some())
    };
    if is_descriptor(&old) != is_descriptor(&new) {
        vm.heap.bump_class_epoch();
    }
    let before = crate::object::heap::replace_class(o, new.clone());
    if let Some(i) = instance::of(o) {
        i.reshape(vm.heap, &new);
    }
    drop(before);
    Ok(())
}

/// The names in an object's own storage and in its classes.
fn directory(vm: &mut Vm, this: &Value) -> Res {
    let names = vm.heap.dict();
    let own = vm.get_attr_opt(this, &vm.names.__dict__)?;
    if let Some(d) = own.and_then(|d| d.into_ref::<DictObj>().ok()) {
        for k in d.keys() {
            drop(vm.dict_set(&names, k, Value::None)?);
        }
    }
    let class = vm.get_attr_opt(this, &vm.names.__class__)?.and_then(|c| c.into_ref::<TypeObj>().ok());
    let class = class.unwrap_or_else(|| vm.class_of(this));
    class_names(vm, &class, &names)?;
    Ok(vm.heap.list(names.keys()).into_value())
}

/// Adds the names in a class and its bases.
pub fn class_names(vm: &mut Vm, class: &Ref<TypeObj>, out: &Ref<DictObj>) -> Res<()> {
    for c in class.mro().iter() {
        for k in c.dict().keys() {
            drop(vm.dict_set(out, k, Value::None)?);
        }
    }
    Ok(())
}

/// The attributes in an instance's storage, as a fresh dict; None if it has no `__dict__`.
pub fn instance_attributes(vm: &Vm, this: &Value) -> Option<Ref<DictObj>> {
    let i = instance::of(this.as_obj()?)?;
    let out = vm.heap.dict();
    match i.attributes() {
        Attributes::Dict(d) => out.copy_from(&d),
        Attributes::Shaped(s) if s.is_closed() => return None,
        Attributes::Shaped(s) => {
            for (name, slot) in s.names() {
                if let Some(v) = i.get_slot(slot).or_none() {
                    out.set_str(&name, v);
                }
            }
        }
    }
    Some(out)
}
