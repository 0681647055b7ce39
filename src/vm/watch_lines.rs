//! The lines of a code object as control passes them.
//!
//! An instruction passes the line where it begins; those that no text stands for (jumps, clean-up, the return at the end) pass none. Lines that have no instruction
//! (`pass`, `break`) stand in `Code::visits`.

use std::rc::Rc;

use crate::bytecode::Instr;
use crate::object::Ref;
use crate::object::code::CodeObj;
use crate::vm::frame::FrameObj;

use super::Vm;

/// The lines of a code object.
pub struct Lines {
    /// The line of each instruction; 0: it passes none.
    own: Vec<u32>,
    /// Lines passed before an instruction, by instruction.
    visits: Vec<(u32, u32)>,
    /// The line of each instruction, be it that of what stands before it.
    text: Vec<u32>,
    /// The place of each instruction as scripts count, and the end.
    places: Vec<u32>,
}

/// Whether text stands for the instruction; the compiler gives an empty span to those that belong to the line that was passed last.
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
        let own: Vec<u32> = c
            .instrs
            .iter()
            .zip(&c.spans)
            .map(|(i, s)| if has_text(i) && s.start != s.end { line(s.start) } else { 0 })
            .collect();
        let visits: Vec<(u32, u32)> = c.visits.iter().map(|v| (v.instr, line(v.at))).collect();
        let mut last = c.entry_line();
        let mut passed = visits.iter().peekable();
        let mut text = Vec::with_capacity(own.len());
        for (i, own) in own.iter().enumerate() {
            while let Some((_, line)) = passed.next_if(|(v, _)| *v as usize <= i) {
                last = *line;
            }
            last = if *own != 0 { *own } else { last };
            text.push(last);
        }
        Lines { own, visits, text, places: code.places() }
    }

    /// Whether no line is ever passed: the code of an empty text.
    pub fn are_none(&self) -> bool {
        self.visits.is_empty() && self.own.iter().all(|line| *line == 0)
    }

    /// The place of an instruction as scripts count.
    pub fn place(&self, instr: u32) -> u32 {
        self.places.get(instr as usize).copied().unwrap_or(0)
    }

    /// The place of the first line that is passed before the instruction, or its own.
    pub fn first_place(&self, instr: u32) -> u32 {
        let n = |i: u32| self.visits.partition_point(|(v, _)| *v < i) as u32;
        self.place(instr) - 2 * (n(instr + 1) - n(instr))
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
    /// The lines of a code object: known already if it is watched.
    pub(super) fn lines_of(&self, code: &Ref<CodeObj>) -> Rc<Lines> {
        match self.watch.lines.get(&code.obj().addr()) {
            Some((_, lines)) => lines.clone(),
            None => Rc::new(Lines::of(self, code)),
        }
    }

    /// `co_lines`: (first byte, byte behind, line), a range for each run of places of one line.
    pub fn code_lines(&self, code: &Ref<CodeObj>) -> Vec<(u32, u32, u32)> {
        let lines = self.lines_of(code);
        let first = code.code.entry_line();
        let mut out = vec![(0, 2, first)];
        let mut add = |begin: u32, end: u32, line: u32| match out.last_mut() {
            Some(last) if last.2 == line => last.1 = end,
            _ => out.push((begin, end, line)),
        };
        let mut visits = lines.visits.iter().peekable();
        for (i, text) in lines.text.iter().enumerate() {
            let mut at = lines.first_place(i as u32);
            while let Some((_, line)) = visits.next_if(|(v, _)| *v as usize <= i) {
                add(at, at + 2, *line);
                at += 2;
            }
            let end = lines.first_place(i as u32 + 1);
            add(at, end, *text);
        }
        out
    }

    /// `f_lasti`: as `code_lines` counts.
    pub fn frame_lasti(&self, f: &FrameObj) -> i64 {
        let Some(i) = self.frame_instr(f) else { return -1 };
        let watch = f.watch.borrow();
        let Some(w) = &*watch else { return i64::from(f.code.place(i)) };
        if w.begins {
            return 0;
        }
        let place = w.lines.place(i);
        let Some((_, line)) = f.shown.get().filter(|(at, _)| *at == i) else { return i64::from(place) };
        let mut n = 0;
        while let Some(visit) = w.lines.visit(i, n) {
            if visit == line {
                return i64::from(w.lines.first_place(i) + 2 * n);
            }
            n += 1;
        }
        // An instruction that no text stands for shows the line that was passed last, wherever it was.
        i64::from(if w.lines.text[i as usize] == line { place } else { w.place })
    }
}
