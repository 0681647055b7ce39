//! `tuple`: a fixed run of values behind the object.

use std::cell::Cell;

use super::header::Kind;
use super::heap::Heap;
use super::kinds::{Payload, Visit};
use super::value::{Ref, Value};
use crate::object::types::TypeObj;

/// A tuple.
pub struct TupleObj {
    items: *mut Value,
    len: usize,
}

impl Payload for TupleObj {
    const KIND: Kind = Kind::Tuple;
    fn traverse(&self, visit: Visit<'_>) {
        self.items().iter().for_each(visit);
    }
}

impl Drop for TupleObj {
    fn drop(&mut self) {
        // SAFETY: the items lie in the tail of this object and are dropped once.
        unsafe { std::ptr::drop_in_place(std::ptr::slice_from_raw_parts_mut(self.items, self.len)) }
    }
}

impl TupleObj {
    /// The items.
    #[inline(always)]
    pub fn items(&self) -> &[Value] {
        // SAFETY: written when the tuple was made, never changed.
        unsafe { std::slice::from_raw_parts(self.items, self.len) }
    }

    /// How many items there are.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
}

/// The tuple of two that an iterator gave last. If nobody has kept it, the next two values go into it instead of a new one, as in CPython.
#[derive(Default)]
pub struct LastPair(Cell<Option<Ref<TupleObj>>>);

impl LastPair {
    /// A tuple of these values.
    #[inline]
    pub fn give(&self, heap: &Heap, a: Value, b: Value) -> Value {
        if let Some(t) = self.0.take()
            && t.obj().header().count() == 1
        {
            // SAFETY: the only reference is ours, and the tuple has two items: it was made below.
            let old = unsafe { std::mem::replace(&mut *(t.items as *mut [Value; 2]), [a, b]) };
            let v = t.value();
            self.0.set(Some(t));
            drop(old);
            return v;
        }
        let t = heap.tuple([a, b]);
        let v = t.value();
        self.0.set(Some(t));
        v
    }

    /// Shows the tuple to the collector.
    pub fn traverse(&self, visit: Visit<'_>) {
        let t = self.0.take();
        if let Some(t) = &t {
            visit(&t.value());
        }
        self.0.set(t);
    }

    /// Forgets the tuple.
    pub fn clear(&self) {
        drop(self.0.take());
    }
}

impl Heap {
    /// A tuple of the given class.
    pub fn tuple_of(
        &self,
        class: &Ref<TypeObj>,
        items: impl IntoIterator<Item = Value, IntoIter: ExactSizeIterator>,
    ) -> Ref<TupleObj> {
        let items = items.into_iter();
        let len = items.len();
        let size = len * std::mem::size_of::<Value>();
        let make = |tail: *mut u8| {
            let at = tail as *mut Value;
            let mut n = 0;
            for v in items.take(len) {
                // SAFETY: the tail has room for `len` values, and the iterator is not asked for more.
                unsafe { at.add(n).write(v) };
                n += 1;
            }
            assert_eq!(n, len, "the iterator keeps its word");
            TupleObj { items: at, len }
        };
        // SAFETY: as above; tuples of the class itself have no attributes.
        unsafe {
            if class.is_heap_type() || class.inline_slots().is_some() {
                self.alloc_tailed(class, size, make)
            } else {
                self.alloc_exact(class, size, make)
            }
        }
    }

    /// A tuple.
    #[inline]
    pub fn tuple(
        &self,
        items: impl IntoIterator<Item = Value, IntoIter: ExactSizeIterator>,
    ) -> Ref<TupleObj> {
        let items = items.into_iter();
        if items.len() == 0 {
            return self.empty_tuple.get_or_init(|| self.root_type(|t| self.tuple_of(&t.2, []))).clone();
        }
        match self.types.get() {
            Some(t) => self.tuple_of(&t.tuple, items),
            None => self.root_type(|t| self.tuple_of(&t.2, items)),
        }
    }
}
