//! The end of a heap: every object is dropped, whatever still refers to it, and the memory goes back to the system.
//!
//! First what can let go of others does so (`Payload::clear`), and most objects die as they always do. Then the rest, objects that live for ever and cycles of
//! those that cannot let go, are dropped where they stand: the cells stay until all are, so that a count that goes down finds a header. No script code runs.

use std::ptr::NonNull;

use super::header::Kind;
use super::heap::Heap;

/// A box whose content is lent out as if it lived for ever: the owner sees to it that nobody keeps the reference longer than this.
pub struct OwnedStatic<T: 'static>(NonNull<T>);

impl<T> OwnedStatic<T> {
    /// Boxes it.
    pub fn new(content: T) -> OwnedStatic<T> {
        OwnedStatic(NonNull::from(Box::leak(Box::new(content))))
    }

    /// The content.
    ///
    /// # Safety
    /// Whoever has the reference, or what is reached through it, lives no longer than the box.
    pub(crate) unsafe fn get(&self) -> &'static T {
        // SAFETY: the box is there until this is dropped; see the type.
        unsafe { self.0.as_ref() }
    }
}

impl<T> Drop for OwnedStatic<T> {
    fn drop(&mut self) {
        // SAFETY: made by `Box::leak`, and given back once.
        drop(unsafe { Box::from_raw(self.0.as_ptr()) });
    }
}

/// A heap that ends with its owner.
pub struct OwnedHeap(OwnedStatic<Heap>);

impl OwnedHeap {
    /// An empty heap.
    pub fn new() -> OwnedHeap {
        OwnedHeap(OwnedStatic::new(Heap::new()))
    }

    /// The heap.
    ///
    /// # Safety
    /// Nobody keeps an object, or this reference, longer than the owner lives.
    pub(crate) unsafe fn get(&self) -> &'static Heap {
        // SAFETY: the same promise.
        unsafe { self.0.get() }
    }
}

impl Default for OwnedHeap {
    fn default() -> OwnedHeap {
        OwnedHeap::new()
    }
}

impl Drop for OwnedHeap {
    fn drop(&mut self) {
        // SAFETY: the owner is still there.
        let heap = unsafe { self.get() };
        heap.end_finalizers();
        let mut all = Vec::new();
        // Who finds no place here is dropped below.
        heap.each_object(|p| drop(all.try_reserve(1).map(|()| all.push((p, p.retained())))));
        for (p, _) in &all {
            p.clear();
        }
        drop(all);
        // From here on a count that reaches zero frees nothing.
        // SAFETY: nobody else has the reference any more.
        unsafe { self.0.0.as_mut() }.keep_cells();
        // Classes last: what an object is stands in its class.
        for classes in [false, true] {
            heap.each_object(|p| {
                if (p.kind() == Kind::Type) == classes {
                    // SAFETY: each object is dropped once; its cell stays.
                    unsafe { p.drop_parts() };
                }
            });
        }
        // SAFETY: every object has been dropped.
        unsafe { heap.release_memory() };
    }
}
