//! Contexts: what `contextvars` keeps apart for each task.
//!
//! The trick: an empty context is no object. A task, a callback or the thread itself carries `None` until somebody sets a variable or asks for the
//! context; copying one shares the map until one side writes.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use indexmap::IndexMap;

use crate::object::{ObjRef, Payload, Ref, Value, Visit};
use crate::vm::native::ArgType;
use crate::vm::{Res, Vm};

use super::future::FutObj;
use super::state::classes;

/// Address of a variable to the variable and its value.
pub type Bindings = IndexMap<usize, (Value, Value), foldhash::fast::FixedState>;

/// A `Context`.
#[derive(Default)]
pub struct ContextObj {
    map: RefCell<Rc<Bindings>>,
    /// Somebody runs in it.
    pub entered: Cell<bool>,
}

impl ArgType for ContextObj {
    const NAME: &'static str = "Context";
}

impl Payload for ContextObj {
    fn traverse(&self, visit: Visit<'_>) {
        // A shared map is visited by one of its owners only: an edge counted twice would look like garbage.
        let map = self.map.borrow();
        if Rc::strong_count(&map) == 1 {
            for (var, v) in map.values() {
                visit(var);
                visit(v);
            }
        }
    }
    fn clear(&self) {
        drop(self.map.take());
    }
}

impl ContextObj {
    /// The value of a variable.
    pub fn get(&self, var: &Value) -> Option<Value> {
        let o = var.as_obj()?;
        self.map.borrow().get(&o.addr()).map(|(_, v)| v.clone())
    }

    /// Sets a variable, or removes it (Undef); the old value is returned.
    pub fn set(&self, var: &Value, value: Value) -> Value {
        let Some(o) = var.as_obj() else { return Value::Undef };
        let mut map = self.map.borrow_mut();
        let map = Rc::make_mut(&mut map);
        let old = if value.is_undef() {
            map.swap_remove(&o.addr())
        } else {
            map.insert(o.addr(), (var.clone(), value))
        };
        match old {
            Some((_, v)) => v,
            None => Value::Undef,
        }
    }

    /// Variables with their values.
    pub fn entries(&self) -> Vec<(Value, Value)> {
        self.map.borrow().values().cloned().collect()
    }

    /// How many variables are set.
    pub fn len(&self) -> usize {
        self.map.borrow().len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A context with the same bindings.
    pub fn share(&self) -> ContextObj {
        ContextObj { map: RefCell::new(self.map.borrow().clone()), entered: Cell::new(false) }
    }
}

/// A variable: `ContextVar`.
pub struct ContextVarObj {
    pub name: Value,
    /// Undef: none.
    pub default: Value,
}

impl ArgType for ContextVarObj {
    const NAME: &'static str = "ContextVar";
}

impl Payload for ContextVarObj {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.name);
        visit(&self.default);
    }
}

/// What `ContextVar.set` returns.
pub struct TokenObj {
    pub var: Value,
    /// The context in which the variable was set.
    pub context: Value,
    /// Undef: there was none.
    pub old: Value,
    pub used: Cell<bool>,
}

impl ArgType for TokenObj {
    const NAME: &'static str = "Token";
}

impl Payload for TokenObj {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.var);
        visit(&self.context);
        visit(&self.old);
    }
}

/// A context as tasks and callbacks carry it; None: empty.
pub type Carried = Option<ObjRef>;

/// A new object with a copy of the bindings of a carried context.
fn copied(vm: &mut Vm, from: &Value) -> Option<Ref<ContextObj>> {
    let c = from.cast::<ContextObj>()?;
    if c.is_empty() {
        return None;
    }
    let shared = c.share();
    let class = classes(vm).context.clone();
    Some(vm.heap.alloc(&class, shared))
}

/// A copy of the current context, to be carried.
#[inline]
pub fn copy_current(vm: &mut Vm) -> Carried {
    if vm.thread.context.is_undef() {
        return None;
    }
    let current = vm.thread.context.clone();
    copied(vm, &current).map(Ref::into_obj)
}

/// `copy_context()`
pub fn copy_as_object(vm: &mut Vm) -> Ref<ContextObj> {
    let current = vm.thread.context.clone();
    match copied(vm, &current) {
        Some(c) => c,
        None => new_context(vm),
    }
}

/// An empty context.
pub fn new_context(vm: &mut Vm) -> Ref<ContextObj> {
    let class = classes(vm).context.clone();
    vm.heap.alloc(&class, ContextObj::default())
}

/// The object of the current context, made if there was none.
pub fn current(vm: &mut Vm) -> Ref<ContextObj> {
    if let Some(c) = vm.thread.context.to_ref::<ContextObj>() {
        return c;
    }
    let c = new_context(vm);
    c.entered.set(true);
    vm.thread.context = c.value();
    c
}

/// Runs `f` in a carried context. What became of an empty one is handed back through `carried`.
pub fn within<T>(vm: &mut Vm, carried: &mut Carried, f: impl FnOnce(&mut Vm) -> T) -> T {
    let inside = match carried {
        Some(o) => Value::Obj(o.clone()),
        None => Value::Undef,
    };
    mark_entered(&inside, true);
    let saved = std::mem::replace(&mut vm.thread.context, inside);
    let out = f(vm);
    let after = std::mem::replace(&mut vm.thread.context, saved);
    mark_entered(&after, false);
    if carried.is_none()
        && let Value::Obj(o) = after
    {
        *carried = Some(o);
    }
    out
}

/// The task's context becomes the current one; the one before is returned.
#[inline(always)]
pub fn enter_context(vm: &mut Vm, task: &FutObj) -> Value {
    let inside = task.context().map_or(Value::Undef, Value::Obj);
    mark_entered(&inside, true);
    std::mem::replace(&mut vm.thread.context, inside)
}

/// The task's context is the current one no more, but `outside`. If it was an empty one without an object and got one, the task keeps that.
#[inline(always)]
pub fn leave_context(vm: &mut Vm, task: &FutObj, outside: Value) {
    let inside = std::mem::replace(&mut vm.thread.context, outside);
    mark_entered(&inside, false);
    if let Value::Obj(o) = inside
        && !task.has_context()
    {
        task.set_context(Some(o));
    }
}

/// Notes whether somebody runs in the context: it cannot be entered twice.
#[inline(always)]
pub fn mark_entered(context: &Value, on: bool) {
    if let Some(c) = context.cast::<ContextObj>() {
        c.entered.set(on);
    }
}

/// The object behind a carried context.
pub fn object_of(vm: &mut Vm, carried: &Carried) -> Value {
    match carried {
        Some(o) => Value::Obj(o.clone()),
        None => new_context(vm).into_value(),
    }
}

/// Checks an argument `context=`; None: a copy of the current one.
pub fn carried_from(vm: &mut Vm, v: Value) -> Res<Carried> {
    match v {
        Value::None | Value::Undef => Ok(copy_current(vm)),
        Value::Obj(o) => Ok(Some(o)),
        v => {
            let name = vm.class_name(&v);
            Err(vm.attribute_error(v, "run", &format!("'{name}' object has no attribute 'run'")))
        }
    }
}
