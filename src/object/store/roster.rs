//! A roster: objects that can be listed while they live, without being kept alive and without a table look-up each.

use std::cell::RefCell;
use std::ptr::NonNull;

use super::header::Header;
use super::heap;
use super::value::ObjRef;

/// Objects of one kind, each in a numbered seat. A member must leave in its payload's `drop` (and `clear`), with the number it was given.
#[derive(Default)]
pub struct Roster {
    seats: RefCell<Seats>,
}

#[derive(Default)]
struct Seats {
    taken: Vec<Option<NonNull<Header>>>,
    free: Vec<u32>,
}

impl Roster {
    /// Gives the object a seat.
    pub fn seat(&self, o: &ObjRef) -> u32 {
        let p = Some(NonNull::from(o.header()));
        let mut seats = self.seats.borrow_mut();
        match seats.free.pop() {
            Some(i) => {
                seats.taken[i as usize] = p;
                i
            }
            None => {
                seats.taken.push(p);
                (seats.taken.len() - 1) as u32
            }
        }
    }

    /// The seat is free again.
    pub fn leave(&self, seat: u32) {
        let mut seats = self.seats.borrow_mut();
        seats.taken[seat as usize] = None;
        if seats.free.len() + 1 == seats.taken.len() {
            *seats = Seats::default();
        } else {
            seats.free.push(seat);
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
        // A seat is left before its object is freed, so the objects are alive.
        self.seats.borrow().taken.iter().flatten().map(|p| heap::retained(*p)).collect()
    }
}
