//! Cancellation. `Task.cancel` throws nothing: it cancels what is awaited, and the task wakes a turn later; or it marks the next step.

use crate::object::exception::ExceptionObj;
use crate::object::{ObjRef, Ref, Value};
use crate::vm::{Res, Vm};

use super::event_loop::LoopObj;
use super::future::{FutObj, FutState, flag};
use super::ready::Entry;
use super::sleep::SleepObj;
use super::state::Sched;

/// A new CancelledError with the message (Undef or None: without).
pub fn new_error(vm: &mut Vm, message: Value) -> Value {
    let args = if message.is_undef() || message.is_none() { vec![] } else { vec![message] };
    vm.new_exception(&vm.types().cancelled_error, args)
}

/// The exception of a cancelled future: the one that came with the cancellation, once, else a new one.
pub fn make_error(vm: &mut Vm, f: &FutObj) -> Value {
    if f.has_extra() {
        let stored = f.change_extra(|x| x.cancelled_exc.take());
        if !stored.is_undef() {
            return stored;
        }
    }
    let message = f.cancel_message();
    new_error(vm, message)
}

/// `Future.cancel`: false if it was done.
pub fn cancel_future(vm: &mut Vm, f: &Ref<FutObj>, message: Value) -> Res<bool> {
    f.set(flag::LOG, false);
    if f.is_done() {
        return Ok(false);
    }
    f.state.set(FutState::Cancelled);
    f.set_cancel_message(message);
    super::step::tell_waiters(vm, f)?;
    Ok(true)
}

/// As many tasks as CPython cancels, each because another one waits for it, before its own stack is at an end.
const LONGEST_CHAIN: usize = 9995;

/// `Task.cancel`: false if it was done.
///
/// Tasks that wait for tasks are a loop here, not a recursion: a cycle of them ends in a RecursionError, as in CPython, and never on the native stack.
/// Once the verdict was that nothing can go on, a cycle is cut instead where the request comes back to.
pub fn cancel_task(vm: &mut Vm, task: &Ref<FutObj>, message: Value) -> Res<bool> {
    if task.native_loop().is_none_or(|l| l.blocked.get().is_none()) {
        return cancel_chain(vm, task, message, None);
    }
    let depth = vm.extension::<Sched>().cancelling.len();
    let out = cancel_chain(vm, task, message, task.native_loop());
    vm.extension::<Sched>().cancelling.truncate(depth);
    out
}

/// The task gets a CancelledError, whatever it waits for.
pub fn cut(vm: &mut Vm, l: &Ref<LoopObj>, task: &Ref<FutObj>) {
    if let Some(waited) = task.set_waits(None) {
        super::verdict::stop_waiting(&waited, task);
        let e = make_error(vm, task);
        l.push(Entry::Throw(Box::new((task.clone(), e))));
    }
}

/// `stuck`: the loop, if cycles are to be cut.
fn cancel_chain(vm: &mut Vm, task: &Ref<FutObj>, message: Value, stuck: Option<Ref<LoopObj>>) -> Res<bool> {
    let mut task = task.clone();
    let mut before: Option<Ref<FutObj>> = None;
    for _ in 0..LONGEST_CHAIN {
        task.set(flag::LOG, false);
        if task.is_done() {
            // Whoever waits for it is about to wake: the cancellation comes with its next step.
            return Ok(before.is_some_and(|b| cancel_next_step(&b, message)));
        }
        task.cancels.set(task.cancels.get() + 1);
        if let Some(l) = &stuck {
            let seen = &mut vm.extension::<Sched>().cancelling;
            if seen.contains(&task.addr()) {
                task.set_cancel_message(message);
                cut(vm, l, &task);
                return Ok(true);
            }
            seen.push(task.addr());
        }
        let Some(waited) = task.waits() else { return Ok(cancel_next_step(&task, message)) };
        match Ref::<FutObj>::try_from_obj(waited) {
            Ok(next) if next.has(flag::PLAIN) && next.is_task() => {
                before = Some(std::mem::replace(&mut task, next))
            }
            Ok(next) => {
                return Ok(cancel_any(vm, next.obj(), message.clone())? || cancel_next_step(&task, message));
            }
            Err(o) => return Ok(cancel_any(vm, &o, message.clone())? || cancel_next_step(&task, message)),
        }
    }
    Err(vm.recursion_error("maximum recursion depth exceeded while calling a Python object"))
}

/// The task's next step throws CancelledError.
fn cancel_next_step(task: &FutObj, message: Value) -> bool {
    task.set(flag::MUST_CANCEL, true);
    task.set_cancel_message(message);
    true
}

/// Cancels whatever a task waits for.
pub fn cancel_any(vm: &mut Vm, o: &ObjRef, message: Value) -> Res<bool> {
    if let Some(s) = o.cast::<SleepObj>() {
        let l = super::future::peek(&s.waiter, Clone::clone)
            .and_then(|t| Ref::<FutObj>::try_from_obj(t).ok())
            .and_then(|t| t.native_loop());
        return Ok(l.is_some_and(|l| super::sleep::cancel(s, &l, message)));
    }
    match Ref::<FutObj>::try_from_obj(o.clone()) {
        Ok(f) if f.has(flag::PLAIN) => cancel_plain(vm, &f, message),
        _ => cancel_by_call(vm, &Value::Obj(o.clone()), message),
    }
}

/// The `cancel` that the class of a future of ours stands for.
pub fn cancel_plain(vm: &mut Vm, f: &Ref<FutObj>, message: Value) -> Res<bool> {
    if f.is_task() {
        cancel_task(vm, f, message)
    } else if f.has(flag::GATHER) {
        super::gather::cancel(vm, f, message)
    } else {
        cancel_future(vm, f, message)
    }
}

#[cold]
fn cancel_by_call(vm: &mut Vm, target: &Value, message: Value) -> Res<bool> {
    let f = vm.get_attr(target, &vm.names.cancel.clone())?;
    let message = if message.is_undef() { Value::None } else { message };
    let out = vm.call_kw(&f, &[], &[(vm.names.msg.clone(), message)])?;
    vm.truth(&out)
}

/// `Future.set_result`'s and `set_exception`'s counterpart for the traceback: raises the stored exception as `result()` does.
pub fn raise_stored(vm: &mut Vm, f: &FutObj) -> crate::vm::Raised {
    let e = f.outcome();
    // Once only, as in CPython: whoever asks later begins a new one.
    let traceback = if f.has_extra() { f.change_extra(|x| x.traceback.take()) } else { Value::Undef };
    if let Some(x) = e.cast::<ExceptionObj>() {
        drop(x.traceback.replace(traceback));
    }
    vm.raise(e)
}
