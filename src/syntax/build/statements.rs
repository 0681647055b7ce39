//! Statements: targets are checked here, because the grammar takes any expression for them.

use super::*;
use crate::syntax::targets::{self, TargetKind};

type At = (u32, bool);

impl<'a> Builder<'a, '_> {
    fn stmt(&self, start: u32, end: u32, kind: StmtKind<'a>) -> Stmt<'a> {
        Stmt { span: Span::new(start, end), kind }
    }

    pub fn aug_assign(
        &self,
        target: Expr<'a>,
        op: BinaryOp,
        op_span: Span,
        value: Expr<'a>,
    ) -> Built<StmtKind<'a>> {
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
                let bracketed = self.is_bracketed_tuple(&target, outer.start);
                let span =
                    if bracketed { target.span } else { items.first().map_or(target.span, |item| item.span) };
                return fail("only single target (not tuple) can be annotated", span);
            }
            ExprKind::Starred(_) => return fail("invalid syntax", self.token_at(outer.end).span),
            _ => return fail("illegal target for annotation", target.span),
        };
        let (target, annotation) = (self.alloc(target), self.alloc(annotation));
        Ok(StmtKind::AnnAssign { target, annotation, value: self.opt(value), simple })
    }

    pub fn delete(&self, start: u32, targets: Expr<'a>) -> Built<StmtKind<'a>> {
        targets::check(&targets, TargetKind::Delete)?;
        // A tuple without parentheses is a list of targets.
        let items = match targets.kind {
            ExprKind::Tuple(items) if !self.is_bracketed_tuple(&targets, start) => items,
            _ => self.slice(&[targets]),
        };
        Ok(StmtKind::Delete(items))
    }

    pub fn assert_(&self, test: Expr<'a>, message: Option<Expr<'a>>) -> StmtKind<'a> {
        StmtKind::Assert { test: self.alloc(test), message: self.opt(message) }
    }

    /// `a.b` as one name with one place.
    pub fn dotted(&self, parts: Vec<Ident<'a>>) -> Ident<'a> {
        match parts.as_slice() {
            [] => Ident { name: "", span: Span::default() },
            [only] => *only,
            [first, .., last] => {
                let names: Vec<&str> = parts.iter().map(|part| part.name).collect();
                Ident { name: self.arena.alloc_str(&names.join(".")), span: first.span.to(last.span) }
            }
        }
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
                self.token_at(next).span,
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
        targets::check(&target, TargetKind::For)?;
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
                targets::check(&target.expr, TargetKind::With)?;
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

    /// `except A, B:`
    pub fn kinds(&self, span: Span, first: Expr<'a>, rest: Option<Commas<Expr<'a>>>) -> Expr<'a> {
        let mut all = vec![first];
        all.extend(rest.map(|c| c.items).unwrap_or_default());
        Expr { span, kind: ExprKind::Tuple(self.slice(&all)) }
    }

    pub fn bare_kinds<T>(&self, span: Span) -> Built<T> {
        fail_with(
            "multiple exception types must be parenthesized when using 'as'",
            span,
            "write except (A, B) as name:",
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
