//! From our tree to node objects. Comes in: a parsed unit and its text. Goes out: a node with CPython's fields and places.
//!
//! Statements are here, expressions in `expr.rs`, patterns in `pattern.rs`.

mod comments;
mod expr;
mod pattern;

use std::rc::Rc;

use super::classes::{Classes, new_node, place_node};
use super::table::Node;
use crate::object::Value;
use crate::source::{SourceText, Span};
use crate::syntax::Parsed;
use crate::syntax::ast::*;
use crate::vm::{Res, Vm};

pub use comments::TypeComments;

/// What an expression is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Context {
    Load,
    Store,
    Del,
}

/// How to show a tree.
#[derive(Clone, Copy, Default)]
pub struct Wishes {
    /// `optimize` if the tree is to be optimised.
    pub optimized: Option<u8>,
    pub type_comments: bool,
}

/// Makes the nodes.
pub struct Maker<'v, 's> {
    vm: &'v mut Vm,
    made: Rc<Classes>,
    source: &'s SourceText,
    comments: TypeComments,
    wishes: Wishes,
    /// Line and byte column of the place that was looked up last; places mostly ascend.
    line: u32,
    /// What spans are ahead of the text.
    ahead: u32,
}

/// A node for a whole unit; `interactive`: the statements of one input.
pub fn unit(
    vm: &mut Vm,
    made: Rc<Classes>,
    source: &SourceText,
    unit: &Unit<'_>,
    interactive: bool,
    wishes: Wishes,
) -> Value {
    let comments = if wishes.type_comments { TypeComments::of(source) } else { TypeComments::default() };
    let mut maker = Maker { vm, made, source, comments, wishes, line: 1, ahead: 0 };
    match unit {
        Unit::Expression(e) => {
            let body = maker.expr(e, Context::Load);
            maker.bare(Node::Expression, [body])
        }
        Unit::Module(body) => {
            let body = maker.suite(body, !interactive);
            if interactive {
                return maker.bare(Node::Interactive, [body]);
            }
            let ignores = maker.type_ignores();
            maker.bare(Node::Module, [body, ignores])
        }
    }
}

/// `(int) -> str`: the argument types stand in a call whose text begins with one more letter, `start` bytes to the left.
pub fn function_type(
    vm: &mut Vm,
    made: Rc<Classes>,
    source: &SourceText,
    call: &Parsed<'_>,
    returns: &Parsed<'_>,
    start: u32,
) -> Res {
    let Some(Expr { kind: ExprKind::Call { args, .. }, span }) = call.expression() else {
        return Err(vm.value_error("a function type has arguments in parentheses"));
    };
    let _ = (span, start);
    let comments = TypeComments::default();
    let mut maker = Maker { vm, made, source, comments, wishes: Wishes::default(), line: 1, ahead: 1 };
    let mut types = Vec::new();
    for arg in *args {
        match arg {
            // As in CPython the stars leave no trace.
            Arg::Positional(e) | Arg::Star(_, e) | Arg::DoubleStar(_, e) => {
                types.push(maker.expr(e, Context::Load));
            }
            Arg::Keyword(..) => return Err(maker.vm.value_error("a function type has no names")),
        }
    }
    maker.ahead = 0;
    let types = maker.list(types);
    let returns = maker.opt(returns.expression());
    Ok(maker.bare(Node::FunctionType, [types, returns]))
}

impl<'v, 's> Maker<'v, 's> {
    /// A node without a place.
    fn bare(&mut self, node: Node, fields: impl IntoIterator<Item = Value>) -> Value {
        new_node(self.vm, &self.made, node, fields)
    }

    /// A node with a place.
    fn node(&mut self, node: Node, span: Span, fields: impl IntoIterator<Item = Value>) -> Value {
        let v = new_node(self.vm, &self.made, node, fields);
        let (line, column) = self.position(span.start);
        let (end_line, end_column) = self.position(span.end);
        place_node(self.vm, &self.made, &v, [line, column, end_line, end_column]);
        v
    }

    fn position(&mut self, offset: u32) -> (u32, u32) {
        let offset = offset.saturating_sub(self.ahead);
        let start = self.source.line_start(self.line);
        let next = self.source.line_start(self.line + 1);
        if offset < start || offset >= next {
            self.line = self.source.line_of(offset.min(self.source.text().len() as u32));
        }
        (self.line, offset - self.source.line_start(self.line))
    }

    fn name(&mut self, name: &str) -> Value {
        self.vm.heap.intern(name).into_value()
    }

    fn list(&mut self, items: Vec<Value>) -> Value {
        self.vm.heap.list(items).into_value()
    }

    fn idents(&mut self, names: &[Ident<'_>]) -> Value {
        let names = names.iter().map(|n| self.name(n.name)).collect();
        self.list(names)
    }

    fn opt_ident(&mut self, name: Option<Ident<'_>>) -> Value {
        name.map_or(Value::None, |n| self.name(n.name))
    }

    fn body(&mut self, body: Body<'_>) -> Value {
        self.suite(body, false)
    }

    /// Statements; a docstring among them goes with `-OO`.
    fn suite(&mut self, body: Body<'_>, documented: bool) -> Value {
        let drops = documented && self.wishes.optimized == Some(2);
        let is_doc = |s: &Stmt<'_>| {
            matches!(&s.kind, StmtKind::Expr(Expr { kind: ExprKind::Literal(Literal::Str(_)), .. }))
        };
        let kept = match body {
            [first, rest @ ..] if drops && is_doc(first) => rest,
            body => body,
        };
        let mut items: Vec<Value> = kept.iter().map(|s| self.stmt(s)).collect();
        if items.is_empty()
            && let [only] = body
        {
            // It is as long as the word, wherever the docstring ended.
            let span = Span::new(only.span.start, only.span.start + 4);
            items.push(self.node(Node::Pass, span, []));
        }
        self.list(items)
    }

    fn comment(&mut self, from: u32, to: u32) -> Value {
        match self.comments.between(self.source, from, to) {
            Some(text) => self.vm.heap.str(&text).into_value(),
            None => Value::None,
        }
    }

    fn type_ignores(&mut self) -> Value {
        let found = std::mem::take(&mut self.comments.ignores);
        let items = found
            .into_iter()
            .map(|(line, tag)| {
                let tag = self.vm.heap.str(&tag).into_value();
                self.bare(Node::TypeIgnore, [Value::Int(i64::from(line)), tag])
            })
            .collect();
        self.list(items)
    }

    fn stmt(&mut self, s: &Stmt<'_>) -> Value {
        let span = s.span;
        match &s.kind {
            StmtKind::Expr(e) => {
                let e = self.expr(e, Context::Load);
                self.node(Node::Expr, span, [e])
            }
            StmtKind::Assign { targets, value } => {
                let targets = self.exprs(targets, Context::Store);
                let value = self.expr(value, Context::Load);
                let comment = self.comment(span.end, u32::MAX);
                self.node(Node::Assign, span, [targets, value, comment])
            }
            StmtKind::AugAssign { target, op, value, .. } => {
                let target = self.expr(target, Context::Store);
                let (op, value) = (self.binary_op(*op), self.expr(value, Context::Load));
                self.node(Node::AugAssign, span, [target, op, value])
            }
            StmtKind::AnnAssign { target, annotation, value, simple } => {
                let target = self.expr(target, Context::Store);
                let annotation = self.expr(annotation, Context::Load);
                let value = self.opt(*value);
                self.node(Node::AnnAssign, span, [target, annotation, value, Value::Int(i64::from(*simple))])
            }
            StmtKind::Return(value) => {
                let value = self.opt(*value);
                self.node(Node::Return, span, [value])
            }
            StmtKind::Delete(targets) => {
                let targets = self.exprs(targets, Context::Del);
                self.node(Node::Delete, span, [targets])
            }
            StmtKind::Pass => self.node(Node::Pass, span, []),
            StmtKind::Break => self.node(Node::Break, span, []),
            StmtKind::Continue => self.node(Node::Continue, span, []),
            StmtKind::Global(names) => {
                let names = self.idents(names);
                self.node(Node::Global, span, [names])
            }
            StmtKind::Nonlocal(names) => {
                let names = self.idents(names);
                self.node(Node::Nonlocal, span, [names])
            }
            StmtKind::Raise { exc, cause } => {
                let (exc, cause) = (self.opt(*exc), self.opt(*cause));
                self.node(Node::Raise, span, [exc, cause])
            }
            StmtKind::Assert { test, message } => {
                let (test, message) = (self.expr(test, Context::Load), self.opt(*message));
                self.node(Node::Assert, span, [test, message])
            }
            StmtKind::Import(names) => {
                let names = self.aliases(names);
                self.node(Node::Import, span, [names])
            }
            StmtKind::ImportFrom { module, names, level } => {
                let (module, names) = (self.opt_ident(*module), self.aliases(names));
                self.node(Node::ImportFrom, span, [module, names, Value::Int(i64::from(*level))])
            }
            StmtKind::If { arms, otherwise } => self.if_(span, arms, otherwise),
            StmtKind::While { test, body, otherwise } => {
                let test = self.expr(test, Context::Load);
                let (body, otherwise) = (self.body(body), self.body(otherwise));
                self.node(Node::While, span, [test, body, otherwise])
            }
            StmtKind::For { is_async, target, iter, body, otherwise } => {
                let target = self.expr(target, Context::Store);
                let comment = self.header_comment(iter.span.end, body);
                let iter = self.expr(iter, Context::Load);
                let (body, otherwise) = (self.body(body), self.body(otherwise));
                let node = if *is_async { Node::AsyncFor } else { Node::For };
                self.node(node, span, [target, iter, body, otherwise, comment])
            }
            StmtKind::With { is_async, items, body } => self.with(span, *is_async, items, body),
            StmtKind::Try { body, handlers, is_star, otherwise, finally } => {
                let body = self.body(body);
                let handlers = handlers.iter().map(|h| self.handler(h)).collect();
                let handlers = self.list(handlers);
                let (otherwise, finally) = (self.body(otherwise), self.body(finally));
                let node = if *is_star { Node::TryStar } else { Node::Try };
                self.node(node, span, [body, handlers, otherwise, finally])
            }
            StmtKind::Match { subject, cases } => {
                let subject = self.expr(subject, Context::Load);
                let cases = cases.iter().map(|c| self.case(c)).collect();
                let cases = self.list(cases);
                self.node(Node::Match, span, [subject, cases])
            }
            StmtKind::Function(f) => self.function(span, f),
            StmtKind::Class(c) => {
                let decorators = self.exprs(c.decorators, Context::Load);
                let type_params = self.type_params(c.type_params);
                let (bases, keywords) = self.args(c.args);
                let (name, body) = (self.name(c.name.name), self.suite(c.body, true));
                self.node(Node::ClassDef, span, [name, bases, keywords, body, decorators, type_params])
            }
            StmtKind::TypeAlias { name, type_params, value } => {
                let name = self.name_node(*name, Context::Store);
                let (type_params, value) = (self.type_params(type_params), self.expr(value, Context::Load));
                self.node(Node::TypeAlias, span, [name, type_params, value])
            }
        }
    }

    /// A type comment between the end of a header and its body.
    fn header_comment(&mut self, from: u32, body: Body<'_>) -> Value {
        let to = body.first().map_or(from, |s| s.span.start);
        self.comments
            .header(self.source, from, to)
            .map_or(Value::None, |text| self.vm.heap.str(&text).into_value())
    }

    /// A chain of arms is one `If` in the other's `else`; that of an `elif` begins there.
    fn if_(&mut self, span: Span, arms: &[(Expr<'_>, Body<'_>)], otherwise: Body<'_>) -> Value {
        let mut starts = vec![span.start];
        for pair in arms.windows(2) {
            let from = pair[0].1.last().map_or(span.start, |s| s.span.end);
            starts.push(self.skip_to_word(from).min(pair[1].0.span.start));
        }
        let mut rest = self.body(otherwise);
        // The last arm first: each is the `else` of the one before it.
        for ((test, body), start) in arms.iter().zip(starts).rev() {
            let (test, body) = (self.expr(test, Context::Load), self.body(body));
            let node = self.node(Node::If, Span::new(start, span.end), [test, body, rest]);
            rest = self.list(vec![node]);
        }
        match rest.cast::<crate::object::list::ListObj>().and_then(|l| l.get(0)) {
            Some(first) => first,
            None => crate::bug!("an if statement has an arm"),
        }
    }

    /// Behind white space, comments and semicolons.
    fn skip_to_word(&self, from: u32) -> u32 {
        let bytes = self.source.text().as_bytes();
        let mut at = from as usize;
        while let Some(b) = bytes.get(at) {
            match b {
                b'#' => at = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |n| at + n),
                b' ' | b'\t' | b'\n' | b'\x0c' | b';' | b'\\' => at += 1,
                _ => break,
            }
        }
        at as u32
    }

    fn with(&mut self, span: Span, is_async: bool, items: &[WithItem<'_>], body: Body<'_>) -> Value {
        let end =
            items.last().map_or(span.start, |i| i.target.as_ref().map_or(i.context.span.end, |t| t.span.end));
        let comment = self.header_comment(end, body);
        let items = items
            .iter()
            .map(|item| {
                let context = self.expr(&item.context, Context::Load);
                let target = match &item.target {
                    Some(t) => self.expr(t, Context::Store),
                    None => Value::None,
                };
                self.bare(Node::WithItem, [context, target])
            })
            .collect();
        let (items, body) = (self.list(items), self.body(body));
        self.node(if is_async { Node::AsyncWith } else { Node::With }, span, [items, body, comment])
    }

    fn handler(&mut self, h: &Handler<'_>) -> Value {
        let kind = self.opt(h.kind);
        let (name, body) = (self.opt_ident(h.name), self.body(h.body));
        self.node(Node::ExceptHandler, h.span, [kind, name, body])
    }

    fn function(&mut self, span: Span, f: &Function<'_>) -> Value {
        let decorators = self.exprs(f.decorators, Context::Load);
        let type_params = self.type_params(f.type_params);
        let (params, returns) = (self.params(f.params), self.opt(f.returns));
        let header = f.returns.map_or(f.name.span.end, |r| r.span.end);
        let comment = match self.wishes.type_comments {
            true => {
                let to = f.body.first().map_or(header, |s| s.span.start);
                self.comments
                    .of_function(self.source, header, to)
                    .map_or(Value::None, |t| self.vm.heap.str(&t).into_value())
            }
            false => Value::None,
        };
        let (name, body) = (self.name(f.name.name), self.suite(f.body, true));
        let node = if f.is_async { Node::AsyncFunctionDef } else { Node::FunctionDef };
        self.node(node, span, [name, params, body, decorators, returns, comment, type_params])
    }

    fn type_params(&mut self, params: &[TypeParam<'_>]) -> Value {
        let items = params
            .iter()
            .map(|p| {
                let (name, bound, default) = (self.name(p.name.name), self.opt(p.bound), self.opt(p.default));
                match p.kind {
                    TypeParamKind::TypeVar => self.node(Node::TypeVar, p.span, [name, bound, default]),
                    TypeParamKind::TypeVarTuple => self.node(Node::TypeVarTuple, p.span, [name, default]),
                    TypeParamKind::ParamSpec => self.node(Node::ParamSpec, p.span, [name, default]),
                }
            })
            .collect();
        self.list(items)
    }

    fn aliases(&mut self, names: &[Alias<'_>]) -> Value {
        let items = names
            .iter()
            .map(|a| {
                let (name, asname) = (self.name(a.name.name), self.opt_ident(a.asname));
                self.node(Node::Alias, a.span, [name, asname])
            })
            .collect();
        self.list(items)
    }

    fn params(&mut self, params: &Params<'_>) -> Value {
        let mut groups = [params.positional_only, params.positional, params.keyword_only].map(|group| {
            let items = group.iter().map(|p| self.param(p)).collect();
            self.list(items)
        });
        let [var_args, var_kwargs] =
            [params.var_args, params.var_kwargs].map(|p| p.map_or(Value::None, |p| self.param(p)));
        let positional = params.positional_only.iter().chain(params.positional);
        let defaults = positional.filter_map(|p| p.default).map(|d| self.expr(d, Context::Load)).collect();
        let kw_defaults = params.keyword_only.iter().map(|p| self.opt(p.default)).collect();
        let (defaults, kw_defaults) = (self.list(defaults), self.list(kw_defaults));
        let [only, positional, keyword_only] = groups.each_mut().map(Value::take);
        let fields = [only, positional, var_args, keyword_only, kw_defaults, var_kwargs, defaults];
        self.bare(Node::Arguments, fields)
    }

    fn param(&mut self, p: &Param<'_>) -> Value {
        // Parentheses around the annotation belong to the parameter.
        let end = p.annotation.map_or(p.name.span.end, |a| {
            crate::syntax::closing_end(self.source, a.span.end, p.name.span.end)
        });
        let from = p.default.map_or(end, |d| d.span.end);
        let comment = match self.wishes.type_comments {
            true => self
                .comments
                .of_param(self.source, from)
                .map_or(Value::None, |t| self.vm.heap.str(&t).into_value()),
            false => Value::None,
        };
        let (name, annotation) = (self.name(p.name.name), self.opt(p.annotation));
        self.node(Node::Arg, Span::new(p.name.span.start, end), [name, annotation, comment])
    }
}
