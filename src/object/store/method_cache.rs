//! Look-ups along the order of a class, and the cache of their places.
//!
//! An entry holds (class, name, epoch) and the place: which dict and which index. It holds no value, so plain class data can change without spoiling it, and it keeps
//! nothing alive: while the epoch is the same, no class has died and no order has changed, so the dict is still there.

use std::cell::Cell;

use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::types::TypeObj;

use super::value::{Ref, Value};

impl TypeObj {
    /// The attribute in the class and its bases. The name is interned.
    #[inline]
    pub fn lookup(&self, name: &Ref<StrObj>) -> Option<Value> {
        let heap = self.heap();
        let epoch = heap.class_epoch.get();
        let key = (self as *const TypeObj as usize, name.addr());
        let slot = heap.method_cache.slot(key);
        let entry = slot.get();
        if entry.class == key.0 && entry.name == key.1 && entry.epoch == epoch {
            // SAFETY: the class of the dict has not changed since the entry was made (same epoch), so the dict lives.
            return unsafe { entry.dict.as_ref() }.map(|dict| dict.value_at(entry.index as usize));
        }
        self.find_slow(name, key, epoch)
    }

    #[cold]
    #[inline(never)]
    fn find_slow(&self, name: &Ref<StrObj>, key: (usize, usize), epoch: u64) -> Option<Value> {
        let heap = self.heap();
        let mro = self.mro();
        for c in mro.iter() {
            c.dict().guard_caches();
            if let Some(index) = c.dict().index_of_str(name) {
                let dict: *const Ref<DictObj> = c.dict();
                heap.method_cache.slot(key).set(CacheEntry {
                    class: key.0,
                    name: key.1,
                    epoch,
                    index: index as u32,
                    dict,
                });
                return Some(c.dict().value_at(index));
            }
        }
        heap.method_cache.slot(key).set(CacheEntry {
            class: key.0,
            name: key.1,
            epoch,
            index: 0,
            dict: std::ptr::null(),
        });
        None
    }
}

#[derive(Clone, Copy)]
struct CacheEntry {
    class: usize,
    name: usize,
    epoch: u64,
    index: u32,
    dict: *const Ref<DictObj>,
}

/// A direct-mapped cache of class attribute look-ups: (class, name) to the place.
pub(super) struct MethodCache {
    entries: Vec<Cell<CacheEntry>>,
}

/// So many that the system gives the memory page by page, as it is used.
const CACHE_SIZE: usize = 4096;

impl Default for MethodCache {
    fn default() -> MethodCache {
        let empty = CacheEntry { class: 0, name: 0, epoch: 0, index: 0, dict: std::ptr::null() };
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
