//! `asyncio.sleep` as a coroutine of 48 bytes: no frame, no future, no handle. Delay and state share a word: a delay is needed only at first.
//!
//! Driven by the scheduler it is awaited directly; driven by hand it yields what CPython's yields: None for a delay of zero, else a real future.

use std::cell::Cell;

use crate::object::header::HAS_FINALIZER;
use crate::object::{ObjRef, Payload, Ref, Value, Visit};
use crate::vm::native::ArgType;
use crate::vm::{Res, Vm};

use super::event_loop::{Due, LoopObj};
use super::future::{FutObj, flag, peek};
use super::handle::HandleObj;
use super::ready::Entry;

/// Where a sleep stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SleepState {
    /// Nobody has awaited it.
    Created,
    /// It gave up one turn (a delay of zero or less).
    Yielded,
    /// Its timer runs.
    Timing,
    /// Its timer came up and stands in the ready queue.
    Due,
    /// The timer fired: the task will wake.
    Fired,
    /// It was cancelled: the task will wake with CancelledError. Only then is the timer cancelled, too, as by the `finally` in asyncio's `sleep`.
    Cancelled,
    /// It was cancelled, and its timer is not among the timers any more.
    Late,
    /// It ended.
    Done,
    /// Driven by hand: it waits for the future in `waiter`.
    Foreign,
}

/// The delay while the sleep has not started, then its state, as one of the many bit patterns that are not a number.
pub struct Progress(Cell<f64>);

/// The states after the first, in the order of their patterns.
const LATER: [SleepState; 8] = [
    SleepState::Yielded,
    SleepState::Timing,
    SleepState::Due,
    SleepState::Fired,
    SleepState::Cancelled,
    SleepState::Late,
    SleepState::Done,
    SleepState::Foreign,
];

/// The pattern of the first of them; a delay that is not a number is made the usual pattern.
const PATTERN: u64 = 0x7ff8_5000_0000_0000;

impl Progress {
    fn new(delay: f64) -> Progress {
        Progress(Cell::new(if delay.is_nan() { f64::NAN } else { delay }))
    }

    /// The state.
    #[inline(always)]
    pub fn get(&self) -> SleepState {
        let i = self.0.get().to_bits().wrapping_sub(PATTERN) as usize;
        LATER.get(i).copied().unwrap_or(SleepState::Created)
    }

    /// Goes on to a later state.
    #[inline(always)]
    pub fn set(&self, state: SleepState) {
        let i = LATER.iter().position(|s| *s == state);
        debug_assert!(i.is_some(), "a sleep does not go back to its start");
        self.0.set(f64::from_bits(PATTERN + i.unwrap_or(4) as u64));
    }

    /// The delay, while the state is the first.
    fn delay(&self) -> f64 {
        self.0.get()
    }
}

/// A value that is nearly always None.
#[derive(Default)]
pub struct Rare(Cell<Option<Box<Value>>>);

impl Rare {
    fn new(v: Value) -> Rare {
        Rare(Cell::new(if v.is_none() { None } else { Some(Box::new(v)) }))
    }

    /// Takes the value out.
    #[inline(always)]
    pub fn take(&self) -> Value {
        self.0.take().map_or(Value::None, |b| *b)
    }

    fn replace(&self, v: Value) {
        drop(self.0.replace(Rare::new(v).0.into_inner()));
    }
}

/// The coroutine of `asyncio.sleep(delay, result)`.
pub struct SleepObj {
    pub state: Progress,
    /// The result; of a cancelled sleep the message; of one driven by hand its timer.
    pub result: Rare,
    /// The task that sleeps (or, driven by hand, the future).
    pub waiter: Cell<Option<ObjRef>>,
}

impl ArgType for SleepObj {
    const NAME: &'static str = "coroutine";
}

impl Payload for SleepObj {
    fn traverse(&self, visit: Visit<'_>) {
        peek(&self.result.0, |r| {
            if let Some(v) = r {
                visit(v);
            }
        });
        peek(&self.waiter, |w| {
            if let Some(o) = w {
                visit(&Value::Obj(o.clone()));
            }
        });
    }
    fn clear(&self) {
        drop(self.result.take());
        drop(self.waiter.take());
    }
}

impl SleepObj {
    /// A sleep that nobody awaits yet.
    #[inline]
    pub fn new(delay: f64, result: Value) -> SleepObj {
        SleepObj { state: Progress::new(delay), result: Rare::new(result), waiter: Cell::new(None) }
    }

    /// Whether it was started and has not ended.
    pub fn is_waiting(&self) -> bool {
        !matches!(self.state.get(), SleepState::Created | SleepState::Done)
    }

    /// Whether its timer is among the timers, and is not cancelled.
    #[inline]
    pub fn holds_timer(&self) -> bool {
        matches!(self.state.get(), SleepState::Timing | SleepState::Cancelled)
    }
}

/// Asks a sleep whether it is over: its result, or None if it must wait (the driver then calls `start` or `yield_by_hand`).
#[inline]
pub fn poll(vm: &mut Vm, s: &SleepObj) -> Res<Option<Value>> {
    match s.state.get() {
        SleepState::Yielded | SleepState::Fired => {
            s.state.set(SleepState::Done);
            drop(s.waiter.take());
            Ok(Some(s.result.take()))
        }
        SleepState::Created => {
            if s.state.delay().is_nan() {
                s.state.set(SleepState::Done);
                return Err(vm.value_error("Invalid delay: NaN (not a number)"));
            }
            if s.state.delay() <= 0.0 {
                s.state.set(SleepState::Yielded);
            }
            Ok(None)
        }
        SleepState::Timing | SleepState::Due => Err(vm.runtime_error("coroutine is being awaited already")),
        SleepState::Foreign => {
            let f = peek(&s.waiter, Clone::clone).and_then(|f| Ref::<FutObj>::try_from_obj(f).ok());
            match f {
                Some(f) if f.is_done() => {
                    end(vm, s, None)?;
                    super::create::result_of(vm, &f).map(Some)
                }
                _ => Ok(None),
            }
        }
        SleepState::Cancelled | SleepState::Late | SleepState::Done => {
            Err(vm.runtime_error("cannot reuse already awaited coroutine"))
        }
    }
}

/// The task sleeps from now on: its timer starts.
pub fn start(vm: &mut Vm, l: &Ref<LoopObj>, task: &Ref<FutObj>, sleep: ObjRef) -> Res<()> {
    let Ok(s) = Ref::<SleepObj>::try_from_obj(sleep) else { return Ok(()) };
    if s.state.get() == SleepState::Created {
        let when = vm.world.monotonic() + s.state.delay();
        s.state.set(SleepState::Timing);
        l.timers.borrow_mut().push(when, Due::sleep(&s));
    }
    drop(s.waiter.replace(Some(task.obj().clone())));
    task.set_waits(Some(s.obj().clone()));
    if task.has(flag::MUST_CANCEL) {
        let message = task.cancel_message();
        if cancel(&s, l, message) {
            task.set(flag::MUST_CANCEL, false);
        }
    }
    Ok(())
}

/// A sleep that nobody awaits yet.
#[inline]
pub fn new_sleep(vm: &mut Vm, seconds: f64, result: Value) -> Value {
    let s = match vm.thread.running_loop.cast::<LoopObj>() {
        Some(l) => vm.heap.alloc(&l.classes.sleep, SleepObj::new(seconds, result)),
        None => {
            let class = super::state::classes(vm).sleep.clone();
            vm.heap.alloc(&class, SleepObj::new(seconds, result))
        }
    };
    s.obj().header().set_flag(HAS_FINALIZER);
    s.into_value()
}

/// Cancels a running sleep: its task will wake with CancelledError.
pub fn cancel(s: &SleepObj, l: &Ref<LoopObj>, message: Value) -> bool {
    match s.state.get() {
        SleepState::Timing => s.state.set(SleepState::Cancelled),
        SleepState::Due => s.state.set(SleepState::Late),
        _ => return false,
    }
    s.result.replace(message);
    if let Some(t) = s.waiter.take().and_then(|t| Ref::<FutObj>::try_from_obj(t).ok()) {
        l.push(Entry::Wake(t));
    }
    true
}

/// Its coroutine ends, from outside if it still waits: as the `finally` in asyncio's `sleep`, it cancels the timer. `l`: the loop, if it is known.
pub fn end(vm: &mut Vm, s: &SleepObj, l: Option<&Ref<LoopObj>>) -> Res<()> {
    let before = s.state.get();
    let counts = s.holds_timer();
    s.state.set(SleepState::Done);
    let waiter = s.waiter.take().and_then(|t| Ref::<FutObj>::try_from_obj(t).ok());
    if counts {
        let l = l.cloned().or_else(|| waiter.as_ref()?.native_loop()).or_else(|| super::state::running(vm));
        if let Some(l) = l {
            l.timer_cancelled();
        }
    } else if before == SleepState::Foreign
        && let Ok(h) = s.result.take().into_ref::<HandleObj>()
    {
        super::handle::cancel(vm, &h)?;
    }
    Ok(())
}

/// The timer of a sleep is not among the timers any more: it stands in the ready queue.
#[inline]
pub fn comes_up(s: &SleepObj) {
    match s.state.get() {
        SleepState::Timing => s.state.set(SleepState::Due),
        SleepState::Cancelled => s.state.set(SleepState::Late),
        _ => {}
    }
}

/// The timer of a sleep fired.
#[inline]
pub fn fire(l: &Ref<LoopObj>, s: &SleepObj) {
    if s.state.get() == SleepState::Due {
        s.state.set(SleepState::Fired);
        if let Some(t) = s.waiter.take().and_then(|t| Ref::<FutObj>::try_from_obj(t).ok()) {
            l.push(Entry::Wake(t));
        }
    }
}

/// What a sleep yields to a driver that is not the scheduler: None for a delay of zero, else a future that a timer sets.
pub fn yield_by_hand(vm: &mut Vm, s: &SleepObj) -> Res<Value> {
    match s.state.get() {
        SleepState::Yielded => return Ok(Value::None),
        SleepState::Created => {}
        _ => {
            return match peek(&s.waiter, Clone::clone) {
                Some(f) if f.cast::<FutObj>().is_some() => Ok(Value::Obj(f)),
                _ => Err(vm.runtime_error("await wasn't used with future")),
            };
        }
    }
    let Some(l) = super::state::running(vm) else { return Err(vm.runtime_error("no running event loop")) };
    let callback = super::callbacks::set_unless_cancelled(vm);
    let result = s.result.take();
    let (f, h) = if l.plain.get() {
        let f = super::create::new_future(vm, &l);
        let args = vm.heap.tuple(vec![f.value(), result]).into_value();
        let when = vm.world.monotonic() + s.state.delay();
        let h = super::turn::call_at(vm, &l, when, callback, args, None)?;
        (f, h.into_value())
    } else {
        let (create, later) = (vm.heap.intern("create_future"), vm.heap.intern("call_later"));
        let f = vm.call_method(&l.value(), &create, &[])?;
        let delay = Value::float(s.state.delay());
        let h = vm.call_method(&l.value(), &later, &[delay, callback, f.clone(), result])?;
        match f.into_ref::<FutObj>() {
            Ok(f) => (f, h),
            Err(_) => return Err(vm.not_implemented_error("sleep() on a loop with futures of its own")),
        }
    };
    s.result.replace(h);
    f.set(flag::BLOCKING, true);
    s.state.set(SleepState::Foreign);
    drop(s.waiter.replace(Some(f.obj().clone())));
    Ok(f.into_value())
}
