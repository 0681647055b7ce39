//! Line breaks and indentation become tokens: NEWLINE at the end of a logical line, INDENT and DEDENT where the depth of the
//! text changes. Indentation is measured twice, with tabs of eight columns and of one: the two must agree.

use super::lexer::{LexError, Lexed, Lexer, never_closed};
use super::token::{Tok, Token};
use crate::diag::{Diagnostic, DiagnosticKind};
use crate::source::{SourceText, Span};

/// CPython's limit on indentation levels.
const MAX_INDENTS: usize = 100;

/// A text as tokens.
pub struct Layout {
    pub tokens: Vec<Token>,
    /// Why the tokens end early.
    pub error: Option<Box<LexError>>,
    pub warnings: Vec<Diagnostic>,
}

/// One level of indentation in both measures.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Columns {
    wide: u32,
    narrow: u32,
}

struct Maker<'s> {
    lexer: Lexer<'s>,
    text: &'s str,
    tokens: Vec<Token>,
    indents: Vec<Columns>,
}

/// Makes the tokens of a text, from the mark `start` to [`Tok::End`] (which is missing after an error).
pub fn layout(source: &SourceText, start: Tok) -> Layout {
    let mut maker = Maker {
        lexer: Lexer::new(source),
        text: source.text(),
        tokens: Vec::with_capacity(source.text().len() / 4 + 4),
        indents: vec![Columns { wide: 0, narrow: 0 }],
    };
    maker.push(start, Span::new(0, 0));
    let error = maker.run().err();
    Layout { tokens: maker.tokens, error, warnings: maker.lexer.warnings }
}

impl Maker<'_> {
    fn push(&mut self, kind: Tok, span: Span) {
        self.tokens.push(Token { kind, span });
    }

    fn run(&mut self) -> Lexed<()> {
        if let Some(at) = memchr::memchr(0, self.text.as_bytes()) {
            // Wherever it stands: CPython refuses to read such a line.
            let mut error =
                LexError::new("source code cannot contain null bytes", Span::new(at as u32, at as u32));
            error.diagnostic.line_only = true;
            return Err(error);
        }
        let mut line_start = Some(0u32);
        loop {
            let found = self.lexer.next_token();
            if let (Err(_), Some(start)) = (&found, line_start) {
                // The indentation is read before the token that cannot be.
                let text = &self.text.as_bytes()[start as usize..];
                let blank =
                    text.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\x0c')).count() as u32;
                let at = Span::new(start + blank, start + blank);
                self.indentation(start, Token { kind: Tok::Junk, span: at })?;
            }
            let Some(token) = found? else {
                break;
            };
            if token.kind == Tok::Newline {
                if self.lexer.brackets().is_empty() && line_start.is_none() {
                    self.tokens.push(token);
                    line_start = Some(token.span.end);
                } else if line_start.is_some() {
                    line_start = Some(token.span.end);
                }
                continue;
            }
            if let Some(start) = line_start.take() {
                self.indentation(start, token)?;
            }
            self.tokens.push(token);
        }
        let end = self.text.len() as u32;
        if let Some(open) = self.lexer.brackets().last() {
            return Err(never_closed(self.text, *open));
        }
        if line_start.is_none() {
            self.push(Tok::Newline, Span::new(end, end));
        }
        while self.indents.len() > 1 {
            self.indents.pop();
            self.push(Tok::Dedent, Span::new(end, end));
        }
        self.push(Tok::End, Span::new(end, end));
        Ok(())
    }

    /// Compares the indentation of a line with the open levels.
    fn indentation(&mut self, start: u32, first: Token) -> Lexed<()> {
        let here = self.measure(start, first.span.start);
        let top = self.indents[self.indents.len() - 1];
        let line_end = Span::new(first.span.start, first.span.start);
        if here.wide == top.wide {
            return if here.narrow == top.narrow { Ok(()) } else { Err(mixed_tabs(start)) };
        }
        if here.wide > top.wide {
            if self.indents.len() >= MAX_INDENTS {
                return Err(LexError::late(
                    DiagnosticKind::IndentationError,
                    "too many levels of indentation",
                    line_end,
                ));
            }
            if here.narrow <= top.narrow {
                return Err(mixed_tabs(start));
            }
            self.indents.push(here);
            self.push(Tok::Indent, Span::new(start, first.span.start));
            return Ok(());
        }
        while self.indents.len() > 1 && here.wide < self.indents[self.indents.len() - 1].wide {
            self.indents.pop();
            self.push(Tok::Dedent, Span::new(first.span.start, first.span.start));
        }
        let top = self.indents[self.indents.len() - 1];
        if here.wide != top.wide {
            let line = self.lexer.source.line_of(first.span.start);
            let end = self.lexer.source.line_end(line);
            return Err(LexError::late(
                DiagnosticKind::IndentationError,
                "unindent does not match any outer indentation level",
                Span::new(end, end),
            )
            .help("give the line the indentation of one of the blocks around it"));
        }
        if here.narrow != top.narrow { Err(mixed_tabs(start)) } else { Ok(()) }
    }

    /// The columns of the first token of a line. A backslash within the indentation fixes the columns before it.
    fn measure(&self, start: u32, end: u32) -> Columns {
        let mut here = Columns { wide: 0, narrow: 0 };
        let mut fixed = None;
        for byte in self.text.as_bytes()[start as usize..end as usize].iter() {
            match byte {
                b' ' => {
                    here.wide += 1;
                    here.narrow += 1;
                }
                b'\t' => {
                    here.wide = (here.wide / 8 + 1) * 8;
                    here.narrow += 1;
                }
                b'\x0c' => here = Columns { wide: 0, narrow: 0 },
                b'\\' if fixed.is_none() && here.wide > 0 => fixed = Some(here),
                _ => {}
            }
        }
        fixed.unwrap_or(here)
    }
}

fn mixed_tabs(at: u32) -> Box<LexError> {
    LexError::late(
        DiagnosticKind::TabError,
        "inconsistent use of tabs and spaces in indentation",
        Span::new(at, at),
    )
    .help("indent with spaces only, four for each level")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Tok> {
        let laid_out = layout(&SourceText::new("x.py", text), Tok::StartModule);
        assert!(laid_out.error.is_none(), "{text:?}: {:?}", laid_out.error);
        laid_out.tokens.iter().skip(1).map(|token| token.kind).collect()
    }

    fn message(text: &str) -> String {
        let laid_out = layout(&SourceText::new("x.py", text), Tok::StartModule);
        laid_out.error.map_or(String::new(), |error| error.diagnostic.message.into_owned())
    }

    #[test]
    fn indentation_becomes_tokens() {
        use Tok::*;
        assert_eq!(kinds(""), [End]);
        assert_eq!(kinds("\n # note\n\n"), [End]);
        assert_eq!(kinds("a"), [Name, Newline, End]);
        assert_eq!(
            kinds("if a:\n  b\n\n  # note\n  c\nd"),
            [If, Name, Colon, Newline, Indent, Name, Newline, Name, Newline, Dedent, Name, Newline, End]
        );
        assert_eq!(kinds("(a\n  b)\n"), [LParen, Name, Name, RParen, Newline, End]);
        assert_eq!(kinds("a \\\n  b\n"), [Name, Name, Newline, End]);
        assert_eq!(kinds("if a:\n\tb\n        c\n".replace("        ", "\t").as_str()).len(), 11);
    }

    #[test]
    fn fstrings_are_tokens_of_the_same_stream() {
        use Tok::*;
        let text = "f'a{b!r:>{w}}{{' 'c'";
        let expected = [
            FStringStart,
            FStringMiddle,
            LBrace,
            Name,
            Exclaim,
            Name,
            FStringColon,
            FStringMiddle,
            LBrace,
            Name,
            RBrace,
            RBrace,
            FStringMiddle,
            FStringEnd,
            String,
            Newline,
            End,
        ];
        assert_eq!(kinds(text), expected);
        assert_eq!(kinds("f'{f'{x:=5}'}'").len(), 13);
        assert_eq!(kinds("f'{d['k']:{'>'}5}'").len(), 15);
        assert_eq!(kinds("f\"\"\"{\na # note\n}\"\"\"").len(), 7);
        assert_eq!(kinds("rf'\\{x}\\N{y}'").len(), 12);
        assert_eq!(kinds("f'\\N{BULLET}'"), [FStringStart, FStringMiddle, FStringEnd, Newline, End]);
    }

    #[test]
    fn token_spans_grow() {
        let source =
            SourceText::new("x.py", "def f(a, *b):\n    return f'{a=!r:>{b}}' + \\\n  'é'\n\nx: int = 1_0\n");
        let laid_out = layout(&source, Tok::StartModule);
        assert!(laid_out.tokens.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    }

    #[test]
    fn limits_are_cpythons() {
        assert_eq!(message(&"(".repeat(201)), "too many nested parentheses");
        assert_eq!(message(&"(".repeat(200)), "'(' was never closed");
        let deep: std::string::String = (0..101).map(|depth| " ".repeat(depth) + "if a:\n").collect();
        assert_eq!(message(&deep), "too many levels of indentation");
        assert_eq!(message("x = 'a\0b'"), "source code cannot contain null bytes");
    }
}
