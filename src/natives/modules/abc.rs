//! `_abc`: what abstract classes remember of other classes, and what they tell the patterns (CPython's `Modules/_abc.c`).
//!
//! Classes are known by their addresses, each with the heap's weak note beside it: an address counts as long as its class lives.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use crate::object::dict::DictObj;
use crate::object::list::ListObj;
use crate::object::set::SetObj;
use crate::object::tuple::TupleObj;
use crate::object::types::flags::{MAPPING, NO_NEW, SEQUENCE};
use crate::object::weak::{Role, WeakBox};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};
use crate::{natives, payload};

use super::support::{ClassSpec, new_class};

/// The bits of `__abc_tpflags__` that sequence and mapping patterns go by.
const SEQUENCE_BIT: i64 = 1 << 5;
const MAPPING_BIT: i64 = 1 << 6;

/// Classes that are not kept alive.
#[derive(Default)]
struct WeakClasses(RefCell<HashMap<usize, Rc<WeakBox>>>);

impl WeakClasses {
    fn has(&self, v: &Value) -> bool {
        let Some(o) = v.as_obj() else { return false };
        self.0.borrow().get(&o.addr()).is_some_and(|note| note.is_alive())
    }

    fn add(&self, vm: &Vm, v: &Value) {
        let Some(o) = v.as_obj() else { return };
        let note = vm.heap.weak_box(o);
        let mut known = self.0.borrow_mut();
        if known.len() == known.capacity() {
            // Before the table grows, those go that are no more.
            known.retain(|_, note| note.is_alive());
        }
        known.insert(o.addr(), note);
    }

    fn living(&self) -> Vec<Value> {
        let mut known: Vec<(usize, Value)> =
            self.0.borrow().iter().filter_map(|(at, note)| Some((*at, Value::Obj(note.get()?)))).collect();
        known.sort_unstable_by_key(|(at, _)| *at);
        known.into_iter().map(|(_, v)| v).collect()
    }

    fn clear(&self) {
        self.0.borrow_mut().clear();
    }
}

payload! {
    /// `_abc._abc_data`: what one abstract class remembers.
    pub struct AbcData as "_abc._abc_data" {
    } plain {
        registry: WeakClasses,
        cache: WeakClasses,
        negative: WeakClasses,
        /// The invalidation counter for which `negative` holds.
        version: Cell<i64>,
    }
}

/// How often classes were registered: what was known to be no subclass may be one since.
#[derive(Default)]
struct Counter(i64);

/// The attribute by which a class finds its data.
const DATA: &str = "_abc_impl";

fn data_of(vm: &mut Vm, cls: &Value) -> Res<Ref<AbcData>> {
    let name = vm.heap.intern(DATA);
    let found = vm.get_attr(cls, &name)?;
    found.into_ref::<AbcData>().map_err(|_| vm.type_error("_abc_impl is set to a wrong type"))
}

natives! { static FUNCTIONS;
    /// Returns the current ABC cache token.
    ///
    /// The token is an opaque object (supporting equality testing) identifying the
    /// current version of the ABC cache for virtual subclasses. The token changes
    /// with every call to register() on any ABC.
    fn get_cache_token(vm, /) -> i64 { vm.extension::<Counter>().0 }
    /// Internal ABC helper for class set-up. Should be never used outside abc module.
    fn _abc_init(vm, cls: Value, /) -> Res<()> { begin(vm, &cls) }
    /// Internal ABC helper for subclass registration. Should be never used outside abc module.
    fn _abc_register(vm, cls: Value, subclass: Value, /) -> Res { register(vm, cls, subclass) }
    /// Internal ABC helper for instance checks. Should be never used outside abc module.
    fn _abc_instancecheck(vm, cls: &Value, instance: &Value, /) -> Res { instance_check(vm, cls, instance) }
    /// Internal ABC helper for subclass checks. Should be never used outside abc module.
    fn _abc_subclasscheck(vm, cls: &Value, subclass: &Value, /) -> Res<bool> { subclass_check(vm, cls, subclass) }
    /// Internal ABC helper for cache and registry debugging.
    ///
    /// Return shallow copies of registry, of both caches, and
    /// negative cache version. Don't call this function directly,
    /// instead use ABC._dump_registry() for a nice repr.
    fn _get_dump(vm, cls: Value, /) -> Res {
        let data = data_of(vm, &cls)?;
        let mut parts = Vec::with_capacity(4);
        for classes in [&data.registry, &data.cache, &data.negative] {
            parts.push(as_set(vm, classes)?);
        }
        parts.push(Value::Int(data.version.get()));
        Ok(vm.heap.tuple(parts).into_value())
    }
    /// Internal ABC helper to reset registry of a given class.
    ///
    /// Should be only used by refleak.py
    fn _reset_registry(vm, cls: Value, /) -> Res<()> {
        data_of(vm, &cls)?.registry.clear();
        Ok(())
    }
    /// Internal ABC helper to reset both caches of a given class.
    ///
    /// Should be only used by refleak.py
    fn _reset_caches(vm, cls: Value, /) -> Res<()> {
        let data = data_of(vm, &cls)?;
        data.cache.clear();
        data.negative.clear();
        Ok(())
    }
}

/// The classes as a set of weak references.
fn as_set(vm: &mut Vm, classes: &WeakClasses) -> Res {
    let empty = vm.heap.tuple([]).into_value();
    let table = vm.set_from(&empty)?;
    let set = vm.heap.alloc(&vm.types().set, SetObj::new(table));
    vm.import("_weakref")?;
    let class = vm.extra_types["weakref.ReferenceType"].clone();
    for c in classes.living() {
        if let Some(o) = c.as_obj() {
            let r = vm.heap.weak_ref(&class, o, Role::Plain, Value::None);
            vm.set_add(&set, r.into_value())?;
        }
    }
    Ok(set.into_value())
}

fn is_abstract(vm: &mut Vm, v: &Value) -> Res<bool> {
    match vm.get_attr_opt(v, &vm.names.__isabstractmethod__)? {
        Some(v) => vm.truth(&v),
        None => Ok(false),
    }
}

/// Sets `__abstractmethods__`: what the namespace says, and what bases say and the class does not fulfil.
fn find_abstract(vm: &mut Vm, cls: &Value) -> Res<()> {
    let namespace = vm.get_attr(cls, &vm.names.__dict__)?;
    let items = vm.heap.intern("items");
    let items = vm.call_method(&namespace, &items, &[])?;
    let mut names = Vec::new();
    for pair in vm.collect(&items)? {
        let pair = vm.pair_items(&pair, 2)?;
        if is_abstract(vm, &pair[1])? {
            names.push(pair[0].clone());
        }
    }
    let bases = vm.get_attr(cls, &vm.names.__bases__)?;
    let Some(bases) = bases.to_ref::<TupleObj>() else {
        return Err(vm.type_error("__bases__ is not tuple"));
    };
    for base in bases.items() {
        let Some(inherited) = vm.get_attr_opt(base, &vm.names.__abstractmethods__)? else { continue };
        for name in vm.collect(&inherited)? {
            let Some(key) = name.to_ref::<crate::object::str::StrObj>() else {
                let what = vm.class_name(&name);
                return Err(vm.type_error(format!("attribute name must be string, not '{what}'")));
            };
            let key = vm.heap.intern_str(&key);
            if let Some(v) = vm.get_attr_opt(cls, &key)?
                && is_abstract(vm, &v)?
            {
                names.push(name);
            }
        }
    }
    let names = vm.heap.tuple(names).into_value();
    let table = vm.set_from(&names)?;
    let all = vm.heap.alloc(&vm.types().frozenset, SetObj::new(table)).into_value();
    vm.set_attr(cls, &vm.names.__abstractmethods__, all)
}

fn begin(vm: &mut Vm, cls: &Value) -> Res<()> {
    find_abstract(vm, cls)?;
    let class = vm.extra_types[CLASS].clone();
    let version = Cell::new(vm.extension::<Counter>().0);
    let [registry, cache, negative] = [(); 3].map(|_| WeakClasses::default());
    let data = vm.heap.alloc(&class, AbcData { registry, cache, negative, version }).into_value();
    let name = vm.heap.intern(DATA);
    vm.set_attr(cls, &name, data)?;
    // A class says by this attribute, which goes again, how patterns are to take its instances.
    let Some(class) = cls.to_ref::<TypeObj>() else { return Ok(()) };
    let name = vm.heap.intern("__abc_tpflags__");
    if class.dict().get_str(&name).is_none() {
        return Ok(());
    }
    let Some(Value::Int(bits)) = class.delete_attr(&name) else { return Ok(()) };
    match (bits & SEQUENCE_BIT != 0, bits & MAPPING_BIT != 0) {
        (true, true) => {
            let text = "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING";
            Err(vm.type_error(text))
        }
        (false, false) => Ok(()),
        (sequence, _) => {
            set_collection(&class, if sequence { SEQUENCE } else { MAPPING });
            Ok(())
        }
    }
}

/// The class has exactly this one of the two flags.
fn set_collection(class: &TypeObj, flag: u32) {
    class.flags.set(class.flags.get() & !(SEQUENCE | MAPPING) | flag);
}

/// Marks a class and what derives from it. Built-in classes stay what they are, and so does what has the flag.
fn mark_collection(class: Ref<TypeObj>, flag: u32) {
    let mut open = vec![class];
    while let Some(c) = open.pop() {
        if !c.is_heap_type() || c.has(flag) {
            continue;
        }
        set_collection(&c, flag);
        open.extend(c.live_subclasses());
    }
}

fn register(vm: &mut Vm, cls: Value, subclass: Value) -> Res {
    let Some(class) = subclass.to_ref::<TypeObj>() else {
        return Err(vm.type_error("Can only register classes"));
    };
    if vm.is_subclass(&subclass, &cls)? {
        return Ok(subclass);
    }
    if vm.is_subclass(&cls, &subclass)? {
        return Err(vm.runtime_error("Refusing to create an inheritance cycle"));
    }
    data_of(vm, &cls)?.registry.add(vm, &subclass);
    vm.extension::<Counter>().0 += 1;
    if let Some(own) = cls.cast::<TypeObj>() {
        match own.flags.get() & (SEQUENCE | MAPPING) {
            0 => {}
            flag => mark_collection(class, flag),
        }
    }
    Ok(subclass)
}

fn instance_check(vm: &mut Vm, cls: &Value, instance: &Value) -> Res {
    let data = data_of(vm, cls)?;
    let claimed = match vm.get_attr_opt(instance, &vm.names.__class__)? {
        Some(c) => c,
        None => vm.class_of(instance).into_value(),
    };
    if data.cache.has(&claimed) {
        return Ok(Value::bool(true));
    }
    let own = vm.class_of(instance).into_value();
    if own.is(&claimed) && data.version.get() == vm.extension::<Counter>().0 && data.negative.has(&claimed) {
        return Ok(Value::bool(false));
    }
    let answer = vm.call_method(cls, &vm.names.__subclasscheck__, std::slice::from_ref(&claimed))?;
    if own.is(&claimed) || vm.truth(&answer)? {
        return Ok(answer);
    }
    vm.call_method(cls, &vm.names.__subclasscheck__, &[own])
}

fn subclass_check(vm: &mut Vm, cls: &Value, subclass: &Value) -> Res<bool> {
    let Some(class) = subclass.to_ref::<TypeObj>() else {
        return Err(vm.type_error("issubclass() arg 1 must be a class"));
    };
    let data = data_of(vm, cls)?;
    if data.cache.has(subclass) {
        return Ok(true);
    }
    let counter = vm.extension::<Counter>().0;
    if data.version.get() < counter {
        data.negative.clear();
        data.version.set(counter);
    } else if data.negative.has(subclass) {
        return Ok(false);
    }
    let said = vm.call_method(cls, &vm.names.__subclasshook__, std::slice::from_ref(subclass))?;
    match said {
        Value::True => {
            data.cache.add(vm, subclass);
            return Ok(true);
        }
        Value::False => {
            data.negative.add(vm, subclass);
            return Ok(false);
        }
        said if said.is(&vm.types().not_implemented) => {}
        _ => {
            let text = "__subclasshook__ must return either False, True, or NotImplemented";
            let class = vm.types().assertion_error.clone();
            return Err(vm.error(&class, text));
        }
    }
    if cls.cast::<TypeObj>().is_some_and(|c| class.is_subclass(c)) {
        data.cache.add(vm, subclass);
        return Ok(true);
    }
    if data.registry.has(subclass) {
        return Ok(true);
    }
    for registered in data.registry.living() {
        if vm.is_subclass(subclass, &registered)? {
            data.cache.add(vm, subclass);
            return Ok(true);
        }
    }
    let below = vm.call_method(cls, &vm.names.__subclasses__, &[])?;
    let Some(below) = below.to_ref::<ListObj>() else {
        return Err(vm.type_error("__subclasses__() must return a list"));
    };
    for derived in below.to_vec() {
        if vm.is_subclass(subclass, &derived)? {
            data.cache.add(vm, subclass);
            return Ok(true);
        }
    }
    data.negative.add(vm, subclass);
    Ok(false)
}

/// The name under which the class of the data is filed.
const CLASS: &str = "_abc._abc_data";

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let spec = ClassSpec { name: "_abc_data", module: "_abc", flags: NO_NEW, methods: &[], next: None };
    let class = new_class(vm, &spec);
    vm.extra_types.insert(CLASS, class);
    vm.add_functions(dict, "_abc", FUNCTIONS);
    Ok(())
}
