//! All that one interpreter is made of, which may go from one thread of the system to another as a whole.

use std::mem::ManuallyDrop;
use std::ops::{Deref, DerefMut};

/// What says of itself that it is a whole interpreter (`tests/fences.rs`: one type does).
///
/// It has all handles of its realm, and with them every reference to an object of its heap: what it gives out, and what it takes, are plain data. So counts, cells and `Rc`s that
/// are not made for several threads are reached by one thread at a time, the one that has the interpreter.
pub trait WholeInterpreter {}

/// A whole interpreter. It can be left where it is for good, when it can no longer be trusted.
pub struct Confined<T> {
    content: ManuallyDrop<T>,
    abandoned: bool,
}

// SAFETY: see `WholeInterpreter`. The crate has no thread-local state, and its one static (`store/reserve.rs`) is atomic or locked; what the world shares with other threads (wakers,
// flags of signals) is made for that, which the compiler sees: `World: Send`, `Write + Send`, `Arc`.
unsafe impl<T: WholeInterpreter> Send for Confined<T> {}

impl<T> Confined<T> {
    /// Takes it in.
    pub fn new(content: T) -> Confined<T> {
        Confined { content: ManuallyDrop::new(content), abandoned: false }
    }

    /// It is not to be dropped: a fault has left it in a state that nobody knows.
    pub fn abandon(&mut self) {
        self.abandoned = true;
    }
}

impl<T> Deref for Confined<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.content
    }
}

impl<T> DerefMut for Confined<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.content
    }
}

impl<T> Drop for Confined<T> {
    fn drop(&mut self) {
        if !self.abandoned {
            // SAFETY: dropped once, here.
            unsafe { ManuallyDrop::drop(&mut self.content) }
        }
    }
}
