//! Annotations (PEP 649): nothing is evaluated where they stand. A function `__annotate__` evaluates those of a function, class or module when somebody asks.
//!
//! `__annotate__(format)` knows one format, the values, and says so of others. Annotations that count only if their statement was run (all in modules, those
//! in blocks of classes) have a number, which the statement adds to the set `__conditional_annotations__`; `__annotate__` looks into it.

use super::Compiler;
use super::error::Res;
use super::functions::make;
use super::scope::annotations::of_function;
use super::scope::{Annotated, Part, ScopeId, ScopeKind};
use super::unit::Reg;
use crate::bytecode::*;
use crate::source::Span;
use crate::syntax::ast::*;

/// The number of `NoteAnnotation` in `BINARY_INTRINSICS`.
const NOTE: u8 = 4;
/// The greatest format that the functions made here answer to: the values, with names looked up in globals that may be made up.
const LAST_FORMAT: i16 = 2;
const CONDITIONS: &str = "__conditional_annotations__";

impl<'a> Compiler<'a, '_> {
    /// Pushes the function's `__annotate__` if it has annotations.
    pub(super) fn push_annotate(&mut self, f: &'a Function<'a>, span: Span) -> Res<u8> {
        let all: Vec<_> = of_function(f)
            .map(|(name, annotation)| Annotated { name: self.mangled(name), annotation, condition: None })
            .collect();
        if all.is_empty() {
            return Ok(0);
        }
        let r = self.u.top;
        self.annotate(self.table.of(f, Part::Annotations), &all, span, r)?;
        self.u.push();
        Ok(make::ANNOTATE)
    }

    /// Stores the `__annotate__` of the class or module being compiled, if it has annotations, under this name.
    pub(super) fn store_annotate(&mut self, name: &'a str, span: Span) -> Res {
        let table = self.table;
        let scope = table.get(self.u.scope);
        let Some(id) = scope.annotations.filter(|_| !scope.annotated.is_empty()) else { return Ok(()) };
        let r = self.u.top;
        self.annotate(id, &scope.annotated, span, r)?;
        self.u.push();
        self.store_name(name, r);
        self.u.top = r;
        Ok(())
    }

    /// Makes the empty set of conditions, if any annotation has one.
    pub(super) fn setup_conditions(&mut self) {
        if !self.table.get(self.u.scope).conditional_annotations {
            return;
        }
        let r = self.u.push();
        self.u.emit(Instr::BuildSet { dst: Dst(r), base: Base(r), n: Num(0) });
        if self.u.scope_kind == ScopeKind::Class {
            let cell = self.register(self.u.scope, CONDITIONS);
            self.u.emit(Instr::StoreCell { cell: Keep(cell), src: Src(r) });
        } else {
            self.store_name(CONDITIONS, r);
        }
        self.u.top = r;
    }

    fn annotate(&mut self, scope: ScopeId, all: &[Annotated<'a>], span: Span, dst: Reg) -> Res {
        let code = self.thunk(scope, "__annotate__", span, |c| {
            c.refuse_other_formats();
            let dict = c.u.push();
            c.u.emit(Instr::BuildDict { dst: Dst(dict), base: Base(dict), n: Num(0) });
            for a in all {
                c.at(a.annotation.span, |c| c.annotate_one(a, dict))?;
            }
            c.u.emit(Instr::Return { src: Src(dict) });
            // What `locals()` and `help` show.
            c.u.locals[0] = "format".into();
            Ok(())
        })?;
        self.make_function(scope, dst, 0, code, dst);
        Ok(())
    }

    fn annotate_one(&mut self, a: &Annotated<'a>, dict: Reg) -> Res {
        let next = self.u.label();
        if let Some(number) = a.condition {
            let r = self.u.push();
            self.u.load_const(r, Const::Int(i64::from(number)));
            let noted = self.u.push();
            self.load_name(noted, CONDITIONS);
            self.u.branch(Instr::JumpNotIn { a: Src(r), b: Src(noted), to: Off(0) }, next);
            self.u.top = r;
        }
        let key = self.u.push();
        self.u.load_const(key, Const::Str(a.name.as_bytes().into()));
        let value = self.u.top;
        match a.annotation.kind {
            _ if self.future_annotations => self.text_of(a.annotation, value),
            // `*args: *Ts` means the one element of the unpacked value.
            ExprKind::Starred(inner) => self.unpack_one(inner, value)?,
            _ => self.expr_into(a.annotation, value)?,
        }
        self.u.emit(Instr::DictAdd { dict: Keep(dict), key: Src(key), value: Src(value) });
        self.u.bind(next);
        self.u.top = dict + 1;
        Ok(())
    }

    /// The start of a function that evaluates annotations or what belongs to type parameters: other formats than the values are for others to make.
    pub(super) fn refuse_other_formats(&mut self) {
        self.u.parameters = (1, 1, 0);
        let format = self.register(self.u.scope, ".format");
        let fine = self.u.label();
        let jump = Instr::JumpNotGtImm { a: Src(format), value: Imm(LAST_FORMAT), to: Off(0) };
        self.u.branch(jump, fine);
        let error = self.u.push();
        self.u.emit(Instr::LoadSpecial { which: 3, dst: Dst(error) });
        self.u.emit(Instr::Raise { exc: Src(error) });
        self.u.top = error;
        self.u.bind(fine);
    }

    /// The single item of an iterable.
    pub(super) fn unpack_one(&mut self, e: &'a Expr<'a>, dst: Reg) -> Res {
        let height = self.u.top;
        let src = self.operand(e, true)?;
        self.u.touch(dst);
        self.u.emit_at(e.span, Instr::Unpack { src: Src(src), base: Base(dst), n: Num(1) });
        self.u.top = height;
        Ok(())
    }

    /// Under `from __future__ import annotations` an annotation is its text.
    fn text_of(&mut self, e: &'a Expr<'a>, dst: Reg) {
        let text = super::unparse::unparse(e);
        self.at(e.span, |c| c.u.load_const(dst, Const::Str(text.into())));
    }

    pub(super) fn ann_assign(
        &mut self,
        target: &'a Expr<'a>,
        annotation: &'a Expr<'a>,
        value: Option<&'a Expr<'a>>,
        simple: bool,
    ) -> Res {
        if let Some(value) = value {
            self.assign_one(target, value)?;
        }
        match &target.kind {
            ExprKind::Name(name) if simple && !self.u.scope_kind.is_function_like() => {
                if self.future_annotations {
                    self.store_text(name, annotation);
                } else {
                    self.note_condition(annotation);
                }
            }
            ExprKind::Attribute { value: object, .. } if value.is_none() => self.discard(object)?,
            ExprKind::Subscript { value: object, index } if value.is_none() => {
                self.discard(object)?;
                self.discard(index)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// `__annotations__[name] = text`
    fn store_text(&mut self, name: &'a str, annotation: &'a Expr<'a>) {
        let r = self.u.push();
        self.text_of(annotation, r);
        let map = self.u.push();
        self.load_name(map, "__annotations__");
        let key = self.u.push();
        let mangled = self.mangled(name);
        self.u.load_const(key, Const::Str(mangled.as_bytes().into()));
        self.u.emit(Instr::SetItem { a: Src(map), b: Src(key), src: Src(r) });
    }

    /// Notes that the statement with this annotation was run.
    fn note_condition(&mut self, annotation: &'a Expr<'a>) {
        let table = self.table;
        let all = &table.get(self.u.scope).annotated;
        let this = all.iter().find(|a| std::ptr::eq(a.annotation, annotation));
        let Some(number) = this.and_then(|a| a.condition) else { return };
        let r = self.u.push();
        if self.u.scope_kind == ScopeKind::Class {
            let cell = self.register(self.u.scope, CONDITIONS);
            self.u.emit(Instr::LoadCell { dst: Dst(r), cell: Keep(cell) });
        } else {
            self.load_name(r, CONDITIONS);
        }
        let index = self.u.push();
        self.u.load_const(index, Const::Int(i64::from(number)));
        self.u.emit(Instr::Intrinsic2 { op: NOTE, dst: Dst(r), a: Src(r), b: Src(index) });
        self.u.emit(Instr::Drop { src: Src(r) });
        self.u.top = r;
    }
}
