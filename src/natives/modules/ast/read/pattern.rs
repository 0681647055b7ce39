//! `match` and its patterns.

use super::super::show::Context;
use super::super::table::Node;
use super::Reader;
use crate::object::Value;
use crate::source::Span;
use crate::syntax::ast::*;
use crate::vm::{Res, Vm};

impl<'a> Reader<'a> {
    pub(super) fn match_(&mut self, vm: &mut Vm, v: &Value) -> Res<StmtKind<'a>> {
        let subject = self.expr_ref(vm, v, Node::Match, 0, Context::Load)?;
        let cases = self.full_list(vm, v, Node::Match, 1)?;
        let mut out = Vec::with_capacity(cases.len());
        for case in &cases {
            let pattern = self.field(vm, case, Node::MatchCase, 0)?;
            if pattern.is_none() {
                return Err(self.required(vm, Node::MatchCase, 0));
            }
            let pattern = self.pattern(vm, &pattern, false)?;
            let guard = self.opt_expr(vm, case, Node::MatchCase, 1)?;
            let body = self.full_list(vm, case, Node::MatchCase, 2)?;
            out.push(Case { pattern, guard, body: self.stmts(vm, &body)? });
        }
        Ok(StmtKind::Match { subject, cases: self.slice(&out) })
    }

    fn patterns(&mut self, vm: &mut Vm, items: &[Value], star: bool) -> Res<Vec<Pattern<'a>>> {
        items.iter().map(|item| self.pattern(vm, item, star)).collect()
    }

    fn pattern(&mut self, vm: &mut Vm, v: &Value, star: bool) -> Res<Pattern<'a>> {
        let span = self.span(vm, v, "pattern")?;
        let node = self.operator(vm, v, "pattern")?;
        let place = format!(" while traversing '{}' node", super::NODES[node as usize].name);
        let kind = vm.deeper_where(&place, |vm| self.pattern_kind(vm, v, node, span, star))?;
        Ok(Pattern { span, kind })
    }

    fn capture(
        &mut self,
        vm: &mut Vm,
        v: &Value,
        node: Node,
        i: usize,
        span: Span,
    ) -> Res<Option<Ident<'a>>> {
        let name = self.opt_ident(vm, v, node, i, span)?;
        match name {
            Some(Ident { name: "_", .. }) => self.refuse("can't capture name '_' in patterns"),
            Some(Ident { name: name @ ("None" | "True" | "False"), .. }) => {
                self.refuse(format!("identifier field can't represent '{name}' constant"));
            }
            _ => {}
        }
        Ok(name)
    }

    fn pattern_kind(
        &mut self,
        vm: &mut Vm,
        v: &Value,
        node: Node,
        span: Span,
        star: bool,
    ) -> Res<PatternKind<'a>> {
        Ok(match node {
            Node::MatchValue => {
                let value = self.expr_ref(vm, v, node, 0, Context::Load)?;
                self.check_value(value);
                PatternKind::Value(value)
            }
            Node::MatchSingleton => {
                let value = self.field(vm, v, node, 0)?;
                PatternKind::Singleton(match value {
                    Value::None => Literal::None,
                    Value::True => Literal::True,
                    Value::False => Literal::False,
                    _ => {
                        self.refuse("MatchSingleton can only contain True, False and None");
                        Literal::None
                    }
                })
            }
            Node::MatchSequence => {
                let items = self.field_list(vm, v, node, 0)?;
                let items = self.patterns(vm, &items, true)?;
                PatternKind::Sequence(self.slice(&items))
            }
            Node::MatchStar => {
                if !star {
                    self.refuse("can't use MatchStar here");
                }
                PatternKind::Star(self.capture(vm, v, node, 0, span)?)
            }
            Node::MatchMapping => {
                let (keys, values) = (self.field_list(vm, v, node, 0)?, self.field_list(vm, v, node, 1)?);
                if keys.len() != values.len() {
                    self.refuse("MatchMapping doesn't have the same number of keys as patterns");
                }
                let rest = self.capture(vm, v, node, 2, span)?;
                let mut items = Vec::with_capacity(keys.len());
                for (key, value) in keys.iter().zip(&values) {
                    let key = self.expr(vm, key, Context::Load)?;
                    let single =
                        matches!(key.kind, ExprKind::Literal(Literal::None | Literal::True | Literal::False));
                    if !single {
                        self.check_value(&key);
                    }
                    items.push((key, self.pattern(vm, value, false)?));
                }
                PatternKind::Mapping { items: self.slice(&items), rest }
            }
            Node::MatchClass => {
                let class = self.expr_ref(vm, v, node, 0, Context::Load)?;
                let mut at = class;
                while let ExprKind::Attribute { value, .. } = at.kind {
                    at = value;
                }
                if !matches!(at.kind, ExprKind::Name(_)) {
                    self.refuse("MatchClass cls field can only contain Name or Attribute nodes.");
                }
                let positional = self.field_list(vm, v, node, 1)?;
                let positional = self.patterns(vm, &positional, false)?;
                let names = self.field_list(vm, v, node, 2)?;
                let values = self.field_list(vm, v, node, 3)?;
                if names.len() != values.len() {
                    self.refuse("MatchClass doesn't have the same number of keyword attributes as patterns");
                }
                let mut keywords = Vec::with_capacity(names.len());
                for (name, value) in names.iter().zip(&values) {
                    keywords.push((self.ident(vm, name, span)?, self.pattern(vm, value, false)?));
                }
                let (positional, keywords) = (self.slice(&positional), self.slice(&keywords));
                PatternKind::Class { class, positional, keywords }
            }
            Node::MatchOr => {
                let items = self.field_list(vm, v, node, 0)?;
                if items.len() < 2 {
                    self.refuse("MatchOr requires at least 2 patterns");
                }
                let items = self.patterns(vm, &items, false)?;
                PatternKind::Or(self.slice(&items))
            }
            _ => {
                let inner = match self.find(vm, v, node, 0)? {
                    None | Some(Value::None) => None,
                    Some(inner) => Some(self.pattern(vm, &inner, false)?),
                };
                match (inner, self.capture(vm, v, node, 1, span)?) {
                    (Some(inner), Some(name)) => PatternKind::As { pattern: self.arena.alloc(inner), name },
                    (None, Some(name)) => PatternKind::Capture(name),
                    (None, None) => PatternKind::Wildcard,
                    (Some(_), None) => {
                        self.refuse("MatchAs must specify a target name if a pattern is given");
                        PatternKind::Wildcard
                    }
                }
            }
        })
    }

    /// What is compared with `==`: a literal number or text, a dotted name, a negative or complex number.
    fn check_value(&mut self, e: &Expr<'_>) {
        match &e.kind {
            ExprKind::Literal(
                Literal::Int(_)
                | Literal::BigInt { .. }
                | Literal::Float(_)
                | Literal::Imaginary(_)
                | Literal::Str(_)
                | Literal::Bytes(_),
            )
            | ExprKind::Attribute { .. }
            | ExprKind::FString(_) => {}
            ExprKind::Literal(_) => self.refuse("unexpected constant inside of a literal pattern"),
            ExprKind::Tuple(_) if self.invalid.is_none() => {
                self.refuse("unexpected constant inside of a literal pattern");
            }
            ExprKind::Unary { op: UnaryOp::Neg, operand } if is_number(operand) => {}
            ExprKind::Binary { op: BinaryOp::Add | BinaryOp::Sub, left, right, .. }
                if is_signed_real(left) && is_imaginary(right) => {}
            _ => self.refuse("patterns may only match literals and attribute lookups"),
        }
    }
}

fn is_number(e: &Expr<'_>) -> bool {
    use Literal::{BigInt, Float, Imaginary, Int};
    matches!(e.kind, ExprKind::Literal(Int(_) | BigInt { .. } | Float(_) | Imaginary(_)))
}

fn is_imaginary(e: &Expr<'_>) -> bool {
    matches!(e.kind, ExprKind::Literal(Literal::Imaginary(_)))
}

fn is_signed_real(e: &Expr<'_>) -> bool {
    match &e.kind {
        ExprKind::Unary { op: UnaryOp::Neg, operand } => is_number(operand) && !is_imaginary(operand),
        _ => is_number(e) && !is_imaginary(e),
    }
}
