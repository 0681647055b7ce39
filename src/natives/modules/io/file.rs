//! `FileIO`: a file of the system, without buffer. The standard streams are files whose handle is the world's or the VM's.

use std::cell::{Cell, RefCell};
use std::fs::OpenOptions;
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::rc::Rc;

use crate::natives::files::descriptors::{Descriptor, FdTable};
use crate::natives::files::mode::Mode;
use crate::natives::files::mounted;
use crate::natives::files::paths::path_bytes;
use crate::object::buffer;
use crate::object::int::as_int;
use crate::object::str::StrObj;
use crate::object::types::flags::{BASE, DICT, WEAK};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Raised, Res, Vm};
use crate::world::Stream;
use crate::{attrs, natives, payload};

use super::super::support::{buffer_arg, os_error};
use super::base::{store, unsupported, writable};

/// The size of buffers where the system says nothing.
const DEFAULT_BLOCK: u64 = 128 * 1024;

/// What is behind a file object.
#[derive(Clone, Default)]
pub enum Handle {
    #[default]
    Closed,
    File(Rc<Descriptor>),
    Standard(Stream),
}

payload! {
    /// `FileIO`
    pub struct FileIO as "_io.FileIO" { pub name: RefCell<Value> } plain {
        pub handle: RefCell<Handle>,
        pub mode: Cell<Mode>,
        pub close_fd: Cell<bool>,
        pub seekable: Cell<Option<bool>>,
        /// What the system reads and writes best at once.
        pub block: Cell<u64>,
        /// Nobody holds the file any more.
        pub finalizing: Cell<bool>,
    }
}

impl FileIO {
    fn new() -> FileIO {
        FileIO {
            name: RefCell::default(),
            handle: RefCell::default(),
            mode: Cell::default(),
            close_fd: Cell::new(true),
            seekable: Cell::new(None),
            block: Cell::new(DEFAULT_BLOCK),
            finalizing: Cell::new(false),
        }
    }

    /// One of the standard streams.
    pub fn standard(vm: &Vm, class: &Ref<TypeObj>, stream: Stream) -> Ref<FileIO> {
        let f = FileIO::new();
        let (n, mode) = match stream {
            Stream::Stdin => (0, Mode { read: true, ..Mode::default() }),
            Stream::Stdout => (1, Mode { write: true, ..Mode::default() }),
            Stream::Stderr => (2, Mode { write: true, ..Mode::default() }),
        };
        *f.name.borrow_mut() = Value::Int(n);
        *f.handle.borrow_mut() = Handle::Standard(stream);
        f.mode.set(mode);
        f.close_fd.set(false);
        vm.heap.alloc(class, f)
    }

    /// What is behind it; ValueError if it is closed.
    pub fn open_handle(&self, vm: &mut Vm) -> Res<Handle> {
        match self.handle.borrow().clone() {
            Handle::Closed => Err(vm.value_error("I/O operation on closed file")),
            h => Ok(h),
        }
    }

    /// Reads at most `buffer.len()` bytes.
    pub fn read_some(&self, vm: &mut Vm, buffer: &mut [u8]) -> Res<usize> {
        let handle = self.open_handle(vm)?;
        if !self.mode.get().read {
            return Err(unsupported(vm, "File not open for reading"));
        }
        loop {
            let r = match &handle {
                Handle::File(f) => f.file().and_then(|f| (&*f).read(buffer)),
                Handle::Standard(Stream::Stdin) => vm.world.read_stdin(buffer),
                _ => return Err(unsupported(vm, "File not open for reading")),
            };
            match r {
                Ok(n) => return Ok(n),
                Err(e) if e.kind() == ErrorKind::Interrupted => (vm.hooks.signals)(vm)?,
                Err(e) => return Err(os_error(vm, &e, None)),
            }
        }
    }

    /// The same; None if nothing is there and the descriptor does not wait.
    pub fn read_ready(&self, vm: &mut Vm, buffer: &mut [u8]) -> Res<Option<usize>> {
        match self.read_some(vm, buffer) {
            Ok(n) => Ok(Some(n)),
            Err(e) if vm.raised_is(&e, &vm.types().blocking_io_error.clone()) => {
                drop(vm.take_raised(e));
                Ok(None)
            }
            Err(e) => Err(e),
        }
    }

    /// Writes once, as much as the system takes; None if it takes nothing without waiting.
    pub fn write_some(&self, vm: &mut Vm, data: &[u8]) -> Res<Option<usize>> {
        let handle = self.open_handle(vm)?;
        if !self.mode.get().write {
            return Err(unsupported(vm, "File not open for writing"));
        }
        loop {
            let r = match &handle {
                Handle::File(f) => f.file().and_then(|f| (&*f).write(data)),
                Handle::Standard(Stream::Stdout) => {
                    vm.out.write(data).and_then(|()| vm.out.flush()).map(|()| data.len())
                }
                Handle::Standard(Stream::Stderr) => vm.world.write_stderr(data).map(|()| data.len()),
                _ => return Err(unsupported(vm, "File not open for writing")),
            };
            match r {
                Ok(n) => return Ok(Some(n)),
                Err(e) if e.kind() == ErrorKind::Interrupted => (vm.hooks.signals)(vm)?,
                Err(e) if e.kind() == ErrorKind::WouldBlock => return Ok(None),
                Err(e) => return Err(os_error(vm, &e, None)),
            }
        }
    }

    /// Changes the position.
    pub fn seek_to(&self, vm: &mut Vm, offset: i64, whence: i64) -> Res<u64> {
        let handle = self.open_handle(vm)?;
        let Handle::File(f) = &handle else {
            return Err(super::super::support::os_error_number(vm, 29, None, None));
        };
        let to = match whence {
            0 if offset < 0 => return Err(super::super::support::os_error_number(vm, 22, None, None)),
            0 => SeekFrom::Start(offset as u64),
            1 => SeekFrom::Current(offset),
            2 => SeekFrom::End(offset),
            _ => return Err(super::super::support::os_error_number(vm, 22, None, None)),
        };
        f.file().and_then(|f| (&*f).seek(to)).map_err(|e| os_error(vm, &e, None))
    }

    /// Whether it has a position.
    pub fn can_seek(&self, vm: &mut Vm) -> Res<bool> {
        if let Some(s) = self.seekable.get() {
            return Ok(s);
        }
        let s = match self.open_handle(vm)? {
            Handle::File(f) => f.file().and_then(|f| (&*f).stream_position()).is_ok(),
            _ => false,
        };
        self.seekable.set(Some(s));
        Ok(s)
    }

    fn descriptor(&self, vm: &mut Vm) -> Res<i64> {
        Ok(match self.open_handle(vm)? {
            Handle::File(f) => i64::from(f.number()),
            Handle::Standard(Stream::Stdin) => 0,
            Handle::Standard(Stream::Stdout) => 1,
            _ => 2,
        })
    }

    /// Closes the file.
    pub fn shut(&self, vm: &mut Vm) -> std::io::Result<()> {
        let Handle::File(f) = self.handle.take() else { return Ok(()) };
        if self.close_fd.get() {
            vm.extension::<FdTable>().forget(f.number());
            return f.close();
        }
        if Rc::strong_count(&f) == 1 {
            f.release();
        }
        Ok(())
    }

    /// Whether it is closed.
    pub fn is_shut(&self) -> bool {
        matches!(*self.handle.borrow(), Handle::Closed)
    }
}

fn wrong_file(vm: &mut Vm, e: &std::io::Error, file: &Value) -> Raised {
    os_error(vm, e, Some(file.clone()))
}

/// Opens a path, a descriptor, or what an opener returns.
fn open_file(vm: &mut Vm, file: &Value, mode: Mode, opener: &Value) -> Res<Handle> {
    let mut fd = None;
    if matches!(file, Value::True | Value::False) {
        let class = vm.types().runtime_warning.clone();
        vm.warn(&class, "bool is used as a file descriptor", 1)?;
    }
    if let Some(i) = as_int(file) {
        match i.to_i64() {
            Some(i) if i >= 0 => fd = Some(i),
            _ => return Err(vm.value_error("negative file descriptor")),
        }
    } else if !opener.is_none() {
        let flags = mode.open_flags();
        let v = vm.call(opener, &[file.clone(), Value::Int(flags)])?;
        let Some(i) = as_int(&v).and_then(|i| i.to_i64()) else {
            return Err(vm.type_error("expected integer from opener"));
        };
        if i < 0 {
            return Err(vm.value_error(format!("opener returned {i}")));
        }
        fd = Some(i);
    }
    if let Some(fd) = fd {
        return match fd {
            0 => Ok(Handle::Standard(Stream::Stdin)),
            1 => Ok(Handle::Standard(Stream::Stdout)),
            2 => Ok(Handle::Standard(Stream::Stderr)),
            _ => match vm.extension::<FdTable>().get(fd) {
                Some(f) if f.file().is_ok_and(|f| f.metadata().is_ok_and(|m| m.is_dir())) => {
                    f.release();
                    Err(super::super::support::os_error_number(vm, 21, Some(file.clone()), None))
                }
                Some(f) => Ok(Handle::File(f)),
                None => Err(super::super::support::os_error_number(vm, 9, Some(file.clone()), None)),
            },
        };
    }
    let path = path_bytes(vm, file)?;
    let path = std::path::PathBuf::from(std::ffi::OsStr::from_bytes(&path));
    let mut options = OpenOptions::new();
    options.read(mode.read).append(mode.append).write(mode.write && !mode.append);
    options.truncate(mode.truncate).create_new(mode.create_new);
    options.create((mode.truncate || mode.append) && !mode.create_new);
    let opened = mounted::open(vm, &path, mode.write).unwrap_or_else(|| options.open(&path));
    let f = opened.map_err(|e| wrong_file(vm, &e, file))?;
    if f.metadata().is_ok_and(|m| m.is_dir()) {
        return Err(super::super::support::os_error_number(vm, 21, Some(file.clone()), None));
    }
    if mode.append {
        // `tell` right after opening answers the end.
        let _ = (&f).seek(SeekFrom::End(0));
    }
    Ok(Handle::File(vm.extension::<FdTable>().add(f)))
}

natives! { pub static NO_STATE;
    fn __getstate__(vm, this: Value, /) -> Res {
        let class = vm.class_of(&this).name_text();
        Err(vm.type_error(format!("cannot pickle '{class}' instances")))
    }
}

natives! { static METHODS;
    /// Open a file.
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Ref<FileIO> {
        drop((args, kwargs));
        vm.heap.alloc(&cls, FileIO::new())
    }
    /// Initialize self.  See help(type(self)) for accurate signature.
    fn __init__(vm, this: Ref<FileIO>, /, file: Value, mode: Ref<StrObj> = vm.heap.intern("r"), closefd: bool = true, opener: Value = Value::None) -> Res<()> {
        let mode = mode.to_text();
        let mode = Mode::parse(vm, &mode)?;
        if !closefd && as_int(&file).is_none() {
            return Err(vm.value_error("Cannot use closefd=False with file name"));
        }
        this.shut(vm).map_err(|e| os_error(vm, &e, None))?;
        let handle = open_file(vm, &file, mode, &opener)?;
        this.mode.set(mode);
        this.close_fd.set(closefd);
        this.seekable.set(None);
        let size = match &handle {
            Handle::File(f) => f.file().and_then(|f| f.metadata()).map_or(0, |m| m.blksize()),
            _ => 0,
        };
        this.block.set(if size > 1 { size } else { DEFAULT_BLOCK });
        drop(this.handle.replace(handle));
        if this.obj().header().is_exact() || !this.obj().class().is_heap_type() {
            drop(this.name.replace(file.take()));
            return Ok(());
        }
        // A subclass may have something to say about the name. If it refuses it, a descriptor stays its owner's.
        let by_number = as_int(&file).is_some();
        let name = vm.heap.intern("name");
        let named = vm.set_attr(&this.value(), &name, file.take());
        if named.is_err() && by_number {
            this.close_fd.set(false);
            this.shut(vm).map_err(|e| os_error(vm, &e, None))?;
        }
        named
    }
    /// Read at most size bytes, returned as bytes.
    fn read(vm, this: Ref<FileIO>, size: Value = Value::None, /) -> Res {
        let n = if size.is_none() { -1 } else { vm.to_i64(&size)? };
        let data = if n < 0 { read_all(vm, &this)? } else {
            let mut data = Vec::new();
            vm.granted(buffer::resize(&mut data, (n as usize).min(1 << 30), 0))?;
            let got = this.read_ready(vm, &mut data)?;
            data.truncate(got.unwrap_or(0));
            got.map(|_| data)
        };
        Ok(data.map_or(Value::None, |data| vm.heap.bytes_from_vec(data).into_value()))
    }
    /// Read all data from the file, returned as bytes.
    fn readall(vm, this: Ref<FileIO>, /) -> Res {
        let data = read_all(vm, &this)?;
        Ok(data.map_or(Value::None, |data| vm.heap.bytes_from_vec(data).into_value()))
    }
    /// Same as RawIOBase.readinto().
    fn readinto(vm, this: Ref<FileIO>, buffer: Value, /) -> Res<Option<usize>> {
        let mut data = Vec::new();
        let (n, _held) = writable(vm, &buffer)?;
        vm.granted(buffer::resize(&mut data, n, 0))?;
        match this.read_ready(vm, &mut data)? {
            Some(got) => store(vm, &buffer, &data[..got]).map(Some),
            None => Ok(None),
        }
    }
    /// Write buffer b to file, return number of bytes written.
    fn write(vm, this: Ref<FileIO>, b: Value, /) -> Res<Option<usize>> {
        let data = buffer_arg(vm, &b)?;
        this.write_some(vm, &data)
    }
    /// Move to new file position and return the file position.
    fn seek(vm, this: Ref<FileIO>, pos: i64, whence: i64 = 0, /) -> Res<i64> { Ok(this.seek_to(vm, pos, whence)? as i64) }
    /// Current file position.
    fn tell(vm, this: Ref<FileIO>, /) -> Res<i64> { Ok(this.seek_to(vm, 0, 1)? as i64) }
    /// Truncate the file to at most size bytes and return the truncated size.
    fn truncate(vm, this: Ref<FileIO>, size: Value = Value::None, /) -> Res<i64> {
        let handle = this.open_handle(vm)?;
        if !this.mode.get().write {
            return Err(unsupported(vm, "File not open for writing"));
        }
        let size = if size.is_none() { this.seek_to(vm, 0, 1)? as i64 } else { vm.to_i64(&size)? };
        drop(handle);
        let handle = this.open_handle(vm)?;
        if let Handle::File(f) = handle {
            let r = if size < 0 { Err(std::io::Error::from_raw_os_error(22)) } else { f.file().and_then(|f| f.set_len(size as u64)) };
            r.map_err(|e| os_error(vm, &e, None))?;
        }
        Ok(size)
    }
    /// Close the file.
    fn close(vm, this: Ref<FileIO>, /) -> Res<()> {
        if this.is_shut() {
            return Ok(());
        }
        let flushed = super::base::method(vm, &this.value(), "flush", &[]);
        super::base::and_then(vm, flushed, |vm| match this.shut(vm) {
            Ok(()) => Ok(Value::None),
            Err(e) => Err(os_error(vm, &e, None)),
        })
    }
    /// Flush write buffers, if applicable.
    fn flush(vm, this: Ref<FileIO>, /) -> Res<()> { this.open_handle(vm).map(drop) }
    /// True if file supports random-access.
    fn seekable(vm, this: Ref<FileIO>, /) -> Res<bool> { this.can_seek(vm) }
    /// True if file was opened in a read mode.
    fn readable(vm, this: Ref<FileIO>, /) -> Res<bool> {
        this.open_handle(vm)?;
        Ok(this.mode.get().read)
    }
    /// True if file was opened in a write mode.
    fn writable(vm, this: Ref<FileIO>, /) -> Res<bool> {
        this.open_handle(vm)?;
        Ok(this.mode.get().write)
    }
    /// Return the underlying file descriptor (an integer).
    fn fileno(vm, this: Ref<FileIO>, /) -> Res<i64> { this.descriptor(vm) }
    /// True if the file is connected to a TTY device.
    fn isatty(vm, this: Ref<FileIO>, /) -> Res<bool> {
        use std::io::IsTerminal;
        Ok(match this.open_handle(vm)? {
            Handle::File(f) => f.file().is_ok_and(|f| f.is_terminal()),
            Handle::Standard(s) => vm.world.is_terminal(s),
            Handle::Closed => false,
        })
    }
    /// Closes a file that nobody holds any more.
    fn __del__(vm, this: Ref<FileIO>, /) -> Res<()> {
        if this.is_shut() || !this.close_fd.get() {
            return Ok(());
        }
        let whole = this.value();
        super::warn_unclosed(vm, &whole, &whole)?;
        super::base::method(vm, &whole, "close", &[]).map(drop)
    }
    /// Return repr(self).
    fn __repr__(vm, this: Ref<FileIO>, /) -> Res<String> {
        let class = vm.name_in_c(vm.class_ref(&this.value()));
        if this.is_shut() {
            return Ok(format!("<{class} [closed]>"));
        }
        let close = if this.close_fd.get() { "True" } else { "False" };
        let name = this.name.borrow().clone();
        let named = match name.is_undef() {
            true => format!("fd={}", this.descriptor(vm)?),
            false => format!("name={}", vm.repr(&name)?.to_text()),
        };
        Ok(format!("<{class} {named} mode='{}' closefd={close}>", this.mode.get().text()))
    }
}

/// All that is left; None if nothing is there and the descriptor does not wait.
fn read_all(vm: &mut Vm, f: &FileIO) -> Res<Option<Vec<u8>>> {
    let mut out = Vec::new();
    let mut chunk = vec![0; 64 * 1024];
    loop {
        match f.read_ready(vm, &mut chunk)? {
            Some(0) => return Ok(Some(out)),
            Some(n) => vm.granted(buffer::extend(&mut out, &chunk[..n]))?,
            None => return Ok(Some(out).filter(|out| !out.is_empty())),
        }
    }
}

attrs! { static ATTRS for FileIO;
    /// True if the file is closed
    fn closed(vm, this) -> bool { this.is_shut() }
    /// True if the file descriptor will be closed by close().
    fn closefd(vm, this) -> bool { this.close_fd.get() }
    /// String giving the file mode
    fn mode(vm, this) -> &'static str { this.mode.get().text() }
    fn _blksize(vm, this) -> i64 { this.block.get() as i64 }
    fn _finalizing(vm, this) -> bool { this.finalizing.get() }
    set (vm, this, value) {
        match value {
            Value::True | Value::False => this.finalizing.set(value.is(&Value::True)),
            Value::Undef => return Err(vm.type_error("can't delete numeric/char attribute")),
            _ => return Err(vm.type_error("attribute value type must be bool")),
        }
        Ok(())
    }
    /// The name, or the descriptor.
    fn name(vm, this) -> Value { this.name.borrow().clone() }
    set (vm, this, value) {
        drop(this.name.replace(value));
        Ok(())
    }
}

/// Adds `FileIO`.
pub fn init(vm: &mut Vm, dict: &Ref<crate::object::dict::DictObj>) {
    let c = super::stream_class(vm, dict, "FileIO", "_RawIOBase", BASE | DICT | WEAK, METHODS, ATTRS);
    vm.add_methods(&c, NO_STATE);
}
