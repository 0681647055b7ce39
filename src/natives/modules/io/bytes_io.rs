//! `BytesIO`: a binary stream in memory. The bytes lie in a bytearray, so that `getbuffer` can show them.

use std::cell::{Cell, RefCell};

use crate::object::buffer;
use crate::object::bytes::ByteArrayObj;
use crate::object::dict::DictObj;
use crate::object::int::as_int;
use crate::object::types::flags::{BASE, DICT, WEAK};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};
use crate::{attrs, natives, payload};

use super::super::support::buffer_arg;
use super::base::{
    attributes, method, set_attributes, size_arg, state_parts, state_position, store, writable,
};

payload! {
    /// `BytesIO`; no bytearray: closed.
    pub struct BytesIO as "_io.BytesIO" { data: RefCell<Option<Ref<ByteArrayObj>>> } plain { at: Cell<usize> }
}

impl BytesIO {
    fn data(&self, vm: &mut Vm) -> Res<Ref<ByteArrayObj>> {
        match self.data.borrow().clone() {
            Some(d) => Ok(d),
            None => Err(vm.value_error("I/O operation on closed file.")),
        }
    }

    /// The bytes from the position on, at most `n`; the position moves.
    fn take(&self, d: &ByteArrayObj, n: usize) -> Vec<u8> {
        let d = d.borrow();
        let start = self.at.get().min(d.len());
        let end = start.saturating_add(n).min(d.len());
        if end > start {
            self.at.set(end);
        }
        d[start..end].to_vec()
    }

    fn line(&self, d: &ByteArrayObj, limit: usize) -> Vec<u8> {
        let n = {
            let d = d.borrow();
            let rest = &d[self.at.get().min(d.len())..];
            memchr::memchr(b'\n', rest).map_or(rest.len(), |i| i + 1)
        };
        self.take(d, n.min(limit))
    }
}

fn resizable(vm: &mut Vm, d: &ByteArrayObj) -> Res<()> {
    if d.exports.get() > 0 {
        return Err(vm.buffer_error("Existing exports of data: object cannot be re-sized"));
    }
    Ok(())
}

fn limit(vm: &mut Vm, size: &Value) -> Res<usize> {
    if size.is_none() {
        return Ok(usize::MAX);
    }
    let n = size_arg(vm, size)?;
    Ok(if n < 0 { usize::MAX } else { n as usize })
}

fn bytes(vm: &mut Vm, d: Vec<u8>) -> Value {
    vm.heap.bytes_from_vec(d).into_value()
}

fn set_data(vm: &mut Vm, this: &BytesIO, initial: &Value) -> Res<()> {
    if let Some(d) = &*this.data.borrow() {
        resizable(vm, d)?;
    }
    let data = if initial.is_none() { Vec::new() } else { buffer_arg(vm, initial)? };
    let class = vm.types().bytearray.clone();
    let new = vm.heap.alloc(&class, ByteArrayObj::new(data));
    this.at.set(0);
    drop(this.data.replace(Some(new)));
    Ok(())
}

natives! { static METHODS;
    /// Buffered I/O implementation using an in-memory bytes buffer.
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res<Ref<BytesIO>> {
        drop((args, kwargs));
        let b = vm.heap.alloc(&cls, BytesIO { data: RefCell::default(), at: Cell::new(0) });
        set_data(vm, &b, &Value::None)?;
        Ok(b)
    }
    /// Initialize self.  See help(type(self)) for accurate signature.
    fn __init__(vm, this: Ref<BytesIO>, /, initial_bytes: Value = Value::None) -> Res<()> { set_data(vm, &this, &initial_bytes) }
    /// Returns True if the IO object can be read.
    fn readable(vm, this: Ref<BytesIO>, /) -> Res<bool> { this.data(vm).map(|_| true) }
    /// Returns True if the IO object can be written.
    fn writable(vm, this: Ref<BytesIO>, /) -> Res<bool> { this.data(vm).map(|_| true) }
    /// Returns True if the IO object can be seeked.
    fn seekable(vm, this: Ref<BytesIO>, /) -> Res<bool> { this.data(vm).map(|_| true) }
    /// Always returns False.
    fn isatty(vm, this: Ref<BytesIO>, /) -> Res<bool> { this.data(vm).map(|_| false) }
    /// Does nothing.
    fn flush(vm, this: Ref<BytesIO>, /) -> Res<()> { this.data(vm).map(drop) }
    /// Disable all I/O operations.
    fn close(vm, this: Ref<BytesIO>, /) -> Res<()> {
        if let Some(d) = &*this.data.borrow() {
            resizable(vm, d)?;
        }
        drop(this.data.take());
        Ok(())
    }
    /// Retrieve the entire contents of the BytesIO object.
    fn getvalue(vm, this: Ref<BytesIO>, /) -> Res {
        let d = this.data(vm)?.borrow().clone();
        Ok(bytes(vm, d))
    }
    /// Get a read-write view over the contents of the BytesIO object.
    fn getbuffer(vm, this: Ref<BytesIO>, /) -> Res {
        let d = this.data(vm)?;
        let Some(view) = vm.builtins.get_text(vm.heap, "memoryview") else {
            return Err(vm.runtime_error("there is no memoryview"));
        };
        vm.call(&view, &[d.into_value()])
    }
    /// Current file position, an integer.
    fn tell(vm, this: Ref<BytesIO>, /) -> Res<usize> {
        this.data(vm)?;
        Ok(this.at.get())
    }
    /// Change stream position.
    fn seek(vm, this: Ref<BytesIO>, pos: i64, whence: i64 = 0, /) -> Res<usize> {
        let n = this.data(vm)?.borrow().len() as i64;
        let base = match whence {
            0 if pos < 0 => return Err(vm.value_error(format!("negative seek value {pos}"))),
            0 => 0,
            1 => this.at.get() as i64,
            2 => n,
            _ => return Err(vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
        };
        this.at.set(base.saturating_add(pos).max(0) as usize);
        Ok(this.at.get())
    }
    /// Read at most size bytes, returned as a bytes object.
    fn read(vm, this: Ref<BytesIO>, size: Value = Value::Int(-1), /) -> Res {
        let n = limit(vm, &size)?;
        let d = this.data(vm)?;
        Ok(bytes(vm, this.take(&d, n)))
    }
    /// Read at most size bytes, returned as a bytes object.
    fn read1(vm, this: Ref<BytesIO>, size: Value = Value::Int(-1), /) -> Res {
        let n = limit(vm, &size)?;
        let d = this.data(vm)?;
        Ok(bytes(vm, this.take(&d, n)))
    }
    /// Next line from the file, as a bytes object.
    fn readline(vm, this: Ref<BytesIO>, size: Value = Value::None, /) -> Res {
        let n = limit(vm, &size)?;
        let d = this.data(vm)?;
        Ok(bytes(vm, this.line(&d, n)))
    }
    /// List of bytes objects, each a line from the file.
    fn readlines(vm, this: Ref<BytesIO>, size: Value = Value::None, /) -> Res {
        let d = this.data(vm)?;
        let most = match as_int(&size) {
            Some(_) => limit(vm, &size)?,
            None if size.is_none() => 0,
            None => {
                let class = vm.class_name(&size);
                return Err(vm.type_error(format!("integer argument expected, got '{class}'")));
            }
        };
        let (mut out, mut total) = (Vec::new(), 0);
        loop {
            let line = this.line(&d, usize::MAX);
            if line.is_empty() {
                break;
            }
            total += line.len();
            // Lines are small, and many.
            vm.look_at_memory()?;
            let line = bytes(vm, line);
            vm.granted(buffer::push(&mut out, line))?;
            if most > 0 && total >= most {
                break;
            }
        }
        Ok(vm.heap.list(out).into_value())
    }
    /// Read bytes into buffer.
    fn readinto(vm, this: Ref<BytesIO>, buffer: Value, /) -> Res<usize> {
        let (n, _held) = writable(vm, &buffer)?;
        let d = this.data(vm)?;
        let data = this.take(&d, n);
        store(vm, &buffer, &data)
    }
    /// Write bytes to file. Return the number of bytes written.
    fn write(vm, this: Ref<BytesIO>, b: Value, /) -> Res<usize> {
        let data = buffer_arg(vm, &b)?;
        let d = this.data(vm)?;
        resizable(vm, &d)?;
        if data.is_empty() {
            return Ok(0);
        }
        let at = this.at.get();
        let Some(end) = at.checked_add(data.len()) else { return Err(vm.memory_error()) };
        if end > d.borrow().len() {
            let grown = buffer::resize(&mut d.borrow_mut(), end, 0);
            vm.granted(grown)?;
        }
        d.borrow_mut()[at..end].copy_from_slice(&data);
        this.at.set(end);
        Ok(data.len())
    }
    /// Write lines to the file.
    fn writelines(vm, this: Ref<BytesIO>, lines: Value, /) -> Res<()> {
        this.data(vm)?;
        let it = vm.iter(&lines)?;
        while let Some(line) = vm.next(&it)? {
            method(vm, &this.value(), "write", &[line])?;
        }
        Ok(())
    }
    /// Truncate the file to at most size bytes.
    fn truncate(vm, this: Ref<BytesIO>, size: Value = Value::None, /) -> Res<usize> {
        let d = this.data(vm)?;
        resizable(vm, &d)?;
        let n = if size.is_none() { this.at.get() as i64 } else { size_arg(vm, &size)? };
        if n < 0 {
            return Err(vm.value_error(format!("negative size value {n}")));
        }
        let d = this.data(vm)?;
        if (n as usize) < d.borrow().len() {
            resizable(vm, &d)?;
            d.borrow_mut().truncate(n as usize);
        }
        Ok(n as usize)
    }
    /// What `__setstate__` takes: contents, position, attributes.
    fn __getstate__(vm, this: Ref<BytesIO>, /) -> Res {
        let d = this.data(vm)?.borrow().clone();
        let data = bytes(vm, d);
        let attributes = attributes(vm, &this.value())?;
        Ok(vm.heap.tuple([data, Value::Int(this.at.get() as i64), attributes]).into_value())
    }
    /// Takes contents, position and attributes of another one.
    fn __setstate__(vm, this: Ref<BytesIO>, state: Value, /) -> Res<()> {
        this.data(vm)?;
        let whole = this.value();
        let parts = state_parts(vm, &whole, &state, 3)?;
        let data = buffer_arg(vm, &parts[0])?;
        let at = state_position(vm, &parts[1], "second")?;
        let data = bytes(vm, data);
        set_data(vm, &this, &data)?;
        this.at.set(at);
        set_attributes(vm, &whole, &parts[2], "third")
    }
    /// Nothing is left open.
    fn __del__(vm, this: Value, /) -> Res<()> { super::base::close_of_script(vm, &this) }
}

attrs! { static ATTRS for BytesIO;
    /// True if the file is closed.
    fn closed(vm, this) -> bool { this.data.borrow().is_none() }
}

fn next_line(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let Some(b) = this.to_ref::<BytesIO>() else { return Err(vm.type_error("a BytesIO is required")) };
    let d = b.data(vm)?;
    let line = b.line(&d, usize::MAX);
    Ok(if line.is_empty() { None } else { Some(bytes(vm, line)) })
}

/// Adds `BytesIO`.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) {
    let c = super::stream_class(vm, dict, "BytesIO", "_BufferedIOBase", BASE | DICT | WEAK, METHODS, ATTRS);
    super::super::support::make_iterator(vm, &c, next_line);
}
