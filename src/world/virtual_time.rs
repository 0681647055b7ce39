//! The virtual world: the real one with a clock that stands still while the program works and jumps to the deadline when it waits.
//!
//! A program that polls never waits: after many turns of a loop, or many looks at the clock, without a wait the next ones take a little time, so that it, too, comes to its
//! deadline. Randomness comes from a seed if there is one. Where a wait has no deadline, only the real world can end it.

use std::io;
use std::path::{Path, PathBuf};

use crate::guard::Guard;

use super::{Processor, RealWorld, Stream, WaitFor, Wake, Waker, World};

/// What the wall clock shows when a virtual world begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum VirtualStart {
    /// The real time.
    #[default]
    Now,
    /// Nanoseconds since 1970.
    #[cfg(test)]
    At(i64),
}

/// So many turns of a loop in a row take no time.
const FREE_TURNS: u32 = 1000;
/// What each further one takes, in nanoseconds: about as much as on a real clock.
const BUSY_TURN: i64 = 10_000;
/// So many looks at the clock in a row take no time: whoever looks more often than that, and neither waits nor ends, waits for the clock itself.
const FREE_LOOKS: u32 = 10_000;
/// What each further one takes, in nanoseconds. More than on a real clock, so that a wait of minutes ends soon.
const BUSY_LOOK: i64 = 100_000;

/// A world whose clock jumps.
pub struct VirtualWorld {
    real: RealWorld,
    /// The monotonic clock; it begins at 0.
    now: i64,
    /// Wall time at monotonic 0.
    origin: i64,
    random: Option<SplitMix>,
    /// Turns of a loop, and looks at the clock, since the last wait.
    busy: u32,
    looks: u32,
}

/// SplitMix64: enough for schedules and seeds that shall repeat.
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}

impl VirtualWorld {
    /// A virtual world; with a seed its randomness repeats.
    pub fn new(start: VirtualStart, seed: Option<u64>) -> io::Result<VirtualWorld> {
        let real = RealWorld::new()?;
        let origin = match start {
            VirtualStart::Now => real.wall_ns(),
            #[cfg(test)]
            VirtualStart::At(ns) => ns,
        };
        Ok(VirtualWorld { real, now: 0, origin, random: seed.map(SplitMix), busy: 0, looks: 0 })
    }

    /// Moves the clock on by hand (a host that drives the world).
    pub fn advance(&mut self, ns: i64) {
        self.now = self.now.saturating_add(ns.max(0));
    }
}

impl World for VirtualWorld {
    fn monotonic_ns(&self) -> i64 {
        self.now
    }

    fn wall_ns(&self) -> i64 {
        self.origin.saturating_add(self.now)
    }

    fn set_wall_ns(&mut self, ns: i64) -> io::Result<()> {
        self.origin = ns.saturating_sub(self.now);
        Ok(())
    }

    fn processor_ns(&self, which: Processor) -> i64 {
        self.real.processor_ns(which)
    }

    fn looked_at(&mut self) {
        self.looks = self.looks.saturating_add(1);
        if self.looks > FREE_LOOKS {
            self.advance(BUSY_LOOK);
        }
    }

    fn busy_turn(&mut self) {
        self.busy = self.busy.saturating_add(1);
        if self.busy > FREE_TURNS {
            self.advance(BUSY_TURN);
        }
    }

    fn wait(&mut self, what: WaitFor) -> io::Result<Wake> {
        self.busy = 0;
        self.looks = 0;
        let Some(deadline) = what.deadline else { return self.real.wait(what) };
        // What has already happened comes before the jump; the zero deadline lies in the real clock's past.
        let wake = self.real.wait(WaitFor { deadline: Some(0), ..what })?;
        if wake == Wake::Deadline {
            if !self.comes_to(deadline) {
                return self.real.wait(WaitFor { deadline: None, ..what });
            }
            self.now = self.now.max(deadline);
        }
        Ok(wake)
    }

    /// Beyond a century and a half there is room for arithmetic, but no time. (The calendar's clock stops earlier, in the year 2262.)
    fn comes_to(&self, deadline: i64) -> bool {
        deadline <= i64::MAX / 2
    }

    fn is_virtual(&self) -> bool {
        true
    }

    fn waker(&self) -> Waker {
        self.real.waker()
    }

    fn fill(&mut self, buffer: &mut [u8]) -> io::Result<()> {
        match &mut self.random {
            None => self.real.fill(buffer),
            Some(r) => {
                for chunk in buffer.chunks_mut(8) {
                    chunk.copy_from_slice(&r.next().to_le_bytes()[..chunk.len()]);
                }
                Ok(())
            }
        }
    }

    fn environment(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        self.real.environment()
    }

    fn set_variable(&mut self, name: &[u8], value: Option<&[u8]>) {
        self.real.set_variable(name, value);
    }

    fn executable(&self) -> io::Result<PathBuf> {
        self.real.executable()
    }

    fn arguments(&self) -> Vec<Vec<u8>> {
        self.real.arguments()
    }

    fn current_dir(&self) -> io::Result<PathBuf> {
        self.real.current_dir()
    }

    fn set_current_dir(&mut self, path: &Path) -> io::Result<()> {
        self.real.set_current_dir(path)
    }

    fn pid(&self) -> i64 {
        self.real.pid()
    }

    fn parent_pid(&self) -> i64 {
        self.real.parent_pid()
    }

    fn processors(&self) -> usize {
        self.real.processors()
    }

    fn terminal_size(&self, stream: Stream) -> io::Result<(u16, u16)> {
        self.real.terminal_size(stream)
    }

    fn is_terminal(&self, stream: Stream) -> bool {
        self.real.is_terminal(stream)
    }

    fn read_stdin(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.real.read_stdin(buffer)
    }

    fn redirect_stderr(&mut self, to: Box<dyn io::Write + Send>) {
        self.real.redirect_stderr(to);
    }

    fn write_stderr(&mut self, text: &[u8]) -> io::Result<()> {
        self.real.write_stderr(text)
    }

    fn watch_signal(&mut self, signal: i32) -> io::Result<()> {
        self.real.watch_signal(signal)
    }

    fn unwatch_signal(&mut self, signal: i32) {
        self.real.unwatch_signal(signal);
    }

    fn signals_pending(&self) -> bool {
        self.real.signals_pending()
    }

    fn ask_at_signals(&mut self, guard: Guard) {
        self.real.ask_at_signals(guard);
    }

    fn take_signals(&mut self) -> Vec<i32> {
        self.real.take_signals()
    }

    fn raise_signal(&mut self, signal: i32) -> io::Result<()> {
        self.real.raise_signal(signal)
    }

    fn kill(&mut self, pid: i64, signal: i32) -> io::Result<()> {
        self.real.kill(pid, signal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::SECOND;

    #[test]
    fn the_clock_jumps_and_the_wall_follows() {
        let start = 1_700_000_000 * SECOND;
        let mut w = VirtualWorld::new(VirtualStart::At(start), None).expect("world");
        assert_eq!((w.monotonic_ns(), w.wall_ns()), (0, start));
        assert_eq!(w.wait_until(3600.0).expect("wait"), Wake::Deadline);
        assert_eq!((w.monotonic_ns(), w.wall_ns()), (3600 * SECOND, start + 3600 * SECOND));
        // A deadline that has passed does not turn the clock back.
        assert_eq!(w.wait_until(1.0).expect("wait"), Wake::Deadline);
        assert_eq!(w.monotonic(), 3600.0);
    }

    #[test]
    fn who_polls_comes_to_the_deadline() {
        let mut w = VirtualWorld::new(VirtualStart::Now, None).expect("world");
        for _ in 0..FREE_TURNS {
            w.busy_turn();
        }
        assert_eq!(w.monotonic_ns(), 0);
        w.busy_turn();
        assert_eq!(w.monotonic_ns(), BUSY_TURN);
        w.wait_until(1.0).expect("wait");
        w.busy_turn();
        assert_eq!(w.monotonic_ns(), SECOND);
    }

    #[test]
    fn a_seed_repeats() {
        let take = || {
            let mut w = VirtualWorld::new(VirtualStart::Now, Some(7)).expect("world");
            let mut b = [0; 20];
            w.fill(&mut b).expect("random");
            b
        };
        assert_eq!(take(), take());
        assert_ne!(take(), [0; 20]);
    }
}
