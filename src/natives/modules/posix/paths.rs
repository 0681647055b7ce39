//! The functions that change the tree of files, and the two that take paths apart.

use std::borrow::Cow;

use crate::natives;
use crate::natives::files::mounted;
use crate::natives::files::paths::{fs_path, has_path};
use crate::object::Value;
use crate::object::bytes::BytesObj;
use crate::object::str::StrObj;
use crate::vm::{Res, Vm, system};

use super::arguments::{CInt, DirFd, P, PathFdNone, PathOrFd, done, failed_two, name_value};

fn rename(vm: &mut Vm, src: &P, dst: &P, from: DirFd, to: DirFd) -> Res<()> {
    system::renameat(from.0, &src.name, to.0, &dst.name).map(drop).map_err(|e| failed_two(vm, &e, src, dst))
}

fn unlink(vm: &mut Vm, path: &P, dir: DirFd) -> Res<()> {
    path.done(vm, system::unlinkat(dir.0, &path.name, 0)).map(drop)
}

/// A path without `.`, `..` and double slashes, by its text alone.
fn normal(path: &[u8]) -> Cow<'_, [u8]> {
    if is_normal(path) {
        return Cow::Borrowed(path);
    }
    let (root, tail) = split_root(path);
    let mut parts: Vec<&[u8]> = Vec::new();
    for part in tail.split(|b| *b == b'/') {
        match part {
            b"" | b"." => {}
            b".." if parts.last().is_some_and(|p| *p != b"..") => drop(parts.pop()),
            b".." if !root.is_empty() => {}
            part => parts.push(part),
        }
    }
    let mut out = root.to_vec();
    out.extend(parts.join(&b'/'));
    if out.is_empty() { Cow::Borrowed(b".") } else { Cow::Owned(out) }
}

/// Whether there is nothing to do, as with most paths: no part is empty or begins with a dot.
fn is_normal(path: &[u8]) -> bool {
    let tail = path.strip_prefix(b"/").unwrap_or(path);
    let mut before = b'/';
    let clean = tail.iter().all(|b| {
        !(matches!(b, b'/' | b'.') && std::mem::replace(&mut before, *b) == b'/') && {
            before = *b;
            true
        }
    });
    clean && !tail.is_empty() && before != b'/'
}

/// The slashes that are the root: one, or exactly two.
fn split_root(path: &[u8]) -> (&[u8], &[u8]) {
    let n = match path {
        [b'/', b'/', b'/', ..] => 1,
        [b'/', b'/', ..] => 2,
        [b'/', ..] => 1,
        _ => 0,
    };
    path.split_at(n)
}

natives! { pub static FUNCTIONS;
    /// Return a list containing the names of the files in the directory.
    fn listdir(vm, /, path: PathFdNone = PathFdNone(super::arguments::FsPath::here(vm))) -> Res {
        let mut out = Vec::new();
        if path.fd.is_none() && let Some(names) = mounted::list(vm, path.path()) {
            for (name, _) in path.done(vm, names)? {
                out.push(name_value(vm, name.as_bytes(), path.is_bytes())?);
            }
            return Ok(vm.heap.list(out).into_value());
        }
        let entries = super::scan::disk_entries(&path);
        let entries = path.done(vm, entries)?;
        for e in entries {
            let (name, ..) = path.done(vm, e)?;
            out.push(name_value(vm, std::os::unix::ffi::OsStrExt::as_bytes(name.as_os_str()), path.is_bytes())?);
        }
        Ok(vm.heap.list(out).into_value())
    }
    /// Create a directory.
    fn mkdir(vm, /, path: P, mode: CInt = CInt(511), *, dir_fd: DirFd = DirFd::HERE) -> Res<()> {
        path.done(vm, system::mkdirat(dir_fd.0, &path.name, mode.0 as u32)).map(drop)
    }
    /// Remove a directory.
    fn rmdir(vm, /, path: P, *, dir_fd: DirFd = DirFd::HERE) -> Res<()> {
        path.done(vm, system::unlinkat(dir_fd.0, &path.name, libc::AT_REMOVEDIR)).map(drop)
    }
    /// Create a "fifo" (a POSIX named pipe).
    fn mkfifo(vm, /, path: P, mode: CInt = CInt(438), *, dir_fd: DirFd = DirFd::HERE) -> Res<()> {
        done(vm, system::mknodat(dir_fd.0, &path.name, mode.0 as u32 | libc::S_IFIFO, 0)).map(drop)
    }
    /// Create a node in the file system.
    fn mknod(vm, /, path: P, mode: CInt = CInt(384), device: i64 = 0, *, dir_fd: DirFd = DirFd::HERE) -> Res<()> {
        done(vm, system::mknodat(dir_fd.0, &path.name, mode.0 as u32, device as u64)).map(drop)
    }
    /// Remove a file (same as unlink()).
    fn remove(vm, /, path: P, *, dir_fd: DirFd = DirFd::HERE) -> Res<()> { unlink(vm, &path, dir_fd) }
    /// Remove a file (same as remove()).
    fn unlink(vm, /, path: P, *, dir_fd: DirFd = DirFd::HERE) -> Res<()> { unlink(vm, &path, dir_fd) }
    /// Rename a file or directory.
    fn rename(vm, /, src: P, dst: P, *, src_dir_fd: DirFd = DirFd::HERE, dst_dir_fd: DirFd = DirFd::HERE) -> Res<()> {
        rename(vm, &src, &dst, src_dir_fd, dst_dir_fd)
    }
    /// Rename a file or directory, overwriting the destination.
    fn replace(vm, /, src: P, dst: P, *, src_dir_fd: DirFd = DirFd::HERE, dst_dir_fd: DirFd = DirFd::HERE) -> Res<()> {
        rename(vm, &src, &dst, src_dir_fd, dst_dir_fd)
    }
    /// Create a hard link to a file.
    fn link(vm, /, src: P, dst: P, *, src_dir_fd: DirFd = DirFd::HERE, dst_dir_fd: DirFd = DirFd::HERE, follow_symlinks: Value = Value::Undef) -> Res<()> {
        let follow = follow_symlinks.is_undef() || vm.truth(&follow_symlinks)?;
        let flags = if follow { libc::AT_SYMLINK_FOLLOW } else { 0 };
        let r = system::linkat(src_dir_fd.0, &src.name, dst_dir_fd.0, &dst.name, flags);
        r.map(drop).map_err(|e| failed_two(vm, &e, &src, &dst))
    }
    /// Create a symbolic link pointing to src named dst.
    fn symlink(vm, /, src: P, dst: P, target_is_directory: bool = false, *, dir_fd: DirFd = DirFd::HERE) -> Res<()> {
        let _ = target_is_directory;
        system::symlinkat(&src.name, dir_fd.0, &dst.name).map(drop).map_err(|e| failed_two(vm, &e, &src, &dst))
    }
    /// Return a string representing the path to which the symbolic link points.
    fn readlink(vm, /, path: P, *, dir_fd: DirFd = DirFd::HERE) -> Res {
        let r = super::stat::at(dir_fd).and_then(|d| Ok(rustix::fs::readlinkat(d, path.name.as_c_str(), Vec::new())?));
        let to = path.done(vm, r)?;
        name_value(vm, to.as_bytes(), path.is_bytes())
    }
    /// Truncate a file, specified by path, to a specific length.
    fn truncate(vm, /, path: PathOrFd, length: i64) -> Res<()> {
        let r = match path.fd {
            Some(fd) => system::ftruncate(fd, length),
            None => system::truncate(&path.name, length),
        };
        path.done(vm, r).map(drop)
    }
    /// Return a string representing the current working directory.
    fn getcwd(vm, /) -> Res {
        let d = vm.world.current_dir();
        let d = done(vm, d)?;
        name_value(vm, std::os::unix::ffi::OsStrExt::as_bytes(d.as_os_str()), false)
    }
    /// Return a bytes string representing the current working directory.
    fn getcwdb(vm, /) -> Res {
        let d = vm.world.current_dir();
        let d = done(vm, d)?;
        name_value(vm, std::os::unix::ffi::OsStrExt::as_bytes(d.as_os_str()), true)
    }
    /// Change the current working directory to the specified path.
    fn chdir(vm, /, path: PathOrFd) -> Res<()> {
        let r = match path.fd {
            Some(fd) => system::fchdir(fd).map(drop),
            None => vm.world.set_current_dir(path.path()),
        };
        path.done(vm, r)
    }
    /// Change to the directory of the given file descriptor.
    fn fchdir(vm, /, fd: super::arguments::FileLike) -> Res<()> { done(vm, system::fchdir(fd.0)).map(drop) }
    /// Change root directory to path.
    fn chroot(vm, /, path: P) -> Res<()> { path.done(vm, system::chroot(&path.name)).map(drop) }
    /// Force write of everything to disk.
    fn sync(vm, /) { rustix::fs::sync() }
    /// Return the file system path representation of the object.
    fn fspath(vm, /, path: Value) -> Res { fs_path(vm, &path) }
    /// Normalize path, eliminating double slashes, etc.
    fn _path_normpath(vm, /, path: Value) -> Res {
        let path = any_text(vm, "_path_normpath", "path", &path)?;
        spoken(vm, &path, &normal(bytes_of(&path)))
    }
    /// Split a pathname into drive, root and tail.
    fn _path_splitroot_ex(vm, /, p: Value) -> Res {
        let p = any_text(vm, "_path_splitroot_ex", "path", &p)?;
        let (root, tail) = split_root(bytes_of(&p));
        let drive = spoken(vm, &p, b"")?;
        let (root, tail) = (spoken(vm, &p, root)?, spoken(vm, &p, tail)?);
        Ok(vm.heap.tuple([drive, root, tail]).into_value())
    }
}

/// What was made of `any_text`, as the same kind of object. Nothing is decoded: it never were a name of the system's.
fn spoken(vm: &mut Vm, path: &Value, bytes: &[u8]) -> Res {
    if path.is_a::<BytesObj>() {
        return name_value(vm, bytes, true);
    }
    vm.room_for(bytes.len())?;
    Ok(vm.heap.str_bytes(bytes).into_value())
}

/// The bytes of a path: the language's own form of text, in which slashes and dots are the same bytes.
fn bytes_of(path: &Value) -> &[u8] {
    match path.cast::<BytesObj>() {
        Some(b) => b.bytes(),
        None => path.cast::<StrObj>().map_or(&[], StrObj::bytes),
    }
}

/// The text or the bytes of a path that may hold anything, zeros and lone surrogates, too.
fn any_text(vm: &mut Vm, function: &str, argument: &str, v: &Value) -> Res {
    if !v.is_a::<StrObj>() && !v.is_a::<BytesObj>() && !has_path(vm, v) {
        let class = vm.class_name(v);
        return Err(vm.type_error(format!(
            "{function}: {argument} should be string, bytes or os.PathLike, not {class}"
        )));
    }
    fs_path(vm, v)
}
