//! Warnings about code that cannot mean what it says, with CPython's sentences.

use super::Compiler;
use super::error::{Res, syntax};
use crate::bytecode::Const;
use crate::syntax::ast::*;

/// The type's name if the expression surely makes an object of that built-in type.
fn type_of(e: &Expr<'_>) -> Option<&'static str> {
    Some(match &e.kind {
        ExprKind::Literal(l) => match l {
            Literal::None => "NoneType",
            Literal::True | Literal::False => "bool",
            Literal::Ellipsis => "ellipsis",
            Literal::Int(_) | Literal::BigInt { .. } => "int",
            Literal::Float(_) => "float",
            Literal::Imaginary(_) => "complex",
            Literal::Str(_) => "str",
            Literal::Bytes(_) => "bytes",
        },
        ExprKind::Tuple(_) => "tuple",
        ExprKind::List(_) | ExprKind::ListComp { .. } => "list",
        ExprKind::Dict(_) | ExprKind::DictComp { .. } => "dict",
        ExprKind::Set(_) | ExprKind::SetComp { .. } => "set",
        ExprKind::Generator { .. } => "generator",
        ExprKind::Lambda { .. } => "function",
        ExprKind::FString(_) => "str",
        _ => return None,
    })
}

fn type_of_const(c: &Const) -> Option<&'static str> {
    Some(match c {
        Const::Int(_) | Const::BigInt { .. } => "int",
        Const::Float(_) => "float",
        Const::Complex { .. } => "complex",
        Const::Str(_) => "str",
        Const::Bytes(_) => "bytes",
        Const::Tuple(_) => "tuple",
        _ => return None,
    })
}

impl<'a> Compiler<'a, '_> {
    /// `'x' (..)`
    pub(super) fn check_caller(&mut self, func: &'a Expr<'a>) {
        if let Some(name) = type_of(func)
            && name != "function"
        {
            self.warn(self.u.span, format!("'{name}' object is not callable; perhaps you missed a comma?"));
        }
    }

    /// `x is 1`; `negated`: a `not` stands before it, which turns the operator round.
    pub(super) fn check_compare(
        &mut self,
        e: &'a Expr<'a>,
        first: &'a Expr<'a>,
        rest: &'a [(CompareOp, Expr<'a>)],
        negated: bool,
    ) {
        let mut left = self.literal_type(first);
        for (op, right) in rest {
            let right = self.literal_type(right);
            if matches!(op, CompareOp::Is | CompareOp::IsNot)
                && let Some(name) = left.or(right)
            {
                let message = match (*op == CompareOp::Is) != negated {
                    true => format!("\"is\" with '{name}' literal. Did you mean \"==\"?"),
                    false => format!("\"is not\" with '{name}' literal. Did you mean \"!=\"?"),
                };
                self.warn(e.span, message);
            }
            left = right;
        }
    }

    fn literal_type(&mut self, e: &'a Expr<'a>) -> Option<&'static str> {
        self.fold(e).and_then(|c| type_of_const(&c))
    }

    /// `(a, b) [c]` and `[a] [b, c]`
    pub(super) fn check_subscript(&mut self, value: &'a Expr<'a>, index: &'a Expr<'a>) {
        let span = self.u.span;
        let unsubscriptable = match &value.kind {
            ExprKind::Literal(Literal::Str(_) | Literal::Bytes(_)) => false,
            ExprKind::Literal(_) | ExprKind::Set(_) | ExprKind::SetComp { .. } => true,
            ExprKind::Generator { .. } | ExprKind::Lambda { .. } => true,
            _ => false,
        };
        if unsubscriptable {
            let name = type_of(value).unwrap_or("object");
            self.warn(span, format!("'{name}' object is not subscriptable; perhaps you missed a comma?"));
            return;
        }
        let indexed = match &value.kind {
            ExprKind::Literal(Literal::Str(_) | Literal::Bytes(_))
            | ExprKind::Tuple(_)
            | ExprKind::List(_)
            | ExprKind::ListComp { .. }
            | ExprKind::FString(_) => type_of(value),
            _ => None,
        };
        let (Some(container), Some(kind)) = (indexed, type_of(index)) else { return };
        if !matches!(kind, "int" | "bool") {
            let message = format!(
                "{container} indices must be integers or slices, not {kind}; perhaps you missed a comma?"
            );
            self.warn(span, message);
        }
    }

    /// `assert (a, "b")`
    pub(super) fn check_assert(&mut self, test: &'a Expr<'a>) {
        if let ExprKind::Tuple(items) = test.kind
            && !items.is_empty()
        {
            self.warn(self.u.span, "assertion is always true, perhaps remove parentheses?".to_string());
        }
    }

    /// A capture or wildcard pattern that makes what follows unreachable.
    pub(super) fn irrefutable<T>(name: Option<&str>, span: crate::source::Span) -> Res<T> {
        match name {
            Some(name) => syntax(span, format!("name capture '{name}' makes remaining patterns unreachable")),
            None => syntax(span, "wildcard makes remaining patterns unreachable"),
        }
    }
}
