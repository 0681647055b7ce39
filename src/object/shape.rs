//! Shapes (hidden classes): the names of an instance's attributes in the order of their first assignment, shared by all
//! instances that got them in the same order. A shape implies the class.
//!
//! The shapes of a class die with it: nothing but its instances has them. Inline caches compare their addresses, and are good for one class epoch only, which a
//! class moves as it dies.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::dict_large::Large;
use super::dict_small::SMALL;
use super::heap::Heap;
use super::store::ShapeRef;
use super::str::StrObj;
use super::types::TypeObj;
use super::value::{Alive, Ref, Value};

/// More attributes than this go into a dict.
const LIMIT: usize = 120;
/// A shape has so many ways to go on at most: objects whose attributes are named by data have them in a dict.
const WAYS: usize = 512;
/// Shapes with more names than this get a table.
const LINEAR: usize = 6;

/// A node in the tree of shapes of one class.
pub struct Shape {
    /// The class whose instances have this shape. An instance keeps it alive, and only instances lead to it.
    pub(super) class: Alive<TypeObj>,
    /// None for the root.
    parent: Option<ShapeRef>,
    /// None for the root.
    name: Option<Ref<StrObj>>,
    /// Slot of `name`; for the root: the number of `__slots__` slots.
    index: usize,
    /// How many `__slots__` slots lie in front of the attributes.
    slots: usize,
    /// How many names there are.
    len: usize,
    /// The class's instances have no `__dict__`.
    closed: bool,
    children: RefCell<HashMap<usize, ShapeRef, FixedState>>,
    /// Where the heap keeps it.
    pub(super) number: Cell<u32>,
    table: OnceCell<HashMap<usize, usize, FixedState>>,
    /// The names as the keys of a dict: instances that go over to one begin with a copy.
    keys: OnceCell<Box<Large>>,
}

impl Shape {
    /// The shape of fresh instances. `slots` is the number of `__slots__` slots; a closed shape takes no attributes.
    pub(super) fn root_of(class: Alive<TypeObj>, slots: usize, closed: bool) -> Shape {
        Shape {
            class,
            parent: None,
            name: None,
            index: slots,
            slots,
            len: 0,
            closed,
            children: RefCell::default(),
            number: Cell::new(0),
            table: OnceCell::new(),
            keys: OnceCell::new(),
        }
    }

    /// Whether this is the shape of fresh instances.
    pub fn is_root(&self) -> bool {
        self.name.is_none()
    }

    /// Whether instances of this class have no `__dict__`.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// How many `__slots__` slots an object of this shape has: the proof that a member descriptor's slot exists, whatever its class says.
    pub fn slots(&self) -> usize {
        self.slots
    }

    /// How many attributes there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The slot of the attribute that came last.
    pub fn last_index(&self) -> usize {
        self.index
    }

    pub(super) fn root(this: ShapeRef) -> ShapeRef {
        let mut s = this;
        while let Some(parent) = s.parent {
            s = parent;
        }
        s
    }

    pub(super) fn parent(&self) -> Option<ShapeRef> {
        self.parent
    }

    /// Takes one of the children away.
    pub(super) fn take_child(&self) -> Option<ShapeRef> {
        let mut children = self.children.borrow_mut();
        let name = *children.keys().next()?;
        children.remove(&name)
    }

    /// The slot of an attribute. The name is interned.
    pub fn find(&self, name: &Ref<StrObj>) -> Option<usize> {
        if self.len > LINEAR {
            let table =
                self.table.get_or_init(|| self.names().into_iter().map(|(n, i)| (n.addr(), i)).collect());
            return table.get(&name.addr()).copied();
        }
        let mut s = self;
        while let Some(n) = &s.name {
            if n.is(name) {
                return Some(s.index);
            }
            s = s.parent.as_deref()?;
        }
        None
    }

    /// The names and their slots, oldest first.
    pub fn names(&self) -> Vec<(Ref<StrObj>, usize)> {
        let mut list = Vec::with_capacity(self.len);
        let mut s = self;
        while let (Some(n), Some(parent)) = (&s.name, &s.parent) {
            list.push((n.clone(), s.index));
            s = parent;
        }
        list.reverse();
        list
    }

    /// The names as the keys of a large dict, oldest first; the first one's value is in slot `slots()`, the others' in the following ones. None: they are few.
    pub(super) fn keys(&self, heap: &Heap) -> Option<&Large> {
        if self.len <= SMALL {
            return None;
        }
        Some(self.keys.get_or_init(|| {
            let mut keys = Box::new(Large::with_capacity(self.len + 1));
            for (name, _) in self.names() {
                let hash = name.hash(heap);
                keys.push(heap, name.into_value(), hash, Value::Undef);
            }
            keys
        }))
    }

    /// The shape with one more attribute; None if instances of this shape should go over to a dict.
    pub(super) fn extend(this: ShapeRef, heap: &Heap, name: &Ref<StrObj>) -> Option<ShapeRef> {
        if let Some(s) = this.children.borrow().get(&name.addr()) {
            return Some(*s);
        }
        if this.len >= LIMIT || this.children.borrow().len() >= WAYS {
            return None;
        }
        let s = heap.keep_shape(Shape {
            class: this.class,
            parent: Some(this),
            name: Some(name.clone()),
            index: if this.is_root() { this.index } else { this.index + 1 },
            slots: this.slots,
            len: this.len + 1,
            closed: this.closed,
            children: RefCell::default(),
            number: Cell::new(0),
            table: OnceCell::new(),
            keys: OnceCell::new(),
        });
        this.children.borrow_mut().insert(name.addr(), s);
        Some(s)
    }
}
