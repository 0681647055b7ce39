//! String literals: adjacent ones join, plain ones and f-strings alike; escapes are undone here.

use super::*;
use crate::syntax::literal::{self, EscapeError, StringForm, string_form};

/// Collects the parts of a row of literals; neighbouring texts become one.
struct Parts<'a> {
    done: Vec<FStringPart<'a>>,
    text: Vec<u8>,
    /// Where the text stands, and whether its first piece has the prefix `u`; None: there is none yet.
    place: Option<(Span, bool)>,
}

impl<'a> Parts<'a> {
    fn new() -> Parts<'a> {
        Parts { done: Vec::new(), text: Vec::new(), place: None }
    }

    /// A piece of text that stands there comes next.
    fn meet(&mut self, span: Span, marked: bool) {
        self.place = Some(match self.place {
            Some((before, marked)) => (before.to(span), marked),
            None => (span, marked),
        });
    }

    fn flush(&mut self, cx: &Builder<'a, '_>) {
        let place = self.place.take();
        if let Some((span, marked)) = place.filter(|_| !self.text.is_empty()) {
            let text = cx.arena.alloc_slice_copy(&self.text);
            self.done.push(FStringPart::Text { span, text, marked });
            self.text.clear();
        }
    }
}

impl<'a> Builder<'a, '_> {
    /// One or more literals side by side.
    pub fn strings(&self, span: Span, literals: Vec<StringPart<'a>>) -> Built<Expr<'a>> {
        let forms: Vec<Option<StringForm>> = literals
            .iter()
            .map(|part| match part {
                StringPart::Plain(span) => Some(string_form(self.source.slice(*span), *span)),
                StringPart::Formatted(..) => None,
            })
            .collect();
        let template = |part: &StringPart<'a>| match part {
            StringPart::Formatted(start, _) => self.source.slice(*start).contains(['t', 'T']),
            StringPart::Plain(_) => false,
        };
        let templates = literals.iter().filter(|part| template(part)).count();
        if templates > 0 && templates < forms.len() {
            return fail_with(
                "cannot mix t-string literals with string or bytes literals",
                span,
                "put t before every part, or join them with +",
            );
        }
        let bytes = forms.iter().filter(|form| form.is_some_and(|form| form.is_bytes)).count();
        if bytes > 0 && bytes < forms.len() {
            return fail_with(
                "cannot mix bytes and nonbytes literals",
                // CPython points at the token it has read last.
                self.token_at(span.end).span,
                "decode the bytes, or put b before every part",
            );
        }
        let mut parts = Parts::new();
        let mut formatted = false;
        for (literal, form) in literals.into_iter().zip(forms) {
            match (literal, form) {
                (StringPart::Plain(token), Some(form)) => {
                    parts.meet(token, self.source.slice(token).starts_with(['u', 'U']));
                    self.plain(token, form, &mut parts.text)?;
                }
                (StringPart::Formatted(start, pieces), _) => {
                    formatted = true;
                    let raw = self.source.slice(start).contains(['r', 'R']);
                    self.pieces(pieces, raw, false, &mut parts)?;
                }
                (StringPart::Plain(_), None) => {}
            }
        }
        if formatted {
            parts.flush(self);
            let parts = self.slice(&parts.done);
            let kind = if templates > 0 { ExprKind::TString(parts) } else { ExprKind::FString(parts) };
            return Ok(Expr { span, kind });
        }
        let value = self.arena.alloc_slice_copy(&parts.text);
        let literal = if bytes > 0 { Literal::Bytes(value) } else { Literal::Str(value) };
        Ok(self.literal(span, literal))
    }

    /// Warns of the escapes of a literal in a text that is refused.
    pub fn warn_of_escapes(&self, token: Span) {
        let form = string_form(self.source.slice(token), token);
        // What is wrong with it is not the first thing that is wrong.
        let _ = self.plain(token, form, &mut Vec::new());
    }

    fn plain(&self, token: Span, form: StringForm, out: &mut Vec<u8>) -> Built<()> {
        let text = self.source.slice(form.body);
        if form.is_bytes && !text.is_ascii() {
            return fail_with(
                "bytes can only contain ASCII literal characters",
                token,
                "write other bytes as \\x.., or encode a string",
            );
        }
        if form.is_raw || !text.contains('\\') {
            out.extend_from_slice(text.as_bytes());
            return Ok(());
        }
        let at = form.body.start;
        let warn = |offset: usize, message: String| {
            self.warn(literal::escape_warning(message, at + offset as u32));
        };
        let done = match form.is_bytes {
            true => literal::unescape_bytes(text, out, warn),
            false => literal::unescape(text, out, warn),
        };
        self.escaped(done, token)
    }

    fn escaped(&self, done: Result<(), EscapeError>, token: Span) -> Built<()> {
        match done {
            Ok(()) => Ok(()),
            Err(error) => fail_with(
                error.message,
                token,
                "double the backslash, or put r before the quote for a raw string",
            ),
        }
    }

    /// The pieces of one f-string or of a format spec.
    fn pieces(&self, pieces: Vec<FPart<'a>>, raw: bool, in_spec: bool, parts: &mut Parts<'a>) -> Built<()> {
        for piece in pieces {
            match piece {
                FPart::Text(span) => {
                    parts.meet(span, false);
                    self.fstring_text(span, raw, in_spec, &mut parts.text)?;
                }
                FPart::Field(field) => {
                    if let Some((span, shown)) = field.shown {
                        parts.meet(span, false);
                        parts.text.extend_from_slice(shown.as_bytes());
                    }
                    parts.flush(self);
                    let spec = match field.spec {
                        None => None,
                        Some((span, pieces)) => {
                            // Fields within specs are bounded by the lexer, so this recursion is.
                            let mut inner = Parts::new();
                            self.pieces(pieces, raw, true, &mut inner)?;
                            inner.flush(self);
                            Some(FormatSpec { span, parts: self.slice(&inner.done) })
                        }
                    };
                    parts.done.push(FStringPart::Field {
                        span: field.span,
                        value: self.alloc(field.value),
                        written: field.written,
                        conversion: field.conversion,
                        spec,
                    });
                }
            }
        }
        Ok(())
    }

    /// Literal text of an f-string: `{{` and `}}` are braces, then escapes are undone.
    fn fstring_text(&self, span: Span, raw: bool, in_spec: bool, out: &mut Vec<u8>) -> Built<()> {
        let text = self.source.slice(span);
        let has_braces = !in_spec && text.contains(['{', '}']);
        if raw || !text.contains('\\') {
            match has_braces {
                true => out.extend_from_slice(text.replace("{{", "{").replace("}}", "}").as_bytes()),
                false => out.extend_from_slice(text.as_bytes()),
            }
            return Ok(());
        }
        // Piece by piece, because a doubled brace ends what an escape may reach; `\N{..}` keeps its braces.
        let bytes = text.as_bytes();
        let (mut from, mut at) = (0, 0);
        while at < bytes.len() {
            match bytes[at] {
                b'\\' if bytes.get(at + 1) == Some(&b'N') && bytes.get(at + 2) == Some(&b'{') => {
                    at = memchr::memchr(b'}', &bytes[at..]).map_or(bytes.len(), |found| at + found + 1);
                }
                b'\\' if !matches!(bytes.get(at + 1), Some(b'{' | b'}')) => at += 2,
                b'{' | b'}' if has_braces => {
                    self.escaped_text(span, from, at + 1, out)?;
                    at += 2;
                    from = at;
                }
                _ => at += 1,
            }
        }
        self.escaped_text(span, from, bytes.len(), out)
    }

    fn escaped_text(&self, span: Span, from: usize, to: usize, out: &mut Vec<u8>) -> Built<()> {
        let text = self.source.slice(span);
        let to = to.min(text.len());
        if from >= to {
            return Ok(());
        }
        let part = &text[from..to];
        // A backslash before a field stands for itself.
        let (part, lone) = match part.strip_suffix('\\') {
            Some(rest) if rest.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 0 => {
                (rest, true)
            }
            _ => (part, false),
        };
        let at = span.start + from as u32;
        let done = literal::unescape(part, out, |offset, message| {
            self.warn(literal::escape_warning(message, at + offset as u32));
        });
        self.escaped(done, span)?;
        if lone {
            let next = self.source.text()[to + span.start as usize..].chars().next().unwrap_or('{');
            let message = literal::wrong_escape("escape", &format!("\\{next}"));
            self.warn(literal::escape_warning(message, at + part.len() as u32));
            out.push(b'\\');
        }
        Ok(())
    }

    /// `{value=!conversion:spec}`; `inside` reaches from behind the brace to the end of the value, `debug` is the offset behind the `=`.
    pub fn field(
        &self,
        span: Span,
        inside: Span,
        value: Expr<'a>,
        debug: Option<u32>,
        conversion: Option<Span>,
        spec: Option<(Span, Vec<FPart<'a>>)>,
    ) -> Built<FPart<'a>> {
        let conversion = match conversion {
            None if debug.is_some() && spec.is_none() => Some(Conversion::Repr),
            None => None,
            Some(name) => {
                let before = &self.source.text()[..name.start as usize];
                if !before.ends_with('!') {
                    let mark = before.trim_end().len() as u32 - 1;
                    let span = Span::new(mark, name.end);
                    let word = self.string_kind(inside.start);
                    return fail(
                        format!("{word}: conversion type must come right after the exclamation mark"),
                        span,
                    );
                }
                match self.source.slice(name) {
                    "s" => Some(Conversion::Str),
                    "r" => Some(Conversion::Repr),
                    "a" => Some(Conversion::Ascii),
                    other => {
                        let word = self.string_kind(inside.start);
                        return fail(
                            format!(
                                "{word}: invalid conversion character '{other}': expected 's', 'r', or 'a'"
                            ),
                            name,
                        );
                    }
                }
            }
        };
        let shown = debug.map(|end| self.shown_text(inside.start, end));
        let (_, written) = self.shown_text(inside.start, inside.end);
        Ok(FPart::Field(FieldPart { span, shown, value, written, conversion, spec }))
    }

    /// The word for errors in the string that the field at `at` belongs to.
    fn string_kind(&self, at: u32) -> &'static str {
        let mut depth = 0;
        let before = self.tokens.partition_point(|token| token.span.start < at);
        for token in self.tokens[..before].iter().rev() {
            match token.kind {
                Tok::FStringEnd => depth += 1,
                Tok::FStringStart if depth > 0 => depth -= 1,
                Tok::FStringStart if self.source.slice(token.span).contains(['t', 'T']) => return "t-string",
                Tok::FStringStart => break,
                _ => {}
            }
        }
        "f-string"
    }

    /// What `{value=}` shows: the text behind the brace up to what follows `end` (that of the `=`), without comments.
    fn shown_text(&self, from: u32, end: u32) -> (Span, &'a str) {
        let until = self.token_at(end).span.start;
        let mut out = String::new();
        let mut at = from;
        let first = self.tokens.partition_point(|token| token.span.start < from || token.kind.is_start());
        let inside =
            self.tokens[first..].iter().map(|token| token.span).take_while(|span| span.start < until);
        for span in inside.chain([Span::new(until, until)]) {
            let gap = self.source.slice(Span::new(at, span.start));
            for (index, line) in gap.split('\n').enumerate() {
                if index > 0 {
                    out.push('\n');
                }
                out.push_str(line.split('#').next().unwrap_or(""));
            }
            out.push_str(self.source.slice(span));
            at = span.end;
        }
        (Span::new(from, until), self.arena.alloc_str(&out))
    }
}
