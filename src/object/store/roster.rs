//! A roster: objects that can be listed while they live, without being kept alive and without a table look-up each.

use std::cell::{Cell, RefCell};

use super::header::DYING;
use super::live::Live;
use super::value::ObjRef;

/// Objects, each in a numbered seat.
#[derive(Default)]
pub struct Roster {
    seats: RefCell<Seats>,
}

#[derive(Default)]
struct Seats {
    taken: Vec<Option<Live>>,
    free: Vec<u32>,
}

/// A member's seat, a part of its payload. A payload leaves its seat before it is dropped; if it does not, the process ends, since the roster would list an object that is no
/// more.
pub struct Seat(Cell<u32>);

impl Default for Seat {
    fn default() -> Seat {
        Seat(Cell::new(Seat::NONE))
    }
}

impl Drop for Seat {
    #[inline]
    fn drop(&mut self) {
        if self.is_taken() {
            std::process::abort()
        }
    }
}

impl Seat {
    const NONE: u32 = u32::MAX;

    /// Whether the object has this seat in a roster.
    #[inline]
    pub fn is_taken(&self) -> bool {
        self.0.get() != Seat::NONE
    }
}

impl Roster {
    /// Gives the object a seat.
    ///
    /// # Panics
    /// If `seat` is not a part of the object, or is taken.
    pub fn join(&self, o: &ObjRef, seat: &Seat) {
        // SAFETY: the seat lies in the object, so it is dropped with it, and the roster forgets the object before that.
        let p = unsafe { Live::of(o) };
        assert!(p.encloses(std::ptr::from_ref(seat).addr()) && !seat.is_taken(), "a free seat of the object");
        let mut seats = self.seats.borrow_mut();
        let i = match seats.free.pop() {
            Some(i) => {
                seats.taken[i as usize] = Some(p);
                i
            }
            None => {
                seats.taken.push(Some(p));
                (seats.taken.len() - 1) as u32
            }
        };
        seat.0.set(i);
    }

    /// The seat is free again.
    ///
    /// # Panics
    /// If it is a seat of another roster.
    pub fn leave(&self, seat: &Seat) {
        if !seat.is_taken() {
            return;
        }
        let mut seats = self.seats.borrow_mut();
        let i = seat.0.get();
        let own = seats.taken.get(i as usize).copied().flatten();
        let at = std::ptr::from_ref(seat).addr();
        assert!(own.is_some_and(|p| p.encloses(at)), "a seat of this roster");
        seat.0.set(Seat::NONE);
        seats.taken[i as usize] = None;
        if seats.free.len() + 1 == seats.taken.len() {
            *seats = Seats::default();
        } else {
            seats.free.push(i);
        }
    }

    /// How many objects there are.
    pub fn len(&self) -> usize {
        let seats = self.seats.borrow();
        seats.taken.len() - seats.free.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The objects, in the order of their seats.
    pub fn members(&self) -> Vec<ObjRef> {
        // An object whose last reference is gone may wait for its burial: it has its seat until then.
        let alive = |p: &&Live| p.count() != 0 && !p.has(DYING);
        self.seats.borrow().taken.iter().flatten().filter(alive).map(|p| p.retained()).collect()
    }
}
