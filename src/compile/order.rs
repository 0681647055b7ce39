//! The order of a function's variables (`co_varnames`, `locals()`): that of their first appearance in CPython's code, where the target of an
//! assignment comes after its value. Here the value often goes straight into the target's register, so the names in it are met first.

use super::Compiler;
use super::scope::Part;
use crate::syntax::ast::*;

/// Whether evaluating the expression cannot assign any variable.
pub(super) fn assigns_nothing(e: &Expr<'_>) -> bool {
    matches!(e.kind, ExprKind::Literal(_) | ExprKind::Name(_))
}

impl<'a> Compiler<'a, '_> {
    /// Gives registers to the variables in `value`, unless `target` has one already.
    pub(super) fn meet_value_first(&mut self, target: &'a str, value: &'a Expr<'a>) {
        if matches!(value.kind, ExprKind::Literal(_)) || !self.u.scope_kind.is_function_like() {
            return;
        }
        let mangled = self.mangled(target);
        if !self.u.registers.contains_key(&(self.u.lexical, mangled)) {
            self.meet(value);
        }
    }

    fn meet_all(&mut self, items: &'a [Expr<'a>]) {
        for item in items {
            self.meet(item);
        }
    }

    fn meet(&mut self, e: &'a Expr<'a>) {
        match &e.kind {
            ExprKind::Literal(_) => {}
            ExprKind::Name(name) => _ = self.local_of(name),
            ExprKind::FString(parts) | ExprKind::TString(parts) => self.meet_parts(parts),
            ExprKind::Tuple(items)
            | ExprKind::List(items)
            | ExprKind::Set(items)
            | ExprKind::And(items)
            | ExprKind::Or(items) => self.meet_all(items),
            ExprKind::Dict(items) => {
                for item in *items {
                    match item {
                        DictItem::Pair(k, v) => {
                            self.meet(k);
                            self.meet(v);
                        }
                        DictItem::Spread(m) => self.meet(m),
                    }
                }
            }
            ExprKind::Starred(inner)
            | ExprKind::Unary { operand: inner, .. }
            | ExprKind::Attribute { value: inner, .. }
            | ExprKind::Await(inner)
            | ExprKind::Yield(Some(inner))
            | ExprKind::YieldFrom(inner) => self.meet(inner),
            ExprKind::Yield(None) => {}
            ExprKind::Binary { left, right, .. } => {
                self.meet(left);
                self.meet(right);
            }
            ExprKind::Compare { first, rest } => {
                self.meet(first);
                for (_, right) in *rest {
                    self.meet(right);
                }
            }
            ExprKind::Conditional { test, then, other } => {
                self.meet(test);
                self.meet(then);
                self.meet(other);
            }
            ExprKind::Subscript { value, index } => {
                self.meet(value);
                self.meet(index);
            }
            ExprKind::Slice { lower, upper, step } => {
                for part in [lower, upper, step].into_iter().flatten() {
                    self.meet(part);
                }
            }
            ExprKind::Call { func, args } => {
                self.meet(func);
                let positional = |a: &&'a Arg<'a>| matches!(a, Arg::Positional(_) | Arg::Star(..));
                let ordered = args.iter().filter(positional).chain(args.iter().filter(|a| !positional(a)));
                for arg in ordered {
                    match arg {
                        Arg::Positional(e)
                        | Arg::Star(_, e)
                        | Arg::Keyword(_, _, e)
                        | Arg::DoubleStar(_, e) => {
                            self.meet(e);
                        }
                    }
                }
            }
            ExprKind::Named { target, value } => {
                self.meet(value);
                self.local_of(target.name);
            }
            ExprKind::Lambda { params, .. } => {
                for p in params.positional_only.iter().chain(params.positional).chain(params.keyword_only) {
                    if let Some(default) = p.default {
                        self.meet(default);
                    }
                }
            }
            ExprKind::ListComp { element, clauses } | ExprKind::SetComp { element, clauses } => {
                self.meet_comprehension(e, &[element], clauses);
            }
            ExprKind::DictComp { key, value, clauses } => self.meet_comprehension(e, &[key, value], clauses),
            ExprKind::Generator { clauses, .. } => self.meet(&clauses[0].iter),
        }
    }

    fn meet_parts(&mut self, parts: &'a [FStringPart<'a>]) {
        for part in parts {
            if let FStringPart::Field { value, spec, .. } = part {
                self.meet(value);
                self.meet_parts(spec.map_or(&[], |spec| spec.parts));
            }
        }
    }

    fn meet_comprehension(
        &mut self,
        e: &'a Expr<'a>,
        elements: &[&'a Expr<'a>],
        clauses: &'a [Comprehension<'a>],
    ) {
        self.meet(&clauses[0].iter);
        let scope = self.table.of(e, Part::Body);
        if !self.table.get(scope).inlined {
            return;
        }
        let saved = std::mem::replace(&mut self.u.lexical, scope);
        for (name, _) in self.own_variables(scope) {
            self.register(scope, name);
        }
        for (i, clause) in clauses.iter().enumerate() {
            if i > 0 {
                self.meet(&clause.iter);
            }
            self.meet_all(clause.conditions);
        }
        for element in elements {
            self.meet(element);
        }
        self.u.lexical = saved;
        // The registers stay with this comprehension, but the next ones may have them too.
        self.spare_variables(scope);
    }
}
