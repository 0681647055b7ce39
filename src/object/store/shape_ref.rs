//! References to shapes: an address that is good as long as the heap, which never frees a shape before its end.

use std::ops::Deref;
use std::ptr::NonNull;

use crate::object::shape::Shape;
use crate::object::types::TypeObj;

use super::heap::Heap;
use super::instance::Instance;
use super::value::{Alive, Ref};

/// A shape. Compared by address: two shapes are never the same by content only.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub struct ShapeRef(NonNull<Shape>);

impl ShapeRef {
    /// The shape, for as long as the heap lives.
    #[inline(always)]
    pub(super) fn get<'a>(self) -> &'a Shape {
        // SAFETY: made from a shape that a heap keeps, which lives as long as all who can have the reference.
        unsafe { self.0.as_ref() }
    }

    /// The reference again.
    ///
    /// # Safety
    /// The address comes from `addr`.
    #[inline(always)]
    pub(super) unsafe fn from_addr(addr: usize) -> ShapeRef {
        // SAFETY: no shape has the address 0.
        ShapeRef(unsafe { NonNull::new_unchecked(addr as *mut Shape) })
    }

    /// The shape of an object.
    #[inline(always)]
    pub fn of(i: Instance<'_>) -> ShapeRef {
        ShapeRef(NonNull::from(i.shape()))
    }

    /// The address, for inline caches.
    #[inline(always)]
    pub fn addr(self) -> usize {
        self.0.as_ptr() as usize
    }
}

impl Deref for ShapeRef {
    type Target = Shape;
    #[inline(always)]
    fn deref(&self) -> &Shape {
        self.get()
    }
}

impl Heap {
    /// The shape of fresh instances of a class.
    pub(in crate::object) fn root_shape(&self, class: &Ref<TypeObj>, slots: usize, closed: bool) -> ShapeRef {
        // SAFETY: an instance keeps its class alive, and only instances lead to the class of a shape.
        let class = unsafe { Alive::of(class) };
        self.keep_shape(Shape::root_of(class, slots, closed))
    }

    /// Keeps a shape until the end of the heap.
    pub(in crate::object) fn keep_shape(&self, s: Shape) -> ShapeRef {
        let kept = Box::new(s);
        let r = ShapeRef(NonNull::from(&*kept));
        self.shapes.borrow_mut().push(kept);
        r
    }
}
