//! The storage kinds, one line each, and what the heap must know of a payload: how to walk, clear and drop it.
//!
//! Kinds above the object layer (scheduler, natives, host) implement `Payload` with the default kind `Foreign`; their table travels
//! in the object itself.

use std::any::TypeId;

use super::value::Value;

/// Called with each value that an object refers to.
pub type Visit<'a> = &'a mut dyn FnMut(&Value);

/// What lies behind a header.
pub trait Payload: 'static + Sized {
    /// The storage kind.
    const KIND: Kind = Kind::Foreign;
    /// Calls `visit` with every counted reference that the payload holds: each exactly once.
    fn traverse(&self, visit: Visit<'_>);
    /// Gives up the references that can be part of a cycle. The payload stays valid.
    fn clear(&self) {}
    /// Bytes outside the cell, roughly (for the heap's count).
    fn extra_bytes(&self) -> usize {
        0
    }
}

/// The functions of a payload type.
pub struct VTable {
    pub(super) id: TypeId,
    pub(super) size: usize,
    pub(super) drop: unsafe fn(*mut u8),
    pub(super) traverse: unsafe fn(*const u8, Visit<'_>),
    pub(super) clear: unsafe fn(*const u8),
}

impl VTable {
    /// Drops a payload.
    ///
    /// # Safety
    /// It is of the table's type, and nobody uses it any more.
    pub(super) unsafe fn drop_payload(&self, payload: *mut u8) {
        if self.size != 0 {
            // SAFETY: see above.
            unsafe { (self.drop)(payload) }
        }
    }
}

unsafe fn drop_as<T>(p: *mut u8) {
    // SAFETY: the heap calls this with the payload of the table's type, once.
    unsafe { std::ptr::drop_in_place(p as *mut T) }
}
unsafe fn traverse_as<T: Payload>(p: *const u8, visit: Visit<'_>) {
    // SAFETY: as above; the object is live.
    unsafe { (*(p as *const T)).traverse(visit) }
}
unsafe fn clear_as<T: Payload>(p: *const u8) {
    // SAFETY: as above.
    unsafe { (*(p as *const T)).clear() }
}

/// Holder of the table of a payload type.
pub struct TableOf<T>(std::marker::PhantomData<T>);

impl<T: Payload> TableOf<T> {
    /// The table of `T`.
    pub const TABLE: &'static VTable = &VTable {
        id: TypeId::of::<T>(),
        size: std::mem::size_of::<T>(),
        drop: drop_as::<T>,
        traverse: traverse_as::<T>,
        clear: clear_as::<T>,
    };
}

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $kind:ident $container:literal => $ty:ty;)*) => {
        /// What storage an object has. The class is another matter: an instance of `class L(list)` has kind `List`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Kind {
            /// A free cell.
            Free,
            $( $(#[doc = $doc])+ $kind, )*
            /// A kind that a higher layer brings along, with its table.
            Foreign,
        }

        impl Kind {
            /// Whether the collector looks into objects of this kind.
            #[inline]
            pub(in crate::object) const fn is_container(self) -> bool {
                match self { Kind::Free => false, $( Kind::$kind => $container, )* Kind::Foreign => true }
            }

            /// The table of a kind of this layer.
            pub(super) fn table(self) -> &'static VTable {
                match self {
                    $( Kind::$kind => TableOf::<$ty>::TABLE, )*
                    Kind::Free | Kind::Foreign => unreachable!("free cells have no table, foreign ones carry it"),
                }
            }
        }
    };
}

kinds! {
    /// An instance of a script class (or `object()`): only an instance part.
    Instance true => super::instance::Plain;
    /// `str`
    Str false => crate::object::str::StrObj;
    /// `int` beyond 64 bits; also every instance of an int subclass.
    BigInt false => crate::object::int::BigIntObj;
    /// `float` subclass instances.
    FloatBox false => crate::object::int::FloatBox;
    /// `complex`
    Complex false => crate::object::int::ComplexObj;
    /// `bytes`
    Bytes false => crate::object::bytes::BytesObj;
    /// `bytearray`
    ByteArray false => crate::object::bytes::ByteArrayObj;
    /// `list`
    List true => crate::object::list::ListObj;
    /// `tuple`
    Tuple true => super::tuple::TupleObj;
    /// `dict`
    Dict true => crate::object::dict::DictObj;
    /// `set` and `frozenset`
    Set true => crate::object::set::SetObj;
    /// `range`
    Range false => crate::object::range::RangeObj;
    /// `slice`
    Slice true => crate::object::range::SliceObj;
    /// A function written in the language.
    Function true => crate::object::function::FunctionObj;
    /// A function written in Rust.
    Native true => crate::object::function::NativeObj;
    /// A function or native with its first argument.
    BoundMethod true => crate::object::function::BoundMethodObj;
    /// A variable shared between functions.
    Cell true => crate::object::function::CellObj;
    /// A code object.
    Code true => crate::object::code::CodeObj;
    /// A module.
    Module true => crate::object::module::ModuleObj;
    /// A class.
    Type true => crate::object::types::TypeObj;
    /// `property`
    Property true => crate::object::descr::PropertyObj;
    /// `classmethod` and `staticmethod`
    Wrapper true => crate::object::descr::WrapperObj;
    /// A data descriptor of a native type or of `__slots__`.
    Member true => crate::object::descr::MemberObj;
    /// An exception.
    Exception true => crate::object::exception::ExceptionObj;
    /// `traceback`
    Traceback true => crate::object::exception::TracebackObj;
    /// A generator, coroutine or async generator: a frame of its own.
    Generator true => super::generator::GenObj;
    /// An iterator over a built-in container or range.
    Iter true => crate::object::iter::IterObj;
}
