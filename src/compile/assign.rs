//! Assignment: plain, unpacking, augmented, annotated; `del`.

use super::Compiler;
use super::displays::CHUNK;
use super::error::{Res, syntax};
use super::names::Place;
use super::order::assigns_nothing;
use super::unit::Reg;
use crate::bytecode::*;
use crate::source::Span;
use crate::syntax::ast::*;

fn items<'a>(e: &Expr<'a>) -> Option<&'a [Expr<'a>]> {
    match e.kind {
        ExprKind::Tuple(items) | ExprKind::List(items) => Some(items),
        _ => None,
    }
}

fn no_stars(items: &[Expr<'_>]) -> bool {
    !items.iter().any(|i| matches!(i.kind, ExprKind::Starred(_)))
}

impl<'a> Compiler<'a, '_> {
    pub(super) fn assign(&mut self, targets: &'a [Expr<'a>], value: &'a Expr<'a>) -> Res {
        if let [target] = targets {
            return self.assign_one(target, value);
        }
        let v = self.push_expr(value)?;
        let (last, first) = targets.split_last().expect("an assignment has a target");
        for target in first {
            if let ExprKind::Name(name) = target.kind {
                self.at(target.span, |c| c.store_copy(name, v));
                continue;
            }
            let copy = self.u.push();
            self.u.emit(Instr::Copy { dst: Dst(copy), src: Keep(v) });
            self.store(target, copy)?;
            self.u.top = v + 1;
        }
        self.store(last, v)
    }

    pub(super) fn assign_one(&mut self, target: &'a Expr<'a>, value: &'a Expr<'a>) -> Res {
        if let ExprKind::Name(name) = target.kind {
            self.meet_value_first(name, value);
            if let Some(r) = self.local_of(name) {
                self.expr_into(value, r)?;
                self.u.bound.insert(r);
                if self.u.is_split {
                    self.u.visit(target.span.start);
                }
                return Ok(());
            }
            let v = self.operand(value, true)?;
            self.at(target.span, |c| c.store_name(name, v));
            return Ok(());
        }
        // `a, b = b, a`: no tuple is made.
        if let (Some(targets), ExprKind::Tuple(values)) = (items(target), &value.kind)
            && targets.len() == values.len()
            && (1..=CHUNK).contains(&values.len())
            && no_stars(targets)
            && no_stars(values)
        {
            let base = self.push_all(values)?;
            for (i, target) in targets.iter().enumerate() {
                self.store(target, base + i as Reg)?;
            }
            return Ok(());
        }
        let v = self.operand(value, items(target).is_some())?;
        self.store(target, v)
    }

    /// Stores a local, or a temporary (which is consumed), into a target.
    pub(super) fn store(&mut self, target: &'a Expr<'a>, src: Reg) -> Res {
        self.deeper(target.span)?;
        let saved = std::mem::replace(&mut self.u.span, target.span);
        let height = self.u.top;
        self.store_inner(target, src)?;
        self.u.top = height;
        self.u.span = saved;
        self.shallower();
        Ok(())
    }

    fn store_inner(&mut self, target: &'a Expr<'a>, src: Reg) -> Res {
        match &target.kind {
            ExprKind::Name(name) => {
                self.store_name(name, src);
                Ok(())
            }
            ExprKind::Attribute { value, attr } => {
                self.note_static_attribute(value, *attr);
                let obj = self.operand(value, true)?;
                let cache = self.u.cache(self.mangled(attr.name));
                let span = self.attribute_span(target, value, *attr);
                self.u.emit_at(span, Instr::StoreAttr { obj: Src(obj), src: Src(src), cache });
                Ok(())
            }
            ExprKind::Subscript { value, index } => {
                let a = self.operand(value, assigns_nothing(index))?;
                let b = self.operand(index, true)?;
                let anchor = self.subscript_span(target, value);
                self.u.emit_anchored(anchor, Instr::SetItem { a: Src(a), b: Src(b), src: Src(src) });
                Ok(())
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => self.unpack(items, src),
            ExprKind::Starred(_) => {
                syntax(target.span, "starred assignment target must be in a list or tuple")
            }
            _ => syntax(target.span, "cannot assign to expression"),
        }
    }

    /// `self.x = ..` in a method is noted in the class's `__static_attributes__`.
    fn note_static_attribute(&mut self, value: &Expr<'_>, attr: Ident<'a>) {
        if !matches!(value.kind, ExprKind::Name("self")) {
            return;
        }
        let is_class = |u: &&mut super::unit::CodeUnit<'a>| u.scope_kind == super::scope::ScopeKind::Class;
        let name = attr.name;
        let class = if self.u.scope_kind == super::scope::ScopeKind::Class {
            Some(&mut self.u)
        } else {
            self.outer.iter_mut().rev().find(is_class)
        };
        if let Some(class) = class
            && !class.static_attributes.contains(&name)
        {
            class.static_attributes.push(name);
        }
    }

    fn unpack(&mut self, targets: &'a [Expr<'a>], src: Reg) -> Res {
        if !self.u.is_local(src) && src + 1 == self.u.top {
            self.u.top = src;
        }
        // The usual pair of locals is written at once.
        if let [Expr { kind: ExprKind::Name(first), .. }, Expr { kind: ExprKind::Name(second), .. }] = targets
            && first != second
            && let (Some(a), Some(b)) = (self.local_of(first), self.local_of(second))
        {
            self.u.emit(Instr::Unpack2 { src: Src(src), a: Dst(a), b: Dst(b) });
            self.u.bound.insert(a);
            self.u.bound.insert(b);
            return Ok(());
        }
        let stars = targets.iter().filter(|t| matches!(t.kind, ExprKind::Starred(_))).count();
        if stars > 1 {
            return syntax(self.u.span, "multiple starred expressions in assignment");
        }
        let n = targets.len();
        if n > 10_000 {
            return syntax(self.u.span, "too many targets in unpacking assignment");
        }
        let base = self.u.push_many(n as u16);
        let star = targets.iter().position(|t| matches!(t.kind, ExprKind::Starred(_)));
        match star {
            Some(before) => {
                let Ok(count) = u8::try_from(before) else {
                    return syntax(self.u.span, "too many expressions in star-unpacking assignment");
                };
                let after = Num((n - before - 1) as u16);
                self.u.emit(Instr::UnpackStar { before: count, src: Src(src), base: Base(base), after });
            }
            None => self.u.emit(Instr::Unpack { src: Src(src), base: Base(base), n: Num(n as u16) }),
        }
        for (i, target) in targets.iter().enumerate() {
            let inner = if let ExprKind::Starred(inner) = target.kind { inner } else { target };
            self.store(inner, base + i as Reg)?;
        }
        Ok(())
    }

    /// The register above the locals holds a copy of the operand, which is used again later.
    fn duplicate(&mut self, r: Reg) -> Reg {
        if self.u.is_local(r) {
            return r;
        }
        let copy = self.u.push();
        self.u.emit(Instr::Copy { dst: Dst(copy), src: Keep(r) });
        copy
    }

    pub(super) fn aug_assign(&mut self, target: &'a Expr<'a>, op: BinaryOp, value: &'a Expr<'a>) -> Res {
        let simple = assigns_nothing(value);
        match &target.kind {
            ExprKind::Name(name) => {
                let a = self.operand(target, simple)?;
                let mangled = self.mangled(name);
                if let Place::Local(r) = self.place(mangled) {
                    self.operate_plain(op, a, value, r)?;
                    self.u.bound.insert(r);
                    return Ok(());
                }
                self.operate_plain(op, a, value, a)?;
                self.at(target.span, |c| c.store_name(name, a));
                Ok(())
            }
            ExprKind::Attribute { value: object, attr } => {
                let obj = self.operand(object, simple)?;
                let v = self.u.top;
                let copy = self.duplicate(obj);
                self.u.top = v;
                self.u.push();
                let span = self.attribute_span(target, object, *attr);
                let cache = self.u.cache(self.mangled(attr.name));
                self.u.emit_at(span, Instr::LoadAttr { dst: Dst(v), obj: Src(copy), cache });
                self.operate_plain(op, v, value, v)?;
                let cache = self.u.cache(self.mangled(attr.name));
                self.u.emit_at(span, Instr::StoreAttr { obj: Src(obj), src: Src(v), cache });
                Ok(())
            }
            ExprKind::Subscript { value: object, index } => {
                let a = self.operand(object, simple && assigns_nothing(index))?;
                let small = self.fold_imm(index);
                let b = if small.is_some() { None } else { Some(self.operand(index, simple)?) };
                let v = self.u.top;
                let copy_a = self.duplicate(a);
                let anchor = self.subscript_span(target, object);
                let load = match (small, b) {
                    (Some(value), _) => Instr::GetItemImm { dst: Dst(v), a: Src(copy_a), value },
                    (None, Some(b)) => {
                        let copy_b = self.duplicate(b);
                        Instr::GetItem { dst: Dst(v), a: Src(copy_a), b: Src(copy_b) }
                    }
                    (None, None) => unreachable!("one of them was made"),
                };
                self.u.touch(v);
                self.at(target.span, |c| c.u.emit_anchored(anchor, load));
                self.u.top = v;
                self.u.push();
                self.operate_plain(op, v, value, v)?;
                let b = match (b, small) {
                    (Some(b), _) => b,
                    (None, small) => {
                        let r = self.u.push();
                        let value = small.map_or(0, |i| i64::from(i.0));
                        self.u.load_const(r, Const::Int(value));
                        r
                    }
                };
                let store = Instr::SetItem { a: Src(a), b: Src(b), src: Src(v) };
                self.at(target.span, |c| c.u.emit_anchored(anchor, store));
                Ok(())
            }
            _ => syntax(target.span, "illegal expression for augmented assignment"),
        }
    }

    /// An in-place operation: a statement has no operator to underline.
    fn operate_plain(&mut self, op: BinaryOp, a: Reg, value: &'a Expr<'a>, dst: Reg) -> Res {
        let anchors = self.u.anchors.len();
        let before = self.u.here();
        self.operate(op, 1, Span::default(), a, value, dst)?;
        if self.u.anchors.len() > anchors && self.u.here() > before {
            self.u.anchors.pop();
        }
        Ok(())
    }

    pub(super) fn delete(&mut self, target: &'a Expr<'a>) -> Res {
        let height = self.u.top;
        let saved = std::mem::replace(&mut self.u.span, target.span);
        match &target.kind {
            ExprKind::Name(name) => self.delete_name(name),
            ExprKind::Attribute { value, attr } => {
                let obj = self.operand(value, true)?;
                let name = self.u.name_id(self.mangled(attr.name));
                let span = self.attribute_span(target, value, *attr);
                self.u.emit_at(span, Instr::DeleteAttr { obj: Src(obj), name });
            }
            ExprKind::Subscript { value, index } => {
                let a = self.operand(value, assigns_nothing(index))?;
                let b = self.operand(index, true)?;
                let anchor = self.subscript_span(target, value);
                self.u.emit_anchored(anchor, Instr::DelItem { a: Src(a), b: Src(b) });
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().try_for_each(|i| self.delete(i))?
            }
            _ => return syntax(target.span, "cannot delete expression"),
        }
        self.u.top = height;
        self.u.span = saved;
        Ok(())
    }
}
