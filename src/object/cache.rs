//! Inline caches: what an instruction found, and as long as what stays the same it finds it again.
//!
//! A cache has one entry, at hand for the run loop, and room for some more where a site sees objects of several classes. What those entries hold says their tag.

use std::cell::{Cell, OnceCell};
use std::ops::Deref;

use super::store::CachedPlace;
use super::str::StrObj;
use super::value::Ref;

/// What an entry holds. The uppermost two bits say what is compared with its key: see [`Entry::fits`].
pub mod tag {
    /// `index` is a place in the globals dict of version `key`, `place` the value.
    pub const GLOBAL: u8 = 1;
    /// `index` is a place in the builtins dict of version `epoch`; the globals, version `key2`, have no such name. `place` is the value. No dict has the version `key`.
    pub const BUILTIN: u8 = 2;
    /// `index` is a place in the module dict of version `key`, `place` the value.
    pub const MODULE: u8 = 3;

    /// The key is the shape of an object; the class of one that has no attributes of its own.
    const BY_SHAPE: u8 = 1 << 6;
    /// The key is the class of an object.
    const BY_CLASS: u8 = 2 << 6;
    /// The key is the object itself, a class.
    const BY_SELF: u8 = 3 << 6;
    /// The first tag of an entry that is good for one class epoch.
    pub const FIRST_BY_EPOCH: u8 = BY_SHAPE;

    /// The attribute is in slot `index`.
    pub const SLOT: u8 = BY_SHAPE | 1;
    /// The attribute becomes a new slot `index`, and the object goes over to the shape in `place`.
    pub const NEW_SLOT: u8 = BY_SHAPE | 2;
    /// The attribute is the method in `place`, which takes the object in front.
    pub const METHOD: u8 = BY_SHAPE | 3;
    /// The object lacks the attribute; its class has the object in `place`, which is no descriptor.
    pub const SHARED: u8 = BY_SHAPE | 4;
    /// The same, and what the class has may change: it is at place `index` of the dict in `place`.
    pub const SHARED_DATA: u8 = BY_SHAPE | 5;
    /// The same, and what the class has is the static method in `place`.
    pub const SHARED_STATIC: u8 = BY_SHAPE | 6;
    /// The same, and what the class has is the class method in `place`.
    pub const SHARED_CLASS_METHOD: u8 = BY_SHAPE | 7;
    /// The attributes are in a dict; the class has nothing that goes before.
    pub const IN_DICT: u8 = BY_SHAPE | 8;
    /// The same; what the dict lacks is the method in `place`, which takes the object in front.
    pub const METHOD_BEHIND_DICT: u8 = BY_SHAPE | 9;

    /// Instances have the property in `place`, whose getter is a function of the language.
    pub const PROPERTY: u8 = BY_CLASS | 1;
    /// Instances have the computed attribute in `place`.
    pub const GETTER: u8 = BY_CLASS | 2;
    /// Instances have the data descriptor in `place`; `second` is the `__get__` of its class, a function of the language.
    pub const DESCRIPTOR: u8 = BY_CLASS | 3;

    /// `__class__` of instances is their class.
    pub const OWN_CLASS: u8 = BY_CLASS | 4;

    /// The class has the object in `place`, and that is what is read.
    pub const CLASS: u8 = BY_SELF | 1;
    /// What the class has is at place `index` of the dict in `place`: it may change.
    pub const CLASS_DATA: u8 = BY_SELF | 2;
    /// The class has the static method in `place`.
    pub const CLASS_STATIC: u8 = BY_SELF | 3;
    /// The class has the class method in `place`.
    pub const CLASS_BOUND: u8 = BY_SELF | 4;
    /// The metaclass has the method in `place`, which takes the class in front.
    pub const META_METHOD: u8 = BY_SELF | 5;
}

/// What a cache remembers.
#[repr(C)]
pub struct Entry {
    /// A shape, class, object or dict version that must match.
    pub key: Cell<usize>,
    /// Class epoch that must match, where the hit depends on classes.
    pub epoch: Cell<u64>,
    /// Slot or place.
    pub index: Cell<u32>,
    /// What kind of hit this is; 0: empty.
    pub tag: Cell<u8>,
    /// Which of the entries behind this one is replaced next.
    turn: Cell<u8>,
    /// An object that lives as long as the epoch stays, the value in a dict that stays there as long as the dict's version does, or the next shape for new attributes.
    pub place: CachedPlace,
    /// Another object that lives as long as the epoch stays.
    pub second: CachedPlace,
}

/// What entries may be good for: an object's shape (or class), its class, itself.
pub struct Keys([usize; 4]);

impl Keys {
    /// The keys of an object.
    #[inline(always)]
    pub fn new(shape: usize, class: usize, own: usize) -> Keys {
        Keys([usize::MAX - 1, shape, class, own])
    }

    /// The key of an object's shape.
    #[inline(always)]
    pub fn shape(&self) -> usize {
        self.0[1]
    }
}

impl Entry {
    fn empty() -> Entry {
        Entry {
            // Neither a version nor an address.
            key: Cell::new(usize::MAX),
            epoch: Cell::new(0),
            index: Cell::new(0),
            tag: Cell::new(0),
            turn: Cell::new(0),
            place: CachedPlace::default(),
            second: CachedPlace::default(),
        }
    }

    /// Whether the entry, one that depends on classes, is good for an object in this epoch.
    #[inline(always)]
    pub fn fits(&self, epoch: u64, keys: &Keys) -> bool {
        self.epoch.get() == epoch && self.key.get() == keys.0[usize::from(self.tag.get() >> 6)]
    }

    fn copy_from(&self, other: &Entry) {
        self.key.set(other.key.get());
        self.epoch.set(other.epoch.get());
        self.index.set(other.index.get());
        self.tag.set(other.tag.get());
        self.place.copy_from(&other.place);
        self.second.copy_from(&other.second);
    }
}

/// How many entries there are behind the first one.
const MORE: usize = 3;

/// An inline cache. A cache line each: one shift finds it.
#[repr(C, align(64))]
pub struct Cache {
    /// The name, interned.
    pub name: Ref<StrObj>,
    first: Entry,
    /// A second guard (the globals' version).
    pub key2: Cell<usize>,
    /// Entries that were the first one before, of other classes.
    more: OnceCell<Box<[Entry; MORE]>>,
}

const _: () = assert!(std::mem::size_of::<Cache>() == 64);

impl Deref for Cache {
    type Target = Entry;
    #[inline(always)]
    fn deref(&self) -> &Entry {
        &self.first
    }
}

impl Cache {
    /// An empty cache.
    pub fn new(name: Ref<StrObj>) -> Cache {
        Cache { name, first: Entry::empty(), key2: Cell::new(usize::MAX), more: OnceCell::new() }
    }

    /// The entry that is good for an object, if there is one.
    #[inline(always)]
    pub fn find(&self, epoch: u64, keys: &Keys) -> Option<&Entry> {
        if self.first.fits(epoch, keys) {
            return Some(&self.first);
        }
        self.more.get()?.iter().find(|e| e.fits(epoch, keys))
    }

    /// Makes a first entry that depends on classes; the one that was first stays behind it, if it is still good.
    pub fn remember(&self, tag: u8, key: usize, epoch: u64) -> &Entry {
        let first = &self.first;
        if first.tag.get() >= tag::FIRST_BY_EPOCH && first.epoch.get() == epoch {
            let more = self.more.get_or_init(|| Box::new([(); MORE].map(|()| Entry::empty())));
            let old = more.iter().position(|e| e.epoch.get() != epoch || e.tag.get() == 0);
            let at = old.unwrap_or_else(|| {
                let turn = usize::from(first.turn.get()) % MORE;
                first.turn.set(turn as u8 + 1);
                turn
            });
            more[at].copy_from(first);
        }
        first.key.set(key);
        first.epoch.set(epoch);
        first.tag.set(tag);
        first
    }
}
