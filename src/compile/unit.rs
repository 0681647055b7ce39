//! The code object being written: instructions, labels, registers, constants, and which locals are surely bound.
//!
//! Registers above the locals are a stack whose height is `top`. While control cannot reach the place (`reachable` is false), nothing is emitted,
//! so the code has no dead instructions and the verifier can ask for that.

use super::error::{Res, syntax};
use super::scope::{ScopeId, ScopeKind};
use crate::bytecode::*;
use crate::source::Span;
use crate::syntax::ast::Body;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use std::rc::Rc;

pub(super) type Reg = u16;

/// A place in the code that jumps name before it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label(pub u32);

/// A set of registers.
#[derive(Clone, Debug, Default)]
pub(super) struct RegSet(Vec<u64>);

impl RegSet {
    pub fn insert(&mut self, r: Reg) {
        let word = usize::from(r) / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (r % 64);
    }

    pub fn remove(&mut self, r: Reg) {
        if let Some(word) = self.0.get_mut(usize::from(r) / 64) {
            *word &= !(1 << (r % 64));
        }
    }

    pub fn contains(&self, r: Reg) -> bool {
        self.0.get(usize::from(r) / 64).is_some_and(|w| w >> (r % 64) & 1 == 1)
    }

    /// Keeps what both have.
    pub fn meet(&mut self, other: &RegSet) {
        self.0.truncate(other.0.len());
        for (a, b) in self.0.iter_mut().zip(&other.0) {
            *a &= b;
        }
    }

    pub fn subtract(&mut self, other: &RegSet) {
        for (a, b) in self.0.iter_mut().zip(&other.0) {
            *a &= !b;
        }
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct LabelInfo {
    pub position: Option<u32>,
    /// What is bound at every jump seen so far; None while there was none.
    pub bound: Option<RegSet>,
}

/// A stretch of code whose exceptions go to `target`. It may be interrupted by the code of an exit.
#[derive(Clone, Debug)]
pub(super) struct Region {
    pub target: Label,
    pub keep: Reg,
    pub open: Option<u32>,
    pub bound: RegSet,
    /// Whether any instruction was covered.
    pub used: bool,
}

/// A range of the exception table, with its label.
#[derive(Clone, Copy, Debug)]
pub(super) struct RawHandler {
    pub start: u32,
    pub end: u32,
    pub target: Label,
    pub keep: Reg,
}

/// The handler of an inlined comprehension.
pub(super) struct Cold {
    pub region: Region,
    pub variables: Vec<Reg>,
    pub span: Span,
}

/// What surrounds the statement being compiled.
pub(super) enum BlockKind<'a> {
    While {
        head: Label,
        end: Label,
    },
    /// `for` and `async for`: the iterator stands in a scratch register.
    For {
        iter: Reg,
        head: Label,
        end: Label,
    },
    /// The body of `try` with `except` clauses.
    Try,
    /// A body that `finally` follows.
    Finally {
        body: Body<'a>,
    },
    /// A handler: the exception and the one handled before; the name of `except .. as`.
    Handler {
        exc: Reg,
        save: Reg,
        name: Option<&'a str>,
    },
    With {
        exit: Reg,
        is_async: bool,
        place: Site,
    },
    /// A value that an exit under way keeps: another exit drops it.
    Pending {
        value: Reg,
    },
    /// The body of an `except*` clause, which no exit may leave.
    Star,
}

pub(super) struct Block<'a> {
    pub kind: BlockKind<'a>,
    /// Code of this block whose exceptions it handles.
    pub region: Option<Region>,
}

pub(super) struct CodeUnit<'a> {
    pub scope: ScopeId,
    /// The innermost scope: an inlined comprehension, or `scope`.
    pub lexical: ScopeId,
    pub scope_kind: ScopeKind,
    pub kind: CodeKind,
    pub flags: CodeFlags,
    pub name: Box<str>,
    pub qualname: Rc<str>,
    pub first_line: u32,
    pub span: Span,
    pub instrs: Vec<Instr>,
    pub spans: Vec<Span>,
    pub anchors: Vec<Anchor>,
    pub visits: Vec<Visit>,
    /// The statement stands on several lines: operands that are read where they stand tell their line.
    pub is_split: bool,
    /// The anchor of all that is emitted at present.
    pub anchor: Option<Span>,
    pub jumps: Vec<(u32, Label)>,
    pub labels: Vec<LabelInfo>,
    pub handlers: Vec<RawHandler>,
    /// Comprehensions whose variables must be cleared if they raise: written behind all other code.
    pub cold: Vec<Cold>,
    pub consts: Vec<Const>,
    /// Constants that only `LoadConstWide` reaches; they follow `consts`.
    pub wide_consts: Vec<Const>,
    pub const_ids: HashMap<Vec<u8>, u32>,
    pub names: Vec<Box<str>>,
    pub name_ids: HashMap<Box<str>, u16>,
    pub caches: Vec<CacheSite>,
    pub shared_caches: HashMap<u16, u16>,
    pub registers: HashMap<(ScopeId, &'a str), Reg>,
    /// Registers of comprehensions that are closed, by name and whether they hold a cell, for the next ones.
    pub spare: HashMap<(&'a str, bool), Vec<Reg>>,
    pub locals: Vec<Box<str>>,
    pub hidden: Vec<u16>,
    pub cells: Vec<u16>,
    pub free: Vec<&'a str>,
    /// How many locals there will be.
    pub local_count: Reg,
    pub parameters: (u16, u16, u16),
    pub top: Reg,
    pub max: Reg,
    pub bound: RegSet,
    /// Locals that `del` or the end of an `except` clause may unbind.
    pub killable: RegSet,
    pub reachable: bool,
    pub blocks: Vec<Block<'a>>,
    /// How many blocks are open that CPython counts and that are none here: handlers, which it has two for, and comprehensions
    /// written into the code around them.
    pub counted: usize,
    /// The statement that stands in too many blocks.
    pub too_nested: Option<Span>,
    pub doc: Option<u16>,
    /// Nodes that are known not to be constant expressions.
    pub not_constant: HashSet<usize>,
    /// Names of attributes stored through `self` (classes).
    pub static_attributes: Vec<&'a str>,
    /// The first limit that was exceeded.
    pub overflow: Option<&'static str>,
}

/// Up to here constants get 16-bit ids for every use; later ones are loaded in the wide form, and the rest of the space is kept for
/// constants that need a 16-bit id (code, keyword names).
const WIDE_AFTER: usize = 60_000;
/// Above this many cache sites, one per name is shared.
const SHARE_CACHES_AFTER: usize = 50_000;

/// A place in the text with the operator, brackets or arguments that a traceback underlines there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Site {
    pub span: Span,
    pub anchor: Option<Span>,
}

impl<'a> CodeUnit<'a> {
    pub fn new(
        scope: ScopeId,
        scope_kind: ScopeKind,
        kind: CodeKind,
        name: &str,
        qualname: Rc<str>,
    ) -> CodeUnit<'a> {
        CodeUnit {
            scope,
            lexical: scope,
            scope_kind,
            kind,
            flags: CodeFlags::default(),
            name: name.into(),
            qualname,
            first_line: 1,
            span: Span::default(),
            instrs: Vec::new(),
            spans: Vec::new(),
            anchors: Vec::new(),
            visits: Vec::new(),
            is_split: false,
            anchor: None,
            jumps: Vec::new(),
            labels: Vec::new(),
            handlers: Vec::new(),
            cold: Vec::new(),
            consts: Vec::new(),
            wide_consts: Vec::new(),
            const_ids: HashMap::new(),
            names: Vec::new(),
            name_ids: HashMap::new(),
            caches: Vec::new(),
            shared_caches: HashMap::new(),
            registers: HashMap::new(),
            spare: HashMap::new(),
            locals: Vec::new(),
            hidden: Vec::new(),
            cells: Vec::new(),
            free: Vec::new(),
            local_count: 0,
            parameters: (0, 0, 0),
            top: 0,
            max: 0,
            bound: RegSet::default(),
            killable: RegSet::default(),
            reachable: true,
            blocks: Vec::new(),
            counted: 0,
            too_nested: None,
            doc: None,
            not_constant: HashSet::new(),
            static_attributes: Vec::new(),
            overflow: None,
        }
    }

    // --- instructions ---

    pub fn here(&self) -> u32 {
        self.instrs.len() as u32
    }

    pub fn emit(&mut self, instr: Instr) {
        if !self.reachable {
            return;
        }
        if let Some(span) = self.anchor {
            self.anchors.push(Anchor { instr: self.here(), span });
        }
        if let (Instr::Return { src }, Some(last)) = (instr, self.instrs.last_mut()) {
            *last = last.to_return(src.reg());
        }
        self.instrs.push(instr);
        self.spans.push(self.span);
        if instr.ends() {
            self.reachable = false;
        }
    }

    /// Emits with another place than the current one.
    pub fn emit_at(&mut self, span: Span, instr: Instr) {
        self.emit_in(Site { span, anchor: None }, instr);
    }

    /// Emits with another place than the current one.
    pub fn emit_in(&mut self, place: Site, instr: Instr) {
        let saved = self.move_to(place);
        self.emit(instr);
        self.move_to(saved);
    }

    /// What is emitted from now on stands there; the place until now.
    pub fn move_to(&mut self, place: Site) -> Site {
        let span = std::mem::replace(&mut self.span, place.span);
        let anchor = std::mem::replace(&mut self.anchor, place.anchor);
        Site { span, anchor }
    }

    /// Emits an instruction whose operator stands at `anchor`.
    pub fn emit_anchored(&mut self, anchor: Span, instr: Instr) {
        if self.reachable {
            self.anchors.push(Anchor { instr: self.here(), span: anchor });
        }
        self.emit(instr);
    }

    /// Control passes the line of this place, where no instruction stands for it.
    pub fn visit(&mut self, at: u32) {
        if self.reachable {
            let instr = self.here();
            self.visits.push(Visit { instr, at });
        }
    }

    /// The place of what control passed last: for code that no text stands for, an empty span.
    pub fn last_place(&self) -> Span {
        match self.visits.last() {
            Some(v) if v.instr == self.here() => Span::new(v.at, v.at),
            _ => {
                let at = self.spans.last().copied().unwrap_or(self.span).start;
                Span::new(at, at)
            }
        }
    }

    /// Whether lines are passed before this instruction.
    pub fn has_visit(&self, instr: u32) -> bool {
        self.visits.binary_search_by_key(&instr, |v| v.instr).is_ok()
    }

    /// What jumps to this place does not pass the lines that are passed here otherwise: they get an instruction.
    fn seal_visits(&mut self) {
        if self.reachable && self.visits.last().is_some_and(|v| v.instr == self.here()) {
            self.emit(Instr::Nop);
        }
    }

    // --- labels ---

    pub fn label(&mut self) -> Label {
        self.labels.push(LabelInfo::default());
        Label(self.labels.len() as u32 - 1)
    }

    /// Puts the label here. Reachable afterwards if it was before or if anything jumps here.
    pub fn bind(&mut self, label: Label) {
        if self.labels[label.0 as usize].bound.is_some() {
            self.seal_visits();
        }
        let here = self.here();
        let info = &mut self.labels[label.0 as usize];
        debug_assert!(info.position.is_none(), "a label has one place");
        info.position = Some(here);
        let Some(bound) = info.bound.take() else { return };
        if self.reachable {
            self.bound.meet(&bound);
        } else {
            self.bound = bound;
            self.reachable = true;
        }
    }

    /// A label here that loops jump back to.
    pub fn loop_head(&mut self) -> Label {
        self.seal_visits();
        self.bound.subtract(&self.killable);
        let label = self.label();
        self.labels[label.0 as usize].position = Some(self.here());
        label
    }

    fn note_jump(&mut self, label: Label) {
        let here = self.here();
        self.jumps.push((here, label));
        let info = &mut self.labels[label.0 as usize];
        match &mut info.bound {
            Some(bound) => bound.meet(&self.bound),
            None => info.bound = Some(self.bound.clone()),
        }
    }

    /// A conditional jump; its distance is filled in later.
    pub fn branch(&mut self, instr: Instr, label: Label) {
        if self.reachable {
            self.note_jump(label);
            self.emit(instr);
        }
    }

    pub fn jump(&mut self, label: Label) {
        self.branch(Instr::Jump { to: Far(0) }, label);
        self.reachable = false;
    }

    pub fn jump_back(&mut self, label: Label) {
        if self.reachable {
            self.jumps.push((self.here(), label));
            self.emit(Instr::JumpBack { to: Far(0) });
        }
        self.reachable = false;
    }

    // --- exception regions ---

    pub fn region(&mut self, keep: Reg) -> Region {
        let target = self.label();
        let open = Some(self.here());
        Region { target, keep, open, bound: self.bound.clone(), used: false }
    }

    pub fn close(&mut self, region: &mut Region) {
        let Some(start) = region.open.take() else { return };
        let end = self.here();
        if end > start {
            region.used = true;
            self.handlers.push(RawHandler { start, end, target: region.target, keep: region.keep });
        }
    }

    pub fn reopen(&mut self, region: &mut Region) {
        if region.open.is_none() {
            region.open = Some(self.here());
        }
    }

    /// Begins the handler of a closed region: the exception stands in register `keep`, the stack above it is empty.
    pub fn begin_handler(&mut self, region: &Region) -> Reg {
        debug_assert!(!self.reachable, "nothing falls into a handler");
        self.labels[region.target.0 as usize].position = Some(self.here());
        self.reachable = region.used;
        self.bound = region.bound.clone();
        self.bound.subtract(&self.killable);
        self.top = region.keep;
        self.push()
    }

    /// Writes the handlers of comprehensions. They stand in the ranges of what surrounds the comprehension.
    pub fn write_cold(&mut self) {
        for cold in std::mem::take(&mut self.cold) {
            let Some(own) = self.handlers.iter().position(|h| h.target == cold.region.target) else {
                continue;
            };
            let at = self.handlers[own].start;
            let around = self.handlers[own + 1..].iter().find(|h| h.start <= at && at < h.end).copied();
            self.span = cold.span;
            let start = self.here();
            let exc = self.begin_handler(&cold.region);
            for r in cold.variables {
                self.emit(Instr::ClearLocal { local: Keep(r) });
            }
            self.emit(Instr::Reraise { exc: Src(exc) });
            if let Some(around) = around {
                self.handlers.push(RawHandler { start, end: self.here(), ..around });
            }
        }
    }

    // --- registers ---

    pub fn push(&mut self) -> Reg {
        let r = self.top;
        if usize::from(r) >= MAX_REGISTERS - 300 {
            self.overflow =
                Some("too many values at once in one function (more than 32468 with its variables)");
            return r;
        }
        self.top = r + 1;
        self.max = self.max.max(self.top);
        r
    }

    pub fn push_many(&mut self, n: u16) -> Reg {
        let r = self.top;
        for _ in 0..n {
            self.push();
        }
        r
    }

    pub fn is_local(&self, r: Reg) -> bool {
        r < self.local_count
    }

    /// Notes that a register is used though it was not pushed (a destination at the top).
    pub fn touch(&mut self, r: Reg) {
        self.max = self.max.max(r + 1);
    }

    /// Makes the local register of a name.
    pub fn add_local(&mut self, scope: ScopeId, name: &'a str, hidden: bool) -> Reg {
        let r = self.locals.len() as Reg;
        self.locals.push(name.into());
        self.registers.insert((scope, name), r);
        if hidden {
            self.hidden.push(r);
        }
        r
    }

    // --- constants and names ---

    fn intern(&mut self, c: Const, narrow: bool) -> u32 {
        let wide = !narrow && self.consts.len() >= WIDE_AFTER;
        let mut key = vec![u8::from(wide)];
        let keyed = const_key(&c, &mut key);
        if keyed && let Some(&id) = self.const_ids.get(&key) {
            return id;
        }
        let list = if wide { &mut self.wide_consts } else { &mut self.consts };
        let id = list.len() as u32;
        list.push(c);
        if keyed {
            self.const_ids.insert(key, id);
        }
        if !wide && id > u32::from(u16::MAX) {
            self.overflow = Some("too many functions, classes and constants in one block (more than 65536)");
        }
        id
    }

    /// The id of a constant that an instruction names in 16 bits.
    pub fn const_id(&mut self, c: Const) -> ConstId {
        if !self.reachable {
            return ConstId(0);
        }
        ConstId(self.intern(c, true) as u16)
    }

    pub fn load_const(&mut self, dst: Reg, c: Const) {
        if !self.reachable {
            return;
        }
        self.touch(dst);
        let d = Dst(dst);
        let instr = match c {
            Const::None => Instr::LoadNone { dst: d },
            Const::True => Instr::LoadTrue { dst: d },
            Const::False => Instr::LoadFalse { dst: d },
            Const::Ellipsis => Instr::LoadSpecial { which: 2, dst: d },
            Const::Int(i) if i32::try_from(i).is_ok() => Instr::LoadInt { dst: d, value: Imm32(i as i32) },
            c if self.consts.len() < WIDE_AFTER => {
                Instr::LoadConst { dst: d, k: ConstId(self.intern(c, false) as u16) }
            }
            c => {
                let Ok(low) = u8::try_from(dst) else {
                    self.overflow =
                        Some("more than 60000 constants in a function with more than 255 variables");
                    return;
                };
                Instr::LoadConstWide { dst: low, k: WideConst(self.intern(c, false)) }
            }
        };
        self.emit(instr);
    }

    pub fn name_id(&mut self, name: &str) -> NameId {
        if !self.reachable {
            return NameId(0);
        }
        if let Some(&id) = self.name_ids.get(name) {
            return NameId(id);
        }
        let id = self.names.len();
        if id >= usize::from(u16::MAX) {
            self.overflow = Some("too many names in one block (more than 65535)");
            return NameId(0);
        }
        self.names.push(name.into());
        self.name_ids.insert(name.into(), id as u16);
        NameId(id as u16)
    }

    pub fn cache(&mut self, name: &str) -> CacheId {
        if !self.reachable {
            return CacheId(0);
        }
        let name = self.name_id(name).0;
        let id = self.caches.len() as u16;
        if self.caches.len() >= SHARE_CACHES_AFTER {
            if let Some(&id) = self.shared_caches.get(&name) {
                return CacheId(id);
            }
            if self.caches.len() >= usize::from(u16::MAX) {
                self.overflow = Some("too many names in one block (more than 65535)");
                return CacheId(0);
            }
            self.shared_caches.insert(name, id);
        }
        self.caches.push(CacheSite { name });
        CacheId(id)
    }

    /// The error for a limit that was exceeded, if one was.
    pub fn check_limits(&self) -> Res {
        self.overflow.map_or(Ok(()), |what| syntax(self.span, what))
    }
}

/// Appends a key that is equal exactly for equal constants of equal type; false if the constant is never shared.
fn const_key(c: &Const, key: &mut Vec<u8>) -> bool {
    let mut number = |tag: u8, bits: u64| {
        key.push(tag);
        key.extend_from_slice(&bits.to_le_bytes());
    };
    match c {
        Const::None => number(0, 0),
        Const::True => number(1, 0),
        Const::False => number(2, 0),
        Const::Ellipsis => number(3, 0),
        Const::Int(i) => number(4, *i as u64),
        Const::Float(x) => number(5, x.to_bits()),
        Const::Complex { re, im } => {
            number(6, re.to_bits());
            number(6, im.to_bits());
        }
        Const::BigInt { digits, radix, negative } => {
            number(7, digits.len() as u64);
            key.extend_from_slice(&[*radix, u8::from(*negative)]);
            key.extend_from_slice(digits.as_bytes());
        }
        Const::Str(s) => {
            number(8, s.len() as u64);
            key.extend_from_slice(s);
        }
        Const::Bytes(s) => {
            number(9, s.len() as u64);
            key.extend_from_slice(s);
        }
        Const::Tuple(items) => {
            number(10, items.len() as u64);
            return items.iter().all(|i| const_key(i, key));
        }
        Const::FrozenSet(items) => {
            // Sets with the same items are one constant, in whatever order they were written.
            let mut keys = Vec::with_capacity(items.len());
            for i in items {
                let mut of_item = Vec::new();
                if !const_key(i, &mut of_item) {
                    return false;
                }
                keys.push(of_item);
            }
            keys.sort_unstable();
            keys.dedup();
            number(11, keys.len() as u64);
            key.extend(keys.into_iter().flatten());
        }
        Const::Code(_) => return false,
    }
    true
}
