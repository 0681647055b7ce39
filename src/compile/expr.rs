//! Expressions: the dispatch, and where results go.
//!
//! `expr_into(e, dst)` leaves the value in `dst`: a local, or the register at the top of the stack, which the caller pushes. It writes `dst` last, when
//! nothing can fail any more, so a local keeps its old value if the expression raises. `operand` gives a register to read: the local
//! itself where nothing in between can assign it, else a temporary at the top.

use super::Compiler;
use super::error::Res;
use super::names::Place;
use super::order::assigns_nothing;
use super::unit::{Reg, Site};
use crate::bytecode::*;
use crate::diag::Diagnostic;
use crate::syntax::ast::*;

impl<'a> Compiler<'a, '_> {
    /// The value goes to `dst`: a local, or the top of the stack (not pushed).
    pub(super) fn expr_into(&mut self, e: &'a Expr<'a>, dst: Reg) -> Res {
        self.deeper(e.span)?;
        let saved = std::mem::replace(&mut self.u.span, e.span);
        let height = self.u.top;
        debug_assert!(self.u.is_local(dst) || dst == height, "a value goes to a local or to the top");
        self.u.touch(dst);
        self.dispatch(e, dst)?;
        self.u.top = height;
        self.u.span = saved;
        self.shallower();
        Ok(())
    }

    /// The value goes to a new temporary.
    pub(super) fn push_expr(&mut self, e: &'a Expr<'a>) -> Res<Reg> {
        let top = self.u.top;
        self.expr_into(e, top)?;
        self.u.push();
        Ok(top)
    }

    /// A register to read the value from. `alone`: nothing is evaluated between now and the use.
    pub(super) fn operand(&mut self, e: &'a Expr<'a>, alone: bool) -> Res<Reg> {
        if let ExprKind::Name(name) = e.kind
            && name != "__debug__"
            && let Some(r) = self.local_of(name)
            && (alone || !self.has_walrus(self.mangled(name)))
        {
            self.at(e.span, |c| c.check_bound(r));
            if self.u.is_split {
                self.u.visit(e.span.start);
            }
            return Ok(r);
        }
        self.push_expr(e)
    }

    /// Evaluates for the side effects.
    pub(super) fn discard(&mut self, e: &'a Expr<'a>) -> Res {
        let top = self.push_expr(e)?;
        self.u.emit(Instr::Drop { src: Src(top) });
        self.u.top = top;
        Ok(())
    }

    fn dispatch(&mut self, e: &'a Expr<'a>, dst: Reg) -> Res {
        match &e.kind {
            ExprKind::Literal(l) => {
                self.u.load_const(dst, super::fold::literal(l));
                Ok(())
            }
            ExprKind::Name("__debug__") => {
                let value = if self.options.optimize == 0 { Const::True } else { Const::False };
                self.u.load_const(dst, value);
                Ok(())
            }
            ExprKind::Name(name) => {
                self.load_name(dst, name);
                Ok(())
            }
            ExprKind::FString(parts) => self.fstring(parts, dst),
            ExprKind::TString(parts) => self.template(parts, dst),
            ExprKind::Tuple(items) => self.tuple(e, items, dst),
            ExprKind::List(items) => self.list(items, dst),
            ExprKind::Set(items) => self.set(items, dst),
            ExprKind::Dict(items) => self.dict(items, dst),
            ExprKind::Starred(_) => Err(Box::new(
                Diagnostic::syntax("can't use starred expression here", e.span)
                    .with_help("a comma behind it makes a tuple; a list or a call takes it as it is"),
            )),
            ExprKind::Unary { op, operand } => self.unary(e, *op, operand, dst),
            ExprKind::Binary { op, op_span, left, right } => self.binary(e, *op, *op_span, left, right, dst),
            ExprKind::And(items) => self.bool_op(items, false, dst),
            ExprKind::Or(items) => self.bool_op(items, true, dst),
            ExprKind::Compare { first, rest } => self.compare(e, first, rest, dst),
            ExprKind::Conditional { test, then, other } => self.conditional(test, then, other, dst),
            ExprKind::Attribute { value, attr } => self.attribute(e, value, *attr, dst),
            ExprKind::Subscript { value, index } => self.subscript(e, value, index, dst),
            ExprKind::Slice { lower, upper, step } => self.slice(e, *lower, *upper, *step, dst),
            ExprKind::Call { func, args } => self.call(e, func, args, dst, None),
            ExprKind::Named { target, value } => self.named(*target, value, dst),
            ExprKind::Lambda { params, body } => self.lambda(e, params, body, dst),
            ExprKind::ListComp { .. }
            | ExprKind::SetComp { .. }
            | ExprKind::DictComp { .. }
            | ExprKind::Generator { .. } => self.comprehension(e, dst),
            ExprKind::Await(value) => self.await_(e, value, dst),
            ExprKind::Yield(value) => self.yield_(*value, dst),
            ExprKind::YieldFrom(value) => self.yield_from(value, dst),
        }
    }

    fn conditional(&mut self, test: &'a Expr<'a>, then: &'a Expr<'a>, other: &'a Expr<'a>, dst: Reg) -> Res {
        let (otherwise, end) = (self.u.label(), self.u.label());
        self.jump_if(test, false, otherwise)?;
        self.expr_into(then, dst)?;
        self.u.jump(end);
        self.u.bind(otherwise);
        self.expr_into(other, dst)?;
        self.u.bind(end);
        Ok(())
    }

    fn attribute(&mut self, e: &'a Expr<'a>, value: &'a Expr<'a>, attr: Ident<'a>, dst: Reg) -> Res {
        let obj = self.attribute_owner(value)?;
        let cache = self.u.cache(self.mangled(attr.name));
        let span = self.attribute_span(e, value, attr);
        self.u.emit_at(span, Instr::LoadAttr { dst: Dst(dst), obj: Src(obj), cache });
        Ok(())
    }

    /// CPython's place of an attribute access: from the name on if it stands on a later line than the object begins.
    pub(super) fn attribute_span(
        &self,
        e: &Expr<'_>,
        value: &Expr<'_>,
        attr: Ident<'_>,
    ) -> crate::source::Span {
        let (from, to) = (value.span.start, attr.span.end);
        let is_split = match self.source.is_grid() {
            true => self.source.line_of(from) != self.source.line_of(to),
            false => self.source.slice(crate::source::Span::new(from, to)).contains('\n'),
        };
        if is_split { attr.span } else { e.span }
    }

    pub(super) fn subscript_span(&self, e: &Expr<'_>, value: &Expr<'_>) -> crate::source::Span {
        self.bracket_span(e.span.end, value.span.end, b'[')
    }

    /// Where an expression stands, for an instruction that is not its own operation (asking it for an iterator, entering it).
    pub(super) fn site_of(&self, e: &Expr<'_>) -> Site {
        let anchor = match &e.kind {
            ExprKind::Call { func, .. } => Some(self.bracket_span(e.span.end, func.span.end, b'(')),
            ExprKind::Subscript { value, .. } => Some(self.subscript_span(e, value)),
            ExprKind::Binary { op_span, .. } => Some(*op_span),
            _ => None,
        };
        Site { span: e.span, anchor }
    }

    /// From the bracket that follows `from` to `end`.
    pub(super) fn bracket_span(&self, end: u32, from: u32, bracket: u8) -> crate::source::Span {
        let bytes = self.source.text().as_bytes();
        let mut at = from;
        while at < end && bytes.get(at as usize).is_some_and(|b| *b != bracket) {
            at += 1;
        }
        crate::source::Span::new(at, end)
    }

    fn subscript(&mut self, e: &'a Expr<'a>, value: &'a Expr<'a>, index: &'a Expr<'a>, dst: Reg) -> Res {
        if let Some(c) = self.fold(e) {
            self.u.load_const(dst, c);
            return Ok(());
        }
        self.check_subscript(value, index);
        let anchor = self.subscript_span(e, value);
        let a = self.operand(value, assigns_nothing(index))?;
        let small = self.fold_imm(index);
        if let Some(value) = small {
            self.u.emit_anchored(anchor, Instr::GetItemImm { dst: Dst(dst), a: Src(a), value });
            return Ok(());
        }
        if let ExprKind::Slice { lower, upper, step: None } = index.kind {
            let base = self.u.top;
            self.slice_bound(lower)?;
            self.slice_bound(upper)?;
            self.u.emit_anchored(anchor, Instr::GetSlice { dst: Dst(dst), a: Src(a), base: Base(base) });
            return Ok(());
        }
        let b = self.operand(index, true)?;
        self.u.emit_anchored(anchor, Instr::GetItem { dst: Dst(dst), a: Src(a), b: Src(b) });
        Ok(())
    }

    /// The value of an index or operand that fits an immediate.
    pub(super) fn fold_imm(&mut self, e: &'a Expr<'a>) -> Option<Imm> {
        match self.fold(e) {
            Some(Const::Int(i)) => i16::try_from(i).ok().map(Imm),
            _ => None,
        }
    }

    fn slice(
        &mut self,
        e: &'a Expr<'a>,
        lower: Option<&'a Expr<'a>>,
        upper: Option<&'a Expr<'a>>,
        step: Option<&'a Expr<'a>>,
        dst: Reg,
    ) -> Res {
        let base = self.u.top;
        let count = if step.is_some() { 3 } else { 2 };
        for part in [lower, upper, step].into_iter().take(count) {
            self.slice_bound(part)?;
        }
        self.u.emit_at(e.span, Instr::BuildSlice { count: count as u8, dst: Dst(dst), base: Base(base) });
        Ok(())
    }

    /// A bound of a slice, or None, to the next register.
    fn slice_bound(&mut self, bound: Option<&'a Expr<'a>>) -> Res {
        match bound {
            Some(bound) => {
                self.push_expr(bound)?;
            }
            None => {
                let r = self.u.push();
                self.u.load_const(r, Const::None);
            }
        }
        Ok(())
    }

    fn named(&mut self, target: Ident<'a>, value: &'a Expr<'a>, dst: Reg) -> Res {
        let name = self.mangled(target.name);
        self.meet_value_first(target.name, value);
        if let Place::Local(r) = self.place(name) {
            self.expr_into(value, r)?;
            self.u.bound.insert(r);
            if r != dst {
                self.u.emit(Instr::Move { dst: Dst(dst), src: Src(r) });
            }
            return Ok(());
        }
        let v = self.push_expr(value)?;
        self.at(target.span, |c| c.store_copy(target.name, v));
        self.move_to(dst, v);
        Ok(())
    }

    /// Moves a temporary to its destination, if it is not there already.
    pub(super) fn move_to(&mut self, dst: Reg, src: Reg) {
        if dst != src {
            self.u.emit(Instr::Move { dst: Dst(dst), src: Src(src) });
        }
    }

    fn await_(&mut self, e: &'a Expr<'a>, value: &'a Expr<'a>, dst: Reg) -> Res {
        if let ExprKind::Call { func, args } = value.kind
            && super::calls::is_plain(args)
        {
            self.check_caller(func);
            return self.call(value, func, args, dst, Some(e.span));
        }
        let v = self.operand(value, true)?;
        let t = if self.u.is_local(v) { self.u.push() } else { v };
        self.u.emit(Instr::GetAwaitable { what: 0, dst: Dst(t), src: Src(v) });
        self.u.emit(Instr::Delegate { dst: Dst(dst), iter: Src(t) });
        Ok(())
    }

    /// Awaits what stands in the temporary `r`; the result goes to `dst`.
    pub(super) fn await_register(&mut self, what: u8, r: Reg, dst: Reg) {
        self.u.emit(Instr::GetAwaitable { what, dst: Dst(r), src: Src(r) });
        self.u.emit(Instr::Delegate { dst: Dst(dst), iter: Src(r) });
    }

    fn yield_(&mut self, value: Option<&'a Expr<'a>>, dst: Reg) -> Res {
        let v = match value {
            Some(value) => self.operand(value, true)?,
            None => {
                let r = self.u.push();
                self.u.load_const(r, Const::None);
                r
            }
        };
        self.u.emit(Instr::Yield { dst: Dst(dst), src: Src(v) });
        Ok(())
    }

    fn yield_from(&mut self, value: &'a Expr<'a>, dst: Reg) -> Res {
        let v = self.operand(value, true)?;
        let t = if self.u.is_local(v) { self.u.push() } else { v };
        self.u.emit(Instr::GetYieldFromIter { dst: Dst(t), src: Src(v) });
        self.u.emit(Instr::Delegate { dst: Dst(dst), iter: Src(t) });
        Ok(())
    }
}
