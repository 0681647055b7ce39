//! The buffer between bytes and a raw stream: state and operations, shared by `BufferedReader`, `BufferedWriter` and `BufferedRandom`.
//!
//! A raw stream that is a plain `FileIO` is used without calls; any other by its methods.

use std::cell::{Cell, RefCell};

use crate::natives::types::memoryview;
use crate::object::buffer;
use crate::object::bytes::ByteArrayObj;
use crate::object::{Ref, Value};
use crate::payload;
use crate::vm::{Raised, Res, Vm};
use crate::world::Stream;

use super::base::{and_then, bytes_read, method, unsupported};
use super::file::{FileIO, Handle};

/// `io.DEFAULT_BUFFER_SIZE`
pub const BUFFER_SIZE: usize = 128 * 1024;

payload! {
    /// A buffered binary stream.
    pub struct Buffered as "_io._Buffered" { pub raw: RefCell<Value> } plain {
        /// What was read from the raw stream, and how far it is consumed.
        pub ahead: RefCell<Vec<u8>>,
        pub at: Cell<usize>,
        /// What is to be written.
        pub behind: RefCell<Vec<u8>>,
        pub size: Cell<usize>,
        /// Where the raw stream stands, as far as it is known from what it said and did; as in CPython it is not asked again for each `seek`.
        place: Cell<Option<i64>>,
        pub reads: Cell<bool>,
        pub writes: Cell<bool>,
        /// Standard output and standard error: the VM and the world buffer themselves.
        pub direct: Cell<Option<Stream>>,
        pub detached: Cell<bool>,
    }
}

impl Buffered {
    /// A buffer without a raw stream.
    pub fn empty() -> Buffered {
        Buffered {
            raw: RefCell::default(),
            ahead: RefCell::default(),
            at: Cell::new(0),
            behind: RefCell::default(),
            size: Cell::new(BUFFER_SIZE),
            place: Cell::new(None),
            reads: Cell::new(false),
            writes: Cell::new(false),
            direct: Cell::new(None),
            detached: Cell::new(false),
        }
    }

    /// Lets go of the raw stream: as if there had never been one.
    pub fn unset(&self) {
        self.direct.set(None);
        self.detached.set(false);
        drop(self.raw.take());
    }

    /// Sets the raw stream.
    pub fn set_up(&self, raw: Value, size: usize, reads: bool, writes: bool) {
        let direct = match raw.cast::<FileIO>().map(|f| f.handle.borrow().clone()) {
            Some(Handle::Standard(s)) if s != Stream::Stdin && !reads => Some(s),
            _ => None,
        };
        self.direct.set(direct);
        self.size.set(size);
        self.reads.set(reads);
        self.writes.set(writes);
        self.detached.set(false);
        self.at.set(0);
        self.ahead.borrow_mut().clear();
        self.behind.borrow_mut().clear();
        self.place.set(None);
        drop(self.raw.replace(raw));
    }

    /// The raw stream; ValueError if there is none.
    pub fn raw_stream(&self, vm: &mut Vm) -> Res {
        let raw = self.raw.borrow().clone();
        if !raw.is_undef() {
            return Ok(raw);
        }
        Err(vm.value_error(if self.detached.get() {
            "raw stream has been detached"
        } else {
            "I/O operation on uninitialized object"
        }))
    }

    /// Whether the raw stream is closed.
    pub fn is_closed(&self, vm: &mut Vm) -> Res<bool> {
        let raw = self.raw_stream(vm)?;
        if let Some(f) = raw.cast::<FileIO>() {
            return Ok(f.is_shut());
        }
        let name = vm.heap.intern("closed");
        let v = vm.get_attr(&raw, &name)?;
        vm.truth(&v)
    }

    /// ValueError if the stream is closed: "read of closed file".
    pub fn check(&self, vm: &mut Vm, what: &str) -> Res<()> {
        if self.is_closed(vm)? { Err(vm.value_error(format!("{what} of closed file"))) } else { Ok(()) }
    }

    /// Whether `__init__` never set it up.
    fn is_unset(&self) -> bool {
        self.raw.borrow().is_undef() && !self.detached.get()
    }

    fn check_reads(&self, vm: &mut Vm, what: &str) -> Res<()> {
        // What cannot be read says so whether it is open or not.
        if self.reads.get() || self.is_unset() { self.check(vm, what) } else { Err(unsupported(vm, what)) }
    }

    /// Bytes that were read ahead and not consumed.
    pub fn left(&self) -> usize {
        self.ahead.borrow().len() - self.at.get()
    }

    /// Takes up to `n` bytes of what was read ahead.
    fn take(&self, n: usize) -> Vec<u8> {
        let ahead = self.ahead.borrow();
        let at = self.at.get();
        let end = at.saturating_add(n).min(ahead.len());
        self.at.set(end);
        ahead[at..end].to_vec()
    }

    /// One read of the raw stream; None: nothing there without waiting.
    fn raw_read(&self, vm: &mut Vm, n: usize) -> Res<Option<Vec<u8>>> {
        loop {
            let read = self.raw_read_once(vm, n);
            let Some(read) = unless_interrupted(vm, read)? else { continue };
            self.move_place(read.as_ref().map_or(0, Vec::len));
            return Ok(read);
        }
    }

    fn raw_read_once(&self, vm: &mut Vm, n: usize) -> Res<Option<Vec<u8>>> {
        let raw = self.raw_stream(vm)?;
        if let Some(f) = raw.cast::<FileIO>().filter(|_| raw.as_obj().is_some_and(|o| o.header().is_exact()))
        {
            let mut data = Vec::new();
            vm.granted(buffer::resize(&mut data, n, 0))?;
            let Some(got) = f.read_ready(vm, &mut data)? else { return Ok(None) };
            data.truncate(got);
            return Ok(Some(data));
        }
        let class = vm.types().bytearray.clone();
        vm.room_for(n.saturating_mul(2))?;
        let buffer = vm.heap.alloc(&class, ByteArrayObj::new(vec![0; n]));
        let place = memoryview::new(vm, &buffer.value())?;
        let got = method(vm, &raw, "readinto", &[place])?;
        if got.is_none() {
            return Ok(None);
        }
        let got = match vm.to_i64(&got) {
            Ok(got) => got,
            Err(e) => {
                let cause = vm.take_raised(e);
                let class = vm.types().os_error.clone();
                let e = vm.error(&class, "raw readinto() failed");
                return Err(vm.caused(cause, e));
            }
        };
        if got < 0 || got as usize > n {
            return Err(vm.error(
                &vm.types().os_error,
                &format!("raw readinto() returned invalid length {got} (should have been between 0 and {n})"),
            ));
        }
        let data = buffer::copied(&buffer.borrow()[..got as usize]);
        vm.granted(data).map(Some)
    }

    /// Reads ahead once; false at the end (or if nothing is there).
    fn fill(&self, vm: &mut Vm) -> Res<bool> {
        self.flush_behind(vm)?;
        let data = self.raw_read(vm, self.size.get())?.unwrap_or_default();
        let some = !data.is_empty();
        self.at.set(0);
        *self.ahead.borrow_mut() = data;
        Ok(some)
    }

    /// Reads on behind what was read ahead, as far as the buffer reaches. None: nothing is there without waiting.
    fn fill_on(&self, vm: &mut Vm) -> Res<Option<usize>> {
        let room = self.size.get().saturating_sub(self.ahead.borrow().len());
        if room == 0 {
            return Ok(Some(0));
        }
        let Some(data) = self.raw_read(vm, room)? else { return Ok(None) };
        let added = buffer::extend(&mut self.ahead.borrow_mut(), &data);
        vm.granted(added)?;
        Ok(Some(data.len()))
    }

    /// Reads once past the buffer. None: nothing is there without waiting.
    fn read_past(&self, vm: &mut Vm, n: usize, out: &mut Vec<u8>) -> Res<Option<usize>> {
        let Some(data) = self.raw_read(vm, n)? else { return Ok(None) };
        vm.granted(buffer::extend(out, &data))?;
        Ok(Some(data.len()))
    }

    /// Reads once into the buffer, and takes as much of it as is wanted. None: nothing is there without waiting.
    fn read_through(&self, vm: &mut Vm, wanted: usize, out: &mut Vec<u8>) -> Res<Option<usize>> {
        let got = self.fill_on(vm)?;
        vm.granted(buffer::extend(out, &self.take(wanted)))?;
        Ok(got)
    }

    fn forget_ahead(&self) {
        self.at.set(0);
        self.ahead.borrow_mut().clear();
    }

    /// `read(n)`; None: to the end. The result is None if nothing is there without waiting.
    ///
    /// The raw stream sees how it is read: whole buffers go past the buffer, the last part is read ahead.
    pub fn read(&self, vm: &mut Vm, n: Option<usize>) -> Res<Option<Vec<u8>>> {
        self.check_reads(vm, "read")?;
        self.flush_behind(vm)?;
        let Some(n) = n else { return self.read_rest(vm) };
        let mut out = self.take(n);
        if out.len() == n {
            return Ok(Some(out));
        }
        self.forget_ahead();
        let size = self.size.get();
        while out.len() < n {
            let want = n - out.len();
            let got = if want >= size {
                let whole = (want - want % size).min((1 << 26) / size * size).max(size);
                self.read_past(vm, whole, &mut out)?
            } else {
                self.read_through(vm, want, &mut out)?
            };
            match got {
                None if out.is_empty() => return Ok(None),
                None | Some(0) => break,
                Some(_) => {}
            }
        }
        Ok(Some(out))
    }

    fn read_rest(&self, vm: &mut Vm) -> Res<Option<Vec<u8>>> {
        let mut out = self.take(usize::MAX);
        let raw = self.raw_stream(vm)?;
        let native = raw.is_a::<FileIO>();
        let name = vm.heap.intern("readall");
        if !native && let Some(readall) = vm.get_attr_opt(&raw, &name)? {
            let data = vm.call(&readall, &[])?;
            return match bytes_read(vm, &data, "readall()")? {
                Some(d) => {
                    self.move_place(d.len());
                    vm.granted(buffer::extend(&mut out, &d))?;
                    Ok(Some(out))
                }
                None if out.is_empty() => Ok(None),
                None => Ok(Some(out)),
            };
        }
        let mut step = self.size.get().max(BUFFER_SIZE);
        loop {
            match self.raw_read(vm, step)? {
                Some(d) if d.is_empty() => return Ok(Some(out)),
                Some(d) => vm.granted(buffer::extend(&mut out, &d))?,
                None if out.is_empty() => return Ok(None),
                None => return Ok(Some(out)),
            }
            step = (step * 2).min(1 << 24);
        }
    }

    /// `read1(n)`: at most one read of the raw stream.
    pub fn read1(&self, vm: &mut Vm, n: i64) -> Res<Vec<u8>> {
        self.check_reads(vm, "read")?;
        let n = if n < 0 { self.size.get() } else { n as usize };
        if n == 0 {
            return Ok(Vec::new());
        }
        if self.left() == 0 {
            self.flush_behind(vm)?;
            self.forget_ahead();
            return Ok(self.raw_read(vm, n)?.unwrap_or_default());
        }
        Ok(self.take(n))
    }

    /// What `readinto()` (`readinto1()` if only `once` may be read) puts into a buffer of `n` bytes. None: nothing is there without waiting.
    ///
    /// More than a buffer's length is read past the buffer, in one piece.
    pub fn read_for(&self, vm: &mut Vm, n: usize, once: bool) -> Res<Option<Vec<u8>>> {
        let mut out = self.take(n);
        if out.len() == n {
            return Ok(Some(out));
        }
        self.flush_behind(vm)?;
        self.forget_ahead();
        while out.len() < n {
            let want = n - out.len();
            let got = if want > self.size.get() {
                self.read_past(vm, want, &mut out)?
            } else if once && !out.is_empty() {
                break;
            } else {
                self.read_through(vm, want, &mut out)?
            };
            match got {
                None if out.is_empty() => return Ok(None),
                None | Some(0) => break,
                Some(_) if once => break,
                Some(_) => {}
            }
        }
        Ok(Some(out))
    }

    /// What comes next, without consuming it.
    pub fn peek(&self, vm: &mut Vm) -> Res<Vec<u8>> {
        self.check_reads(vm, "peek")?;
        if self.writes.get() {
            self.flush_behind(vm)?;
            self.drop_ahead(vm)?;
        }
        if self.left() == 0 {
            self.fill(vm)?;
        }
        let ahead = buffer::copied(&self.ahead.borrow()[self.at.get()..]);
        vm.granted(ahead)
    }

    /// A line, at most `limit` bytes of it.
    pub fn read_line(&self, vm: &mut Vm, limit: usize) -> Res<Vec<u8>> {
        // CPython's reads a line byte for byte where it has no buffer to read.
        if self.reads.get() || self.is_unset() {
            self.check(vm, "readline")?;
        } else {
            return Err(unsupported(vm, "read"));
        }
        let mut out = Vec::new();
        loop {
            let n = {
                let ahead = self.ahead.borrow();
                let rest = &ahead[self.at.get()..];
                memchr::memchr(b'\n', rest).map_or(rest.len(), |i| i + 1).min(limit - out.len())
            };
            vm.granted(buffer::extend(&mut out, &self.take(n)))?;
            if out.last() == Some(&b'\n') || out.len() >= limit || !self.fill(vm)? {
                return Ok(out);
            }
        }
    }

    /// Writes what is to be written.
    pub fn flush_behind(&self, vm: &mut Vm) -> Res<()> {
        if self.flush_ready(vm)? { Ok(()) } else { Err(self.would_block(vm, 0)) }
    }

    /// Writes what is to be written; false if the rest would have to wait.
    fn flush_ready(&self, vm: &mut Vm) -> Res<bool> {
        if self.behind.borrow().is_empty() {
            return Ok(true);
        }
        let mut data = self.behind.take();
        let mut done = 0;
        let mut end = Ok(true);
        while done < data.len() {
            match self.raw_write(vm, &data[done..]) {
                Ok(Some(n)) => done += n,
                Ok(None) => {
                    end = Ok(false);
                    break;
                }
                Err(e) => {
                    end = Err(e);
                    break;
                }
            }
        }
        // What was not written stays, before what was written meanwhile.
        data.drain(..done);
        let mut behind = self.behind.borrow_mut();
        data.append(&mut behind);
        *behind = data;
        end
    }

    /// BlockingIOError that says how much of the data was taken.
    fn would_block(&self, vm: &mut Vm, taken: usize) -> Raised {
        let class = vm.types().blocking_io_error.value();
        let text = vm.heap.str("write could not complete without blocking").into_value();
        match vm.call(&class, &[Value::Int(i64::from(libc::EAGAIN)), text, Value::Int(taken as i64)]) {
            Ok(e) => vm.raise(e),
            Err(e) => e,
        }
    }

    /// One write to the raw stream; None: it would have to wait.
    fn raw_write(&self, vm: &mut Vm, data: &[u8]) -> Res<Option<usize>> {
        loop {
            let written = self.raw_write_once(vm, data);
            let Some(written) = unless_interrupted(vm, written)? else { continue };
            self.move_place(written.unwrap_or(0));
            return Ok(written);
        }
    }

    fn move_place(&self, by: usize) {
        self.place.set(self.place.get().map(|at| at + by as i64));
    }

    fn raw_write_once(&self, vm: &mut Vm, data: &[u8]) -> Res<Option<usize>> {
        let raw = self.raw_stream(vm)?;
        if let Some(f) = raw.cast::<FileIO>().filter(|_| raw.as_obj().is_some_and(|o| o.header().is_exact()))
        {
            return f.write_some(vm, data);
        }
        let chunk = vm.heap.bytes_of(data).into_value();
        let chunk = memoryview::new(vm, &chunk)?;
        let n = method(vm, &raw, "write", &[chunk])?;
        if n.is_none() {
            return Ok(None);
        }
        // What is no number is as wrong as one that is out of range.
        let n = vm.to_i64(&n).unwrap_or_else(|e| {
            drop(vm.take_raised(e));
            -1
        });
        if n < 0 || n as usize > data.len() {
            let class = vm.types().os_error.clone();
            let text = format!(
                "raw write() returned invalid length {n} (should have been between 0 and {})",
                data.len()
            );
            return Err(vm.error(&class, &text));
        }
        Ok(Some(n as usize))
    }

    /// Writes bytes: into the buffer, or on if it is full.
    pub fn write(&self, vm: &mut Vm, data: &[u8]) -> Res<()> {
        if self.is_closed(vm)? {
            return Err(vm.value_error("write to closed file"));
        }
        if !self.writes.get() {
            return Err(unsupported(vm, "write"));
        }
        if let Some(s) = self.direct.get() {
            return write_below(vm, s, data);
        }
        self.drop_ahead(vm)?;
        let size = self.size.get();
        let mut done = 0;
        if self.behind.borrow().len() + data.len() > size {
            if !self.flush_ready(vm)? {
                // As much as there is room for is kept.
                let room = size.saturating_sub(self.behind.borrow().len()).min(data.len());
                let added = buffer::extend(&mut self.behind.borrow_mut(), &data[..room]);
                vm.granted(added)?;
                return if room == data.len() { Ok(()) } else { Err(self.would_block(vm, room)) };
            }
            while data.len() - done >= size {
                match self.raw_write(vm, &data[done..])? {
                    Some(n) => done += n,
                    None if data.len() - done > size => {
                        let added = buffer::extend(&mut self.behind.borrow_mut(), &data[done..done + size]);
                        vm.granted(added)?;
                        return Err(self.would_block(vm, done + size));
                    }
                    None => break,
                }
            }
        }
        let added = buffer::extend(&mut self.behind.borrow_mut(), &data[done..]);
        vm.granted(added)
    }

    /// Forgets what was read ahead; the raw stream goes back to where the reader stands.
    pub fn drop_ahead(&self, vm: &mut Vm) -> Res<()> {
        let left = self.left();
        self.at.set(0);
        self.ahead.borrow_mut().clear();
        if left > 0 {
            self.raw_seek(vm, -(left as i64), 1)?;
        }
        Ok(())
    }

    fn raw_seek(&self, vm: &mut Vm, offset: i64, whence: i64) -> Res<i64> {
        self.place.set(None);
        let at = self.raw_seek_unnoted(vm, offset, whence)?;
        self.place.set(Some(at));
        Ok(at)
    }

    fn raw_seek_unnoted(&self, vm: &mut Vm, offset: i64, whence: i64) -> Res<i64> {
        let raw = self.raw_stream(vm)?;
        if let Some(f) = raw.cast::<FileIO>() {
            return Ok(f.seek_to(vm, offset, whence)? as i64);
        }
        let v = method(vm, &raw, "seek", &[Value::Int(offset), Value::Int(whence)])?;
        let n = vm.to_i64(&v)?;
        if n < 0 {
            let class = vm.types().os_error.clone();
            return Err(vm.error(&class, &format!("Raw stream returned invalid position {n}")));
        }
        Ok(n)
    }

    /// Asks the raw stream where it stands.
    pub fn raw_tell(&self, vm: &mut Vm) -> Res<i64> {
        self.place.set(None);
        let raw = self.raw_stream(vm)?;
        let at = match raw.cast::<FileIO>() {
            Some(f) => f.seek_to(vm, 0, 1)? as i64,
            None => {
                let v = method(vm, &raw, "tell", &[])?;
                let at = vm.to_i64(&v)?;
                if at < 0 {
                    let class = vm.types().os_error.clone();
                    return Err(vm.error(&class, &format!("Raw stream returned invalid position {at}")));
                }
                at
            }
        };
        self.place.set(Some(at));
        Ok(at)
    }

    /// `flush()`
    pub fn flush(&self, vm: &mut Vm) -> Res<()> {
        if !self.writes.get() && self.direct.get().is_none() {
            // Nothing is held back: the raw stream says what there is to say.
            let raw = self.raw_stream(vm)?;
            return method(vm, &raw, "flush", &[]).map(drop);
        }
        self.check(vm, "flush")?;
        if let Some(s) = self.direct.get() {
            return if s == Stream::Stdout {
                let r = vm.out.flush_below();
                r.map_err(|e| super::super::support::os_error(vm, &e, None))
            } else {
                Ok(())
            };
        }
        self.flush_behind(vm)?;
        if self.reads.get() && self.writes.get() {
            self.drop_ahead(vm)?;
        }
        if self.writes.get() {
            let raw = self.raw_stream(vm)?;
            if !raw.is_a::<FileIO>() {
                method(vm, &raw, "flush", &[])?;
            }
        }
        Ok(())
    }

    /// `tell()`
    pub fn tell(&self, vm: &mut Vm) -> Res<i64> {
        let at = self.raw_tell(vm)?;
        // A device may say less than was read of it.
        Ok((at - self.left() as i64 + self.behind.borrow().len() as i64).max(0))
    }

    /// `seek()`
    pub fn seek(&self, vm: &mut Vm, offset: i64, whence: i64) -> Res<i64> {
        self.check(vm, "seek")?;
        if !(0..=4).contains(&whence) {
            return Err(vm.value_error(format!("whence value {whence} unsupported")));
        }
        let left = self.left() as i64;
        if whence <= 1 && left > 0 && self.behind.borrow().is_empty() {
            // What was read ahead stays where the place lies in it.
            let raw = match self.place.get() {
                Some(raw) => raw,
                None => self.raw_tell(vm)?,
            };
            let here = raw - left;
            let by = if whence == 0 { offset.saturating_sub(here) } else { offset };
            let at = self.at.get() as i64;
            if (-at..=left).contains(&by) {
                self.at.set((at + by) as usize);
                return Ok(here + by);
            }
        }
        self.flush_behind(vm)?;
        let offset = if whence == 1 { offset - left } else { offset };
        let at = self.raw_seek(vm, offset, whence)?;
        // Where the raw stream refuses, everything stays as it was.
        self.at.set(0);
        self.ahead.borrow_mut().clear();
        Ok(at)
    }

    /// Flushes and closes the raw stream.
    pub fn close(&self, vm: &mut Vm, this: &Value) -> Res<()> {
        if self.is_closed(vm)? {
            return Ok(());
        }
        let flushed = method(vm, this, "flush", &[]);
        and_then(vm, flushed, |vm| {
            let raw = self.raw_stream(vm)?;
            let closed = method(vm, &raw, "close", &[]);
            self.behind.borrow_mut().clear();
            self.ahead.borrow_mut().clear();
            self.at.set(0);
            closed
        })
    }
}

/// What a raw stream did; None if a signal came in between, and it is asked once more. (The handler has run by then.)
pub(super) fn unless_interrupted<T>(vm: &mut Vm, done: Res<T>) -> Res<Option<T>> {
    match done {
        Err(e) if vm.raised_is(&e, &vm.types().interrupted_error.clone()) => {
            drop(vm.take_raised(e));
            Ok(None)
        }
        other => other.map(Some),
    }
}

/// Writes text to a standard stream.
pub fn write_direct(vm: &mut Vm, s: Stream, text: &[u8]) -> Res<()> {
    let r = match s {
        Stream::Stdout => vm.out.write(text),
        _ => vm.world.write_stderr(text),
    };
    r.map_err(|e| super::super::support::os_error(vm, &e, None))
}

/// Writes bytes to a standard stream, before text that is held back.
fn write_below(vm: &mut Vm, s: Stream, data: &[u8]) -> Res<()> {
    if s != Stream::Stdout {
        return write_direct(vm, s, data);
    }
    let r = vm.out.write_below(data);
    r.map_err(|e| super::super::support::os_error(vm, &e, None))
}

/// Flushes a standard stream.
pub fn flush_direct(vm: &mut Vm, s: Stream) -> Res<()> {
    if s == Stream::Stdout {
        let r = vm.out.flush();
        return r.map_err(|e| super::super::support::os_error(vm, &e, None));
    }
    Ok(())
}

/// The native buffer in a value, unless a script derived from it.
pub fn plain_buffer(v: &Value) -> Option<Ref<Buffered>> {
    v.to_ref::<Buffered>().filter(|b| b.obj().header().is_exact())
}
