//! `frame.f_lineno = n` in a trace function: the frame goes on at another line.
//!
//! Above its locals a frame keeps what surrounds control: iterators, exits of `with`, handled exceptions. A jump may leave such surroundings, which are then dropped, and may not enter
//! any. What stands in the registers at each instruction is found by following control from the beginning ([`Surroundings`]).

use crate::bytecode::{Instr, Range, Role};
use crate::object::code::CodeObj;
use crate::object::{Ref, Value};
use crate::vm::fence::Ip;
use crate::vm::frame::FrameObj;

use super::super::{Res, Vm};
use super::Telling;

/// What a register above the locals holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Held {
    /// Some value of an expression.
    Value,
    /// The iterator of a `for`.
    Iterator,
    /// The exception that a handler handles.
    Exception,
    /// The one that was handled before.
    Before,
    /// The exit of a `with`.
    Exit,
}

/// What stands in the registers above the locals before each instruction, by number; None: control does not get there.
struct Surroundings(Vec<Option<Vec<(u16, Held)>>>);

impl Surroundings {
    fn of(code: &CodeObj) -> Surroundings {
        let c = &code.code;
        let locals = c.locals.len() as u16;
        let mut at: Vec<Option<Vec<(u16, Held)>>> = vec![None; c.instrs.len()];
        let mut work = vec![(0usize, Vec::new())];
        while let Some((i, held)) = work.pop() {
            if i >= at.len() || at[i].is_some() {
                continue;
            }
            at[i] = Some(held.clone());
            for h in c.handlers.iter().filter(|h| h.start as usize <= i && i < h.end as usize) {
                let mut inside: Vec<(u16, Held)> =
                    held.iter().copied().filter(|(r, _)| *r < h.keep).collect();
                inside.push((h.keep, Held::Exception));
                work.push((h.target as usize, inside));
            }
            let instr = &c.instrs[i];
            let mut after = held;
            let take = |after: &mut Vec<(u16, Held)>, r: u16| after.retain(|(x, _)| *x != r);
            instr.each_operand(|_, role| {
                if let Role::Src(r) = role {
                    take(&mut after, r);
                }
            });
            if let Range::Takes(base, n) = instr.range() {
                (0..n).for_each(|k| take(&mut after, base + k as u16));
            }
            // The end of a `for` drops the iterator.
            let mut jumped = after.clone();
            if let Instr::ForIter { iter, .. } = instr {
                take(&mut jumped, iter.reg());
            }
            let mut put = |r: u16, what: Held| {
                if r >= locals {
                    take(&mut after, r);
                    after.push((r, what));
                }
            };
            if let Range::Gives(base, n) = instr.range() {
                (0..n).for_each(|k| put(base + k as u16, Held::Value));
            }
            let kind = match instr {
                Instr::GetIter { .. } | Instr::GetAsyncIter { .. } => Held::Iterator,
                Instr::PushHandled { .. } => Held::Before,
                _ => Held::Value,
            };
            instr.each_operand(|name, role| {
                if let Role::Dst(r) | Role::Temp(r) = role {
                    put(r, if name == "exit" { Held::Exit } else { kind });
                }
            });
            if let Some(d) = instr.jump() {
                let to = i as i64 + 1 + i64::from(d);
                if let Instr::ForIter { .. } = instr {
                    work.push((to as usize, jumped));
                } else {
                    work.push((to as usize, after.clone()));
                }
                if matches!(instr, Instr::Jump { .. } | Instr::JumpBack { .. }) {
                    continue;
                }
            }
            if !instr.ends() {
                work.push((i + 1, after));
            }
        }
        for held in at.iter_mut().flatten() {
            held.sort_unstable_by_key(|(r, _)| *r);
        }
        Surroundings(at)
    }

    fn at(&self, instr: u32) -> Option<&[(u16, Held)]> {
        self.0.get(instr as usize)?.as_deref()
    }
}

/// Why control may not go into these surroundings.
fn why_not(from: &[(u16, Held)], to: &[(u16, Held)]) -> &'static str {
    let strange = to.iter().enumerate().find(|(i, what)| from.get(*i) != Some(what));
    match strange.map(|(_, (_, what))| *what) {
        Some(Held::Exception | Held::Before) => "can't jump into an 'except' block as there's no exception",
        Some(Held::Iterator) => "can't jump into the body of a for loop",
        _ => "incompatible stacks",
    }
}

impl Vm {
    /// Lets a frame, whose trace function runs, go on at another line.
    pub fn jump_to_line(&mut self, frame: &Ref<FrameObj>, line: i64) -> Res<()> {
        let Some(telling) = self.thread.watch.telling else {
            return Err(self.value_error("f_lineno can only be set in a trace function"));
        };
        let refused = match telling {
            Telling::Line => None,
            Telling::Call => Some("can't jump from the 'call' trace event of a new frame"),
            Telling::Yield | Telling::Return | Telling::Exception | Telling::Opcode => {
                Some("can only jump from a 'line' trace event")
            }
            Telling::Native => Some("can't jump during a call"),
        };
        if let Some(text) = refused {
            return Err(self.value_error(text));
        }
        // Tools of `sys.monitoring` may do it too.
        let traced = !self.thread.watch.trace.is_undef();
        if !self.frame_runs(frame) || !frame.is_watched() || traced && frame.trace.borrow().is_undef() {
            return Err(self.value_error("f_lineno can only be set in a trace function"));
        }
        if line < i64::from(frame.code.code.first_line) {
            return Err(self.value_error(format!("line {line} comes before the current code block")));
        }
        let lines = frame.watched().lines.clone();
        let Some(line_there) = u32::try_from(line).ok().and_then(|l| lines.nearest(l)) else {
            return Err(self.value_error(format!("line {line} comes after the current code block")));
        };
        let around = Surroundings::of(&frame.code);
        let at = self.frame_instr(frame).unwrap_or(0);
        let Some(from) = around.at(at) else {
            return Err(self.value_error("can't jump from unreachable code"));
        };
        let mut problem = "";
        let mut best: Option<(u32, u32)> = None;
        for (to, n) in lines.starts(line_there) {
            let Some(there) = around.at(to) else { continue };
            if from.starts_with(there) {
                let length = |i: u32| around.at(i).map_or(0, <[_]>::len);
                if best.is_none_or(|(b, _)| length(b) < length(to)) {
                    best = Some((to, n));
                }
            } else if problem.is_empty() {
                problem = why_not(from, there);
            }
        }
        let Some((to, n)) = best else {
            return Err(self.value_error(if problem.is_empty() { "incompatible stacks" } else { problem }));
        };
        let kept = around.at(to).map_or(0, <[_]>::len);
        let from = from.to_vec();
        for (r, what) in from.into_iter().skip(kept).rev() {
            let v = frame.set_local(r, Value::Undef);
            if what == Held::Before {
                drop(self.swap_handled(v));
            } else {
                drop(v);
            }
        }
        self.unbind_to_none(frame)?;
        let is_visit = lines.visit(to, n).is_some();
        {
            let mut w = frame.watched();
            (w.line, w.again, w.branch) = (line_there, false, None);
            w.place = if is_visit { lines.first_place(to) + 2 * n } else { lines.place(to) };
            w.told = if is_visit { n + 1 } else { n };
        }
        frame.shown.set(Some((to, line_there)));
        self.set_frame_instr(frame, to);
        Ok(())
    }

    /// Variables without a value get None, with a warning: code behind a jump may rely on their being bound.
    fn unbind_to_none(&mut self, frame: &Ref<FrameObj>) -> Res<()> {
        let c = &frame.code.code;
        let unbound: Vec<u16> = (0..c.locals.len() as u16)
            .filter(|i| {
                !c.locals[*i as usize].starts_with('.')
                    && !c.hidden.contains(i)
                    && !c.cells.contains(i)
                    && frame.local(*i).is_none()
            })
            .collect();
        if unbound.is_empty() || c.kind != crate::bytecode::CodeKind::Function {
            return Ok(());
        }
        let n = unbound.len();
        let s = if n == 1 { "" } else { "s" };
        let class = self.types().runtime_warning.clone();
        self.warn(&class, &format!("assigning None to {n} unbound local{s}"), 0)?;
        for i in unbound {
            drop(frame.set_local(i, Value::None));
        }
        Ok(())
    }

    /// The running frame goes on at this instruction.
    fn set_frame_instr(&mut self, frame: &Ref<FrameObj>, to: u32) {
        if let Some(record) = self.record_of(frame) {
            let ip = Ip::at(&frame.code, to);
            self.thread.frames[record].set_ip(ip);
        }
    }
}
