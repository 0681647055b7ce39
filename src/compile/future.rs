//! `from __future__ import`: which features exist, and that the statement stands first.

use super::error::{Res, syntax};
use crate::syntax::ast::*;

/// Features that are part of the language by now.
const KNOWN: &[&str] = &[
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "barry_as_FLUFL",
    "generator_stop",
];

/// Checks all future imports at the top; true if annotations are to be strings.
pub(super) fn check(unit: &Unit<'_>) -> Res<bool> {
    let Unit::Module(body) = unit else { return Ok(false) };
    let mut annotations = false;
    let mut at_top = true;
    for (i, stmt) in body.iter().enumerate() {
        match &stmt.kind {
            StmtKind::Expr(e) if i == 0 && matches!(e.kind, ExprKind::Literal(Literal::Str(_))) => {}
            StmtKind::ImportFrom { module: Some(module), names, level: 0 } if module.name == "__future__" => {
                if !at_top {
                    return late(stmt);
                }
                for name in *names {
                    annotations |= feature(name)?;
                }
            }
            _ => at_top = false,
        }
    }
    Ok(annotations)
}

fn feature(alias: &Alias<'_>) -> Res<bool> {
    let span = alias.span;
    match alias.name.name {
        "annotations" => Ok(true),
        "braces" => syntax(span, "not a chance"),
        name if KNOWN.contains(&name) => Ok(false),
        name => syntax(span, format!("future feature {name} is not defined")),
    }
}

/// The error for a future import elsewhere.
pub(super) fn late<T>(stmt: &Stmt<'_>) -> Res<T> {
    syntax(stmt.span, "from __future__ imports must occur at the beginning of the file")
}
