//! The functions that take paths.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::natives;
use crate::natives::files::descriptors::FdTable;
use crate::natives::files::mounted::{self, Stat};
use crate::natives::files::paths::{fs_path, path_bytes};
use crate::object::bytes::BytesObj;
use crate::object::str::StrObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::super::structseq::{StructSpec, new_struct};
use super::super::support::{os_error, os_error_number};
use super::refuse_dir_fd;

/// `os.stat_result`
pub const STAT: StructSpec = StructSpec {
    name: "stat_result",
    module: "os",
    doc: "stat_result: Result from stat, fstat, or lstat.",
    fields: &[
        "st_mode",
        "st_ino",
        "st_dev",
        "st_nlink",
        "st_uid",
        "st_gid",
        "st_size",
        "st_atime",
        "st_mtime",
        "st_ctime",
        "st_atime",
        "st_mtime",
        "st_ctime",
        "st_atime_ns",
        "st_mtime_ns",
        "st_ctime_ns",
        "st_blksize",
        "st_blocks",
        "st_rdev",
    ],
    visible: 10,
    callable: true,
};

/// A stat_result: the times as whole seconds among the items, as floats and nanoseconds behind.
pub fn stat_result(vm: &mut Vm, m: &Stat) -> Value {
    let int = |i: u64| vm.heap.int_from_usize(i as usize);
    let mut fields = vec![
        int(m.mode.into()),
        int(m.inode),
        int(m.device),
        int(m.links),
        int(m.user.into()),
        int(m.group.into()),
        int(m.size),
    ];
    fields.extend(m.times.iter().map(|(s, _)| Value::Int(*s)));
    fields.extend(m.times.iter().map(|(s, n)| Value::Float(*s as f64 + 1e-9 * *n as f64)));
    fields.extend(m.times.iter().map(|(s, n)| Value::Int(s * 1_000_000_000 + n)));
    fields.extend([int(m.block_size), int(m.blocks), int(m.raw_device)]);
    let class = vm.extra_types["os.stat_result"].clone();
    new_struct(vm, &class, fields)
}

/// Functions whose path can be a descriptor, and those whose path can be left out.
const TAKE_FD: &[&str] = &["stat", "chmod", "utime", "truncate", "chdir", "listdir", "scandir"];
const TAKE_NONE: &[&str] = &["listdir", "scandir"];

/// A path argument as the system takes it; the function's name is for messages.
pub fn os_path(vm: &mut Vm, name: &str, v: &Value) -> Res<PathBuf> {
    let protocol = vm.heap.intern("__fspath__");
    let text = v.is_a::<StrObj>() || v.is_a::<BytesObj>();
    if !text && vm.lookup_special(v, &protocol).is_none() {
        let class = vm.class_name(v);
        let kinds = match (TAKE_FD.contains(&name), TAKE_NONE.contains(&name)) {
            (true, true) => "string, bytes, os.PathLike, integer or None",
            (true, false) => "string, bytes, os.PathLike or integer",
            _ => "string, bytes or os.PathLike",
        };
        return Err(vm.type_error(format!("{name}: path should be {kinds}, not {class}")));
    }
    let has_nul = v.cast::<StrObj>().is_some_and(|s| s.bytes().contains(&0))
        || v.cast::<BytesObj>().is_some_and(|b| b.bytes().contains(&0));
    if has_nul {
        return Err(vm.value_error(format!("{name}: embedded null character in path")));
    }
    let bytes = path_bytes(vm, v)?;
    Ok(PathBuf::from(OsStr::from_bytes(&bytes)))
}

/// A name from the system: bytes if the question was in bytes, else a str with escapes for what is no UTF-8.
pub fn name_value(vm: &mut Vm, name: &OsStr, as_bytes: bool) -> Res {
    let bytes = name.as_bytes();
    if as_bytes {
        return Ok(vm.heap.bytes_of(bytes).into_value());
    }
    use crate::object::text::codecs::{Codec, Errors};
    let text = crate::natives::files::coding::decode_bytes(vm, bytes, Codec::Utf8, &Errors::SurrogateEscape)?;
    vm.new_str(text)
}

fn is_bytes(v: &Value) -> bool {
    v.is_a::<BytesObj>()
}

/// A path as errors show it: a path object's text.
pub fn shown(vm: &mut Vm, path: &Value) -> Res {
    if path.is_a::<StrObj>() || crate::object::int::as_int(path).is_some() {
        Ok(path.clone())
    } else {
        fs_path(vm, path)
    }
}

fn done<T>(vm: &mut Vm, r: std::io::Result<T>, path: &Value) -> Res<T> {
    match r {
        Ok(v) => Ok(v),
        Err(e) => {
            let path = shown(vm, path)?;
            Err(os_error(vm, &e, Some(path)))
        }
    }
}

fn done_two(vm: &mut Vm, r: std::io::Result<()>, a: Value, b: Value) -> Res<()> {
    match r {
        Ok(()) => Ok(()),
        Err(e) => {
            let (a, b) = (shown(vm, &a)?, shown(vm, &b)?);
            Err(os_error_number(vm, e.raw_os_error().unwrap_or(5), Some(a), Some(b)))
        }
    }
}

fn descriptor(vm: &mut Vm, v: &Value) -> Option<std::rc::Rc<std::fs::File>> {
    match v {
        Value::Int(fd) => vm.extension::<FdTable>().get(*fd),
        _ => None,
    }
}

fn stat(vm: &mut Vm, path: &Value, follow: bool) -> Res {
    let m = if let Some(f) = descriptor(vm, path) {
        f.metadata()
    } else {
        let p = os_path(vm, if follow { "stat" } else { "lstat" }, path)?;
        if let Some(m) = mounted::stat(vm, &p) {
            return Ok(stat_result(vm, &m));
        }
        if follow { std::fs::metadata(p) } else { std::fs::symlink_metadata(p) }
    };
    let m = done(vm, m, path)?;
    Ok(stat_result(vm, &Stat::from(&m)))
}

/// Nanoseconds since 1970 as the system's time.
fn system_time(ns: i64) -> SystemTime {
    if ns >= 0 {
        SystemTime::UNIX_EPOCH + Duration::from_nanos(ns as u64)
    } else {
        SystemTime::UNIX_EPOCH - Duration::from_nanos(ns.unsigned_abs())
    }
}

fn utime_argument(vm: &mut Vm, times: &Value, ns: &Value) -> Res<[i64; 2]> {
    if times.is_none() && ns.is_undef() {
        let now = vm.world.wall_ns();
        return Ok([now, now]);
    }
    if !times.is_none() && !ns.is_undef() {
        return Err(vm.value_error("utime: you may specify either 'times' or 'ns' but not both"));
    }
    let pair = vm.collect(if ns.is_undef() { times } else { ns })?;
    let [a, b] = &pair[..] else {
        return Err(vm.type_error("utime: 'times' must be either a tuple of two ints or None"));
    };
    let mut out = [0; 2];
    for (slot, v) in out.iter_mut().zip([a, b]) {
        *slot = if ns.is_undef() { (vm.to_f64(v)? * 1e9).floor() as i64 } else { vm.to_i64(v)? };
    }
    Ok(out)
}

fn rename(vm: &mut Vm, name: &str, src: Value, dst: Value, src_fd: &Value, dst_fd: &Value) -> Res<()> {
    refuse_dir_fd(vm, name, src_fd)?;
    refuse_dir_fd(vm, name, dst_fd)?;
    let (a, b) = (os_path(vm, name, &src)?, os_path(vm, name, &dst)?);
    done_two(vm, std::fs::rename(a, b), src, dst)
}

natives! { pub static FUNCTIONS;
    /// Perform a stat system call on the given path.
    fn stat(vm, /, path: Value, *, dir_fd: Value = Value::None, follow_symlinks: bool = true) -> Res {
        refuse_dir_fd(vm, "stat", &dir_fd)?;
        stat(vm, &path, follow_symlinks)
    }
    /// Perform a stat system call on the given path, without following symbolic links.
    fn lstat(vm, /, path: Value, *, dir_fd: Value = Value::None) -> Res {
        refuse_dir_fd(vm, "lstat", &dir_fd)?;
        stat(vm, &path, false)
    }
    /// Return a list containing the names of the files in the directory.
    fn listdir(vm, /, path: Value = Value::None) -> Res {
        let here = if path.is_none() { vm.heap.str(".").into_value() } else { path.clone() };
        let p = os_path(vm, "listdir", &here)?;
        if let Some(names) = mounted::list(vm, &p) {
            let names = done(vm, names, &here)?;
            let mut out = Vec::with_capacity(names.len());
            for (name, _) in names {
                out.push(name_value(vm, OsStr::new(name), is_bytes(&path))?);
            }
            return Ok(vm.heap.list(out).into_value());
        }
        let entries = std::fs::read_dir(p);
        let entries = done(vm, entries, &here)?;
        let mut out = Vec::new();
        for e in entries {
            let e = done(vm, e, &here)?;
            out.push(name_value(vm, &e.file_name(), is_bytes(&path))?);
        }
        Ok(vm.heap.list(out).into_value())
    }
    /// Create a directory.
    fn mkdir(vm, /, path: Value, mode: i64 = 511, *, dir_fd: Value = Value::None) -> Res<()> {
        refuse_dir_fd(vm, "mkdir", &dir_fd)?;
        let p = os_path(vm, "mkdir", &path)?;
        let r = std::fs::DirBuilder::new().mode(mode as u32).create(p);
        done(vm, r, &path)
    }
    /// Remove a directory.
    fn rmdir(vm, /, path: Value, *, dir_fd: Value = Value::None) -> Res<()> {
        refuse_dir_fd(vm, "rmdir", &dir_fd)?;
        let p = os_path(vm, "rmdir", &path)?;
        done(vm, std::fs::remove_dir(p), &path)
    }
    /// Remove a file (same as unlink()).
    fn remove(vm, /, path: Value, *, dir_fd: Value = Value::None) -> Res<()> {
        refuse_dir_fd(vm, "remove", &dir_fd)?;
        let p = os_path(vm, "remove", &path)?;
        done(vm, std::fs::remove_file(p), &path)
    }
    /// Remove a file (same as remove()).
    fn unlink(vm, /, path: Value, *, dir_fd: Value = Value::None) -> Res<()> {
        refuse_dir_fd(vm, "unlink", &dir_fd)?;
        let p = os_path(vm, "unlink", &path)?;
        done(vm, std::fs::remove_file(p), &path)
    }
    /// Rename a file or directory.
    fn rename(vm, /, src: Value, dst: Value, *, src_dir_fd: Value = Value::None, dst_dir_fd: Value = Value::None) -> Res<()> {
        rename(vm, "rename", src.take(), dst.take(), &src_dir_fd, &dst_dir_fd)
    }
    /// Rename a file or directory, overwriting the destination.
    fn replace(vm, /, src: Value, dst: Value, *, src_dir_fd: Value = Value::None, dst_dir_fd: Value = Value::None) -> Res<()> {
        rename(vm, "replace", src.take(), dst.take(), &src_dir_fd, &dst_dir_fd)
    }
    /// Create a hard link to a file.
    fn link(vm, /, src: Value, dst: Value) -> Res<()> {
        let (a, b) = (os_path(vm, "link", &src)?, os_path(vm, "link", &dst)?);
        done_two(vm, std::fs::hard_link(a, b), src.take(), dst.take())
    }
    /// Create a symbolic link pointing to src named dst.
    fn symlink(vm, /, src: Value, dst: Value, target_is_directory: bool = false, *, dir_fd: Value = Value::None) -> Res<()> {
        let _ = target_is_directory;
        refuse_dir_fd(vm, "symlink", &dir_fd)?;
        let (a, b) = (os_path(vm, "symlink", &src)?, os_path(vm, "symlink", &dst)?);
        done_two(vm, std::os::unix::fs::symlink(a, b), src.take(), dst.take())
    }
    /// Return a string representing the path to which the symbolic link points.
    fn readlink(vm, /, path: Value, *, dir_fd: Value = Value::None) -> Res {
        refuse_dir_fd(vm, "readlink", &dir_fd)?;
        let p = os_path(vm, "readlink", &path)?;
        let to = done(vm, std::fs::read_link(p), &path)?;
        let plain = fs_path(vm, &path)?;
        name_value(vm, to.as_os_str(), is_bytes(&plain))
    }
    /// Change the access permissions of a file.
    fn chmod(vm, /, path: Value, mode: i64, *, dir_fd: Value = Value::None, follow_symlinks: bool = true) -> Res<()> {
        refuse_dir_fd(vm, "chmod", &dir_fd)?;
        if !follow_symlinks {
            return Err(vm.not_implemented_error("chmod: follow_symlinks unavailable on this platform"));
        }
        let permissions = std::fs::Permissions::from_mode(mode as u32);
        let r = match descriptor(vm, &path) {
            Some(f) => f.set_permissions(permissions),
            None => std::fs::set_permissions(os_path(vm, "chmod", &path)?, permissions),
        };
        done(vm, r, &path)
    }
    /// Set the access and modified time of path.
    fn utime(vm, /, path: Value, times: Value = Value::None, *, ns: Value = Value::Undef, dir_fd: Value = Value::None, follow_symlinks: bool = true) -> Res<()> {
        refuse_dir_fd(vm, "utime", &dir_fd)?;
        if !follow_symlinks {
            return Err(vm.not_implemented_error("utime: follow_symlinks unavailable on this platform"));
        }
        let [a, m] = utime_argument(vm, &times, &ns)?;
        let p = os_path(vm, "utime", &path)?;
        let set = std::fs::FileTimes::new().set_accessed(system_time(a)).set_modified(system_time(m));
        let r = std::fs::File::open(p).and_then(|f| f.set_times(set));
        done(vm, r, &path)
    }
    /// Use the real uid/gid to test for access to a path.
    fn access(vm, /, path: Value, mode: i64, *, dir_fd: Value = Value::None, effective_ids: bool = false, follow_symlinks: bool = true) -> Res<bool> {
        let _ = (effective_ids, follow_symlinks);
        refuse_dir_fd(vm, "access", &dir_fd)?;
        let p = os_path(vm, "access", &path)?;
        if let Some(may) = mounted::access(vm, &p, mode & 2 != 0, mode & 1 != 0) {
            return Ok(may);
        }
        let mode = rustix::fs::Access::from_bits_truncate(mode as u32);
        Ok(rustix::fs::access(&p, mode).is_ok())
    }
    /// Truncate a file, specified by path, to a specific length.
    fn truncate(vm, /, path: Value, length: i64) -> Res<()> {
        let r = match descriptor(vm, &path) {
            Some(f) => f.set_len(length.max(0) as u64),
            None => {
                let p = os_path(vm, "truncate", &path)?;
                std::fs::OpenOptions::new().write(true).open(p).and_then(|f| f.set_len(length.max(0) as u64))
            }
        };
        done(vm, r, &path)
    }
    /// Return a string representing the current working directory.
    fn getcwd(vm, /) -> Res {
        let d = vm.world.current_dir().map_err(|e| os_error(vm, &e, None))?;
        name_value(vm, d.as_os_str(), false)
    }
    /// Return a bytes string representing the current working directory.
    fn getcwdb(vm, /) -> Res {
        let d = vm.world.current_dir().map_err(|e| os_error(vm, &e, None))?;
        name_value(vm, d.as_os_str(), true)
    }
    /// Change the current working directory to the specified path.
    fn chdir(vm, /, path: Value) -> Res<()> {
        let p = os_path(vm, "chdir", &path)?;
        let r = vm.world.set_current_dir(Path::new(&p));
        done(vm, r, &path)
    }
    /// Return the file system path representation of the object.
    fn fspath(vm, /, path: Value) -> Res { fs_path(vm, &path) }
}

/// A path of a directory and a name in it, as text or bytes like the directory.
pub fn joined(vm: &mut Vm, dir: &Value, name: &OsStr) -> Res {
    let plain: Ref<_> = match fs_path(vm, dir)?.into_ref::<BytesObj>() {
        Ok(b) => {
            let p = Path::new(OsStr::from_bytes(b.bytes())).join(name);
            return name_value(vm, p.as_os_str(), true);
        }
        Err(v) => match v.into_ref::<crate::object::str::StrObj>() {
            Ok(s) => s,
            Err(_) => crate::bug!("a path is str or bytes"),
        },
    };
    let bytes = path_bytes(vm, &plain.into_value())?;
    let p = Path::new(OsStr::from_bytes(&bytes)).join(name);
    name_value(vm, p.as_os_str(), false)
}
