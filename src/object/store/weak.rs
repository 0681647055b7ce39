//! Weak references: what knows where an object lives without keeping it alive.
//!
//! An object that somebody refers to weakly has one shared note, which the heap finds by the object's address. The note lists the weak reference
//! objects in CPython's order: the plain reference, the plain proxy (both are shared, since all of their kind are alike), then the others, newest first.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::header::{DYING, WEAKLY_REFERENCED};
use super::heap::Heap;
use super::kinds::{Payload, Visit};
use super::live::Live;
use super::value::{ObjRef, Ref, Value};

/// A shared note of where an object lives.
#[derive(Default)]
pub struct WeakBox {
    target: Cell<Option<Live>>,
    /// The weak reference objects (not counted).
    refs: RefCell<Vec<(Role, Live)>>,
}

/// What a weak reference object is to its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The reference of the class `ref` itself that has no callback.
    Plain,
    /// The proxy that has no callback.
    PlainProxy,
    /// One of many.
    Other,
}

/// A weak reference object, or a proxy.
pub struct WeakRefObj {
    target: Rc<WeakBox>,
    /// Where the object itself lies.
    own: Cell<usize>,
    /// The target's hash, once somebody asked.
    pub hash: Cell<Option<i64>>,
    /// Called with the reference when the target dies; None if there is none.
    callback: RefCell<Value>,
}

impl Payload for WeakRefObj {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.callback.borrow());
    }
    fn clear(&self) {
        drop(self.callback.replace(Value::None));
    }
}

impl Drop for WeakRefObj {
    fn drop(&mut self) {
        let own = self.own.get();
        self.target.refs.borrow_mut().retain(|(_, p)| p.addr() != own);
    }
}

impl WeakRefObj {
    /// The target, while it lives.
    pub fn target(&self) -> Option<ObjRef> {
        self.target.get()
    }

    /// The callback, while the target lives; else None.
    pub fn callback(&self) -> Value {
        if self.target.is_alive() { self.callback.borrow().clone() } else { Value::None }
    }
}

impl WeakBox {
    /// The object, while it lives.
    pub fn get(&self) -> Option<ObjRef> {
        self.target.get().map(Live::retained)
    }

    /// Whether the object still lives.
    pub fn is_alive(&self) -> bool {
        self.target.get().is_some()
    }
}

impl Heap {
    /// A weak note of the object.
    pub fn weak_box(&self, o: &ObjRef) -> Rc<WeakBox> {
        // SAFETY: the note forgets the object when it dies: `bury` and the collector see the flag.
        let p = unsafe { Live::of(o) };
        o.header().set_own_flag(WEAKLY_REFERENCED);
        self.weak
            .borrow_mut()
            .entry(p)
            .or_insert_with(|| Rc::new(WeakBox { target: Cell::new(Some(p)), ..WeakBox::default() }))
            .clone()
    }

    /// A weak reference object of the class. The two plain ones of an object are made once.
    pub fn weak_ref(
        &self,
        class: &Ref<crate::object::types::TypeObj>,
        o: &ObjRef,
        role: Role,
        callback: Value,
    ) -> Ref<WeakRefObj> {
        let target = self.weak_box(o);
        if role != Role::Other
            && let Some(p) = target.refs.borrow().iter().find(|(r, _)| *r == role)
            && let Some(shared) = unless_dying(p.1)
            && let Ok(shared) = Ref::try_from_obj(shared)
        {
            return shared;
        }
        let (own, hash, callback) = (Cell::new(0), Cell::new(None), RefCell::new(callback));
        let r = self.alloc(class, WeakRefObj { target: target.clone(), own, hash, callback });
        r.own.set(r.addr());
        let mut refs = target.refs.borrow_mut();
        let at = refs.iter().position(|(known, _)| *known >= role).unwrap_or(refs.len());
        // SAFETY: a reference object leaves the list in its `drop`.
        refs.insert(at, (role, unsafe { Live::of(r.obj()) }));
        drop(refs);
        r
    }

    /// The weak reference objects of an object, in their order.
    pub fn weak_refs(&self, o: &ObjRef) -> Vec<ObjRef> {
        // SAFETY: the caller's reference keeps the object alive.
        match self.weak.borrow().get(&unsafe { Live::of(o) }) {
            Some(b) => b.refs.borrow().iter().filter_map(|(_, p)| unless_dying(*p)).collect(),
            None => Vec::new(),
        }
    }

    /// Whether some weak reference has a callback.
    pub(super) fn has_weak_callbacks(&self) -> bool {
        let with_callback =
            |o: ObjRef| o.cast::<WeakRefObj>().is_some_and(|r| !r.callback.borrow().is_none());
        self.weak
            .borrow()
            .values()
            .any(|b| b.refs.borrow().iter().any(|(_, p)| unless_dying(*p).is_some_and(with_callback)))
    }

    /// Forgets the weak references of a dying (or unreachable) object and queues the callbacks of those that are to be told.
    pub(super) fn kill_weak(&self, p: Live, told: impl Fn(Live) -> bool) {
        let Some(b) = self.weak.borrow_mut().remove(&p) else { return };
        b.target.set(None);
        for (_, reference) in b.refs.take() {
            if !told(reference) {
                continue;
            }
            let Some(reference) = unless_dying(reference) else { continue };
            let callback = reference.cast::<WeakRefObj>().map(|r| r.callback.replace(Value::None));
            if let Some(callback) = callback.filter(|c| !c.is_none()) {
                self.weak_callbacks.borrow_mut().push((Value::Obj(reference), callback));
                self.ask();
            }
        }
    }
}

/// A weak reference object of a note's list, unless its last reference is gone and only its burial is due.
fn unless_dying(p: Live) -> Option<ObjRef> {
    // A weak reference object leaves the list in its `drop`, so it is intact.
    (p.count() != 0 && !p.has(DYING)).then(|| p.retained())
}
