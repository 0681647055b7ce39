//! The one way in for script functions: is there room, bind the arguments, put the frame on top.
//!
//! The callee stands in a register, its arguments directly above; the frame's window begins at the first of them. Whoever calls (an instruction, a native, the
//! scheduler) lays that out and comes here, so the tests for room and the rules of binding are said once.

use crate::bytecode::Dst;
use crate::object::code::CodeObj;
use crate::object::function::FunctionObj;
use crate::object::str::StrObj;
use crate::object::{Ref, Value};

use super::fence::{Frame, Ip, Regs, Return, code_of};
use super::{Raised, Res, Vm};

/// A call as it is laid out: the callee, `n` positional arguments, then the values of the keywords with these names (strings; those of a
/// class of the script's are asked what they are equal to).
#[derive(Clone, Copy)]
pub(super) struct Layout<'a> {
    /// Where the callee stands.
    pub at: Regs,
    pub n: usize,
    pub names: &'a [Value],
}

impl Layout<'_> {
    /// How many arguments there are.
    #[inline(always)]
    pub fn count(&self) -> usize {
        self.n + self.names.len()
    }

    /// Where the arguments begin.
    #[inline(always)]
    pub fn args(&self) -> Regs {
        self.at.from(1)
    }

    /// The first register above the call.
    #[inline(always)]
    pub fn end(&self) -> Regs {
        self.at.beyond(self.count() + 1)
    }

    /// Drops callee and arguments.
    #[inline(always)]
    pub fn clear(&self) {
        self.at.clear(0, self.count() as u32 + 1);
    }
}

/// Where and how the result of a call is to arrive.
#[derive(Clone, Copy)]
pub(super) struct Goal {
    pub ret: Return,
    pub dst: Dst,
}

/// A keyword argument, as natives give it.
pub type Keyword = (Ref<StrObj>, Value);

/// What a call came to.
pub(super) enum Called {
    /// A result at once.
    Done(Value),
    /// A frame was pushed.
    Pushed,
}

impl Vm {
    /// Whether a frame may begin at `window` and use `n` registers.
    #[inline(always)]
    pub(super) fn has_room(&self, window: Regs, n: usize) -> bool {
        self.thread.frames.has_room() && self.thread.stack.fits(window, n)
    }

    /// Puts the record of a plain frame on top; there is room.
    #[inline(always)]
    pub(super) fn push_plain(&mut self, code: &CodeObj, window: Regs, goal: Goal) {
        self.thread.frames.push(Frame::plain(code, window, Ip::start(code), goal.ret, goal.dst));
    }

    /// Calls a plain function (no generator) with a layout on the register stack: room, arguments, frame. On error everything is dropped.
    pub(super) fn enter(&mut self, f: &FunctionObj, call: Layout<'_>, goal: Goal) -> Res<()> {
        let code = self.bind(f, call)?;
        self.push_plain(code, call.args(), goal);
        Ok(())
    }

    /// Makes a window of a layout on the register stack: there is room for a frame, and the parameters have their values. On error everything is dropped.
    pub(super) fn bind<'a>(&mut self, f: &FunctionObj, call: Layout<'_>) -> Res<&'a CodeObj> {
        let code = code_of(f);
        let (window, n) = (call.args(), call.n);
        if !self.has_room(window, code.registers as usize + call.count()) {
            call.clear();
            return Err(self.too_deep());
        }
        if call.names.is_empty() && n as u32 == code.exact_params {
            window.fill_undef(n as u32, code.n_locals);
            return Ok(code);
        }
        if self.bind_quickly(f, code, window, n, call.names) {
            return Ok(code);
        }
        match self.bind_window(f, code, window, n, call.names) {
            Ok(()) => Ok(code),
            Err(e) => {
                call.at.clear(0, 1);
                Err(e)
            }
        }
    }

    /// Whether a frame of this code may begin at `window`: the test of the calling instructions. A window that is not on the stack never does.
    #[inline(always)]
    pub(super) fn fits_frame(&self, window: Regs, code: &CodeObj) -> bool {
        self.thread.frames.has_room() && self.thread.stack.fits_bytes(window, code.frame_bytes)
    }

    /// The same, and nobody wants to be heard first.
    #[inline(always)]
    pub(super) fn lets_pass(&self, window: Regs, code: &CodeObj) -> bool {
        self.thread.frames.lets_pass() && self.thread.stack.fits_bytes(window, code.frame_bytes)
    }

    /// Enters a plain function with exactly its parameters where the caller's registers are not on the stack (a frame of its own); or there is no room; or
    /// somebody wants to be looked after. On error callee and arguments are dropped.
    #[inline(never)]
    pub(super) fn push_elsewhere(&mut self, code: &CodeObj, args: Regs, n: usize, dst: Dst) -> Res<()> {
        let mut window = args;
        if self.needs_attention()
            && let Err(e) = self.attend()
        {
            window.below(1).clear(0, n as u32 + 1);
            return Err(e);
        }
        if self.top().is_own() {
            window = self.thread.stack_end().from(1);
            if !self.thread.stack.fits(window, n) {
                args.below(1).clear(0, n as u32 + 1);
                return Err(self.too_deep());
            }
            window.below(1).move_from(args.below(1), n + 1);
        }
        if !self.fits_frame(window, code) {
            window.below(1).clear(0, n as u32 + 1);
            return Err(self.too_deep());
        }
        window.fill_undef(n as u32, code.n_locals);
        self.push_plain(code, window, Goal { ret: Return::Store, dst });
        Ok(())
    }

    #[cold]
    #[inline(never)]
    pub(super) fn too_deep(&mut self) -> Raised {
        self.too_deep_where("")
    }

    /// RecursionError with a text that says where.
    pub(super) fn too_deep_where(&mut self, place: &str) -> Raised {
        if self.thread.frames.is_shut() {
            return self.memory_error();
        }
        // Room for what the handler of this very error wants to call.
        self.thread.frames.lend(50);
        let e = self.recursion_error(format!("maximum recursion depth exceeded{place}"));
        self.thread.frames.lend_back(50);
        e
    }
}
