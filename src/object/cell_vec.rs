//! A short vector that lies in a cell of the heap.
#![allow(unsafe_code)]

use std::ptr::NonNull;

use super::header::{Header, Kind};
use super::heap::{HEADER, Heap, MAX_CELL};

/// A short vector in a cell: one pointer for its owner. No object lies in the cell, so that walks over the heap take it for a free one.
/// Of its header the count is the length, the words about instance parts are the capacity and a note of the owner's, the class is the heap.
pub struct CellVec<T>(NonNull<Header>, std::marker::PhantomData<T>);

impl<T> CellVec<T> {
    /// An empty vector with room for `capacity` items, for good.
    #[inline]
    pub fn new(heap: &Heap, capacity: usize) -> CellVec<T> {
        let size = HEADER + capacity * std::mem::size_of::<T>();
        assert!(size <= MAX_CELL && capacity <= 255 && std::mem::align_of::<T>() <= 8, "short vectors only");
        let (cell, _) = heap.cell(size);
        let header = Header::new(Kind::Free, 0, NonNull::from(heap).cast());
        header.set_count(0);
        header.instance_at.set(capacity as u8);
        // SAFETY: the cell is new and has room for the header.
        unsafe { cell.as_ptr().write(header) };
        CellVec(cell, std::marker::PhantomData)
    }
    #[inline(always)]
    fn head(&self) -> &Header {
        // SAFETY: the vector owns its cell.
        unsafe { self.0.as_ref() }
    }
    /// The heap it lies in.
    #[inline(always)]
    pub fn heap(&self) -> &Heap {
        // SAFETY: `new` put the heap's address here; the heap outlives its objects and what they own.
        unsafe { self.head().class.get().cast().as_ref() }
    }
    /// How many items there is room for.
    #[inline(always)]
    pub fn capacity(&self) -> usize {
        self.head().instance_at.get() as usize
    }
    /// The owner's note.
    #[inline(always)]
    pub fn note(&self) -> u8 {
        self.head().inline_slots.get()
    }
    /// Changes the owner's note.
    #[inline(always)]
    pub fn set_note(&self, n: u8) {
        self.head().inline_slots.set(n);
    }
    /// Adds an item. There must be room.
    #[inline]
    pub fn push(&mut self, item: T) {
        let n = self.len();
        assert!(n < self.capacity(), "the owner looks for room first");
        // SAFETY: the place lies within the cell and holds no item.
        unsafe { self.0.as_ptr().add(1).cast::<T>().add(n).write(item) };
        self.head().set_count(n as u32 + 1);
    }
    /// Takes the last item.
    #[inline]
    pub fn pop(&mut self) -> Option<T> {
        let n = self.len().checked_sub(1)?;
        self.head().set_count(n as u32);
        // SAFETY: the item was in use, and counts as taken out from now on.
        Some(unsafe { self.0.as_ptr().add(1).cast::<T>().add(n).read() })
    }
}

impl<T> std::ops::Deref for CellVec<T> {
    type Target = [T];
    #[inline(always)]
    fn deref(&self) -> &[T] {
        // SAFETY: as many items as the count says stand behind the header.
        unsafe { std::slice::from_raw_parts(self.0.as_ptr().add(1).cast(), self.head().count() as usize) }
    }
}

impl<T> std::ops::DerefMut for CellVec<T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [T] {
        // SAFETY: as in `deref`.
        unsafe { std::slice::from_raw_parts_mut(self.0.as_ptr().add(1).cast(), self.head().count() as usize) }
    }
}

impl<T> Drop for CellVec<T> {
    #[inline]
    fn drop(&mut self) {
        let heap: *const Heap = self.heap();
        // SAFETY: the items and the cell are the vector's own, and nobody uses them any more.
        unsafe {
            std::ptr::drop_in_place(&mut **self);
            (*heap).free_cell(self.0);
        }
    }
}
