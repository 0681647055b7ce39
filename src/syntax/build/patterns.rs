//! Patterns of `match` statements.

use super::super::targets::expr_name;
use super::*;

impl<'a> Builder<'a, '_> {
    pub fn case(&self, pattern: Pattern<'a>, guard: Option<Expr<'a>>, body: Block<'a>) -> (Case<'a>, u32) {
        (Case { pattern, guard: self.opt(guard), body: body.body }, body.end)
    }

    fn pattern(&self, span: Span, kind: PatternKind<'a>) -> Pattern<'a> {
        Pattern { span, kind }
    }

    /// A name that is taken; `_` takes nothing.
    pub fn capture(&self, span: Span) -> Pattern<'a> {
        let ident = self.ident(span);
        match ident.name {
            "_" => self.pattern(span, PatternKind::Wildcard),
            _ => self.pattern(span, PatternKind::Capture(ident)),
        }
    }

    pub fn star_pattern(&self, span: Span, name: Ident<'a>) -> Pattern<'a> {
        self.pattern(span, PatternKind::Star((name.name != "_").then_some(name)))
    }

    /// A starred pattern that no sequence encloses: the token behind it is unexpected.
    pub fn lone_star_pattern<T>(&self, next: u32) -> Built<T> {
        fail_with(
            "invalid syntax",
            Span::new(next, next + 1),
            "a comma behind it makes a sequence: case *rest,:",
        )
    }

    pub fn singleton(&self, span: Span, literal: Literal<'a>) -> Pattern<'a> {
        self.pattern(span, PatternKind::Singleton(literal))
    }

    pub fn value_pattern(&self, value: Expr<'a>) -> Pattern<'a> {
        self.pattern(value.span, PatternKind::Value(self.alloc(value)))
    }

    pub fn sequence_pattern(&self, span: Span, items: Vec<Pattern<'a>>) -> Pattern<'a> {
        self.pattern(span, PatternKind::Sequence(self.slice(&items)))
    }

    /// A sequence by its commas.
    pub fn open_sequence(
        &self,
        span: Span,
        first: Pattern<'a>,
        rest: Option<Commas<Pattern<'a>>>,
    ) -> Pattern<'a> {
        let mut items = vec![first];
        items.extend(Commas::items(rest));
        self.sequence_pattern(span, items)
    }

    pub fn or_pattern(&self, span: Span, alternatives: Vec<Pattern<'a>>) -> Pattern<'a> {
        self.pattern(span, PatternKind::Or(self.slice(&alternatives)))
    }

    /// `pattern as target`.
    pub fn as_pattern(&self, span: Span, pattern: Pattern<'a>, target: Expr<'a>) -> Built<Pattern<'a>> {
        let in_parentheses = self.source.text()[..target.span.start as usize].trim_end().ends_with('(');
        match target.kind {
            _ if in_parentheses => {
                fail(format!("cannot use {} as pattern target", expr_name(&target)), target.span)
            }
            ExprKind::Name("_") => fail("cannot use '_' as a target", target.span),
            ExprKind::Name(name) => {
                let name = Ident { name, span: target.span };
                Ok(self.pattern(span, PatternKind::As { pattern: self.alloc(pattern), name }))
            }
            _ => {
                // A name that is a target by itself ends the pattern: what follows is the mistake.
                let first = self.token_at(target.span.start);
                let next = self.token_at(first.span.end);
                if first.kind == Tok::Name && !matches!(next.kind, Tok::Dot | Tok::LParen) {
                    return fail("invalid syntax", next.span);
                }
                fail(format!("cannot use {} as pattern target", expr_name(&target)), target.span)
            }
        }
    }

    pub fn complex_pattern(
        &self,
        span: Span,
        real: Expr<'a>,
        op: BinaryOp,
        op_span: Span,
        imaginary: Expr<'a>,
    ) -> Built<Expr<'a>> {
        let real_part = match &real.kind {
            ExprKind::Unary { operand, .. } => operand,
            _ => &real,
        };
        if let ExprKind::Literal(Literal::Imaginary(_)) = real_part.kind {
            return fail("real number required in complex literal", real.span);
        }
        if !matches!(imaginary.kind, ExprKind::Literal(Literal::Imaginary(_))) {
            return fail("imaginary number required in complex literal", imaginary.span);
        }
        Ok(self.binary(span, real, op, op_span, imaginary))
    }

    pub fn mapping_pattern(&self, span: Span, parts: Vec<MappingPart<'a>>) -> Built<Pattern<'a>> {
        let mut items = Vec::with_capacity(parts.len());
        let mut rest = None;
        for part in parts {
            match part {
                _ if rest.is_some() => {
                    // The first thing behind `**rest,` is unexpected.
                    let at = match part {
                        MappingPart::Item(key, _) => key.span,
                        MappingPart::Rest(span, _) => Span::new(span.start, span.start + 2),
                    };
                    return fail_with("invalid syntax", at, "**rest comes last in the pattern");
                }
                MappingPart::Item(key, pattern) => items.push((key, pattern)),
                MappingPart::Rest(span, name) => {
                    if name.name == "_" {
                        return fail("invalid syntax", Span::new(span.end - 1, span.end));
                    }
                    rest = Some(name);
                }
            }
        }
        Ok(self.pattern(span, PatternKind::Mapping { items: self.slice(&items), rest }))
    }

    pub fn class_pattern(
        &self,
        span: Span,
        class: Expr<'a>,
        parts: Vec<ClassPart<'a>>,
    ) -> Built<Pattern<'a>> {
        if let ExprKind::Name("_") = class.kind {
            // The wildcard is a whole pattern: nothing may follow it.
            return fail("invalid syntax", Span::new(class.span.end, class.span.end + 1));
        }
        let mut positional: Vec<Pattern<'a>> = Vec::new();
        let mut keywords: Vec<(Ident<'a>, Pattern<'a>)> = Vec::new();
        // The first row of patterns behind a keyword.
        let mut late: Option<Span> = None;
        let mut late_ended = false;
        for part in parts {
            match part {
                ClassPart::Positional(pattern) if keywords.is_empty() => positional.push(pattern),
                ClassPart::Positional(pattern) if !late_ended => {
                    late = Some(late.map_or(pattern.span, |span| span.to(pattern.span)));
                }
                ClassPart::Positional(_) => {}
                ClassPart::Keyword(name, pattern) => {
                    late_ended = late.is_some();
                    keywords.push((name, pattern));
                }
            }
        }
        if let Some(span) = late {
            return fail("positional patterns follow keyword patterns", span);
        }
        let (positional, keywords) = (self.slice(&positional), self.slice(&keywords));
        Ok(self.pattern(span, PatternKind::Class { class: self.alloc(class), positional, keywords }))
    }
}
