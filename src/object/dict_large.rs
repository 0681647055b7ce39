//! The large form of a dict: an `IndexMap`, with tombstones for deleted entries.
//!
//! The trick: the map finds entries by their hash but does not give the hash out. Strings, ints, bools and None tell theirs at no cost; as soon as
//! another key comes in, the hashes of all entries are kept beside the map.

use indexmap::IndexMap;
use indexmap::map::raw_entry_v1::RawEntryMut;
use indexmap::map::{MutableKeys, RawEntryApiV1};

use super::buffer::{self, Granted, NoMemory};
use super::dict::{Find, settle};
use super::dict_small::{Rank, is_name, plain_hash, rank};
use super::equality::same_key;
use super::heap::Heap;
use super::kinds::Visit;
use super::str::{StrObj, mix};
use super::value::{Ref, Value};

/// The map never hashes by itself: hashes come from outside.
#[derive(Clone, Copy, Default)]
pub struct Prehashed;

impl std::hash::BuildHasher for Prehashed {
    type Hasher = std::hash::DefaultHasher;
    fn build_hasher(&self) -> Self::Hasher {
        unreachable!("keys are hashed before they reach the table")
    }
}

type Map = IndexMap<Value, Value, Prehashed>;

/// What an entry of the map takes: hash, key, value.
const ENTRY: usize = size_of::<(usize, Value, Value)>();

/// A dict of more than a few entries.
pub struct Large {
    map: Map,
    /// The hash of each place; empty while every key tells its own.
    hashes: Vec<i64>,
    dead: usize,
    /// No entry lives before this place: whoever takes from the front does not walk over what was taken.
    first: usize,
}

impl Large {
    pub fn with_capacity(n: usize) -> Large {
        let mut map = Map::with_hasher(Prehashed);
        // A failed request shows when the entries come.
        let _ = map.try_reserve(n);
        Large { map, hashes: Vec::new(), dead: 0, first: 0 }
    }

    /// The same keys with other values. There are no tombstones, and all keys tell their hash.
    pub fn with_values(&self, mut value: impl FnMut(usize) -> Value) -> Large {
        let mut map = self.map.clone();
        map.values_mut().enumerate().for_each(|(i, v)| *v = value(i));
        Large { map, hashes: Vec::new(), dead: 0, first: 0 }
    }

    #[inline(always)]
    pub fn places(&self) -> usize {
        self.map.len()
    }

    #[inline(always)]
    pub fn dead(&self) -> usize {
        self.dead
    }

    pub fn bytes(&self) -> usize {
        self.map.capacity() * (ENTRY + 10) + self.hashes.capacity() * 8 + size_of::<Large>()
    }

    pub fn reserve(&mut self, n: usize) {
        let _ = self.map.try_reserve(n);
    }

    /// Whether the next entry may need memory: `grow` comes first.
    #[inline(always)]
    pub fn is_full(&self, key: &Value) -> bool {
        self.map.len() == self.map.capacity() || (self.hashes.is_empty() && rank(key) == Rank::Hashed)
    }

    /// Makes room for one more entry, and for hashes if this key wants them.
    #[cold]
    pub fn grow(&mut self, key: &Value) -> Granted<()> {
        if self.map.len() == self.map.capacity() {
            if self.dead * 4 > self.map.len() {
                self.sweep();
            } else {
                self.map.try_reserve(1).map_err(|_| NoMemory)?;
            }
        }
        if !self.hashes.is_empty() || rank(key) == Rank::Hashed {
            let more = self.map.capacity().saturating_sub(self.hashes.len());
            buffer::room(&mut self.hashes, more)?;
        }
        Ok(())
    }

    /// Key and value at a place; the key of a tombstone is `Undef`.
    #[inline(always)]
    pub fn get(&self, i: usize) -> Option<(&Value, &Value)> {
        self.map.get_index(i)
    }

    #[inline(always)]
    pub fn value_mut(&mut self, i: usize) -> Option<&mut Value> {
        self.map.get_index_mut(i).map(|(_, v)| v)
    }

    pub fn visit(&self, visit: Visit<'_>) {
        for (k, v) in &self.map {
            visit(k);
            visit(v);
        }
    }

    /// The hash of the key at a place that is no tombstone.
    pub fn hash(&self, heap: &Heap, i: usize) -> i64 {
        match self.hashes.get(i) {
            Some(h) => *h,
            None => self.map.get_index(i).map_or(0, |(k, _)| plain_hash(heap, k)),
        }
    }

    /// The first place at or after this one that may be alive.
    #[inline(always)]
    pub fn skip(&self, i: usize) -> usize {
        i.max(self.first)
    }

    #[inline]
    pub fn find_name(&self, name: &Ref<StrObj>, hash: i64) -> Option<usize> {
        self.map.raw_entry_v1().index_from_hash(mix(hash), |k| is_name(k, name.obj(), name))
    }

    #[inline]
    pub fn find(&self, heap: &Heap, key: &Value, hash: i64) -> Find {
        if self.hashes.is_empty() && rank(key) != Rank::Hashed {
            let same = |k: &Value| same_key(k, key) == Some(true);
            return match self.map.raw_entry_v1().index_from_hash(mix(hash), same) {
                Some(i) => Find::Found(i),
                None => Find::Absent,
            };
        }
        self.find_any(heap, key, hash)
    }

    /// Looks for a key where only the full hash tells whether script code is to be asked.
    fn find_any(&self, heap: &Heap, key: &Value, hash: i64) -> Find {
        let Some((start, _)) = self.map.get_index(0) else { return Find::Absent };
        let start = start as *const Value as usize;
        let (mut one, mut more) = (None, Vec::new());
        self.map.raw_entry_v1().index_from_hash(mix(hash), |k| {
            // The map hands out keys, not places. The entries lie in a row, so the address tells the place.
            let i = (k as *const Value as usize - start) / ENTRY;
            #[cfg(test)]
            super::dict_model::count_step();
            debug_assert!(
                self.map.get_index(i).is_some_and(|(x, _)| std::ptr::eq(x, k)),
                "entries lie in a row"
            );
            if !k.is_undef() && self.hash(heap, i) == hash {
                match one {
                    None => one = Some(i),
                    Some(_) => more.push(i),
                }
            }
            false
        });
        if more.is_empty() {
            // Nearly always: at most one key has this hash.
            let Some((i, (k, _))) = one.and_then(|i| Some((i, self.map.get_index(i)?))) else {
                return Find::Absent;
            };
            return match same_key(k, key) {
                Some(true) => Find::Found(i),
                Some(false) => Find::Absent,
                None => Find::Ask(vec![(i, k.clone())]),
            };
        }
        // Places are in the order in which the keys came, and so does CPython probe keys of the same hash.
        more.extend(one);
        more.sort_unstable();
        settle(more.into_iter().filter_map(|i| Some((i, self.map.get_index(i)?.0.clone()))), key)
    }

    /// Adds an entry whose key is known to be absent.
    #[inline]
    pub fn push(&mut self, heap: &Heap, key: Value, hash: i64, value: Value) {
        if self.map.len() == self.map.capacity() && self.dead * 4 > self.map.len() {
            self.sweep();
        }
        if !self.hashes.is_empty() || rank(&key) == Rank::Hashed {
            self.keep_hash(heap, hash);
        }
        self.insert(key, hash, value);
    }

    #[inline]
    fn insert(&mut self, key: Value, hash: i64, value: Value) {
        match self.map.raw_entry_mut_v1().from_hash(mix(hash), |_| false) {
            RawEntryMut::Vacant(e) => {
                e.insert_hashed_nocheck(mix(hash), key, value);
            }
            RawEntryMut::Occupied(_) => unreachable!("nothing matches"),
        }
    }

    /// Keeps the hash of the entry that comes next, and those of all before it.
    fn keep_hash(&mut self, heap: &Heap, hash: i64) {
        if self.hashes.is_empty() {
            self.hashes.reserve(self.map.capacity().max(self.map.len() + 1));
            self.hashes.extend(self.map.keys().map(|k| plain_hash(heap, k)));
        }
        self.hashes.push(hash);
    }

    /// Removes the entry at a place and leaves a tombstone.
    pub fn remove(&mut self, i: usize) -> (Value, Value) {
        let Some((k, v)) = self.map.get_index_mut2(i) else { return (Value::Undef, Value::Undef) };
        let out = (std::mem::take(k), std::mem::take(v));
        self.dead += 1;
        // Of tombstones at the very end one is enough: it tells an iterator that the keys changed.
        while self.map.len() > 1 && self.is_dead(self.map.len() - 1) && self.is_dead(self.map.len() - 2) {
            self.drop_last();
        }
        self.forward();
        out
    }

    /// Removes the last living entry and all behind it (`popitem`).
    pub fn pop(&mut self) -> Option<(Value, Value)> {
        while !self.map.is_empty() && self.is_dead(self.map.len() - 1) {
            self.drop_last();
        }
        let out = self.map.pop();
        self.hashes.truncate(self.map.len());
        self.first = self.first.min(self.map.len());
        out
    }

    fn is_dead(&self, i: usize) -> bool {
        self.map.get_index(i).is_some_and(|(k, _)| k.is_undef())
    }

    fn drop_last(&mut self) {
        self.map.pop();
        self.hashes.truncate(self.map.len());
        self.dead -= 1;
        self.first = self.first.min(self.map.len());
    }

    fn forward(&mut self) {
        while self.is_dead(self.first) {
            self.first += 1;
        }
    }

    /// Moves the living entries together.
    fn sweep(&mut self) {
        if !self.hashes.is_empty() {
            let mut keys = self.map.keys();
            self.hashes.retain(|_| keys.next().is_some_and(|k| !k.is_undef()));
        }
        self.map.retain(|k, _| !k.is_undef());
        let wanted = self.map.len() * 2;
        if wanted * 2 < self.map.capacity() {
            self.map.shrink_to(wanted);
            self.hashes.shrink_to(wanted);
        }
        (self.dead, self.first) = (0, 0);
    }

    /// A copy of the living entries.
    pub fn copied(&self) -> Granted<Large> {
        // The map copies itself without asking.
        buffer::room_for((self.map.capacity() * (ENTRY + 10)) as u64).map_err(|_| NoMemory)?;
        let hashes = buffer::copied(&self.hashes)?;
        let mut out = Large { map: self.map.clone(), hashes, dead: self.dead, first: self.first };
        if out.dead != 0 {
            out.sweep();
        }
        Ok(out)
    }

    /// Moves an entry before all others. The places of all entries may change.
    pub fn move_to_front(&mut self, heap: &Heap, i: usize) {
        let Some(before) = self.first.checked_sub(1) else {
            let moved = self.make_gap(heap, i);
            return self.move_to_front(heap, moved);
        };
        if i > self.first {
            self.map.swap_indices(i, before);
            if !self.hashes.is_empty() {
                self.hashes.swap(i, before);
            }
            self.first = before;
        }
    }

    /// Puts tombstones before all entries, as many as there are entries, so that moving to the front is seldom dear. The new place of one entry is returned.
    fn make_gap(&mut self, heap: &Heap, i: usize) -> usize {
        let gap = (self.map.len() - self.dead).max(8);
        let old = std::mem::replace(self, Large::with_capacity(0));
        let mut new = Large::with_capacity(gap + old.map.len());
        let keeps = !old.hashes.is_empty();
        for n in 0..gap {
            // Their hashes differ, or all of them would lie on one chain.
            new.insert(Value::Undef, (n as i64).wrapping_mul(0x0123_4567_89ab_cdef), Value::Undef);
        }
        if keeps {
            new.hashes.resize(gap, 0);
        }
        let mut moved = 0;
        let Large { map, hashes, .. } = old;
        for (place, (k, v)) in map.into_iter().enumerate() {
            if k.is_undef() {
                continue;
            }
            if place == i {
                moved = new.map.len();
            }
            let hash = if keeps { hashes[place] } else { plain_hash(heap, &k) };
            if keeps {
                new.hashes.push(hash);
            }
            new.insert(k, hash, v);
        }
        (new.dead, new.first) = (gap, gap);
        *self = new;
        moved
    }
}
