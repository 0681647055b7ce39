//! The abstract syntax tree: plain data in a bump arena, so that a tree of any depth is dropped without recursion.
//!
//! Every node carries the span of its text, with CPython's extent (`ast` module: `col_offset`, `end_col_offset`), because
//! tracebacks underline exactly that. Names are NFKC-normalised; strings are generalised UTF-8 (lone surrogates are legal).

use crate::source::Span;

/// An identifier after NFKC normalisation.
pub type Name<'a> = &'a str;
/// An identifier with its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ident<'a> {
    pub name: Name<'a>,
    pub span: Span,
}

/// A whole unit that was parsed.
#[derive(Clone, Copy, Debug)]
pub enum Unit<'a> {
    /// A script or module, or the statements of one interactive input.
    Module(&'a [Stmt<'a>]),
    /// A single expression (`eval`).
    Expression(&'a Expr<'a>),
}

/// An expression.
#[derive(Clone, Copy, Debug)]
pub struct Expr<'a> {
    pub span: Span,
    pub kind: ExprKind<'a>,
}

/// A literal value. Integers beyond 64 bits keep their digits.
#[derive(Clone, Copy, Debug)]
pub enum Literal<'a> {
    None,
    True,
    False,
    Ellipsis,
    Int(i64),
    /// Digits without prefix and underscores, in the given radix (2, 8, 10, 16).
    BigInt {
        digits: &'a str,
        radix: u8,
    },
    Float(f64),
    /// The imaginary part of a complex literal.
    Imaginary(f64),
    /// Generalised UTF-8.
    Str(&'a [u8]),
    Bytes(&'a [u8]),
    /// Constants; no text has it, but a tree that a program built.
    FrozenSet(&'a [Expr<'a>]),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    Add,
    Sub,
    Mul,
    MatMul,
    Div,
    FloorDiv,
    Mod,
    Pow,
    Shl,
    Shr,
    BitAnd,
    BitOr,
    BitXor,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    Not,
    Neg,
    Pos,
    Invert,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompareOp {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    Is,
    IsNot,
    In,
    NotIn,
}

#[derive(Clone, Copy, Debug)]
pub enum ExprKind<'a> {
    Literal(Literal<'a>),
    Name(Name<'a>),
    /// An f-string, with plain string neighbours joined in; parts alternate freely.
    FString(&'a [FStringPart<'a>]),
    /// A template string (PEP 750).
    TString(&'a [FStringPart<'a>]),
    Tuple(&'a [Expr<'a>]),
    List(&'a [Expr<'a>]),
    Set(&'a [Expr<'a>]),
    Dict(&'a [DictItem<'a>]),
    /// `*x` in a display, a call's positional part is `Arg::Star` instead; also a starred target.
    Starred(&'a Expr<'a>),
    Unary {
        op: UnaryOp,
        operand: &'a Expr<'a>,
    },
    /// `op_span` is the place of the operator itself.
    Binary {
        op: BinaryOp,
        op_span: Span,
        left: &'a Expr<'a>,
        right: &'a Expr<'a>,
    },
    /// `a and b and c`, flattened as CPython does.
    And(&'a [Expr<'a>]),
    Or(&'a [Expr<'a>]),
    /// `first op rest.0 op rest.1 ...`
    Compare {
        first: &'a Expr<'a>,
        rest: &'a [(CompareOp, Expr<'a>)],
    },
    /// `then if test else other`
    Conditional {
        test: &'a Expr<'a>,
        then: &'a Expr<'a>,
        other: &'a Expr<'a>,
    },
    Attribute {
        value: &'a Expr<'a>,
        attr: Ident<'a>,
    },
    Subscript {
        value: &'a Expr<'a>,
        index: &'a Expr<'a>,
    },
    Slice {
        lower: Option<&'a Expr<'a>>,
        upper: Option<&'a Expr<'a>>,
        step: Option<&'a Expr<'a>>,
    },
    Call {
        func: &'a Expr<'a>,
        args: &'a [Arg<'a>],
    },
    /// `name := value`
    Named {
        target: Ident<'a>,
        value: &'a Expr<'a>,
    },
    Lambda {
        params: &'a Params<'a>,
        body: &'a Expr<'a>,
    },
    ListComp {
        element: &'a Expr<'a>,
        clauses: &'a [Comprehension<'a>],
    },
    SetComp {
        element: &'a Expr<'a>,
        clauses: &'a [Comprehension<'a>],
    },
    DictComp {
        key: &'a Expr<'a>,
        value: &'a Expr<'a>,
        clauses: &'a [Comprehension<'a>],
    },
    Generator {
        element: &'a Expr<'a>,
        clauses: &'a [Comprehension<'a>],
    },
    Await(&'a Expr<'a>),
    Yield(Option<&'a Expr<'a>>),
    YieldFrom(&'a Expr<'a>),
}

/// One part of an f-string.
#[derive(Clone, Copy, Debug)]
pub enum FStringPart<'a> {
    /// Literal text, generalised UTF-8, escapes done. The span goes from the first piece that was joined in to the last; `marked`: the
    /// first piece is a plain literal with the prefix `u`.
    Text { span: Span, text: &'a [u8], marked: bool },
    /// `{value!conversion:spec}`. For `{value=}` the text before the value is a `Text` part of its own (and the
    /// conversion is `Repr` where neither conversion nor spec was written).
    Field {
        span: Span,
        value: &'a Expr<'a>,
        /// The value as it was written, blanks around it included.
        written: &'a str,
        conversion: Option<Conversion>,
        spec: Option<FormatSpec<'a>>,
    },
}

/// What stands behind the colon of a field; the span covers the colon.
#[derive(Clone, Copy, Debug)]
pub struct FormatSpec<'a> {
    pub span: Span,
    pub parts: &'a [FStringPart<'a>],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    Str,
    Repr,
    Ascii,
}

#[derive(Clone, Copy, Debug)]
pub enum DictItem<'a> {
    Pair(Expr<'a>, Expr<'a>),
    /// `**mapping`
    Spread(Expr<'a>),
}

/// One argument of a call or a class statement, in source order.
#[derive(Clone, Copy, Debug)]
pub enum Arg<'a> {
    Positional(Expr<'a>),
    /// `*iterable`, the span covers the star.
    Star(Span, Expr<'a>),
    /// `name=value`, the span covers both.
    Keyword(Span, Ident<'a>, Expr<'a>),
    /// `**mapping`, the span covers the stars.
    DoubleStar(Span, Expr<'a>),
}

/// `for target in iter if cond ...`
#[derive(Clone, Copy, Debug)]
pub struct Comprehension<'a> {
    pub is_async: bool,
    pub target: Expr<'a>,
    pub iter: Expr<'a>,
    pub conditions: &'a [Expr<'a>],
}

/// The parameters of a function, each list in source order.
#[derive(Clone, Copy, Debug, Default)]
pub struct Params<'a> {
    pub positional_only: &'a [Param<'a>],
    pub positional: &'a [Param<'a>],
    /// `*args`; None for a bare `*` too.
    pub var_args: Option<&'a Param<'a>>,
    pub keyword_only: &'a [Param<'a>],
    /// `**kwargs`
    pub var_kwargs: Option<&'a Param<'a>>,
}

#[derive(Clone, Copy, Debug)]
pub struct Param<'a> {
    pub name: Ident<'a>,
    pub annotation: Option<&'a Expr<'a>>,
    pub default: Option<&'a Expr<'a>>,
}

/// A statement.
#[derive(Clone, Copy, Debug)]
pub struct Stmt<'a> {
    pub span: Span,
    pub kind: StmtKind<'a>,
}

pub type Body<'a> = &'a [Stmt<'a>];

#[derive(Clone, Copy, Debug)]
pub enum StmtKind<'a> {
    Expr(&'a Expr<'a>),
    /// `t1 = t2 = value`
    Assign {
        targets: &'a [Expr<'a>],
        value: &'a Expr<'a>,
    },
    AugAssign {
        target: &'a Expr<'a>,
        op: BinaryOp,
        op_span: Span,
        value: &'a Expr<'a>,
    },
    /// `simple` is CPython's: the target is a name that stands without parentheses.
    AnnAssign {
        target: &'a Expr<'a>,
        annotation: &'a Expr<'a>,
        value: Option<&'a Expr<'a>>,
        simple: bool,
    },
    Return(Option<&'a Expr<'a>>),
    Delete(&'a [Expr<'a>]),
    Pass,
    Break,
    Continue,
    Global(&'a [Ident<'a>]),
    Nonlocal(&'a [Ident<'a>]),
    Raise {
        exc: Option<&'a Expr<'a>>,
        cause: Option<&'a Expr<'a>>,
    },
    Assert {
        test: &'a Expr<'a>,
        message: Option<&'a Expr<'a>>,
    },
    Import(&'a [Alias<'a>]),
    /// `from ..module import names`; `level` counts the dots; `import *` is one alias named `*`.
    ImportFrom {
        module: Option<Ident<'a>>,
        names: &'a [Alias<'a>],
        level: u32,
    },
    /// `if`/`elif` arms in order, flat however long the chain is.
    If {
        arms: &'a [(Expr<'a>, Body<'a>)],
        otherwise: Body<'a>,
    },
    While {
        test: &'a Expr<'a>,
        body: Body<'a>,
        otherwise: Body<'a>,
    },
    For {
        is_async: bool,
        target: &'a Expr<'a>,
        iter: &'a Expr<'a>,
        body: Body<'a>,
        otherwise: Body<'a>,
    },
    With {
        is_async: bool,
        items: &'a [WithItem<'a>],
        body: Body<'a>,
    },
    Try {
        body: Body<'a>,
        handlers: &'a [Handler<'a>],
        is_star: bool,
        otherwise: Body<'a>,
        finally: Body<'a>,
    },
    Match {
        subject: &'a Expr<'a>,
        cases: &'a [Case<'a>],
    },
    Function(&'a Function<'a>),
    Class(&'a Class<'a>),
    TypeAlias {
        name: Ident<'a>,
        type_params: &'a [TypeParam<'a>],
        value: &'a Expr<'a>,
    },
}

/// `name as asname`; `name` may be dotted in `import`.
#[derive(Clone, Copy, Debug)]
pub struct Alias<'a> {
    pub span: Span,
    pub name: Ident<'a>,
    pub asname: Option<Ident<'a>>,
}

#[derive(Clone, Copy, Debug)]
pub struct WithItem<'a> {
    pub context: Expr<'a>,
    pub target: Option<Expr<'a>>,
}

/// `except kind as name:`
#[derive(Clone, Copy, Debug)]
pub struct Handler<'a> {
    pub span: Span,
    pub kind: Option<&'a Expr<'a>>,
    pub name: Option<Ident<'a>>,
    pub body: Body<'a>,
}

/// `case pattern if guard:`
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    pub pattern: Pattern<'a>,
    pub guard: Option<&'a Expr<'a>>,
    pub body: Body<'a>,
}

#[derive(Clone, Copy, Debug)]
pub struct Pattern<'a> {
    pub span: Span,
    pub kind: PatternKind<'a>,
}

#[derive(Clone, Copy, Debug)]
pub enum PatternKind<'a> {
    /// A literal number or string, or a dotted name: compared with `==`.
    Value(&'a Expr<'a>),
    /// None, True, False: compared with `is`.
    Singleton(Literal<'a>),
    Sequence(&'a [Pattern<'a>]),
    /// `*name` or `*_` (None) inside a sequence.
    Star(Option<Ident<'a>>),
    /// `rest` is the name behind `**`.
    Mapping {
        items: &'a [(Expr<'a>, Pattern<'a>)],
        rest: Option<Ident<'a>>,
    },
    Class {
        class: &'a Expr<'a>,
        positional: &'a [Pattern<'a>],
        keywords: &'a [(Ident<'a>, Pattern<'a>)],
    },
    Or(&'a [Pattern<'a>]),
    /// `pattern as name`
    As {
        pattern: &'a Pattern<'a>,
        name: Ident<'a>,
    },
    Capture(Ident<'a>),
    Wildcard,
}

/// `def` or `async def`. The statement's span starts at `def`/`async` (decorators stand before it), as CPython's does.
#[derive(Clone, Copy, Debug)]
pub struct Function<'a> {
    pub is_async: bool,
    pub name: Ident<'a>,
    pub decorators: &'a [Expr<'a>],
    pub type_params: &'a [TypeParam<'a>],
    pub params: &'a Params<'a>,
    pub returns: Option<&'a Expr<'a>>,
    pub body: Body<'a>,
}

#[derive(Clone, Copy, Debug)]
pub struct Class<'a> {
    pub name: Ident<'a>,
    pub decorators: &'a [Expr<'a>],
    pub type_params: &'a [TypeParam<'a>],
    pub args: &'a [Arg<'a>],
    pub body: Body<'a>,
}

#[derive(Clone, Copy, Debug)]
pub struct TypeParam<'a> {
    pub span: Span,
    pub kind: TypeParamKind,
    pub name: Ident<'a>,
    /// Only for a plain type variable.
    pub bound: Option<&'a Expr<'a>>,
    pub default: Option<&'a Expr<'a>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeParamKind {
    TypeVar,
    TypeVarTuple,
    ParamSpec,
}
