//! Warnings about code that runs but cannot be meant: `x is 1`, `1(2)`, `"a"["b"]`, an assertion of a tuple.

use super::Walk;
use crate::source::Span;
use crate::syntax::ast::*;

/// The type's name of an expression whose type is plain to see, as CPython's compiler infers it.
fn type_name(expr: &Expr<'_>) -> Option<&'static str> {
    Some(match &expr.kind {
        ExprKind::Tuple(_) => "tuple",
        ExprKind::List(_) | ExprKind::ListComp { .. } => "list",
        ExprKind::Dict(_) | ExprKind::DictComp { .. } => "dict",
        ExprKind::Set(_) | ExprKind::SetComp { .. } => "set",
        ExprKind::Generator { .. } => "generator",
        ExprKind::Lambda { .. } => "function",
        ExprKind::FString(_) => "str",
        ExprKind::Unary { op: UnaryOp::Neg, operand } => match &operand.kind {
            // Folded before the compiler looks.
            ExprKind::Literal(literal @ (Literal::Int(_) | Literal::BigInt { .. } | Literal::Float(_))) => {
                literal_type(literal)
            }
            ExprKind::Literal(literal @ Literal::Imaginary(_)) => literal_type(literal),
            _ => return None,
        },
        ExprKind::Literal(literal) => literal_type(literal),
        _ => return None,
    })
}

fn literal_type(literal: &Literal<'_>) -> &'static str {
    match literal {
        Literal::None => "NoneType",
        Literal::True | Literal::False => "bool",
        Literal::Ellipsis => "ellipsis",
        Literal::Int(_) | Literal::BigInt { .. } => "int",
        Literal::Float(_) => "float",
        Literal::Imaginary(_) => "complex",
        Literal::Str(_) => "str",
        Literal::Bytes(_) => "bytes",
    }
}

/// A constant whose identity means nothing; the empty and constant tuple is one too.
fn is_odd_constant(expr: &Expr<'_>) -> Option<&'static str> {
    match &expr.kind {
        ExprKind::Literal(Literal::None | Literal::True | Literal::False | Literal::Ellipsis) => None,
        ExprKind::Literal(literal) => Some(literal_type(literal)),
        ExprKind::Unary { op: UnaryOp::Neg, .. } => type_name(expr),
        ExprKind::Tuple(items) if items.iter().all(is_constant) => Some("tuple"),
        _ => None,
    }
}

fn is_constant(expr: &Expr<'_>) -> bool {
    matches!(expr.kind, ExprKind::Literal(_))
}

impl<'t> Walk<'t> {
    pub(super) fn identity_of_literal(
        &mut self,
        whole: &Expr<'t>,
        first: &'t Expr<'t>,
        rest: &'t [(CompareOp, Expr<'t>)],
    ) {
        let mut left = first;
        for (op, right) in rest {
            let (word, mend) = match op {
                CompareOp::Is => ("is", "=="),
                CompareOp::IsNot => ("is not", "!="),
                _ => {
                    left = right;
                    continue;
                }
            };
            if let Some(kind) = is_odd_constant(left).or_else(|| is_odd_constant(right)) {
                self.findings.warn(
                    format!("\"{word}\" with '{kind}' literal. Did you mean \"{mend}\"?"),
                    whole.span,
                    "is asks for the same object, == for the same value",
                );
                return;
            }
            left = right;
        }
    }

    pub(super) fn call_of_literal(&mut self, whole: &Expr<'t>, func: &Expr<'t>) {
        if let ExprKind::Lambda { .. } = func.kind {
            return;
        }
        if let ExprKind::Unary { .. } = func.kind {
            return;
        }
        if let Some(kind) = type_name(func) {
            self.findings.warn(
                format!("'{kind}' object is not callable; perhaps you missed a comma?"),
                whole.span,
                "put a comma between the two",
            );
        }
    }

    pub(super) fn subscript_of_literal(&mut self, whole: &Expr<'t>, value: &Expr<'t>, index: &Expr<'t>) {
        let help = "put a comma between the two";
        let Some(kind) = type_name(value) else {
            return;
        };
        match kind {
            "str" | "bytes" | "tuple" | "list" => {
                let Some(index_kind) = type_name(index) else {
                    return;
                };
                if !matches!(index_kind, "int" | "bool") {
                    self.findings.warn(
                        format!("{kind} indices must be integers or slices, not {index_kind}; perhaps you missed a comma?"),
                        whole.span,
                        help,
                    );
                }
            }
            "dict" => {}
            _ => self.findings.warn(
                format!("'{kind}' object is not subscriptable; perhaps you missed a comma?"),
                whole.span,
                help,
            ),
        }
    }

    pub(super) fn assert_of_tuple(&mut self, test: &Expr<'t>, span: Span) {
        if let ExprKind::Tuple(items) = test.kind
            && !items.is_empty()
        {
            self.findings.warn(
                "assertion is always true, perhaps remove parentheses?",
                span,
                "a tuple with elements is true; write assert condition, message",
            );
        }
    }
}
