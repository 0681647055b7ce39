//! The policy: which loop belongs to a thread that runs none. The default policy is a few fields here; its object is made when somebody looks.

use crate::object::{ObjRef, Value};
use crate::vm::{Res, Vm};

use super::create;
use super::state::Sched;

/// The script's own policy, if it set one.
fn foreign(vm: &mut Vm) -> Option<Value> {
    vm.extension::<Sched>().policy.clone().or_none()
}

/// `policy.get_event_loop()`: the loop of this thread, made at the first call in the main thread.
pub fn get_event_loop(vm: &mut Vm) -> Res<ObjRef> {
    if let Some(p) = foreign(vm) {
        let name = vm.heap.intern("get_event_loop");
        return match vm.call_method(&p, &name, &[])? {
            Value::Obj(o) => Ok(o),
            _ => Err(vm.runtime_error("There is no current event loop in thread 'MainThread'.")),
        };
    }
    default_get(vm)
}

/// `get_event_loop` of the default policy.
pub fn default_get(vm: &mut Vm) -> Res<ObjRef> {
    let state = vm.extension::<Sched>();
    if let Value::Obj(o) = &state.policy_loop {
        return Ok(o.clone());
    }
    if state.policy_set {
        return Err(vm.runtime_error("There is no current event loop in thread 'MainThread'."));
    }
    let class = vm.types().deprecation_warning.clone();
    vm.warn(&class, "There is no current event loop", 1)?;
    let l = create::new_loop(vm);
    let state = vm.extension::<Sched>();
    state.policy_set = true;
    state.policy_loop = l.value();
    Ok(l.into_obj())
}

/// `set_event_loop`
pub fn set_event_loop(vm: &mut Vm, l: Value) -> Res<()> {
    if let Some(p) = foreign(vm) {
        let name = vm.heap.intern("set_event_loop");
        return vm.call_method(&p, &name, &[l]).map(drop);
    }
    default_set(vm, l)
}

/// `set_event_loop` of the default policy.
pub fn default_set(vm: &mut Vm, l: Value) -> Res<()> {
    let c = super::state::classes(vm);
    if !l.is_none() && !vm.is_instance_of(&l, &c.abstract_loop) {
        let name = vm.class_name(&l);
        return Err(
            vm.type_error(format!("loop must be an instance of AbstractEventLoop or None, not '{name}'"))
        );
    }
    let state = vm.extension::<Sched>();
    state.policy_set = true;
    let old = std::mem::replace(&mut state.policy_loop, if l.is_none() { Value::Undef } else { l });
    drop(old);
    Ok(())
}

/// `new_event_loop`
pub fn new_event_loop(vm: &mut Vm) -> Res {
    if let Some(p) = foreign(vm) {
        let name = vm.heap.intern("new_event_loop");
        return vm.call_method(&p, &name, &[]);
    }
    let l = create::new_loop(vm);
    super::event_loop::tell_selector(vm)?;
    Ok(l.into_value())
}

/// The running loop, whatever object it is.
#[inline]
pub fn running_object(vm: &mut Vm) -> Res<ObjRef> {
    match &vm.thread.running_loop {
        Value::Obj(o) => Ok(o.clone()),
        _ => Err(vm.runtime_error("no running event loop")),
    }
}

/// `get_event_loop()`: the running loop, or the policy's.
pub fn current_loop(vm: &mut Vm) -> Res<ObjRef> {
    if let Value::Obj(o) = &vm.thread.running_loop {
        return Ok(o.clone());
    }
    get_event_loop(vm)
}

/// The loop of a future that is made: the running one, or one that was set. None is made for it, as in 3.14.
pub fn existing_loop(vm: &mut Vm) -> Res<ObjRef> {
    if let Value::Obj(o) = &vm.thread.running_loop {
        return Ok(o.clone());
    }
    if foreign(vm).is_none() && vm.extension::<Sched>().policy_loop.as_obj().is_none() {
        return Err(vm.runtime_error("There is no current event loop in thread 'MainThread'."));
    }
    get_event_loop(vm)
}
