//! Comparisons as values, and chains of them.

use super::Compiler;
use super::error::Res;
use super::order::assigns_nothing;
use super::unit::Reg;
use crate::bytecode::*;
use crate::syntax::ast::*;

/// The instruction for one comparison.
pub(super) fn compare_instr(op: CompareOp, dst: Dst, a: Src, b: Src) -> Instr {
    match op {
        CompareOp::Lt => Instr::Lt { dst, a, b },
        CompareOp::Le => Instr::Le { dst, a, b },
        CompareOp::Eq => Instr::Eq { dst, a, b },
        CompareOp::Ne => Instr::Ne { dst, a, b },
        CompareOp::Gt => Instr::Gt { dst, a, b },
        CompareOp::Ge => Instr::Ge { dst, a, b },
        CompareOp::Is => Instr::Is { negate: 0, dst, a, b },
        CompareOp::IsNot => Instr::Is { negate: 1, dst, a, b },
        CompareOp::In => Instr::In { negate: 0, dst, a, b },
        CompareOp::NotIn => Instr::In { negate: 1, dst, a, b },
    }
}

impl<'a> Compiler<'a, '_> {
    pub(super) fn compare(
        &mut self,
        e: &'a Expr<'a>,
        first: &'a Expr<'a>,
        rest: &'a [(CompareOp, Expr<'a>)],
        dst: Reg,
    ) -> Res {
        self.check_compare(e, first, rest);
        if let [(op, right)] = rest {
            return self.compare_one(first, *op, right, dst);
        }
        // Registers: the result so far at `h`, the middle operand above it.
        let h = self.u.top;
        let end = self.u.label();
        let mut cleanups = Vec::new();
        let mut a = self.operand(first, false)?;
        if self.u.top == h {
            self.u.push();
        }
        let (last, firsts) = rest.split_last().expect("a chain has two comparisons");
        for (op, right) in firsts {
            let in_place = self.middle(right, *op)?;
            let (b, copy) = match in_place {
                Some(b) => (b, b),
                None => {
                    let b = self.u.top - 1;
                    let copy = self.u.push();
                    self.u.emit(Instr::Copy { dst: Dst(copy), src: Keep(b) });
                    (b, copy)
                }
            };
            self.u.emit(compare_instr(*op, Dst(h), Src(a), Src(copy)));
            self.u.top = if in_place.is_some() { h + 1 } else { b + 1 };
            let out = if in_place.is_some() { end } else { self.u.label() };
            self.u.branch(Instr::JumpIfFalseKeep { a: Keep(h), to: Far(0) }, out);
            if in_place.is_none() {
                cleanups.push((out, b));
            }
            a = b;
            // The next middle operand must stand directly above `h`: move this one down to `h`, which is dead now.
            if !self.u.is_local(a) {
                self.u.emit(Instr::Move { dst: Dst(h), src: Src(a) });
                a = h;
                self.u.top = h + 1;
            }
        }
        let (op, right) = last;
        let b = self.contained(right, *op)?;
        self.u.emit(compare_instr(*op, Dst(h), Src(a), Src(b)));
        self.u.jump(end);
        for (label, register) in cleanups {
            self.u.bind(label);
            self.u.emit(Instr::Drop { src: Src(register) });
            self.u.jump(end);
        }
        self.u.bind(end);
        self.move_to(dst, h);
        self.u.top = h;
        Ok(())
    }

    /// A middle operand of a chain: a local that is read in place, or None if it was pushed.
    pub(super) fn middle(&mut self, e: &'a Expr<'a>, op: CompareOp) -> Res<Option<Reg>> {
        let before = self.u.top;
        let r = if matches!(op, CompareOp::In | CompareOp::NotIn) {
            self.contained(e, op)?
        } else {
            self.operand(e, false)?
        };
        Ok((self.u.top == before).then_some(r))
    }

    pub(super) fn compare_one(
        &mut self,
        first: &'a Expr<'a>,
        op: CompareOp,
        right: &'a Expr<'a>,
        dst: Reg,
    ) -> Res {
        let a = self.operand(first, assigns_nothing(right))?;
        let b = self.contained(right, op)?;
        self.u.emit(compare_instr(op, Dst(dst), Src(a), Src(b)));
        Ok(())
    }

    /// The right operand of a comparison; after `in`, a display of constants is a constant.
    pub(super) fn contained(&mut self, e: &'a Expr<'a>, op: CompareOp) -> Res<Reg> {
        if matches!(op, CompareOp::In | CompareOp::NotIn)
            && let Some(c) = self.fold_container(e)
        {
            let r = self.u.push();
            self.at(e.span, |x| x.u.load_const(r, c));
            return Ok(r);
        }
        self.operand(e, true)
    }
}
