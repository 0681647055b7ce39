//! What files are: `stat` and its kin, times, permissions, owners, access.

use std::os::fd::AsFd;

use rustix::fs::{AtFlags, Timespec, Timestamps};

use crate::natives;
use crate::natives::files::mounted::{self, Stat};
use crate::object::instance;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm, system};

use super::super::structseq::{StructSpec, from_sequence, new_struct};
use super::super::support::os_error_number;
use super::arguments::{CInt, DirFd, FileLike, FsPath, Gid, P, PathOrFd, Uid, done};

/// `os.stat_result`
pub const STAT: StructSpec = StructSpec {
    name: "stat_result",
    module: "os",
    doc: "stat_result: Result from stat, fstat, or lstat.\n\nThis object may be accessed either as a tuple of\n  (mode, ino, dev, nlink, uid, gid, size, atime, mtime, ctime)\nor via the attributes st_mode, st_ino, st_dev, st_nlink, st_uid, and so on.\n\nPosix/windows: If your platform supports st_blksize, st_blocks, st_rdev,\nor st_flags, they are available as attributes only.\n\nSee os.stat for more information.",
    fields: &[
        "st_mode",
        "st_ino",
        "st_dev",
        "st_nlink",
        "st_uid",
        "st_gid",
        "st_size",
        "",
        "",
        "",
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

natives! { pub static STAT_METHODS;
    /// Makes an instance from a sequence, and a dict for the fields that are no items. Times that nobody gives are the whole seconds.
    fn __new__(vm, cls: Ref<TypeObj>, /, sequence: Value, dict: Value = Value::Undef) -> Res {
        let made = from_sequence(vm, &cls, &sequence, &dict)?;
        if let (Some(t), Some(part)) = (made.cast::<TupleObj>(), made.as_obj().and_then(instance::of)) {
            for (slot, seconds) in t.items()[7..10].iter().enumerate() {
                if matches!(part.get_slot(slot), Value::Undef | Value::None) {
                    drop(part.replace_slot(slot, seconds.clone()));
                }
            }
        }
        Ok(made)
    }
}

/// `os.statvfs_result`
pub const STATVFS: StructSpec = StructSpec {
    name: "statvfs_result",
    module: "os",
    doc: "statvfs_result: Result from statvfs or fstatvfs.\n\nThis object may be accessed either as a tuple of\n  (bsize, frsize, blocks, bfree, bavail, files, ffree, favail, flag, namemax),\nor via the attributes f_bsize, f_frsize, f_blocks, f_bfree, and so on.\n\nSee os.statvfs for more information.",
    fields: &[
        "f_bsize",
        "f_frsize",
        "f_blocks",
        "f_bfree",
        "f_bavail",
        "f_files",
        "f_ffree",
        "f_favail",
        "f_flag",
        "f_namemax",
        "f_fsid",
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
    fields.extend(m.times.iter().map(|(s, n)| Value::float(*s as f64 + 1e-9 * *n as f64)));
    fields.extend(m.times.iter().map(|(s, n)| {
        vm.heap.int_from_big(num_bigint::BigInt::from(i128::from(*s) * 1_000_000_000 + i128::from(*n)))
    }));
    fields.extend([int(m.block_size), int(m.blocks), int(m.raw_device)]);
    let class = vm.extra_types["os.stat_result"].clone();
    new_struct(vm, &class, fields)
}

fn from_system(s: &rustix::fs::Stat) -> Stat {
    Stat {
        mode: s.st_mode,
        inode: s.st_ino,
        device: s.st_dev,
        links: s.st_nlink,
        user: s.st_uid,
        group: s.st_gid,
        size: s.st_size as u64,
        times: [(s.st_atime, s.st_atime_nsec), (s.st_mtime, s.st_mtime_nsec), (s.st_ctime, s.st_ctime_nsec)],
        block_size: s.st_blksize as u64,
        blocks: s.st_blocks as u64,
        raw_device: s.st_rdev,
    }
}

fn stat(vm: &mut Vm, name: &str, path: &FsPath, dir: DirFd, follow: bool) -> Res {
    one_of(vm, name, path, dir, follow)?;
    if path.fd.is_none()
        && dir.is_here()
        && let Some(m) = mounted::stat(vm, path.path())
    {
        return Ok(stat_result(vm, &m));
    }
    let r = match path.fd {
        Some(fd) => system::borrowed(fd).and_then(|fd| Ok(rustix::fs::fstat(fd)?)),
        None => {
            let flags = if follow { AtFlags::empty() } else { AtFlags::SYMLINK_NOFOLLOW };
            at(dir).and_then(|d| Ok(rustix::fs::statat(d, path.name.as_c_str(), flags)?))
        }
    };
    let s = path.done(vm, r)?;
    Ok(stat_result(vm, &from_system(&s)))
}

/// What `stat` says of an entry of a folder that may be a descriptor.
pub fn of_entry(vm: &mut Vm, path: &FsPath, folder: Option<i32>, follow: bool) -> Res {
    stat(vm, "stat", path, folder.map_or(DirFd::HERE, DirFd), follow)
}

/// The folder as rustix takes it.
pub fn at(dir: DirFd) -> std::io::Result<std::os::fd::BorrowedFd<'static>> {
    if dir.is_here() { Ok(rustix::fs::CWD) } else { system::borrowed(dir.0) }
}

/// A descriptor in the place of the path goes with neither a folder nor the choice of links.
pub fn one_of(vm: &mut Vm, name: &str, path: &FsPath, dir: DirFd, follow: bool) -> Res<()> {
    if path.fd.is_some() && !dir.is_here() {
        return Err(vm.value_error(format!("{name}: can't specify dir_fd without matching path")));
    }
    if path.fd.is_some() && !follow {
        return Err(vm.value_error(format!("{name}: cannot use fd and follow_symlinks together")));
    }
    Ok(())
}

fn nofollow(follow: bool) -> i32 {
    if follow { 0 } else { libc::AT_SYMLINK_NOFOLLOW }
}

fn statvfs_result(vm: &Vm, s: &rustix::fs::StatVfs) -> Value {
    let numbers = [
        s.f_bsize,
        s.f_frsize,
        s.f_blocks,
        s.f_bfree,
        s.f_bavail,
        s.f_files,
        s.f_ffree,
        s.f_favail,
        s.f_flag.bits(),
        s.f_namemax,
        s.f_fsid,
    ];
    let fields = numbers.iter().map(|n| vm.heap.int_from_usize(*n as usize)).collect();
    let class = vm.extra_types["os.statvfs_result"].clone();
    new_struct(vm, &class, fields)
}

/// Seconds as an int or float, towards the past, as seconds and nanoseconds.
fn seconds_of(vm: &mut Vm, v: &Value) -> Res<Timespec> {
    if let Some(x) = crate::object::int::as_float(v) {
        if x.is_nan() {
            return Err(vm.value_error("Invalid value NaN (not a number)"));
        }
        let whole = x.floor();
        if !(-9.3e18..9.2e18).contains(&whole) {
            return Err(vm.overflow_error("timestamp out of range for platform time_t"));
        }
        let mut t = Timespec { tv_sec: whole as i64, tv_nsec: ((x - whole) * 1e9).floor() as _ };
        if t.tv_nsec >= 1_000_000_000 {
            t.tv_sec += 1;
            t.tv_nsec -= 1_000_000_000;
        }
        return Ok(t);
    }
    let name = vm.heap.intern("__index__");
    if crate::object::int::as_int(v).is_none() && vm.lookup_special(v, &name).is_none() {
        let class = vm.class_name(v);
        return Err(vm.type_error(format!("argument must be int or float, not {class}")));
    }
    match vm.to_int(v)?.as_ref().to_i64() {
        Some(s) => Ok(Timespec { tv_sec: s, tv_nsec: 0 }),
        None => Err(vm.overflow_error("timestamp out of range for platform time_t")),
    }
}

fn nanoseconds_of(vm: &mut Vm, v: &Value) -> Res<Timespec> {
    let billion = Value::Int(1_000_000_000);
    let name = vm.heap.intern("__divmod__");
    let pair = vm.call_special(v, &name, &[billion])?.unwrap_or(Value::None);
    let Some(pair) = pair.to_ref::<TupleObj>().filter(|t| t.len() == 2) else {
        let (class, got) = (vm.class_name(v), vm.class_name(&pair));
        return Err(vm.type_error(format!("{class}.__divmod__() must return a 2-tuple, not {got}")));
    };
    let (s, n) = (vm.to_i64(&pair.items()[0])?, vm.to_i64(&pair.items()[1])?);
    Ok(Timespec { tv_sec: s, tv_nsec: n as _ })
}

fn new_times(vm: &mut Vm, times: &Value, ns: &Value) -> Res<Timestamps> {
    let now = Timespec { tv_sec: 0, tv_nsec: libc::UTIME_NOW as _ };
    let both = |a, m| Timestamps { last_access: a, last_modification: m };
    if !times.is_none() && !ns.is_undef() {
        return Err(vm.value_error("utime: you may specify either 'times' or 'ns' but not both"));
    }
    let (pair, words) = match (times.is_none(), ns.is_undef()) {
        (true, true) => return Ok(both(now, now)),
        (false, _) => (times.to_ref::<TupleObj>(), "'times' must be either a tuple of two ints or None"),
        (true, false) => (ns.to_ref::<TupleObj>(), "'ns' must be a tuple of two ints"),
    };
    let Some(pair) = pair.filter(|t| t.len() == 2) else {
        return Err(vm.type_error(format!("utime: {words}")));
    };
    let (a, m) = (pair.items()[0].clone(), pair.items()[1].clone());
    if ns.is_undef() {
        return Ok(both(seconds_of(vm, &a)?, seconds_of(vm, &m)?));
    }
    Ok(both(nanoseconds_of(vm, &a)?, nanoseconds_of(vm, &m)?))
}

natives! { pub static FUNCTIONS;
    /// Perform a stat system call on the given path.
    fn stat(vm, /, path: PathOrFd, *, dir_fd: DirFd = DirFd::HERE, follow_symlinks: bool = true) -> Res {
        stat(vm, "stat", &path, dir_fd, follow_symlinks)
    }
    /// Perform a stat system call on the given path, without following symbolic links.
    fn lstat(vm, /, path: P, *, dir_fd: DirFd = DirFd::HERE) -> Res { stat(vm, "lstat", &path, dir_fd, false) }
    /// Perform a stat system call on the given file descriptor.
    fn fstat(vm, /, fd: CInt) -> Res {
        let r = system::borrowed(fd.0).and_then(|fd| Ok(rustix::fs::fstat(fd)?));
        let s = done(vm, r)?;
        Ok(stat_result(vm, &from_system(&s)))
    }
    /// Perform a statvfs system call on the given path.
    fn statvfs(vm, /, path: PathOrFd) -> Res {
        let r = match path.fd {
            Some(fd) => system::borrowed(fd).and_then(|fd| Ok(rustix::fs::fstatvfs(fd)?)),
            None => rustix::fs::statvfs(path.name.as_c_str()).map_err(Into::into),
        };
        let s = path.done(vm, r)?;
        Ok(statvfs_result(vm, &s))
    }
    /// Perform an fstatvfs system call on the given fd.
    fn fstatvfs(vm, fd: CInt, /) -> Res {
        let r = system::borrowed(fd.0).and_then(|fd| Ok(rustix::fs::fstatvfs(fd.as_fd())?));
        let s = done(vm, r)?;
        Ok(statvfs_result(vm, &s))
    }
    /// Use the real uid/gid to test for access to a path.
    fn access(vm, /, path: P, mode: CInt, *, dir_fd: DirFd = DirFd::HERE, effective_ids: bool = false, follow_symlinks: bool = true) -> Res<bool> {
        if let Some(may) = mounted::access(vm, path.path(), mode.0 & 2 != 0, mode.0 & 1 != 0) {
            return Ok(may);
        }
        let flags = nofollow(follow_symlinks) | if effective_ids { libc::AT_EACCESS } else { 0 };
        Ok(system::faccessat(dir_fd.0, &path.name, mode.0, flags).is_ok())
    }
    /// Change the access permissions of a file.
    fn chmod(vm, /, path: PathOrFd, mode: CInt, *, dir_fd: DirFd = DirFd::HERE, follow_symlinks: bool = true) -> Res<()> {
        let r = match path.fd {
            Some(fd) => system::fchmod(fd, mode.0 as u32),
            None => system::fchmodat(dir_fd.0, &path.name, mode.0 as u32, nofollow(follow_symlinks)),
        };
        if !follow_symlinks && r.as_ref().is_err_and(|e| e.raw_os_error() == Some(libc::EOPNOTSUPP)) {
            let what = if dir_fd.is_here() { "follow_symlinks unavailable on this platform" } else { "cannot use dir_fd and follow_symlinks together on this platform" };
            return Err(if dir_fd.is_here() { vm.not_implemented_error(format!("chmod: {what}")) } else { vm.value_error(format!("chmod: {what}")) });
        }
        path.done(vm, r).map(drop)
    }
    /// Change the access permissions of the file given by file descriptor fd.
    fn fchmod(vm, /, fd: CInt, mode: CInt) -> Res<()> { done(vm, system::fchmod(fd.0, mode.0 as u32)).map(drop) }
    /// Change the owner and group id of path to the numeric uid and gid.
    fn chown(vm, /, path: PathOrFd, uid: Uid, gid: Gid, *, dir_fd: DirFd = DirFd::HERE, follow_symlinks: bool = true) -> Res<()> {
        one_of(vm, "chown", &path, dir_fd, follow_symlinks)?;
        let r = match path.fd {
            Some(fd) => system::fchown(fd, uid.0, gid.0),
            None => system::fchownat(dir_fd.0, &path.name, uid.0, gid.0, nofollow(follow_symlinks)),
        };
        path.done(vm, r).map(drop)
    }
    /// Change the owner and group id of the file specified by file descriptor.
    fn fchown(vm, /, fd: CInt, uid: Uid, gid: Gid) -> Res<()> { done(vm, system::fchown(fd.0, uid.0, gid.0)).map(drop) }
    /// Change the owner and group id of path to the numeric uid and gid.
    fn lchown(vm, /, path: P, uid: Uid, gid: Gid) -> Res<()> {
        let r = system::fchownat(libc::AT_FDCWD, &path.name, uid.0, gid.0, libc::AT_SYMLINK_NOFOLLOW);
        path.done(vm, r).map(drop)
    }
    /// Set the access and modified time of path.
    fn utime(vm, /, path: PathOrFd, times: Value = Value::None, *, ns: Value = Value::Undef, dir_fd: DirFd = DirFd::HERE, follow_symlinks: bool = true) -> Res<()> {
        let new = new_times(vm, &times, &ns)?;
        one_of(vm, "utime", &path, dir_fd, follow_symlinks)?;
        let r = match path.fd {
            Some(fd) => system::borrowed(fd).and_then(|fd| Ok(rustix::fs::futimens(fd, &new)?)),
            None => {
                let flags = if follow_symlinks { AtFlags::empty() } else { AtFlags::SYMLINK_NOFOLLOW };
                at(dir_fd).and_then(|d| Ok(rustix::fs::utimensat(d, path.name.as_c_str(), &new, flags)?))
            }
        };
        path.done(vm, r)
    }
    /// Announce an intention to access data in a specific pattern.
    fn posix_fadvise(vm, fd: CInt, offset: i64, length: i64, advice: CInt, /) -> Res<()> {
        done(vm, system::posix_fadvise(fd.0, offset, length, advice.0))
    }
    /// Ensure a file has allocated at least a particular number of bytes on disk.
    fn posix_fallocate(vm, fd: CInt, offset: i64, length: i64, /) -> Res<()> {
        done(vm, system::posix_fallocate(fd.0, offset, length))
    }
    /// Extracts a device major number from a raw device number.
    fn major(vm, device: Value, /) -> Res<i64> {
        let d = device_number(vm, &device)?;
        Ok(if d == u64::MAX { -1 } else { libc::major(d).into() })
    }
    /// Extracts a device minor number from a raw device number.
    fn minor(vm, device: Value, /) -> Res<i64> {
        let d = device_number(vm, &device)?;
        Ok(if d == u64::MAX { -1 } else { libc::minor(d).into() })
    }
    /// Composes a raw device number from the major and minor device numbers.
    fn makedev(vm, major: Value, minor: Value, /) -> Res<i64> {
        let (a, b) = (vm.to_i64(&major)?, vm.to_i64(&minor)?);
        if a == -1 && b == -1 {
            return Ok(-1);
        }
        let fits = |i: i64| u32::try_from(i);
        let (Ok(a), Ok(b)) = (fits(a), fits(b)) else { return Err(vm.overflow_error("Python int too large to convert to C unsigned int")) };
        Ok(libc::makedev(a, b) as i64)
    }
    /// Get the close-on-exe flag of the specified file descriptor.
    fn get_inheritable(vm, fd: CInt, /) -> Res<bool> { Ok(done(vm, system::fcntl(fd.0, libc::F_GETFD, 0))? & libc::FD_CLOEXEC == 0) }
    /// Set the inheritable flag of the specified file descriptor.
    fn set_inheritable(vm, fd: CInt, inheritable: CInt, /) -> Res<()> { done(vm, set_inheritable(fd.0, inheritable.0 != 0)) }
    /// Get the blocking mode of the file descriptor.
    fn get_blocking(vm, fd: CInt, /) -> Res<bool> { Ok(done(vm, system::fcntl(fd.0, libc::F_GETFL, 0))? & libc::O_NONBLOCK == 0) }
    /// Set the blocking mode of the specified file descriptor.
    fn set_blocking(vm, fd: CInt, blocking: bool, /) -> Res<()> {
        let old = done(vm, system::fcntl(fd.0, libc::F_GETFL, 0))?;
        let new = if blocking { old & !libc::O_NONBLOCK } else { old | libc::O_NONBLOCK };
        if new == old { Ok(()) } else { done(vm, system::fcntl(fd.0, libc::F_SETFL, new.into())).map(drop) }
    }
    /// Force write of fd to disk.
    fn fsync(vm, /, fd: FileLike) -> Res<()> { super::arguments::patient(vm, || system::fsync(fd.0)).map(drop) }
    /// Force write of fd to disk without forcing update of metadata.
    fn fdatasync(vm, /, fd: FileLike) -> Res<()> { super::arguments::patient(vm, || system::fdatasync(fd.0)).map(drop) }
}

fn device_number(vm: &mut Vm, v: &Value) -> Res<u64> {
    let i = vm.to_int(v)?;
    match (i.as_ref().to_i64(), i.as_ref().signum()) {
        (Some(-1), _) => Ok(u64::MAX),
        (Some(i), _) if i >= 0 => Ok(i as u64),
        (_, 1) => Err(vm.overflow_error("Python int too large to convert to C unsigned long")),
        _ => Err(os_error_number(vm, libc::EINVAL, None, None)),
    }
}

/// Whether children get a descriptor.
pub fn set_inheritable(fd: i32, inheritable: bool) -> std::io::Result<()> {
    let old = system::fcntl(fd, libc::F_GETFD, 0)?;
    let new = if inheritable { old & !libc::FD_CLOEXEC } else { old | libc::FD_CLOEXEC };
    if new != old {
        system::fcntl(fd, libc::F_SETFD, new.into())?;
    }
    Ok(())
}
