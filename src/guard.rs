//! The guard word of an interpreter: one comparison tells a call whether it may go on, and whether somebody wants to be heard first (V8 calls the like its stack guard).
//!
//! Whoever wants to be heard sets the limit to 0: a signal, the collector, a finaliser that is due, memory that runs short. The run loop, which compares the place of the next
//! record with the limit anyway, then leaves the quick way and looks why.

use std::sync::atomic::Ordering::{Relaxed, SeqCst};
use std::sync::atomic::{AtomicBool, AtomicUsize, compiler_fence};
use std::sync::{Arc, Weak};

/// The word, and the flag that says whether somebody has asked. Clones share both.
#[derive(Clone, Default)]
pub struct Guard {
    limit: Arc<AtomicUsize>,
    asked: Arc<AtomicBool>,
}

impl Guard {
    /// Asks the interpreter to look after something before it goes on.
    pub fn raise(&self) {
        self.asked.store(true, Relaxed);
        compiler_fence(SeqCst);
        self.limit.store(0, Relaxed);
    }

    /// Whether somebody has asked.
    #[inline(always)]
    pub fn is_raised(&self) -> bool {
        self.limit.load(Relaxed) == 0
    }

    /// Whether something at this address may go on: it lies below the limit, and nobody has asked.
    #[inline(always)]
    pub fn lets_pass(&self, address: usize) -> bool {
        address < self.limit.load(Relaxed)
    }

    /// The limit is this from now on, or as soon as whoever has asked was heard.
    ///
    /// A signal that arrives meanwhile is not lost: its handler sets the flag before the word, and here the flag is read after the word was written. (A handler that runs on
    /// another thread at this very moment is heard when the budget is looked at.)
    #[inline]
    pub fn set_limit(&self, address: usize) {
        self.limit.store(address, Relaxed);
        compiler_fence(SeqCst);
        if self.asked.load(Relaxed) {
            self.limit.store(0, Relaxed);
        }
    }

    /// Whoever has asked is being heard; the limit is again this.
    pub fn lower(&self, limit: usize) {
        self.asked.store(false, Relaxed);
        compiler_fence(SeqCst);
        self.set_limit(limit);
    }

    /// What the handler of a signal sets, in this order: the flag, and the word, which becomes 0.
    pub fn for_handlers(&self) -> (Arc<AtomicBool>, Arc<AtomicUsize>) {
        (self.asked.clone(), self.limit.clone())
    }

    /// The guard as others know it who do not keep it alive.
    pub fn downgrade(&self) -> WeakGuard {
        WeakGuard { limit: Arc::downgrade(&self.limit), asked: Arc::downgrade(&self.asked) }
    }
}

/// A guard that may be gone.
pub struct WeakGuard {
    limit: Weak<AtomicUsize>,
    asked: Weak<AtomicBool>,
}

impl WeakGuard {
    /// Whether the interpreter is still there.
    pub fn is_there(&self) -> bool {
        self.limit.strong_count() != 0
    }

    /// See `Guard::raise`. Asks for no memory.
    pub fn raise(&self) {
        if let (Some(limit), Some(asked)) = (self.limit.upgrade(), self.asked.upgrade()) {
            Guard { limit, asked }.raise();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Guard;

    #[test]
    fn whoever_asks_is_not_overheard() {
        let guard = Guard::default();
        guard.lower(100);
        assert!(guard.lets_pass(99) && !guard.lets_pass(100) && !guard.is_raised());
        guard.downgrade().raise();
        assert!(guard.is_raised() && !guard.lets_pass(1));
        guard.set_limit(200);
        assert!(guard.is_raised(), "a new limit does not answer whoever has asked");
        guard.lower(200);
        assert!(guard.lets_pass(199));
    }
}
