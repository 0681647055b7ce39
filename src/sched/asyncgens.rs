//! Asynchronous generators and their loops: a loop knows those that started under it, and closes one that is dropped half-way.

use crate::object::generator::GenObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::event_loop::{LoopObj, new_handle};
use super::ready::Entry;

/// The hooks that a script set with `sys.set_asyncgen_hooks`; Undef: none. A running loop of ours comes before them.
#[derive(Default)]
pub struct AsyncGeneratorHooks {
    pub first_iteration: Value,
    pub finalizer: Value,
}

/// An asynchronous generator is iterated for the first time: the running loop notes it.
pub fn started(vm: &mut Vm, agen: &Value) -> Res<()> {
    let Some(g) = agen.to_ref::<GenObj>() else { return Ok(()) };
    let Some(l) = super::state::running(vm) else { return started_by_script(vm, agen, &g) };
    if l.asyncgens_closed.get() {
        let text = super::repr::repr_text(vm, agen)?;
        let class = vm.types().resource_warning.clone();
        vm.warn(
            &class,
            &format!("asynchronous generator {text} was scheduled after loop.shutdown_asyncgens() call"),
            1,
        )?;
    }
    let weak = vm.heap.weak_box(g.obj());
    let mut list = l.asyncgens.borrow_mut();
    if list.len() > 64 && list.len().is_power_of_two() {
        list.retain(|w| w.is_alive());
    }
    list.push(weak);
    drop(list);
    let old = std::mem::replace(&mut g.extra().finalizer, l.value());
    drop(old);
    Ok(())
}

fn started_by_script(vm: &mut Vm, agen: &Value, g: &Ref<GenObj>) -> Res<()> {
    let Some(hooks) = vm.extension_ref::<AsyncGeneratorHooks>() else { return Ok(()) };
    let (first, finalizer) = (hooks.first_iteration.clone(), hooks.finalizer.clone());
    let old = std::mem::replace(&mut g.extra().finalizer, finalizer);
    drop(old);
    if !first.is_undef() && !first.is_none() {
        vm.call(&first, &[agen.clone()])?;
    }
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
        Some(l) => schedule(vm, &l, agen),
        None => vm.call(&owner, &[agen.clone()]).map(drop),
    };
    match out {
        Ok(()) => true,
        Err(e) => {
            let e = vm.take_raised(e);
            (vm.hooks.unraisable)(vm, e, agen);
            true
        }
    }
}

fn schedule(vm: &mut Vm, l: &Ref<LoopObj>, agen: &Value) -> Res<()> {
    let name = vm.heap.intern("aclose");
    let closing = vm.call_method(agen, &name, &[])?;
    let create = vm.get_attr(&l.value(), &vm.names.create_task.clone())?;
    let args = vm.heap.tuple(vec![closing]).into_value();
    let context = super::context::copy_current(vm);
    let h = new_handle(vm, l, create, args, context, None);
    l.push(Entry::Handle(h));
    Ok(())
}
