//! `match`: patterns test a subject in a register that stays as it is. Everything a pattern makes (items, attributes) stays on the stack until the whole pattern
//! has matched; then the names are bound, or the stack is dropped step by step from the place of the failure.

use super::Compiler;
use super::conditions::jump_compare_imm;
use super::error::{Res, syntax};
use super::unit::{Label, Reg};
use crate::bytecode::*;
use crate::syntax::ast::*;

/// The state of one pattern: what it captures, and where failures go by the height of the stack.
struct Attempt<'a> {
    base: Reg,
    captures: Vec<(&'a str, Reg)>,
    failures: Vec<(Reg, Label)>,
    /// Whether a pattern that always matches may stand here.
    may_always_match: bool,
}

impl<'a> Compiler<'a, '_> {
    pub(super) fn match_(&mut self, subject: &'a Expr<'a>, cases: &'a [Case<'a>]) -> Res {
        let height = self.u.top;
        // A local that no pattern assigns is its own copy.
        let s = match subject.kind {
            ExprKind::Name(name) if !cases.iter().any(|c| captures(&c.pattern, name)) => {
                self.operand(subject, false)?
            }
            _ => self.push_expr(subject)?,
        };
        if self.u.is_local(s) {
            self.u.visit(subject.span.start);
        }
        let base = self.u.top;
        let end = self.u.label();
        for (i, case) in cases.iter().enumerate() {
            self.u.span = case.pattern.span;
            let may_always_match = case.guard.is_some() || i + 1 == cases.len();
            let mut attempt =
                Attempt { base: self.u.top, captures: Vec::new(), failures: Vec::new(), may_always_match };
            if let PatternKind::Wildcard = case.pattern.kind {
                self.u.visit(case.pattern.span.start);
            }
            self.pattern(&case.pattern, s, &mut attempt)?;
            self.bind_captures(&attempt);
            let next = self.u.label();
            if let Some(guard) = case.guard {
                self.jump_if(guard, false, next)?;
            }
            self.drop_subject(s);
            self.u.top = height;
            self.body(case.body)?;
            self.u.jump(end);
            self.u.top = base;
            self.land_failures(attempt);
            self.u.bind(next);
        }
        self.drop_subject(s);
        self.u.top = height;
        self.u.bind(end);
        Ok(())
    }

    fn drop_subject(&mut self, s: Reg) {
        if !self.u.is_local(s) {
            self.u.emit(Instr::Drop { src: Src(s) });
        }
    }

    /// Stores what was captured and drops what the pattern made.
    fn bind_captures(&mut self, attempt: &Attempt<'a>) {
        for (name, r) in &attempt.captures {
            self.store_copy(name, *r);
        }
        while self.u.top > attempt.base {
            self.u.top -= 1;
            self.u.emit(Instr::Drop { src: Src(self.u.top) });
        }
    }

    /// The failures, from the highest stack to the lowest; control goes on here with the stack at the attempt's base.
    fn land_failures(&mut self, mut attempt: Attempt<'a>) {
        attempt.failures.sort_by_key(|(height, _)| std::cmp::Reverse(*height));
        let mut height = attempt.failures.first().map_or(attempt.base, |(h, _)| *h);
        for (at, label) in attempt.failures {
            while height > at {
                height -= 1;
                self.u.emit(Instr::Drop { src: Src(height) });
            }
            self.u.bind(label);
        }
        while height > attempt.base {
            height -= 1;
            self.u.emit(Instr::Drop { src: Src(height) });
        }
    }

    /// Where a failure at the present height of the stack goes.
    fn fail(&mut self, attempt: &mut Attempt<'a>) -> Label {
        self.fail_at(attempt, self.u.top)
    }

    fn fail_at(&mut self, attempt: &mut Attempt<'a>, height: Reg) -> Label {
        if let Some((_, label)) = attempt.failures.iter().find(|(h, _)| *h == height) {
            return *label;
        }
        let label = self.u.label();
        attempt.failures.push((height, label));
        label
    }

    fn capture(&mut self, name: Ident<'a>, r: Reg, attempt: &mut Attempt<'a>, p: &Pattern<'a>) -> Res {
        if attempt.captures.iter().any(|(n, _)| *n == name.name) {
            return syntax(p.span, format!("multiple assignments to name '{}' in pattern", name.name));
        }
        attempt.captures.push((name.name, r));
        Ok(())
    }

    /// A part of a pattern that decides together with the rest: it may always match.
    fn sub_pattern(&mut self, p: &'a Pattern<'a>, s: Reg, attempt: &mut Attempt<'a>) -> Res {
        let saved = std::mem::replace(&mut attempt.may_always_match, true);
        self.pattern(p, s, attempt)?;
        attempt.may_always_match = saved;
        Ok(())
    }

    fn pattern(&mut self, p: &'a Pattern<'a>, s: Reg, attempt: &mut Attempt<'a>) -> Res {
        self.deeper(p.span)?;
        let saved = std::mem::replace(&mut self.u.span, p.span);
        match &p.kind {
            PatternKind::Wildcard if !attempt.may_always_match => return Self::irrefutable(None, p.span),
            PatternKind::Capture(name) if !attempt.may_always_match => {
                return Self::irrefutable(Some(name.name), p.span);
            }
            PatternKind::Wildcard => {}
            PatternKind::Capture(name) => self.capture(*name, s, attempt, p)?,
            PatternKind::As { pattern, name } => {
                self.pattern(pattern, s, attempt)?;
                self.capture(*name, s, attempt, p)?;
            }
            PatternKind::Value(e) => self.value_pattern(e, s, attempt)?,
            PatternKind::Singleton(l) => self.singleton_pattern(l, s, attempt),
            PatternKind::Sequence(items) => self.sequence_pattern(items, s, attempt)?,
            PatternKind::Star(_) => return syntax(p.span, "can't use starred pattern here"),
            PatternKind::Mapping { items, rest } => self.mapping_pattern(p, items, *rest, s, attempt)?,
            PatternKind::Class { class, positional, keywords } => {
                self.class_pattern(class, positional, keywords, s, attempt)?;
            }
            PatternKind::Or(items) => self.or_pattern(p, items, s, attempt)?,
        }
        self.u.span = saved;
        self.shallower();
        Ok(())
    }

    /// Pushes a copy of the subject, for an instruction that consumes it; locals are read in place.
    fn subject(&mut self, s: Reg) -> Reg {
        if self.u.is_local(s) {
            return s;
        }
        let copy = self.u.push();
        self.u.emit(Instr::Copy { dst: Dst(copy), src: Keep(s) });
        copy
    }

    fn value_pattern(&mut self, e: &'a Expr<'a>, s: Reg, attempt: &mut Attempt<'a>) -> Res {
        let fail = self.fail(attempt);
        let height = self.u.top;
        let a = self.subject(s);
        let small = self.fold_imm(e).and_then(|v| jump_compare_imm(CompareOp::Eq, false, Src(a), v));
        let instr = match small {
            Some(instr) => instr,
            None => {
                let b = self.operand(e, true)?;
                Instr::JumpNotEq { a: Src(a), b: Src(b), to: Off(0) }
            }
        };
        self.u.branch(instr, fail);
        self.u.top = height;
        Ok(())
    }

    fn singleton_pattern(&mut self, l: &Literal<'_>, s: Reg, attempt: &mut Attempt<'a>) {
        let fail = self.fail(attempt);
        let height = self.u.top;
        let a = Src(self.subject(s));
        let instr = if let Literal::None = l {
            Instr::JumpIfNotNone { a, to: Far(0) }
        } else {
            let b = self.u.push();
            self.u.load_const(b, super::fold::literal(l));
            Instr::JumpIsNot { a, b: Src(b), to: Off(0) }
        };
        self.u.branch(instr, fail);
        self.u.top = height;
    }

    /// Jumps to a failure if the temporary that was written at the top is false.
    fn require(&mut self, r: Reg, attempt: &mut Attempt<'a>) {
        self.u.top = r;
        self.u.touch(r);
        let fail = self.fail(attempt);
        self.u.branch(Instr::JumpIfFalse { a: Src(r), to: Far(0) }, fail);
    }

    /// Fails if the value just pushed at `r` is None; it stays.
    fn require_not_none(&mut self, r: Reg, attempt: &mut Attempt<'a>) {
        let fail = self.fail(attempt);
        let copy = self.u.push();
        self.u.emit(Instr::Copy { dst: Dst(copy), src: Keep(r) });
        self.u.branch(Instr::JumpIfNone { a: Src(copy), to: Far(0) }, fail);
        self.u.top = copy;
    }

    fn sequence_pattern(&mut self, items: &'a [Pattern<'a>], s: Reg, attempt: &mut Attempt<'a>) -> Res {
        let stars = items.iter().filter(|p| matches!(p.kind, PatternKind::Star(_))).count();
        if stars > 1 {
            return syntax(self.u.span, "multiple starred names in sequence pattern");
        }
        let r = self.u.top;
        self.u.emit(Instr::IsSequence { dst: Dst(r), src: Keep(s) });
        self.require(r, attempt);
        let star = items.iter().position(|p| matches!(p.kind, PatternKind::Star(_)));
        let need = items.len() - stars;
        if star.is_none() || need > 0 {
            let Ok(n) = i16::try_from(need) else {
                return syntax(self.u.span, "too many expressions in pattern");
            };
            let fail = self.fail(attempt);
            self.u.touch(r);
            self.u.emit(Instr::Len { dst: Dst(r), src: Keep(s) });
            let (a, value, to) = (Src(r), Imm(n), Off(0));
            let instr = match star {
                Some(_) => Instr::JumpNotGeImm { a, value, to },
                None => Instr::JumpNotEqImm { a, value, to },
            };
            self.u.branch(instr, fail);
        }
        let ignored = |p: &Pattern<'_>| matches!(p.kind, PatternKind::Wildcard | PatternKind::Star(None));
        if items.iter().all(ignored) {
            return Ok(());
        }
        if let Some(before) = star.filter(|&i| matches!(items[i].kind, PatternKind::Star(None))) {
            return self.items_around_star(items, before, s, attempt);
        }
        let copy = self.subject(s);
        self.u.top = r;
        let base = self.u.push_many(items.len() as u16);
        match star {
            Some(before) => {
                let Ok(count) = u8::try_from(before) else {
                    return syntax(self.u.span, "too many expressions in star-unpacking sequence pattern");
                };
                let after = Num((items.len() - before - 1) as u16);
                self.u.emit(Instr::UnpackStar { before: count, src: Src(copy), base: Base(base), after });
            }
            None => {
                self.u.emit(Instr::Unpack { src: Src(copy), base: Base(base), n: Num(items.len() as u16) });
            }
        }
        for (i, item) in items.iter().enumerate() {
            let r = base + i as Reg;
            match &item.kind {
                PatternKind::Star(Some(name)) => self.capture(*name, r, attempt, item)?,
                PatternKind::Star(None) => {}
                _ => self.sub_pattern(item, r, attempt)?,
            }
        }
        Ok(())
    }

    /// The items before and behind a star that nobody wants: each is asked for by its index, and the rest is not looked at.
    fn items_around_star(
        &mut self,
        items: &'a [Pattern<'a>],
        star: usize,
        s: Reg,
        attempt: &mut Attempt<'a>,
    ) -> Res {
        for (i, item) in items.iter().enumerate() {
            if i == star || matches!(item.kind, PatternKind::Wildcard) {
                continue;
            }
            let r = self.u.top;
            let a = Src(self.subject(s));
            let from_start = i < star;
            // The length check has seen to it that both numbers are small.
            let value = Imm(if from_start { i } else { items.len() - i } as i16);
            if from_start {
                self.u.touch(r);
                self.u.emit(Instr::GetItemImm { dst: Dst(r), a, value });
            } else {
                // Not every sequence knows negative indices.
                let at = self.u.push();
                self.u.emit(Instr::Len { dst: Dst(at), src: Keep(s) });
                self.u.emit(Instr::SubImm { inplace: 0, dst: Dst(at), a: Src(at), value: Minus(-value.0) });
                self.u.emit(Instr::GetItem { dst: Dst(r), a, b: Src(at) });
            }
            self.u.top = r;
            self.u.push();
            self.sub_pattern(item, r, attempt)?;
        }
        Ok(())
    }

    fn mapping_pattern(
        &mut self,
        p: &'a Pattern<'a>,
        items: &'a [(Expr<'a>, Pattern<'a>)],
        rest: Option<Ident<'a>>,
        s: Reg,
        attempt: &mut Attempt<'a>,
    ) -> Res {
        let r = self.u.top;
        self.u.emit(Instr::IsMapping { dst: Dst(r), src: Keep(s) });
        self.require(r, attempt);
        if items.is_empty() && rest.is_none() {
            return Ok(());
        }
        self.check_keys(p, items)?;
        if !items.is_empty() {
            let fail = self.fail(attempt);
            self.u.touch(r);
            self.u.emit(Instr::Len { dst: Dst(r), src: Keep(s) });
            let value = Imm(i16::try_from(items.len()).unwrap_or(i16::MAX));
            self.u.branch(Instr::JumpNotGeImm { a: Src(r), value, to: Off(0) }, fail);
        }
        let keys = self.u.top;
        let constants: Option<Box<[Const]>> = items.iter().map(|(k, _)| self.fold(k)).collect();
        match constants {
            Some(constants) => self.u.load_const(keys, Const::Tuple(constants)),
            None => {
                for (key, _) in items {
                    self.push_expr(key)?;
                }
                let n = Num(items.len() as u16);
                self.u.emit(Instr::BuildTuple { dst: Dst(keys), base: Base(keys), n });
            }
        }
        self.u.top = keys;
        self.u.push();
        if !items.is_empty() {
            let values = self.u.push();
            self.u.emit(Instr::MatchKeys { dst: Dst(values), src: Keep(s), keys: Keep(keys) });
            self.require_not_none(values, attempt);
            self.u.top = values;
            self.u.push_many(items.len() as u16);
            self.u.emit(Instr::Unpack { src: Src(values), base: Base(values), n: Num(items.len() as u16) });
            for (i, (_, sub)) in items.iter().enumerate() {
                self.sub_pattern(sub, values + i as Reg, attempt)?;
            }
        }
        if let Some(rest) = rest {
            let copy = self.u.push();
            self.u.emit(Instr::Copy { dst: Dst(copy), src: Keep(keys) });
            self.u.emit(Instr::MatchRest { dst: Dst(copy), src: Keep(s), keys: Src(copy) });
            self.capture(rest, copy, attempt, p)?;
        }
        Ok(())
    }

    fn check_keys(&mut self, p: &'a Pattern<'a>, items: &'a [(Expr<'a>, Pattern<'a>)]) -> Res {
        let mut seen: Vec<Const> = Vec::new();
        for (key, _) in items {
            let Some(c) = self.fold(key) else {
                if matches!(key.kind, ExprKind::Attribute { .. }) {
                    continue;
                }
                return syntax(p.span, "mapping pattern keys may only match literals and attribute lookups");
            };
            if seen.iter().any(|s| equal_keys(s, &c)) {
                let text = super::unparse::unparse(key);
                let text = String::from_utf8_lossy(&text).into_owned();
                return syntax(p.span, format!("mapping pattern checks duplicate key ({text})"));
            }
            seen.push(c);
        }
        Ok(())
    }

    fn class_pattern(
        &mut self,
        class: &'a Expr<'a>,
        positional: &'a [Pattern<'a>],
        keywords: &'a [(Ident<'a>, Pattern<'a>)],
        s: Reg,
        attempt: &mut Attempt<'a>,
    ) -> Res {
        for (i, (name, sub)) in keywords.iter().enumerate() {
            if keywords[..i].iter().any(|(n, _)| n.name == name.name) {
                let message = format!("attribute name repeated in class pattern: {}", name.name);
                return syntax(sub.span, message);
            }
        }
        let Ok(count) = u8::try_from(positional.len()) else {
            return syntax(self.u.span, "too many sub-patterns in class pattern");
        };
        let r = self.u.push();
        self.u.emit(Instr::Copy { dst: Dst(r), src: Keep(s) });
        self.push_expr(class)?;
        let names = self.u.push();
        let constants = keywords.iter().map(|(n, _)| Const::Str(n.name.as_bytes().into())).collect();
        self.u.load_const(names, Const::Tuple(constants));
        self.u.emit(Instr::MatchClass { positional: count, dst: Dst(r), base: Base(r) });
        self.u.top = r + 1;
        // Without sub-patterns the tuple is empty, but None still means failure.
        let fail = self.fail_at(attempt, r);
        let n = positional.len() + keywords.len();
        if n == 0 {
            self.u.top = r;
            self.u.branch(Instr::JumpIfNone { a: Src(r), to: Far(0) }, fail);
            return Ok(());
        }
        self.require_not_none(r, attempt);
        self.u.top = r;
        self.u.push_many(n as u16);
        self.u.emit(Instr::Unpack { src: Src(r), base: Base(r), n: Num(n as u16) });
        let subs = positional.iter().chain(keywords.iter().map(|(_, p)| p));
        for (i, sub) in subs.enumerate() {
            self.sub_pattern(sub, r + i as Reg, attempt)?;
        }
        Ok(())
    }

    fn or_pattern(
        &mut self,
        p: &'a Pattern<'a>,
        items: &'a [Pattern<'a>],
        s: Reg,
        attempt: &mut Attempt<'a>,
    ) -> Res {
        let base = self.u.top;
        let matched = self.u.label();
        let mut names: Option<Vec<&'a str>> = None;
        let mut results = 0;
        for (i, item) in items.iter().enumerate() {
            let may_always_match = i + 1 == items.len() && attempt.may_always_match;
            // The captures of each alternative end up in the same registers, which lie below all it makes.
            results = names.as_ref().map_or_else(|| count_captures(item), Vec::len) as u16;
            self.u.top = base;
            self.u.push_many(results);
            let mut own = Attempt {
                base: base + results,
                captures: Vec::new(),
                failures: Vec::new(),
                may_always_match,
            };
            self.pattern(item, s, &mut own)?;
            let order = names.get_or_insert_with(|| own.captures.iter().map(|(n, _)| *n).collect());
            if own.captures.len() != order.len() || !own.captures.iter().all(|(n, _)| order.contains(n)) {
                return syntax(p.span, "alternative patterns bind different names");
            }
            for (k, name) in order.iter().enumerate() {
                let (_, r) = own.captures.iter().find(|(n, _)| n == name).expect("just compared");
                self.u.emit(Instr::Copy { dst: Dst(base + k as Reg), src: Keep(*r) });
            }
            while self.u.top > own.base {
                self.u.top -= 1;
                self.u.emit(Instr::Drop { src: Src(self.u.top) });
            }
            self.u.jump(matched);
            self.land_failures(own);
        }
        self.u.top = base;
        let fail = self.fail(attempt);
        self.u.jump(fail);
        self.u.bind(matched);
        self.u.push_many(results);
        for (k, name) in names.unwrap_or_default().into_iter().enumerate() {
            let ident = Ident { name, span: p.span };
            self.capture(ident, base + k as Reg, attempt, p)?;
        }
        Ok(())
    }
}

fn equal_keys(a: &Const, b: &Const) -> bool {
    let number = |c: &Const| match c {
        Const::Int(i) => Some((*i as f64, 0.0)),
        Const::Float(x) => Some((*x, 0.0)),
        Const::Complex { re, im } => Some((*re, *im)),
        Const::True => Some((1.0, 0.0)),
        Const::False => Some((0.0, 0.0)),
        _ => None,
    };
    match (a, b) {
        (Const::Str(a), Const::Str(b)) | (Const::Bytes(a), Const::Bytes(b)) => a == b,
        (Const::None, Const::None) => true,
        (Const::Int(a), Const::Int(b)) => a == b,
        (a, b) => matches!((number(a), number(b)), (Some(a), Some(b)) if a == b),
    }
}

/// Whether a pattern binds the name.
fn captures(p: &Pattern<'_>, name: &str) -> bool {
    let binds = |ident: &Ident<'_>| ident.name == name;
    match &p.kind {
        PatternKind::Capture(ident) | PatternKind::Star(Some(ident)) => binds(ident),
        PatternKind::Wildcard
        | PatternKind::Star(None)
        | PatternKind::Value(_)
        | PatternKind::Singleton(_) => false,
        PatternKind::Sequence(items) | PatternKind::Or(items) => items.iter().any(|i| captures(i, name)),
        PatternKind::Mapping { items, rest } => {
            rest.as_ref().is_some_and(binds) || items.iter().any(|(_, i)| captures(i, name))
        }
        PatternKind::Class { positional, keywords, .. } => {
            positional.iter().any(|i| captures(i, name)) || keywords.iter().any(|(_, i)| captures(i, name))
        }
        PatternKind::As { pattern, name: ident } => binds(ident) || captures(pattern, name),
    }
}

/// How many names a pattern binds.
fn count_captures(p: &Pattern<'_>) -> usize {
    match &p.kind {
        PatternKind::Capture(_) | PatternKind::Star(Some(_)) => 1,
        PatternKind::Wildcard
        | PatternKind::Star(None)
        | PatternKind::Value(_)
        | PatternKind::Singleton(_) => 0,
        PatternKind::Sequence(items) => items.iter().map(count_captures).sum(),
        PatternKind::Mapping { items, rest } => {
            items.iter().map(|(_, p)| count_captures(p)).sum::<usize>() + usize::from(rest.is_some())
        }
        PatternKind::Class { positional, keywords, .. } => {
            let keywords: usize = keywords.iter().map(|(_, p)| count_captures(p)).sum();
            positional.iter().map(count_captures).sum::<usize>() + keywords
        }
        PatternKind::Or(items) => items.first().map_or(0, count_captures),
        PatternKind::As { pattern, .. } => count_captures(pattern) + 1,
    }
}
