//! What the body of a native gives back, in two registers of the machine.

use std::mem::MaybeUninit;

use crate::object::Value;

/// A value, or nothing if the native raised.
///
/// An enum with payloads of several types is returned through memory, where it is written as two words and read as one of 16 bytes: the read waits until both have left the
/// store buffer. Two words as such are returned in registers.
#[repr(C)]
#[must_use = "it holds a value"]
pub struct Answer(MaybeUninit<u64>, MaybeUninit<u64>);

impl Answer {
    /// This value, or that the native raised.
    #[inline(always)]
    pub fn of(v: Option<Value>) -> Answer {
        // SAFETY: any 16 bytes are an `Answer`; only `value` looks at them.
        unsafe { std::mem::transmute::<Option<Value>, Answer>(v) }
    }

    /// The value; None if the native raised.
    #[inline(always)]
    pub fn value(self) -> Option<Value> {
        // SAFETY: `of` made the words of such an option, and they are used once, as an `Answer` cannot be copied.
        unsafe { std::mem::transmute::<Answer, Option<Value>>(self) }
    }
}
