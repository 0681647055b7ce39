//! Loads, stores and deletions of names: registers, cells, free variables, globals, namespace entries.

use super::Compiler;
use super::scope::{Bind, ScopeId, ScopeKind, flag, mangle};
use super::unit::Reg;
use crate::bytecode::*;
use crate::source::Span;

/// Where a name lives, seen from the innermost scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Local(Reg),
    Cell(Reg),
    Free(u16),
    /// Looked up in the class namespace first, then in the free variable.
    MapOrFree(u16),
    Global,
    /// Looked up in the class namespace first, then globally.
    MapOrGlobal,
    /// An entry of the namespace object.
    Name,
}

impl<'a> Compiler<'a, '_> {
    pub(super) fn mangled(&self, name: &'a str) -> &'a str {
        mangle(self.bump, self.table.get(self.u.lexical).private, name)
    }

    /// Where the (mangled) name lives.
    pub(super) fn place(&mut self, name: &'a str) -> Place {
        let table = self.table;
        let id = self.u.lexical;
        let scope = table.get(id);
        let bind = scope.symbols.get(name).map_or(Bind::GlobalImplicit, |s| s.bind);
        match bind {
            Bind::Local | Bind::Cell if scope.kind.is_function_like() => self.owned(id, name),
            Bind::Local | Bind::Cell | Bind::Unresolved => self.top_level(scope.kind),
            Bind::Free(owner) if table.host(owner) == self.u.scope => self.owned(owner, name),
            Bind::Free(_) => {
                let index = self.free_index(name);
                let here = id == self.u.scope;
                let own = matches!(name, "__classdict__" | "__conditional_annotations__");
                if here && (scope.kind == ScopeKind::Class || (scope.sees_class && !own)) {
                    Place::MapOrFree(index)
                } else {
                    Place::Free(index)
                }
            }
            Bind::GlobalExplicit => Place::Global,
            Bind::GlobalImplicit => {
                if scope.sees_class {
                    return Place::MapOrGlobal;
                }
                let host = table.get(self.u.scope).kind;
                let as_top =
                    !scope.kind.is_function_like() || (id != self.u.scope && host == ScopeKind::Module);
                if as_top { self.top_level(host) } else { Place::Global }
            }
        }
    }

    fn top_level(&self, kind: ScopeKind) -> Place {
        if kind == ScopeKind::Module && self.u.kind == CodeKind::Module { Place::Global } else { Place::Name }
    }

    /// A variable of a scope in this code object.
    fn owned(&mut self, owner: ScopeId, name: &'a str) -> Place {
        let r = self.register(owner, name);
        if self.u.cells.contains(&r) { Place::Cell(r) } else { Place::Local(r) }
    }

    /// The register of a scope's variable, made at the first use: so they come in CPython's order.
    pub(super) fn register(&mut self, owner: ScopeId, name: &'a str) -> Reg {
        if let Some(&r) = self.u.registers.get(&(owner, name)) {
            return r;
        }
        let symbol = self.table.symbol(owner, name);
        let is_cell = symbol.is_some_and(|s| s.bind == Bind::Cell);
        if owner != self.u.scope
            && let Some(r) = self.u.spare.get_mut(&(name, is_cell)).and_then(Vec::pop)
        {
            self.u.registers.insert((owner, name), r);
            return r;
        }
        let r = self.u.add_local(owner, name, self.is_hidden(owner, name));
        debug_assert!(r < self.u.local_count, "the scope pass counted every local: {name}");
        if symbol.is_some_and(|s| s.flags & flag::DELETED != 0) {
            self.u.killable.insert(r);
        }
        if is_cell {
            self.u.cells.push(r);
        }
        r
    }

    /// Variables of inlined comprehensions are seen by `locals()` in functions, as in CPython, unless they hide another one of that name.
    fn is_hidden(&self, owner: ScopeId, name: &str) -> bool {
        let host = self.u.scope;
        owner != host
            && (!self.u.scope_kind.is_function_like()
                || self.table.symbol(host, name).is_some_and(|s| s.bind != Bind::GlobalImplicit)
                || self.u.locals.iter().any(|l| **l == *name))
    }

    pub(super) fn free_index(&self, name: &str) -> u16 {
        let index = self.u.free.binary_search(&name);
        index.unwrap_or_else(|_| panic!("{name} is no free variable of {}", self.u.name)) as u16
    }

    /// Whether some walrus assigns the local in the middle of an expression.
    pub(super) fn has_walrus(&self, name: &str) -> bool {
        let table = self.table;
        let id = self.u.lexical;
        let Some(symbol) = table.symbol(id, name) else { return false };
        let owner = if let Bind::Free(owner) = symbol.bind { owner } else { id };
        table.symbol(owner, name).is_some_and(|s| s.flags & flag::WALRUS != 0)
    }

    /// Makes sure that a local is bound.
    pub(super) fn check_bound(&mut self, r: Reg) {
        if self.u.reachable && !self.u.bound.contains(r) {
            self.u.emit(Instr::CheckLocal { local: Keep(r) });
            self.u.bound.insert(r);
        }
    }

    pub(super) fn load_name(&mut self, dst: Reg, name: &'a str) {
        let name = self.mangled(name);
        let place = self.place(name);
        self.load_place(dst, name, place);
    }

    pub(super) fn load_place(&mut self, dst: Reg, name: &'a str, place: Place) {
        self.u.touch(dst);
        let d = Dst(dst);
        let instr = match place {
            Place::Local(r) => {
                self.check_bound(r);
                if r == dst {
                    return;
                }
                if self.u.is_local(dst) {
                    Instr::Move { dst: d, src: Src(r) }
                } else {
                    Instr::LoadLocal { dst: Temp(dst), local: Keep(r) }
                }
            }
            Place::Cell(r) => Instr::LoadCell { dst: d, cell: Keep(r) },
            Place::Free(i) => Instr::LoadFree { dst: d, free: FreeId(i) },
            Place::MapOrFree(i) => {
                let map = self.class_map();
                Instr::LoadMapOrFree { dst: d, map, free: FreeId(i) }
            }
            Place::MapOrGlobal => {
                let map = self.class_map();
                let cache = self.u.cache(name);
                Instr::LoadMapOrGlobal { dst: d, map, cache }
            }
            Place::Global => {
                let cache = self.u.cache(name);
                if !self.u.is_local(dst) {
                    self.u.emit(Instr::LoadGlobal { dst: Temp(dst), cache });
                    return;
                }
                let top = self.u.top;
                self.u.touch(top);
                self.u.emit(Instr::LoadGlobal { dst: Temp(top), cache });
                Instr::Move { dst: d, src: Src(top) }
            }
            Place::Name => Instr::LoadName { dst: d, cache: self.u.cache(name) },
        };
        self.u.emit(instr);
    }

    /// The class namespace, as an operand to be used at once.
    fn class_map(&mut self) -> Src {
        if self.u.scope_kind == ScopeKind::Class {
            return Src(0);
        }
        let map = self.u.top;
        let place = self.place("__classdict__");
        self.load_place(map, "__classdict__", place);
        Src(map)
    }

    /// Stores a register (a local, or the top of the stack, which is consumed) into a name.
    pub(super) fn store_name(&mut self, name: &'a str, src: Reg) {
        let name = self.mangled(name);
        let place = self.place(name);
        self.store_place(name, place, src);
    }

    pub(super) fn store_place(&mut self, name: &'a str, place: Place, src: Reg) {
        let s = Src(src);
        let instr = match place {
            Place::Local(r) => {
                if r != src {
                    self.u.emit(Instr::Move { dst: Dst(r), src: s });
                }
                self.u.bound.insert(r);
                return;
            }
            Place::Cell(r) => Instr::StoreCell { cell: Keep(r), src: s },
            Place::Free(i) | Place::MapOrFree(i) => Instr::StoreFree { free: FreeId(i), src: s },
            Place::Global | Place::MapOrGlobal => Instr::StoreGlobal { cache: self.u.cache(name), src: s },
            Place::Name => Instr::StoreName { name: self.u.name_id(name), src: s },
        };
        self.u.emit(instr);
    }

    /// Stores a copy of a scratch register, which stays as it is.
    pub(super) fn store_copy(&mut self, name: &'a str, src: Reg) {
        if let Some(r) = self.local_of(name) {
            self.u.emit(Instr::Copy { dst: Dst(r), src: Keep(src) });
            self.u.bound.insert(r);
            return;
        }
        let copy = self.u.push();
        self.u.emit(Instr::Copy { dst: Dst(copy), src: Keep(src) });
        self.store_name(name, copy);
        self.u.top = copy;
    }

    pub(super) fn delete_name(&mut self, name: &'a str) {
        let name = self.mangled(name);
        let instr = match self.place(name) {
            Place::Local(r) => {
                self.u.bound.remove(r);
                Instr::DeleteLocal { local: Keep(r) }
            }
            Place::Cell(r) => Instr::DeleteCell { cell: Keep(r) },
            Place::Free(i) | Place::MapOrFree(i) => Instr::DeleteFree { free: FreeId(i) },
            Place::Global | Place::MapOrGlobal => Instr::DeleteGlobal { name: self.u.name_id(name) },
            Place::Name => Instr::DeleteName { name: self.u.name_id(name) },
        };
        self.u.emit(instr);
    }

    /// `name = None; del name`: the end of an `except .. as name`. Never fails, whatever the body did with the name.
    pub(super) fn unbind_name(&mut self, name: &'a str) {
        let mangled = self.mangled(name);
        if let Place::Local(r) = self.place(mangled) {
            self.u.emit(Instr::ClearLocal { local: Keep(r) });
            self.u.bound.remove(r);
            return;
        }
        // No text stands for it: it belongs to the last line of the handler.
        let place = self.u.last_place();
        self.at(place, |c| {
            let h = c.u.push();
            c.u.load_const(h, Const::None);
            c.store_name(name, h);
            c.u.top = h;
            c.delete_name(name);
        });
    }

    /// The local register that a name lives in, if it does.
    pub(super) fn local_of(&mut self, name: &'a str) -> Option<Reg> {
        let name = self.mangled(name);
        match self.place(name) {
            Place::Local(r) => Some(r),
            _ => None,
        }
    }

    /// Runs `f` with another current place.
    pub(super) fn at<T>(&mut self, span: Span, f: impl FnOnce(&mut Self) -> T) -> T {
        let saved = std::mem::replace(&mut self.u.span, span);
        let result = f(self);
        self.u.span = saved;
        result
    }
}
