//! Methods of `Task`.

use crate::object::{Ref, Value};
use crate::sched::context::{carried_from, new_context};
use crate::sched::future::{FutObj, flag};
use crate::sched::state::Classes;
use crate::sched::{LoopObj, cancel, create, repr};
use crate::vm::{Res, Vm, put_native};
use crate::{attrs, natives};

const OF_FUTURES: &[&str] = &[
    "__await__",
    "__del__",
    "__iter__",
    "__new__",
    "__repr__",
    "add_done_callback",
    "cancelled",
    "done",
    "exception",
    "remove_done_callback",
    "result",
    "set_exception",
    "set_result",
];

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

/// Attaches everything.
pub fn fill(vm: &mut Vm, c: &Classes) {
    // As in CPython a task has these of its own, though they are those of futures.
    c.task.later(|heap, class| {
        for def in super::future::METHODS.iter().filter(|def| OF_FUTURES.contains(&def.name())) {
            put_native(heap, class, def);
        }
    });
    vm.add_methods(&c.task, METHODS);
    vm.add_class_methods(&c.task, super::future::CLASS_METHODS);
    vm.add_attrs(&c.task, ATTRS);
}

/// The context object of a task, made if there was none.
pub fn context_object(vm: &mut Vm, task: &Ref<FutObj>) -> Value {
    if let Some(o) = task.context() {
        return Value::Obj(o);
    }
    let runs = crate::sched::state::running(vm).and_then(|l| l.current()).is_some_and(|t| t.is(task.obj()));
    let c = if runs { crate::sched::context::current(vm) } else { new_context(vm) };
    task.set_context(Some(c.obj().clone()));
    c.into_value()
}

/// Calls a helper of the script-side part.
pub fn helper(vm: &mut Vm, name: &str, args: &[Value]) -> Res {
    let module = vm.import("asyncio.base_tasks")?;
    let name = vm.heap.intern(name);
    vm.call_method(&module, &name, args)
}
