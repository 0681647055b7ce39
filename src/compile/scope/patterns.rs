//! The symbol table's walk over expressions and patterns.

use super::ScopeKind;
use super::build::{Builder, Context, forbid_debug};
use super::flag::LOCAL;
use crate::compile::error::{Res, syntax, too_complex, too_deep};
use crate::syntax::ast::*;

impl<'a> Builder<'a> {
    pub(super) fn expr(&mut self, e: &'a Expr<'a>) -> Res {
        // Operators before their operand, and what ends in an expression of its own kind, are what CPython's parser gives up at.
        let rightward = match e.kind {
            ExprKind::Unary { .. }
            | ExprKind::Conditional { .. }
            | ExprKind::Lambda { .. }
            | ExprKind::Await(_)
            | ExprKind::Binary { op: BinaryOp::Pow, .. } => true,
            ExprKind::Literal(_) | ExprKind::Name(_) => self.rightward,
            _ => false,
        };
        let around = std::mem::replace(&mut self.rightward, rightward);
        if self.deeper(e.span).is_err() {
            return if rightward { too_complex(e.span) } else { too_deep(e.span) };
        }
        self.expr_inner(e)?;
        self.shallower();
        self.rightward = around;
        Ok(())
    }

    fn all(&mut self, items: &'a [Expr<'a>]) -> Res {
        items.iter().try_for_each(|i| self.expr(i))
    }

    fn expr_inner(&mut self, e: &'a Expr<'a>) -> Res {
        match &e.kind {
            ExprKind::Literal(_) => Ok(()),
            ExprKind::Name(name) => self.name(name, Context::Load, e.span),
            ExprKind::FString(parts) | ExprKind::TString(parts) => self.fstring(parts),
            ExprKind::Tuple(items) | ExprKind::List(items) | ExprKind::Set(items) => self.all(items),
            ExprKind::And(items) | ExprKind::Or(items) => self.all(items),
            ExprKind::Dict(items) => items.iter().try_for_each(|item| match item {
                DictItem::Pair(k, v) => {
                    self.expr(k)?;
                    self.expr(v)
                }
                DictItem::Spread(m) => self.expr(m),
            }),
            ExprKind::Starred(inner) => self.expr(inner),
            ExprKind::Unary { operand, .. } => self.expr(operand),
            ExprKind::Binary { left, right, .. } => {
                self.expr(left)?;
                self.expr(right)
            }
            ExprKind::Compare { first, rest } => {
                self.expr(first)?;
                rest.iter().try_for_each(|(_, r)| self.expr(r))
            }
            ExprKind::Conditional { test, then, other } => {
                self.expr(test)?;
                self.expr(then)?;
                self.expr(other)
            }
            ExprKind::Attribute { value, .. } => self.expr(value),
            ExprKind::Subscript { value, index } => {
                self.expr(value)?;
                self.expr(index)
            }
            ExprKind::Slice { lower, upper, step } => {
                self.maybe(*lower)?;
                self.maybe(*upper)?;
                self.maybe(*step)
            }
            ExprKind::Call { func, args } => {
                self.expr(func)?;
                self.args(args)
            }
            ExprKind::Named { target, value } => self.named(e, *target, value),
            ExprKind::Lambda { params, body } => self.lambda(e, params, body),
            ExprKind::ListComp { element, clauses } => {
                self.comprehension(e, ScopeKind::ListComp, element, None, clauses)
            }
            ExprKind::SetComp { element, clauses } => {
                self.comprehension(e, ScopeKind::SetComp, element, None, clauses)
            }
            ExprKind::DictComp { key, value, clauses } => {
                self.comprehension(e, ScopeKind::DictComp, key, Some(value), clauses)
            }
            ExprKind::Generator { element, clauses } => {
                self.comprehension(e, ScopeKind::Generator, element, None, clauses)
            }
            ExprKind::Await(value) => {
                self.forbid_in_annotation("await expression", e.span)?;
                self.check_await(e.span)?;
                self.expr(value)?;
                self.scope().is_coroutine = true;
                Ok(())
            }
            ExprKind::Yield(value) => {
                self.forbid_in_annotation("yield expression", e.span)?;
                self.maybe(*value)?;
                self.yields(e)
            }
            ExprKind::YieldFrom(value) => {
                self.forbid_in_annotation("yield expression", e.span)?;
                self.expr(value)?;
                self.yields(e)
            }
        }
    }

    fn yields(&mut self, e: &'a Expr<'a>) -> Res {
        let kind = self.scope().kind;
        let place = match kind {
            ScopeKind::ListComp => "list comprehension",
            ScopeKind::SetComp => "set comprehension",
            ScopeKind::DictComp => "dict comprehension",
            ScopeKind::Generator => "generator expression",
            _ => {
                if !kind.is_function_like() {
                    let from = if matches!(e.kind, ExprKind::YieldFrom(_)) { " from" } else { "" };
                    return syntax(e.span, format!("'yield{from}' outside function"));
                }
                if matches!(e.kind, ExprKind::YieldFrom(_)) && kind == ScopeKind::AsyncFunction {
                    return syntax(e.span, "'yield from' inside async function");
                }
                self.scope().is_generator = true;
                return Ok(());
            }
        };
        syntax(e.span, format!("'yield' inside {place}"))
    }

    fn fstring(&mut self, parts: &'a [FStringPart<'a>]) -> Res {
        for part in parts {
            if let FStringPart::Field { value, spec, .. } = part {
                self.expr(value)?;
                if let Some(spec) = spec {
                    self.deeper(value.span)?;
                    self.fstring(spec.parts)?;
                    self.shallower();
                }
            }
        }
        Ok(())
    }

    pub(super) fn args(&mut self, args: &'a [Arg<'a>]) -> Res {
        // Positional parts first, as in CPython's tree.
        for arg in args {
            if let Arg::Positional(e) | Arg::Star(_, e) = arg {
                self.expr(e)?;
            }
        }
        for arg in args {
            match arg {
                Arg::Keyword(span, name, value) => {
                    forbid_debug(name.name, "assign to", *span)?;
                    self.expr(value)?;
                }
                Arg::DoubleStar(_, value) => self.expr(value)?,
                _ => {}
            }
        }
        Ok(())
    }

    pub(super) fn pattern(&mut self, p: &'a Pattern<'a>) -> Res {
        self.deeper(p.span)?;
        self.pattern_inner(p)?;
        self.shallower();
        Ok(())
    }

    fn capture(&mut self, name: Ident<'a>, p: &'a Pattern<'a>) -> Res {
        forbid_debug(name.name, "assign to", p.span)?;
        self.define(name.name, LOCAL, p.span)
    }

    fn pattern_inner(&mut self, p: &'a Pattern<'a>) -> Res {
        match &p.kind {
            PatternKind::Value(e) => self.expr(e),
            PatternKind::Singleton(_) | PatternKind::Wildcard | PatternKind::Star(None) => Ok(()),
            PatternKind::Sequence(items) | PatternKind::Or(items) => {
                items.iter().try_for_each(|i| self.pattern(i))
            }
            PatternKind::Star(Some(name)) | PatternKind::Capture(name) => self.capture(*name, p),
            PatternKind::Mapping { items, rest } => {
                for (key, _) in *items {
                    self.expr(key)?;
                }
                for (_, sub) in *items {
                    self.pattern(sub)?;
                }
                rest.map_or(Ok(()), |name| self.capture(name, p))
            }
            PatternKind::Class { class, positional, keywords } => {
                self.expr(class)?;
                positional.iter().try_for_each(|i| self.pattern(i))?;
                keywords.iter().try_for_each(|(_, i)| self.pattern(i))
            }
            PatternKind::As { pattern, name } => {
                self.pattern(pattern)?;
                self.capture(*name, p)
            }
        }
    }
}
