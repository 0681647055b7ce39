//! Calls of the C library that take numbers and texts and give back a number: safe whatever they are given, since the system checks them.
//!
//! A script names descriptors by number, so a wrong number is the script's mistake and the system answers `EBADF`: no memory of the interpreter hangs on one. (What owns a descriptor
//! here is `natives/files/descriptors.rs`; a script that closes somebody else's number gets what it gets in C.)

use std::ffi::CStr;
use std::io;
use std::os::fd::{BorrowedFd, FromRawFd, OwnedFd};

/// What a call takes: a number, or a text with its end.
trait Passed {
    type C;
    fn pass(self) -> Self::C;
}

macro_rules! numbers {
    ($($t:ty)*) => { $( impl Passed for $t { type C = $t; fn pass(self) -> $t { self } } )* };
}
numbers! { i32 u32 i64 u64 usize }

impl Passed for &CStr {
    type C = *const libc::c_char;
    fn pass(self) -> Self::C {
        self.as_ptr()
    }
}

/// What a call gives back: negative numbers say that there is an error.
trait Answered: Copy {
    fn failed(self) -> bool;
}

macro_rules! answers {
    ($($t:ty)*) => { $( impl Answered for $t { fn failed(self) -> bool { self < 0 } } )* };
}
answers! { i32 i64 isize }

fn answered<T: Answered>(n: T) -> io::Result<T> {
    if n.failed() { Err(io::Error::last_os_error()) } else { Ok(n) }
}

macro_rules! calls {
    ($(fn $name:ident($($p:ident: $t:ty),*) -> $r:ty;)*) => { $(
        #[doc = concat!("`", stringify!($name), "` of the C library.")]
        pub fn $name($($p: $t),*) -> io::Result<$r> {
            // SAFETY: numbers cannot be wrong in a way that harms memory, texts end and live longer than the call, and the call writes nowhere.
            answered(unsafe { libc::$name($($p.pass()),*) })
        }
    )* };
}

calls! {
    fn faccessat(dir: i32, path: &CStr, mode: i32, flags: i32) -> i32;
    fn chdir(path: &CStr) -> i32;
    fn fchdir(fd: i32) -> i32;
    fn chroot(path: &CStr) -> i32;
    fn fchmodat(dir: i32, path: &CStr, mode: u32, flags: i32) -> i32;
    fn fchmod(fd: i32, mode: u32) -> i32;
    fn fchownat(dir: i32, path: &CStr, uid: u32, gid: u32, flags: i32) -> i32;
    fn fchown(fd: i32, uid: u32, gid: u32) -> i32;
    fn mkdirat(dir: i32, path: &CStr, mode: u32) -> i32;
    fn mknodat(dir: i32, path: &CStr, mode: u32, device: u64) -> i32;
    fn unlinkat(dir: i32, path: &CStr, flags: i32) -> i32;
    fn renameat(from: i32, path: &CStr, to: i32, new: &CStr) -> i32;
    fn linkat(from: i32, path: &CStr, to: i32, new: &CStr, flags: i32) -> i32;
    fn symlinkat(target: &CStr, dir: i32, path: &CStr) -> i32;
    fn truncate(path: &CStr, length: i64) -> i32;
    fn ftruncate(fd: i32, length: i64) -> i32;
    fn lseek(fd: i32, offset: i64, whence: i32) -> i64;
    fn fsync(fd: i32) -> i32;
    fn fdatasync(fd: i32) -> i32;
    fn dup2(fd: i32, to: i32) -> i32;
    fn dup3(fd: i32, to: i32, flags: i32) -> i32;
    fn lockf(fd: i32, command: i32, length: i64) -> i32;
    fn flock(fd: i32, operation: i32) -> i32;
    fn getpgid(pid: i32) -> i32;
    fn setpgid(pid: i32, group: i32) -> i32;
    fn getsid(pid: i32) -> i32;
    fn setsid() -> i32;
    fn setpriority(which: u32, who: u32, priority: i32) -> i32;
    fn sched_get_priority_max(policy: i32) -> i32;
    fn sched_get_priority_min(policy: i32) -> i32;
    fn sched_getscheduler(pid: i32) -> i32;
    fn setuid(uid: u32) -> i32;
    fn seteuid(uid: u32) -> i32;
    fn setgid(gid: u32) -> i32;
    fn setegid(gid: u32) -> i32;
    fn setreuid(real: u32, effective: u32) -> i32;
    fn setregid(real: u32, effective: u32) -> i32;
    fn setresuid(real: u32, effective: u32, saved: u32) -> i32;
    fn setresgid(real: u32, effective: u32, saved: u32) -> i32;
    fn initgroups(user: &CStr, group: u32) -> i32;
    fn kill(pid: i32, signal: i32) -> i32;
    fn killpg(group: i32, signal: i32) -> i32;
    fn tcgetpgrp(fd: i32) -> i32;
    fn tcsetpgrp(fd: i32, group: i32) -> i32;
    fn tcsendbreak(fd: i32, duration: i32) -> i32;
    fn tcdrain(fd: i32) -> i32;
    fn tcflush(fd: i32, queue: i32) -> i32;
    fn tcflow(fd: i32, action: i32) -> i32;
    fn grantpt(fd: i32) -> i32;
    fn unlockpt(fd: i32) -> i32;
    fn posix_openpt(flags: i32) -> i32;
    fn login_tty(fd: i32) -> i32;
    fn eventfd(value: u32, flags: i32) -> i32;
    fn memfd_create(name: &CStr, flags: u32) -> i32;
    fn timerfd_create(clock: i32, flags: i32) -> i32;
    fn unshare(flags: i32) -> i32;
    fn setns(fd: i32, kind: i32) -> i32;
}

macro_rules! limits {
    ($($(#[$doc:meta])* fn $name:ident($($p:ident: $t:ty),*) -> $r:ty;)*) => { $(
        $(#[$doc])*
        pub fn $name($($p: $t),*) -> io::Result<$r> {
            rustix_errno_clear();
            // SAFETY: as above.
            let n = unsafe { libc::$name($($p.pass()),*) };
            if n != -1 {
                return Ok(n);
            }
            match io::Error::last_os_error() {
                e if e.raw_os_error() == Some(0) => Ok(n),
                e => Err(e),
            }
        }
    )* };
}

fn rustix_errno_clear() {
    // SAFETY: the address is the calling thread's own.
    unsafe { *libc::__errno_location() = 0 };
}

limits! {
    /// A limit of the system; -1: there is none.
    fn sysconf(name: i32) -> i64;
    /// A limit of a file; -1: there is none.
    fn pathconf(path: &CStr, name: i32) -> i64;
    /// A limit of an open file; -1: there is none.
    fn fpathconf(fd: i32, name: i32) -> i64;
    /// Adds to the priority; -1 is a priority, too.
    fn nice(increment: i32) -> i32;
    /// The priority; -1 is one, too.
    fn getpriority(which: u32, who: u32) -> i32;
}

macro_rules! error_numbers {
    ($(fn $name:ident($($p:ident: $t:ty),*);)*) => { $(
        #[doc = concat!("`", stringify!($name), "` of the C library.")]
        pub fn $name($($p: $t),*) -> io::Result<()> {
            // SAFETY: as above. These answer the number of the error itself.
            match unsafe { libc::$name($($p.pass()),*) } {
                0 => Ok(()),
                n => Err(io::Error::from_raw_os_error(n)),
            }
        }
    )* };
}

error_numbers! {
    fn posix_fadvise(fd: i32, offset: i64, length: i64, advice: i32);
    fn posix_fallocate(fd: i32, offset: i64, length: i64);
}

/// Opens a file below a folder.
pub fn openat(dir: i32, path: &CStr, flags: i32, mode: u32) -> io::Result<i32> {
    // SAFETY: the mode is passed as the call reads it; the text ends and lives longer than the call.
    answered(unsafe { libc::openat(dir, path.as_ptr(), flags, mode) })
}

/// The commands of `fcntl` that take a number or nothing.
pub fn fcntl(fd: i32, command: i32, argument: i64) -> io::Result<i32> {
    // SAFETY: commands that take an address get a number that is none of ours only if the caller passes one: `fcntl_takes_number` refuses those.
    if !fcntl_takes_number(command) {
        return Err(io::Error::from_raw_os_error(libc::EFAULT));
    }
    // SAFETY: the command reads a number.
    answered(unsafe { libc::fcntl(fd, command, argument) })
}

/// Whether a command of `fcntl` reads a number (others read or write at an address).
fn fcntl_takes_number(command: i32) -> bool {
    // Locks, owners and hints of write life-times are records: F_GETLK .. F_OFD_SETLKW, F_GETOWN_EX, F_SETOWN_EX, F_GETOWNER_UIDS, F_*_RW_HINT.
    !matches!(command, 5..=7 | 12..=17 | 36..=38 | 1035..=1038)
}

/// A command of `fcntl` on a record; the system writes into it.
pub fn fcntl_record(fd: i32, command: i32, record: &mut [u8; 1024]) -> io::Result<i32> {
    // SAFETY: no command writes more than 1024 bytes, and those that read a number read the address.
    answered(unsafe { libc::fcntl(fd, command, record.as_mut_ptr()) })
}

/// A request of `ioctl` with a number.
pub fn ioctl(fd: i32, request: u64, argument: i64) -> io::Result<i32> {
    // The size and direction in the request say whether it is an address. Older requests of terminals (0x54xx) do not; those below take numbers.
    // FICLONE says address and takes the number of a descriptor.
    let takes_number = request == 0x4004_9409
        || request >> 30 == 0
            && (request >> 8 != 0x54
                || matches!(
                    request,
                    0x5409
                        | 0x540A
                        | 0x540B
                        | 0x540C
                        | 0x540D
                        | 0x540E
                        | 0x5422
                        | 0x5425
                        | 0x5427
                        | 0x5428
                        | 0x5450
                        | 0x5451
                ));
    if !takes_number && argument != 0 {
        return Err(io::Error::from_raw_os_error(libc::EFAULT));
    }
    // SAFETY: the request reads a number, or gets no address at all, which the system refuses.
    answered(unsafe { libc::ioctl(fd, request, argument) })
}

/// A request of `ioctl` on a record of which the system reads and writes as much as the request says.
pub fn ioctl_record(fd: i32, request: u64, record: &mut [u8]) -> io::Result<i32> {
    let size = ((request >> 16) & 0x3fff) as usize;
    if record.len() < size.max(1024) {
        return Err(io::Error::from_raw_os_error(libc::EINVAL));
    }
    // SAFETY: the record has the size that is in the request; requests without one are of terminals and sockets, whose records are shorter than 1024 bytes.
    answered(unsafe { libc::ioctl(fd, request, record.as_mut_ptr()) })
}

/// Closes a descriptor.
pub fn close(fd: i32) -> io::Result<()> {
    // SAFETY: a number; see the head.
    answered(unsafe { libc::close(fd) }).map(drop)
}

/// A descriptor that a script named, for the length of a call.
pub fn borrowed(fd: i32) -> io::Result<BorrowedFd<'static>> {
    if fd < 0 {
        return Err(io::Error::from_raw_os_error(libc::EBADF));
    }
    // SAFETY: it is not -1; whether it is open, the system says at each call; see the head.
    Ok(unsafe { BorrowedFd::borrow_raw(fd) })
}

/// Takes over a descriptor that a script named. None if it is not open.
pub fn owned(fd: i32) -> Option<OwnedFd> {
    if fd < 0 || fcntl(fd, libc::F_GETFD, 0).is_err() {
        return None;
    }
    // SAFETY: it is open; who had it by its number gives it up, see the head.
    Some(unsafe { OwnedFd::from_raw_fd(fd) })
}

/// `pidfd_open`: a descriptor for a process.
pub fn pidfd_open(pid: i32, flags: u32) -> io::Result<i32> {
    // SAFETY: numbers only.
    answered(unsafe { libc::syscall(libc::SYS_pidfd_open, pid, flags) }).map(|n| n as i32)
}

/// What `fork` comes back with.
pub enum Forked {
    /// In the new process.
    Child,
    /// In the old one: the number of the new.
    Parent(i32),
}

/// Makes a copy of the process. Refused where other threads could hold locks that the copy would wait for: only the thread that waits for this one may be there.
pub fn fork() -> io::Result<Forked> {
    let threads = std::fs::read_dir("/proc/self/task")?.count();
    if threads > 2 {
        return Err(io::Error::from_raw_os_error(libc::EAGAIN));
    }
    // SAFETY: the command has this thread and one that waits for it and holds nothing.
    match answered(unsafe { libc::fork() })? {
        0 => Ok(Forked::Child),
        n => Ok(Forked::Parent(n)),
    }
}

/// A signal takes its usual effect again (in a process that is about to become another program).
pub fn default_signal(signal: i32) {
    // SAFETY: no handler of ours is installed, one is taken away.
    unsafe { libc::signal(signal, libc::SIG_DFL) };
}

/// A signal has no effect from now on; what caused it fails with an error.
pub fn ignore_signal(signal: i32) {
    // SAFETY: no handler is installed.
    unsafe { libc::signal(signal, libc::SIG_IGN) };
}

/// `pidfd_send_signal`
pub fn pidfd_send_signal(fd: i32, signal: i32, flags: u32) -> io::Result<()> {
    // SAFETY: numbers, and no record.
    answered(unsafe {
        libc::syscall(libc::SYS_pidfd_send_signal, fd, signal, std::ptr::null::<libc::siginfo_t>(), flags)
    })
    .map(drop)
}

/// Whether calls that wait come back when a signal of this number arrives.
pub fn siginterrupt(signal: i32, interrupts: i32) -> io::Result<i32> {
    // SAFETY: the action is what is installed, but for one flag.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        answered(libc::sigaction(signal, std::ptr::null(), &mut action))?;
        if interrupts != 0 {
            action.sa_flags &= !libc::SA_RESTART;
        } else {
            action.sa_flags |= libc::SA_RESTART;
        }
        answered(libc::sigaction(signal, &action, std::ptr::null_mut()))
    }
}

/// Locks a part of a file, or frees it.
pub fn lock_part(fd: i32, waits: bool, kind: i16, whence: i16, start: i64, length: i64) -> io::Result<i32> {
    // SAFETY: the record is what the command reads.
    unsafe {
        let mut l: libc::flock = std::mem::zeroed();
        (l.l_type, l.l_whence, l.l_start, l.l_len) = (kind, whence, start, length);
        answered(libc::fcntl(fd, if waits { libc::F_SETLKW } else { libc::F_SETLK }, &l))
    }
}
