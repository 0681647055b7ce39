//! Symbol tables as the module `symtable` shows them: what the scope pass found, in the form and with the numbers of CPython's own tables.

use bumpalo::Bump;

use super::future;
use super::scope::{Bind, Scope, ScopeId, ScopeKind, ScopeOptions, Table, flag};
use crate::diag::Diagnostic;
use crate::source::SourceText;
use crate::syntax::ast::Unit;

/// The table of one block.
#[derive(Clone, Debug)]
pub struct Block {
    pub name: String,
    /// `TYPE_FUNCTION` and so on.
    pub kind: i64,
    pub line: u32,
    pub nested: bool,
    /// Names, and what is done with them (`DEF_*`, `USE`, and the scope above them).
    pub symbols: Vec<(String, i64)>,
    /// The parameters.
    pub parameters: Vec<String>,
    pub children: Vec<Block>,
}

/// Kinds of blocks, and what can be done with a name, as `_symtable` names them.
pub const NUMBERS: &[(&str, i64)] = &[
    ("USE", USE),
    ("DEF_GLOBAL", 1),
    ("DEF_NONLOCAL", 8),
    ("DEF_LOCAL", 2),
    ("DEF_PARAM", 4),
    ("DEF_TYPE_PARAM", 1024),
    ("DEF_FREE_CLASS", FREE_CLASS),
    ("DEF_IMPORT", 128),
    ("DEF_BOUND", 2 | 4 | 128),
    ("DEF_ANNOT", 256),
    ("DEF_COMP_ITER", 512),
    ("DEF_COMP_CELL", COMP_CELL),
    ("TYPE_FUNCTION", FUNCTION),
    ("TYPE_CLASS", CLASS),
    ("TYPE_MODULE", MODULE),
    ("TYPE_ANNOTATION", ANNOTATION),
    ("TYPE_TYPE_ALIAS", 4),
    ("TYPE_TYPE_PARAMETERS", 5),
    ("TYPE_TYPE_VARIABLE", 6),
    ("LOCAL", LOCAL),
    ("GLOBAL_EXPLICIT", 2),
    ("GLOBAL_IMPLICIT", 3),
    ("FREE", FREE),
    ("CELL", CELL),
    ("SCOPE_OFF", SCOPE_OFF),
    ("SCOPE_MASK", 15),
];

const USE: i64 = 16;
const FREE_CLASS: i64 = 64;
const COMP_CELL: i64 = 2048;
const FUNCTION: i64 = 0;
const CLASS: i64 = 1;
const MODULE: i64 = 2;
const ANNOTATION: i64 = 3;
const LOCAL: i64 = 1;
const FREE: i64 = 4;
const CELL: i64 = 5;
const SCOPE_OFF: i64 = 12;
const PARAM: i64 = 4;
const CONDITIONAL: &str = "__conditional_annotations__";

/// The tables of a unit. Needs as much native stack as compiling does.
pub fn symbols(unit: &Unit<'_>, source: &SourceText) -> Result<Block, Box<Diagnostic>> {
    let bump = Bump::new();
    let options = ScopeOptions { future_annotations: future::check(unit)?, top_level_await: false };
    let table = Table::new(unit, &bump, options)?;
    let mut children = vec![Vec::new(); table.scopes.len()];
    for (i, scope) in table.scopes.iter().enumerate() {
        if let Some(parent) = scope.parent
            && scope.kind != ScopeKind::Annotation
        {
            children[parent.0 as usize].push(ScopeId(i as u32));
        }
    }
    Ok(block(&table, &children, source, ScopeId(0)))
}

fn name_of(scope: &Scope<'_>) -> String {
    let plain = |name: &str| name.trim_start_matches('<').trim_end_matches('>').to_string();
    match scope.kind {
        ScopeKind::Module => "top".into(),
        ScopeKind::TypeParams => {
            scope.name.trim_start_matches("<generic parameters of ").trim_end_matches('>').to_string()
        }
        kind if kind == ScopeKind::Lambda || kind.is_comprehension() => plain(scope.name),
        _ => scope.name.into(),
    }
}

fn kind_of(kind: ScopeKind) -> i64 {
    match kind {
        ScopeKind::Module => MODULE,
        ScopeKind::Class => CLASS,
        ScopeKind::Annotations | ScopeKind::Annotation => ANNOTATION,
        ScopeKind::TypeAlias => 4,
        ScopeKind::TypeParams => 5,
        ScopeKind::TypeVariable(_) => 6,
        _ => FUNCTION,
    }
}

fn scope_number(bind: Bind) -> i64 {
    match bind {
        Bind::Local => LOCAL,
        Bind::Cell => CELL,
        Bind::Free(_) => FREE,
        Bind::GlobalExplicit => 2,
        Bind::GlobalImplicit | Bind::Unresolved => 3,
    }
}

fn flags_of(name: &str, flags: u16) -> i64 {
    let pairs = [
        (flag::GLOBAL, 1),
        (flag::NONLOCAL, 8),
        (flag::LOCAL, 2),
        (flag::PARAM, PARAM),
        (flag::USE, USE),
        (flag::ANNOT, 256),
        (flag::COMP_ITER, 512),
        (flag::TYPE_PARAM, 1024),
        (flag::IMPORT, 128),
    ];
    let mut out: i64 = pairs.iter().filter(|(ours, _)| flags & ours != 0).map(|(_, theirs)| theirs).sum();
    // CPython's annotation scopes look at it themselves.
    if name == ".format" {
        out |= USE;
    }
    out
}

fn block(table: &Table<'_>, children: &[Vec<ScopeId>], source: &SourceText, id: ScopeId) -> Block {
    let scope = table.get(id);
    let line = if id.0 == 0 { 0 } else { source.line_of(scope.span.start) };
    let mut symbols: Vec<(String, i64)> = Vec::new();
    for (name, symbol) in &scope.symbols {
        // What notes the annotations that count is shown where the annotations stand.
        if *name == CONDITIONAL {
            continue;
        }
        let flags = flags_of(name, symbol.flags);
        symbols.push((name.to_string(), flags | scope_number(symbol.bind) << SCOPE_OFF));
    }
    if let Some(at) = symbols.iter().position(|(name, _)| name == ".format") {
        symbols[..=at].rotate_right(1);
    }
    if scope.conditional_annotations {
        let first = scope.annotated.iter().find(|a| a.condition.is_some()).map(|a| a.name);
        let at = symbols.iter().position(|(name, _)| first.is_some_and(|first| name == first));
        symbols.insert(at.map_or(symbols.len(), |at| at + 1), (CONDITIONAL.into(), USE | 3 << SCOPE_OFF));
    }
    let mut out = Block {
        name: name_of(scope),
        kind: kind_of(scope.kind),
        line,
        nested: scope.nested,
        symbols,
        parameters: scope.params.iter().map(|p| p.to_string()).collect(),
        children: Vec::new(),
    };
    let mut annotated = false;
    for child in &children[id.0 as usize] {
        let inner = table.get(*child);
        let made = block(table, children, source, *child);
        if inner.inlined {
            merge(&mut out, made, scope.kind == ScopeKind::Class);
            continue;
        }
        let function = matches!(inner.kind, ScopeKind::Function | ScopeKind::AsyncFunction);
        if function && !annotated {
            out.children.push(no_annotations(&made, scope));
        }
        annotated = inner.kind == ScopeKind::Annotations && scope.annotations != Some(*child);
        out.children.push(made);
    }
    // What inner functions take from further out passes through.
    for name in scope.free.keys().filter(|name| **name != CONDITIONAL) {
        match out.symbols.iter_mut().find(|(known, _)| known == name) {
            None => out.symbols.push((name.to_string(), FREE << SCOPE_OFF)),
            Some((_, flags)) if out.kind == CLASS && *flags & (2 | PARAM | 128 | 1) != 0 => {
                *flags |= FREE_CLASS
            }
            Some(_) => {}
        }
    }
    out
}

/// What an inlined comprehension brings into the block around it.
fn merge(out: &mut Block, inner: Block, in_class: bool) {
    for (name, value) in inner.symbols {
        if value & PARAM != 0 {
            continue;
        }
        let mut scope = value >> SCOPE_OFF;
        if let Some((_, flags)) = out.symbols.iter_mut().find(|(known, _)| *known == name) {
            // A look from within counts, unless the comprehension binds the name itself or does not see that of the class.
            if !in_class && scope != LOCAL && scope != CELL {
                *flags |= value & USE;
            }
            continue;
        }
        if in_class && scope == FREE && name == "__class__" {
            scope = 3;
        }
        let flags = value & ((1 << SCOPE_OFF) - 1) | if scope == CELL { COMP_CELL } else { 0 };
        out.symbols.push((name, flags | scope << SCOPE_OFF));
    }
    out.children.extend(inner.children);
}

/// Every function has a block for its annotations in CPython, whether there are some or not.
fn no_annotations(function: &Block, around: &Scope<'_>) -> Block {
    let mut symbols = vec![(".format".to_string(), PARAM | USE | LOCAL << SCOPE_OFF)];
    if around.kind == ScopeKind::Class || around.sees_class {
        symbols.push(("__classdict__".into(), USE | FREE << SCOPE_OFF));
    }
    Block {
        name: "__annotate__".into(),
        kind: ANNOTATION,
        line: function.line,
        nested: function.nested,
        symbols,
        parameters: vec![".format".into()],
        children: Vec::new(),
    }
}
