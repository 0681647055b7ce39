//! What earlier versions of the language did not have: `ast.parse(.., feature_version=(3, 7))` refuses it. The tokens tell, as they stand.

use super::token::{Tok, Token};
use crate::diag::Diagnostic;
use crate::source::SourceText;

/// The first thing in a text that came with a later version than 3.`minor`.
pub fn too_new(source: &SourceText, minor: i64) -> Option<Box<Diagnostic>> {
    let tokens = super::tokenize(source);
    let mut at = Reader { source, tokens: &tokens, depth: 0, statement: 0 };
    (0..tokens.len()).find_map(|i| {
        let (what, since) = at.look(i)?;
        (minor < since).then(|| {
            let verb = if what.ends_with('s') && !what.ends_with("syntax") { "are" } else { "is" };
            let text = format!("{what} {verb} only supported in Python 3.{since} and greater");
            Box::new(Diagnostic::syntax(text, tokens[i].span))
        })
    })
}

struct Reader<'t> {
    source: &'t SourceText,
    tokens: &'t [Token],
    /// Open brackets.
    depth: usize,
    /// The first token of the statement.
    statement: usize,
}

impl Reader<'_> {
    fn kind(&self, i: usize) -> Tok {
        self.tokens.get(i).map_or(Tok::End, |t| t.kind)
    }

    fn text(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", |t| &self.source.text()[t.span.start as usize..t.span.end as usize])
    }

    /// What a token stands for that was new once, and since when it is there.
    fn look(&mut self, i: usize) -> Option<(&'static str, i64)> {
        let kind = self.kind(i);
        let before = if i == 0 { Tok::Newline } else { self.kind(i - 1) };
        if matches!(before, Tok::Newline | Tok::Indent | Tok::Dedent)
            || self.depth == 0 && matches!(before, Tok::Semi)
        {
            self.statement = i;
        }
        if kind.is_open() {
            self.depth += 1;
        } else if kind.is_close() {
            self.depth = self.depth.saturating_sub(1);
        }
        match kind {
            Tok::ColonEqual => Some(("Assignment expressions", 8)),
            Tok::Slash if matches!(self.kind(i + 1), Tok::Comma | Tok::RParen | Tok::Colon) => {
                Some(("Positional-only parameters", 8))
            }
            Tok::FStringStart if self.text(i).contains(['t', 'T']) => Some(("t-strings", 14)),
            Tok::Except if self.kind(i + 1) == Tok::Star => {
                self.bare_types(i + 2).or(Some(("Exception groups", 11)))
            }
            Tok::Except => self.bare_types(i + 1),
            Tok::Def | Tok::Class if self.kind(i + 2) == Tok::LBracket => self.parameters(i + 2),
            Tok::Type => match self.kind(i + 2) {
                Tok::LBracket => self.parameters(i + 2),
                _ => Some(("Type statement", 12)),
            },
            Tok::Match => Some(("Pattern matching", 10)),
            Tok::Async => match self.kind(i + 1) {
                Tok::Def => Some(("Async functions", 5)),
                Tok::With | Tok::WithParen => Some(("Async with statements", 5)),
                _ if self.depth > 0 => Some(("Async comprehensions", 6)),
                _ => Some(("Async for loops", 5)),
            },
            Tok::Await => Some(("Await expressions", 5)),
            Tok::At if self.statement != i => Some(("The '@' operator", 5)),
            Tok::AtEqual => Some(("The '@' operator", 5)),
            Tok::Number if self.text(i).contains('_') => Some(("Underscores in numeric literals", 6)),
            Tok::Colon if self.depth == 0 && self.is_annotation(i) => Some(("Variable annotation syntax", 6)),
            _ => None,
        }
    }

    /// Several types behind `except` without parentheses.
    fn bare_types(&self, from: usize) -> Option<(&'static str, i64)> {
        let mut depth = 0usize;
        for i in from..self.tokens.len() {
            match self.kind(i) {
                k if k.is_open() => depth += 1,
                k if k.is_close() => depth = depth.saturating_sub(1),
                Tok::Comma if depth == 0 => {
                    return Some(("except expressions without parentheses", 14));
                }
                Tok::Colon if depth == 0 => return None,
                _ => {}
            }
        }
        None
    }

    /// Parameters of types in brackets: newer still with defaults.
    fn parameters(&self, open: usize) -> Option<(&'static str, i64)> {
        let mut depth = 0usize;
        for i in open..self.tokens.len() {
            match self.kind(i) {
                k if k.is_open() => depth += 1,
                k if k.is_close() && depth == 1 => break,
                k if k.is_close() => depth -= 1,
                Tok::Equal if depth == 1 => return Some(("Type parameter defaults", 13)),
                _ => {}
            }
        }
        Some(("Type parameter lists", 12))
    }

    /// A colon outside of brackets in a statement that no keyword begins.
    fn is_annotation(&self, colon: usize) -> bool {
        let first = self.kind(self.statement);
        matches!(first, Tok::Name | Tok::LParen)
            && !(self.statement..colon).any(|i| matches!(self.kind(i), Tok::Lambda | Tok::FStringStart))
    }
}
