//! Instructions of a pickle that call something: they find globals, make objects, and give them their state and their items.

use crate::object::dict::DictObj;
use crate::object::instance::{self, Attributes};
use crate::object::list::ListObj;
use crate::object::set::SetObj;
use crate::object::store::instance::Plain;
use crate::object::str::StrObj;
use crate::object::types::flags;
use crate::object::{Kind, Ref, TypeObj, Value};
use crate::vm::{Raised, Res, Vm};

use super::super::support::keywords;
use super::known::{Known, dotted, in_context, missing};
use super::load::{Loader, text_pair, tuple_items};
use super::source::Source;

#[cold]
pub fn truncated(known: &Known, vm: &mut Vm) -> Raised {
    known.bad(vm, "pickle data was truncated")
}

/// The value that a name means, as `Unpickler.find_class` finds it.
pub fn find_class(
    vm: &mut Vm,
    known: &Known,
    fix_imports: bool,
    proto: u8,
    module: &Ref<StrObj>,
    name: &Ref<StrObj>,
) -> Res {
    super::audit(vm, "pickle.find_class", &[module.value(), name.value()])?;
    let (mut module, mut name) = (module.clone(), name.clone());
    if proto < 3 && fix_imports {
        let key = vm.heap.tuple([module.value(), name.value()]).into_value();
        if let Some(found) = vm.dict_get(&known.names_2to3, &key)? {
            let Some([m, n]) = tuple_items(&found) else {
                let what = vm.class_name(&found);
                let text = format!("_compat_pickle.NAME_MAPPING values should be 2-tuples, not {what}");
                return Err(vm.runtime_error(text));
            };
            let Some(pair) = text_pair(m, n) else {
                let (m, n) = (vm.class_name(m), vm.class_name(n));
                let text =
                    format!("_compat_pickle.NAME_MAPPING values should be pairs of str, not ({m}, {n})");
                return Err(vm.runtime_error(text));
            };
            (module, name) = pair;
        } else if let Some(found) = vm.dict_get(&known.modules_2to3, &module.value())? {
            module = match found.into_ref::<StrObj>() {
                Ok(m) => m,
                Err(v) => {
                    let what = vm.class_name(&v);
                    let text = format!("_compat_pickle.IMPORT_MAPPING values should be strings, not {what}");
                    return Err(vm.runtime_error(text));
                }
            };
        }
    }
    if module.bytes().is_empty() {
        return Err(vm.value_error("Empty module name"));
    }
    let found = vm.import(&module.to_text())?;
    if proto < 4 || !name.bytes().contains(&b'.') {
        vm.granted(vm.heap.make_room_for_name())?;
        let name = vm.heap.intern_str(&name);
        return vm.get_attr(&found, &name);
    }
    match dotted(vm, &found, &name)? {
        Some(v) => Ok(v),
        None => {
            let why = missing(vm, &found, &name);
            let (name, module) = (vm.repr(&name.value())?.to_text(), vm.repr(&module.value())?.to_text());
            let class = vm.types().attribute_error.clone();
            let e = vm.error(&class, &format!("Can't resolve path {name} on module {module}"));
            Err(in_context(vm, e, why))
        }
    }
}

impl<S: Source> Loader<'_, S> {
    /// Finds a global and pushes it.
    pub fn global(&mut self, vm: &mut Vm, module: &Ref<StrObj>, name: &Ref<StrObj>) -> Res {
        match self.reading.find_class.clone() {
            Some(f) => vm.call(&f, &[module.value(), name.value()]),
            None => {
                let known = self.known.clone();
                find_class(vm, &known, self.reading.fix_imports, self.proto, module, name)
            }
        }
    }

    /// STACK_GLOBAL
    pub fn stack_global(&mut self, vm: &mut Vm) -> Res<()> {
        let (name, module) = (self.pop(vm)?, self.pop(vm)?);
        let exact = |v: &Value| v.as_obj().is_some_and(|o| o.header().is_exact());
        match text_pair(&module, &name) {
            Some((m, n)) if exact(&module) && exact(&name) => {
                let v = self.global(vm, &m, &n)?;
                self.push(vm, v)
            }
            _ => Err(self.bad(vm, "STACK_GLOBAL requires str")),
        }
    }

    /// A global by the number that `copyreg` has for it.
    pub fn extension(&mut self, vm: &mut Vm, code: i64) -> Res<()> {
        if code <= 0 {
            return Err(self.bad(vm, "EXT specifies code <= 0"));
        }
        let (known, key) = (self.known.clone(), Value::Int(code));
        if let Some(v) = vm.dict_get(&known.extension_cache, &key)? {
            return self.push(vm, v);
        }
        let Some(pair) = vm.dict_get(&known.inverted_registry, &key)? else {
            return Err(vm.value_error(format!("unregistered extension code {code}")));
        };
        let names = match tuple_items(&pair) {
            Some([module, name]) => text_pair(module, name),
            _ => None,
        };
        let Some((module, name)) = names else {
            let text = format!("_inverted_registry[{code}] isn't a 2-tuple of strings");
            return Err(vm.value_error(text));
        };
        let v = self.global(vm, &module, &name)?;
        drop(vm.dict_set(&known.extension_cache, key, v.clone())?);
        self.push(vm, v)
    }

    /// REDUCE
    pub fn reduce(&mut self, vm: &mut Vm) -> Res<()> {
        let (args, function) = (self.pop(vm)?, self.pop(vm)?);
        let Some(items) = tuple_items(&args) else {
            return Err(vm.type_error("argument list must be a tuple"));
        };
        let v = vm.call(&function, items)?;
        self.push(vm, v)
    }

    /// NEWOBJ and NEWOBJ_EX
    pub fn new_object(&mut self, vm: &mut Vm, named: bool) -> Res<()> {
        let kwargs = if named { self.pop(vm)? } else { Value::Undef };
        let (args, class) = (self.pop(vm)?, self.pop(vm)?);
        let op = if named { "NEWOBJ_EX" } else { "NEWOBJ" };
        let Some(c) = class.cast::<TypeObj>() else {
            let what = vm.short_name(&class);
            return Err(self.bad(vm, format!("{op} class argument must be a type, not {what}")));
        };
        if c.has(flags::NO_NEW) {
            let what = c.name_text();
            return Err(self.bad(vm, format!("{op} class argument '{what}' has NULL tp_new")));
        }
        let Some(items) = tuple_items(&args) else {
            let what = vm.short_name(&args);
            return Err(self.bad(vm, format!("{op} args argument must be a tuple, not {what}")));
        };
        let kwargs = match kwargs.to_ref::<DictObj>() {
            _ if !named => Vec::new(),
            Some(d) => keywords(&d),
            None => {
                let what = vm.short_name(&kwargs);
                return Err(self.bad(vm, format!("{op} kwargs argument must be a dict, not {what}")));
            }
        };
        if items.is_empty()
            && kwargs.is_empty()
            && c.kind.get() == Kind::Instance
            && c.is_heap_type()
            && !c.has(flags::ABSTRACT)
            && c.lookup(&vm.names.__new__).is_some_and(|f| f.is(&vm.defaults.object_new))
            && let Some(class) = class.to_ref::<TypeObj>()
        {
            let v = vm.heap.alloc(&class, Plain).into_value();
            return self.push(vm, v);
        }
        let new = vm.get_attr(&class, &vm.names.__new__)?;
        let all: Vec<Value> = std::iter::once(&class).chain(items).cloned().collect();
        let v = vm.call_kw(&new, &all, &kwargs)?;
        self.push(vm, v)
    }

    /// A class called with what lies above a place of the stack, or an instance without a call.
    pub fn instantiate(&mut self, vm: &mut Vm, class: &Value, args: &[Value]) -> Res<()> {
        let v = if args.is_empty()
            && class.is_a::<TypeObj>()
            && vm.get_attr_opt(class, &self.known.names.getinitargs.clone())?.is_none()
        {
            let new = vm.get_attr(class, &vm.names.__new__)?;
            vm.call(&new, std::slice::from_ref(class))?
        } else {
            vm.call(class, args)?
        };
        self.push(vm, v)
    }

    /// BUILD
    pub fn build(&mut self, vm: &mut Vm) -> Res<()> {
        if self.stack.len() < self.fence + 2 {
            return Err(self.underflow(vm));
        }
        let state = self.pop(vm)?;
        let Some(object) = self.stack.last().cloned() else { return Err(self.underflow(vm)) };
        if let Some(set) = vm.get_attr_opt(&object, &self.known.names.setstate.clone())? {
            vm.call(&set, &[state])?;
            return Ok(());
        }
        let (state, slots) = match tuple_items(&state) {
            Some([state, slots]) => (state.clone(), slots.clone()),
            _ => (state, Value::None),
        };
        if !state.is_none() {
            let Some(d) = state.to_ref::<DictObj>() else {
                return Err(self.bad(vm, "state is not a dictionary"));
            };
            set_attributes(vm, &object, &d)?;
        }
        if !slots.is_none() {
            let Some(d) = slots.to_ref::<DictObj>() else {
                return Err(self.bad(vm, "slot state is not a dictionary"));
            };
            let mut place = 0;
            while let Some((next, name, v)) = d.next_entry(place) {
                place = next;
                let Some(name) = name.to_ref::<StrObj>() else {
                    let what = vm.class_name(&name);
                    return Err(vm.type_error(format!("attribute name must be string, not '{what}'")));
                };
                vm.granted(vm.heap.make_room_for_name())?;
                vm.set_attr(&object, &vm.heap.intern_str(&name), v)?;
            }
        }
        vm.let_die()
    }

    /// What is to take that which lies above a place of the stack; None if there is nothing to take.
    fn target(&mut self, vm: &mut Vm, at: usize) -> Res<Option<Value>> {
        let n = self.stack.len();
        if at > n || at <= self.fence {
            return Err(self.underflow(vm));
        }
        Ok((at < n).then(|| self.stack[at - 1].clone()))
    }

    /// Appends what lies above a place of the stack to what lies below it.
    pub fn append(&mut self, vm: &mut Vm, at: usize) -> Res<()> {
        let Some(target) = self.target(vm, at)? else { return Ok(()) };
        if let Some(list) = target.cast::<ListObj>()
            && target.as_obj().is_some_and(|o| o.header().is_exact())
        {
            let mut items = list.borrow_mut();
            vm.granted(crate::object::buffer::room(&mut items, self.stack.len() - at))?;
            items.extend(self.stack.drain(at..));
            drop(items);
            return vm.let_die();
        }
        let items = self.above(at);
        if let Some(extend) = vm.get_attr_opt(&target, &self.known.names.extend.clone())? {
            let items = vm.heap.list(items).into_value();
            return vm.call(&extend, &[items]).map(drop);
        }
        let append = vm.get_attr(&target, &self.known.names.append.clone())?;
        for v in items {
            vm.call(&append, &[v])?;
        }
        Ok(())
    }

    /// ADDITEMS
    pub fn add_items(&mut self, vm: &mut Vm) -> Res<()> {
        let at = self.marked(vm)?;
        let Some(target) = self.target(vm, at)? else { return Ok(()) };
        let items = self.above(at);
        if let Some(set) = target.cast::<SetObj>()
            && vm.class_of(&target).is_subclass(&vm.types().set)
        {
            for v in items {
                vm.set_add(set, v)?;
            }
            return vm.let_die();
        }
        let add = vm.get_attr(&target, &self.known.names.add.clone())?;
        for v in items {
            vm.call(&add, &[v])?;
        }
        Ok(())
    }
}

/// Sets what a state says in the `__dict__` of an object.
fn set_attributes(vm: &mut Vm, object: &Value, state: &Ref<DictObj>) -> Res<()> {
    let class = vm.class_of(object);
    let usual = class.lookup(&vm.names.__dict__).is_none_or(|d| d.is_a::<crate::object::descr::MemberObj>())
        && vm.default_getattribute(&class);
    let quick = match object.as_obj().and_then(instance::of) {
        Some(i) if usual => match i.attributes() {
            Attributes::Shaped(shape) => !shape.is_closed(),
            Attributes::Dict(_) => false,
        },
        _ => false,
    };
    let mut place = 0;
    if quick && state.len() < 64 {
        while let Some((next, name, v)) = state.next_entry(place) {
            let Some(i) = object.as_obj().and_then(instance::of) else { break };
            let name = match name.into_ref::<StrObj>() {
                Ok(name) if name.obj().header().is_exact() => name,
                _ => break,
            };
            place = next;
            vm.granted(vm.heap.make_room_for_name())?;
            let name = vm.heap.intern_str(&name);
            drop(i.set(vm.heap, &name, v));
        }
    }
    if quick && state.next_entry(place).is_none() {
        return Ok(());
    }
    let attributes = vm.get_attr(object, &vm.names.__dict__)?;
    while let Some((next, name, v)) = state.next_entry(place) {
        place = next;
        let name = match name.to_ref::<StrObj>() {
            Some(s) if s.obj().header().is_exact() => {
                vm.granted(vm.heap.make_room_for_name())?;
                vm.heap.intern_str(&s).into_value()
            }
            _ => name,
        };
        vm.set_item(&attributes, &name, v)?;
    }
    Ok(())
}
