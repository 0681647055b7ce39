//! The 16 bytes before every heap object: count, storage kind, flags, place of the instance part, class.

use std::cell::Cell;
use std::hint::black_box;
use std::ptr::NonNull;

use super::kinds::{Payload, VTable};
use super::value::Ref;
use crate::object::types::TypeObj;

pub use super::kinds::Kind;

/// The object's class is the built-in itself, not a subclass: natives and the run loop take their short ways only then.
pub const EXACT: u8 = 1;
/// The object has an allocation of its own (too large for a block).
pub const LARGE: u8 = 2;
/// Somebody holds a weak reference (see `Heap::weakrefs`).
pub const WEAKLY_REFERENCED: u8 = 4;
/// Dropping the object may run script code (`__del__`, a suspended frame inside `try`, a never-awaited coroutine).
pub const HAS_FINALIZER: u8 = 8;
/// The finaliser ran already; it does not run twice.
pub const FINALIZED: u8 = 16;
/// The string is interned: equal interned strings are the same object.
pub const INTERNED: u8 = 32;
/// The last reference is gone, and the burial is due. The same bit: what is interned never dies.
pub const DYING: u8 = INTERNED;
/// The object was made to live for ever: built-in types, interned names of the VM. References to it are counted as all others are; the count
/// starts so high that it never reaches zero.
pub const IMMORTAL: u8 = 64;
/// Seen by the collector in this round.
pub const MARKED: u8 = 128;

/// What memory depends on: nobody else sets or clears these.
const STORES_OWN: u8 = LARGE | WEAKLY_REFERENCED | MARKED;

/// Where the count of an object starts that is made to live for ever.
const IMMORTAL_COUNT: u32 = 1 << 30;
/// Where a count is held that has once reached the sign bit.
///
/// A count must not wrap: an object freed too early would be read by whoever still refers to it. `retain` is in every copy of a value, so it stays a load, an
/// add and a store. `release` compares with zero anyway; compared with sign, the test is as cheap and also sends counts from 1 << 31 on to the
/// cold path, which puts them back to this value (`stick`): such an object lives for ever. Whatever script code does in a loop releases as often
/// as it retains, so no loop gets past here; what is left is one native that makes 1 << 31 copies, 32 GiB, without a single release between. `release_shared` only looks for zero: it
/// would take a thousand million releases of that kind, and none of the other, to bring a count that was put back to where it counts again, and then it is no less than what is
/// true unless there were more than 3 << 30 copies, 48 GiB.
const STUCK_COUNT: u32 = 3 << 30;

/// The header of a heap object.
#[repr(C)]
pub struct Header {
    count: Cell<u32>,
    pub(super) kind: Cell<Kind>,
    pub(super) flags: Cell<u8>,
    /// Offset of the instance part (`__dict__`, slots) in units of 8 bytes from the header; 0 if there is none.
    pub(super) instance_at: Cell<u8>,
    /// Inline slots in the instance part.
    pub(super) inline_slots: Cell<u8>,
    pub(super) class: Cell<NonNull<Header>>,
}

impl Header {
    /// # Safety
    /// `class` points at a class, a count of which goes over to the header, unless the header is a free cell's.
    pub(super) unsafe fn new(kind: Kind, flags: u8, class: NonNull<Header>) -> Header {
        Header {
            count: Cell::new(1),
            kind: Cell::new(kind),
            flags: Cell::new(flags),
            instance_at: Cell::new(0),
            inline_slots: Cell::new(0),
            class: Cell::new(class),
        }
    }

    #[inline(always)]
    pub(super) fn retain(&self) {
        self.count.set(self.count.get().wrapping_add(1));
    }

    /// Lowers the count; true if it reached zero, or if it must be held (see `stick`).
    #[inline(always)]
    pub(super) fn release(&self) -> bool {
        let n = self.count.get().wrapping_sub(1);
        self.count.set(n);
        n as i32 <= 0
    }

    /// Lowers the count if others remain. (One that is beyond counting is lowered, too: see `STUCK_COUNT`.)
    ///
    /// # Safety
    /// The caller forgets the reference if the answer is true.
    #[inline(always)]
    pub(crate) unsafe fn release_shared(&self) -> bool {
        let n = self.count.get().wrapping_sub(1);
        self.count.set(n);
        if n == 0 {
            // Keeps the two stores apart: the usual way is a subtraction in memory then, and a jump.
            black_box(());
            self.count.set(1);
            return false;
        }
        true
    }

    /// After `release` said true: whether the object lives on, since its count is beyond counting.
    #[inline]
    pub(super) fn stick(&self) -> bool {
        if self.count.get() == 0 {
            return false;
        }
        self.count.set(STUCK_COUNT);
        true
    }

    /// How many references there are.
    #[inline(always)]
    pub fn count(&self) -> u32 {
        self.count.get()
    }

    pub(super) fn set_count(&self, n: u32) {
        self.count.set(n);
    }

    /// Makes the object live for ever.
    pub fn make_immortal(&self) {
        self.count.set(IMMORTAL_COUNT);
        self.set_flag(IMMORTAL);
    }

    /// What storage lies behind the header.
    #[inline(always)]
    pub fn kind(&self) -> Kind {
        self.kind.get()
    }

    /// Whether a flag is set.
    #[inline(always)]
    pub fn has(&self, flag: u8) -> bool {
        self.flags.get() & flag != 0
    }

    /// Whether the class is the built-in itself.
    #[inline(always)]
    pub fn is_exact(&self) -> bool {
        self.has(EXACT)
    }

    /// Sets a flag, one that the store does not rely on.
    #[inline(always)]
    pub fn set_flag(&self, flag: u8) {
        assert!(flag & STORES_OWN == 0, "a flag of the store");
        self.set_own_flag(flag);
    }

    /// Clears a flag, one that the store does not rely on.
    #[inline(always)]
    pub fn clear_flag(&self, flag: u8) {
        assert!(flag & STORES_OWN == 0, "a flag of the store");
        self.clear_own_flag(flag);
    }

    #[inline(always)]
    pub(super) fn set_own_flag(&self, flag: u8) {
        self.flags.set(self.flags.get() | flag);
    }

    #[inline(always)]
    pub(super) fn clear_own_flag(&self, flag: u8) {
        self.flags.set(self.flags.get() & !flag);
    }

    /// Whether the storage is `T`.
    #[inline(always)]
    pub fn holds<T: Payload>(&self) -> bool {
        if self.kind.get() != T::KIND {
            return false;
        }
        if matches!(T::KIND, Kind::Foreign) {
            // SAFETY: the first word of a foreign payload is its table.
            let table = unsafe { *((self as *const Header).add(1) as *const &'static VTable) };
            return table.id == std::any::TypeId::of::<T>();
        }
        true
    }

    /// The object's class. Clone it before script code runs, which may give the object another one (`heap::replace_class`).
    #[inline(always)]
    pub fn class(&self) -> &Ref<TypeObj> {
        // SAFETY: the class word always names a live type object; the cell is only replaced through `set_class`, which keeps the old
        // class alive for the caller.
        unsafe { Ref::borrow_unchecked(&*self.class.as_ptr()) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::heap::Heap;
    use super::STUCK_COUNT;

    #[test]
    fn a_count_beyond_counting_sticks() {
        let heap = Heap::for_test();
        let list = heap.list(vec![]);
        let header = list.obj().header();
        header.set_count((1 << 31) - 1);
        let copies: Vec<_> = (0..4).map(|_| list.clone()).collect();
        drop(copies);
        assert_eq!(header.count(), STUCK_COUNT);
        // Far more releases than there were copies: the object is still there.
        for _ in 0..10 {
            assert!(header.release() && header.stick());
        }
        assert_eq!(list.borrow().len(), 0);
        header.set_count(1);
    }
}
