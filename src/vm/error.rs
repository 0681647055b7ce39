//! Raising: the zero-sized proof that an exception is on its way, and one constructor for each exception that the VM and natives raise.

use crate::object::buffer::{self, Granted, NoMemory};
use crate::object::error::{ErrKind, TextError};
use crate::object::exception::ExceptionObj;
use crate::object::reserve;
use crate::object::types::Types;
use crate::object::{Ref, TypeObj, Value};

use super::Vm;

/// An exception is on its way; it lies in the VM (`Vm::take_raised`). Made and consumed by the VM only, never dropped.
#[must_use = "an exception is on its way: return it or take it"]
#[derive(Debug)]
pub struct Raised(());

/// A result of something that may raise.
pub type Res<T = Value> = Result<T, Raised>;

macro_rules! simple_errors {
    ($($(#[doc = $doc:literal])+ $name:ident => $class:ident;)*) => {
        impl Vm { $(
            $(#[doc = $doc])+
            #[cold]
            #[inline(never)]
            pub fn $name(&mut self, message: impl AsRef<str>) -> Raised {
                self.error(&self.heap.types().$class, message.as_ref())
            }
        )* }
    };
}

simple_errors! {
    /// Raises TypeError.
    type_error => type_error;
    /// Raises ValueError.
    value_error => value_error;
    /// Raises IndexError.
    index_error => index_error;
    /// Raises OverflowError.
    overflow_error => overflow_error;
    /// Raises ZeroDivisionError.
    zero_division_error => zero_division_error;
    /// Raises RuntimeError.
    runtime_error => runtime_error;
    /// Raises RecursionError.
    recursion_error => recursion_error;
    /// Raises NotImplementedError.
    not_implemented_error => not_implemented_error;
    /// Raises LookupError.
    lookup_error => lookup_error;
    /// Raises MemoryError (with no text, as CPython does).
    memory_error_text => memory_error;
    /// Raises BufferError.
    buffer_error => buffer_error;
    /// Raises SystemError.
    system_error => system_error;
    /// Raises EOFError.
    eof_error => eof_error;
    /// Raises ReferenceError.
    reference_error => reference_error;
}

impl Vm {
    /// The built-in classes.
    #[inline(always)]
    pub fn types(&self) -> &'static Types {
        self.heap.types()
    }

    /// A new exception of a built-in class with one text argument, not raised.
    pub fn new_error(&mut self, class: &Ref<TypeObj>, message: &str) -> Value {
        let text = self.heap.str(message).into_value();
        self.new_exception(class, vec![text])
    }

    /// A new exception of a built-in class with these arguments, not raised. Fields of the class (`StopIteration.value`) are set by the
    /// class's own `__init__`, which this does not run: use the helpers below for those.
    pub fn new_exception(&mut self, class: &Ref<TypeObj>, args: Vec<Value>) -> Value {
        let args = self.heap.tuple(args).into_value();
        self.heap.alloc(class, ExceptionObj::new(args)).into_value()
    }

    /// Raises an exception of a built-in class with a text.
    #[cold]
    #[inline(never)]
    pub fn error(&mut self, class: &Ref<TypeObj>, message: &str) -> Raised {
        // A message may quote any text of the script's.
        if buffer::room_for(message.len() as u64).is_err() {
            return self.memory_error();
        }
        let e = self.new_error(class, message);
        self.raise(e)
    }

    /// Raises an exception of a built-in class with these arguments.
    #[cold]
    #[inline(never)]
    pub fn error_with(&mut self, class: &Ref<TypeObj>, args: Vec<Value>) -> Raised {
        let e = self.new_exception(class, args);
        self.raise(e)
    }

    /// Raises an exception object: its context becomes the exception being handled.
    #[cold]
    #[inline(never)]
    pub fn raise(&mut self, exception: Value) -> Raised {
        self.set_context(&exception);
        self.reraise(exception)
    }

    /// Raises an exception object as it is.
    #[cold]
    pub fn reraise(&mut self, exception: Value) -> Raised {
        debug_assert!(exception.is_a::<ExceptionObj>(), "only exceptions are raised");
        self.thread.raised = exception;
        Raised(())
    }

    /// Takes the exception that is on its way.
    #[cold]
    pub fn take_raised(&mut self, raised: Raised) -> Value {
        let Raised(()) = raised;
        debug_assert!(!self.thread.raised.is_undef(), "a `Raised` means that an exception is there");
        self.thread.raised.take()
    }

    /// Whether the exception that is on its way is of this class.
    pub fn raised_is(&self, _raised: &Raised, class: &Ref<TypeObj>) -> bool {
        self.thread.raised.as_obj().is_some_and(|o| o.class().is_subclass(class))
    }

    /// `Ok(None)` if the result is an exception of this class, which is then forgotten.
    pub fn catch<T>(&mut self, r: Res<T>, class: &Ref<TypeObj>) -> Res<Option<T>> {
        match r {
            Ok(v) => Ok(Some(v)),
            Err(e) if self.raised_is(&e, class) => {
                drop(self.take_raised(e));
                Ok(None)
            }
            Err(e) => Err(e),
        }
    }

    /// Raises KeyError with the key.
    #[cold]
    pub fn key_error(&mut self, key: Value) -> Raised {
        self.error_with(&self.heap.types().key_error, vec![key])
    }

    /// Raises MemoryError.
    #[cold]
    pub fn memory_error(&mut self) -> Raised {
        reserve::take_short();
        self.thread.frames.shut(false);
        self.error_with(&self.heap.types().memory_error, vec![])
    }

    /// What was asked for, or MemoryError.
    #[inline(always)]
    pub fn granted<T>(&mut self, r: Granted<T>) -> Res<T> {
        match r {
            Ok(v) => Ok(v),
            Err(NoMemory) => Err(self.memory_error()),
        }
    }

    /// MemoryError, unless so many bytes can be had now: before the work of others who do not ask (`buffer::room_for`).
    #[inline]
    pub fn room_for(&mut self, bytes: usize) -> Res<()> {
        if (bytes as u64) < buffer::SMALL {
            return Ok(());
        }
        buffer::room_for(bytes as u64).map_err(|e| self.text_error(e))
    }

    /// Raises StopIteration with a value (Undef or None: without).
    #[cold]
    pub fn stop_iteration(&mut self, value: Value) -> Raised {
        let args = if value.is_undef() || value.is_none() { vec![] } else { vec![value.clone()] };
        let e = self.new_exception(&self.heap.types().stop_iteration, args);
        if let Some(x) = e.cast::<ExceptionObj>() {
            x.set_field("value", if value.is_undef() { Value::None } else { value.clone() });
        }
        // As in CPython: a result travels as an object made for it, which has no context; without one the end is an error like any other.
        if value.is_undef() || value.is_none() { self.raise(e) } else { self.reraise(e) }
    }

    /// Raises AttributeError with `name` and `obj` set.
    #[cold]
    pub fn attribute_error(&mut self, obj: Value, name: &str, message: &str) -> Raised {
        let e = self.new_error(&self.heap.types().attribute_error, message);
        if let Some(x) = e.cast::<ExceptionObj>() {
            x.set_field("name", self.heap.str(name).into_value());
            x.set_field("obj", obj);
        }
        self.raise(e)
    }

    /// The same with values that are there already: the attribute's name and the text.
    #[cold]
    pub(super) fn attribute_error_of(&mut self, obj: Value, name: Value, text: Value) -> Raised {
        let args = self.heap.tuple([text]).into_value();
        let fields = ExceptionObj::new(args);
        fields.set_field("name", name);
        fields.set_field("obj", obj);
        let e = self.heap.alloc(&self.heap.types().attribute_error, fields).into_value();
        self.raise(e)
    }

    /// Raises NameError with `name` set.
    #[cold]
    pub fn name_error(&mut self, class: &Ref<TypeObj>, name: &str, message: &str) -> Raised {
        let e = self.new_error(class, message);
        if let Some(x) = e.cast::<ExceptionObj>() {
            x.set_field("name", self.heap.str(name).into_value());
        }
        self.raise(e)
    }

    /// Raises ImportError (or ModuleNotFoundError) with `name` and `path` set.
    #[cold]
    pub fn import_error(&mut self, class: &Ref<TypeObj>, message: &str, name: Value, path: Value) -> Raised {
        let e = self.new_error(class, message);
        if let Some(x) = e.cast::<ExceptionObj>() {
            x.set_field("msg", self.heap.str(message).into_value());
            x.set_field("name", name);
            x.set_field("path", path);
        }
        self.raise(e)
    }

    /// Raises what a function of the pure layer reports.
    #[cold]
    pub fn text_error(&mut self, e: TextError) -> Raised {
        let t = self.heap.types();
        let class = match e.kind {
            ErrKind::Value => &t.value_error,
            ErrKind::Type => &t.type_error,
            ErrKind::Overflow => &t.overflow_error,
            ErrKind::OutOfRange => {
                let text = self.heap.str(&e.message).into_value();
                return self.error_with(&t.overflow_error, vec![Value::Int(34), text]);
            }
            ErrKind::ZeroDivision => &t.zero_division_error,
            ErrKind::Index => &t.index_error,
            ErrKind::Key => &t.key_error,
            ErrKind::Lookup => &t.lookup_error,
            ErrKind::Memory => return self.memory_error(),
            ErrKind::UnicodeEncode { encoding, start, end } => {
                return self.unicode_error(
                    &t.unicode_encode_error,
                    encoding,
                    Value::Undef,
                    start,
                    end,
                    &e.message,
                );
            }
            ErrKind::UnicodeDecode { encoding, start, end } => {
                return self.unicode_error(
                    &t.unicode_decode_error,
                    encoding,
                    Value::Undef,
                    start,
                    end,
                    &e.message,
                );
            }
        };
        self.error(class, &e.message)
    }

    /// Raises UnicodeEncodeError or UnicodeDecodeError; `object` is the text or the bytes.
    #[cold]
    pub fn unicode_error(
        &mut self,
        class: &Ref<TypeObj>,
        encoding: &str,
        object: Value,
        start: usize,
        end: usize,
        reason: &str,
    ) -> Raised {
        let object = if object.is_undef() { self.heap.str("").into_value() } else { object };
        let args = vec![
            self.heap.str(encoding).into_value(),
            object,
            Value::Int(start as i64),
            Value::Int(end as i64),
            self.heap.str(reason).into_value(),
        ];
        let e = self.new_exception(class, args.clone());
        if let Some(x) = e.cast::<ExceptionObj>() {
            for (name, v) in ["encoding", "object", "start", "end", "reason"].into_iter().zip(args) {
                x.set_field(name, v);
            }
        }
        self.raise(e)
    }
}
