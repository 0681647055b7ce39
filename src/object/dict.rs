//! `dict`: an insertion-ordered table with cached hashes, a version of its key set, and tombstones for deleted entries.
//!
//! Looking a key up may need script code (`__eq__`). The table decides what can be decided without it and hands the rest back as
//! candidates; the VM asks them and starts again if the table changed meanwhile.

use std::cell::{Cell, RefCell};

use indexmap::IndexMap;
use indexmap::map::RawEntryApiV1;
use indexmap::map::raw_entry_v1::RawEntryMut;

use super::equality::same_key;
use super::header::Kind;
use super::heap::Heap;
use super::kinds::{Payload, Visit};
use super::str::{StrObj, mix};
use super::value::{Ref, Value};

/// The table never hashes by itself: hashes come from outside.
#[derive(Clone, Copy, Default)]
pub struct Prehashed;

impl std::hash::BuildHasher for Prehashed {
    type Hasher = std::hash::DefaultHasher;
    fn build_hasher(&self) -> Self::Hasher {
        unreachable!("keys are hashed before they reach the table")
    }
}

type Table = IndexMap<Value, Value, Prehashed>;

/// A dict. Deleted entries stay as tombstones (key `Undef`) until half of the table is dead.
pub struct DictObj {
    table: RefCell<Table>,
    dead: Cell<usize>,
    /// Drawn anew whenever the key set changes. Order and places are stable while it stays.
    version: Cell<u64>,
    next_version: Cell<*const Cell<u64>>,
}

/// The outcome of a look-up that runs no script code.
pub enum Find {
    /// The place of the entry.
    Found(usize),
    /// There is no such key.
    Absent,
    /// Keys with the same hash whose equality only script code can tell: (place, key).
    Ask(Vec<(usize, Value)>),
}

impl Payload for DictObj {
    const KIND: Kind = Kind::Dict;
    fn traverse(&self, visit: Visit<'_>) {
        for (k, v) in self.table.borrow().iter() {
            visit(k);
            visit(v);
        }
    }
    fn clear(&self) {
        self.clear_entries();
    }
    fn extra_bytes(&self) -> usize {
        self.table.borrow().capacity() * 48
    }
}

impl DictObj {
    /// An empty dict.
    pub fn new(heap: &Heap) -> DictObj {
        DictObj {
            table: RefCell::new(IndexMap::with_hasher(Prehashed)),
            dead: Cell::new(0),
            version: Cell::new(0),
            next_version: Cell::new(&heap.keys_version),
        }
    }

    fn changed(&self) {
        // The heap outlives its dicts, and its counter is a plain cell; `heap::draw_version` holds the one raw read.
        self.version.set(super::heap::draw_version(self.next_version.get()));
    }

    /// The version of the key set (0 for a dict that was never filled).
    #[inline(always)]
    pub fn version(&self) -> u64 {
        self.version.get()
    }

    /// How many entries there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.table.borrow().len() - self.dead.get()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many places there are, tombstones included.
    #[inline]
    pub fn places(&self) -> usize {
        self.table.borrow().len()
    }

    /// The entry at a place; None for a tombstone and beyond the end.
    #[inline]
    pub fn entry(&self, i: usize) -> Option<(Value, Value)> {
        let t = self.table.borrow();
        let (k, v) = t.get_index(i)?;
        if k.is_undef() { None } else { Some((k.clone(), v.clone())) }
    }

    /// The first entry at or after a place, and the place behind it.
    #[inline]
    pub fn next_entry(&self, mut i: usize) -> Option<(usize, Value, Value)> {
        let t = self.table.borrow();
        while let Some((k, v)) = t.get_index(i) {
            i += 1;
            if !k.is_undef() {
                return Some((i, k.clone(), v.clone()));
            }
        }
        None
    }

    /// The last entry before a place, and its place.
    pub fn previous_entry(&self, mut i: usize) -> Option<(usize, Value, Value)> {
        let t = self.table.borrow();
        i = i.min(t.len());
        while i > 0 {
            i -= 1;
            if let Some((k, v)) = t.get_index(i)
                && !k.is_undef()
            {
                return Some((i, k.clone(), v.clone()));
            }
        }
        None
    }

    /// The table, for the run loop's caches.
    #[inline(always)]
    pub fn table_ptr(&self) -> *mut Table {
        self.table.as_ptr()
    }

    /// The value at a place that is no tombstone.
    #[inline(always)]
    pub fn value_at(&self, i: usize) -> Value {
        self.table.borrow().get_index(i).map_or(Value::Undef, |(_, v)| v.clone())
    }

    /// Overwrites the value at a place; the old one is returned. The key set stays.
    #[inline(always)]
    pub fn replace_at(&self, i: usize, v: Value) -> Value {
        match self.table.borrow_mut().get_index_mut(i) {
            Some((_, old)) => std::mem::replace(old, v),
            None => v,
        }
    }

    /// Looks a key up by its hash, as far as that goes without script code.
    #[inline]
    pub fn find(&self, key: &Value, hash: i64) -> Find {
        let table = self.table.borrow();
        let mut ask: Vec<Value> = Vec::new();
        let found = table.raw_entry_v1().index_from_hash(mix(hash), |k| match same_key(k, key) {
            Some(same) => same,
            None => {
                ask.push(k.clone());
                false
            }
        });
        if let Some(i) = found
            && ask.is_empty()
        {
            return Find::Found(i);
        }
        if ask.is_empty() {
            return Find::Absent;
        }
        // Candidates in the order of the table's probing; a decided match counts as the last of them.
        let mut list: Vec<(usize, Value)> = ask
            .into_iter()
            .filter_map(|k| table.iter().position(|(x, _)| x.is(&k)).map(|i| (i, k)))
            .collect();
        if let Some(i) = found {
            list.push((i, table.get_index(i).map_or(Value::Undef, |(k, _)| k.clone())));
        }
        Find::Ask(list)
    }

    /// The place of a string key.
    #[inline]
    pub fn index_of_str(&self, key: &Ref<StrObj>) -> Option<usize> {
        let hash = key.hash(key.obj().class().heap());
        self.table.borrow().raw_entry_v1().index_from_hash(mix(hash), |k| match k {
            Value::Obj(o) if o.is(key.obj()) => true,
            Value::Obj(o) => match o.cast::<StrObj>() {
                Some(s) if o.header().is_exact() => s.bytes() == key.bytes(),
                _ => false,
            },
            _ => false,
        })
    }

    /// The value of a string key. A key that is no exact str is not found this way.
    #[inline]
    pub fn get_str(&self, key: &Ref<StrObj>) -> Option<Value> {
        let i = self.index_of_str(key)?;
        Some(self.value_at(i))
    }

    /// The value of a key given as text.
    pub fn get_text(&self, heap: &Heap, key: &str) -> Option<Value> {
        self.get_str(&heap.intern(key))
    }

    /// Sets the value of a string key; the old one is returned.
    pub fn set_str(&self, key: &Ref<StrObj>, v: Value) -> Option<Value> {
        if let Some(i) = self.index_of_str(key) {
            return Some(self.replace_at(i, v));
        }
        self.push(key.value(), key.hash(key.obj().class().heap()), v);
        None
    }

    /// Sets the value of a key given as text.
    pub fn set_text(&self, heap: &Heap, key: &str, v: Value) -> Option<Value> {
        self.set_str(&heap.intern(key), v)
    }

    /// Removes a string key; its value is returned.
    pub fn remove_str(&self, key: &Ref<StrObj>) -> Option<Value> {
        let i = self.index_of_str(key)?;
        Some(self.remove_at(i).1)
    }

    /// Adds an entry whose key is known to be absent.
    #[inline]
    pub fn push(&self, key: Value, hash: i64, v: Value) {
        let mut table = self.table.borrow_mut();
        match table.raw_entry_mut_v1().from_hash(mix(hash), |_| false) {
            RawEntryMut::Vacant(e) => {
                e.insert_hashed_nocheck(mix(hash), key, v);
            }
            RawEntryMut::Occupied(_) => unreachable!("nothing matches"),
        }
        drop(table);
        self.changed();
    }

    /// Removes the entry at a place; its key and value are returned.
    pub fn remove_at(&self, i: usize) -> (Value, Value) {
        let mut table = self.table.borrow_mut();
        let last = i + 1 == table.len();
        let out = if last {
            let out = table.pop().unwrap_or_default();
            // Tombstones at the very end go along.
            let mut dead = self.dead.get();
            while table.last().is_some_and(|(k, _)| k.is_undef()) {
                table.pop();
                dead -= 1;
            }
            self.dead.set(dead);
            out
        } else {
            use indexmap::map::MutableKeys;
            match table.get_index_mut2(i) {
                Some((k, v)) => {
                    self.dead.set(self.dead.get() + 1);
                    (std::mem::take(k), std::mem::take(v))
                }
                None => (Value::Undef, Value::Undef),
            }
        };
        if self.dead.get() * 2 > table.len() && table.len() > 8 {
            table.retain(|k, _| !k.is_undef());
            self.dead.set(0);
        }
        drop(table);
        self.changed();
        out
    }

    /// Removes everything.
    pub fn clear_entries(&self) {
        let old = std::mem::replace(&mut *self.table.borrow_mut(), IndexMap::with_hasher(Prehashed));
        self.dead.set(0);
        self.changed();
        drop(old);
    }

    /// Takes the entries of another dict (a copy of them).
    pub fn copy_from(&self, other: &DictObj) {
        let mut t = other.table.borrow().clone();
        if other.dead.get() != 0 {
            t.retain(|k, _| !k.is_undef());
        }
        let old = std::mem::replace(&mut *self.table.borrow_mut(), t);
        self.dead.set(0);
        self.changed();
        drop(old);
    }

    /// The entries, in order.
    pub fn entries(&self) -> Vec<(Value, Value)> {
        let t = self.table.borrow();
        t.iter().filter(|(k, _)| !k.is_undef()).map(|(k, v)| (k.clone(), v.clone())).collect()
    }

    /// The keys, in order.
    pub fn keys(&self) -> Vec<Value> {
        let t = self.table.borrow();
        t.keys().filter(|k| !k.is_undef()).cloned().collect()
    }

    /// The values, in order.
    pub fn values(&self) -> Vec<Value> {
        let t = self.table.borrow();
        t.iter().filter(|(k, _)| !k.is_undef()).map(|(_, v)| v.clone()).collect()
    }

    /// Makes room for `n` more entries.
    pub fn reserve(&self, n: usize) {
        let _ = self.table.borrow_mut().try_reserve(n);
    }

    /// Moves an entry to the end or the front (`OrderedDict.move_to_end`).
    pub fn move_entry(&self, i: usize, to_end: bool) {
        let mut t = self.table.borrow_mut();
        let last = t.len().saturating_sub(1);
        t.move_index(i, if to_end { last } else { 0 });
        drop(t);
        self.changed();
    }
}

impl Heap {
    /// An empty dict.
    #[inline]
    pub fn dict(&self) -> Ref<DictObj> {
        match self.types.get() {
            Some(t) => self.alloc(&t.dict, DictObj::new(self)),
            None => {
                let class = self.root_type(|t| t.1.clone());
                self.alloc(&class, DictObj::new(self))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(n: i64) -> Ref<DictObj> {
        let heap: &'static Heap = Box::leak(Box::new(Heap::new()));
        heap.set_up();
        let d = heap.dict();
        (0..n).for_each(|i| d.push(Value::Int(i), i, Value::Int(i * 10)));
        d
    }

    fn keys(d: &DictObj) -> Vec<i64> {
        d.keys().iter().map(|k| if let Value::Int(i) = k { *i } else { -1 }).collect()
    }

    #[test]
    fn order_survives_deletions() {
        let d = filled(8);
        for i in [6, 0, 3] {
            let Find::Found(place) = d.find(&Value::Int(i), i) else { panic!("{i} is a key") };
            d.remove_at(place);
        }
        assert_eq!((d.len(), keys(&d)), (5, vec![1, 2, 4, 5, 7]));
        d.push(Value::Int(3), 3, Value::None);
        assert_eq!(keys(&d), [1, 2, 4, 5, 7, 3]);
        assert!(matches!(d.find(&Value::Int(6), 6), Find::Absent));
    }

    #[test]
    fn tombstones_are_swept_when_half_is_dead() {
        let d = filled(1000);
        for i in 0..990 {
            let Find::Found(place) = d.find(&Value::Int(i), i) else { panic!("{i} is a key") };
            d.remove_at(place);
        }
        assert!(d.places() < 100, "{} places for {} entries", d.places(), d.len());
        assert_eq!(keys(&d), (990..1000).collect::<Vec<_>>());
    }

    #[test]
    fn the_version_moves_with_the_keys_only() {
        let d = filled(3);
        let before = d.version();
        d.replace_at(1, Value::None);
        assert_eq!(d.version(), before);
        d.push(Value::Int(9), 9, Value::None);
        assert_ne!(d.version(), before);
    }
}
