//! Inline caches of attributes: what `LoadAttr`, `StoreAttr` and `LoadMethod` do when the run loop's test of the cache fails, and how it is filled.
//!
//! A hit is decided by addresses and versions alone; what a cache may hold is listed in `tag`.

use crate::bytecode::Dst;
use crate::object::code::Cache;
use crate::object::descr::{Member, MemberObj, PropertyObj, WrapperObj};
use crate::object::function::FunctionObj;
use crate::object::instance::{self, Attributes};
use crate::object::module::ModuleObj;
use crate::object::str::StrObj;
use crate::object::types::keeps_epoch;
use crate::object::{Kind, ObjRef, Ref, TypeObj, Value};

use super::fence::{Regs, cached_object, code_of};
use super::native::attr_def;
use super::run::Flow;
use super::{Res, Vm};

/// What an inline cache holds.
pub mod tag {
    /// `index` is a place in the globals dict of version `key`, `place` the value.
    pub const GLOBAL: u8 = 1;
    /// `index` is a place in the builtins dict of version `epoch`; the globals, version `key2`, have no such name. `place` is the value. No dict has the version `key`.
    pub const BUILTIN: u8 = 2;
    /// Instances of shape `key` hold the attribute in slot `index` (in class epoch `epoch`).
    pub const SLOT: u8 = 3;
    /// Instances of shape `key` get the attribute as a new slot `index`, going over to the shape in `place`.
    pub const NEW_SLOT: u8 = 4;
    /// Instances of shape `key` (or, without instance part, of class `key`) have the method in `place`.
    pub const METHOD: u8 = 5;
    /// `index` is a place in the module dict of version `key`, `place` the value.
    pub const MODULE: u8 = 6;
    /// The class `key` has the object in `place` as an attribute (in class epoch `epoch`): what is read is that object, or what its wrapper holds.
    pub const CLASS: u8 = 7;
    /// Instances of shape `key` lack the attribute; their class has the object in `place`, which is no descriptor.
    pub const SHARED: u8 = 8;
    /// Instances of class `key` have the property in `place`, whose getter is a function of the language.
    pub const PROPERTY: u8 = 9;
    /// Instances of class `key` have the computed attribute in `place`.
    pub const GETTER: u8 = 10;
}

/// What works out a computed attribute.
fn computed(descriptor: &Value) -> Option<fn(&mut Vm, &Value) -> Res> {
    match descriptor.cast::<MemberObj>()?.member {
        Member::Native(p) => Some(attr_def(p).get),
        _ => None,
    }
}

impl Vm {
    /// `LoadAttr` beyond its cache; fills the cache where that pays.
    #[inline(never)]
    pub(super) fn load_attr(&mut self, o: Value, c: &Cache, dst: Dst, regs: Regs) -> Res<Flow> {
        if let Value::Obj(obj) = &o {
            if let Some(found) = self.held_by_class(obj, c) {
                let v = match (c.tag.get(), found.cast::<PropertyObj>(), computed(&found)) {
                    (tag::PROPERTY, Some(p), _) => {
                        let getter = p.get.borrow().clone();
                        if getter.is_a::<FunctionObj>() {
                            return self.push_callback(&getter, &[o.clone()], dst);
                        }
                        // `__init__` was called again.
                        self.get_attr(&o, &c.name)?
                    }
                    (tag::GETTER, _, Some(get)) => get(self, &o)?,
                    _ => found,
                };
                drop(o);
                self.set_reg(regs, dst, v);
                return Ok(Flow::Next);
            }
            let class = obj.class().clone();
            let found = if obj.kind() == Kind::Module { None } else { class.lookup(&c.name) };
            if let Some(m) = self.getter_of(&class, found.as_ref()) {
                self.remember_object(c, tag::GETTER, class.addr(), m);
            } else if obj.kind() == Kind::Type {
                self.remember_class_attribute(obj, c, found.as_ref());
            } else if obj.kind() == Kind::Module {
                if let Some(m) = obj.cast::<ModuleObj>() {
                    if c.tag.get() == tag::MODULE && c.key.get() == m.dict.version() as usize {
                        let v = m.dict.value_at(c.index.get() as usize);
                        self.set_reg(regs, dst, v);
                        return Ok(Flow::Next);
                    }
                    if let Some(i) = m.dict.index_of_str(&c.name) {
                        c.key.set(m.dict.version() as usize);
                        c.index.set(i as u32);
                        m.dict.remember_value(i, &c.place);
                        c.tag.set(tag::MODULE);
                    }
                }
            } else if self.default_getattribute(&class) {
                if let Some(i) = instance::of(obj) {
                    let slot = match &found {
                        Some(m) => match m.cast::<MemberObj>() {
                            Some(d) => self.member_slot(d, &o),
                            None if self.reads_first(m) => None,
                            None => self.shaped_slot(i, &c.name),
                        },
                        None => self.shaped_slot(i, &c.name),
                    };
                    if let Some(index) = slot {
                        c.key.set(i.shape_addr());
                        c.epoch.set(self.heap.class_epoch.get());
                        c.index.set(index as u32);
                        c.tag.set(tag::SLOT);
                    } else if let Some(Value::Obj(shared)) = &found
                        && i.get(&c.name).is_none()
                        && matches!(i.attributes(), Attributes::Shaped(_))
                        && self.stays_as_it_is(shared)
                    {
                        self.remember_object(c, tag::SHARED, i.shape_addr(), shared);
                    }
                }
                if let Some(m) = &found
                    && let Some(get) = self.written_getter(m, &class)
                {
                    return self.push_callback(&get, &[m.clone(), o.clone(), class.into_value()], dst);
                }
                if let Some(p) = found.as_ref().and_then(|m| m.cast::<PropertyObj>())
                    && found.as_ref().is_some_and(|m| m.as_obj().is_some_and(|o| o.header().is_exact()))
                {
                    let getter = p.get.borrow().clone();
                    if let Some(f) = getter.cast::<FunctionObj>()
                        && code_of(f).plain_params == 1
                        && class.lookup(&self.names.__getattr__).is_none()
                    {
                        if let Some(Value::Obj(property)) = &found {
                            self.remember_object(c, tag::PROPERTY, class.addr(), property);
                        }
                        return self.push_callback(&getter, &[o.clone()], dst);
                    }
                }
            }
        }
        let v = self.get_attr(&o, &c.name)?;
        drop(o);
        self.set_reg(regs, dst, v);
        Ok(Flow::Next)
    }

    /// The descriptor of a computed attribute of the class's instances, if it comes first and nothing follows when it raises.
    fn getter_of<'a>(&self, class: &Ref<TypeObj>, found: Option<&'a Value>) -> Option<&'a ObjRef> {
        let found = found?;
        computed(found)?;
        let owner = found.cast::<MemberObj>()?.owner.cast::<TypeObj>()?;
        let m = found.as_obj()?;
        let first = m.header().is_exact()
            && class.is_subclass(owner)
            && self.default_getattribute(class)
            && class.lookup(&self.names.__getattr__).is_none();
        first.then_some(m)
    }

    /// The `__get__` of a data descriptor whose class is written in the language, if nothing follows when it raises.
    fn written_getter(&self, m: &Value, class: &TypeObj) -> Option<Value> {
        let get = self.class_ref(m).lookup(&self.names.__get__).filter(Value::is_a::<FunctionObj>)?;
        let first = self.is_data_descriptor(m) && class.lookup(&self.names.__getattr__).is_none();
        first.then_some(get)
    }

    /// What a class holds for this cache, if that is still so: an attribute of a class or of its instances.
    #[inline(always)]
    fn held_by_class(&self, o: &ObjRef, c: &Cache) -> Option<Value> {
        if c.epoch.get() != self.heap.class_epoch.get() {
            return None;
        }
        let hit = match c.tag.get() {
            tag::CLASS => o.addr() == c.key.get(),
            tag::PROPERTY | tag::GETTER => o.class().addr() == c.key.get(),
            tag::SHARED => instance::of(o).is_some_and(|i| i.shape_addr() == c.key.get()),
            _ => false,
        };
        if !hit {
            return None;
        }
        let found = cached_object(c);
        match found.cast::<WrapperObj>() {
            // A static method that got another function stays the same object.
            Some(w) if c.tag.get() == tag::CLASS => Some(w.func.borrow().clone()),
            _ => Some(found),
        }
    }

    fn remember_object(&self, c: &Cache, tag: u8, key: usize, object: &ObjRef) {
        c.key.set(key);
        c.epoch.set(self.heap.class_epoch.get());
        c.place.set_object(object);
        c.tag.set(tag);
    }

    /// Whether the class epoch moves when a class loses this object, and reading it from a class or an instance gives the object itself.
    fn stays_as_it_is(&self, found: &ObjRef) -> bool {
        keeps_epoch(found) && found.class().lookup(&self.names.__get__).is_none()
    }

    /// `class.name`: the same object each time, if the metaclass has no say.
    fn remember_class_attribute(&mut self, class: &ObjRef, c: &Cache, on_meta: Option<&Value>) {
        let meta = class.class();
        let Some(t) = class.cast::<TypeObj>() else { return };
        let usual = match meta.lookup(&self.names.__getattribute__) {
            Some(f) => f.is(&self.defaults.type_getattribute),
            None => false,
        };
        if !usual || on_meta.is_some_and(|m| self.reads_first(m)) {
            return;
        }
        let Some(Value::Obj(found)) = t.lookup(&c.name) else { return };
        let is_static = found.header().is_exact()
            && found
                .cast::<WrapperObj>()
                .is_some_and(|w| !w.is_class && w.func.borrow().is_a::<FunctionObj>());
        let itself = found.kind() == Kind::Function && !found.class().is_heap_type();
        if is_static || itself || self.stays_as_it_is(&found) {
            self.remember_object(c, tag::CLASS, class.addr(), &found);
        }
    }

    fn shaped_slot(&self, i: instance::Instance<'_>, name: &Ref<StrObj>) -> Option<usize> {
        match i.attributes() {
            Attributes::Shaped(s) => s.find(name),
            Attributes::Dict(_) => None,
        }
    }

    /// `StoreAttr` beyond its cache.
    #[inline(never)]
    pub(super) fn store_attr(&mut self, o: Value, c: &Cache, v: Value) -> Res<()> {
        if let Value::Obj(obj) = &o
            && let Some(i) = instance::of(obj)
            && !matches!(obj.kind(), Kind::Type | Kind::Module)
        {
            let class = obj.class().clone();
            let plain = !class.is_heap_type()
                || class.lookup(&self.names.__setattr__).is_none_or(|f| self.is_default_setattr(&f));
            if plain && !c.name.is(&self.names.__dict__) {
                let found = class.lookup(&c.name);
                let slot = match &found {
                    Some(m) => m.cast::<MemberObj>().and_then(|d| self.member_slot(d, &o)),
                    None => None,
                };
                let data = found.as_ref().is_some_and(|m| self.is_data_descriptor(m));
                if let Some(index) = slot {
                    c.key.set(i.shape_addr());
                    c.epoch.set(self.heap.class_epoch.get());
                    c.index.set(index as u32);
                    c.tag.set(tag::SLOT);
                } else if !data
                    && !i.shape().is_closed()
                    && let Attributes::Shaped(shape) = i.attributes()
                {
                    let before = i.shape_addr();
                    let existing = shape.find(&c.name);
                    let old = i.set(self.heap, &c.name, v);
                    drop(old);
                    if let Attributes::Shaped(now) = i.attributes() {
                        c.key.set(before);
                        c.epoch.set(self.heap.class_epoch.get());
                        match existing {
                            Some(index) => {
                                c.index.set(index as u32);
                                c.tag.set(tag::SLOT);
                            }
                            None => {
                                c.index.set(now.last_index() as u32);
                                c.place.set_shape_of(i);
                                c.tag.set(tag::NEW_SLOT);
                            }
                        }
                    }
                    return Ok(());
                }
            }
        }
        self.set_attr(&o, &c.name, v)
    }

    /// `LoadMethod` beyond its cache.
    #[inline(never)]
    pub(super) fn load_method(&mut self, o: Value, c: &Cache, base: u16, regs: Regs) -> Res<()> {
        if let Value::Obj(obj) = &o {
            match obj.kind() {
                Kind::Type => {
                    if let Some(f) = self.held_by_class(obj, c) {
                        regs.put(base, f);
                        regs.put(base + 1, Value::Undef);
                        return Ok(());
                    }
                    let on_meta = obj.class().lookup(&c.name);
                    self.remember_class_attribute(obj, c, on_meta.as_ref());
                }
                Kind::Module => {
                    if let Some(m) = obj.cast::<ModuleObj>() {
                        if c.tag.get() == tag::MODULE && c.key.get() == m.dict.version() as usize {
                            regs.put(base, m.dict.value_at(c.index.get() as usize));
                            regs.put(base + 1, Value::Undef);
                            return Ok(());
                        }
                        if let Some(i) = m.dict.index_of_str(&c.name) {
                            c.key.set(m.dict.version() as usize);
                            c.index.set(i as u32);
                            m.dict.remember_value(i, &c.place);
                            c.tag.set(tag::MODULE);
                            regs.put(base, m.dict.value_at(i));
                            regs.put(base + 1, Value::Undef);
                            return Ok(());
                        }
                    }
                }
                _ => {
                    if let Some(f) = self.plain_method(&o, &c.name) {
                        let part = instance::of(obj);
                        let cacheable = part.is_none_or(|i| matches!(i.attributes(), Attributes::Shaped(_)));
                        if cacheable && let Value::Obj(fo) = &f {
                            c.key.set(part.map_or_else(|| obj.class().addr(), |i| i.shape_addr()));
                            c.epoch.set(self.heap.class_epoch.get());
                            c.place.set_object(fo);
                            c.tag.set(tag::METHOD);
                        }
                        regs.put(base, f);
                        regs.put(base + 1, o);
                        return Ok(());
                    }
                }
            }
        } else if let Some(f) = self.plain_method(&o, &c.name) {
            regs.put(base, f);
            regs.put(base + 1, o);
            return Ok(());
        }
        let v = self.get_attr(&o, &c.name)?;
        drop(o);
        regs.put(base, v);
        regs.put(base + 1, Value::Undef);
        Ok(())
    }
}
