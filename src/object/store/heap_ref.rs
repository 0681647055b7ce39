//! Ways back from a payload to its header and its heap, for payloads that lie in cells always.

use std::ptr::NonNull;

use crate::object::code::CodeObj;
use crate::object::dict::DictObj;
use crate::object::types::TypeObj;

use super::generator::GenObj;
use super::heap::{Heap, header_before};
use super::kinds::Payload;
use super::live::Live;
use super::value::Ref;

/// The heap of an object, for the object. The heap outlives its objects.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct HeapRef(NonNull<Heap>);

impl HeapRef {
    /// For an object of this heap.
    #[inline(always)]
    pub(in crate::object) fn of(heap: &Heap) -> HeapRef {
        HeapRef(NonNull::from(heap))
    }

    /// The heap, for as long as the object lives.
    #[inline(always)]
    pub(in crate::object) fn get<'a>(self) -> &'a Heap {
        // SAFETY: the heap outlives its objects.
        unsafe { self.0.as_ref() }
    }
}

/// A payload that is nowhere but in a cell, so that a header stands before it.
///
/// # Safety
/// Every value of the type is put into a heap where it is made, before anybody sees it; and none is taken out.
pub unsafe trait InCell: Payload {}

// SAFETY: the fields of these types are private, or are filled by one function each which hands the value to `Heap::alloc`: `Heap::dict` and its kin (`DictObj::new`
// says so), `TypeObj::create` and `make_root_types`, `Heap::generator`.
unsafe impl InCell for DictObj {}
// SAFETY: see above.
unsafe impl InCell for TypeObj {}
// SAFETY: see above.
unsafe impl InCell for GenObj {}
// SAFETY: made by `load_code` and by `code.replace`, which put it into the heap at once.
unsafe impl InCell for CodeObj {}

/// The object around a payload.
#[inline(always)]
fn around<T: InCell>(payload: &T) -> Live {
    // SAFETY: the payload lies in a cell; who holds it keeps the object alive.
    unsafe {
        let live = Live::new(header_before(NonNull::from(payload)));
        if cfg!(feature = "checked") {
            assert!(live.kind() == T::KIND, "a payload lies in its object");
        }
        live
    }
}

/// The heap of a payload.
#[inline(always)]
pub(in crate::object) fn home<T: InCell>(payload: &T) -> &Heap {
    around(payload).heap()
}

impl TypeObj {
    /// A counted reference to the class itself.
    pub(in crate::object) fn own_ref(&self) -> Ref<TypeObj> {
        let own = around(self).retained();
        // SAFETY: the object around a class is that class.
        unsafe { Ref::from_obj_unchecked(own) }
    }
}
