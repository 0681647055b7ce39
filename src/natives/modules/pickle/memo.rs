//! The two memos: which object has which number (writing), which number has which object (reading).

use std::collections::HashMap;

use crate::object::buffer::{self, Granted};
use crate::object::{Value, Visit};

use super::super::support::Held;

/// An entry of the table: the address of an object (0: free) and its place in the list.
#[derive(Clone, Copy, Default)]
struct Slot {
    address: usize,
    place: usize,
}

/// What a pickler has written. Objects are kept alive: an address stands for one object only.
#[derive(Default)]
pub struct Written {
    /// In the order of their numbers; `Undef` for what has a number and can never be asked for.
    entries: Vec<Value>,
    /// The numbers, where a script has set a memo whose numbers are not the places.
    numbers: Vec<i64>,
    /// Open addressing, at most half full.
    table: Vec<Slot>,
}

impl Held for Written {
    fn trace(&self, visit: Visit<'_>) {
        self.entries.iter().for_each(visit);
    }
}

#[inline(always)]
fn spread(address: usize) -> usize {
    // Objects lie at multiples of 16.
    (address >> 4).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20
}

impl Written {
    /// The number of the object at an address.
    #[inline]
    pub fn find(&self, address: usize) -> Option<i64> {
        if self.table.is_empty() {
            return None;
        }
        let mask = self.table.len() - 1;
        let mut at = spread(address) & mask;
        loop {
            let slot = self.table[at];
            if slot.address == address {
                return Some(self.number(slot.place));
            }
            if slot.address == 0 {
                return None;
            }
            at = (at + 1) & mask;
        }
    }

    fn number(&self, place: usize) -> i64 {
        self.numbers.get(place).copied().unwrap_or(place as i64)
    }

    /// How many numbers are given.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Gives the next number to an object, or to nothing (`Undef`).
    #[inline]
    pub fn add(&mut self, v: Value) -> Granted<usize> {
        let place = self.entries.len();
        if 2 * place >= self.table.len() {
            self.grow()?;
        }
        buffer::room(&mut self.entries, 1)?;
        if let Some(o) = v.as_obj() {
            self.enter(o.addr(), place);
        }
        self.entries.push(v);
        if !self.numbers.is_empty() {
            self.numbers.push(place as i64);
        }
        Ok(place)
    }

    /// Gives a number that a script has chosen.
    pub fn add_numbered(&mut self, v: Value, number: i64) -> Granted<()> {
        let place = self.add(v)?;
        if self.numbers.is_empty() {
            self.numbers = (0..=place as i64).collect();
        }
        self.numbers[place] = number;
        Ok(())
    }

    fn enter(&mut self, address: usize, place: usize) {
        let mask = self.table.len() - 1;
        let mut at = spread(address) & mask;
        while self.table[at].address != 0 && self.table[at].address != address {
            at = (at + 1) & mask;
        }
        self.table[at] = Slot { address, place };
    }

    #[cold]
    fn grow(&mut self) -> Granted<()> {
        let mut bigger = Vec::new();
        let times = if self.table.len() < 1 << 16 { 4 } else { 2 };
        buffer::resize(&mut bigger, (self.table.len() * times).max(32), Slot::default())?;
        let old = std::mem::replace(&mut self.table, bigger);
        for slot in old.into_iter().filter(|s| s.address != 0) {
            self.enter(slot.address, slot.place);
        }
        Ok(())
    }

    /// The objects with their numbers.
    pub fn all(&self) -> Vec<(Value, i64)> {
        let numbered = self.entries.iter().enumerate().map(|(i, v)| (v.clone(), self.number(i)));
        numbered.filter(|(v, _)| !v.is_undef()).collect()
    }
}

/// What an unpickler has read.
#[derive(Default)]
pub struct Numbered {
    near: Vec<Value>,
    /// Numbers far beyond the others: no memory is taken for what lies between.
    far: HashMap<usize, Value>,
    count: usize,
}

impl Held for Numbered {
    fn trace(&self, visit: Visit<'_>) {
        self.near.iter().for_each(&mut *visit);
        self.far.values().for_each(visit);
    }
}

/// Numbers up to twice the length and this much more stand in the list.
const GAP: usize = 1024;

impl Numbered {
    /// The object with this number.
    #[inline]
    pub fn get(&self, i: usize) -> Option<Value> {
        match self.near.get(i) {
            Some(Value::Undef) => None,
            Some(v) => Some(v.clone()),
            None => self.far.get(&i).cloned(),
        }
    }

    /// How many there are: the next number of a pickle that does not say numbers.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Sets the object of a number; the old one is returned.
    #[inline]
    pub fn set(&mut self, i: usize, v: Value) -> Granted<Value> {
        if i == self.near.len() && self.far.is_empty() {
            buffer::push(&mut self.near, v)?;
            self.count += 1;
            return Ok(Value::Undef);
        }
        self.set_anywhere(i, v)
    }

    fn set_anywhere(&mut self, i: usize, v: Value) -> Granted<Value> {
        let old = if self.far.contains_key(&i) || i > 2 * self.near.len() + GAP {
            self.far.try_reserve(1).map_err(|_| buffer::NoMemory)?;
            self.far.insert(i, v).unwrap_or_default()
        } else {
            if i >= self.near.len() {
                let more = i + 1 - self.near.len();
                buffer::room(&mut self.near, more)?;
                self.near.resize_with(i + 1, Value::default);
            }
            std::mem::replace(&mut self.near[i], v)
        };
        self.count += usize::from(old.is_undef());
        Ok(old)
    }

    /// The objects with their numbers, in order.
    pub fn all(&self) -> Vec<(usize, Value)> {
        let near = self.near.iter().cloned().enumerate().filter(|(_, v)| !v.is_undef());
        let mut all: Vec<_> = near.chain(self.far.iter().map(|(i, v)| (*i, v.clone()))).collect();
        all.sort_unstable_by_key(|(i, _)| *i);
        all
    }
}
