//! Ways back to the heap and to the header, for payloads that lie in cells always.

use std::ptr::NonNull;

use crate::object::types::TypeObj;

use super::header::Header;
use super::heap::Heap;
use super::value::{ObjRef, Ref};

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

impl TypeObj {
    /// A counted reference to the class itself.
    pub(in crate::object) fn own_ref(&self) -> Ref<TypeObj> {
        // SAFETY: class objects live in the heap only, where the header stands before the payload.
        unsafe {
            let header = NonNull::new_unchecked((self as *const TypeObj as *mut Header).sub(1));
            header.as_ref().retain();
            Ref::from_obj_unchecked(ObjRef::from_raw(header))
        }
    }
}
