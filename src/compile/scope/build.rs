//! First pass of the symbol table: walks the tree once, notes every definition and use, and raises the errors that depend on order
//! ("name 'x' is used prior to global declaration").

use super::flag::*;
use super::{Bind, Part, Private, Scope, ScopeId, ScopeKind, ScopeOptions, Symbol, Table, mangle};
use crate::compile::error::{MAX_DEPTH, Res, syntax, too_deep};
use crate::diag::{Diagnostic, DiagnosticKind};
use crate::source::Span;
use crate::syntax::ast::*;
use bumpalo::Bump;
use foldhash::{HashMap, HashMapExt};

pub(super) struct Builder<'a> {
    table: Table<'a>,
    bump: &'a Bump,
    pub(super) current: ScopeId,
    private: Option<Private<'a>>,
    pub(super) options: ScopeOptions,
    depth: u32,
    /// The expression that is looked at stands in one that goes on to the right.
    pub(super) rightward: bool,
    /// In a `finally` block, outside of loops and functions in it.
    in_finally: bool,
}

pub(super) fn build<'a>(unit: &Unit<'a>, bump: &'a Bump, options: ScopeOptions) -> Res<Table<'a>> {
    let table = Table { scopes: Vec::new(), keys: HashMap::new(), warnings: Vec::new() };
    let mut b = Builder {
        table,
        bump,
        current: ScopeId(0),
        private: None,
        options,
        depth: 0,
        rightward: false,
        in_finally: false,
    };
    b.push_scope(ScopeKind::Module, "<module>", None);
    match unit {
        Unit::Module(body) => b.body(body)?,
        Unit::Expression(e) => b.expr(e)?,
    }
    Ok(b.table)
}

/// How a name appears.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    Load,
    Store,
    Delete,
}

impl<'a> Builder<'a> {
    fn push_scope(&mut self, kind: ScopeKind, name: &'a str, parent: Option<ScopeId>) -> ScopeId {
        let id = ScopeId(self.table.scopes.len() as u32);
        let (nested, comp_iter_expr) = match parent {
            Some(p) => {
                let p = self.table.get(p);
                (p.nested || p.kind.is_function_like(), p.comp_iter_expr)
            }
            None => (false, 0),
        };
        self.table.scopes.push(Scope {
            kind,
            name,
            parent,
            span: Span::default(),
            symbols: indexmap::IndexMap::with_hasher(foldhash::fast::RandomState::default()),
            directives: Vec::new(),
            params: Vec::new(),
            is_generator: false,
            is_coroutine: false,
            nested,
            sees_class: false,
            inlined: false,
            private: self.private,
            needs_class_cell: false,
            needs_class_dict: false,
            annotations: None,
            annotated: Vec::new(),
            conditional_annotations: false,
            in_block: false,
            free: Default::default(),
            inlined_children: Vec::new(),
            comp_iter_target: false,
            comp_iter_expr,
        });
        id
    }

    pub(super) fn enter<T: ?Sized>(
        &mut self,
        node: &T,
        part: Part,
        kind: ScopeKind,
        name: &'a str,
    ) -> ScopeId {
        let id = self.push_scope(kind, name, Some(self.current));
        self.table.keys.insert((std::ptr::from_ref(node).cast::<u8>() as usize, part), id);
        self.current = id;
        id
    }

    pub(super) fn leave(&mut self) {
        self.current = self.scope().parent.expect("only inner scopes are left");
    }

    pub(super) fn scope(&mut self) -> &mut Scope<'a> {
        &mut self.table.scopes[self.current.0 as usize]
    }

    pub(super) fn scope_at(&mut self, id: ScopeId) -> &mut Scope<'a> {
        &mut self.table.scopes[id.0 as usize]
    }

    fn lookup(&mut self, id: ScopeId, name: &str) -> u16 {
        self.scope_at(id).symbols.get(name).map_or(0, |s| s.flags)
    }

    pub(super) fn mangled(&self, name: &'a str) -> &'a str {
        mangle(self.bump, self.private, name)
    }

    /// Adds `flags` to the name in the current scope.
    pub(super) fn define(&mut self, name: &'a str, flags: u16, span: Span) -> Res {
        let name = self.mangled(name);
        self.define_in(self.current, name, flags, span)
    }

    fn define_in(&mut self, id: ScopeId, name: &'a str, mut flags: u16, span: Span) -> Res {
        let old = self.lookup(id, name);
        if flags & PARAM != 0 && old & PARAM != 0 {
            return syntax(span, format!("duplicate argument '{name}' in function definition"));
        }
        if flags & TYPE_PARAM != 0 && old & TYPE_PARAM != 0 {
            return syntax(span, format!("duplicate type parameter '{name}'"));
        }
        if self.scope_at(id).comp_iter_target && flags & BOUND != 0 {
            if (old | flags) & (GLOBAL | NONLOCAL) != 0 {
                let message =
                    format!("comprehension inner loop cannot rebind assignment expression target '{name}'");
                return syntax(span, message);
            }
            flags |= COMP_ITER;
        }
        let scope = self.scope_at(id);
        scope.symbols.entry(name).or_insert(Symbol { flags: 0, bind: Bind::Unresolved }).flags |= flags;
        if flags & PARAM != 0 {
            scope.params.push(name);
        }
        Ok(())
    }

    pub(super) fn deeper(&mut self, span: Span) -> Res {
        self.depth += 1;
        if self.depth > MAX_DEPTH { too_deep(span) } else { Ok(()) }
    }

    pub(super) fn shallower(&mut self) {
        self.depth -= 1;
    }

    pub(super) fn name(&mut self, name: &'a str, context: Context, span: Span) -> Res {
        match context {
            Context::Load => {
                self.define(name, USE, span)?;
                if name == "super" && self.scope().kind.is_function_like() {
                    self.define("__class__", USE, span)?;
                }
                Ok(())
            }
            Context::Store => {
                forbid_debug(name, "assign to", span)?;
                self.define(name, LOCAL, span)
            }
            Context::Delete => {
                forbid_debug(name, "delete", span)?;
                self.define(name, LOCAL | DELETED, span)
            }
        }
    }

    fn body(&mut self, body: Body<'a>) -> Res {
        body.iter().try_for_each(|s| self.stmt(s))
    }

    /// What stands in a loop or function does not leave the `finally` around it.
    fn outside_finally(&mut self, f: impl FnOnce(&mut Self) -> Res) -> Res {
        let was = std::mem::replace(&mut self.in_finally, false);
        f(self)?;
        self.in_finally = was;
        Ok(())
    }

    /// A statement that takes the place of the exception that `finally` would raise again (PEP 765).
    fn leaves_finally(&mut self, word: &str, span: Span) {
        if self.in_finally {
            let message = format!("'{word}' in a 'finally' block");
            let warning = Diagnostic::new(DiagnosticKind::SyntaxWarning, message, span);
            self.table.warnings.push(warning.with_help("an exception under way would be lost"));
        }
    }

    /// The body of a statement that may run it or not.
    fn block(&mut self, body: Body<'a>) -> Res {
        let was = std::mem::replace(&mut self.scope().in_block, true);
        self.body(body)?;
        self.scope().in_block = was;
        Ok(())
    }

    fn stmt(&mut self, s: &'a Stmt<'a>) -> Res {
        self.deeper(s.span)?;
        self.stmt_inner(s)?;
        self.shallower();
        Ok(())
    }

    fn stmt_inner(&mut self, s: &'a Stmt<'a>) -> Res {
        match &s.kind {
            StmtKind::Expr(e) => self.expr(e),
            StmtKind::Assign { targets, value } => {
                targets.iter().try_for_each(|t| self.target(t))?;
                self.expr(value)
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.target(target)?;
                self.expr(value)
            }
            StmtKind::AnnAssign { target, annotation, value, simple } => {
                self.annotated(target, *simple, value.is_some(), s.span)?;
                self.variable_annotation(target, *simple, annotation)?;
                self.maybe(*value)
            }
            StmtKind::Return(value) => {
                self.leaves_finally("return", s.span);
                self.maybe(*value)
            }
            StmtKind::Delete(targets) => targets.iter().try_for_each(|t| self.delete(t)),
            StmtKind::Pass => Ok(()),
            StmtKind::Break | StmtKind::Continue => {
                let is_break = matches!(s.kind, StmtKind::Break);
                self.leaves_finally(if is_break { "break" } else { "continue" }, s.span);
                Ok(())
            }
            StmtKind::Global(names) => self.directive(names, GLOBAL, "global", s.span),
            StmtKind::Nonlocal(names) => self.directive(names, NONLOCAL, "nonlocal", s.span),
            StmtKind::Raise { exc, cause } => {
                self.maybe(*exc)?;
                self.maybe(*cause)
            }
            StmtKind::Assert { test, message } => {
                self.expr(test)?;
                self.maybe(*message)
            }
            StmtKind::Import(names) => names.iter().try_for_each(|a| self.alias(a)),
            StmtKind::ImportFrom { names, .. } => names.iter().try_for_each(|a| self.alias(a)),
            StmtKind::If { arms, otherwise } => {
                for (test, body) in *arms {
                    self.expr(test)?;
                    self.block(body)?;
                }
                self.block(otherwise)
            }
            StmtKind::While { test, body, otherwise } => {
                self.expr(test)?;
                self.outside_finally(|b| b.block(body))?;
                self.block(otherwise)
            }
            StmtKind::For { is_async, target, iter, body, otherwise } => {
                self.scope().is_coroutine |= *is_async && self.awaits_at_top();
                self.target(target)?;
                self.expr(iter)?;
                self.outside_finally(|b| b.block(body))?;
                self.block(otherwise)
            }
            StmtKind::With { is_async, items, body } => {
                self.scope().is_coroutine |= *is_async && self.awaits_at_top();
                for item in *items {
                    self.expr(&item.context)?;
                    if let Some(target) = &item.target {
                        self.target(target)?;
                    }
                }
                self.block(body)
            }
            StmtKind::Try { body, handlers, otherwise, finally, .. } => {
                self.block(body)?;
                for h in *handlers {
                    self.maybe(h.kind)?;
                    if let Some(name) = h.name {
                        forbid_debug(name.name, "assign to", h.span)?;
                        self.define(name.name, LOCAL | DELETED, h.span)?;
                    }
                    self.block(h.body)?;
                }
                self.block(otherwise)?;
                let was = std::mem::replace(&mut self.in_finally, true);
                self.block(finally)?;
                self.in_finally = was;
                Ok(())
            }
            StmtKind::Match { subject, cases } => {
                self.expr(subject)?;
                for case in *cases {
                    self.pattern(&case.pattern)?;
                    self.maybe(case.guard)?;
                    self.block(case.body)?;
                }
                Ok(())
            }
            StmtKind::Function(f) => self.function(f, s.span),
            StmtKind::Class(c) => self.class(c, s.span),
            StmtKind::TypeAlias { name, type_params, value } => self.type_alias(s, *name, type_params, value),
        }
    }

    fn annotated(&mut self, target: &'a Expr<'a>, simple: bool, has_value: bool, span: Span) -> Res {
        let ExprKind::Name(name) = target.kind else { return self.target(target) };
        let mangled = self.mangled(name);
        let flags = self.lookup(self.current, mangled);
        if flags & (GLOBAL | NONLOCAL) != 0 && self.current != ScopeId(0) && simple {
            let what = if flags & GLOBAL != 0 { "global" } else { "nonlocal" };
            return syntax(span, format!("annotated name '{name}' can't be {what}"));
        }
        forbid_debug(name, "assign to", span)?;
        if simple {
            self.define(name, ANNOT | LOCAL, target.span)
        } else if has_value {
            self.define(name, LOCAL, target.span)
        } else {
            Ok(())
        }
    }

    fn directive(&mut self, names: &'a [Ident<'a>], kind: u16, word: &str, span: Span) -> Res {
        for ident in names {
            let name = self.mangled(ident.name);
            let old = self.lookup(self.current, name);
            if old & (PARAM | LOCAL | USE | ANNOT) != 0 {
                let name = ident.name;
                let message = if old & PARAM != 0 {
                    format!("name '{name}' is parameter and {word}")
                } else if old & USE != 0 {
                    format!("name '{name}' is used prior to {word} declaration")
                } else if old & ANNOT != 0 {
                    format!("annotated name '{name}' can't be {word}")
                } else {
                    format!("name '{name}' is assigned to before {word} declaration")
                };
                return syntax(span, message);
            }
            self.define(ident.name, kind, span)?;
            self.scope().directives.push((name, span));
        }
        Ok(())
    }

    fn alias(&mut self, a: &'a Alias<'a>) -> Res {
        if let Some(asname) = a.asname {
            forbid_debug(asname.name, "assign to", a.span)?;
            return self.define(asname.name, IMPORT, a.span);
        }
        if a.name.name == "*" {
            if self.scope().kind != ScopeKind::Module {
                return syntax(a.span, "import * only allowed at module level");
            }
            return Ok(());
        }
        let first = a.name.name.split('.').next().unwrap_or(a.name.name);
        forbid_debug(first, "assign to", a.span)?;
        self.define(first, IMPORT, a.span)
    }

    pub(super) fn maybe(&mut self, e: Option<&'a Expr<'a>>) -> Res {
        e.map_or(Ok(()), |e| self.expr(e))
    }

    /// An expression that is assigned to.
    pub(super) fn target(&mut self, e: &'a Expr<'a>) -> Res {
        match &e.kind {
            ExprKind::Name(name) => self.name(name, Context::Store, e.span),
            ExprKind::Starred(inner) => self.target(inner),
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                self.deeper(e.span)?;
                items.iter().try_for_each(|i| self.target(i))?;
                self.shallower();
                Ok(())
            }
            ExprKind::Attribute { attr, .. } => {
                forbid_debug(attr.name, "assign to", e.span)?;
                self.expr(e)
            }
            _ => self.expr(e),
        }
    }

    fn delete(&mut self, e: &'a Expr<'a>) -> Res {
        match &e.kind {
            ExprKind::Name(name) => self.name(name, Context::Delete, e.span),
            ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().try_for_each(|i| self.delete(i)),
            ExprKind::Attribute { attr, .. } => {
                forbid_debug(attr.name, "delete", e.span)?;
                self.expr(e)
            }
            _ => self.expr(e),
        }
    }

    fn params(&mut self, p: &'a Params<'a>) -> Res {
        for param in p.positional_only.iter().chain(p.positional).chain(p.keyword_only) {
            self.param(param)?;
        }
        for param in p.var_args.into_iter().chain(p.var_kwargs) {
            self.param(param)?;
        }
        Ok(())
    }

    fn param(&mut self, p: &'a Param<'a>) -> Res {
        forbid_debug(p.name.name, "assign to", p.name.span)?;
        self.define(p.name.name, PARAM, p.name.span)
    }

    fn defaults(&mut self, p: &'a Params<'a>) -> Res {
        for param in p.positional_only.iter().chain(p.positional).chain(p.keyword_only) {
            self.maybe(param.default)?;
        }
        Ok(())
    }

    fn function(&mut self, f: &'a Function<'a>, span: Span) -> Res {
        forbid_debug(f.name.name, "assign to", span)?;
        self.define(f.name.name, LOCAL, span)?;
        self.defaults(f.params)?;
        f.decorators.iter().try_for_each(|d| self.expr(d))?;
        let generic = !f.type_params.is_empty();
        if generic {
            let name = self.bump.alloc_str(&format!("<generic parameters of {}>", f.name.name));
            let positional = || f.params.positional_only.iter().chain(f.params.positional);
            self.enter_type_params(f, name)?;
            self.scope().span = f.name.span;
            if positional().any(|p| p.default.is_some()) {
                self.define(".defaults", PARAM, span)?;
            }
            if f.params.keyword_only.iter().any(|p| p.default.is_some()) {
                self.define(".kwdefaults", PARAM, span)?;
            }
            self.type_params(f.type_params)?;
        }
        self.function_annotations(f)?;
        let kind = if f.is_async { ScopeKind::AsyncFunction } else { ScopeKind::Function };
        self.enter(f, Part::Body, kind, f.name.name);
        self.scope().span = f.name.span;
        self.scope().is_coroutine = f.is_async;
        self.params(f.params)?;
        self.outside_finally(|b| b.body(f.body))?;
        self.leave();
        if generic {
            self.leave();
        }
        Ok(())
    }

    fn class(&mut self, c: &'a Class<'a>, span: Span) -> Res {
        forbid_debug(c.name.name, "assign to", span)?;
        self.define(c.name.name, LOCAL, span)?;
        c.decorators.iter().try_for_each(|d| self.expr(d))?;
        let saved = self.private;
        let generic = !c.type_params.is_empty();
        if generic {
            let name = self.bump.alloc_str(&format!("<generic parameters of {}>", c.name.name));
            self.enter_type_params(c, name)?;
            self.scope().span = c.name.span;
            let names = c.type_params.iter().map(|p| p.name.name);
            let only = Some(&*self.bump.alloc_slice_fill_iter(names.collect::<Vec<_>>()));
            self.private = Some(Private { class: c.name.name, only });
            self.scope().private = self.private;
            self.define(".type_params", LOCAL | USE, span)?;
            self.define(".generic_base", LOCAL | USE, span)?;
            self.type_params(c.type_params)?;
        }
        self.args(c.args)?;
        self.private = Some(Private { class: c.name.name, only: None });
        self.enter(c, Part::Body, ScopeKind::Class, c.name.name);
        self.scope().span = c.name.span;
        if generic {
            self.define("__type_params__", LOCAL, span)?;
            self.define(".type_params", USE, span)?;
        }
        self.body(c.body)?;
        self.leave();
        self.private = saved;
        if generic {
            self.leave();
        }
        Ok(())
    }

    fn enter_type_params<T: ?Sized>(&mut self, node: &T, name: &'a str) -> Res {
        let in_class = self.scope().kind == ScopeKind::Class;
        self.enter(node, Part::TypeParams, ScopeKind::TypeParams, name);
        self.see_class(in_class)
    }

    pub(super) fn see_class(&mut self, in_class: bool) -> Res {
        if in_class {
            self.scope().sees_class = true;
            self.define("__classdict__", USE, Span::default())?;
        }
        Ok(())
    }

    fn type_params(&mut self, params: &'a [TypeParam<'a>]) -> Res {
        for p in params {
            forbid_debug(p.name.name, "assign to", p.span)?;
            if p.name.name == "__classdict__" {
                return syntax(p.span, "reserved name '__classdict__' cannot be used for type parameter");
            }
            self.define(p.name.name, TYPE_PARAM | LOCAL, p.span)?;
            if let Some(bound) = p.bound {
                let words = if matches!(bound.kind, ExprKind::Tuple(_)) {
                    "a TypeVar constraint"
                } else {
                    "a TypeVar bound"
                };
                self.type_variable(p, Part::Bound, bound, words)?;
            }
            if let Some(default) = p.default {
                let words = match p.kind {
                    TypeParamKind::TypeVar => "a TypeVar default",
                    TypeParamKind::TypeVarTuple => "a TypeVarTuple default",
                    TypeParamKind::ParamSpec => "a ParamSpec default",
                };
                self.type_variable(p, Part::Default, default, words)?;
            }
        }
        let mut had_default = false;
        for p in params {
            if p.default.is_some() {
                had_default = true;
            } else if had_default {
                let name = p.name.name;
                return syntax(
                    p.span,
                    format!("non-default type parameter '{name}' follows default type parameter"),
                );
            }
        }
        Ok(())
    }

    fn type_variable(
        &mut self,
        p: &'a TypeParam<'a>,
        part: Part,
        e: &'a Expr<'a>,
        words: &'static str,
    ) -> Res {
        let in_class = self.scope().sees_class;
        self.enter(p, part, ScopeKind::TypeVariable(words), p.name.name);
        self.scope().span = p.span;
        self.see_class(in_class)?;
        self.define(".format", PARAM, p.span)?;
        self.expr(e)?;
        self.leave();
        Ok(())
    }

    fn type_alias(
        &mut self,
        s: &'a Stmt<'a>,
        name: Ident<'a>,
        params: &'a [TypeParam<'a>],
        value: &'a Expr<'a>,
    ) -> Res {
        self.name(name.name, Context::Store, name.span)?;
        let in_class = self.scope().kind == ScopeKind::Class;
        if !params.is_empty() {
            let generic = self.bump.alloc_str(&format!("<generic parameters of {}>", name.name));
            self.enter_type_params(s, generic)?;
            self.scope().span = s.span;
            self.type_params(params)?;
        }
        self.enter(s, Part::Body, ScopeKind::TypeAlias, name.name);
        self.scope().span = s.span;
        self.see_class(in_class)?;
        self.define(".format", PARAM, s.span)?;
        self.expr(value)?;
        self.leave();
        if !params.is_empty() {
            self.leave();
        }
        Ok(())
    }

    pub(super) fn lambda(&mut self, e: &'a Expr<'a>, params: &'a Params<'a>, body: &'a Expr<'a>) -> Res {
        self.defaults(params)?;
        self.enter(e, Part::Body, ScopeKind::Lambda, "<lambda>");
        self.scope().span = e.span;
        self.params(params)?;
        self.expr(body)?;
        self.leave();
        Ok(())
    }

    pub(super) fn comprehension(
        &mut self,
        e: &'a Expr<'a>,
        kind: ScopeKind,
        first: &'a Expr<'a>,
        second: Option<&'a Expr<'a>>,
        clauses: &'a [Comprehension<'a>],
    ) -> Res {
        let outermost = &clauses[0];
        self.scope().comp_iter_expr += 1;
        self.expr(&outermost.iter)?;
        self.scope().comp_iter_expr -= 1;
        let parent = self.current;
        let inlined = kind != ScopeKind::Generator && !self.scope().sees_class;
        let name = match kind {
            ScopeKind::Generator => "<genexpr>",
            ScopeKind::ListComp => "<listcomp>",
            ScopeKind::SetComp => "<setcomp>",
            _ => "<dictcomp>",
        };
        let id = self.enter(e, Part::Body, kind, name);
        self.scope().span = e.span;
        self.scope().inlined = inlined;
        if inlined {
            self.scope_at(parent).inlined_children.push(id);
        }
        self.scope().is_coroutine = outermost.is_async;
        self.define(".0", PARAM, e.span)?;
        for (i, clause) in clauses.iter().enumerate() {
            self.scope().comp_iter_target = true;
            self.target(&clause.target)?;
            self.scope().comp_iter_target = false;
            if i > 0 {
                self.scope().comp_iter_expr += 1;
                self.expr(&clause.iter)?;
                self.scope().comp_iter_expr -= 1;
                self.scope().is_coroutine |= clause.is_async;
            }
            clause.conditions.iter().try_for_each(|c| self.expr(c))?;
        }
        self.maybe(second)?;
        self.expr(first)?;
        let is_async = self.scope().is_coroutine && kind != ScopeKind::Generator;
        self.scope().is_generator = kind == ScopeKind::Generator;
        self.leave();
        if is_async {
            let kind = self.scope().kind;
            if !(self.awaits_at_top()
                || matches!(kind, ScopeKind::AsyncFunction | ScopeKind::Annotation)
                || kind.is_comprehension())
            {
                return syntax(e.span, "asynchronous comprehension outside of an asynchronous function");
            }
            self.scope().is_coroutine = true;
        }
        Ok(())
    }

    /// `name := value`
    pub(super) fn named(&mut self, e: &'a Expr<'a>, target: Ident<'a>, value: &'a Expr<'a>) -> Res {
        self.forbid_in_annotation("named expression", e.span)?;
        if self.scope().comp_iter_expr > 0 {
            return syntax(
                e.span,
                "assignment expression cannot be used in a comprehension iterable expression",
            );
        }
        forbid_debug(target.name, "assign to", target.span)?;
        let name = self.mangled(target.name);
        if self.scope().kind.is_comprehension() {
            self.extend_named(name, target)?;
        }
        self.expr(value)?;
        self.define_in(self.current, name, LOCAL | WALRUS, target.span)
    }

    /// Binds the target of a walrus in a comprehension in the scope around all comprehensions.
    fn extend_named(&mut self, name: &'a str, target: Ident<'a>) -> Res {
        let mut id = self.current;
        loop {
            let flags = self.lookup(id, name);
            let (kind, parent) = (self.scope_at(id).kind, self.scope_at(id).parent);
            let span = target.span;
            match kind {
                k if k.is_comprehension() => {
                    if flags & COMP_ITER != 0 && flags & LOCAL != 0 {
                        let name = target.name;
                        let message = format!(
                            "assignment expression cannot rebind comprehension iteration variable '{name}'"
                        );
                        return syntax(span, message);
                    }
                }
                ScopeKind::Function | ScopeKind::AsyncFunction | ScopeKind::Lambda => {
                    let how = if flags & GLOBAL != 0 { GLOBAL } else { NONLOCAL };
                    self.define_in(self.current, name, how, span)?;
                    self.scope().directives.push((name, span));
                    return self.define_in(id, name, LOCAL | WALRUS, span);
                }
                ScopeKind::Module => {
                    self.define_in(self.current, name, GLOBAL, span)?;
                    self.scope().directives.push((name, span));
                    return self.define_in(id, name, GLOBAL, span);
                }
                ScopeKind::Class => {
                    return syntax(
                        span,
                        "assignment expression within a comprehension cannot be used in a class body",
                    );
                }
                ScopeKind::Annotations | ScopeKind::Annotation => {}
                ScopeKind::TypeVariable(_) => {
                    return syntax(
                        span,
                        "assignment expression within a comprehension cannot be used in a TypeVar bound",
                    );
                }
                ScopeKind::TypeAlias => {
                    return syntax(
                        span,
                        "assignment expression within a comprehension cannot be used in a type alias",
                    );
                }
                _ => {
                    let message = "assignment expression within a comprehension cannot be used within the definition of a generic";
                    return syntax(span, message);
                }
            }
            id = parent.expect("the module ends the search");
        }
    }

    /// Yield, await and walrus are not for annotation scopes.
    pub(super) fn forbid_in_annotation(&mut self, what: &str, span: Span) -> Res {
        let place = match self.scope().kind {
            ScopeKind::Annotation | ScopeKind::Annotations => "an annotation",
            ScopeKind::TypeVariable(words) => words,
            ScopeKind::TypeAlias => "a type alias",
            ScopeKind::TypeParams => "the definition of a generic",
            _ => return Ok(()),
        };
        syntax(span, format!("{what} cannot be used within {place}"))
    }

    /// At the top of code that may await there.
    fn awaits_at_top(&self) -> bool {
        self.options.top_level_await && self.current == ScopeId(0)
    }

    pub(super) fn check_await(&mut self, span: Span) -> Res {
        if self.awaits_at_top() {
            return Ok(());
        }
        let kind = self.scope().kind;
        if !kind.is_function_like() {
            return syntax(span, "'await' outside function");
        }
        if kind != ScopeKind::AsyncFunction && !kind.is_comprehension() {
            return syntax(span, "'await' outside async function");
        }
        Ok(())
    }
}

/// `__debug__` is a constant.
pub(super) fn forbid_debug(name: &str, verb: &str, span: Span) -> Res {
    if name == "__debug__" { syntax(span, format!("cannot {verb} __debug__")) } else { Ok(()) }
}
