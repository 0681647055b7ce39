//! `BufferedReader`, `BufferedWriter`, `BufferedRandom` and `BufferedRWPair`.

use crate::object::dict::DictObj;
use crate::object::types::flags::{BASE, BY_OBJECT, DICT, WEAK};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};
use crate::{attrs, natives, payload};

use super::super::support::buffer_arg;
use super::base::{and_then, method, needs_no_close, store, unsupported, writable};
use super::buffered::{BUFFER_SIZE, Buffered};

fn size_of_buffer(vm: &mut Vm, n: i64) -> Res<usize> {
    if n <= 0 { Err(vm.value_error("buffer size must be strictly positive")) } else { Ok(n as usize) }
}

fn ask(vm: &mut Vm, raw: &Value, what: &str) -> Res<bool> {
    let v = method(vm, raw, what, &[])?;
    vm.truth(&v)
}

fn require(vm: &mut Vm, raw: &Value, what: &str, text: &str) -> Res<()> {
    if ask(vm, raw, what)? {
        return Ok(());
    }
    Err(unsupported(vm, text))
}

fn count(vm: &mut Vm, size: &Value) -> Res<Option<usize>> {
    if size.is_none() {
        return Ok(None);
    }
    match vm.to_i64(size)? {
        -1 => Ok(None),
        n if n < 0 => Err(vm.value_error("read length must be non-negative or -1")),
        n => Ok(Some(n as usize)),
    }
}

natives! { static COMMON;
    /// Makes a buffer; `__init__` gives it its raw stream.
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Ref<Buffered> {
        drop((args, kwargs));
        vm.heap.alloc(&cls, Buffered::empty())
    }
    /// Flush and close the stream.
    fn close(vm, this: Ref<Buffered>, /) -> Res<()> { this.close(vm, &this.value()) }
    /// Flush what is to be written.
    fn flush(vm, this: Ref<Buffered>, /) -> Res<()> { this.flush(vm) }
    /// Disconnect this buffer from its underlying raw stream and return it.
    fn detach(vm, this: Ref<Buffered>, /) -> Res {
        let raw = this.raw_stream(vm)?;
        method(vm, &this.value(), "flush", &[])?;
        this.detached.set(true);
        drop(this.raw.take());
        Ok(raw)
    }
    /// Whether the raw stream has a position.
    fn seekable(vm, this: Ref<Buffered>, /) -> Res { let raw = this.raw_stream(vm)?; method(vm, &raw, "seekable", &[]) }
    /// The descriptor of the raw stream.
    fn fileno(vm, this: Ref<Buffered>, /) -> Res { let raw = this.raw_stream(vm)?; method(vm, &raw, "fileno", &[]) }
    /// Whether the raw stream is a terminal.
    fn isatty(vm, this: Ref<Buffered>, /) -> Res { let raw = this.raw_stream(vm)?; method(vm, &raw, "isatty", &[]) }
    /// Change the stream position.
    fn seek(vm, this: Ref<Buffered>, target: i64, whence: i64 = 0, /) -> Res<i64> { this.seek(vm, target, whence) }
    /// Return current stream position.
    fn tell(vm, this: Ref<Buffered>, /) -> Res<i64> { this.tell(vm) }
    /// Truncate the raw stream.
    fn truncate(vm, this: Ref<Buffered>, pos: Value = Value::None, /) -> Res {
        this.check(vm, "truncate")?;
        if !this.writes.get() {
            return Err(unsupported(vm, "truncate"));
        }
        method(vm, &this.value(), "flush", &[])?;
        let pos = if pos.is_none() { Value::Int(this.tell(vm)?) } else { pos.take() };
        let raw = this.raw_stream(vm)?;
        method(vm, &raw, "truncate", &[pos])
    }
    /// Closes a stream that nobody holds any more.
    fn __del__(vm, this: Ref<Buffered>, /) -> Res<()> {
        if this.raw.borrow().is_undef() || this.direct.get().is_some() {
            return Ok(());
        }
        let closed = this.is_closed(vm);
        if needs_no_close(vm, closed) {
            return Ok(());
        }
        super::warn_unclosed_buffered(vm, &this.value(), &this)?;
        method(vm, &this.value(), "close", &[]).map(drop)
    }
    /// Return repr(self).
    fn __repr__(vm, this: Ref<Buffered>, /) -> Res<String> {
        let whole = this.value();
        let class = vm.class_of(&whole);
        let class = vm.name_in_c(&class);
        let name = vm.heap.intern("name");
        match vm.get_attr_opt(&whole, &name) {
            Ok(Some(n)) => Ok(format!("<{class} name={}>", vm.repr(&n)?.to_text())),
            Ok(None) => Ok(format!("<{class}>")),
            // It was taken apart.
            Err(e) if vm.raised_is(&e, &vm.types().value_error.clone()) => {
                drop(vm.take_raised(e));
                Ok(format!("<{class}>"))
            }
            Err(e) => Err(e),
        }
    }
    /// Size of the object with its buffer.
    fn __sizeof__(vm, this: Ref<Buffered>, /) -> usize { 160 + this.size.get() }
}

attrs! { static ATTRS for Buffered;
    /// The raw stream.
    fn raw(vm, this) -> Res { this.raw_stream(vm) }
    /// Whether the raw stream is closed.
    fn closed(vm, this) -> Res<bool> { this.is_closed(vm) }
    /// The raw stream's name.
    fn name(vm, this) -> Res {
        let raw = this.raw_stream(vm)?;
        let name = vm.heap.intern("name");
        vm.get_attr(&raw, &name)
    }
    /// The raw stream's mode.
    fn mode(vm, this) -> Res {
        let raw = this.raw_stream(vm)?;
        let name = vm.heap.intern("mode");
        vm.get_attr(&raw, &name)
    }
}

natives! { static READING;
    /// Whether the stream can be read.
    fn readable(vm, this: Ref<Buffered>, /) -> Res { let raw = this.raw_stream(vm)?; method(vm, &raw, "readable", &[]) }
    /// Read and return up to size bytes; None or -1: until the end.
    fn read(vm, this: Ref<Buffered>, size: Value = Value::Int(-1), /) -> Res {
        let n = count(vm, &size)?;
        match this.read(vm, n)? {
            Some(d) => Ok(vm.heap.bytes_from_vec(d).into_value()),
            None => Ok(Value::None),
        }
    }
    /// Read and return up to size bytes, with at most one read of the raw stream.
    fn read1(vm, this: Ref<Buffered>, size: i64 = -1, /) -> Res {
        let d = this.read1(vm, size)?;
        Ok(vm.heap.bytes_from_vec(d).into_value())
    }
    /// Return bytes from the stream without advancing the position.
    fn peek(vm, this: Ref<Buffered>, size: i64 = 0, /) -> Res {
        let _ = size;
        let d = this.peek(vm)?;
        Ok(vm.heap.bytes_from_vec(d).into_value())
    }
    /// Read and return a line.
    fn readline(vm, this: Ref<Buffered>, size: Value = Value::None, /) -> Res {
        let n = if size.is_none() { -1 } else { vm.to_i64(&size)? };
        let d = this.read_line(vm, if n < 0 { usize::MAX } else { n as usize })?;
        Ok(vm.heap.bytes_from_vec(d).into_value())
    }
    /// Read into a buffer.
    fn readinto(vm, this: Ref<Buffered>, buffer: Value, /) -> Res<usize> {
        this.check(vm, "readinto")?;
        let (n, _held) = writable(vm, &buffer)?;
        let d = this.read(vm, Some(n))?.unwrap_or_default();
        store(vm, &buffer, &d)
    }
    /// Read into a buffer, with at most one read of the raw stream.
    fn readinto1(vm, this: Ref<Buffered>, buffer: Value, /) -> Res<usize> {
        let (n, _held) = writable(vm, &buffer)?;
        let d = this.read_ahead_and_on(vm, n)?;
        store(vm, &buffer, &d)
    }
}

natives! { static WRITING;
    /// Whether the stream can be written.
    fn writable(vm, this: Ref<Buffered>, /) -> Res { let raw = this.raw_stream(vm)?; method(vm, &raw, "writable", &[]) }
    /// Write the given buffer to the IO stream. Returns the number of bytes written.
    fn write(vm, this: Ref<Buffered>, buffer: Value, /) -> Res<usize> {
        if buffer.is_a::<crate::object::str::StrObj>() {
            return Err(vm.type_error("a bytes-like object is required, not 'str'"));
        }
        let d = buffer_arg(vm, &buffer)?;
        this.write(vm, &d)?;
        super::remember_writer(vm, &this.value());
        Ok(d.len())
    }
}

natives! { static READER;
    /// Create a new buffered reader using the given readable raw IO object.
    fn __init__(vm, this: Ref<Buffered>, /, raw: Value, buffer_size: i64 = BUFFER_SIZE as i64) -> Res<()> {
        this.unset();
        let size = size_of_buffer(vm, buffer_size)?;
        require(vm, &raw, "readable", "File or stream is not readable.")?;
        this.set_up(raw.take(), size, true, false);
        Ok(())
    }
}

natives! { static WRITER;
    /// A buffer for a writeable sequential RawIO object.
    fn __init__(vm, this: Ref<Buffered>, /, raw: Value, buffer_size: i64 = BUFFER_SIZE as i64) -> Res<()> {
        this.unset();
        let size = size_of_buffer(vm, buffer_size)?;
        require(vm, &raw, "writable", "File or stream is not writable.")?;
        this.set_up(raw.take(), size, false, true);
        Ok(())
    }
}

natives! { static RANDOM;
    /// A buffered interface to random access streams.
    fn __init__(vm, this: Ref<Buffered>, /, raw: Value, buffer_size: i64 = BUFFER_SIZE as i64) -> Res<()> {
        this.unset();
        let size = size_of_buffer(vm, buffer_size)?;
        require(vm, &raw, "seekable", "File or stream is not seekable.")?;
        require(vm, &raw, "readable", "File or stream is not readable.")?;
        require(vm, &raw, "writable", "File or stream is not writable.")?;
        this.set_up(raw.take(), size, true, true);
        Ok(())
    }
}

payload! {
    /// `BufferedRWPair`: a reader and a writer that are not one file.
    pub struct Pair as "_io.BufferedRWPair" { reader: Value, writer: Value }
}

natives! { static PAIR;
    /// A buffered reader and writer object together.
    fn __new__(vm, cls: Ref<TypeObj>, reader: Value, writer: Value, buffer_size: Value = Value::Int(BUFFER_SIZE as i64), /) -> Res<Ref<Pair>> {
        let class = |name: &str, vm: &Vm| vm.extra_types[name].value();
        let reader = vm.call(&class("BufferedReader", vm), &[reader, buffer_size.clone()])?;
        let writer = vm.call(&class("BufferedWriter", vm), &[writer, buffer_size.take()])?;
        Ok(vm.heap.alloc(&cls, Pair { reader, writer }))
    }
    /// Read from the reader.
    fn read(vm, this: Ref<Pair>, size: Value = Value::Int(-1), /) -> Res { method(vm, &this.reader, "read", &[size]) }
    /// Read from the reader once.
    fn read1(vm, this: Ref<Pair>, size: Value = Value::Int(-1), /) -> Res { method(vm, &this.reader, "read1", &[size]) }
    /// Look at what the reader has.
    fn peek(vm, this: Ref<Pair>, size: Value = Value::Int(0), /) -> Res { method(vm, &this.reader, "peek", &[size]) }
    /// Read into a buffer.
    fn readinto(vm, this: Ref<Pair>, buffer: Value, /) -> Res { method(vm, &this.reader, "readinto", &[buffer]) }
    /// Read into a buffer once.
    fn readinto1(vm, this: Ref<Pair>, buffer: Value, /) -> Res { method(vm, &this.reader, "readinto1", &[buffer]) }
    /// Write to the writer.
    fn write(vm, this: Ref<Pair>, buffer: Value, /) -> Res { method(vm, &this.writer, "write", &[buffer]) }
    /// Flush the writer.
    fn flush(vm, this: Ref<Pair>, /) -> Res { method(vm, &this.writer, "flush", &[]) }
    /// Whether the reader can be read.
    fn readable(vm, this: Ref<Pair>, /) -> Res { method(vm, &this.reader, "readable", &[]) }
    /// Whether the writer can be written.
    fn writable(vm, this: Ref<Pair>, /) -> Res { method(vm, &this.writer, "writable", &[]) }
    /// Close both.
    fn close(vm, this: Ref<Pair>, /) -> Res<()> {
        let w = method(vm, &this.writer, "close", &[]);
        and_then(vm, w, |vm| method(vm, &this.reader, "close", &[]))
    }
    /// Whether one of them is a terminal.
    fn isatty(vm, this: Ref<Pair>, /) -> Res<bool> { Ok(ask(vm, &this.writer, "isatty")? || ask(vm, &this.reader, "isatty")?) }
}

attrs! { static PAIR_ATTRS for Pair;
    /// Whether the writer is closed.
    fn closed(vm, this) -> Res {
        let name = vm.heap.intern("closed");
        vm.get_attr(&this.writer, &name)
    }
}

fn next_line(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let Some(b) = this.to_ref::<Buffered>() else {
        return Err(vm.type_error("a buffered stream is required"));
    };
    if !b.obj().header().is_exact() {
        let line = method(vm, this, "readline", &[])?;
        return Ok(if vm.truth(&line)? { Some(line) } else { None });
    }
    let line = b.read_line(vm, usize::MAX)?;
    Ok(if line.is_empty() { None } else { Some(vm.heap.bytes_from_vec(line).into_value()) })
}

/// Adds the classes.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) {
    let flags = BASE | BY_OBJECT | DICT | WEAK;
    for (name, init, tables) in [
        ("BufferedReader", READER, &[READING][..]),
        ("BufferedWriter", WRITER, &[WRITING]),
        ("BufferedRandom", RANDOM, &[READING, WRITING]),
    ] {
        let c = super::stream_class(vm, dict, name, "_BufferedIOBase", flags, COMMON, ATTRS);
        vm.add_methods(&c, super::file::NO_STATE);
        vm.add_methods(&c, init);
        for t in tables {
            vm.add_methods(&c, t);
        }
        super::super::support::make_next(vm, &c, next_line);
    }
    super::stream_class(vm, dict, "BufferedRWPair", "_BufferedIOBase", flags, PAIR, PAIR_ATTRS);
}
