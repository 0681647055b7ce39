//! `--trace vm`: one line to standard error for each instruction, before it runs, and a heading whenever another frame is on top.
//!
//! The run loop exists twice, with and without the call to [`Vm::trace_instruction`] (a constant parameter of `run_loop`), so that
//! a program that is not traced does not ask whether it is.

use std::fmt::Write;

use crate::bytecode::listing::instruction;
use crate::object::code::CodeObj;

use super::Vm;
use super::fence::Ip;

/// What the last line was about.
#[derive(Default)]
struct Last {
    /// Frames below, and where the registers of the frame are.
    frame: (usize, usize),
    /// The line of the source; 0: none was shown for this frame yet.
    line: u32,
}

impl Vm {
    /// Writes the line of the instruction that the top frame is about to run.
    #[cold]
    #[inline(never)]
    pub(super) fn trace_instruction(&mut self, ip: Ip, code: &CodeObj) {
        let at = ip.index(code);
        let depth = self.thread.frames.len();
        let frame = (depth, self.top().regs().addr());
        let line = self.line_at(code, at);
        let last = self.extension::<Last>();
        let is_other = last.frame != frame;
        let is_new_line = is_other || last.line != line;
        *last = Last { frame, line };
        let mut text = String::new();
        if is_other {
            let (name, file) = (code.qualname.to_text(), code.file.to_text());
            let _ = writeln!(text, "vm {depth:>4}  {name} at {file}:{line}");
        }
        let shown = if is_new_line { line.to_string() } else { String::new() };
        let _ = writeln!(text, "vm {depth:>4}  {shown:>5} {at:>5}  {}", instruction(&code.code, at as usize));
        if let Err(e) = self.world.write_stderr(text.as_bytes()) {
            // Tracing to a closed standard error is asked for and impossible.
            drop(e);
        }
    }
}
