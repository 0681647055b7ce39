//! References to shapes: an address that is good as long as the class of the shape, which its instances keep alive.

use std::ops::Deref;
use std::ptr::NonNull;

use crate::object::shape::Shape;
use crate::object::types::TypeObj;

use super::heap::{Ending, Heap};
use super::heap_ref::HeapRef;
use super::instance::Instance;
use super::value::{Alive, Ref};

/// A shape. Compared by address: two shapes are never the same by content only.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub struct ShapeRef(NonNull<Shape>);

impl ShapeRef {
    /// The shape, for as long as its class lives.
    #[inline(always)]
    pub(super) fn get<'a>(self) -> &'a Shape {
        // SAFETY: made from a shape that a heap keeps while its class lives; who has the reference has an instance of that, or the class itself, in hand.
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
    pub(super) fn of(i: Instance<'_>) -> ShapeRef {
        ShapeRef(NonNull::from(i.shape()))
    }

    /// The address, for inline caches.
    #[inline(always)]
    pub(super) fn addr(self) -> usize {
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
    /// Keeps a shape as long as its class.
    pub(in crate::object) fn keep_shape(&self, s: Shape) -> ShapeRef {
        let kept = Box::new(s);
        let r = ShapeRef(NonNull::from(&*kept));
        self.shapes.borrow_mut().insert(kept);
        r
    }
}

/// The shapes of the instances of a class that began as this one did. The class owns them: they go with it.
pub struct ShapeTree {
    root: ShapeRef,
    heap: HeapRef,
}

impl ShapeTree {
    /// The shape of fresh instances of a class, and what will follow from it.
    pub(in crate::object) fn new(heap: &Heap, class: &Ref<TypeObj>, slots: usize, closed: bool) -> ShapeTree {
        // SAFETY: an instance keeps its class alive, and only instances lead to the class of a shape.
        let class = unsafe { Alive::of(class) };
        ShapeTree { root: heap.keep_shape(Shape::root_of(class, slots, closed)), heap: HeapRef::of(heap) }
    }

    /// The shape of fresh instances.
    #[inline(always)]
    pub(in crate::object) fn root(&self) -> ShapeRef {
        self.root
    }
}

impl Drop for ShapeTree {
    /// No instance of the class is left, and the class epoch has moved, so no cache names the shapes. The leaves go first.
    fn drop(&mut self) {
        let heap = self.heap.get();
        if heap.ending.get() == Ending::CellsStay {
            // They are gone already.
            return;
        }
        let mut at = self.root;
        loop {
            if let Some(child) = at.take_child() {
                at = child;
                continue;
            }
            let (parent, number) = (at.parent(), at.number.get());
            let kept = heap.shapes.borrow_mut().remove(number);
            drop(kept);
            match parent {
                Some(p) => at = p,
                None => break,
            }
        }
    }
}

/// All shapes there are. There is room for each number among the free ones, so that a shape can go without asking for memory.
#[derive(Default)]
pub(super) struct Shapes {
    all: Vec<Option<Box<Shape>>>,
    free: Vec<u32>,
}

impl Shapes {
    fn insert(&mut self, s: Box<Shape>) {
        if let Some(n) = self.free.pop() {
            s.number.set(n);
            self.all[n as usize] = Some(s);
            return;
        }
        s.number.set(u32::try_from(self.all.len()).expect("four billion shapes"));
        self.all.push(Some(s));
        self.free.reserve(self.all.len());
    }

    fn remove(&mut self, n: u32) -> Option<Box<Shape>> {
        self.free.push(n);
        self.all[n as usize].take()
    }
}
