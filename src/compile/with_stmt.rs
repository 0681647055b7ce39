//! `with` and `async with`: the bound `__exit__` waits in a scratch register.

use super::Compiler;
use super::error::Res;
use super::unit::BlockKind;
use super::unit::{Reg, Site};
use crate::bytecode::*;
use crate::syntax::ast::*;

impl<'a> Compiler<'a, '_> {
    pub(super) fn with(&mut self, items: &'a [WithItem<'a>], body: Body<'a>, is_async: bool) -> Res {
        let Some((item, others)) = items.split_first() else { return self.body(body) };
        self.deeper(item.context.span)?;
        let place = self.site_of(&item.context);
        let exit = self.u.top;
        let manager = self.operand(&item.context, true)?;
        self.u.top = exit;
        self.u.push();
        let local = match &item.target {
            Some(Expr { kind: ExprKind::Name(name), .. }) => self.local_of(name),
            _ => None,
        };
        let value = if is_async { self.u.push() } else { local.unwrap_or_else(|| self.u.push()) };
        let entered = self.u.move_to(place);
        let (e, manager) = (Dst(exit), Src(manager));
        if is_async {
            self.u.emit(Instr::AsyncWithEnter { dst: Dst(value), exit: e, manager });
            self.await_register(1, value, local.unwrap_or(value));
        } else {
            self.u.emit(Instr::WithEnter { dst: Dst(value), exit: e, manager });
        }
        self.u.move_to(entered);
        let kind = BlockKind::With { exit, is_async, place };
        self.at(item.context.span, |c| c.enter_region(kind, exit + 1));
        match (&item.target, local) {
            (Some(_), Some(r)) => self.u.bound.insert(r),
            (Some(target), None) => self.store(target, value)?,
            (None, _) => self.u.emit(Instr::Drop { src: Src(value) }),
        }
        self.u.top = exit + 1;
        self.with(others, body, is_async)?;
        let region = self.leave_region();
        self.u.top = exit + 1;
        self.call_exit(exit, is_async, place);
        let end = self.u.label();
        self.u.jump(end);
        self.exceptional_exit(&region, exit, is_async, place);
        self.u.bind(end);
        self.u.top = exit;
        self.shallower();
        Ok(())
    }

    /// `exit(None, None, None)`, whose result does not matter.
    pub(super) fn call_exit(&mut self, exit: Reg, is_async: bool, place: Site) {
        let saved = self.u.move_to(place);
        let r = self.u.push();
        self.u.emit(Instr::WithExit { dst: Dst(r), exit: Src(exit) });
        if is_async {
            self.await_register(2, r, r);
        }
        self.u.emit(Instr::Drop { src: Src(r) });
        self.u.top = r;
        self.u.move_to(saved);
    }

    /// The handler: the exception goes on unless `exit(type, exc, traceback)` is true.
    fn exceptional_exit(&mut self, region: &super::unit::Region, exit: Reg, is_async: bool, place: Site) {
        let saved = self.u.move_to(place);
        let (exc, save) = self.begin_handled(region);
        let mut cleanup = self.u.region(save + 1);
        let r = self.u.push();
        self.u.emit(Instr::WithExitExc { dst: Dst(r), exit: Keep(exit), exc: Keep(exc) });
        if is_async {
            self.await_register(2, r, r);
        }
        let (suppress, end) = (self.u.label(), self.u.label());
        self.u.branch(Instr::JumpIfTrue { a: Src(r), to: Far(0) }, suppress);
        self.u.close(&mut cleanup);
        self.u.emit(Instr::PopHandled { save: Src(save) });
        self.u.emit(Instr::Drop { src: Src(exit) });
        self.u.emit(Instr::Reraise { exc: Src(exc) });
        self.u.bind(suppress);
        self.u.emit(Instr::PopHandled { save: Src(save) });
        self.u.emit(Instr::Drop { src: Src(exc) });
        self.u.emit(Instr::Drop { src: Src(exit) });
        self.u.jump(end);
        let raised = self.u.begin_handler(&cleanup);
        self.u.emit(Instr::PopHandled { save: Src(save) });
        self.u.emit(Instr::Drop { src: Src(exc) });
        self.u.emit(Instr::Drop { src: Src(exit) });
        self.u.emit(Instr::Reraise { exc: Src(raised) });
        self.u.bind(end);
        self.u.move_to(saved);
    }
}
