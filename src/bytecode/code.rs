//! Code objects as plain data: what the compiler makes and the verifier lets through.

use crate::source::Span;
use std::rc::Rc;

use super::Instr;

/// A constant as plain data; the VM turns it into a value when it loads the code.
#[derive(Clone, Debug)]
pub enum Const {
    None,
    True,
    False,
    Ellipsis,
    Int(i64),
    /// Digits of an integer beyond 64 bits, in radix 2, 8, 10 or 16.
    BigInt {
        digits: Box<str>,
        radix: u8,
        negative: bool,
    },
    Float(f64),
    Complex {
        re: f64,
        im: f64,
    },
    /// Generalised UTF-8.
    Str(Box<[u8]>),
    Bytes(Box<[u8]>),
    Tuple(Box<[Const]>),
    FrozenSet(Box<[Const]>),
    Code(Rc<Code>),
}

/// Where names without a declaration live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeKind {
    /// The top of a module: names are globals.
    Module,
    /// Class bodies and code for `exec`/`eval`: names live in the namespace object, which register 0 holds.
    Namespace,
    /// A function, lambda or generator expression: names live in registers and cells.
    Function,
}

/// Properties of a code object; `co_flags` is derived from them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CodeFlags {
    pub generator: bool,
    pub coroutine: bool,
    pub async_generator: bool,
    pub var_args: bool,
    pub var_kwargs: bool,
    /// Defined inside a function (CO_NESTED).
    pub nested: bool,
    /// `from __future__ import annotations` was in force.
    pub future_annotations: bool,
}

/// What an inline cache is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CacheSite {
    /// Index into `Code::names`.
    pub name: u16,
}

/// One range of the exception table. The first entry that covers the failing instruction wins, so inner ranges come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handler {
    /// First covered instruction.
    pub start: u32,
    /// First instruction no longer covered.
    pub end: u32,
    /// Where to go on.
    pub target: u32,
    /// Registers at and above this one are dropped; the exception is stored in exactly this register (a scratch register from then on).
    pub keep: u16,
}

/// Where the operator, bracket or argument list of an expression stands: tracebacks underline it with `^` and the rest with `~`.
///
/// `AwaitCall` and `AwaitCallMethod` can fail in two ways: their place is the whole `await`, and they have two anchors, first the place of the call
/// itself (for errors of calling), then its argument list.
/// See [`Code::call_span`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    pub instr: u32,
    pub span: Span,
}

/// A line that control passes before an instruction, though no instruction of its own stands for it (`pass`, a constant, `break`): who traces lines is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The instruction that follows.
    pub instr: u32,
    /// A place in the line.
    pub at: u32,
}

/// Code that nobody has verified yet.
#[derive(Clone, Debug)]
pub struct Unverified {
    pub kind: CodeKind,
    pub flags: CodeFlags,
    /// `co_name` and `co_qualname`.
    pub name: Box<str>,
    pub qualname: Box<str>,
    /// Line of the `def` (or first decorator), 1-based.
    pub first_line: u32,
    pub instrs: Vec<Instr>,
    /// The place of each instruction.
    pub spans: Vec<Span>,
    pub anchors: Vec<Anchor>,
    /// By instruction; several of one instruction in the order in which control passes them.
    pub visits: Vec<Visit>,
    pub consts: Vec<Const>,
    pub names: Vec<Box<str>>,
    pub caches: Vec<CacheSite>,
    pub handlers: Vec<Handler>,
    /// Counts of the parameters; registers 0.. hold them in this order: positional-only, positional, keyword-only, `*args`, `**kwargs`.
    pub positional_only: u16,
    /// Includes the positional-only ones.
    pub positional: u16,
    pub keyword_only: u16,
    /// Names of the local registers 0..locals: parameters first. A hidden register (a comprehension's variable, an inlined helper) has a
    /// name that starts with `.`, or the variable's own name marked in `hidden`.
    pub locals: Vec<Box<str>>,
    /// Local registers that `locals()` does not show.
    pub hidden: Vec<u16>,
    /// Local registers that hold a cell (captured by an inner function). `MakeCell` creates it at entry, or anew at each run of an inlined comprehension.
    pub cells: Vec<u16>,
    /// Names of the free variables, in closure order.
    pub free: Vec<Box<str>>,
    /// Locals, then scratch registers and temporaries.
    pub registers: u16,
    /// The docstring, if the body starts with one (functions only; modules and classes store `__doc__` themselves).
    pub doc: Option<u16>,
    /// The name of the script's file, as tracebacks show it.
    pub file: Rc<str>,
}

/// A verified code object. Only `verify` makes one, or `verify_sealed` what had been made by it.
#[derive(Debug)]
pub struct Code {
    pub(super) inner: Unverified,
    /// How deep constants lie in each other, those of inner code included.
    pub(super) depth: u32,
}

impl Code {
    /// The line at which a frame begins: a whole text begins before its first line.
    pub fn entry_line(&self) -> u32 {
        if self.kind == CodeKind::Module || &*self.name == "<module>" { 0 } else { self.first_line }
    }

    /// What an instruction stands for in the text.
    pub fn span(&self, instr: u32) -> Span {
        self.spans.get(instr as usize).copied().unwrap_or_default()
    }

    /// The call of a fused `await f(x)`.
    pub fn call_span(&self, instr: u32) -> Span {
        self.anchors.iter().find(|a| a.instr == instr).map_or_else(|| self.span(instr), |a| a.span)
    }

    /// The same code with another first line, and another number of parameters that can be given by position only, if there are as many.
    pub fn with_head(&self, first_line: u32, positional_only: u16) -> Option<Code> {
        if positional_only > self.positional {
            return None;
        }
        let mut inner = self.inner.clone();
        (inner.first_line, inner.positional_only) = (first_line, positional_only);
        Some(Code { inner, depth: self.depth })
    }

    /// A copy that shares nothing with this one, so that it may go to another thread of the system.
    pub fn detached(&self) -> Code {
        let mut inner = self.inner.clone();
        inner.file = Rc::from(&*inner.file);
        inner.consts.iter_mut().for_each(detach);
        Code { inner, depth: self.depth }
    }
}

fn detach(k: &mut Const) {
    match k {
        Const::Code(code) => *code = Rc::new(code.detached()),
        Const::Tuple(items) | Const::FrozenSet(items) => items.iter_mut().for_each(detach),
        _ => {}
    }
}

impl std::ops::Deref for Code {
    type Target = Unverified;
    fn deref(&self) -> &Unverified {
        &self.inner
    }
}
