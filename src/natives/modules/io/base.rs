//! The four base classes of streams: what a stream does if its class says nothing else. All calls go through the object, for scripts
//! derive from these.

use std::cell::RefCell;

use crate::natives::types::buffer::Buffer;
use crate::object::buffer;
use crate::object::bytes::{ByteArrayObj, data_of};
use crate::object::descr::{Member, MemberObj};
use crate::object::int::as_int;
use crate::object::tuple::TupleObj;
use crate::object::types::flags::{BASE, DICT, HEAP, WEAK};
use crate::object::{Kind, Ref, TypeObj, Value};
use crate::vm::native::AttrDef;
use crate::vm::{Raised, Res, Vm};
use crate::{natives, object::dict::DictObj};

use super::super::support::put;

/// The attribute that remembers that a script's stream was closed.
const CLOSED: &str = "__IOBase_closed";

/// Raises `io.UnsupportedOperation`.
#[cold]
pub fn unsupported(vm: &mut Vm, what: &str) -> Raised {
    let class = vm.extra_types["io.UnsupportedOperation"].value();
    let text = vm.heap.str(what).into_value();
    match vm.call(&class, &[text]) {
        Ok(e) => vm.raise(e),
        Err(e) => e,
    }
}

/// What stands there, None where nothing does.
pub fn or_none(place: &RefCell<Value>) -> Value {
    place.borrow().clone().or_none().unwrap_or(Value::None)
}

/// Calls a method by its name.
pub fn method(vm: &mut Vm, o: &Value, name: &str, args: &[Value]) -> Res {
    let name = vm.heap.intern(name);
    vm.call_method(o, &name, args)
}

/// Goes on although something failed: that error comes out in the end, or is the context of the next one.
pub fn and_then(vm: &mut Vm, first: Res, next: impl FnOnce(&mut Vm) -> Res) -> Res<()> {
    let first = match first {
        Ok(_) => return next(vm).map(drop),
        Err(e) => vm.take_raised(e),
    };
    Err(match next(vm) {
        Ok(_) => vm.reraise(first),
        Err(e) => vm.chained(first, e),
    })
}

fn flag(vm: &mut Vm, o: &Value, name: &str) -> Res<bool> {
    let name = vm.heap.intern(name);
    let v = vm.get_attr(o, &name)?;
    vm.truth(&v)
}

/// Whether a stream that dies is left as it is: it is closed, or cannot tell.
pub fn needs_no_close(vm: &mut Vm, closed: Res<bool>) -> bool {
    closed.unwrap_or_else(|e| {
        drop(vm.take_raised(e));
        true
    })
}

fn finalize(vm: &mut Vm, this: &Value) -> Res<()> {
    let closed = flag(vm, this, "closed");
    if needs_no_close(vm, closed) { Ok(()) } else { method(vm, this, "close", &[]).map(drop) }
}

/// A stream in memory dies: only what a class of the script's has to say about it is of any use.
pub fn close_of_script(vm: &mut Vm, this: &Value) -> Res<()> {
    if this.as_obj().is_some_and(|o| o.header().is_exact()) { Ok(()) } else { finalize(vm, this) }
}

/// A size that is not None: what has `__index__`.
pub fn size_arg(vm: &mut Vm, v: &Value) -> Res<i64> {
    if as_int(v).is_none() && vm.lookup_special(v, &vm.names.__index__).is_none() {
        let class = vm.class_name(v);
        return Err(vm.type_error(format!("argument should be integer or None, not '{class}'")));
    }
    vm.to_i64(v)
}

/// The length of a buffer that `readinto` is to fill, which keeps it while the second value lives.
pub fn writable(vm: &mut Vm, buffer: &Value) -> Res<(usize, Buffer)> {
    match Buffer::try_writable(vm, buffer)? {
        Some(b) => Ok((b.len(), b)),
        None => Err(not_writable(vm, buffer)),
    }
}

fn not_writable(vm: &mut Vm, buffer: &Value) -> Raised {
    let class = if buffer.is_none() { "None".into() } else { vm.class_name(buffer) };
    vm.type_error(format!("readinto() argument must be read-write bytes-like object, not {class}"))
}

/// ValueError if a stream is closed.
pub fn check_open(vm: &mut Vm, o: &Value) -> Res<()> {
    if flag(vm, o, "closed")? { Err(vm.value_error("I/O operation on closed file.")) } else { Ok(()) }
}

/// The attributes of a stream in memory as its state has them: a copy of its dict.
pub fn attributes(vm: &mut Vm, this: &Value) -> Res {
    let name = vm.names.__dict__.clone();
    match vm.get_attr_opt(this, &name)? {
        Some(dict) if vm.truth(&dict)? => method(vm, &dict, "copy", &[]),
        _ => Ok(Value::None),
    }
}

/// The parts of a state that somebody gives to a stream in memory.
pub fn state_parts(vm: &mut Vm, this: &Value, state: &Value, wanted: usize) -> Res<Vec<Value>> {
    match state.cast::<TupleObj>() {
        Some(t) if t.items().len() == wanted => Ok(t.items().to_vec()),
        _ => {
            let class = vm.class_of(this);
            let (class, given) = (vm.full_name(&class), vm.class_name(state));
            Err(vm.type_error(format!("{class}.__setstate__ argument should be {wanted}-tuple, got {given}")))
        }
    }
}

/// The position in a state.
pub fn state_position(vm: &mut Vm, position: &Value, place: &str) -> Res<usize> {
    let Some(n) = as_int(position).and_then(|n| n.to_i64()) else {
        let given = vm.class_name(position);
        return Err(vm.type_error(format!("{place} item of state must be an integer, not {given}")));
    };
    usize::try_from(n).map_err(|_| vm.value_error("position value cannot be negative"))
}

/// Adds the attributes of a state.
pub fn set_attributes(vm: &mut Vm, this: &Value, given: &Value, place: &str) -> Res<()> {
    if given.is_none() {
        return Ok(());
    }
    if !given.is_a::<DictObj>() {
        let class = vm.class_name(given);
        return Err(vm.type_error(format!("{place} item of state should be a dict, got a {class}")));
    }
    let name = vm.names.__dict__.clone();
    let dict = vm.get_attr(this, &name)?;
    match dict.to_ref::<DictObj>() {
        Some(dict) => vm.dict_update(&dict, given).map(drop),
        None => Ok(()),
    }
}

/// The bytes of what a `read` returned; None stays None.
pub fn bytes_read(vm: &mut Vm, v: &Value, who: &str) -> Res<Option<Vec<u8>>> {
    if v.is_none() {
        return Ok(None);
    }
    if let Some(d) = data_of(v) {
        return Ok(Some(d));
    }
    match crate::natives::types::support::try_bytes(vm, v)? {
        Some(d) => Ok(Some(d)),
        None => {
            let class = vm.class_name(v);
            Err(vm.type_error(format!("{who} should have returned a bytes-like object, not '{class}'")))
        }
    }
}

fn readline(vm: &mut Vm, this: &Value, limit: i64) -> Res<Vec<u8>> {
    let peek = vm.heap.intern("peek");
    let can_peek = vm.get_attr_opt(this, &peek)?;
    let mut out = Vec::new();
    while limit < 0 || (out.len() as i64) < limit {
        let mut n = 1;
        if let Some(peek) = &can_peek {
            let ahead = vm.call(peek, &[Value::Int(1)])?;
            if let Some(a) = bytes_read(vm, &ahead, "peek()")?.filter(|a| !a.is_empty()) {
                n = memchr::memchr(b'\n', &a).map_or(a.len(), |i| i + 1) as i64;
                if limit >= 0 {
                    n = n.min(limit - out.len() as i64);
                }
            }
        }
        let data = method(vm, this, "read", &[Value::Int(n)])?;
        let Some(data) = bytes_read(vm, &data, "read()")? else { break };
        if data.is_empty() {
            break;
        }
        vm.granted(buffer::extend(&mut out, &data))?;
        if out.ends_with(b"\n") {
            break;
        }
    }
    Ok(out)
}

natives! { pub static IO_BASE;
    /// Flush and close the IO object.
    fn close(vm, this: Value, /) -> Res<()> {
        if flag(vm, &this, "closed")? {
            return Ok(());
        }
        let flushed = method(vm, &this, "flush", &[]);
        and_then(vm, flushed, |vm| {
            let name = vm.heap.intern(CLOSED);
            vm.set_attr(&this, &name, Value::True).map(|()| Value::None)
        })
    }
    /// Flush write buffers, if applicable.
    fn flush(vm, this: Value, /) -> Res<()> { check_open(vm, &this) }
    /// Return underlying file descriptor if one exists.
    fn fileno(vm, this: Value, /) -> Res<()> { drop(this); Err(unsupported(vm, "fileno")) }
    /// Change the stream position to the given byte offset.
    fn seek(vm, this: Value, offset: Value, whence: Value = Value::Int(0), /) -> Res<()> {
        drop((this, offset, whence));
        Err(unsupported(vm, "seek"))
    }
    /// Return current stream position.
    fn tell(vm, this: Value, /) -> Res { method(vm, &this, "seek", &[Value::Int(0), Value::Int(1)]) }
    /// Truncate file to size bytes.
    fn truncate(vm, this: Value, size: Value = Value::None, /) -> Res<()> {
        drop((this, size));
        Err(unsupported(vm, "truncate"))
    }
    /// Return whether this is an 'interactive' stream.
    fn isatty(vm, this: Value, /) -> Res<bool> {
        check_open(vm, &this)?;
        Ok(false)
    }
    /// Return whether object was opened for reading.
    fn readable(vm, this: Value, /) -> bool { drop(this); false }
    /// Return whether object was opened for writing.
    fn writable(vm, this: Value, /) -> bool { drop(this); false }
    /// Return whether object supports random access.
    fn seekable(vm, this: Value, /) -> bool { drop(this); false }
    /// Raise unless the stream can be read.
    fn _checkReadable(vm, this: Value, message: Value = Value::None, /) -> Res<()> {
        drop(message);
        let v = method(vm, &this, "readable", &[])?;
        if vm.truth(&v)? { Ok(()) } else { Err(unsupported(vm, "File or stream is not readable.")) }
    }
    /// Raise unless the stream can be written.
    fn _checkWritable(vm, this: Value, message: Value = Value::None, /) -> Res<()> {
        drop(message);
        let v = method(vm, &this, "writable", &[])?;
        if vm.truth(&v)? { Ok(()) } else { Err(unsupported(vm, "File or stream is not writable.")) }
    }
    /// Raise unless the stream can be sought.
    fn _checkSeekable(vm, this: Value, message: Value = Value::None, /) -> Res<()> {
        drop(message);
        let v = method(vm, &this, "seekable", &[])?;
        if vm.truth(&v)? { Ok(()) } else { Err(unsupported(vm, "File or stream is not seekable.")) }
    }
    /// Raise if the stream is closed.
    fn _checkClosed(vm, this: Value, message: Value = Value::None, /) -> Res<()> {
        drop(message);
        check_open(vm, &this)
    }
    /// The stream itself.
    fn __enter__(vm, this: Value, /) -> Res {
        check_open(vm, &this)?;
        Ok(this.take())
    }
    /// Closes the stream.
    fn __exit__(vm, this: Value, /, *args) -> Res<()> {
        drop(args);
        method(vm, &this, "close", &[]).map(drop)
    }
    /// Implement iter(self).
    fn __iter__(vm, this: Value, /) -> Res {
        check_open(vm, &this)?;
        Ok(this.take())
    }
    /// Implement next(self).
    fn __next__(vm, this: Value, /) -> Res {
        let line = method(vm, &this, "readline", &[])?;
        if vm.truth(&line)? { Ok(line) } else { Err(vm.stop_iteration(Value::Undef)) }
    }
    /// Read and return a line from the stream.
    fn readline(vm, this: Value, size: Value = Value::None, /) -> Res {
        let limit = if size.is_none() { -1 } else { size_arg(vm, &size)? };
        let line = readline(vm, &this, limit)?;
        Ok(vm.heap.bytes_from_vec(line).into_value())
    }
    /// Return a list of lines from the stream.
    fn readlines(vm, this: Value, hint: Value = Value::None, /) -> Res {
        let hint = if hint.is_none() { -1 } else { vm.to_i64(&hint)? };
        let out = vm.heap.list(Vec::new());
        let mut total = 0;
        check_open(vm, &this)?;
        let it = vm.iter(&this)?;
        while let Some(line) = vm.next(&it)? {
            total += vm.length(&line)? as i64;
            vm.granted(out.push(line))?;
            if hint > 0 && total > hint {
                break;
            }
        }
        Ok(out.into_value())
    }
    /// Write a list of lines to stream.
    fn writelines(vm, this: Value, lines: Value, /) -> Res<()> {
        check_open(vm, &this)?;
        let it = vm.iter(&lines)?;
        while let Some(line) = vm.next(&it)? {
            method(vm, &this, "write", &[line])?;
        }
        Ok(())
    }
    /// Closes a stream that nobody holds any more.
    fn __del__(vm, this: Value, /) -> Res<()> { finalize(vm, &this) }
}

crate::attrs! { static IO_BASE_ATTRS for crate::object::instance::Plain;
    /// Whether the stream is closed.
    fn closed(vm, this) -> Res<bool> {
        let name = vm.heap.intern(CLOSED);
        match vm.get_attr_opt(&this.value(), &name)? {
            Some(v) => vm.truth(&v),
            None => Ok(false),
        }
    }
}

natives! { static RAW_BASE;
    /// Read and return up to size bytes, with at most one call to readinto().
    fn read(vm, this: Value, size: Value = Value::Int(-1), /) -> Res {
        let n = if size.is_none() { -1 } else { vm.to_i64(&size)? };
        if n < 0 {
            return method(vm, &this, "readall", &[]);
        }
        let class = vm.types().bytearray.clone();
        // The buffer, and what is read of it.
        vm.room_for((n as usize).saturating_mul(2))?;
        let buffer = vm.heap.alloc(&class, ByteArrayObj::new(vec![0; n as usize]));
        let got = method(vm, &this, "readinto", &[buffer.value()])?;
        if got.is_none() {
            return Ok(Value::None);
        }
        let got = vm.to_i64(&got)?;
        if got < 0 || got > n {
            return Err(vm.value_error(format!("readinto returned {got} outside buffer size {n}")));
        }
        let got = got as usize;
        let data = buffer::copied(&buffer.borrow()[..got]);
        let data = vm.granted(data)?;
        Ok(vm.heap.bytes_from_vec(data).into_value())
    }
    /// Read until EOF, using multiple read() call.
    fn readall(vm, this: Value, /) -> Res {
        let mut out = Vec::new();
        loop {
            let data = method(vm, &this, "read", &[Value::Int(super::buffered::BUFFER_SIZE as i64)]);
            let Some(data) = super::buffered::unless_interrupted(vm, data)? else { continue };
            match bytes_read(vm, &data, "read()")? {
                None if out.is_empty() => return Ok(Value::None),
                None => break,
                Some(d) if d.is_empty() => break,
                Some(d) => out.extend_from_slice(&d),
            }
        }
        Ok(vm.heap.bytes_from_vec(out).into_value())
    }
    /// Reads into a buffer: must be overridden.
    fn readinto(vm, this: Value, buffer: Value, /) -> Res<()> {
        drop((this, buffer));
        let class = vm.types().not_implemented_error.clone();
        Err(vm.error_with(&class, vec![]))
    }
    /// Writes a buffer: must be overridden.
    fn write(vm, this: Value, buffer: Value, /) -> Res<()> {
        drop((this, buffer));
        let class = vm.types().not_implemented_error.clone();
        Err(vm.error_with(&class, vec![]))
    }
}

natives! { static BUFFERED_BASE;
    /// Disconnect this buffer from its underlying raw stream and return it.
    fn detach(vm, this: Value, /) -> Res<()> { drop(this); Err(unsupported(vm, "detach")) }
    /// Read and return up to n bytes.
    fn read(vm, this: Value, size: Value = Value::Int(-1), /) -> Res<()> { drop((this, size)); Err(unsupported(vm, "read")) }
    /// Read and return up to size bytes, with at most one call to the raw stream.
    fn read1(vm, this: Value, size: Value = Value::Int(-1), /) -> Res<()> { drop((this, size)); Err(unsupported(vm, "read1")) }
    /// Write buffer b to the IO stream.
    fn write(vm, this: Value, b: Value, /) -> Res<()> { drop((this, b)); Err(unsupported(vm, "write")) }
    /// Reads into a buffer by way of read().
    fn readinto(vm, this: Value, buffer: Value, /) -> Res<usize> { read_into(vm, &this, "read", &buffer) }
    /// Reads into a buffer by way of read1().
    fn readinto1(vm, this: Value, buffer: Value, /) -> Res<usize> { read_into(vm, &this, "read1", &buffer) }
}

fn read_into(vm: &mut Vm, this: &Value, how: &str, buffer: &Value) -> Res<usize> {
    let (n, _held) = writable(vm, buffer)?;
    let size = vm.heap.int_from_usize(n);
    let data = method(vm, this, how, &[size])?;
    let Some(data) = data_of(&data) else {
        return Err(vm.type_error(format!("{how}() should return bytes")));
    };
    if data.len() > n {
        let text = format!("{how}() returned too much data: {n} bytes requested, {} returned", data.len());
        return Err(vm.value_error(text));
    }
    store(vm, buffer, &data)
}

/// Puts data at the start of a writable buffer; how many bytes.
pub fn store(vm: &mut Vm, buffer: &Value, data: &[u8]) -> Res<usize> {
    let Some(b) = Buffer::try_writable(vm, buffer)? else { return Err(not_writable(vm, buffer)) };
    let n = data.len().min(b.len());
    b.with_mut(|place| place[..n].copy_from_slice(&data[..n]));
    b.release(vm)?;
    Ok(n)
}

natives! { static TEXT_BASE;
    /// Separate the underlying buffer from the TextIOBase and return it.
    fn detach(vm, this: Value, /) -> Res<()> { drop(this); Err(unsupported(vm, "detach")) }
    /// Read at most size characters from stream.
    fn read(vm, this: Value, size: Value = Value::Int(-1), /) -> Res<()> { drop((this, size)); Err(unsupported(vm, "read")) }
    /// Read until newline or EOF.
    fn readline(vm, this: Value, size: Value = Value::Int(-1), /) -> Res<()> { drop((this, size)); Err(unsupported(vm, "readline")) }
    /// Write string s to stream.
    fn write(vm, this: Value, s: Value, /) -> Res<()> { drop((this, s)); Err(unsupported(vm, "write")) }
}

/// What a stream of text has to say for itself; nothing here.
static TEXT_BASE_ATTRS: &[AttrDef] = &[
    AttrDef { name: "encoding", doc: "The encoding of the stream.", get: |_, _| Ok(Value::None), set: None },
    AttrDef {
        name: "newlines",
        doc: "The line ends that were met so far.",
        get: |_, _| Ok(Value::None),
        set: None,
    },
    AttrDef {
        name: "errors",
        doc: "What is done about errors of coding.",
        get: |_, _| Ok(Value::None),
        set: None,
    },
];

/// `class UnsupportedOperation(OSError, ValueError)`. It is not made by calling `type`, which would look into the dicts of its bases: they are empty as
/// long as nobody does, and each program has this class.
fn unsupported_operation(vm: &mut Vm) -> Ref<TypeObj> {
    let (meta, first, second) =
        (vm.types().type_.clone(), vm.types().os_error.clone(), vm.types().value_error.clone());
    let flags = HEAP | BASE | DICT | WEAK;
    let class = vm.heap.builtin_type(&meta, "UnsupportedOperation", &first, first.kind.get(), flags);
    class.bases.borrow_mut().push(second.clone());
    second.subclasses.borrow_mut().push(vm.heap.weak_box(class.obj()));
    if let Ok(mut order) = TypeObj::linearize(&[first, second]) {
        order.insert(0, class.clone());
        class.set_mro(order.into());
    }
    class.set_later(&vm.names.__module__, vm.heap.intern("io").into_value());
    let weak = vm.names.__weakref__.clone();
    class.later(move |heap, class| {
        let (owner, name) = (class.value(), weak.value());
        let member = MemberObj { owner, name, member: Member::Weakref };
        let member = heap.alloc(&heap.types().getset_descriptor, member).into_value();
        class.dict().set_str(&weak, member);
    });
    class.set_later(&vm.names.__doc__, Value::None);
    class
}

/// The base classes, and where they are registered.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let meta = vm.types().type_.clone();
    let object = vm.types().object.clone();
    let make = |vm: &mut Vm, name: &'static str, base: &Ref<TypeObj>| {
        let c = vm.heap.builtin_type(&meta, name, base, Kind::Instance, BASE | DICT | WEAK);
        c.set_later(&vm.names.__module__, vm.heap.intern("_io").into_value());
        c.later(vm.hooks.native_class);
        put(vm, dict, name, c.value());
        vm.extra_types.insert(name, c.clone());
        c
    };
    let io = make(vm, "_IOBase", &object);
    io.set_has_finalizer();
    vm.add_methods(&io, IO_BASE);
    vm.add_attrs(&io, IO_BASE_ATTRS);
    for (name, methods) in
        [("_RawIOBase", RAW_BASE), ("_BufferedIOBase", BUFFERED_BASE), ("_TextIOBase", TEXT_BASE)]
    {
        let c = make(vm, name, &io);
        vm.add_methods(&c, methods);
        if name == "_TextIOBase" {
            vm.add_attrs(&c, TEXT_BASE_ATTRS);
        }
    }
    let class = unsupported_operation(vm);
    put(vm, dict, "UnsupportedOperation", class.value());
    vm.extra_types.insert("io.UnsupportedOperation", class);
    let blocking = vm.types().blocking_io_error.value();
    put(vm, dict, "BlockingIOError", blocking);
    Ok(())
}
