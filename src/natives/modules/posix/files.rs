//! Descriptors as numbers: which files of this program are behind them, and the functions that take them.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::rc::Rc;

use crate::natives;
use crate::natives::files::descriptors::FdTable;
use crate::natives::files::mode::{O_APPEND, O_CLOEXEC, O_CREAT, O_EXCL, O_RDWR, O_TRUNC, O_WRONLY};
use crate::natives::files::mounted::{self, Stat};
use crate::object::Value;
use crate::object::buffer;
use crate::vm::{Res, Vm};
use crate::world::Stream;

use super::super::support::{buffer_arg, os_error, os_error_number};
use super::paths::{os_path, stat_result};

/// The constants of this file.
pub const FLAGS: &[(&str, i64)] = &[
    ("O_RDONLY", 0),
    ("O_WRONLY", O_WRONLY),
    ("O_RDWR", O_RDWR),
    ("O_CREAT", O_CREAT),
    ("O_EXCL", O_EXCL),
    ("O_TRUNC", O_TRUNC),
    ("O_APPEND", O_APPEND),
    ("O_CLOEXEC", O_CLOEXEC),
    ("O_NONBLOCK", libc::O_NONBLOCK as i64),
    ("O_SYNC", libc::O_SYNC as i64),
    ("O_NOFOLLOW", libc::O_NOFOLLOW as i64),
    ("O_DIRECTORY", libc::O_DIRECTORY as i64),
    ("O_NOCTTY", libc::O_NOCTTY as i64),
];

fn file(vm: &mut Vm, fd: i64) -> Res<Rc<File>> {
    match vm.extension::<FdTable>().get(fd) {
        Some(f) => Ok(f),
        None => Err(os_error_number(vm, 9, None, None)),
    }
}

natives! { pub static FUNCTIONS;
    /// Open a file for low level IO. Returns a file descriptor (integer).
    fn open(vm, /, path: Value, flags: i64, mode: i64 = 511, *, dir_fd: Value = Value::None) -> Res<i64> {
        super::refuse_dir_fd(vm, "open", &dir_fd)?;
        let p = os_path(vm, "open", &path)?;
        let access = flags & 3;
        let mut o = OpenOptions::new();
        o.read(access == 0 || access == O_RDWR).write(access != 0).append(flags & O_APPEND != 0);
        o.mode(mode as u32);
        let writes = access != 0;
        if flags & O_CREAT != 0 && writes {
            if flags & O_EXCL != 0 { o.create_new(true); } else { o.create(true); }
        }
        if flags & O_TRUNC != 0 && writes {
            o.truncate(true);
        }
        let rest = flags & !(3 | O_CREAT | O_EXCL | O_TRUNC | O_APPEND);
        o.custom_flags(rest as i32);
        let opened = mounted::open(vm, &p, access != 0).unwrap_or_else(|| o.open(&p));
        match opened {
            Ok(f) => Ok(vm.extension::<FdTable>().own(f)),
            Err(e) => {
                let path = super::paths::shown(vm, &path)?;
                Err(os_error(vm, &e, Some(path)))
            }
        }
    }
    /// Close a file descriptor.
    fn close(vm, /, fd: i64) -> Res<()> {
        file(vm, fd)?;
        vm.extension::<FdTable>().forget(fd as i32);
        Ok(())
    }
    /// Read from a file descriptor. Returns a bytes object.
    fn read(vm, fd: i64, length: i64, /) -> Res {
        if length < 0 {
            return Err(os_error_number(vm, 22, None, None));
        }
        let mut data = Vec::new();
        vm.granted(buffer::resize(&mut data, (length as usize).min(1 << 30), 0))?;
        let r = match vm.extension::<FdTable>().get(fd) {
            Some(f) => (&*f).read(&mut data),
            None if fd == 0 => vm.world.read_stdin(&mut data),
            None => return Err(os_error_number(vm, 9, None, None)),
        };
        let n = r.map_err(|e| os_error(vm, &e, None))?;
        data.truncate(n);
        Ok(vm.heap.bytes_from_vec(data).into_value())
    }
    /// Write a bytes object to a file descriptor.
    fn write(vm, fd: i64, data: Value, /) -> Res<usize> {
        let data = buffer_arg(vm, &data)?;
        let r = match (vm.extension::<FdTable>().get(fd), fd) {
            (Some(f), _) => (&*f).write(&data),
            (None, 1) => vm.out.write(&data).and_then(|()| vm.out.flush()).map(|()| data.len()),
            (None, 2) => vm.world.write_stderr(&data).map(|()| data.len()),
            _ => return Err(os_error_number(vm, 9, None, None)),
        };
        r.map_err(|e| os_error(vm, &e, None))
    }
    /// Set the position of a file descriptor. Return the new position.
    fn lseek(vm, fd: i64, position: i64, whence: i64, /) -> Res<i64> {
        let to = match whence {
            0 if position >= 0 => SeekFrom::Start(position as u64),
            1 => SeekFrom::Current(position),
            2 => SeekFrom::End(position),
            _ => return Err(os_error_number(vm, 22, None, None)),
        };
        let f = file(vm, fd)?;
        (&*f).seek(to).map(|n| n as i64).map_err(|e| os_error(vm, &e, None))
    }
    /// Force write of fd to disk.
    fn fsync(vm, /, fd: i64) -> Res<()> {
        let f = file(vm, fd)?;
        f.sync_all().map_err(|e| os_error(vm, &e, None))
    }
    /// Truncate a file, specified by file descriptor, to a specific length.
    fn ftruncate(vm, fd: i64, length: i64, /) -> Res<()> {
        let f = file(vm, fd)?;
        f.set_len(length.max(0) as u64).map_err(|e| os_error(vm, &e, None))
    }
    /// Return a duplicate of a file descriptor.
    fn dup(vm, fd: i64, /) -> Res<i64> {
        let f = file(vm, fd)?;
        match f.try_clone() {
            Ok(f) => Ok(vm.extension::<FdTable>().own(f)),
            Err(e) => Err(os_error(vm, &e, None)),
        }
    }
    /// Create a pipe. Returns a tuple of two file descriptors (read_fd, write_fd).
    fn pipe(vm, /) -> Res {
        let (r, w) = std::io::pipe().map_err(|e| os_error(vm, &e, None))?;
        let table = vm.extension::<FdTable>();
        let r = table.own(File::from(std::os::fd::OwnedFd::from(r)));
        let w = table.own(File::from(std::os::fd::OwnedFd::from(w)));
        Ok(vm.heap.tuple([Value::Int(r), Value::Int(w)]).into_value())
    }
    /// Return True if the fd is connected to a terminal.
    fn isatty(vm, fd: i64, /) -> bool {
        use std::io::IsTerminal;
        match (vm.extension::<FdTable>().get(fd), fd) {
            (Some(f), _) => f.is_terminal(),
            (None, 0) => vm.world.is_terminal(Stream::Stdin),
            (None, 1) => vm.world.is_terminal(Stream::Stdout),
            (None, 2) => vm.world.is_terminal(Stream::Stderr),
            _ => false,
        }
    }
    /// Perform a stat system call on the given file descriptor.
    fn fstat(vm, /, fd: i64) -> Res {
        let meta = match (vm.extension::<FdTable>().get(fd), fd) {
            (Some(f), _) => f.metadata(),
            (None, 0..=2) => std::fs::metadata(format!("/dev/fd/{fd}")),
            _ => return Err(os_error_number(vm, 9, None, None)),
        };
        match meta {
            Ok(m) => Ok(stat_result(vm, &Stat::from(&m))),
            Err(e) => Err(os_error(vm, &e, None)),
        }
    }
    /// Return the size of the terminal window as (columns, lines).
    fn get_terminal_size(vm, fd: i64 = 1, /) -> Res {
        let stream = match fd {
            0 => Stream::Stdin,
            1 => Stream::Stdout,
            2 => Stream::Stderr,
            _ => return Err(os_error_number(vm, 25, None, None)),
        };
        let (columns, lines) = vm.world.terminal_size(stream).map_err(|e| os_error(vm, &e, None))?;
        let class = vm.extra_types["os.terminal_size"].clone();
        let fields = vec![Value::Int(columns.into()), Value::Int(lines.into())];
        Ok(super::super::structseq::new_struct(vm, &class, fields))
    }
}
