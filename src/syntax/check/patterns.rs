//! Patterns: names bound twice or not by every alternative, patterns that leave nothing for those below, repeated keys.
//! Recursion here is bounded by the limit on open brackets, since only brackets nest patterns.

use std::collections::HashSet;

use super::{Node, Walk};
use crate::diag::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::*;

impl<'t> Walk<'t> {
    pub(super) fn match_cases(&mut self, cases: &'t [Case<'t>]) {
        for (index, case) in cases.iter().enumerate() {
            let last = index + 1 == cases.len();
            let mut names = Vec::new();
            self.bind(&case.pattern, case.guard.is_some() || last, &mut names);
            self.new.push(Node::Pattern(&case.pattern));
            self.new.extend(case.guard.map(Node::Expr));
            self.body(case.body);
        }
    }

    /// Collects the names a pattern binds. `may_match_all` says whether it may match everything.
    fn bind(&mut self, pattern: &Pattern<'t>, may_match_all: bool, names: &mut Vec<&'t str>) {
        match &pattern.kind {
            PatternKind::Value(_) | PatternKind::Singleton(_) => {}
            PatternKind::Wildcard => {
                if !may_match_all {
                    self.unreachable("wildcard", pattern.span);
                }
            }
            PatternKind::Capture(name) => {
                if !may_match_all {
                    self.unreachable(&format!("name capture '{}'", name.name), pattern.span);
                }
                self.bind_name(name.name, pattern.span, names);
            }
            PatternKind::As { pattern: inner, name } => {
                self.bind(inner, may_match_all, names);
                self.bind_name(name.name, pattern.span, names);
            }
            PatternKind::Star(name) => {
                if let Some(name) = name {
                    self.bind_name(name.name, pattern.span, names);
                }
            }
            PatternKind::Sequence(items) => {
                let stars = items.iter().filter(|item| matches!(item.kind, PatternKind::Star(_))).count();
                if stars > 1 {
                    self.findings.compiler_error(Diagnostic::syntax(
                        "multiple starred names in sequence pattern",
                        pattern.span,
                    ));
                }
                for item in *items {
                    self.bind(item, true, names);
                }
            }
            PatternKind::Mapping { items, rest } => {
                self.repeated_keys(pattern.span, items);
                for (_, value) in *items {
                    self.bind(value, true, names);
                }
                if let Some(rest) = rest {
                    self.bind_name(rest.name, pattern.span, names);
                }
            }
            PatternKind::Class { positional, keywords, .. } => {
                let mut seen = HashSet::new();
                for (name, value) in *keywords {
                    self.stored(name.name, value.span);
                    if !seen.insert(name.name) {
                        self.findings.compiler_error(Diagnostic::syntax(
                            format!("attribute name repeated in class pattern: {}", name.name),
                            value.span,
                        ));
                    }
                }
                for item in *positional {
                    self.bind(item, true, names);
                }
                for (_, value) in *keywords {
                    self.bind(value, true, names);
                }
            }
            PatternKind::Or(alternatives) => {
                self.alternatives(pattern.span, alternatives, may_match_all, names)
            }
        }
    }

    fn alternatives(
        &mut self,
        span: Span,
        alternatives: &[Pattern<'t>],
        may_match_all: bool,
        names: &mut Vec<&'t str>,
    ) {
        let mut first: Option<Vec<&'t str>> = None;
        for (index, alternative) in alternatives.iter().enumerate() {
            let mut own = Vec::new();
            let last = index + 1 == alternatives.len();
            self.bind(alternative, may_match_all && last, &mut own);
            let mut sorted = own.clone();
            sorted.sort_unstable();
            match &first {
                None => first = Some(sorted),
                Some(first) if *first != sorted => {
                    self.findings.compiler_error(
                        Diagnostic::syntax("alternative patterns bind different names", span)
                            .with_help("every alternative must bind the same names"),
                    );
                }
                Some(_) => {}
            }
        }
        for name in first.unwrap_or_default() {
            self.bind_name(name, span, names);
        }
    }

    fn bind_name(&mut self, name: &'t str, span: Span, names: &mut Vec<&'t str>) {
        self.stored(name, span);
        if names.contains(&name) {
            self.findings.compiler_error(Diagnostic::syntax(
                format!("multiple assignments to name '{name}' in pattern"),
                span,
            ));
        }
        names.push(name);
    }

    fn unreachable(&mut self, what: &str, span: Span) {
        self.findings.compiler_error(
            Diagnostic::syntax(format!("{what} makes remaining patterns unreachable"), span)
                .with_note("it matches everything, so nothing below it could")
                .with_help("move it to the end; to compare with a value write a dotted name"),
        );
    }

    fn repeated_keys(&mut self, span: Span, items: &[(Expr<'t>, Pattern<'t>)]) {
        let mut seen: Vec<Literal<'t>> = Vec::new();
        let mut negative: Vec<Literal<'t>> = Vec::new();
        for (key, _) in items {
            let (list, literal, sign) = match &key.kind {
                ExprKind::Literal(literal) => (&mut seen, *literal, ""),
                ExprKind::Unary { op: UnaryOp::Neg, operand } => match &operand.kind {
                    ExprKind::Literal(literal) => (&mut negative, *literal, "-"),
                    _ => continue,
                },
                _ => continue,
            };
            if list.iter().any(|l| same(l, &literal)) {
                let message = format!("mapping pattern checks duplicate key ({sign}{})", repr(&literal));
                self.findings.compiler_error(Diagnostic::syntax(message, span));
                return;
            }
            list.push(literal);
        }
    }
}

/// Whether two literals are the same key. (No pattern has a frozenset.)
fn same(a: &Literal<'_>, b: &Literal<'_>) -> bool {
    match (a, b) {
        (Literal::Str(a), Literal::Str(b)) | (Literal::Bytes(a), Literal::Bytes(b)) => a == b,
        (Literal::Float(a), Literal::Float(b)) | (Literal::Imaginary(a), Literal::Imaginary(b)) => a == b,
        _ => std::mem::discriminant(a) == std::mem::discriminant(b) && repr(a) == repr(b),
    }
}

/// A literal as Python shows it; strings with the usual quotes.
fn repr(literal: &Literal<'_>) -> String {
    match literal {
        Literal::None => "None".to_owned(),
        Literal::True => "True".to_owned(),
        Literal::False => "False".to_owned(),
        Literal::Ellipsis => "Ellipsis".to_owned(),
        Literal::Int(value) => value.to_string(),
        Literal::BigInt { digits, .. } => (*digits).to_owned(),
        Literal::Float(value) => format!("{value:?}"),
        Literal::Imaginary(value) => format!("{value}j"),
        Literal::Str(text) => quoted(&String::from_utf8_lossy(text)),
        Literal::Bytes(bytes) => format!("b{}", quoted(&bytes.escape_ascii().to_string())),
        Literal::FrozenSet(_) => "frozenset".to_owned(),
    }
}

fn quoted(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut out = String::from(quote);
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\\' => out.push_str("\\\\"),
            c if c == quote => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\x{:02x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push(quote);
    out
}
