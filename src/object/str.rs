//! `str`: how strings come to be in a heap, their hashes, and the table of interned ones. The object itself is in `store/str_obj.rs`.

use std::hash::{BuildHasher, Hasher};

use super::buffer::{Granted, NoMemory};
use super::header::INTERNED;
use super::heap::{Heap, NAMES};
use super::value::{ObjRef, Ref, Value};

pub use super::store::{INLINE, StrObj};

/// The hash of a text or of bytes: never 0 and never -1.
pub fn hash_bytes(heap: &Heap, bytes: &[u8]) -> i64 {
    if bytes.is_empty() {
        return 0;
    }
    let mut h = foldhash::quality::FixedState::with_seed(heap.hash_seed.get()).build_hasher();
    h.write(bytes);
    match h.finish() as i64 {
        0 => 1,
        -1 => -2,
        h => h,
    }
}

impl Heap {
    /// A `str` with a copy of these bytes (generalised UTF-8).
    #[inline]
    pub fn str_bytes(&self, bytes: &[u8]) -> Ref<StrObj> {
        match bytes {
            [] => self.small_string(256),
            [b] if *b < 128 => self.small_string(*b as usize),
            _ => self.root_type(|t| self.str_of(&t.0, bytes, None)),
        }
    }

    /// A `str` of these parts, one behind the other; None if it would be longer than what is kept inside an object. Who has such parts asks for memory first.
    #[inline]
    pub fn str_short<'a>(&self, parts: impl Iterator<Item = &'a [u8]> + Clone) -> Option<Ref<StrObj>> {
        let len = parts.clone().fold(0usize, |n, part| n.saturating_add(part.len()));
        match len {
            0 => Some(self.small_string(256)),
            1 => parts.into_iter().find(|part| !part.is_empty()).map(|part| self.str_bytes(part)),
            2..=INLINE => Some(self.str_written(len, |out| {
                let mut rest = out;
                for part in parts {
                    let (here, behind) = rest.split_at_mut(part.len());
                    here.copy_from_slice(part);
                    rest = behind;
                }
            })),
            _ => None,
        }
    }

    /// A `str` that is a piece of a text, of one that is ASCII perhaps, as its piece is then.
    #[inline]
    pub fn str_piece(&self, bytes: &[u8], ascii: bool) -> Ref<StrObj> {
        match bytes {
            [_, _, ..] if ascii => self.root_type(|t| self.str_of(&t.0, bytes, Some(bytes.len()))),
            _ => self.str_bytes(bytes),
        }
    }

    /// A `str` with this text.
    #[inline]
    pub fn str(&self, text: &str) -> Ref<StrObj> {
        self.str_bytes(text.as_bytes())
    }

    /// A `str` that takes over the text.
    pub fn str_from_string(&self, text: String) -> Ref<StrObj> {
        self.str_from_vec(text.into_bytes())
    }

    /// The string of one ASCII character; 256 is the empty string.
    #[inline]
    pub fn small_string(&self, i: usize) -> Ref<StrObj> {
        if let Some(Some(s)) = self.small_strings.borrow().get(i) {
            return s.clone();
        }
        let s = match u8::try_from(i) {
            Ok(byte) => self.intern(char::from(byte).encode_utf8(&mut [0; 4])),
            Err(_) => self.intern(""),
        };
        let mut all = self.small_strings.borrow_mut();
        all.resize(257, None);
        all[i] = Some(s.clone());
        s
    }

    /// The interned string with this text.
    pub fn intern(&self, text: &str) -> Ref<StrObj> {
        self.intern_bytes(text.as_bytes())
    }

    /// The interned string with these bytes.
    pub fn intern_bytes(&self, bytes: &[u8]) -> Ref<StrObj> {
        let h = hash_bytes(self, bytes);
        if let Some(found) = self.find_interned(bytes, h) {
            return found;
        }
        let s = self.root_type(|t| self.str_of(&t.0, bytes, None));
        self.add_interned(&s, h);
        s
    }

    /// The interned string equal to `s` (often `s` itself from then on).
    #[inline]
    pub fn intern_str(&self, s: &Ref<StrObj>) -> Ref<StrObj> {
        if StrObj::is_interned(s) {
            return s.clone();
        }
        if !s.obj().header().is_exact() {
            return self.intern_bytes(s.bytes());
        }
        let h = s.hash(self);
        if let Some(found) = self.find_interned(s.bytes(), h) {
            return found;
        }
        self.add_interned(s, h);
        s.clone()
    }

    /// Makes room for one more interned string: comes first where a script says how many names there are.
    pub fn make_room_for_name(&self) -> Granted<()> {
        // Names of our own find room without asking.
        const OURS: usize = 256;
        let mut table = self.interned.borrow_mut();
        if table.len() + OURS < table.capacity() {
            return Ok(());
        }
        let hash = |o: &ObjRef| mix(o.cast::<StrObj>().map_or(0, |s| s.hash(self)));
        table.try_reserve(OURS + 1, hash).map_err(|_| NoMemory)
    }

    /// Lets go of interned strings that nobody else has, once there are many more than the last time: at the end of a collection. What remembers a name by its address
    /// is good for one class epoch only.
    pub(super) fn forget_names(&self) {
        if self.interned.borrow().len() < self.names_due.get() {
            return;
        }
        let mut unused = Vec::new();
        self.interned.borrow_mut().retain(|o| {
            if o.header().count() > 1 || unused.try_reserve(1).is_err() {
                return true;
            }
            unused.push(o.clone());
            false
        });
        self.names_due.set((2 * self.interned.borrow().len()).max(NAMES));
        self.bump_class_epoch();
        for o in unused {
            o.header().clear_flag(INTERNED);
            drop(o);
        }
    }

    fn find_interned(&self, bytes: &[u8], h: i64) -> Option<Ref<StrObj>> {
        let table = self.interned.borrow();
        let found = table.find(mix(h), |o| o.cast::<StrObj>().is_some_and(|s| s.bytes() == bytes))?;
        Ref::try_from_obj(found.clone()).ok()
    }

    fn add_interned(&self, s: &Ref<StrObj>, h: i64) {
        s.hash.set(h);
        s.obj().header().set_flag(INTERNED);
        self.interned
            .borrow_mut()
            .insert_unique(mix(h), s.obj().clone(), |o| mix(o.cast::<StrObj>().map_or(0, |s| s.hash(self))));
    }
}

/// Spreads a hash value over all bits, for tables that use the upper ones.
#[inline(always)]
pub fn mix(h: i64) -> u64 {
    (h as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(26)
}

/// The text of a value that is a str.
pub fn text_of(v: &Value) -> Option<&StrObj> {
    v.cast::<StrObj>()
}
