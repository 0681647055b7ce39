//! What records, instructions and inline caches name: instructions, constants, caches, declarations of natives, places of dicts.

use crate::bytecode::Instr;
use crate::object::code::{Cache, CodeObj};
use crate::object::dict::DictObj;
use crate::object::function::{Declaration, Declared, FunctionObj};
use crate::object::store::ShapeRef;
use crate::object::{Alive, ObjRef, Value};

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
        Ip(code.instrs)
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
        Ip(unsafe { code.instrs.add(i as usize) })
    }

    /// The index of the instruction.
    #[inline(always)]
    pub fn index(self, code: &CodeObj) -> u32 {
        // SAFETY: both point into the code's instructions.
        unsafe { self.0.offset_from(code.instrs) as u32 }
    }
}

/// The code of a function. It stays alive as long as the function does, even if `__code__` is replaced meanwhile: see `FunctionObj::retired`.
#[inline(always)]
pub fn code_of(f: &FunctionObj) -> Alive<CodeObj> {
    // SAFETY: no borrow of the cell is held while another one begins; the reference is only looked through.
    unsafe { Alive::of(&*f.code.as_ptr()) }
}

/// The function below the window of a frame.
#[inline(always)]
pub(super) fn function_of(regs: Regs) -> Alive<FunctionObj> {
    let f = regs.below(1).get(0u16).cast::<FunctionObj>();
    debug_assert!(f.is_some(), "a function stands below the window of its frame");
    // SAFETY: a call puts the function there, and only the end of the frame takes it away.
    Alive::of_payload(unsafe { f.unwrap_unchecked() })
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
    unsafe { &*d.as_ptr().cast::<T>() }
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
pub fn cached_value<'a>(c: &Cache, dict: &DictObj) -> &'a Value {
    if cfg!(feature = "checked") {
        assert_eq!(c.func.get(), dict.value_addr(c.index.get() as usize), "the value has not moved");
    }
    // SAFETY: a value of a dict stays where it is while the dict's version does; versions are drawn from one counter for all dicts.
    unsafe { &*(c.func.get() as *const Value) }
}

/// The function object that an inline cache holds: valid while the class epoch stays.
#[inline(always)]
pub fn cached_object(c: &Cache) -> Value {
    // SAFETY: the cache was filled in this epoch from a class that holds the object.
    unsafe {
        let v = std::mem::ManuallyDrop::new(std::mem::transmute::<usize, ObjRef>(c.func.get()));
        Value::Obj((*v).clone())
    }
}

/// The shape that an object goes over to which gets the attribute of a cache as a new slot.
#[inline(always)]
pub fn cached_shape(c: &Cache) -> ShapeRef {
    // SAFETY: the cache was filled with the address of a shape, which lives as long as the heap.
    unsafe { ShapeRef::from_addr(c.key2.get()) }
}
