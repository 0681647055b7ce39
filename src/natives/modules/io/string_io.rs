//! `StringIO`: a text stream in memory. The position is kept in characters and in bytes, so that going on from there is quick.

use std::cell::{Cell, RefCell};

use crate::natives::files::coding::{LineEnd, Newline, expand, line_end, seen_value, translate};
use crate::object::buffer;
use crate::object::dict::DictObj;
use crate::object::error::{TextError, TextResult};
use crate::object::str::StrObj;
use crate::object::text::wtf8;
use crate::object::types::flags::{BASE, DICT, WEAK};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};
use crate::{attrs, natives, payload};

use super::super::support::lift;
use super::base::{attributes, set_attributes, size_arg, state_parts, state_position, unsupported};

payload! {
    /// `StringIO`
    pub struct StringIO as "_io.StringIO" { } plain {
        /// Generalised UTF-8; None: closed.
        text: RefCell<Option<Vec<u8>>>,
        /// Characters before the position; it may lie behind the end.
        at: Cell<usize>,
        /// The same in bytes, while it lies inside.
        offset: Cell<usize>,
        /// Characters of the whole text.
        length: Cell<usize>,
        newline: Cell<Newline>,
        seen: Cell<u8>,
    }
}

impl StringIO {
    fn check(&self, vm: &mut Vm) -> Res<()> {
        if self.text.borrow().is_none() {
            Err(vm.value_error("I/O operation on closed file"))
        } else {
            Ok(())
        }
    }

    fn go(&self, at: usize) {
        self.at.set(at);
        let text = self.text.borrow();
        let Some(t) = &*text else { return };
        let at = at.min(self.length.get());
        self.offset.set(if t.len() == self.length.get() { at } else { wtf8::offset_of(t, at) });
    }

    /// Takes `n` bytes from the position on.
    fn take(&self, n: usize) -> Vec<u8> {
        let text = self.text.borrow();
        let Some(t) = &*text else { return Vec::new() };
        if self.at.get() > self.length.get() {
            return Vec::new();
        }
        let start = self.offset.get();
        let out = t[start..start + n].to_vec();
        self.offset.set(start + n);
        self.at.set(self.at.get() + wtf8::char_count(&out));
        out
    }

    /// Bytes of at most `n` characters from the position on.
    fn reach(&self, n: usize) -> usize {
        let text = self.text.borrow();
        let Some(t) = &*text else { return 0 };
        if self.at.get() > self.length.get() {
            return 0;
        }
        let rest = &t[self.offset.get()..];
        if n >= rest.len() { rest.len() } else { wtf8::offset_from(rest, 0, n) }
    }

    fn line(&self, limit: usize) -> Vec<u8> {
        let n = {
            let text = self.text.borrow();
            let Some(t) = &*text else { return Vec::new() };
            if self.at.get() > self.length.get() {
                return Vec::new();
            }
            let rest = &t[self.offset.get()..];
            // What was written was translated already.
            let mode =
                if self.newline.get() == Newline::Translate { Newline::Lf } else { self.newline.get() };
            match line_end(rest, mode, true) {
                LineEnd::At(n, end) => n + end,
                _ => rest.len(),
            }
        };
        let n = if limit < n { n.min(self.reach(limit)) } else { n };
        self.take(n)
    }

    fn write(&self, piece: &[u8]) -> TextResult<()> {
        if piece.is_empty() {
            return Ok(());
        }
        let mut seen = self.seen.get();
        let translated = match self.newline.get() {
            Newline::Translate => Some(translate(piece, &mut seen)),
            Newline::Any => {
                translate(piece, &mut seen);
                None
            }
            mode => expand(piece, mode),
        };
        self.seen.set(seen);
        let piece = translated.as_deref().unwrap_or(piece);
        let chars = wtf8::char_count(piece);
        let mut text = self.text.borrow_mut();
        let Some(t) = &mut *text else { return Ok(()) };
        let (at, length) = (self.at.get(), self.length.get());
        if at > length {
            // The gap is filled with NUL characters.
            buffer::resize(t, (t.len() - length).saturating_add(at), 0)?;
            self.length.set(at);
            self.offset.set(t.len());
        }
        let start = self.offset.get();
        if start == t.len() {
            buffer::extend(t, piece)?;
        } else {
            let end = wtf8::offset_from(t, start, chars.min(self.length.get() - at));
            t.try_reserve(piece.len()).map_err(|_| TextError::memory())?;
            t.splice(start..end, piece.iter().copied());
        }
        self.at.set(at + chars);
        self.offset.set(start + piece.len());
        self.length.set(self.length.get().max(at + chars));
        Ok(())
    }
}

fn start(vm: &mut Vm, this: &StringIO, initial: &Value, newline: &Value) -> Res<()> {
    if newline.as_obj().is_some()
        && newline.cast::<StrObj>().is_some_and(|s| !matches!(s.bytes(), b"" | b"\n" | b"\r" | b"\r\n"))
    {
        let shown = vm.repr(newline)?.to_text();
        return Err(vm.value_error(format!("illegal newline value: {shown}")));
    }
    this.newline.set(if newline.is_undef() { Newline::Lf } else { Newline::parse(vm, newline)? });
    *this.text.borrow_mut() = Some(Vec::new());
    this.at.set(0);
    this.offset.set(0);
    this.length.set(0);
    this.seen.set(0);
    if initial.is_none() {
        return Ok(());
    }
    let Some(s) = initial.cast::<StrObj>() else {
        let class = vm.class_name(initial);
        return Err(vm.type_error(format!("initial_value must be str or None, not {class}")));
    };
    let written = this.write(s.bytes());
    lift(vm, written)?;
    this.go(0);
    Ok(())
}

fn size(vm: &mut Vm, v: &Value) -> Res<usize> {
    if v.is_none() {
        return Ok(usize::MAX);
    }
    let n = size_arg(vm, v)?;
    Ok(if n < 0 { usize::MAX } else { n as usize })
}

natives! { static METHODS;
    /// Text I/O implementation using an in-memory buffer.
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Ref<StringIO> {
        drop((args, kwargs));
        vm.heap.alloc(&cls, StringIO {
            text: RefCell::new(Some(Vec::new())),
            at: Cell::new(0),
            offset: Cell::new(0),
            length: Cell::new(0),
            newline: Cell::new(Newline::Lf),
            seen: Cell::new(0),
        })
    }
    /// Initialize self.  See help(type(self)) for accurate signature.
    fn __init__(vm, this: Ref<StringIO>, /, initial_value: Value = Value::None, newline: Value = Value::Undef) -> Res<()> {
        start(vm, &this, &initial_value, &newline)
    }
    /// Retrieve the entire contents of the object.
    fn getvalue(vm, this: Ref<StringIO>, /) -> Res {
        this.check(vm)?;
        vm.room_for(this.text.borrow().as_ref().map_or(0, Vec::len))?;
        let text = this.text.borrow().clone().unwrap_or_default();
        vm.new_str(text)
    }
    /// Tell the current file position.
    fn tell(vm, this: Ref<StringIO>, /) -> Res<usize> {
        this.check(vm)?;
        Ok(this.at.get())
    }
    /// Read at most size characters, returned as a string.
    fn read(vm, this: Ref<StringIO>, size: Value = Value::None, /) -> Res {
        let n = self::size(vm, &size)?;
        this.check(vm)?;
        let n = this.reach(n);
        vm.new_str(this.take(n))
    }
    /// Read until newline or EOF.
    fn readline(vm, this: Ref<StringIO>, size: Value = Value::None, /) -> Res {
        let n = self::size(vm, &size)?;
        this.check(vm)?;
        vm.new_str(this.line(n))
    }
    /// Write string to file. Returns the number of characters written.
    fn write(vm, this: Ref<StringIO>, s: Value, /) -> Res<usize> {
        let Some(s) = s.to_ref::<StrObj>() else {
            let class = vm.class_name(&s);
            return Err(vm.type_error(format!("string argument expected, got '{class}'")));
        };
        this.check(vm)?;
        let written = this.write(s.bytes());
        lift(vm, written)?;
        Ok(s.char_len())
    }
    /// Change stream position.
    fn seek(vm, this: Ref<StringIO>, pos: i64, whence: i64 = 0, /) -> Res<usize> {
        this.check(vm)?;
        match whence {
            0 if pos < 0 => return Err(vm.value_error(format!("Negative seek position {pos}"))),
            0 => this.go(pos as usize),
            1 | 2 if pos != 0 => {
                let class = vm.types().os_error.clone();
                return Err(vm.error(&class, "Can't do nonzero cur-relative seeks"));
            }
            1 => {}
            2 => this.go(this.length.get()),
            _ => return Err(vm.value_error(format!("Invalid whence ({whence}, should be 0, 1 or 2)"))),
        }
        Ok(this.at.get())
    }
    /// Truncate size to pos.
    fn truncate(vm, this: Ref<StringIO>, pos: Value = Value::None, /) -> Res<usize> {
        let n = if pos.is_none() { this.at.get() as i64 } else { size_arg(vm, &pos)? };
        this.check(vm)?;
        if n < 0 {
            return Err(vm.value_error(format!("Negative size value {n}")));
        }
        let n = n as usize;
        if n < this.length.get() {
            if let Some(t) = &mut *this.text.borrow_mut() {
                let end = wtf8::offset_of(t, n);
                t.truncate(end);
            }
            this.length.set(n);
            this.go(this.at.get());
        }
        Ok(n)
    }
    /// Close the IO object.
    fn close(vm, this: Ref<StringIO>, /) { *this.text.borrow_mut() = None; }
    /// Does nothing.
    fn flush(vm, this: Ref<StringIO>, /) -> Res<()> { drop(this); Ok(()) }
    /// Returns True if the IO object can be read.
    fn readable(vm, this: Ref<StringIO>, /) -> Res<bool> { this.check(vm).map(|()| true) }
    /// Returns True if the IO object can be written.
    fn writable(vm, this: Ref<StringIO>, /) -> Res<bool> { this.check(vm).map(|()| true) }
    /// Returns True if the IO object can be seeked.
    fn seekable(vm, this: Ref<StringIO>, /) -> Res<bool> { this.check(vm).map(|()| true) }
    /// There is no descriptor.
    fn fileno(vm, this: Ref<StringIO>, /) -> Res<()> { drop(this); Err(unsupported(vm, "fileno")) }
    /// What `__setstate__` takes: contents, line ends, position, attributes.
    fn __getstate__(vm, this: Ref<StringIO>, /) -> Res {
        this.check(vm)?;
        let text = this.text.borrow().clone().unwrap_or_default();
        let text = vm.new_str(text)?;
        let newline = this.newline.get().argument().map_or(Value::None, |n| vm.heap.str(n).into_value());
        let attributes = attributes(vm, &this.value())?;
        Ok(vm.heap.tuple([text, newline, Value::Int(this.at.get() as i64), attributes]).into_value())
    }
    /// Takes contents, line ends, position and attributes of another one.
    fn __setstate__(vm, this: Ref<StringIO>, state: Value, /) -> Res<()> {
        this.check(vm)?;
        let whole = this.value();
        let parts = state_parts(vm, &whole, &state, 4)?;
        start(vm, &this, &Value::None, &parts[1])?;
        let Some(text) = parts[0].cast::<StrObj>() else {
            let class = vm.class_name(&parts[0]);
            return Err(vm.type_error(format!("initial_value must be str or None, not {class}")));
        };
        // It is as it was: line ends are not translated again.
        this.length.set(text.char_len());
        *this.text.borrow_mut() = Some(text.bytes().to_vec());
        let at = state_position(vm, &parts[2], "third")?;
        this.go(at);
        set_attributes(vm, &whole, &parts[3], "fourth")
    }
    /// Nothing is left open.
    fn __del__(vm, this: Value, /) -> Res<()> { super::base::close_of_script(vm, &this) }
}

attrs! { static ATTRS for StringIO;
    /// True if the file is closed.
    fn closed(vm, this) -> bool { this.text.borrow().is_none() }
    /// Whether every line is flushed.
    fn line_buffering(vm, this) -> Res<bool> {
        this.check(vm)?;
        Ok(false)
    }
    /// The kinds of line ends that were seen.
    fn newlines(vm, this) -> Res {
        this.check(vm)?;
        let universal = this.newline.get().is_universal();
        Ok(if universal { seen_value(vm, this.seen.get()) } else { Value::None })
    }
}

fn next_line(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let Some(s) = this.to_ref::<StringIO>() else { return Err(vm.type_error("a StringIO is required")) };
    s.check(vm)?;
    if !s.obj().header().is_exact() {
        let line = super::base::method(vm, this, "readline", &[])?;
        return Ok(if vm.truth(&line)? { Some(line) } else { None });
    }
    let line = s.line(usize::MAX);
    if line.is_empty() { Ok(None) } else { vm.new_str(line).map(Some) }
}

/// Adds `StringIO`.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) {
    let c = super::stream_class(vm, dict, "StringIO", "_TextIOBase", BASE | DICT | WEAK, METHODS, ATTRS);
    super::super::support::make_next(vm, &c, next_line);
}
