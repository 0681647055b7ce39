//! `match` cases and patterns as node objects.

use super::{Context, Maker};
use crate::natives::modules::ast::table::Node;
use crate::object::Value;
use crate::syntax::ast::*;
use crate::vm::ops::{BinOp, UnOp};

impl Maker<'_, '_> {
    pub(super) fn case(&mut self, c: &Case<'_>) -> Value {
        let (pattern, guard, body) = (self.pattern(&c.pattern), self.opt(c.guard), self.body(c.body));
        self.bare(Node::MatchCase, [pattern, guard, body])
    }

    fn patterns(&mut self, patterns: &[Pattern<'_>]) -> Value {
        let items = patterns.iter().map(|p| self.pattern(p)).collect();
        self.list(items)
    }

    /// What is compared with: in an optimised tree negative and complex numbers are constants.
    fn matched(&mut self, e: &Expr<'_>) -> Value {
        let folds = self.wishes.optimized.is_some_and(|level| level > 0);
        if folds
            && matches!(e.kind, ExprKind::Unary { .. } | ExprKind::Binary { .. })
            && let Some(number) = self.number(e)
        {
            return self.node(Node::Constant, e.span, [number, Value::None]);
        }
        self.expr(e, Context::Load)
    }

    fn number(&mut self, e: &Expr<'_>) -> Option<Value> {
        match &e.kind {
            ExprKind::Literal(
                literal @ (Literal::Int(_)
                | Literal::BigInt { .. }
                | Literal::Float(_)
                | Literal::Imaginary(_)),
            ) => Some(self.literal(literal)),
            ExprKind::Unary { op: UnaryOp::Neg, operand } => {
                let operand = self.number(operand)?;
                self.vm.unary(UnOp::Neg, &operand).ok()
            }
            ExprKind::Binary { op: op @ (BinaryOp::Add | BinaryOp::Sub), left, right, .. } => {
                let (left, right) = (self.number(left)?, self.number(right)?);
                let op = if *op == BinaryOp::Add { BinOp::Add } else { BinOp::Sub };
                self.vm.binary(op, &left, &right).ok()
            }
            _ => None,
        }
    }

    fn pattern(&mut self, p: &Pattern<'_>) -> Value {
        let span = p.span;
        match &p.kind {
            PatternKind::Value(e) => {
                let value = self.matched(e);
                self.node(Node::MatchValue, span, [value])
            }
            PatternKind::Singleton(literal) => {
                let value = self.literal(literal);
                self.node(Node::MatchSingleton, span, [value])
            }
            PatternKind::Sequence(items) => {
                let items = self.patterns(items);
                self.node(Node::MatchSequence, span, [items])
            }
            PatternKind::Star(name) => {
                let name = self.opt_ident(*name);
                self.node(Node::MatchStar, span, [name])
            }
            PatternKind::Mapping { items, rest } => {
                let keys = items.iter().map(|(key, _)| self.matched(key)).collect();
                let values = items.iter().map(|(_, value)| self.pattern(value)).collect();
                let (keys, values, rest) = (self.list(keys), self.list(values), self.opt_ident(*rest));
                self.node(Node::MatchMapping, span, [keys, values, rest])
            }
            PatternKind::Class { class, positional, keywords } => {
                let (class, positional) = (self.expr(class, Context::Load), self.patterns(positional));
                let names: Vec<Ident<'_>> = keywords.iter().map(|(name, _)| *name).collect();
                let values = keywords.iter().map(|(_, value)| self.pattern(value)).collect();
                let (names, values) = (self.idents(&names), self.list(values));
                self.node(Node::MatchClass, span, [class, positional, names, values])
            }
            PatternKind::Or(items) => {
                let items = self.patterns(items);
                self.node(Node::MatchOr, span, [items])
            }
            PatternKind::As { pattern, name } => {
                let (pattern, name) = (self.pattern(pattern), self.name(name.name));
                self.node(Node::MatchAs, span, [pattern, name])
            }
            PatternKind::Capture(name) => {
                let name = self.name(name.name);
                self.node(Node::MatchAs, span, [Value::None, name])
            }
            PatternKind::Wildcard => self.node(Node::MatchAs, span, [Value::None, Value::None]),
        }
    }
}
