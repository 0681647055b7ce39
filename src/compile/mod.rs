//! Tree to bytecode. Comes in: the tree of a unit. Goes out: a verified code object and warnings, or an error in CPython's words.
//!
//! Read `scope/mod.rs` first (where names live), then `unit.rs` (the code object being written), `expr.rs` and `stmt.rs` (what each construct
//! becomes); `flow.rs` has loops' exits and `finally`; `assemble.rs` the last step.

mod annotations;
mod assemble;
mod assign;
mod calls;
mod classes;
mod compare;
mod comprehension;
mod conditions;
mod displays;
mod error;
mod expr;
mod flow;
mod fold;
mod fstring;
mod functions;
mod future;
mod imports;
mod loops;
mod matching;
mod names;
mod operators;
mod order;
mod scope;
mod stmt;
pub mod symbols;
mod thread;
mod try_star;
mod try_stmt;
mod type_params;
mod unit;
mod unparse;
mod warn;
mod with_stmt;

use crate::bytecode::{Code, CodeKind};
use crate::diag::{Diagnostic, DiagnosticKind};
use crate::source::{SourceText, Span};
use crate::syntax::ast::Unit;
use bumpalo::Bump;
use error::{MAX_DEPTH, Res, too_deep};
pub use fold::literal as constant_of;
use scope::{ScopeId, ScopeOptions, Table};
use std::rc::Rc;
use unit::CodeUnit;

/// What the code is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A module: names are globals.
    Module,
    /// One input at the prompt: expression statements are shown.
    Interactive,
    /// `eval`: one expression, whose value the code returns.
    Eval,
    /// `exec`: statements whose names live in a namespace object.
    Exec,
}

/// How to compile.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    pub mode: Mode,
    /// The file's name for code objects.
    pub file: &'a str,
    /// 0; 1 drops assertions and `__debug__`; 2 docstrings too.
    pub optimize: u8,
    /// `from __future__ import annotations` is inherited from the code that compiles.
    pub future_annotations: bool,
    /// `await` may stand at the top; code that uses it becomes a coroutine.
    pub top_level_await: bool,
}

/// What comes out.
#[derive(Debug)]
pub struct Compiled {
    pub code: Rc<Code>,
    /// `SyntaxWarning`s, to be issued through the `warnings` machinery.
    pub warnings: Vec<Diagnostic>,
}

/// Compiles a unit. `source` is the text that the tree's spans point into. Needs a native stack of some 64 MB for the deepest trees it accepts.
pub fn compile_unit(
    unit: &Unit<'_>,
    source: &SourceText,
    options: &Options<'_>,
) -> Result<Compiled, Box<Diagnostic>> {
    let bump = Bump::new();
    let future_annotations = future::check(unit)? || options.future_annotations;
    let scope_options = ScopeOptions { future_annotations, top_level_await: options.top_level_await };
    let table = Table::new(unit, &bump, scope_options)?;
    let file: Rc<str> = options.file.into();
    let kind = match options.mode {
        Mode::Module => CodeKind::Module,
        // The prompt's names are those of its main module, and its inputs may be coroutines; so may others whose caller asked for it.
        _ if options.top_level_await => CodeKind::Module,
        _ => CodeKind::Namespace,
    };
    let top = CodeUnit::new(ScopeId(0), scope::ScopeKind::Module, kind, "<module>", "<module>".into());
    let mut compiler = Compiler {
        table: &table,
        bump: &bump,
        source,
        file,
        options: *options,
        future_annotations,
        u: top,
        outer: Vec::new(),
        warnings: table.warnings.clone(),
        depth: 0,
    };
    let code = compiler.top(unit)?;
    Ok(Compiled { code, warnings: compiler.warnings })
}

/// The state of one compilation: the code object being written and those around it.
struct Compiler<'a, 'o> {
    table: &'a Table<'a>,
    bump: &'a Bump,
    source: &'o SourceText,
    file: Rc<str>,
    options: Options<'o>,
    future_annotations: bool,
    /// The code object being written.
    u: CodeUnit<'a>,
    outer: Vec<CodeUnit<'a>>,
    warnings: Vec<Diagnostic>,
    depth: u32,
}

impl Compiler<'_, '_> {
    /// The 1-based line of an offset.
    fn line(&self, offset: u32) -> u32 {
        self.source.line_of(offset)
    }

    fn deeper(&mut self, span: Span) -> Res {
        self.depth += 1;
        // The scope pass has the same limit and runs first; statements that stand in `finally` are met again, never deeper.
        if self.depth > 2 * MAX_DEPTH { too_deep(span) } else { Ok(()) }
    }

    fn shallower(&mut self) {
        self.depth -= 1;
    }

    fn warn(&mut self, span: Span, message: String, help: &'static str) {
        // A `finally` body is compiled several times.
        if !self.warnings.iter().any(|w| w.span == Some(span) && w.message == message) {
            self.warnings.push(Diagnostic::new(DiagnosticKind::SyntaxWarning, message, span).with_help(help));
        }
    }
}
