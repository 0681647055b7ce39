//! Generators, coroutines and async generators: a frame that owns its registers and outlives its calls.
//!
//! The truth about a chain of awaits is the downward link: the register that the frame's current `Delegate` (or fused await) names. `parent` and
//! `leaf` are a cache for driven chains: suspension and resumption touch only the innermost frame.

use std::cell::{Cell, OnceCell, RefCell};

use crate::bytecode::Instr;

use super::header::Kind;
use super::heap::Heap;
use super::kinds::{Payload, Visit};
use super::value::{Alive, Ref, Value};
use crate::object::code::CodeObj;
use crate::object::function::FunctionObj;
use crate::object::types::TypeObj;

/// Where a frame stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum GenState {
    /// Made, not yet started.
    Created,
    Suspended,
    Running,
    /// Returned, raised or closed.
    Done,
}

/// The frame object of a frame that somebody looked at. The frame holds it, so that every look gives the same one; it does not hold the frame.
pub struct SeenFrame {
    /// The frame object.
    pub object: Value,
    /// What a higher layer does when the frame goes away, given the instruction where it stood: the object must know it no more.
    pub ends: fn(&Value, u32),
}

/// What only some frames need.
#[derive(Default)]
pub struct GenExtra {
    /// The frame object, once somebody looked.
    pub frame: Option<SeenFrame>,
    /// `__name__`, `__qualname__` where they were set; Undef: the function's.
    pub name: Value,
    pub qualname: Value,
    /// `cr_origin`, or Undef.
    pub origin: Value,
    /// An async generator's finaliser hook, once it was first iterated.
    pub finalizer: Value,
    /// An async generator: `asend`/`athrow` is under way.
    pub ag_running: bool,
    /// An async generator was closed (or failed): no more steps.
    pub ag_closed: bool,
    /// The hooks were called.
    pub ag_hooked: bool,
}

/// A generator, coroutine or async generator (the class tells which).
pub struct GenObj {
    pub state: Cell<GenState>,
    registers: Cell<u32>,
    /// Index of the instruction to resume at.
    pub ip: Cell<u32>,
    pub code: Ref<CodeObj>,
    /// The registers. The function stands in one below the first, as below the window of any frame.
    regs: *mut Value,
    /// The exception that the frame handles (Undef: none).
    pub handled: Cell<Value>,
    /// The frame that awaits this one, while both are links of a driven chain (not counted).
    pub parent: Cell<Option<Alive<GenObj>>>,
    /// For the root of a driven, suspended chain: its innermost frame (not counted); None: the frame itself.
    pub leaf: Cell<Option<Alive<GenObj>>>,
    /// Links of the suspended chain whose root this is, as far as `leaf` is set.
    pub links: Cell<u32>,
    extra: OnceCell<Box<RefCell<GenExtra>>>,
}

impl Payload for GenObj {
    const KIND: Kind = Kind::Generator;
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.func().value());
        visit(&self.code.value());
        visit(&self.handled());
        for i in 0..self.registers.get() {
            // SAFETY: the register exists.
            visit(unsafe { &*self.regs.add(i as usize) });
        }
        if let Some(x) = self.extra.get() {
            let x = x.borrow();
            if let Some(f) = &x.frame {
                visit(&f.object);
            }
            visit(&x.name);
            visit(&x.qualname);
            visit(&x.origin);
            visit(&x.finalizer);
        }
    }
    fn clear(&self) {
        if self.state.get() != GenState::Running {
            self.release_awaited();
            self.state.set(GenState::Done);
            self.clear_registers();
            drop(self.handled.take());
        }
    }
}

impl Drop for GenObj {
    fn drop(&mut self) {
        self.release_awaited();
        self.clear_registers();
        // SAFETY: the function stands there from the beginning; the value is moved out before it is dropped.
        drop(unsafe { std::mem::take(&mut *self.regs.sub(1)) });
    }
}

impl GenObj {
    /// The function whose call made the frame.
    #[inline(always)]
    pub fn func(&self) -> &Ref<FunctionObj> {
        // SAFETY: the function stands below the registers as long as the frame lives.
        unsafe {
            match &*self.regs.sub(1) {
                Value::Obj(f) => Ref::borrow_obj(f),
                _ => unreachable!("a function stands below the registers"),
            }
        }
    }

    /// The registers, for `vm::fence`.
    ///
    /// # Safety
    /// The pointer is used for the frame's registers, and the function below them, as long as the frame lives.
    #[inline(always)]
    pub(crate) unsafe fn registers(&self) -> *mut Value {
        self.regs
    }

    /// The frame goes away, but what it awaits may live on: its link outwards must not stay.
    fn release_awaited(&self) {
        self.leaf.set(None);
        if let Some(v) = self.awaited()
            && let Some(inner) = v.cast::<GenObj>()
            && inner.parent.get().is_some_and(|p| p.is(self))
        {
            inner.parent.set(None);
        }
    }

    /// A copy of a register.
    pub fn register(&self, i: u16) -> Value {
        assert!(u32::from(i) < self.registers.get(), "the verifier knows the number of registers");
        // SAFETY: in range.
        unsafe { (*self.regs.add(i as usize)).clone() }
    }

    /// Overwrites a register; the old value is returned.
    pub fn set_register(&self, i: u16, v: Value) -> Value {
        assert!(u32::from(i) < self.registers.get(), "the verifier knows the number of registers");
        // SAFETY: in range.
        unsafe { std::mem::replace(&mut *self.regs.add(i as usize), v) }
    }

    /// The frame has ended, or does not go on: drops what its registers hold, the last one first.
    pub fn clear_registers(&self) {
        if self.has_extra() {
            self.release_frame();
        }
        for i in (0..self.registers.get()).rev() {
            // SAFETY: in range; the value is moved out before it is dropped.
            drop(unsafe { std::mem::take(&mut *self.regs.add(i as usize)) });
        }
    }

    /// The frame object, if one was made.
    #[inline]
    pub fn seen_frame(&self) -> Option<Value> {
        self.extra.get()?.borrow().frame.as_ref().map(|f| f.object.clone())
    }

    /// The frame ends: its object lives on by itself.
    #[cold]
    fn release_frame(&self) {
        let seen = self.extra.get().and_then(|x| x.borrow_mut().frame.take());
        if let Some(seen) = seen {
            (seen.ends)(&seen.object, self.ip.get());
        }
    }

    /// The register that holds what the frame awaits, if it is suspended in an await or `yield from`.
    pub fn delegate_register(&self) -> Option<u16> {
        if self.state.get() != GenState::Suspended {
            return None;
        }
        match self.code.code.instrs[self.ip.get() as usize] {
            Instr::Delegate { iter, .. } => Some(iter.reg()),
            Instr::AwaitCall { func, .. } | Instr::AwaitCallMethod { func, .. } => Some(func.reg()),
            _ => None,
        }
    }

    /// What the frame awaits (`cr_await`, `gi_yieldfrom`).
    pub fn awaited(&self) -> Option<Value> {
        self.register(self.delegate_register()?).or_none()
    }

    /// The extra part, made at the first call.
    pub fn extra(&self) -> std::cell::RefMut<'_, GenExtra> {
        self.extra.get_or_init(Box::default).borrow_mut()
    }

    /// Something of the extra part, if there is one.
    pub fn of_extra<T>(&self, look: impl FnOnce(&GenExtra) -> T) -> Option<T> {
        self.extra.get().map(|x| look(&x.borrow()))
    }

    /// Whether there is an extra part.
    #[inline(always)]
    pub fn has_extra(&self) -> bool {
        self.extra.get().is_some()
    }

    /// The exception that the frame handles (Undef: none).
    pub fn handled(&self) -> Value {
        let v = self.handled.take();
        self.handled.set(v.clone());
        v
    }
}

impl Heap {
    /// A fresh frame of its own for a call of `func`, registers empty.
    pub fn generator(&self, class: &Ref<TypeObj>, func: Ref<FunctionObj>, code: Ref<CodeObj>) -> Ref<GenObj> {
        let n = code.registers as usize;
        // SAFETY: the tail has room for the function and `n` registers.
        unsafe {
            self.alloc_tailed(class, (n + 1) * std::mem::size_of::<Value>(), |tail| {
                let below = tail as *mut Value;
                below.write(func.into_value());
                let regs = below.add(1);
                for i in 0..n {
                    regs.add(i).write(Value::Undef);
                }
                GenObj {
                    state: Cell::new(GenState::Created),
                    registers: Cell::new(n as u32),
                    ip: Cell::new(0),
                    code,
                    regs,
                    handled: Cell::default(),
                    parent: Cell::new(None),
                    leaf: Cell::new(None),
                    links: Cell::new(1),
                    extra: OnceCell::new(),
                }
            })
        }
    }
}
