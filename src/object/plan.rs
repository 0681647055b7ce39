//! How a class makes its instances, as far as that is known beforehand.
//!
//! A plan is good for one class epoch: whatever gives a class (or its metaclass) another `__new__`, `__init__` or `__call__` moves that.

use std::cell::Cell;

use super::store::CachedPlace;
use super::value::ObjRef;

/// What a call of the class does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// Nothing is known: the rules are followed step by step.
    Unknown,
    /// `object.__new__`, and `object.__init__`: nothing but an object.
    Bare,
    /// `object.__new__`, then the `__init__` of the plan, a function of the language.
    Init,
    /// The `__new__` of the plan, a function of the language; then whatever its result asks for.
    New,
    /// The native `__new__` of the plan, which makes all of the instance.
    Native,
    /// An empty list, dict or set, then the native `__init__` of the plan, which fills it.
    Filled,
    /// The `__call__` of the metaclass, a function of the language.
    Meta,
}

/// The plan of a class.
pub struct Plan {
    epoch: Cell<u64>,
    way: Cell<Way>,
    /// A function that lives as long as the epoch stays.
    pub(crate) function: CachedPlace,
}

impl Default for Plan {
    fn default() -> Plan {
        // No class epoch is 0 (see `Heap`), and if one were: nothing is known.
        Plan { epoch: Cell::new(0), way: Cell::new(Way::Unknown), function: CachedPlace::default() }
    }
}

impl Plan {
    /// What is known in this epoch; None: nobody has looked.
    #[inline(always)]
    pub fn way(&self, epoch: u64) -> Option<Way> {
        if self.epoch.get() == epoch { Some(self.way.get()) } else { None }
    }

    /// Remembers it, with the function that is called first.
    pub fn set(&self, epoch: u64, way: Way, function: Option<&ObjRef>) {
        if let Some(f) = function {
            self.function.set_object(f);
        }
        self.way.set(way);
        self.epoch.set(epoch);
    }
}
