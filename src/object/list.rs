//! `list`: a vector in a cell. Nobody holds the borrow while script code runs.

use std::cell::{Ref as Borrow, RefCell, RefMut};

use super::buffer::{self, Granted};
use super::header::Kind;
use super::heap::Heap;
use super::kinds::{Payload, Visit};
use super::value::{Ref, Value};

/// A list.
#[derive(Default)]
pub struct ListObj {
    items: RefCell<Vec<Value>>,
}

impl Payload for ListObj {
    const KIND: Kind = Kind::List;
    fn traverse(&self, visit: Visit<'_>) {
        self.items.borrow().iter().for_each(visit);
    }
    fn clear(&self) {
        drop_last_first(self.items.take());
    }
    fn extra_bytes(&self) -> usize {
        self.items.borrow().capacity() * std::mem::size_of::<Value>()
    }
}

impl ListObj {
    /// A list with these items.
    pub fn new(items: Vec<Value>) -> ListObj {
        ListObj { items: RefCell::new(items) }
    }

    /// Whether somebody is in the middle of it.
    #[cfg(feature = "checked")]
    pub(super) fn is_borrowed(&self) -> bool {
        self.items.try_borrow_mut().is_err()
    }

    /// Reads the items. Do not run script code, nor drop values, while this lives.
    #[inline(always)]
    pub fn borrow(&self) -> Borrow<'_, Vec<Value>> {
        self.items.borrow()
    }

    /// Changes the items. Do not run script code, nor drop values, while this lives: move old values out first.
    #[inline(always)]
    pub fn borrow_mut(&self) -> RefMut<'_, Vec<Value>> {
        self.items.borrow_mut()
    }

    /// How many items there are.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.items.borrow().len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The item at an index.
    #[inline(always)]
    pub fn get(&self, i: usize) -> Option<Value> {
        self.items.borrow().get(i).cloned()
    }

    /// Adds an item at the end.
    #[inline(always)]
    pub fn push(&self, v: Value) -> Granted<()> {
        buffer::push(&mut self.items.borrow_mut(), v)
    }

    /// A copy of the items of a list that is never long.
    pub fn to_vec(&self) -> Vec<Value> {
        self.items.borrow().clone()
    }

    /// A copy of the items.
    pub fn copied(&self) -> Granted<Vec<Value>> {
        buffer::copied(&self.items.borrow())
    }

    /// Takes all items out.
    pub fn take(&self) -> Vec<Value> {
        self.items.take()
    }

    /// Replaces all items; the old ones are returned.
    pub fn replace(&self, items: Vec<Value>) -> Vec<Value> {
        self.items.replace(items)
    }
}

/// Lets go of items in the order in which those of a list die.
pub fn drop_last_first(mut items: Vec<Value>) {
    while let Some(last) = items.pop() {
        drop(last);
    }
}

impl Heap {
    /// A list.
    #[inline]
    pub fn list(&self, items: Vec<Value>) -> Ref<ListObj> {
        self.alloc(&self.types().list, ListObj::new(items))
    }
}
