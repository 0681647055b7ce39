//! Comprehensions: inlined into the code around them (PEP 709) with hidden locals of their own, or functions of their own (generator
//! expressions, and comprehensions in annotation scopes of classes).

use super::Compiler;
use super::error::Res;
use super::flow::MOST_BLOCKS;
use super::order::assigns_nothing;
use super::scope::{Bind, Part, ScopeId, ScopeKind};
use super::unit::{Cold, Reg};
use crate::bytecode::*;
use crate::source::Span;
use crate::syntax::ast::*;

/// What is done with each element.
#[derive(Clone, Copy)]
enum Sink {
    List(Reg),
    Set(Reg),
    Dict(Reg),
    Yield,
}

/// The parts of a comprehension.
#[derive(Clone, Copy)]
struct Parts<'a> {
    span: Span,
    first: &'a Expr<'a>,
    second: Option<&'a Expr<'a>>,
    clauses: &'a [Comprehension<'a>],
}

impl<'a> Compiler<'a, '_> {
    pub(super) fn comprehension(&mut self, e: &'a Expr<'a>, dst: Reg) -> Res {
        let (first, second, clauses) = match &e.kind {
            ExprKind::ListComp { element, clauses }
            | ExprKind::SetComp { element, clauses }
            | ExprKind::Generator { element, clauses } => (*element, None, *clauses),
            ExprKind::DictComp { key, value, clauses } => (*key, Some(*value), *clauses),
            _ => unreachable!("only comprehensions come here"),
        };
        let parts = Parts { span: e.span, first, second, clauses };
        let scope = self.table.of(e, Part::Body);
        if self.table.get(scope).inlined {
            return self.inlined(scope, parts, dst);
        }
        self.as_function(scope, parts, dst)
    }

    /// Pushes the empty container that collects the elements.
    fn push_container(&mut self, kind: ScopeKind) -> Sink {
        let r = self.u.push();
        let (dst, base, n) = (Dst(r), Base(r), Num(0));
        match kind {
            ScopeKind::ListComp => {
                self.u.emit(Instr::BuildList { dst, base, n });
                Sink::List(r)
            }
            ScopeKind::SetComp => {
                self.u.emit(Instr::BuildSet { dst, base, n });
                Sink::Set(r)
            }
            _ => {
                self.u.emit(Instr::BuildDict { dst, base, n });
                Sink::Dict(r)
            }
        }
    }

    fn inlined(&mut self, scope: ScopeId, parts: Parts<'a>, dst: Reg) -> Res {
        let table = self.table;
        let height = self.u.top;
        let sink = self.push_container(table.get(scope).kind);
        let outermost = &parts.clauses[0];
        let it = match outermost.is_async {
            true => self.push_async_iter(&outermost.iter)?,
            false => self.push_iter(&outermost.iter)?,
        };
        let saved = std::mem::replace(&mut self.u.lexical, scope);
        self.u.counted += 1;
        if self.nested_blocks() > MOST_BLOCKS {
            self.u.too_nested.get_or_insert(parts.span);
        }
        let mut region = self.u.region(height);
        let mut variables = Vec::new();
        for (name, symbol) in self.own_variables(scope) {
            let r = self.register(scope, name);
            variables.push(r);
            self.u.bound.remove(r);
            if symbol.bind == Bind::Cell {
                // A cell of its own for each run.
                self.u.emit(Instr::ClearLocal { local: Keep(r) });
                self.u.emit(Instr::MakeCell { local: Keep(r) });
            }
        }
        self.clause(parts, 0, it, sink)?;
        self.u.counted -= 1;
        self.u.close(&mut region);
        for r in &variables {
            self.u.emit(Instr::ClearLocal { local: Keep(*r) });
            self.u.bound.remove(*r);
        }
        if region.used {
            self.u.cold.push(Cold { region, variables, span: parts.span });
        }
        self.spare_variables(scope);
        self.u.lexical = saved;
        self.u.top = height;
        self.move_to(dst, height);
        Ok(())
    }

    /// The registers of a closed comprehension are there for the next ones.
    pub(super) fn spare_variables(&mut self, scope: ScopeId) {
        for (name, symbol) in self.own_variables(scope) {
            let r = self.register(scope, name);
            let spare = self.u.spare.entry((name, symbol.bind == Bind::Cell)).or_default();
            if !spare.contains(&r) {
                spare.push(r);
            }
        }
    }

    fn as_function(&mut self, scope: ScopeId, parts: Parts<'a>, dst: Reg) -> Res {
        let s = self.table.get(scope);
        let (kind, is_async) = (s.kind, s.is_coroutine);
        let code = self.thunk(scope, s.name, parts.span, |c| {
            c.u.parameters = (0, 1, 0);
            let sink = if kind == ScopeKind::Generator { Sink::Yield } else { c.push_container(kind) };
            let it = c.u.top;
            c.load_param(it, ".0");
            c.u.push();
            c.clause(parts, 0, it, sink)?;
            match sink {
                Sink::Yield => c.u.emit(Instr::ReturnNone),
                Sink::List(r) | Sink::Set(r) | Sink::Dict(r) => c.u.emit(Instr::Return { src: Src(r) }),
            }
            Ok(())
        })?;
        let func = self.u.top;
        self.make_function(scope, func, 0, code, func);
        self.u.push();
        let outermost = &parts.clauses[0];
        match outermost.is_async {
            true => self.push_async_iter(&outermost.iter)?,
            false => self.push_iter(&outermost.iter)?,
        };
        if is_async && kind != ScopeKind::Generator {
            self.u.emit(Instr::AwaitCall { argc: 1, dst: Dst(dst), func: Base(func) });
        } else {
            self.u.emit(Instr::call(1, Dst(dst), Base(func), false));
        }
        self.u.top = func;
        Ok(())
    }

    /// One `for` clause with its conditions, and all that follows. Its iterator stands in `it`, the top register; it is gone afterwards.
    fn clause(&mut self, parts: Parts<'a>, depth: usize, it: Reg, sink: Sink) -> Res {
        let clause = &parts.clauses[depth];
        self.deeper(clause.iter.span)?;
        let done = self.u.label();
        let head = self.u.loop_head();
        let region = if clause.is_async {
            Some(self.next_async_item(it, &clause.target, &clause.iter)?)
        } else {
            self.next_item(it, &clause.target, &clause.iter, done)?;
            None
        };
        let next = self.u.label();
        for condition in clause.conditions {
            self.jump_if(condition, false, next)?;
        }
        match parts.clauses.get(depth + 1) {
            Some(inner) => {
                let inner_it = match inner.is_async {
                    true => self.push_async_iter(&inner.iter)?,
                    false => self.push_iter(&inner.iter)?,
                };
                self.clause(parts, depth + 1, inner_it, sink)?;
                self.u.top = inner_it;
            }
            None => self.element(parts, sink)?,
        }
        self.u.bind(next);
        self.u.jump_back(head);
        if let Some(region) = region {
            self.end_async_for(&region, it, &clause.iter);
        }
        self.u.bind(done);
        self.u.top = it;
        self.shallower();
        Ok(())
    }

    fn element(&mut self, parts: Parts<'a>, sink: Sink) -> Res {
        let height = self.u.top;
        let first = parts.first;
        match (sink, parts.second) {
            (Sink::List(list), _) => {
                let value = Src(self.operand(first, true)?);
                self.u.emit_at(first.span, Instr::ListAppend { list: Keep(list), value });
            }
            (Sink::Set(set), _) => {
                let value = Src(self.operand(first, true)?);
                self.u.emit_at(first.span, Instr::SetAdd { set: Keep(set), value });
            }
            (Sink::Dict(dict), Some(second)) => {
                let key = Src(self.operand(first, assigns_nothing(second))?);
                let value = Src(self.operand(second, true)?);
                self.u.emit_at(first.span.to(second.span), Instr::DictAdd { dict: Keep(dict), key, value });
            }
            (Sink::Dict(_), None) => unreachable!("a dict comprehension has a value"),
            (Sink::Yield, _) => {
                let src = Src(self.operand(first, true)?);
                let sent = height;
                self.u.touch(sent);
                self.u.emit_at(first.span, Instr::Yield { dst: Dst(sent), src });
                self.u.emit(Instr::Drop { src: Src(sent) });
            }
        }
        self.u.top = height;
        Ok(())
    }
}
