//! How an attribute is found is told beforehand, if it can be: the entries of inline caches are filled here.
//!
//! What an entry relies on moves the class epoch: what stands in a class (unless it is plain data, which is read anew each time), orders of bases, classes of descriptors.

use crate::object::cache::{Cache, Entry, Keys, tag};
use crate::object::descr::{MemberObj, PropertyObj, WrapperObj};
use crate::object::function::FunctionObj;
use crate::object::instance::{self, Attributes};
use crate::object::str::StrObj;
use crate::object::types::keeps_epoch;
use crate::object::{Kind, ObjRef, Ref, TypeObj, Value};

use super::Vm;
use super::attr_cache::computed;
use super::fence::code_of;

/// An attribute of a class, and where it stands: a place in the dict of the class that has it.
struct Found {
    value: Value,
    dict: Value,
    index: usize,
}

impl Found {
    fn of(class: &TypeObj, name: &Ref<StrObj>) -> Option<Found> {
        let (dict, index) = class.lookup_place(name)?;
        Some(Found { value: dict.value_at(index), dict: dict.into_value(), index })
    }
}

/// What wraps a function of the language as a class method or static method (`true`: class method).
fn plain_wrapper(v: &Value) -> Option<bool> {
    let exact = v.as_obj()?.header().is_exact();
    let w = v.cast::<WrapperObj>().filter(|w| exact && w.func.borrow().is_a::<FunctionObj>())?;
    Some(w.is_class)
}

impl Vm {
    /// Looks an attribute up and remembers how it was found, if it will be found so again.
    pub(super) fn learn_attr<'c>(&mut self, obj: &ObjRef, c: &'c Cache, keys: &Keys) -> Option<&'c Entry> {
        let class = obj.class();
        let is_class = obj.kind() == Kind::Type;
        if !self.default_getattribute(class) {
            return None;
        }
        let found = Found::of(class, &c.name);
        if let Some(found) = &found
            && self.reads_first(&found.value)
        {
            return self.learn_data_descriptor(obj, found, c, keys);
        }
        if is_class {
            return self.learn_of_class(obj, found, c);
        }
        self.learn_of_instance(obj, found, c, keys)
    }

    fn entry<'c>(&self, c: &'c Cache, tag: u8, key: usize) -> &'c Entry {
        c.remember(tag, key, self.heap.class_epoch.get())
    }

    fn object_entry<'c>(&self, c: &'c Cache, tag: u8, key: usize, object: &Value) -> Option<&'c Entry> {
        let Value::Obj(object) = object else { return None };
        let e = self.entry(c, tag, key);
        e.place.set_object(object);
        Some(e)
    }

    fn slot_entry<'c>(&self, c: &'c Cache, keys: &Keys, slot: usize) -> &'c Entry {
        let e = self.entry(c, tag::SLOT, keys.shape());
        e.index.set(slot as u32);
        e
    }

    fn data_entry<'c>(&self, c: &'c Cache, tag: u8, key: usize, found: &Found) -> Option<&'c Entry> {
        let e = self.object_entry(c, tag, key, &found.dict)?;
        e.index.set(found.index as u32);
        Some(e)
    }

    /// For what a class has that is plain data, or wraps a function as a class method or static method: under these three tags.
    fn held_entry<'c>(&self, c: &'c Cache, tags: [u8; 3], key: usize, found: &Found) -> Option<&'c Entry> {
        let [data, class_method, static_method] = tags;
        let m = &found.value;
        if Self::is_data(m) {
            return self.data_entry(c, data, key, found);
        }
        let tag = if plain_wrapper(m)? { class_method } else { static_method };
        self.object_entry(c, tag, key, m)
    }

    /// What comes before an instance's own attributes.
    fn learn_data_descriptor<'c>(
        &mut self,
        obj: &ObjRef,
        found: &Found,
        c: &'c Cache,
        keys: &Keys,
    ) -> Option<&'c Entry> {
        let class = obj.class();
        let m = &found.value;
        let o = Value::Obj(obj.clone());
        let exact = m.as_obj().is_some_and(|m| m.header().is_exact());
        if let Some(member) = m.cast::<MemberObj>()
            && let Some(slot) = self.member_slot(member, &o)
        {
            return Some(self.slot_entry(c, keys, slot));
        }
        // Nothing must follow where one of these raises.
        if class.lookup(&self.names.__getattr__).is_some() {
            return None;
        }
        let key = class.addr();
        if computed(m).is_some() {
            let owner = m.cast::<MemberObj>()?.owner.cast::<TypeObj>()?;
            if c.name.is(&self.names.__class__) && std::ptr::eq(owner, &*self.heap.types().object) {
                return Some(self.entry(c, tag::OWN_CLASS, key));
            }
            return if exact && class.is_subclass(owner) {
                self.object_entry(c, tag::GETTER, key, m)
            } else {
                None
            };
        }
        if let Some(p) = m.cast::<PropertyObj>()
            && exact
        {
            let plain = p.get.borrow().cast::<FunctionObj>().is_some_and(|f| code_of(f).plain_params == 1);
            return if plain { self.object_entry(c, tag::PROPERTY, key, m) } else { None };
        }
        let get = self.class_ref(m).lookup(&self.names.__get__)?;
        if !get.is_a::<FunctionObj>() {
            return None;
        }
        let e = self.object_entry(c, tag::DESCRIPTOR, key, m)?;
        if let Value::Obj(get) = &get {
            e.second.set_object(get);
        }
        Some(e)
    }

    /// Whether the class epoch moves when a class loses this object, and reading it from a class or an instance gives the object itself.
    fn stays_as_it_is(&self, found: &ObjRef) -> bool {
        keeps_epoch(found) && found.class().lookup(&self.names.__get__).is_none()
    }

    /// Whether this is plain data, which a class may get and lose without the epoch's moving.
    fn is_data(found: &Value) -> bool {
        !found.as_obj().is_some_and(keeps_epoch)
    }

    fn learn_of_instance<'c>(
        &mut self,
        obj: &ObjRef,
        found: Option<Found>,
        c: &'c Cache,
        keys: &Keys,
    ) -> Option<&'c Entry> {
        let shape = keys.shape();
        match instance::of(obj).map(|i| i.attributes()) {
            Some(Attributes::Shaped(s)) => {
                if let Some(slot) = s.find(&c.name) {
                    return Some(self.slot_entry(c, keys, slot));
                }
            }
            Some(Attributes::Dict(d)) => {
                return match found {
                    None => Some(self.entry(c, tag::IN_DICT, shape)),
                    Some(f) if self.is_method(&f.value) => {
                        self.object_entry(c, tag::METHOD_BEHIND_DICT, shape, &f.value)
                    }
                    // What the class has counts only where the dict has nothing.
                    Some(_) if d.get_str(&c.name).is_some() => Some(self.entry(c, tag::IN_DICT, shape)),
                    Some(_) => None,
                };
            }
            None => {}
        }
        let found = found?;
        let m = &found.value;
        if self.is_method(m) {
            return self.object_entry(c, tag::METHOD, shape, m);
        }
        let tags = [tag::SHARED_DATA, tag::SHARED_CLASS_METHOD, tag::SHARED_STATIC];
        if let Some(e) = self.held_entry(c, tags, shape, &found) {
            return Some(e);
        }
        if m.as_obj().is_some_and(|m| self.stays_as_it_is(m)) {
            return self.object_entry(c, tag::SHARED, shape, m);
        }
        None
    }

    /// `class.name`: the metaclass has no say before the class, but perhaps behind it.
    fn learn_of_class<'c>(
        &mut self,
        obj: &ObjRef,
        on_meta: Option<Found>,
        c: &'c Cache,
    ) -> Option<&'c Entry> {
        let key = obj.addr();
        let class = Value::Obj(obj.clone());
        let Some(found) = Found::of(class.cast::<TypeObj>()?, &c.name) else {
            let f = on_meta?.value;
            return if self.is_method(&f) { self.object_entry(c, tag::META_METHOD, key, &f) } else { None };
        };
        let m = &found.value;
        let tags = [tag::CLASS_DATA, tag::CLASS_BOUND, tag::CLASS_STATIC];
        if let Some(e) = self.held_entry(c, tags, key, &found) {
            return Some(e);
        }
        let m = m.as_obj()?;
        let itself = match m.kind() {
            Kind::Function | Kind::Property | Kind::Member => !m.class().is_heap_type(),
            Kind::Native => !m.class().is(&self.heap.types().classmethod_descriptor),
            _ => self.stays_as_it_is(m),
        };
        if itself { self.object_entry(c, tag::CLASS, key, &found.value) } else { None }
    }

    /// How an attribute of an instance is set.
    pub(super) fn learn_store<'c>(&mut self, obj: &ObjRef, c: &'c Cache, keys: &Keys) -> Store<'c> {
        let class = obj.class();
        let plain = !class.is_heap_type()
            || class.lookup(&self.names.__setattr__).is_none_or(|f| self.is_default_setattr(&f));
        let Some(part) = instance::of(obj).filter(|_| plain && !c.name.is(&self.names.__dict__)) else {
            return Store::Otherwise;
        };
        if let Some(m) = class.lookup(&c.name) {
            let o = Value::Obj(obj.clone());
            if let Some(slot) = m.cast::<MemberObj>().and_then(|d| self.member_slot(d, &o)) {
                return Store::Known(self.slot_entry(c, keys, slot));
            }
            if self.is_data_descriptor(&m) {
                return Store::Otherwise;
            }
        }
        match part.attributes() {
            _ if part.shape().is_closed() => Store::Otherwise,
            Attributes::Dict(_) => Store::Known(self.entry(c, tag::IN_DICT, keys.shape())),
            Attributes::Shaped(shape) => match shape.find(&c.name) {
                Some(slot) => Store::Known(self.slot_entry(c, keys, slot)),
                None => Store::New,
            },
        }
    }

    /// Sets an attribute that the instance does not have, and remembers the shape that it comes to.
    pub(super) fn store_new(&mut self, obj: &ObjRef, c: &Cache, keys: &Keys, v: Value) {
        let Some(part) = instance::of(obj) else { return };
        drop(part.set(self.heap, &c.name, v));
        if let Attributes::Shaped(now) = part.attributes() {
            let e = self.entry(c, tag::NEW_SLOT, keys.shape());
            e.index.set(now.last_index() as u32);
            e.place.set_shape_of(part);
        }
    }
}

/// What is known of how an attribute is set.
pub(super) enum Store<'c> {
    /// An entry of the cache says it.
    Known(&'c Entry),
    /// It becomes a new attribute.
    New,
    /// The usual way must be gone.
    Otherwise,
}
