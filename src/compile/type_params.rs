//! Type parameters (PEP 695, 696): a function of its own makes them, and the function, class or alias that uses them.

use super::Compiler;
use super::error::Res;
use super::functions::make;
use super::scope::{Part, ScopeId};
use super::unit::Reg;
use crate::bytecode::*;
use crate::source::Span;
use crate::syntax::ast::*;

/// Numbers in `UNARY_INTRINSICS` and `BINARY_INTRINSICS`.
mod intrinsic {
    pub const TYPE_VAR: u8 = 1;
    pub const PARAM_SPEC: u8 = 2;
    pub const TYPE_VAR_TUPLE: u8 = 3;
    pub const SUBSCRIPT_GENERIC: u8 = 4;
    pub const TYPE_ALIAS: u8 = 5;
    pub const WITH_BOUND: u8 = 0;
    pub const WITH_CONSTRAINTS: u8 = 1;
    pub const SET_TYPE_PARAMS: u8 = 2;
    pub const SET_DEFAULT: u8 = 3;
}

impl<'a> Compiler<'a, '_> {
    /// Pushes the tuple of the type parameters, each stored under its name too.
    fn push_type_params(&mut self, params: &'a [TypeParam<'a>]) -> Res<Reg> {
        let base = self.u.top;
        for p in params {
            self.type_param(p)?;
        }
        let n = Num(params.len() as u16);
        self.u.emit(Instr::BuildTuple { dst: Dst(base), base: Base(base), n });
        self.u.top = base;
        Ok(self.u.push())
    }

    fn type_param(&mut self, p: &'a TypeParam<'a>) -> Res {
        let saved = std::mem::replace(&mut self.u.span, p.span);
        let r = self.u.push();
        self.u.load_const(r, Const::Str(p.name.name.as_bytes().into()));
        let (dst, a) = (Dst(r), Src(r));
        match (p.kind, p.bound) {
            (TypeParamKind::TypeVar, Some(bound)) => {
                let thunk = self.type_thunk(p, Part::Bound, bound)?;
                let constraints = matches!(bound.kind, ExprKind::Tuple(_));
                let op = if constraints { intrinsic::WITH_CONSTRAINTS } else { intrinsic::WITH_BOUND };
                self.u.emit(Instr::Intrinsic2 { op, dst, a, b: Src(thunk) });
            }
            (TypeParamKind::TypeVar, None) => {
                self.u.emit(Instr::Intrinsic { op: intrinsic::TYPE_VAR, dst, a })
            }
            (TypeParamKind::ParamSpec, _) => {
                self.u.emit(Instr::Intrinsic { op: intrinsic::PARAM_SPEC, dst, a })
            }
            (TypeParamKind::TypeVarTuple, _) => {
                self.u.emit(Instr::Intrinsic { op: intrinsic::TYPE_VAR_TUPLE, dst, a });
            }
        }
        if let Some(default) = p.default {
            let thunk = self.type_thunk(p, Part::Default, default)?;
            self.u.emit(Instr::Intrinsic2 { op: intrinsic::SET_DEFAULT, dst, a, b: Src(thunk) });
        }
        self.store_copy(p.name.name, r);
        self.u.span = saved;
        Ok(())
    }

    /// A function that evaluates a bound or default when it is asked for; it stands above the top.
    fn type_thunk(&mut self, p: &'a TypeParam<'a>, part: Part, e: &'a Expr<'a>) -> Res<Reg> {
        let scope = self.table.of(p, part);
        let code = self.thunk(scope, p.name.name, e.span, |c| {
            c.refuse_other_formats();
            let r = c.u.top;
            match e.kind {
                ExprKind::Starred(inner) => c.unpack_one(inner, r)?,
                _ => c.expr_into(e, r)?,
            }
            c.u.emit_at(e.span, Instr::Return { src: Src(r) });
            Ok(())
        })?;
        let r = self.u.top;
        self.evaluator(scope, code, r);
        Ok(r)
    }

    /// The function object of what `type_thunk` compiles: its format is the values unless one is given.
    fn evaluator(&mut self, scope: ScopeId, code: Const, dst: Reg) {
        let base = self.u.push();
        self.u.load_const(base, Const::Tuple([Const::Int(1)].into()));
        self.make_function(scope, base, make::DEFAULTS, code, dst);
    }

    pub(super) fn generic_function(&mut self, f: &'a Function<'a>, span: Span, first: Span, dst: Reg) -> Res {
        let scope = self.table.of(f, Part::TypeParams);
        let p = f.params;
        let has_defaults = p.positional_only.iter().chain(p.positional).any(|p| p.default.is_some());
        let has_kw_defaults = p.keyword_only.iter().any(|p| p.default.is_some());
        let name = self.table.get(scope).name;
        let code = self.thunk(scope, name, first, |c| {
            c.u.parameters.1 = u16::from(has_defaults) + u16::from(has_kw_defaults);
            let params = c.push_type_params(f.type_params)?;
            let base = c.u.top;
            let mut flags = 0;
            if has_defaults {
                let r = c.u.push();
                c.load_param(r, ".defaults");
                flags |= make::DEFAULTS;
            }
            if has_kw_defaults {
                let r = c.u.push();
                c.load_param(r, ".kwdefaults");
                flags |= make::KW_DEFAULTS;
            }
            flags |= c.push_annotate(f, span)?;
            c.function_object(f, span, first, base, flags, base)?;
            let op = intrinsic::SET_TYPE_PARAMS;
            c.u.emit(Instr::Intrinsic2 { op, dst: Dst(params), a: Src(base), b: Src(params) });
            c.u.emit(Instr::Return { src: Src(params) });
            Ok(())
        })?;
        let func = self.u.top;
        self.make_function(scope, func, 0, code, func);
        self.u.push();
        self.push_defaults(f.params)?;
        let argc = (self.u.top - func - 1) as u8;
        self.u.emit(Instr::call(argc, Dst(dst), Base(func), false));
        self.u.top = func;
        Ok(())
    }

    pub(super) fn generic_class(&mut self, class: &'a Class<'a>, first: Span, dst: Reg) -> Res {
        let scope = self.table.of(class, Part::TypeParams);
        let name = self.table.get(scope).name;
        let code = self.thunk(scope, name, first, |c| {
            let params = c.push_type_params(class.type_params)?;
            c.store_name(".type_params", params);
            c.u.top = params;
            let r = c.u.top;
            c.load_name(r, ".type_params");
            c.u.touch(r);
            c.u.emit(Instr::Intrinsic { op: intrinsic::SUBSCRIPT_GENERIC, dst: Dst(r), a: Src(r) });
            c.u.push();
            c.store_name(".generic_base", r);
            c.u.top = r;
            let base = c.place(".generic_base");
            c.build_class(class, first, Some(base), r)?;
            c.u.emit(Instr::Return { src: Src(r) });
            Ok(())
        })?;
        let func = self.u.top;
        self.make_function(scope, func, 0, code, func);
        self.u.emit(Instr::call(0, Dst(dst), Base(func), false));
        Ok(())
    }

    pub(super) fn type_alias(
        &mut self,
        s: &'a Stmt<'a>,
        name: Ident<'a>,
        params: &'a [TypeParam<'a>],
        value: &'a Expr<'a>,
    ) -> Res {
        let r = self.u.top;
        if params.is_empty() {
            self.alias_object(s, name, None, value)?;
        } else {
            let scope = self.table.of(s, Part::TypeParams);
            let generic = self.table.get(scope).name;
            let code = self.thunk(scope, generic, s.span, |c| {
                let base = c.u.top;
                c.alias_object(s, name, Some(params), value)?;
                c.u.emit(Instr::Return { src: Src(base) });
                Ok(())
            })?;
            self.make_function(scope, r, 0, code, r);
            self.u.emit(Instr::call(0, Dst(r), Base(r), false));
        }
        self.u.top = r;
        self.u.push();
        self.store_name(name.name, r);
        self.u.top = r;
        Ok(())
    }

    /// The alias from (name, type parameters or None, function for the value), at the top.
    fn alias_object(
        &mut self,
        s: &'a Stmt<'a>,
        name: Ident<'a>,
        params: Option<&'a [TypeParam<'a>]>,
        value: &'a Expr<'a>,
    ) -> Res {
        let base = self.u.push();
        self.u.load_const(base, Const::Str(name.name.as_bytes().into()));
        match params {
            Some(params) => {
                self.push_type_params(params)?;
            }
            None => {
                let r = self.u.push();
                self.u.load_const(r, Const::None);
            }
        }
        let scope = self.table.of(s, Part::Body);
        let code = self.thunk(scope, name.name, value.span, |c| {
            c.refuse_other_formats();
            let r = c.operand(value, true)?;
            c.u.emit_at(value.span, Instr::Return { src: Src(r) });
            Ok(())
        })?;
        let r = self.u.top;
        self.evaluator(scope, code, r);
        self.u.emit(Instr::BuildTuple { dst: Dst(base), base: Base(base), n: Num(3) });
        self.u.emit(Instr::Intrinsic { op: intrinsic::TYPE_ALIAS, dst: Dst(base), a: Src(base) });
        self.u.top = base;
        Ok(())
    }
}
