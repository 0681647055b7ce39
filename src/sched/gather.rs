//! `gather`: one future for many. Children tell it by an entry of the ready queue each; it is done two turns after the last child's event.

use crate::object::{ObjRef, Ref, Value};
use crate::vm::{Res, Vm};

use super::future::{FutObj, FutState, Waiter, flag};

/// The future of a gather over these children (the same future may stand there more than once).
pub fn start(
    vm: &mut Vm,
    l: ObjRef,
    children: Vec<Ref<FutObj>>,
    return_exceptions: bool,
) -> Res<Ref<FutObj>> {
    // The lists below.
    vm.room_for(children.len() * 64)?;
    let class = super::state::classes(vm).gathering.clone();
    let outer = vm.heap.alloc(&class, FutObj::new());
    outer.set(flag::GATHER | flag::PLAIN, true);
    outer.set(flag::RETURN_EXCEPTIONS, return_exceptions);
    outer.set_owner(l);
    let mut distinct: Vec<Ref<FutObj>> = Vec::with_capacity(children.len());
    let mut seen = std::collections::HashSet::with_capacity(children.len());
    for c in &children {
        if seen.insert(c.addr()) {
            distinct.push(c.clone());
        }
    }
    // Children that are done already are counted at once, after everybody else has been told what to call.
    let (done, waiting): (Vec<_>, Vec<_>) = distinct.into_iter().partition(|c| c.is_done());
    let list = children.into_iter().map(Ref::into_obj).collect();
    outer.change_extra(|x| {
        x.children = list;
        x.done_children = 0;
    });
    outer.number.set((done.len() + waiting.len()) as u32);
    for c in waiting {
        if c.has(flag::PLAIN) {
            c.add_waiter(Waiter::Gather(outer.obj().clone()));
        } else {
            // A subclass may have a method of its own.
            let callback = super::callbacks::gather_method(vm, outer.obj().clone());
            let add = vm.names.add_done_callback.clone();
            vm.call_method(&c.value(), &add, &[callback])?;
        }
    }
    for c in done {
        child_done(vm, &outer, &c)?;
    }
    Ok(outer)
}

/// A child is done.
pub fn child_done(vm: &mut Vm, outer: &Ref<FutObj>, child: &Ref<FutObj>) -> Res<()> {
    let finished = outer.change_extra(|x| {
        x.done_children += 1;
        x.done_children
    });
    if outer.is_done() {
        if child.state.get() != FutState::Cancelled {
            child.set(flag::LOG, false);
        }
        return Ok(());
    }
    if !outer.has(flag::RETURN_EXCEPTIONS) {
        if child.state.get() == FutState::Cancelled {
            let e = super::cancel::make_error(vm, child);
            return super::create::set_exception_object(vm, outer, e);
        }
        if child.has(flag::FAILED) {
            child.set(flag::LOG, false);
            return super::create::set_exception_object(vm, outer, child.outcome());
        }
    }
    if finished < outer.number.get() as usize {
        return Ok(());
    }
    vm.room_for(outer.number.get() as usize * 32)?;
    let children = outer.with_extra(|x| x.map(|x| x.children.clone()).unwrap_or_default());
    let mut results = Vec::with_capacity(children.len());
    for c in &children {
        let Some(f) = c.cast::<FutObj>() else { continue };
        results.push(if f.state.get() == FutState::Cancelled {
            let message = f.cancel_message();
            let message = if message.is_undef() { vm.heap.str("").into_value() } else { message };
            super::cancel::new_error(vm, message)
        } else {
            f.set(flag::LOG, false);
            if f.has(flag::PLAIN) || f.has(flag::FAILED) {
                f.outcome()
            } else {
                vm.call_method(&Value::Obj(c.clone()), &vm.names.result.clone(), &[])?
            }
        });
    }
    if outer.has(flag::GATHER_CANCEL) {
        // The message is that of the child which stands last, whether it was cancelled or not.
        let last = children.last().and_then(|c| c.cast::<FutObj>());
        let e = super::cancel::make_error(vm, last.unwrap_or(child));
        return super::create::set_exception_object(vm, outer, e);
    }
    let list = vm.heap.list(results).into_value();
    super::create::set_result(vm, outer, list)
}

/// `_GatheringFuture.cancel`: cancels the children.
pub fn cancel(vm: &mut Vm, outer: &Ref<FutObj>, message: Value) -> Res<bool> {
    if outer.is_done() {
        return Ok(false);
    }
    let children = outer.with_extra(|x| x.map(|x| x.children.clone()).unwrap_or_default());
    let mut any = false;
    // In CPython this is a method of the language, so that a cycle through it comes to the limit for such.
    vm.deeper_as_frame(|vm| {
        for c in &children {
            any |= super::cancel::cancel_any(vm, c, message.clone())?;
        }
        Ok(())
    })?;
    if any {
        outer.set(flag::GATHER_CANCEL, true);
        outer.set_cancel_message(message);
    }
    Ok(any)
}
