//! `try` with `except` and `finally`. Handlers stand behind the body; `finally` is written once for each way out.

use super::Compiler;
use super::error::{Res, syntax};
use super::unit::BlockKind;
use super::unit::{Label, Reg, Region};
use crate::bytecode::*;
use crate::syntax::ast::{self, *};

impl<'a> Compiler<'a, '_> {
    pub(super) fn try_(
        &mut self,
        body: Body<'a>,
        handlers: &'a [ast::Handler<'a>],
        is_star: bool,
        otherwise: Body<'a>,
        finally: Body<'a>,
    ) -> Res {
        self.u.visit(self.u.span.start);
        if finally.is_empty() {
            return self.try_inner(body, handlers, is_star, otherwise);
        }
        let height = self.u.top;
        let end = self.u.label();
        self.enter_region(BlockKind::Finally { body: finally }, height);
        self.try_inner(body, handlers, is_star, otherwise)?;
        let region = self.leave_region();
        self.u.top = height;
        self.body(finally)?;
        self.u.jump(end);

        let (exc, save) = self.begin_handled(&region);
        self.enter_region(BlockKind::Handler { exc, save, name: None }, save + 1);
        self.body(finally)?;
        let cleanup = self.leave_region();
        // The frame ends at the last line of `finally`.
        self.u.span = self.u.spans.last().copied().unwrap_or(self.u.span);
        self.u.emit(Instr::PopHandled { save: Src(save) });
        self.u.emit(Instr::Reraise { exc: Src(exc) });
        self.reraise_from(&cleanup, exc, save, None);
        self.u.top = height;
        self.u.bind(end);
        Ok(())
    }

    fn try_inner(
        &mut self,
        body: Body<'a>,
        handlers: &'a [ast::Handler<'a>],
        is_star: bool,
        otherwise: Body<'a>,
    ) -> Res {
        match (handlers, is_star) {
            ([], _) => {
                self.body(body)?;
                self.body(otherwise)
            }
            (_, true) => self.try_star(body, handlers, otherwise),
            (_, false) => self.try_except(body, handlers, otherwise),
        }
    }

    /// Begins the handler of a region: the exception and the one that was handled before stand in the next two registers.
    pub(super) fn begin_handled(&mut self, region: &Region) -> (Reg, Reg) {
        let exc = self.u.begin_handler(region);
        let save = self.u.push();
        self.u.emit(Instr::PushHandled { save: Dst(save), exc: Keep(exc) });
        (exc, save)
    }

    /// The handler of a handler: an exception that was raised while `exc` was handled goes on.
    pub(super) fn reraise_from(&mut self, region: &Region, exc: Reg, save: Reg, name: Option<&'a str>) {
        let raised = self.u.begin_handler(region);
        if let Some(name) = name {
            self.unbind_name(name);
        }
        self.u.emit(Instr::PopHandled { save: Src(save) });
        self.u.emit(Instr::Drop { src: Src(exc) });
        self.u.emit(Instr::Reraise { exc: Src(raised) });
    }

    fn try_except(&mut self, body: Body<'a>, handlers: &'a [ast::Handler<'a>], otherwise: Body<'a>) -> Res {
        let height = self.u.top;
        let end = self.u.label();
        self.enter_region(BlockKind::Try, height);
        self.body(body)?;
        let region = self.leave_region();
        self.body(otherwise)?;
        self.u.jump(end);

        let (exc, save) = self.begin_handled(&region);
        let mut generic = self.u.region(save + 1);
        for (i, handler) in handlers.iter().enumerate() {
            self.u.span = handler.span;
            let next = self.u.label();
            self.u.reopen(&mut generic);
            match handler.kind {
                Some(kind) => {
                    let kind = self.operand(kind, true)?;
                    self.u.branch(Instr::JumpIfNoMatch { exc: Keep(exc), kind: Src(kind), to: Off(0) }, next);
                    self.u.top = save + 1;
                }
                None if i + 1 < handlers.len() => {
                    return syntax(handler.span, "default 'except:' must be last");
                }
                None => self.u.visit(handler.span.start),
            }
            generic = self.handler_body(handler, exc, save, generic, end)?;
            self.u.top = save + 1;
            self.u.bind(next);
        }
        self.u.close(&mut generic);
        self.u.emit(Instr::PopHandled { save: Src(save) });
        self.u.emit(Instr::Reraise { exc: Src(exc) });
        self.reraise_from(&generic, exc, save, None);
        self.u.top = height;
        self.u.bind(end);
        Ok(())
    }

    fn handler_body(
        &mut self,
        handler: &'a ast::Handler<'a>,
        exc: Reg,
        save: Reg,
        mut generic: Region,
        end: Label,
    ) -> Res<Region> {
        let name = handler.name.map(|n| n.name);
        self.u.counted += 1;
        if let Some(name) = name {
            self.store_copy(name, exc);
            self.u.close(&mut generic);
            self.enter_region(BlockKind::Handler { exc, save, name: Some(name) }, save + 1);
        } else {
            let block = super::unit::Block {
                kind: BlockKind::Handler { exc, save, name: None },
                region: Some(generic.clone()),
            };
            self.push_block(block);
        }
        self.body(handler.body)?;
        self.u.counted -= 1;
        let region = self.leave_region();
        self.u.emit(Instr::PopHandled { save: Src(save) });
        self.u.emit(Instr::Drop { src: Src(exc) });
        if let Some(name) = name {
            self.unbind_name(name);
            self.u.jump(end);
            self.reraise_from(&region, exc, save, Some(name));
            return Ok(generic);
        }
        self.u.jump(end);
        Ok(region)
    }
}
