//! How a new process comes into being: a copy of this one that arranges its descriptors and becomes another program.
//!
//! What goes wrong in the copy before that comes back through a pipe that closes when the other program begins.

use std::ffi::CString;
use std::io;

use crate::vm::system::{self, Forked};

/// One step in the copy, in order.
pub enum Step {
    Open { fd: i32, path: CString, flags: i32, mode: u32 },
    Close(i32),
    CloseFrom(i32),
    Dup2(i32, i32),
}

/// What the copy does before it becomes the program.
#[derive(Default)]
pub struct Start {
    /// Paths to try, one after the other.
    pub programs: Vec<CString>,
    pub arguments: Vec<CString>,
    /// `NAME=value`
    pub environment: Vec<CString>,
    pub steps: Vec<Step>,
    pub group: Option<i32>,
    pub session: bool,
    pub reset_ids: bool,
    pub blocked: Option<Vec<i32>>,
    pub defaults: Vec<i32>,
    pub schedule: Option<(Option<i32>, i32)>,
}

/// Starts it; the process's number.
pub fn start(s: &Start) -> io::Result<i32> {
    let (told, tell) = rustix::pipe::pipe_with(rustix::pipe::PipeFlags::CLOEXEC)?;
    match system::fork()? {
        Forked::Child => {
            let e = become_program(s);
            let _ = rustix::io::write(&tell, &e.raw_os_error().unwrap_or(libc::EIO).to_ne_bytes());
            std::process::exit(127)
        }
        Forked::Parent(pid) => {
            drop(tell);
            let mut number = [0; 4];
            if matches!(rustix::io::read(&told, &mut number[..]), Ok(4)) {
                let _ = crate::vm::system_records::wait4(pid, 0);
                return Err(io::Error::from_raw_os_error(i32::from_ne_bytes(number)));
            }
            Ok(pid)
        }
    }
}

fn arrange(s: &Start) -> io::Result<()> {
    use nix::sys::signal::{SigSet, Signal};
    if s.session {
        system::setsid()?;
    }
    if let Some(group) = s.group {
        system::setpgid(0, group)?;
    }
    if let Some((policy, priority)) = s.schedule {
        crate::vm::system_records::set_schedule(0, policy, priority)?;
    }
    if s.reset_ids {
        system::setegid(rustix::process::getgid().as_raw())?;
        system::seteuid(rustix::process::getuid().as_raw())?;
    }
    if let Some(blocked) = &s.blocked {
        let mut set = SigSet::empty();
        blocked.iter().filter_map(|n| Signal::try_from(*n).ok()).for_each(|n| set.add(n));
        set.thread_set_mask()?;
    }
    for n in &s.defaults {
        system::default_signal(*n);
    }
    for step in &s.steps {
        match step {
            Step::Open { fd, path, flags, mode } => {
                let got = system::openat(libc::AT_FDCWD, path, *flags, *mode)?;
                if got != *fd {
                    system::dup2(got, *fd)?;
                    system::close(got)?;
                }
            }
            Step::Close(fd) => system::close(*fd)?,
            Step::CloseFrom(fd) => close_from(*fd, &[]),
            Step::Dup2(from, to) if from == to => super::stat::set_inheritable(*from, true)?,
            Step::Dup2(from, to) => drop(system::dup2(*from, *to)?),
        }
    }
    Ok(())
}

/// Marks what is open from a number on, but for some, to be closed when the other program begins.
pub fn close_from(first: i32, but: &[i32]) {
    let open = std::fs::read_dir("/proc/self/fd")
        .map(|all| all.filter_map(|e| e.ok()?.file_name().to_str()?.parse::<i32>().ok()).collect::<Vec<_>>());
    for fd in open.unwrap_or_else(|_| (first..1024).collect()) {
        if fd >= first && !but.contains(&fd) {
            let _ = super::stat::set_inheritable(fd, false);
        }
    }
}

/// Becomes the first program that can be run; comes back with an error only.
pub fn become_program(s: &Start) -> io::Error {
    if let Err(e) = arrange(s) {
        return e;
    }
    run_first(&s.programs, &s.arguments, &s.environment)
}

/// Becomes the first of these programs that is there; the error that says most otherwise.
pub fn run_first(programs: &[CString], arguments: &[CString], environment: &[CString]) -> io::Error {
    let mut worst = io::Error::from_raw_os_error(libc::ENOENT);
    for p in programs {
        let Err(e) = nix::unistd::execve(p, arguments, environment);
        let e = io::Error::from(e);
        if !matches!(e.raw_os_error(), Some(libc::ENOENT | libc::ENOTDIR)) {
            return e;
        }
        worst = e;
    }
    worst
}
