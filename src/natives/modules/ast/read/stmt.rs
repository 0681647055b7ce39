//! Statements, and what stands in them.

use super::super::show::Context;
use super::super::table::{NODES, Node};
use super::Reader;
use crate::object::Value;
use crate::source::{SourceText, Span};
use crate::syntax::ast::*;
use crate::vm::{Res, Vm};

impl<'a> Reader<'a> {
    pub(super) fn stmts(&mut self, vm: &mut Vm, items: &[Value]) -> Res<Body<'a>> {
        let mut out = Vec::with_capacity(items.len());
        for item in items {
            if item.is_none() {
                self.refuse("None disallowed in statement list");
                continue;
            }
            out.push(self.stmt(vm, item)?);
        }
        Ok(self.slice(&out))
    }

    fn body(&mut self, vm: &mut Vm, v: &Value, node: Node, i: usize) -> Res<Body<'a>> {
        let items = self.full_list(vm, v, node, i)?;
        self.stmts(vm, &items)
    }

    fn maybe_body(&mut self, vm: &mut Vm, v: &Value, node: Node, i: usize) -> Res<Body<'a>> {
        let items = self.field_list(vm, v, node, i)?;
        self.stmts(vm, &items)
    }

    fn stmt(&mut self, vm: &mut Vm, v: &Value) -> Res<Stmt<'a>> {
        let span = self.span(vm, v, "stmt")?;
        let node = match self.made.kind_of(vm, v) {
            Some(node) if NODES[node as usize].sum() == Some("stmt") => node,
            _ => return self.unexpected(vm, "stmt", v),
        };
        let place = format!(" while traversing '{}' node", NODES[node as usize].name);
        let kind = vm.deeper_where(&place, |vm| self.stmt_kind(vm, v, node, span))?;
        Ok(Stmt { span, kind })
    }

    fn stmt_kind(&mut self, vm: &mut Vm, v: &Value, node: Node, span: Span) -> Res<StmtKind<'a>> {
        use Context::{Del, Load, Store};
        Ok(match node {
            Node::FunctionDef | Node::AsyncFunctionDef => self.function(vm, v, node, span)?,
            Node::ClassDef => self.class(vm, v, span)?,
            Node::Return => StmtKind::Return(self.opt_expr(vm, v, node, 0)?),
            Node::Delete => {
                let targets = self.full_list(vm, v, node, 0)?;
                StmtKind::Delete(self.exprs(vm, &targets, Del)?)
            }
            Node::Assign => {
                let targets = self.full_list(vm, v, node, 0)?;
                let targets = self.exprs(vm, &targets, Store)?;
                let value = self.expr_ref(vm, v, node, 1, Load)?;
                self.check_text(vm, v, node, 2)?;
                StmtKind::Assign { targets, value }
            }
            Node::AugAssign => {
                let target = self.expr_ref(vm, v, node, 0, Store)?;
                let op = self.binary_op(vm, v, node, 1)?;
                StmtKind::AugAssign {
                    target,
                    op,
                    op_span: target.span,
                    value: self.expr_ref(vm, v, node, 2, Load)?,
                }
            }
            Node::AnnAssign => {
                let target = self.expr_ref(vm, v, node, 0, Store)?;
                let annotation = self.expr_ref(vm, v, node, 1, Load)?;
                let value = self.opt_expr(vm, v, node, 2)?;
                let simple = self.field_int(vm, v, node, 3)? != 0;
                if simple && !matches!(target.kind, ExprKind::Name(_)) {
                    self.refuse_type("AnnAssign with simple non-Name target");
                }
                StmtKind::AnnAssign { target, annotation, value, simple }
            }
            Node::TypeAlias => {
                let name = self.target_name(vm, v, node, "TypeAlias with non-Name name")?;
                let type_params = self.type_params(vm, v, node, 1)?;
                StmtKind::TypeAlias { name, type_params, value: self.expr_ref(vm, v, node, 2, Load)? }
            }
            Node::For | Node::AsyncFor => {
                let target = self.expr_ref(vm, v, node, 0, Store)?;
                let iter = self.expr_ref(vm, v, node, 1, Load)?;
                let (body, otherwise) = (self.body(vm, v, node, 2)?, self.maybe_body(vm, v, node, 3)?);
                self.check_text(vm, v, node, 4)?;
                StmtKind::For { is_async: node == Node::AsyncFor, target, iter, body, otherwise }
            }
            Node::While => {
                let test = self.expr_ref(vm, v, node, 0, Load)?;
                let (body, otherwise) = (self.body(vm, v, node, 1)?, self.maybe_body(vm, v, node, 2)?);
                StmtKind::While { test, body, otherwise }
            }
            Node::If => self.if_(vm, v, span)?,
            Node::With | Node::AsyncWith => {
                let items = self.full_list(vm, v, node, 0)?;
                let mut out = Vec::with_capacity(items.len());
                for item in &items {
                    let context = self.field_expr(vm, item, Node::WithItem, 0, Load)?;
                    let target = self.opt_expr_for(vm, item, Node::WithItem, 1, Store)?.copied();
                    out.push(WithItem { context, target });
                }
                let body = self.body(vm, v, node, 1)?;
                self.check_text(vm, v, node, 2)?;
                StmtKind::With { is_async: node == Node::AsyncWith, items: self.slice(&out), body }
            }
            Node::Match => self.match_(vm, v)?,
            Node::Raise => {
                let (exc, cause) = (self.opt_expr(vm, v, node, 0)?, self.opt_expr(vm, v, node, 1)?);
                if exc.is_none() && cause.is_some() {
                    self.refuse("Raise with cause but no exception");
                }
                StmtKind::Raise { exc, cause }
            }
            Node::Try | Node::TryStar => self.try_(vm, v, node)?,
            Node::Assert => {
                let test = self.expr_ref(vm, v, node, 0, Load)?;
                StmtKind::Assert { test, message: self.opt_expr(vm, v, node, 1)? }
            }
            Node::Import => StmtKind::Import(self.aliases(vm, v, node, 0)?),
            Node::ImportFrom => {
                let module = self.opt_ident(vm, v, node, 0, span)?;
                let names = self.aliases(vm, v, node, 1)?;
                let level = match self.find(vm, v, node, 2)? {
                    None | Some(Value::None) => 0,
                    Some(level) => self.int_in(vm, &level)?,
                };
                if level < 0 {
                    self.refuse("Negative ImportFrom level");
                }
                StmtKind::ImportFrom { module, names, level: level.max(0) as u32 }
            }
            Node::Global | Node::Nonlocal => {
                let names = self.full_list(vm, v, node, 0)?;
                let names = self.idents(vm, &names, span)?;
                if node == Node::Global { StmtKind::Global(names) } else { StmtKind::Nonlocal(names) }
            }
            Node::Expr => StmtKind::Expr(self.expr_ref(vm, v, node, 0, Load)?),
            Node::Break => StmtKind::Break,
            Node::Continue => StmtKind::Continue,
            _ => StmtKind::Pass,
        })
    }

    /// The name that a field must hold as a `Name` node.
    pub(super) fn target_name(
        &mut self,
        vm: &mut Vm,
        v: &Value,
        node: Node,
        refusal: &str,
    ) -> Res<Ident<'a>> {
        let target = self.field(vm, v, node, 0)?;
        if let Some(kind) = self.made.kind_of(vm, &target).filter(|kind| *kind != Node::Name)
            && NODES[kind as usize].sum() == Some("expr")
        {
            self.refuse_type(refusal);
        }
        let target = self.field_expr(vm, v, node, 0, Context::Store)?;
        match target.kind {
            ExprKind::Name(name) => Ok(Ident { name, span: target.span }),
            _ => Ok(Ident { name: "", span: target.span }),
        }
    }

    /// An `If` that is all of an `else` and stands where an `elif` does becomes one more arm.
    fn if_(&mut self, vm: &mut Vm, v: &Value, span: Span) -> Res<StmtKind<'a>> {
        let mut arms = Vec::new();
        let mut at = v.clone();
        let column = SourceText::grid_column(span.start);
        loop {
            let test = self.field_expr(vm, &at, Node::If, 0, Context::Load)?;
            arms.push((test, self.body(vm, &at, Node::If, 1)?));
            let rest = self.field_list(vm, &at, Node::If, 2)?;
            match rest.as_slice() {
                [next] if self.is_elif(vm, next, column)? => {
                    at = next.clone();
                }
                rest => {
                    let otherwise = self.stmts(vm, rest)?;
                    return Ok(StmtKind::If { arms: self.slice(&arms), otherwise });
                }
            }
        }
    }

    fn is_elif(&mut self, vm: &mut Vm, v: &Value, column: u32) -> Res<bool> {
        if self.made.kind_of(vm, v) != Some(Node::If) {
            return Ok(false);
        }
        Ok(SourceText::grid_column(self.span(vm, v, "stmt")?.start) == column)
    }

    fn function(&mut self, vm: &mut Vm, v: &Value, node: Node, span: Span) -> Res<StmtKind<'a>> {
        let name = self.field_ident(vm, v, node, 0, span)?;
        let params = self.params(vm, v, node, 1)?;
        let body = self.body(vm, v, node, 2)?;
        let decorators = self.field_list(vm, v, node, 3)?;
        let decorators = self.exprs(vm, &decorators, Context::Load)?;
        let returns = self.opt_expr(vm, v, node, 4)?;
        self.check_text(vm, v, node, 5)?;
        let type_params = self.type_params(vm, v, node, 6)?;
        let is_async = node == Node::AsyncFunctionDef;
        let f = Function { is_async, name, decorators, type_params, params, returns, body };
        Ok(StmtKind::Function(self.arena.alloc(f)))
    }

    fn class(&mut self, vm: &mut Vm, v: &Value, span: Span) -> Res<StmtKind<'a>> {
        let node = Node::ClassDef;
        let name = self.field_ident(vm, v, node, 0, span)?;
        let args = self.args(vm, v, node, 1)?;
        let body = self.body(vm, v, node, 3)?;
        let decorators = self.field_list(vm, v, node, 4)?;
        let decorators = self.exprs(vm, &decorators, Context::Load)?;
        let type_params = self.type_params(vm, v, node, 5)?;
        Ok(StmtKind::Class(self.arena.alloc(Class { name, decorators, type_params, args, body })))
    }

    fn type_params(&mut self, vm: &mut Vm, v: &Value, node: Node, i: usize) -> Res<&'a [TypeParam<'a>]> {
        let items = self.field_list(vm, v, node, i)?;
        let mut out = Vec::with_capacity(items.len());
        for item in &items {
            let span = self.span(vm, item, "type_param")?;
            let node = self.operator(vm, item, "type_param")?;
            let kind = match node {
                Node::ParamSpec => TypeParamKind::ParamSpec,
                Node::TypeVarTuple => TypeParamKind::TypeVarTuple,
                _ => TypeParamKind::TypeVar,
            };
            let name = self.field(vm, item, node, 0)?;
            let name = self.ident(vm, &name, span)?;
            let is_var = node == Node::TypeVar;
            let bound = if is_var { self.opt_expr(vm, item, node, 1)? } else { None };
            let default = self.opt_expr(vm, item, node, if is_var { 2 } else { 1 })?;
            out.push(TypeParam { span, kind, name, bound, default });
        }
        Ok(self.slice(&out))
    }

    fn aliases(&mut self, vm: &mut Vm, v: &Value, node: Node, i: usize) -> Res<&'a [Alias<'a>]> {
        let items = self.full_list(vm, v, node, i)?;
        let mut out = Vec::with_capacity(items.len());
        for item in &items {
            let name = self.field(vm, item, Node::Alias, 0)?;
            if name.is_none() {
                return Err(self.required(vm, Node::Alias, 0));
            }
            let name = self.ident_text(vm, &name)?;
            let asname = self.opt_ident(vm, item, Node::Alias, 1, Span::default())?;
            let span = self.span(vm, item, "alias")?;
            out.push(Alias { span, name: Ident { name, span }, asname: asname.map(|a| Ident { span, ..a }) });
        }
        Ok(self.slice(&out))
    }

    fn try_(&mut self, vm: &mut Vm, v: &Value, node: Node) -> Res<StmtKind<'a>> {
        let body = self.body(vm, v, node, 0)?;
        let mut handlers = Vec::new();
        for h in self.field_list(vm, v, node, 1)? {
            let span = self.span(vm, &h, "excepthandler")?;
            let of = self.operator(vm, &h, "excepthandler")?;
            let kind = self.opt_expr(vm, &h, of, 0)?;
            let name = self.opt_ident(vm, &h, of, 1, span)?;
            handlers.push(Handler { span, kind, name, body: self.body(vm, &h, of, 2)? });
        }
        let (otherwise, finally) = (self.maybe_body(vm, v, node, 2)?, self.maybe_body(vm, v, node, 3)?);
        let name = NODES[node as usize].name;
        if handlers.is_empty() && finally.is_empty() {
            self.refuse(format!("{name} has neither except handlers nor finalbody"));
        } else if handlers.is_empty() && !otherwise.is_empty() {
            self.refuse(format!("{name} has orelse but no except handlers"));
        }
        let is_star = node == Node::TryStar && !handlers.is_empty();
        Ok(StmtKind::Try { body, handlers: self.slice(&handlers), is_star, otherwise, finally })
    }
}
