//! Records of running frames: 32 bytes each, on a stack that is reserved once.
//!
//! A record says what runs (`code`, `regs`), where it goes on (`ip`) and what happens at its end (one word: destination, [`Return`], flags, `extra`). The usual frame,
//! a plain call whose value takes the place of the callee, has nothing in that word but the destination: the short way out is one comparison.
//!
//! The limit of the stack is the recursion limit: what nests without a record lowers it, so a call compares two addresses and counts nothing. The limit that calls compare with
//! is the guard word (`guard.rs`), which is 0 while somebody wants to be heard.

use std::alloc::{Layout, alloc_zeroed, dealloc};

use crate::bytecode::Dst;
use crate::guard::Guard;
use crate::object::code::CodeObj;
use crate::object::function::FunctionObj;
use crate::object::generator::GenObj;
use crate::object::{Alive, Ref, Value};

use super::code::{Ip, code_of, function_of, of_record};
use super::registers::Regs;

/// What happens when a frame returns (or a frame of its own suspends).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Return {
    /// The value goes to register `dst` of the frame below.
    Store = 0,
    /// The run loop stops: somebody called it.
    Entry = 1,
    /// As Entry; the driver is the scheduler's task stepper, which understands native waits.
    Task = 2,
    /// As Task, in a turn of the scheduler's loop: the run loop may go on with the next task by itself.
    Turn = 3,
    /// `__init__`: must be None; the instance (below the function) goes to `dst`.
    Init = 4,
    /// A generator under `for`: a yielded value goes to `dst`, the end jumps.
    For = 5,
    /// `__new__` on behalf of a class: its result may have to be initialised. Below the function stands how many arguments the class was given, below that the class with them.
    New = 6,
    /// As Init; the run loop stops with the instance: somebody called it.
    EntryInit = 7,
}

impl Return {
    /// By number; as many as three bits can say.
    const ALL: [Return; 8] = {
        use Return::*;
        [Store, Entry, Task, Turn, Init, For, New, EntryInit]
    };

    /// Whether the scheduler drives.
    #[inline(always)]
    pub fn is_task(self) -> bool {
        matches!(self, Return::Task | Return::Turn)
    }

    /// Whether the run loop was called for this frame, and stops with it.
    #[inline(always)]
    pub fn stops(self) -> bool {
        matches!(self, Return::Entry | Return::EntryInit) || self.is_task()
    }
}

/// The frame is one of its own; `extra` is the place of its chain.
const OWN: u64 = 1 << 24;
/// The result does not go to the register below the window, where the function stands.
const ELSEWHERE: u64 = 1 << 25;

/// The record of a running frame.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Frame {
    code: *const CodeObj,
    regs: Regs,
    ip: Ip,
    /// From the lowest bit: destination (16), `Return` (8), flags (8), extra (32).
    word: u64,
}

impl Frame {
    /// No frame: it stands below the first record.
    const NONE: Frame = Frame { code: std::ptr::null(), regs: Regs::NONE, ip: Ip::NONE, word: 0 };

    /// A plain call of the function that stands below `regs`, whose code it is.
    #[inline(always)]
    pub(crate) fn plain(code: &CodeObj, regs: Regs, ip: Ip, ret: Return, dst: Dst) -> Frame {
        debug_assert!(std::ptr::eq(code_of(function_of(regs)), code), "the function below has this code");
        Frame { code, regs, ip, word: u64::from(dst.doubled()) | (ret as u64) << 16 | ELSEWHERE }
    }

    /// The same, where the value takes the place of the function: that is this register of the caller's.
    #[inline(always)]
    pub(crate) fn in_place(code: &CodeObj, regs: Regs, ip: Ip, func: Dst) -> Frame {
        debug_assert!(std::ptr::eq(code_of(function_of(regs)), code), "the function below has this code");
        Frame { code, regs, ip, word: u64::from(func.doubled()) }
    }

    /// A frame of its own, which begins or goes on at `ip`.
    #[inline(always)]
    pub(crate) fn own(g: &GenObj, ip: Ip, ret: Return, dst: Dst, chain: usize) -> Frame {
        let word = u64::from(dst.doubled()) | (ret as u64) << 16 | OWN | (chain as u64) << 32;
        Frame { code: &*g.code, regs: Regs::of_generator(g), ip, word }
    }

    /// Whether this is the record of a frame (and not what stands below the first one).
    #[inline(always)]
    pub fn is_frame(&self) -> bool {
        !self.code.is_null()
    }

    /// What runs.
    #[inline(always)]
    pub fn code<'a>(&self) -> &'a CodeObj {
        debug_assert!(self.is_frame(), "a frame runs");
        // SAFETY: the record is a frame's.
        unsafe { of_record(self.code) }
    }

    /// What runs, as a counted reference.
    pub fn code_ref(&self) -> Ref<CodeObj> {
        // SAFETY: the frame keeps its code alive.
        unsafe { Alive::of_payload(self.code()) }.retain()
    }

    /// The function, which stands below the registers.
    #[inline(always)]
    pub fn func<'a>(&self) -> &'a FunctionObj {
        function_of(self.regs)
    }

    /// The function as a counted reference.
    pub fn func_ref(&self) -> Ref<FunctionObj> {
        match self.regs.below(1).get(0u16).to_ref::<FunctionObj>() {
            Some(f) => f,
            None => unreachable!("a function stands below the window of its frame"),
        }
    }

    /// The registers.
    #[inline(always)]
    pub fn regs(&self) -> Regs {
        self.regs
    }

    /// While another frame runs above: the instruction that made the call. For a failing frame: the failing one.
    #[inline(always)]
    pub fn ip(&self) -> Ip {
        self.ip
    }

    /// Notes where the frame stands.
    #[inline(always)]
    pub fn set_ip(&mut self, ip: Ip) {
        self.ip = ip;
    }

    /// The register that the result goes to.
    #[inline(always)]
    pub fn dst(&self) -> Dst {
        Dst::from_doubled(self.word as u16)
    }

    /// What happens at the end.
    #[inline(always)]
    pub fn ret(&self) -> Return {
        Return::ALL[(self.word >> 16 & 7) as usize]
    }

    /// Whether the frame is one of its own.
    #[inline(always)]
    pub fn is_own(&self) -> bool {
        self.word & OWN != 0
    }

    /// A frame of its own: the place of its chain.
    #[inline(always)]
    pub fn chain(&self) -> usize {
        debug_assert!(self.is_own(), "only frames of their own have a chain");
        (self.word >> 32) as usize
    }

    /// A plain frame whose object was made: the object's number.
    #[inline(always)]
    pub fn seen(&self) -> Option<usize> {
        let extra = (self.word >> 32) as usize;
        if extra == 0 || self.is_own() { None } else { Some(extra - 1) }
    }

    /// Notes the number of a plain frame's object, or that it has none.
    pub fn set_seen(&mut self, number: Option<usize>) {
        debug_assert!(!self.is_own(), "the object of a frame of its own hangs on the frame");
        let extra = number.map_or(0, |n| n + 1) as u64;
        self.word = self.word & 0xffff_ffff | extra << 32;
    }

    /// Another frame of its own runs in this record: it goes on at `ip`.
    #[inline(always)]
    pub fn take_over(&mut self, g: &GenObj, ip: Ip) {
        debug_assert!(self.is_own(), "a record of a chain");
        self.code = &*g.code;
        self.regs = Regs::of_generator(g);
        self.ip = ip;
    }
}

/// A driven chain of frames of their own: there is one for each record with the flag, in the same order.
pub struct Chain {
    /// The root.
    pub root: Ref<GenObj>,
    /// The innermost link, which runs. The links between keep it alive.
    pub leaf: Alive<GenObj>,
    /// Links of the chain, for the recursion limit.
    pub links: u32,
    /// So many of them, from the root on, wait for what comes of an exception that was thrown into the chain.
    pub thrown: u32,
}

/// Frame records that a stack has beyond what the recursion limit allows: for handlers of RecursionError and for comparisons.
const SPARE: usize = 1 << 14;
/// The highest recursion limit that counts, for a stack of the usual size.
pub const MAX_DEPTH: u32 = (1 << 20) - SPARE as u32;

/// The records of running frames. Below the first record stands one that is never a frame's.
#[repr(C)]
pub struct FrameStack {
    top: *mut Frame,
    /// Shows `limit` while this is the thread of execution that runs.
    guard: Guard,
    /// The record that must not be used: `base` and as many as may run, less what nests otherwise.
    limit: *mut Frame,
    base: *mut Frame,
    capacity: usize,
    /// What `limit` was made of: records that may run, and what counts as running without a record.
    allowed: u32,
    besides: u32,
    /// No frame may run: somebody is to be heard first.
    shut: bool,
    /// The guard word stays raised: somebody watches.
    watched: bool,
}

impl FrameStack {
    /// An empty stack that allows so many frames at most. None: the system gives no such address space.
    pub fn new(most: u32, guard: Guard) -> Option<FrameStack> {
        let capacity = most as usize + SPARE;
        let layout = Layout::array::<Frame>(capacity).ok()?;
        // SAFETY: the layout has a size.
        let base = unsafe { alloc_zeroed(layout) } as *mut Frame;
        if base.is_null() {
            return None;
        }
        // SAFETY: the first record is written before anybody reads it.
        unsafe { base.write(Frame::NONE) };
        let mut stack = FrameStack {
            top: base,
            guard,
            limit: base,
            base,
            capacity,
            allowed: most.min(1000),
            besides: 0,
            shut: false,
            watched: false,
        };
        stack.find_limit();
        Some(stack)
    }

    fn find_limit(&mut self) {
        let allowed = if self.shut { 0 } else { self.allowed as usize };
        self.limit = self.base.wrapping_add(allowed).wrapping_sub(self.besides as usize);
    }

    fn set_limit(&mut self) {
        self.find_limit();
        self.show_limit();
    }

    /// The guard word speaks of this stack from now on.
    #[inline]
    pub fn show_limit(&self) {
        self.guard.set_limit(self.limit.addr());
    }

    /// Whoever has asked to be heard is being heard.
    pub fn lower_guard(&self) {
        self.guard.lower(self.limit.addr());
        if self.watched {
            self.guard.raise();
        }
    }

    /// The guard word stays raised from now on, or only while somebody asks.
    pub fn keep_guard(&mut self, raised: bool) {
        self.watched = raised;
        if raised {
            self.guard.raise();
        }
    }

    /// Whether somebody wants to be heard.
    #[inline(always)]
    pub fn is_guard_raised(&self) -> bool {
        self.guard.is_raised()
    }

    /// Whether another frame may run, and nobody wants to be heard first.
    #[inline(always)]
    pub fn lets_pass(&self) -> bool {
        self.guard.lets_pass(self.top.addr())
    }

    /// Whether another frame may run.
    #[inline(always)]
    pub fn has_room(&self) -> bool {
        self.top < self.limit
    }

    /// How many frames may run; more than the stack was made for are not allowed.
    pub fn allow(&mut self, n: u32) {
        self.allowed = n.min((self.capacity - SPARE) as u32);
        self.set_limit();
    }

    /// From now on nothing has room, or again what has been allowed. So the next call is a look at what is due, and no other call pays for it.
    pub fn shut(&mut self, shut: bool) {
        self.shut = shut;
        self.set_limit();
    }

    /// Whether somebody is to be heard before a frame may run.
    pub fn is_shut(&self) -> bool {
        self.shut
    }

    /// For the moment so many more may run: what the handler of a RecursionError wants to call. `lend_back` ends it.
    pub fn lend(&mut self, n: u32) {
        self.shut = false;
        self.allowed += n;
        self.set_limit();
    }

    /// Ends what `lend` began.
    pub fn lend_back(&mut self, n: u32) {
        self.allowed -= n;
        self.set_limit();
    }

    /// So many frames count as running without a record of their own: links of chains, comparisons that nest.
    #[inline]
    pub fn add_besides(&mut self, n: u32) {
        self.besides += n;
        // It may come to lie below the first record: then nothing has room.
        self.limit = self.limit.wrapping_sub(n as usize);
        self.show_limit();
    }

    /// They run no more.
    #[inline]
    pub fn sub_besides(&mut self, n: u32) {
        self.besides -= n;
        self.limit = self.limit.wrapping_add(n as usize);
        self.show_limit();
    }

    /// All that counts for the recursion limit.
    pub fn depth(&self) -> u32 {
        self.len() as u32 + self.besides
    }

    /// Whether what counts is so much more than what is allowed.
    pub fn is_beyond(&self, more: u32) -> bool {
        self.depth() >= self.allowed + more
    }

    /// The top record; without a frame, one that refers to nothing.
    #[inline(always)]
    pub fn top(&self) -> &Frame {
        // SAFETY: `top` points at a written record always.
        unsafe { &*self.top }
    }

    /// The top record, to change it.
    #[inline(always)]
    pub fn top_mut(&mut self) -> &mut Frame {
        // SAFETY: as above.
        unsafe { &mut *self.top }
    }

    /// The top record, if a frame runs.
    #[inline(always)]
    pub fn last(&self) -> Option<&Frame> {
        if self.top == self.base { None } else { Some(self.top()) }
    }

    /// Adds a record. Whoever adds one has asked whether there is room, or is lent some.
    #[inline(always)]
    pub fn push(&mut self, f: Frame) {
        // SAFETY: the limit lies so far below the end that what is lent has room, too.
        unsafe {
            self.top = self.top.add(1);
            self.top.write(f);
        }
        debug_assert!(self.len() < self.capacity, "the recursion limit bounds the records");
    }

    /// Notes where the top frame stands, which calls, and adds the record of what it calls, which begins at the instruction that is given back. There is room.
    #[inline(always)]
    pub fn push_call(&mut self, caller: Ip, code: &CodeObj, record: impl FnOnce(Ip) -> Frame) -> Ip {
        let top = self.top;
        // SAFETY: `top` is a written record, and there is room for another one.
        unsafe {
            (*top).ip = caller;
            let start = Ip::start(code);
            let top = top.add(1);
            top.write(record(start));
            self.top = top;
            start
        }
    }

    /// Takes the top record off, if nothing is to be thought of at the end: a plain call whose value takes the place of the callee, no frame object. The caller's record.
    #[inline(always)]
    pub fn pop_in_place(&mut self) -> Option<&Frame> {
        self.pop_if(|word| word <= u64::from(u16::MAX)).map(|(_, caller)| caller)
    }

    /// Takes the top record off, if nothing but a destination is to be thought of at the end: a plain call, no frame object. The destination, and the caller's record.
    #[inline(always)]
    pub fn pop_simple(&mut self) -> Option<(Dst, &Frame)> {
        let popped = self.pop_if(|word| word & !u64::from(u16::MAX) == ELSEWHERE);
        popped.map(|(word, caller)| (Dst::from_doubled(word as u16), caller))
    }

    /// Takes the top record off, if its word says so; the word, and the caller's record. Such words have only frames that return a value to another one.
    #[inline(always)]
    fn pop_if(&mut self, says_so: impl Fn(u64) -> bool) -> Option<(u64, &Frame)> {
        let top = self.top;
        // SAFETY: `top` points at a written record; below one that returns a value to another stands that one.
        unsafe {
            let word = (*top).word;
            if !says_so(word) || cfg!(feature = "checked") && top == self.base {
                return None;
            }
            let caller = top.sub(1);
            self.top = caller;
            Some((word, &*caller))
        }
    }

    /// Takes the record of a frame off that runs.
    #[inline(always)]
    pub fn pop(&mut self) {
        debug_assert!(self.top != self.base, "a frame runs");
        // SAFETY: there is a record below, the first one at least.
        self.top = unsafe { self.top.sub(1) };
    }
}

impl std::ops::Deref for FrameStack {
    type Target = [Frame];
    fn deref(&self) -> &[Frame] {
        // SAFETY: the records behind the first up to the top are written.
        unsafe { std::slice::from_raw_parts(self.base.add(1), self.top.offset_from(self.base) as usize) }
    }
}

impl std::ops::DerefMut for FrameStack {
    fn deref_mut(&mut self) -> &mut [Frame] {
        // SAFETY: as above.
        unsafe { std::slice::from_raw_parts_mut(self.base.add(1), self.top.offset_from(self.base) as usize) }
    }
}

impl Drop for FrameStack {
    fn drop(&mut self) {
        // SAFETY: allocated in `new` with this layout.
        unsafe { dealloc(self.base as *mut u8, Layout::array::<Frame>(self.capacity).expect("as in `new`")) }
    }
}

/// The size of a record is part of the speed of calls.
const _: () = assert!(std::mem::size_of::<Frame>() == 32 && std::mem::size_of::<Value>() == 16);
