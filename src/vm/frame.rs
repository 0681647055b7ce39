//! Frames: records of running calls, what happens when they return, and the frame objects that scripts see.

use std::cell::{Cell, RefCell};

use crate::object::code::CodeObj;
use crate::object::function::FunctionObj;
use crate::object::generator::GenObj;
use crate::object::{Payload, Ref, Value, Visit};

use super::window::{FrameStack, Ip, RegisterStack, Regs};

/// What happens when a frame returns (or a frame of its own suspends).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Return {
    /// The value goes to register `dst` of the frame below.
    Store,
    /// The run loop stops: somebody called it.
    Entry,
    /// As Entry; the driver is the scheduler's task stepper, which understands native waits.
    Task,
    /// As Task, in a turn of the scheduler's loop: the run loop may go on with the next task by itself.
    Turn,
    /// `__init__`: must be None; the instance (below the function) goes to `dst`.
    Init,
    /// A generator under `for`: a yielded value goes to `dst`, the end jumps.
    For,
}

impl Return {
    /// Whether the scheduler drives.
    #[inline(always)]
    pub fn is_task(self) -> bool {
        matches!(self, Return::Task | Return::Turn)
    }

    /// Whether the run loop was called for this frame, and stops with it.
    #[inline(always)]
    pub fn stops(self) -> bool {
        self == Return::Entry || self.is_task()
    }
}

/// The record of a running frame.
#[derive(Clone, Copy)]
pub struct Frame {
    pub code: *const CodeObj,
    pub func: *const FunctionObj,
    pub regs: Regs,
    /// While another frame runs above: the instruction that made the call. For a failing frame: the failing one.
    pub ip: Ip,
    /// The frame of its own that runs here (the innermost link of the chain on top of `Thread::chains`); null for a plain call.
    pub generator: *const GenObj,
    /// The frame object of a plain call, if one was made (one count is held). That of a frame of its own hangs on the frame.
    pub object: *const FrameObj,
    /// Top of the register stack before the call.
    pub saved_top: *mut Value,
    pub dst: u16,
    pub ret: Return,
    /// No frame object, no frame of its own, and `ret` is `Store`: the short way out.
    pub simple: bool,
}

impl Frame {
    /// No frame: it stands below the first record.
    pub const NONE: Frame = Frame {
        code: std::ptr::null(),
        func: std::ptr::null(),
        regs: Regs(std::ptr::null_mut()),
        ip: Ip(std::ptr::null()),
        generator: std::ptr::null(),
        object: std::ptr::null(),
        saved_top: std::ptr::null_mut(),
        dst: 0,
        ret: Return::Entry,
        simple: false,
    };
}

impl Frame {
    /// Another frame of its own runs in this record: it goes on at `ip`.
    #[inline(always)]
    pub fn take_over(&mut self, g: &GenObj, ip: Ip) {
        self.code = &*g.code;
        self.func = &*g.func;
        self.regs = Regs(g.registers());
        self.ip = ip;
        self.generator = g;
    }
}

/// A driven chain of frames of their own: there is one for each record with a `generator`, in the same order.
#[derive(Clone, Copy)]
pub struct Chain {
    /// The root (one count is held).
    pub root: *const GenObj,
    /// The frame of its own that ran outside of this one (where handled exceptions are looked up next).
    pub outer: *const GenObj,
    /// Links of the chain, for the recursion limit.
    pub links: u32,
    /// So many of them, from the root on, wait for what comes of an exception that was thrown into the chain.
    pub thrown: u32,
}

/// What belongs to a thread of execution.
pub struct Thread {
    pub stack: RegisterStack,
    pub frames: FrameStack,
    pub chains: Vec<Chain>,
    /// The exception that is on its way.
    pub raised: Value,
    /// The exception handled by plain frames outside of every generator.
    pub handled: Value,
    /// The innermost running frame of its own: its cell of the handled exception counts.
    pub current: *const GenObj,
    /// Script frames, awaited frames and nested run loops.
    pub depth: u32,
    pub depth_limit: u32,
    /// What `sys.setrecursionlimit` was given; `depth_limit` is as much of it as can be met.
    pub recursion_limit: u32,
    /// Nested comparisons, reprs and hashes.
    pub native_depth: u32,
    /// Address below which the native stack must not grow.
    pub native_floor: usize,
    /// Instructions (calls and backward jumps) until something must be looked after.
    pub budget: i32,
    /// The current context (`contextvars`), Undef: none made yet.
    pub context: Value,
    /// The running event loop and the current task.
    pub running_loop: Value,
    pub task: Value,
    /// The exception on its way was raised again: the frame that fails adds no traceback entry.
    pub keep_traceback: bool,
}

/// Calls and backward jumps between two looks at signals and the collector.
pub const BUDGET: i32 = 20_000;

impl Thread {
    /// The state of a thread that has not run yet; `native_stack` is what it may use of the native stack, in bytes.
    pub fn new(native_stack: usize) -> Thread {
        let here = 0u8;
        let floor = (&raw const here as usize).saturating_sub(native_stack);
        Thread {
            stack: RegisterStack::new(8 << 20),
            frames: FrameStack::new(),
            chains: Vec::new(),
            raised: Value::Undef,
            handled: Value::Undef,
            current: std::ptr::null(),
            depth: 0,
            depth_limit: 1000,
            recursion_limit: 1000,
            native_depth: 0,
            native_floor: floor,
            budget: BUDGET,
            context: Value::Undef,
            running_loop: Value::Undef,
            task: Value::Undef,
            keep_traceback: false,
        }
    }
}

/// Where the registers of a frame object are.
pub enum FrameState {
    /// The frame runs, or is suspended in a frame of its own.
    Live(Regs),
    /// The frame has ended and somebody still looked: its locals moved here.
    Ended(Vec<Value>),
}

/// `frame`: what tracebacks and `sys._getframe` show.
pub struct FrameObj {
    pub code: Ref<CodeObj>,
    pub func: Ref<FunctionObj>,
    /// The frame of its own, if it is one that has not ended (not counted: the frame holds its object, and takes leave of it).
    pub generator: Cell<*const GenObj>,
    pub state: RefCell<FrameState>,
    /// The instruction last executed, once the frame has ended.
    pub instr: Cell<u32>,
    /// `f_back` of a frame that has ended: a frame object, or Undef.
    pub back: RefCell<Value>,
    /// What scripts put into `f_locals` beside the frame's variables: a dict, or Undef.
    pub extra: RefCell<Value>,
}

impl Payload for FrameObj {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.code.value());
        visit(&self.func.value());
        visit(&self.back.borrow());
        visit(&self.extra.borrow());
        if let FrameState::Ended(v) = &*self.state.borrow() {
            v.iter().for_each(visit);
        }
    }
    fn clear(&self) {
        let state = self.state.replace(FrameState::Ended(Vec::new()));
        if let FrameState::Live(_) = state {
            self.state.replace(state);
        }
        drop(self.back.take());
        drop(self.extra.take());
    }
}

impl FrameObj {
    /// `instr` of a frame of its own that never started.
    pub const UNSTARTED: u32 = u32::MAX;

    /// The frame ends while somebody has its object: the locals move there.
    pub fn end(object: &FrameObj, regs: Regs, code: &CodeObj, back: Option<Ref<FrameObj>>) {
        if let Some(back) = back {
            drop(object.back.replace(back.into_value()));
        }
        let locals = regs.slots(0, code.n_locals as usize).iter_mut().map(Value::take).collect();
        *object.state.borrow_mut() = FrameState::Ended(locals);
    }

    /// The frame of its own behind a frame object goes away.
    pub fn generator_died(object: &Value, instr: u32) {
        let Some(f) = object.cast::<FrameObj>() else { return };
        f.generator.set(std::ptr::null());
        let mut state = f.state.borrow_mut();
        if let FrameState::Live(_) = *state {
            // It was dropped or closed where it rested.
            *state = FrameState::Ended(Vec::new());
            if instr != 0 {
                f.instr.set(instr);
            }
        }
    }

    /// The value of a local register; None if the frame has dropped it.
    pub fn local(&self, i: u16) -> Option<Value> {
        match &*self.state.borrow() {
            FrameState::Live(regs) => regs.get(i).clone().or_none(),
            FrameState::Ended(v) => v.get(i as usize).cloned().and_then(Value::or_none),
        }
    }

    /// Overwrites a local register; the old value is returned.
    pub fn set_local(&self, i: u16, v: Value) -> Value {
        match &mut *self.state.borrow_mut() {
            FrameState::Live(regs) => regs.replace(i, v),
            FrameState::Ended(list) => match list.get_mut(i as usize) {
                Some(slot) => std::mem::replace(slot, v),
                None => v,
            },
        }
    }
}
