//! Attributes: the look-up rules (language reference, "Invoking Descriptors"), and descriptors. Inline caches: `attr_cache.rs`.

use crate::object::descr::{Member, MemberObj, PropertyObj, WrapperObj};
use crate::object::exception::ExceptionObj;
use crate::object::function::{FunctionObj, NativeObj};
use crate::object::instance;
use crate::object::module::ModuleObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::types::flags;
use crate::object::{Kind, Ref, TypeObj, Value};

use super::native::{attr_def, def_of};
use super::{Raised, Res, Vm};

impl Vm {
    /// The class of a value.
    #[inline(always)]
    pub fn class_ref<'a>(&self, v: &'a Value) -> &'a Ref<TypeObj> {
        let t = self.heap.types();
        match v {
            Value::Obj(o) => o.class(),
            Value::Int(_) => &t.int,
            Value::Float(_) => &t.float,
            Value::None => &t.none_type,
            Value::True | Value::False => &t.bool_,
            Value::Undef => &t.object,
        }
    }

    /// The class of a value, counted.
    pub fn class_of(&self, v: &Value) -> Ref<TypeObj> {
        self.class_ref(v).clone()
    }

    /// Whether the object is an instance of the class itself (no script code is asked).
    #[inline]
    pub fn is_instance_of(&self, v: &Value, class: &Ref<TypeObj>) -> bool {
        let c = self.class_ref(v);
        c.is(class) || c.is_subclass(class)
    }

    /// Whether a callable found on a class takes the instance as its first argument without further ado.
    #[inline]
    pub(super) fn binds_self(&self, f: &Value) -> bool {
        f.as_obj().is_some_and(|o| {
            let t = self.heap.types();
            o.kind() == Kind::Native
                && (o.class().is(&t.method_descriptor) || o.class().is(&t.wrapper_descriptor))
        })
    }

    /// Whether what a class has is a function of the language, or a native that takes the instance like one.
    #[inline]
    pub fn is_method(&self, f: &Value) -> bool {
        f.is_a::<FunctionObj>() || self.binds_self(f)
    }

    /// A function or native method found on the class and not hidden by the instance: to be called with the object in front.
    pub(super) fn plain_method(&self, o: &Value, name: &Ref<StrObj>) -> Option<Value> {
        let class = self.class_ref(o);
        if matches!(o.kind(), Some(Kind::Type | Kind::Module)) || !self.default_getattribute(class) {
            return None;
        }
        let f = class.lookup(name)?;
        if !self.is_method(&f) {
            return None;
        }
        if let Some(i) = o.as_obj().and_then(instance::of)
            && i.get(name).is_some()
        {
            return None;
        }
        Some(f)
    }

    #[inline]
    /// Whether attributes of instances of a class are found by the usual rules.
    pub fn default_getattribute(&self, class: &Ref<TypeObj>) -> bool {
        if !class.is_heap_type() {
            return !class.has(flags::GETATTR);
        }
        class.lookup(&self.names.__getattribute__).is_none_or(|f| {
            self.is_default_getattribute(&f)
                || f.is(&self.defaults.type_getattribute)
                || f.is(&self.defaults.module_getattribute)
        })
    }

    /// Whether this is `object.__new__`, or what a built-in class has in its place that does the same.
    pub fn is_default_new(&self, f: &Value) -> bool {
        f.is(&self.defaults.object_new) || same_native(f, &self.defaults.object_new)
    }

    /// Whether this is `object.__getattribute__`, or what a built-in class has in its place that does the same.
    #[inline]
    pub fn is_default_getattribute(&self, f: &Value) -> bool {
        f.is(&self.defaults.object_getattribute) || same_native(f, &self.defaults.object_getattribute)
    }

    /// `o.name`
    pub fn get_attr(&mut self, o: &Value, name: &Ref<StrObj>) -> Res {
        let class = self.class_of(o);
        if !self.default_getattribute(&class) {
            let f = class.lookup(&self.names.__getattribute__).unwrap_or_default();
            let arg = name.value();
            let r = self.call_found(&f, o, &[arg]);
            return match r {
                Ok(v) => Ok(v),
                Err(e) => self.after_missing(o, name, &class, e).map_err(|e| self.about(e, o, name)),
            };
        }
        match self.generic_get(o, name, &class) {
            Ok(Some(v)) => Ok(v),
            Ok(None) => {
                if let Some(hook) = class.lookup(&self.names.__getattr__) {
                    let r = self.call_found(&hook, o, &[name.value()]);
                    return r.map_err(|e| self.about(e, o, name));
                }
                Err(self.no_attribute(o, name))
            }
            Err(e) => self.after_missing(o, name, &class, e).map_err(|e| self.about(e, o, name)),
        }
    }

    /// An AttributeError that script code raised is told of what it is about, unless it knows: suggestions rest on it.
    #[cold]
    fn about(&mut self, e: Raised, o: &Value, name: &Ref<StrObj>) -> Raised {
        if !self.raised_is(&e, &self.heap.types().attribute_error) {
            return e;
        }
        let x = self.take_raised(e);
        if let Some(fields) = x.cast::<ExceptionObj>()
            && ["name", "obj"].iter().all(|f| fields.field(f).is_none_or(|v| v.is_none() || v.is_undef()))
        {
            fields.set_field("name", name.value());
            fields.set_field("obj", o.clone());
        }
        self.reraise(x)
    }

    /// `__getattr__` is asked after an AttributeError too.
    fn after_missing(&mut self, o: &Value, name: &Ref<StrObj>, class: &Ref<TypeObj>, e: Raised) -> Res {
        if !self.raised_is(&e, &self.heap.types().attribute_error) {
            return Err(e);
        }
        match class.lookup(&self.names.__getattr__) {
            Some(hook) => {
                drop(self.take_raised(e));
                self.call_found(&hook, o, &[name.value()])
            }
            None => Err(e),
        }
    }

    /// `o.name`, or None where that raises AttributeError.
    pub fn get_attr_opt(&mut self, o: &Value, name: &Ref<StrObj>) -> Res<Option<Value>> {
        let class = self.class_of(o);
        if self.default_getattribute(&class) && class.lookup(&self.names.__getattr__).is_none() {
            let r = self.generic_get(o, name, &class);
            return self.catch(r, &self.heap.types().attribute_error).map(Option::flatten);
        }
        let r = self.get_attr(o, name);
        self.catch(r, &self.heap.types().attribute_error)
    }

    /// The attribute by `object.__getattribute__` (or that of `type`, `module`), without `__getattr__`; None if there is none.
    pub fn generic_get(&mut self, o: &Value, name: &Ref<StrObj>, class: &Ref<TypeObj>) -> Res<Option<Value>> {
        if let Some(t) = o.cast::<TypeObj>() {
            return self.type_get(t, o, name, class);
        }
        let found = class.lookup(name);
        if let Some(m) = &found
            && self.reads_first(m)
        {
            return self.descr_get(m, o, class).map(Some);
        }
        if let Value::Obj(obj) = o {
            if let Some(m) = obj.cast::<ModuleObj>() {
                if let Some(v) = m.dict.get_str(name) {
                    return Ok(Some(v));
                }
                if name.is(&self.names.__dict__) {
                    return Ok(Some(m.dict.value()));
                }
                if found.is_none() {
                    return self.module_getattr(m, name);
                }
            }
            if let Some(i) = instance::of(obj) {
                if let Some(v) = i.get(name) {
                    return Ok(Some(v));
                }
                if found.is_none() && name.is(&self.names.__dict__) && !i.shape().is_closed() {
                    return Ok(Some(i.dict(self.heap).into_value()));
                }
            }
        }
        match found {
            Some(m) => self.descr_get(&m, o, class).map(Some),
            None => Ok(None),
        }
    }

    /// A module-level `__getattr__`.
    fn module_getattr(&mut self, m: &ModuleObj, name: &Ref<StrObj>) -> Res<Option<Value>> {
        if self.comes_with_importlib(&m.dict, name)? {
            return Ok(m.dict.get_str(name));
        }
        match m.dict.get_str(&self.names.__getattr__) {
            Some(hook) => self.call(&hook, &[name.value()]).map(Some),
            None => Ok(None),
        }
    }

    fn type_get(
        &mut self,
        t: &TypeObj,
        o: &Value,
        name: &Ref<StrObj>,
        meta: &Ref<TypeObj>,
    ) -> Res<Option<Value>> {
        let on_meta = meta.lookup(name);
        if let Some(m) = &on_meta
            && self.reads_first(m)
        {
            return self.descr_get(m, o, meta).map(Some);
        }
        if let Some(v) = t.lookup(name) {
            let Some(class) = o.to_ref::<TypeObj>() else { return Ok(Some(v)) };
            return self.descr_get_class(&v, &class).map(Some);
        }
        match on_meta {
            Some(m) => self.descr_get(&m, o, meta).map(Some),
            None => Ok(None),
        }
    }

    /// Whether a class attribute goes before the instance's own when it is read: a data descriptor that can be read.
    pub(super) fn reads_first(&self, m: &Value) -> bool {
        self.is_data_descriptor(m)
            && (matches!(m.kind(), Some(Kind::Property | Kind::Member))
                || self.class_ref(m).lookup(&self.names.__get__).is_some())
    }

    /// Whether a class attribute goes before the instance's own when it is written.
    pub fn is_data_descriptor(&self, m: &Value) -> bool {
        let Value::Obj(o) = m else { return false };
        match o.kind() {
            Kind::Property | Kind::Member => true,
            Kind::Instance | Kind::Foreign => {
                o.class().lookup(&self.names.__set__).is_some()
                    || o.class().lookup(&self.names.__delete__).is_some()
            }
            _ => {
                o.class().is_heap_type()
                    && (o.class().lookup(&self.names.__set__).is_some()
                        || o.class().lookup(&self.names.__delete__).is_some())
            }
        }
    }

    /// What a class attribute becomes when it is read through an instance.
    pub fn descr_get(&mut self, m: &Value, o: &Value, class: &Ref<TypeObj>) -> Res {
        let Value::Obj(d) = m else { return Ok(m.clone()) };
        match d.kind() {
            Kind::Function => Ok(self.heap.bound_method(m.clone(), o.clone())),
            Kind::Native => {
                let t = self.heap.types();
                if d.class().is(&t.method_descriptor) {
                    return Ok(self.bind_native_method(m, o));
                }
                if d.class().is(&t.wrapper_descriptor) {
                    let (func, this) = (m.clone(), o.clone());
                    let b = crate::object::function::BoundMethodObj { func, this };
                    return Ok(self.heap.alloc(&t.method_wrapper, b).into_value());
                }
                if d.class().is(&t.classmethod_descriptor) {
                    return Ok(self.bind_native_method(m, &class.value()));
                }
                Ok(m.clone())
            }
            Kind::Property if d.header().is_exact() => {
                let Some(p) = m.cast::<PropertyObj>() else { return Ok(m.clone()) };
                let getter = p.get.borrow().clone();
                if getter.is_none() || getter.is_undef() {
                    return Err(self.property_error(p, o, "getter"));
                }
                self.call(&getter, std::slice::from_ref(o))
            }
            Kind::Wrapper if d.header().is_exact() => {
                let Some(w) = m.cast::<WrapperObj>() else { return Ok(m.clone()) };
                let f = w.func.borrow().clone();
                if !w.is_class {
                    return Ok(f);
                }
                let cls = class.value();
                self.bind_class(&f, &cls)
            }
            Kind::Member => self.member_get(m, o),
            _ => match d.class().lookup(&self.names.__get__) {
                Some(get) => {
                    let cls = class.value();
                    self.call_found(&get, m, &[o.clone(), cls])
                }
                None => Ok(m.clone()),
            },
        }
    }

    /// A native method with its receiver, as `[].append`.
    pub fn bind_native_method(&mut self, f: &Value, this: &Value) -> Value {
        let b = crate::object::function::BoundMethodObj { func: f.clone(), this: this.clone() };
        self.heap.alloc(&self.heap.types().builtin_function, b).into_value()
    }

    /// The callable of a classmethod bound to the class.
    fn bind_class(&mut self, f: &Value, cls: &Value) -> Res {
        match f.kind() {
            Some(Kind::Function) => Ok(self.heap.bound_method(f.clone(), cls.clone())),
            Some(Kind::Native) => Ok(self.bind_native_method(f, cls)),
            // Descriptors are no longer chained.
            _ => Ok(self.heap.bound_method(f.clone(), cls.clone())),
        }
    }

    /// What a class attribute becomes when it is read through the class.
    pub fn descr_get_class(&mut self, m: &Value, class: &Ref<TypeObj>) -> Res {
        let Value::Obj(d) = m else { return Ok(m.clone()) };
        match d.kind() {
            Kind::Function | Kind::Property | Kind::Member if !d.class().is_heap_type() => Ok(m.clone()),
            Kind::Native if d.class().is(&self.heap.types().classmethod_descriptor) => {
                Ok(self.bind_native_method(m, &class.value()))
            }
            Kind::Native => Ok(m.clone()),
            Kind::Wrapper if d.header().is_exact() => {
                let Some(w) = m.cast::<WrapperObj>() else { return Ok(m.clone()) };
                let f = w.func.borrow().clone();
                if w.is_class { self.bind_class(&f, &class.value()) } else { Ok(f) }
            }
            _ => match d.class().lookup(&self.names.__get__) {
                Some(get) => {
                    let cls = class.value();
                    self.call_found(&get, m, &[Value::None, cls])
                }
                None => Ok(m.clone()),
            },
        }
    }

    fn member_get(&mut self, m: &Value, o: &Value) -> Res {
        let Some(d) = m.cast::<MemberObj>() else { return Ok(m.clone()) };
        if matches!(d.member, Member::Dict) && matches!(o.kind(), Some(Kind::Type | Kind::Module)) {
            return self.dict_by_kind(d, o);
        }
        self.check_member(d, o)?;
        let part = o.as_obj().and_then(instance::of);
        match (d.member, part) {
            (Member::Native(p), _) => (attr_def(p).get)(self, o),
            (Member::Slot(i), Some(part)) => match part.get_slot(i).or_none() {
                Some(v) => Ok(v),
                None => {
                    let Some(name) = d.name.to_ref::<StrObj>() else { return Err(self.wrong_receiver(o)) };
                    let text = self.lacks_attribute(&self.class_of(o), &name, true);
                    Err(self.attribute_error_of(o.clone(), name.into_value(), text))
                }
            },
            (Member::Item { index, visible }, _) => Ok(named_item(o, index, visible)),
            (Member::Dict, Some(part)) => Ok(part.dict(self.heap).into_value()),
            (Member::Weakref, _) => Ok(o
                .as_obj()
                .and_then(|o| self.heap.weak_refs(o).into_iter().next())
                .map_or(Value::None, Value::Obj)),
            _ => Err(self.wrong_receiver(o)),
        }
    }

    /// `__dict__` of a class or a module through the descriptor of another base: what the built-in class says.
    fn dict_by_kind(&mut self, d: &MemberObj, o: &Value) -> Res {
        let t = self.heap.types();
        let built_in = if matches!(o.kind(), Some(Kind::Type)) { &t.type_ } else { &t.module };
        let own = built_in.dict().get_str(&self.names.__dict__);
        match own.filter(|own| own.cast::<MemberObj>().is_none_or(|own| !std::ptr::eq(own, d))) {
            Some(own) => self.descr_get(&own, o, &self.class_of(o)),
            None => Err(self.wrong_receiver(o)),
        }
    }

    /// The slot of an object that a member descriptor reaches: the object is of the descriptor's class, and its layout has the slot.
    pub(super) fn member_slot(&self, d: &MemberObj, o: &Value) -> Option<usize> {
        let (Member::Slot(i), Some(owner)) = (d.member, d.owner.cast::<TypeObj>()) else { return None };
        let part = o.as_obj().and_then(instance::of)?;
        (self.class_ref(o).is_subclass(owner) && i < part.shape().slots()).then_some(i)
    }

    /// Whether a member descriptor applies to an object: of its class, and with what it reaches.
    fn check_member(&mut self, d: &MemberObj, o: &Value) -> Res<()> {
        let Some(owner) = d.owner.cast::<TypeObj>() else { return Ok(()) };
        let of_class = self.class_ref(o).is_subclass(owner);
        let name = || d.name.cast::<StrObj>().map(StrObj::to_text).unwrap_or_default();
        let lacks = match d.member {
            Member::Slot(_) => of_class && self.member_slot(d, o).is_none(),
            // A base that does not decide the layout may have what the instances of a class that came to it later lack.
            Member::Dict if of_class => match o.as_obj().and_then(instance::of) {
                Some(part) if !part.shape().is_closed() => false,
                _ => return Err(self.attribute_error(o.clone(), &name(), "This object has no __dict__")),
            },
            Member::Weakref if of_class && !self.class_ref(o).has(flags::WEAK) => {
                return Err(self.attribute_error(o.clone(), &name(), "This object has no __weakref__"));
            }
            _ => false,
        };
        if of_class && !lacks {
            return Ok(());
        }
        let (owner, what) = (self.message_name(owner), self.class_name(o));
        Err(self.type_error(format!(
            "descriptor '{}' for '{owner}' objects doesn't apply to a '{what}' object",
            name()
        )))
    }

    /// A native attribute was read from an object of another kind.
    #[cold]
    pub fn wrong_receiver(&mut self, o: &Value) -> Raised {
        let what = self.class_name(o);
        self.type_error(format!("descriptor doesn't apply to a '{what}' object"))
    }

    /// A property lacks the function that is wanted.
    #[cold]
    pub fn property_error(&mut self, p: &PropertyObj, o: &Value, what: &str) -> Raised {
        let class = self.class_ref(o).clone();
        let class = class.qualname.borrow().cast::<StrObj>().map(StrObj::to_text).unwrap_or_default();
        let (own, getter) = (p.name.borrow().clone(), p.get.borrow().clone());
        let name = if !own.is_undef() {
            own
        } else {
            match self.get_attr_opt(&getter, &self.names.__name__) {
                Ok(name) => name.unwrap_or_default(),
                Err(e) => return e,
            }
        };
        let name = name.cast::<StrObj>().map(StrObj::to_text);
        let text = match &name {
            Some(n) => format!("property '{n}' of '{class}' object has no {what}"),
            None => format!("property of '{class}' object has no {what}"),
        };
        self.attribute_error(o.clone(), name.as_deref().unwrap_or(""), &text)
    }

    /// The AttributeError for a missing attribute.
    #[cold]
    pub fn no_attribute(&mut self, o: &Value, name: &Ref<StrObj>) -> Raised {
        let n = name.to_text();
        let text = match (o.cast::<TypeObj>(), o.cast::<ModuleObj>()) {
            (Some(t), _) => format!("type object '{}' has no attribute '{n}'", self.message_name(t)),
            (None, Some(m)) => {
                let module = m.dict.get_str(&self.names.__name__);
                match module.as_ref().and_then(|v| v.cast::<StrObj>()).map(StrObj::to_text) {
                    Some(module) => self.no_module_attribute(o, &module, &n),
                    None => format!("module has no attribute '{n}'"),
                }
            }
            (None, None) => {
                let text = self.lacks_attribute(&self.class_of(o), name, false);
                return self.attribute_error_of(o.clone(), name.value(), text);
            }
        };
        self.attribute_error(o.clone(), &n, &text)
    }

    /// An AttributeError that says neither whose attribute nor which, as some of CPython's: nobody guesses at another name.
    #[cold]
    fn bare_attribute_error(&mut self, text: &str) -> Raised {
        let class = self.heap.types().attribute_error.clone();
        let e = self.new_error(&class, text);
        self.raise(e)
    }

    /// `o.name = v`
    pub fn set_attr(&mut self, o: &Value, name: &Ref<StrObj>, v: Value) -> Res<()> {
        let class = self.class_of(o);
        if (class.is_heap_type() || class.kind.get() == Kind::Foreign)
            && let Some(f) = class.lookup(&self.names.__setattr__)
            && !self.is_default_setattr(&f)
        {
            self.call_found(&f, o, &[name.value(), v])?;
            return Ok(());
        }
        self.generic_set(o, name, v)
    }

    pub(super) fn is_default_setattr(&self, f: &Value) -> bool {
        f.is(&self.defaults.object_setattr)
            || f.is(&self.defaults.type_setattr)
            || same_native(f, &self.defaults.object_setattr)
    }

    fn is_default_delattr(&self, f: &Value) -> bool {
        f.is(&self.defaults.object_delattr)
            || f.is(&self.defaults.type_delattr)
            || same_native(f, &self.defaults.object_delattr)
    }

    /// `object.__setattr__` (or that of `type`).
    pub fn generic_set(&mut self, o: &Value, name: &Ref<StrObj>, v: Value) -> Res<()> {
        let class = self.class_of(o);
        let found = class.lookup(name);
        if let Some(m) = &found
            && self.is_data_descriptor(m)
        {
            return self.descr_set(m, o, v, &class);
        }
        if let Some(t) = o.cast::<TypeObj>() {
            return self.type_set(t, o, name, v);
        }
        if let Some(m) = o.cast::<ModuleObj>() {
            m.dict.set_str(name, v);
            return Ok(());
        }
        if let Some(i) = o.as_obj().and_then(instance::of)
            && !i.shape().is_closed()
        {
            if name.is(&self.names.__dict__) {
                return match v.into_ref::<crate::object::dict::DictObj>() {
                    Ok(d) => {
                        i.set_dict(self.heap, d);
                        Ok(())
                    }
                    Err(v) => {
                        let what = self.class_name(&v);
                        Err(self.type_error(format!("__dict__ must be set to a dictionary, not a '{what}'")))
                    }
                };
            }
            if let instance::Attributes::Dict(d) = i.attributes() {
                self.granted(d.make_room(&name.value()))?;
            }
            let old = i.set(self.heap, name, v);
            drop(old);
            return Ok(());
        }
        Err(self.no_place(o, &class, name, found.is_some()))
    }

    /// The AttributeError for an assignment to (or deletion of) an attribute that an object has no place for.
    #[cold]
    fn no_place(&mut self, o: &Value, class: &Ref<TypeObj>, name: &Ref<StrObj>, on_class: bool) -> Raised {
        let (what, n) = (self.message_name(class), name.to_text());
        let hooked = [&self.names.__setattr__, &self.names.__delattr__].iter().any(|hook| {
            class.lookup(hook).is_some_and(|f| !self.is_default_setattr(&f) && !self.is_default_delattr(&f))
        });
        let text = if on_class {
            format!("'{what}' object attribute '{n}' is read-only")
        } else if hooked {
            format!("'{what}' object has no attribute '{n}'")
        } else {
            format!("'{what}' object has no attribute '{n}' and no __dict__ for setting new attributes")
        };
        if on_class { self.bare_attribute_error(&text) } else { self.attribute_error(o.clone(), &n, &text) }
    }

    fn type_set(&mut self, t: &TypeObj, o: &Value, name: &Ref<StrObj>, v: Value) -> Res<()> {
        if !t.is_heap_type() {
            let (n, what) = (name.to_text(), self.full_name(t));
            return Err(self.type_error(format!("cannot set '{n}' attribute of immutable type '{what}'")));
        }
        if name.is(&self.names.__del__) {
            t.gain_finalizer();
        }
        if name.is(&self.names.__abstractmethods__) {
            let on = self.truth(&v)?;
            t.set_flag(flags::ABSTRACT, on);
        }
        t.set_attr(name, v);
        if name.is(&self.names.__new__) {
            self.note_own_new(o);
        }
        Ok(())
    }

    /// Sets through a data descriptor; Undef deletes.
    pub fn descr_set(&mut self, m: &Value, o: &Value, v: Value, _class: &Ref<TypeObj>) -> Res<()> {
        let Value::Obj(d) = m else { return Ok(()) };
        let deleting = v.is_undef();
        if d.kind() == Kind::Property
            && d.header().is_exact()
            && let Some(p) = m.cast::<PropertyObj>()
        {
            let f = if deleting { p.delete.borrow().clone() } else { p.set.borrow().clone() };
            if f.is_none() || f.is_undef() {
                return Err(self.property_error(p, o, if deleting { "deleter" } else { "setter" }));
            }
            if deleting {
                self.call(&f, std::slice::from_ref(o))?;
            } else {
                self.call(&f, &[o.clone(), v])?;
            }
            return Ok(());
        }
        if let Some(member) = m.cast::<MemberObj>() {
            return self.member_set(member, o, v);
        }
        let name = if deleting { &self.names.__delete__ } else { &self.names.__set__ };
        match d.class().lookup(name) {
            Some(f) => {
                if deleting {
                    self.call_found(&f, m, std::slice::from_ref(o))?;
                } else {
                    self.call_found(&f, m, &[o.clone(), v])?;
                }
                Ok(())
            }
            None => Err(self.bare_attribute_error(&name.to_text())),
        }
    }

    fn member_set(&mut self, d: &MemberObj, o: &Value, v: Value) -> Res<()> {
        self.check_member(d, o)?;
        let name = d.name.cast::<StrObj>().map(StrObj::to_text).unwrap_or_default();
        match (d.member, o.as_obj().and_then(instance::of)) {
            (Member::Native(p), _) => match attr_def(p).set {
                Some(set) => set(self, o, v),
                None => {
                    let what = self.class_name(o);
                    let owner = d.owner.cast::<TypeObj>().map(|t| t.name_text()).unwrap_or(what);
                    if super::setup::is_struct_member(&owner, &name) {
                        let class = self.heap.types().attribute_error.clone();
                        return Err(self.error(&class, "readonly attribute"));
                    }
                    let owner = d.owner.cast::<TypeObj>().map_or(owner, |t| self.message_name(t));
                    let text = format!("attribute '{name}' of '{owner}' objects is not writable");
                    Err(self.bare_attribute_error(&text))
                }
            },
            (Member::Slot(i), Some(part)) => {
                let deleting = v.is_undef();
                let old = part.replace_slot(i, v);
                if deleting && old.is_undef() {
                    return Err(self.attribute_error(o.clone(), &name, &name));
                }
                Ok(())
            }
            (Member::Item { .. }, _) => {
                let class = self.heap.types().attribute_error.clone();
                Err(self.error(&class, "readonly attribute"))
            }
            (Member::Dict, Some(part)) if v.is_undef() => {
                // A built-in base that brought the dict keeps it.
                let mut base = Some(self.class_of(o));
                while let Some(c) = base.take_if(|c| c.is_heap_type()) {
                    base = c.base();
                }
                if base.is_some_and(|c| c.has(flags::DICT)) {
                    return Err(self.type_error("cannot delete __dict__"));
                }
                // The next look finds a new one.
                part.set_dict(self.heap, self.heap.dict());
                Ok(())
            }
            (Member::Dict, Some(part)) => match v.into_ref::<crate::object::dict::DictObj>() {
                Ok(new) => {
                    part.set_dict(self.heap, new);
                    Ok(())
                }
                Err(v) => {
                    let what = self.class_name(&v);
                    Err(self.type_error(format!("__dict__ must be set to a dictionary, not a '{what}'")))
                }
            },
            _ => {
                let owner = d.owner.cast::<TypeObj>().map(|t| t.name_text()).unwrap_or_default();
                let text = format!("attribute '{name}' of '{owner}' objects is not writable");
                Err(self.bare_attribute_error(&text))
            }
        }
    }

    /// `del o.name`
    pub fn del_attr(&mut self, o: &Value, name: &Ref<StrObj>) -> Res<()> {
        let class = self.class_of(o);
        if (class.is_heap_type() || class.kind.get() == Kind::Foreign)
            && let Some(f) = class.lookup(&self.names.__delattr__)
            && !self.is_default_delattr(&f)
        {
            self.call_found(&f, o, &[name.value()])?;
            return Ok(());
        }
        self.generic_del(o, name)
    }

    /// `object.__delattr__` (or that of `type`).
    pub fn generic_del(&mut self, o: &Value, name: &Ref<StrObj>) -> Res<()> {
        let class = self.class_of(o);
        let found = class.lookup(name);
        if let Some(m) = &found
            && self.is_data_descriptor(m)
        {
            return self.descr_set(m, o, Value::Undef, &class);
        }
        if let Some(t) = o.cast::<TypeObj>() {
            if !t.is_heap_type() {
                let (n, what) = (name.to_text(), self.full_name(t));
                return Err(self.type_error(format!("cannot set '{n}' attribute of immutable type '{what}'")));
            }
            return match t.delete_attr(name) {
                Some(_) => {
                    if name.is(&self.names.__abstractmethods__) {
                        t.set_flag(flags::ABSTRACT, false);
                    } else if name.is(&self.names.__new__) {
                        self.note_own_new(o);
                    }
                    Ok(())
                }
                None => Err(self.no_attribute(o, name)),
            };
        }
        if let Some(m) = o.cast::<ModuleObj>() {
            return match m.dict.remove_str(name) {
                Some(_) => Ok(()),
                None => Err(self.no_attribute(o, name)),
            };
        }
        match o.as_obj().and_then(instance::of).filter(|i| !i.shape().is_closed()) {
            Some(i) if i.delete(self.heap, name).is_some() => Ok(()),
            Some(_) if name.is(&self.names.__dict__) => Err(self.type_error("cannot delete __dict__")),
            Some(_) => {
                let text = self.lacks_attribute(&class, name, false);
                let text = text.cast::<StrObj>().map(StrObj::to_text).unwrap_or_default();
                Err(self.bare_attribute_error(&text))
            }
            None => Err(self.no_place(o, &class, name, found.is_some())),
        }
    }

    /// Whether a value is a native function object with this declaration's name (for defaults).
    pub(super) fn native_named(&self, v: &Value) -> Option<&'static str> {
        v.cast::<NativeObj>().map(|n| super::native::def_of(n).name())
    }
}

/// Whether two natives are one declaration: several classes may have it as their own.
fn same_native(a: &Value, b: &Value) -> bool {
    match (a.cast::<NativeObj>(), b.cast::<NativeObj>()) {
        (Some(a), Some(b)) => std::ptr::eq(def_of(a), def_of(b)),
        _ => false,
    }
}

/// A field of a tuple with names. Those that are no items lie in hidden slots of the instance.
pub fn named_item(o: &Value, index: usize, visible: usize) -> Value {
    let Some(t) = o.cast::<TupleObj>() else { return Value::None };
    if index < visible {
        return t.items().get(index).cloned().unwrap_or(Value::None);
    }
    let part = o.as_obj().and_then(instance::of);
    part.and_then(|part| part.get_slot(index - visible).or_none()).unwrap_or(Value::None)
}
