//! Freed cells in the hard mode (feature `checked`): poisoned, and not taken again for a long time, so that whoever still has a reference finds a freed object.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::ptr::NonNull;

use super::header::Header;

/// What a freed payload is filled with.
const POISON: u8 = 0xdb;
/// Cells that wait before the first of them is used again.
const LENGTH: usize = 20_000;

/// The cells that were freed last.
#[derive(Default)]
pub(super) struct Quarantine(RefCell<VecDeque<NonNull<Header>>>);

impl Quarantine {
    /// Takes a freed cell of `size` bytes in; one that may be used again comes out.
    ///
    /// # Safety
    /// The object in the cell is dead; header and payload take `size` bytes.
    pub(super) unsafe fn exchange(&self, p: NonNull<Header>, size: usize) -> Option<NonNull<Header>> {
        // SAFETY: the payload begins behind the header, and nobody uses it any more.
        unsafe { p.add(1).cast::<u8>().write_bytes(POISON, size - size_of::<Header>()) };
        let mut cells = self.0.borrow_mut();
        cells.push_back(p);
        if cells.len() > LENGTH { cells.pop_front() } else { None }
    }
}
