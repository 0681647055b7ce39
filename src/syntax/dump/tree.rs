//! The tree as text. Each node is one line; its children follow, indented.

use std::fmt::Write;

use super::place;
use crate::source::{SourceText, Span};
use crate::syntax::ast::*;

/// What is still to be written.
enum Item<'t> {
    /// A line of its own, such as the name of a list of children.
    Line(String),
    Expr(&'t Expr<'t>),
    Stmt(&'t Stmt<'t>),
    Pattern(&'t Pattern<'t>),
    Parts(&'t [FStringPart<'t>]),
    /// Goes one level in or out.
    In,
    Out,
}

struct Dump<'t> {
    source: &'t SourceText,
    out: String,
    depth: usize,
    /// What is to be written, the next at the end.
    todo: Vec<Item<'t>>,
    /// What the node at hand adds, in order; moved to `todo` afterwards.
    new: Vec<Item<'t>>,
}

/// The tree of a unit as text.
pub fn dump_tree<'t>(source: &'t SourceText, unit: &Unit<'t>) -> String {
    let mut dump = Dump { source, out: String::new(), depth: 0, todo: Vec::new(), new: Vec::new() };
    match unit {
        Unit::Module(body) => {
            dump.write("Module");
            dump.stmts("body", body);
        }
        Unit::Expression(expr) => {
            dump.write("Expression");
            dump.expr("body", expr);
        }
    }
    dump.run();
    dump.out
}

impl<'t> Dump<'t> {
    fn run(&mut self) {
        self.schedule();
        while let Some(item) = self.todo.pop() {
            match item {
                Item::Line(text) => self.write(&text),
                Item::Expr(expr) => self.write_expr(expr),
                Item::Stmt(stmt) => self.write_stmt(stmt),
                Item::Pattern(pattern) => self.write_pattern(pattern),
                Item::Parts(parts) => self.write_parts(parts),
                Item::In => self.depth += 1,
                Item::Out => self.depth -= 1,
            }
            self.schedule();
        }
    }

    fn schedule(&mut self) {
        if !self.new.is_empty() {
            self.todo.push(Item::Out);
            self.todo.extend(self.new.drain(..).rev());
            self.todo.push(Item::In);
        }
    }

    fn write(&mut self, text: &str) {
        // Very deep trees would otherwise take quadratic space.
        let _ = writeln!(self.out, "{:width$}{text}", "", width = self.depth.min(200));
    }

    fn node(&mut self, kind: &str, span: Span, rest: &str) {
        let place = place(self.source, span);
        let space = if rest.is_empty() { "" } else { " " };
        self.write(&format!("{kind} {place}{space}{rest}"));
    }

    fn line(&mut self, text: impl Into<String>) {
        self.new.push(Item::Line(text.into()));
    }

    fn inside(&mut self, name: &str, fill: impl FnOnce(&mut Self)) {
        self.line(name);
        self.new.push(Item::In);
        fill(self);
        self.new.push(Item::Out);
    }

    fn expr(&mut self, name: &str, expr: &'t Expr<'t>) {
        self.inside(name, |dump| dump.new.push(Item::Expr(expr)));
    }

    fn opt(&mut self, name: &str, expr: Option<&'t Expr<'t>>) {
        if let Some(expr) = expr {
            self.expr(name, expr);
        }
    }

    fn exprs(&mut self, name: &str, exprs: &'t [Expr<'t>]) {
        if !exprs.is_empty() {
            self.inside(name, |dump| dump.new.extend(exprs.iter().map(Item::Expr)));
        }
    }

    fn stmts(&mut self, name: &str, body: Body<'t>) {
        if !body.is_empty() {
            self.inside(name, |dump| dump.new.extend(body.iter().map(Item::Stmt)));
        }
    }

    fn at(&self, span: Span) -> String {
        place(self.source, span)
    }

    fn write_expr(&mut self, expr: &'t Expr<'t>) {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Literal(literal) => self.node("Constant", span, &literal_text(literal)),
            ExprKind::Name(name) => self.node("Name", span, name),
            ExprKind::FString(parts) | ExprKind::TString(parts) => {
                let template = matches!(expr.kind, ExprKind::TString(_));
                self.node(if template { "TemplateStr" } else { "JoinedStr" }, span, "");
                self.new.push(Item::Parts(parts));
            }
            ExprKind::Tuple(items) => {
                self.node("Tuple", span, "");
                self.new.extend(items.iter().map(Item::Expr));
            }
            ExprKind::List(items) => {
                self.node("List", span, "");
                self.new.extend(items.iter().map(Item::Expr));
            }
            ExprKind::Set(items) => {
                self.node("Set", span, "");
                self.new.extend(items.iter().map(Item::Expr));
            }
            ExprKind::Dict(items) => {
                self.node("Dict", span, "");
                for item in *items {
                    match item {
                        DictItem::Pair(key, value) => {
                            self.expr("key", key);
                            self.expr("value", value);
                        }
                        DictItem::Spread(value) => self.expr("spread", value),
                    }
                }
            }
            ExprKind::Starred(value) => {
                self.node("Starred", span, "");
                self.new.push(Item::Expr(value));
            }
            ExprKind::Unary { op, operand } => {
                self.node("Unary", span, &format!("{op:?}"));
                self.new.push(Item::Expr(operand));
            }
            ExprKind::Binary { op, left, right, .. } => {
                self.node("Binary", span, &format!("{op:?}"));
                self.new.push(Item::Expr(left));
                self.new.push(Item::Expr(right));
            }
            ExprKind::And(items) => {
                self.node("And", span, "");
                self.new.extend(items.iter().map(Item::Expr));
            }
            ExprKind::Or(items) => {
                self.node("Or", span, "");
                self.new.extend(items.iter().map(Item::Expr));
            }
            ExprKind::Compare { first, rest } => {
                self.node("Compare", span, "");
                self.new.push(Item::Expr(first));
                for (op, operand) in *rest {
                    self.expr(&format!("{op:?}"), operand);
                }
            }
            ExprKind::Conditional { test, then, other } => {
                self.node("Conditional", span, "");
                self.expr("test", test);
                self.expr("then", then);
                self.expr("else", other);
            }
            ExprKind::Attribute { value, attr } => {
                self.node("Attribute", span, attr.name);
                self.new.push(Item::Expr(value));
            }
            ExprKind::Subscript { value, index } => {
                self.node("Subscript", span, "");
                self.new.push(Item::Expr(value));
                self.new.push(Item::Expr(index));
            }
            ExprKind::Slice { lower, upper, step } => {
                self.node("Slice", span, "");
                self.opt("lower", *lower);
                self.opt("upper", *upper);
                self.opt("step", *step);
            }
            ExprKind::Call { func, args } => {
                self.node("Call", span, "");
                self.new.push(Item::Expr(func));
                self.args(args);
            }
            ExprKind::Named { target, value } => {
                self.node("Named", span, &format!("{} {}", target.name, self.at(target.span)));
                self.new.push(Item::Expr(value));
            }
            ExprKind::Lambda { params, body } => {
                self.node("Lambda", span, "");
                self.params(params);
                self.expr("body", body);
            }
            ExprKind::ListComp { element, clauses } => self.comprehension("ListComp", span, element, clauses),
            ExprKind::SetComp { element, clauses } => self.comprehension("SetComp", span, element, clauses),
            ExprKind::Generator { element, clauses } => {
                self.comprehension("Generator", span, element, clauses)
            }
            ExprKind::DictComp { key, value, clauses } => {
                self.node("DictComp", span, "");
                self.expr("key", key);
                self.expr("value", value);
                self.clauses(clauses);
            }
            ExprKind::Await(value) => {
                self.node("Await", span, "");
                self.new.push(Item::Expr(value));
            }
            ExprKind::Yield(value) => {
                self.node("Yield", span, "");
                self.new.extend(value.map(Item::Expr));
            }
            ExprKind::YieldFrom(value) => {
                self.node("YieldFrom", span, "");
                self.new.push(Item::Expr(value));
            }
        }
    }

    fn write_parts(&mut self, parts: &'t [FStringPart<'t>]) {
        // The parts stand on the level of this item, their children below.
        self.depth -= 1;
        for part in parts {
            match part {
                FStringPart::Text { text, .. } => self.line(format!("text {}", quoted(text))),
                FStringPart::Field { span, value, conversion, spec, .. } => {
                    let conversion = match conversion {
                        None => "",
                        Some(Conversion::Str) => " !s",
                        Some(Conversion::Repr) => " !r",
                        Some(Conversion::Ascii) => " !a",
                    };
                    let head = format!("field {}{conversion}", self.at(*span));
                    self.inside(&head, |dump| {
                        dump.new.push(Item::Expr(value));
                        if let Some(spec) = spec {
                            dump.inside("spec", |dump| dump.new.push(Item::Parts(spec.parts)));
                        }
                    });
                }
            }
        }
        // `schedule` goes one level in again, and out of it; the level that was given up comes back behind.
        self.todo.push(Item::In);
    }

    fn args(&mut self, args: &'t [Arg<'t>]) {
        for arg in args {
            match arg {
                Arg::Positional(value) => self.expr("arg", value),
                Arg::Star(span, value) => {
                    let head = format!("star {}", self.at(*span));
                    self.expr(&head, value);
                }
                Arg::Keyword(span, name, value) => {
                    let head = format!("keyword {} {}", self.at(*span), name.name);
                    self.expr(&head, value);
                }
                Arg::DoubleStar(span, value) => {
                    let head = format!("double_star {}", self.at(*span));
                    self.expr(&head, value);
                }
            }
        }
    }

    fn comprehension(
        &mut self,
        kind: &str,
        span: Span,
        element: &'t Expr<'t>,
        clauses: &'t [Comprehension<'t>],
    ) {
        self.node(kind, span, "");
        self.new.push(Item::Expr(element));
        self.clauses(clauses);
    }

    fn clauses(&mut self, clauses: &'t [Comprehension<'t>]) {
        for clause in clauses {
            self.inside(if clause.is_async { "async for" } else { "for" }, |dump| {
                dump.new.push(Item::Expr(&clause.target));
                dump.new.push(Item::Expr(&clause.iter));
                dump.exprs("if", clause.conditions);
            });
        }
    }

    fn params(&mut self, params: &'t Params<'t>) {
        let groups = [
            ("positional_only", params.positional_only),
            ("positional", params.positional),
            ("var_args", params.var_args.map_or(&[][..], std::slice::from_ref)),
            ("keyword_only", params.keyword_only),
            ("var_kwargs", params.var_kwargs.map_or(&[][..], std::slice::from_ref)),
        ];
        for (name, group) in groups {
            for param in group {
                let end = param.annotation.map_or(param.name.span.end, |annotation| {
                    // Parentheses around the annotation belong to the parameter.
                    closing_end(self.source, annotation.span.end, param.name.span.end)
                });
                let place = self.at(Span::new(param.name.span.start, end));
                self.inside(&format!("{name} {place} {}", param.name.name), |dump| {
                    dump.opt("annotation", param.annotation);
                    dump.opt("default", param.default);
                });
            }
        }
    }

    fn write_stmt(&mut self, stmt: &'t Stmt<'t>) {
        let span = stmt.span;
        match &stmt.kind {
            StmtKind::Expr(value) => {
                self.node("Expr", span, "");
                self.new.push(Item::Expr(value));
            }
            StmtKind::Assign { targets, value } => {
                self.node("Assign", span, "");
                self.exprs("targets", targets);
                self.expr("value", value);
            }
            StmtKind::AugAssign { target, op, value, .. } => {
                self.node("AugAssign", span, &format!("{op:?}"));
                self.new.push(Item::Expr(target));
                self.new.push(Item::Expr(value));
            }
            StmtKind::AnnAssign { target, annotation, value, simple } => {
                self.node("AnnAssign", span, if *simple { "simple" } else { "" });
                self.expr("target", target);
                self.expr("annotation", annotation);
                self.opt("value", *value);
            }
            StmtKind::Return(value) => {
                self.node("Return", span, "");
                self.new.extend(value.map(Item::Expr));
            }
            StmtKind::Delete(targets) => {
                self.node("Delete", span, "");
                self.new.extend(targets.iter().map(Item::Expr));
            }
            StmtKind::Pass => self.node("Pass", span, ""),
            StmtKind::Break => self.node("Break", span, ""),
            StmtKind::Continue => self.node("Continue", span, ""),
            StmtKind::Global(names) => self.node("Global", span, &joined(names)),
            StmtKind::Nonlocal(names) => self.node("Nonlocal", span, &joined(names)),
            StmtKind::Raise { exc, cause } => {
                self.node("Raise", span, "");
                self.opt("exc", *exc);
                self.opt("cause", *cause);
            }
            StmtKind::Assert { test, message } => {
                self.node("Assert", span, "");
                self.expr("test", test);
                self.opt("message", *message);
            }
            StmtKind::Import(names) => {
                self.node("Import", span, "");
                self.aliases(names);
            }
            StmtKind::ImportFrom { module, names, level } => {
                let dots = ".".repeat(*level as usize);
                self.node("ImportFrom", span, &format!("{dots}{}", module.map_or("", |module| module.name)));
                self.aliases(names);
            }
            StmtKind::If { arms, otherwise } => {
                self.node("If", span, "");
                for (test, body) in *arms {
                    self.expr("test", test);
                    self.stmts("body", body);
                }
                self.stmts("else", otherwise);
            }
            StmtKind::While { test, body, otherwise } => {
                self.node("While", span, "");
                self.expr("test", test);
                self.stmts("body", body);
                self.stmts("else", otherwise);
            }
            StmtKind::For { is_async, target, iter, body, otherwise } => {
                self.node(if *is_async { "AsyncFor" } else { "For" }, span, "");
                self.expr("target", target);
                self.expr("iter", iter);
                self.stmts("body", body);
                self.stmts("else", otherwise);
            }
            StmtKind::With { is_async, items, body } => {
                self.node(if *is_async { "AsyncWith" } else { "With" }, span, "");
                for item in *items {
                    self.expr("context", &item.context);
                    self.opt("as", item.target.as_ref());
                }
                self.stmts("body", body);
            }
            StmtKind::Try { body, handlers, is_star, otherwise, finally } => {
                self.node(if *is_star { "TryStar" } else { "Try" }, span, "");
                self.stmts("body", body);
                for handler in *handlers {
                    let name = handler.name.map_or(String::new(), |name| format!(" {}", name.name));
                    let head = format!("except {}{name}", self.at(handler.span));
                    self.inside(&head, |dump| {
                        dump.opt("type", handler.kind);
                        dump.stmts("body", handler.body);
                    });
                }
                self.stmts("else", otherwise);
                self.stmts("finally", finally);
            }
            StmtKind::Match { subject, cases } => {
                self.node("Match", span, "");
                self.expr("subject", subject);
                for case in *cases {
                    self.inside("case", |dump| {
                        dump.new.push(Item::Pattern(&case.pattern));
                        dump.opt("guard", case.guard);
                        dump.stmts("body", case.body);
                    });
                }
            }
            StmtKind::Function(function) => {
                let kind = if function.is_async { "AsyncFunctionDef" } else { "FunctionDef" };
                self.node(kind, span, function.name.name);
                self.exprs("decorators", function.decorators);
                self.type_params(function.type_params);
                self.params(function.params);
                self.opt("returns", function.returns);
                self.stmts("body", function.body);
            }
            StmtKind::Class(class) => {
                self.node("ClassDef", span, class.name.name);
                self.exprs("decorators", class.decorators);
                self.type_params(class.type_params);
                self.args(class.args);
                self.stmts("body", class.body);
            }
            StmtKind::TypeAlias { name, type_params, value } => {
                self.node("TypeAlias", span, &format!("{} {}", name.name, self.at(name.span)));
                self.type_params(type_params);
                self.expr("value", value);
            }
        }
    }

    fn aliases(&mut self, names: &'t [Alias<'t>]) {
        for alias in names {
            let asname = alias.asname.map_or(String::new(), |name| format!(" as {}", name.name));
            self.line(format!("alias {} {}{asname}", self.at(alias.span), alias.name.name));
        }
    }

    fn type_params(&mut self, params: &'t [TypeParam<'t>]) {
        for param in params {
            self.inside(&format!("{:?} {} {}", param.kind, self.at(param.span), param.name.name), |dump| {
                dump.opt("bound", param.bound);
                dump.opt("default", param.default);
            });
        }
    }

    fn write_pattern(&mut self, pattern: &'t Pattern<'t>) {
        let span = pattern.span;
        match &pattern.kind {
            PatternKind::Value(value) => {
                self.node("MatchValue", span, "");
                self.new.push(Item::Expr(value));
            }
            PatternKind::Singleton(literal) => self.node("MatchSingleton", span, &literal_text(literal)),
            PatternKind::Sequence(items) => {
                self.node("MatchSequence", span, "");
                self.new.extend(items.iter().map(Item::Pattern));
            }
            PatternKind::Star(name) => self.node("MatchStar", span, name.map_or("", |name| name.name)),
            PatternKind::Mapping { items, rest } => {
                self.node("MatchMapping", span, rest.map_or("", |rest| rest.name));
                for (key, value) in *items {
                    self.expr("key", key);
                    self.inside("pattern", |dump| dump.new.push(Item::Pattern(value)));
                }
            }
            PatternKind::Class { class, positional, keywords } => {
                self.node("MatchClass", span, "");
                self.new.push(Item::Expr(class));
                self.new.extend(positional.iter().map(Item::Pattern));
                for (name, value) in *keywords {
                    self.inside(&format!("keyword {}", name.name), |dump| {
                        dump.new.push(Item::Pattern(value))
                    });
                }
            }
            PatternKind::Or(items) => {
                self.node("MatchOr", span, "");
                self.new.extend(items.iter().map(Item::Pattern));
            }
            PatternKind::As { pattern, name } => {
                self.node("MatchAs", span, name.name);
                self.new.push(Item::Pattern(pattern));
            }
            PatternKind::Capture(name) => self.node("MatchAs", span, name.name),
            PatternKind::Wildcard => self.node("MatchAs", span, "_"),
        }
    }
}

/// Where an annotation ends with the parentheses around it.
pub fn closing_end(source: &SourceText, end: u32, from: u32) -> u32 {
    let between = source.slice(Span::new(from, end));
    let mut open = between.matches('(').count().saturating_sub(between.matches(')').count());
    let mut at = end;
    for (offset, byte) in source.text().as_bytes()[end as usize..].iter().enumerate() {
        match byte {
            _ if open == 0 => break,
            b')' => {
                open -= 1;
                at = end + offset as u32 + 1;
            }
            b' ' | b'\n' | b'\t' => {}
            _ => break,
        }
    }
    at
}

fn joined(names: &[Ident<'_>]) -> String {
    names.iter().map(|name| name.name).collect::<Vec<_>>().join(" ")
}

fn literal_text(literal: &Literal<'_>) -> String {
    match literal {
        Literal::None => "None".to_owned(),
        Literal::True => "True".to_owned(),
        Literal::False => "False".to_owned(),
        Literal::Ellipsis => "...".to_owned(),
        Literal::Int(value) => value.to_string(),
        Literal::BigInt { digits, radix } => {
            match num_bigint::BigUint::parse_bytes(digits.as_bytes(), u32::from(*radix)) {
                Some(value) => format!("big {value}"),
                None => format!("big {radix}:{digits}"),
            }
        }
        Literal::Float(value) => format!("{value:e}"),
        Literal::Imaginary(value) => format!("{value:e}j"),
        Literal::Str(text) => quoted(text),
        Literal::Bytes(bytes) => format!("b{}", quoted(bytes)),
        Literal::FrozenSet(items) => format!("a frozenset of {}", items.len()),
    }
}

/// Bytes in quotes: ASCII as it is, everything else as `\x..`, since surrogates are no characters.
fn quoted(bytes: &[u8]) -> String {
    format!("'{}'", bytes.escape_ascii())
}
