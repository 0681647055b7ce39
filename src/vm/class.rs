//! Making classes (language reference, "Customizing class creation"), and instance and subclass tests.

use crate::object::descr::{Member, MemberObj};
use crate::object::dict::DictObj;
use crate::object::function::{CellObj, FunctionObj, NativeObj};
use crate::object::layout::Misfit;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::types::{TypeSpec, flags};
use crate::object::{Kind, Ref, TypeObj, Value};

use std::rc::Rc;

use super::enter::Keyword;
use super::native::def_of;
use super::{Raised, Res, Vm};

impl Vm {
    /// `__build_class__(func, name, *bases, metaclass=None, **kwargs)`
    pub fn build_class(
        &mut self,
        func: &Value,
        name: &Value,
        bases: Vec<Value>,
        mut kw: Vec<Keyword>,
    ) -> Res {
        let original: Vec<Value> = bases;
        let bases = self.resolve_bases(&original)?;
        let meta_given = kw.iter().position(|(k, _)| k.bytes() == b"metaclass").map(|i| kw.remove(i).1);
        let mut meta = match meta_given {
            Some(m) => m,
            None => match bases.first() {
                Some(b) => self.class_of(b).into_value(),
                None => self.heap.types().type_.value(),
            },
        };
        if let Some(m) = meta.to_ref::<TypeObj>() {
            meta = self.winner(m, &bases)?.into_value();
        }
        let bases_tuple = self.heap.tuple(bases.clone()).into_value();
        let ns = match self.get_attr_opt(&meta, &self.names.__prepare__)? {
            Some(prepare) => {
                let ns = self.call_kw(&prepare, &[name.clone(), bases_tuple.clone()], &kw)?;
                if self.lookup_special(&ns, &self.names.__getitem__).is_none() {
                    let (m, what) = (self.name_of(&meta), self.class_name(&ns));
                    return Err(
                        self.type_error(format!("{m}.__prepare__() must return a mapping, not {what}"))
                    );
                }
                ns
            }
            None => self.heap.dict().into_value(),
        };
        let cell = self.call(func, &[ns.clone()])?;
        if original.len() != bases.len() || original.iter().zip(&bases).any(|(a, b)| !a.is(b)) {
            let t = self.heap.tuple(original).into_value();
            self.set_item(&ns, &self.names.__orig_bases__.value(), t)?;
        }
        let class = self.call_kw(&meta, &[name.clone(), bases_tuple, ns], &kw)?;
        if let Some(c) = cell.cast::<CellObj>()
            && class.is_a::<TypeObj>()
        {
            let held = c.get();
            if !held.is(&class) {
                let (n, shown) = (self.repr(name)?.to_text(), self.repr(&class)?.to_text());
                if held.is_undef() {
                    return Err(self.runtime_error(format!(
                        "__class__ not set defining {n} as {shown}. Was __classcell__ propagated to type.__new__?"
                    )));
                }
                let held = self.repr(&held)?.to_text();
                return Err(self.type_error(format!("__class__ set to {held} defining {n} as {shown}")));
            }
        }
        Ok(class)
    }

    fn name_of(&mut self, v: &Value) -> String {
        match v.cast::<TypeObj>() {
            Some(t) => t.name_text(),
            None => "<metaclass>".into(),
        }
    }

    /// `types.resolve_bases`: bases that are no classes may stand for others.
    pub fn resolve_bases(&mut self, bases: &[Value]) -> Res<Vec<Value>> {
        let mut out = Vec::with_capacity(bases.len());
        let all = self.heap.tuple(bases.to_vec()).into_value();
        for b in bases {
            if b.is_a::<TypeObj>() {
                out.push(b.clone());
                continue;
            }
            match self.get_attr_opt(b, &self.names.__mro_entries__)? {
                Some(f) => {
                    let r = self.call(&f, &[all.clone()])?;
                    match r.cast::<TupleObj>() {
                        Some(t) => out.extend(t.items().iter().cloned()),
                        None => return Err(self.type_error("__mro_entries__ must return a tuple")),
                    }
                }
                None => out.push(b.clone()),
            }
        }
        Ok(out)
    }

    /// The most derived metaclass.
    fn winner(&mut self, meta: Ref<TypeObj>, bases: &[Value]) -> Res<Ref<TypeObj>> {
        let mut winner = meta;
        for b in bases {
            let m = self.class_of(b);
            if winner.is_subclass(&m) {
                continue;
            }
            if m.is_subclass(&winner) {
                winner = m;
                continue;
            }
            return Err(self.type_error(
                "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases",
            ));
        }
        Ok(winner)
    }

    /// Whether a class may have this name.
    pub fn check_class_name(&mut self, name: &Ref<StrObj>) -> Res<()> {
        if name.bytes().contains(&0) {
            return Err(self.value_error("type name must not contain null characters"));
        }
        self.refuse_surrogates(name)
    }

    /// Names that the interpreter hands to the system are UTF-8: a lone surrogate is refused with the codec's error.
    fn refuse_surrogates(&mut self, text: &Ref<StrObj>) -> Res<()> {
        use crate::object::text::wtf8;
        if !wtf8::has_surrogate(text.bytes()) {
            return Ok(());
        }
        let mut at = 0;
        let mut index = 0;
        loop {
            let (code, length) = wtf8::code_point_at(text.bytes(), at);
            if wtf8::is_surrogate(code) {
                break;
            }
            (at, index) = (at + length, index + 1);
        }
        let class = self.heap.types().unicode_encode_error.value();
        let (codec, why) = (self.heap.str("utf-8"), self.heap.str("surrogates not allowed"));
        let args =
            [codec.into_value(), text.value(), Value::Int(index), Value::Int(index + 1), why.into_value()];
        let error = self.call(&class, &args)?;
        Err(self.raise(error))
    }

    /// `type.__new__(meta, name, bases, namespace, **kwargs)`
    pub fn type_new(
        &mut self,
        meta: &Ref<TypeObj>,
        name: &Value,
        bases: &Value,
        ns: &Value,
        kw: &[Keyword],
    ) -> Res {
        let Some(name) = name.to_ref::<StrObj>() else {
            let what = if name.is_none() { "None".into() } else { self.class_name(name) };
            return Err(self.type_error(format!("type.__new__() argument 1 must be str, not {what}")));
        };
        self.check_class_name(&name)?;
        if let Some(doc) = ns.to_ref::<DictObj>().and_then(|ns| ns.get_str(&self.names.__doc__)) {
            // It is a text of C's in CPython.
            if let Some(doc) = doc.to_ref::<StrObj>() {
                self.refuse_surrogates(&doc)?;
            }
        }
        let Some(bases) = bases.cast::<TupleObj>().map(|t| t.items().to_vec()) else {
            let what = if bases.is_none() { "None".into() } else { self.class_name(bases) };
            return Err(self.type_error(format!("type.__new__() argument 2 must be tuple, not {what}")));
        };
        let Some(ns) = ns.to_ref::<DictObj>() else {
            let what = if ns.is_none() { "None".into() } else { self.class_name(ns) };
            return Err(self.type_error(format!("type.__new__() argument 3 must be dict, not {what}")));
        };
        for b in bases.iter().filter(|b| !b.is_a::<TypeObj>()) {
            if self.get_attr_opt(b, &self.names.__mro_entries__)?.is_some() {
                return Err(
                    self.type_error("type() doesn't support MRO entry resolution; use types.new_class()")
                );
            }
        }
        let asked = meta;
        let meta = self.winner(meta.clone(), &bases)?;
        // A derived metaclass of a base makes the class in its own way.
        if !meta.is(asked) {
            let (own, plain) =
                (meta.lookup(&self.names.__new__), self.heap.types().type_.lookup(&self.names.__new__));
            if let (Some(own), Some(plain)) = (own, plain)
                && !own.is(&plain)
            {
                let f = self.descr_get_class(&own, &meta)?;
                let args = [meta.value(), name.value(), self.heap.tuple(bases).into_value(), ns.value()];
                return self.call_kw(&f, &args, kw);
            }
        }
        let mut classes = Vec::new();
        for b in &bases {
            match b.to_ref::<TypeObj>() {
                Some(c) => classes.push(c),
                None => {
                    return Err(self.type_error("bases must be types"));
                }
            }
        }
        if classes.is_empty() {
            classes.push(self.heap.types().object.clone());
        }
        let best = self.best_layout(&classes)?;
        let layout = classes[best].clone();
        let slots_value = ns.get_str(&self.names.__slots__);
        let (own, dict_slot, weak_slot) = match &slots_value {
            Some(v) => self.slot_names(v, &name, &layout, &ns)?,
            None => (Vec::new(), true, true),
        };
        let mut inherited = classes.iter().fold(0, |f, c| f | c.flags.get() & flags::INHERITED);
        // It is a mapping or a sequence to patterns, never both: the first base that is one decides.
        let collection = flags::SEQUENCE | flags::MAPPING;
        let decided = classes.iter().map(|c| c.flags.get() & collection).find(|f| *f != 0);
        inherited = inherited & !collection | decided.unwrap_or(0);
        let mut fl = inherited & !(flags::DICT | flags::WEAK) | flags::HEAP | flags::BASE;
        fl |= layout.flags.get() & (flags::DICT | flags::WEAK | flags::OWN_NEW);
        // What the deciding base lacks is added, if the class names it, or another base has it. Attributes of classes and modules live in a dict of
        // their own; objects of varying size take no weak references.
        let base_has = |f: u32| classes.iter().any(|c| c.has(f));
        let own_dict = matches!(layout.kind.get(), Kind::Type | Kind::Module);
        let add_dict = !layout.has(flags::DICT) && !own_dict && (dict_slot || base_has(flags::DICT));
        if add_dict {
            fl |= flags::DICT;
        }
        let add_weak =
            !layout.has(flags::WEAK) && !has_varying_size(&layout) && (weak_slot || base_has(flags::WEAK));
        if add_weak {
            fl |= flags::WEAK;
        }
        let first_slot = layout.slot_count.get();
        let qualname = match ns.get_str(&self.names.__qualname__) {
            Some(q) if q.is_a::<StrObj>() => q,
            Some(q) => {
                let what = self.class_name(&q);
                return Err(self.type_error(format!("type __qualname__ must be a str, not {what}")));
            }
            None => name.value(),
        };
        let class = TypeObj::create(
            self.heap,
            &meta,
            TypeSpec {
                name: name.value(),
                qualname,
                bases: classes.clone(),
                best,
                kind: layout.kind.get(),
                flags: fl,
                slot_count: first_slot + own.len() as u32,
                slots: own.clone(),
            },
        );
        let cls = class.value();
        for (k, v) in ns.entries() {
            if let Some(s) = k.to_ref::<StrObj>() {
                let s = self.heap.intern_str(&s);
                let hidden =
                    [&self.names.__qualname__, &self.names.__classcell__, &self.names.__classdictcell__];
                if hidden.iter().any(|name| s.is(name)) {
                    continue;
                }
                let v = self.implicit_wrapper(&s, v);
                if s.is(&self.names.__del__) {
                    class.set_has_finalizer();
                } else if s.is(&self.names.__new__) && !is_built_in_new(&v) {
                    class.set_flag(flags::OWN_NEW, true);
                }
                class.dict().set_str(&s, v);
            } else {
                let text = format!("non-string key in the __dict__ of class {}", name.to_text());
                let told = self.warn(&self.heap.types().runtime_warning.clone(), &text, 1);
                if let Err(e) = told.and_then(|()| self.dict_set(class.dict(), k, v).map(drop)) {
                    class.leave_bases(&classes);
                    return Err(e);
                }
            }
        }
        if class.dict().get_str(&self.names.__module__).is_none()
            && let Some(g) = self.globals()
            && let Some(m) = g.get_str(&self.names.__name__)
        {
            class.dict().set_str(&self.names.__module__, m);
        }
        for (i, n) in own.iter().enumerate() {
            self.add_member(&class, n, Member::Slot(first_slot as usize + i));
        }
        // The body of the class may have said something else.
        let own_says = |name: &Ref<StrObj>| class.dict().get_str(name).is_some();
        if add_dict && !own_says(&self.names.__dict__) {
            self.add_member(&class, &self.names.__dict__, Member::Dict);
        }
        if add_weak && !own_says(&self.names.__weakref__) {
            self.add_member(&class, &self.names.__weakref__, Member::Weakref);
        }
        if class.dict().get_str(&self.names.__doc__).is_none() {
            class.dict().set_str(&self.names.__doc__, Value::None);
        }
        if class.dict().get_str(&self.names.__eq__).is_some()
            && class.dict().get_str(&self.names.__hash__).is_none()
        {
            class.dict().set_str(&self.names.__hash__, Value::None);
        }
        if let Err(e) = self.fill_class_cells(&class, &ns) {
            class.leave_bases(&classes);
            return Err(e);
        }
        if let Err(e) = self.compute_mro(&class, &meta) {
            class.leave_bases(&classes);
            return Err(e);
        }
        if !class.has(flags::OWN_NEW) && classes.iter().any(|c| c.has(flags::OWN_NEW)) {
            self.note_own_new(&cls);
        }
        self.heap.bump_class_epoch();
        self.call_set_names(&class)?;
        self.call_init_subclass(&class, kw)?;
        Ok(cls)
    }

    /// Marks the class, and those that derive from it, if they find a `__new__` that is not a built-in class's.
    pub fn note_own_new(&self, class: &Value) {
        let mut work: Vec<Ref<TypeObj>> = class.to_ref().into_iter().collect();
        while let Some(c) = work.pop() {
            if c.lookup(&self.names.__new__).is_some_and(|f| !is_built_in_new(&f)) {
                c.set_flag(flags::OWN_NEW, true);
            }
            work.extend(c.live_subclasses());
        }
    }

    /// Methods that say `__class__` or `super()`, and functions that evaluate annotations of the body, share a cell each with the body.
    fn fill_class_cells(&mut self, class: &Ref<TypeObj>, ns: &DictObj) -> Res<()> {
        for (name, shown) in [
            (&self.names.__classcell__, "__classcell__"),
            (&self.names.__classdictcell__, "__classdictcell__"),
        ] {
            let Some(cell) = ns.get_str(name) else { continue };
            let Some(cell) = cell.cast::<CellObj>() else {
                let what = self.class_of(&cell).into_value();
                let what = self.repr(&what)?.to_text();
                return Err(self.type_error(format!("{shown} must be a nonlocal cell, not {what}")));
            };
            drop(cell.set(if shown == "__classcell__" {
                class.value()
            } else {
                class.dict().guard_caches();
                class.dict().value()
            }));
        }
        Ok(())
    }

    /// The method resolution order, by `mro()` of a metaclass that overrides it.
    pub fn compute_mro(&mut self, class: &Ref<TypeObj>, meta: &Ref<TypeObj>) -> Res<()> {
        let t = self.heap.types();
        let f = meta.lookup(&self.names.mro);
        let own = f.filter(|f| t.type_.dict().get_str(&self.names.mro).is_none_or(|plain| !plain.is(f)));
        let Some(f) = own.filter(|_| !meta.is(&t.type_)) else {
            let list = self.default_mro(class)?;
            class.set_mro(list.into());
            return Ok(());
        };
        let is_new = class.mro().is_empty();
        if is_new {
            // `mro()` itself may look at the class.
            let list = self.default_mro(class)?;
            class.set_mro(list.into());
        }
        let before = class.mro();
        let r = self.call_found(&f, &class.value(), &[])?;
        let mut out = Vec::new();
        for v in self.collect(&r)? {
            match v.into_ref::<TypeObj>() {
                Ok(c) if !class.has_layout_of(&c, is_new) => {
                    let c = c.name_text();
                    return Err(
                        self.type_error(format!("mro() returned base with unsuitable layout ('{c}')"))
                    );
                }
                Ok(c) => out.push(c),
                Err(v) => {
                    let what = self.class_name(&v);
                    return Err(self.type_error(format!("mro() returned a non-class ('{what}')")));
                }
            }
        }
        if out.is_empty() {
            return Err(self.type_error("type MRO must not be empty"));
        }
        // `mro()` may have set bases, whereby the order came to be: that one stays.
        if Rc::ptr_eq(&class.mro(), &before) {
            class.set_mro(out.into());
        }
        if class.lookup(&self.names.__del__).is_some() {
            class.gain_finalizer();
        }
        Ok(())
    }

    /// `type.mro(cls)`
    pub fn default_mro(&mut self, class: &Ref<TypeObj>) -> Res<Vec<Ref<TypeObj>>> {
        let bases = class.bases.borrow().clone();
        for (i, b) in bases.iter().enumerate() {
            if bases[..i].iter().any(|x| x.is(b)) {
                let n = b.name_text();
                return Err(self.type_error(format!("duplicate base class {n}")));
            }
        }
        match TypeObj::linearize(&bases) {
            Ok(mut list) => {
                list.insert(0, class.clone());
                Ok(list)
            }
            Err(crate::object::types::NoOrder(heads)) => {
                let names: Vec<String> = heads.iter().map(|b| b.name_text()).collect();
                Err(self.type_error(format!(
                    "Cannot create a consistent method resolution order (MRO) for bases {}",
                    names.join(", ")
                )))
            }
        }
    }

    /// Which of the bases decides the storage; bases with different storage conflict.
    pub fn best_layout(&mut self, bases: &[Ref<TypeObj>]) -> Res<usize> {
        if let Some(c) = bases.iter().find(|c| !c.has(flags::BASE)) {
            let n = self.full_name(c);
            return Err(self.type_error(format!("type '{n}' is not an acceptable base type")));
        }
        TypeObj::best_base(bases)
            .ok_or_else(|| self.type_error("multiple bases have instance lay-out conflict"))
    }

    /// Whether instances need not change if `new` takes the place of `old`; `what` is the attribute that is assigned to.
    pub fn check_fit(&mut self, old: &Ref<TypeObj>, new: &Ref<TypeObj>, what: &str) -> Res<()> {
        let why = match old.fits(new) {
            Ok(()) => return Ok(()),
            Err(Misfit::Layout) => "object layout",
            Err(Misfit::Deallocator) => "deallocator",
        };
        let (old, new) = (self.message_name(old), self.message_name(new));
        Err(self.type_error(format!("{what} assignment: '{new}' {why} differs from '{old}'")))
    }

    /// What `__slots__` names: names of slots in their order, and whether a `__dict__` and a `__weakref__` are among them.
    fn slot_names(
        &mut self,
        v: &Value,
        class: &Ref<StrObj>,
        layout: &Ref<TypeObj>,
        ns: &Ref<DictObj>,
    ) -> Res<(Vec<Ref<StrObj>>, bool, bool)> {
        let items = if v.is_a::<StrObj>() { vec![v.clone()] } else { self.collect(v)? };
        if has_varying_size(layout) && !items.is_empty() {
            let what = layout.name_text();
            return Err(self.type_error(format!("nonempty __slots__ not supported for subtype of '{what}'")));
        }
        let (mut names, mut dict, mut weak) = (Vec::new(), false, false);
        for v in items {
            let s = match v.into_ref::<StrObj>() {
                Ok(s) => s,
                Err(v) => {
                    let what = self.class_name(&v);
                    return Err(self.type_error(format!("__slots__ items must be strings, not '{what}'")));
                }
            };
            if !crate::object::text::predicates::is_identifier(s.bytes()) {
                return Err(self.type_error("__slots__ must be identifiers"));
            }
            let (special, flag) = match s.bytes() {
                b"__dict__" => (&mut dict, flags::DICT),
                b"__weakref__" => (&mut weak, flags::WEAK),
                _ => {
                    names.push(s);
                    continue;
                }
            };
            let has = layout.has(flag) || flag == flags::DICT && layout.kind.get() == Kind::Module;
            if std::mem::replace(special, true) || has {
                let name = s.to_text();
                return Err(self.type_error(format!("{name} slot disallowed: we already got one")));
            }
        }
        let class = class.to_text();
        let mut out: Vec<Ref<StrObj>> = Vec::with_capacity(names.len());
        for s in names {
            let mangled = mangle(&class, &s.to_text());
            let s = self.heap.intern(&mangled);
            if !matches!(mangled.as_str(), "__qualname__" | "__classcell__" | "__classdictcell__")
                && ns.get_str(&s).is_some()
            {
                return Err(
                    self.value_error(format!("'{mangled}' in __slots__ conflicts with class variable"))
                );
            }
            out.push(s);
        }
        // Slots lie in the order of their names, as in CPython.
        out.sort_unstable_by(|a, b| a.bytes().cmp(b.bytes()));
        Ok((out, dict, weak))
    }

    /// Adds a member descriptor to a class.
    pub fn add_member(&mut self, class: &Ref<TypeObj>, name: &Ref<StrObj>, member: Member) {
        let t = self.heap.types();
        let kind =
            if matches!(member, Member::Slot(_)) { &t.member_descriptor } else { &t.getset_descriptor };
        let d = MemberObj { owner: class.value(), name: name.value(), member };
        let d = self.heap.alloc(kind, d).into_value();
        class.dict().set_str(name, d);
    }

    /// `__new__` is a static method, `__init_subclass__` and `__class_getitem__` are class methods, without being told.
    fn implicit_wrapper(&mut self, name: &Ref<StrObj>, v: Value) -> Value {
        let t = self.heap.types();
        if !v.is_a::<FunctionObj>() {
            return v;
        }
        let is_class = name.is(&self.names.__init_subclass__) || name.is(&self.names.__class_getitem__);
        if !is_class && !name.is(&self.names.__new__) {
            return v;
        }
        let class = if is_class { &t.classmethod } else { &t.staticmethod };
        let w = crate::object::descr::WrapperObj { func: v.into(), is_class };
        self.heap.alloc(class, w).into_value()
    }

    fn call_set_names(&mut self, class: &Ref<TypeObj>) -> Res<()> {
        for (k, v) in class.dict().entries() {
            let Some(f) = self.lookup_special(&v, &self.names.__set_name__) else { continue };
            if let Err(e) = self.call_found(&f, &v, &[class.value(), k.clone()]) {
                let x = self.take_raised(e);
                let (what, k) = (self.class_name(&v), self.repr(&k)?.to_text());
                let note =
                    format!("Error calling __set_name__ on '{what}' instance {k} in '{}'", class.name_text());
                let add = self.heap.intern("add_note");
                let note = self.heap.str(&note).into_value();
                self.call_method(&x, &add, &[note])?;
                return Err(self.reraise(x));
            }
        }
        Ok(())
    }

    fn call_init_subclass(&mut self, class: &Ref<TypeObj>, kw: &[Keyword]) -> Res<()> {
        // `super(cls, cls).__init_subclass__(**kw)`
        let mro = class.mro();
        if !mro.iter().any(|c| c.is(class)) {
            let name = class.name_text();
            let text = format!(
                "super(type, obj): obj (type {name}) is not an instance or subtype of type ({name})."
            );
            return Err(self.type_error(text));
        }
        for c in mro.iter().skip(1) {
            if let Some(f) = c.dict().get_str(&self.names.__init_subclass__) {
                let bound = self.descr_get_class(&f, class)?;
                self.call_kw(&bound, &[], kw)?;
                return Ok(());
            }
        }
        Ok(())
    }

    /// "Can't instantiate abstract class ..".
    #[cold]
    pub fn abstract_error(&mut self, class: &Ref<TypeObj>) -> Raised {
        let names = class.lookup(&self.names.__abstractmethods__).unwrap_or_default();
        let mut list: Vec<String> = match self.collect(&names) {
            Ok(v) => v.iter().filter_map(|v| v.cast::<StrObj>().map(StrObj::to_text)).collect(),
            Err(e) => return e,
        };
        list.sort_unstable();
        let quoted: Vec<String> = list.iter().map(|n| format!("'{n}'")).collect();
        let s = if list.len() == 1 { "" } else { "s" };
        self.type_error(format!(
            "Can't instantiate abstract class {} without an implementation for abstract method{s} {}",
            class.name_text(),
            quoted.join(", ")
        ))
    }

    /// `isinstance(v, cls)`
    pub fn is_instance(&mut self, v: &Value, cls: &Value) -> Res<bool> {
        if cls.as_obj().is_some_and(|c| self.class_ref(v).obj().is(c)) {
            return Ok(true);
        }
        if self.class_ref(cls).is(&self.heap.types().type_) {
            return self.has_class(v, cls);
        }
        if let Some(t) = cls.cast::<TupleObj>() {
            let items = t.items().to_vec();
            return self.deeper(|vm| {
                for c in items {
                    if vm.is_instance(v, &c)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            });
        }
        if let Some(f) = self.lookup_special(cls, &self.names.__instancecheck__) {
            let r = self.call_found(&f, cls, std::slice::from_ref(v))?;
            return self.truth(&r);
        }
        self.has_class(v, cls)
    }

    /// `type.__instancecheck__`: the real class, or what `__class__` claims.
    pub fn has_class(&mut self, v: &Value, cls: &Value) -> Res<bool> {
        let Some(c) = cls.to_ref::<TypeObj>() else {
            let text = "isinstance() arg 2 must be a type, a tuple of types, or a union";
            self.check_abstract_class(cls, text)?;
            return match self.get_attr_opt(v, &self.names.__class__)? {
                Some(k) => self.abstract_subclass(&k, cls),
                None => Ok(false),
            };
        };
        let own = self.class_ref(v);
        if own.is_subclass(&c) {
            return Ok(true);
        }
        // What `__class__` claims need not be asked where it is the class itself.
        let plain = !own.is_heap_type()
            || own.lookup(&self.names.__class__).is_some_and(|c| c.is(&self.defaults.object_class));
        if plain && self.default_getattribute(own) {
            return Ok(false);
        }
        match self.get_attr_opt(v, &self.names.__class__)? {
            Some(k) => Ok(k.cast::<TypeObj>().is_some_and(|k| k.is_subclass(&c))),
            None => Ok(false),
        }
    }

    /// `issubclass(a, cls)`
    pub fn is_subclass(&mut self, a: &Value, cls: &Value) -> Res<bool> {
        if let Some(t) = cls.cast::<TupleObj>() {
            let items = t.items().to_vec();
            return self.deeper(|vm| {
                for c in items {
                    if vm.is_subclass(a, &c)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            });
        }
        let meta = self.class_of(cls);
        if !meta.is(&self.heap.types().type_)
            && let Some(f) = meta.lookup(&self.names.__subclasscheck__)
        {
            let r = self.call_found(&f, cls, std::slice::from_ref(a))?;
            return self.truth(&r);
        }
        self.real_subclass(a, cls)
    }

    /// `type.__subclasscheck__`
    pub fn real_subclass(&mut self, a: &Value, cls: &Value) -> Res<bool> {
        if let (Some(a), Some(c)) = (a.cast::<TypeObj>(), cls.to_ref::<TypeObj>()) {
            return Ok(a.is_subclass(&c));
        }
        self.check_abstract_class(a, "issubclass() arg 1 must be a class")?;
        let text = "issubclass() arg 2 must be a class, a tuple of classes, or a union";
        self.check_abstract_class(cls, text)?;
        self.abstract_subclass(a, cls)
    }
}

/// Whether instances are of varying size in CPython, which leaves no fixed place for more.
fn has_varying_size(layout: &TypeObj) -> bool {
    matches!(layout.kind.get(), Kind::BigInt | Kind::Bytes | Kind::Tuple | Kind::Type)
}

/// Whether this is the `__new__` of a built-in class.
pub(super) fn is_built_in_new(f: &Value) -> bool {
    f.cast::<NativeObj>().is_some_and(|f| def_of(f).name == "__new__")
}

/// A private name of a class (`__x` becomes `_C__x`).
pub fn mangle(class: &str, name: &str) -> String {
    let class = class.trim_start_matches('_');
    if !name.starts_with("__") || name.ends_with("__") || name.contains('.') || class.is_empty() {
        return name.to_string();
    }
    format!("_{class}{name}")
}
