//! The way through the code: follows control from block to block until nothing new is known where paths meet.

use super::super::code::{CodeKind, Unverified};
use super::super::instr::Instr;
use super::state::{Kind, State};
use super::{Checked, refuse};

pub(super) struct Walk<'c> {
    pub code: &'c Unverified,
    pub locals: u16,
    /// Where a block begins, its number.
    block_at: Vec<Option<u32>>,
    /// What is known at the beginning of each block; None: nothing has come there.
    blocks: Vec<Option<State>>,
    work: Vec<usize>,
    /// The entry of the exception table that covers each instruction: the first one.
    covering: Vec<Option<u32>>,
    seen: Vec<bool>,
    /// Which locals are to hold cells.
    pub is_cell: Vec<bool>,
    /// The instruction that is being checked.
    pub at: usize,
    /// What is known before it, and then behind it.
    pub now: State,
    /// What a handler or the target of a jump finds.
    pub there: State,
}

/// Checks the instructions.
pub(super) fn walk(code: &Unverified) -> Checked {
    let mut covering = vec![None; code.instrs.len()];
    for (i, h) in code.handlers.iter().enumerate().rev() {
        covering[h.start as usize..h.end as usize].fill(Some(i as u32));
    }
    let mut is_cell = vec![false; code.locals.len()];
    for r in &code.cells {
        is_cell[usize::from(*r)] = true;
    }
    let mut w = Walk {
        code,
        locals: code.locals.len() as u16,
        block_at: vec![None; code.instrs.len()],
        blocks: Vec::new(),
        work: Vec::new(),
        covering,
        seen: vec![false; code.instrs.len()],
        is_cell,
        at: 0,
        now: State::default(),
        there: State::default(),
    };
    w.find_blocks()?;
    w.enter();
    w.flow(0)?;
    while let Some(at) = w.work.pop() {
        w.run_block(at)?;
    }
    match w.seen.iter().position(|seen| !seen) {
        Some(dead) => refuse(dead, "unreachable"),
        None => Ok(()),
    }
}

impl Walk<'_> {
    pub fn bad<T>(&self, message: impl Into<String>) -> Checked<T> {
        let instr = self.code.instrs[self.at];
        refuse(self.at, format!("{instr:?}: {}", message.into()))
    }

    /// Blocks begin where control may come from elsewhere.
    fn find_blocks(&mut self) -> Checked {
        let mut begin = vec![0];
        for (at, instr) in self.code.instrs.iter().enumerate() {
            self.at = at;
            if let Some(distance) = instr.jump() {
                let target = at as i64 + 1 + i64::from(distance);
                if matches!(instr, Instr::JumpBack { .. }) != (target <= at as i64) {
                    return self.bad("only JumpBack goes backwards");
                }
                match usize::try_from(target) {
                    Ok(target) if target < self.code.instrs.len() => begin.push(target),
                    Ok(_) => return self.bad("control leaves the code"),
                    Err(_) => return self.bad("a jump to before the code"),
                }
            }
        }
        begin.extend(self.code.handlers.iter().map(|h| h.target as usize));
        for at in begin {
            if self.block_at[at].is_none() {
                self.block_at[at] = Some(self.blocks.len() as u32);
                self.blocks.push(None);
            }
        }
        Ok(())
    }

    /// What is there when the code begins: parameters, or the namespace.
    fn enter(&mut self) {
        let c = self.code;
        let variadic = u16::from(c.flags.var_args) + u16::from(c.flags.var_kwargs);
        let given = match c.kind {
            CodeKind::Namespace => 1,
            _ => c.positional + c.keyword_only + variadic,
        };
        for r in 0..given {
            self.there.put(r, Kind::Any);
        }
    }

    /// Control reaches the block at `target` with what is known `there`.
    fn flow(&mut self, target: usize) -> Checked {
        let block = self.block_at[target].expect("a block begins where control comes from elsewhere");
        let less = match &mut self.blocks[block as usize] {
            Some(known) => match known.meet(&self.there, self.locals) {
                Ok(less) => less,
                Err(()) => {
                    let show = |s: &State| s.from(self.locals).collect::<Vec<_>>();
                    let text =
                        format!("paths to {target} disagree: {:?} and {:?}", show(known), show(&self.there));
                    return self.bad(text);
                }
            },
            unknown => {
                *unknown = Some(self.there.clone());
                true
            }
        };
        if less {
            self.work.push(target);
        }
        Ok(())
    }

    /// From the beginning of a block to where control goes elsewhere.
    fn run_block(&mut self, start: usize) -> Checked {
        let block = self.block_at[start].expect("a block begins here") as usize;
        let known = self.blocks[block].as_ref().expect("control came here");
        self.now.clone_from(known);
        self.at = start;
        loop {
            self.seen[self.at] = true;
            let instr = self.code.instrs[self.at];
            self.enter_handler(&instr)?;
            let jumps = self.step(&instr)?;
            if jumps && let Some(distance) = instr.jump() {
                self.flow((self.at as i64 + 1 + i64::from(distance)) as usize)?;
            }
            if instr.ends() || matches!(instr, Instr::Jump { .. } | Instr::JumpBack { .. }) {
                return Ok(());
            }
            let next = self.at + 1;
            if next >= self.code.instrs.len() {
                return self.bad("control leaves the code");
            }
            if self.block_at[next].is_some() {
                self.there.clone_from(&self.now);
                return self.flow(next);
            }
            self.at = next;
        }
    }

    /// An instruction that fails has consumed its operands; what lies below `keep` must be the same for a whole range.
    fn enter_handler(&mut self, instr: &Instr) -> Checked {
        let Some(i) = self.covering[self.at] else { return Ok(()) };
        let h = self.code.handlers[i as usize];
        if !self.keeps_below(instr, h.keep) {
            return self.bad(format!("consumes a register below {} that its handler keeps", h.keep));
        }
        self.there.clone_from(&self.now);
        self.there.cut(h.keep);
        self.there.put(h.keep, Kind::Exception);
        self.flow(h.target as usize)
    }
}
