//! An object by its address, without a count: what walks over the heap, weak references and the collector hold for a moment.

use std::ops::Deref;
use std::ptr::NonNull;

use super::header::{Header, Kind};
use super::heap::{Heap, cell_size};
use super::instance;
use super::kinds::VTable;
use super::value::{ObjRef, Value};

/// An object that lives while this is used: a walk over the heap has met it, or a reference to it is at hand. Nothing outside of this folder gets one.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub(super) struct Live(NonNull<Header>);

impl Deref for Live {
    type Target = Header;
    #[inline(always)]
    fn deref(&self) -> &Header {
        // SAFETY: the object lives, as whoever made this has promised.
        unsafe { self.0.as_ref() }
    }
}

impl Live {
    /// # Safety
    /// The object is not freed as long as this, or a copy, is used.
    #[inline(always)]
    pub(super) unsafe fn new(p: NonNull<Header>) -> Live {
        Live(p)
    }

    /// # Safety
    /// As for `new`.
    #[inline(always)]
    pub(super) unsafe fn of(o: &ObjRef) -> Live {
        Live(NonNull::from(o.header()))
    }

    /// The address: identity.
    #[inline(always)]
    pub(super) fn addr(self) -> usize {
        self.0.as_ptr() as usize
    }

    /// A counted reference.
    #[inline(always)]
    pub(super) fn retained(self) -> ObjRef {
        self.retain();
        // SAFETY: the object lives, and its count was raised for the new reference.
        unsafe { ObjRef::from_raw(self.0) }
    }

    /// The table of the object, and the address of its payload.
    ///
    /// # Safety
    /// The address is used while the object lives.
    unsafe fn table(self) -> (&'static VTable, NonNull<u8>) {
        // SAFETY: the object lives; foreign payloads stand behind their table.
        unsafe {
            let behind = self.0.add(1).cast::<u8>();
            match self.kind() {
                Kind::Foreign => (*behind.cast::<&'static VTable>().as_ref(), behind.add(8)),
                kind => (kind.table(), behind),
            }
        }
    }

    /// Calls `visit` with everything that the object refers to, its class apart.
    pub(super) fn traverse(self, visit: &mut dyn FnMut(&Value)) {
        // SAFETY: the object lives, and the payload is of the table's type.
        unsafe {
            let (table, payload) = self.table();
            (table.traverse)(payload.as_ptr(), visit);
        }
        instance::traverse(self, visit);
    }

    /// Breaks the cycles through an object. The caller holds a reference to it, so that it does not die meanwhile.
    pub(super) fn clear(self) {
        // SAFETY: as above.
        unsafe {
            let (table, payload) = self.table();
            (table.clear)(payload.as_ptr());
        }
        instance::clear(self);
    }

    /// Where the header stands.
    ///
    /// # Safety
    /// The address is used as long as the object lives.
    #[inline(always)]
    pub(super) unsafe fn pointer(self) -> NonNull<Header> {
        self.0
    }

    /// Whether an address lies in the object's cell.
    pub(super) fn encloses(self, addr: usize) -> bool {
        // SAFETY: the object lives.
        (self.addr()..self.addr() + unsafe { cell_size(self.0) }).contains(&addr)
    }

    /// The heap that it lies in.
    #[inline(always)]
    pub(super) fn heap<'a>(self) -> &'a Heap {
        self.class().heap.get()
    }

    /// Drops payload and instance part; the cell stays.
    ///
    /// # Safety
    /// Nobody uses the object any more, and this happens once.
    pub(super) unsafe fn drop_parts(self) {
        // SAFETY: the payload is of the table's type; the caller vouches for the rest.
        unsafe {
            let (table, payload) = self.table();
            table.drop_payload(payload.as_ptr());
            instance::drop_part(self);
        }
    }
}
