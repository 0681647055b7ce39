//! Loops. `JumpBack` ends each iteration exactly once; it serves the budget.

use super::Compiler;
use super::error::Res;
use super::unit::BlockKind;
use super::unit::{Label, Reg};
use crate::bytecode::*;
use crate::syntax::ast::*;

impl<'a> Compiler<'a, '_> {
    pub(super) fn while_(&mut self, test: &'a Expr<'a>, body: Body<'a>, otherwise: Body<'a>) -> Res {
        let (done, end) = (self.u.label(), self.u.label());
        let head = self.u.loop_head();
        self.jump_if(test, false, done)?;
        self.enter_block(BlockKind::While { head, end });
        self.body(body)?;
        self.leave_block();
        self.u.jump_back(head);
        self.u.bind(done);
        self.body(otherwise)?;
        self.u.bind(end);
        Ok(())
    }

    pub(super) fn for_(
        &mut self,
        target: &'a Expr<'a>,
        iter: &'a Expr<'a>,
        body: Body<'a>,
        otherwise: Body<'a>,
    ) -> Res {
        let it = self.push_iter(iter)?;
        let (done, end) = (self.u.label(), self.u.label());
        let head = self.u.loop_head();
        self.next_item(it, target, iter, done)?;
        self.enter_block(BlockKind::For { iter: it, head, end });
        self.body(body)?;
        self.leave_block();
        self.u.jump_back(head);
        self.u.bind(done);
        self.u.top = it;
        self.body(otherwise)?;
        self.u.bind(end);
        Ok(())
    }

    /// Pushes the iterator of an expression.
    pub(super) fn push_iter(&mut self, iter: &'a Expr<'a>) -> Res<Reg> {
        let it = self.u.top;
        let src = match self.fold_container(iter) {
            Some(c) => {
                self.at(iter.span, |x| x.u.load_const(it, c));
                it
            }
            None => self.operand(iter, true)?,
        };
        self.u.top = it;
        self.u.push();
        let place = self.site_of(iter);
        self.u.emit_in(place, Instr::GetIter { dst: Dst(it), src: Src(src) });
        Ok(it)
    }

    /// The next item into the target, or on to `done` without the iterator.
    pub(super) fn next_item(
        &mut self,
        it: Reg,
        target: &'a Expr<'a>,
        iter: &'a Expr<'a>,
        done: Label,
    ) -> Res {
        let local = match target.kind {
            ExprKind::Name(name) => self.local_of(name),
            _ => None,
        };
        let dst = local.unwrap_or(self.u.top);
        self.u.touch(dst);
        let instr = Instr::ForIter { dst: Dst(dst), iter: Keep(it), to: Off(0) };
        let saved = self.u.move_to(self.site_of(iter));
        self.u.branch(instr, done);
        self.u.move_to(saved);
        if local.is_some() {
            self.u.bound.insert(dst);
            return Ok(());
        }
        self.u.push();
        self.store(target, dst)?;
        self.u.top = dst;
        Ok(())
    }

    pub(super) fn async_for(
        &mut self,
        target: &'a Expr<'a>,
        iter: &'a Expr<'a>,
        body: Body<'a>,
        otherwise: Body<'a>,
    ) -> Res {
        let it = self.push_async_iter(iter)?;
        let end = self.u.label();
        let head = self.u.loop_head();
        let region = self.next_async_item(it, target, iter)?;
        self.enter_block(BlockKind::For { iter: it, head, end });
        self.body(body)?;
        self.leave_block();
        self.u.jump_back(head);
        self.end_async_for(&region, it, iter);
        self.body(otherwise)?;
        self.u.bind(end);
        Ok(())
    }

    pub(super) fn push_async_iter(&mut self, iter: &'a Expr<'a>) -> Res<Reg> {
        let it = self.u.top;
        let src = self.operand(iter, true)?;
        self.u.top = it;
        self.u.push();
        self.u.emit_at(iter.span, Instr::GetAsyncIter { dst: Dst(it), src: Src(src) });
        Ok(it)
    }

    /// Awaits the next item and stores it. The region's handler is `end_async_for`.
    pub(super) fn next_async_item(
        &mut self,
        it: Reg,
        target: &'a Expr<'a>,
        iter: &'a Expr<'a>,
    ) -> Res<super::unit::Region> {
        let mut region = self.u.region(it + 1);
        let item = self.u.push();
        self.at(iter.span, |c| {
            c.u.emit(Instr::GetAsyncNext { dst: Dst(item), iter: Keep(it) });
            c.await_register(3, item, item);
        });
        self.u.close(&mut region);
        self.store(target, item)?;
        self.u.top = item;
        Ok(region)
    }

    pub(super) fn end_async_for(&mut self, region: &super::unit::Region, it: Reg, iter: &'a Expr<'a>) {
        let exc = self.u.begin_handler(region);
        self.u.emit_at(iter.span, Instr::EndAsyncFor { exc: Src(exc), iter: Src(it) });
        self.u.top = it;
    }
}
