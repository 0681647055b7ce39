//! Parameter lists: the grammar takes any order, this sorts the entries into their kinds and rejects what is out of order.

use super::*;

/// What has been seen of a list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Positional,
    /// Behind a bare `*`, whose place is kept: a name must follow.
    BareStar(Span),
    KeywordOnly,
    End,
}

impl<'a> ParamPart<'a> {
    pub fn plain(
        cx: &Builder<'a, '_>,
        name: Ident<'a>,
        annotation: Option<Expr<'a>>,
        default: DefaultPart<'a>,
    ) -> ParamPart<'a> {
        let value = cx.opt(default.and_then(|(_, value)| value));
        ParamPart::Plain(Param { name, annotation: cx.opt(annotation), default: value }, default)
    }

    pub fn args(
        cx: &Builder<'a, '_>,
        start: u32,
        name: Ident<'a>,
        annotation: Option<Expr<'a>>,
        default: DefaultPart<'a>,
    ) -> ParamPart<'a> {
        ParamPart::Args(start, Param { name, annotation: cx.opt(annotation), default: None }, default)
    }

    pub fn kwargs(
        cx: &Builder<'a, '_>,
        start: u32,
        name: Ident<'a>,
        annotation: Option<Expr<'a>>,
        default: DefaultPart<'a>,
    ) -> ParamPart<'a> {
        ParamPart::Kwargs(start, Param { name, annotation: cx.opt(annotation), default: None }, default)
    }

    /// The first token of the entry.
    fn first(&self) -> Span {
        match self {
            ParamPart::Plain(param, _) => param.name.span,
            ParamPart::Slash(span) | ParamPart::Star(span) => *span,
            ParamPart::Group(span) => Span::new(span.start, span.start + 1),
            ParamPart::Args(start, ..) => Span::new(*start, *start + 1),
            ParamPart::Kwargs(start, ..) => Span::new(*start, *start + 2),
        }
    }
}

impl<'a> Builder<'a, '_> {
    pub fn params(&self, parts: Vec<ParamPart<'a>>, is_lambda: bool) -> Built<Params<'a>> {
        let mut only = Vec::new();
        let mut positional = Vec::new();
        let mut keyword = Vec::new();
        let mut out = Params::default();
        let mut slash = false;
        let mut default_seen = false;
        let mut stage = Stage::Positional;
        let count = parts.len();
        for (index, part) in parts.into_iter().enumerate() {
            let first = part.first();
            if stage == Stage::End {
                return fail_with(
                    "arguments cannot follow var-keyword argument",
                    first,
                    "**names comes last in the list",
                );
            }
            match part {
                ParamPart::Plain(param, default) => {
                    if let Some((equals, None)) = default {
                        return self.missing_default(equals);
                    }
                    if stage == Stage::Positional {
                        if default.is_some() {
                            default_seen = true;
                        } else if default_seen {
                            return fail_with(
                                "parameter without a default follows parameter with a default",
                                param.name.span,
                                "give this parameter a default too, or move it to the front",
                            );
                        }
                        positional.push(param);
                    } else {
                        stage = Stage::KeywordOnly;
                        keyword.push(param);
                    }
                }
                ParamPart::Slash(span) => {
                    if slash {
                        return fail("/ may appear only once", span);
                    }
                    if stage != Stage::Positional {
                        return fail("/ must be ahead of *", span);
                    }
                    if positional.is_empty() {
                        if count == 1 {
                            return fail("invalid syntax", span);
                        }
                        return fail("at least one argument must precede /", span);
                    }
                    slash = true;
                    only = std::mem::take(&mut positional);
                }
                ParamPart::Star(span) => {
                    if stage != Stage::Positional {
                        return fail("* argument may appear only once", span);
                    }
                    if index + 1 == count {
                        return self.bare_star(span, is_lambda);
                    }
                    stage = Stage::BareStar(span);
                }
                ParamPart::Args(_, param, default) => {
                    if stage != Stage::Positional {
                        return fail("* argument may appear only once", first);
                    }
                    if let Some((equals, _)) = default {
                        return fail("var-positional argument cannot have default value", equals);
                    }
                    stage = Stage::KeywordOnly;
                    out.var_args = Some(self.alloc(param));
                }
                ParamPart::Kwargs(_, param, default) => {
                    if let Stage::BareStar(span) = stage {
                        return self.bare_star(span, is_lambda);
                    }
                    if let Some((equals, _)) = default {
                        return fail("var-keyword argument cannot have default value", equals);
                    }
                    stage = Stage::End;
                    out.var_kwargs = Some(self.alloc(param));
                }
                ParamPart::Group(span) => {
                    let what = if is_lambda { "Lambda expression" } else { "Function" };
                    return fail_with(
                        format!("{what} parameters cannot be parenthesized"),
                        span,
                        "take one parameter and unpack it inside",
                    );
                }
            }
        }
        out.positional_only = self.slice(&only);
        out.positional = self.slice(&positional);
        out.keyword_only = self.slice(&keyword);
        Ok(out)
    }

    fn missing_default<T>(&self, equals: Span) -> Built<T> {
        // The last parameter of a lambda is not looked at.
        match self.token_at(equals.end) {
            next if next.kind == Tok::Colon => fail("invalid syntax", next.span),
            _ => fail("expected default value expression", equals),
        }
    }

    /// CPython points at the star in a `def`, and at the token it has read last in a lambda.
    fn bare_star<T>(&self, star: Span, is_lambda: bool) -> Built<T> {
        let mut span = star;
        if is_lambda {
            let mut next = self.token_at(star.end);
            if next.kind == Tok::Comma {
                next = self.token_at(next.span.end);
            }
            span = next.span;
        }
        fail_with(
            "named arguments must follow bare *",
            span,
            "name a parameter behind the star, or delete it",
        )
    }
}
