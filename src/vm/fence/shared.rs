//! What the handles of several threads of execution share, each of which looks at it as if it were its own.

use std::cell::{Cell, UnsafeCell};
use std::rc::Rc;

/// A share. The content lives as long as the last one.
///
/// Shares of one content are never in use at the same time: the first handle is used until a [`Parked`] one runs, which takes the first one whole for as long as it does. In
/// builds for tests each look is checked.
pub struct Shared<T> {
    whole: Rc<Whole<T>>,
    /// Of this share.
    number: u32,
}

struct Whole<T> {
    /// The share that is in use, and how many have been given out.
    in_use: Cell<u32>,
    given: Cell<u32>,
    content: UnsafeCell<T>,
}

impl<T> Shared<T> {
    /// New content with one share, which is in use.
    pub fn new(content: T) -> Shared<T> {
        let whole = Whole { in_use: Cell::new(0), given: Cell::new(1), content: UnsafeCell::new(content) };
        Shared { whole: Rc::new(whole), number: 0 }
    }

    /// Looks at the content.
    #[inline(always)]
    pub fn get(&self) -> &T {
        self.check();
        // SAFETY: only one share is in use at a time, see the type.
        unsafe { &*self.whole.content.get() }
    }

    /// The content, to change it.
    #[inline(always)]
    pub fn get_mut(&mut self) -> &mut T {
        self.check();
        // SAFETY: only one share is in use at a time, see the type.
        unsafe { &mut *self.whole.content.get() }
    }

    #[inline(always)]
    fn check(&self) {
        if cfg!(any(debug_assertions, feature = "checked")) {
            assert_eq!(self.whole.in_use.get(), self.number, "the handle of a thread of execution that runs");
        }
    }
}

/// The handle of a thread of execution: it has a share.
pub trait Handle {
    type Content;
    /// The share.
    fn share(&self) -> &Shared<Self::Content>;
}

/// A handle that is not in use, but for as long as `run` takes.
pub struct Parked<H: Handle>(H);

impl<H: Handle> Parked<H> {
    /// A further handle beside `by`. `make` puts the share into it and does not look through it.
    pub fn new(by: &H, make: impl FnOnce(Shared<H::Content>) -> H) -> Parked<H> {
        let whole = by.share().whole.clone();
        let number = whole.given.get();
        whole.given.set(number + 1);
        Parked(make(Shared { whole, number }))
    }

    /// Uses the handle, while whoever does so has nothing of his own: `by` is taken whole.
    ///
    /// # Panics
    /// If `by` is not a handle of the same content, or not in use.
    pub fn run<R>(&mut self, by: &mut H, f: impl FnOnce(&mut H) -> R) -> R {
        let (own, other) = (self.0.share(), by.share());
        assert!(Rc::ptr_eq(&own.whole, &other.whole), "handles of one realm");
        let turn = Turn { whole: own.whole.clone(), before: other.number };
        assert_eq!(turn.whole.in_use.replace(own.number), turn.before, "whoever lets another run is running");
        f(&mut self.0)
    }
}

/// Gives the use of the content back at the end, whatever way that comes.
struct Turn<T> {
    whole: Rc<Whole<T>>,
    before: u32,
}

impl<T> Drop for Turn<T> {
    fn drop(&mut self) {
        self.whole.in_use.set(self.before);
    }
}
