//! The value: 16 bytes, a tag word and a payload word, and the counted reference to a heap object.
//!
//! The trick: all heap kinds share one variant and one pointer, so that cloning and dropping are a compare and an add; the kind stands in the
//! object's header.

use std::marker::PhantomData;
use std::ops::Deref;
use std::ptr::NonNull;

use super::dying;
use super::header::{Header, Kind};
use super::heap;
use super::heap_ref::InCell;
use super::kinds::Payload;
use crate::object::types::TypeObj;

/// A value of the language. `Undef` is no value: an unbound local, a missing argument, a dead register.
#[repr(u64)]
#[derive(Default)]
pub enum Value {
    #[default]
    Undef = 0,
    None = 1,
    False = 2,
    True = 3,
    /// Integers that fit in 64 bits are always this (big ones are heap objects of kind `BigInt`).
    Int(i64) = 4,
    Float(FloatBits) = 5,
    Obj(ObjRef) = 6,
}

/// A float's bits. With an f64 among its payloads a value would be neither an argument nor a result in registers: those are for types whose parts are all of one kind
/// (integers and pointers are one).
#[repr(transparent)]
#[derive(Clone, Copy, Debug)]
pub struct FloatBits(u64);

impl FloatBits {
    /// The bits of this float.
    #[inline(always)]
    pub const fn new(x: f64) -> FloatBits {
        FloatBits(x.to_bits())
    }

    /// Whether they are the same bits: a NaN is, and the zeros are not. (Numbers are compared as floats.)
    #[inline(always)]
    pub const fn is(self, other: FloatBits) -> bool {
        self.0 == other.0
    }

    /// The float.
    #[inline(always)]
    pub const fn get(self) -> f64 {
        f64::from_bits(self.0)
    }
}

impl Clone for Value {
    #[inline(always)]
    fn clone(&self) -> Value {
        // SAFETY: the copy is forgotten until the count was raised.
        let copy = std::mem::ManuallyDrop::new(unsafe { std::ptr::read(self) });
        if let Value::Obj(o) = &*copy {
            o.header().retain();
        }
        std::mem::ManuallyDrop::into_inner(copy)
    }
}

/// A counted reference to a heap object. Not atomic: a heap belongs to one thread at a time.
#[repr(transparent)]
pub struct ObjRef(NonNull<Header>);

impl Clone for ObjRef {
    #[inline(always)]
    fn clone(&self) -> ObjRef {
        self.header().retain();
        ObjRef(self.0)
    }
}

impl Drop for ObjRef {
    #[inline(always)]
    fn drop(&mut self) {
        if self.header().release() {
            // SAFETY: `release` said so: nobody else refers to the object, or it is beyond counting.
            unsafe { dying::last_release(self.0) }
        }
    }
}

impl ObjRef {
    /// Takes over one count of the object.
    ///
    /// # Safety
    /// `ptr` points at a live object, and the caller gives up one count.
    #[inline(always)]
    pub(super) unsafe fn from_raw(ptr: NonNull<Header>) -> ObjRef {
        ObjRef(ptr)
    }

    /// Gives up the reference without lowering the count.
    ///
    /// # Safety
    /// The pointer is for the class word of a header, or for `from_raw`.
    #[inline(always)]
    pub(super) unsafe fn into_raw(self) -> NonNull<Header> {
        let p = self.0;
        std::mem::forget(self);
        p
    }

    /// The object's address: identity, and the base of `id()`.
    #[inline(always)]
    pub fn addr(&self) -> usize {
        self.0.as_ptr() as usize
    }

    /// The object's header.
    #[inline(always)]
    pub fn header(&self) -> &Header {
        // SAFETY: a counted reference points at a live object.
        let header = unsafe { self.0.as_ref() };
        if cfg!(feature = "checked") {
            assert!(header.kind() != Kind::Free, "a reference to an object that was freed");
        }
        header
    }

    /// What storage the object has.
    #[inline(always)]
    pub fn kind(&self) -> Kind {
        self.header().kind()
    }

    /// The payload, if the object's storage is `T`.
    #[inline(always)]
    pub fn cast<T: Payload>(&self) -> Option<&T> {
        if self.header().holds::<T>() {
            // SAFETY: the header says that a `T` lies behind it.
            Some(unsafe { &*heap::payload_ptr::<T>(self.0) })
        } else {
            None
        }
    }

    /// The same reference, typed, if the object's storage is `T`.
    #[inline(always)]
    pub fn as_ref_of<T: Payload>(&self) -> Option<&Ref<T>> {
        // SAFETY: the header says that the storage is a `T`.
        if self.header().holds::<T>() { Some(unsafe { Ref::borrow_obj(self) }) } else { None }
    }

    /// The object's class.
    #[inline(always)]
    pub fn class(&self) -> &Ref<TypeObj> {
        self.header().class()
    }

    /// Whether both are the same object.
    #[inline(always)]
    pub fn is(&self, other: &ObjRef) -> bool {
        self.0 == other.0
    }
}

/// A counted reference to an object whose storage is known to be `T`.
#[repr(transparent)]
pub struct Ref<T: Payload>(ObjRef, PhantomData<T>);

impl<T: Payload> Clone for Ref<T> {
    #[inline(always)]
    fn clone(&self) -> Ref<T> {
        Ref(self.0.clone(), PhantomData)
    }
}

impl<T: Payload> Deref for Ref<T> {
    type Target = T;
    #[inline(always)]
    fn deref(&self) -> &T {
        debug_assert!(self.0.header().holds::<T>(), "a typed reference names the right storage");
        // SAFETY: `Ref`s are made only from objects whose storage is `T`.
        unsafe { &*heap::payload_ptr::<T>(self.0.0) }
    }
}

impl<T: Payload> Ref<T> {
    /// The untyped reference.
    #[inline(always)]
    pub fn obj(&self) -> &ObjRef {
        &self.0
    }

    /// The same object as a value.
    #[inline(always)]
    pub fn value(&self) -> Value {
        Value::Obj(self.0.clone())
    }

    /// The same object as a value, giving up this reference.
    #[inline(always)]
    pub fn into_value(self) -> Value {
        Value::Obj(self.0)
    }

    /// Whether both are the same object.
    #[inline(always)]
    pub fn is(&self, other: &Ref<T>) -> bool {
        self.0.is(&other.0)
    }

    /// The object's address.
    #[inline(always)]
    pub fn addr(&self) -> usize {
        self.0.addr()
    }

    /// A typed reference to an object whose storage was checked.
    pub fn try_from_obj(o: ObjRef) -> Result<Ref<T>, ObjRef> {
        if o.header().holds::<T>() { Ok(Ref(o, PhantomData)) } else { Err(o) }
    }

    /// # Safety
    /// The object's storage is `T`.
    pub(super) unsafe fn from_obj_unchecked(o: ObjRef) -> Ref<T> {
        Ref(o, PhantomData)
    }

    /// A borrowed typed view of a borrowed reference.
    ///
    /// # Safety
    /// The object's storage is `T`.
    #[inline(always)]
    pub(super) unsafe fn borrow_obj(o: &ObjRef) -> &Ref<T> {
        // SAFETY: both are transparent over the pointer; the caller vouches for the storage.
        unsafe { &*(o as *const ObjRef as *const Ref<T>) }
    }

    /// A borrowed typed view of a borrowed pointer.
    ///
    /// # Safety
    /// The object's storage is `T`.
    #[inline(always)]
    pub(super) unsafe fn borrow_unchecked(o: &NonNull<Header>) -> &Ref<T> {
        // SAFETY: both are transparent over the pointer; the caller vouches for the storage.
        unsafe { &*(o as *const NonNull<Header> as *const Ref<T>) }
    }
}

/// A reference that is not counted, to an object that something else keeps alive while it is used: what a record runs, a link of a chain.
///
/// Only the fences make one: `vm::fence` says for each what keeps the object alive. The feature `checked` looks whether it is so at every use.
#[repr(transparent)]
pub struct Alive<T: Payload>(NonNull<T>);

impl<T: Payload> Clone for Alive<T> {
    #[inline(always)]
    fn clone(&self) -> Alive<T> {
        *self
    }
}

impl<T: Payload> Copy for Alive<T> {}

impl<T: Payload> Alive<T> {
    /// Of an object that is referred to.
    ///
    /// # Safety
    /// The object lives as long as this, or a copy, is used.
    #[inline(always)]
    pub(crate) unsafe fn of(r: &Ref<T>) -> Alive<T> {
        Alive(NonNull::from(&**r))
    }

    /// The payload.
    ///
    /// # Safety
    /// What keeps the object alive does so as long as the reference is used.
    #[inline(always)]
    pub(crate) unsafe fn get<'a>(self) -> &'a T {
        if cfg!(feature = "checked") {
            assert!(self.header().kind() == T::KIND, "an object that is kept alive");
        }
        // SAFETY: the object is alive, see above.
        unsafe { self.0.as_ref() }
    }

    /// The address of the payload: identity.
    #[inline(always)]
    pub fn addr(self) -> usize {
        self.0.as_ptr() as usize
    }

    /// Whether this is the object with that payload.
    #[inline(always)]
    pub fn is(self, p: &T) -> bool {
        std::ptr::eq(self.0.as_ptr(), p)
    }

    /// The object's header.
    #[inline(always)]
    pub fn header(&self) -> &Header {
        // SAFETY: a header stands before every payload, at a distance that its kind decides; the object is alive.
        unsafe { heap::header_before(self.0).as_ref() }
    }

    /// A counted reference.
    #[inline]
    pub fn retain(self) -> Ref<T> {
        self.header().retain();
        Ref(ObjRef(NonNull::from(self.header())), PhantomData)
    }
}

impl<T: InCell> Alive<T> {
    /// Of a payload.
    ///
    /// # Safety
    /// As for `of`.
    #[inline(always)]
    pub(crate) unsafe fn of_payload(p: &T) -> Alive<T> {
        Alive(NonNull::from(p))
    }
}

impl<T: Payload> Deref for Alive<T> {
    type Target = T;
    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: whoever made this has promised that the object lives as long as it is used.
        unsafe { self.get() }
    }
}

impl Value {
    /// This float.
    #[inline(always)]
    pub const fn float(x: f64) -> Value {
        Value::Float(FloatBits::new(x))
    }

    /// True or False.
    #[inline(always)]
    pub const fn bool(b: bool) -> Value {
        if b { Value::True } else { Value::False }
    }

    /// The payload, if this is a heap object with storage `T`.
    #[inline(always)]
    pub fn cast<T: Payload>(&self) -> Option<&T> {
        match self {
            Value::Obj(o) => o.cast::<T>(),
            _ => None,
        }
    }

    /// Whether the storage is `T`.
    #[inline(always)]
    pub fn is_a<T: Payload>(&self) -> bool {
        self.cast::<T>().is_some()
    }

    /// A typed reference, or the value back.
    #[inline]
    pub fn into_ref<T: Payload>(self) -> Result<Ref<T>, Value> {
        match self {
            Value::Obj(o) => Ref::try_from_obj(o).map_err(Value::Obj),
            other => Err(other),
        }
    }

    /// A typed reference (one more count).
    #[inline]
    pub fn to_ref<T: Payload>(&self) -> Option<Ref<T>> {
        match self {
            Value::Obj(o) if o.header().holds::<T>() => Some(Ref(o.clone(), PhantomData)),
            _ => None,
        }
    }

    /// The heap object, if it is one.
    #[inline(always)]
    pub fn as_obj(&self) -> Option<&ObjRef> {
        match self {
            Value::Obj(o) => Some(o),
            _ => None,
        }
    }

    /// What storage the value has; immediate values have kinds of their own.
    #[inline(always)]
    pub fn kind(&self) -> Option<Kind> {
        self.as_obj().map(ObjRef::kind)
    }

    /// Whether this is no value.
    #[inline(always)]
    pub const fn is_undef(&self) -> bool {
        matches!(self, Value::Undef)
    }

    /// Whether this is `None`.
    #[inline(always)]
    pub const fn is_none(&self) -> bool {
        matches!(self, Value::None)
    }

    /// Identity (`is`): immediate values by bits, a listed difference for ints and floats.
    #[inline(always)]
    pub fn is(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Int(a), Value::Int(b)) => a == b,
            (Value::Float(a), Value::Float(b)) => a.is(*b),
            (Value::Obj(a), Value::Obj(b)) => a.is(b),
            (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
        }
    }

    /// Moves the value out and leaves `Undef`.
    #[inline(always)]
    pub fn take(&mut self) -> Value {
        std::mem::take(self)
    }

    /// None for `Undef`.
    #[inline]
    pub fn or_none(self) -> Option<Value> {
        if self.is_undef() { None } else { Some(self) }
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Undef => f.write_str("Undef"),
            Value::None => f.write_str("None"),
            Value::False => f.write_str("False"),
            Value::True => f.write_str("True"),
            Value::Int(i) => write!(f, "{i}"),
            Value::Float(x) => write!(f, "{:?}", x.get()),
            Value::Obj(o) => write!(f, "<{:?} at {:#x}>", o.kind(), o.addr()),
        }
    }
}

impl From<bool> for Value {
    fn from(b: bool) -> Value {
        Value::bool(b)
    }
}

impl From<i64> for Value {
    fn from(i: i64) -> Value {
        Value::Int(i)
    }
}

impl From<f64> for Value {
    fn from(x: f64) -> Value {
        Value::float(x)
    }
}

impl<T: Payload> From<Ref<T>> for Value {
    fn from(r: Ref<T>) -> Value {
        r.into_value()
    }
}

impl<T: Payload> Ref<T> {
    /// The untyped reference, giving up this one.
    #[inline(always)]
    pub fn into_obj(self) -> ObjRef {
        self.0
    }
}
