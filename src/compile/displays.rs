//! Displays: tuples, lists, sets, dicts. Long ones and those with stars are built piecewise.

use super::Compiler;
use super::error::Res;
use super::unit::Reg;
use crate::bytecode::*;
use crate::syntax::ast::*;

/// Longest display that is built from registers in one instruction.
pub(super) const CHUNK: usize = 30;

/// One element of a positional list.
#[derive(Clone, Copy)]
pub(super) enum Element<'a> {
    Plain(&'a Expr<'a>),
    Star(&'a Expr<'a>),
}

fn elements<'a>(items: &'a [Expr<'a>]) -> Vec<Element<'a>> {
    let element = |e: &'a Expr<'a>| match e.kind {
        ExprKind::Starred(inner) => Element::Star(inner),
        _ => Element::Plain(e),
    };
    items.iter().map(element).collect()
}

fn is_short(items: &[Expr<'_>]) -> bool {
    items.len() <= CHUNK && !items.iter().any(|i| matches!(i.kind, ExprKind::Starred(_)))
}

impl<'a> Compiler<'a, '_> {
    /// Pushes all expressions; the first register.
    pub(super) fn push_all(&mut self, items: &'a [Expr<'a>]) -> Res<Reg> {
        let base = self.u.top;
        for item in items {
            self.push_expr(item)?;
        }
        Ok(base)
    }

    pub(super) fn tuple(&mut self, e: &'a Expr<'a>, items: &'a [Expr<'a>], dst: Reg) -> Res {
        if let Some(c) = self.fold(e) {
            self.u.load_const(dst, c);
            return Ok(());
        }
        if is_short(items) {
            let base = self.push_all(items)?;
            self.u.emit(Instr::BuildTuple { dst: Dst(dst), base: Base(base), n: Num(items.len() as u16) });
            return Ok(());
        }
        let list = self.push_list(&elements(items))?;
        self.u.emit(Instr::ListToTuple { dst: Dst(dst), src: Src(list) });
        Ok(())
    }

    pub(super) fn list(&mut self, items: &'a [Expr<'a>], dst: Reg) -> Res {
        if items.len() >= 3
            && let Some(constants) = self.fold_items(items)
        {
            let list = self.empty_list();
            let tuple = self.u.push();
            self.u.load_const(tuple, Const::Tuple(constants));
            self.u.emit(Instr::ListExtend { list: Keep(list), src: Src(tuple) });
            self.move_to(dst, list);
            return Ok(());
        }
        if is_short(items) {
            let base = self.push_all(items)?;
            self.u.emit(Instr::BuildList { dst: Dst(dst), base: Base(base), n: Num(items.len() as u16) });
            return Ok(());
        }
        let list = self.push_list(&elements(items))?;
        self.move_to(dst, list);
        Ok(())
    }

    pub(super) fn empty_list(&mut self) -> Reg {
        let list = self.u.push();
        self.u.emit(Instr::BuildList { dst: Dst(list), base: Base(list), n: Num(0) });
        list
    }

    /// Pushes a list of the elements, built piecewise.
    pub(super) fn push_list(&mut self, items: &[Element<'a>]) -> Res<Reg> {
        let list = self.u.top;
        let mut plain = 0;
        while plain < items.len().min(CHUNK)
            && let Element::Plain(e) = items[plain]
        {
            self.push_expr(e)?;
            plain += 1;
        }
        self.u.emit(Instr::BuildList { dst: Dst(list), base: Base(list), n: Num(plain as u16) });
        self.u.top = list;
        self.u.push();
        for item in &items[plain..] {
            match item {
                Element::Plain(e) => {
                    let value = self.operand(e, true)?;
                    self.u.emit(Instr::ListAppend { list: Keep(list), value: Src(value) });
                }
                Element::Star(e) => {
                    let src = self.operand(e, true)?;
                    self.u.emit(Instr::ListExtend { list: Keep(list), src: Src(src) });
                }
            }
            self.u.top = list + 1;
        }
        Ok(list)
    }

    pub(super) fn set(&mut self, items: &'a [Expr<'a>], dst: Reg) -> Res {
        if items.len() >= 3
            && let Some(constants) = self.fold_items(items)
        {
            // As CPython does it: the order of iteration depends on the way the set was filled.
            let set = self.u.push();
            self.u.emit(Instr::BuildSet { dst: Dst(set), base: Base(set), n: Num(0) });
            let frozen = self.u.push();
            self.u.load_const(frozen, Const::FrozenSet(constants));
            self.u.emit(Instr::SetExtend { set: Keep(set), src: Src(frozen) });
            self.move_to(dst, set);
            return Ok(());
        }
        if is_short(items) {
            let base = self.push_all(items)?;
            self.u.emit(Instr::BuildSet { dst: Dst(dst), base: Base(base), n: Num(items.len() as u16) });
            return Ok(());
        }
        let set = self.u.push();
        self.u.emit(Instr::BuildSet { dst: Dst(set), base: Base(set), n: Num(0) });
        for item in items {
            let (value, star) = match item.kind {
                ExprKind::Starred(inner) => (inner, true),
                _ => (item, false),
            };
            let value = Src(self.operand(value, true)?);
            self.u.emit(match star {
                true => Instr::SetExtend { set: Keep(set), src: value },
                false => Instr::SetAdd { set: Keep(set), value },
            });
            self.u.top = set + 1;
        }
        self.move_to(dst, set);
        Ok(())
    }

    pub(super) fn dict(&mut self, items: &'a [DictItem<'a>], dst: Reg) -> Res {
        let short = items.len() <= CHUNK / 2 && items.iter().all(|i| matches!(i, DictItem::Pair(..)));
        let dict = self.u.top;
        let first = if short { items.len() } else { 0 };
        for item in &items[..first] {
            if let DictItem::Pair(key, value) = item {
                self.push_expr(key)?;
                self.push_expr(value)?;
            }
        }
        let target = if short { dst } else { dict };
        self.u.touch(dict);
        self.u.emit(Instr::BuildDict { dst: Dst(target), base: Base(dict), n: Num(first as u16) });
        if short {
            return Ok(());
        }
        self.u.top = dict;
        self.u.push();
        for item in items {
            match item {
                DictItem::Pair(key, value) => {
                    let key = self.operand(key, super::order::assigns_nothing(value))?;
                    let value = self.operand(value, true)?;
                    self.u.emit(Instr::DictAdd { dict: Keep(dict), key: Src(key), value: Src(value) });
                }
                DictItem::Spread(mapping) => {
                    let src = self.operand(mapping, true)?;
                    self.u.emit(Instr::DictUpdate { dict: Keep(dict), src: Src(src) });
                }
            }
            self.u.top = dict + 1;
        }
        self.move_to(dst, dict);
        Ok(())
    }
}
