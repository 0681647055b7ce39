//! Assignments: `t1 = t2 = value`, where the grammar takes any expression for a target. CPython guesses at a comparison where
//! the first target (or the last element of its row) cannot be one; the conditions of that guess are followed here.

use super::*;
use crate::syntax::targets::{self, TargetKind, expr_name};

const GUESS_NAME: &str = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";

impl<'a> Builder<'a, '_> {
    /// `start` is where the first target stands, with its parentheses; the last of `rest` is the value.
    pub fn assign(&self, start: u32, first: Expr<'a>, mut rest: Vec<Placed<'a>>) -> Built<StmtKind<'a>> {
        let Some(value) = rest.pop() else {
            return Ok(StmtKind::Expr(self.alloc(first)));
        };
        let outer = Span::new(start, first.span.end);
        let mut placed = Vec::with_capacity(rest.len() + 1);
        placed.push(Placed { outer, expr: first });
        placed.append(&mut rest);
        for target in &placed {
            let is_yield = matches!(target.expr.kind, ExprKind::Yield(_) | ExprKind::YieldFrom(_));
            let bad = targets::invalid_part(&target.expr, TargetKind::Assign);
            if bad.is_none() {
                continue;
            }
            self.guess_comparison(&placed, &value)?;
            if is_yield && !target.is_bracketed() {
                return fail("assignment to yield expression not possible", target.expr.span);
            }
            targets::check(&target.expr, TargetKind::Assign)?;
        }
        let targets: Vec<_> = placed.iter().map(|target| target.expr).collect();
        Ok(StmtKind::Assign { targets: self.slice(&targets), value: self.alloc(value.expr) })
    }

    /// Fails with CPython's guess where it makes one.
    fn guess_comparison(&self, targets: &[Placed<'a>], value: &Placed<'a>) -> Built<()> {
        let first = &targets[0];
        let candidate = match first.expr.kind {
            ExprKind::Tuple([.., last])
                if !first.is_bracketed() && !self.is_bracketed_tuple(&first.expr, first.outer.start) =>
            {
                if self.token_at(last.span.end).kind == Tok::Comma {
                    return Ok(());
                }
                let bracketed = self.source.text()[..last.span.start as usize].trim_end().ends_with('(');
                let start = if bracketed { last.span.start - 1 } else { last.span.start };
                Placed { outer: Span::new(start, last.span.end), expr: *last }
            }
            _ => *first,
        };
        let (next, is_value) = match targets.get(1) {
            Some(next) => (next, false),
            None => (value, true),
        };
        let Some(operand) = self.leading_operand(next) else {
            return Ok(());
        };
        if !is_value && operand.end == next.expr.span.end {
            return Ok(());
        }
        let bracketed = candidate.is_bracketed();
        if matches!(candidate.expr.kind, ExprKind::Name(_)) && !bracketed {
            let span = Span::new(candidate.expr.span.start, operand.end);
            return fail_with(GUESS_NAME, span, "== compares; := gives a name a value within an expression");
        }
        let fits = bracketed || targets::is_bitwise_or(&candidate.expr);
        if !fits || targets::begins_with_display(&candidate.expr, candidate.outer) {
            return Ok(());
        }
        fail_with(
            format!(
                "cannot assign to {} here. Maybe you meant '==' instead of '='?",
                expr_name(&candidate.expr)
            ),
            candidate.expr.span,
            "== compares two values",
        )
    }

    /// The first operand of an expression that binds as tightly as `|`; None behind `not`, `lambda`, `yield` or a star.
    fn leading_operand(&self, placed: &Placed<'a>) -> Option<Span> {
        if placed.is_bracketed() {
            return Some(placed.expr.span);
        }
        let mut expr = placed.expr;
        loop {
            expr = match expr.kind {
                ExprKind::And(items) | ExprKind::Or(items) => items[0],
                ExprKind::Conditional { then, .. } => *then,
                ExprKind::Compare { first, .. } => *first,
                ExprKind::Tuple([first, ..]) if !self.is_bracketed_tuple(&expr, placed.outer.start) => *first,
                ExprKind::Unary { op: UnaryOp::Not, .. }
                | ExprKind::Lambda { .. }
                | ExprKind::Yield(_)
                | ExprKind::YieldFrom(_)
                | ExprKind::Starred(_) => return None,
                _ => return Some(expr.span),
            };
        }
    }

    /// Whether the parentheses of a tuple belong to it.
    pub(super) fn is_bracketed_tuple(&self, tuple: &Expr<'a>, start: u32) -> bool {
        let ExprKind::Tuple(items) = tuple.kind else {
            return false;
        };
        match items.first() {
            None => true,
            Some(first) if tuple.span.start == start && first.span.start == start => false,
            // `(a), b` begins with a parenthesis that is not the tuple's: look what encloses the first element.
            Some(_) => self.encloses(tuple.span),
        }
    }

    /// Whether the first parenthesis of a span is closed by its last character.
    fn encloses(&self, span: Span) -> bool {
        let mut depth = 0usize;
        let first =
            self.tokens.partition_point(|token| token.span.start < span.start || token.kind.is_start());
        for token in &self.tokens[first..] {
            match token.kind {
                kind if kind.is_open() => depth += 1,
                kind if kind.is_close() => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return token.span.end == span.end && token.kind.is_close();
            }
        }
        false
    }
}
