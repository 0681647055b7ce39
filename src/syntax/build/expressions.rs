//! Expressions: one short action for each rule.

use super::*;
use crate::syntax::targets::{self, TargetKind, expr_name};

impl<'a> Builder<'a, '_> {
    pub fn name(&self, span: Span) -> Expr<'a> {
        Expr { span, kind: ExprKind::Name(self.name_text(span)) }
    }

    pub fn literal(&self, span: Span, literal: Literal<'a>) -> Expr<'a> {
        Expr { span, kind: ExprKind::Literal(literal) }
    }

    pub fn number(&self, span: Span) -> Built<Expr<'a>> {
        let literal = crate::syntax::literal::number(
            self.arena,
            self.source.slice(span),
            span,
            self.source.max_digits(),
        )?;
        Ok(self.literal(span, literal))
    }

    pub fn unary(&self, span: Span, op: UnaryOp, operand: Expr<'a>) -> Expr<'a> {
        Expr { span, kind: ExprKind::Unary { op, operand: self.alloc(operand) } }
    }

    pub fn binary(
        &self,
        span: Span,
        left: Expr<'a>,
        op: BinaryOp,
        op_span: Span,
        right: Expr<'a>,
    ) -> Expr<'a> {
        let (left, right) = (self.alloc(left), self.alloc(right));
        Expr { span, kind: ExprKind::Binary { op, op_span, left, right } }
    }

    pub fn and(&self, span: Span, operands: Vec<Expr<'a>>) -> Expr<'a> {
        Expr { span, kind: ExprKind::And(self.slice(&operands)) }
    }

    pub fn or(&self, span: Span, operands: Vec<Expr<'a>>) -> Expr<'a> {
        Expr { span, kind: ExprKind::Or(self.slice(&operands)) }
    }

    pub fn compare(&self, span: Span, first: Expr<'a>, rest: Vec<(CompareOp, Expr<'a>)>) -> Expr<'a> {
        Expr { span, kind: ExprKind::Compare { first: self.alloc(first), rest: self.slice(&rest) } }
    }

    pub fn conditional(&self, span: Span, then: Expr<'a>, test: Expr<'a>, other: Expr<'a>) -> Expr<'a> {
        let (test, then, other) = (self.alloc(test), self.alloc(then), self.alloc(other));
        Expr { span, kind: ExprKind::Conditional { test, then, other } }
    }

    pub fn lambda(&self, span: Span, params: Vec<ParamPart<'a>>, body: Expr<'a>) -> Built<Expr<'a>> {
        let params = self.params(params, true)?;
        Ok(Expr { span, kind: ExprKind::Lambda { params: self.alloc(params), body: self.alloc(body) } })
    }

    pub fn await_(&self, span: Span, value: Expr<'a>) -> Expr<'a> {
        Expr { span, kind: ExprKind::Await(self.alloc(value)) }
    }

    pub fn yield_(&self, span: Span, value: Option<Expr<'a>>) -> Expr<'a> {
        Expr { span, kind: ExprKind::Yield(self.opt(value)) }
    }

    pub fn yield_from(&self, span: Span, value: Expr<'a>) -> Expr<'a> {
        Expr { span, kind: ExprKind::YieldFrom(self.alloc(value)) }
    }

    pub fn starred(&self, span: Span, value: Expr<'a>) -> Expr<'a> {
        Expr { span, kind: ExprKind::Starred(self.alloc(value)) }
    }

    pub fn attribute(&self, span: Span, value: Expr<'a>, attr: Ident<'a>) -> Expr<'a> {
        Expr { span, kind: ExprKind::Attribute { value: self.alloc(value), attr } }
    }

    pub fn subscript(&self, span: Span, value: Expr<'a>, index: Expr<'a>) -> Expr<'a> {
        Expr { span, kind: ExprKind::Subscript { value: self.alloc(value), index: self.alloc(index) } }
    }

    pub fn slice_expr(
        &self,
        span: Span,
        lower: Option<Expr<'a>>,
        upper: Option<Expr<'a>>,
        step: Option<Option<Expr<'a>>>,
    ) -> Expr<'a> {
        let (lower, upper) = (self.opt(lower), self.opt(upper));
        Expr { span, kind: ExprKind::Slice { lower, upper, step: self.opt(step.flatten()) } }
    }

    /// `a[i]` or `a[i, j]`; a starred index makes a tuple without a comma.
    pub fn slices(&self, span: Span, list: Commas<Expr<'a>>) -> Expr<'a> {
        match list.items.as_slice() {
            [only] if !list.trailing && !matches!(only.kind, ExprKind::Starred(_)) => *only,
            items => Expr { span, kind: ExprKind::Tuple(self.slice(items)) },
        }
    }

    pub fn tuple(&self, span: Span, items: Vec<Expr<'a>>) -> Expr<'a> {
        Expr { span, kind: ExprKind::Tuple(self.slice(&items)) }
    }

    pub fn list(&self, span: Span, items: Vec<Expr<'a>>) -> Expr<'a> {
        Expr { span, kind: ExprKind::List(self.slice(&items)) }
    }

    pub fn set(&self, span: Span, items: Vec<Expr<'a>>) -> Expr<'a> {
        Expr { span, kind: ExprKind::Set(self.slice(&items)) }
    }

    pub fn dict(&self, span: Span, items: Vec<DictItem<'a>>) -> Expr<'a> {
        Expr { span, kind: ExprKind::Dict(self.slice(&items)) }
    }

    /// One expression, or a tuple where a comma stands.
    pub fn exprs(&self, span: Span, list: Commas<Expr<'a>>) -> Expr<'a> {
        match list.items.as_slice() {
            [only] if !list.trailing => *only,
            items => Expr { span, kind: ExprKind::Tuple(self.slice(items)) },
        }
    }

    /// What is matched: a starred expression needs a comma.
    pub fn subject(&self, span: Span, list: Commas<Expr<'a>>) -> Built<Expr<'a>> {
        let expr = self.exprs(span, list);
        match expr.kind {
            ExprKind::Starred(_) => fail("invalid syntax", self.token_at(span.end).span),
            _ => Ok(expr),
        }
    }

    /// What stands in parentheses: a tuple if there is a comma, otherwise the expression itself.
    pub fn group(&self, span: Span, list: Commas<Expr<'a>>) -> Built<Expr<'a>> {
        if let [only] = list.items.as_slice()
            && !list.trailing
        {
            if let ExprKind::Starred(_) = only.kind {
                return fail_with(
                    "cannot use starred expression here",
                    only.span,
                    "a comma behind it makes a tuple: (*items,)",
                );
            }
            return Ok(*only);
        }
        Ok(self.tuple(span, list.items))
    }

    pub fn double_star_group<T>(&self, span: Span) -> Built<T> {
        fail("cannot use double starred expression here", span)
    }

    pub fn named(&self, span: Span, target: Expr<'a>, value: Expr<'a>) -> Built<Expr<'a>> {
        match target.kind {
            ExprKind::Name(name) if target.span.start == span.start => {
                let target = Ident { name, span: target.span };
                Ok(Expr { span, kind: ExprKind::Named { target, value: self.alloc(value) } })
            }
            _ => fail_with(
                format!("cannot use assignment expressions with {}", expr_name(&target)),
                Span::new(span.start, target.span.end.max(span.start)),
                "only a plain name can stand before :=",
            ),
        }
    }

    /// `target = value` where an expression is wanted. `target_span` includes parentheses, `whole` the value too.
    pub fn assign_in_named<T>(&self, target_span: Span, target: Expr<'a>, whole: Span) -> Built<T> {
        let plain = target.span == target_span;
        match target.kind {
            ExprKind::Name(_) if plain => fail_with(
                "invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
                whole,
                "== compares; := gives a name a value within an expression",
            ),
            _ if targets::is_bitwise_or(&target) && !targets::begins_with_display(&target, target_span) => {
                fail_with(
                    format!(
                        "cannot assign to {} here. Maybe you meant '==' instead of '='?",
                        expr_name(&target)
                    ),
                    target_span,
                    "== compares two values",
                )
            }
            _ => fail("invalid syntax", self.token_at(target_span.end).span),
        }
    }

    fn one_element(&self, list: &Commas<Expr<'a>>, at: u32, bracketed: bool) -> Built<Expr<'a>> {
        match list.items.as_slice() {
            [only] if !list.trailing => match only.kind {
                ExprKind::Starred(_) => fail_with(
                    "iterable unpacking cannot be used in comprehension",
                    only.span,
                    "use a second for to go through the inner items",
                ),
                _ => Ok(*only),
            },
            [first, .., last] if bracketed => {
                let end = if list.trailing { at } else { last.span.end };
                let end = if list.trailing { self.trim_end(end) } else { end };
                fail_with(
                    "did you forget parentheses around the comprehension target?",
                    Span::new(first.span.start, end),
                    "write (a, b) for the tuple that each step makes",
                )
            }
            [first] if bracketed => fail_with(
                "did you forget parentheses around the comprehension target?",
                Span::new(first.span.start, self.trim_end(at)),
                "write (a,) for the tuple that each step makes",
            ),
            _ => fail("invalid syntax", self.token_at(at).span),
        }
    }

    /// The end of the last visible character before `at`.
    fn trim_end(&self, at: u32) -> u32 {
        self.source.text()[..at as usize].trim_end().len() as u32
    }

    pub fn generator(
        &self,
        span: Span,
        element: Commas<Expr<'a>>,
        at: u32,
        clauses: Vec<Comprehension<'a>>,
    ) -> Built<Expr<'a>> {
        let element = self.alloc(self.one_element(&element, at, false)?);
        Ok(Expr { span, kind: ExprKind::Generator { element, clauses: self.slice(&clauses) } })
    }

    pub fn list_comp(
        &self,
        span: Span,
        element: Commas<Expr<'a>>,
        at: u32,
        clauses: Vec<Comprehension<'a>>,
    ) -> Built<Expr<'a>> {
        let element = self.alloc(self.one_element(&element, at, true)?);
        Ok(Expr { span, kind: ExprKind::ListComp { element, clauses: self.slice(&clauses) } })
    }

    pub fn set_comp(
        &self,
        span: Span,
        element: Commas<Expr<'a>>,
        at: u32,
        clauses: Vec<Comprehension<'a>>,
    ) -> Built<Expr<'a>> {
        let element = self.alloc(self.one_element(&element, at, true)?);
        Ok(Expr { span, kind: ExprKind::SetComp { element, clauses: self.slice(&clauses) } })
    }

    pub fn dict_comp(
        &self,
        span: Span,
        item: DictItem<'a>,
        clauses: Vec<Comprehension<'a>>,
    ) -> Built<Expr<'a>> {
        match item {
            DictItem::Pair(key, value) => {
                let (key, value) = (self.alloc(key), self.alloc(value));
                Ok(Expr { span, kind: ExprKind::DictComp { key, value, clauses: self.slice(&clauses) } })
            }
            DictItem::Spread(_) => {
                // The stars are the first token behind the brace.
                let rest = &self.source.text()[span.start as usize + 1..];
                let at = span.start + 1 + rest.find('*').unwrap_or(0) as u32;
                fail("dict unpacking cannot be used in dict comprehension", Span::new(at, at + 2))
            }
        }
    }

    pub fn clause(
        &self,
        is_async: bool,
        target: Expr<'a>,
        iter: Expr<'a>,
        conditions: Vec<Expr<'a>>,
    ) -> Built<Comprehension<'a>> {
        targets::check(&target, TargetKind::For)?;
        Ok(Comprehension { is_async, target, iter, conditions: self.slice(&conditions) })
    }

    pub fn starred_dict_value<T>(&self, span: Span) -> Built<T> {
        let end = self.token_at(span.end).span.end - 1;
        fail(
            "cannot use a starred expression in a dictionary value",
            Span::new(span.start, end.max(span.end)),
        )
    }

    pub fn missing_dict_value<T>(&self, colon: Span) -> Built<T> {
        let next = self.token_at(colon.end);
        match next.kind {
            Tok::RBrace | Tok::Comma => fail("expression expected after dictionary key and ':'", colon),
            _ => fail("invalid syntax", next.span),
        }
    }
}
