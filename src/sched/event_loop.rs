//! The event loop's state, and the few operations on it that everybody needs.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use crate::object::buffer::Granted;
use crate::object::roster::Roster;
use crate::object::{ObjRef, Payload, Ref, Value, Visit};
use crate::vm::native::ArgType;
use crate::vm::{Res, Vm};

use super::context::Carried;
use super::future::{FutObj, peek};
use super::handle::{HandleDebug, HandleObj};
use super::ready::{Entry, Ready};
use super::sleep::SleepObj;
use super::state::Classes;
use super::timers::Timers;

/// What a timer does: runs a handle of a script, or wakes a sleeping task. One pointer, since there may be millions.
pub struct Due(ObjRef);

impl Due {
    /// Address of the handle or sleep.
    pub fn addr(&self) -> usize {
        self.0.addr()
    }

    /// A callback of a script.
    pub fn handle(h: &Ref<HandleObj>) -> Due {
        Due(h.obj().clone())
    }

    /// A sleep.
    pub fn sleep(s: &Ref<SleepObj>) -> Due {
        Due(s.obj().clone())
    }

    /// The sleep, if it is one.
    pub fn as_sleep(&self) -> Option<&SleepObj> {
        self.0.cast()
    }

    /// The handle, if it is one.
    pub fn as_handle(&self) -> Option<&HandleObj> {
        self.0.cast()
    }

    /// As an entry of the ready queue.
    pub fn into_entry(self) -> Entry {
        match Ref::<SleepObj>::try_from_obj(self.0) {
            Ok(s) => Entry::SleepDue(s),
            Err(o) => match Ref::<HandleObj>::try_from_obj(o) {
                Ok(h) => Entry::Handle(h),
                Err(_) => crate::bug!("a timer is a sleep or a handle"),
            },
        }
    }

    /// Whether it is not to be done any more.
    pub fn is_cancelled(&self) -> bool {
        match self.as_sleep() {
            Some(s) => !s.holds_timer(),
            None => self.as_handle().is_some_and(|h| h.cancelled.get()),
        }
    }
}

/// An event loop.
pub struct LoopObj {
    pub ready: RefCell<Ready>,
    pub timers: RefCell<Timers<Due>>,
    pub running: Cell<bool>,
    pub stopping: Cell<bool>,
    pub closed: Cell<bool>,
    pub debug: Cell<bool>,
    /// No method that the scheduler would have to call is overridden.
    pub plain: Cell<bool>,
    /// A script asked for `run_forever`: silence is no hang.
    pub forever: Cell<bool>,
    pub asyncgens_closed: Cell<bool>,
    pub executor_closed: Cell<bool>,
    /// `slow_callback_duration`
    pub slow: Cell<f64>,
    /// The task whose step runs.
    pub current: Cell<Option<ObjRef>>,
    /// `run_forever` turns and nobody watches (no prompt, no trace, no virtual clock): one task may follow another directly.
    pub direct: Cell<bool>,
    /// Entries of the ready queue that still belong to this turn.
    pub batch: Cell<usize>,
    /// The run loop went on from the task whose step began to others; the last of them is the current one.
    pub went_on: Cell<bool>,
    /// What `run_until_complete` waits for.
    pub until: Cell<Option<ObjRef>>,
    pub exception_handler: Cell<Value>,
    pub task_factory: Cell<Value>,
    pub default_executor: Cell<Value>,
    /// Pending tasks.
    pub roster: Roster,
    /// Async generators that have started (weak references).
    pub asyncgens: RefCell<HashMap<usize, (u64, Rc<crate::object::weak::WeakBox>)>>,
    /// How many were noted so far.
    pub asyncgens_noted: Cell<u64>,
    /// Things outside that may wake a task (descriptors, threads, signal handlers): while there are any, silence is no hang.
    pub outside: Cell<usize>,
    /// How many tasks were blocked at the last verdict of a deadlock; None before the first one.
    pub blocked: Cell<Option<usize>>,
    /// `asyncio.run` waits for the tasks that it cancelled.
    pub winding_up: Cell<bool>,
    pub classes: Rc<Classes>,
}

impl ArgType for LoopObj {
    const NAME: &'static str = "AbstractEventLoop";
}

impl Payload for LoopObj {
    fn traverse(&self, visit: Visit<'_>) {
        // What waits in the queue and the timers counts as held from outside: a loop that has work is no garbage.
        for c in [&self.exception_handler, &self.task_factory, &self.default_executor] {
            peek(c, &mut *visit);
        }
        for c in [&self.current, &self.until] {
            peek(c, |o| {
                if let Some(o) = o {
                    visit(&Value::Obj(o.clone()));
                }
            });
        }
    }
    fn clear(&self) {
        drop(self.exception_handler.take());
        drop(self.task_factory.take());
        drop(self.default_executor.take());
        drop(self.current.take());
        drop(self.until.take());
    }
}

impl LoopObj {
    /// A fresh loop.
    pub fn new(classes: Rc<Classes>) -> LoopObj {
        LoopObj {
            ready: RefCell::default(),
            timers: RefCell::default(),
            running: Cell::new(false),
            stopping: Cell::new(false),
            closed: Cell::new(false),
            debug: Cell::new(false),
            plain: Cell::new(true),
            forever: Cell::new(false),
            asyncgens_closed: Cell::new(false),
            executor_closed: Cell::new(false),
            slow: Cell::new(0.1),
            current: Cell::new(None),
            direct: Cell::new(false),
            batch: Cell::new(0),
            went_on: Cell::new(false),
            until: Cell::new(None),
            exception_handler: Cell::new(Value::None),
            task_factory: Cell::new(Value::None),
            default_executor: Cell::new(Value::None),
            roster: Roster::default(),
            asyncgens: RefCell::default(),
            asyncgens_noted: Cell::new(0),
            outside: Cell::new(0),
            blocked: Cell::new(None),
            winding_up: Cell::new(false),
            classes,
        }
    }

    /// Makes room for a new task or handle: in the ready queue and among the timers.
    pub fn make_room(&self) -> Granted<()> {
        self.ready.borrow_mut().make_room()?;
        self.timers.borrow_mut().make_room()
    }

    /// Appends to the ready queue.
    #[inline(always)]
    pub fn push(&self, e: Entry) {
        self.ready.borrow_mut().push(e);
    }

    /// The task whose step runs.
    pub fn current(&self) -> Option<ObjRef> {
        peek(&self.current, Clone::clone)
    }

    /// One of the timers was cancelled.
    pub fn timer_cancelled(&self) {
        self.timers.borrow_mut().cancelled += 1;
    }
}

/// Raises if the loop is closed.
#[inline]
pub fn check_open(vm: &mut Vm, l: &LoopObj) -> Res<()> {
    if l.closed.get() {
        return Err(vm.runtime_error("Event loop is closed"));
    }
    Ok(())
}

/// A handle that is about to be scheduled.
pub fn new_handle(
    vm: &mut Vm,
    l: &Ref<LoopObj>,
    callback: Value,
    args: Value,
    context: Carried,
    when: Option<f64>,
) -> Ref<HandleObj> {
    let class = if when.is_some() { &l.classes.timer_handle } else { &l.classes.handle };
    vm.heap.alloc(
        class,
        HandleObj {
            callback: Cell::new(callback),
            args: Cell::new(args),
            context: Cell::new(context),
            owner: l.obj().clone(),
            cancelled: Cell::new(false),
            scheduled: Cell::new(when.is_some()),
            when,
            debug: Cell::new(if l.debug.get() { HandleDebug::here(vm) } else { None }),
        },
    )
}

/// `call_soon` on any loop object, for callbacks of ours; the result is the handle.
pub fn call_soon(vm: &mut Vm, l: &ObjRef, callback: Value, args: Vec<Value>, context: Carried) -> Res<Value> {
    if let Ok(native) = Ref::<LoopObj>::try_from_obj(l.clone())
        && native.plain.get()
    {
        check_open(vm, &native)?;
        vm.granted(native.make_room())?;
        let args = vm.heap.tuple(args).into_value();
        let h = new_handle(vm, &native, callback, args, context, None);
        native.push(Entry::Handle(h.clone()));
        return Ok(h.into_value());
    }
    let target = Value::Obj(l.clone());
    let f = vm.get_attr(&target, &vm.names.call_soon.clone())?;
    let mut all = vec![callback];
    all.extend(args);
    let context = super::context::object_of(vm, &context);
    vm.call_kw(&f, &all, &[(vm.names.context.clone(), context)])
}

/// The native loop of a future whose methods nobody has overridden.
#[inline]
pub fn plain_loop(f: &FutObj) -> Option<Ref<LoopObj>> {
    f.native_loop().filter(|l| l.plain.get())
}

/// What asyncio notes in its log when a loop is made.
pub fn tell_selector(vm: &mut Vm) -> Res<()> {
    super::reports::log_through(vm, "debug", "Using selector: EpollSelector", Value::False).map(drop)
}
