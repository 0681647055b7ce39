//! `type`: making classes, and what can be asked of a class.

use crate::natives;
use crate::object::descr::MemberObj;
use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::types::flags;
use crate::object::{Kind, Ref, TypeObj, Value};
use crate::vm::native::AttrDef;
use crate::vm::{Res, Vm};

use super::annotations;

use std::rc::Rc;

natives! { static METHODS;
    /// type(object) -> the object's type
    /// type(name, bases, dict, **kwds) -> a new type
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res { new(vm, &cls, &args, &kwargs) }
    /// Initialize self.  See help(type(self)) for accurate signature.
    fn __init__(vm, this: Value, /, *args, **kwargs) -> Res<()> {
        if !kwargs.is_empty() && args.len() == 1 {
            return Err(vm.type_error("type.__init__() takes no keyword arguments"));
        }
        if args.len() != 1 && args.len() != 3 {
            return Err(vm.type_error("type.__init__() takes 1 or 3 arguments"));
        }
        Ok(())
    }
    /// Call self as a function.
    fn __call__(vm, this: Ref<TypeObj>, /, *args, **kwargs) -> Res {
        if let [one] = args.items()
            && this.is(&vm.types().type_)
            && kwargs.is_empty()
        {
            return Ok(vm.class_of(one).into_value());
        }
        let kw: Vec<(Ref<StrObj>, Value)> =
            kwargs.entries().into_iter().filter_map(|(k, v)| k.into_ref::<StrObj>().ok().map(|k| (k, v))).collect();
        vm.call_class(&this, args.items().to_vec(), kw)
    }
    fn __repr__(vm, this: Ref<TypeObj>, /) -> String { format!("<class '{}'>", vm.full_name(&this)) }
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
        let name = super::object::name_argument(vm, &name)?;
        vm.generic_set(&this, &name, value)
    }
    /// Implement delattr(self, name).
    fn __delattr__(vm, this: Value, name: Value, /) -> Res<()> {
        let name = super::object::name_argument(vm, &name)?;
        vm.generic_del(&this, &name)
    }
    /// Specialized __dir__ implementation for types.
    fn __dir__(vm, this: Ref<TypeObj>, /) -> Res {
        let names = vm.heap.dict();
        super::object::class_names(vm, &this, &names)?;
        Ok(vm.heap.list(names.keys()).into_value())
    }
    /// Check if an object is an instance.
    fn __instancecheck__(vm, this: Ref<TypeObj>, instance: Value, /) -> Res<bool> {
        if vm.is_instance_of(&instance, &this) {
            return Ok(true);
        }
        let claimed = vm.get_attr_opt(&instance, &vm.names.__class__)?;
        Ok(claimed.is_some_and(|c| c.cast::<TypeObj>().is_some_and(|c| c.is_subclass(&this))))
    }
    /// Check if a class is a subclass.
    fn __subclasscheck__(vm, this: Ref<TypeObj>, subclass: Value, /) -> Res<bool> {
        match subclass.cast::<TypeObj>() {
            Some(c) => Ok(c.is_subclass(&this)),
            None => by_bases(vm, &subclass, &this.value()),
        }
    }
    /// Return a list of immediate subclasses.
    fn __subclasses__(vm, this: Ref<TypeObj>, /) -> Value {
        let alive = this.live_subclasses().into_iter().map(Ref::into_value).collect();
        vm.heap.list(alive).into_value()
    }
    /// Return a type's method resolution order.
    fn mro(vm, this: Ref<TypeObj>, /) -> Res {
        let order = vm.default_mro(&this)?;
        Ok(vm.heap.list(order.iter().map(Ref::value).collect()).into_value())
    }
    /// Return self|value.
    fn __or__(vm, this: Value, value: Value, /) -> Res { super::union_type::or(vm, &this, &value) }
    /// Return value|self.
    fn __ror__(vm, this: Value, value: Value, /) -> Res { super::union_type::or(vm, &value, &this) }
    /// Return memory consumption of the type object.
    fn __sizeof__(vm, this: Value, /) -> i64 { 1024 }
}

natives! { static CLASS_METHODS;
    /// Create the namespace for the class statement
    fn __prepare__(vm, cls: Value, /, *args, **kwargs) -> Ref<DictObj> { vm.heap.dict() }
}

macro_rules! class_attr {
    ($name:literal, $get:expr) => {
        AttrDef {
            name: $name,
            doc: "",
            get: |vm, t| {
                let get: fn(&mut Vm, Ref<TypeObj>) -> Res = $get;
                match t.to_ref() {
                    Some(c) => get(vm, c),
                    None => Err(vm.wrong_receiver(t)),
                }
            },
            set: None,
        }
    };
    ($name:literal, $get:expr, $set:expr) => {
        AttrDef {
            set: Some(|vm, t, v| {
                let set: fn(&mut Vm, Ref<TypeObj>, Value) -> Res<()> = $set;
                match t.to_ref() {
                    Some(c) => {
                        mutable(vm, &c, $name, v.is_undef())?;
                        set(vm, c, v)
                    }
                    None => Err(vm.wrong_receiver(t)),
                }
            }),
            ..class_attr!($name, $get)
        }
    };
}

static ATTRS: &[AttrDef] = &[
    class_attr!("__name__", |_, c| Ok(c.name.borrow().clone()), |vm, c, v| {
        let v = text_for(vm, &c, "__name__", v)?;
        drop(c.name.replace(v));
        Ok(())
    }),
    class_attr!("__qualname__", |_, c| Ok(c.qualname.borrow().clone()), |vm, c, v| {
        let v = text_for(vm, &c, "__qualname__", v)?;
        drop(c.qualname.replace(v));
        Ok(())
    }),
    class_attr!(
        "__bases__",
        |vm, c| {
            let bases: Vec<Value> = c.bases.borrow().iter().map(Ref::value).collect();
            Ok(vm.heap.tuple(bases).into_value())
        },
        set_bases
    ),
    class_attr!("__base__", |_, c| Ok(c.base().map_or(Value::None, Ref::into_value))),
    class_attr!("__mro__", |vm, c| {
        let order: Vec<Value> = c.mro().iter().map(Ref::value).collect();
        Ok(vm.heap.tuple(order).into_value())
    }),
    class_attr!("__dict__", |vm, c| Ok(super::dict_views::class_proxy(vm, c.dict()))),
    class_attr!(
        "__module__",
        |vm, c| Ok(match c.dict().get_str(&vm.names.__module__) {
            Some(m) if !m.is_a::<crate::object::descr::MemberObj>() => m,
            _ => vm.heap.intern("builtins").into_value(),
        }),
        |vm, c, v| {
            own(vm, &c, "__module__", v)?;
            // The line was one of the module that was.
            let line = vm.heap.intern("__firstlineno__");
            drop(c.delete_attr(&line));
            Ok(())
        }
    ),
    class_attr!("__doc__", doc, |vm, c, v| own(vm, &c, "__doc__", v)),
    class_attr!("__annotations__", annotations::of_class, annotations::set_of_class),
    class_attr!("__annotate__", annotations::annotate_of_class, annotations::set_annotate_of_class),
    class_attr!(
        "__type_params__",
        |vm, c| {
            let name = vm.names.__type_params__.clone();
            Ok(c.dict()
                .get_str(&name)
                .filter(|v| !v.is_a::<crate::object::descr::MemberObj>())
                .unwrap_or_else(|| vm.heap.tuple([]).into_value()))
        },
        |vm, c, v| own(vm, &c, "__type_params__", v)
    ),
    class_attr!(
        "__abstractmethods__",
        |vm, c| {
            let name = vm.names.__abstractmethods__.clone();
            match c.dict().get_str(&name).filter(|_| !c.is(&vm.types().type_)) {
                Some(v) => Ok(v),
                None => Err(vm.attribute_error(c.into_value(), "__abstractmethods__", "__abstractmethods__")),
            }
        },
        |vm, c, v| {
            let on = !v.is_undef() && vm.truth(&v)?;
            own(vm, &c, "__abstractmethods__", v)?;
            c.set_flag(flags::ABSTRACT, on);
            Ok(())
        }
    ),
    class_attr!("__text_signature__", |vm, c| {
        let text = super::signatures::of_class(vm, &c);
        Ok(text.map_or(Value::None, |t| vm.heap.str(&t).into_value()))
    }),
    class_attr!("__flags__", |vm, c| {
        let bit = |on: bool, n: u32| if on { 1i64 << n } else { 0 };
        let t = vm.types();
        let sub = |k: &Ref<TypeObj>| c.is_subclass(k);
        Ok(Value::Int(
            bit(!c.is_heap_type(), 8)
                | bit(c.is_heap_type() || super::slots::is_made(&super::signatures::class_name(vm, &c)), 9)
                | bit(c.has(flags::BASE), 10)
                | 1 << 12
                | bit(c.has(flags::SEQUENCE), 5)
                | bit(c.has(flags::MAPPING), 6)
                | bit(c.has(flags::ABSTRACT), 20)
                | bit(sub(&t.int), 24)
                | bit(sub(&t.list), 25)
                | bit(sub(&t.tuple), 26)
                | bit(sub(&t.bytes), 27)
                | bit(sub(&t.str_), 28)
                | bit(sub(&t.dict), 29)
                | bit(sub(&t.base_exception), 30)
                | bit(sub(&t.type_), 31),
        ))
    }),
    class_attr!("__basicsize__", |_, c| Ok(Value::Int(16 + 8 * i64::from(c.slot_count.get())))),
    class_attr!("__itemsize__", |_, c| Ok(Value::Int(if c.kind.get() == Kind::Tuple { 8 } else { 0 }))),
    class_attr!("__dictoffset__", |_, c| Ok(Value::Int(if c.has(flags::DICT) { -1 } else { 0 }))),
    class_attr!("__weakrefoffset__", |_, c| Ok(Value::Int(if c.has(flags::WEAK) { -1 } else { 0 }))),
];

/// Installs the class's methods.
pub fn install(vm: &mut Vm) {
    let class = vm.types().type_.clone();
    vm.add_methods(&class, METHODS);
    vm.add_class_methods(&class, CLASS_METHODS);
    vm.add_attrs(&class, ATTRS);
}

fn new(vm: &mut Vm, cls: &Ref<TypeObj>, args: &Ref<TupleObj>, kwargs: &Ref<DictObj>) -> Res {
    match args.items() {
        [name, bases, ns] => {
            let kw: Vec<(Ref<StrObj>, Value)> = kwargs
                .entries()
                .into_iter()
                .filter_map(|(k, v)| k.into_ref::<StrObj>().ok().map(|k| (k, v)))
                .collect();
            vm.type_new(cls, name, bases, ns, &kw)
        }
        other => {
            Err(vm.type_error(format!("type.__new__() takes exactly 3 arguments ({} given)", other.len())))
        }
    }
}

fn mutable(vm: &mut Vm, c: &Ref<TypeObj>, name: &str, deleting: bool) -> Res<()> {
    let verb = if !c.is_heap_type() {
        "set"
    } else if deleting && !matches!(name, "__annotations__" | "__annotate__" | "__abstractmethods__") {
        // CPython calls every type immutable whose attribute is deleted.
        "delete"
    } else {
        return Ok(());
    };
    let what = c.name_text();
    Err(vm.type_error(format!("cannot {verb} '{name}' attribute of immutable type '{what}'")))
}

fn text_for(vm: &mut Vm, c: &Ref<TypeObj>, attribute: &str, v: Value) -> Res {
    let class = c.name_text();
    if !v.is_a::<StrObj>() {
        let what = vm.class_name(&v);
        return Err(vm.type_error(format!("can only assign string to {class}.{attribute}, not '{what}'")));
    }
    if let Some(text) = v.to_ref::<StrObj>().filter(|_| attribute == "__name__") {
        vm.check_class_name(&text)?;
    }
    Ok(v)
}

/// Sets (or, with Undef, deletes) a name of the class's own dict.
fn own(vm: &mut Vm, c: &Ref<TypeObj>, name: &str, v: Value) -> Res<()> {
    let key = vm.heap.intern(name);
    if v.is_undef() {
        return match c.delete_attr(&key) {
            Some(_) => Ok(()),
            None => Err(vm.attribute_error(c.value(), name, name)),
        };
    }
    c.set_attr(&key, v);
    Ok(())
}

fn doc(vm: &mut Vm, c: Ref<TypeObj>) -> Res {
    if c.is(&vm.types().type_) {
        return Ok(vm.heap.str(TYPE_DOC).into_value());
    }
    let name = vm.names.__doc__.clone();
    match c.dict().get_str(&name) {
        // The entry is about instances; that of the class itself lies elsewhere.
        Some(v) if v.is_a::<MemberObj>() && !c.is_heap_type() => {
            let text = super::doc_texts::text(&super::signatures::class_name(vm, &c));
            Ok(text.map_or(Value::None, |text| vm.heap.str(text).into_value()))
        }
        Some(v) => vm.descr_get_class(&v, &c),
        None => Ok(Value::None),
    }
}

const TYPE_DOC: &str = "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type";

fn set_bases(vm: &mut Vm, c: Ref<TypeObj>, v: Value) -> Res<()> {
    let class = c.name_text();
    let Some(t) = v.to_ref::<TupleObj>() else {
        let what = vm.class_name(&v);
        return Err(vm.type_error(format!("can only assign tuple to {class}.__bases__, not {what}")));
    };
    if t.is_empty() {
        return Err(vm.type_error(format!("can only assign non-empty tuple to {class}.__bases__, not ()")));
    }
    let mut new = Vec::new();
    for b in t.items() {
        match b.to_ref::<TypeObj>() {
            Some(b) if b.is_subclass(&c) || derives(&b, &c) => {
                return Err(vm.type_error("a __bases__ item causes an inheritance cycle"));
            }
            Some(b) => new.push(b),
            None => {
                let what = vm.class_name(b);
                return Err(
                    vm.type_error(format!("{class}.__bases__ must be tuple of classes, not '{what}'"))
                );
            }
        }
    }
    let best = vm.best_layout(&new)?;
    if let Some(old) = c.base() {
        vm.check_fit(&old, &new[best], "__bases__")?;
    }
    let (old, old_best) = c.replace_bases(new.clone(), best);
    let mut orders = Vec::new();
    if let Err(e) = reorder(vm, &c, &mut orders) {
        for (class, order) in orders.into_iter().rev() {
            class.set_mro(order);
        }
        if has_bases(&c, &new) {
            drop(c.replace_bases(old, old_best));
        }
        return Err(e);
    }
    // A `mro()` on the way may have set other bases: then that was all done there.
    if has_bases(&c, &new) {
        c.leave_bases(&old);
        for b in &new {
            b.subclasses.borrow_mut().push(vm.heap.weak_box(c.obj()));
        }
    }
    Ok(())
}

fn has_bases(c: &Ref<TypeObj>, bases: &[Ref<TypeObj>]) -> bool {
    let now = c.bases.borrow();
    now.len() == bases.len() && now.iter().zip(bases).all(|(a, b)| a.is(b))
}

/// Whether a class stands above another by their bases, whatever the orders say.
fn derives(c: &Ref<TypeObj>, from: &Ref<TypeObj>) -> bool {
    let mut work = vec![c.clone()];
    let mut seen = std::collections::HashSet::new();
    while let Some(c) = work.pop() {
        if c.is(from) {
            return true;
        }
        if seen.insert(c.addr()) {
            work.extend(c.bases.borrow().iter().cloned());
        }
    }
    false
}

/// Computes the order of a class and of all that derive from it anew, and notes the orders that were.
fn reorder(vm: &mut Vm, c: &Ref<TypeObj>, was: &mut Vec<(Ref<TypeObj>, Rc<[Ref<TypeObj>]>)>) -> Res<()> {
    let mut work = vec![c.clone()];
    while let Some(c) = work.pop() {
        was.push((c.clone(), c.mro()));
        let meta = c.obj().class().clone();
        vm.compute_mro(&c, &meta)?;
        if c.lookup(&vm.names.__del__).is_some() {
            c.gain_finalizer();
        }
        vm.note_own_new(&c.value());
        work.extend(c.live_subclasses().into_iter().rev());
    }
    Ok(())
}

/// Whether an object that is no class claims a class among its `__bases__`.
fn by_bases(vm: &mut Vm, sub: &Value, cls: &Value) -> Res<bool> {
    if sub.is(cls) {
        return Ok(true);
    }
    let bases = vm.get_attr_opt(sub, &vm.names.__bases__)?;
    let Some(t) = bases.and_then(|b| b.into_ref::<TupleObj>().ok()) else {
        return Err(vm.type_error("issubclass() arg 1 must be a class"));
    };
    for b in t.items() {
        if b.is(cls) || !b.is_a::<TypeObj>() && by_bases(vm, b, cls)? {
            return Ok(true);
        }
        if let (Some(b), Some(c)) = (b.cast::<TypeObj>(), cls.cast::<TypeObj>())
            && b.is_subclass(c)
        {
            return Ok(true);
        }
    }
    Ok(false)
}
