//! The quick way for the commonest reduction: an instance of a class that says nothing about pickling. What is written is what `object.__reduce_ex__` would have answered; its
//! parts are not made.

use std::rc::Rc;

use crate::object::instance::{self, Attributes};
use crate::object::str::StrObj;
use crate::object::{ObjRef, Ref, TypeObj, Value};
use crate::vm::{Raised, Res, Vm};

use super::opcode::*;
use super::save::Saver;

/// More attributes than this go into several batches.
const BATCH: usize = 1000;

/// A class that was looked at, and what held then.
#[derive(Clone)]
pub struct PlainClass {
    class: Ref<TypeObj>,
    epoch: u64,
    table: u64,
    /// The names of a shape of its instances, by the shape's address.
    shape: usize,
    names: Rc<[(Ref<StrObj>, usize)]>,
}

impl Saver<'_> {
    /// What is known of the object's class, if its instances are written as this file does it.
    #[inline]
    pub fn plain_class(&mut self, vm: &mut Vm, o: &ObjRef) -> Option<PlainClass> {
        if let Some(p) = &self.plain
            && p.class.is(o.class())
            && p.epoch == vm.heap.class_epoch.get()
            && p.table == self.known.dispatch_table.version()
        {
            return Some(p.clone());
        }
        self.look_at_class(vm, o)
    }

    #[inline(never)]
    fn look_at_class(&mut self, vm: &mut Vm, o: &ObjRef) -> Option<PlainClass> {
        let class = o.class();
        let (known, names) = (&self.known, &self.known.names);
        let has_own = |name: &Ref<StrObj>, own: &Value| !class.lookup(name).is_some_and(|f| f.is(own));
        if self.proto < 2
            || self.dispatch_table.is_some()
            || !class.is_heap_type()
            || class.slot_count.get() > 0
            || has_own(&names.reduce_ex, &known.object_reduce_ex)
            || has_own(&names.reduce, &known.object_reduce)
            || has_own(&names.getstate, &known.object_getstate)
            || class.lookup(&names.getnewargs).is_some()
            || class.lookup(&names.getnewargs_ex).is_some()
            || class.lookup(&vm.names.__getattr__).is_some()
            || class.lookup(&vm.names.__getattribute__).is_some_and(|f| !vm.is_default_getattribute(&f))
            || class.mro().iter().any(|c| c.is_heap_type() && c.dict().get_str(&vm.names.__class__).is_some())
        {
            return None;
        }
        let keys: Vec<Value> = known.dispatch_table.keys();
        if keys.iter().any(|k| k.as_obj().is_some_and(|k| k.is(class.obj()))) {
            return None;
        }
        let plain = PlainClass {
            class: class.clone(),
            epoch: vm.heap.class_epoch.get(),
            table: known.dispatch_table.version(),
            shape: 0,
            names: Rc::from([]),
        };
        self.plain = Some(plain.clone());
        Some(plain)
    }

    /// Writes such an instance.
    pub fn plain_instance(&mut self, vm: &mut Vm, v: &Value, o: &ObjRef, plain: &PlainClass) -> Res<()> {
        let Some(i) = instance::of(o) else { return self.bare(vm, v, plain) };
        if self.fast || i.get(&self.known.names.reduce_ex).is_some() {
            return self.unusual(vm, v);
        }
        let shape = match i.attributes() {
            Attributes::Dict(d) => {
                self.bare(vm, v, plain)?;
                if d.is_empty() {
                    return Ok(());
                }
                let state = d.into_value();
                self.save(vm, &state).map_err(|e| self.noted_state(vm, e, v))?;
                return self.out.byte(vm, BUILD);
            }
            Attributes::Shaped(shape) => shape,
        };
        let names = if plain.shape == i.shape_addr() {
            plain.names.clone()
        } else {
            let names: Rc<[_]> = shape.names().into();
            if let Some(p) = &mut self.plain
                && p.class.is(&plain.class)
            {
                (p.shape, p.names) = (i.shape_addr(), names.clone());
            }
            names
        };
        // Taken before anything is called that could change them.
        let mut values = Vec::with_capacity(names.len());
        values.extend(names.iter().map(|(_, slot)| i.get_slot(*slot)));
        self.bare(vm, v, plain)?;
        if values.iter().all(Value::is_undef) {
            return Ok(());
        }
        self.state(vm, v, &names, &values)?;
        self.out.byte(vm, BUILD)
    }

    /// The object without its state.
    fn bare(&mut self, vm: &mut Vm, v: &Value, plain: &PlainClass) -> Res<()> {
        if let Err(e) = self.save(vm, &plain.class.value()) {
            let e = self.noted(vm, e, v, "class");
            return Err(self.noted(vm, e, v, "object"));
        }
        self.out.boundary(vm)?;
        if self.persistent_id.is_some() {
            let none = vm.heap.tuple([]).into_value();
            self.save(vm, &none)?;
        } else {
            self.out.byte(vm, EMPTY_TUPLE)?;
        }
        self.out.byte(vm, NEWOBJ)?;
        match self.written(v) {
            Some(i) => {
                self.out.byte(vm, POP)?;
                self.get(vm, i)
            }
            None => self.put(vm, v),
        }
    }

    /// The attributes, as the dict would be written that nobody has made.
    fn state(&mut self, vm: &mut Vm, v: &Value, names: &[(Ref<StrObj>, usize)], values: &[Value]) -> Res<()> {
        if self.persistent_id.is_some() || names.len() >= BATCH {
            let d = vm.heap.dict();
            for ((name, _), value) in names.iter().zip(values).filter(|(_, value)| !value.is_undef()) {
                d.set_str(name, value.clone());
            }
            return self.save(vm, &d.into_value()).map_err(|e| self.noted_state(vm, e, v));
        }
        self.out.boundary(vm)?;
        self.out.byte(vm, EMPTY_DICT)?;
        self.put_value(vm, Value::Undef)?;
        let n = values.iter().filter(|value| !value.is_undef()).count();
        if n != 1 {
            self.out.byte(vm, MARK)?;
        }
        for ((name, _), value) in names.iter().zip(values).filter(|(_, value)| !value.is_undef()) {
            let key = name.value();
            let written = match self.save(vm, &key) {
                Ok(()) => self.save(vm, value),
                Err(e) => return Err(self.noted_state(vm, e, v)),
            };
            if let Err(e) = written {
                let none = vm.heap.dict().into_value();
                let e = self.noted_key(vm, e, &none, &key);
                return Err(self.noted_state(vm, e, v));
            }
        }
        self.out.byte(vm, if n == 1 { SETITEM } else { SETITEMS })
    }

    #[cold]
    fn noted_state(&self, vm: &mut Vm, e: Raised, v: &Value) -> Raised {
        let e = self.noted(vm, e, v, "state");
        self.noted(vm, e, v, "object")
    }
}
