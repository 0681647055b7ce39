//! What each instruction asks of the registers before it, and what they hold behind it.

use super::super::code::{CodeKind, Const};
use super::super::instr::{Instr, Range};
use super::super::operand::Role;
use super::super::{BINARY_INTRINSICS, UNARY_INTRINSICS};
use super::Checked;
use super::state::Kind;
use super::walk::Walk;

impl Walk<'_> {
    /// Goes over one instruction. True: it may jump, and `there` is what is known at its target.
    pub fn step(&mut self, instr: &Instr) -> Checked<bool> {
        self.check_selectors(instr)?;
        self.check_kinds(instr)?;
        let given = self.given(instr);
        self.consume_operands(instr)?;
        match *instr {
            // These write their operand in a way of their own.
            Instr::CheckLocal { local } => self.now.put(local.reg(), self.now.kind(local.reg())),
            Instr::MakeCell { local } => self.now.put(local.reg(), Kind::Cell),
            Instr::DeleteLocal { local } | Instr::ClearLocal { local } => self.now.remove(local.reg()),
            Instr::Drop { src } | Instr::PopHandled { save: src } => self.now.remove(src.reg()),
            // Both ends leave another value in place.
            Instr::MatchGroup { base, .. } => self.now.put(base.reg(), Kind::Any),
            Instr::Return { .. } | Instr::ReturnNone => {
                let left: Vec<u16> = self.now.from(self.locals).collect();
                if !left.is_empty() {
                    return self.bad(format!("registers {left:?} still hold something at a return"));
                }
            }
            _ => {}
        }
        let jumps = instr.jump().is_some();
        if jumps {
            // What is written is written on the way on only.
            self.there.clone_from(&self.now);
            match *instr {
                Instr::ForIter { iter, .. } => self.there.remove(iter.reg()),
                Instr::JumpIfTrueKeep { a, .. } | Instr::JumpIfFalseKeep { a, .. } => {
                    self.now.remove(a.reg())
                }
                _ => {}
            }
        }
        self.write_results(instr, given)?;
        Ok(jumps)
    }

    fn consume_operands(&mut self, instr: &Instr) -> Checked {
        let mut result = Ok(());
        instr.each_operand(|name, role| {
            if result.is_ok() {
                result = self.operand(instr, name, role);
            }
        });
        result?;
        if let Range::Takes(base, n) = instr.range() {
            self.check_span(base, n)?;
            for r in base..base + n as u16 {
                let perhaps = is_method_call(instr) && r == base + 1 && self.now.kind(r) == Kind::Perhaps;
                self.consume(r, perhaps)?;
            }
            if n > 0 && is_call(instr) && self.now.from(base + n as u16).next().is_some() {
                return self.bad("a register above the arguments of a call is live");
            }
        }
        // What is kept may not have been consumed by another operand.
        let mut result = Ok(());
        instr.each_operand(|_, role| {
            if let (Role::Keep(r), true) = (role, result.is_ok())
                && r >= self.locals
                && !self.now.holds(r)
            {
                result = self.bad(format!("keeps register {r}, which it consumes"));
            }
        });
        result
    }

    fn operand(&mut self, instr: &Instr, name: &str, role: Role) -> Checked {
        let c = self.code;
        let within = |index: usize, len: usize| {
            if index < len { Ok(()) } else { self.bad(format!("operand {name} out of range")) }
        };
        match role {
            Role::Dst(r) => within(r.into(), c.registers.into()),
            Role::Temp(r) if r < self.locals => self.bad(format!("writes local {r} as a temporary")),
            Role::Temp(r) => within(r.into(), c.registers.into()),
            Role::Src(r) => {
                within(r.into(), c.registers.into())?;
                match instr {
                    Instr::Drop { .. } => self.consume(r, self.now.kind(r) != Kind::Saved),
                    Instr::PopHandled { .. } => self.consume(r, true),
                    _ => self.consume(r, false),
                }
            }
            Role::Keep(r) => {
                within(r.into(), c.registers.into())?;
                match instr {
                    Instr::CheckLocal { .. }
                    | Instr::DeleteLocal { .. }
                    | Instr::ClearLocal { .. }
                    | Instr::MakeCell { .. } => Ok(()),
                    _ => self.read(r),
                }
            }
            // An empty range may begin at the end.
            Role::Base(r) => within(r.into(), usize::from(c.registers) + 1),
            Role::Const(k) => within(k as usize, c.consts.len()),
            Role::Name(k) => within(k.into(), c.names.len()),
            Role::Cache(k) => within(k.into(), c.caches.len()),
            Role::Free(k) => within(k.into(), c.free.len()),
            Role::Jump(_) | Role::Imm(_) => Ok(()),
        }
    }

    fn read(&self, r: u16) -> Checked {
        if !self.now.holds(r) {
            return if r < self.locals {
                self.bad(format!("reads local {r}, which may be unbound"))
            } else {
                self.bad(format!("reads register {r}, which is dead"))
            };
        }
        if !self.now.kind(r).is_value() {
            return self.bad(format!("reads register {r}, which may hold nothing"));
        }
        Ok(())
    }

    /// Reads an operand; above the locals the register is dead afterwards. `any`: whatever it holds.
    fn consume(&mut self, r: u16, any: bool) -> Checked {
        if r >= self.locals && !self.now.holds(r) {
            return self.bad(format!("consumes register {r}, which is dead"));
        }
        if !any {
            self.read(r)?;
        }
        if r >= self.locals {
            self.now.remove(r);
        }
        Ok(())
    }

    fn check_span(&self, base: u16, n: u32) -> Checked {
        let end = u32::from(base) + n;
        if n > 0 && (base < self.locals || end > u32::from(self.code.registers)) {
            return self.bad("a range of registers above the locals");
        }
        Ok(())
    }

    fn write_results(&mut self, instr: &Instr, given: Kind) -> Checked {
        let mut result = Ok(());
        instr.each_operand(|_, role| {
            if let (Role::Dst(r) | Role::Temp(r), true) = (role, result.is_ok()) {
                result = self.write(r, given);
            }
        });
        result?;
        match (instr, instr.range()) {
            // The only destination of one byte, hence no `Dst`.
            (Instr::LoadConstWide { dst, .. }, _) => self.write(u16::from(*dst), given),
            (_, Range::Gives(base, n)) => {
                self.check_span(base, n)?;
                for r in base..base + n as u16 {
                    let second = matches!(instr, Instr::LoadMethod { .. }) && r == base + 1;
                    self.write(r, if second { Kind::Perhaps } else { Kind::Any })?;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn write(&mut self, r: u16, kind: Kind) -> Checked {
        if r >= self.locals && self.now.holds(r) {
            return self.bad(format!("writes register {r}, which is live"));
        }
        if r == 0 && self.code.kind == CodeKind::Namespace {
            return self.bad("writes the namespace's register");
        }
        // A script may change a local through its frame, but never takes a cell out of its place.
        let known = r >= self.locals || kind == Kind::Cell && self.is_cell[usize::from(r)];
        self.now.put(r, if known { kind } else { Kind::Any });
        Ok(())
    }

    /// The kind of what the instruction writes.
    fn given(&self, instr: &Instr) -> Kind {
        match *instr {
            Instr::Move { src, .. } => self.now.kind(src.reg()),
            Instr::Copy { src, .. } => self.now.kind(src.reg()),
            Instr::LoadLocal { local, .. } => self.now.kind(local.reg()),
            Instr::LoadConst { k, .. } => self.constant(u32::from(k.0)),
            Instr::LoadConstWide { k, .. } => self.constant(k.0),
            Instr::LoadFreeCell { .. } => Kind::Cell,
            Instr::BuildTuple { base, n, .. } => {
                let all = (0..n.0).all(|i| self.now.kind(base.reg().saturating_add(i)) == Kind::Cell);
                if all && n.0 > 0 { Kind::Cells(n.0) } else { Kind::Tuple }
            }
            Instr::ListToTuple { .. } => Kind::Tuple,
            Instr::BuildList { .. } => Kind::List,
            Instr::BuildSet { .. } => Kind::Set,
            Instr::BuildDict { .. } => Kind::Dict,
            Instr::BuildString { .. } | Instr::Format { .. } | Instr::FormatSpec { .. } => Kind::Str,
            Instr::PushHandled { .. } => Kind::Saved,
            Instr::GetAwaitable { .. } | Instr::GetYieldFromIter { .. } | Instr::GetAsyncNext { .. } => {
                Kind::Awaited
            }
            _ => Kind::Any,
        }
    }

    fn constant(&self, k: u32) -> Kind {
        match self.code.consts.get(k as usize) {
            Some(Const::Str(_)) => Kind::Str,
            Some(Const::Tuple(_)) => Kind::Tuple,
            _ => Kind::Any,
        }
    }

    /// What the run loop takes for granted about the kinds of operands.
    fn check_kinds(&self, instr: &Instr) -> Checked {
        let wanted = match *instr {
            Instr::LoadCell { cell, .. }
            | Instr::StoreCell { cell, .. }
            | Instr::DeleteCell { cell }
            | Instr::LoadMapOrCell { cell, .. } => (cell.reg(), Kind::Cell),
            Instr::ListAppend { list, .. } | Instr::ListExtend { list, .. } => (list.reg(), Kind::List),
            Instr::ListToTuple { src, .. } => (src.reg(), Kind::List),
            Instr::JoinGroups { list, .. } => (list.reg(), Kind::List),
            Instr::SetAdd { set, .. } | Instr::SetExtend { set, .. } => (set.reg(), Kind::Set),
            Instr::DictAdd { dict, .. } | Instr::DictUpdate { dict, .. } | Instr::DictMerge { dict, .. } => {
                (dict.reg(), Kind::Dict)
            }
            Instr::CallSpread { kwargs: 1, func, .. } => (func.reg().saturating_add(2), Kind::Dict),
            Instr::FormatSpec { spec, .. } => (spec.reg(), Kind::Str),
            Instr::MatchKeys { keys, .. } => (keys.reg(), Kind::Tuple),
            Instr::MatchRest { keys, .. } => (keys.reg(), Kind::Tuple),
            Instr::MatchClass { base, .. } => (base.reg().saturating_add(2), Kind::Tuple),
            Instr::PopHandled { save } => (save.reg(), Kind::Saved),
            Instr::EndAsyncFor { exc, .. } => (exc.reg(), Kind::Exception),
            Instr::Delegate { iter, .. } => (iter.reg(), Kind::Awaited),
            Instr::BuildString { base, n, .. } => {
                for i in 0..n.0 {
                    self.wants(base.reg().saturating_add(i), Kind::Str)?;
                }
                return Ok(());
            }
            Instr::MakeFunction { flags, base, code, .. } => {
                return self.check_function(flags, base.reg(), code.0);
            }
            Instr::MakeCell { local } => {
                let wrapped = self.now.kind(local.reg()) == Kind::Cell && local.reg() < self.parameters();
                return if wrapped { self.bad("a parameter has its cell already") } else { Ok(()) };
            }
            _ => return Ok(()),
        };
        self.wants(wanted.0, wanted.1)
    }

    fn wants(&self, r: u16, kind: Kind) -> Checked {
        if self.now.kind(r).is(kind) && self.now.holds(r) {
            return Ok(());
        }
        self.bad(format!("register {r} is not known to hold a {kind:?}"))
    }

    fn parameters(&self) -> u16 {
        let f = &self.code.flags;
        self.code.positional + self.code.keyword_only + u16::from(f.var_args) + u16::from(f.var_kwargs)
    }

    /// The closure has a cell for each free variable. (Defaults may come out of a parameter: the instruction looks at them.)
    fn check_function(&self, flags: u8, base: u16, code: u16) -> Checked {
        let Some(Const::Code(inner)) = self.code.consts.get(usize::from(code)) else {
            return self.bad("an operand that means nothing here");
        };
        let cells = inner.free.len();
        if (flags & 8 != 0) != (cells > 0) {
            return self.bad("a function has a closure if its code has free variables");
        }
        let closure = Kind::Cells(u16::try_from(cells).unwrap_or(u16::MAX));
        let part = |bit: u8| base.saturating_add((flags & (bit - 1)).count_ones() as u16);
        if flags & 8 != 0 { self.wants(part(8), closure) } else { Ok(()) }
    }

    /// Numbers that select something, and operands whose place matters.
    fn check_selectors(&self, instr: &Instr) -> Checked {
        let c = self.code;
        let suspends = c.flags.generator || c.flags.coroutine || c.flags.async_generator;
        let ok = match *instr {
            Instr::LoadSpecial { which, .. } => which <= 3,
            Instr::BuildSlice { count, .. } => count == 2 || count == 3,
            Instr::GetAwaitable { what, .. } => what <= 3,
            Instr::Format { conversion, .. } | Instr::FormatSpec { conversion, .. } => conversion <= 3,
            Instr::Intrinsic { op, .. } => usize::from(op) < UNARY_INTRINSICS.len(),
            Instr::Intrinsic2 { op, .. } => usize::from(op) < BINARY_INTRINSICS.len(),
            Instr::MakeFunction { flags, .. } => flags < 16,
            Instr::CallSpread { kwargs, .. } => kwargs <= 1,
            Instr::CallInPlace { dst, func, .. } | Instr::CallMethodInPlace { dst, func, .. } => {
                dst.reg() == func.reg() && dst.reg() >= self.locals
            }
            Instr::CallKw { argc, names, .. } | Instr::CallMethodKw { argc, names, .. } => {
                matches!(c.consts.get(usize::from(names.0)), Some(Const::Tuple(t)) if are_keywords(t, argc))
            }
            Instr::CheckLocal { local } | Instr::DeleteLocal { local } | Instr::ClearLocal { local } => {
                local.reg() < self.locals && (local.reg() > 0 || c.kind != CodeKind::Namespace)
            }
            Instr::MakeCell { local } => {
                self.is_cell.get(usize::from(local.reg())) == Some(&true)
                    && (local.reg() > 0 || c.kind != CodeKind::Namespace)
            }
            Instr::LoadCell { cell, .. }
            | Instr::StoreCell { cell, .. }
            | Instr::DeleteCell { cell }
            | Instr::LoadMapOrCell { cell, .. } => self.is_cell.get(usize::from(cell.reg())) == Some(&true),
            // What these empty is no local.
            Instr::ForIter { iter, .. } => iter.reg() >= self.locals,
            Instr::JumpIfTrueKeep { a, .. } | Instr::JumpIfFalseKeep { a, .. } => a.reg() >= self.locals,
            Instr::Delegate { iter, .. } => suspends && iter.reg() >= self.locals,
            Instr::PushHandled { save, .. } => save.reg() >= self.locals,
            Instr::Drop { src } => src.reg() > 0 || c.kind != CodeKind::Namespace,
            Instr::Yield { .. } => c.flags.generator || c.flags.async_generator,
            Instr::AwaitCall { .. } | Instr::AwaitCallMethod { .. } => suspends,
            Instr::LoadConstWide { dst, .. } => u16::from(dst) < c.registers,
            Instr::LoadName { .. }
            | Instr::StoreName { .. }
            | Instr::DeleteName { .. }
            | Instr::LoadNamespace { .. } => c.kind == CodeKind::Namespace,
            _ => true,
        };
        if ok { Ok(()) } else { self.bad("an operand that means nothing here") }
    }

    /// Whether an instruction leaves everything below `keep` as it was.
    pub fn keeps_below(&self, instr: &Instr, keep: u16) -> bool {
        let mut same = true;
        let inside = |r: u16| r >= self.locals && r < keep;
        instr.each_operand(|_, role| {
            if let Role::Src(r) = role {
                same &= !inside(r);
            }
        });
        match instr.range() {
            Range::Takes(base, n) if n > 0 => same && !inside(base),
            _ => same,
        }
    }
}

fn is_call(instr: &Instr) -> bool {
    let plain = matches!(
        instr,
        Instr::Call { .. }
            | Instr::CallInPlace { .. }
            | Instr::CallKw { .. }
            | Instr::CallSpread { .. }
            | Instr::AwaitCall { .. }
    );
    plain || is_method_call(instr)
}

fn is_method_call(instr: &Instr) -> bool {
    matches!(
        instr,
        Instr::CallMethod { .. }
            | Instr::CallMethodInPlace { .. }
            | Instr::CallMethodKw { .. }
            | Instr::AwaitCallMethod { .. }
    )
}

/// Names of keyword arguments: different ones, no more than there are arguments.
fn are_keywords(names: &[Const], argc: u8) -> bool {
    let text = |k: &Const| if let Const::Str(text) = k { Some(text.clone()) } else { None };
    let texts: Option<Vec<Box<[u8]>>> = names.iter().map(text).collect();
    let Some(mut texts) = texts.filter(|texts| texts.len() <= usize::from(argc)) else { return false };
    texts.sort_unstable();
    texts.windows(2).all(|pair| pair[0] != pair[1])
}
