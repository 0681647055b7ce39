//! Arguments of calls and class statements: their order, and generator expressions without parentheses.

use super::*;
use crate::syntax::targets::expr_name;

impl<'a> Builder<'a, '_> {
    pub fn named_arg(&self, span: Span, target: Expr<'a>, op: u32, value: Expr<'a>) -> Built<ArgPart<'a>> {
        if !matches!(target.kind, ExprKind::Name(_)) || target.span.start != span.start {
            return fail("invalid syntax", self.token_at(op).span);
        }
        let expr = self.named(span, target, value)?;
        Ok(ArgPart::plain(span.start, span.end, expr))
    }

    /// `target = value`; `target_end` and `equals_end` are offsets behind target and `=`.
    pub fn keyword_arg(
        &self,
        span: Span,
        equals_end: u32,
        target: Expr<'a>,
        value: Option<Expr<'a>>,
    ) -> Built<ArgPart<'a>> {
        let to_equals = Span::new(span.start, equals_end);
        match (&target.kind, value) {
            (ExprKind::Name(name), Some(value)) if target.span.start == span.start => {
                let name = Ident { name, span: target.span };
                Ok(ArgPart::Keyword(span, name, value))
            }
            (ExprKind::Name(_), None) if target.span.start == span.start => {
                fail("expected argument value expression", to_equals)
            }
            (ExprKind::Literal(Literal::True | Literal::False | Literal::None), _) => {
                fail(format!("cannot assign to {}", expr_name(&target)), to_equals)
            }
            _ => fail_with(
                "expression cannot contain assignment, perhaps you meant \"==\"?",
                Span::new(target.span.start, equals_end),
                "only a plain name can stand before = in a call",
            ),
        }
    }

    pub fn keyword_gen<T>(&self, to_equals: Span, target: Expr<'a>) -> Built<T> {
        match target.kind {
            ExprKind::Name(_) => {
                fail("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", to_equals)
            }
            _ => fail("expression cannot contain assignment, perhaps you meant \"==\"?", to_equals),
        }
    }

    pub fn assign_to_unpacking<T>(&self, span: Span, is_keyword: bool) -> Built<T> {
        let what = if is_keyword { "keyword" } else { "iterable" };
        fail(format!("cannot assign to {what} argument unpacking"), span)
    }

    pub fn call(
        &self,
        span: Span,
        func: Expr<'a>,
        open: u32,
        parts: Option<Commas<ArgPart<'a>>>,
    ) -> Built<Expr<'a>> {
        let func = self.alloc(func);
        let Some(list) = parts else {
            return Ok(Expr { span, kind: ExprKind::Call { func, args: &[] } });
        };
        let args = match list.items.as_slice() {
            // The parentheses of the call are those of the generator expression.
            [ArgPart::Gen(_, element, clauses)] if !list.trailing => {
                let kind =
                    ExprKind::Generator { element: self.alloc(*element), clauses: self.slice(clauses) };
                self.slice(&[Arg::Positional(Expr { span: Span::new(open, span.end), kind })])
            }
            _ => self.args(list.items, span.end - 1)?,
        };
        Ok(Expr { span, kind: ExprKind::Call { func, args } })
    }

    pub fn class_args(&self, parts: Option<Commas<ArgPart<'a>>>, close: u32) -> Built<&'a [Arg<'a>]> {
        let parts = Commas::items(parts);
        if let [ArgPart::Gen(_, element, _)] = parts.as_slice() {
            // Nothing but an ordinary argument list is allowed here: `for` is unexpected.
            return fail("invalid syntax", self.token_at(element.span.end).span);
        }
        self.args(parts, close)
    }

    fn args(&self, parts: Vec<ArgPart<'a>>, close: u32) -> Built<&'a [Arg<'a>]> {
        let mut args: Vec<Arg<'a>> = Vec::with_capacity(parts.len());
        let (mut keyword, mut unpacking) = (false, false);
        // CPython looks for generators without parentheses before it minds the order.
        for part in &parts {
            if let ArgPart::Gen(span, ..) = part {
                return fail_with(
                    "Generator expression must be parenthesized",
                    *span,
                    "put parentheses around the generator expression",
                );
            }
        }
        for part in parts {
            match part {
                ArgPart::Positional(placed) => {
                    // CPython points at the last token it has read.
                    let at = Span::new(close, close + 1);
                    if unpacking {
                        return fail("positional argument follows keyword argument unpacking", at);
                    }
                    if keyword {
                        return fail_with(
                            "positional argument follows keyword argument",
                            at,
                            "arguments without a name come first",
                        );
                    }
                    args.push(Arg::Positional(placed.expr));
                }
                ArgPart::Star(span, value) => {
                    if unpacking {
                        let before = self.source.text()[..span.start as usize].trim_end().len() as u32;
                        return fail(
                            "iterable argument unpacking follows keyword argument unpacking",
                            Span::new(before.saturating_sub(1), self.read_to(span.end)),
                        );
                    }
                    args.push(Arg::Star(span, value));
                }
                ArgPart::Keyword(span, name, value) => {
                    keyword = true;
                    args.push(Arg::Keyword(span, name, value));
                }
                ArgPart::DoubleStar(span, value) => {
                    unpacking = true;
                    args.push(Arg::DoubleStar(span, value));
                }
                ArgPart::Gen(..) => {}
            }
        }
        Ok(self.slice(&args))
    }

    /// Where CPython's tokenizer stands, less one, when it has read the token behind `end` and, if that is a comma, the next.
    fn read_to(&self, end: u32) -> u32 {
        let mut next = self.token_at(end);
        if next.kind == Tok::Comma {
            next = self.token_at(next.span.end);
        }
        next.span.end - 1
    }
}
