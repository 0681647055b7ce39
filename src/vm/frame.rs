//! What belongs to a thread of execution, and the frame objects that scripts see of its frames.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::diag::Diagnostic;
use crate::guard::Guard;

use crate::object::code::CodeObj;
use crate::object::function::FunctionObj;
use crate::object::generator::GenObj;
use crate::object::list::drop_last_first;
use crate::object::{Alive, Payload, Ref, Value, Visit};

use super::fence::{Chain, FrameStack, MAX_DEPTH, RegisterStack, Regs, native_stack_end};
use super::run::Stop;

/// What belongs to a thread of execution.
#[repr(C)]
pub struct Thread {
    pub(super) frames: FrameStack,
    pub(super) stack: RegisterStack,
    /// Calls of natives and backward jumps until something must be looked after.
    pub budget: i32,
    /// The exception on its way was raised again: the frame that fails adds no traceback entry.
    pub keep_traceback: bool,
    /// What is raised now came out of the call of a fused `await f(x)`: tracebacks underline the call.
    pub call_failed: bool,
    /// Address below which the native stack must not grow.
    pub native_floor: usize,
    /// The driven chains of frames of their own, innermost last.
    pub(super) chains: Vec<Chain>,
    /// The objects of plain frames that somebody looked at; records hold the number.
    pub seen: SeenFrames,
    /// The exception that is on its way.
    pub raised: Value,
    /// Why the run loop stops, from the instruction that says so until the loop does.
    pub stop: Option<Stop>,
    /// The exception handled by plain frames outside of every generator.
    pub handled: Value,
    /// What `sys.setrecursionlimit` was given; the stack of records allows as much of it as can be met.
    pub recursion_limit: u32,
    /// Nested comparisons, reprs and hashes.
    pub native_depth: u32,
    /// The current context (`contextvars`), Undef: none made yet.
    pub context: Value,
    /// The running event loop and the current task.
    pub running_loop: Value,
    pub task: Value,
    /// How many callers a new coroutine remembers (`cr_origin`).
    pub origin_depth: usize,
    /// Who watches what runs (`sys.settrace` and its kin).
    pub watch: super::watch::Watch,
    /// Addresses of the containers whose `repr` is under way.
    pub repr_stack: Vec<usize>,
    /// The diagnostic behind the last SyntaxError (its address), for the span and the mend.
    pub last_diagnostic: Option<(usize, Rc<Diagnostic>)>,
}

/// Backward jumps between two looks at signals and the collector.
pub const BUDGET: i32 = 20_000;

/// Bytes at the end of a native stack that are left for code that does not look at its depth, if the stack is large enough.
const NATIVE_RESERVE: usize = 1 << 20;

/// How large the stacks of a thread of execution are. They are address space: memory is taken where it is used. Neither grows.
#[derive(Clone, Copy, Debug)]
pub struct StackSizes {
    /// Registers.
    pub registers: usize,
    /// Frames that the recursion limit may allow.
    pub frames: u32,
}

impl StackSizes {
    /// Of the first thread of execution: 160 MiB.
    pub const MAIN: StackSizes = StackSizes { registers: 8 << 20, frames: MAX_DEPTH };
    /// Of others: 5 MiB, for a recursion limit of 30,000 at most.
    pub const SMALL: StackSizes = StackSizes { registers: 1 << 18, frames: 30_000 };
}

impl Thread {
    /// The state of a thread of execution that has not run yet, and may not before it has entered a native stack. None: the system gives no address space for its stacks.
    pub fn new(sizes: StackSizes, guard: Guard) -> Option<Thread> {
        Some(Thread {
            frames: FrameStack::new(sizes.frames, guard)?,
            stack: RegisterStack::new(sizes.registers)?,
            budget: BUDGET,
            keep_traceback: false,
            call_failed: false,
            native_floor: usize::MAX,
            chains: Vec::new(),
            seen: SeenFrames::default(),
            raised: Value::Undef,
            stop: None,
            handled: Value::Undef,
            recursion_limit: 1000,
            native_depth: 0,
            context: Value::Undef,
            running_loop: Value::Undef,
            task: Value::Undef,
            origin_depth: 0,
            watch: super::watch::Watch::default(),
            repr_stack: Vec::new(),
            last_diagnostic: None,
        })
    }

    /// The thread of execution runs from now on on the native stack of the caller, of which it may use `most` bytes from here on, and not the last part.
    pub fn enter_native_stack(&mut self, most: usize) {
        let here = 0u8;
        let here = (&raw const here).addr();
        let end = native_stack_end().filter(|end| *end < here).unwrap_or(0);
        // Code that does not look at its depth runs in the last part.
        let kept = ((here - end) / 4).min(NATIVE_RESERVE);
        self.native_floor = here.saturating_sub(most).max(end + kept);
    }

    /// All that counts for the recursion limit.
    pub fn depth(&self) -> u32 {
        self.frames.depth()
    }

    /// Sets the recursion limit; what is beyond the size of the stack is not met.
    pub fn set_recursion_limit(&mut self, limit: u32) {
        self.recursion_limit = limit;
        self.frames.allow(limit);
    }

    /// How high the register stack is.
    pub fn height(&self) -> usize {
        self.stack_end().addr()
    }

    /// Function and code of the innermost frame, for natives that look at their caller.
    pub fn caller(&self) -> Option<(Ref<FunctionObj>, Ref<CodeObj>)> {
        self.frames.last().map(|f| (f.func_ref(), f.code_ref()))
    }

    /// A register of the innermost frame; Undef if it has none of that number.
    pub fn callers_register(&self, i: u16) -> Value {
        match self.frames.last() {
            Some(f) if u32::from(i) < f.code().registers => f.regs().get(i).clone(),
            _ => Value::Undef,
        }
    }

    /// The innermost running frame of its own: its cell of the handled exception counts.
    #[inline(always)]
    pub fn current(&self) -> Option<Alive<GenObj>> {
        self.chains.last().map(|c| c.leaf)
    }

    /// The first register that neither a running frame nor a native uses. Frames of their own have their registers elsewhere.
    #[inline]
    pub fn stack_end(&self) -> Regs {
        let floor = self.stack.floor();
        // Mostly a plain frame is on top.
        if let Some(f) = self.frames.last().filter(|f| !f.is_own()) {
            let end = f.regs().beyond(f.code().registers as usize);
            return if end.is_above(floor) { end } else { floor };
        }
        match self.frames.iter().rev().find(|f| !f.is_own()) {
            Some(f) => {
                let end = f.regs().beyond(f.code().registers as usize);
                if end.is_above(floor) { end } else { floor }
            }
            None => floor,
        }
    }
}

/// Frame objects of plain frames, by number.
#[derive(Default)]
pub struct SeenFrames {
    objects: Vec<Option<Ref<FrameObj>>>,
    free: Vec<usize>,
}

impl SeenFrames {
    /// Keeps an object as long as its frame runs; its number.
    pub fn keep(&mut self, o: Ref<FrameObj>) -> usize {
        match self.free.pop() {
            Some(i) => {
                self.objects[i] = Some(o);
                i
            }
            None => {
                self.objects.push(Some(o));
                self.objects.len() - 1
            }
        }
    }

    /// The object with this number.
    pub fn get(&self, i: usize) -> Option<&Ref<FrameObj>> {
        self.objects.get(i)?.as_ref()
    }

    /// Takes it out: its frame ends.
    pub fn take(&mut self, i: usize) -> Option<Ref<FrameObj>> {
        let o = self.objects.get_mut(i)?.take();
        self.free.push(i);
        o
    }
}

/// Where the registers of a frame object are.
pub(super) enum FrameState {
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
    pub generator: Cell<Option<Alive<GenObj>>>,
    pub(super) state: RefCell<FrameState>,
    /// The instruction last executed, once the frame has ended.
    pub instr: Cell<u32>,
    /// `f_back` of a frame that has ended: a frame object, or Undef.
    pub back: RefCell<Value>,
    /// What scripts put into `f_locals` beside the frame's variables: a dict, or Undef.
    pub extra: RefCell<Value>,
    /// `f_trace`: what is called for events of this frame, or Undef.
    pub trace: RefCell<Value>,
    /// `clear()` was called: the variables of outer functions are gone, too.
    pub cleared: Cell<bool>,
    /// `f_trace_lines`, `f_trace_opcodes`
    pub trace_lines: Cell<bool>,
    pub trace_opcodes: Cell<bool>,
    /// The line that the frame shows while it stands at an instruction, if it is another one than the instruction's.
    pub shown: Cell<Option<(u32, u32)>>,
    /// What is known of the frame if it is watched.
    pub watch: RefCell<Option<Box<super::watch::FrameWatch>>>,
}

impl FrameObj {
    /// The object of a frame that runs or may run, which nobody watches yet.
    pub(super) fn new(
        code: Ref<CodeObj>,
        func: Ref<FunctionObj>,
        generator: Option<Alive<GenObj>>,
        regs: Regs,
        instr: u32,
    ) -> FrameObj {
        FrameObj {
            code,
            func,
            generator: Cell::new(generator),
            state: RefCell::new(FrameState::Live(regs)),
            instr: Cell::new(instr),
            back: RefCell::default(),
            extra: RefCell::default(),
            trace: RefCell::default(),
            cleared: Cell::new(false),
            trace_lines: Cell::new(true),
            trace_opcodes: Cell::new(false),
            shown: Cell::new(None),
            watch: RefCell::default(),
        }
    }
}

impl Payload for FrameObj {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.code.value());
        visit(&self.func.value());
        visit(&self.back.borrow());
        visit(&self.extra.borrow());
        visit(&self.trace.borrow());
        if let FrameState::Ended(v) = &*self.state.borrow() {
            v.iter().for_each(visit);
        }
    }
    fn clear(&self) {
        let state = self.state.replace(FrameState::Ended(Vec::new()));
        if let FrameState::Live(_) = state {
            self.state.replace(state);
        } else {
            self.cleared.set(true);
        }
        drop(self.back.take());
        drop(self.extra.take());
        drop(self.trace.take());
    }
}

impl Drop for FrameObj {
    fn drop(&mut self) {
        if let FrameState::Ended(locals) = self.state.get_mut() {
            drop_last_first(std::mem::take(locals));
        }
    }
}

/// The locals of a frame that ends.
fn taken(regs: &Regs, code: &CodeObj) -> Vec<Value> {
    regs.slots(0, code.n_locals as usize).iter_mut().map(Value::take).collect()
}

impl FrameObj {
    /// `instr` of a frame of its own that never started.
    pub const UNSTARTED: u32 = u32::MAX;

    /// The frame ends while somebody has its object: the locals move there.
    pub fn end(object: &FrameObj, regs: Regs, code: &CodeObj, back: Option<Ref<FrameObj>>) {
        if let Some(back) = back {
            drop(object.back.replace(back.into_value()));
        }
        *object.state.borrow_mut() = FrameState::Ended(taken(&regs, code));
    }

    /// The frame of its own behind a frame object goes away.
    pub fn generator_died(object: &Value, instr: u32) {
        let Some(f) = object.cast::<FrameObj>() else { return };
        f.generator.set(None);
        let mut state = f.state.borrow_mut();
        if let FrameState::Live(regs) = *state {
            // It was dropped or closed where it rested. Whoever else has the object keeps the locals by it.
            let shared = object.as_obj().is_some_and(|o| o.header().count() > 1);
            let locals = if shared { taken(&regs, &f.code) } else { Vec::new() };
            *state = FrameState::Ended(locals);
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
