//! Functions: written in the language, written in Rust, bound to a first argument; and the cells that closures share.

use std::cell::{Cell, RefCell};

use super::code::CodeObj;
use super::dict::DictObj;
use super::header::Kind;
use super::heap::Heap;
use super::kinds::{Payload, Visit};
use super::tuple::TupleObj;
use super::value::{Ref, Value};

/// A function written in the language.
pub struct FunctionObj {
    /// `__code__`
    pub code: RefCell<Ref<CodeObj>>,
    /// `__globals__`
    pub globals: Ref<DictObj>,
    /// `__builtins__`
    pub builtins: Ref<DictObj>,
    /// `__closure__`: a tuple of cells, if the code has free variables.
    pub closure: Option<Ref<TupleObj>>,
    /// `__defaults__`: a tuple, or Undef.
    pub defaults: RefCell<Value>,
    /// `__kwdefaults__`: a dict, or Undef.
    pub kwdefaults: RefCell<Value>,
    /// `__name__`, `__qualname__`
    pub name: RefCell<Value>,
    pub qualname: RefCell<Value>,
    /// `__doc__`
    pub doc: RefCell<Value>,
    /// `__module__`
    pub module: RefCell<Value>,
    /// `__annotations__`: a dict, or Undef.
    pub annotations: RefCell<Value>,
    /// `__annotate__`: a callable, or Undef.
    pub annotate: RefCell<Value>,
    /// `__type_params__`: a tuple, or Undef.
    pub type_params: RefCell<Value>,
    /// `types.coroutine` marked it: its generators can be awaited.
    pub iterable_coroutine: Cell<bool>,
    /// Code that `__code__` was before, while a frame may still run it: frames borrow the code from the function. Rarely any.
    pub retired: RefCell<Vec<Ref<CodeObj>>>,
}

impl Payload for FunctionObj {
    const KIND: Kind = Kind::Function;
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.code.borrow().value());
        self.retired.borrow().iter().for_each(|c| visit(&c.value()));
        visit(&self.globals.value());
        visit(&self.builtins.value());
        if let Some(c) = &self.closure {
            visit(&c.value());
        }
        for v in self.values() {
            visit(&v.borrow());
        }
    }
    fn clear(&self) {
        for v in self.values() {
            drop(v.take());
        }
    }
}

impl FunctionObj {
    fn values(&self) -> [&RefCell<Value>; 9] {
        [
            &self.defaults,
            &self.kwdefaults,
            &self.name,
            &self.qualname,
            &self.doc,
            &self.module,
            &self.annotations,
            &self.annotate,
            &self.type_params,
        ]
    }

    /// The code.
    #[inline(always)]
    pub fn code(&self) -> Ref<CodeObj> {
        self.code.borrow().clone()
    }

    /// The code that is this one: it may have been replaced since the call began.
    #[inline]
    pub fn code_that_is(&self, code: &CodeObj) -> Ref<CodeObj> {
        let now = self.code();
        if std::ptr::eq(&*now, code) {
            return now;
        }
        let retired = self.retired.borrow().iter().find(|c| std::ptr::eq(&***c, code)).cloned();
        retired.unwrap_or(now)
    }
}

pub use super::store::{Declaration, Declared};

/// A function written in Rust. What it does is known to the VM, which made `def`.
pub struct NativeObj {
    /// The VM's `NativeDef`; see `vm::native`.
    pub def: Declared,
    /// The class whose method it is (`method 'append' of 'list' objects`), or the module's name, or Undef.
    pub owner: Value,
    /// A call with so many positional arguments at least, and `more` beyond them at most, needs no binder; `u16::MAX` if the binder is always needed.
    pub min: u16,
    pub more: u16,
    /// What the first argument must be.
    pub receiver: Receiver,
    /// A call with exactly so many positional arguments needs no look at anything; `u8::MAX` if there is no such number.
    pub direct: u8,
}

/// What the first argument of a native must be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Receiver {
    /// It is no method.
    Any,
    /// A method: an instance of `owner`.
    OfOwner,
    /// `__new__`: a class that derives from `owner`.
    SubclassOfOwner,
}

impl NativeObj {
    /// Whether the slots of a call with `n` positional arguments are these arguments as they stand.
    #[inline(always)]
    pub fn takes(&self, n: usize) -> bool {
        n.wrapping_sub(self.min as usize) <= self.more as usize
    }
}

impl Payload for NativeObj {
    const KIND: Kind = Kind::Native;
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.owner);
    }
}

/// A callable with its first argument.
pub struct BoundMethodObj {
    pub func: Value,
    pub this: Value,
}

impl Payload for BoundMethodObj {
    const KIND: Kind = Kind::BoundMethod;
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.func);
        visit(&self.this);
    }
}

/// A variable shared between functions; `Undef` while empty.
#[derive(Default)]
pub struct CellObj {
    value: RefCell<Value>,
}

impl Payload for CellObj {
    const KIND: Kind = Kind::Cell;
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.value.borrow());
    }
    fn clear(&self) {
        drop(self.value.take());
    }
}

impl CellObj {
    /// A cell with this content.
    pub fn new(v: Value) -> CellObj {
        CellObj { value: RefCell::new(v) }
    }
    /// The content.
    #[inline(always)]
    pub fn get(&self) -> Value {
        self.value.borrow().clone()
    }
    /// Replaces the content; the old one is returned.
    #[inline(always)]
    pub fn set(&self, v: Value) -> Value {
        self.value.replace(v)
    }
}

impl Heap {
    /// A bound method.
    pub fn bound_method(&self, func: Value, this: Value) -> Value {
        self.alloc(&self.types().method, BoundMethodObj { func, this }).into_value()
    }
    /// A cell.
    pub fn cell_of(&self, v: Value) -> Ref<CellObj> {
        self.alloc(&self.types().cell, CellObj::new(v))
    }
}
