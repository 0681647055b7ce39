//! The storage of a string: generalised UTF-8 in bytes (lone surrogates are legal), inside the object while short, in a buffer of its own when long or appended to.
//!
//! The length in characters and the hash are computed once; for strings that are not ASCII a table of offsets makes indexing quick.

use std::cell::Cell;

use crate::object::buffer;
use crate::object::str::hash_bytes;
use crate::object::types::TypeObj;

use super::header::{EXACT, INTERNED, Kind};
use super::heap::Heap;
use super::kinds::{Payload, Visit};
use super::reserve;
use super::value::Ref;

/// Longest string kept inside the object, in bytes.
pub const INLINE: usize = 400;
/// Characters between two entries of the offset table.
const STRIDE: usize = 32;
const UNKNOWN: u32 = u32::MAX;

/// What only some strings need.
struct Extra {
    /// The buffer, if the bytes are not inside the object: its capacity. A buffer that is just as long as the text needs no such entry.
    capacity: usize,
    /// Byte offset of every 32nd character.
    offsets: Option<Box<[u32]>>,
}

/// A string. Immutable for everybody but `append_in_place`.
pub struct StrObj {
    /// 0: not computed yet.
    pub(in crate::object) hash: Cell<i64>,
    ptr: Cell<*mut u8>,
    len: Cell<u32>,
    chars: Cell<u32>,
    extra: Cell<*mut Extra>,
}

impl Payload for StrObj {
    const KIND: Kind = Kind::Str;
    fn traverse(&self, _: Visit<'_>) {}
    fn extra_bytes(&self) -> usize {
        self.capacity()
    }
}

impl Drop for StrObj {
    fn drop(&mut self) {
        let extra = self.extra.get();
        if extra.is_null() && self.len.get() as usize <= INLINE {
            return;
        }
        let capacity = self.capacity();
        // SAFETY: the extra part was made by `Box::into_raw`; the buffer came from a `Vec` of that capacity.
        unsafe {
            if capacity != 0 {
                drop(Vec::from_raw_parts(self.ptr.get(), 0, capacity));
            }
            if !extra.is_null() {
                drop(Box::from_raw(extra));
            }
        }
    }
}

impl StrObj {
    /// The capacity of the buffer, 0 if the bytes are inside the object.
    fn capacity(&self) -> usize {
        // SAFETY: the extra part belongs to the string.
        match unsafe { self.extra.get().as_ref() } {
            Some(extra) => extra.capacity,
            None if self.byte_len() > INLINE => self.byte_len(),
            None => 0,
        }
    }

    /// The extra part, made if there is none.
    ///
    /// # Safety
    /// Nobody else has a reference to it.
    #[allow(clippy::mut_from_ref)]
    unsafe fn extra_part(&self) -> &mut Extra {
        if self.extra.get().is_null() {
            let extra = Extra { capacity: self.capacity(), offsets: None };
            self.extra.set(Box::into_raw(Box::new(extra)));
        }
        // SAFETY: it belongs to the string, which is not shared between threads.
        unsafe { &mut *self.extra.get() }
    }

    /// The text in generalised UTF-8.
    #[inline(always)]
    pub fn bytes(&self) -> &[u8] {
        // SAFETY: pointer and length delimit initialised bytes inside the object or in its buffer; `append_in_place` has the only reference.
        unsafe { std::slice::from_raw_parts(self.ptr.get(), self.len.get() as usize) }
    }

    /// The text, unless it holds lone surrogates.
    #[inline]
    pub fn as_str(&self) -> Option<&str> {
        if self.is_ascii() {
            // SAFETY: ASCII is UTF-8.
            return Some(unsafe { std::str::from_utf8_unchecked(self.bytes()) });
        }
        std::str::from_utf8(self.bytes()).ok()
    }

    /// The text for messages: lone surrogates as U+FFFD. Where memory ends, a long one is not copied as a whole, and MemoryError is due.
    pub fn to_text(&self) -> String {
        let bytes = self.bytes();
        // What it becomes a part of is made piece by piece.
        if bytes.len() as u64 >= buffer::SMALL && buffer::room_for(bytes.len() as u64 * 4).is_err() {
            reserve::refuse();
            return String::from_utf8_lossy(&bytes[..200]).into_owned() + "...";
        }
        match self.as_str() {
            Some(text) => text.into(),
            None => String::from_utf8_lossy(bytes).into_owned(),
        }
    }

    /// Length in bytes.
    #[inline]
    pub fn byte_len(&self) -> usize {
        self.len.get() as usize
    }

    /// Length in characters.
    #[inline]
    pub fn char_len(&self) -> usize {
        let n = self.chars.get();
        if n != UNKNOWN {
            return n as usize;
        }
        let n = self.bytes().iter().filter(|b| (**b as i8) >= -0x40).count();
        self.chars.set(n as u32);
        n
    }

    /// Whether every character is ASCII.
    #[inline]
    pub fn is_ascii(&self) -> bool {
        self.char_len() == self.byte_len()
    }

    /// The byte offset of a character (`0..=char_len`).
    pub fn offset_of(&self, index: usize) -> usize {
        if self.is_ascii() {
            return index;
        }
        // SAFETY: the reference ends with this function.
        let extra = unsafe { self.extra_part() };
        let bytes = self.bytes();
        let starts = |from: usize| {
            bytes[from..].iter().enumerate().filter(|(_, b)| (**b as i8) >= -0x40).map(move |(i, _)| i + from)
        };
        let table =
            extra.offsets.get_or_insert_with(|| starts(0).step_by(STRIDE).map(|o| o as u32).collect());
        if index == self.char_len() {
            return bytes.len();
        }
        let from = table[index / STRIDE] as usize;
        starts(from).nth(index % STRIDE).unwrap_or(bytes.len())
    }

    /// The index of the character at a byte offset (`0..=byte_len`, a boundary).
    pub fn index_at(&self, offset: usize) -> usize {
        if self.is_ascii() {
            return offset;
        }
        let bytes = self.bytes();
        if offset >= bytes.len() {
            return self.char_len();
        }
        // Makes the table, if there is none.
        self.offset_of(0);
        // SAFETY: the extra part belongs to the string, which is not shared between threads.
        let table = unsafe { self.extra.get().as_ref() }.and_then(|e| e.offsets.as_deref()).unwrap_or(&[]);
        let stride = table.partition_point(|o| *o as usize <= offset).saturating_sub(1);
        let from = table.get(stride).map_or(0, |o| *o as usize);
        let more = bytes[from..offset].iter().filter(|b| (**b as i8) >= -0x40).count();
        stride * STRIDE + more
    }

    /// The bytes of the characters `start..end` (already clamped, `start <= end`).
    pub fn char_range(&self, start: usize, end: usize) -> &[u8] {
        let (a, b) = (self.offset_of(start), self.offset_of(end));
        &self.bytes()[a..b]
    }

    /// Whether the string is interned.
    #[inline(always)]
    pub fn is_interned(this: &Ref<StrObj>) -> bool {
        this.obj().header().has(INTERNED)
    }

    /// The hash, seeded by the heap; the same for equal texts.
    #[inline]
    pub fn hash(&self, heap: &Heap) -> i64 {
        let h = self.hash.get();
        if h != 0 {
            return h;
        }
        let h = hash_bytes(heap, self.bytes());
        self.hash.set(h);
        h
    }

    /// Appends to the string itself, if it is the only reference to an ordinary string; false if that is not so.
    pub fn append_in_place(this: &mut Ref<StrObj>, more: &[u8]) -> bool {
        let header = this.obj().header();
        if header.count() != 1 || header.has(INTERNED) || !header.has(EXACT) {
            return false;
        }
        let len = this.byte_len();
        let Some(total) = len.checked_add(more.len()).filter(|n| *n < UNKNOWN as usize) else { return false };
        let chars = match (this.chars.get(), more.is_ascii()) {
            (UNKNOWN, _) => UNKNOWN,
            (n, true) => n + more.len() as u32,
            _ => UNKNOWN,
        };
        // SAFETY: the only reference is borrowed by us alone, so nobody holds a slice of the bytes (`more` belongs to another string).
        unsafe {
            let extra = this.extra_part();
            extra.offsets = None;
            let mut buffer = std::mem::ManuallyDrop::new(if extra.capacity != 0 {
                Vec::from_raw_parts(this.ptr.get(), len, extra.capacity)
            } else {
                let Ok(mut v) = buffer::with_room(total.saturating_mul(2)) else { return false };
                v.extend_from_slice(this.bytes());
                v
            });
            // Twice the size is too much long before memory ends. The general way says what is to be said of the lack of it.
            let wanted = more.len().max(total / 8);
            if buffer.try_reserve(more.len()).is_err() && buffer.try_reserve_exact(wanted).is_err() {
                return false;
            }
            buffer.extend_from_slice(more);
            extra.capacity = buffer.capacity();
            this.ptr.set(buffer.as_mut_ptr());
            this.len.set(total as u32);
        }
        this.chars.set(chars);
        this.hash.set(0);
        true
    }
}

/// Whether all bytes of a short text are ASCII: eight at a time.
#[inline]
fn short_is_ascii(bytes: &[u8]) -> bool {
    let (words, rest) = bytes.as_chunks::<8>();
    let bits = words.iter().fold(0, |bits, word| bits | u64::from_ne_bytes(*word));
    let last = rest.iter().fold(0, |bits, byte| bits | byte);
    (bits & 0x8080_8080_8080_8080) | u64::from(last & 0x80) == 0
}

/// Copies bytes, of which there are few mostly: the call of a general function would take longer than the copying.
///
/// # Safety
/// `from` and `to` have so many bytes, none of them in common.
#[inline(always)]
unsafe fn copy_short(from: *const u8, to: *mut u8, n: usize) {
    // SAFETY: the two words lie inside of the bytes; where they overlap they write the same.
    unsafe {
        match n {
            8..=16 => {
                let (a, b) =
                    (from.cast::<u64>().read_unaligned(), from.add(n - 8).cast::<u64>().read_unaligned());
                to.cast::<u64>().write_unaligned(a);
                to.add(n - 8).cast::<u64>().write_unaligned(b);
            }
            4..=7 => {
                let (a, b) =
                    (from.cast::<u32>().read_unaligned(), from.add(n - 4).cast::<u32>().read_unaligned());
                to.cast::<u32>().write_unaligned(a);
                to.add(n - 4).cast::<u32>().write_unaligned(b);
            }
            0..=3 => (0..n).for_each(|i| to.add(i).write(from.add(i).read())),
            _ => std::ptr::copy_nonoverlapping(from, to, n),
        }
    }
}

impl Heap {
    /// A new string of the given class from generalised UTF-8. The length must be below 4 GiB (`Vm::new_str` checks it).
    pub fn str_of(&self, class: &Ref<TypeObj>, bytes: &[u8], chars: Option<usize>) -> Ref<StrObj> {
        let chars = match chars {
            Some(n) => n as u32,
            None if bytes.len() <= 64 && short_is_ascii(bytes) => bytes.len() as u32,
            None => UNKNOWN,
        };
        if bytes.len() > INLINE {
            return self.adopt(class, bytes.to_vec(), chars);
        }
        let make = |tail: *mut u8| {
            // SAFETY: the tail is written as far as it was asked for.
            unsafe { copy_short(bytes.as_ptr(), tail, bytes.len()) };
            StrObj {
                hash: Cell::new(0),
                ptr: Cell::new(tail),
                len: Cell::new(bytes.len() as u32),
                chars: Cell::new(chars),
                extra: Cell::new(std::ptr::null_mut()),
            }
        };
        // SAFETY: as above; texts of the class itself have no attributes.
        unsafe {
            if class.is_heap_type() {
                self.alloc_tailed(class, bytes.len(), make)
            } else {
                self.alloc_exact(class, bytes.len(), make)
            }
        }
    }

    /// A `str` of so many bytes, at most `INLINE`, that are written into the object itself: what comes of `write` is zeros where nothing was written.
    #[inline]
    pub fn str_written(&self, len: usize, write: impl FnOnce(&mut [u8])) -> Ref<StrObj> {
        assert!(len <= INLINE, "a longer text has a buffer of its own");
        let make = |tail: *mut u8| {
            // SAFETY: the tail has room for so many bytes, which are zeros before anybody sees them.
            let bytes = unsafe {
                tail.write_bytes(0, len);
                std::slice::from_raw_parts_mut(tail, len)
            };
            write(bytes);
            let chars = if len <= 64 && short_is_ascii(bytes) { len as u32 } else { UNKNOWN };
            StrObj {
                hash: Cell::new(0),
                ptr: Cell::new(tail),
                len: Cell::new(len as u32),
                chars: Cell::new(chars),
                extra: Cell::new(std::ptr::null_mut()),
            }
        };
        // SAFETY: as above; texts of the class itself have no attributes.
        self.root_type(|t| unsafe { self.alloc_exact(&t.0, len, make) })
    }

    fn adopt(&self, class: &Ref<TypeObj>, bytes: Vec<u8>, chars: u32) -> Ref<StrObj> {
        assert!(bytes.len() < UNKNOWN as usize, "the length of a string is checked before it is made");
        let mut bytes = std::mem::ManuallyDrop::new(bytes);
        let (ptr, len) = (bytes.as_mut_ptr(), bytes.len() as u32);
        let exact = bytes.len() > INLINE && bytes.capacity() == bytes.len();
        let extra = if exact {
            std::ptr::null_mut()
        } else {
            Box::into_raw(Box::new(Extra { capacity: bytes.capacity(), offsets: None }))
        };
        self.alloc(
            class,
            StrObj {
                hash: Cell::new(0),
                ptr: Cell::new(ptr),
                len: Cell::new(len),
                chars: Cell::new(chars),
                extra: Cell::new(extra),
            },
        )
    }

    /// A `str` that takes over the buffer.
    pub fn str_from_vec(&self, bytes: Vec<u8>) -> Ref<StrObj> {
        if bytes.len() <= INLINE {
            return self.str_bytes(&bytes);
        }
        self.root_type(|t| self.adopt(&t.0, bytes, UNKNOWN))
    }
}
