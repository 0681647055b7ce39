//! The register stack and raw access to frames' registers: one of the modules that may use `unsafe`.
//!
//! The stack is reserved once, so that the bases of windows never move; zeroed memory is `Undef`. What the run loop assumes about
//! operands rests on the bytecode verifier; the feature `checked` looks again.
#![allow(unsafe_code)]

use std::alloc::{Layout, alloc_zeroed, dealloc};

use crate::object::Value;
use crate::object::function::NativeObj;

use super::native::{AttrDef, NativeDef};

/// The register stack of a thread of execution.
pub struct RegisterStack {
    base: *mut Value,
    capacity: usize,
    /// First register that no running frame or native uses.
    pub top: *mut Value,
}

impl RegisterStack {
    /// A stack of `capacity` registers; memory is touched only where it is used.
    pub fn new(capacity: usize) -> RegisterStack {
        let layout = Layout::array::<Value>(capacity).expect("constant size");
        // SAFETY: the layout has a size.
        let base = unsafe { alloc_zeroed(layout) } as *mut Value;
        assert!(!base.is_null(), "memory for the register stack");
        RegisterStack { base, capacity, top: base }
    }

    /// Whether `n` registers fit above `at`.
    #[inline(always)]
    pub fn fits(&self, at: *mut Value, n: usize) -> bool {
        (at as usize - self.base as usize) / std::mem::size_of::<Value>() + n + 64 <= self.capacity
    }

    /// Whether a window lies on this stack (and not in a frame of its own).
    #[inline(always)]
    pub fn contains(&self, at: *mut Value) -> bool {
        let a = at as usize;
        let b = self.base as usize;
        a >= b && a < b + self.capacity * std::mem::size_of::<Value>()
    }

    /// Registers in use.
    pub fn height(&self) -> usize {
        (self.top as usize - self.base as usize) / std::mem::size_of::<Value>()
    }

    /// Pushes values at the top; the window that holds them is returned. The caller pops it.
    pub fn push_window(&mut self, values: impl Iterator<Item = Value>) -> Window {
        let start = self.top;
        let mut n = 0;
        for v in values {
            // SAFETY: callers check `fits` (calls do, for what a frame may need); registers above the top hold no object.
            unsafe { start.add(n).write(v) };
            n += 1;
        }
        // SAFETY: within the stack.
        self.top = unsafe { start.add(n) };
        Window { start, len: n }
    }

    /// Drops what is left in a window and everything above.
    pub fn pop_window(&mut self, w: Window) {
        self.top = w.start;
        w.clear();
    }
}

impl Drop for RegisterStack {
    fn drop(&mut self) {
        // SAFETY: allocated in `new` with this layout. Frames are gone, so no register holds an object.
        unsafe { dealloc(self.base as *mut u8, Layout::array::<Value>(self.capacity).expect("constant size")) }
    }
}

/// Some registers of the stack.
#[derive(Clone, Copy)]
pub struct Window {
    pub start: *mut Value,
    pub len: usize,
}

impl Window {
    /// The registers.
    #[allow(clippy::mut_from_ref)]
    pub fn slots<'a>(self) -> &'a mut [Value] {
        // SAFETY: the registers exist while the window is on the stack, and only its owner looks at them.
        unsafe { std::slice::from_raw_parts_mut(self.start, self.len) }
    }

    /// Drops what the registers hold.
    pub fn clear(self) {
        for i in 0..self.len {
            // SAFETY: as above; the value is moved out before it is dropped.
            drop(unsafe { std::mem::take(&mut *self.start.add(i)) });
        }
    }
}

/// The declaration behind a native function object.
#[inline(always)]
pub fn def_of(n: &NativeObj) -> &'static NativeDef {
    // SAFETY: native function objects are made by `Vm::new_native` only, from a `&'static NativeDef`.
    unsafe { &*(n.def as *const NativeDef) }
}

/// The declaration behind a computed attribute.
pub fn attr_def(p: *const ()) -> &'static AttrDef {
    // SAFETY: `Member::Native` is made by `Vm::add_attrs` only, from a `&'static AttrDef`.
    unsafe { &*(p as *const AttrDef) }
}
