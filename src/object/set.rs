//! `set` and `frozenset`: the table in CPython's order, in a cell.

use std::cell::{Cell, Ref as Borrow, RefCell, RefMut};

use super::buffer::{self, Granted};
use super::header::Kind;
use super::heap::Heap;
use super::kinds::{Payload, Visit};
use super::set_table::SetTable;
use super::value::{Ref, Value};

/// A set or frozenset.
#[derive(Default)]
pub struct SetObj {
    table: RefCell<SetTable<Value>>,
    /// The hash of a frozenset, once computed.
    pub hash: Cell<Option<i64>>,
}

impl Payload for SetObj {
    const KIND: Kind = Kind::Set;
    fn traverse(&self, visit: Visit<'_>) {
        self.table.borrow().iter().for_each(|(_, v)| visit(v));
    }
    fn clear(&self) {
        drop(self.table.take());
    }
    fn extra_bytes(&self) -> usize {
        self.table.borrow().len() * 40
    }
}

impl SetObj {
    /// A set with this table.
    pub fn new(table: SetTable<Value>) -> SetObj {
        SetObj { table: RefCell::new(table), hash: Cell::new(None) }
    }
    /// Whether somebody is in the middle of it.
    #[cfg(feature = "checked")]
    pub(super) fn is_borrowed(&self) -> bool {
        self.table.try_borrow_mut().is_err()
    }

    /// Reads the table. Do not run script code while this lives.
    pub fn borrow(&self) -> Borrow<'_, SetTable<Value>> {
        self.table.borrow()
    }
    /// Changes the table. Do not run script code, nor drop values, while this lives.
    pub fn borrow_mut(&self) -> RefMut<'_, SetTable<Value>> {
        self.table.borrow_mut()
    }
    /// How many elements there are.
    pub fn len(&self) -> usize {
        self.table.borrow().len()
    }
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The next element at or behind a slot, with its hash; the slot moves on. So a set is walked while script code may change it: as it is at each step, as CPython does.
    pub fn next_entry(&self, at: &mut usize) -> Option<(i64, Value)> {
        let table = self.table.borrow();
        let (slot, hash, v) = table.next_from(*at)?;
        *at = slot + 1;
        Some((hash, v.clone()))
    }
    /// The elements, in order.
    pub fn to_vec(&self) -> Granted<Vec<Value>> {
        buffer::collected(self.len(), self.table.borrow().iter().map(|(_, v)| v.clone()))
    }
}

impl Heap {
    /// A set with this table.
    pub fn set(&self, table: SetTable<Value>) -> Ref<SetObj> {
        self.alloc(&self.types().set, SetObj::new(table))
    }
}
