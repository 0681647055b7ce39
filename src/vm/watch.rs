//! Who watches a program run: `sys.settrace`, `sys.setprofile` and the tools of `sys.monitoring` (PEP 669).
//!
//! Comes in: each instruction before it runs (`step.rs`), frames that suspend and exceptions on their way (`leave.rs`). Goes out: calls of what watches (`fire.rs`).
//! Read `step.rs` first.
//!
//! **Nothing is paid while nobody watches.** The run loop exists twice (`run_loop<TRACE>`); the one that asks before each instruction runs only while
//! somebody watches. Who begins to watch raises the guard word, which stays up until the end: the other loop leaves at its next look (`Stop::Switched`), and `Vm::run` goes on in the one that
//! asks. What is known of a watched frame stands in its frame object ([`FrameWatch`]), which every watched frame gets.

mod fire;
pub mod jump;
mod leave;
mod step;

use std::collections::HashMap;
use std::rc::Rc;

use foldhash::fast::FixedState;

use crate::object::code::CodeObj;
use crate::object::{Ref, Value};

use super::watch_lines::Lines;
use super::{Res, Vm};

/// The kinds of events, by the number of their bit.
pub mod event {
    pub const PY_START: u8 = 0;
    pub const PY_RESUME: u8 = 1;
    pub const PY_RETURN: u8 = 2;
    pub const PY_YIELD: u8 = 3;
    pub const CALL: u8 = 4;
    pub const LINE: u8 = 5;
    pub const INSTRUCTION: u8 = 6;
    pub const JUMP: u8 = 7;
    pub const BRANCH_LEFT: u8 = 8;
    pub const BRANCH_RIGHT: u8 = 9;
    pub const STOP_ITERATION: u8 = 10;
    pub const RAISE: u8 = 11;
    pub const EXCEPTION_HANDLED: u8 = 12;
    pub const PY_UNWIND: u8 = 13;
    pub const PY_THROW: u8 = 14;
    pub const RERAISE: u8 = 15;
    pub const C_RETURN: u8 = 16;
    pub const C_RAISE: u8 = 17;
    /// Both directions, in the interface only.
    pub const BRANCH: u8 = 18;
    /// Names in the order of the bits.
    pub const NAMES: [&str; 19] = [
        "PY_START",
        "PY_RESUME",
        "PY_RETURN",
        "PY_YIELD",
        "CALL",
        "LINE",
        "INSTRUCTION",
        "JUMP",
        "BRANCH_LEFT",
        "BRANCH_RIGHT",
        "STOP_ITERATION",
        "RAISE",
        "EXCEPTION_HANDLED",
        "PY_UNWIND",
        "PY_THROW",
        "RERAISE",
        "C_RETURN",
        "C_RAISE",
        "BRANCH",
    ];
    /// Those that belong to a place in the code: a code object may have tools of its own for them, and a place may be left out.
    pub const LOCAL: u32 = (1 << (STOP_ITERATION + 1)) - 1;
}

/// Tools that `sys.monitoring` gives out.
pub const TOOLS: usize = 6;

/// A tool of `sys.monitoring`.
#[derive(Default)]
pub struct Tool {
    pub name: Option<Value>,
    /// Bits of the events that it wants of all code.
    pub events: u32,
    /// What is called, by event; None or absent: nothing.
    pub callbacks: [Value; 19],
}

/// What tools want of one code object.
pub struct CodeTools {
    /// Keeps the code alive, whose address is the key.
    code: Ref<CodeObj>,
    /// Events by tool.
    events: [u32; TOOLS],
    /// Places that a tool does not want to hear of again: (place, event) to bits of the tools.
    left_out: HashMap<(u32, u8), u8, FixedState>,
}

/// The tools of an interpreter, and the lines of the code that was watched.
#[derive(Default)]
pub struct Tools {
    pub tools: [Tool; TOOLS],
    /// `sys.monitoring.DISABLE` and `MISSING`.
    pub disable: Value,
    pub missing: Value,
    /// All events that some tool wants of some code.
    wanted: u32,
    codes: HashMap<usize, CodeTools, FixedState>,
    pub(super) lines: HashMap<usize, (Ref<CodeObj>, Rc<Lines>), FixedState>,
}

/// Who watches a thread of execution.
#[derive(Default)]
pub struct Watch {
    /// The run loop is to ask before each instruction.
    pub on: bool,
    /// `sys.settrace`: what is called for new frames. Undef: nothing.
    pub trace: Value,
    /// `sys.setprofile`.
    pub profile: Value,
    /// What watches is running: it is not watched itself.
    deep: u32,
    /// The event that the trace function is told of, while it runs: whether a frame may jump depends on it.
    telling: Option<Telling>,
    /// Profilers of the library's (`_lsprof`), which are told without a call.
    pub native: Option<fn(&mut Vm, NativeEvent<'_>)>,
}

/// What a trace function is told of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Telling {
    Call,
    Line,
    Return,
    Yield,
    Exception,
    Opcode,
    /// Something is being called, which tools only hear.
    Native,
}

/// What a native profiler is told.
pub enum NativeEvent<'a> {
    /// A frame begins or goes on.
    Enter(&'a Ref<CodeObj>),
    /// It returns, yields or is left.
    Leave(&'a Ref<CodeObj>),
    /// A native is called.
    Call(&'a Value),
    /// It has returned or raised.
    Return(&'a Value),
}

/// What is known of a watched frame.
pub struct FrameWatch {
    pub(super) lines: Rc<Lines>,
    /// The line passed last; 0: none yet.
    line: u32,
    /// The place where it was passed.
    pub(super) place: u32,
    /// The next line counts even if it is the same: control has jumped back.
    again: bool,
    /// Lines passed without an instruction that have been told already before the present instruction.
    told: u32,
    /// The frame rests at a yield or await, and whoever watches was told.
    rests: bool,
    /// It is being told that the frame begins.
    pub(super) begins: bool,
    /// A native that is being called, its first argument and the calling instruction.
    call: Option<(Value, Value, u32)>,
    /// A jump whose outcome the next instruction shows.
    branch: Option<u32>,
}

impl Vm {
    /// Whether somebody watches.
    #[inline(always)]
    pub(super) fn is_watched(&self) -> bool {
        self.thread.watch.on
    }

    /// Somebody began or ceased to watch.
    pub fn update_watch(&mut self) {
        let w = &self.thread.watch;
        let wants =
            !w.trace.is_undef() || !w.profile.is_undef() || w.native.is_some() || self.watch.wanted != 0;
        let on = wants && w.deep == 0;
        let was = std::mem::replace(&mut self.thread.watch.on, on);
        if on && !was {
            // A turn is given up by the short way only where nobody watches.
            self.thread.frames.keep_guard(true);
        } else if was && !on {
            self.thread.frames.keep_guard(false);
        }
        if !wants {
            self.watch.lines.clear();
        }
    }

    /// The frames that run now have begun before somebody watched: they are not told of as new.
    pub fn note_running(&mut self) {
        let n = self.running_frames().count();
        for depth in 0..n {
            if let Some(f) = self.running_frame(depth) {
                self.frame_watch(&f, true);
                let line = self.frame_instr(&f).map_or(0, |i| self.line_at(&f.code, i));
                let mut w = f.watched();
                (w.line, w.again, w.call, w.branch) = (line, false, None, None);
            }
        }
    }

    /// Ends the watch as far as it is `sys.settrace`'s or `sys.setprofile`'s, or begins it.
    pub fn set_trace(&mut self, function: Value) {
        self.thread.watch.trace = function;
        self.begin_watch();
    }

    /// The same for `sys.setprofile`.
    pub fn set_profile(&mut self, function: Value) {
        self.thread.watch.profile = function;
        self.begin_watch();
    }

    /// After a change of what is wanted.
    pub fn begin_watch(&mut self) {
        // While somebody is told something the frames below are known already: one that begins has passed no line yet.
        if !self.thread.watch.on && self.thread.watch.deep == 0 {
            self.note_running();
        }
        self.update_watch();
    }

    /// Calls a function in whose frames whoever watches is told again, though the caller is what watches (`sys.call_tracing`).
    pub fn call_tracing(&mut self, function: &Value, args: &[Value]) -> Res {
        let deep = std::mem::take(&mut self.thread.watch.deep);
        let telling = self.thread.watch.telling.take();
        self.update_watch();
        let out = self.call(function, args);
        self.thread.watch.deep = deep;
        self.thread.watch.telling = telling;
        self.update_watch();
        out
    }

    /// Calls what watches, which is not watched itself.
    pub fn unwatched<T>(&mut self, f: impl FnOnce(&mut Vm) -> T) -> T {
        self.thread.watch.deep += 1;
        self.update_watch();
        let out = f(self);
        self.thread.watch.deep -= 1;
        self.update_watch();
        out
    }

    // --- the tools of `sys.monitoring` ---

    /// The events that a tool wants of a code object.
    pub fn local_events(&self, tool: usize, code: &Ref<CodeObj>) -> u32 {
        self.watch.codes.get(&code.obj().addr()).map_or(0, |c| c.events[tool])
    }

    /// Sets them.
    pub fn set_local_events(&mut self, tool: usize, code: &Ref<CodeObj>, events: u32) {
        self.code_tools(code).events[tool] = events;
        self.want();
    }

    /// Sets the events that a tool wants of all code.
    pub fn set_events(&mut self, tool: usize, events: u32) {
        self.watch.tools[tool].events = events;
        self.want();
    }

    /// A tool wants nothing any more.
    pub fn forget_tool(&mut self, tool: usize) {
        let t = &mut self.watch.tools[tool];
        t.events = 0;
        let callbacks = std::mem::take(&mut t.callbacks);
        for c in self.watch.codes.values_mut() {
            c.events[tool] = 0;
        }
        self.want();
        drop(callbacks);
    }

    /// Places that were left out count again.
    pub fn restart_events(&mut self) {
        for c in self.watch.codes.values_mut() {
            c.left_out.clear();
        }
    }

    fn code_tools(&mut self, code: &Ref<CodeObj>) -> &mut CodeTools {
        self.watch.codes.entry(code.obj().addr()).or_insert_with(|| CodeTools {
            code: code.clone(),
            events: [0; TOOLS],
            left_out: HashMap::default(),
        })
    }

    fn want(&mut self) {
        let w = &mut self.watch;
        w.wanted = w.tools.iter().fold(0, |all, t| all | t.events);
        // What nobody wants anything of is let go of.
        w.codes.retain(|_, c| {
            c.events.iter().any(|e| *e != 0) || !c.left_out.is_empty() && c.code.obj().header().count() > 1
        });
        for c in w.codes.values() {
            w.wanted |= c.events.iter().fold(0, |all, e| all | e);
        }
        self.begin_watch();
    }
}
