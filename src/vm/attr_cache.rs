//! Inline caches of attributes: what `LoadAttr`, `StoreAttr` and `LoadMethod` do when the run loop's test of the first entry fails, and how entries are filled.
//!
//! A hit is decided by addresses and versions alone; what an entry may hold is listed in `object/cache.rs`. What a hit does is here, how an attribute comes to an entry in `attr_learn.rs`.

use crate::bytecode::Dst;
use crate::object::cache::{Cache, Entry, Keys, tag};
use crate::object::descr::{Member, MemberObj, PropertyObj, WrapperObj};
use crate::object::function::FunctionObj;
use crate::object::instance::{self, Attributes};
use crate::object::module::ModuleObj;
use crate::object::{Kind, ObjRef, Value};

use super::attr_learn::Store;
use super::fence::{Regs, cached_item, cached_object, cached_shape, second_object};
use super::native::attr_def;
use super::run::Flow;
use super::{Res, Vm};

/// What works out a computed attribute.
pub(super) fn computed(descriptor: &Value) -> Option<fn(&mut Vm, &Value) -> Res> {
    match descriptor.cast::<MemberObj>()?.member {
        Member::Native(p) => Some(attr_def(p).get),
        _ => None,
    }
}

/// What an entry makes of an object.
enum Hit {
    /// The attribute itself.
    Value(Value),
    /// A function or native method, which takes this in front.
    Method(Value, Value),
    /// A getter of the language is to be called.
    Getter(Value),
    /// The same, that of a descriptor.
    Descriptor(Value, Value),
    /// A native getter is to be called.
    Native(fn(&mut Vm, &Value) -> Res),
    /// The entry does not say.
    Nothing,
}

/// The function in a class method or static method. (`__init__` called again may have put another one there.)
#[inline]
fn wrapped(wrapper: &Value) -> Value {
    wrapper.cast::<WrapperObj>().map(|w| w.func.borrow().clone()).unwrap_or_default()
}

impl Vm {
    /// What an object's attribute caches compare.
    #[inline(always)]
    pub(super) fn cache_keys(o: &ObjRef) -> Keys {
        let class = o.class().addr();
        Keys::new(instance::of(o).map_or(class, |i| i.shape_addr()), class, o.addr())
    }

    /// What an entry that fits makes of the object.
    #[inline(always)]
    fn hit(&self, e: &Entry, c: &Cache, obj: &ObjRef) -> Hit {
        let this = || Value::Obj(obj.clone());
        match e.tag.get() {
            tag::SLOT => match instance::of(obj).map(|i| i.get_slot(e.index.get() as usize)) {
                Some(v) if !v.is_undef() => Hit::Value(v),
                _ => Hit::Nothing,
            },
            tag::METHOD | tag::META_METHOD => Hit::Method(cached_object(e), this()),
            tag::SHARED | tag::CLASS => Hit::Value(cached_object(e)),
            tag::SHARED_DATA | tag::CLASS_DATA => match cached_item(e) {
                Value::Undef => Hit::Nothing,
                v => Hit::Value(v),
            },
            tag::SHARED_STATIC | tag::CLASS_STATIC => Hit::Value(wrapped(&cached_object(e))),
            tag::SHARED_CLASS_METHOD | tag::CLASS_BOUND => {
                let f = wrapped(&cached_object(e));
                let class = if e.tag.get() == tag::CLASS_BOUND { this() } else { obj.class().value() };
                if f.is_a::<FunctionObj>() { Hit::Method(f, class) } else { Hit::Nothing }
            }
            tag::IN_DICT | tag::METHOD_BEHIND_DICT => match instance::of(obj).map(|i| i.attributes()) {
                Some(Attributes::Dict(d)) => match d.get_str(&c.name) {
                    Some(v) => Hit::Value(v),
                    None if e.tag.get() == tag::IN_DICT => Hit::Nothing,
                    None => Hit::Method(cached_object(e), this()),
                },
                _ => Hit::Nothing,
            },
            tag::PROPERTY => {
                let property = cached_object(e);
                let getter = property.cast::<PropertyObj>().map(|p| p.get.borrow().clone());
                // `__init__` may have been called again.
                getter.filter(Value::is_a::<FunctionObj>).map_or(Hit::Nothing, Hit::Getter)
            }
            tag::DESCRIPTOR => Hit::Descriptor(cached_object(e), second_object(e)),
            tag::OWN_CLASS => Hit::Value(obj.class().value()),
            tag::GETTER => computed(&cached_object(e)).map_or(Hit::Nothing, Hit::Native),
            _ => Hit::Nothing,
        }
    }

    /// What the cache knows of the object's attribute, which is learnt if it can be.
    #[inline(always)]
    fn ask_cache(&mut self, c: &Cache, obj: &ObjRef) -> Hit {
        let keys = Self::cache_keys(obj);
        match c.find(self.heap.class_epoch.get(), &keys) {
            Some(e) => self.hit(e, c, obj),
            None => self.learn(c, obj, &keys),
        }
    }

    #[inline(never)]
    fn learn(&mut self, c: &Cache, obj: &ObjRef, keys: &Keys) -> Hit {
        match self.learn_attr(obj, c, keys) {
            Some(e) => self.hit(e, c, obj),
            None => Hit::Nothing,
        }
    }

    /// `LoadAttr` beyond the first entry of its cache.
    #[inline(never)]
    pub(super) fn load_attr(&mut self, o: Value, c: &Cache, dst: Dst, regs: Regs) -> Res<Flow> {
        if let Value::Obj(obj) = &o
            && c.tag.get() == tag::OWN_CLASS
            && c.key.get() == obj.class().addr()
            && c.epoch.get() == self.heap.class_epoch.get()
        {
            let class = obj.class().value();
            drop(o);
            self.set_reg(regs, dst, class);
            return Ok(Flow::Next);
        }
        let v = match &o {
            Value::Obj(obj) if obj.kind() == Kind::Module => self.module_attr(obj, c),
            Value::Obj(obj) => match self.ask_cache(c, obj) {
                Hit::Value(v) => Some(v),
                Hit::Method(f, this) if f.is_a::<FunctionObj>() => Some(self.heap.bound_method(f, this)),
                Hit::Method(f, this) => Some(self.descr_get(&f, &this, obj.class())?),
                Hit::Getter(f) => return self.push_getter(f, o, dst),
                Hit::Descriptor(d, get) => {
                    let class = obj.class().value();
                    return self.push_callback(&get, &[d, o.clone(), class], dst);
                }
                Hit::Native(get) => Some(get(self, &o)?),
                Hit::Nothing => None,
            },
            _ => None,
        };
        let v = match v {
            Some(v) => v,
            None => self.get_attr(&o, &c.name)?,
        };
        drop(o);
        self.set_reg(regs, dst, v);
        Ok(Flow::Next)
    }

    /// `LoadMethod` beyond the first entry of its cache.
    #[inline(never)]
    pub(super) fn load_method(&mut self, o: Value, c: &Cache, base: u16, regs: Regs) -> Res<()> {
        let found = match &o {
            Value::Obj(obj) if obj.kind() == Kind::Module => {
                self.module_attr(obj, c).map_or(Hit::Nothing, Hit::Value)
            }
            Value::Obj(obj)
                if obj.kind() == Kind::Foreign
                    && self.defaults.super_class.as_obj().is_some_and(|s| obj.class().obj().is(s)) =>
            {
                (self.hooks.super_method)(self, &o, &c.name)
                    .map_or(Hit::Nothing, |(f, this)| Hit::Method(f, this))
            }
            Value::Obj(obj) => self.ask_cache(c, obj),
            _ => match self.plain_method(&o, &c.name) {
                Some(f) => Hit::Method(f, o.clone()),
                None => Hit::Nothing,
            },
        };
        let (f, this) = match found {
            Hit::Method(f, this) => (f, this),
            Hit::Value(f) => (f, Value::Undef),
            Hit::Native(get) => (get(self, &o)?, Value::Undef),
            Hit::Getter(_) | Hit::Descriptor(..) | Hit::Nothing => {
                (self.get_attr(&o, &c.name)?, Value::Undef)
            }
        };
        drop(o);
        regs.put(base, f);
        regs.put(base + 1, this);
        Ok(())
    }

    /// An attribute in the dict of a module, if that has it.
    fn module_attr(&self, obj: &ObjRef, c: &Cache) -> Option<Value> {
        let module = Value::Obj(obj.clone());
        let m = module.cast::<ModuleObj>()?;
        if c.tag.get() == tag::MODULE && c.key.get() == m.dict.version() as usize {
            return Some(m.dict.value_at(c.index.get() as usize));
        }
        let class = obj.class();
        if !self.default_getattribute(class) || class.lookup(&c.name).is_some_and(|m| self.reads_first(&m)) {
            return None;
        }
        let i = m.dict.index_of_str(&c.name)?;
        c.key.set(m.dict.version() as usize);
        c.index.set(i as u32);
        m.dict.remember_value(i, &c.place);
        c.tag.set(tag::MODULE);
        Some(m.dict.value_at(i))
    }

    /// `StoreAttr` beyond the first entry of its cache.
    #[inline(never)]
    pub(super) fn store_attr(&mut self, o: Value, c: &Cache, v: Value) -> Res<()> {
        if let Value::Obj(obj) = &o
            && let Some(i) = instance::of(obj)
            && !matches!(obj.kind(), Kind::Type | Kind::Module)
        {
            let keys = Self::cache_keys(obj);
            let epoch = self.heap.class_epoch.get();
            let known = match c.find(epoch, &keys) {
                Some(e) => Store::Known(e),
                None => self.learn_store(obj, c, &keys),
            };
            match known {
                Store::Known(e) if e.tag.get() == tag::SLOT => {
                    drop(i.replace_slot(e.index.get() as usize, v));
                    return Ok(());
                }
                Store::Known(e) if e.tag.get() == tag::NEW_SLOT => {
                    i.push_slot(cached_shape(e), e.index.get() as usize, v);
                    return Ok(());
                }
                Store::Known(e) if e.tag.get() == tag::IN_DICT => {
                    if let Attributes::Dict(d) = i.attributes() {
                        self.granted(d.make_room(&c.name.value()))?;
                        drop(d.set_str(&c.name, v));
                        return Ok(());
                    }
                }
                Store::New => {
                    self.store_new(obj, c, &keys, v);
                    return Ok(());
                }
                Store::Known(_) | Store::Otherwise => {}
            }
        }
        self.set_attr(&o, &c.name, v)
    }
}
