//! Everything that a program can observe and that does not follow from its text: clocks, waiting, randomness, environment, signals.
//!
//! Comes in: requests of the VM, the scheduler and natives, through one trait. Goes out: what the world answers. `real.rs` asks the operating
//! system; `virtual_time.rs` is the same world with a clock that jumps, so that a program that sleeps an hour ends at once.
//! Read this file first.

mod real;
mod signals;
mod virtual_time;

use std::io;
use std::path::PathBuf;

use crate::guard::Guard;

pub use real::RealWorld;
pub use signals::{Waker, signal_number};
pub use virtual_time::{VirtualStart, VirtualWorld};

/// Nanoseconds in a second.
pub const SECOND: i64 = 1_000_000_000;

/// Why a wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wake {
    /// The deadline has come.
    Deadline,
    /// A signal arrived that is watched: see `World::take_signals`.
    Signal,
    /// Somebody used the `Waker`.
    Called,
    /// Standard input can be read (only if it was asked for).
    Input,
}

/// What a wait is for, besides signals and wakers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct WaitFor {
    /// Monotonic time in nanoseconds; None: without end.
    pub deadline: Option<i64>,
    /// Standard input becomes readable.
    pub input: bool,
}

/// One of the standard streams that a process has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    Stdin,
    Stdout,
    Stderr,
}

/// The processor time that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Processor {
    /// Of the whole process.
    Process,
    /// Of the calling thread.
    Thread,
}

/// The world as a program sees it. Times are nanoseconds; the monotonic clock has an origin of its own.
pub trait World: Send {
    /// Time that never goes back.
    fn monotonic_ns(&self) -> i64;

    /// Time since 1970 in UTC.
    fn wall_ns(&self) -> i64;

    /// Sets the wall clock (`time.clock_settime`).
    fn set_wall_ns(&mut self, ns: i64) -> io::Result<()>;

    /// Processor time used.
    fn processor_ns(&self, which: Processor) -> i64;

    /// Waits until the deadline has come, a watched signal arrives, a waker calls, or input is there.
    fn wait(&mut self, what: WaitFor) -> io::Result<Wake>;

    /// A loop begins a turn without having waited.
    fn busy_turn(&mut self) {}

    /// Whether the clock jumps instead of passing.
    fn is_virtual(&self) -> bool {
        false
    }

    /// A handle that ends a wait from another thread.
    fn waker(&self) -> Waker;

    /// Fills the buffer with random bytes.
    fn fill(&mut self, buffer: &mut [u8]) -> io::Result<()>;

    /// The environment, in the system's order.
    fn environment(&self) -> Vec<(Vec<u8>, Vec<u8>)>;

    /// A variable of the environment.
    fn variable(&self, name: &str) -> Option<Vec<u8>> {
        self.environment().into_iter().find(|(n, _)| n == name.as_bytes()).map(|(_, v)| v)
    }

    /// Sets a variable for this program and its children, or removes it.
    fn set_variable(&mut self, name: &[u8], value: Option<&[u8]>);

    /// The path of the running executable.
    fn executable(&self) -> io::Result<PathBuf>;

    /// The arguments of the process, its own name first.
    fn arguments(&self) -> Vec<Vec<u8>>;

    /// The current directory.
    fn current_dir(&self) -> io::Result<PathBuf>;

    /// Changes the current directory of the process.
    fn set_current_dir(&mut self, path: &std::path::Path) -> io::Result<()>;

    /// This process.
    fn pid(&self) -> i64;

    /// The process that started this one.
    fn parent_pid(&self) -> i64;

    /// Processors that this process may use.
    fn processors(&self) -> usize;

    /// Columns and lines of the terminal behind a stream.
    fn terminal_size(&self, stream: Stream) -> io::Result<(u16, u16)>;

    /// Whether a stream is a terminal.
    fn is_terminal(&self, stream: Stream) -> bool;

    /// Reads standard input; an `Interrupted` error says that a watched signal came first. 0: end of input.
    fn read_stdin(&mut self, buffer: &mut [u8]) -> io::Result<usize>;

    /// Writes to standard error, all of it.
    fn write_stderr(&mut self, text: &[u8]) -> io::Result<()>;

    /// From now on standard error goes there (a prompt, which keeps the line that is being edited).
    fn redirect_stderr(&mut self, to: Box<dyn io::Write + Send>);

    /// Signals of this number are recorded from now on instead of taking their usual effect.
    fn watch_signal(&mut self, signal: i32) -> io::Result<()>;

    /// Signals of this number take their usual effect again.
    fn unwatch_signal(&mut self, signal: i32);

    /// Whether watched signals have arrived: quick, for the run loop.
    fn signals_pending(&self) -> bool;

    /// Sets this flag whenever a watched signal arrives, from now on.
    fn ask_at_signals(&mut self, guard: Guard);

    /// Whether the clock comes to that time, in nanoseconds. A virtual clock has an end, and what waits for a time beyond it waits for ever.
    fn comes_to(&self, deadline: i64) -> bool {
        let _ = deadline;
        true
    }

    /// Takes the watched signals that have arrived, each once, in ascending order.
    fn take_signals(&mut self) -> Vec<i32>;

    /// Sends a signal to this process (`signal.raise_signal`).
    fn raise_signal(&mut self, signal: i32) -> io::Result<()>;

    /// Sends a signal to a process.
    fn kill(&mut self, pid: i64, signal: i32) -> io::Result<()>;

    /// The program looks at a clock.
    fn looked_at(&mut self) {}

    /// Monotonic time in seconds.
    fn monotonic(&self) -> f64 {
        seconds(self.monotonic_ns())
    }

    /// Time since 1970 in seconds.
    fn wall(&self) -> f64 {
        seconds(self.wall_ns())
    }

    /// Waits until the monotonic clock shows `deadline` seconds, or something else ends the wait.
    fn wait_until(&mut self, deadline: f64) -> io::Result<Wake> {
        self.wait(WaitFor { deadline: Some(nanoseconds_up(deadline)), input: false })
    }
}

/// Nanoseconds as seconds, rounded to nearest.
pub fn seconds(ns: i64) -> f64 {
    ns as f64 / SECOND as f64
}

/// Seconds as nanoseconds, rounded up and saturating; so a clock that has reached the result has reached the seconds.
pub fn nanoseconds_up(seconds: f64) -> i64 {
    let mut ns = (seconds * SECOND as f64).ceil() as i64;
    // The product may have been rounded down: a deadline must not lie before what was asked for.
    while self::seconds(ns) < seconds && ns < i64::MAX {
        ns += 1;
    }
    ns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_in_nanoseconds_is_never_early() {
        for s in [0.1, 0.3, 1e-9, 1234.56789, 0.7 + 0.1, 99999.999_999_9, -0.5] {
            assert!(seconds(nanoseconds_up(s)) >= s, "{s}");
            assert!(seconds(nanoseconds_up(s)) - s < 1e-6, "{s}");
        }
        assert_eq!(nanoseconds_up(f64::INFINITY), i64::MAX);
    }
}
