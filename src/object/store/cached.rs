//! What an inline cache remembers beside its guards: a value in a dict, an object, a shape. Nothing of it is counted; the guards say how long it is good.

use std::cell::Cell;
use std::mem::ManuallyDrop;

use crate::bytecode::{Code, Instr};
use crate::object::dict::DictObj;

use super::instance::Instance;
use super::shape_ref::ShapeRef;
use super::value::{ObjRef, Value};

/// A place in memory that a cache remembers. Which kind of place it is says the cache's tag.
#[derive(Default)]
pub struct CachedPlace(Cell<usize>);

impl CachedPlace {
    /// Remembers where a value of a dict stands: it stays there as long as the dict's version does.
    pub fn set_value(&self, v: &Value) {
        self.0.set(std::ptr::from_ref(v).addr());
    }

    /// Remembers an object that a class holds: it lives as long as the class epoch stays.
    pub fn set_object(&self, o: &ObjRef) {
        self.0.set(o.addr());
    }

    /// Remembers the shape of an object: it lives as long as the class epoch stays.
    pub fn set_shape_of(&self, i: Instance<'_>) {
        self.0.set(ShapeRef::of(i).addr());
    }

    /// Where the place is.
    pub(super) fn addr(&self) -> usize {
        self.0.get()
    }

    /// Remembers what another one does.
    pub fn copy_from(&self, other: &CachedPlace) {
        self.0.set(other.0.get());
    }

    /// Whether this is the place of that value.
    pub fn is_value(&self, v: &Value) -> bool {
        self.0.get() == std::ptr::from_ref(v).addr()
    }

    /// The value in a dict.
    ///
    /// # Safety
    /// `set_value` came last, and the dict's version has not moved.
    #[inline(always)]
    pub(crate) unsafe fn value<'a>(&self) -> &'a Value {
        // SAFETY: see above.
        unsafe { &*(self.0.get() as *const Value) }
    }

    /// The object.
    ///
    /// # Safety
    /// `set_object` came last, and the class epoch has not moved.
    #[inline(always)]
    pub(crate) unsafe fn object(&self) -> Value {
        // SAFETY: see above; the copy that is not counted is forgotten.
        unsafe {
            let v = ManuallyDrop::new(std::mem::transmute::<usize, ObjRef>(self.0.get()));
            Value::Obj((*v).clone())
        }
    }

    /// What stands at a place of the dict: `Undef` if there is none.
    ///
    /// # Safety
    /// `set_object` came last, with a dict, and the class epoch has not moved.
    #[inline(always)]
    pub(crate) unsafe fn item(&self, i: usize) -> Value {
        // SAFETY: see above; the copy that is not counted is forgotten.
        unsafe {
            let v = ManuallyDrop::new(std::mem::transmute::<usize, ObjRef>(self.0.get()));
            v.cast::<DictObj>().map_or(Value::Undef, |d| d.value_at(i))
        }
    }

    /// The shape.
    ///
    /// # Safety
    /// `set_shape_of` came last, and the class epoch has not moved.
    #[inline(always)]
    pub(crate) unsafe fn shape(&self) -> ShapeRef {
        // SAFETY: see above.
        unsafe { ShapeRef::from_addr(self.0.get()) }
    }
}

/// Where the instructions of a code begin, beside the code itself: what a call needs at once.
#[derive(Clone, Copy)]
pub struct FirstInstr(*const Instr);

impl FirstInstr {
    /// Of this code, which is kept beside it.
    pub fn of(code: &Code) -> FirstInstr {
        FirstInstr(code.instrs.as_ptr())
    }

    /// The address.
    ///
    /// # Safety
    /// The code is there as long as the address is used.
    #[inline(always)]
    pub(crate) unsafe fn get(self) -> *const Instr {
        self.0
    }
}
