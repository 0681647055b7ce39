//! One step of a task: resume its coroutine in its context, then do what the reason of the stop asks for.

use crate::object::exception::ExceptionObj;
use crate::object::generator::GenObj;
use crate::object::{ObjRef, Ref, Value};
use crate::vm::generator::{Driver, Resume};
use crate::vm::run::Stop;
use crate::vm::{Raised, Res, Vm};

use super::cancel;
use super::context::{enter_context, leave_context, object_of};
use super::event_loop::{LoopObj, plain_loop};
use super::future::{FutObj, FutState, Waiter, flag};
use super::ready::Entry;
use super::repr::repr_text;
use super::sleep::{SleepObj, SleepState};
use super::turn;

/// `Task.__step`: resumes the coroutine with nothing, or throws; by hand, or at once for an eager task.
pub fn step(vm: &mut Vm, l: &Ref<LoopObj>, task: &Ref<FutObj>, throw: Option<Value>) -> Res<()> {
    let (throw, outside) = begin(vm, l, task, throw)?;
    let stop = resume(vm, task, throw, Driver::Task);
    end(vm, l, task, outside);
    settle(vm, l, task, stop)
}

/// The same in a turn of the loop: failures of the stepper are reported, and only exceptions that end the loop come out. What stops may be the
/// coroutine of another task by then (`switch.rs`).
pub fn step_in_turn(vm: &mut Vm, l: &Ref<LoopObj>, mut task: Ref<FutObj>, throw: Option<Value>) -> Res<()> {
    let (throw, outside) = match begin(vm, l, &task, throw) {
        Ok(begun) => begun,
        Err(e) => return turn::entry_failed(vm, l, e, Some(task)),
    };
    let stop = resume(vm, &task, throw, Driver::Turn);
    if l.went_on.replace(false)
        && let Some(now) = l.current()
        && let Ok(now) = Ref::try_from_obj(now)
    {
        task = now;
    }
    end(vm, l, &task, outside);
    match settle(vm, l, &task, stop) {
        Ok(()) => Ok(()),
        Err(e) => turn::entry_failed(vm, l, e, Some(task)),
    }
}

/// Makes the task the current one and its context, too. What to throw comes out, and the context from before.
#[inline(always)]
fn begin(
    vm: &mut Vm,
    l: &Ref<LoopObj>,
    task: &Ref<FutObj>,
    throw: Option<Value>,
) -> Res<(Option<Value>, Value)> {
    let mut throw = throw;
    if task.is_done() {
        let error = match &throw {
            Some(e) => vm.repr(e)?.to_text(),
            None => "None".into(),
        };
        let text = repr_text(vm, &task.value())?;
        let e = super::create::invalid_state(vm, &format!("__step(): already done: {text} {error}"));
        return Err(e);
    }
    if task.has(flag::MUST_CANCEL) {
        if !throw.as_ref().is_some_and(|e| is_cancellation(vm, e)) {
            throw = Some(cancel::make_error(vm, task));
        }
        task.set(flag::MUST_CANCEL, false);
    }
    let waited = task.set_waits(None);
    if let Some(o) = &waited
        && throw.is_some()
    {
        abandon(vm, l, task, o)?;
    }
    drop(waited);
    if let Some(other) = l.current.replace(Some(task.obj().clone())) {
        l.current.set(Some(other.clone()));
        return Err(busy(vm, task, other));
    }
    let outside = enter_context(vm, task);
    Ok((throw, outside))
}

/// Undoes what `begin` did for the task whose coroutine has stopped.
#[inline(always)]
fn end(vm: &mut Vm, l: &LoopObj, task: &FutObj, outside: Value) {
    if vm.needs_attention() {
        // What died with the coroutine's frame is finalised before anybody hears of the end, and in the task's context.
        vm.run_finalizers();
    }
    leave_context(vm, task, outside);
    drop(l.current.take());
}

/// A sleep whose task is woken by an exception gives up its timer.
fn abandon(vm: &mut Vm, l: &Ref<LoopObj>, task: &FutObj, waited: &ObjRef) -> Res<()> {
    match waited.cast::<SleepObj>() {
        Some(s) if s.is_waiting() => super::sleep::end(vm, s, Some(l)),
        None if !l.plain.get() => abandon_by_hand(vm, task),
        _ => Ok(()),
    }
}

/// The same on a loop of the script's: the task waits for the future of a sleep.
#[cold]
fn abandon_by_hand(vm: &mut Vm, task: &FutObj) -> Res<()> {
    let mut at = task.coro().map(Value::Obj);
    while let Some(g) = at.as_ref().and_then(Value::to_ref::<GenObj>) {
        at = g.awaited();
    }
    match at.as_ref().and_then(Value::cast::<SleepObj>) {
        Some(s) if s.is_waiting() => super::sleep::end(vm, s, None),
        _ => Ok(()),
    }
}

#[cold]
fn busy(vm: &mut Vm, task: &Ref<FutObj>, other: ObjRef) -> Raised {
    let texts = repr_text(vm, &task.value()).and_then(|a| Ok((a, repr_text(vm, &Value::Obj(other))?)));
    match texts {
        Ok((a, b)) => {
            vm.runtime_error(format!("Cannot enter into task {a} while another task {b} is being executed."))
        }
        Err(e) => e,
    }
}

/// Whether an exception is a CancelledError.
pub fn is_cancellation(vm: &Vm, e: &Value) -> bool {
    vm.is_instance_of(e, &vm.types().cancelled_error)
}

/// Whether an exception ends the loop: KeyboardInterrupt, SystemExit.
pub fn is_exit(vm: &Vm, e: &Value) -> bool {
    vm.is_instance_of(e, &vm.types().keyboard_interrupt) || vm.is_instance_of(e, &vm.types().system_exit)
}

/// Resumes the coroutine of a task.
#[inline]
fn resume(vm: &mut Vm, task: &Ref<FutObj>, throw: Option<Value>, driver: Driver) -> Stop {
    let Some(coro) = task.coro() else { crate::bug!("a task has a coroutine until it dies") };
    match Ref::<GenObj>::try_from_obj(coro) {
        Ok(frame) => match throw {
            None => vm.gen_resume(&frame, Resume::Send(Value::None), driver),
            Some(e) => vm.gen_resume(&frame, Resume::Throw(e), driver),
        },
        Err(other) => resume_other(vm, &other, throw),
    }
}

/// Resumes a sleep that is a task of its own, or any object with `send` and `throw`.
fn resume_other(vm: &mut Vm, coro: &ObjRef, throw: Option<Value>) -> Stop {
    let value = Value::Obj(coro.clone());
    if let Some(s) = coro.cast::<SleepObj>() {
        coro.header().clear_flag(crate::object::header::HAS_FINALIZER);
        if let Some(e) = throw {
            return match super::sleep::end(vm, s, None) {
                Ok(()) => Stop::Raised(vm.raise(e)),
                Err(failed) => Stop::Raised(failed),
            };
        }
        return match super::sleep::poll(vm, s) {
            Ok(Some(v)) => Stop::Returned(v),
            Ok(None) if s.state.get() == SleepState::Yielded => Stop::Yielded(Value::None),
            Ok(None) => Stop::Waits(value),
            Err(e) => Stop::Raised(e),
        };
    }
    let names = vm.names;
    let out = match throw {
        None => vm.call_method(&value, &names.send, &[Value::None]),
        Some(e) => vm.call_method(&value, &names.throw, &[e]),
    };
    match out {
        Ok(v) => Stop::Yielded(v),
        Err(e) if vm.raised_is(&e, &vm.types().stop_iteration) => {
            let e = vm.take_raised(e);
            let value = e.cast::<ExceptionObj>().and_then(|x| x.field("value"));
            Stop::Returned(value.and_then(Value::or_none).unwrap_or(Value::None))
        }
        Err(e) => Stop::Raised(e),
    }
}

/// Does what the stop of a coroutine asks for.
#[inline]
fn settle(vm: &mut Vm, l: &Ref<LoopObj>, task: &Ref<FutObj>, stop: Stop) -> Res<()> {
    match stop {
        Stop::Paused if l.plain.get() => {
            l.push(Entry::Step(task.clone()));
            Ok(())
        }
        Stop::Paused => super::create::by_call(vm, l.obj(), task),
        Stop::Waits(v) => wait_for(vm, l, task, v),
        Stop::Switched => crate::bug!("the run loop is entered again at once"),
        Stop::Returned(v) => {
            if task.has(flag::MUST_CANCEL) {
                task.set(flag::MUST_CANCEL, false);
                let message = task.cancel_message();
                cancel::cancel_future(vm, task, message)?;
                return Ok(());
            }
            super::create::set_result(vm, task, v)
        }
        Stop::Raised(e) => {
            let e = vm.take_raised(e);
            if is_cancellation(vm, &e) {
                drop(task.change_extra(|x| std::mem::replace(&mut x.cancelled_exc, e)));
                cancel::cancel_future(vm, task, Value::Undef)?;
                return Ok(());
            }
            super::create::set_exception_object(vm, task, e.clone())?;
            if is_exit(vm, &e) {
                return Err(vm.reraise(e));
            }
            Ok(())
        }
        Stop::Yielded(v) => yielded(vm, l, task, v),
        Stop::AsyncYielded(_) => crate::bug!("a task's coroutine is no async generator"),
    }
}

/// The coroutine awaits something of ours that is not done.
#[inline]
fn wait_for(vm: &mut Vm, l: &Ref<LoopObj>, task: &Ref<FutObj>, v: Value) -> Res<()> {
    let o = match v {
        Value::Obj(o) => o,
        other => return yielded(vm, l, task, other),
    };
    if let Some(s) = o.cast::<SleepObj>() {
        if !l.plain.get() {
            let future = super::sleep::yield_by_hand(vm, s)?;
            return yielded(vm, l, task, future);
        }
        debug_assert!(s.state.get() != SleepState::Yielded, "a sleep of zero yields None");
        return super::sleep::start(vm, l, task, o);
    }
    match Ref::<FutObj>::try_from_obj(o) {
        Ok(f) => wait_for_future(vm, l, task, f),
        Err(o) => yielded(vm, l, task, Value::Obj(o)),
    }
}

/// The task waits for a future from now on.
fn wait_for_future(vm: &mut Vm, l: &Ref<LoopObj>, task: &Ref<FutObj>, f: Ref<FutObj>) -> Res<()> {
    if f.is(task) {
        let text = repr_text(vm, &task.value())?;
        return fail_soon(vm, l, task, &format!("Task cannot await on itself: {text}"));
    }
    if !f.belongs_to(l.obj()) {
        let a = repr_text(vm, &task.value())?;
        let b = repr_text(vm, &f.value())?;
        return fail_soon(vm, l, task, &format!("Task {a} got Future {b} attached to a different loop"));
    }
    if f.is_done() {
        l.push(Entry::Wake(task.clone()));
    } else {
        f.add_waiter(Waiter::Task(task.obj().clone()));
    }
    let f = f.into_obj();
    task.set_waits(Some(f.clone()));
    if task.has(flag::MUST_CANCEL) {
        let message = task.cancel_message();
        if cancel::cancel_any(vm, &f, message)? {
            task.set(flag::MUST_CANCEL, false);
        }
    }
    Ok(())
}

/// The coroutine yielded something to its driver.
fn yielded(vm: &mut Vm, l: &Ref<LoopObj>, task: &Ref<FutObj>, v: Value) -> Res<()> {
    if v.is_none() {
        if !l.plain.get() {
            return super::create::by_call(vm, l.obj(), task);
        }
        l.push(Entry::Step(task.clone()));
        return Ok(());
    }
    if let Some(f) = v.to_ref::<FutObj>() {
        if f.is(task) {
            return wait_for_future(vm, l, task, f);
        }
        if f.belongs_to(l.obj()) && !f.has(flag::BLOCKING) {
            return not_from(vm, l, task, &v, "");
        }
        if f.has(flag::PLAIN) {
            f.set(flag::BLOCKING, false);
            return wait_for_future(vm, l, task, f);
        }
        return wait_for_foreign(vm, l, task, v, Value::True);
    }
    let names = vm.names;
    match vm.get_attr_opt(&v, &names._asyncio_future_blocking) {
        Ok(Some(blocking)) if !blocking.is_none() => wait_for_foreign(vm, l, task, v, blocking),
        Err(e) => Err(e),
        _ if v.is_a::<GenObj>() && vm.class_of(&v).is(&vm.types().generator) => {
            not_from(vm, l, task, &v, " for generator")
        }
        _ => {
            let text = vm.repr(&v)?.to_text();
            fail_soon(vm, l, task, &format!("Task got bad yield: {text}"))
        }
    }
}

#[cold]
fn not_from(vm: &mut Vm, l: &Ref<LoopObj>, task: &Ref<FutObj>, v: &Value, what: &str) -> Res<()> {
    let a = repr_text(vm, &task.value())?;
    let b = vm.repr(v)?.to_text();
    fail_soon(vm, l, task, &format!("yield was used instead of yield from{what} in task {a} with {b}"))
}

/// The task waits for an object that behaves like a future.
#[cold]
fn wait_for_foreign(vm: &mut Vm, l: &Ref<LoopObj>, task: &Ref<FutObj>, v: Value, blocking: Value) -> Res<()> {
    let names = vm.names;
    let owner = match vm.get_attr_opt(&v, &names.get_loop)? {
        Some(get) => vm.call(&get, &[])?,
        None => vm.get_attr(&v, &names._loop)?,
    };
    if !owner.is(&l.value()) {
        let a = repr_text(vm, &task.value())?;
        let b = vm.repr(&v)?.to_text();
        return fail_soon(vm, l, task, &format!("Task {a} got Future {b} attached to a different loop"));
    }
    if !vm.truth(&blocking)? {
        return not_from(vm, l, task, &v, "");
    }
    vm.set_attr(&v, &names._asyncio_future_blocking, Value::False)?;
    let wakeup = super::callbacks::wakeup_method(vm, task);
    let carried = task.context();
    let context = object_of(vm, &carried);
    if carried.is_none()
        && let Value::Obj(o) = &context
    {
        task.set_context(Some(o.clone()));
    }
    let add = vm.get_attr(&v, &names.add_done_callback)?;
    vm.call_kw(&add, &[wakeup], &[(names.context.clone(), context)])?;
    let Value::Obj(o) = v else { return Ok(()) };
    task.set_waits(Some(o.clone()));
    if task.has(flag::MUST_CANCEL) {
        let message = task.cancel_message();
        if cancel::cancel_any(vm, &o, message)? {
            task.set(flag::MUST_CANCEL, false);
        }
    }
    Ok(())
}

/// The task's next step raises RuntimeError with this text.
#[cold]
fn fail_soon(vm: &mut Vm, l: &Ref<LoopObj>, task: &Ref<FutObj>, text: &str) -> Res<()> {
    let e = vm.new_error(&vm.types().runtime_error, text);
    l.push(Entry::Throw(Box::new((task.clone(), e))));
    Ok(())
}

/// `Task.__wakeup`, called by hand: what the task waited for is done.
pub fn wake(vm: &mut Vm, l: &Ref<LoopObj>, task: &Ref<FutObj>) -> Res<()> {
    let error = outcome_error(vm, l, task)?;
    step(vm, l, task, error)
}

/// The same in a turn of the loop.
#[inline]
pub fn wake_in_turn(vm: &mut Vm, l: &Ref<LoopObj>, task: Ref<FutObj>) -> Res<()> {
    match outcome_error(vm, l, &task) {
        Ok(error) => step_in_turn(vm, l, task, error),
        Err(e) => turn::entry_failed(vm, l, e, Some(task)),
    }
}

/// The exception of what a task waited for; None if it has a result.
fn outcome_error(vm: &mut Vm, l: &Ref<LoopObj>, task: &FutObj) -> Res<Option<Value>> {
    let Some(o) = task.waits() else { return Ok(None) };
    if let Some(s) = o.cast::<SleepObj>() {
        if !matches!(s.state.get(), SleepState::Cancelled | SleepState::Late) {
            return Ok(None);
        }
        super::sleep::end(vm, s, Some(l))?;
        let message = s.result.take();
        return Ok(Some(cancel::new_error(vm, message)));
    }
    let outcome = match o.cast::<FutObj>() {
        Some(f) if f.has(flag::PLAIN) && f.state.get() == FutState::Finished && !f.has(flag::FAILED) => {
            return Ok(None);
        }
        Some(f) if f.has(flag::PLAIN) => match Ref::<FutObj>::try_from_obj(o.clone()) {
            Ok(f) => super::create::result_of(vm, &f),
            Err(_) => return Ok(None),
        },
        _ => {
            let value = Value::Obj(o.clone());
            vm.call_method(&value, &vm.names.result.clone(), &[])
        }
    };
    match outcome {
        Ok(_) => Ok(None),
        Err(e) => Ok(Some(vm.take_raised(e))),
    }
}

/// Tells everybody who waits for a future that is done now: one entry of the ready queue each.
pub fn tell_waiters(vm: &mut Vm, f: &Ref<FutObj>) -> Res<()> {
    f.leave_roster();
    let (first, more) = f.take_waiters();
    if first.is_none() && more.is_none() {
        return Ok(());
    }
    let Some(l) = plain_loop(f) else { return tell_by_calls(vm, f, first, more) };
    super::event_loop::check_open(vm, &l)?;
    let first = first.map(Waiter::of);
    for w in first.into_iter().chain(more.into_iter().flat_map(|m| m.into_iter())) {
        match w {
            Waiter::Task(t) => {
                if let Ok(t) = Ref::try_from_obj(t) {
                    l.push(Entry::Wake(t));
                }
            }
            Waiter::Call { func, context } => {
                let args = vm.heap.tuple(vec![f.value()]).into_value();
                let h = super::event_loop::new_handle(vm, &l, func, args, context, None);
                l.push(Entry::Handle(h));
            }
            Waiter::Gather(outer) => {
                if let Ok(outer) = Ref::try_from_obj(outer) {
                    l.push(Entry::GatherChild(Box::new((outer, f.clone()))));
                }
            }
            Waiter::StopLoop => l.push(Entry::StopLoop(f.clone())),
        }
    }
    Ok(())
}

/// As `tell_waiters`, on a loop whose `call_soon` must be called.
#[cold]
fn tell_by_calls(
    vm: &mut Vm,
    f: &Ref<FutObj>,
    first: Option<ObjRef>,
    more: Option<Box<Vec<Waiter>>>,
) -> Res<()> {
    let Some(owner) = f.owner() else { return Ok(()) };
    let all = first.map(Waiter::of).into_iter().chain(more.into_iter().flat_map(|m| m.into_iter()));
    for w in all {
        let (callback, context) = match w {
            Waiter::Task(t) => {
                let Ok(t) = Ref::<FutObj>::try_from_obj(t) else { continue };
                (super::callbacks::wakeup_method(vm, &t), t.context())
            }
            Waiter::Call { func, context } => (func, context),
            Waiter::Gather(outer) => (super::callbacks::gather_method(vm, outer), None),
            Waiter::StopLoop => (super::callbacks::stop_function(vm), None),
        };
        super::event_loop::call_soon(vm, &owner, callback, vec![f.value()], context)?;
    }
    Ok(())
}
