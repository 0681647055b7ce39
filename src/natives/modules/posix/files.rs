//! The functions that take descriptors: opening, reading, writing, copying.

use std::io::{IoSlice, IoSliceMut};

use rustix::io::ReadWriteFlags;

use super::super::io::base::{store, writable};
use crate::natives;
use crate::natives::files::descriptors::FdTable;
use crate::natives::files::mounted;
use crate::object::Value;
use crate::object::buffer;
use crate::object::list::ListObj;
use crate::object::tuple::TupleObj;
use crate::vm::{Res, Vm, system};
use crate::world::Stream;

use super::super::support::{buffer_arg, os_error_number};
use super::arguments::{CInt, DirFd, P, done, patient, uninterrupted};

/// A sequence of buffers, and nothing else.
fn buffers(vm: &mut Vm, name: &str, v: &Value) -> Res<Vec<Value>> {
    let getitem = vm.heap.intern("__getitem__");
    if v.is_a::<ListObj>()
        || v.is_a::<TupleObj>()
        || (vm.lookup_special(v, &getitem).is_some() && !v.is_a::<crate::object::dict::DictObj>())
    {
        return vm.collect(v);
    }
    Err(vm.type_error(format!("{name}() arg 2 must be a sequence")))
}

/// Room as large as the buffers, each of its own.
fn rooms(vm: &mut Vm, all: &[Value]) -> Res<Vec<Vec<u8>>> {
    let mut out = Vec::with_capacity(all.len());
    for v in all {
        let (n, _held) = match writable(vm, v) {
            Ok(w) => w,
            Err(e) => {
                drop(vm.take_raised(e));
                let class = vm.types().buffer_error.clone();
                return Err(vm.error(&class, "Object is not writable."));
            }
        };
        let mut room = Vec::new();
        vm.granted(buffer::resize(&mut room, n, 0))?;
        out.push(room);
    }
    Ok(out)
}

fn fill(vm: &mut Vm, all: &[Value], rooms: &[Vec<u8>], mut n: usize) -> Res<()> {
    for (v, room) in all.iter().zip(rooms) {
        let here = n.min(room.len());
        store(vm, v, &room[..here])?;
        n -= here;
    }
    Ok(())
}

fn read_into(vm: &mut Vm, name: &str, fd: i32, all: &Value, offset: Option<(u64, u32)>) -> Res<usize> {
    let all = buffers(vm, name, all)?;
    let mut rooms = rooms(vm, &all)?;
    let n = patient(vm, || {
        let mut slices: Vec<IoSliceMut<'_>> = rooms.iter_mut().map(|r| IoSliceMut::new(r)).collect();
        let fd = system::borrowed(fd)?;
        Ok(match offset {
            None => rustix::io::readv(fd, &mut slices)?,
            Some((at, 0)) => rustix::io::preadv(fd, &mut slices, at)?,
            Some((at, flags)) => {
                rustix::io::preadv2(fd, &mut slices, at, ReadWriteFlags::from_bits_retain(flags))?
            }
        })
    })?;
    fill(vm, &all, &rooms, n)?;
    Ok(n)
}

fn write_from(vm: &mut Vm, name: &str, fd: i32, all: &Value, offset: Option<(u64, u32)>) -> Res<usize> {
    let mut data = Vec::new();
    for v in buffers(vm, name, all)? {
        data.push(buffer_arg(vm, &v)?);
    }
    before_writing(vm, fd);
    patient(vm, || {
        let slices: Vec<IoSlice<'_>> = data.iter().map(|d| IoSlice::new(d)).collect();
        let fd = system::borrowed(fd)?;
        Ok(match offset {
            None => rustix::io::writev(fd, &slices)?,
            Some((at, 0)) => rustix::io::pwritev(fd, &slices, at)?,
            Some((at, flags)) => {
                rustix::io::pwritev2(fd, &slices, at, ReadWriteFlags::from_bits_retain(flags))?
            }
        })
    })
}

/// What the program has written to its standard output until now comes first.
fn before_writing(vm: &mut Vm, fd: i32) {
    if fd == 1 {
        let _ = vm.out.flush();
    }
}

/// A position in a file, which is not negative.
fn offset(vm: &mut Vm, n: i64) -> Res<u64> {
    u64::try_from(n).map_err(|_| os_error_number(vm, libc::EINVAL, None, None))
}

/// A position that may be missing.
fn maybe_offset(vm: &mut Vm, v: &Value) -> Res<Option<u64>> {
    if v.is_none() {
        return Ok(None);
    }
    let n = vm.to_i64(v)?;
    offset(vm, n).map(Some)
}

fn counted(vm: &mut Vm, n: i64) -> Res<usize> {
    usize::try_from(n).map_err(|_| vm.value_error("negative value for 'count' not allowed"))
}

natives! { pub static FUNCTIONS;
    /// Open a file for low level IO.  Returns a file descriptor (integer).
    fn open(vm, /, path: P, flags: CInt, mode: CInt = CInt(511), *, dir_fd: DirFd = DirFd::HERE) -> Res<i64> {
        let writes = flags.0 & 3 != 0;
        if dir_fd.is_here() && let Some(r) = mounted::open(vm, path.path(), writes) {
            use std::os::fd::IntoRawFd;
            return Ok(path.done(vm, r)?.into_raw_fd().into());
        }
        let r = uninterrupted(vm, || system::openat(dir_fd.0, &path.name, flags.0 | libc::O_CLOEXEC, mode.0 as u32))?;
        path.done(vm, r).map(i64::from)
    }
    /// Close a file descriptor.
    fn close(vm, /, fd: CInt) -> Res<()> {
        before_writing(vm, fd.0);
        let r = vm.extension::<FdTable>().close(fd.0);
        match r {
            // The number is gone, whatever interrupted.
            Err(e) if e.raw_os_error() != Some(libc::EINTR) => done(vm, Err(e)),
            _ => Ok(()),
        }
    }
    /// Closes all file descriptors in [fd_low, fd_high), ignoring errors.
    fn closerange(vm, fd_low: CInt, fd_high: CInt, /) {
        let most = system::sysconf(libc::_SC_OPEN_MAX).unwrap_or(1 << 16).min(1 << 20) as i32;
        for fd in fd_low.0.max(0)..fd_high.0.min(most) {
            let _ = vm.extension::<FdTable>().close(fd);
        }
    }
    /// Read from a file descriptor.  Returns a bytes object.
    fn read(vm, fd: CInt, length: i64, /) -> Res {
        let Ok(n) = usize::try_from(length) else { return Err(os_error_number(vm, libc::EINVAL, None, None)) };
        let mut data = Vec::new();
        vm.granted(buffer::resize(&mut data, n.min(0x7fff_f000), 0))?;
        let n = if fd.0 == 0 {
            patient(vm, || vm_read(&mut data))?
        } else {
            patient(vm, || Ok(rustix::io::read(system::borrowed(fd.0)?, &mut data[..])?))?
        };
        data.truncate(n);
        Ok(vm.heap.bytes_from_vec(data).into_value())
    }
    /// Read into a buffer object from a file descriptor.
    fn readinto(vm, fd: CInt, buffer: Value, /) -> Res<usize> {
        let (n, _held) = writable(vm, &buffer)?;
        let mut data = Vec::new();
        vm.granted(buffer::resize(&mut data, n, 0))?;
        let n = patient(vm, || Ok(rustix::io::read(system::borrowed(fd.0)?, &mut data[..])?))?;
        store(vm, &buffer, &data[..n])
    }
    /// Write a bytes object to a file descriptor.
    fn write(vm, fd: CInt, data: Value, /) -> Res<usize> {
        let data = buffer_arg(vm, &data)?;
        if fd.0 == 1 || fd.0 == 2 {
            let open = system::fcntl(fd.0, libc::F_GETFD, 0);
            done(vm, open)?;
        }
        let r = match fd.0 {
            1 => vm.out.write(&data).and_then(|()| vm.out.flush()).map(|()| data.len()),
            2 => vm.world.write_stderr(&data).map(|()| data.len()),
            fd => uninterrupted(vm, || Ok(rustix::io::write(system::borrowed(fd)?, &data)?))?,
        };
        done(vm, r)
    }
    /// Read a number of bytes from a file descriptor starting at a particular offset.
    fn pread(vm, fd: CInt, length: CInt, offset: i64, /) -> Res {
        let Ok(n) = usize::try_from(length.0) else { return Err(os_error_number(vm, libc::EINVAL, None, None)) };
        let at = self::offset(vm, offset)?;
        let mut data = Vec::new();
        vm.granted(buffer::resize(&mut data, n, 0))?;
        let n = patient(vm, || Ok(rustix::io::pread(system::borrowed(fd.0)?, &mut data[..], at)?))?;
        data.truncate(n);
        Ok(vm.heap.bytes_from_vec(data).into_value())
    }
    /// Write bytes to a file descriptor starting at a particular offset.
    fn pwrite(vm, fd: CInt, buffer: Value, offset: i64, /) -> Res<usize> {
        let at = self::offset(vm, offset)?;
        let data = buffer_arg(vm, &buffer)?;
        patient(vm, || Ok(rustix::io::pwrite(system::borrowed(fd.0)?, &data, at)?))
    }
    /// Read from a file descriptor fd into an iterable of buffers.
    fn readv(vm, fd: CInt, buffers: Value, /) -> Res<usize> { read_into(vm, "readv", fd.0, &buffers, None) }
    /// Iterate over buffers, and write the contents of each to a file descriptor.
    fn writev(vm, fd: CInt, buffers: Value, /) -> Res<usize> { write_from(vm, "writev", fd.0, &buffers, None) }
    /// Reads from a file descriptor into a number of mutable bytes-like objects.
    fn preadv(vm, fd: CInt, buffers: Value, offset: i64, flags: CInt = CInt(0), /) -> Res<usize> {
        let at = self::offset(vm, offset)?;
        read_into(vm, "preadv", fd.0, &buffers, Some((at, flags.0 as u32)))
    }
    /// Writes the contents of bytes-like objects to a file descriptor at a given offset.
    fn pwritev(vm, fd: CInt, buffers: Value, offset: i64, flags: CInt = CInt(0), /) -> Res<usize> {
        let at = self::offset(vm, offset)?;
        write_from(vm, "pwritev", fd.0, &buffers, Some((at, flags.0 as u32)))
    }
    /// Set the position of a file descriptor.  Return the new position.
    fn lseek(vm, fd: CInt, position: i64, whence: CInt, /) -> Res<i64> { done(vm, system::lseek(fd.0, position, whence.0)) }
    /// Truncate a file, specified by file descriptor, to a specific length.
    fn ftruncate(vm, fd: CInt, length: i64, /) -> Res<()> { patient(vm, || system::ftruncate(fd.0, length)).map(drop) }
    /// Return a duplicate of a file descriptor.
    fn dup(vm, fd: CInt, /) -> Res<i64> { done(vm, system::fcntl(fd.0, libc::F_DUPFD_CLOEXEC, 0)).map(i64::from) }
    /// Duplicate file descriptor.
    fn dup2(vm, /, fd: CInt, fd2: CInt, inheritable: bool = true) -> Res<i64> {
        before_writing(vm, fd2.0);
        let r = match (inheritable, fd.0 == fd2.0) {
            (true, _) => system::dup2(fd.0, fd2.0),
            (false, true) => super::stat::set_inheritable(fd.0, false).map(|()| fd.0),
            (false, false) => system::dup3(fd.0, fd2.0, libc::O_CLOEXEC),
        };
        done(vm, r).map(i64::from)
    }
    /// Create a pipe.
    fn pipe(vm, /) -> Res { pipe(vm, libc::O_CLOEXEC) }
    /// Create a pipe with flags set atomically.
    fn pipe2(vm, flags: CInt, /) -> Res { pipe(vm, flags.0) }
    /// Apply, test or remove a POSIX lock on an open file descriptor.
    fn lockf(vm, fd: CInt, command: CInt, length: i64, /) -> Res<()> { patient(vm, || system::lockf(fd.0, command.0, length)).map(drop) }
    /// Return True if the fd is connected to a terminal.
    fn isatty(vm, fd: CInt, /) -> bool {
        match fd.0 {
            0 => vm.world.is_terminal(Stream::Stdin),
            1 => vm.world.is_terminal(Stream::Stdout),
            2 => vm.world.is_terminal(Stream::Stderr),
            fd => system::borrowed(fd).is_ok_and(rustix::termios::isatty),
        }
    }
    /// Copy count bytes from file descriptor in_fd to file descriptor out_fd.
    fn sendfile(vm, /, out_fd: CInt, in_fd: CInt, offset: Value, count: i64) -> Res<usize> {
        let mut at = maybe_offset(vm, &offset)?;
        let n = counted(vm, count)?;
        before_writing(vm, out_fd.0);
        patient(vm, || Ok(rustix::fs::sendfile(system::borrowed(out_fd.0)?, system::borrowed(in_fd.0)?, at.as_mut(), n)?))
    }
    /// Copy count bytes from one file descriptor to another.
    fn copy_file_range(vm, /, src: CInt, dst: CInt, count: i64, offset_src: Value = Value::None, offset_dst: Value = Value::None) -> Res<usize> {
        let n = counted(vm, count)?;
        let (mut a, mut b) = (maybe_offset(vm, &offset_src)?, maybe_offset(vm, &offset_dst)?);
        patient(vm, || Ok(rustix::fs::copy_file_range(system::borrowed(src.0)?, a.as_mut(), system::borrowed(dst.0)?, b.as_mut(), n)?))
    }
    /// Transfer count bytes from one pipe to a descriptor or vice versa.
    fn splice(vm, /, src: CInt, dst: CInt, count: i64, offset_src: Value = Value::None, offset_dst: Value = Value::None, flags: i64 = 0) -> Res<usize> {
        let n = counted(vm, count)?;
        let (mut a, mut b) = (maybe_offset(vm, &offset_src)?, maybe_offset(vm, &offset_dst)?);
        let flags = rustix::pipe::SpliceFlags::from_bits_retain(flags as u32);
        patient(vm, || Ok(rustix::pipe::splice(system::borrowed(src.0)?, a.as_mut(), system::borrowed(dst.0)?, b.as_mut(), n, flags)?))
    }
    /// Return the size of the terminal window as (columns, lines).
    fn get_terminal_size(vm, fd: Value = Value::Undef, /) -> Res {
        let fd = if fd.is_undef() { 1 } else { super::arguments::c_int(vm, &fd)? };
        let stream = [Stream::Stdin, Stream::Stdout, Stream::Stderr].get(fd as usize).copied();
        let r = match stream {
            Some(stream) => vm.world.terminal_size(stream),
            None => system::borrowed(fd).and_then(|fd| Ok(rustix::termios::tcgetwinsize(fd)?)).map(|w| (w.ws_col, w.ws_row)),
        };
        let (columns, lines) = done(vm, r)?;
        let class = vm.extra_types["os.terminal_size"].clone();
        let fields = vec![Value::Int(columns.into()), Value::Int(lines.into())];
        Ok(super::super::structseq::new_struct(vm, &class, fields))
    }
    /// Return a string describing the encoding of a terminal's file descriptor.
    fn device_encoding(vm, /, fd: CInt) -> Option<&'static str> {
        system::borrowed(fd.0).is_ok_and(rustix::termios::isatty).then_some("utf-8")
    }
}

fn vm_read(data: &mut [u8]) -> std::io::Result<usize> {
    Ok(rustix::io::read(rustix::stdio::stdin(), data)?)
}

fn pipe(vm: &mut Vm, flags: i32) -> Res {
    use std::os::fd::IntoRawFd;
    let r =
        rustix::pipe::pipe_with(rustix::pipe::PipeFlags::from_bits_retain(flags as u32)).map_err(Into::into);
    let (r, w) = done(vm, r)?;
    Ok(vm.heap.tuple([r.into_raw_fd(), w.into_raw_fd()].map(|n| Value::Int(n.into()))).into_value())
}
