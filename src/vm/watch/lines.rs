//! The lines of a code object as control passes them.
//!
//! An instruction passes the line where it begins; those that no text stands for (jumps, clean-up, the return at the end) pass none. Lines that have no instruction
//! (`pass`, `break`) stand in `Code::visits`.

use crate::bytecode::{CodeKind, Instr};
use crate::object::code::CodeObj;
use crate::vm::frame::FrameObj;

use super::super::Vm;

/// The lines of a code object.
pub struct Lines {
    /// The line of each instruction; 0: it passes none.
    own: Vec<u32>,
    /// Lines passed before an instruction, by instruction.
    visits: Vec<(u32, u32)>,
}

/// Whether text stands for the instruction.
fn has_text(i: &Instr) -> bool {
    !matches!(
        i,
        Instr::Jump { .. }
            | Instr::JumpBack { .. }
            | Instr::Nop
            | Instr::Return { .. }
            | Instr::ReturnNone
            | Instr::MakeCell { .. }
            | Instr::PushHandled { .. }
            | Instr::PopHandled { .. }
            | Instr::Reraise { .. }
            | Instr::ClearLocal { .. }
            | Instr::Drop { .. }
            | Instr::EndAsyncFor { .. }
    )
}

impl Lines {
    /// Of a code object.
    pub(super) fn of(vm: &Vm, code: &CodeObj) -> Lines {
        let source = vm.sources.get(code.source.get());
        let line = |at: u32| match source {
            Some(s) => s.line_of(at),
            None => code.code.first_line,
        };
        let c = &code.code;
        let own =
            c.instrs.iter().zip(&c.spans).map(|(i, s)| if has_text(i) { line(s.start) } else { 0 }).collect();
        let visits = c.visits.iter().map(|v| (v.instr, line(v.at))).collect();
        Lines { own, visits }
    }

    /// The line that an instruction passes; 0: none.
    pub fn own(&self, instr: u32) -> u32 {
        self.own.get(instr as usize).copied().unwrap_or(0)
    }

    /// The line passed before an instruction as the `n`th one.
    pub fn visit(&self, instr: u32, n: u32) -> Option<u32> {
        let first = self.visits.partition_point(|(i, _)| *i < instr);
        self.visits.get(first + n as usize).filter(|(i, _)| *i == instr).map(|(_, line)| *line)
    }

    /// The lines at or behind this one: the nearest.
    pub fn nearest(&self, line: u32) -> Option<u32> {
        let all = self.own.iter().copied().chain(self.visits.iter().map(|(_, l)| *l));
        all.filter(|l| *l >= line && *l != 0).min()
    }

    /// The instructions at which a line begins, with how many other lines are passed before it there.
    pub fn starts(&self, line: u32) -> Vec<(u32, u32)> {
        let mut out = Vec::new();
        for (at, &own) in self.own.iter().enumerate() {
            let at = at as u32;
            let mut n = 0;
            let mut found = false;
            while let Some(l) = self.visit(at, n) {
                if l == line && !found {
                    out.push((at, n));
                    found = true;
                }
                n += 1;
            }
            let before = at.checked_sub(1).map_or(0, |b| self.own(b));
            if own == line && !found && (before != line || n > 0) {
                out.push((at, n));
            }
        }
        out
    }
}

impl Vm {
    /// `co_lines`: (first byte, byte behind, line). The beginning has two bytes, then each instruction; where lines are passed before an
    /// instruction without one of their own, the first of its bytes is theirs.
    pub fn code_lines(&self, code: &CodeObj) -> Vec<(u32, u32, u32)> {
        let lines = Lines::of(self, code);
        let first = if code.code.kind == CodeKind::Module { 0 } else { code.code.first_line };
        let mut out = vec![(0, 2, first)];
        let mut last = first;
        for i in 0..lines.own.len() as u32 {
            let (begin, end) = (2 * i + 2, 2 * i + 4);
            let mut visits: Vec<u32> = (0..).map_while(|n| lines.visit(i, n)).collect();
            let own = lines.own(i);
            let Some(nearest) = visits.pop() else {
                last = if own != 0 { own } else { last };
                out.push((begin, end, last));
                continue;
            };
            out.extend(visits.into_iter().map(|l| (begin, begin, l)));
            last = nearest;
            if own != 0 && own != nearest {
                out.push((begin, begin + 1, nearest));
                out.push((begin + 1, end, own));
                last = own;
            } else {
                out.push((begin, end, nearest));
            }
        }
        out
    }

    /// `f_lasti`: as `code_lines` counts.
    pub fn frame_lasti(&self, f: &FrameObj) -> i64 {
        let Some(i) = self.frame_instr(f) else { return -1 };
        let byte = 2 * i64::from(i) + 2;
        let watch = f.watch.borrow();
        let Some(w) = &*watch else { return byte };
        if w.begins {
            return 0;
        }
        let own = w.lines.own(i);
        let passed = w.lines.visit(i, 0).is_some() && own != 0;
        match f.shown.get() {
            Some((at, line)) if at == i && passed && line == own => byte + 1,
            _ => byte,
        }
    }
}
