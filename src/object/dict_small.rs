//! The small form of a dict: up to eight entries in one cell, without a hash table. A look-up scans them.
//!
//! The trick: what can be told from a key is not kept beside it. Where all keys are plain strings an entry is a pointer and a value (24 bytes);
//! other keys whose hash costs nothing are whole values (32 bytes); only keys of other kinds have their hash beside them (40 bytes).

use super::dict::{Find, settle};
use super::equality::{same_key, simple_hash};
use super::header::{INTERNED, Kind};
use super::heap::{CellVec, Heap};
use super::kinds::Visit;
use super::str::StrObj;
use super::value::{ObjRef, Ref, Value};

/// Most entries of a dict without a hash table, tombstones included.
pub const SMALL: usize = 8;

/// What must be kept of a key. A dict that holds one of a rank holds all of lower rank as it would them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Rank {
    /// A plain string: it knows its hash.
    Name,
    /// The hash follows from the value at once, and equality never needs script code.
    Plain,
    /// Everything else.
    Hashed,
}

/// The rank of a key.
#[inline(always)]
pub fn rank(key: &Value) -> Rank {
    match key {
        Value::Obj(o) if o.kind() == Kind::Str && o.header().is_exact() => Rank::Name,
        Value::Int(_) | Value::None | Value::True | Value::False => Rank::Plain,
        _ => Rank::Hashed,
    }
}

/// The hash of a key of rank `Name` or `Plain`.
#[inline]
pub fn plain_hash(heap: &Heap, key: &Value) -> i64 {
    simple_hash(heap, key).unwrap_or(0)
}

/// An entry. A tombstone has no key and no value.
pub trait Slot: Sized {
    /// The keys that it can hold.
    const RANK: Rank;
    fn new(key: Value, hash: i64, value: Value) -> Self;
    /// The key; `Undef` in a tombstone.
    fn key(&self) -> Value;
    fn is_dead(&self) -> bool;
    /// Calls `visit` with key and value.
    fn visit(&self, visit: Visit<'_>);
    fn hash(&self, heap: &Heap) -> i64;
    fn value(&self) -> &Value;
    fn value_mut(&mut self) -> &mut Value;
    /// Leaves a tombstone.
    fn take(&mut self) -> (Value, Value);
    /// Whether it holds this key, told by identity or as one string from another.
    fn has_name(&self, name: &ObjRef, text: &StrObj) -> bool;
}

pub struct NameSlot(Option<Ref<StrObj>>, Value);
pub struct PlainSlot(Value, Value);
pub struct HashedSlot(i64, Value, Value);

/// Whether a key is the string or a plain one with the same text.
#[inline]
pub fn is_name(key: &Value, name: &ObjRef, text: &StrObj) -> bool {
    #[cfg(test)]
    super::dict_model::count_step();
    match key {
        Value::Obj(o) if o.is(name) => true,
        Value::Obj(o) if o.header().is_exact() => {
            o.cast::<StrObj>().is_some_and(|s| s.bytes() == text.bytes())
        }
        _ => false,
    }
}

impl NameSlot {
    /// Whether the key is this very string.
    #[inline]
    pub fn is_named(&self, name: &Ref<StrObj>) -> bool {
        self.0.as_ref().is_some_and(|k| k.is(name))
    }
}

impl Slot for NameSlot {
    const RANK: Rank = Rank::Name;
    #[inline]
    fn new(key: Value, _: i64, value: Value) -> NameSlot {
        NameSlot(key.into_ref().ok(), value)
    }
    #[inline]
    fn key(&self) -> Value {
        self.0.as_ref().map_or(Value::Undef, Ref::value)
    }
    #[inline(always)]
    fn is_dead(&self) -> bool {
        self.0.is_none()
    }
    fn visit(&self, visit: Visit<'_>) {
        if let Some(k) = &self.0 {
            visit(&k.value());
        }
        visit(&self.1);
    }
    #[inline]
    fn hash(&self, heap: &Heap) -> i64 {
        self.0.as_ref().map_or(0, |k| k.hash(heap))
    }
    #[inline(always)]
    fn value(&self) -> &Value {
        &self.1
    }
    #[inline(always)]
    fn value_mut(&mut self) -> &mut Value {
        &mut self.1
    }
    fn take(&mut self) -> (Value, Value) {
        (self.0.take().map_or(Value::Undef, Ref::into_value), self.1.take())
    }
    #[inline(always)]
    fn has_name(&self, name: &ObjRef, text: &StrObj) -> bool {
        match &self.0 {
            // Two interned strings are equal only if they are the same.
            Some(k) => !(StrObj::is_interned(k) && name.header().has(INTERNED)) && k.bytes() == text.bytes(),
            None => false,
        }
    }
}

impl Slot for PlainSlot {
    const RANK: Rank = Rank::Plain;
    #[inline]
    fn new(key: Value, _: i64, value: Value) -> PlainSlot {
        PlainSlot(key, value)
    }
    #[inline]
    fn key(&self) -> Value {
        self.0.clone()
    }
    #[inline(always)]
    fn is_dead(&self) -> bool {
        self.0.is_undef()
    }
    fn visit(&self, visit: Visit<'_>) {
        visit(&self.0);
        visit(&self.1);
    }
    #[inline]
    fn hash(&self, heap: &Heap) -> i64 {
        plain_hash(heap, &self.0)
    }
    #[inline(always)]
    fn value(&self) -> &Value {
        &self.1
    }
    #[inline(always)]
    fn value_mut(&mut self) -> &mut Value {
        &mut self.1
    }
    fn take(&mut self) -> (Value, Value) {
        (self.0.take(), self.1.take())
    }
    #[inline(always)]
    fn has_name(&self, name: &ObjRef, text: &StrObj) -> bool {
        is_name(&self.0, name, text)
    }
}

impl Slot for HashedSlot {
    const RANK: Rank = Rank::Hashed;
    #[inline]
    fn new(key: Value, hash: i64, value: Value) -> HashedSlot {
        HashedSlot(hash, key, value)
    }
    #[inline]
    fn key(&self) -> Value {
        self.1.clone()
    }
    #[inline(always)]
    fn is_dead(&self) -> bool {
        self.1.is_undef()
    }
    fn visit(&self, visit: Visit<'_>) {
        visit(&self.1);
        visit(&self.2);
    }
    #[inline(always)]
    fn hash(&self, _: &Heap) -> i64 {
        self.0
    }
    #[inline(always)]
    fn value(&self) -> &Value {
        &self.2
    }
    #[inline(always)]
    fn value_mut(&mut self) -> &mut Value {
        &mut self.2
    }
    fn take(&mut self) -> (Value, Value) {
        (self.1.take(), self.2.take())
    }
    #[inline(always)]
    fn has_name(&self, name: &ObjRef, text: &StrObj) -> bool {
        is_name(&self.1, name, text)
    }
}

/// The place of a string key.
#[inline]
pub fn find_name<S: Slot>(list: &CellVec<S>, name: &ObjRef) -> Option<usize> {
    let text = name.cast::<StrObj>()?;
    list.iter().position(|s| s.has_name(name, text))
}

impl NameSlot {
    /// The place of a string key: names are mostly found by identity, so that is tried with all first.
    #[inline]
    pub fn find(list: &CellVec<NameSlot>, name: &ObjRef) -> Option<usize> {
        let same = |s: &NameSlot| s.0.as_ref().is_some_and(|k| k.obj().is(name));
        list.iter().position(same).or_else(|| find_name(list, name))
    }
}

impl PlainSlot {
    /// The place of a key of rank `Plain` or `Name`.
    #[inline]
    pub fn find(list: &CellVec<PlainSlot>, key: &Value) -> Option<usize> {
        list.iter().position(|s| same_key(&s.0, key) == Some(true))
    }
}

/// Looks for any key among entries of any rank, by the full hash first.
pub fn find_any<S: Slot>(list: &CellVec<S>, key: &Value, hash: i64) -> Find {
    let heap = list.heap();
    let same_hash = |(_, s): &(usize, &S)| !s.is_dead() && s.hash(heap) == hash;
    settle(list.iter().enumerate().filter(same_hash).map(|(i, s)| (i, s.key())), key)
}

/// Moves the living entries together.
pub fn sweep<S: Slot>(list: &mut CellVec<S>) {
    let mut to = 0;
    for from in 0..list.len() {
        if !list[from].is_dead() {
            list.swap(from, to);
            to += 1;
        }
    }
    while list.len() > to {
        list.pop();
    }
    list.set_note(0);
}

/// The entries in a cell with room for `capacity` of them, perhaps in another kind of slot.
pub fn moved<A: Slot, B: Slot>(mut list: CellVec<A>, capacity: usize) -> CellVec<B> {
    let mut out = CellVec::new(list.heap(), capacity);
    for slot in list.iter_mut() {
        let hash = if B::RANK == Rank::Hashed { slot.hash(out.heap()) } else { 0 };
        let (key, value) = slot.take();
        out.push(B::new(key, hash, value));
    }
    out.set_note(list.note());
    out
}

/// A copy of the living entries.
pub fn copied<S: Slot>(list: &CellVec<S>) -> CellVec<S> {
    let mut out = CellVec::new(list.heap(), list.len() - list.note() as usize);
    for slot in list.iter().filter(|s| !s.is_dead()) {
        let hash = if S::RANK == Rank::Hashed { slot.hash(list.heap()) } else { 0 };
        out.push(S::new(slot.key(), hash, slot.value().clone()));
    }
    out
}
