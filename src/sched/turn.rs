//! One turn of a loop, as asyncio's: due timers join the queue, then exactly the batch that is ready now runs, first in first out.

use crate::object::{Ref, Value};
use crate::vm::{Raised, Res, Vm};
use crate::world::Wake;

use super::context::Carried;
use super::event_loop::{Due, LoopObj, check_open, new_handle};
use super::future::{FutState, Waiter, flag};
use super::handle::HandleObj;
use super::ready::Entry;
use super::sleep::SleepState;
use super::{FutObj, reports, step, trace, verdict};

/// The resolution that the clock claims: timers that come so close are due.
const RESOLUTION: f64 = 1e-9;

/// `call_at`: schedules a callback.
pub fn call_at(
    vm: &mut Vm,
    l: &Ref<LoopObj>,
    when: f64,
    callback: Value,
    args: Value,
    context: Carried,
) -> Res<Ref<HandleObj>> {
    check_open(vm, l)?;
    vm.granted(l.make_room())?;
    let h = new_handle(vm, l, callback, args, context, Some(when));
    l.timers.borrow_mut().push(when, Due::handle(&h));
    Ok(h)
}

/// Runs one turn.
pub fn run_once(vm: &mut Vm, l: &Ref<LoopObj>) -> Res<()> {
    if l.timers.borrow().cancelled != 0 {
        forget_cancelled(l);
    }
    let idle = l.ready.borrow().is_empty() && !l.stopping.get();
    if idle {
        wait(vm, l)?;
    } else {
        vm.world.busy_turn();
        if vm.world.signals_pending() {
            (vm.hooks.signals)(vm)?;
        }
    }
    if !l.timers.borrow().is_empty() {
        due_timers(vm, l)?;
    }
    l.batch.set(l.ready.borrow().len());
    while l.batch.get() > 0 {
        l.batch.set(l.batch.get() - 1);
        if vm.needs_attention() {
            // Tasks may fail without anybody who hears of it, and each failure takes memory.
            vm.look_at_memory()?;
        }
        let next = l.ready.borrow_mut().pop();
        let Some(entry) = next else { break };
        if vm.options.trace_sched {
            trace::entry(vm, &entry);
        }
        if l.debug.get() {
            run_watched(vm, l, entry)?;
        } else {
            run_entry(vm, l, entry)?;
        }
    }
    l.ready.borrow_mut().trim();
    Ok(())
}

/// Sweeps cancelled timers when there are many, else takes them off the top.
fn forget_cancelled(l: &LoopObj) {
    if l.timers.borrow().cancelled == 0 {
        return;
    }
    let swept = l.timers.borrow_mut().sweep(Due::is_cancelled);
    if let Some(swept) = swept {
        swept.iter().for_each(unschedule);
        return;
    }
    loop {
        let mut timers = l.timers.borrow_mut();
        if !timers.first().is_some_and(|(_, d)| d.is_cancelled()) {
            return;
        }
        timers.cancelled = timers.cancelled.saturating_sub(1);
        let top = timers.pop();
        drop(timers);
        if let Some((_, d)) = top {
            unschedule(&d);
        }
    }
}

fn unschedule(d: &Due) {
    if let Some(h) = d.as_handle() {
        h.scheduled.set(false);
    }
}

/// The loop's time, as its class says.
#[inline]
pub fn clock(vm: &mut Vm, l: &Ref<LoopObj>) -> Res<f64> {
    if l.plain.get() {
        return Ok(vm.world.monotonic());
    }
    let name = vm.heap.intern("time");
    let v = vm.call_method(&l.value(), &name, &[])?;
    vm.to_f64(&v)
}

/// Moves the timers that are due to the ready queue.
fn due_timers(vm: &mut Vm, l: &Ref<LoopObj>) -> Res<()> {
    let now = clock(vm, l)?;
    let end = now + RESOLUTION;
    loop {
        let mut timers = l.timers.borrow_mut();
        if timers.first().is_none_or(|(when, _)| *when >= end && *when > now) {
            return Ok(());
        }
        // A cancelled one that comes up here stays counted as cancelled, and the heap is swept the sooner for it: so does CPython.
        let Some((_, d)) = timers.pop() else { return Ok(()) };
        drop(timers);
        match d.as_sleep() {
            Some(s) => super::sleep::comes_up(s),
            None => unschedule(&d),
        }
        l.push(d.into_entry());
    }
}

/// Nothing is ready: waits for the first timer, or for something from outside; or finds that nothing can come.
fn wait(vm: &mut Vm, l: &Ref<LoopObj>) -> Res<()> {
    if vm.heap.wants_collection() {
        vm.collect_garbage();
    }
    loop {
        if !l.ready.borrow().is_empty() || l.stopping.get() {
            return Ok(());
        }
        let deadline = if verdict::no_timer_comes(vm, l) {
            None
        } else {
            l.timers.borrow().first().map(|(when, _)| *when)
        };
        let woke = match deadline {
            Some(when) => {
                // Late in time the resolution is lost in rounding: what has come has come.
                let now = clock(vm, l)?;
                if now + RESOLUTION > when || now >= when {
                    return Ok(());
                }
                // A loop of the script's may have a clock of its own: then the rest is what counts.
                let when = if l.plain.get() { when } else { vm.world.monotonic() + (when - now) };
                if vm.options.trace_sched {
                    trace::line(vm, &format!("wait      until {when:.6}"));
                }
                vm.world.wait_until(when)
            }
            None => {
                if verdict::is_stuck(vm, l) {
                    return verdict::pronounce(vm, l);
                }
                // To be sure, everything dead was collected: a finaliser may have woken a task or set a timer.
                if !l.ready.borrow().is_empty() || !verdict::no_timer_comes(vm, l) || l.stopping.get() {
                    continue;
                }
                vm.world.wait_until(f64::INFINITY)
            }
        };
        match woke {
            Ok(Wake::Deadline) => {}
            Ok(Wake::Signal) => (vm.hooks.signals)(vm)?,
            Ok(Wake::Called | Wake::Input) => {}
            Err(e) => return Err(vm.runtime_error(format!("waiting failed: {e}"))),
        }
        forget_cancelled(l);
    }
}

/// Runs an entry in debug mode: says which one held the loop for long.
#[cold]
fn run_watched(vm: &mut Vm, l: &Ref<LoopObj>, entry: Entry) -> Res<()> {
    let start = vm.world.monotonic();
    let subject = subject(&entry);
    let out = run_entry(vm, l, entry);
    let took = vm.world.monotonic() - start;
    if took >= l.slow.get() {
        let failed = out.err().map(|e| vm.take_raised(e));
        let what = match subject {
            Ok(v) => super::repr::repr_text(vm, &v)?,
            Err(text) => text.into(),
        };
        let text = format!("Executing {what} took {took:.3} seconds");
        if !reports::log_through(vm, "warning", &text, Value::False)? {
            reports::log(vm, &format!("{text}\n"));
        }
        return match failed {
            Some(e) => Err(vm.reraise(e)),
            None => Ok(()),
        };
    }
    out
}

/// Whom an entry is about: a task, a handle, or in words.
fn subject(e: &Entry) -> Result<Value, &'static str> {
    match e {
        Entry::Step(t) | Entry::Wake(t) => Ok(t.value()),
        Entry::Throw(b) => Ok(b.0.value()),
        Entry::Handle(h) => Ok(h.value()),
        Entry::Nothing => Err("<Handle>"),
        Entry::SleepDue(_) => Err("<TimerHandle of sleep>"),
        Entry::GatherChild(_) => Err("<Handle of gather>"),
        Entry::StopLoop(_) => Err("<Handle _run_until_complete_cb()>"),
    }
}

/// Runs one entry. Only exceptions that end the loop come out.
#[inline]
pub fn run_entry(vm: &mut Vm, l: &Ref<LoopObj>, entry: Entry) -> Res<()> {
    let out = match entry {
        Entry::Step(t) => return step::step_in_turn(vm, l, t, None),
        Entry::Wake(t) => return step::wake_in_turn(vm, l, t),
        Entry::Throw(b) => {
            let (t, e) = *b;
            return step::step_in_turn(vm, l, t, Some(e));
        }
        Entry::SleepDue(s) => {
            super::sleep::fire(l, &s);
            return Ok(());
        }
        Entry::Nothing => return Ok(()),
        Entry::Handle(h) => return run_handle(vm, l, &h),
        Entry::GatherChild(b) => super::gather::child_done(vm, &b.0, &b.1),
        Entry::StopLoop(f) => stop_when_done(vm, l, &f),
    };
    match out {
        Ok(()) => Ok(()),
        Err(e) => entry_failed(vm, l, e, None),
    }
}

/// An entry failed, of a task or of the loop: reported, unless the exception ends the loop.
#[cold]
pub fn entry_failed(vm: &mut Vm, l: &Ref<LoopObj>, e: Raised, task: Option<Ref<FutObj>>) -> Res<()> {
    let e = vm.take_raised(e);
    if step::is_exit(vm, &e) {
        return Err(vm.reraise(e));
    }
    let what = match task {
        Some(t) => super::repr::repr_text(vm, &t.value())?,
        None => "of the loop".into(),
    };
    reports::handler_context(vm, l, &format!("Exception in callback {what}"), e, Vec::new())
}

/// Runs a script's callback in its context.
pub fn run_handle(vm: &mut Vm, l: &Ref<LoopObj>, h: &Ref<HandleObj>) -> Res<()> {
    if h.cancelled.get() {
        return Ok(());
    }
    let callback = h.callback();
    let args = h.args();
    let mut carried = super::future::peek(&h.context, Clone::clone);
    let out =
        super::context::within(vm, &mut carried, |vm| match args.cast::<crate::object::tuple::TupleObj>() {
            Some(t) => vm.call(&callback, t.items()),
            None => vm.call(&callback, &[]),
        });
    // Made only when the callback asked for it: the handle keeps it.
    h.context.set(carried);
    match out {
        Ok(_) => Ok(()),
        Err(e) => {
            let e = vm.take_raised(e);
            if step::is_exit(vm, &e) {
                return Err(vm.reraise(e));
            }
            let what = super::repr::callback_text(vm, &callback, &args, false)?;
            let handle = h.value();
            reports::handler_context(
                vm,
                l,
                &format!("Exception in callback {what}"),
                e,
                vec![("handle", handle)],
            )
        }
    }
}

/// `run_until_complete`'s callback.
fn stop_when_done(vm: &mut Vm, l: &Ref<LoopObj>, f: &Ref<FutObj>) -> Res<()> {
    if f.state.get() == FutState::Finished {
        f.set(flag::LOG, false);
        if f.has(flag::FAILED) && step::is_exit(vm, &f.outcome()) {
            return Ok(());
        }
    }
    l.stopping.set(true);
    Ok(())
}

/// Whether a loop turns in this thread. At the prompt the session's loop is current without turning: a statement may run another.
pub fn a_loop_runs(vm: &Vm) -> bool {
    match vm.thread.running_loop.cast::<LoopObj>() {
        Some(l) => l.running.get(),
        None => !vm.thread.running_loop.is_undef() && !vm.thread.running_loop.is_none(),
    }
}

/// Raises if this loop runs, or another one does in this thread.
pub fn check_not_running(vm: &mut Vm, l: &LoopObj) -> Res<()> {
    if l.running.get() {
        return Err(vm.runtime_error("This event loop is already running"));
    }
    if a_loop_runs(vm) {
        return Err(vm.runtime_error("Cannot run the event loop while another loop is running"));
    }
    Ok(())
}

/// `run_forever`: turns until somebody says `stop`.
pub fn run_forever(vm: &mut Vm, l: &Ref<LoopObj>) -> Res<()> {
    check_open(vm, l)?;
    check_not_running(vm, l)?;
    l.running.set(true);
    l.direct.set(!vm.options.trace_sched && !vm.world.is_virtual());
    let outside = std::mem::replace(&mut vm.thread.running_loop, l.value());
    let hooks = super::asyncgens::enter(vm, l);
    let out = loop {
        if let Err(e) = run_once(vm, l) {
            break Err(e);
        }
        if l.stopping.get() {
            break Ok(());
        }
    };
    l.stopping.set(false);
    l.running.set(false);
    l.direct.set(false);
    super::asyncgens::leave(vm, hooks);
    let inside = std::mem::replace(&mut vm.thread.running_loop, outside);
    drop(inside);
    out
}

/// `run_until_complete` for a future of ours.
pub fn run_until_complete(vm: &mut Vm, l: &Ref<LoopObj>, f: &Ref<FutObj>, new_task: bool) -> Res<Value> {
    if new_task {
        f.set(flag::LOG_DESTROY, false);
    }
    if f.is_done() {
        l.push(Entry::StopLoop(f.clone()));
    } else {
        f.add_waiter(Waiter::StopLoop);
    }
    let before = l.until.replace(Some(f.obj().clone()));
    let out = run_forever(vm, l);
    drop(l.until.replace(before));
    let rest: Vec<Waiter> = f.waiters().into_iter().filter(|w| !matches!(w, Waiter::StopLoop)).collect();
    if !f.is_done() {
        f.set_waiters(rest);
    }
    if let Err(e) = out {
        if new_task && f.is_done() && f.state.get() != FutState::Cancelled {
            f.set(flag::LOG, false);
        }
        return Err(e);
    }
    if !f.is_done() {
        return Err(vm.runtime_error("Event loop stopped before Future completed."));
    }
    super::create::result_of(vm, f)
}

/// `close`: forgets everything that was to run.
pub fn close(vm: &mut Vm, l: &Ref<LoopObj>) -> Res<()> {
    if l.running.get() {
        return Err(vm.runtime_error("Cannot close a running event loop"));
    }
    if l.closed.get() {
        return Ok(());
    }
    if l.debug.get() {
        let shown = super::repr::repr_text(vm, &l.value())?;
        reports::log_through(vm, "debug", &format!("Close {shown}"), Value::False)?;
    }
    l.closed.set(true);
    let entries = l.ready.borrow_mut().take_all();
    let timers = l.timers.borrow_mut().take_all();
    for (_, d) in &timers {
        if let Some(s) = d.as_sleep()
            && s.state.get() == SleepState::Timing
        {
            // The task of a sleep that will never end lets go of it, so that both can die.
            drop(s.waiter.take());
        }
    }
    drop(entries);
    drop(timers);
    Ok(())
}
