//! What is found in a whole tree: CPython's complaints that come after parsing and need no scopes, and the depth of the tree.
//! The walk has an explicit stack: a tree may be 200,000 nodes deep. Warnings about code that cannot be meant need folded
//! constants; `compile/warn.rs` gives them.
//!
//! CPython tells what its symbol table finds before what its compiler finds; [`Findings`] keeps that order.

mod names;
mod patterns;

use super::ast::*;
use super::build::Failure;
use crate::diag::Diagnostic;

/// What the walk finds.
pub(super) struct Findings {
    /// The first finding that CPython's symbol table would make.
    symbols: Option<Failure>,
    /// The first finding that CPython's compiler would make.
    compiler: Option<Failure>,
}

impl Findings {
    fn symbol_error(&mut self, error: Diagnostic) {
        self.symbols.get_or_insert_with(|| Box::new(error));
    }

    fn compiler_error(&mut self, error: Diagnostic) {
        self.compiler.get_or_insert_with(|| Box::new(error));
    }
}

/// What is still to be looked at. A target is an expression that is assigned to or deleted.
#[derive(Clone, Copy)]
enum Node<'t> {
    Stmt(&'t Stmt<'t>),
    /// A starred expression is no value here.
    Expr(&'t Expr<'t>),
    /// An element of a display: a starred expression is at home.
    Element(&'t Expr<'t>),
    Target(&'t Expr<'t>, &'static str),
    Pattern(&'t Pattern<'t>),
    Parts(&'t [FStringPart<'t>]),
}

struct Walk<'t> {
    findings: Findings,
    stack: Vec<(Node<'t>, u32)>,
    /// The children of the node at hand, in order.
    new: Vec<Node<'t>>,
    depth: u32,
}

/// Checks a tree: its depth, and the first finding.
pub(super) fn check(unit: &Unit<'_>) -> (u32, Option<Failure>) {
    let findings = Findings { symbols: None, compiler: None };
    let mut walk = Walk { findings, stack: Vec::new(), new: Vec::new(), depth: 0 };
    match unit {
        Unit::Module(body) => walk.body(body),
        Unit::Expression(expr) => walk.new.push(Node::Expr(expr)),
    }
    walk.schedule(0);
    while let Some((node, depth)) = walk.stack.pop() {
        walk.depth = walk.depth.max(depth);
        match node {
            Node::Stmt(stmt) => walk.stmt(stmt),
            Node::Expr(expr) => {
                if let ExprKind::Starred(_) = expr.kind {
                    walk.findings.compiler_error(
                        Diagnostic::syntax("can't use starred expression here", expr.span)
                            .with_help("a comma behind it makes a tuple; a list or a call takes it as it is"),
                    );
                }
                walk.expr(expr);
            }
            Node::Element(expr) => walk.expr(expr),
            Node::Target(expr, verb) => walk.target(expr, verb),
            Node::Pattern(pattern) => walk.pattern(pattern),
            Node::Parts(parts) => walk.parts(parts),
        }
        walk.schedule(depth);
    }
    (walk.depth, walk.findings.symbols.or(walk.findings.compiler))
}

impl<'t> Walk<'t> {
    fn schedule(&mut self, depth: u32) {
        self.stack.extend(self.new.drain(..).rev().map(|node| (node, depth + 1)));
    }

    fn body(&mut self, body: Body<'t>) {
        self.new.extend(body.iter().map(Node::Stmt));
    }

    fn value(&mut self, expr: &'t Expr<'t>) {
        self.new.push(Node::Expr(expr));
    }

    fn opt(&mut self, expr: Option<&'t Expr<'t>>) {
        self.new.extend(expr.map(Node::Expr));
    }

    fn assigned(&mut self, target: &'t Expr<'t>) {
        if let ExprKind::Starred(_) = target.kind {
            self.findings.compiler_error(
                Diagnostic::syntax("starred assignment target must be in a list or tuple", target.span)
                    .with_help("put a comma behind it: *rest, = items"),
            );
        }
        self.new.push(Node::Target(target, "assign to"));
    }

    fn stmt(&mut self, stmt: &'t Stmt<'t>) {
        match &stmt.kind {
            StmtKind::Expr(value) => self.value(value),
            StmtKind::Assign { targets, value } => {
                self.value(value);
                for target in *targets {
                    self.assigned(target);
                }
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.assigned(target);
                self.value(value);
            }
            StmtKind::AnnAssign { target, annotation, value, .. } => {
                self.opt(*value);
                self.assigned(target);
                self.value(annotation);
            }
            // A starred value is the compiler's to refuse: that there is no function comes first.
            StmtKind::Return(value) => self.new.extend(value.map(Node::Element)),
            StmtKind::Delete(targets) => {
                self.new.extend(targets.iter().map(|target| Node::Target(target, "delete")));
            }
            StmtKind::Pass
            | StmtKind::Break
            | StmtKind::Continue
            | StmtKind::Global(_)
            | StmtKind::Nonlocal(_) => {}
            StmtKind::Raise { exc, cause } => {
                self.opt(*exc);
                self.opt(*cause);
            }
            StmtKind::Assert { test, message } => {
                self.value(test);
                self.opt(*message);
            }
            StmtKind::Import(names) => {
                for alias in *names {
                    let first = alias.name.name.split('.').next().unwrap_or("");
                    self.stored(alias.asname.map_or(first, |name| name.name), alias.span);
                }
            }
            StmtKind::ImportFrom { names, .. } => {
                for alias in *names {
                    self.stored(alias.asname.unwrap_or(alias.name).name, alias.span);
                }
            }
            StmtKind::If { arms, otherwise } => {
                for (test, body) in *arms {
                    self.value(test);
                    self.body(body);
                }
                self.body(otherwise);
            }
            StmtKind::While { test, body, otherwise } => {
                self.value(test);
                self.body(body);
                self.body(otherwise);
            }
            StmtKind::For { target, iter, body, otherwise, .. } => {
                self.value(iter);
                self.assigned(target);
                self.body(body);
                self.body(otherwise);
            }
            StmtKind::With { items, body, .. } => {
                for item in *items {
                    self.value(&item.context);
                    if let Some(target) = &item.target {
                        self.assigned(target);
                    }
                }
                self.body(body);
            }
            StmtKind::Try { body, handlers, otherwise, finally, .. } => {
                self.body(body);
                self.body(otherwise);
                for (index, handler) in handlers.iter().enumerate() {
                    if handler.kind.is_none() && index + 1 < handlers.len() {
                        self.findings.compiler_error(
                            Diagnostic::syntax("default 'except:' must be last", handler.span)
                                .with_note("it catches everything, so no handler below it could run"),
                        );
                    }
                    self.opt(handler.kind);
                    if let Some(name) = handler.name {
                        self.stored(name.name, handler.span);
                    }
                    self.body(handler.body);
                }
                self.body(finally);
            }
            StmtKind::Match { subject, cases } => {
                self.value(subject);
                self.match_cases(cases);
            }
            StmtKind::Function(function) => {
                self.new.extend(function.decorators.iter().map(Node::Expr));
                self.type_params(function.type_params);
                self.params(function.params);
                self.opt(function.returns);
                self.stored(function.name.name, stmt.span);
                self.body(function.body);
            }
            StmtKind::Class(class) => {
                self.new.extend(class.decorators.iter().map(Node::Expr));
                self.type_params(class.type_params);
                self.stored(class.name.name, stmt.span);
                self.args(class.args);
                self.body(class.body);
            }
            StmtKind::TypeAlias { name, type_params, value } => {
                self.stored(name.name, name.span);
                self.type_params(type_params);
                self.value(value);
            }
        }
    }

    fn expr(&mut self, expr: &'t Expr<'t>) {
        match &expr.kind {
            ExprKind::Literal(_) | ExprKind::Name(_) => {}
            ExprKind::FString(parts) | ExprKind::TString(parts) => self.new.push(Node::Parts(parts)),
            ExprKind::Tuple(items) | ExprKind::List(items) | ExprKind::Set(items) => {
                self.new.extend(items.iter().map(Node::Element));
            }
            ExprKind::Dict(items) => {
                for item in *items {
                    match item {
                        DictItem::Pair(key, value) => {
                            self.value(key);
                            self.value(value);
                        }
                        DictItem::Spread(value) => self.value(value),
                    }
                }
            }
            ExprKind::Starred(value) | ExprKind::Await(value) | ExprKind::YieldFrom(value) => {
                self.value(value)
            }
            ExprKind::Unary { operand, .. } => self.value(operand),
            ExprKind::Binary { left, right, .. } => {
                self.value(left);
                self.value(right);
            }
            ExprKind::And(items) | ExprKind::Or(items) => self.new.extend(items.iter().map(Node::Expr)),
            ExprKind::Compare { first, rest } => {
                self.value(first);
                self.new.extend(rest.iter().map(|(_, operand)| Node::Expr(operand)));
            }
            ExprKind::Conditional { test, then, other } => {
                self.value(test);
                self.value(then);
                self.value(other);
            }
            ExprKind::Attribute { value, .. } => self.value(value),
            ExprKind::Subscript { value, index } => {
                self.value(value);
                self.value(index);
            }
            ExprKind::Slice { lower, upper, step } => {
                self.opt(*lower);
                self.opt(*upper);
                self.opt(*step);
            }
            ExprKind::Call { func, args } => {
                self.value(func);
                self.args(args);
            }
            ExprKind::Named { target, value } => {
                self.value(value);
                self.stored(target.name, target.span);
            }
            ExprKind::Lambda { params, body } => {
                self.params(params);
                self.value(body);
            }
            ExprKind::ListComp { element, clauses }
            | ExprKind::SetComp { element, clauses }
            | ExprKind::Generator { element, clauses } => {
                self.clauses(clauses);
                self.value(element);
            }
            ExprKind::DictComp { key, value, clauses } => {
                self.clauses(clauses);
                self.value(key);
                self.value(value);
            }
            ExprKind::Yield(value) => self.new.extend(value.map(Node::Element)),
        }
    }

    fn clauses(&mut self, clauses: &'t [Comprehension<'t>]) {
        for clause in clauses {
            self.value(&clause.iter);
            self.assigned(&clause.target);
            self.new.extend(clause.conditions.iter().map(Node::Expr));
        }
    }

    fn parts(&mut self, parts: &'t [FStringPart<'t>]) {
        for part in parts {
            if let FStringPart::Field { value, spec, .. } = part {
                self.value(value);
                self.new.extend(spec.map(|spec| Node::Parts(spec.parts)));
            }
        }
    }

    fn pattern(&mut self, pattern: &'t Pattern<'t>) {
        match &pattern.kind {
            PatternKind::Value(value) => {
                if let ExprKind::FString(_) | ExprKind::TString(_) = value.kind {
                    self.findings.compiler_error(Diagnostic::syntax(
                        "patterns may only match literals and attribute lookups",
                        pattern.span,
                    ));
                }
                self.value(value);
            }
            PatternKind::Sequence(items) | PatternKind::Or(items) => {
                self.new.extend(items.iter().map(Node::Pattern));
            }
            PatternKind::Mapping { items, .. } => {
                for (key, value) in *items {
                    self.value(key);
                    self.new.push(Node::Pattern(value));
                }
            }
            PatternKind::Class { class, positional, keywords } => {
                self.value(class);
                self.new.extend(positional.iter().map(Node::Pattern));
                self.new.extend(keywords.iter().map(|(_, pattern)| Node::Pattern(pattern)));
            }
            PatternKind::As { pattern, .. } => self.new.push(Node::Pattern(pattern)),
            PatternKind::Singleton(_)
            | PatternKind::Star(_)
            | PatternKind::Capture(_)
            | PatternKind::Wildcard => {}
        }
    }
}
