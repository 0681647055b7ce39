//! Unary, binary and boolean operators; immediates.

use super::Compiler;
use super::error::Res;
use super::order::assigns_nothing;
use super::unit::{Label, Reg};
use crate::bytecode::*;
use crate::source::Span;
use crate::syntax::ast::*;

/// The instruction for a binary operator.
pub(super) fn binary_instr(op: BinaryOp, inplace: u8, dst: Dst, a: Src, b: Src) -> Instr {
    match op {
        BinaryOp::Add => Instr::Add { inplace, dst, a, b },
        BinaryOp::Sub => Instr::Sub { inplace, dst, a, b },
        BinaryOp::Mul => Instr::Mul { inplace, dst, a, b },
        BinaryOp::MatMul => Instr::MatMul { inplace, dst, a, b },
        BinaryOp::Div => Instr::Div { inplace, dst, a, b },
        BinaryOp::FloorDiv => Instr::FloorDiv { inplace, dst, a, b },
        BinaryOp::Mod => Instr::Mod { inplace, dst, a, b },
        BinaryOp::Pow => Instr::Pow { inplace, dst, a, b },
        BinaryOp::Shl => Instr::Shl { inplace, dst, a, b },
        BinaryOp::Shr => Instr::Shr { inplace, dst, a, b },
        BinaryOp::BitAnd => Instr::BitAnd { inplace, dst, a, b },
        BinaryOp::BitOr => Instr::BitOr { inplace, dst, a, b },
        BinaryOp::BitXor => Instr::BitXor { inplace, dst, a, b },
    }
}

/// The instruction with a small number on the right, where there is one.
fn immediate_instr(op: BinaryOp, inplace: u8, dst: Dst, a: Src, value: Imm) -> Option<Instr> {
    Some(match op {
        BinaryOp::Add => Instr::AddImm { inplace, dst, a, value },
        BinaryOp::Sub => Instr::SubImm { inplace, dst, a, value: Minus(value.0.checked_neg()?) },
        BinaryOp::Mul => Instr::MulImm { inplace, dst, a, value },
        BinaryOp::FloorDiv => Instr::FloorDivImm { inplace, dst, a, value },
        BinaryOp::Mod => Instr::ModImm { inplace, dst, a, value },
        BinaryOp::BitAnd => Instr::AndImm { inplace, dst, a, value },
        BinaryOp::Shl => Instr::ShlImm { inplace, dst, a, value },
        BinaryOp::Shr => Instr::ShrImm { inplace, dst, a, value },
        _ => return None,
    })
}

impl<'a> Compiler<'a, '_> {
    pub(super) fn unary(&mut self, e: &'a Expr<'a>, op: UnaryOp, operand: &'a Expr<'a>, dst: Reg) -> Res {
        if let Some(c) = self.fold(e) {
            self.u.load_const(dst, c);
            return Ok(());
        }
        if op == UnaryOp::Not
            && let ExprKind::Compare { first, rest: rest @ [(compare, right)] } = operand.kind
        {
            let inverse = match compare {
                CompareOp::Is => Some(CompareOp::IsNot),
                CompareOp::IsNot => Some(CompareOp::Is),
                CompareOp::In => Some(CompareOp::NotIn),
                CompareOp::NotIn => Some(CompareOp::In),
                _ => None,
            };
            // CPython makes one instruction of both, at the place of the whole: that is where errors of the comparison stand.
            self.check_compare(operand, first, rest);
            if let Some(inverse) = inverse {
                return self.at(e.span, |c| c.compare_one(first, inverse, right, dst));
            }
            let top = self.u.top;
            self.u.touch(top);
            self.at(e.span, |c| c.compare_one(first, *compare, right, top))?;
            self.u.top = top;
            let a = Src(self.u.push());
            self.u.emit(Instr::Not { dst: Dst(dst), a });
            return Ok(());
        }
        let a = Src(self.operand(operand, true)?);
        let dst = Dst(dst);
        self.u.emit(match op {
            UnaryOp::Not => Instr::Not { dst, a },
            UnaryOp::Neg => Instr::Neg { dst, a },
            UnaryOp::Pos => Instr::Pos { dst, a },
            UnaryOp::Invert => Instr::Invert { dst, a },
        });
        Ok(())
    }

    pub(super) fn binary(
        &mut self,
        e: &'a Expr<'a>,
        op: BinaryOp,
        op_span: Span,
        left: &'a Expr<'a>,
        right: &'a Expr<'a>,
        dst: Reg,
    ) -> Res {
        if let Some(c) = self.fold(e) {
            self.u.load_const(dst, c);
            return Ok(());
        }
        let a = self.operand(left, assigns_nothing(right))?;
        self.operate(op, 0, op_span, a, right, dst)
    }

    /// dst = a op right
    pub(super) fn operate(
        &mut self,
        op: BinaryOp,
        inplace: u8,
        op_span: Span,
        a: Reg,
        right: &'a Expr<'a>,
        dst: Reg,
    ) -> Res {
        let small = self.fold_imm(right);
        let instr = match small.and_then(|value| immediate_instr(op, inplace, Dst(dst), Src(a), value)) {
            Some(instr) => instr,
            None => {
                let b = self.operand(right, true)?;
                binary_instr(op, inplace, Dst(dst), Src(a), Src(b))
            }
        };
        let instr = if self.u.is_local(dst) { instr } else { instr.to_temporary() };
        self.u.emit_anchored(op_span, instr);
        Ok(())
    }

    /// Where the truth of an operand is `stop`, jumps with its value in `h`; else goes on without it. No operand is asked for its truth twice, however they nest.
    fn keep_if(&mut self, item: &'a Expr<'a>, stop: bool, h: Reg, end: Label) -> Res {
        if let Some(truth) = self.constant_truth(item) {
            // A constant that does not decide is not evaluated; one that decides ends the chain.
            if truth == stop {
                self.expr_into(item, h)?;
                self.u.jump(end);
            }
            return Ok(());
        }
        let inner = match item.kind {
            ExprKind::And(items) => Some((items, false)),
            ExprKind::Or(items) => Some((items, true)),
            _ => None,
        };
        if let Some((items, inner_stop)) = inner {
            let (last, first) = items.split_last().expect("two operands at least");
            let next = self.u.label();
            for item in first {
                if inner_stop == stop {
                    self.keep_if(item, stop, h, end)?;
                } else {
                    // It decides the inner chain, and not the outer one, which goes on.
                    self.jump_if(item, inner_stop, next)?;
                }
            }
            self.keep_if(last, stop, h, end)?;
            self.u.bind(next);
            return Ok(());
        }
        self.expr_into(item, h)?;
        let instr = match stop {
            true => Instr::JumpIfTrueKeep { a: Keep(h), to: Far(0) },
            false => Instr::JumpIfFalseKeep { a: Keep(h), to: Far(0) },
        };
        self.u.branch(instr, end);
        Ok(())
    }

    /// `a and b and c` (`or` if `stop` is true) as a value.
    pub(super) fn bool_op(&mut self, items: &'a [Expr<'a>], stop: bool, dst: Reg) -> Res {
        let h = self.u.top;
        let end = self.u.label();
        let (last, first) = items.split_last().expect("two operands at least");
        for item in first {
            self.keep_if(item, stop, h, end)?;
        }
        self.expr_into(last, h)?;
        self.u.bind(end);
        self.u.push();
        self.move_to(dst, h);
        self.u.top = h;
        Ok(())
    }
}
