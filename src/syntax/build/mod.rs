//! The actions of the grammar: from what a rule matched to a node of the tree, or to CPython's sentence for what the grammar
//! let through. Comes in: spans and parts. Goes out: nodes in the arena. The parts that are no nodes yet are declared here.

mod arguments;
mod assign;
mod expressions;
mod parameters;
mod patterns;
mod statements;
mod strings;

use std::cell::{Cell, RefCell};

use bumpalo::Bump;
use lalrpop_util::ParseError;
use unicode_normalization::UnicodeNormalization;

use super::ast::*;
use super::token::{Tok, Token};
use crate::diag::Diagnostic;
use crate::source::{SourceText, Span};

/// Why parsing stops; boxed, since it is rare and results are everywhere.
pub type Failure = Box<Diagnostic>;
/// The result of an action.
pub type Built<T> = Result<T, ParseError<u32, Tok, Failure>>;

/// What the actions need: the arena, the text, and a place for warnings.
pub struct Builder<'a, 's> {
    pub arena: &'a Bump,
    pub source: &'s SourceText,
    pub warnings: RefCell<Vec<Diagnostic>>,
    /// The first name whose normal form is that of a constant (`True` in mathematical letters), which no name may be.
    pub constant_name: Cell<Option<(&'static str, Span)>>,
    tokens: &'s [Token],
}

/// Statements and the end of their last line (which counts a closing semicolon).
pub struct Lines<'a> {
    pub stmts: Vec<Stmt<'a>>,
    pub end: u32,
}

impl<'a> Lines<'a> {
    pub fn one(stmt: Stmt<'a>) -> Lines<'a> {
        Lines { end: stmt.span.end, stmts: vec![stmt] }
    }

    pub fn append(&mut self, more: Lines<'a>) {
        self.stmts.extend(more.stmts);
        self.end = more.end;
    }
}

/// A body and its end.
#[derive(Clone, Copy)]
pub struct Block<'a> {
    pub body: Body<'a>,
    pub end: u32,
}

/// A list with commas; `trailing` says whether it ended with one.
pub struct Commas<X> {
    pub items: Vec<X>,
    pub trailing: bool,
}

impl<X> Commas<X> {
    /// The items of a list that may be missing.
    pub fn items(list: Option<Commas<X>>) -> Vec<X> {
        list.map_or_else(Vec::new, |list| list.items)
    }
}

impl<'a> Commas<ParamPart<'a>> {
    pub fn into_params(self) -> Vec<ParamPart<'a>> {
        self.items
    }
}

/// An expression and the extent that includes parentheses around it.
#[derive(Clone, Copy)]
pub struct Placed<'a> {
    pub outer: Span,
    pub expr: Expr<'a>,
}

impl Placed<'_> {
    /// Whether parentheses stand around the expression that are not part of it.
    pub fn is_bracketed(&self) -> bool {
        self.outer.start != self.expr.span.start
    }
}

pub struct IfTail<'a> {
    pub arms: Vec<(Expr<'a>, Block<'a>)>,
    pub otherwise: Option<Block<'a>>,
}

pub struct WithPart<'a> {
    pub context: Expr<'a>,
    pub target: Option<Placed<'a>>,
}

pub struct HandlerPart<'a> {
    pub handler: Handler<'a>,
    pub is_star: bool,
}

pub struct FromNames<'a> {
    pub names: Vec<Alias<'a>>,
    /// The extent of a list that ends in a comma although it stands without parentheses.
    pub bare_comma: Option<Span>,
}

impl FromNames<'_> {
    pub fn star(span: Span) -> Self {
        let alias = Alias { span, name: Ident { name: "*", span }, asname: None };
        FromNames { names: vec![alias], bare_comma: None }
    }
}

/// One argument before the order is checked.
pub enum ArgPart<'a> {
    Positional(Placed<'a>),
    Star(Span, Expr<'a>),
    Keyword(Span, Ident<'a>, Expr<'a>),
    DoubleStar(Span, Expr<'a>),
    /// A generator expression without parentheses of its own.
    Gen(Span, Expr<'a>, Vec<Comprehension<'a>>),
}

impl<'a> ArgPart<'a> {
    pub fn plain(start: u32, end: u32, expr: Expr<'a>) -> ArgPart<'a> {
        ArgPart::Positional(Placed { outer: Span::new(start, end), expr })
    }
}

/// A default as written: the place of `=` and the value, which may be missing.
pub type DefaultPart<'a> = Option<(Span, Option<Expr<'a>>)>;

/// One entry of a parameter list before the order is checked.
pub enum ParamPart<'a> {
    Plain(Param<'a>, DefaultPart<'a>),
    Slash(Span),
    Star(Span),
    Args(u32, Param<'a>, DefaultPart<'a>),
    Kwargs(u32, Param<'a>, DefaultPart<'a>),
    /// Names in parentheses, as in Python 2.
    Group(Span),
}

pub enum MappingPart<'a> {
    Item(Expr<'a>, Pattern<'a>),
    Rest(Span, Ident<'a>),
}

pub enum ClassPart<'a> {
    Positional(Pattern<'a>),
    Keyword(Ident<'a>, Pattern<'a>),
}

/// One literal of a row of adjacent ones.
pub enum StringPart<'a> {
    Plain(Span),
    /// Prefix with quote, and the parts.
    Formatted(Span, Vec<FPart<'a>>),
}

pub enum FPart<'a> {
    Text(Span),
    Field(FieldPart<'a>),
}

pub struct FieldPart<'a> {
    pub span: Span,
    /// The text that `=` asks for, and where it stands.
    pub shown: Option<(Span, &'a str)>,
    pub value: Expr<'a>,
    pub written: &'a str,
    pub conversion: Option<Conversion>,
    pub spec: Option<(Span, Vec<FPart<'a>>)>,
}

impl<'a, 's> Builder<'a, 's> {
    pub fn new(arena: &'a Bump, source: &'s SourceText, tokens: &'s [Token]) -> Builder<'a, 's> {
        Builder { arena, source, warnings: RefCell::default(), constant_name: Cell::new(None), tokens }
    }

    /// The first token that starts at `offset` or behind it.
    pub fn token_at(&self, offset: u32) -> Token {
        let index = self.tokens.partition_point(|token| token.span.start < offset || token.kind.is_start());
        let end = self.source.text().len() as u32;
        match self.tokens.get(index) {
            // The line break that a text may lack at its end counts as a character.
            Some(Token { kind: Tok::Newline, span }) => {
                Token { kind: Tok::Newline, span: Span::new(span.start, span.start + 1) }
            }
            Some(token) => *token,
            None => Token { kind: Tok::End, span: Span::new(end, end) },
        }
    }

    pub fn alloc<T: Copy>(&self, value: T) -> &'a T {
        self.arena.alloc(value)
    }

    pub fn opt<T: Copy>(&self, value: Option<T>) -> Option<&'a T> {
        value.map(|value| self.alloc(value))
    }

    pub fn slice<T: Copy>(&self, items: &[T]) -> &'a [T] {
        if items.is_empty() { &[] } else { self.arena.alloc_slice_copy(items) }
    }

    /// A name in its normal form.
    pub fn name_text(&self, span: Span) -> Name<'a> {
        let text = self.source.slice(span);
        if text.is_ascii() {
            return self.arena.alloc_str(text);
        }
        let name = self.arena.alloc_str(&text.nfkc().collect::<String>());
        if self.constant_name.get().is_none()
            && let Some(constant) = ["None", "True", "False"].into_iter().find(|c| name == *c)
        {
            self.constant_name.set(Some((constant, span)));
        }
        name
    }

    pub fn ident(&self, span: Span) -> Ident<'a> {
        Ident { name: self.name_text(span), span }
    }

    pub fn body(&self, lines: Option<Lines<'a>>) -> Body<'a> {
        lines.map_or(&[], |lines| self.slice(&lines.stmts))
    }

    pub fn block(&self, lines: Lines<'a>) -> Block<'a> {
        Block { body: self.slice(&lines.stmts), end: lines.end }
    }

    pub fn warn(&self, warning: Diagnostic) {
        self.warnings.borrow_mut().push(warning);
    }
}

/// A syntax error at a place.
pub fn fail<T>(message: impl Into<std::borrow::Cow<'static, str>>, span: Span) -> Built<T> {
    Err(ParseError::User { error: Box::new(Diagnostic::syntax(message, span)) })
}

/// A syntax error with its likely mend.
pub fn fail_with<T>(
    message: impl Into<std::borrow::Cow<'static, str>>,
    span: Span,
    help: impl Into<std::borrow::Cow<'static, str>>,
) -> Built<T> {
    Err(ParseError::User { error: Box::new(Diagnostic::syntax(message, span).with_help(help)) })
}
