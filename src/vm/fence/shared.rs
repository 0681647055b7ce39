//! The realm behind the handles of the threads of execution.
#![allow(unsafe_code)]

use std::cell::UnsafeCell;
use std::ops::{Deref, DerefMut};
use std::rc::Rc;

use crate::vm::{Realm, Vm};

/// A share in a realm. It lives as long as the last handle.
pub struct SharedRealm(Rc<UnsafeCell<Realm>>);

impl SharedRealm {
    /// A new realm with one share.
    pub fn new(realm: Realm) -> SharedRealm {
        SharedRealm(Rc::new(UnsafeCell::new(realm)))
    }
}

impl Vm {
    /// The realm, to build another thread of execution on.
    pub fn share(&self) -> SharedRealm {
        SharedRealm(self.realm.0.clone())
    }
}

impl Deref for Vm {
    type Target = Realm;

    #[inline(always)]
    fn deref(&self) -> &Realm {
        // SAFETY: what is borrowed here is borrowed of this handle, and ends before a call that takes the handle whole, the only place where another thread of
        // execution can run and borrow through its own.
        unsafe { &*self.realm.0.get() }
    }
}

impl DerefMut for Vm {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut Realm {
        // SAFETY: as above; only one of the handles is in use at a time.
        unsafe { &mut *self.realm.0.get() }
    }
}
