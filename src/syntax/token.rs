//! The kinds of token: one fieldless enum is both what logos finds and what the grammar sees; texts come from spans.

use logos::Logos;

use crate::source::Span;

/// A token with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: Tok,
    pub span: Span,
}

/// The kind of a token. Kinds without a pattern are made by the layout pass, the f-string scanner or the marking of
/// soft keywords.
#[derive(Logos, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[logos(skip r"[ \t\x0c]+")]
pub enum Tok {
    // Marks that choose what is parsed.
    StartModule,
    StartExpression,
    // Marks for pieces of a text that was refused: `errors.rs` asks what is whole in it.
    StartSingle,
    StartRhs,
    StartDisjunction,
    StartInversion,
    StartBitOr,
    /// The end of the text.
    End,

    // Layout.
    /// The end of a logical line. The lexer finds every line break, the layout pass keeps those that count.
    #[token("\n")]
    Newline,
    Indent,
    Dedent,
    #[regex(r"#[^\n]*", allow_greedy = true)]
    Comment,
    /// A backslash; the lexer checks that a line break follows.
    #[token("\\")]
    Backslash,

    // Words.
    #[regex(r"[_\p{XID_Start}]\p{XID_Continue}*")]
    Name,
    #[token("False")]
    False,
    #[token("None")]
    None,
    #[token("True")]
    True,
    #[token("and")]
    And,
    #[token("as")]
    As,
    #[token("assert")]
    Assert,
    #[token("async")]
    Async,
    #[token("await")]
    Await,
    #[token("break")]
    Break,
    #[token("class")]
    Class,
    #[token("continue")]
    Continue,
    #[token("def")]
    Def,
    #[token("del")]
    Del,
    #[token("elif")]
    Elif,
    #[token("else")]
    Else,
    #[token("except")]
    Except,
    #[token("finally")]
    Finally,
    #[token("for")]
    For,
    #[token("from")]
    From,
    #[token("global")]
    Global,
    #[token("if")]
    If,
    #[token("import")]
    Import,
    #[token("in")]
    In,
    #[token("is")]
    Is,
    #[token("lambda")]
    Lambda,
    #[token("nonlocal")]
    Nonlocal,
    #[token("not")]
    Not,
    #[token("or")]
    Or,
    #[token("pass")]
    Pass,
    #[token("raise")]
    Raise,
    #[token("return")]
    Return,
    #[token("try")]
    Try,
    #[token("while")]
    While,
    #[token("with")]
    With,
    #[token("yield")]
    Yield,
    // Soft keywords, re-marked names.
    Match,
    Case,
    Type,

    // Literals.
    /// Matches a number's first characters; the lexer scans the rest.
    #[regex(r"[0-9]|\.[0-9]")]
    Number,
    /// Matches prefix and opening quote; the lexer scans the rest.
    #[regex(r#"([uUbB]|[rR][bB]?|[bB][rR])?("|'|"""|''')"#)]
    String,
    #[regex(r#"([fFtT]|[rR][fFtT]|[fFtT][rR])("|'|"""|''')"#)]
    FStringStart,
    FStringMiddle,
    FStringEnd,
    /// The colon that ends a field's code and begins its format spec.
    FStringColon,

    // Brackets and operators.
    #[token("(")]
    LParen,
    /// The parenthesis behind `with` that holds items and not an expression.
    WithParen,
    #[token(")")]
    RParen,
    #[token("[")]
    LBracket,
    #[token("]")]
    RBracket,
    #[token("{")]
    LBrace,
    #[token("}")]
    RBrace,
    #[token(",")]
    Comma,
    #[token(":")]
    Colon,
    #[token(";")]
    Semi,
    #[token(".")]
    Dot,
    #[token("...")]
    Ellipsis,
    #[token("!")]
    Exclaim,
    #[token("->")]
    Arrow,
    #[token(":=")]
    ColonEqual,
    #[token("=")]
    Equal,
    #[token("+")]
    Plus,
    #[token("-")]
    Minus,
    #[token("*")]
    Star,
    #[token("**")]
    DoubleStar,
    #[token("/")]
    Slash,
    #[token("//")]
    DoubleSlash,
    #[token("%")]
    Percent,
    #[token("@")]
    At,
    #[token("&")]
    Amper,
    #[token("|")]
    Bar,
    #[token("^")]
    Caret,
    #[token("~")]
    Tilde,
    #[token("<<")]
    LeftShift,
    #[token(">>")]
    RightShift,
    #[token("<")]
    Less,
    #[token(">")]
    Greater,
    #[token("<=")]
    LessEqual,
    #[token(">=")]
    GreaterEqual,
    #[token("==")]
    EqualEqual,
    #[token("!=")]
    NotEqual,
    #[token("<>")]
    LessGreater,
    #[token("+=")]
    PlusEqual,
    #[token("-=")]
    MinusEqual,
    #[token("*=")]
    StarEqual,
    #[token("/=")]
    SlashEqual,
    #[token("//=")]
    DoubleSlashEqual,
    #[token("%=")]
    PercentEqual,
    #[token("@=")]
    AtEqual,
    #[token("&=")]
    AmperEqual,
    #[token("|=")]
    BarEqual,
    #[token("^=")]
    CaretEqual,
    #[token("<<=")]
    LeftShiftEqual,
    #[token(">>=")]
    RightShiftEqual,
    #[token("**=")]
    DoubleStarEqual,
    /// A character that no rule of the grammar takes.
    #[regex(r"[$?`]")]
    Junk,
}

impl Tok {
    /// Whether the token is a reserved word.
    pub fn is_keyword(self) -> bool {
        (Tok::False as u8..=Tok::Yield as u8).contains(&(self as u8))
    }

    /// Whether the token only says what is parsed.
    pub fn is_start(self) -> bool {
        (self as u8) < (Tok::End as u8)
    }

    /// Whether the token opens a bracket.
    pub fn is_open(self) -> bool {
        matches!(self, Tok::LParen | Tok::WithParen | Tok::LBracket | Tok::LBrace)
    }

    /// Whether the token closes a bracket.
    pub fn is_close(self) -> bool {
        matches!(self, Tok::RParen | Tok::RBracket | Tok::RBrace)
    }

    /// Whether the token is one of `+= -= ...`.
    pub fn is_augmented_assign(self) -> bool {
        (Tok::PlusEqual as u8..=Tok::DoubleStarEqual as u8).contains(&(self as u8))
    }
}
