//! Telling: which tools want an event, and the calls of trace and profile functions.

use crate::object::code::CodeObj;
use crate::object::exception::ExceptionObj;
use crate::object::function::{BoundMethodObj, FunctionObj, NativeObj, Receiver};
use crate::object::{Ref, Value};
use crate::vm::frame::FrameObj;

use super::super::{Res, Vm};
use super::{NativeEvent, TOOLS, Telling, event};

impl Vm {
    /// Whether a tool wants this event of this code.
    pub(super) fn is_wanted(&self, code: &Ref<CodeObj>, what: u8) -> bool {
        if self.watch.wanted >> what & 1 == 0 {
            return false;
        }
        let local = self.watch.codes.get(&code.obj().addr());
        (0..TOOLS).any(|t| (self.watch.tools[t].events | local.map_or(0, |c| c.events[t])) >> what & 1 == 1)
    }

    /// Tells the tools that want it of an event at an instruction (or line: `place`).
    pub(super) fn fire(&mut self, code: &Ref<CodeObj>, what: u8, place: u32, args: &[Value]) -> Res<()> {
        if self.watch.wanted >> what & 1 == 0 {
            return Ok(());
        }
        for t in (0..TOOLS).rev() {
            let key = code.obj().addr();
            let local = self.watch.codes.get(&key);
            let wants = self.watch.tools[t].events | local.map_or(0, |c| c.events[t]);
            if wants >> what & 1 == 0 {
                continue;
            }
            // What a call came to is told where the call itself would be.
            let of = if matches!(what, event::C_RETURN | event::C_RAISE) { event::CALL } else { what };
            if local.is_some_and(|c| c.left_out.get(&(place, of)).is_some_and(|tools| tools >> t & 1 == 1)) {
                continue;
            }
            let callback = self.watch.tools[t].callbacks[what as usize].clone();
            if callback.is_undef() || callback.is_none() {
                continue;
            }
            let mut all = vec![code.value()];
            all.extend_from_slice(args);
            let before = self.thread.watch.telling.replace(told_as(what));
            let answer = self.unwatched(|vm| vm.call(&callback, &all));
            self.thread.watch.telling = before;
            let answer = answer?;
            if !self.disables(&answer) {
                continue;
            }
            if event::LOCAL >> what & 1 == 1 || matches!(what, event::C_RETURN | event::C_RAISE) {
                *self.code_tools(code).left_out.entry((place, of)).or_default() |= 1 << t;
            } else {
                let old = std::mem::take(&mut self.watch.tools[t].callbacks[what as usize]);
                drop(old);
                let name = event::NAMES[what as usize];
                return Err(self.value_error(format!("Cannot disable {name} events. Callback removed.")));
            }
        }
        Ok(())
    }

    fn disables(&self, answer: &Value) -> bool {
        !answer.is_none() && self.watch.disable.is(answer)
    }

    /// Calls a frame's trace function, or the thread's for a new frame; what it answers is the frame's from then on.
    fn trace(&mut self, frame: &Ref<FrameObj>, what: Telling, arg: Value) -> Res<()> {
        if self.thread.watch.trace.is_undef() {
            return Ok(());
        }
        let function = match what {
            Telling::Call => self.thread.watch.trace.clone(),
            _ => frame.trace.borrow().clone(),
        };
        if function.is_undef() || function.is_none() {
            return Ok(());
        }
        let name = match what {
            Telling::Call => "call",
            Telling::Line => "line",
            Telling::Return | Telling::Yield => "return",
            Telling::Exception => "exception",
            Telling::Opcode | Telling::Native => "opcode",
        };
        let name = self.heap.intern(name).into_value();
        let before = self.thread.watch.telling.replace(what);
        let out = self.unwatched(|vm| vm.call(&function, &[frame.value(), name, arg]));
        self.thread.watch.telling = before;
        match out {
            Ok(answer) => {
                if !answer.is_none() {
                    drop(frame.trace.replace(answer));
                }
                Ok(())
            }
            Err(e) => {
                let x = self.take_raised(e);
                self.set_trace(Value::Undef);
                drop(frame.trace.take());
                Err(self.reraise(x))
            }
        }
    }

    /// Calls the profile function.
    fn profile(&mut self, frame: &Ref<FrameObj>, what: &str, arg: Value) -> Res<()> {
        let function = self.thread.watch.profile.clone();
        if function.is_undef() {
            return Ok(());
        }
        let name = self.heap.intern(what).into_value();
        match self.unwatched(|vm| vm.call(&function, &[frame.value(), name, arg])) {
            Ok(answer) => {
                drop(answer);
                Ok(())
            }
            Err(e) => {
                let x = self.take_raised(e);
                self.set_profile(Value::Undef);
                Err(self.reraise(x))
            }
        }
    }

    pub(super) fn tell_native(&mut self, what: NativeEvent<'_>) {
        if let Some(f) = self.thread.watch.native {
            self.unwatched(|vm| f(vm, what));
        }
    }

    /// A frame begins (`PY_START`) or goes on (`PY_RESUME`).
    pub(super) fn tell_entry(&mut self, frame: &Ref<FrameObj>, what: u8, instr: u32) -> Res<()> {
        self.tell_native(NativeEvent::Enter(&frame.code));
        self.trace(frame, Telling::Call, Value::None)?;
        self.profile(frame, "call", Value::None)?;
        let place = if what == event::PY_START { Value::Int(0) } else { offset(frame, instr) };
        self.fire(&frame.code, what, instr, &[place])
    }

    /// An exception is thrown into a frame that rests.
    pub(super) fn tell_throw(&mut self, frame: &Ref<FrameObj>, instr: u32, x: &Value) -> Res<()> {
        self.tell_native(NativeEvent::Enter(&frame.code));
        self.trace(frame, Telling::Call, Value::None)?;
        self.profile(frame, "call", Value::None)?;
        self.fire(&frame.code, event::PY_THROW, instr, &[offset(frame, instr), x.clone()])
    }

    /// A frame returns or yields a value.
    pub(super) fn tell_exit(&mut self, frame: &Ref<FrameObj>, what: u8, instr: u32, v: &Value) -> Res<()> {
        self.tell_native(NativeEvent::Leave(&frame.code));
        let telling = if what == event::PY_YIELD { Telling::Yield } else { Telling::Return };
        self.trace(frame, telling, v.clone())?;
        self.profile(frame, "return", v.clone())?;
        self.fire(&frame.code, what, instr, &[offset(frame, instr), v.clone()])
    }

    /// An exception leaves a frame.
    pub(super) fn tell_unwind(&mut self, frame: &Ref<FrameObj>, instr: u32, x: &Value) -> Res<()> {
        self.tell_native(NativeEvent::Leave(&frame.code));
        self.trace(frame, Telling::Return, Value::None)?;
        self.profile(frame, "return", Value::None)?;
        self.fire(&frame.code, event::PY_UNWIND, instr, &[offset(frame, instr), x.clone()])
    }

    /// A line is passed, another one than before or the same again.
    pub(super) fn tell_line(
        &mut self,
        frame: &Ref<FrameObj>,
        line: u32,
        is_other: bool,
        place: u32,
    ) -> Res<()> {
        if frame.trace_lines.get() {
            self.trace(frame, Telling::Line, Value::None)?;
        }
        if !is_other {
            return Ok(());
        }
        self.fire(&frame.code, event::LINE, place, &[Value::Int(i64::from(line))])
    }

    /// An instruction is about to run.
    pub(super) fn tell_instruction(&mut self, frame: &Ref<FrameObj>, instr: u32) -> Res<()> {
        if frame.trace_opcodes.get() {
            self.trace(frame, Telling::Opcode, Value::None)?;
        }
        self.fire(&frame.code, event::INSTRUCTION, instr, &[offset(frame, instr)])
    }

    /// An exception is raised in a frame, or a `for` met its end.
    pub(super) fn tell_exception(
        &mut self,
        frame: &Ref<FrameObj>,
        what: u8,
        instr: u32,
        x: &Value,
    ) -> Res<()> {
        if what != event::RERAISE && !self.thread.watch.trace.is_undef() && !frame.trace.borrow().is_undef() {
            let class = self.class_of(x).into_value();
            let tb = x
                .cast::<ExceptionObj>()
                .and_then(|x| x.traceback.borrow().clone().or_none())
                .unwrap_or(Value::None);
            let arg = self.heap.tuple([class, x.clone(), tb]).into_value();
            self.trace(frame, Telling::Exception, arg)?;
        }
        self.fire(&frame.code, what, instr, &[offset(frame, instr), x.clone()])
    }

    /// A handler takes an exception.
    pub(super) fn tell_handled(&mut self, frame: &Ref<FrameObj>, instr: u32, x: &Value) -> Res<()> {
        self.fire(&frame.code, event::EXCEPTION_HANDLED, instr, &[offset(frame, instr), x.clone()])
    }

    /// Something is called; what comes of a native's call is told later.
    pub(super) fn tell_call(
        &mut self,
        frame: &Ref<FrameObj>,
        instr: u32,
        callee: &Value,
        first: &Value,
    ) -> Res<()> {
        if !is_script(callee) {
            self.profile_native(frame, "c_call", callee, first)?;
            if let Some(n) = is_native(callee) {
                self.tell_native(NativeEvent::Call(&n));
            }
        }
        let first = self.or_missing(first);
        self.fire(&frame.code, event::CALL, instr, &[offset(frame, instr), callee.clone(), first])
    }

    /// A native has returned or raised.
    pub(super) fn tell_called(
        &mut self,
        frame: &Ref<FrameObj>,
        instr: u32,
        callee: &Value,
        first: &Value,
        raised: bool,
    ) -> Res<()> {
        if let Some(n) = is_native(callee) {
            self.tell_native(NativeEvent::Return(&n));
        }
        self.profile_native(frame, if raised { "c_exception" } else { "c_return" }, callee, first)?;
        let what = if raised { event::C_RAISE } else { event::C_RETURN };
        let first = self.or_missing(first);
        self.fire(&frame.code, what, instr, &[offset(frame, instr), callee.clone(), first])
    }

    fn or_missing(&self, v: &Value) -> Value {
        if v.is_undef() { self.watch.missing.clone() } else { v.clone() }
    }

    /// Profile functions hear of builtin functions and methods only, and of methods with their object.
    fn profile_native(
        &mut self,
        frame: &Ref<FrameObj>,
        what: &str,
        callee: &Value,
        first: &Value,
    ) -> Res<()> {
        if self.thread.watch.profile.is_undef() {
            return Ok(());
        }
        if is_native(callee).is_none() {
            return Ok(());
        }
        let shown = match callee.cast::<NativeObj>().map(|n| &n.receiver) {
            None | Some(Receiver::Any) => callee.clone(),
            _ if first.is_undef() => return Ok(()),
            _ => self.bind_native_method(callee, first),
        };
        self.profile(frame, what, shown)
    }

    /// A jump has come to its target, a place as scripts count.
    pub(super) fn tell_jump(&mut self, frame: &Ref<FrameObj>, what: u8, instr: u32, to: u32) -> Res<()> {
        self.fire(&frame.code, what, instr, &[offset(frame, instr), Value::Int(i64::from(to))])
    }
}

/// The place of an instruction as scripts see it.
fn offset(frame: &FrameObj, instr: u32) -> Value {
    let watch = frame.watch.borrow();
    let place = watch.as_ref().map_or_else(|| frame.code.place(instr), |w| w.lines.place(instr));
    Value::Int(i64::from(place))
}

/// As what a tool's call counts, for a jump of the frame to another line.
fn told_as(what: u8) -> Telling {
    match what {
        event::PY_START | event::PY_RESUME => Telling::Call,
        event::CALL | event::C_RETURN => Telling::Native,
        event::LINE | event::JUMP | event::BRANCH_LEFT | event::BRANCH_RIGHT | event::STOP_ITERATION => {
            Telling::Line
        }
        event::PY_YIELD => Telling::Yield,
        event::INSTRUCTION => Telling::Opcode,
        event::RAISE | event::RERAISE | event::C_RAISE | event::EXCEPTION_HANDLED => Telling::Exception,
        _ => Telling::Return,
    }
}

/// What is called in the end, and with what first: bound methods are taken apart.
pub(super) fn taken_apart(callee: &Value, first: Value) -> (Value, Value) {
    match callee.cast::<BoundMethodObj>() {
        Some(m) if is_native(callee).is_none() => (m.func.clone(), m.this.clone()),
        _ => (callee.clone(), first),
    }
}

/// The native that is called, bound or not.
fn is_native(callee: &Value) -> Option<Value> {
    if callee.is_a::<NativeObj>() {
        return Some(callee.clone());
    }
    let m = callee.cast::<BoundMethodObj>()?;
    m.func.is_a::<NativeObj>().then(|| m.func.clone())
}

/// Whether a function of the language is called.
pub(super) fn is_script(callee: &Value) -> bool {
    callee.is_a::<FunctionObj>()
}
