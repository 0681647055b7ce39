//! What can be assigned to, deleted, annotated: checked on the expression that the grammar took for the target.

use super::ast::*;
use super::build::{Built, fail, fail_with};
use crate::source::Span;

/// What is done to a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetKind {
    Assign,
    Delete,
    For,
    With,
}

/// CPython's word for a kind of expression.
pub fn expr_name(expr: &Expr<'_>) -> &'static str {
    match &expr.kind {
        ExprKind::Attribute { .. } => "attribute",
        ExprKind::Subscript { .. } => "subscript",
        ExprKind::Starred(_) => "starred",
        ExprKind::Name(_) => "name",
        ExprKind::List(_) => "list",
        ExprKind::Tuple(_) => "tuple",
        ExprKind::Lambda { .. } => "lambda",
        ExprKind::Call { .. } => "function call",
        ExprKind::And(_) | ExprKind::Or(_) | ExprKind::Binary { .. } | ExprKind::Unary { .. } => "expression",
        ExprKind::Generator { .. } => "generator expression",
        ExprKind::Yield(_) | ExprKind::YieldFrom(_) => "yield expression",
        ExprKind::Await(_) => "await expression",
        ExprKind::ListComp { .. } => "list comprehension",
        ExprKind::SetComp { .. } => "set comprehension",
        ExprKind::DictComp { .. } => "dict comprehension",
        ExprKind::Dict(_) => "dict literal",
        ExprKind::Set(_) => "set display",
        ExprKind::FString(_) => "f-string expression",
        ExprKind::TString(_) => "t-string expression",
        ExprKind::Literal(Literal::None) => "None",
        ExprKind::Literal(Literal::True) => "True",
        ExprKind::Literal(Literal::False) => "False",
        ExprKind::Literal(Literal::Ellipsis) => "ellipsis",
        ExprKind::Literal(_) => "literal",
        ExprKind::Compare { .. } => "comparison",
        ExprKind::Conditional { .. } => "conditional expression",
        ExprKind::Named { .. } => "named expression",
        ExprKind::Slice { .. } => "slice",
    }
}

/// The first part of a target that cannot be one. The depth is bounded by the limit on open brackets.
pub fn invalid_part<'e, 'a>(expr: &'e Expr<'a>, kind: TargetKind) -> Option<&'e Expr<'a>> {
    match &expr.kind {
        ExprKind::List(items) | ExprKind::Tuple(items) => {
            items.iter().find_map(|item| invalid_part(item, kind))
        }
        ExprKind::Starred(inner) => match kind {
            TargetKind::Delete => Some(expr),
            _ => invalid_part(inner, kind),
        },
        ExprKind::Compare { first, rest: [(CompareOp::In, _), ..] } if kind == TargetKind::For => {
            invalid_part(first, kind)
        }
        ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => None,
        _ => Some(expr),
    }
}

/// Rejects what is no target.
pub fn check(target: &Expr<'_>, kind: TargetKind) -> Built<()> {
    if let Some(bad) = invalid_part(target, kind) {
        let verb = if kind == TargetKind::Delete { "delete" } else { "assign to" };
        return fail(format!("cannot {verb} {}", expr_name(bad)), bad.span);
    }
    Ok(())
}

/// Rejects what cannot stand before `+=` and its like.
pub fn check_augmented(target: &Expr<'_>) -> Built<()> {
    match target.kind {
        ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => Ok(()),
        _ => fail_with(
            format!("'{}' is an illegal expression for augmented assignment", expr_name(target)),
            target.span,
            "one name, attribute or item at a time",
        ),
    }
}

/// Whether the expression binds at least as tightly as `|`.
pub fn is_bitwise_or(expr: &Expr<'_>) -> bool {
    !matches!(
        expr.kind,
        ExprKind::And(_)
            | ExprKind::Or(_)
            | ExprKind::Compare { .. }
            | ExprKind::Conditional { .. }
            | ExprKind::Lambda { .. }
            | ExprKind::Named { .. }
            | ExprKind::Yield(_)
            | ExprKind::YieldFrom(_)
            | ExprKind::Starred(_)
            | ExprKind::Unary { op: UnaryOp::Not, .. }
    )
}

/// Whether the text begins with a list, a tuple, a generator expression, True, None or False: CPython then leaves out the
/// guess that a comparison was meant.
pub fn begins_with_display(expr: &Expr<'_>, outer: Span) -> bool {
    let mut first = expr;
    loop {
        first = match &first.kind {
            ExprKind::Binary { left, .. } => left,
            ExprKind::Attribute { value, .. } | ExprKind::Subscript { value, .. } => value,
            ExprKind::Call { func, .. } => func,
            _ => break,
        };
        if first.span.start != outer.start {
            return false;
        }
    }
    first.span.start == outer.start
        && matches!(
            first.kind,
            ExprKind::List(_)
                | ExprKind::Tuple(_)
                | ExprKind::Generator { .. }
                | ExprKind::Literal(Literal::None | Literal::True | Literal::False)
        )
}
