//! Functions and lambdas: code units, defaults, annotations, closures, decorators, docstrings.

use super::Compiler;
use super::error::{Res, syntax};
use super::names::Place;
use super::scope::{Bind, Part, ScopeId, ScopeKind, Symbol};
use super::unit::{CodeUnit, Reg};
use crate::bytecode::*;
use crate::source::Span;
use crate::syntax::ast::*;
use foldhash::{HashMap, HashMapExt};
use std::rc::Rc;

/// The docstring at the start of a body, cleaned, and its place.
pub(super) fn docstring(body: Body<'_>) -> Option<(Box<[u8]>, Span)> {
    let Some(Stmt { kind: StmtKind::Expr(Expr { kind: ExprKind::Literal(Literal::Str(s)), .. }), span }) =
        body.first()
    else {
        return None;
    };
    Some((clean_doc(s), *span))
}

/// Removes the common indentation of the lines after the first, and the first line's own.
fn clean_doc(doc: &[u8]) -> Box<[u8]> {
    let doc = expand_tabs(doc);
    let indent = |line: &[u8]| line.iter().take_while(|b| **b == b' ').count();
    let mut lines = doc.split(|b| *b == b'\n');
    let first = lines.next().unwrap_or(b"");
    let margin = lines.clone().filter(|l| indent(l) < l.len()).map(indent).min().unwrap_or(0);
    let mut out = first[indent(first)..].to_vec();
    for line in lines {
        out.push(b'\n');
        out.extend_from_slice(&line[margin.min(indent(line))..]);
    }
    out.into()
}

fn expand_tabs(doc: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(doc.len());
    let mut column = 0;
    for &b in doc {
        match b {
            b'\t' => {
                let n = 8 - column % 8;
                out.extend(std::iter::repeat_n(b' ', n));
                column += n;
            }
            b'\n' | b'\r' => {
                out.push(b);
                column = 0;
            }
            b => {
                out.push(b);
                // Columns count characters.
                column += usize::from(b & 0xC0 != 0x80);
            }
        }
    }
    out
}

/// Registers have 16 bits; some are left for temporaries.
const MAX_LOCALS: usize = 30_000;

/// What `MakeFunction` finds at its base.
pub(super) mod make {
    pub const DEFAULTS: u8 = 1;
    pub const KW_DEFAULTS: u8 = 2;
    pub const ANNOTATE: u8 = 4;
    pub const CLOSURE: u8 = 8;
}

impl<'a> Compiler<'a, '_> {
    /// Begins the code object of a scope.
    pub(super) fn enter_unit(&mut self, scope: ScopeId, name: &'a str, first: Span) -> Res {
        let table = self.table;
        let s = table.get(scope);
        let kind = if s.kind == ScopeKind::Class { CodeKind::Namespace } else { CodeKind::Function };
        let qualname = self.qualname(s.kind, name);
        let mut unit = CodeUnit::new(scope, s.kind, kind, name, qualname);
        unit.first_line = self.line(first.start);
        unit.span = first;
        unit.flags = CodeFlags {
            generator: s.is_generator && !s.is_coroutine,
            coroutine: s.is_coroutine && !s.is_generator,
            async_generator: s.is_generator && s.is_coroutine,
            nested: s.nested && s.kind != ScopeKind::Class,
            future_annotations: self.future_annotations,
            ..CodeFlags::default()
        };
        unit.free = s.free.keys().copied().collect();
        self.outer.push(std::mem::replace(&mut self.u, unit));
        self.prepare_locals()
    }

    /// CPython's rules for `co_qualname`.
    fn qualname(&self, kind: ScopeKind, name: &'a str) -> Rc<str> {
        let mut parent = &self.u;
        if self.outer.is_empty() {
            return name.into();
        }
        if is_annotation_scope(parent.scope_kind) {
            if self.outer.len() == 1 {
                return name.into();
            }
            parent = self.outer.last().expect("not empty");
        }
        if matches!(kind, ScopeKind::Function | ScopeKind::AsyncFunction | ScopeKind::Class) {
            let mangled = super::scope::mangle(self.bump, self.table.get(self.u.lexical).private, name);
            if self.table.symbol(parent.lexical, mangled).is_some_and(|s| s.bind == Bind::GlobalExplicit) {
                return name.into();
            }
        }
        if parent.scope_kind == ScopeKind::Module {
            return name.into();
        }
        let locals =
            matches!(parent.scope_kind, ScopeKind::Function | ScopeKind::AsyncFunction | ScopeKind::Lambda);
        let separator = if locals { ".<locals>." } else { "." };
        format!("{}{separator}{name}", parent.qualname).into()
    }

    /// Counts the locals, makes the registers of parameters and cells, and emits `MakeCell`.
    pub(super) fn prepare_locals(&mut self) -> Res {
        let table = self.table;
        let id = self.u.scope;
        let scope = table.get(id);
        let mut count = self.count_inlined(id);
        if self.u.kind == CodeKind::Namespace {
            let conditions = scope.kind == ScopeKind::Class && scope.conditional_annotations;
            let cells = [scope.needs_class_cell, scope.needs_class_dict, conditions];
            count += 1 + cells.iter().filter(|&&there| there).count();
            self.u.add_local(id, ".namespace", true);
            self.u.bound.insert(0);
        }
        if scope.kind.is_function_like() {
            count += scope.symbols.values().filter(|s| matches!(s.bind, Bind::Local | Bind::Cell)).count();
        }
        if count > MAX_LOCALS {
            let text = format!("too many local variables in {} (more than {MAX_LOCALS})", self.u.name);
            return syntax(self.u.span, text);
        }
        self.u.local_count = count as Reg;
        self.u.top = count as Reg;
        self.u.max = count as Reg;
        if scope.kind.is_function_like() {
            for name in &scope.params {
                let r = self.register(id, name);
                self.u.bound.insert(r);
            }
            let mut cells: Vec<_> =
                scope.symbols.iter().filter(|(_, s)| s.bind == Bind::Cell).map(|(n, _)| *n).collect();
            cells.sort_unstable();
            for name in cells {
                self.register(id, name);
            }
        }
        if scope.needs_class_cell {
            let r = self.u.add_local(id, "__class__", false);
            self.u.cells.push(r);
        }
        if scope.needs_class_dict {
            let r = self.u.add_local(id, "__classdict__", false);
            self.u.cells.push(r);
        }
        if scope.kind == ScopeKind::Class && scope.conditional_annotations {
            let r = self.u.add_local(id, "__conditional_annotations__", false);
            self.u.cells.push(r);
        }
        for r in self.u.cells.clone() {
            self.u.emit(Instr::MakeCell { local: Keep(r) });
        }
        Ok(())
    }

    /// How many registers the comprehensions inlined into a scope need: those beside each other share them by name.
    fn count_inlined(&self, id: ScopeId) -> usize {
        self.inlined_needs(id).values().sum()
    }

    /// The registers needed at the same time, by name and whether it is a cell.
    fn inlined_needs(&self, id: ScopeId) -> HashMap<(&'a str, bool), usize> {
        let mut needs: HashMap<(&'a str, bool), usize> = HashMap::new();
        for &child in &self.table.get(id).inlined_children {
            let mut of_child = self.inlined_needs(child);
            for (name, symbol) in self.own_variables(child) {
                *of_child.entry((name, symbol.bind == Bind::Cell)).or_insert(0) += 1;
            }
            for (key, n) in of_child {
                let most = needs.entry(key).or_insert(0);
                *most = n.max(*most);
            }
        }
        needs
    }

    /// The variables of an inlined comprehension.
    pub(super) fn own_variables(&self, id: ScopeId) -> impl Iterator<Item = (&'a str, Symbol)> + use<'a> {
        let symbols = &self.table.get(id).symbols;
        let own = |(n, s): &(&&'a str, &Symbol)| **n != ".0" && matches!(s.bind, Bind::Local | Bind::Cell);
        symbols.iter().filter(own).map(|(n, s)| (*n, *s))
    }

    /// Ends the code object; the outer one goes on.
    pub(super) fn leave_unit(&mut self) -> Res<Const> {
        let code = self.finish_unit()?;
        let outer = self.outer.pop().expect("the top unit is left by `top`");
        self.u = outer;
        Ok(Const::Code(code))
    }

    pub(super) fn function_def(&mut self, f: &'a Function<'a>, span: Span) -> Res {
        let base = self.u.top;
        for d in f.decorators {
            self.push_expr(d)?;
        }
        let first = f.decorators.first().map_or(span, |d| d.span);
        let r = self.u.top;
        if f.type_params.is_empty() {
            self.function(f, span, first, r)?;
        } else {
            self.generic_function(f, span, first, r)?;
        }
        self.decorate_and_store(f.decorators, base, f.name.name)
    }

    /// Calls the decorators, innermost first, on what stands at the top, and stores the result.
    pub(super) fn decorate_and_store(&mut self, decorators: &'a [Expr<'a>], base: Reg, name: &'a str) -> Res {
        for (i, d) in decorators.iter().enumerate().rev() {
            // Of more than there are registers is told at the end of the unit.
            let func = base.saturating_add(i as Reg);
            self.u.emit_at(d.span, Instr::call(1, Dst(func), Base(func), false));
        }
        self.u.top = base;
        self.u.push();
        self.store_name(name, base);
        self.u.top = base;
        Ok(())
    }

    /// Pushes tuple and dict of the defaults that are there; the flags.
    pub(super) fn push_defaults(&mut self, p: &'a Params<'a>) -> Res<u8> {
        let mut flags = 0;
        let base = self.u.top;
        let mut positional = Vec::new();
        let mut seen = false;
        for param in p.positional_only.iter().chain(p.positional) {
            match param.default {
                Some(d) => positional.push(d),
                None if seen => {
                    return syntax(
                        param.name.span,
                        "parameter without a default follows parameter with a default",
                    );
                }
                None => {}
            }
            seen |= param.default.is_some();
        }
        if !positional.is_empty() {
            flags |= make::DEFAULTS;
            let constants: Option<Box<[Const]>> = positional.iter().map(|d| self.fold(d)).collect();
            if let Some(constants) = constants {
                self.u.push();
                self.u.load_const(base, Const::Tuple(constants));
            } else if positional.len() <= super::displays::CHUNK {
                for d in &positional {
                    self.push_expr(d)?;
                }
                let n = Num(positional.len() as u16);
                self.u.emit(Instr::BuildTuple { dst: Dst(base), base: Base(base), n });
            } else {
                let elements: Vec<_> =
                    positional.iter().map(|d| super::displays::Element::Plain(d)).collect();
                let list = self.push_list(&elements)?;
                self.u.emit(Instr::ListToTuple { dst: Dst(base), src: Src(list) });
            }
            self.u.top = base;
            self.u.push();
        }
        if p.keyword_only.iter().any(|k| k.default.is_some()) {
            flags |= make::KW_DEFAULTS;
            let dict = self.u.push();
            self.u.emit(Instr::BuildDict { dst: Dst(dict), base: Base(dict), n: Num(0) });
            for param in p.keyword_only {
                let Some(default) = param.default else { continue };
                let key = self.u.push();
                let name = self.mangled(param.name.name);
                self.u.load_const(key, Const::Str(name.as_bytes().into()));
                let value = self.operand(default, true)?;
                self.u.emit(Instr::DictAdd { dict: Keep(dict), key: Src(key), value: Src(value) });
                self.u.top = dict + 1;
            }
        }
        Ok(flags)
    }

    /// The function object of a plain `def`.
    fn function(&mut self, f: &'a Function<'a>, span: Span, first: Span, dst: Reg) -> Res {
        let base = self.u.top;
        let mut flags = self.push_defaults(f.params)?;
        flags |= self.push_annotate(f, span)?;
        self.function_object(f, span, first, base, flags, dst)
    }

    /// Compiles the body and makes the function; what `flags` says stands at `base` already.
    pub(super) fn function_object(
        &mut self,
        f: &'a Function<'a>,
        span: Span,
        first: Span,
        base: Reg,
        flags: u8,
        dst: Reg,
    ) -> Res {
        let scope = self.table.of(f, Part::Body);
        self.enter_unit(scope, f.name.name, first)?;
        self.u.span = span;
        self.set_parameters(f.params);
        let mut body = f.body;
        if let Some((doc, _)) = docstring(f.body) {
            if self.options.optimize < 2 {
                self.u.doc = Some(self.u.const_id(Const::Str(doc)).0);
            }
            body = &body[1..];
        }
        self.body(body)?;
        self.u.emit(Instr::ReturnNone);
        let code = self.leave_unit()?;
        self.make_function(scope, base, flags, code, dst);
        Ok(())
    }

    pub(super) fn set_parameters(&mut self, p: &Params<'_>) {
        let positional_only = p.positional_only.len() as u16;
        self.u.parameters =
            (positional_only, positional_only + p.positional.len() as u16, p.keyword_only.len() as u16);
        self.u.flags.var_args = p.var_args.is_some();
        self.u.flags.var_kwargs = p.var_kwargs.is_some();
    }

    /// Pushes the closure and makes the function object.
    pub(super) fn make_function(&mut self, scope: ScopeId, base: Reg, mut flags: u8, code: Const, dst: Reg) {
        let free = &self.table.get(scope).free;
        if !free.is_empty() {
            flags |= make::CLOSURE;
            let tuple = self.u.top;
            for (name, owner) in free {
                let r = self.u.push();
                self.load_cell_itself(name, *owner, r);
            }
            let n = Num(free.len() as u16);
            self.u.emit(Instr::BuildTuple { dst: Dst(tuple), base: Base(tuple), n });
            self.u.top = tuple;
            self.u.push();
        }
        self.u.touch(base);
        let code = self.u.const_id(code);
        self.u.emit(Instr::MakeFunction { flags, dst: Dst(dst), base: Base(base), code });
        self.u.top = base;
    }

    /// The cell of a variable that an inner function captures.
    fn load_cell_itself(&mut self, name: &'a str, owner: ScopeId, dst: Reg) {
        let instr = if self.table.host(owner) == self.u.scope {
            let r = self.register(owner, name);
            Instr::Copy { dst: Dst(dst), src: Keep(r) }
        } else {
            Instr::LoadFreeCell { dst: Dst(dst), free: FreeId(self.free_index(name)) }
        };
        self.u.emit(instr);
    }

    pub(super) fn lambda(
        &mut self,
        e: &'a Expr<'a>,
        params: &'a Params<'a>,
        body: &'a Expr<'a>,
        dst: Reg,
    ) -> Res {
        let base = self.u.top;
        let flags = self.push_defaults(params)?;
        let scope = self.table.of(e, Part::Body);
        self.thunk(scope, "<lambda>", e.span, |c| {
            c.set_parameters(params);
            let r = c.operand(body, true)?;
            c.u.emit_at(body.span, Instr::Return { src: Src(r) });
            Ok(())
        })
        .map(|code| self.make_function(scope, base, flags, code, dst))
    }

    /// A small code object with a body written by `f`, which returns.
    pub(super) fn thunk(
        &mut self,
        scope: ScopeId,
        name: &'a str,
        span: Span,
        f: impl FnOnce(&mut Self) -> Res,
    ) -> Res<Const> {
        self.enter_unit(scope, name, span)?;
        f(self)?;
        self.leave_unit()
    }

    /// Whether `async for` and `async with` may stand here.
    pub(super) fn check_async(&self, span: Span, message: &str) -> Res {
        let top = self.outer.is_empty() && self.options.top_level_await;
        if top || self.u.scope_kind == ScopeKind::AsyncFunction { Ok(()) } else { syntax(span, message) }
    }

    /// Loads a parameter of the current unit, by its hidden name.
    pub(super) fn load_param(&mut self, dst: Reg, name: &'a str) {
        let place = self.place(name);
        debug_assert!(matches!(place, Place::Local(_)), "hidden parameters are not captured");
        self.load_place(dst, name, place);
    }
}

fn is_annotation_scope(kind: ScopeKind) -> bool {
    matches!(
        kind,
        ScopeKind::TypeParams | ScopeKind::TypeVariable(_) | ScopeKind::TypeAlias | ScopeKind::Annotations
    )
}
