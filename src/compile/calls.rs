//! Calls: methods without bound objects, keywords, stars, and `await` of a call in one instruction.

use super::Compiler;
use super::displays::{CHUNK, Element};
use super::error::{Res, syntax};
use super::names::Place;
use super::scope::ScopeId;
use super::unit::Reg;
use crate::bytecode::*;
use crate::source::Span;
use crate::syntax::ast::*;

/// Only positional arguments, few of them.
pub(super) fn is_plain(args: &[Arg<'_>]) -> bool {
    args.len() <= CHUNK && args.iter().all(|a| matches!(a, Arg::Positional(_)))
}

/// Positional arguments and keywords without stars, few of them.
fn is_simple(args: &[Arg<'_>]) -> bool {
    args.len() <= CHUNK && args.iter().all(|a| matches!(a, Arg::Positional(_) | Arg::Keyword(..)))
}

impl<'a> Compiler<'a, '_> {
    /// `awaited`: the place of the `await` around the call.
    pub(super) fn call(
        &mut self,
        e: &'a Expr<'a>,
        func: &'a Expr<'a>,
        args: &'a [Arg<'a>],
        dst: Reg,
        awaited: Option<Span>,
    ) -> Res {
        if awaited.is_none() {
            self.check_caller(func);
        }
        check_keywords(args)?;
        let parens = self.bracket_span(e.span.end, func.span.end, b'(');
        let base = self.u.top;
        if is_simple(args) {
            if let ExprKind::Attribute { value, attr } = func.kind {
                return self.method_call(e, func, value, attr, args, dst, awaited, parens);
            }
            self.push_expr(func)?;
            // CPython makes a loop of these, whose errors stand at the name.
            let loops = matches!(func.kind, ExprKind::Name(n) if matches!(n, "all" | "any" | "tuple"))
                && matches!(args, [Arg::Positional(a)] if matches!(a.kind, ExprKind::Generator { .. }));
            let (span, parens) = if loops { (func.span, func.span) } else { (e.span, parens) };
            self.call_simple(span, base, false, args, dst, awaited, parens)
        } else {
            self.push_expr(func)?;
            let kwargs = self.spread_args(base, args)?;
            let instr = Instr::CallSpread { kwargs, dst: Dst(dst), func: Base(base) };
            self.at(e.span, |c| c.u.emit_anchored(parens, instr));
            Ok(())
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn method_call(
        &mut self,
        e: &'a Expr<'a>,
        func: &'a Expr<'a>,
        value: &'a Expr<'a>,
        attr: Ident<'a>,
        args: &'a [Arg<'a>],
        dst: Reg,
        awaited: Option<Span>,
        parens: Span,
    ) -> Res {
        let base = self.u.top;
        let obj = self.attribute_owner(value)?;
        self.u.top = base;
        self.u.push_many(2);
        let span = self.attribute_span(func, value, attr);
        let cache = self.u.cache(self.mangled(attr.name));
        self.u.emit_at(span, Instr::LoadMethod { base: Base(base), obj: Src(obj), cache });
        let call_span = if span == func.span { e.span } else { Span::new(attr.span.start, e.span.end) };
        self.call_simple(call_span, base, true, args, dst, awaited, parens)
    }

    /// What stands before a dot. For `super()` the class and the first parameter are read here, as any names are, as in CPython: not where the module's own code names `super`.
    pub(super) fn attribute_owner(&mut self, value: &'a Expr<'a>) -> Res<Reg> {
        if let ExprKind::Call { func, args: [] } = value.kind
            && matches!(func.kind, ExprKind::Name("super"))
            && self.u.parameters.1 > 0
            && !self.u.cells.contains(&0)
            && self.table.symbol(ScopeId(0), "super").is_none()
            && self.place("super") == Place::Global
            && self.place("__class__") != Place::Global
        {
            let base = self.push_expr(func)?;
            let (class, first) = (self.u.push(), self.u.push());
            self.at(value.span, |c| {
                c.load_name(class, "__class__");
                c.load_place(first, "", Place::Local(0));
                c.u.top = base + 1;
                c.u.emit(Instr::BuildSuper { dst: Dst(base), base: Base(base) });
            });
            return Ok(base);
        }
        self.operand(value, true)
    }

    /// The arguments, then the call. The callee stands at `base`, with the object behind it if `method`.
    #[allow(clippy::too_many_arguments)]
    fn call_simple(
        &mut self,
        span: Span,
        base: Reg,
        method: bool,
        args: &'a [Arg<'a>],
        dst: Reg,
        awaited: Option<Span>,
        parens: Span,
    ) -> Res {
        let mut names = Vec::new();
        for arg in args {
            if let Arg::Positional(value) = arg {
                self.push_expr(value)?;
            }
        }
        for arg in args {
            if let Arg::Keyword(_, name, value) = arg {
                self.push_expr(value)?;
                names.push(Const::Str(name.name.as_bytes().into()));
            }
        }
        let (argc, dst, func) = (args.len() as u8, Dst(dst), Base(base));
        if let Some(whole) = awaited {
            // Two places: the await itself, and the call for errors of calling.
            if self.u.reachable {
                let instr = self.u.here();
                self.u.anchors.push(Anchor { instr, span });
            }
            let instr = match method {
                true => Instr::AwaitCallMethod { argc, dst, func },
                false => Instr::AwaitCall { argc, dst, func },
            };
            self.at(whole, |c| c.u.emit_anchored(parens, instr));
            return Ok(());
        }
        let instr = if names.is_empty() {
            Instr::call(argc, dst, func, method)
        } else {
            let names = self.u.const_id(Const::Tuple(names.into()));
            match method {
                true => Instr::CallMethodKw { argc, dst, func, names },
                false => Instr::CallKw { argc, dst, func, names },
            }
        };
        self.at(span, |c| c.u.emit_anchored(parens, instr));
        Ok(())
    }

    /// Pushes the argument list, and the keyword dict if there are keywords (then 1). The callee stands in `func`.
    fn spread_args(&mut self, func: Reg, args: &'a [Arg<'a>]) -> Res<u8> {
        let mut items = Vec::new();
        for arg in args {
            match arg {
                Arg::Positional(e) => items.push(Element::Plain(e)),
                Arg::Star(_, e) => items.push(Element::Star(e)),
                _ => {}
            }
        }
        match &items[..] {
            // A lone `*x` is handed over as it is; the call makes the tuple.
            [Element::Star(e)] => self.push_expr(e)?,
            _ => self.push_list(&items)?,
        };
        self.keyword_dict(func, args)
    }

    /// Pushes the dict of the keyword arguments: 1, or 0 if there are none.
    fn keyword_dict(&mut self, func: Reg, args: &'a [Arg<'a>]) -> Res<u8> {
        if !args.iter().any(|a| matches!(a, Arg::Keyword(..) | Arg::DoubleStar(..))) {
            return Ok(0);
        }
        let dict = self.u.push();
        self.u.emit(Instr::BuildDict { dst: Dst(dict), base: Base(dict), n: Num(0) });
        // Keywords up to the next `**` come in one dict, which is merged as a whole: duplicates are errors.
        let mut merged = false;
        for arg in args {
            match arg {
                Arg::Keyword(_, name, value) if !merged => {
                    let key = self.u.push();
                    self.u.load_const(key, Const::Str(name.name.as_bytes().into()));
                    let value = self.operand(value, true)?;
                    self.u.emit(Instr::DictAdd { dict: Keep(dict), key: Src(key), value: Src(value) });
                }
                Arg::Keyword(_, name, value) => {
                    let part = self.u.top;
                    let key = self.u.push();
                    self.u.load_const(key, Const::Str(name.name.as_bytes().into()));
                    self.push_expr(value)?;
                    self.u.emit(Instr::BuildDict { dst: Dst(part), base: Base(part), n: Num(1) });
                    self.u.emit(Instr::DictMerge { dict: Keep(dict), src: Src(part), func: Keep(func) });
                }
                Arg::DoubleStar(_, mapping) => {
                    merged = true;
                    let src = self.operand(mapping, true)?;
                    self.u.emit(Instr::DictMerge { dict: Keep(dict), src: Src(src), func: Keep(func) });
                }
                _ => {}
            }
            self.u.top = dict + 1;
        }
        Ok(1)
    }

    /// Pushes the arguments of a class statement behind the callee at `func`, whose first two arguments stand there already; `extra` comes last among
    /// the positional ones. Then calls.
    pub(super) fn call_class(
        &mut self,
        func: Reg,
        args: &'a [Arg<'a>],
        extra: Option<(&'a str, super::names::Place)>,
        dst: Reg,
    ) -> Res {
        check_keywords(args)?;
        if is_simple(args) {
            let mut names = Vec::new();
            for arg in args {
                if let Arg::Positional(value) = arg {
                    self.push_expr(value)?;
                }
            }
            if let Some((name, place)) = extra {
                let r = self.u.push();
                self.load_place(r, name, place);
            }
            for arg in args {
                if let Arg::Keyword(_, name, value) = arg {
                    self.push_expr(value)?;
                    names.push(Const::Str(name.name.as_bytes().into()));
                }
            }
            let argc = (self.u.top - func - 1) as u8;
            let instr = if names.is_empty() {
                Instr::call(argc, Dst(dst), Base(func), false)
            } else {
                let names = self.u.const_id(Const::Tuple(names.into()));
                Instr::CallKw { argc, dst: Dst(dst), func: Base(func), names }
            };
            self.u.emit(instr);
            return Ok(());
        }
        // The body and the name become the first elements of the argument list.
        let first = func + 1;
        self.u.emit(Instr::BuildList { dst: Dst(first), base: Base(first), n: Num(2) });
        self.u.top = first + 1;
        for arg in args {
            match arg {
                Arg::Positional(e) => {
                    let value = self.operand(e, true)?;
                    self.u.emit(Instr::ListAppend { list: Keep(first), value: Src(value) });
                }
                Arg::Star(_, e) => {
                    let src = self.operand(e, true)?;
                    self.u.emit(Instr::ListExtend { list: Keep(first), src: Src(src) });
                }
                _ => {}
            }
            self.u.top = first + 1;
        }
        if let Some((name, place)) = extra {
            let r = self.u.push();
            self.load_place(r, name, place);
            self.u.emit(Instr::ListAppend { list: Keep(first), value: Src(r) });
            self.u.top = first + 1;
        }
        let kwargs = self.keyword_dict(func, args)?;
        self.u.emit(Instr::CallSpread { kwargs, dst: Dst(dst), func: Base(func) });
        Ok(())
    }
}

/// A keyword may stand once.
fn check_keywords(args: &[Arg<'_>]) -> Res {
    for (i, arg) in args.iter().enumerate() {
        let Arg::Keyword(span, name, _) = arg else { continue };
        // Quadratic, so only for lists of a human size; longer ones fail at run time as duplicates do.
        if i > 1000 {
            break;
        }
        let same = |a: &Arg<'_>| matches!(a, Arg::Keyword(_, other, _) if other.name == name.name);
        if args[..i].iter().any(same) {
            return syntax(*span, format!("keyword argument repeated: {}", name.name));
        }
    }
    Ok(())
}
