//! `except*`: the group is split by each clause; what is raised meanwhile and what is left is raised together at the end.

use super::Compiler;
use super::error::{Res, syntax};
use super::unit::BlockKind;
use crate::bytecode::*;
use crate::syntax::ast::{self, *};

impl<'a> Compiler<'a, '_> {
    pub(super) fn try_star(
        &mut self,
        body: Body<'a>,
        handlers: &'a [ast::Handler<'a>],
        otherwise: Body<'a>,
    ) -> Res {
        let height = self.u.top;
        let end = self.u.label();
        self.enter_region(BlockKind::Try, height);
        self.body(body)?;
        let region = self.leave_region();
        self.body(otherwise)?;
        self.u.jump(end);

        let (exc, save) = self.begin_handled(&region);
        self.enter_region(BlockKind::Handler { exc, save, name: None }, save + 1);
        // The clean-up passes no lines.
        let at = self.u.span.start;
        let quiet_span = crate::source::Span::new(at, at);
        self.u.span = quiet_span;
        let list = self.empty_list();
        let rest = self.u.push();
        self.u.emit(Instr::Copy { dst: Dst(rest), src: Keep(exc) });
        for handler in handlers {
            self.u.span = handler.span;
            let Some(kind) = handler.kind else {
                return syntax(handler.span, "expected one or more exception types");
            };
            let matched = self.u.top;
            let kind = self.operand(kind, true)?;
            self.u.top = matched;
            self.u.push();
            self.u.emit(Instr::MatchGroup { base: Keep(rest), kind: Src(kind), dst: Dst(matched) });
            let test = self.u.push();
            self.u.emit(Instr::Copy { dst: Dst(test), src: Keep(matched) });
            let (none, next) = (self.u.label(), self.u.label());
            self.u.branch(Instr::JumpIfNone { a: Src(test), to: Far(0) }, none);
            self.u.top = test;
            self.star_body(handler, list, matched, next)?;
            self.u.bind(none);
            self.u.emit(Instr::Drop { src: Src(matched) });
            self.u.bind(next);
            self.u.top = matched;
        }
        self.u.span = quiet_span;
        self.u.emit(Instr::ListAppend { list: Keep(list), value: Src(rest) });
        let orig = rest;
        self.u.emit(Instr::Copy { dst: Dst(orig), src: Keep(exc) });
        self.u.emit(Instr::JoinGroups { dst: Dst(list), orig: Src(orig), list: Src(list) });
        self.u.emit(Instr::Copy { dst: Dst(orig), src: Keep(list) });
        let cleanup = self.leave_region();
        let quiet = self.u.label();
        self.u.branch(Instr::JumpIfNone { a: Src(orig), to: Far(0) }, quiet);
        self.u.emit(Instr::PopHandled { save: Src(save) });
        self.u.emit(Instr::Drop { src: Src(exc) });
        self.u.emit(Instr::Reraise { exc: Src(list) });
        self.u.bind(quiet);
        self.u.emit(Instr::Drop { src: Src(list) });
        self.u.emit(Instr::PopHandled { save: Src(save) });
        self.u.emit(Instr::Drop { src: Src(exc) });
        self.u.jump(end);
        self.reraise_from(&cleanup, exc, save, None);
        self.u.top = height;
        self.u.bind(end);
        Ok(())
    }

    /// One clause whose part of the group stands in `matched`.
    fn star_body(
        &mut self,
        handler: &'a ast::Handler<'a>,
        list: super::unit::Reg,
        matched: super::unit::Reg,
        next: super::unit::Label,
    ) -> Res {
        let name = handler.name.map(|n| n.name);
        self.enter_region(BlockKind::Star, matched + 1);
        if let Some(name) = name {
            self.store_copy(name, matched);
        }
        self.body(handler.body)?;
        let region = self.leave_region();
        let clause = self.u.span;
        self.u.span = self.u.last_place();
        if let Some(name) = name {
            self.unbind_name(name);
        }
        self.u.span = clause;
        self.u.emit(Instr::Drop { src: Src(matched) });
        self.u.jump(next);

        let raised = self.u.begin_handler(&region);
        let at = self.u.span.start;
        self.u.span = crate::source::Span::new(at, at);
        if let Some(name) = name {
            self.unbind_name(name);
        }
        self.u.emit(Instr::ListAppend { list: Keep(list), value: Src(raised) });
        self.u.emit(Instr::Drop { src: Src(matched) });
        self.u.jump(next);
        self.u.top = matched + 1;
        Ok(())
    }
}
