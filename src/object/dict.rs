//! `dict`: an insertion-ordered table with a version of its key set, and tombstones for deleted entries.
//!
//! Looking a key up may need script code (`__eq__`). The table decides what can be decided without it and hands the rest back as
//! candidates; the VM asks them and starts again if the table changed meanwhile.

use std::cell::{Cell, RefCell};

use super::buffer::Granted;
use super::dict_large::Large;
use super::dict_small::*;
use super::equality::same_key;
use super::header::Kind;
use super::heap::{CellVec, Heap};
use super::kinds::{Payload, Visit};
use super::store::{CachedPlace, home};
use super::str::StrObj;
use super::types::TypeObj;
use super::value::{Ref, Value};

/// A dict. An empty one is its own cell of 48 bytes, up to eight entries lie in a second cell, more in an `IndexMap`.
#[repr(C)]
pub struct DictObj {
    /// Drawn anew whenever the key set changes. Order and places are stable while it stays.
    version: Cell<u64>,
    table: RefCell<Table>,
}

/// Bit of the version: caches that the class epoch guards hold values of this dict.
const GUARDED: u64 = 1 << 63;

/// The entries. The note of a short vector is the number of its tombstones.
#[repr(u8)]
pub enum Table {
    /// None, and how many are expected.
    Empty(u32),
    /// Up to eight keys, all of them plain strings.
    Names(Short<NameSlot>),
    /// Up to eight keys that tell their hash at no cost.
    Plain(Short<PlainSlot>),
    /// Up to eight keys of any kind.
    Hashed(Short<HashedSlot>),
    /// Any number.
    Large(Box<Large>),
}

/// A short vector of entries.
pub type Short<S> = CellVec<S>;

/// The outcome of a look-up that runs no script code.
pub enum Find {
    /// The place of the entry.
    Found(usize),
    /// There is no such key.
    Absent,
    /// Keys with the same hash whose equality only script code can tell, and at most one equal key at the end: (place, key), in the order of places.
    Ask(Vec<(usize, Value)>),
}

/// The outcome of a probe that came across these keys of the same hash, in this order.
pub(super) fn settle(keys: impl Iterator<Item = (usize, Value)>, key: &Value) -> Find {
    let mut ask = Vec::new();
    for (i, k) in keys {
        match same_key(&k, key) {
            Some(false) => {}
            Some(true) if ask.is_empty() => return Find::Found(i),
            Some(true) => {
                ask.push((i, k));
                break;
            }
            None => ask.push((i, k)),
        }
    }
    if ask.is_empty() { Find::Absent } else { Find::Ask(ask) }
}

fn found(place: Option<usize>) -> Find {
    place.map_or(Find::Absent, Find::Found)
}

/// Runs one piece of code for whichever short form a table has; the other forms follow.
macro_rules! by_form {
    ($table:expr, $list:ident => $short:expr, $($rest:tt)+) => {
        match $table {
            Table::Names($list) => $short,
            Table::Plain($list) => $short,
            Table::Hashed($list) => $short,
            $($rest)+
        }
    };
}

/// A vector with one more entry, or a map, if there is no room.
#[inline]
fn push_short<S: Slot>(
    mut list: Short<S>,
    key: Value,
    hash: i64,
    value: Value,
    wrap: fn(Short<S>) -> Table,
) -> Table {
    if list.len() == list.capacity() {
        match list.len() {
            0..3 => list = moved(list, 3),
            3..5 => list = moved(list, 5),
            5..SMALL => {
                // CPython's table is full at five, too: it forgets deleted entries as it grows.
                if list.note() != 0 {
                    sweep(&mut list);
                }
                list = moved(list, SMALL);
            }
            _ if list.note() != 0 => sweep(&mut list),
            _ => return large_with(list, key, hash, value),
        }
    }
    list.push(S::new(key, hash, value));
    wrap(list)
}

#[cold]
#[inline(never)]
fn large_with<S: Slot>(mut list: Short<S>, key: Value, hash: i64, value: Value) -> Table {
    let mut large = Box::new(Large::with_capacity(list.len() + 1));
    for i in 0..list.len() {
        let hash = list[i].hash(list.heap());
        let (k, v) = list[i].take();
        large.push(list.heap(), k, hash, v);
    }
    large.push(list.heap(), key, hash, value);
    Table::Large(large)
}

impl Table {
    /// The table with an entry whose key is known to be absent.
    #[inline]
    fn with(self, heap: &Heap, key: Value, hash: i64, value: Value) -> Table {
        let rank = rank(&key);
        match self {
            Table::Large(mut large) => {
                large.push(heap, key, hash, value);
                Table::Large(large)
            }
            Table::Names(list) if rank == Rank::Name => push_short(list, key, hash, value, Table::Names),
            Table::Plain(list) if rank <= Rank::Plain => push_short(list, key, hash, value, Table::Plain),
            Table::Hashed(list) => push_short(list, key, hash, value, Table::Hashed),
            Table::Empty(expected) if expected as usize > SMALL => {
                let mut large = Box::new(Large::with_capacity(expected as usize));
                large.push(heap, key, hash, value);
                Table::Large(large)
            }
            Table::Empty(expected) => {
                let room = if expected == 0 { 3 } else { expected as usize };
                match rank {
                    Rank::Name => push_short(CellVec::new(heap, room), key, hash, value, Table::Names),
                    Rank::Plain => push_short(CellVec::new(heap, room), key, hash, value, Table::Plain),
                    Rank::Hashed => push_short(CellVec::new(heap, room), key, hash, value, Table::Hashed),
                }
            }
            // The first key of a higher rank.
            Table::Names(list) if rank == Rank::Plain => {
                let room = list.capacity();
                push_short(moved(list, room), key, hash, value, Table::Plain)
            }
            Table::Names(list) => {
                let room = list.capacity();
                push_short(moved(list, room), key, hash, value, Table::Hashed)
            }
            Table::Plain(list) => {
                let room = list.capacity();
                push_short(moved(list, room), key, hash, value, Table::Hashed)
            }
        }
    }

    #[inline(always)]
    fn places(&self) -> usize {
        by_form!(self, list => list.len(), Table::Empty(_) => 0, Table::Large(l) => l.places(),)
    }

    #[inline(always)]
    fn dead(&self) -> usize {
        by_form!(self, list => list.note() as usize, Table::Empty(_) => 0, Table::Large(l) => l.dead(),)
    }

    /// Key and value at a place that is no tombstone.
    #[inline]
    fn entry(&self, i: usize) -> Option<(Value, Value)> {
        fn short<S: Slot>(list: &[S], i: usize) -> Option<(Value, Value)> {
            let s = list.get(i)?;
            if s.is_dead() { None } else { Some((s.key(), s.value().clone())) }
        }
        by_form!(self, list => short(list, i),
            Table::Empty(_) => None,
            Table::Large(l) => {
                let (k, v) = l.get(i)?;
                if k.is_undef() { None } else { Some((k.clone(), v.clone())) }
            }
        )
    }

    /// The hash of the key at a place that is no tombstone.
    fn hash(&self, heap: &Heap, i: usize) -> i64 {
        by_form!(self, list => list.get(i).map_or(0, |s| s.hash(heap)),
            Table::Empty(_) => 0, Table::Large(l) => l.hash(heap, i),)
    }

    /// The value at a place; `Undef` for a tombstone and beyond the end.
    #[inline(always)]
    pub fn value(&self, i: usize) -> Value {
        fn short<S: Slot>(list: &[S], i: usize) -> Value {
            list.get(i).map_or(Value::Undef, |s| s.value().clone())
        }
        match self {
            Table::Large(l) => l.get(i).map_or(Value::Undef, |(_, v)| v.clone()),
            Table::Names(list) => short(list, i),
            Table::Plain(list) => short(list, i),
            Table::Hashed(list) => short(list, i),
            Table::Empty(_) => Value::Undef,
        }
    }

    #[inline(always)]
    fn value_mut(&mut self, i: usize) -> Option<&mut Value> {
        by_form!(self, list => list.get_mut(i).map(|s| s.value_mut()),
            Table::Empty(_) => None, Table::Large(l) => l.value_mut(i),)
    }

    /// Removes the entry at a place and leaves a tombstone.
    fn remove(&mut self, i: usize) -> (Value, Value) {
        fn short<S: Slot>(list: &mut Short<S>, i: usize) -> (Value, Value) {
            let Some(slot) = list.get_mut(i) else { return (Value::Undef, Value::Undef) };
            let out = slot.take();
            let dead = list.note() + 1;
            list.set_note(dead);
            out
        }
        by_form!(self, list => short(list, i),
            Table::Empty(_) => (Value::Undef, Value::Undef),
            Table::Large(l) => l.remove(i),)
    }

    /// Removes the last living entry and all places behind it.
    fn pop(&mut self) -> Option<(Value, Value)> {
        fn short<S: Slot>(list: &mut Short<S>) -> Option<(Value, Value)> {
            loop {
                let mut slot = list.pop()?;
                if !slot.is_dead() {
                    return Some(slot.take());
                }
                list.set_note(list.note() - 1);
            }
        }
        by_form!(self, list => short(list), Table::Empty(_) => None, Table::Large(l) => l.pop(),)
    }

    /// A copy without tombstones.
    fn copied(&self) -> Granted<Table> {
        Ok(match self {
            _ if self.places() == self.dead() => Table::Empty(0),
            Table::Names(list) => Table::Names(copied(list)),
            Table::Plain(list) => Table::Plain(copied(list)),
            Table::Hashed(list) => Table::Hashed(copied(list)),
            Table::Large(l) => Table::Large(Box::new(l.copied()?)),
            Table::Empty(_) => Table::Empty(0),
        })
    }
}

impl Payload for DictObj {
    const KIND: Kind = Kind::Dict;
    fn traverse(&self, visit: Visit<'_>) {
        by_form!(&*self.table.borrow(), list => list.iter().for_each(|s| s.visit(visit)),
            Table::Empty(_) => {}
            Table::Large(l) => l.visit(visit),
        );
    }
    fn clear(&self) {
        self.clear_entries();
    }
    fn extra_bytes(&self) -> usize {
        match &*self.table.borrow() {
            Table::Large(l) => l.bytes(),
            // The cells of short vectors are the heap's.
            _ => 0,
        }
    }
}

#[inline]
fn next_in(table: &Table, i: usize) -> Option<(usize, Value, Value)> {
    let mut i = if let Table::Large(l) = table { l.skip(i) } else { i };
    while i < table.places() {
        i += 1;
        if let Some((k, v)) = table.entry(i - 1) {
            return Some((i, k, v));
        }
    }
    None
}

impl DictObj {
    /// An empty dict. It must go into a heap at once: a dict finds its heap through its header.
    pub(super) fn new() -> DictObj {
        DictObj { version: Cell::new(0), table: RefCell::new(Table::Empty(0)) }
    }

    /// Whether somebody is in the middle of it.
    #[cfg(feature = "checked")]
    pub(super) fn is_borrowed(&self) -> bool {
        self.table.try_borrow_mut().is_err()
    }

    #[inline]
    fn heap(&self) -> &Heap {
        home(self)
    }

    #[inline]
    fn changed(&self) {
        let guarded = self.version.get() & GUARDED;
        self.version.set(self.heap().next_keys_version() | guarded);
        if guarded != 0 {
            self.heap().bump_class_epoch();
        }
    }

    /// From now on every change of this dict makes the caches stale that the class epoch guards: it is a class's dict, and somebody looked into it.
    #[inline]
    pub fn guard_caches(&self) {
        self.version.set(self.version.get() | GUARDED);
    }

    /// Whether such caches hold values of this dict.
    pub fn guards_caches(&self) -> bool {
        self.version.get() & GUARDED != 0
    }

    /// The version of the key set.
    #[inline(always)]
    pub fn version(&self) -> u64 {
        self.version.get()
    }

    /// How many entries there are.
    #[inline]
    pub fn len(&self) -> usize {
        let table = self.table.borrow();
        table.places() - table.dead()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many places there are, tombstones included.
    #[inline]
    pub fn places(&self) -> usize {
        self.table.borrow().places()
    }

    /// The entry at a place; None for a tombstone and beyond the end.
    #[inline]
    pub fn entry(&self, i: usize) -> Option<(Value, Value)> {
        self.table.borrow().entry(i)
    }

    /// The first entry at or after a place, and the place behind it.
    #[inline]
    pub fn next_entry(&self, i: usize) -> Option<(usize, Value, Value)> {
        next_in(&self.table.borrow(), i)
    }

    /// Like `next_entry`, with the hash of the key.
    pub fn next_hashed(&self, i: usize) -> Option<(usize, i64, Value, Value)> {
        let table = self.table.borrow();
        let (next, k, v) = next_in(&table, i)?;
        Some((next, table.hash(self.heap(), next - 1), k, v))
    }

    /// The last entry before a place, and its place.
    pub fn previous_entry(&self, i: usize) -> Option<(usize, Value, Value)> {
        let table = self.table.borrow();
        let first = if let Table::Large(l) = &*table { l.skip(0) } else { 0 };
        let mut i = i.min(table.places());
        while i > first {
            i -= 1;
            if let Some((k, v)) = table.entry(i) {
                return Some((i, k, v));
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
        self.table.borrow().value(i)
    }

    /// Remembers where the value at a place stands; it stays there while the version does.
    pub fn remember_value(&self, i: usize, place: &CachedPlace) {
        if let Some(v) = self.table.borrow_mut().value_mut(i) {
            place.set_value(v);
        }
    }

    /// Whether the value at a place stands where a cache remembers it.
    pub fn is_value_at(&self, i: usize, place: &CachedPlace) -> bool {
        self.table.borrow_mut().value_mut(i).is_some_and(|v| place.is_value(v))
    }

    /// Overwrites the value at a place; the old one is returned. The key set stays.
    #[inline(always)]
    pub fn replace_at(&self, i: usize, v: Value) -> Value {
        if self.version.get() & GUARDED != 0 {
            self.guarded_write(i, &v);
        }
        match self.table.borrow_mut().value_mut(i) {
            Some(old) => std::mem::replace(old, v),
            None => v,
        }
    }

    /// Only what may be a method or a descriptor is cached: counters in a class disturb nobody.
    #[cold]
    #[inline(never)]
    fn guarded_write(&self, i: usize, new: &Value) {
        let is_data = |v: &Value| match v {
            Value::Obj(o) => {
                o.header().is_exact()
                    && matches!(o.kind(), Kind::Str | Kind::List | Kind::Tuple | Kind::Dict | Kind::BigInt)
            }
            _ => true,
        };
        if !is_data(new) || !is_data(&self.value_at(i)) {
            self.heap().bump_class_epoch();
        }
    }

    /// Looks a key up by its hash, as far as that goes without script code.
    #[inline]
    pub fn find(&self, key: &Value, hash: i64) -> Find {
        match &*self.table.borrow() {
            Table::Large(l) => l.find(self.heap(), key, hash),
            Table::Names(list) => match key {
                Value::Obj(o) if rank(key) == Rank::Name => found(NameSlot::find(list, o)),
                _ if rank(key) == Rank::Plain => Find::Absent,
                _ => find_any(list, key, hash),
            },
            Table::Plain(list) if rank(key) != Rank::Hashed => found(PlainSlot::find(list, key)),
            Table::Plain(list) => find_any(list, key, hash),
            Table::Hashed(list) => find_any(list, key, hash),
            Table::Empty(_) => Find::Absent,
        }
    }

    /// The place of a string key.
    #[inline]
    pub fn index_of_str(&self, key: &Ref<StrObj>) -> Option<usize> {
        match &*self.table.borrow() {
            Table::Large(l) => l.find_name(key, key.hash(key.obj().class().heap())),
            Table::Names(list) => NameSlot::find(list, key.obj()),
            Table::Plain(list) => find_name(list, key.obj()),
            Table::Hashed(list) => find_name(list, key.obj()),
            Table::Empty(_) => None,
        }
    }

    /// The value of a string key. A key that is no exact str is not found this way.
    #[inline]
    pub fn get_str(&self, key: &Ref<StrObj>) -> Option<Value> {
        let i = self.index_of_str(key)?;
        Some(self.value_at(i))
    }

    /// The value of a string key which probably stands at this place.
    #[inline]
    pub fn get_name_near(&self, key: &Ref<StrObj>, place: usize) -> Option<Value> {
        if let Table::Names(list) = &*self.table.borrow()
            && let Some(slot) = list.get(place)
            && slot.is_named(key)
        {
            return Some(slot.value().clone());
        }
        self.get_str(key)
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

    /// Makes room for one more entry with this key. Where a script says how many entries there are, this comes before `push`, which cannot be refused.
    #[inline(always)]
    pub fn make_room(&self, key: &Value) -> Granted<()> {
        match &mut *self.table.borrow_mut() {
            Table::Large(l) if l.is_full(key) => {
                // The values may move.
                self.version.set(self.heap().next_keys_version() | self.version.get() & GUARDED);
                l.grow(key)
            }
            _ => Ok(()),
        }
    }

    /// Adds an entry whose key is known to be absent.
    #[inline]
    pub fn push(&self, key: Value, hash: i64, v: Value) {
        let mut table = self.table.borrow_mut();
        if let Table::Large(l) = &mut *table {
            l.push(self.heap(), key, hash, v);
        } else {
            let old = std::mem::replace(&mut *table, Table::Empty(0));
            *table = old.with(self.heap(), key, hash, v);
        }
        drop(table);
        self.changed();
    }

    /// An empty dict becomes one with these keys, whose values `value` gives by their places.
    pub(super) fn begin_with(&self, keys: &Large, value: impl FnMut(usize) -> Value) {
        *self.table.borrow_mut() = Table::Large(Box::new(keys.with_values(value)));
        self.changed();
    }

    /// Removes the entry at a place; its key and value are returned.
    pub fn remove_at(&self, i: usize) -> (Value, Value) {
        let out = self.table.borrow_mut().remove(i);
        self.changed();
        out
    }

    /// Removes the last entry (`popitem`).
    pub fn pop_last(&self) -> Option<(Value, Value)> {
        let out = self.table.borrow_mut().pop();
        self.changed();
        out
    }

    /// Removes everything.
    pub fn clear_entries(&self) {
        let old = std::mem::replace(&mut *self.table.borrow_mut(), Table::Empty(0));
        self.changed();
        drop(old);
    }

    /// Takes the entries of another dict (a copy of them).
    pub fn try_copy_from(&self, other: &DictObj) -> Granted<()> {
        let new = other.table.borrow().copied()?;
        let old = std::mem::replace(&mut *self.table.borrow_mut(), new);
        self.changed();
        drop(old);
        Ok(())
    }

    /// The same for attributes and keyword arguments, of which nobody has many: without memory it stays as it is.
    pub fn copy_from(&self, other: &DictObj) {
        let _ = self.try_copy_from(other);
    }

    /// The entries, in order.
    pub fn entries(&self) -> Vec<(Value, Value)> {
        self.collect(|k, v| (k, v))
    }

    /// The keys, in order.
    pub fn keys(&self) -> Vec<Value> {
        self.collect(|k, _| k)
    }

    /// The values, in order.
    pub fn values(&self) -> Vec<Value> {
        self.collect(|_, v| v)
    }

    fn collect<T>(&self, mut f: impl FnMut(Value, Value) -> T) -> Vec<T> {
        let table = self.table.borrow();
        let mut out = Vec::with_capacity(table.places() - table.dead());
        let mut i = 0;
        while let Some((next, k, v)) = next_in(&table, i) {
            out.push(f(k, v));
            i = next;
        }
        out
    }

    /// Makes room for `n` more entries.
    pub fn reserve(&self, n: usize) {
        match &mut *self.table.borrow_mut() {
            Table::Large(l) => {
                l.reserve(n);
                // The values may have moved.
                self.version.set(self.heap().next_keys_version() | self.version.get() & GUARDED);
            }
            Table::Empty(expected) => *expected = n.min(1 << 20) as u32,
            // Growing is cheap here, and the form of the next key is not known.
            _ => {}
        }
    }

    /// Moves an entry before all others (`OrderedDict.move_to_end` with `last=False`).
    pub fn move_to_front(&self, i: usize) {
        by_form!(&mut *self.table.borrow_mut(), list => if let Some(head) = list.get_mut(..=i) { head.rotate_right(1) },
            Table::Empty(_) => {}
            Table::Large(l) => l.move_to_front(self.heap(), i),
        );
        self.changed();
    }
}

impl Heap {
    /// An empty dict.
    #[inline]
    pub fn dict(&self) -> Ref<DictObj> {
        match self.types.get() {
            Some(t) => self.dict_of(&t.dict),
            None => {
                let class = self.root_type(|t| t.1.clone());
                self.dict_of(&class)
            }
        }
    }

    /// An empty dict of a class.
    #[inline]
    pub fn dict_of(&self, class: &Ref<TypeObj>) -> Ref<DictObj> {
        self.alloc(class, DictObj::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(n: i64) -> Ref<DictObj> {
        let heap = Heap::for_test();
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
    fn tombstones_are_swept_when_there_is_no_room() {
        let d = filled(1000);
        for i in 0..3000 {
            let Find::Found(place) = d.find(&Value::Int(i), i) else { panic!("{i} is a key") };
            d.remove_at(place);
            if i >= 990 {
                d.push(Value::Int(i + 10), i + 10, Value::None);
            }
        }
        assert!(d.places() < 100, "{} places for {} entries", d.places(), d.len());
        assert_eq!(keys(&d), (3000..3010).collect::<Vec<_>>());
    }

    #[test]
    fn every_way_of_writing_to_a_marked_dict_moves_the_epoch() {
        let d = filled(3);
        let heap = d.obj().class().heap();
        let f = || heap.list(vec![]).into_value();
        drop(d.replace_at(0, d.obj().class().value()));
        let epoch = heap.class_epoch.get();
        drop(d.replace_at(0, f()));
        assert_eq!(heap.class_epoch.get(), epoch, "nothing depends on the dict yet");
        drop(d.replace_at(0, d.obj().class().value()));
        d.guard_caches();
        let other = heap.dict();
        other.push(Value::Int(1), 1, Value::None);
        other.push(Value::Int(2), 2, Value::None);
        let writes: [&dyn Fn(); 9] = [
            &|| drop(d.replace_at(0, f())),
            &|| drop(d.replace_at(0, d.obj().class().value())),
            &|| d.push(Value::Int(7), 7, Value::None),
            &|| drop(d.remove_at(1)),
            &|| drop(d.pop_last()),
            &|| d.move_to_front(2),
            &|| drop(d.set_text(heap, "name", Value::None)),
            &|| d.copy_from(&other),
            &|| d.clear_entries(),
        ];
        for (i, write) in writes.iter().enumerate() {
            let epoch = heap.class_epoch.get();
            write();
            assert_ne!(heap.class_epoch.get(), epoch, "write {i}");
            assert!(d.guards_caches());
        }
        let epoch = heap.class_epoch.get();
        d.push(Value::Int(1), 1, Value::None);
        let counted = heap.class_epoch.get();
        drop(d.replace_at(0, Value::Int(1)));
        assert_ne!(epoch, counted);
        assert_eq!(heap.class_epoch.get(), counted, "a counter in a class is not cached");
    }

    #[test]
    fn a_dict_is_four_words_and_compiled_code_may_rely_on_their_places() {
        let d = filled(1);
        assert_eq!(size_of::<DictObj>(), 32);
        assert_eq!(std::mem::offset_of!(DictObj, version), 0);
        assert_eq!(d.table.as_ptr() as usize - (&raw const *d) as usize, 16);
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
