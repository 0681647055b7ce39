//! Statements: targets are checked here, because the grammar takes any expression for them.

use super::*;
use crate::diag::DiagnosticKind;
use crate::syntax::targets::{self, TargetKind, expr_name};

type At = (u32, bool);

impl<'a> Builder<'a, '_> {
    fn stmt(&self, start: u32, end: u32, kind: StmtKind<'a>) -> Stmt<'a> {
        Stmt { span: Span::new(start, end), kind }
    }

    /// `t1 = t2 = value`; `start` is where the first target stands, with its parentheses.
    pub fn assign(&self, start: u32, first: Expr<'a>, mut rest: Vec<Placed<'a>>) -> Built<StmtKind<'a>> {
        let single = rest.len() == 1;
        let Some(value) = rest.pop() else {
            return Ok(StmtKind::Expr(self.alloc(first)));
        };
        let mut targets = Vec::with_capacity(rest.len() + 1);
        targets.push(first);
        targets.extend(rest.iter().map(|placed| placed.expr));
        for (index, target) in targets.iter().enumerate() {
            if let ExprKind::Yield(_) | ExprKind::YieldFrom(_) = target.kind {
                return fail("assignment to yield expression not possible", target.span);
            }
            let Some(bad) = targets::invalid_part(target, TargetKind::Assign) else {
                targets::check(self, target, TargetKind::Assign)?;
                continue;
            };
            let outer = if index == 0 { Span::new(start, target.span.end) } else { target.span };
            let guess = index == 0
                && single
                && std::ptr::eq(bad, target)
                && targets::is_bitwise_or(target)
                && starts_with_operand(&value.expr)
                && !targets::begins_with_display(target, outer);
            if guess {
                return fail_with(
                    format!(
                        "cannot assign to {} here. Maybe you meant '==' instead of '='?",
                        expr_name(target)
                    ),
                    target.span,
                    "== compares two values",
                );
            }
            return fail(format!("cannot assign to {}", expr_name(bad)), bad.span);
        }
        for target in &targets {
            if let ExprKind::Starred(_) = target.kind {
                self.fail_late(
                    Diagnostic::syntax("starred assignment target must be in a list or tuple", target.span)
                        .with_help("put a comma behind it: *rest, = items"),
                );
            }
        }
        Ok(StmtKind::Assign { targets: self.slice(&targets), value: self.alloc(value.expr) })
    }

    pub fn aug_assign(
        &self,
        start: u32,
        target: Expr<'a>,
        op: BinaryOp,
        op_span: Span,
        value: Expr<'a>,
    ) -> Built<StmtKind<'a>> {
        let _ = start;
        targets::check_augmented(&target)?;
        Ok(StmtKind::AugAssign { target: self.alloc(target), op, op_span, value: self.alloc(value) })
    }

    pub fn ann_assign(
        &self,
        outer: Span,
        target: Expr<'a>,
        annotation: Expr<'a>,
        value: Option<Expr<'a>>,
    ) -> Built<StmtKind<'a>> {
        let simple = match &target.kind {
            ExprKind::Name(_) => target.span == outer,
            ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => false,
            ExprKind::List(_) => return fail("only single target (not list) can be annotated", target.span),
            ExprKind::Tuple(items) => {
                // Without parentheses CPython points at the first element.
                let bare = items.first().filter(|item| item.span.start == target.span.start);
                let span = match bare {
                    Some(first) if !self.source.slice(target.span).starts_with('(') => first.span,
                    _ => target.span,
                };
                return fail("only single target (not tuple) can be annotated", span);
            }
            _ => return fail("illegal target for annotation", target.span),
        };
        let (target, annotation) = (self.alloc(target), self.alloc(annotation));
        Ok(StmtKind::AnnAssign { target, annotation, value: self.opt(value), simple })
    }

    pub fn delete(&self, start: u32, targets: Expr<'a>) -> Built<StmtKind<'a>> {
        targets::check(self, &targets, TargetKind::Delete)?;
        // A tuple without parentheses is a list of targets.
        let items = match targets.kind {
            ExprKind::Tuple(items) if !self.is_bracketed_tuple(&targets, start) => items,
            _ => self.slice(&[targets]),
        };
        Ok(StmtKind::Delete(items))
    }

    /// Whether the parentheses of a tuple belong to it.
    fn is_bracketed_tuple(&self, tuple: &Expr<'a>, start: u32) -> bool {
        let ExprKind::Tuple(items) = tuple.kind else {
            return false;
        };
        match items.first() {
            None => true,
            // `(a), b` begins with a parenthesis that is not the tuple's: look what encloses the first element.
            Some(first) if tuple.span.start == start && first.span.start == start => false,
            Some(_) => self.encloses(tuple.span),
        }
    }

    /// Whether the first parenthesis of a span is closed by its last character.
    fn encloses(&self, span: Span) -> bool {
        let text = self.source.slice(span);
        if !text.starts_with('(') || !text.ends_with(')') {
            return false;
        }
        // Only brackets of tokens count: strings and comments may hold others.
        let inner = SourceText::new("", text);
        let mut lexer = crate::syntax::lexer::Lexer::new(&inner);
        while let Ok(Some(token)) = lexer.next_token() {
            if lexer.brackets().is_empty() {
                return token.span.end as usize == text.len();
            }
        }
        false
    }

    pub fn assert_(&self, outer: Span, test: Expr<'a>, message: Option<Expr<'a>>) -> StmtKind<'a> {
        let _ = outer;
        StmtKind::Assert { test: self.alloc(test), message: self.opt(message) }
    }

    /// `a.b` as one name with one place.
    pub fn dotted(&self, first: Ident<'a>, rest: Ident<'a>) -> Ident<'a> {
        let name = self.arena.alloc_str(&format!("{}.{}", first.name, rest.name));
        Ident { name, span: first.span.to(rest.span) }
    }

    pub fn import_from(
        &self,
        (module, level): (Option<Ident<'a>>, u32),
        from: FromNames<'a>,
        next: u32,
    ) -> Built<StmtKind<'a>> {
        if from.bare_comma.is_some() {
            return fail_with(
                "trailing comma not allowed without surrounding parentheses",
                Span::new(next, next + 1),
                "delete the comma, or put the names in parentheses",
            );
        }
        Ok(StmtKind::ImportFrom { module, names: self.slice(&from.names), level })
    }

    pub fn type_alias(
        &self,
        name: Ident<'a>,
        type_params: Option<Vec<TypeParam<'a>>>,
        value: Expr<'a>,
    ) -> Built<StmtKind<'a>> {
        let type_params = self.slice(&type_params.unwrap_or_default());
        Ok(StmtKind::TypeAlias { name, type_params, value: self.alloc(value) })
    }

    pub fn if_(&self, start: u32, test: Expr<'a>, then: Block<'a>, tail: Option<IfTail<'a>>) -> Stmt<'a> {
        let mut end = then.end;
        let mut arms = vec![(test, then.body)];
        let mut otherwise: Body<'a> = &[];
        if let Some(tail) = tail {
            for (test, block) in tail.arms {
                arms.push((test, block.body));
                end = block.end;
            }
            if let Some(block) = tail.otherwise {
                otherwise = block.body;
                end = block.end;
            }
        }
        self.stmt(start, end, StmtKind::If { arms: self.slice(&arms), otherwise })
    }

    pub fn while_(
        &self,
        start: u32,
        test: Expr<'a>,
        body: Block<'a>,
        otherwise: Option<Block<'a>>,
    ) -> Stmt<'a> {
        let end = otherwise.map_or(body.end, |block| block.end);
        let otherwise: Body<'a> = otherwise.map_or(&[], |block| block.body);
        self.stmt(start, end, StmtKind::While { test: self.alloc(test), body: body.body, otherwise })
    }

    pub fn for_(
        &self,
        (start, is_async): At,
        target: Expr<'a>,
        iter: Expr<'a>,
        body: Block<'a>,
        otherwise: Option<Block<'a>>,
    ) -> Built<Stmt<'a>> {
        targets::check(self, &target, TargetKind::For)?;
        if let ExprKind::Starred(_) = target.kind {
            self.fail_late(Diagnostic::syntax(
                "starred assignment target must be in a list or tuple",
                target.span,
            ));
        }
        let end = otherwise.map_or(body.end, |block| block.end);
        let otherwise: Body<'a> = otherwise.map_or(&[], |block| block.body);
        let (target, iter) = (self.alloc(target), self.alloc(iter));
        Ok(self.stmt(start, end, StmtKind::For { is_async, target, iter, body: body.body, otherwise }))
    }

    /// `first` is where the items start; 0 where they are known to stand in parentheses.
    pub fn with(
        &self,
        (start, is_async): At,
        first: u32,
        parts: Vec<WithPart<'a>>,
        body: Block<'a>,
    ) -> Built<Stmt<'a>> {
        let mut items = Vec::with_capacity(parts.len());
        for part in &parts {
            if let Some(target) = &part.target {
                targets::check(self, &target.expr, TargetKind::With)?;
                if let ExprKind::Starred(_) = target.expr.kind {
                    self.fail_late(Diagnostic::syntax(
                        "starred assignment target must be in a list or tuple",
                        target.expr.span,
                    ));
                }
            }
            items.push(WithItem { context: part.context, target: part.target.map(|target| target.expr) });
        }
        // `with (a, b):` has two items, not a tuple.
        if let [WithItem { context: Expr { span, kind: ExprKind::Tuple(elements) }, target: None }] =
            items[..]
            && span.start == first
            && !elements.is_empty()
            && elements
                .iter()
                .all(|element| !matches!(element.kind, ExprKind::Starred(_) | ExprKind::Named { .. }))
        {
            items = elements.iter().map(|element| WithItem { context: *element, target: None }).collect();
        }
        Ok(self.stmt(
            start,
            body.end,
            StmtKind::With { is_async, items: self.slice(&items), body: body.body },
        ))
    }

    pub fn handler(
        &self,
        start: u32,
        is_star: bool,
        kind: Option<Expr<'a>>,
        name: Option<Ident<'a>>,
        body: Block<'a>,
    ) -> HandlerPart<'a> {
        let span = Span::new(start, body.end);
        HandlerPart { handler: Handler { span, kind: self.opt(kind), name, body: body.body }, is_star }
    }

    pub fn bare_kinds<T>(&self, span: Span) -> Built<T> {
        fail_with(
            "multiple exception types must be parenthesized",
            span,
            format!("write except ({}):", self.source.slice(span)),
        )
    }

    pub fn try_(
        &self,
        start: u32,
        body: Block<'a>,
        handlers: Vec<HandlerPart<'a>>,
        otherwise: Option<Block<'a>>,
        finally: Option<Block<'a>>,
    ) -> Built<Stmt<'a>> {
        let is_star = handlers.first().is_some_and(|part| part.is_star);
        for part in &handlers {
            let at = part.handler.span.start;
            if part.is_star != is_star {
                let text = &self.source.text()[at as usize + 6..];
                // `except*` is reported with its star, which may stand apart.
                let star = if part.is_star { text.find('*').map_or(0, |found| found as u32 + 1) } else { 0 };
                return fail(
                    "cannot have both 'except' and 'except*' on the same 'try'",
                    Span::new(at, at + 6 + star),
                );
            }
        }
        if let [before @ .., _] = handlers.as_slice()
            && let Some(bare) = before.iter().find(|part| part.handler.kind.is_none())
        {
            self.fail_late(
                Diagnostic::new(
                    DiagnosticKind::SyntaxError,
                    "default 'except:' must be last",
                    bare.handler.span,
                )
                .with_note("it catches everything, so no handler below it could run"),
            );
        }
        let end = finally
            .or(otherwise)
            .map(|block| block.end)
            .or(handlers.last().map(|part| part.handler.span.end))
            .unwrap_or(body.end);
        let handlers: Vec<_> = handlers.iter().map(|part| part.handler).collect();
        let otherwise: Body<'a> = otherwise.map_or(&[], |block| block.body);
        let finally: Body<'a> = finally.map_or(&[], |block| block.body);
        let handlers = self.slice(&handlers);
        Ok(self.stmt(start, end, StmtKind::Try { body: body.body, handlers, is_star, otherwise, finally }))
    }

    pub fn function(
        &self,
        (start, is_async): At,
        name: Ident<'a>,
        type_params: Option<Vec<TypeParam<'a>>>,
        params: Params<'a>,
        returns: Option<Expr<'a>>,
        body: Block<'a>,
    ) -> Stmt<'a> {
        let function = Function {
            is_async,
            name,
            decorators: &[],
            type_params: self.slice(&type_params.unwrap_or_default()),
            params: self.alloc(params),
            returns: self.opt(returns),
            body: body.body,
        };
        self.stmt(start, body.end, StmtKind::Function(self.alloc(function)))
    }

    pub fn class(
        &self,
        start: u32,
        name: Ident<'a>,
        type_params: Option<Vec<TypeParam<'a>>>,
        args: Option<&'a [Arg<'a>]>,
        body: Block<'a>,
    ) -> Stmt<'a> {
        let class = Class {
            name,
            decorators: &[],
            type_params: self.slice(&type_params.unwrap_or_default()),
            args: args.unwrap_or(&[]),
            body: body.body,
        };
        self.stmt(start, body.end, StmtKind::Class(self.alloc(class)))
    }

    pub fn decorate(&self, decorators: Vec<Expr<'a>>, stmt: Stmt<'a>) -> Stmt<'a> {
        let decorators = self.slice(&decorators);
        let kind = match stmt.kind {
            StmtKind::Function(function) => {
                StmtKind::Function(self.alloc(Function { decorators, ..*function }))
            }
            StmtKind::Class(class) => StmtKind::Class(self.alloc(Class { decorators, ..*class })),
            other => other,
        };
        Stmt { kind, ..stmt }
    }

    pub fn empty_type_params<T>(&self, at: u32) -> Built<T> {
        fail("Type parameter list cannot be empty", Span::new(at, at))
    }

    pub fn type_params(&self, params: Vec<TypeParam<'a>>) -> Built<Vec<TypeParam<'a>>> {
        let mut default_seen = false;
        for param in &params {
            if param.default.is_some() {
                default_seen = true;
            } else if default_seen {
                self.fail_late(Diagnostic::syntax(
                    format!(
                        "non-default type parameter '{}' follows default type parameter",
                        param.name.name
                    ),
                    param.span,
                ));
            }
        }
        Ok(params)
    }

    pub fn type_param(
        &self,
        kind: TypeParamKind,
        span: Span,
        name: Ident<'a>,
        bound: Option<(Span, Expr<'a>)>,
        default: Option<Expr<'a>>,
    ) -> Built<TypeParam<'a>> {
        if let Some((at, bound)) = &bound
            && kind != TypeParamKind::TypeVar
        {
            let owner = if kind == TypeParamKind::ParamSpec { "ParamSpec" } else { "TypeVarTuple" };
            let what = if matches!(bound.kind, ExprKind::Tuple(_)) { "constraints" } else { "bound" };
            return fail(format!("cannot use {what} with {owner}"), *at);
        }
        let bound = self.opt(bound.map(|(_, bound)| bound));
        Ok(TypeParam { span, kind, name, bound, default: self.opt(default) })
    }

    pub fn match_(&self, start: u32, subject: Expr<'a>, cases: Vec<(Case<'a>, u32)>) -> Stmt<'a> {
        let end = cases.last().map_or(subject.span.end, |case| case.1);
        let cases: Vec<_> = cases.iter().map(|case| case.0).collect();
        self.stmt(start, end, StmtKind::Match { subject: self.alloc(subject), cases: self.slice(&cases) })
    }
}

/// Whether the value's first operand is one that CPython's guess at `==` sees: not `not`, `lambda`, `yield` or a star.
fn starts_with_operand(value: &Expr<'_>) -> bool {
    let mut value = value;
    loop {
        value = match &value.kind {
            ExprKind::And(items) | ExprKind::Or(items) => &items[0],
            ExprKind::Conditional { then, .. } => then,
            ExprKind::Unary { op: UnaryOp::Not, .. }
            | ExprKind::Lambda { .. }
            | ExprKind::Yield(_)
            | ExprKind::YieldFrom(_)
            | ExprKind::Starred(_) => return false,
            _ => return true,
        };
    }
}
