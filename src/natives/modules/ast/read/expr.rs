//! Expressions, arguments and parameters.

use super::super::show::Context;
use super::super::table::{NODES, Node};
use super::Reader;
use crate::object::Value;
use crate::object::bytes::BytesObj;
use crate::object::int::{ComplexObj, as_int};
use crate::object::number::int::Int;
use crate::object::set::SetObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::source::Span;
use crate::syntax::ast::*;
use crate::vm::{Res, Vm};

impl<'a> Reader<'a> {
    pub(super) fn field_expr(
        &mut self,
        vm: &mut Vm,
        v: &Value,
        node: Node,
        i: usize,
        context: Context,
    ) -> Res<Expr<'a>> {
        let value = self.field(vm, v, node, i)?;
        if value.is_none() {
            return Err(self.required(vm, node, i));
        }
        self.expr(vm, &value, context)
    }

    pub(super) fn expr_ref(
        &mut self,
        vm: &mut Vm,
        v: &Value,
        node: Node,
        i: usize,
        context: Context,
    ) -> Res<&'a Expr<'a>> {
        let e = self.field_expr(vm, v, node, i, context)?;
        Ok(self.arena.alloc(e))
    }

    pub(super) fn opt_expr(
        &mut self,
        vm: &mut Vm,
        v: &Value,
        node: Node,
        i: usize,
    ) -> Res<Option<&'a Expr<'a>>> {
        self.opt_expr_for(vm, v, node, i, Context::Load)
    }

    pub(super) fn opt_expr_for(
        &mut self,
        vm: &mut Vm,
        v: &Value,
        node: Node,
        i: usize,
        context: Context,
    ) -> Res<Option<&'a Expr<'a>>> {
        match self.find(vm, v, node, i)? {
            None | Some(Value::None) => Ok(None),
            Some(value) => {
                let e = self.expr(vm, &value, context)?;
                Ok(Some(self.arena.alloc(e)))
            }
        }
    }

    fn expr_list(&mut self, vm: &mut Vm, items: &[Value], context: Context) -> Res<Vec<Expr<'a>>> {
        let mut out = Vec::with_capacity(items.len());
        for item in items {
            if item.is_none() {
                self.refuse("None disallowed in expression list");
                continue;
            }
            out.push(self.expr(vm, item, context)?);
        }
        Ok(out)
    }

    pub(super) fn exprs(&mut self, vm: &mut Vm, items: &[Value], context: Context) -> Res<&'a [Expr<'a>]> {
        let out = self.expr_list(vm, items, context)?;
        Ok(self.slice(&out))
    }

    fn expr_field_list(
        &mut self,
        vm: &mut Vm,
        v: &Value,
        node: Node,
        i: usize,
        context: Context,
    ) -> Res<&'a [Expr<'a>]> {
        let items = self.field_list(vm, v, node, i)?;
        self.exprs(vm, &items, context)
    }

    pub(super) fn expr(&mut self, vm: &mut Vm, v: &Value, context: Context) -> Res<Expr<'a>> {
        let span = self.span(vm, v, "expr")?;
        let node = match self.made.kind_of(vm, v) {
            Some(node) if NODES[node as usize].sum() == Some("expr") => node,
            _ => return self.unexpected(vm, "expr", v),
        };
        let place = format!(" while traversing '{}' node", NODES[node as usize].name);
        let kind = vm.deeper_where(&place, |vm| self.expr_kind(vm, v, node, span, context))?;
        Ok(Expr { span, kind })
    }

    /// The context that a node says it has must be the one where it stands.
    fn check_context(&mut self, vm: &mut Vm, v: &Value, node: Node, i: usize, context: Context) -> Res<()> {
        let own = self.field(vm, v, node, i)?;
        let own = match self.operator(vm, &own, "expr_context")? {
            Node::Store => Context::Store,
            Node::Del => Context::Del,
            _ => Context::Load,
        };
        if own != context {
            let (wanted, own) = (name_of(context), name_of(own));
            self.refuse(format!("expression must have {wanted} context but has {own} instead"));
        }
        Ok(())
    }

    fn expr_kind(
        &mut self,
        vm: &mut Vm,
        v: &Value,
        node: Node,
        span: Span,
        context: Context,
    ) -> Res<ExprKind<'a>> {
        use Context::Load;
        let assignable = matches!(
            node,
            Node::Attribute | Node::Subscript | Node::Starred | Node::Name | Node::List | Node::Tuple
        );
        if context != Load && !assignable {
            let context = name_of(context);
            self.refuse(format!("expression which can't be assigned to in {context} context"));
        }
        Ok(match node {
            Node::BoolOp => {
                let op = self.field(vm, v, node, 0)?;
                let op = self.operator(vm, &op, "boolop")?;
                let values = self.expr_field_list(vm, v, node, 1, Load)?;
                if values.len() < 2 {
                    self.refuse("BoolOp with less than 2 values");
                }
                if op == Node::And { ExprKind::And(values) } else { ExprKind::Or(values) }
            }
            Node::NamedExpr => {
                let target = self.target_name(vm, v, node, "NamedExpr target must be a Name")?;
                ExprKind::Named { target, value: self.expr_ref(vm, v, node, 1, Load)? }
            }
            Node::BinOp => {
                let left = self.expr_ref(vm, v, node, 0, Load)?;
                let op = self.binary_op(vm, v, node, 1)?;
                let right = self.expr_ref(vm, v, node, 2, Load)?;
                let op_span = Span::new(left.span.end, right.span.start.max(left.span.end));
                ExprKind::Binary { op, op_span, left, right }
            }
            Node::UnaryOp => {
                let op = self.field(vm, v, node, 0)?;
                let op = match self.operator(vm, &op, "unaryop")? {
                    Node::Not => UnaryOp::Not,
                    Node::Invert => UnaryOp::Invert,
                    Node::UAdd => UnaryOp::Pos,
                    _ => UnaryOp::Neg,
                };
                ExprKind::Unary { op, operand: self.expr_ref(vm, v, node, 1, Load)? }
            }
            Node::Lambda => {
                let params = self.params(vm, v, node, 0)?;
                ExprKind::Lambda { params, body: self.expr_ref(vm, v, node, 1, Load)? }
            }
            Node::IfExp => ExprKind::Conditional {
                test: self.expr_ref(vm, v, node, 0, Load)?,
                then: self.expr_ref(vm, v, node, 1, Load)?,
                other: self.expr_ref(vm, v, node, 2, Load)?,
            },
            Node::Dict => self.dict(vm, v)?,
            Node::Set => {
                let items = self.expr_field_list(vm, v, node, 0, Load)?;
                ExprKind::Set(items)
            }
            Node::ListComp | Node::SetComp | Node::GeneratorExp => {
                // What is wrong with the clauses is told first.
                let clauses = self.clauses(vm, v, node, 1)?;
                let element = self.expr_ref(vm, v, node, 0, Load)?;
                match node {
                    Node::ListComp => ExprKind::ListComp { element, clauses },
                    Node::SetComp => ExprKind::SetComp { element, clauses },
                    _ => ExprKind::Generator { element, clauses },
                }
            }
            Node::DictComp => {
                let clauses = self.clauses(vm, v, node, 2)?;
                let (key, value) =
                    (self.expr_ref(vm, v, node, 0, Load)?, self.expr_ref(vm, v, node, 1, Load)?);
                ExprKind::DictComp { key, value, clauses }
            }
            Node::Await => ExprKind::Await(self.expr_ref(vm, v, node, 0, Load)?),
            Node::Yield => ExprKind::Yield(self.opt_expr(vm, v, node, 0)?),
            Node::YieldFrom => ExprKind::YieldFrom(self.expr_ref(vm, v, node, 0, Load)?),
            Node::Compare => self.compare(vm, v)?,
            Node::Call => {
                let func = self.expr_ref(vm, v, node, 0, Load)?;
                ExprKind::Call { func, args: self.args(vm, v, node, 1)? }
            }
            Node::FormattedValue => {
                let part = self.formatted(vm, v, node, span)?;
                ExprKind::FString(self.slice(&[part]))
            }
            Node::JoinedStr => self.joined(vm, v, span)?,
            Node::Interpolation => {
                let part = self.formatted(vm, v, node, span)?;
                ExprKind::TString(self.slice(&[part]))
            }
            Node::TemplateStr => ExprKind::TString(self.template(vm, v)?),
            Node::Constant => {
                let value = self.field(vm, v, node, 0)?;
                self.check_text(vm, v, node, 1)?;
                self.constant(vm, &value, span)?
            }
            Node::Attribute => {
                let value = self.expr_ref(vm, v, node, 0, Load)?;
                let attr = self.field_ident(vm, v, node, 1, span)?;
                self.check_context(vm, v, node, 2, context)?;
                let start = span.end.saturating_sub(attr.name.len() as u32).max(span.start);
                ExprKind::Attribute { value, attr: Ident { span: Span::new(start, span.end), ..attr } }
            }
            Node::Subscript => {
                let value = self.expr_ref(vm, v, node, 0, Load)?;
                let index = self.expr_ref(vm, v, node, 1, Load)?;
                self.check_context(vm, v, node, 2, context)?;
                ExprKind::Subscript { value, index }
            }
            Node::Starred => {
                let value = self.expr_ref(vm, v, node, 0, context)?;
                self.check_context(vm, v, node, 1, context)?;
                ExprKind::Starred(value)
            }
            Node::Name => {
                let name = self.field(vm, v, node, 0)?;
                if name.is_none() {
                    return Err(self.required(vm, node, 0));
                }
                let name = self.ident(vm, &name, span)?;
                self.check_context(vm, v, node, 1, context)?;
                ExprKind::Name(name.name)
            }
            Node::List | Node::Tuple => {
                let items = self.expr_field_list(vm, v, node, 0, context)?;
                self.check_context(vm, v, node, 1, context)?;
                if node == Node::List { ExprKind::List(items) } else { ExprKind::Tuple(items) }
            }
            Node::Slice => ExprKind::Slice {
                lower: self.opt_expr(vm, v, node, 0)?,
                upper: self.opt_expr(vm, v, node, 1)?,
                step: self.opt_expr(vm, v, node, 2)?,
            },
            other => {
                let name = NODES[other as usize].name;
                return Err(vm.not_implemented_error(format!("compile(): {name} nodes")));
            }
        })
    }

    fn dict(&mut self, vm: &mut Vm, v: &Value) -> Res<ExprKind<'a>> {
        let keys = self.field_list(vm, v, Node::Dict, 0)?;
        let values = self.field_list(vm, v, Node::Dict, 1)?;
        if keys.len() != values.len() {
            self.refuse("Dict doesn't have the same number of keys as values");
        }
        let values = self.expr_list(vm, &values, Context::Load)?;
        let mut items = Vec::with_capacity(keys.len());
        for (key, value) in keys.iter().zip(values) {
            items.push(match key {
                Value::None => DictItem::Spread(value),
                key => DictItem::Pair(self.expr(vm, key, Context::Load)?, value),
            });
        }
        Ok(ExprKind::Dict(self.slice(&items)))
    }

    fn compare(&mut self, vm: &mut Vm, v: &Value) -> Res<ExprKind<'a>> {
        let first = self.expr_ref(vm, v, Node::Compare, 0, Context::Load)?;
        let ops = self.field_list(vm, v, Node::Compare, 1)?;
        let mut operators = Vec::with_capacity(ops.len());
        for op in &ops {
            operators.push(match self.operator(vm, op, "cmpop")? {
                Node::NotEq => CompareOp::Ne,
                Node::Lt => CompareOp::Lt,
                Node::LtE => CompareOp::Le,
                Node::Gt => CompareOp::Gt,
                Node::GtE => CompareOp::Ge,
                Node::Is => CompareOp::Is,
                Node::IsNot => CompareOp::IsNot,
                Node::In => CompareOp::In,
                Node::NotIn => CompareOp::NotIn,
                _ => CompareOp::Eq,
            });
        }
        let operands = self.field_list(vm, v, Node::Compare, 2)?;
        if operands.is_empty() {
            self.refuse("Compare with no comparators");
        } else if operands.len() != ops.len() {
            self.refuse("Compare has a different number of comparators and operands");
        }
        let operands = self.expr_list(vm, &operands, Context::Load)?;
        let rest: Vec<_> = operators.into_iter().zip(operands).collect();
        Ok(ExprKind::Compare { first, rest: self.slice(&rest) })
    }

    fn clauses(&mut self, vm: &mut Vm, v: &Value, node: Node, i: usize) -> Res<&'a [Comprehension<'a>]> {
        let items = self.field_list(vm, v, node, i)?;
        if items.is_empty() {
            self.refuse("comprehension with no generators");
        }
        let mut out = Vec::with_capacity(items.len());
        for item in &items {
            let node = Node::Comprehension;
            let target = self.field_expr(vm, item, node, 0, Context::Store)?;
            let iter = self.field_expr(vm, item, node, 1, Context::Load)?;
            let conditions = self.expr_field_list(vm, item, node, 2, Context::Load)?;
            let is_async = self.field_int(vm, item, node, 3)? != 0;
            out.push(Comprehension { is_async, target, iter, conditions });
        }
        Ok(self.slice(&out))
    }

    /// Positional arguments in field `i`, keywords in the next.
    pub(super) fn args(&mut self, vm: &mut Vm, v: &Value, node: Node, i: usize) -> Res<&'a [Arg<'a>]> {
        let positional = self.field_list(vm, v, node, i)?;
        let positional = self.expr_list(vm, &positional, Context::Load)?;
        let mut out: Vec<Arg<'a>> = positional
            .into_iter()
            .map(|e| match e.kind {
                ExprKind::Starred(value) => Arg::Star(e.span, *value),
                _ => Arg::Positional(e),
            })
            .collect();
        for keyword in self.field_list(vm, v, node, i + 1)? {
            let name = self.opt_ident(vm, &keyword, Node::Keyword, 0, Span::default())?;
            let value = self.field_expr(vm, &keyword, Node::Keyword, 1, Context::Load)?;
            let span = self.span(vm, &keyword, "keyword")?;
            out.push(match name {
                Some(name) => Arg::Keyword(span, Ident { span, ..name }, value),
                None => Arg::DoubleStar(span, value),
            });
        }
        Ok(self.slice(&out))
    }

    /// A `FormattedValue`, or an `Interpolation`, which has the text of its value besides.
    fn formatted(&mut self, vm: &mut Vm, v: &Value, node: Node, span: Span) -> Res<FStringPart<'a>> {
        let value = self.expr_ref(vm, v, node, 0, Context::Load)?;
        let mut next = 1;
        let mut written = "";
        if node == Node::Interpolation {
            let text = self.field(vm, v, node, 1)?;
            match text.cast::<StrObj>().map(StrObj::to_text) {
                Some(text) => written = self.arena.alloc_str(&text),
                None => self.refuse_type("an Interpolation's str is no text"),
            }
            next = 2;
        }
        let conversion = match self.field_int(vm, v, node, next)? {
            115 => Some(Conversion::Str),
            114 => Some(Conversion::Repr),
            97 => Some(Conversion::Ascii),
            -1 => None,
            other => {
                let class = vm.types().system_error.clone();
                return Err(vm.error(&class, &format!("Unrecognized conversion character {other}")));
            }
        };
        let spec = self.opt_expr(vm, v, node, next + 1)?.map(|e| FormatSpec {
            span: e.span,
            parts: match e.kind {
                ExprKind::FString(parts) => parts,
                _ => self.slice(&[FStringPart::Field {
                    span: e.span,
                    value: e,
                    written: "",
                    conversion: None,
                    spec: None,
                }]),
            },
        });
        Ok(FStringPart::Field { span, value, written, conversion, spec })
    }

    /// A `JoinedStr`. Beside texts and fields it may have any expressions, as generators of code make them: one alone is its own value, several are joined.
    fn joined(&mut self, vm: &mut Vm, v: &Value, span: Span) -> Res<ExprKind<'a>> {
        let values = self.expr_field_list(vm, v, Node::JoinedStr, 0, Context::Load)?;
        let mut parts = Vec::with_capacity(values.len());
        for e in values {
            match e.kind {
                ExprKind::Literal(Literal::Str(text)) => {
                    parts.push(FStringPart::Text { span: e.span, text, marked: false });
                }
                ExprKind::FString(inner) => parts.extend_from_slice(inner),
                kind if values.len() == 1 => return Ok(kind),
                _ => return Ok(self.join_of(values, span)),
            }
        }
        Ok(ExprKind::FString(self.slice(&parts)))
    }

    /// `"".join([..])`: asks each value at run time whether it is a text, which the instruction for f-strings takes for granted.
    fn join_of(&mut self, values: &'a [Expr<'a>], span: Span) -> ExprKind<'a> {
        let empty = self.arena.alloc(Expr { span, kind: ExprKind::Literal(Literal::Str(b"")) });
        let attr = Ident { name: self.arena.alloc_str("join"), span };
        let func = self.arena.alloc(Expr { span, kind: ExprKind::Attribute { value: empty, attr } });
        let list = Expr { span, kind: ExprKind::List(values) };
        ExprKind::Call { func, args: self.slice(&[Arg::Positional(list)]) }
    }

    fn template(&mut self, vm: &mut Vm, v: &Value) -> Res<&'a [FStringPart<'a>]> {
        let values = self.expr_field_list(vm, v, Node::TemplateStr, 0, Context::Load)?;
        let mut parts = Vec::with_capacity(values.len());
        for e in values {
            match e.kind {
                ExprKind::Literal(Literal::Str(text)) => {
                    parts.push(FStringPart::Text { span: e.span, text, marked: false });
                }
                ExprKind::TString(inner) => parts.extend_from_slice(inner),
                _ => self.refuse_type("a TemplateStr has texts and Interpolations only"),
            }
        }
        Ok(self.slice(&parts))
    }

    /// A constant as the literal, or the constant expression, that makes it.
    pub(super) fn constant(&mut self, vm: &mut Vm, v: &Value, span: Span) -> Res<ExprKind<'a>> {
        let literal = |l| Ok(ExprKind::Literal(l));
        match v {
            Value::None => return literal(Literal::None),
            Value::True => return literal(Literal::True),
            Value::False => return literal(Literal::False),
            Value::Float(x) => return literal(Literal::Float(x.get())),
            v if v.is(&vm.types().ellipsis_value) => return literal(Literal::Ellipsis),
            _ => {}
        }
        let exact = v.as_obj().is_none_or(|o| o.header().is_exact());
        if let Some(i) = as_int(v).filter(|_| exact) {
            return Ok(match i.to_int() {
                Int::Small(i) => ExprKind::Literal(Literal::Int(i)),
                Int::Big(big) => {
                    let digits = self.arena.alloc_str(&big.magnitude().to_str_radix(16));
                    let literal = ExprKind::Literal(Literal::BigInt { digits, radix: 16 });
                    match big.sign() {
                        num_bigint::Sign::Minus => self.unary(UnaryOp::Neg, literal, span),
                        _ => literal,
                    }
                }
            });
        }
        if exact {
            if let Some(s) = v.cast::<StrObj>() {
                return literal(Literal::Str(self.arena.alloc_slice_copy(s.bytes())));
            }
            if let Some(b) = v.cast::<BytesObj>() {
                return literal(Literal::Bytes(self.arena.alloc_slice_copy(b.bytes())));
            }
            if let Some(z) = v.cast::<ComplexObj>() {
                let z = z.get();
                let imaginary = ExprKind::Literal(Literal::Imaginary(z.im));
                if z.re == 0.0 && z.re.is_sign_positive() {
                    return Ok(imaginary);
                }
                let left = self.arena.alloc(Expr { span, kind: ExprKind::Literal(Literal::Float(z.re)) });
                let right = self.arena.alloc(Expr { span, kind: imaginary });
                return Ok(ExprKind::Binary { op: BinaryOp::Add, op_span: span, left, right });
            }
            if let Some(items) = v.cast::<TupleObj>() {
                return Ok(ExprKind::Tuple(self.constants(vm, items.items(), span)?));
            }
            if let Some(set) = v.cast::<SetObj>().filter(|_| vm.class_of(v).is(&vm.types().frozenset)) {
                let items = vm.granted(set.to_vec())?;
                return literal(Literal::FrozenSet(self.constants(vm, &items, span)?));
            }
        }
        let what = vm.class_name(v);
        self.refuse_type(format!("got an invalid type in Constant: {what}"));
        literal(Literal::None)
    }

    /// The items of a tuple or frozenset.
    fn constants(&mut self, vm: &mut Vm, items: &[Value], span: Span) -> Res<&'a [Expr<'a>]> {
        let mut out = Vec::with_capacity(items.len());
        for item in items {
            let kind = vm.deeper(|vm| self.constant(vm, item, span))?;
            out.push(Expr { span, kind });
        }
        Ok(self.slice(&out))
    }

    fn unary(&self, op: UnaryOp, kind: ExprKind<'a>, span: Span) -> ExprKind<'a> {
        ExprKind::Unary { op, operand: self.arena.alloc(Expr { span, kind }) }
    }

    pub(super) fn binary_op(&mut self, vm: &mut Vm, v: &Value, node: Node, i: usize) -> Res<BinaryOp> {
        let op = self.field(vm, v, node, i)?;
        Ok(match self.operator(vm, &op, "operator")? {
            Node::Sub => BinaryOp::Sub,
            Node::Mult => BinaryOp::Mul,
            Node::MatMult => BinaryOp::MatMul,
            Node::Div => BinaryOp::Div,
            Node::FloorDiv => BinaryOp::FloorDiv,
            Node::Mod => BinaryOp::Mod,
            Node::Pow => BinaryOp::Pow,
            Node::LShift => BinaryOp::Shl,
            Node::RShift => BinaryOp::Shr,
            Node::BitAnd => BinaryOp::BitAnd,
            Node::BitOr => BinaryOp::BitOr,
            Node::BitXor => BinaryOp::BitXor,
            _ => BinaryOp::Add,
        })
    }

    // --- parameters ---

    pub(super) fn params(&mut self, vm: &mut Vm, v: &Value, node: Node, i: usize) -> Res<&'a Params<'a>> {
        let value = self.field(vm, v, node, i)?;
        let of = Node::Arguments;
        let mut positional_only = self.param_list(vm, &value, 0)?;
        let mut positional = self.param_list(vm, &value, 1)?;
        let var_args = self.opt_param(vm, &value, 2)?;
        let mut keyword_only = self.param_list(vm, &value, 3)?;
        let kw_defaults = self.field_list(vm, &value, of, 4)?;
        let var_kwargs = self.opt_param(vm, &value, 5)?;
        let defaults = self.field_list(vm, &value, of, 6)?;
        let defaults = self.expr_list(vm, &defaults, Context::Load)?;
        let n = positional_only.len() + positional.len();
        if defaults.len() > n {
            self.refuse("more positional defaults than args on arguments");
        }
        if kw_defaults.len() != keyword_only.len() {
            self.refuse("length of kwonlyargs is not the same as kw_defaults on arguments");
        }
        let all = positional_only.iter_mut().chain(&mut positional);
        for (param, default) in all.skip(n.saturating_sub(defaults.len())).zip(&defaults) {
            param.default = Some(self.arena.alloc(*default));
        }
        for (param, default) in keyword_only.iter_mut().zip(&kw_defaults) {
            if !default.is_none() {
                let default = self.expr(vm, default, Context::Load)?;
                param.default = Some(self.arena.alloc(default));
            }
        }
        Ok(self.arena.alloc(Params {
            positional_only: self.slice(&positional_only),
            positional: self.slice(&positional),
            var_args: self.opt(var_args),
            keyword_only: self.slice(&keyword_only),
            var_kwargs: self.opt(var_kwargs),
        }))
    }

    fn param_list(&mut self, vm: &mut Vm, v: &Value, i: usize) -> Res<Vec<Param<'a>>> {
        let items = self.field_list(vm, v, Node::Arguments, i)?;
        items.iter().map(|item| self.param(vm, item)).collect()
    }

    fn opt_param(&mut self, vm: &mut Vm, v: &Value, i: usize) -> Res<Option<Param<'a>>> {
        match self.find(vm, v, Node::Arguments, i)? {
            None | Some(Value::None) => Ok(None),
            Some(value) => self.param(vm, &value).map(Some),
        }
    }

    fn param(&mut self, vm: &mut Vm, v: &Value) -> Res<Param<'a>> {
        let name = self.field_ident(vm, v, Node::Arg, 0, Span::default())?;
        let annotation = self.opt_expr(vm, v, Node::Arg, 1)?;
        self.check_text(vm, v, Node::Arg, 2)?;
        let span = self.span(vm, v, "arg")?;
        Ok(Param { name: Ident { span, ..name }, annotation, default: None })
    }
}

fn name_of(context: Context) -> &'static str {
    match context {
        Context::Load => "Load",
        Context::Store => "Store",
        Context::Del => "Del",
    }
}
