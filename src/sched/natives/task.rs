//! Methods of `Task`, and the callables by which the scheduler shows itself to foreign loops and futures.

use crate::object::function::BoundMethodObj;
use crate::object::{ObjRef, Ref, Value};
use crate::vm::{Res, Vm};
use crate::{attrs, natives};

use super::super::context::{carried_from, new_context};
use super::super::future::{FutObj, FutState, flag};
use super::super::state::Classes;
use super::super::{LoopObj, cancel, create, gather, repr, step};

natives! { pub static METHODS;
    fn __init__(vm, this: Ref<FutObj>, /, coro: Value, *, r#loop: Value = Value::None, name: Value = Value::None, context: Value = Value::None, eager_start: bool = false) -> Res<()> {
        let owner = super::functions::loop_argument(vm, r#loop)?;
        super::future::reset(vm, &this, owner.clone())?;
        if !create::is_coroutine(vm, &coro)? {
            this.set(flag::TASK, false);
            return Err(create::not_a_coroutine(vm, &coro));
        }
        let context = carried_from(vm, context)?;
        if eager_start
            && let Ok(native) = Ref::<LoopObj>::try_from_obj(owner.clone())
            && native.running.get()
        {
            create::prepare_task(vm, &this, &owner, coro, name, context)?;
            return create::run_eagerly(vm, &native, &this);
        }
        create::start_task(vm, &this, owner, coro, name, context)
    }

    /// Request that this task cancel itself.
    fn cancel(vm, this: Ref<FutObj>, /, msg: Value = Value::None) -> Res<bool> { cancel::cancel_task(vm, &this, msg) }

    /// Return the count of the task's cancellation requests.
    fn cancelling(vm, this: Ref<FutObj>, /) -> i64 { let _ = vm; i64::from(this.cancels.get()) }

    /// Decrement the task's count of cancellation requests.
    fn uncancel(vm, this: Ref<FutObj>, /) -> i64 {
        let _ = vm;
        let n = this.cancels.get().saturating_sub(1);
        this.cancels.set(n);
        if n == 0 {
            this.set(flag::MUST_CANCEL, false);
        }
        i64::from(n)
    }

    /// Return the coroutine of the task.
    fn get_coro(vm, this: Ref<FutObj>, /) -> Value { let _ = vm; this.coro().map_or(Value::None, Value::Obj) }

    /// Return the context in which the task runs.
    fn get_context(vm, this: Ref<FutObj>, /) -> Value { context_object(vm, &this) }

    /// Return the name of the task.
    fn get_name(vm, this: Ref<FutObj>, /) -> Value { repr::task_name(vm, &this) }

    /// Set the name of the task.
    fn set_name(vm, this: Ref<FutObj>, value: Value, /) -> Res<()> {
        let name = if value.is_a::<crate::object::str::StrObj>() { value } else { vm.str(&value)?.into_value() };
        this.set(flag::NUMBERED, false);
        drop(this.change_extra(|x| std::mem::replace(&mut x.name, name)));
        Ok(())
    }

    /// Return the list of stack frames for this task's coroutine.
    fn get_stack(vm, this: Ref<FutObj>, /, *, limit: Value = Value::None) -> Res { helper(vm, "_task_get_stack", &[this.value(), limit]) }

    /// Print the stack or traceback for this task's coroutine.
    fn print_stack(vm, this: Ref<FutObj>, /, *, limit: Value = Value::None, file: Value = Value::None) -> Res {
        helper(vm, "_task_print_stack", &[this.value(), limit, file])
    }
}

attrs! { pub static ATTRS for FutObj;
    fn _coro(vm, this) -> Value { let _ = &vm; this.coro().map_or(Value::None, Value::Obj) }
    fn _fut_waiter(vm, this) -> Value {
        let _ = &vm;
        this.waits().map_or(Value::None, Value::Obj)
    }
    fn _must_cancel(vm, this) -> bool { let _ = &vm; this.has(flag::MUST_CANCEL) }
    fn _log_destroy_pending(vm, this) -> bool { let _ = &vm; this.has(flag::LOG_DESTROY) }
        set(vm, this, value) { let on = vm.truth(&value)?; this.set(flag::LOG_DESTROY, on); Ok(()) }
    fn _num_cancels_requested(vm, this) -> i64 { let _ = &vm; i64::from(this.cancels.get()) }
}

natives! { pub static CALLBACKS;
    fn task_step(vm, this: Ref<FutObj>, /) -> Res<()> {
        let l = native_loop(vm, &this)?;
        step::step(vm, &l, &this, None)
    }
    fn task_wakeup(vm, this: Ref<FutObj>, future: Value, /) -> Res<()> {
        let l = native_loop(vm, &this)?;
        let _ = future;
        step::wake(vm, &l, &this)
    }
    fn _done_callback(vm, this: Ref<FutObj>, future: Ref<FutObj>, /) -> Res<()> { gather::child_done(vm, &this, &future) }
    fn _run_until_complete_cb(vm, future: Ref<FutObj>, /) -> Res<()> {
        if future.state.get() == FutState::Finished {
            future.set(flag::LOG, false);
            if future.has(flag::FAILED) && step::is_exit(vm, &future.outcome()) {
                return Ok(());
            }
        }
        let owner = future.owner().map_or(Value::None, Value::Obj);
        let name = vm.heap.intern("stop");
        vm.call_method(&owner, &name, &[]).map(drop)
    }
    fn _set_result_unless_cancelled(vm, future: Ref<FutObj>, result: Value, /) -> Res<()> {
        if future.state.get() == FutState::Cancelled {
            return Ok(());
        }
        create::set_result(vm, &future, result)
    }
}

/// Attaches everything.
pub fn fill(vm: &mut Vm, c: &Classes) {
    vm.add_methods(&c.task, METHODS);
    vm.add_class_methods(&c.task, super::future::CLASS_METHODS);
    vm.add_attrs(&c.task, ATTRS);
}

/// A native loop drives the task: the task's own, or, for a loop that is the script's, a stand-in of ours.
fn native_loop(vm: &mut Vm, task: &FutObj) -> Res<Ref<LoopObj>> {
    match task.native_loop() {
        Some(l) => Ok(l),
        None => {
            Err(vm.not_implemented_error("tasks on a loop that does not derive from asyncio's event loop"))
        }
    }
}

/// The context object of a task, made if there was none.
pub fn context_object(vm: &mut Vm, task: &Ref<FutObj>) -> Value {
    if let Some(o) = task.context() {
        return Value::Obj(o);
    }
    let runs = super::super::state::running(vm).and_then(|l| l.current()).is_some_and(|t| t.is(task.obj()));
    let c = if runs { super::super::context::current(vm) } else { new_context(vm) };
    task.set_context(Some(c.obj().clone()));
    c.into_value()
}

/// Calls a helper of the script-side part.
pub fn helper(vm: &mut Vm, name: &str, args: &[Value]) -> Res {
    let module = vm.import("asyncio.base_tasks")?;
    let name = vm.heap.intern(name);
    vm.call_method(&module, &name, args)
}

fn native(vm: &mut Vm, index: usize) -> Value {
    vm.new_native(&CALLBACKS[index], Value::Undef)
}

fn bound(vm: &mut Vm, index: usize, this: Value) -> Value {
    let func = native(vm, index);
    let class = vm.types().method.clone();
    vm.heap.alloc(&class, BoundMethodObj { func, this }).into_value()
}

/// The step of a task as a callable.
pub fn step_method(vm: &mut Vm, task: &Ref<FutObj>) -> Value {
    bound(vm, 0, task.value())
}

/// The wake-up of a task as a callable.
pub fn wakeup_method(vm: &mut Vm, task: &Ref<FutObj>) -> Value {
    bound(vm, 1, task.value())
}

/// The callback of a gather as a callable.
pub fn gather_method(vm: &mut Vm, outer: ObjRef) -> Value {
    bound(vm, 2, Value::Obj(outer))
}

/// The callback of `run_until_complete` as a callable.
pub fn stop_function(vm: &mut Vm) -> Value {
    native(vm, 3)
}

/// Sets a future unless it was cancelled.
pub fn set_unless_cancelled(vm: &mut Vm) -> Value {
    native(vm, 4)
}
