//! Statements: the dispatch, the simple ones, and the top of a unit.

use super::error::{Res, syntax};
use super::scope::ScopeId;
use super::unit::Reg;
use super::{Compiler, Mode};
use crate::bytecode::*;
use crate::syntax::ast::*;
use std::rc::Rc;

/// Whether the body annotates a variable (outside of functions and classes).
pub(super) fn has_annotations(body: Body<'_>) -> bool {
    body.iter().any(|s| match &s.kind {
        StmtKind::AnnAssign { .. } => true,
        StmtKind::If { arms, otherwise } => {
            arms.iter().any(|(_, body)| has_annotations(body)) || has_annotations(otherwise)
        }
        StmtKind::While { body, otherwise, .. } | StmtKind::For { body, otherwise, .. } => {
            has_annotations(body) || has_annotations(otherwise)
        }
        StmtKind::With { body, .. } => has_annotations(body),
        StmtKind::Try { body, handlers, otherwise, finally, .. } => {
            has_annotations(body)
                || handlers.iter().any(|h| has_annotations(h.body))
                || has_annotations(otherwise)
                || has_annotations(finally)
        }
        StmtKind::Match { cases, .. } => cases.iter().any(|c| has_annotations(c.body)),
        _ => false,
    })
}

impl<'a> Compiler<'a, '_> {
    /// The code of the whole unit.
    pub(super) fn top(&mut self, unit: &Unit<'a>) -> Res<Rc<Code>> {
        self.u.flags.future_annotations = self.future_annotations;
        self.u.flags.coroutine = self.table.get(ScopeId(0)).is_coroutine;
        self.prepare_locals()?;
        match *unit {
            Unit::Expression(e) => {
                let r = self.operand(e, true)?;
                self.u.emit(Instr::Return { src: Src(r) });
            }
            Unit::Module(body) => {
                if let Some(first) = body.first() {
                    // At once, since the module may fail half-way.
                    self.store_annotate("__annotate__", first.span)?;
                }
                self.setup_conditions();
                if self.future_annotations && has_annotations(body) {
                    self.u.emit(Instr::SetupAnnotations);
                }
                let rest = match self.options.mode {
                    Mode::Interactive => body,
                    _ => self.store_docstring(body),
                };
                self.body(rest)?;
                self.u.emit(Instr::ReturnNone);
            }
        }
        self.finish_unit()
    }

    /// Stores `__doc__` if the body begins with a docstring; the rest of the body.
    pub(super) fn store_docstring(&mut self, body: Body<'a>) -> Body<'a> {
        let Some((doc, span)) = super::functions::docstring(body) else { return body };
        if self.options.optimize < 2 {
            self.at(span, |c| {
                let r = c.u.push();
                c.u.load_const(r, Const::Str(doc));
                c.store_name("__doc__", r);
                c.u.top = r;
            });
        }
        &body[1..]
    }

    pub(super) fn body(&mut self, body: Body<'a>) -> Res {
        body.iter().try_for_each(|s| self.stmt(s))
    }

    pub(super) fn stmt(&mut self, s: &'a Stmt<'a>) -> Res {
        self.deeper(s.span)?;
        let saved = std::mem::replace(&mut self.u.span, s.span);
        let height = self.u.top;
        let is_split = self.is_split(s);
        let split = std::mem::replace(&mut self.u.is_split, is_split);
        self.stmt_inner(s)?;
        if let Some(span) = self.u.too_nested {
            return syntax(span, "too many statically nested blocks");
        }
        self.u.is_split = split;
        self.u.top = height;
        self.u.span = saved;
        self.shallower();
        Ok(())
    }

    /// Whether a statement without others in it stands on several lines. The lines in those with others are told by their instructions.
    fn is_split(&self, s: &Stmt<'_>) -> bool {
        match s.kind {
            StmtKind::Expr(_)
            | StmtKind::Assign { .. }
            | StmtKind::AugAssign { .. }
            | StmtKind::AnnAssign { .. }
            | StmtKind::Return(_)
            | StmtKind::Raise { .. }
            | StmtKind::Assert { .. }
            | StmtKind::Delete(_) => match self.source.is_grid() {
                true => self.line(s.span.start) != self.line(s.span.end),
                false => self.source.slice(s.span).contains('\n'),
            },
            _ => false,
        }
    }

    fn stmt_inner(&mut self, s: &'a Stmt<'a>) -> Res {
        match &s.kind {
            StmtKind::Expr(e) => self.expr_stmt(e),
            StmtKind::Assign { targets, value } => self.assign(targets, value),
            StmtKind::AugAssign { target, op, value, .. } => self.aug_assign(target, *op, value),
            StmtKind::AnnAssign { target, annotation, value, simple } => {
                self.ann_assign(target, annotation, *value, *simple)
            }
            StmtKind::Return(value) => self.return_(*value, s.span),
            StmtKind::Delete(targets) => targets.iter().try_for_each(|t| self.delete(t)),
            StmtKind::Pass => {
                self.u.visit(s.span.start);
                Ok(())
            }
            StmtKind::Global(_) | StmtKind::Nonlocal(_) => Ok(()),
            StmtKind::Break => self.break_(s.span),
            StmtKind::Continue => self.continue_(s.span),
            StmtKind::Raise { exc, cause } => self.raise(*exc, *cause),
            StmtKind::Assert { test, message } => self.assert(test, *message),
            StmtKind::Import(names) => self.import(names),
            StmtKind::ImportFrom { module, names, level } => self.import_from(s, *module, names, *level),
            StmtKind::If { arms, otherwise } => self.if_(arms, otherwise),
            StmtKind::While { test, body, otherwise } => self.while_(test, body, otherwise),
            StmtKind::For { is_async: false, target, iter, body, otherwise } => {
                self.for_(target, iter, body, otherwise)
            }
            StmtKind::For { is_async: true, target, iter, body, otherwise } => {
                self.check_async(s.span, "'async for' outside async function")?;
                self.async_for(target, iter, body, otherwise)
            }
            StmtKind::With { is_async, items, body } => {
                if *is_async {
                    self.check_async(s.span, "'async with' outside async function")?;
                }
                self.with(items, body, *is_async)
            }
            StmtKind::Try { body, handlers, is_star, otherwise, finally } => {
                self.try_(body, handlers, *is_star, otherwise, finally)
            }
            StmtKind::Match { subject, cases } => self.match_(subject, cases),
            StmtKind::Function(f) => self.function_def(f, s.span),
            StmtKind::Class(c) => self.class_def(c, s.span),
            StmtKind::TypeAlias { name, type_params, value } => self.type_alias(s, *name, type_params, value),
        }
    }

    fn expr_stmt(&mut self, e: &'a Expr<'a>) -> Res {
        if self.options.mode == Mode::Interactive && self.outer.is_empty() {
            let r = self.push_expr(e)?;
            self.u.emit(Instr::Intrinsic { op: 0, dst: Dst(r), a: Src(r) });
            self.u.emit(Instr::Drop { src: Src(r) });
            return Ok(());
        }
        if let ExprKind::Literal(_) = e.kind {
            self.u.visit(e.span.start);
            return Ok(());
        }
        if let ExprKind::Name(_) = e.kind {
            let height = self.u.top;
            let before = self.u.here();
            let r = self.operand(e, true)?;
            if self.u.here() == before {
                self.u.visit(e.span.start);
            }
            if r == height {
                self.u.emit(Instr::Drop { src: Src(r) });
            }
            return Ok(());
        }
        self.discard(e)
    }

    fn raise(&mut self, exc: Option<&'a Expr<'a>>, cause: Option<&'a Expr<'a>>) -> Res {
        let Some(exc) = exc else {
            self.u.emit(Instr::RaiseBare);
            return Ok(());
        };
        let alone = cause.is_none();
        let exc = Src(self.operand(exc, alone)?);
        match cause {
            None => self.u.emit(Instr::Raise { exc }),
            Some(cause) => {
                let cause = Src(self.operand(cause, true)?);
                self.u.emit(Instr::RaiseFrom { exc, cause });
            }
        }
        Ok(())
    }

    fn assert(&mut self, test: &'a Expr<'a>, message: Option<&'a Expr<'a>>) -> Res {
        self.check_assert(test);
        if self.options.optimize > 0 {
            return Ok(());
        }
        let end = self.u.label();
        self.jump_if(test, true, end)?;
        let error: Reg = self.u.push();
        self.u.emit(Instr::LoadSpecial { which: 0, dst: Dst(error) });
        if let Some(message) = message {
            self.push_expr(message)?;
            self.u.emit(Instr::call(1, Dst(error), Base(error), false));
        }
        self.u.emit_at(test.span, Instr::Raise { exc: Src(error) });
        self.u.bind(end);
        Ok(())
    }

    fn if_(&mut self, arms: &'a [(Expr<'a>, Body<'a>)], otherwise: Body<'a>) -> Res {
        let end = self.u.label();
        for (i, (test, body)) in arms.iter().enumerate() {
            let next = self.u.label();
            self.jump_if(test, false, next)?;
            self.body(body)?;
            if i + 1 < arms.len() || !otherwise.is_empty() {
                self.u.jump(end);
            }
            self.u.bind(next);
        }
        self.body(otherwise)?;
        self.u.bind(end);
        Ok(())
    }
}
