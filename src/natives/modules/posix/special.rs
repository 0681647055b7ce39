//! Descriptors that are no files: events, timers, memory, processes, pseudo-terminals; and the attributes that files have beside their content.

use std::os::fd::IntoRawFd;

use rustix::time::{Itimerspec, TimerfdTimerFlags, Timespec};

use crate::natives;
use crate::object::Value;
use crate::vm::{Res, Vm, system};
use crate::world::SECOND;

use super::super::support::{buffer_arg, os_error_number};
use super::arguments::{CInt, FsPath, P, PathFdNone, PathOrFd, c_text, done, patient, text_value};

fn pair(vm: &Vm, a: Value, b: Value) -> Value {
    vm.heap.tuple([a, b]).into_value()
}

fn spec(ns: i64) -> Timespec {
    Timespec { tv_sec: ns.div_euclid(SECOND), tv_nsec: ns.rem_euclid(SECOND) as _ }
}

fn ns(t: Timespec) -> i64 {
    t.tv_sec.saturating_mul(SECOND).saturating_add(t.tv_nsec)
}

fn as_seconds(vm: &Vm, t: &Itimerspec) -> Value {
    let f = |t: Timespec| Value::float(crate::world::seconds(ns(t)));
    pair(vm, f(t.it_value), f(t.it_interval))
}

fn as_ns(vm: &Vm, t: &Itimerspec) -> Value {
    pair(vm, Value::Int(ns(t.it_value)), Value::Int(ns(t.it_interval)))
}

fn set_timer(vm: &mut Vm, fd: i32, flags: i32, value: i64, interval: i64) -> Res<Itimerspec> {
    let new = Itimerspec { it_interval: spec(interval), it_value: spec(value) };
    let flags = TimerfdTimerFlags::from_bits_retain(flags as u32);
    let r = system::borrowed(fd).and_then(|fd| Ok(rustix::time::timerfd_settime(fd, flags, &new)?));
    done(vm, r)
}

fn timer_seconds(vm: &mut Vm, x: f64) -> Res<i64> {
    if x.is_nan() {
        return Err(vm.value_error("Invalid value NaN (not a number)"));
    }
    if x.abs() > 9.2e9 {
        return Err(vm.overflow_error("timestamp too large to convert to C PyTime_t"));
    }
    Ok((x * SECOND as f64).floor() as i64)
}

fn follow_or_fd(vm: &mut Vm, name: &str, path: &FsPath, follow: bool) -> Res<()> {
    if path.fd.is_some() && !follow {
        return Err(vm.value_error(format!("{name}: cannot use fd and follow_symlinks together")));
    }
    Ok(())
}

/// Asks with more room until the answer fits.
fn growing(mut ask: impl FnMut(&mut [u8]) -> std::io::Result<usize>) -> std::io::Result<Vec<u8>> {
    let mut room = vec![0; 256];
    loop {
        match ask(&mut room) {
            Ok(n) => {
                room.truncate(n);
                return Ok(room);
            }
            Err(e) if e.raw_os_error() == Some(libc::ERANGE) && room.len() <= 65536 => {
                let n = room.len() * 4;
                room.resize(n, 0);
            }
            Err(e) => return Err(e),
        }
    }
}

natives! { pub static FUNCTIONS;
    /// Creates and returns an event notification file descriptor.
    fn eventfd(vm, /, initval: Value, flags: CInt = CInt(libc::EFD_CLOEXEC)) -> Res<i64> {
        let n = unsigned(vm, &initval)?;
        let Ok(n) = u32::try_from(n) else { return Err(vm.overflow_error("Python int too large to convert to C unsigned int")) };
        done(vm, system::eventfd(n, flags.0)).map(i64::from)
    }
    /// Read eventfd value
    fn eventfd_read(vm, /, fd: super::arguments::FileLike) -> Res {
        let mut data = [0; 8];
        patient(vm, || Ok(rustix::io::read(system::borrowed(fd.0)?, &mut data[..])?))?;
        Ok(vm.heap.int_from_usize(u64::from_ne_bytes(data) as usize))
    }
    /// Write eventfd value.
    fn eventfd_write(vm, /, fd: super::arguments::FileLike, value: Value) -> Res<()> {
        let n = unsigned(vm, &value)?;
        patient(vm, || Ok(rustix::io::write(system::borrowed(fd.0)?, &n.to_ne_bytes())?)).map(drop)
    }
    /// Create and return a timer file descriptor.
    fn timerfd_create(vm, clockid: CInt, /, *, flags: CInt = CInt(libc::TFD_CLOEXEC)) -> Res<i64> {
        done(vm, system::timerfd_create(clockid.0, flags.0 | libc::TFD_CLOEXEC)).map(i64::from)
    }
    /// Alter a timer file descriptor's internal timer in seconds.
    fn timerfd_settime(vm, fd: super::arguments::FileLike, /, *, flags: CInt = CInt(0), initial: f64 = 0.0, interval: f64 = 0.0) -> Res {
        let (a, b) = (timer_seconds(vm, initial)?, timer_seconds(vm, interval)?);
        let old = set_timer(vm, fd.0, flags.0, a, b)?;
        Ok(as_seconds(vm, &old))
    }
    /// Alter a timer file descriptor's internal timer in nanoseconds.
    fn timerfd_settime_ns(vm, fd: super::arguments::FileLike, /, *, flags: CInt = CInt(0), initial: i64 = 0, interval: i64 = 0) -> Res {
        let old = set_timer(vm, fd.0, flags.0, initial, interval)?;
        Ok(as_ns(vm, &old))
    }
    /// Return a tuple of a timer file descriptor's (next expiration, interval) in float seconds.
    fn timerfd_gettime(vm, fd: super::arguments::FileLike, /) -> Res {
        let r = system::borrowed(fd.0).and_then(|fd| Ok(rustix::time::timerfd_gettime(fd)?));
        let t = done(vm, r)?;
        Ok(as_seconds(vm, &t))
    }
    /// Return a tuple of a timer file descriptor's (next expiration, interval) in nanoseconds.
    fn timerfd_gettime_ns(vm, fd: super::arguments::FileLike, /) -> Res {
        let r = system::borrowed(fd.0).and_then(|fd| Ok(rustix::time::timerfd_gettime(fd)?));
        let t = done(vm, r)?;
        Ok(as_ns(vm, &t))
    }
    /// Creates an anonymous file and returns a descriptor referring to it.
    fn memfd_create(vm, /, name: Value, flags: i64 = 1) -> Res<i64> {
        let name = c_text(vm, &name)?;
        done(vm, system::memfd_create(&name, flags as u32)).map(i64::from)
    }
    /// Return a file descriptor referring to the process *pid*.
    fn pidfd_open(vm, /, pid: CInt, flags: i64 = 0) -> Res<i64> { done(vm, system::pidfd_open(pid.0, flags as u32)).map(i64::from) }
    /// Open a pseudo-terminal.
    fn openpty(vm, /) -> Res {
        use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
        let r = (|| {
            let host = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC)?;
            grantpt(&host)?;
            unlockpt(&host)?;
            let name = ptsname(&host, Vec::new())?;
            let guest = system::openat(libc::AT_FDCWD, &name, libc::O_RDWR | libc::O_NOCTTY | libc::O_CLOEXEC, 0)?;
            Ok((host.into_raw_fd(), guest))
        })();
        let (a, b) = done(vm, r)?;
        Ok(pair(vm, Value::Int(a.into()), Value::Int(b.into())))
    }
    /// Open and return a file descriptor for a master pseudo-terminal device.
    fn posix_openpt(vm, oflag: CInt, /) -> Res<i64> { done(vm, system::posix_openpt(oflag.0 | libc::O_CLOEXEC)).map(i64::from) }
    /// Grant access to the slave pseudo-terminal device.
    fn grantpt(vm, fd: super::arguments::FileLike, /) -> Res<()> { done(vm, system::grantpt(fd.0)).map(drop) }
    /// Unlock a pseudo-terminal master/slave pair.
    fn unlockpt(vm, fd: super::arguments::FileLike, /) -> Res<()> { done(vm, system::unlockpt(fd.0)).map(drop) }
    /// Return the name of the slave pseudo-terminal device.
    fn ptsname(vm, fd: super::arguments::FileLike, /) -> Res {
        let r = system::borrowed(fd.0).and_then(|fd| Ok(rustix::pty::ptsname(fd, Vec::new())?));
        let name = done(vm, r)?;
        text_value(vm, name.as_bytes())
    }
    /// Prepare the tty of which fd is a file descriptor for a new login session.
    fn login_tty(vm, fd: super::arguments::FileLike, /) -> Res<()> { done(vm, system::login_tty(fd.0)).map(drop) }
    /// Return the name of the terminal device connected to 'fd'.
    fn ttyname(vm, fd: CInt, /) -> Res {
        let r = system::borrowed(fd.0).and_then(|fd| Ok(rustix::termios::ttyname(fd, Vec::new())?));
        let name = done(vm, r)?;
        text_value(vm, name.as_bytes())
    }
    /// Return the name of the controlling terminal for this process.
    fn ctermid(vm, /) -> &'static str { "/dev/tty" }
    /// Return the process group associated with the terminal specified by fd.
    fn tcgetpgrp(vm, fd: CInt, /) -> Res<i64> { done(vm, system::tcgetpgrp(fd.0)).map(i64::from) }
    /// Set the process group associated with the terminal specified by fd.
    fn tcsetpgrp(vm, fd: CInt, pgid: CInt, /) -> Res<()> { done(vm, system::tcsetpgrp(fd.0, pgid.0)).map(drop) }
    /// Return the value of extended attribute attribute on path.
    fn getxattr(vm, /, path: PathOrFd, attribute: P, *, follow_symlinks: bool = true) -> Res {
        follow_or_fd(vm, "getxattr", &path, follow_symlinks)?;
        let name = attribute.name.as_c_str();
        let r = growing(|room| Ok(match path.fd {
            Some(fd) => rustix::fs::fgetxattr(system::borrowed(fd)?, name, room)?,
            None if follow_symlinks => rustix::fs::getxattr(path.name.as_c_str(), name, room)?,
            None => rustix::fs::lgetxattr(path.name.as_c_str(), name, room)?,
        }));
        let data = path.done(vm, r)?;
        Ok(vm.heap.bytes_from_vec(data).into_value())
    }
    /// Set extended attribute attribute on path to value.
    fn setxattr(vm, /, path: PathOrFd, attribute: P, value: Value, flags: CInt = CInt(0), *, follow_symlinks: bool = true) -> Res<()> {
        let value = buffer_arg(vm, &value)?;
        follow_or_fd(vm, "setxattr", &path, follow_symlinks)?;
        let name = attribute.name.as_c_str();
        let flags = rustix::fs::XattrFlags::from_bits_retain(flags.0 as u32);
        let r = (|| {
            match path.fd {
                Some(fd) => rustix::fs::fsetxattr(system::borrowed(fd)?, name, &value, flags)?,
                None if follow_symlinks => rustix::fs::setxattr(path.name.as_c_str(), name, &value, flags)?,
                None => rustix::fs::lsetxattr(path.name.as_c_str(), name, &value, flags)?,
            }
            Ok(())
        })();
        path.done(vm, r)
    }
    /// Remove extended attribute attribute on path.
    fn removexattr(vm, /, path: PathOrFd, attribute: P, *, follow_symlinks: bool = true) -> Res<()> {
        follow_or_fd(vm, "removexattr", &path, follow_symlinks)?;
        let name = attribute.name.as_c_str();
        let r = (|| {
            match path.fd {
                Some(fd) => rustix::fs::fremovexattr(system::borrowed(fd)?, name)?,
                None if follow_symlinks => rustix::fs::removexattr(path.name.as_c_str(), name)?,
                None => rustix::fs::lremovexattr(path.name.as_c_str(), name)?,
            }
            Ok(())
        })();
        path.done(vm, r)
    }
    /// Return a list of extended attributes on path.
    fn listxattr(vm, /, path: PathFdNone = PathFdNone(FsPath::here(vm)), *, follow_symlinks: bool = true) -> Res {
        follow_or_fd(vm, "listxattr", &path, follow_symlinks)?;
        let r = growing(|room| Ok(match path.fd {
            Some(fd) => rustix::fs::flistxattr(system::borrowed(fd)?, room)?,
            None if follow_symlinks => rustix::fs::listxattr(path.name.as_c_str(), room)?,
            None => rustix::fs::llistxattr(path.name.as_c_str(), room)?,
        }));
        let data = path.done(vm, r)?;
        let mut out = Vec::new();
        for name in data.split(|b| *b == 0).filter(|n| !n.is_empty()) {
            out.push(text_value(vm, name)?);
        }
        Ok(vm.heap.list(out).into_value())
    }
    /// Obtain a series of random bytes.
    fn getrandom(vm, /, size: i64, flags: CInt = CInt(0)) -> Res {
        let Ok(n) = usize::try_from(size) else { return Err(os_error_number(vm, libc::EINVAL, None, None)) };
        let mut data = Vec::new();
        vm.granted(crate::object::buffer::resize(&mut data, n, 0))?;
        if flags.0 == 0 {
            let r = vm.world.fill(&mut data);
            done(vm, r)?;
        } else {
            let flags = rustix::rand::GetRandomFlags::from_bits_retain(flags.0 as u32);
            let n = patient(vm, || Ok(rustix::rand::getrandom(&mut data[..], flags)?))?;
            data.truncate(n);
        }
        Ok(vm.heap.bytes_from_vec(data).into_value())
    }
    /// Disassociate parts of a process (or thread) execution context.
    fn unshare(vm, /, flags: CInt) -> Res<()> { done(vm, system::unshare(flags.0)).map(drop) }
    /// Move the calling thread into different namespaces.
    fn setns(vm, /, fd: super::arguments::FileLike, nstype: CInt = CInt(0)) -> Res<()> { done(vm, system::setns(fd.0, nstype.0)).map(drop) }
}

fn unsigned(vm: &mut Vm, v: &Value) -> Res<u64> {
    let i = vm.to_int(v)?;
    if i.as_ref().signum() < 0 {
        return Err(vm.value_error("Cannot convert negative int"));
    }
    match u64::try_from(i.as_ref().to_big()) {
        Ok(n) => Ok(n),
        Err(_) => Err(vm.overflow_error("Python int too large to convert to C unsigned long")),
    }
}
