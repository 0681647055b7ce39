//! The register stack and raw access to frames' registers: one of the modules that may use `unsafe`.
//!
//! The stack is reserved once, so that the bases of windows never move; zeroed memory is `Undef`. What the run loop assumes about
//! operands rests on the bytecode verifier; the feature `checked` looks again.
#![allow(unsafe_code)]

use std::alloc::{Layout, alloc_zeroed, dealloc};

use crate::bytecode::Instr;
use crate::object::code::{Cache, CodeObj};
use crate::object::dict::DictObj;
use crate::object::function::{FunctionObj, NativeObj};
use crate::object::generator::GenObj;
use crate::object::value::read_words;
use crate::object::{ObjRef, Ref, Value};

use super::frame::{Frame, FrameObj};

use super::native::{AttrDef, NativeDef};

/// The register stack of a thread of execution.
pub struct RegisterStack {
    base: *mut Value,
    capacity: usize,
    /// Where the last 64 registers begin.
    limit: *mut Value,
    /// First register that no running frame or native uses.
    pub top: *mut Value,
}

impl RegisterStack {
    /// A stack of `capacity` registers; memory is touched only where it is used.
    pub fn new(capacity: usize) -> RegisterStack {
        let layout = Layout::array::<Value>(capacity).expect("constant size");
        // SAFETY: the layout has a size.
        let base = unsafe { alloc_zeroed(layout) } as *mut Value;
        assert!(!base.is_null(), "memory for the register stack");
        // SAFETY: within the allocation.
        let limit = unsafe { base.add(capacity - 64) };
        RegisterStack { base, capacity, limit, top: base }
    }

    /// Whether `n` registers fit above `at`.
    #[inline(always)]
    pub fn fits(&self, at: *mut Value, n: usize) -> bool {
        at as usize + n * std::mem::size_of::<Value>() <= self.limit as usize
    }

    /// Whether a window lies on this stack (and not in a frame of its own).
    #[inline(always)]
    pub fn contains(&self, at: *mut Value) -> bool {
        let a = at as usize;
        let b = self.base as usize;
        a >= b && a < b + self.capacity * std::mem::size_of::<Value>()
    }

    /// Registers in use.
    pub fn height(&self) -> usize {
        (self.top as usize - self.base as usize) / std::mem::size_of::<Value>()
    }

    /// Pushes values at the top; the window that holds them is returned. The caller pops it.
    pub fn push_window(&mut self, values: impl Iterator<Item = Value>) -> Window {
        let start = self.top;
        let mut n = 0;
        for v in values {
            // SAFETY: callers check `fits` (calls do, for what a frame may need); registers above the top hold no object.
            unsafe { start.add(n).write(v) };
            n += 1;
        }
        // SAFETY: within the stack.
        self.top = unsafe { start.add(n) };
        Window { start, len: n }
    }

    /// Drops what is left in a window and everything above.
    pub fn pop_window(&mut self, w: Window) {
        self.top = w.start;
        w.clear();
    }
}

impl Drop for RegisterStack {
    fn drop(&mut self) {
        // SAFETY: allocated in `new` with this layout. Frames are gone, so no register holds an object.
        unsafe {
            dealloc(self.base as *mut u8, Layout::array::<Value>(self.capacity).expect("constant size"))
        }
    }
}

/// Frame records that may exist at once; `depth_limit` stays below it.
const RECORDS: usize = 1 << 20;
/// The highest recursion limit that counts: the rest is for records above the limit (handlers of RecursionError, comparisons).
pub const MAX_DEPTH: u32 = (RECORDS - (1 << 14)) as u32;

/// The records of running frames. As the register stack it is reserved once and touched only where it is used, so that the run loop finds the top
/// record behind one pointer. Below the first record stands one that is never a frame's.
pub struct FrameStack {
    base: *mut Frame,
    top: *mut Frame,
}

impl FrameStack {
    /// An empty stack.
    pub fn new() -> FrameStack {
        let layout = Layout::array::<Frame>(RECORDS).expect("constant size");
        // SAFETY: the layout has a size.
        let base = unsafe { alloc_zeroed(layout) } as *mut Frame;
        assert!(!base.is_null(), "memory for the frame stack");
        // SAFETY: the first record is written before anybody reads it.
        unsafe { base.write(Frame::NONE) };
        FrameStack { base, top: base }
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

    /// The top record, if a frame runs, to change it.
    #[inline(always)]
    pub fn last_mut(&mut self) -> Option<&mut Frame> {
        if self.top == self.base { None } else { Some(self.top_mut()) }
    }

    /// Adds a record. Every record raises `depth` by at least one, and who adds one has looked at `depth_limit`.
    #[inline(always)]
    pub fn push(&mut self, f: Frame) {
        // SAFETY: `depth_limit` is below `RECORDS`, see `MAX_DEPTH`.
        unsafe {
            self.top = self.top.add(1);
            self.top.write(f);
        }
        debug_assert!(self.len() < RECORDS - 1, "the recursion limit bounds the records");
    }

    /// Takes the record of a frame off that runs.
    #[inline(always)]
    pub fn drop_top(&mut self) {
        debug_assert!(self.top != self.base, "a frame runs");
        // SAFETY: there is a record below, the first one at least.
        self.top = unsafe { self.top.sub(1) };
    }

    /// Takes the top record off.
    #[inline(always)]
    pub fn pop(&mut self) -> Option<Frame> {
        if self.top == self.base {
            return None;
        }
        let f = *self.top();
        // SAFETY: there is a record below, the first one at least.
        self.top = unsafe { self.top.sub(1) };
        Some(f)
    }
}

impl Default for FrameStack {
    fn default() -> FrameStack {
        FrameStack::new()
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
        unsafe { dealloc(self.base as *mut u8, Layout::array::<Frame>(RECORDS).expect("constant size")) }
    }
}

/// Some registers of the stack.
#[derive(Clone, Copy)]
pub struct Window {
    pub start: *mut Value,
    pub len: usize,
}

impl Window {
    /// The registers.
    #[allow(clippy::mut_from_ref)]
    pub fn slots<'a>(self) -> &'a mut [Value] {
        // SAFETY: the registers exist while the window is on the stack, and only its owner looks at them.
        unsafe { std::slice::from_raw_parts_mut(self.start, self.len) }
    }

    /// Drops what the registers hold.
    pub fn clear(self) {
        for i in 0..self.len {
            // SAFETY: as above; the value is moved out before it is dropped.
            drop(unsafe { std::mem::take(&mut *self.start.add(i)) });
        }
    }
}

/// The declaration behind a native function object.
#[inline(always)]
pub fn def_of(n: &NativeObj) -> &'static NativeDef {
    // SAFETY: native function objects are made by `Vm::new_native` only, from a `&'static NativeDef`.
    unsafe { &*(n.def as *const NativeDef) }
}

/// The declaration behind a computed attribute.
pub fn attr_def(p: *const ()) -> &'static AttrDef {
    // SAFETY: `Member::Native` is made by `Vm::add_attrs` only, from a `&'static AttrDef`.
    unsafe { &*(p as *const AttrDef) }
}

/// The registers of the running frame.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Regs(pub *mut Value);

impl Regs {
    #[inline(always)]
    fn at(self, i: u16) -> *mut Value {
        // SAFETY: the verifier bounds every operand by the frame's number of registers.
        unsafe { self.0.add(i as usize) }
    }

    /// Looks at a register. Script code that runs meanwhile may change it: clone first.
    #[inline(always)]
    pub fn get<'a>(self, i: u16) -> &'a Value {
        // SAFETY: in range; used for the length of an instruction's fast path only.
        unsafe { &*self.at(i) }
    }

    /// Moves a value out and leaves Undef.
    #[inline(always)]
    pub fn take(self, i: u16) -> Value {
        // SAFETY: in range; the register is overwritten at once.
        unsafe {
            let p = self.at(i);
            let v = read_words(p);
            p.write(Value::Undef);
            v
        }
    }

    /// Overwrites a register; the old value is returned.
    #[inline(always)]
    pub fn replace(self, i: u16, v: Value) -> Value {
        // SAFETY: in range.
        unsafe { std::mem::replace(&mut *self.at(i), v) }
    }

    /// Overwrites a register that holds no object.
    #[inline(always)]
    pub fn put(self, i: u16, v: Value) {
        // SAFETY: in range; nothing needs dropping.
        unsafe { self.at(i).write(v) }
    }

    /// The registers from `i` on.
    #[inline(always)]
    pub fn from(self, i: u16) -> Regs {
        Regs(self.at(i))
    }

    /// Moves a run of values out.
    pub fn take_all(self, i: u16, n: usize) -> Vec<Value> {
        self.slots(i, n).iter_mut().map(Value::take).collect()
    }

    /// The register `n` below the first.
    #[inline(always)]
    pub fn below(self, n: usize) -> Regs {
        // SAFETY: callers know that the caller's registers, or the entry's pushed ones, lie below.
        Regs(unsafe { self.0.sub(n) })
    }

    /// A run of registers as a slice.
    #[inline(always)]
    pub fn slots<'a>(self, i: u16, n: usize) -> &'a mut [Value] {
        // SAFETY: in range; only the instruction that owns the registers looks at them.
        unsafe { std::slice::from_raw_parts_mut(self.at(i), n) }
    }

    /// Moves `n` registers up by `by` places, last first; the registers above are dead.
    #[inline(always)]
    pub fn shift_up(self, from: u16, n: usize, by: usize) {
        // SAFETY: the frame's call headroom (see `CALL_ROOM`) covers the registers above; they hold no object.
        unsafe {
            let p = self.at(from);
            std::ptr::copy(p, p.add(by), n);
            for i in 0..by.min(n + by) {
                p.add(i).write(Value::Undef);
            }
        }
    }

    /// Moves `n` registers from `src`, which is left without objects.
    #[inline(always)]
    pub fn move_from(self, src: Regs, n: usize) {
        for i in 0..n {
            // SAFETY: both runs exist; the target holds no object.
            unsafe { self.0.add(i).write(std::mem::take(&mut *src.0.add(i))) }
        }
    }

    /// Fills registers with Undef; they hold no object before.
    #[inline(always)]
    pub fn fill_undef(self, from: u32, to: u32) {
        for i in from..to {
            // SAFETY: in range.
            unsafe { self.0.add(i as usize).write(Value::Undef) }
        }
    }

    /// Drops what registers hold.
    #[inline(always)]
    pub fn clear(self, from: u32, to: u32) {
        for i in from..to {
            // SAFETY: in range; the value is moved out before it is dropped.
            unsafe {
                let p = self.0.add(i as usize);
                if matches!(*p, Value::Obj(_)) {
                    drop(std::mem::take(&mut *p));
                }
            }
        }
    }
}

/// Registers above a frame's own that a call may use to arrange its arguments.
pub const CALL_ROOM: usize = 8;
/// Registers above the last ones of a call that a native's slots may take: less than lie behind the limit of the stack.
pub const NATIVE_ROOM: usize = 40;

/// The place of an instruction.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Ip(pub *const Instr);

impl Ip {
    /// The instruction.
    #[inline(always)]
    pub fn instr<'a>(self) -> &'a Instr {
        // SAFETY: the verifier lets control never leave the code, and a running frame keeps its code alive.
        unsafe { &*self.0 }
    }

    /// The next instruction.
    #[inline(always)]
    pub fn next(self) -> Ip {
        // SAFETY: as above.
        Ip(unsafe { self.0.add(1) })
    }

    /// The target of a jump, counted from the next instruction.
    #[inline(always)]
    pub fn jump(self, by: i32) -> Ip {
        // SAFETY: the verifier checks the targets of jumps.
        Ip(unsafe { self.0.offset(by as isize + 1) })
    }

    /// The instruction with this index.
    #[inline(always)]
    pub fn at(code: &CodeObj, i: u32) -> Ip {
        // SAFETY: indexes come from the code itself.
        Ip(unsafe { code.instrs.add(i as usize) })
    }

    /// The index of the instruction.
    #[inline(always)]
    pub fn index(self, code: &CodeObj) -> u32 {
        // SAFETY: both point into the code's instructions.
        unsafe { self.0.offset_from(code.instrs) as u32 }
    }
}

/// The code of a function, while nothing replaces `__code__`.
#[inline(always)]
pub fn code_of<'a>(f: &FunctionObj) -> &'a CodeObj {
    // SAFETY: a call uses this before script code can run; frames keep the code alive themselves.
    unsafe { &*f.code.as_ptr() }
}

/// What a frame record refers to lives as long as the frame: the function stands in the register below the frame's first one, or the frame of
/// its own holds it.
#[inline(always)]
#[allow(clippy::not_unsafe_ptr_arg_deref)]
pub fn alive<'a, T>(p: *const T) -> &'a T {
    // SAFETY: see above; callers pass pointers of frame records only.
    unsafe { &*p }
}

/// An inline cache of a code object.
#[inline(always)]
pub fn cache_at(code: &CodeObj, i: u16) -> &Cache {
    // SAFETY: the verifier bounds the operand by the number of caches.
    unsafe { code.caches.get_unchecked(i as usize) }
}

/// A constant of a code object.
#[inline(always)]
pub fn const_at(code: &CodeObj, i: u16) -> &Value {
    // SAFETY: the verifier bounds the operand by the number of constants.
    unsafe { code.consts.get_unchecked(i as usize) }
}

/// The value at a place of a dict that a cache remembers.
#[inline(always)]
pub fn place_value(dict: &DictObj, i: u32) -> Value {
    // SAFETY: no borrow is held between instructions, and none begins while the value is copied.
    let table = unsafe { &*dict.table_ptr() };
    table.value(i as usize)
}

/// Calls a function object whose address an inline cache holds: valid while the class epoch stays.
#[inline(always)]
pub fn cached_object(addr: usize) -> Value {
    // SAFETY: the cache was filled in this epoch from a class that holds the object.
    unsafe {
        let v = std::mem::ManuallyDrop::new(std::mem::transmute::<usize, ObjRef>(addr));
        Value::Obj((*v).clone())
    }
}

/// Takes over the count that entering a frame of its own put aside for its chain's root.
#[inline]
pub fn adopt_count(root: *const GenObj) -> Ref<GenObj> {
    // SAFETY: the record held one count of the root, which passes to the returned reference; the header stands directly before the payload.
    unsafe { std::mem::transmute::<usize, Ref<GenObj>>((root as *const u8).sub(16) as usize) }
}

/// The function of a frame record as a counted reference.
pub fn retained_function(f: *const FunctionObj) -> Ref<FunctionObj> {
    // SAFETY: a frame record's function is alive, and its header stands directly before the payload (16 bytes).
    unsafe {
        let addr = (f as *const u8).sub(16) as usize;
        let r = std::mem::ManuallyDrop::new(std::mem::transmute::<usize, Ref<FunctionObj>>(addr));
        (*r).clone()
    }
}

/// The code of a frame record as a counted reference.
pub fn retained_code(c: *const CodeObj) -> Ref<CodeObj> {
    // SAFETY: as for the function.
    unsafe {
        let addr = (c as *const u8).sub(16) as usize;
        let r = std::mem::ManuallyDrop::new(std::mem::transmute::<usize, Ref<CodeObj>>(addr));
        (*r).clone()
    }
}

/// Gives up a counted reference to a frame object into a record, or takes it back.
pub fn frame_object_to_raw(r: Ref<FrameObj>) -> *const FrameObj {
    let p: *const FrameObj = &*r;
    std::mem::forget(r);
    p
}

/// Takes the counted reference of a record back. Foreign payloads stand 24 bytes behind the header's start.
pub fn frame_object_from_raw(p: *const FrameObj) -> Ref<FrameObj> {
    // SAFETY: made by `frame_object_to_raw`, and taken back once.
    unsafe { std::mem::transmute::<usize, Ref<FrameObj>>((p as *const u8).sub(24) as usize) }
}
