//! The verifier: the only way to a `Code`. The run loop reads operands unchecked and drops nothing twice because of what is proved here.
//!
//! It runs once over the reachable instructions in order of discovery and keeps, for each, the set of registers above the locals that are live. Every
//! path to an instruction must agree on that set, and so must every instruction of an exception range on the registers that its handler keeps.

use super::code::{Code, CodeKind, Unverified};
use super::instr::{Instr, Range};
use super::operand::Role;
use super::{BINARY_INTRINSICS, UNARY_INTRINSICS};
use std::fmt;

/// Why code was refused, and the instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyError {
    pub instr: usize,
    pub message: String,
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "instruction {}: {}", self.instr, self.message)
    }
}

/// The live registers above the locals, as bits; most code has few.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
struct Live(Vec<u64>);

impl Live {
    fn has(&self, r: u16) -> bool {
        self.0.get(usize::from(r) / 64).is_some_and(|w| w >> (r % 64) & 1 == 1)
    }

    fn add(&mut self, r: u16) {
        let word = usize::from(r) / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (r % 64);
    }

    fn remove(&mut self, r: u16) {
        if let Some(word) = self.0.get_mut(usize::from(r) / 64) {
            *word &= !(1 << (r % 64));
        }
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    /// Only the registers below `keep`.
    fn below(&self, keep: u16) -> Live {
        let mut live = self.clone();
        live.0.truncate(usize::from(keep).div_ceil(64));
        if !keep.is_multiple_of(64)
            && let Some(word) = live.0.get_mut(usize::from(keep) / 64)
        {
            *word &= (1 << (keep % 64)) - 1;
        }
        while live.0.last() == Some(&0) {
            live.0.pop();
        }
        live
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

struct Verifier<'c> {
    code: &'c Unverified,
    /// Base of the temporaries, relative to which `Live` counts.
    locals: u16,
    states: Vec<Option<Live>>,
    work: Vec<usize>,
    /// The entry of the exception table that covers each instruction.
    covering: Vec<Option<u32>>,
    /// The instruction that is being checked.
    at: usize,
}

type Checked<T = ()> = Result<T, VerifyError>;

/// Checks a code object.
pub fn verify(code: Unverified) -> Result<Code, VerifyError> {
    check_header(&code)?;
    let mut v = Verifier {
        code: &code,
        locals: code.locals.len() as u16,
        states: vec![None; code.instrs.len()],
        work: Vec::new(),
        covering: covering(&code),
        at: 0,
    };
    v.run()?;
    Ok(Code { inner: code })
}

/// For each instruction the first entry of the exception table that covers it.
fn covering(code: &Unverified) -> Vec<Option<u32>> {
    let mut covering = vec![None; code.instrs.len()];
    for (i, h) in code.handlers.iter().enumerate().rev() {
        covering[h.start as usize..h.end as usize].fill(Some(i as u32));
    }
    covering
}

fn refuse<T>(instr: usize, message: impl Into<String>) -> Checked<T> {
    Err(VerifyError { instr, message: message.into() })
}

fn check_header(c: &Unverified) -> Checked {
    let n = c.instrs.len();
    if n == 0 || n > i32::MAX as usize {
        return refuse(0, "code without instructions, or with too many");
    }
    if c.spans.len() != n {
        return refuse(0, "as many places as instructions");
    }
    let parameters = u32::from(c.positional)
        + u32::from(c.keyword_only)
        + u32::from(c.flags.var_args)
        + u32::from(c.flags.var_kwargs);
    if parameters as usize > c.locals.len() || c.positional_only > c.positional {
        return refuse(0, "parameters are locals");
    }
    if c.kind != CodeKind::Function && parameters != 0 {
        return refuse(0, "only functions have parameters");
    }
    if c.kind == CodeKind::Namespace && c.locals.is_empty() {
        return refuse(0, "the namespace stands in register 0");
    }
    if c.locals.len() > usize::from(c.registers) {
        return refuse(0, "locals are registers");
    }
    if c.hidden.iter().chain(&c.cells).any(|r| usize::from(*r) >= c.locals.len()) {
        return refuse(0, "hidden registers and cells are locals");
    }
    if c.caches.iter().any(|s| usize::from(s.name) >= c.names.len()) {
        return refuse(0, "a cache names a name");
    }
    if c.doc.is_some_and(|d| usize::from(d) >= c.consts.len()) {
        return refuse(0, "the docstring is a constant");
    }
    if c.anchors.iter().any(|a| a.instr as usize >= n) {
        return refuse(0, "an anchor belongs to an instruction");
    }
    for h in &c.handlers {
        if h.start >= h.end || h.end as usize > n || h.target as usize >= n {
            return refuse(h.start as usize, "an exception range lies in the code");
        }
        if usize::from(h.keep) < c.locals.len() || h.keep >= c.registers {
            return refuse(h.start as usize, "a handler keeps at least the locals");
        }
    }
    Ok(())
}

impl Verifier<'_> {
    fn run(&mut self) -> Checked {
        self.flow(0, Live::default())?;
        while let Some(at) = self.work.pop() {
            self.at = at;
            self.step()?;
        }
        if let Some(dead) = self.states.iter().position(Option::is_none) {
            return refuse(dead, "unreachable");
        }
        Ok(())
    }

    fn bad<T>(&self, message: impl Into<String>) -> Checked<T> {
        let instr = self.code.instrs[self.at];
        refuse(self.at, format!("{instr:?}: {}", message.into()))
    }

    /// Control reaches `target` with these registers live.
    fn flow(&mut self, target: usize, live: Live) -> Checked {
        let Some(state) = self.states.get_mut(target) else { return self.bad("control leaves the code") };
        match state {
            Some(known) if *known == live => Ok(()),
            Some(known) => {
                let text =
                    format!("paths to {target} disagree: {:?} and {:?}", registers(known), registers(&live));
                self.bad(text)
            }
            None => {
                *state = Some(live);
                self.work.push(target);
                Ok(())
            }
        }
    }

    fn step(&mut self) -> Checked {
        let at = self.at;
        let instr = self.code.instrs[at];
        let before = self.states[at].clone().expect("it was reached");
        self.enter_handlers(&before)?;
        self.check_selectors(&instr)?;
        let mut live = before;
        let mut jump = None;
        let mut written = Vec::new();
        let mut result = Ok(());
        instr.each_operand(|name, role| {
            if result.is_ok() {
                result = self.operand(name, role, &mut live, &mut written, &mut jump);
            }
        });
        result?;
        if let Instr::LoadConstWide { dst, .. } = instr {
            // The only destination of one byte, hence no `Dst`.
            written.push(dst.into());
        }
        match instr.range() {
            Range::None => {}
            Range::Takes(base, n) => {
                for r in self.span(base, n)? {
                    self.consume(r, &mut live)?;
                }
            }
            Range::Gives(base, n) => written.extend(self.span(base, n)?),
        }
        // `dst` is written on the way on only, or not when a jump is taken.
        let mut jumped = live.clone();
        for r in written {
            self.write(r, &mut live)?;
        }
        let next = at + 1;
        match instr {
            Instr::ForIter { iter, .. } => jumped.remove(iter.reg()),
            Instr::JumpIfTrueKeep { a, .. } | Instr::JumpIfFalseKeep { a, .. } => live.remove(a.reg()),
            Instr::Return { .. } | Instr::ReturnNone if !live.is_empty() => {
                return self
                    .bad(format!("registers {:?} still hold something at a return", registers(&live)));
            }
            _ => {}
        }
        if let Some(distance) = jump {
            let target = next as i64 + i64::from(distance);
            let back = matches!(instr, Instr::JumpBack { .. });
            if back != (target < next as i64) {
                return self.bad("only JumpBack goes backwards");
            }
            let Ok(target) = usize::try_from(target) else { return self.bad("a jump to before the code") };
            self.flow(target, jumped)?;
        }
        let ends = instr.ends() || matches!(instr, Instr::Jump { .. } | Instr::JumpBack { .. });
        if ends { Ok(()) } else { self.flow(next, live) }
    }

    /// An instruction that fails has consumed its operands; what lies below `keep` must be the same for a whole range.
    fn enter_handlers(&mut self, before: &Live) -> Checked {
        if let Some(i) = self.covering[self.at] {
            let h = self.code.handlers[i as usize];
            let mut live = before.below(h.keep);
            if !keeps_below(&self.code.instrs[self.at], h.keep, self.locals) {
                return self.bad(format!("consumes a register below {} that its handler keeps", h.keep));
            }
            live.add(h.keep);
            self.flow(h.target as usize, live)?;
        }
        Ok(())
    }

    fn span(&self, base: u16, n: u16) -> Checked<std::ops::Range<u16>> {
        let end = u32::from(base) + u32::from(n);
        if n > 0 && (base < self.locals || end > u32::from(self.code.registers)) {
            return self.bad("a range of registers above the locals");
        }
        Ok(base..base + n)
    }

    fn operand(
        &self,
        name: &str,
        role: Role,
        live: &mut Live,
        written: &mut Vec<u16>,
        jump: &mut Option<i32>,
    ) -> Checked {
        let c = self.code;
        let within = |index: usize, len: usize| {
            if index < len { Ok(()) } else { self.bad(format!("operand {name} out of range")) }
        };
        match role {
            Role::Dst(r) => {
                within(r.into(), c.registers.into())?;
                written.push(r);
            }
            Role::Src(r) => {
                within(r.into(), c.registers.into())?;
                self.consume(r, live)?;
            }
            Role::Keep(r) => {
                within(r.into(), c.registers.into())?;
                if r >= self.locals && !live.has(r) {
                    return self.bad(format!("reads register {r}, which is dead"));
                }
            }
            // An empty range may begin at the end.
            Role::Base(r) => within(r.into(), usize::from(c.registers) + 1)?,
            Role::Const(k) => within(k as usize, c.consts.len())?,
            Role::Name(k) => within(k.into(), c.names.len())?,
            Role::Cache(k) => within(k.into(), c.caches.len())?,
            Role::Free(k) => within(k.into(), c.free.len())?,
            Role::Jump(d) => *jump = Some(d),
            Role::Imm(_) => {}
        }
        Ok(())
    }

    fn consume(&self, r: u16, live: &mut Live) -> Checked {
        if r < self.locals {
            return Ok(());
        }
        if !live.has(r) {
            return self.bad(format!("consumes register {r}, which is dead"));
        }
        live.remove(r);
        Ok(())
    }

    fn write(&self, r: u16, live: &mut Live) -> Checked {
        if r < self.locals {
            return Ok(());
        }
        if live.has(r) {
            return self.bad(format!("writes register {r}, which is live"));
        }
        live.add(r);
        Ok(())
    }

    /// Numbers that select something, and operands whose kind of register matters.
    fn check_selectors(&self, instr: &Instr) -> Checked {
        let c = self.code;
        let ok = match *instr {
            Instr::LoadSpecial { which, .. } => which <= 2,
            Instr::BuildSlice { count, .. } => count == 2 || count == 3,
            Instr::GetAwaitable { what, .. } => what <= 3,
            Instr::Format { conversion, .. } | Instr::FormatSpec { conversion, .. } => conversion <= 3,
            Instr::Intrinsic { op, .. } => usize::from(op) < UNARY_INTRINSICS.len(),
            Instr::Intrinsic2 { op, .. } => usize::from(op) < BINARY_INTRINSICS.len(),
            Instr::MakeFunction { flags, code, .. } => {
                flags < 16 && matches!(c.consts.get(usize::from(code.0)), Some(super::Const::Code(_)))
            }
            Instr::CallKw { argc, names, .. } | Instr::CallMethodKw { argc, names, .. } => {
                matches!(c.consts.get(usize::from(names.0)), Some(super::Const::Tuple(t)) if t.len() <= argc.into())
            }
            Instr::CheckLocal { local }
            | Instr::DeleteLocal { local }
            | Instr::ClearLocal { local }
            | Instr::MakeCell { local } => local.reg() < self.locals,
            Instr::LoadCell { cell, .. }
            | Instr::StoreCell { cell, .. }
            | Instr::DeleteCell { cell }
            | Instr::LoadMapOrCell { cell, .. } => c.cells.contains(&cell.reg()),
            Instr::LoadConstWide { dst, .. } => {
                // The only destination that is no `Dst`.
                return if u16::from(dst) < c.registers {
                    Ok(())
                } else {
                    self.bad("operand dst out of range")
                };
            }
            Instr::LoadName { .. }
            | Instr::StoreName { .. }
            | Instr::DeleteName { .. }
            | Instr::LoadNamespace { .. } => c.kind == CodeKind::Namespace,
            _ => true,
        };
        if ok { Ok(()) } else { self.bad("an operand that means nothing here") }
    }
}

/// Whether an instruction leaves everything below `keep` as it was.
fn keeps_below(instr: &Instr, keep: u16, locals: u16) -> bool {
    let mut same = true;
    let inside = |r: u16| r >= locals && r < keep;
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

fn registers(live: &Live) -> Vec<u16> {
    (0..live.0.len() as u16 * 64).filter(|r| live.has(*r)).collect()
}
