//! `asyncio.run` and `run_until_complete`: from the outside of a loop to its inside and back, with everything cleaned up.

use crate::object::exception::ExceptionObj;
use crate::object::{ObjRef, Ref, Value};
use crate::vm::{Res, Vm};

use super::event_loop::{LoopObj, check_open};
use super::future::{FutObj, FutState, flag};
use super::policy;
use super::ready::Entry;
use super::state::Sched;
use super::{cancel, create, gather, reports, turn};

/// `loop.run_until_complete(future)`
pub fn run_until_complete(vm: &mut Vm, l: &Ref<LoopObj>, future: Value) -> Res {
    check_open(vm, l)?;
    turn::check_not_running(vm, l)?;
    let (f, new_task) = create::ensure_future(vm, future, Some(l.obj().clone()))?;
    match f.into_ref::<FutObj>() {
        Ok(f) => turn::run_until_complete(vm, l, &f, new_task),
        Err(_) => Err(vm.not_implemented_error("run_until_complete() of a future that is not asyncio's")),
    }
}

/// `asyncio.run(main, debug=, loop_factory=)`
pub fn run(vm: &mut Vm, main: Value, debug: Value, factory: Value) -> Res {
    if turn::a_loop_runs(vm) {
        return Err(vm.runtime_error("asyncio.run() cannot be called from a running event loop"));
    }
    let main = create::as_coroutine(vm, main)?;
    let set = factory.is_none();
    let l = if set { policy::new_event_loop(vm)? } else { vm.call(&factory, &[])? };
    if set {
        policy::set_event_loop(vm, l.clone())?;
    }
    let out = match l.to_ref::<LoopObj>() {
        Some(l) => run_native(vm, &l, main, debug),
        None => Err(vm.not_implemented_error(
            "asyncio.run() with a loop that does not derive from asyncio's event loop",
        )),
    };
    // Cleaning up runs script code: the exception must not lie in the VM meanwhile.
    let mut failed = Value::Undef;
    let mut value = Value::None;
    match out {
        Ok(v) => value = v,
        Err(e) => failed = vm.take_raised(e),
    }
    let closed = close_after_run(vm, &l);
    later(vm, closed, &mut failed);
    if set {
        let reset = policy::set_event_loop(vm, Value::None);
        later(vm, reset, &mut failed);
    }
    let close = vm.names.close.clone();
    let closed = vm.call_method(&l, &close, &[]).map(drop);
    later(vm, closed, &mut failed);
    if failed.is_undef() { Ok(value) } else { Err(vm.reraise(failed)) }
}

/// As in a `finally`: a later exception counts, the earlier one is its context.
fn later(vm: &mut Vm, out: Res<()>, failed: &mut Value) {
    let Err(e) = out else { return };
    let e = vm.take_raised(e);
    let first = std::mem::replace(failed, e);
    if let Some(x) = failed.cast::<ExceptionObj>()
        && !first.is_undef()
        && x.context.borrow().is_undef()
    {
        let old = x.context.replace(first);
        drop(old);
    }
}

fn run_native(vm: &mut Vm, l: &Ref<LoopObj>, main: Value, debug: Value) -> Res {
    if !debug.is_none() {
        let on = vm.truth(&debug)?;
        l.debug.set(on);
    }
    let task = create::create_task_on(vm, l.obj(), main, create::TaskOptions::default())?;
    let Ok(task) = task.into_ref::<FutObj>() else {
        return Err(vm.not_implemented_error("asyncio.run() with a task factory that makes no asyncio task"));
    };
    run_main(vm, l, &task)
}

/// Runs the main task; Ctrl-C cancels it first.
pub fn run_main(vm: &mut Vm, l: &Ref<LoopObj>, task: &Ref<FutObj>) -> Res {
    let state = vm.extension::<Sched>();
    let before = (state.interrupt.replace(task.obj().clone()), std::mem::take(&mut state.interrupts));
    let out = turn::run_until_complete(vm, l, task, false);
    let state = vm.extension::<Sched>();
    let presses = std::mem::replace(&mut state.interrupts, before.1);
    drop(std::mem::replace(&mut state.interrupt, before.0));
    match out {
        Err(e) if presses > 0 && vm.raised_is(&e, &vm.types().cancelled_error) => {
            let n = task.cancels.get().saturating_sub(1);
            task.cancels.set(n);
            if n == 0 {
                drop(vm.take_raised(e));
                return Err(vm.error_with(&vm.types().keyboard_interrupt, vec![]));
            }
            Err(e)
        }
        out => out,
    }
}

/// What `Runner.close` does before it closes the loop.
pub fn close_after_run(vm: &mut Vm, l: &Value) -> Res<()> {
    let Some(native) = l.to_ref::<LoopObj>() else { return Ok(()) };
    cancel_all_tasks(vm, &native)?;
    let live = native.asyncgens.borrow().values().any(|(_, w)| w.is_alive());
    let watched = !native.plain.get() || !super::future::peek(&native.task_factory, Value::is_none);
    if live || watched {
        let name = vm.heap.intern("shutdown_asyncgens");
        let coro = vm.call_method(l, &name, &[])?;
        run_until_complete(vm, &native, coro)?;
    } else {
        native.asyncgens_closed.set(true);
        turns(vm, &native, 2)?;
    }
    let executor = super::future::peek(&native.default_executor, |e| e.is_none());
    if executor && !watched {
        native.executor_closed.set(true);
        turns(vm, &native, 2)
    } else {
        let name = vm.heap.intern("shutdown_default_executor");
        let coro = vm.call_method(l, &name, &[])?;
        run_until_complete(vm, &native, coro).map(drop)
    }
}

/// As many turns as a coroutine that has nothing to do takes under `run_until_complete`: what is ready runs meanwhile.
fn turns(vm: &mut Vm, l: &Ref<LoopObj>, n: usize) -> Res<()> {
    check_open(vm, l)?;
    l.running.set(true);
    let outside = std::mem::replace(&mut vm.thread.running_loop, l.value());
    let hooks = super::asyncgens::enter(vm, l);
    let mut out = Ok(());
    // The coroutine would be a task, with a number.
    super::state::next_task_number(&l.classes);
    for _ in 0..n {
        l.push(Entry::Nothing);
        out = turn::run_once(vm, l);
        if out.is_err() {
            break;
        }
    }
    l.stopping.set(false);
    l.running.set(false);
    super::asyncgens::leave(vm, hooks);
    drop(std::mem::replace(&mut vm.thread.running_loop, outside));
    out
}

/// Cancels the tasks that are left, waits for them, and reports what went wrong in them.
pub fn cancel_all_tasks(vm: &mut Vm, l: &Ref<LoopObj>) -> Res<()> {
    let tasks = super::state::all_tasks(vm, &l.value());
    if tasks.is_empty() {
        return Ok(());
    }
    let mut children = Vec::with_capacity(tasks.len());
    for t in tasks {
        if let Value::Obj(o) = &t {
            cancel::cancel_any(vm, o, Value::None)?;
        }
        if let Ok(f) = t.into_ref::<FutObj>() {
            children.push(f);
        }
    }
    let all = gather::start(vm, l.obj().clone(), children.clone(), true)?;
    l.winding_up.set(true);
    let done = turn::run_until_complete(vm, l, &all, false);
    l.winding_up.set(false);
    done?;
    for t in children {
        if t.state.get() == FutState::Cancelled || !t.has(flag::FAILED) {
            continue;
        }
        let e = t.outcome();
        let message = "unhandled exception during asyncio.run() shutdown";
        reports::handler_context(vm, l, message, e, vec![("task", t.value())])?;
    }
    Ok(())
}

/// Ctrl-C arrived while a loop runs under `asyncio.run`: true if the main task was cancelled, false if KeyboardInterrupt is due.
pub fn interrupted(vm: &mut Vm) -> Res<bool> {
    let state = vm.extension::<Sched>();
    let Some(task) = state.interrupt.clone() else { return Ok(false) };
    state.interrupts += 1;
    if state.interrupts > 1 {
        return Ok(false);
    }
    let Ok(task) = Ref::<FutObj>::try_from_obj(task) else { return Ok(false) };
    if task.is_done() {
        return Ok(false);
    }
    let o: ObjRef = task.obj().clone();
    cancel::cancel_any(vm, &o, Value::None)?;
    Ok(true)
}
