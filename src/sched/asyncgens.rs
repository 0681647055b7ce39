//! Asynchronous generators and their loops: a loop knows those that started under it, and closes one that is dropped half-way.

use crate::object::generator::GenObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::event_loop::{LoopObj, new_handle};
use super::ready::Entry;

/// The hooks as `sys.set_asyncgen_hooks` sets them; Undef: none. A loop that runs stands here itself, in place of its two methods, until a script sets others.
#[derive(Default)]
pub struct AsyncGeneratorHooks {
    pub first_iteration: Value,
    pub finalizer: Value,
}

/// A loop begins to turn: its hooks are set. The old ones are for `leave`.
pub fn enter(vm: &mut Vm, l: &Ref<LoopObj>) -> AsyncGeneratorHooks {
    let ours = AsyncGeneratorHooks { first_iteration: l.value(), finalizer: l.value() };
    std::mem::replace(vm.extension::<AsyncGeneratorHooks>(), ours)
}

/// A loop turns no more: the hooks from before are there again.
pub fn leave(vm: &mut Vm, before: AsyncGeneratorHooks) {
    drop(std::mem::replace(vm.extension::<AsyncGeneratorHooks>(), before));
}

/// A hook as scripts see it.
pub fn shown(vm: &mut Vm, hook: &Value, method: &str) -> Res {
    match hook {
        Value::Undef => Ok(Value::None),
        h if h.is_a::<LoopObj>() => {
            let name = vm.heap.intern(method);
            vm.get_attr(h, &name)
        }
        h => Ok(h.clone()),
    }
}

/// An asynchronous generator is iterated for the first time: the running loop notes it, or the script's hook is called.
pub fn started(vm: &mut Vm, agen: &Value) -> Res<()> {
    let Some(g) = agen.to_ref::<GenObj>() else { return Ok(()) };
    let Some(hooks) = vm.extension_ref::<AsyncGeneratorHooks>() else { return Ok(()) };
    let (first, finalizer) = (hooks.first_iteration.clone(), hooks.finalizer.clone());
    let old = std::mem::replace(&mut g.extra().finalizer, finalizer);
    drop(old);
    match first.to_ref::<LoopObj>() {
        Some(l) => note(vm, &l, agen),
        None if first.is_undef() => Ok(()),
        None => vm.call(&first, &[agen.clone()]).map(drop),
    }
}

/// The loop's own hook for the first iteration.
pub fn note(vm: &mut Vm, l: &Ref<LoopObj>, agen: &Value) -> Res<()> {
    if l.asyncgens_closed.get() {
        let text = super::repr::repr_text(vm, agen)?;
        let class = vm.types().resource_warning.clone();
        vm.warn(
            &class,
            &format!("asynchronous generator {text} was scheduled after loop.shutdown_asyncgens() call"),
            1,
        )?;
    }
    let Value::Obj(o) = agen else { return Ok(()) };
    let weak = vm.heap.weak_box(o);
    let mut open = l.asyncgens.borrow_mut();
    if open.len() > 64 && open.len().is_power_of_two() {
        open.retain(|_, (_, w)| w.is_alive());
    }
    let number = l.asyncgens_noted.get();
    l.asyncgens_noted.set(number + 1);
    open.insert(o.addr(), (number, weak));
    Ok(())
}

/// An asynchronous generator dies suspended: its loop will close it in a task. False if there is no loop that could.
pub fn died(vm: &mut Vm, agen: &Value) -> bool {
    let Some(g) = agen.to_ref::<GenObj>() else { return false };
    let owner = g.extra().finalizer.clone();
    if owner.is_undef() || owner.is_none() {
        return false;
    }
    let out = match owner.to_ref::<LoopObj>() {
        Some(l) if l.closed.get() => return false,
        Some(l) => finalize(vm, &l, agen),
        None => vm.call(&owner, &[agen.clone()]).map(drop),
    };
    match out {
        Ok(()) => true,
        Err(e) => {
            let e = vm.take_raised(e);
            (vm.hooks.unraisable)(vm, e, "finalizing generator", agen);
            true
        }
    }
}

/// The loop's own finaliser: a task will close the generator.
pub fn finalize(vm: &mut Vm, l: &Ref<LoopObj>, agen: &Value) -> Res<()> {
    if let Value::Obj(o) = agen {
        l.asyncgens.borrow_mut().remove(&o.addr());
    }
    if l.closed.get() {
        return Ok(());
    }
    let name = vm.heap.intern("aclose");
    let closing = vm.call_method(agen, &name, &[])?;
    let create = vm.get_attr(&l.value(), &vm.names.create_task.clone())?;
    let args = vm.heap.tuple(vec![closing]).into_value();
    let context = super::context::copy_current(vm);
    let h = new_handle(vm, l, create, args, context, None);
    l.push(Entry::Handle(h));
    Ok(())
}
