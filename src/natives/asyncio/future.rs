//! Methods of `Future`.

use std::cell::Cell;

use crate::object::tuple::TupleObj;
use crate::object::{Payload, Ref, TypeObj, Value, Visit};
use crate::sched::context::{carried_from, object_of};
use crate::sched::create::{self, result_of};
use crate::sched::future::{FutObj, FutState, Waiter, flag};
use crate::sched::state::Classes;
use crate::sched::{cancel, event_loop, reports, repr};
use crate::vm::native::ArgType;
use crate::vm::{Res, Vm};
use crate::{attrs, natives};

natives! { pub static METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Ref<FutObj> {
        let _ = (&args, &kwargs);
        let f = vm.heap.alloc(&cls, FutObj::new());
        f.set(flag::PLAIN, !cls.is_heap_type());
        f
    }

    fn __init__(vm, this: Ref<FutObj>, /, *, r#loop: Value = Value::None) -> Res<()> {
        let owner = super::functions::loop_argument(vm, r#loop)?;
        reset(vm, &this, owner)
    }

    fn __repr__(vm, this: Ref<FutObj>, /) -> Res<String> { repr::future_text(vm, &this) }

    /// Return the result this future represents.
    fn result(vm, this: Ref<FutObj>, /) -> Res { checked(vm, &this)?; result_of(vm, &this) }

    /// Return the exception that was set on this future.
    fn exception(vm, this: Ref<FutObj>, /) -> Res { checked(vm, &this)?; exception_of(vm, &this) }

    /// Mark the future done and set its result.
    fn set_result(vm, this: Ref<FutObj>, result: Value, /) -> Res<()> {
        checked(vm, &this)?;
        if this.is_task() {
            return Err(vm.runtime_error("Task does not support set_result operation"));
        }
        create::set_result(vm, &this, result)
    }

    /// Mark the future done and set an exception.
    fn set_exception(vm, this: Ref<FutObj>, exception: Value, /) -> Res<()> {
        checked(vm, &this)?;
        if this.is_task() {
            return Err(vm.runtime_error("Task does not support set_exception operation"));
        }
        create::set_exception(vm, &this, exception)
    }

    /// Add a callback to be run when the future becomes done.
    fn add_done_callback(vm, this: Ref<FutObj>, r#fn: Value, /, *, context: Value = Value::None) -> Res<()> {
        checked(vm, &this)?;
        let context = carried_from(vm, context)?;
        if !this.is_done() {
            vm.granted(this.make_room())?;
            this.add_waiter(Waiter::Call { func: r#fn, context });
            return Ok(());
        }
        let Some(l) = this.owner() else { return Ok(()) };
        event_loop::call_soon(vm, &l, r#fn, vec![this.value()], context).map(drop)
    }

    /// Remove all instances of a callback from the "call when done" list.
    fn remove_done_callback(vm, this: Ref<FutObj>, r#fn: Value, /) -> Res<i64> {
        let mut kept = Vec::new();
        let mut removed = 0;
        for w in this.waiters() {
            let same = match &w {
                Waiter::Call { func, .. } => vm.same(func, &r#fn)?,
                _ => false,
            };
            if same { removed += 1 } else { kept.push(w) }
        }
        if removed > 0 {
            this.set_waiters(kept);
        }
        Ok(removed)
    }

    /// Cancel the future and schedule callbacks.
    fn cancel(vm, this: Ref<FutObj>, /, msg: Value = Value::None) -> Res<bool> {
        checked(vm, &this)?;
        if this.has(flag::GATHER) {
            return crate::sched::gather::cancel(vm, &this, msg);
        }
        cancel::cancel_future(vm, &this, msg)
    }

    /// Return True if the future was cancelled.
    fn cancelled(vm, this: Ref<FutObj>, /) -> bool { let _ = vm; this.state.get() == FutState::Cancelled }

    /// Return True if the future is done.
    fn done(vm, this: Ref<FutObj>, /) -> bool { let _ = vm; this.is_done() }

    /// Return the event loop the future is bound to.
    fn get_loop(vm, this: Ref<FutObj>, /) -> Res {
        checked(vm, &this)?;
        Ok(this.owner().map_or(Value::None, Value::Obj))
    }

    /// Create the exception to raise if the future was cancelled.
    fn _make_cancelled_error(vm, this: Ref<FutObj>, /) -> Value { cancel::make_error(vm, &this) }

    fn __await__(vm, this: Ref<FutObj>, /) -> Value { iterator(vm, this) }
    fn __iter__(vm, this: Ref<FutObj>, /) -> Value { iterator(vm, this) }
    fn __del__(vm, this: Ref<FutObj>, /) -> Res<()> { reports::future_died(vm, &this) }
}

natives! { pub static CLASS_METHODS;
    fn __class_getitem__(vm, cls: Ref<TypeObj>, item: Value, /) -> Res { generic_alias(vm, cls, item) }
}

attrs! { pub static ATTRS for FutObj;
    fn _state(vm, this) -> &str { let _ = &vm; this.state.get().name() }
    fn _asyncio_future_blocking(vm, this) -> bool { let _ = &vm; this.has(flag::BLOCKING) }
        set(vm, this, value) { let on = vm.truth(&value)?; this.set(flag::BLOCKING, on); Ok(()) }
    fn _loop(vm, this) -> Value { let _ = &vm; this.owner().map_or(Value::None, Value::Obj) }
    fn _result(vm, this) -> Value {
        let _ = &vm;
        let there = this.state.get() == FutState::Finished && !this.has(flag::FAILED);
        if there { this.outcome() } else { Value::None }
    }
    fn _exception(vm, this) -> Value {
        let _ = &vm;
        if this.has(flag::FAILED) { this.outcome() } else { Value::None }
    }
    fn _log_traceback(vm, this) -> bool { let _ = &vm; this.has(flag::LOG) }
        set(vm, this, value) {
            if vm.truth(&value)? {
                return Err(vm.value_error("_log_traceback can only be set to False"));
            }
            this.set(flag::LOG, false);
            Ok(())
        }
    fn _cancel_message(vm, this) -> Value { let _ = &vm; this.cancel_message().or_none().unwrap_or(Value::None) }
        set(vm, this, value) { let _ = &vm; this.set_cancel_message(value); Ok(()) }
    fn _source_traceback(vm, this) -> Value {
        let _ = &vm;
        this.with_extra(|x| x.and_then(|x| x.source_traceback.clone().or_none())).unwrap_or(Value::None)
    }
    fn _callbacks(vm, this) -> Value { callbacks(vm, &this) }
}

/// Attaches everything.
pub fn fill(vm: &mut Vm, c: &Classes) {
    vm.add_methods(&c.future, METHODS);
    vm.add_class_methods(&c.future, CLASS_METHODS);
    vm.add_attrs(&c.future, ATTRS);
    vm.add_methods(&c.future_iter, ITER_METHODS);
}

/// Makes the future pending on a loop, as `__init__` does.
pub fn reset(vm: &mut Vm, this: &Ref<FutObj>, owner: crate::object::ObjRef) -> Res<()> {
    if this.has(flag::READY) {
        this.leave_roster();
        let old = (this.take_waiters(), this.store(Value::Undef));
        drop(old);
        this.state.set(FutState::Pending);
        this.set(flag::FAILED | flag::LOG | flag::BLOCKING | flag::MUST_CANCEL, false);
    }
    if owner.cast::<crate::sched::LoopObj>().is_none() {
        // Any object with `get_debug` passes for a loop.
        let name = vm.heap.intern("get_debug");
        vm.call_method(&Value::Obj(owner.clone()), &name, &[])?;
    }
    this.set_owner(owner);
    Ok(())
}

fn checked(vm: &mut Vm, f: &FutObj) -> Res<()> {
    if f.has(flag::READY) { Ok(()) } else { Err(vm.runtime_error("Future object is not initialized.")) }
}

/// `Future.exception()`
pub fn exception_of(vm: &mut Vm, f: &Ref<FutObj>) -> Res {
    match f.state.get() {
        FutState::Pending => Err(create::invalid_state(vm, "Exception is not set.")),
        FutState::Cancelled => {
            let e = cancel::make_error(vm, f);
            Err(vm.raise(e))
        }
        FutState::Finished => {
            f.set(flag::LOG, false);
            Ok(if f.has(flag::FAILED) { f.outcome() } else { Value::None })
        }
    }
}

fn callbacks(vm: &mut Vm, f: &FutObj) -> Value {
    let waiters = f.waiters();
    if waiters.is_empty() {
        return Value::None;
    }
    let mut out = Vec::new();
    for w in waiters {
        let (func, context) = match w {
            Waiter::Call { func, context } => (func, context),
            Waiter::Task(t) => match Ref::<FutObj>::try_from_obj(t) {
                Ok(t) => (crate::sched::callbacks::wakeup_method(vm, &t), t.context()),
                Err(_) => continue,
            },
            Waiter::Gather(o) => (crate::sched::callbacks::gather_method(vm, o), None),
            Waiter::StopLoop => (crate::sched::callbacks::stop_function(vm), None),
        };
        let context = object_of(vm, &context);
        out.push(vm.heap.tuple(vec![func, context]).into_value());
    }
    vm.heap.list(out).into_value()
}

/// `C[int]`
pub fn generic_alias(vm: &mut Vm, cls: Ref<TypeObj>, item: Value) -> Res {
    let types = vm.import("types")?;
    let name = vm.heap.intern("GenericAlias");
    let args = if item.is_a::<TupleObj>() { item } else { vm.heap.tuple(vec![item]).into_value() };
    vm.call_method(&types, &name, &[cls.into_value(), args])
}

/// What `Future.__await__` returns: yields the future once, then gives its result.
pub struct FutIter {
    future: Cell<Option<Ref<FutObj>>>,
}

impl Payload for FutIter {
    fn traverse(&self, visit: Visit<'_>) {
        crate::sched::future::peek(&self.future, |f| {
            if let Some(f) = f {
                visit(&f.value());
            }
        });
    }
    fn clear(&self) {
        drop(self.future.take());
    }
}

impl ArgType for FutIter {
    const NAME: &'static str = "FutureIter";
}

fn iterator(vm: &mut Vm, f: Ref<FutObj>) -> Value {
    let class = crate::sched::state::classes(vm).future_iter.clone();
    vm.heap.alloc(&class, FutIter { future: Cell::new(Some(f)) }).into_value()
}

natives! { pub static ITER_METHODS;
    fn __iter__(vm, this: Ref<FutIter>, /) -> Value { let _ = vm; this.into_value() }
    fn __next__(vm, this: Ref<FutIter>, /) -> Res { advance(vm, &this) }
    fn send(vm, this: Ref<FutIter>, value: Value, /) -> Res { let _ = value; advance(vm, &this) }
    fn throw(vm, this: Ref<FutIter>, r#type: Value, value: Value = Value::None, traceback: Value = Value::None, /) -> Res {
        drop(this.future.take());
        let e = thrown(vm, r#type, value, traceback)?;
        Err(vm.reraise(e))
    }
    fn close(vm, this: Ref<FutIter>, /) { let _ = vm; drop(this.future.take()); }
}

/// The exception that `throw(type, value, traceback)` names.
pub fn thrown(vm: &mut Vm, kind: Value, value: Value, traceback: Value) -> Res {
    use crate::object::exception::ExceptionObj;
    let e = if kind.is_a::<ExceptionObj>() {
        kind
    } else if kind.cast::<TypeObj>().is_some_and(|t| t.has(crate::object::types::flags::EXCEPTION)) {
        if value.is_a::<ExceptionObj>() {
            value
        } else if value.is_none() {
            vm.call(&kind, &[])?
        } else {
            vm.call(&kind, &[value])?
        }
    } else {
        let name = vm.class_name(&kind);
        return Err(vm.type_error(format!(
            "exceptions must be classes or instances deriving from BaseException, not {name}"
        )));
    };
    if !traceback.is_none()
        && let Some(x) = e.cast::<ExceptionObj>()
    {
        drop(x.traceback.replace(traceback));
    }
    Ok(e)
}

fn advance(vm: &mut Vm, this: &FutIter) -> Res {
    let Some(f) = this.future.take() else { return Err(vm.stop_iteration(Value::None)) };
    if f.is_done() {
        let v = result_of(vm, &f)?;
        return Err(vm.stop_iteration(v));
    }
    if f.has(flag::BLOCKING) {
        this.future.set(Some(f));
        return Err(vm.runtime_error("await wasn't used with future"));
    }
    f.set(flag::BLOCKING, true);
    let v = f.value();
    this.future.set(Some(f));
    Ok(v)
}
