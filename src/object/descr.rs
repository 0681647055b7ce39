//! Descriptors: `property`, `classmethod` and `staticmethod`, members of slots and attributes of native types.

use std::cell::{Cell, RefCell};

use super::function::Declared;
use super::header::Kind;
use super::kinds::{Payload, Visit};
use super::value::Value;

/// `property`
pub struct PropertyObj {
    /// Callables or None.
    pub get: RefCell<Value>,
    pub set: RefCell<Value>,
    pub delete: RefCell<Value>,
    pub doc: RefCell<Value>,
    /// The text is the getter's own.
    pub getter_doc: Cell<bool>,
    /// `__name__`, or Undef.
    pub name: RefCell<Value>,
}

impl Payload for PropertyObj {
    const KIND: Kind = Kind::Property;
    fn traverse(&self, visit: Visit<'_>) {
        for v in [&self.get, &self.set, &self.delete, &self.doc, &self.name] {
            visit(&v.borrow());
        }
    }
    fn clear(&self) {
        for v in [&self.get, &self.set, &self.delete, &self.doc, &self.name] {
            drop(v.take());
        }
    }
}

/// `classmethod` or `staticmethod` (the class tells which).
pub struct WrapperObj {
    /// What is wrapped.
    pub func: RefCell<Value>,
    /// Binds the class.
    pub is_class: bool,
}

impl Payload for WrapperObj {
    const KIND: Kind = Kind::Wrapper;
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.func.borrow());
    }
    fn clear(&self) {
        drop(self.func.take());
    }
}

/// What a member descriptor reads and writes.
#[derive(Clone, Copy)]
pub enum Member {
    /// A slot of `__slots__`.
    Slot(usize),
    /// `__dict__` of instances.
    Dict,
    /// `__weakref__` of instances.
    Weakref,
    /// A field of a tuple with names: an item if it is visible, else a hidden slot.
    Item { index: usize, visible: usize },
    /// An attribute of a native type: the VM's `AttrDef`; see `vm::native`.
    Native(Declared),
}

/// A data descriptor.
pub struct MemberObj {
    /// The class it belongs to (a type), borrowed through its value.
    pub owner: Value,
    /// A str.
    pub name: Value,
    pub member: Member,
}

impl Payload for MemberObj {
    const KIND: Kind = Kind::Member;
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.owner);
        visit(&self.name);
    }
}
