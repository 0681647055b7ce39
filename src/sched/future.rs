//! Futures and tasks: one payload, kept small, since there may be millions.
//!
//! The trick: a task is a future with a coroutine; everything rare lies behind one pointer (`FutExtra`), and a single waiting task (the common
//! case) is a pointer, not a list. Waiters and callbacks are nevertheless one list in one order.

use std::cell::Cell;
use std::rc::Rc;

use crate::object::buffer::{self, Granted};
use crate::object::generator::GenObj;
use crate::object::header::HAS_FINALIZER;
use crate::object::{ObjRef, Payload, Ref, Value, Visit};
use crate::vm::Vm;
use crate::vm::native::ArgType;

use super::context::Carried;
use super::event_loop::LoopObj;
use super::state::{Roster, Seat};

/// Where a future stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum FutState {
    Pending,
    Cancelled,
    Finished,
}

impl FutState {
    /// As `_state` shows it.
    pub fn name(self) -> &'static str {
        match self {
            FutState::Pending => "PENDING",
            FutState::Cancelled => "CANCELLED",
            FutState::Finished => "FINISHED",
        }
    }
}

/// Properties of a future or task.
pub mod flag {
    /// `_asyncio_future_blocking`
    pub const BLOCKING: u16 = 1;
    /// `_log_traceback`: nobody has looked at the exception yet.
    pub const LOG: u16 = 2;
    /// It has a coroutine.
    pub const TASK: u16 = 4;
    /// `_must_cancel`: the next step throws CancelledError.
    pub const MUST_CANCEL: u16 = 8;
    /// Whether a pending task complains when it is destroyed.
    pub const LOG_DESTROY: u16 = 16;
    /// The result is an exception.
    pub const FAILED: u16 = 32;
    /// `name` is the number of a task.
    pub const NUMBERED: u16 = 64;
    /// The future of a `gather`.
    pub const GATHER: u16 = 128;
    /// `__init__` ran.
    pub const READY: u16 = 256;
    /// A `cancel` of a gather was asked for.
    pub const GATHER_CANCEL: u16 = 512;
    /// `gather(.., return_exceptions=True)`
    pub const RETURN_EXCEPTIONS: u16 = 1024;
    /// The class is Future or Task itself: no method can have been overridden.
    pub const PLAIN: u16 = 2048;
    /// Whoever waited for it was told of a deadlock instead: what becomes of it is no news.
    pub const QUIET: u16 = 8192;
}

/// Who is told when a future is done.
#[derive(Clone)]
pub enum Waiter {
    /// A task that awaits it: `Task.task_wakeup`.
    Task(ObjRef),
    /// A callable, called with the future in a context.
    Call { func: Value, context: Carried },
    /// The future of a gather.
    Gather(ObjRef),
    /// `run_until_complete`: stops the loop.
    StopLoop,
}

impl Waiter {
    /// A task or the future of a gather as a waiter.
    #[inline]
    pub fn of(o: ObjRef) -> Waiter {
        match o.cast::<FutObj>() {
            Some(f) if f.has(flag::GATHER) => Waiter::Gather(o),
            _ => Waiter::Task(o),
        }
    }
}

/// What a waiting future is for, for the reports.
#[derive(Clone)]
pub struct WaitNote {
    /// `Lock`, `Event` ..
    pub kind: &'static str,
    /// The lock, event, queue.
    pub object: Value,
}

/// What only some futures need.
#[derive(Default)]
pub struct FutExtra {
    /// A name that was given.
    pub name: Value,
    /// `_cancel_message`
    pub cancel_message: Value,
    /// The exception that came with a cancellation, until somebody has seen it.
    pub cancelled_exc: Value,
    /// The traceback of the exception when it was set.
    pub traceback: Value,
    pub note: Option<WaitNote>,
    /// Children of a gather, and how many are done.
    pub children: Vec<ObjRef>,
    pub done_children: usize,
    /// `_source_traceback`
    pub source_traceback: Value,
    /// What a foreign awaitable a task waits for.
    pub place: Option<Place>,
    /// Of a task that failed: where its coroutine was made, as a number of a source and a place in it; 0: unknown.
    pub made: i64,
}

/// A place in a script: which code, which line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub file: Rc<str>,
    pub line: u32,
}

impl Place {
    /// Where the script is now.
    pub fn here(vm: &Vm) -> Option<Place> {
        let (source, line) = vm.script_place()?;
        let name = vm.sources.get(source)?.name().into();
        Some(Place { file: name, line })
    }
}

/// A future or task.
pub struct FutObj {
    pub state: Cell<FutState>,
    flags: Cell<u16>,
    /// `cancelling()`
    pub cancels: Cell<u32>,
    /// Place in the loop's roster of tasks.
    seat: Seat,
    /// Number of the task, while it has no other name.
    pub number: Cell<u32>,
    /// The loop; None before `__init__`.
    owner: Cell<Option<ObjRef>>,
    result: Cell<Value>,
    /// The task (or gather) that came first, if it was one.
    first: Cell<Option<ObjRef>>,
    /// Everybody who came later, or everybody.
    #[allow(clippy::box_collection)]
    more: Cell<Option<Box<Vec<Waiter>>>>,
    /// A task's coroutine.
    coro: Cell<Option<ObjRef>>,
    /// What a task waits for: a future, or a sleep.
    waits: Cell<Option<ObjRef>>,
    /// A task's context.
    context: Cell<Carried>,
    extra: Cell<Option<Box<FutExtra>>>,
}

/// Looks into a cell without a borrow: takes out, lets `f` look, puts back. `f` runs no script code.
#[inline(always)]
pub fn peek<T: Default, R>(cell: &Cell<T>, f: impl FnOnce(&T) -> R) -> R {
    let v = cell.take();
    let r = f(&v);
    cell.set(v);
    r
}

impl ArgType for FutObj {
    const NAME: &'static str = "Future";
}

impl Payload for FutObj {
    fn traverse(&self, visit: Visit<'_>) {
        let mut seen = |o: &Option<ObjRef>| {
            if let Some(o) = o {
                visit(&Value::Obj(o.clone()));
            }
        };
        for c in [&self.owner, &self.first, &self.coro, &self.waits, &self.context] {
            peek(c, &mut seen);
        }
        peek(&self.result, &mut *visit);
        peek(&self.more, |m| {
            for w in m.iter().flat_map(|m| m.iter()) {
                match w {
                    Waiter::Task(o) | Waiter::Gather(o) => visit(&Value::Obj(o.clone())),
                    Waiter::Call { func, context } => {
                        visit(func);
                        if let Some(o) = context {
                            visit(&Value::Obj(o.clone()));
                        }
                    }
                    Waiter::StopLoop => {}
                }
            }
        });
        peek(&self.extra, |x| {
            if let Some(x) = x {
                for v in [&x.name, &x.cancel_message, &x.cancelled_exc, &x.traceback, &x.source_traceback] {
                    visit(v);
                }
                if let Some(n) = &x.note {
                    visit(&n.object);
                }
                x.children.iter().for_each(|o| visit(&Value::Obj(o.clone())));
            }
        });
    }

    fn clear(&self) {
        self.leave_roster();
        drop(self.first.take());
        drop(self.more.take());
        drop(self.coro.take());
        drop(self.waits.take());
        drop(self.context.take());
        drop(self.result.take());
        drop(self.extra.take());
    }
}

impl Drop for FutObj {
    #[inline]
    fn drop(&mut self) {
        if self.seat.is_taken() {
            self.leave_roster();
        }
    }
}

impl FutObj {
    /// A pending future, not yet initialised.
    #[inline]
    pub fn new() -> FutObj {
        FutObj {
            state: Cell::new(FutState::Pending),
            flags: Cell::new(0),
            cancels: Cell::new(0),
            seat: Seat::default(),
            number: Cell::new(0),
            owner: Cell::new(None),
            result: Cell::default(),
            first: Cell::new(None),
            more: Cell::new(None),
            coro: Cell::new(None),
            waits: Cell::new(None),
            context: Cell::new(None),
            extra: Cell::new(None),
        }
    }

    /// Whether a property is set.
    #[inline(always)]
    pub fn has(&self, flag: u16) -> bool {
        self.flags.get() & flag != 0
    }

    /// Sets or clears properties.
    #[inline(always)]
    pub fn set(&self, flag: u16, on: bool) {
        let f = self.flags.get();
        self.flags.set(if on { f | flag } else { f & !flag });
    }

    /// Whether it has a coroutine.
    #[inline(always)]
    pub fn is_task(&self) -> bool {
        self.has(flag::TASK)
    }

    /// Whether the result, an exception or a cancellation is there.
    #[inline(always)]
    pub fn is_done(&self) -> bool {
        self.state.get() != FutState::Pending
    }

    /// The loop, whatever object it is; None before `__init__`.
    #[inline]
    pub fn owner(&self) -> Option<ObjRef> {
        peek(&self.owner, Clone::clone)
    }

    /// The loop, if it is one of ours.
    #[inline]
    pub fn native_loop(&self) -> Option<Ref<LoopObj>> {
        Ref::try_from_obj(self.owner()?).ok()
    }

    /// Whether this is the loop.
    #[inline]
    pub fn belongs_to(&self, l: &ObjRef) -> bool {
        peek(&self.owner, |o| o.as_ref().is_some_and(|o| o.is(l)))
    }

    /// Sets the loop.
    pub fn set_owner(&self, l: ObjRef) {
        self.set(flag::READY, true);
        drop(self.owner.replace(Some(l)));
    }

    /// The result or exception as it lies there.
    #[inline]
    pub fn outcome(&self) -> Value {
        peek(&self.result, Clone::clone)
    }

    /// Stores result or exception; the old one is returned.
    #[inline]
    pub fn store(&self, v: Value) -> Value {
        self.result.replace(v)
    }

    /// The coroutine.
    #[inline]
    pub fn coro(&self) -> Option<ObjRef> {
        peek(&self.coro, Clone::clone)
    }

    /// Sets or forgets the coroutine.
    #[inline]
    pub fn set_coro(&self, c: Option<ObjRef>) -> Option<ObjRef> {
        self.coro.replace(c)
    }

    /// What the task waits for.
    #[inline]
    pub fn waits(&self) -> Option<ObjRef> {
        peek(&self.waits, Clone::clone)
    }

    /// Sets what the task waits for; the old one is returned.
    #[inline]
    pub fn set_waits(&self, w: Option<ObjRef>) -> Option<ObjRef> {
        self.waits.replace(w)
    }

    /// Puts the context (back).
    #[inline]
    pub fn set_context(&self, c: Carried) {
        self.context.set(c);
    }

    /// The task's context.
    pub fn context(&self) -> Carried {
        peek(&self.context, Clone::clone)
    }

    /// Whether this is the coroutine of the task.
    #[inline]
    pub fn drives(&self, coro: &GenObj) -> bool {
        peek(&self.coro, |c| {
            c.as_ref().and_then(|c| c.cast::<GenObj>()).is_some_and(|g| std::ptr::eq(g, coro))
        })
    }

    /// Whether the task's context is an object.
    #[inline]
    pub fn has_context(&self) -> bool {
        peek(&self.context, Option::is_some)
    }

    /// Whether the task's next step only resumes its coroutine: nothing is to be thrown, and it waits for nothing.
    #[inline]
    pub fn goes_on_plainly(&self) -> bool {
        !self.is_done() && !self.has(flag::MUST_CANCEL) && peek(&self.waits, Option::is_none)
    }

    /// Takes a place in the roster of the loop's tasks.
    #[inline]
    pub fn join_roster(&self, roster: &Roster, me: &ObjRef) {
        roster.join(me, &self.seat);
    }

    /// Leaves the roster of the loop's tasks.
    #[inline]
    pub fn leave_roster(&self) {
        if self.seat.is_taken() {
            peek(&self.owner, |o| {
                if let Some(l) = o.as_ref().and_then(ObjRef::cast::<LoopObj>) {
                    l.roster.leave(&self.seat);
                }
            });
        }
    }

    /// Reads the rare part.
    pub fn with_extra<R>(&self, f: impl FnOnce(Option<&FutExtra>) -> R) -> R {
        peek(&self.extra, |x| f(x.as_deref()))
    }

    /// Changes the rare part, made if there is none. `f` must drop no value: it returns what it replaced.
    pub fn change_extra<R>(&self, f: impl FnOnce(&mut FutExtra) -> R) -> R {
        let mut x = self.extra.take().unwrap_or_default();
        let r = f(&mut x);
        self.extra.set(Some(x));
        r
    }

    /// Whether there is a rare part.
    pub fn has_extra(&self) -> bool {
        peek(&self.extra, Option::is_some)
    }

    /// `_cancel_message`: Undef if there is none.
    pub fn cancel_message(&self) -> Value {
        self.with_extra(|x| x.map(|x| x.cancel_message.clone()).unwrap_or_default())
    }

    /// Sets `_cancel_message`.
    pub fn set_cancel_message(&self, m: Value) {
        let m = if m.is_none() { Value::Undef } else { m };
        if m.is_undef() && !self.has_extra() {
            return;
        }
        drop(self.change_extra(|x| std::mem::replace(&mut x.cancel_message, m)));
    }

    /// Sees to it that somebody more can be told: a script may add as many as it likes.
    pub fn make_room(&self) -> Granted<()> {
        let Some(mut more) = self.more.take() else { return Ok(()) };
        let room = buffer::room(&mut more, 1);
        self.more.set(Some(more));
        room
    }

    /// Adds somebody who is told.
    #[inline]
    pub fn add_waiter(&self, w: Waiter) {
        let more = self.more.take();
        let w = match w {
            Waiter::Task(o) | Waiter::Gather(o) if more.is_none() => {
                let first = self.first.take();
                if first.is_none() {
                    self.first.set(Some(o));
                    return;
                }
                self.first.set(first);
                Waiter::of(o)
            }
            other => other,
        };
        let mut more = more.unwrap_or_else(|| Box::new(Vec::with_capacity(1)));
        more.push(w);
        self.more.set(Some(more));
    }

    /// Everybody who is to be told, in order, taken out.
    #[inline]
    pub fn take_waiters(&self) -> (Option<ObjRef>, Option<Box<Vec<Waiter>>>) {
        (self.first.take(), self.more.take())
    }

    /// Everybody who is to be told, in order.
    pub fn waiters(&self) -> Vec<Waiter> {
        let mut out = Vec::new();
        peek(&self.first, |f| out.extend(f.clone().map(Waiter::of)));
        peek(&self.more, |m| out.extend(m.iter().flat_map(|m| m.iter().cloned())));
        out
    }

    /// Replaces the list of those who are told.
    pub fn set_waiters(&self, list: Vec<Waiter>) {
        let old = self.take_waiters();
        for w in list {
            self.add_waiter(w);
        }
        drop(old);
    }

    /// Marks whether the exception must be reported if nobody reads it; `me` is this future's own object.
    pub fn set_log(&self, me: &ObjRef, on: bool) {
        self.set(flag::LOG, on);
        if on {
            me.header().set_flag(HAS_FINALIZER);
        }
    }
}

impl Default for FutObj {
    fn default() -> FutObj {
        FutObj::new()
    }
}
