//! Second pass of the symbol table: decides where each name lives, from the outside inwards, and which names functions capture.

use super::flag::*;
use super::{Bind, ScopeId, ScopeKind, Table};
use crate::compile::error::{Res, syntax};
use crate::source::Span;

/// Resolves every symbol of every scope.
pub(super) fn resolve(table: &mut Table<'_>) -> Res {
    make_global_at_the_top(table);
    for index in 0..table.scopes.len() {
        let id = ScopeId(index as u32);
        for at in 0..table.get(id).symbols.len() {
            let (name, flags) = {
                let (name, symbol) = table.get(id).symbols.get_index(at).expect("in range");
                (*name, symbol.flags)
            };
            let bind = bind_of(table, id, name, flags)?;
            table.scopes[index].symbols[at].bind = bind;
        }
    }
    for index in 0..table.scopes.len() {
        let id = ScopeId(index as u32);
        if table.get(id).kind == ScopeKind::Annotation {
            continue;
        }
        for at in 0..table.get(id).symbols.len() {
            let (name, symbol) =
                table.get(id).symbols.get_index(at).map(|(n, s)| (*n, *s)).expect("in range");
            if let Bind::Free(owner) = symbol.bind {
                capture(table, id, owner, name);
            }
        }
    }
    Ok(())
}

/// A `global x` anywhere makes the x of the top level global there, too: `exec` with two namespaces can tell.
fn make_global_at_the_top(table: &mut Table<'_>) {
    let mut names = Vec::new();
    for scope in &table.scopes[1..] {
        names.extend(scope.symbols.iter().filter(|(_, s)| s.flags & GLOBAL != 0).map(|(n, _)| *n));
    }
    for name in names {
        if let Some(symbol) = table.scopes[0].symbols.get_mut(name) {
            symbol.flags |= GLOBAL;
        }
    }
}

fn directive_span(table: &Table<'_>, id: ScopeId, name: &str) -> Span {
    table.get(id).directives.iter().find(|(n, _)| *n == name).map_or(Span::default(), |(_, s)| *s)
}

fn bind_of(table: &Table<'_>, id: ScopeId, name: &str, flags: u16) -> Res<Bind> {
    let scope = table.get(id);
    if flags & GLOBAL != 0 {
        if flags & NONLOCAL != 0 {
            return syntax(directive_span(table, id, name), format!("name '{name}' is nonlocal and global"));
        }
        return Ok(Bind::GlobalExplicit);
    }
    if flags & NONLOCAL != 0 {
        if scope.kind == ScopeKind::Module {
            let message = "nonlocal declaration not allowed at module level";
            return syntax(directive_span(table, id, name), message);
        }
        let span = || directive_span(table, id, name);
        return match owner_of(table, id, name) {
            Some(owner) if table.symbol(owner, name).is_some_and(|s| s.flags & TYPE_PARAM != 0) => {
                syntax(span(), format!("nonlocal binding not allowed for type parameter '{name}'"))
            }
            Some(owner) => Ok(Bind::Free(owner)),
            None => syntax(span(), format!("no binding for nonlocal '{name}' found")),
        };
    }
    if flags & BOUND != 0 {
        return Ok(Bind::Local);
    }
    if scope.kind == ScopeKind::Module {
        return Ok(Bind::GlobalImplicit);
    }
    // What only the class's cell says does not come out of its namespace, whatever the body puts there.
    if scope.sees_class
        && !matches!(name, "__classdict__" | "__conditional_annotations__")
        && let Some(parent) = class_around(table, id)
        && let Some(symbol) = table.symbol(parent, name)
    {
        if symbol.flags & GLOBAL != 0 {
            return Ok(Bind::GlobalExplicit);
        }
        if symbol.flags & BOUND != 0 && symbol.flags & NONLOCAL == 0 {
            return Ok(Bind::GlobalImplicit);
        }
    }
    Ok(owner_of(table, id, name).map_or(Bind::GlobalImplicit, Bind::Free))
}

/// The class in whose body an annotation scope stands.
fn class_around(table: &Table<'_>, id: ScopeId) -> Option<ScopeId> {
    let mut at = table.get(id).parent;
    while let Some(p) = at {
        if table.get(p).kind == ScopeKind::Class {
            return Some(p);
        }
        at = table.get(p).parent;
    }
    None
}

/// The function-like scope around `id` that binds the name; None if the name is global there.
fn owner_of(table: &Table<'_>, id: ScopeId, name: &str) -> Option<ScopeId> {
    let mut at = table.get(id).parent;
    while let Some(p) = at {
        let scope = table.get(p);
        match scope.kind {
            ScopeKind::Module => return None,
            ScopeKind::Class => {
                let noted = name == "__conditional_annotations__" && scope.conditional_annotations;
                if name == "__class__" || name == "__classdict__" || noted {
                    return Some(p);
                }
            }
            _ => {
                if let Some(symbol) = scope.symbols.get(name) {
                    if symbol.flags & GLOBAL != 0 {
                        return None;
                    }
                    if symbol.flags & NONLOCAL == 0 && symbol.flags & BOUND != 0 {
                        return Some(p);
                    }
                }
            }
        }
        at = scope.parent;
    }
    None
}

/// Notes that `id` reads `owner`'s variable: it is free in every code object between them and a cell in the owner's.
fn capture<'a>(table: &mut Table<'a>, id: ScopeId, owner: ScopeId, name: &'a str) {
    let home = table.host(owner);
    let mut unit = table.host(id);
    let is_class = table.get(owner).kind == ScopeKind::Class;
    if is_class {
        let class = &mut table.scopes[owner.0 as usize];
        match name {
            "__class__" => class.needs_class_cell = true,
            "__classdict__" => class.needs_class_dict = true,
            _ => {}
        }
    }
    if unit == home {
        return;
    }
    while unit != home {
        table.scopes[unit.0 as usize].free.insert(name, owner);
        let parent = table.get(unit).parent.expect("the owner surrounds the scope");
        unit = table.host(parent);
    }
    if !is_class && let Some(symbol) = table.scopes[owner.0 as usize].symbols.get_mut(name) {
        symbol.bind = Bind::Cell;
    }
}
