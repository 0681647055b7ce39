//! Loaded code: bytecode with its constants as values, its names interned, and its inline caches.

use std::cell::Cell;
use std::rc::Rc;

use crate::bytecode::{Code, Instr};
use crate::source::SourceNumber;

use super::cache::Cache;
use super::header::Kind;
use super::kinds::{Payload, Visit};
use super::store::FirstInstr;
use super::str::StrObj;
use super::value::{Ref, Value};

/// A code object.
pub struct CodeObj {
    /// The verified bytecode.
    pub code: Rc<Code>,
    pub consts: Box<[Value]>,
    pub names: Box<[Ref<StrObj>]>,
    pub caches: Box<[Cache]>,
    /// Names of locals and free variables, interned.
    pub locals: Box<[Ref<StrObj>]>,
    pub free: Box<[Ref<StrObj>]>,
    /// `co_name`, `co_qualname`, `co_filename`
    pub name: Ref<StrObj>,
    pub qualname: Ref<StrObj>,
    pub file: Ref<StrObj>,
    /// Copies of what calls need at once.
    pub instrs: FirstInstr,
    pub registers: u32,
    /// Bytes of all registers.
    pub frame_bytes: usize,
    pub n_locals: u32,
    /// Bytes of the locals among them.
    pub locals_bytes: usize,
    /// The first operand (`Src::doubled`) that names no local.
    pub locals_end: u32,
    /// Positional parameters if there is no other kind (a call with exactly that many positional arguments needs no binder); else `u32::MAX`.
    pub plain_params: u32,
    /// The same where all locals are parameters; else `u32::MAX`.
    pub bare_params: u32,
    /// `plain_params`, whatever a call makes; `u32::MAX` if there are parameters of other kinds.
    pub exact_params: u32,
    /// Positional parameters if there are no others and all can be given by name; else `u32::MAX`.
    pub quick_params: u32,
    /// The same for a coroutine function; `u32::MAX` for any other.
    pub plain_coroutine: u32,
    /// Registers that the parameters fill.
    pub params: u32,
    /// How a call starts: 0 plain function, 1 makes a generator, coroutine or async generator.
    pub makes_generator: bool,
    /// The code has exception handlers: a suspended frame of it must be closed before it is dropped.
    pub has_handlers: bool,
    /// `types.coroutine` marked it (CO_ITERABLE_COROUTINE).
    pub iterable_coroutine: Cell<bool>,
    /// Which source text the code came from, for tracebacks; the VM's number.
    pub source: Rc<SourceNumber>,
}

impl CodeObj {
    /// The names of the parameters that can be given by position only, and of those that can be given by name.
    #[inline]
    pub fn named_parameters(&self) -> (&[Ref<StrObj>], &[Ref<StrObj>]) {
        let c = &self.code;
        self.locals[..usize::from(c.positional + c.keyword_only)].split_at(c.positional_only as usize)
    }
}

/// How many places an instruction has beside its own: a `for` stores the item at one of its own, as in CPython, whose targets are instructions; that of the call in a fused `await f(x)` comes behind that of the await.
fn more_places(i: &Instr) -> u32 {
    u32::from(matches!(i, Instr::ForIter { .. } | Instr::AwaitCall { .. } | Instr::AwaitCallMethod { .. }))
}

/// Places in the code as scripts count them (`f_lasti`, `co_lines`, `sys.monitoring`): one of two bytes for the beginning (CPython's `RESUME`), then for each instruction one for each line that is passed
/// before it without an instruction, and its own.
impl CodeObj {
    /// The place of each instruction, and the end of all.
    pub fn places(&self) -> Vec<u32> {
        let mut visits = self.code.visits.iter().peekable();
        let mut at = 2;
        let mut out = Vec::with_capacity(self.code.instrs.len() + 1);
        for (i, instr) in self.code.instrs.iter().enumerate() {
            while visits.next_if(|v| v.instr as usize <= i).is_some() {
                at += 2;
            }
            out.push(at);
            at += 2 + 2 * more_places(instr);
        }
        out.push(at);
        out
    }

    /// The place of one instruction.
    pub fn place(&self, instr: u32) -> u32 {
        let before = &self.code.instrs[..self.code.instrs.len().min(instr as usize)];
        let visits = self.code.visits.partition_point(|v| v.instr <= instr) as u32;
        2 + 2 * (instr + visits + before.iter().map(more_places).sum::<u32>())
    }

    /// The instruction at a place.
    pub fn instr_at(&self, place: u32) -> u32 {
        self.places().partition_point(|p| *p <= place).saturating_sub(1) as u32
    }

    /// Where control goes if a conditional jump is not taken, and if it is.
    pub fn branches(&self) -> Vec<(u32, u32, u32)> {
        let places = self.places();
        let first = |i: u32| {
            let visits = self.code.visits.iter().filter(|v| v.instr == i).count() as u32;
            places.get(i as usize).map_or(0, |p| p - 2 * visits)
        };
        let mut out = Vec::new();
        for (i, instr) in self.code.instrs.iter().enumerate() {
            if matches!(instr, Instr::Jump { .. } | Instr::JumpBack { .. }) {
                continue;
            }
            let Some(distance) = instr.jump() else { continue };
            let to = i as i64 + 1 + i64::from(distance);
            let left =
                if matches!(instr, Instr::ForIter { .. }) { places[i] + 2 } else { first(i as u32 + 1) };
            out.push((places[i], left, first(to as u32)));
        }
        out
    }
}

impl Payload for CodeObj {
    const KIND: Kind = Kind::Code;
    fn traverse(&self, visit: Visit<'_>) {
        self.consts.iter().for_each(visit);
    }
}
