//! Exceptions and tracebacks.

use std::cell::{Cell, RefCell};

use super::code::CodeObj;
use super::header::Kind;
use super::kinds::{Payload, Visit};
use super::value::{Ref, Value};

/// An exception.
pub struct ExceptionObj {
    /// `args`: a tuple.
    pub args: RefCell<Value>,
    /// `__cause__`, `__context__`, `__traceback__`: Undef is None.
    pub cause: RefCell<Value>,
    pub context: RefCell<Value>,
    pub traceback: RefCell<Value>,
    /// `__suppress_context__`
    pub suppress_context: Cell<bool>,
    /// Attributes that the exception's class defines (`StopIteration.value`, `OSError.errno` ..), by name.
    pub fields: RefCell<Vec<(&'static str, Value)>>,
}

impl Payload for ExceptionObj {
    const KIND: Kind = Kind::Exception;
    fn traverse(&self, visit: Visit<'_>) {
        for v in [&self.args, &self.cause, &self.context, &self.traceback] {
            visit(&v.borrow());
        }
        self.fields.borrow().iter().for_each(|(_, v)| visit(v));
    }
    fn clear(&self) {
        for v in [&self.args, &self.cause, &self.context, &self.traceback] {
            drop(v.take());
        }
        drop(self.fields.take());
    }
}

impl ExceptionObj {
    /// An exception with these arguments.
    pub fn new(args: Value) -> ExceptionObj {
        ExceptionObj {
            args: RefCell::new(args),
            cause: RefCell::default(),
            context: RefCell::default(),
            traceback: RefCell::default(),
            suppress_context: Cell::new(false),
            fields: RefCell::default(),
        }
    }

    /// A field of the exception's class.
    pub fn field(&self, name: &str) -> Option<Value> {
        self.fields.borrow().iter().find(|(n, _)| *n == name).map(|(_, v)| v.clone())
    }

    /// Takes a field away.
    pub fn remove_field(&self, name: &str) {
        let mut fields = self.fields.borrow_mut();
        let old = fields.iter().position(|(n, _)| *n == name).map(|at| fields.swap_remove(at));
        drop(fields);
        drop(old);
    }

    /// Sets a field.
    pub fn set_field(&self, name: &'static str, v: Value) {
        let mut fields = self.fields.borrow_mut();
        let old = match fields.iter_mut().find(|(n, _)| *n == name) {
            Some((_, slot)) => std::mem::replace(slot, v),
            None => {
                fields.push((name, v));
                Value::Undef
            }
        };
        drop(fields);
        drop(old);
    }
}

/// One entry of a traceback.
pub struct TracebackObj {
    /// `tb_next`: Undef is None.
    pub next: RefCell<Value>,
    /// `tb_frame`: the frame object, made when somebody looks (Undef before, if no frame is known).
    pub frame: RefCell<Value>,
    pub code: Ref<CodeObj>,
    /// The instruction that failed, perhaps with [`TracebackObj::IN_CALL`].
    instr: u32,
    /// Line, 1-based.
    pub line: Cell<u32>,
}

impl TracebackObj {
    /// Beside the number of a fused `await f(x)`: its call failed, not what was awaited.
    pub const IN_CALL: u32 = 1 << 31;

    /// An entry for an instruction; `u32::MAX`: the frame had not started.
    pub fn new(next: Value, frame: Value, code: Ref<CodeObj>, instr: u32, line: u32) -> TracebackObj {
        TracebackObj {
            next: RefCell::new(next),
            frame: RefCell::new(frame),
            code,
            instr,
            line: Cell::new(line),
        }
    }

    /// The instruction that failed; `u32::MAX`: the frame had not started.
    pub fn instr(&self) -> u32 {
        if self.instr == u32::MAX { u32::MAX } else { self.instr & !TracebackObj::IN_CALL }
    }

    /// Whether it was the call of a fused `await f(x)` that failed.
    pub fn in_call(&self) -> bool {
        self.instr != u32::MAX && self.instr & TracebackObj::IN_CALL != 0
    }
}

impl Payload for TracebackObj {
    const KIND: Kind = Kind::Traceback;
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.next.borrow());
        visit(&self.frame.borrow());
        visit(&self.code.value());
    }
    fn clear(&self) {
        drop(self.next.take());
        drop(self.frame.take());
    }
}
