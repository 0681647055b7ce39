//! Look-ups along the order of a class, and the cache of their places.
//!
//! An entry holds (class, name, epoch) and the place of the value in a dict. It holds no value, so plain class data can change without spoiling it, and it keeps
//! nothing alive: while the epoch is the same, no class has died, no order has changed and no class has got or lost a name, so the value is still there.

use std::cell::Cell;

use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::types::TypeObj;

use super::cached::CachedPlace;
use super::value::{Ref, Value};

impl TypeObj {
    /// The attribute in the class and its bases. The name is interned.
    #[inline]
    pub fn lookup(&self, name: &Ref<StrObj>) -> Option<Value> {
        let heap = self.heap();
        let epoch = heap.class_epoch.get();
        let key = (self as *const TypeObj as usize, name.addr());
        let entry = heap.method_cache.slot(key).get();
        if entry.class == key.0 && entry.name == key.1 && entry.epoch == epoch {
            if cfg!(feature = "checked") {
                let again = self.lookup_place(name).map_or(NOWHERE, |(d, i)| place_of(&d, i));
                assert!(again == entry.place, "the value has not moved");
            }
            // SAFETY: see above; places in a dict stay as long as its keys do.
            return unsafe { (entry.place as *const Value).as_ref() }.cloned();
        }
        self.find_slow(name, key, epoch)
    }

    /// Where the attribute stands: the dict of the class that has it, and the place there. It is there as long as the class epoch stays.
    pub fn lookup_place(&self, name: &Ref<StrObj>) -> Option<(Ref<DictObj>, usize)> {
        self.mro().iter().find_map(|c| {
            c.dict().guard_caches();
            Some((c.dict().clone(), c.dict().index_of_str(name)?))
        })
    }

    #[cold]
    #[inline(never)]
    fn find_slow(&self, name: &Ref<StrObj>, key: (usize, usize), epoch: u64) -> Option<Value> {
        let found = self.lookup_place(name);
        let place = found.as_ref().map_or(NOWHERE, |(dict, i)| place_of(dict, *i));
        self.heap().method_cache.slot(key).set(CacheEntry { class: key.0, name: key.1, epoch, place });
        found.map(|(dict, i)| dict.value_at(i))
    }
}

/// The place of what no class has.
const NOWHERE: usize = 0;

/// The address of a value in a dict.
fn place_of(dict: &DictObj, i: usize) -> usize {
    let place = CachedPlace::default();
    dict.remember_value(i, &place);
    place.addr()
}

#[derive(Clone, Copy)]
struct CacheEntry {
    class: usize,
    name: usize,
    epoch: u64,
    place: usize,
}

/// A direct-mapped cache of class attribute look-ups: (class, name) to the place.
pub(super) struct MethodCache {
    entries: Vec<Cell<CacheEntry>>,
}

/// So many that the system gives the memory page by page, as it is used.
const CACHE_SIZE: usize = 4096;

impl Default for MethodCache {
    fn default() -> MethodCache {
        let empty = CacheEntry { class: 0, name: 0, epoch: 0, place: NOWHERE };
        MethodCache { entries: vec![Cell::new(empty); CACHE_SIZE] }
    }
}

impl MethodCache {
    #[inline(always)]
    fn slot(&self, key: (usize, usize)) -> &Cell<CacheEntry> {
        let h = (key.0 >> 5) ^ (key.1 >> 4) ^ (key.1 >> 11);
        &self.entries[h & (CACHE_SIZE - 1)]
    }
}
