//! Iterators over the built-in containers: position and what is iterated, no script code.

use std::cell::RefCell;

use super::dict::DictObj;
use super::header::Kind;
use super::heap::Heap;
use super::kinds::{Payload, Visit};
use super::tuple::LastPair;
use super::types::TypeObj;
use super::value::{Ref, Value};

/// Which part of a dict is iterated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DictPart {
    Keys,
    Values,
    Items,
}

/// The state of an iterator. `Done` drops what was iterated, as CPython does.
pub enum IterState {
    Done,
    /// A range within 64 bits: next value, step, values left.
    Range {
        next: i64,
        step: i64,
        left: u64,
    },
    /// A range beyond: next, step, values left.
    BigRange {
        next: Value,
        step: Value,
        left: Value,
    },
    List {
        list: Value,
        index: usize,
    },
    /// `index` counts down; the next item is at `index - 1`.
    ListReversed {
        list: Value,
        index: usize,
    },
    Tuple {
        tuple: Value,
        index: usize,
    },
    /// Byte offset.
    Str {
        text: Value,
        offset: usize,
    },
    Bytes {
        data: Value,
        index: usize,
    },
    /// Place in the table; the state at the start ([`dict_state`]); entries still to come.
    Dict {
        dict: Value,
        part: DictPart,
        place: usize,
        len: usize,
        left: usize,
    },
    DictReversed {
        dict: Value,
        part: DictPart,
        place: usize,
        len: usize,
        left: usize,
    },
    Set {
        set: Value,
        slot: usize,
        len: usize,
    },
    /// `__getitem__` protocol.
    Sequence {
        seq: Value,
        index: i64,
    },
    /// `reversed()` of a sequence with `__len__` and `__getitem__`.
    SequenceReversed {
        seq: Value,
        index: i64,
    },
    /// `iter(callable, sentinel)`
    Callable {
        callable: Value,
        sentinel: Value,
    },
}

/// Marks the `len` of an iterator over an ordered dict: it is the version of its keys, since no change at all is allowed meanwhile.
const ORDERED: usize = 1 << 62;

/// The `len` that an iterator over a dict begins with.
pub fn dict_state(d: &DictObj, ordered: bool) -> usize {
    if ordered { d.version() as usize & (ORDERED - 1) | ORDERED } else { d.len() }
}

/// Whether the `len` of an iterator is that of an ordered dict.
pub fn is_ordered(len: usize) -> bool {
    len != usize::MAX && len & ORDERED != 0
}

/// Whether the dict is as it was when the iterator noted this `len`.
pub fn is_unchanged(d: &DictObj, len: usize) -> bool {
    len == d.len() || is_ordered(len) && len == dict_state(d, true)
}

/// An iterator.
pub struct IterObj {
    pub state: RefCell<IterState>,
    /// The last item of a dict.
    pub last: LastPair,
}

impl Payload for IterObj {
    const KIND: Kind = Kind::Iter;
    fn traverse(&self, visit: Visit<'_>) {
        self.last.traverse(&mut *visit);
        match &*self.state.borrow() {
            IterState::Done | IterState::Range { .. } => {}
            IterState::BigRange { next, step, left } => {
                visit(next);
                visit(step);
                visit(left);
            }
            IterState::List { list: v, .. }
            | IterState::ListReversed { list: v, .. }
            | IterState::Tuple { tuple: v, .. }
            | IterState::Str { text: v, .. }
            | IterState::Bytes { data: v, .. }
            | IterState::Dict { dict: v, .. }
            | IterState::DictReversed { dict: v, .. }
            | IterState::Set { set: v, .. }
            | IterState::Sequence { seq: v, .. }
            | IterState::SequenceReversed { seq: v, .. } => visit(v),
            IterState::Callable { callable, sentinel } => {
                visit(callable);
                visit(sentinel);
            }
        }
    }
    fn clear(&self) {
        self.last.clear();
        drop(self.state.replace(IterState::Done));
    }
}

impl Heap {
    /// An iterator of the given class.
    pub fn iter(&self, class: &Ref<TypeObj>, state: IterState) -> Value {
        self.alloc(class, IterObj { state: RefCell::new(state), last: LastPair::default() }).into_value()
    }
}
