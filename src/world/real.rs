//! The world as the operating system shows it.

use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, Signal};
use rustix::time::{ClockId, clock_gettime};

use crate::guard::Guard;

use super::signals::Arrivals;
use super::{Processor, SECOND, Stream, WaitFor, Wake, Waker, World};

/// The real world. The environment is a copy that this program changes; children get it from here.
pub struct RealWorld {
    stderr: Box<dyn Write + Send>,
    arrivals: Arrivals,
    environment: Vec<(Vec<u8>, Vec<u8>)>,
}

fn ns(t: Timespec) -> i64 {
    t.tv_sec.saturating_mul(SECOND).saturating_add(t.tv_nsec)
}

fn clock(id: ClockId) -> i64 {
    ns(clock_gettime(id))
}

impl RealWorld {
    /// The world of this process. No signal is watched yet.
    pub fn new() -> io::Result<RealWorld> {
        let environment = std::env::vars_os().map(|(k, v)| (k.into_vec(), v.into_vec())).collect::<Vec<_>>();
        Ok(RealWorld { stderr: Box::new(io::stderr()), arrivals: Arrivals::new()?, environment })
    }

    /// Looks at what is there without waiting; `input` says that standard input was asked for and is readable.
    fn news(&mut self, input: bool) -> Option<Wake> {
        if self.arrivals.pending() {
            return Some(Wake::Signal);
        }
        if self.arrivals.take_call() {
            return Some(Wake::Called);
        }
        input.then_some(Wake::Input)
    }

    /// One `poll`: whether standard input is readable.
    fn poll_once(&self, input: bool, timeout: Option<i64>) -> io::Result<bool> {
        let stdin = rustix::stdio::stdin();
        let mut fds = vec![PollFd::new(self.arrivals.reader(), PollFlags::IN)];
        if input {
            fds.push(PollFd::from_borrowed_fd(stdin, PollFlags::IN));
        }
        let timeout = timeout.map(|t| Timespec { tv_sec: t / SECOND, tv_nsec: t % SECOND });
        match poll(&mut fds, timeout.as_ref()) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(e) => return Err(e.into()),
        }
        if !fds[0].revents().is_empty() {
            self.arrivals.drain();
        }
        Ok(fds.get(1).is_some_and(|f| !f.revents().is_empty()))
    }
}

impl World for RealWorld {
    fn monotonic_ns(&self) -> i64 {
        clock(ClockId::Monotonic)
    }

    fn wall_ns(&self) -> i64 {
        clock(ClockId::Realtime)
    }

    fn set_wall_ns(&mut self, t: i64) -> io::Result<()> {
        let t = Timespec { tv_sec: t.div_euclid(SECOND), tv_nsec: t.rem_euclid(SECOND) };
        Ok(rustix::time::clock_settime(ClockId::Realtime, t)?)
    }

    fn processor_ns(&self, which: Processor) -> i64 {
        clock(match which {
            Processor::Process => ClockId::ProcessCPUTime,
            Processor::Thread => ClockId::ThreadCPUTime,
        })
    }

    fn wait(&mut self, what: WaitFor) -> io::Result<Wake> {
        loop {
            if let Some(w) = self.news(false) {
                return Ok(w);
            }
            let left = what.deadline.map(|d| d.saturating_sub(self.monotonic_ns()));
            if left.is_some_and(|l| l <= 0) && !what.input {
                return Ok(Wake::Deadline);
            }
            let input = self.poll_once(what.input, left.map(|l| l.max(0)))?;
            if let Some(w) = self.news(input) {
                return Ok(w);
            }
            if left.is_some_and(|l| l <= 0) {
                return Ok(Wake::Deadline);
            }
        }
    }

    fn waker(&self) -> Waker {
        self.arrivals.waker()
    }

    fn fill(&mut self, buffer: &mut [u8]) -> io::Result<()> {
        getrandom::fill(buffer).map_err(io::Error::other)
    }

    fn environment(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        self.environment.clone()
    }

    fn variable(&self, name: &str) -> Option<Vec<u8>> {
        self.environment.iter().find(|(n, _)| n == name.as_bytes()).map(|(_, v)| v.clone())
    }

    fn set_variable(&mut self, name: &[u8], value: Option<&[u8]>) {
        match (self.environment.iter().position(|(n, _)| n == name), value) {
            (Some(i), Some(v)) => self.environment[i].1 = v.to_vec(),
            (None, Some(v)) => self.environment.push((name.to_vec(), v.to_vec())),
            (Some(i), None) => {
                self.environment.remove(i);
            }
            (None, None) => {}
        }
    }

    fn executable(&self) -> io::Result<PathBuf> {
        std::env::current_exe()
    }

    fn arguments(&self) -> Vec<Vec<u8>> {
        std::env::args_os().map(|a| a.as_bytes().to_vec()).collect()
    }

    fn current_dir(&self) -> io::Result<PathBuf> {
        std::env::current_dir()
    }

    fn set_current_dir(&mut self, path: &Path) -> io::Result<()> {
        std::env::set_current_dir(path)
    }

    fn pid(&self) -> i64 {
        i64::from(std::process::id())
    }

    fn parent_pid(&self) -> i64 {
        rustix::process::getppid().map_or(0, |p| i64::from(p.as_raw_nonzero().get()))
    }

    fn processors(&self) -> usize {
        std::thread::available_parallelism().map_or(1, |n| n.get())
    }

    fn terminal_size(&self, stream: Stream) -> io::Result<(u16, u16)> {
        let fd = match stream {
            Stream::Stdin => rustix::stdio::stdin(),
            Stream::Stdout => rustix::stdio::stdout(),
            Stream::Stderr => rustix::stdio::stderr(),
        };
        let size = rustix::termios::tcgetwinsize(fd)?;
        Ok((size.ws_col, size.ws_row))
    }

    fn is_terminal(&self, stream: Stream) -> bool {
        match stream {
            Stream::Stdin => io::stdin().is_terminal(),
            Stream::Stdout => io::stdout().is_terminal(),
            Stream::Stderr => io::stderr().is_terminal(),
        }
    }

    fn read_stdin(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // Waiting comes first, for a signal handler does not interrupt a read that has begun.
        loop {
            match self.wait(WaitFor { deadline: None, input: true })? {
                Wake::Signal => return Err(io::ErrorKind::Interrupted.into()),
                Wake::Input => break,
                Wake::Deadline | Wake::Called => {}
            }
        }
        Ok(rustix::io::read(io::stdin().as_fd(), buffer)?)
    }

    fn redirect_stderr(&mut self, to: Box<dyn Write + Send>) {
        self.stderr = to;
    }

    fn write_stderr(&mut self, text: &[u8]) -> io::Result<()> {
        self.stderr.write_all(text)
    }

    fn watch_signal(&mut self, signal: i32) -> io::Result<()> {
        self.arrivals.watch(signal)
    }

    fn unwatch_signal(&mut self, signal: i32) {
        self.arrivals.unwatch(signal);
    }

    fn signals_pending(&self) -> bool {
        self.arrivals.pending()
    }

    fn ask_at_signals(&mut self, guard: Guard) {
        self.arrivals.guard = guard;
    }

    fn take_signals(&mut self) -> Vec<i32> {
        self.arrivals.take()
    }

    fn raise_signal(&mut self, signal: i32) -> io::Result<()> {
        signal_hook::low_level::raise(signal)
    }

    fn kill(&mut self, pid: i64, signal: i32) -> io::Result<()> {
        let invalid = || io::Error::from(io::ErrorKind::InvalidInput);
        let pid = i32::try_from(pid).map_err(|_| invalid())?;
        let target = Pid::from_raw(pid.abs());
        if signal == 0 {
            return match target {
                Some(p) if pid > 0 => Ok(rustix::process::test_kill_process(p)?),
                Some(p) => Ok(rustix::process::test_kill_process_group(p)?),
                None => Ok(rustix::process::test_kill_current_process_group()?),
            };
        }
        let signal = Signal::from_named_raw(signal).ok_or_else(invalid)?;
        match target {
            Some(p) if pid > 0 => Ok(rustix::process::kill_process(p, signal)?),
            Some(p) => Ok(rustix::process::kill_process_group(p, signal)?),
            None => Ok(rustix::process::kill_current_process_group(signal)?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_ends_at_its_deadline_not_before() {
        let mut w = RealWorld::new().expect("world");
        let deadline = w.monotonic_ns() + 3_000_000;
        assert_eq!(w.wait(WaitFor { deadline: Some(deadline), input: false }).expect("wait"), Wake::Deadline);
        assert!(w.monotonic_ns() >= deadline);
    }

    #[test]
    fn a_waker_ends_a_wait_without_end() {
        let mut w = RealWorld::new().expect("world");
        let waker = w.waker();
        let t = std::thread::spawn(move || waker.wake());
        assert_eq!(w.wait(WaitFor::default()).expect("wait"), Wake::Called);
        t.join().expect("thread");
    }

    #[test]
    fn a_signal_ends_a_wait_and_is_taken_once() {
        let mut w = RealWorld::new().expect("world");
        let usr1 = super::super::signal_number("SIGUSR1").expect("known");
        w.watch_signal(usr1).expect("watched");
        w.raise_signal(usr1).expect("raised");
        assert_eq!(w.wait(WaitFor::default()).expect("wait"), Wake::Signal);
        assert_eq!(w.take_signals(), [usr1]);
        assert!(!w.signals_pending());
    }
}
