//! The register stack of a thread of execution, and handles to windows of registers.
//!
//! The stack is reserved once, so that windows never move; zeroed memory is `Undef`. Nobody notes where the stack ends while script code runs: that follows from
//! the top frame. Only natives raise its floor ([`RegisterStack::floor`]) above values that they keep there.

use std::alloc::{Layout, alloc_zeroed, dealloc};

use crate::bytecode::{Base, Dst, Keep, Src, Temp};
use crate::object::code::CodeObj;
use crate::object::function::FunctionObj;
use crate::object::generator::GenObj;
use crate::object::{ObjRef, Value};

/// Registers above a frame's own that a call may use to arrange its arguments.
pub const CALL_ROOM: usize = 8;
/// Registers above the last ones of a call that a native's slots may take.
pub const NATIVE_ROOM: usize = 40;
/// Registers that lie behind the limit of the stack: a call's and a native's room above a window that just fitted.
const RESERVE: usize = 64;
const REGISTER: usize = std::mem::size_of::<Value>();

/// The register stack of a thread of execution.
#[repr(C)]
pub struct RegisterStack {
    base: *mut Value,
    /// Bytes up to the limit. A window that begins elsewhere (in a frame of its own) ends beyond it, too: see `fits_bytes`.
    room: usize,
    /// Above what natives keep on the stack.
    floor: *mut Value,
    capacity: usize,
}

impl RegisterStack {
    /// A stack of `capacity` registers; memory is touched only where it is used. None: the system gives no such address space.
    pub fn new(capacity: usize) -> Option<RegisterStack> {
        assert!(capacity > 4 * RESERVE, "a stack has room for a call");
        let layout = Layout::array::<Value>(capacity).ok()?;
        // SAFETY: the layout has a size.
        let base = unsafe { alloc_zeroed(layout) } as *mut Value;
        if base.is_null() {
            return None;
        }
        Some(RegisterStack { base, room: (capacity - RESERVE) * REGISTER, floor: base, capacity })
    }

    /// Whether `n` registers fit above `at`, with the room that calls and natives may use beyond them.
    #[inline(always)]
    pub fn fits(&self, at: Regs, n: usize) -> bool {
        self.fits_bytes(at, n * REGISTER)
    }

    /// Whether a window of so many bytes lies on this stack and fits. A window in a frame of its own never does.
    #[inline(always)]
    pub fn fits_bytes(&self, at: Regs, bytes: usize) -> bool {
        (at.0 as usize).wrapping_add(bytes).wrapping_sub(self.base as usize) <= self.room
    }

    /// Above what natives keep on the stack.
    #[inline(always)]
    pub fn floor(&self) -> Regs {
        Regs(self.floor)
    }

    /// Natives keep nothing above `at`; what was said before is returned, for whoever sets it back.
    #[inline(always)]
    pub fn set_floor(&mut self, at: Regs) -> Regs {
        debug_assert!(self.fits_bytes(at, 0) || at.0 == self.floor, "the floor lies on the stack");
        Regs(std::mem::replace(&mut self.floor, at.0))
    }
}

impl Drop for RegisterStack {
    fn drop(&mut self) {
        // SAFETY: allocated in `new` with this layout. Frames are gone, so no register holds an object.
        unsafe {
            dealloc(self.base as *mut u8, Layout::array::<Value>(self.capacity).expect("as in `new`"));
        }
    }
}

/// What names a register of a window: its number, or an operand.
pub trait Place: Copy {
    /// Bytes from the first register.
    fn offset(self) -> usize;
}

impl Place for u16 {
    #[inline(always)]
    fn offset(self) -> usize {
        self as usize * REGISTER
    }
}

/// Numbers in the source.
impl Place for i32 {
    #[inline(always)]
    fn offset(self) -> usize {
        self as usize * REGISTER
    }
}

macro_rules! places {
    ($($operand:ty)*) => { $(
        impl Place for $operand {
            #[inline(always)]
            fn offset(self) -> usize {
                self.doubled() as usize * (REGISTER / 2)
            }
        }
    )* };
}
places! { Dst Temp Src Keep Base }

impl<T: Place> Place for &T {
    #[inline(always)]
    fn offset(self) -> usize {
        (*self).offset()
    }
}

/// A window of registers: those of a frame, or of a call that is being laid out. Made from a stack or a frame of its own only.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub struct Regs(*mut Value);

impl Regs {
    /// No registers.
    pub(super) const NONE: Regs = Regs(std::ptr::null_mut());

    /// The registers of a frame of its own.
    #[inline(always)]
    pub fn of_generator(g: &GenObj) -> Regs {
        // SAFETY: a window of a frame of its own is used as long as the frame runs, or is held.
        Regs(unsafe { g.registers() })
    }

    /// The address of a register.
    ///
    /// # Safety
    /// The window has this register, and what is done with the address is over before the frame goes on.
    #[inline(always)]
    unsafe fn at(self, i: impl Place) -> *mut Value {
        // SAFETY: the verifier bounds every operand by the frame's number of registers.
        unsafe { self.0.byte_add(i.offset()) }
    }

    /// The address, to tell windows apart.
    pub fn addr(self) -> usize {
        self.0 as usize
    }

    /// Whether this window begins above another one.
    #[inline(always)]
    pub fn is_above(self, other: Regs) -> bool {
        self.0 > other.0
    }

    /// Looks at a register. Script code that runs meanwhile may change it: clone first.
    #[inline(always)]
    pub fn get<'a>(self, i: impl Place) -> &'a Value {
        // SAFETY: in range; used for the length of an instruction's fast path only.
        unsafe { &*self.at(i) }
    }

    /// Moves a value out and leaves Undef.
    #[inline(always)]
    pub fn take(self, i: impl Place) -> Value {
        // SAFETY: in range; the register is overwritten at once.
        unsafe {
            let p = self.at(i);
            let v = p.read();
            p.write(Value::Undef);
            v
        }
    }

    /// Moves an object out of a register that was seen to hold one.
    #[inline(always)]
    pub fn take_object(self, i: impl Place) -> ObjRef {
        match self.take(i) {
            Value::Obj(o) => o,
            _ => unreachable!("the register holds an object"),
        }
    }

    /// Overwrites a register; the old value is returned.
    #[inline(always)]
    pub fn replace(self, i: impl Place, v: Value) -> Value {
        // SAFETY: in range.
        unsafe { std::mem::replace(&mut *self.at(i), v) }
    }

    /// Overwrites a register that holds no object.
    #[inline(always)]
    pub fn put(self, i: impl Place, v: Value) {
        debug_assert!(!matches!(self.get(i), Value::Obj(_)), "the register holds no object");
        // SAFETY: in range; nothing needs dropping.
        unsafe { self.at(i).write(v) }
    }

    /// The value of an operand: a local is copied, a temporary moved.
    #[inline(always)]
    pub fn owned(self, r: Src, code: &CodeObj) -> Value {
        if u32::from(r.doubled()) >= code.locals_end { self.take(r) } else { self.get(r).clone() }
    }

    /// Drops what an operand holds that is no local.
    #[inline(always)]
    pub fn consume(self, r: Src, code: &CodeObj) {
        if u32::from(r.doubled()) >= code.locals_end {
            drop(self.take(r));
        }
    }

    /// The registers from `i` on.
    #[inline(always)]
    pub fn from(self, i: impl Place) -> Regs {
        // SAFETY: in range.
        Regs(unsafe { self.at(i) })
    }

    /// The registers from `n` on, where there may be more than operands can name (the arguments of `f(*a)`).
    #[inline(always)]
    pub fn beyond(self, n: usize) -> Regs {
        // SAFETY: callers have asked whether they fit.
        Regs(unsafe { self.0.add(n) })
    }

    /// The register `n` below the first.
    #[inline(always)]
    pub fn below(self, n: usize) -> Regs {
        // SAFETY: callers know that the caller's registers, or the entry's pushed ones, lie below.
        Regs(unsafe { self.0.sub(n) })
    }

    /// A register, for whoever takes its value.
    #[inline(always)]
    pub fn slot<'a>(self, i: impl Place) -> &'a mut Value {
        // SAFETY: in range; only the instruction that owns the register looks at it.
        unsafe { &mut *self.at(i) }
    }

    /// A run of registers as a slice.
    #[inline(always)]
    pub fn slots<'a>(self, i: impl Place, n: usize) -> &'a mut [Value] {
        // SAFETY: in range; only the instruction that owns the registers looks at them.
        unsafe { std::slice::from_raw_parts_mut(self.at(i), n) }
    }

    /// Moves a run of values out.
    pub fn take_all(self, i: impl Place, n: usize) -> Vec<Value> {
        self.slots(i, n).iter_mut().map(Value::take).collect()
    }

    /// Moves `n` registers up by `by` places, last first; the registers above are dead.
    #[inline(always)]
    pub fn shift_up(self, from: u16, n: usize, by: usize) {
        // SAFETY: the frame's call headroom (see `CALL_ROOM`) covers the registers above; they hold no object.
        unsafe {
            let p = self.at(from);
            std::ptr::copy(p, p.add(by), n);
            for i in 0..by {
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

    /// Lays values out from the first register on; how many there were. Callers have asked whether they fit.
    #[inline(always)]
    pub fn lay_out(self, values: impl Iterator<Item = Value>) -> usize {
        let mut n = 0;
        for v in values {
            // SAFETY: the registers exist and hold no object.
            unsafe { self.0.add(n).write(v) };
            n += 1;
        }
        n
    }

    /// Fills registers with Undef; they hold no object before.
    #[inline(always)]
    pub fn fill_undef(self, from: u32, to: u32) {
        for i in from..to {
            // SAFETY: in range.
            unsafe { self.0.add(i as usize).write(Value::Undef) }
        }
    }

    /// Drops what registers hold, the last one first.
    #[inline(always)]
    pub fn clear(self, from: u32, to: u32) {
        for i in (from..to).rev() {
            // SAFETY: in range; the value is moved out before it is dropped.
            unsafe {
                let p = self.0.add(i as usize);
                if matches!(*p, Value::Obj(_)) {
                    drop(std::mem::take(&mut *p));
                }
            }
        }
    }

    /// The function of the frame whose window this is: it stands below.
    #[inline(always)]
    pub fn function<'a>(self) -> &'a FunctionObj {
        super::code::function_of(self)
    }

    /// Lets go of `n` arguments above this register and of the callee in it, as far as others refer to them, too. False: something would die; what still stands there is
    /// left to `Vm::settle_native`.
    #[inline(always)]
    pub fn release_call(self, n: usize) -> bool {
        // The arguments first.
        for i in 1..=n {
            // SAFETY: callers laid the call out.
            if !unsafe { Self::release_shared(self.0.add(i)) } {
                return false;
            }
        }
        // SAFETY: as above.
        unsafe { Self::release_shared(self.0) }
    }

    /// Empties a register whose object others refer to, too. False: nothing has happened.
    ///
    /// # Safety
    /// The register exists.
    #[inline(always)]
    unsafe fn release_shared(p: *mut Value) -> bool {
        // SAFETY: the reference is forgotten where the count was lowered.
        unsafe {
            if let Value::Obj(o) = &*p {
                if !o.header().release_shared() {
                    return false;
                }
                p.write(Value::Undef);
            }
        }
        true
    }

    /// Takes the function from below a frame's window, whose end has come: it is an object always.
    #[inline(always)]
    pub fn take_function(self) -> ObjRef {
        self.replace_function(Value::Undef)
    }

    /// The same, and a value takes its place.
    #[inline(always)]
    pub fn replace_function(self, v: Value) -> ObjRef {
        let p = self.below(1).0;
        if cfg!(feature = "checked") {
            assert!(matches!(self.below(1).get(0u16), Value::Obj(_)), "a function stands below a window");
        }
        // SAFETY: a call puts the function there, and only the end of its frame takes it away; the second word of an object is the reference.
        unsafe {
            let f = p.cast::<ObjRef>().add(1).read();
            p.write(v);
            f
        }
    }

    /// Lets go of what the locals of a frame hold (so many bytes of them), the last one first, and of its function, as far as others refer to it, too: nothing dies. Else the function is
    /// given back, and the rest is left to `Vm::bury_frame`.
    #[inline(always)]
    pub fn leave_shared(self, bytes: usize, function: ObjRef) -> Option<ObjRef> {
        let mut at = bytes;
        while at != 0 {
            at -= REGISTER;
            // SAFETY: in range; the register is dead from now on, but what it holds must not be dropped again.
            unsafe {
                if !Self::release_shared(self.0.byte_add(at)) {
                    return Some(function);
                }
            }
        }
        // SAFETY: the reference is forgotten.
        unsafe {
            if !function.header().release_shared() {
                return Some(function);
            }
        }
        std::mem::forget(function);
        None
    }
}
