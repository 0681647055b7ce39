//! Warnings about code that cannot mean what it says, with CPython's sentences.

use super::Compiler;
use super::error::{Res, syntax};
use crate::bytecode::Const;
use crate::syntax::ast::*;

const COMMA: &str = "put a comma between the two";

fn type_of_const(c: &Const) -> &'static str {
    match c {
        Const::None => "NoneType",
        Const::True | Const::False => "bool",
        Const::Ellipsis => "ellipsis",
        Const::Int(_) | Const::BigInt { .. } => "int",
        Const::Float(_) => "float",
        Const::Complex { .. } => "complex",
        Const::Str(_) => "str",
        Const::Bytes(_) => "bytes",
        Const::Tuple(_) => "tuple",
        _ => "object",
    }
}

impl<'a> Compiler<'a, '_> {
    /// The type's name if the expression surely makes an object of that built-in type. Only what is written as a constant is one: `(1 + 2)(3)` is not seen.
    fn type_of(&mut self, e: &'a Expr<'a>) -> Option<&'static str> {
        Some(match &e.kind {
            ExprKind::Tuple(_) => "tuple",
            ExprKind::List(_) | ExprKind::ListComp { .. } => "list",
            ExprKind::Dict(_) | ExprKind::DictComp { .. } => "dict",
            ExprKind::Set(_) | ExprKind::SetComp { .. } => "set",
            ExprKind::Generator { .. } => "generator",
            ExprKind::Lambda { .. } => "function",
            ExprKind::FString(_) => "str",
            ExprKind::TString(_) => "string.templatelib.Template",
            ExprKind::Literal(_) => type_of_const(&self.fold(e)?),
            _ => return None,
        })
    }

    /// `'x' (..)`
    pub(super) fn check_caller(&mut self, func: &'a Expr<'a>) {
        if let Some(name) = self.type_of(func)
            && name != "function"
        {
            let message = format!("'{name}' object is not callable; perhaps you missed a comma?");
            self.warn(self.u.span, message, COMMA);
        }
    }

    /// `x is 1`
    pub(super) fn check_compare(
        &mut self,
        e: &'a Expr<'a>,
        first: &'a Expr<'a>,
        rest: &'a [(CompareOp, Expr<'a>)],
    ) {
        let mut left = self.literal_type(first);
        for (op, right) in rest {
            let right = self.literal_type(right);
            if matches!(op, CompareOp::Is | CompareOp::IsNot)
                && let Some(name) = left.or(right)
            {
                let message = match *op == CompareOp::Is {
                    true => format!("\"is\" with '{name}' literal. Did you mean \"==\"?"),
                    false => format!("\"is not\" with '{name}' literal. Did you mean \"!=\"?"),
                };
                self.warn(e.span, message, "is asks for the same object, == for the same value");
            }
            left = right;
        }
    }

    /// The type of a constant whose identity means nothing.
    fn literal_type(&mut self, e: &'a Expr<'a>) -> Option<&'static str> {
        let ExprKind::Literal(_) = e.kind else { return None };
        let constant = self.fold(e)?;
        match constant {
            Const::None | Const::True | Const::False | Const::Ellipsis => None,
            constant => Some(type_of_const(&constant)),
        }
    }

    /// `(a, b) [c]` and `[a] [b, c]`
    pub(super) fn check_subscript(&mut self, value: &'a Expr<'a>, index: &'a Expr<'a>) {
        let span = self.u.span;
        let Some(container) = self.type_of(value) else { return };
        match container {
            // Asking for an item of these is no mistake that can be seen here.
            "dict" => {}
            "str" | "bytes" | "tuple" | "list" => {
                let Some(kind) = self.type_of(index) else { return };
                if !matches!(kind, "int" | "bool") {
                    let message = format!(
                        "{container} indices must be integers or slices, not {kind}; perhaps you missed a comma?"
                    );
                    self.warn(span, message, COMMA);
                }
            }
            name => {
                let message = format!("'{name}' object is not subscriptable; perhaps you missed a comma?");
                self.warn(span, message, COMMA);
            }
        }
    }

    /// `assert (a, "b")`
    pub(super) fn check_assert(&mut self, test: &'a Expr<'a>) {
        if let ExprKind::Tuple(items) = test.kind
            && !items.is_empty()
        {
            let message = "assertion is always true, perhaps remove parentheses?".to_string();
            self.warn(self.u.span, message, "a tuple with elements is true; write assert condition, message");
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
