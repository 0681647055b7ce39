//! Before each instruction of a watched program: what is to be told of first.
//!
//! Everything that can be known beforehand is told here: that the frame begins or goes on, the lines that control passes, the instruction, what it calls, that it
//! returns or yields. What only the instruction itself shows (where a jump goes, what a native gave) is told before the next one of the same frame.

use std::cell::RefMut;

use crate::bytecode::Instr;
use crate::object::code::CodeObj;
use crate::object::header::HAS_FINALIZER;
use crate::object::list::ListObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, Value};
use crate::vm::fence::{Ip, Regs};
use crate::vm::frame::FrameObj;

use super::super::{Res, Vm};
use super::fire::{is_script, taken_apart};
use super::{FrameWatch, event};

impl FrameObj {
    /// What is known of the frame, which is watched.
    pub(super) fn watched(&self) -> RefMut<'_, FrameWatch> {
        RefMut::map(self.watch.borrow_mut(), |w| match w {
            Some(w) => &mut **w,
            None => crate::bug!("the frame is watched"),
        })
    }

    /// Whether something is known of it.
    pub(super) fn is_watched(&self) -> bool {
        self.watch.borrow().is_some()
    }
}

impl Vm {
    /// From now on the frame is watched. `runs`: it has run before, and stands at the line that it passed last.
    pub(super) fn frame_watch(&mut self, frame: &Ref<FrameObj>, runs: bool) {
        if frame.is_watched() {
            return;
        }
        let lines = self.lines_of(&frame.code);
        self.watch
            .lines
            .entry(frame.code.obj().addr())
            .or_insert_with(|| (frame.code.clone(), lines.clone()));
        let line = if runs { self.frame_instr(frame).map_or(0, |i| self.line_at(&frame.code, i)) } else { 0 };
        *frame.watch.borrow_mut() = Some(Box::new(FrameWatch {
            lines,
            line,
            place: 0,
            again: false,
            told: 0,
            rests: false,
            begins: false,
            call: None,
            branch: None,
        }));
    }

    /// What is to be told before the top frame runs the instruction. True: the frame goes on elsewhere.
    #[cold]
    #[inline(never)]
    pub(in crate::vm) fn watch_step(&mut self, ip: Ip, code: &CodeObj) -> Res<bool> {
        let at = ip.index(code);
        let frame = self.top_frame_object();
        if !frame.is_watched() {
            self.frame_watch(&frame, at > 0);
            if at == 0 {
                frame.shown.set(Some((at, code.code.entry_line())));
                frame.watched().begins = true;
                let told = self.tell_entry(&frame, event::PY_START, at);
                frame.watched().begins = false;
                told?;
            } else if self.top().is_own() {
                self.tell_resumed()?;
            }
        } else if frame.watched().rests {
            self.tell_resumed()?;
        } else {
            self.tell_outcome(&frame, at)?;
            if self.top().ip().index(code) != at {
                return Ok(true);
            }
        }
        if !self.is_watched() {
            return Ok(false);
        }
        let is_empty = code.code.entry_line() == 0 && frame.watched().lines.are_none();
        if is_empty {
            // As in CPython an empty module passes a line, which has no number.
            self.tell_line(&frame, 0, true, at)?;
        } else if self.pass_lines(&frame, ip, at)? {
            return Ok(true);
        }
        self.tell_instruction(&frame, at)?;
        let instr = ip.instr();
        match instr {
            Instr::Return { src } => {
                let v = self.top().regs().get(src).clone();
                self.tell_exit(&frame, event::PY_RETURN, at, &v)?;
            }
            Instr::ReturnNone => self.tell_exit(&frame, event::PY_RETURN, at, &Value::None)?,
            Instr::Yield { src, .. } => {
                let v = self.top().regs().get(src).clone();
                self.tell_rest(&v)?;
            }
            Instr::JumpBack { .. } => frame.watched().again = true,
            _ => {}
        }
        if instr.jump().is_some() {
            frame.watched().branch = Some(at);
        }
        self.step_call(&frame, at, instr)?;
        Ok(false)
    }

    /// Tells of the lines that control passes before and with an instruction. True: the frame goes on elsewhere.
    fn pass_lines(&mut self, frame: &Ref<FrameObj>, ip: Ip, at: u32) -> Res<bool> {
        let (lines, mut n) = {
            let mut w = frame.watched();
            (w.lines.clone(), std::mem::take(&mut w.told))
        };
        loop {
            let visit = lines.visit(at, n);
            let line = visit.unwrap_or_else(|| lines.own(at));
            let (tell, shown) = {
                let mut w = frame.watched();
                let tell = line != 0 && (line != w.line || w.again);
                // A jump back within a line is a line of its own for trace functions only.
                let is_other = line != w.line;
                if tell {
                    (w.line, w.again) = (line, false);
                    w.place = if visit.is_some() { lines.first_place(at) + 2 * n } else { lines.place(at) };
                }
                (tell.then_some(is_other), w.line)
            };
            frame.shown.set((shown != 0).then_some((at, shown)));
            if let Some(is_other) = tell {
                self.tell_line(frame, line, is_other, at | n << 26)?;
                if !self.is_watched() {
                    return Ok(self.top().ip().index(&frame.code) != at);
                }
                if self.top().ip().index(&frame.code) != ip.index(&frame.code) {
                    return Ok(true);
                }
            }
            if visit.is_none() {
                return Ok(false);
            }
            n += 1;
        }
    }

    /// What the last instruction of the frame came to, which only shows now.
    fn tell_outcome(&mut self, frame: &Ref<FrameObj>, at: u32) -> Res<()> {
        let (call, branch) = {
            let mut w = frame.watched();
            (w.call.take(), w.branch.take())
        };
        if let Some((callee, first, from)) = call {
            self.tell_called(frame, from, &callee, &first, false)?;
        }
        if let Some(from) = branch {
            let what = match frame.code.code.instrs.get(from as usize) {
                Some(Instr::Jump { .. }) if is_over_handlers(&frame.code, from) => return Ok(()),
                Some(Instr::Jump { .. } | Instr::JumpBack { .. }) => event::JUMP,
                _ if at == from + 1 => event::BRANCH_LEFT,
                _ => event::BRANCH_RIGHT,
            };
            let to = {
                let w = frame.watched();
                match frame.code.code.instrs.get(from as usize) {
                    // The item is stored first.
                    Some(Instr::ForIter { .. }) if at == from + 1 => w.lines.place(from) + 2,
                    _ => w.lines.first_place(at),
                }
            };
            self.tell_jump(frame, what, from, to)?;
        }
        Ok(())
    }

    /// The frames of the chain on top go on, the outermost first.
    pub(super) fn tell_resumed(&mut self) -> Res<()> {
        for depth in (0..self.links_on_top()).rev() {
            let Some(frame) = self.running_frame(depth) else { continue };
            let rested = frame.watch.borrow().as_ref().is_none_or(|w| w.rests);
            if depth > 0 && !rested {
                continue;
            }
            self.frame_watch(&frame, true);
            frame.watched().rests = false;
            let at = self.frame_instr(&frame).unwrap_or(0);
            let line = frame.watched().line;
            frame.shown.set((line != 0).then_some((at, line)));
            self.tell_entry(&frame, event::PY_RESUME, at)?;
        }
        Ok(())
    }

    /// The frames of the chain on top come to rest with a value, the innermost first.
    pub(super) fn tell_rest(&mut self, v: &Value) -> Res<()> {
        for depth in 0..self.links_on_top() {
            let Some(frame) = self.running_frame(depth) else { continue };
            self.frame_watch(&frame, true);
            let at = self.frame_instr(&frame).unwrap_or(0);
            self.tell_exit(&frame, event::PY_YIELD, at, v)?;
            frame.watched().rests = true;
            if let Some(g) = frame.generator.get() {
                // Whoever watches is told of its end even if nobody goes on with it.
                g.header().set_flag(HAS_FINALIZER);
            }
        }
        Ok(())
    }

    /// How many frames the record on top serves.
    fn links_on_top(&self) -> usize {
        match self.thread.frames.last() {
            Some(f) if f.is_own() => self.thread.chains[f.chain()].links as usize,
            _ => 1,
        }
    }

    /// Tells of what an instruction is about to call.
    fn step_call(&mut self, frame: &Ref<FrameObj>, at: u32, instr: &Instr) -> Res<()> {
        let asked = !self.thread.watch.profile.is_undef()
            || self.thread.watch.native.is_some()
            || self.is_wanted(&frame.code, event::CALL);
        if !asked {
            return Ok(());
        }
        let Some((callee, first)) = callee_of(self.top().regs(), instr) else { return Ok(()) };
        let (callee, first) = taken_apart(&callee, first);
        if !is_script(&callee) {
            frame.watched().call = Some((callee.clone(), first.clone(), at));
        }
        self.tell_call(frame, at, &callee, &first)
    }
}

/// Whether a jump is there only since handlers stand between: CPython has these behind all other code.
fn is_over_handlers(code: &CodeObj, at: u32) -> bool {
    let before = |n: u32| at.checked_sub(n).and_then(|b| code.code.instrs.get(b as usize));
    let ends_handler = match before(1) {
        Some(Instr::PopHandled { .. } | Instr::ClearLocal { .. }) => true,
        Some(Instr::Drop { .. }) => matches!(before(2), Some(Instr::PopHandled { .. })),
        _ => false,
    };
    ends_handler || code.code.handlers.iter().any(|h| h.target == at + 1)
}

/// What a calling instruction calls, and the first argument.
fn callee_of(regs: Regs, instr: &Instr) -> Option<(Value, Value)> {
    let (func, argc, method) = match *instr {
        Instr::Call { argc, func, .. }
        | Instr::CallInPlace { argc, func, .. }
        | Instr::CallKw { argc, func, .. }
        | Instr::AwaitCall { argc, func, .. } => (func.reg(), argc, false),
        Instr::CallMethod { argc, func, .. }
        | Instr::CallMethodInPlace { argc, func, .. }
        | Instr::CallMethodKw { argc, func, .. }
        | Instr::AwaitCallMethod { argc, func, .. } => (func.reg(), argc, true),
        Instr::CallSpread { func, .. } => {
            let func = func.reg();
            let args = regs.get(func + 1);
            let first = match (args.cast::<ListObj>(), args.cast::<TupleObj>()) {
                (Some(l), _) => l.borrow().first().cloned(),
                (_, Some(t)) => t.items().first().cloned(),
                _ => None,
            };
            return Some((regs.get(func).clone(), first.unwrap_or(Value::Undef)));
        }
        _ => return None,
    };
    let callee = regs.get(func).clone();
    let first = if !method {
        if argc > 0 { regs.get(func + 1).clone() } else { Value::Undef }
    } else if !regs.get(func + 1).is_undef() {
        regs.get(func + 1).clone()
    } else if argc > 0 {
        regs.get(func + 2).clone()
    } else {
        Value::Undef
    };
    Some((callee, first))
}
