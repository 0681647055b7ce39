//! Marks the tokens whose meaning hangs on what follows them: `match`, `case` and `type` as keywords, and the parenthesis
//! behind `with` that encloses items. One pass over the tokens before parsing, so that the grammar stays LR(1).

use super::token::{Tok, Token};
use crate::source::SourceText;

/// Re-marks the tokens of a text in place.
pub fn mark(source: &SourceText, tokens: &mut [Token]) {
    let mut marker = Marker { source, tokens, at: 0, pending: false, blocks: Vec::new() };
    marker.run();
}

struct Marker<'s, 't> {
    source: &'s SourceText,
    tokens: &'t mut [Token],
    at: usize,
    /// Whether the line before began with the keyword `match`.
    pending: bool,
    /// For every open block whether it is the body of a `match`.
    blocks: Vec<bool>,
}

impl Marker<'_, '_> {
    fn run(&mut self) {
        let mut at_line_start = true;
        let mut at_statement = true;
        let mut depth = 0usize;
        while self.at < self.tokens.len() {
            let kind = self.tokens[self.at].kind;
            match kind {
                Tok::Newline => at_line_start = true,
                Tok::Indent => self.blocks.push(std::mem::take(&mut self.pending)),
                Tok::Dedent => {
                    self.blocks.pop();
                }
                Tok::Name => {
                    if at_line_start {
                        self.pending = false;
                    }
                    self.name(at_line_start, at_statement);
                }
                Tok::With => self.with(),
                _ if kind.is_open() => depth += 1,
                _ if kind.is_close() => depth = depth.saturating_sub(1),
                _ => {}
            }
            if !matches!(kind, Tok::Newline | Tok::Indent | Tok::Dedent | Tok::StartModule) {
                if at_line_start && self.tokens[self.at].kind != Tok::Match {
                    self.pending = false;
                }
                at_line_start = false;
            }
            at_statement = depth == 0
                && matches!(
                    kind,
                    Tok::Newline | Tok::Indent | Tok::Dedent | Tok::Semi | Tok::Colon | Tok::StartModule
                );
            self.at += 1;
        }
    }

    fn text(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| self.source.slice(token.span))
    }

    fn kind(&self, index: usize) -> Tok {
        self.tokens.get(index).map_or(Tok::End, |token| token.kind)
    }

    fn name(&mut self, at_line_start: bool, at_statement: bool) {
        match self.text(self.at) {
            "match" if at_line_start && self.is_match() => {
                self.tokens[self.at].kind = Tok::Match;
                self.pending = true;
            }
            "case" if at_line_start && self.blocks.last() == Some(&true) => {
                self.tokens[self.at].kind = Tok::Case;
            }
            "type"
                if at_statement
                    && self.kind(self.at + 1) == Tok::Name
                    && matches!(self.kind(self.at + 2), Tok::Equal | Tok::LBracket) =>
            {
                self.tokens[self.at].kind = Tok::Type;
            }
            _ => {}
        }
    }

    /// No statement that begins with a name ends in a colon, so such a line is a `match`; so is one with `case` below it.
    fn is_match(&self) -> bool {
        if matches!(
            self.kind(self.at + 1),
            Tok::Dot | Tok::Equal | Tok::Colon | Tok::Newline | Tok::Comma | Tok::ColonEqual
        ) {
            return false;
        }
        let mut last = Tok::Match;
        for (index, token) in self.tokens.iter().enumerate().skip(self.at + 1) {
            if token.kind == Tok::Newline {
                return last == Tok::Colon
                    || (self.kind(index + 1) == Tok::Indent && self.text(index + 2) == "case");
            }
            last = token.kind;
        }
        false
    }

    /// `with (a as b, c):` has items within the parenthesis: an `as` stands directly inside, and a colon follows.
    fn with(&mut self) {
        if self.kind(self.at + 1) != Tok::LParen {
            return;
        }
        let mut depth = 0usize;
        let mut has_as = false;
        for index in self.at + 1..self.tokens.len() {
            match self.tokens[index].kind {
                kind if kind.is_open() => depth += 1,
                kind if kind.is_close() => {
                    depth -= 1;
                    if depth == 0 {
                        if has_as {
                            self.tokens[self.at + 1].kind = Tok::WithParen;
                        }
                        return;
                    }
                }
                Tok::As if depth == 1 => has_as = true,
                Tok::Newline => return,
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::layout::layout;

    fn marked(text: &str) -> Vec<Tok> {
        let source = SourceText::new("x.py", text);
        let mut tokens = layout(&source, Tok::StartModule).tokens;
        mark(&source, &mut tokens);
        let soft = |kind: &Tok| matches!(kind, Tok::Match | Tok::Case | Tok::Type | Tok::WithParen);
        tokens.iter().map(|token| token.kind).filter(soft).collect()
    }

    #[test]
    fn keywords_are_soft() {
        use Tok::*;
        assert_eq!(marked("match x:\n  case 1: pass\n  case (2, 3): case = match\n"), [Match, Case, Case]);
        assert_eq!(marked("match (x):\n  case [match]:\n    case(x)\n"), [Match, Case]);
        assert_eq!(marked("match = case = type = 1\nmatch[x] = case(y)\nmatch.a: int\ntype(x)\n"), []);
        assert_eq!(marked("type X = int; type Y[T] = T\nif a: type Z = 1\n"), [Type, Type, Type]);
        assert_eq!(
            marked("with (a as b, c): pass\nwith (a, b): pass\nwith (f(x as y)): pass\n"),
            [WithParen]
        );
    }
}
