//! What an interpreter stands on, its heap and its table of names: lent to its handles as if both lived for ever.

use crate::object::Heap;
use crate::object::teardown::{OwnedHeap, OwnedStatic};

/// Heap and names. They live as long as this; the names go first.
pub struct Ground<N: 'static> {
    names: OwnedStatic<N>,
    heap: OwnedHeap,
}

impl<N> Ground<N> {
    /// A heap with its built-in classes, and the names that are made in it.
    pub fn new(hash_seed: u64, names: impl FnOnce(&Heap) -> N) -> Ground<N> {
        let owner = OwnedHeap::new();
        // SAFETY: the owner is there until the end of this function, and then in the ground.
        let heap = unsafe { owner.get() };
        heap.hash_seed.set(hash_seed);
        heap.set_up();
        Ground { names: OwnedStatic::new(names(heap)), heap: owner }
    }

    /// The heap, for the handles: each has a share of the realm, which is the owner of the ground.
    pub fn heap(&self) -> &'static Heap {
        // SAFETY: a handle's copies of the references are fields of it, beside its share; what the crate takes out of them it uses while it has the handle. Hosts get none.
        unsafe { self.heap.get() }
    }

    /// The names, likewise.
    pub fn names(&self) -> &'static N {
        // SAFETY: as for `heap`.
        unsafe { self.names.get() }
    }
}
