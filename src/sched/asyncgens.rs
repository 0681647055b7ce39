//! Asynchronous generators and their loops: a loop knows those that started under it, and closes one that is dropped half-way.

use crate::object::generator::GenObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::event_loop::{LoopObj, new_handle};
use super::ready::Entry;

/// An asynchronous generator is iterated for the first time: the running loop notes it.
pub fn started(vm: &mut Vm, agen: &Value) -> Res<()> {
    let (Some(l), Some(g)) = (super::state::running(vm), agen.to_ref::<GenObj>()) else { return Ok(()) };
    if l.asyncgens_closed.get() {
        let text = super::repr::repr_text(vm, agen)?;
        let class = vm.types().resource_warning.clone();
        vm.warn(&class, &format!("asynchronous generator {text} was scheduled after loop.shutdown_asyncgens() call"), 1)?;
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

/// An asynchronous generator dies suspended: its loop will close it in a task. False if there is no loop that could.
pub fn died(vm: &mut Vm, agen: &Value) -> bool {
    let Some(g) = agen.to_ref::<GenObj>() else { return false };
    let owner = g.extra().finalizer.clone();
    let Some(l) = owner.to_ref::<LoopObj>() else { return false };
    if l.closed.get() {
        return false;
    }
    match schedule(vm, &l, agen) {
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
