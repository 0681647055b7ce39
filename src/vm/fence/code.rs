//! What records, instructions and inline caches name: instructions, constants, caches, declarations of natives, places of dicts.

use crate::bytecode::Instr;
use crate::object::cache::{Cache, Entry};
use crate::object::code::CodeObj;
use crate::object::dict::DictObj;
use crate::object::function::{Declaration, Declared, FunctionObj};
use crate::object::generator::GenObj;
use crate::object::plan::Plan;
use crate::object::store::ShapeRef;
use crate::object::{Alive, Value};

use super::registers::Regs;

/// The place of an instruction.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub struct Ip(*const Instr);

impl Ip {
    /// No instruction.
    pub(super) const NONE: Ip = Ip(std::ptr::null());

    /// The first instruction.
    #[inline(always)]
    pub fn start(code: &CodeObj) -> Ip {
        debug_assert!(std::ptr::eq(code.code.instrs.as_ptr(), unsafe { code.instrs.get() }), "of this code");
        // SAFETY: the code object keeps its code.
        Ip(unsafe { code.instrs.get() })
    }

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
        debug_assert!((i as usize) < code.code.instrs.len(), "an instruction of this code");
        // SAFETY: indexes come from the code itself.
        Ip(unsafe { code.instrs.get().add(i as usize) })
    }

    /// The index of the instruction.
    #[inline(always)]
    pub fn index(self, code: &CodeObj) -> u32 {
        // SAFETY: both point into the code's instructions.
        unsafe { self.0.offset_from(code.instrs.get()) as u32 }
    }
}

/// The code of a function. It stays alive as long as the function does, even if `__code__` is replaced meanwhile: see `FunctionObj::retired`. The function is one that a
/// frame runs, or is about to run: it stands in a register until the frame ends.
#[inline(always)]
pub fn code_of<'a>(f: &FunctionObj) -> &'a CodeObj {
    // SAFETY: see above. No borrow of the cell is held while another one begins; the reference is only looked through.
    unsafe { Alive::of(&*f.code.as_ptr()).get() }
}

/// A link of a driven chain, or the frame of its own behind a frame object. The links outside of it hold it, each in the register that it awaits, the root is held by
/// the chain; a frame of its own that goes away takes leave of those who know it (`GenObj::release_awaited`, `SeenFrame::ends`).
#[inline(always)]
pub fn link(g: &GenObj) -> Alive<GenObj> {
    // SAFETY: see above.
    unsafe { Alive::of_payload(g) }
}

/// The function below the window of a frame.
#[inline(always)]
pub(super) fn function_of<'a>(regs: Regs) -> &'a FunctionObj {
    let f = regs.below(1).get(0u16).cast::<FunctionObj>();
    debug_assert!(f.is_some(), "a function stands below the window of its frame");
    // SAFETY: a call puts the function there, and only the end of the frame takes it away.
    unsafe { f.unwrap_unchecked() }
}

/// What a record names.
///
/// # Safety
/// The record is one of a frame that runs.
#[inline(always)]
pub(super) unsafe fn of_record<'a>(code: *const CodeObj) -> &'a CodeObj {
    // SAFETY: the frame keeps its code alive, see `super`.
    unsafe { &*code }
}

/// The declaration that an object refers to. For `vm/native.rs` only, which makes these objects and knows of what type each of them has its declaration.
#[inline(always)]
pub fn declaration<T: Declaration>(d: Declared) -> &'static T {
    // SAFETY: native functions are made from a `&'static NativeDef` only, computed attributes from a `&'static AttrDef`.
    unsafe { d.get() }
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

/// The value in a dict that a cache of names remembers (`tag::GLOBAL` and its kin): the versions that it was filled under have been compared.
#[inline(always)]
pub fn cached_value<'a>(c: &Entry, dict: &DictObj) -> &'a Value {
    if cfg!(feature = "checked") {
        assert!(dict.is_value_at(c.index.get() as usize, &c.place), "the value has not moved");
    }
    // SAFETY: a value of a dict stays where it is while the dict's version does; versions are drawn from one counter for all dicts. The caller has compared them.
    unsafe { c.place.value() }
}

/// The function object that an inline cache holds: the caller has compared the class epoch, while which the class holds the object. (In the hard mode a freed object is
/// found by its header.)
#[inline(always)]
pub fn cached_object(c: &Entry) -> Value {
    // SAFETY: the entry was filled in this epoch from a class that holds the object.
    unsafe { c.place.object() }
}

/// The second object that an entry holds, on the same terms.
#[inline(always)]
pub fn second_object(c: &Entry) -> Value {
    // SAFETY: as above.
    unsafe { c.second.object() }
}

/// The function that the plan of a class begins with: the caller has compared the class epoch, while which the class or its metaclass holds it.
#[inline(always)]
pub fn planned_function(p: &Plan) -> Value {
    // SAFETY: the plan was made in this epoch.
    unsafe { p.function.object() }
}

/// What the class whose dict an entry holds has at the remembered place. The caller has compared the class epoch: while it stays, the class is there and has the same names.
#[inline(always)]
pub fn cached_item(c: &Entry) -> Value {
    // SAFETY: the entry was filled in this epoch with the dict of a class.
    unsafe { c.place.item(c.index.get() as usize) }
}

/// The shape that an object goes over to which gets the attribute of a cache as a new slot. The caller has looked at the tag and at the epoch.
#[inline(always)]
pub fn cached_shape(c: &Entry) -> ShapeRef {
    // SAFETY: a cache with that tag was filled in this epoch with a shape.
    unsafe { c.place.shape() }
}
