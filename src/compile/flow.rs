//! Blocks and the ways out of them: `break`, `continue` and `return` run what the blocks they leave owe (drop the iterator, call `__exit__`, run
//! `finally`), outside of the handlers of those blocks.

use super::Compiler;
use super::error::{Res, syntax};
use super::scope::ScopeKind;
use super::unit::{Block, BlockKind, Reg, Region};
use crate::bytecode::*;
use crate::source::Span;
use crate::syntax::ast::*;

/// How deep blocks may stand in each other in CPython.
pub(super) const MOST_BLOCKS: usize = 21;

impl<'a> Compiler<'a, '_> {
    /// Opens a block with a region that keeps the registers below `keep`.
    pub(super) fn enter_region(&mut self, kind: BlockKind<'a>, keep: Reg) {
        let region = self.u.region(keep);
        self.push_block(Block { kind, region: Some(region) });
    }

    /// Opens a block. One that stands in too many others is told of at the end of the statement.
    pub(super) fn push_block(&mut self, block: Block<'a>) {
        self.u.blocks.push(block);
        if self.nested_blocks() > MOST_BLOCKS {
            self.u.too_nested.get_or_insert(self.u.span);
        }
    }

    /// How many blocks are open by CPython's way of counting, for which the body of a generator or coroutine is one.
    pub(super) fn nested_blocks(&self) -> usize {
        let flags = &self.u.flags;
        let is_resumed = flags.generator || flags.coroutine || flags.async_generator;
        self.u.blocks.len() + self.u.counted + usize::from(is_resumed)
    }

    pub(super) fn enter_block(&mut self, kind: BlockKind<'a>) {
        self.push_block(Block { kind, region: None });
    }

    pub(super) fn leave_block(&mut self) {
        self.u.blocks.pop().expect("the block is open");
    }

    /// Closes the innermost block and its region.
    pub(super) fn leave_region(&mut self) -> Region {
        let block = self.u.blocks.pop().expect("the block is open");
        let mut region = block.region.expect("it was opened with a region");
        self.u.close(&mut region);
        region
    }

    /// Runs what the blocks from the innermost down to index `down_to` owe; gives them back for `restore`.
    fn unwind(&mut self, down_to: usize, pending: Option<Reg>) -> Res<Vec<Block<'a>>> {
        let mut left = Vec::new();
        while self.u.blocks.len() > down_to {
            let mut block = self.u.blocks.pop().expect("longer than `down_to`");
            if let Some(region) = &mut block.region {
                self.u.close(region);
            }
            match block.kind {
                BlockKind::While { .. } | BlockKind::Try | BlockKind::Star => {}
                BlockKind::For { iter, .. } => self.u.emit(Instr::Drop { src: Src(iter) }),
                BlockKind::Finally { body } => {
                    if let Some(value) = pending {
                        self.enter_block(BlockKind::Pending { value });
                    }
                    self.body(body)?;
                    if pending.is_some() {
                        self.leave_block();
                    }
                }
                BlockKind::Handler { exc, save, name } => {
                    self.u.emit(Instr::PopHandled { save: Src(save) });
                    self.u.emit(Instr::Drop { src: Src(exc) });
                    if let Some(name) = name {
                        self.unbind_name(name);
                    }
                }
                BlockKind::With { exit, is_async, place } => self.call_exit(exit, is_async, place),
                BlockKind::Pending { value } => self.u.emit(Instr::Drop { src: Src(value) }),
            }
            left.push(block);
        }
        Ok(left)
    }

    fn restore(&mut self, left: Vec<Block<'a>>) {
        for mut block in left.into_iter().rev() {
            if let Some(region) = &mut block.region {
                self.u.reopen(region);
            }
            self.u.blocks.push(block);
        }
    }

    /// The innermost loop's index; an error in `except*` bodies.
    fn innermost_loop(&self, span: Span, message: &str) -> Res<usize> {
        for (i, block) in self.u.blocks.iter().enumerate().rev() {
            match block.kind {
                BlockKind::While { .. } | BlockKind::For { .. } => return Ok(i),
                BlockKind::Star => return star_exit(span),
                _ => {}
            }
        }
        syntax(span, message)
    }

    pub(super) fn break_(&mut self, span: Span) -> Res {
        let at = self.innermost_loop(span, "'break' outside loop")?;
        self.u.visit(span.start);
        let left = self.unwind(at + 1, None)?;
        match self.u.blocks[at].kind {
            BlockKind::While { end, .. } => self.u.jump(end),
            BlockKind::For { iter, end, .. } => {
                self.u.emit(Instr::Drop { src: Src(iter) });
                self.u.jump(end);
            }
            _ => unreachable!("a loop was found"),
        }
        self.restore(left);
        Ok(())
    }

    pub(super) fn continue_(&mut self, span: Span) -> Res {
        let at = self.innermost_loop(span, "'continue' not properly in loop")?;
        self.u.visit(span.start);
        let left = self.unwind(at + 1, None)?;
        if let BlockKind::While { head, .. } | BlockKind::For { head, .. } = self.u.blocks[at].kind {
            self.u.jump_back(head);
        }
        self.restore(left);
        Ok(())
    }

    pub(super) fn return_(&mut self, value: Option<&'a Expr<'a>>, span: Span) -> Res {
        if !matches!(self.u.scope_kind, ScopeKind::Function | ScopeKind::AsyncFunction) {
            return syntax(span, "'return' outside function");
        }
        if value.is_some() && self.u.flags.async_generator {
            return syntax(span, "'return' with value in async generator");
        }
        if self.u.blocks.iter().any(|b| matches!(b.kind, BlockKind::Star)) {
            return star_exit(span);
        }
        let Some(value) = value else {
            self.u.visit(span.start);
            return self.return_const(Const::None);
        };
        if let Some(c) = self.fold(value) {
            self.u.visit(value.span.start);
            if self.u.is_split {
                self.u.visit(span.start);
            }
            return self.return_const(c);
        }
        let height = self.u.top;
        // Exits that run code could rebind a local, or unbind it.
        let quiet = self.u.blocks.iter().all(|b| {
            matches!(
                b.kind,
                BlockKind::While { .. }
                    | BlockKind::For { .. }
                    | BlockKind::Try
                    | BlockKind::Pending { .. }
                    | BlockKind::Handler { name: None, .. }
            )
        });
        if quiet && let ExprKind::Conditional { test, then, other } = &value.kind {
            // Each branch returns by itself: no common register, no jump to a common end.
            let otherwise = self.u.label();
            self.jump_if(test, false, otherwise)?;
            self.return_(Some(then), span)?;
            self.u.bind(otherwise);
            return self.return_(Some(other), span);
        }
        let r = if quiet { self.operand(value, true)? } else { self.push_expr(value)? };
        if self.u.is_split {
            self.u.visit(span.start);
        } else if self.u.is_local(r) {
            self.u.visit(value.span.start);
        }
        let pending = (!self.u.is_local(r)).then_some(r);
        let left = self.unwind(0, pending)?;
        self.u.emit(Instr::Return { src: Src(r) });
        self.restore(left);
        self.u.top = height;
        Ok(())
    }

    fn return_const(&mut self, c: Const) -> Res {
        let before = (self.u.here(), self.u.visits.len());
        let left = self.unwind(0, None)?;
        if (self.u.here(), self.u.visits.len()) != before {
            // The value comes without a line of its own: the exits were the last that control passed.
            self.u.span = self.u.last_place();
        }
        if let Const::None = c {
            self.u.emit(Instr::ReturnNone);
        } else {
            let r = self.u.push();
            self.u.load_const(r, c);
            self.u.emit(Instr::Return { src: Src(r) });
            self.u.top = r;
        }
        self.restore(left);
        Ok(())
    }
}

fn star_exit<T>(span: Span) -> Res<T> {
    syntax(span, "'break', 'continue' and 'return' cannot appear in an except* block")
}
