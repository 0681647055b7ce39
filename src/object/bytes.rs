//! `bytes` and `bytearray`.

use std::cell::{Cell, Ref as Borrow, RefCell, RefMut};

use super::header::Kind;
use super::heap::Heap;
use super::kinds::{Payload, Visit};
use super::value::{Ref, Value};

/// `bytes`
pub struct BytesObj {
    data: Box<[u8]>,
}

/// What must be done before a bytearray's memory is freed: it is dropped.
pub struct Keeper(#[allow(dead_code, reason = "it is kept to be dropped")] Box<dyn std::any::Any>);

impl Keeper {
    /// Drops this, before the memory.
    pub fn new<T: 'static>(what: T) -> Keeper {
        Keeper(Box::new(what))
    }
}

/// `bytearray`
#[derive(Default)]
pub struct ByteArrayObj {
    /// Before the memory, since fields are dropped in their order.
    _keeper: Option<Box<Keeper>>,
    data: RefCell<Vec<u8>>,
    /// Memory views on the buffer: while there are any, its size must not change.
    pub exports: Cell<usize>,
}

impl Payload for BytesObj {
    const KIND: Kind = Kind::Bytes;
    fn traverse(&self, _: Visit<'_>) {}
    fn extra_bytes(&self) -> usize {
        self.data.len()
    }
}

impl Payload for ByteArrayObj {
    const KIND: Kind = Kind::ByteArray;
    fn traverse(&self, _: Visit<'_>) {}
    fn extra_bytes(&self) -> usize {
        self.data.borrow().capacity()
    }
}

impl BytesObj {
    /// Bytes that take over the buffer.
    pub fn new(data: Vec<u8>) -> BytesObj {
        BytesObj { data: data.into_boxed_slice() }
    }
    /// The data.
    #[inline]
    pub fn bytes(&self) -> &[u8] {
        &self.data
    }
}

impl ByteArrayObj {
    /// A bytearray that takes over the buffer.
    pub fn new(data: Vec<u8>) -> ByteArrayObj {
        ByteArrayObj { _keeper: None, data: RefCell::new(data), exports: Cell::new(0) }
    }
    /// One whose memory somebody has to look after when it goes; its size stays as it is.
    pub fn kept(data: Vec<u8>, keeper: Keeper) -> ByteArrayObj {
        ByteArrayObj { _keeper: Some(Box::new(keeper)), data: RefCell::new(data), exports: Cell::new(1) }
    }
    /// Reads the data. Do not run script code while this lives.
    pub fn borrow(&self) -> Borrow<'_, Vec<u8>> {
        self.data.borrow()
    }
    /// Changes the data. Do not run script code while this lives.
    pub fn borrow_mut(&self) -> RefMut<'_, Vec<u8>> {
        self.data.borrow_mut()
    }
}

/// Holds the size of a bytearray while script code runs that could change it: a look at the buffer, as CPython has one.
pub struct Export(Option<Ref<ByteArrayObj>>);

impl Export {
    /// Of any value: what is no bytearray need not be held.
    pub fn of(v: &Value) -> Export {
        let held = v.to_ref::<ByteArrayObj>();
        if let Some(b) = &held {
            b.exports.set(b.exports.get() + 1);
        }
        Export(held)
    }
}

impl Drop for Export {
    fn drop(&mut self) {
        if let Some(b) = &self.0 {
            b.exports.set(b.exports.get() - 1);
        }
    }
}

/// Looks at the bytes of a bytes object or bytearray. Do not run script code meanwhile.
pub fn with_bytes<R>(v: &Value, look: impl FnOnce(&[u8]) -> R) -> Option<R> {
    match v.cast::<BytesObj>() {
        Some(b) => Some(look(b.bytes())),
        None => v.cast::<ByteArrayObj>().map(|b| look(&b.borrow())),
    }
}

impl Heap {
    /// A bytes object.
    pub fn bytes_from_vec(&self, data: Vec<u8>) -> Ref<BytesObj> {
        self.alloc(&self.types().bytes, BytesObj::new(data))
    }
    /// A bytes object with a copy.
    pub fn bytes_of(&self, data: &[u8]) -> Ref<BytesObj> {
        self.bytes_from_vec(data.to_vec())
    }
}

/// A copy of the data of bytes or bytearray.
pub fn data_of(v: &Value) -> Option<Vec<u8>> {
    let o = v.as_obj()?;
    match o.kind() {
        Kind::Bytes => o.cast::<BytesObj>().map(|b| b.bytes().to_vec()),
        Kind::ByteArray => o.cast::<ByteArrayObj>().map(|b| b.borrow().clone()),
        _ => None,
    }
}
