//! Declarations of natives, which stand in tables of higher layers: an object refers to one without knowing its type.

/// The types of declarations: the VM's `NativeDef`, which native functions refer to, and `AttrDef`, which computed attributes do.
pub trait Declaration: 'static {}

/// A declaration of a higher layer, which knows its type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Declared {
    place: *const (),
    /// In builds for tests the type is looked at again.
    #[cfg(any(debug_assertions, feature = "checked"))]
    is: std::any::TypeId,
}

impl Declared {
    /// That declaration.
    pub fn of<T: Declaration>(def: &'static T) -> Declared {
        Declared {
            place: std::ptr::from_ref(def).cast(),
            #[cfg(any(debug_assertions, feature = "checked"))]
            is: std::any::TypeId::of::<T>(),
        }
    }

    /// The declaration, for the layer that knows its type.
    ///
    /// # Safety
    /// It was made from a `T`.
    #[inline(always)]
    pub(crate) unsafe fn get<T: Declaration>(self) -> &'static T {
        #[cfg(any(debug_assertions, feature = "checked"))]
        assert!(self.is == std::any::TypeId::of::<T>(), "a declaration of this type");
        // SAFETY: see above.
        unsafe { &*self.place.cast::<T>() }
    }
}
