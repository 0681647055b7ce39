//! Symbol tables: which name lives where. `build.rs` walks the tree and notes definitions and uses, `resolve.rs` decides.
//!
//! The trick: a comprehension that is inlined (PEP 709) stays a scope of its own here, marked `inlined`; its variables become hidden
//! registers of the code it is inlined into. So names are always looked up from the innermost scope outwards and nothing is merged.

pub(crate) mod annotations;
mod build;
mod names;
mod patterns;
mod resolve;

pub(crate) use names::{Private, mangle};

use crate::diag::Diagnostic;
use crate::source::Span;
use foldhash::HashMap;
use std::collections::BTreeMap;

use super::error::Res;
use crate::syntax::ast::{Expr, Unit};
use bumpalo::Bump;

/// Index of a scope in the table; 0 is the top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ScopeId(pub u32);

/// What a scope is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ScopeKind {
    Module,
    Class,
    Function,
    AsyncFunction,
    Lambda,
    Generator,
    ListComp,
    SetComp,
    DictComp,
    /// `<generic parameters of f>`
    TypeParams,
    TypeAlias,
    /// Bound, constraints or default of a type parameter; the words for errors.
    TypeVariable(&'static str),
    /// `__annotate__`: what evaluates the annotations of a function, class or module.
    Annotations,
    /// An annotation that is never evaluated (its text is kept, or it stands at a local variable): only for its errors.
    Annotation,
}

impl ScopeKind {
    /// A comprehension or generator expression.
    pub fn is_comprehension(self) -> bool {
        matches!(self, ScopeKind::Generator | ScopeKind::ListComp | ScopeKind::SetComp | ScopeKind::DictComp)
    }

    /// Whether names live in registers here (all but modules and classes).
    pub fn is_function_like(self) -> bool {
        !matches!(self, ScopeKind::Module | ScopeKind::Class)
    }
}

/// What a scope does with a name.
pub(crate) mod flag {
    pub const GLOBAL: u16 = 1;
    pub const NONLOCAL: u16 = 2;
    pub const LOCAL: u16 = 4;
    pub const PARAM: u16 = 8;
    pub const USE: u16 = 16;
    pub const ANNOT: u16 = 32;
    pub const COMP_ITER: u16 = 64;
    pub const TYPE_PARAM: u16 = 128;
    /// Deleted somewhere (`del`, `except as`): it may become unbound again.
    pub const DELETED: u16 = 256;
    /// Assigned in the middle of an expression.
    pub const WALRUS: u16 = 512;
    /// Bound by an import, which may stand before a `global` or `nonlocal` of the name.
    pub const IMPORT: u16 = 1024;
    pub const BOUND: u16 = LOCAL | PARAM | IMPORT;
}

/// Where a name lives, seen from one scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bind {
    /// A register (a namespace entry in classes and at the top).
    Local,
    /// A register that holds a cell, since an inner function captures the name.
    Cell,
    /// It belongs to the scope given.
    Free(ScopeId),
    GlobalImplicit,
    GlobalExplicit,
    Unresolved,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Symbol {
    pub flags: u16,
    pub bind: Bind,
}

/// One scope.
#[derive(Debug)]
pub(crate) struct Scope<'a> {
    pub kind: ScopeKind,
    pub name: &'a str,
    pub parent: Option<ScopeId>,
    /// In order of first appearance.
    pub symbols: indexmap::IndexMap<&'a str, Symbol, foldhash::fast::RandomState>,
    /// Where `global` and `nonlocal` (and walruses that imply them) stand.
    pub directives: Vec<(&'a str, Span)>,
    /// Parameters in CPython's order of registers.
    pub params: Vec<&'a str>,
    pub is_generator: bool,
    pub is_coroutine: bool,
    pub nested: bool,
    /// An annotation scope directly in a class.
    pub sees_class: bool,
    /// A comprehension that is compiled into the code around it.
    pub inlined: bool,
    /// The class whose body surrounds this scope, for name mangling.
    pub private: Option<Private<'a>>,
    /// Classes: a method uses `__class__`; an annotation scope uses `__classdict__`.
    pub needs_class_cell: bool,
    pub needs_class_dict: bool,
    /// The scope of the `__annotate__` of a class body or module.
    pub annotations: Option<ScopeId>,
    /// What that one evaluates.
    pub annotated: Vec<Annotated<'a>>,
    /// Some annotation counts only if its statement was run (all in modules, those in blocks of classes): the indexes of those that were are noted in
    /// `__conditional_annotations__`.
    pub conditional_annotations: bool,
    in_block: bool,
    /// Free variables of the code object (not for inlined scopes), sorted, with their owners.
    pub free: BTreeMap<&'a str, ScopeId>,
    /// Comprehensions inlined into this scope, directly.
    pub inlined_children: Vec<ScopeId>,
    comp_iter_target: bool,
    comp_iter_expr: u32,
}

/// A name and its annotation, as `__annotate__` finds them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Annotated<'a> {
    pub name: &'a str,
    pub annotation: &'a Expr<'a>,
    /// Where it counts only if the statement was run: its number.
    pub condition: Option<u32>,
}

/// Which part of a node a scope stands for, where one node has several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    Body,
    TypeParams,
    Bound,
    Default,
    Annotations,
}

/// All scopes of a unit.
#[derive(Debug)]
pub(crate) struct Table<'a> {
    pub scopes: Vec<Scope<'a>>,
    keys: HashMap<(usize, Part), ScopeId>,
    /// What the walk over the tree warns about.
    pub warnings: Vec<Diagnostic>,
}

/// What the table must know about the compilation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ScopeOptions {
    pub future_annotations: bool,
    pub top_level_await: bool,
}

impl<'a> Table<'a> {
    /// Builds the table of a unit and resolves every name.
    pub fn new(unit: &Unit<'a>, bump: &'a Bump, options: ScopeOptions) -> Res<Table<'a>> {
        let mut table = build::build(unit, bump, options)?;
        resolve::resolve(&mut table)?;
        Ok(table)
    }

    /// The scope that `node` opened.
    pub fn of<T: ?Sized>(&self, node: &T, part: Part) -> ScopeId {
        self.keys[&(std::ptr::from_ref(node).cast::<u8>() as usize, part)]
    }

    pub fn get(&self, id: ScopeId) -> &Scope<'a> {
        &self.scopes[id.0 as usize]
    }

    /// The scope whose code object holds this scope's code.
    pub fn host(&self, mut id: ScopeId) -> ScopeId {
        while self.get(id).inlined {
            id = self.get(id).parent.expect("an inlined scope stands in another one");
        }
        id
    }

    pub fn symbol(&self, id: ScopeId, name: &str) -> Option<Symbol> {
        self.get(id).symbols.get(name).copied()
    }
}
