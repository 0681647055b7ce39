//! Expressions as node objects.

use super::{Context, Maker};
use crate::compile::constant_of;
use crate::natives::modules::ast::table::Node;
use crate::object::Value;
use crate::object::number::complex::Complex;
use crate::object::number::int::Int;
use crate::source::Span;
use crate::syntax::ast::*;

impl Maker<'_, '_> {
    pub(super) fn opt(&mut self, e: Option<&Expr<'_>>) -> Value {
        e.map_or(Value::None, |e| self.expr(e, Context::Load))
    }

    pub(super) fn exprs(&mut self, items: &[Expr<'_>], context: Context) -> Value {
        let items = items.iter().map(|e| self.expr(e, context)).collect();
        self.list(items)
    }

    fn context(&mut self, context: Context) -> Value {
        self.bare(
            match context {
                Context::Load => Node::Load,
                Context::Store => Node::Store,
                Context::Del => Node::Del,
            },
            [],
        )
    }

    pub(super) fn name_node(&mut self, name: Ident<'_>, context: Context) -> Value {
        let (id, context) = (self.name(name.name), self.context(context));
        self.node(Node::Name, name.span, [id, context])
    }

    pub(super) fn literal(&mut self, literal: &Literal<'_>) -> Value {
        let h = self.vm.heap;
        match literal {
            Literal::None => Value::None,
            Literal::True => Value::True,
            Literal::False => Value::False,
            Literal::Ellipsis => h.types().ellipsis_value.clone(),
            Literal::Int(i) => Value::Int(*i),
            Literal::BigInt { digits, radix } => {
                let n = num_bigint::BigInt::parse_bytes(digits.as_bytes(), u32::from(*radix));
                h.int(Int::from_big(n.unwrap_or_default()))
            }
            Literal::Float(x) => Value::float(*x),
            Literal::Imaginary(im) => h.complex(Complex { re: 0.0, im: *im }),
            Literal::Str(text) => h.str_bytes(text).into_value(),
            Literal::Bytes(data) => h.bytes_of(data).into_value(),
            Literal::FrozenSet(_) => self.vm.plain_const(&constant_of(literal)),
        }
    }

    pub(super) fn expr(&mut self, e: &Expr<'_>, context: Context) -> Value {
        let span = e.span;
        match &e.kind {
            ExprKind::Literal(literal) => {
                let marked =
                    matches!(literal, Literal::Str(_)) && self.source.slice(span).starts_with(['u', 'U']);
                self.constant(span, literal, marked)
            }
            ExprKind::Name("__debug__") if self.wishes.optimized.is_some() && context == Context::Load => {
                let on = self.wishes.optimized == Some(0);
                self.node(Node::Constant, span, [Value::bool(on), Value::None])
            }
            ExprKind::Name(name) => self.name_node(Ident { name, span }, context),
            ExprKind::FString(parts) => self.fstring(span, parts, false),
            ExprKind::TString(parts) => self.fstring(span, parts, true),
            ExprKind::Tuple(items) => self.sequence(Node::Tuple, span, items, context),
            ExprKind::List(items) => self.sequence(Node::List, span, items, context),
            ExprKind::Set(items) => {
                let items = self.exprs(items, Context::Load);
                self.node(Node::Set, span, [items])
            }
            ExprKind::Dict(items) => {
                let (mut keys, mut values) = (Vec::new(), Vec::new());
                for item in *items {
                    let (key, value) = match item {
                        DictItem::Pair(key, value) => (self.expr(key, Context::Load), value),
                        DictItem::Spread(value) => (Value::None, value),
                    };
                    keys.push(key);
                    values.push(self.expr(value, Context::Load));
                }
                let (keys, values) = (self.list(keys), self.list(values));
                self.node(Node::Dict, span, [keys, values])
            }
            ExprKind::Starred(value) => self.starred(span, value, context),
            ExprKind::Unary { op, operand } => {
                let op = match op {
                    UnaryOp::Not => Node::Not,
                    UnaryOp::Neg => Node::USub,
                    UnaryOp::Pos => Node::UAdd,
                    UnaryOp::Invert => Node::Invert,
                };
                let (op, operand) = (self.bare(op, []), self.expr(operand, Context::Load));
                self.node(Node::UnaryOp, span, [op, operand])
            }
            ExprKind::Binary { op, left, right, .. } => {
                let left = self.expr(left, Context::Load);
                let (op, right) = (self.binary_op(*op), self.expr(right, Context::Load));
                self.node(Node::BinOp, span, [left, op, right])
            }
            ExprKind::And(items) => self.boolean(Node::And, span, items),
            ExprKind::Or(items) => self.boolean(Node::Or, span, items),
            ExprKind::Compare { first, rest } => {
                let first = self.expr(first, Context::Load);
                let ops = rest.iter().map(|(op, _)| self.bare(compare_op(*op), [])).collect();
                let operands = rest.iter().map(|(_, e)| self.expr(e, Context::Load)).collect();
                let (ops, operands) = (self.list(ops), self.list(operands));
                self.node(Node::Compare, span, [first, ops, operands])
            }
            ExprKind::Conditional { test, then, other } => {
                let parts = [test, then, other].map(|e| self.expr(e, Context::Load));
                self.node(Node::IfExp, span, parts)
            }
            ExprKind::Attribute { value, attr } => {
                let value = self.expr(value, Context::Load);
                let (attr, context) = (self.name(attr.name), self.context(context));
                self.node(Node::Attribute, span, [value, attr, context])
            }
            ExprKind::Subscript { value, index } => {
                let (value, index) = (self.expr(value, Context::Load), self.expr(index, Context::Load));
                let context = self.context(context);
                self.node(Node::Subscript, span, [value, index, context])
            }
            ExprKind::Slice { lower, upper, step } => {
                let parts = [lower, upper, step].map(|e| self.opt(*e));
                self.node(Node::Slice, span, parts)
            }
            ExprKind::Call { func, args } => {
                let func = self.expr(func, Context::Load);
                let (args, keywords) = self.args(args);
                self.node(Node::Call, span, [func, args, keywords])
            }
            ExprKind::Named { target, value } => {
                let target = self.name_node(*target, Context::Store);
                let value = self.expr(value, Context::Load);
                self.node(Node::NamedExpr, span, [target, value])
            }
            ExprKind::Lambda { params, body } => {
                let (params, body) = (self.params(params), self.expr(body, Context::Load));
                self.node(Node::Lambda, span, [params, body])
            }
            ExprKind::ListComp { element, clauses } => {
                self.comprehension(Node::ListComp, span, &[element], clauses)
            }
            ExprKind::SetComp { element, clauses } => {
                self.comprehension(Node::SetComp, span, &[element], clauses)
            }
            ExprKind::Generator { element, clauses } => {
                self.comprehension(Node::GeneratorExp, span, &[element], clauses)
            }
            ExprKind::DictComp { key, value, clauses } => {
                self.comprehension(Node::DictComp, span, &[key, value], clauses)
            }
            ExprKind::Await(value) => self.wrapped(Node::Await, span, Some(value)),
            ExprKind::Yield(value) => self.wrapped(Node::Yield, span, *value),
            ExprKind::YieldFrom(value) => self.wrapped(Node::YieldFrom, span, Some(value)),
        }
    }

    fn constant(&mut self, span: Span, literal: &Literal<'_>, marked: bool) -> Value {
        let value = self.literal(literal);
        let kind = if marked { self.name("u") } else { Value::None };
        self.node(Node::Constant, span, [value, kind])
    }

    fn wrapped(&mut self, node: Node, span: Span, value: Option<&Expr<'_>>) -> Value {
        let value = self.opt(value);
        self.node(node, span, [value])
    }

    fn starred(&mut self, span: Span, value: &Expr<'_>, context: Context) -> Value {
        let (value, context) = (self.expr(value, context), self.context(context));
        self.node(Node::Starred, span, [value, context])
    }

    fn sequence(&mut self, node: Node, span: Span, items: &[Expr<'_>], context: Context) -> Value {
        let (items, context) = (self.exprs(items, context), self.context(context));
        self.node(node, span, [items, context])
    }

    fn boolean(&mut self, op: Node, span: Span, items: &[Expr<'_>]) -> Value {
        let (op, items) = (self.bare(op, []), self.exprs(items, Context::Load));
        self.node(Node::BoolOp, span, [op, items])
    }

    fn comprehension(
        &mut self,
        node: Node,
        span: Span,
        elements: &[&Expr<'_>],
        clauses: &[Comprehension<'_>],
    ) -> Value {
        let mut fields: Vec<Value> = elements.iter().map(|e| self.expr(e, Context::Load)).collect();
        let clauses = clauses
            .iter()
            .map(|c| {
                let target = self.expr(&c.target, Context::Store);
                let iter = self.expr(&c.iter, Context::Load);
                let conditions = self.exprs(c.conditions, Context::Load);
                self.bare(Node::Comprehension, [target, iter, conditions, Value::Int(i64::from(c.is_async))])
            })
            .collect();
        fields.push(self.list(clauses));
        self.node(node, span, fields)
    }

    /// The positional arguments and the keywords.
    pub(super) fn args(&mut self, args: &[Arg<'_>]) -> (Value, Value) {
        let (mut positional, mut keywords) = (Vec::new(), Vec::new());
        for arg in args {
            match arg {
                Arg::Positional(e) => positional.push(self.expr(e, Context::Load)),
                Arg::Star(span, e) => positional.push(self.starred(*span, e, Context::Load)),
                Arg::Keyword(span, name, e) => {
                    let (name, value) = (self.name(name.name), self.expr(e, Context::Load));
                    keywords.push(self.node(Node::Keyword, *span, [name, value]));
                }
                Arg::DoubleStar(span, e) => {
                    let value = self.expr(e, Context::Load);
                    keywords.push(self.node(Node::Keyword, *span, [Value::None, value]));
                }
            }
        }
        (self.list(positional), self.list(keywords))
    }

    fn fstring(&mut self, span: Span, parts: &[FStringPart<'_>], template: bool) -> Value {
        let values = parts
            .iter()
            .map(|part| match part {
                FStringPart::Text { span, text, marked } => {
                    self.constant(*span, &Literal::Str(text), *marked)
                }
                FStringPart::Field { span, value, written, conversion, spec } => {
                    let value = self.expr(value, Context::Load);
                    let conversion = match conversion {
                        None => -1,
                        Some(Conversion::Str) => i64::from(b's'),
                        Some(Conversion::Repr) => i64::from(b'r'),
                        Some(Conversion::Ascii) => i64::from(b'a'),
                    };
                    let spec = spec.map_or(Value::None, |spec| self.fstring(spec.span, spec.parts, false));
                    if template {
                        let written = self.vm.heap.str(written).into_value();
                        let fields = [value, written, Value::Int(conversion), spec];
                        return self.node(Node::Interpolation, *span, fields);
                    }
                    self.node(Node::FormattedValue, *span, [value, Value::Int(conversion), spec])
                }
            })
            .collect();
        let values = self.list(values);
        self.node(if template { Node::TemplateStr } else { Node::JoinedStr }, span, [values])
    }

    pub(super) fn binary_op(&mut self, op: BinaryOp) -> Value {
        self.bare(
            match op {
                BinaryOp::Add => Node::Add,
                BinaryOp::Sub => Node::Sub,
                BinaryOp::Mul => Node::Mult,
                BinaryOp::MatMul => Node::MatMult,
                BinaryOp::Div => Node::Div,
                BinaryOp::FloorDiv => Node::FloorDiv,
                BinaryOp::Mod => Node::Mod,
                BinaryOp::Pow => Node::Pow,
                BinaryOp::Shl => Node::LShift,
                BinaryOp::Shr => Node::RShift,
                BinaryOp::BitAnd => Node::BitAnd,
                BinaryOp::BitOr => Node::BitOr,
                BinaryOp::BitXor => Node::BitXor,
            },
            [],
        )
    }
}

fn compare_op(op: CompareOp) -> Node {
    match op {
        CompareOp::Eq => Node::Eq,
        CompareOp::Ne => Node::NotEq,
        CompareOp::Lt => Node::Lt,
        CompareOp::Le => Node::LtE,
        CompareOp::Gt => Node::Gt,
        CompareOp::Ge => Node::GtE,
        CompareOp::Is => Node::Is,
        CompareOp::IsNot => Node::IsNot,
        CompareOp::In => Node::In,
        CompareOp::NotIn => Node::NotIn,
    }
}
