//! What several handles share, each of which looks at it as if it were its own.

use std::cell::UnsafeCell;
use std::rc::Rc;

/// A share. The content lives as long as the last one.
///
/// What is borrowed through one share must have ended before another one is used. `vm/realm.rs` says why that is so for the handles of threads of execution.
pub struct Shared<T>(Rc<UnsafeCell<T>>);

impl<T> Shared<T> {
    /// New content with one share.
    pub fn new(content: T) -> Shared<T> {
        Shared(Rc::new(UnsafeCell::new(content)))
    }

    /// Another share.
    pub fn another(&self) -> Shared<T> {
        Shared(self.0.clone())
    }

    /// Looks at the content.
    #[inline(always)]
    pub fn get(&self) -> &T {
        // SAFETY: only one share is in use at a time, see the type.
        unsafe { &*self.0.get() }
    }

    /// The content, to change it.
    #[inline(always)]
    pub fn get_mut(&mut self) -> &mut T {
        // SAFETY: only one share is in use at a time, see the type.
        unsafe { &mut *self.0.get() }
    }
}
