//! Memory that is kept back for the moment at which the system gives no more.
//!
//! What is small cannot fail anywhere: half of an interpreter would have to hand errors up. So a part of this reserve goes back to the system when a small
//! request is refused, the request succeeds after all, and whoever looks after the interpreter next raises MemoryError. Large requests never open the reserve:
//! they go through `buffer.rs`, whose callers take a no. A process has one allocator, so it has one reserve: this file holds the only state that all
//! interpreters of a process share. docs/memory.md has the reasons.

use std::alloc::{GlobalAlloc, Layout, System};
use std::ptr::{NonNull, null_mut};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicPtr, Ordering::Relaxed, Ordering::SeqCst};

use crate::guard::{Guard, WeakGuard};

/// Size of a part. Pages that nobody touches take address space and no memory.
const PART: usize = 24 << 20;
/// Larger requests are told no.
const LARGEST: usize = 16 << 20;
/// Whoever asks for as little as this, or less, cannot hear no.
const TINY: usize = 4096;

/// The parts that are there.
static PARTS: [AtomicPtr<u8>; 4] = [const { AtomicPtr::new(null_mut()) }; 4];
/// A part was opened, and nobody has raised MemoryError for it yet.
static SHORT: AtomicBool = AtomicBool::new(false);
/// Some part is missing.
static OPENED: AtomicBool = AtomicBool::new(false);
/// What is called when nothing is left (`on_end`).
static AT_END: AtomicPtr<()> = AtomicPtr::new(null_mut());
/// The guards of all interpreters.
static LISTENERS: Mutex<Vec<WeakGuard>> = Mutex::new(Vec::new());

fn part() -> Layout {
    Layout::from_size_align(PART, 16).expect("a constant layout")
}

/// Sees to it that there is a reserve, and raises this guard when a part of it is opened.
pub fn listen(guard: &Guard) {
    if let Ok(mut all) = LISTENERS.lock() {
        all.retain(WeakGuard::is_there);
        all.push(guard.downgrade());
    }
    fill();
}

/// What to do when nothing is left for a small request, instead of the abort that ends a Rust program then. It must not ask for memory. A fault of the
/// script's leads here only if it lives on after several MemoryErrors and lets go of nothing.
pub fn on_end(end: fn() -> !) {
    AT_END.store(end as *mut (), SeqCst);
}

/// Whether some part is missing.
#[inline]
pub fn is_opened() -> bool {
    OPENED.load(Relaxed)
}

/// Whether half of the reserve is gone. The rest is for what cannot do without: who adds to something that may stay incomplete (a traceback) stops here.
#[inline]
pub fn is_low() -> bool {
    let left = || PARTS.iter().filter(|place| !place.load(Relaxed).is_null()).count();
    is_opened() && left() <= PARTS.len() / 2
}

/// Whether MemoryError is due.
#[inline]
pub fn is_short() -> bool {
    SHORT.load(Relaxed)
}

/// Whether MemoryError is due; whoever asks raises it.
pub fn take_short() -> bool {
    SHORT.load(Relaxed) && SHORT.swap(false, SeqCst)
}

/// Puts back what is missing, as far as the system has it again.
#[cold]
pub fn fill() {
    for place in &PARTS {
        if place.load(Relaxed).is_null() {
            // SAFETY: the layout has a size.
            let p = unsafe { System.alloc(part()) };
            if p.is_null() {
                OPENED.store(true, Relaxed);
                return;
            }
            if place.compare_exchange(null_mut(), p, SeqCst, Relaxed).is_err() {
                // SAFETY: made just now; another thread was quicker.
                unsafe { System.dealloc(p, part()) };
            }
        }
    }
    OPENED.store(false, Relaxed);
}

/// Gives a part back to the system and tells all interpreters. False: none is left.
#[cold]
fn open() -> bool {
    let Some(p) = PARTS.iter().find_map(|place| NonNull::new(place.swap(null_mut(), SeqCst))) else {
        return false;
    };
    // SAFETY: made by `fill` with this layout, and taken out by nobody else.
    unsafe { System.dealloc(p.as_ptr(), part()) };
    OPENED.store(true, Relaxed);
    refuse();
    true
}

/// Tells all interpreters that MemoryError is due: somebody who cannot say so did without the memory.
#[cold]
pub fn refuse() {
    SHORT.store(true, SeqCst);
    // Nothing is allocated here. Who holds the lock is about to listen: it looks at its budget before long.
    if let Ok(all) = LISTENERS.try_lock() {
        all.iter().for_each(WeakGuard::raise);
    }
}

/// Asks again for what was refused, with one part after the other opened. Null: the request is larger than `largest`, or nothing is left.
#[cold]
#[inline(never)]
fn insist(size: usize, largest: usize, mut ask: impl FnMut() -> *mut u8) -> *mut u8 {
    if size > largest {
        return null_mut();
    }
    while open() {
        let p = ask();
        if !p.is_null() {
            return p;
        }
    }
    // What is not tiny may be a request of somebody who can hear no.
    if size <= TINY {
        end();
    }
    null_mut()
}

/// Nothing is left for somebody who cannot hear no. Comes back if nobody has said what to do then.
#[cold]
fn end() {
    let end = AT_END.load(SeqCst);
    if !end.is_null() {
        // SAFETY: only `on_end` stores here.
        unsafe { std::mem::transmute::<*mut (), fn() -> !>(end)() }
    }
}

/// Memory for the heap: of the system, or of the reserve. The process ends if there is none: what is larger than small asks beforehand (`buffer::room_for`).
pub(super) fn allocate(layout: Layout) -> NonNull<u8> {
    assert!(layout.size() != 0, "something is asked for");
    // SAFETY: the layout has a size.
    let ask = || unsafe { std::alloc::alloc(layout) };
    NonNull::new(ask()).or_else(|| NonNull::new(insist(layout.size(), LARGEST, ask))).unwrap_or_else(|| {
        end();
        std::alloc::handle_alloc_error(layout)
    })
}

/// Memory for the heap, if the system has it.
pub(super) fn try_allocate(layout: Layout) -> Option<NonNull<u8>> {
    assert!(layout.size() != 0, "something is asked for");
    // SAFETY: the layout has a size. Large alignments are refused without a look at the reserve.
    NonNull::new(unsafe { std::alloc::alloc(layout) })
}

/// The allocator for a process that runs interpreters: another one, and the reserve behind it.
///
/// ```text
/// #[global_allocator]
/// static ALLOCATOR: hoopsnake::host::Allocator = hoopsnake::host::Allocator::new(std::alloc::System);
/// ```
pub struct Allocator<A = System> {
    inner: A,
    largest: usize,
}

impl<A> Allocator<A> {
    /// With the reserve behind this allocator.
    pub const fn new(inner: A) -> Allocator<A> {
        Allocator { inner, largest: LARGEST }
    }

    /// The same, where only requests up to so many bytes count as small. For tests: what is larger must be able to hear no.
    pub const fn with_largest(inner: A, largest: usize) -> Allocator<A> {
        Allocator { inner, largest }
    }

    fn insist(&self, size: usize, align: usize, ask: impl FnMut() -> *mut u8) -> *mut u8 {
        // Blocks of the heap are aligned so; it has its own ways before it comes to the reserve.
        if align > 4096 { null_mut() } else { insist(size, self.largest, ask) }
    }
}

// SAFETY: hands everything on. A refused request is made again after memory was given back, which is a request like any other.
unsafe impl<A: GlobalAlloc> GlobalAlloc for Allocator<A> {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract.
        let ask = || unsafe { self.inner.alloc(layout) };
        let p = ask();
        if p.is_null() { self.insist(layout.size(), layout.align(), ask) } else { p }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract.
        let ask = || unsafe { self.inner.alloc_zeroed(layout) };
        let p = ask();
        if p.is_null() { self.insist(layout.size(), layout.align(), ask) } else { p }
    }

    #[inline]
    unsafe fn realloc(&self, old: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller keeps the contract; a refused block is still there.
        let ask = || unsafe { self.inner.realloc(old, layout, size) };
        let p = ask();
        if p.is_null() { self.insist(size, layout.align(), ask) } else { p }
    }

    #[inline]
    unsafe fn dealloc(&self, p: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract.
        unsafe { self.inner.dealloc(p, layout) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_opened_for_small_requests_only() {
        let guard = Guard::default();
        guard.lower(1);
        listen(&guard);
        let asked = std::cell::Cell::new(0);
        let mut ask = || {
            asked.set(asked.get() + 1);
            NonNull::dangling().as_ptr()
        };
        assert!(insist(LARGEST + 1, LARGEST, &mut ask).is_null() && !guard.is_raised());
        assert!(!insist(100, LARGEST, &mut ask).is_null() && guard.is_raised());
        assert!(asked.get() == 1 && is_opened() && take_short() && !take_short());
        assert!(!is_low());
        assert!(!insist(100, LARGEST, &mut ask).is_null() && is_low() && take_short());
        fill();
        assert!(!is_opened() && !is_low());
    }
}
