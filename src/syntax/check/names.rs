//! Names that are stored: targets, parameters, keyword arguments, type parameters.

use std::collections::HashSet;

use super::{Node, Walk};
use crate::diag::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::*;

impl<'t> Walk<'t> {
    /// A name that is assigned: all but `__debug__` may be.
    pub(super) fn stored(&mut self, name: &str, span: Span) {
        self.changed(name, "assign to", span);
    }

    fn changed(&mut self, name: &str, verb: &str, span: Span) {
        if name == "__debug__" {
            self.findings.compiler_error(Diagnostic::syntax(format!("cannot {verb} __debug__"), span));
        }
    }

    pub(super) fn target(&mut self, target: &'t Expr<'t>, verb: &'static str) {
        match &target.kind {
            ExprKind::Name(name) => self.changed(name, verb, target.span),
            ExprKind::Attribute { value, attr } => {
                self.changed(attr.name, verb, target.span);
                self.new.push(Node::Expr(value));
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                let stars = items.iter().filter(|item| matches!(item.kind, ExprKind::Starred(_))).count();
                if stars > 1 {
                    self.findings.compiler_error(
                        Diagnostic::syntax("multiple starred expressions in assignment", target.span)
                            .with_note("one starred name takes whatever the others leave"),
                    );
                }
                self.new.extend(items.iter().map(|item| Node::Target(item, verb)));
            }
            ExprKind::Starred(inner) => self.new.push(Node::Target(inner, verb)),
            _ => self.expr(target),
        }
    }

    pub(super) fn params(&mut self, params: &'t Params<'t>) {
        let lists = [params.positional_only, params.positional, params.keyword_only];
        let extra = [params.var_args, params.var_kwargs];
        let all = || lists.iter().flat_map(|list| list.iter()).chain(extra.iter().flatten().copied());
        // Defaults are evaluated before annotations.
        for param in all() {
            self.new.extend(param.default.map(Node::Expr));
        }
        let mut seen = HashSet::new();
        for param in all() {
            let end = param.annotation.map_or(param.name.span.end, |annotation| annotation.span.end);
            let span = Span::new(param.name.span.start, end);
            self.stored(param.name.name, span);
            if !seen.insert(param.name.name) {
                self.findings.symbol_error(Diagnostic::syntax(
                    format!("duplicate argument '{}' in function definition", param.name.name),
                    span,
                ));
            }
            match param.annotation {
                // `*args: *Ts`
                Some(Expr { kind: ExprKind::Starred(inner), .. }) => self.new.push(Node::Expr(inner)),
                annotation => self.new.extend(annotation.map(Node::Expr)),
            }
        }
    }

    pub(super) fn args(&mut self, args: &'t [Arg<'t>]) {
        let mut seen = HashSet::new();
        for arg in args {
            match arg {
                Arg::Positional(value) | Arg::Star(_, value) | Arg::DoubleStar(_, value) => {
                    self.new.push(Node::Expr(value));
                }
                Arg::Keyword(span, name, value) => {
                    self.stored(name.name, *span);
                    if !seen.insert(name.name) {
                        self.findings.compiler_error(Diagnostic::syntax(
                            format!("keyword argument repeated: {}", name.name),
                            *span,
                        ));
                    }
                    self.new.push(Node::Expr(value));
                }
            }
        }
    }

    pub(super) fn type_params(&mut self, params: &'t [TypeParam<'t>]) {
        let mut seen = HashSet::new();
        let mut default_seen = false;
        for param in params {
            let name = param.name.name;
            self.stored(name, param.span);
            if !seen.insert(name) {
                self.findings.symbol_error(Diagnostic::syntax(
                    format!("duplicate type parameter '{name}'"),
                    param.span,
                ));
            }
            if param.default.is_some() {
                default_seen = true;
            } else if default_seen {
                self.findings.compiler_error(Diagnostic::syntax(
                    format!("non-default type parameter '{name}' follows default type parameter"),
                    param.span,
                ));
            }
            self.new.extend(param.bound.map(Node::Expr));
            match param.default {
                // `*Ts = *default`
                Some(Expr { kind: ExprKind::Starred(inner), .. }) => self.new.push(Node::Expr(inner)),
                default => self.new.extend(default.map(Node::Expr)),
            }
        }
    }
}
