//! The lines of a code object as control passes them.
//!
//! An instruction passes the line where it begins; those that no text stands for (jumps, clean-up, the return at the end) pass none. Lines that have no instruction
//! (`pass`, `break`) stand in `Code::visits`.

use crate::bytecode::Instr;
use crate::object::code::CodeObj;

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

    /// Whether some instruction or place between them passes the line.
    pub fn has(&self, line: u32) -> bool {
        self.own.contains(&line) || self.visits.iter().any(|(_, l)| *l == line)
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
    /// `co_lines`: the line of each instruction and those that are passed between them, as (first byte, byte behind, line); no line: 0.
    pub fn code_lines(&self, code: &CodeObj) -> Vec<(u32, u32, u32)> {
        let lines = Lines::of(self, code);
        let mut out = Vec::new();
        let mut last = code.code.first_line;
        for i in 0..lines.own.len() as u32 {
            let mut n = 0;
            while let Some(l) = lines.visit(i, n) {
                if l != last {
                    out.push((2 * i, 2 * i, l));
                    last = l;
                }
                n += 1;
            }
            if lines.own(i) != 0 {
                last = lines.own(i);
            }
            out.push((2 * i, 2 * i + 2, last));
        }
        out
    }
}
