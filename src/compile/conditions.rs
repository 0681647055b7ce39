//! Conditions: jumps on `and`, `or`, `not`, comparisons and constants, without building the value.

use super::Compiler;
use super::error::Res;
use super::order::assigns_nothing;
use super::unit::{Label, Reg};
use crate::bytecode::*;
use crate::syntax::ast::*;

/// Jumps if `a op b` is true (`truth`), or unless it is.
fn jump_compare(op: CompareOp, truth: bool, a: Src, b: Src) -> Instr {
    let to = Off(0);
    match (op, truth) {
        (CompareOp::Lt, true) => Instr::JumpLt { a, b, to },
        (CompareOp::Le, true) => Instr::JumpLe { a, b, to },
        (CompareOp::Eq, true) => Instr::JumpEq { a, b, to },
        (CompareOp::Ne, true) => Instr::JumpNe { a, b, to },
        (CompareOp::Gt, true) => Instr::JumpGt { a, b, to },
        (CompareOp::Ge, true) => Instr::JumpGe { a, b, to },
        (CompareOp::Lt, false) => Instr::JumpNotLt { a, b, to },
        (CompareOp::Le, false) => Instr::JumpNotLe { a, b, to },
        (CompareOp::Eq, false) => Instr::JumpNotEq { a, b, to },
        (CompareOp::Ne, false) => Instr::JumpNotNe { a, b, to },
        (CompareOp::Gt, false) => Instr::JumpNotGt { a, b, to },
        (CompareOp::Ge, false) => Instr::JumpNotGe { a, b, to },
        (CompareOp::Is, true) | (CompareOp::IsNot, false) => Instr::JumpIs { a, b, to },
        (CompareOp::Is, false) | (CompareOp::IsNot, true) => Instr::JumpIsNot { a, b, to },
        (CompareOp::In, true) | (CompareOp::NotIn, false) => Instr::JumpIn { a, b, to },
        (CompareOp::In, false) | (CompareOp::NotIn, true) => Instr::JumpNotIn { a, b, to },
    }
}

/// The same with a small number on the right.
pub(super) fn jump_compare_imm(op: CompareOp, truth: bool, a: Src, value: Imm) -> Option<Instr> {
    let to = Off(0);
    Some(match (op, truth) {
        (CompareOp::Lt, true) => Instr::JumpLtImm { a, value, to },
        (CompareOp::Le, true) => Instr::JumpLeImm { a, value, to },
        (CompareOp::Eq, true) => Instr::JumpEqImm { a, value, to },
        (CompareOp::Ne, true) => Instr::JumpNeImm { a, value, to },
        (CompareOp::Gt, true) => Instr::JumpGtImm { a, value, to },
        (CompareOp::Ge, true) => Instr::JumpGeImm { a, value, to },
        (CompareOp::Lt, false) => Instr::JumpNotLtImm { a, value, to },
        (CompareOp::Le, false) => Instr::JumpNotLeImm { a, value, to },
        (CompareOp::Eq, false) => Instr::JumpNotEqImm { a, value, to },
        (CompareOp::Ne, false) => Instr::JumpNotNeImm { a, value, to },
        (CompareOp::Gt, false) => Instr::JumpNotGtImm { a, value, to },
        (CompareOp::Ge, false) => Instr::JumpNotGeImm { a, value, to },
        _ => return None,
    })
}

impl<'a> Compiler<'a, '_> {
    /// Jumps to `label` if the truth of the expression is `truth`, else goes on. Evaluates it either way.
    pub(super) fn jump_if(&mut self, e: &'a Expr<'a>, truth: bool, label: Label) -> Res {
        self.deeper(e.span)?;
        let saved = std::mem::replace(&mut self.u.span, e.span);
        let height = self.u.top;
        self.jump_if_inner(e, truth, label)?;
        self.u.top = height;
        self.u.span = saved;
        self.shallower();
        Ok(())
    }

    fn jump_if_inner(&mut self, e: &'a Expr<'a>, truth: bool, label: Label) -> Res {
        if let Some(value) = self.constant_truth(e) {
            self.u.visit(e.span.start);
            if value == truth {
                self.u.jump(label);
            }
            return Ok(());
        }
        match &e.kind {
            ExprKind::Unary { op: UnaryOp::Not, operand } => {
                if let ExprKind::Compare { first, rest: rest @ [(op, right)] } = operand.kind {
                    self.check_compare(operand, first, rest);
                    self.u.span = operand.span;
                    let a = self.operand(first, assigns_nothing(right))?;
                    return self.jump_one(a, *op, right, !truth, label);
                }
                self.jump_if(operand, !truth, label)
            }
            // `a and b`: the first false one decides; `or`: the first true one.
            ExprKind::And(items) => self.jump_if_chain(items, false, truth, label),
            ExprKind::Or(items) => self.jump_if_chain(items, true, truth, label),
            ExprKind::Conditional { test, then, other } => {
                let (otherwise, end) = (self.u.label(), self.u.label());
                self.jump_if(test, false, otherwise)?;
                self.jump_if(then, truth, label)?;
                self.u.jump(end);
                self.u.bind(otherwise);
                self.jump_if(other, truth, label)?;
                self.u.bind(end);
                Ok(())
            }
            ExprKind::Compare { first, rest } => {
                self.check_compare(e, first, rest);
                match rest {
                    [(op, right)] => {
                        let a = self.operand(first, assigns_nothing(right))?;
                        self.jump_one(a, *op, right, truth, label)
                    }
                    _ => self.jump_compare_chain(first, rest, truth, label),
                }
            }
            _ => {
                let a = Src(self.operand(e, true)?);
                let instr = match truth {
                    true => Instr::JumpIfTrue { a, to: Far(0) },
                    false => Instr::JumpIfFalse { a, to: Far(0) },
                };
                self.u.branch(instr, label);
                Ok(())
            }
        }
    }

    fn jump_if_chain(&mut self, items: &'a [Expr<'a>], stop: bool, truth: bool, label: Label) -> Res {
        let (last, first) = items.split_last().expect("two operands at least");
        if stop == truth {
            for item in first {
                self.jump_if(item, truth, label)?;
            }
            return self.jump_if(last, truth, label);
        }
        let skip = self.u.label();
        for item in first {
            self.jump_if(item, stop, skip)?;
        }
        self.jump_if(last, truth, label)?;
        self.u.bind(skip);
        Ok(())
    }

    /// One comparison, whose left operand stands in `a`.
    fn jump_one(&mut self, a: Reg, op: CompareOp, right: &'a Expr<'a>, truth: bool, label: Label) -> Res {
        let a = Src(a);
        if matches!(op, CompareOp::Is | CompareOp::IsNot)
            && matches!(right.kind, ExprKind::Literal(Literal::None))
        {
            let to = Far(0);
            let none = (op == CompareOp::Is) == truth;
            let instr = if none { Instr::JumpIfNone { a, to } } else { Instr::JumpIfNotNone { a, to } };
            self.u.branch(instr, label);
            return Ok(());
        }
        if let Some(value) = self.fold_imm(right)
            && let Some(instr) = jump_compare_imm(op, truth, a, value)
        {
            self.u.branch(instr, label);
            return Ok(());
        }
        let b = self.contained(right, op)?;
        self.u.branch(jump_compare(op, truth, a, Src(b)), label);
        Ok(())
    }

    /// `a < b < c`: the middle operands are evaluated once and, unless they are locals, dropped when the chain is left early.
    fn jump_compare_chain(
        &mut self,
        first: &'a Expr<'a>,
        rest: &'a [(CompareOp, Expr<'a>)],
        truth: bool,
        label: Label,
    ) -> Res {
        let height = self.u.top;
        let mut a = self.operand(first, false)?;
        let (last, firsts) = rest.split_last().expect("a chain has two comparisons");
        let done = self.u.label();
        // Where an early "false" goes once the middle operand is gone.
        let failed = if truth { done } else { label };
        let mut cleanups = Vec::new();
        for (op, right) in firsts {
            if let Some(b) = self.middle(right, *op)? {
                self.u.branch(jump_compare(*op, false, Src(a), Src(b)), failed);
                a = b;
                self.u.top = height;
            } else {
                let b = self.u.top - 1;
                let copy = self.u.push();
                self.u.emit(Instr::Copy { dst: Dst(copy), src: Keep(b) });
                let out = self.u.label();
                self.u.branch(jump_compare(*op, false, Src(a), Src(copy)), out);
                cleanups.push((out, b));
                a = b;
                self.u.top = b + 1;
            }
        }
        let (op, right) = last;
        self.jump_one(a, *op, right, truth, label)?;
        if !cleanups.is_empty() {
            self.u.jump(done);
            for (out, b) in cleanups {
                self.u.bind(out);
                self.u.emit(Instr::Drop { src: Src(b) });
                self.u.jump(failed);
            }
        }
        self.u.bind(done);
        Ok(())
    }
}
