//! Signals and wake-ups: what ends a wait from outside.
//!
//! The trick: every arrival sets a flag (read without a system call) and writes a byte into a socket pair of the world's own, so that a
//! wait is one `poll`. Handlers come from a crate whose registry is the one process-wide thing; several worlds each get every signal.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::SigId;
use signal_hook::low_level;

use crate::guard::Guard;

/// Ends a wait from another thread. Many calls before the wait count as one.
#[derive(Clone)]
pub struct Waker {
    called: Arc<AtomicBool>,
    pipe: Arc<UnixStream>,
}

impl Waker {
    /// Ends the wait that is going on, or the next one.
    pub fn wake(&self) {
        if !self.called.swap(true, Ordering::AcqRel) {
            // A full pipe wakes as well.
            let _ = (&*self.pipe).write(&[0]);
        }
    }
}

/// The first number of descriptors that are ours: a script's first file has number 3, as programs expect that look at numbers.
const OURS: i32 = 64;

/// Another handle of the socket, under a number of ours where the process may have so many.
fn copy(socket: &UnixStream) -> io::Result<UnixStream> {
    rustix::io::fcntl_dupfd_cloexec(socket, OURS).map(UnixStream::from).or_else(|_| socket.try_clone())
}

struct Watched {
    signal: i32,
    arrived: Arc<AtomicBool>,
    /// The signal takes its usual effect.
    usual: Arc<AtomicBool>,
    ids: Vec<SigId>,
}

/// The flags and the socket pair of one world.
pub(super) struct Arrivals {
    any: Arc<AtomicBool>,
    /// Raised at each arrival, for whoever runs.
    pub guard: Guard,
    watched: Vec<Watched>,
    reader: UnixStream,
    waker: Waker,
}

impl Arrivals {
    pub fn new() -> io::Result<Arrivals> {
        let (reader, writer) = UnixStream::pair()?;
        let (reader, writer) = (copy(&reader)?, copy(&writer)?);
        reader.set_nonblocking(true)?;
        writer.set_nonblocking(true)?;
        let waker = Waker { called: Arc::default(), pipe: Arc::new(writer) };
        Ok(Arrivals { any: Arc::default(), guard: Guard::default(), watched: Vec::new(), reader, waker })
    }

    pub fn waker(&self) -> Waker {
        self.waker.clone()
    }

    /// What becomes readable when something arrives.
    pub fn reader(&self) -> &UnixStream {
        &self.reader
    }

    pub fn watch(&mut self, signal: i32) -> io::Result<()> {
        if let Some(w) = self.watched.iter().find(|w| w.signal == signal) {
            w.usual.store(false, Ordering::Release);
            return Ok(());
        }
        if signal_hook::consts::FORBIDDEN.contains(&signal) {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let arrived: Arc<AtomicBool> = Arc::default();
        let usual: Arc<AtomicBool> = Arc::default();
        let (asked, limit) = self.guard.for_handlers();
        // In this order: the flags must be there when the byte is. The usual effect comes first, for it may not come back.
        let ids = vec![
            signal_hook::flag::register_conditional_default(signal, usual.clone())?,
            signal_hook::flag::register(signal, arrived.clone())?,
            signal_hook::flag::register(signal, self.any.clone())?,
            low_level::pipe::register(signal, copy(&self.waker.pipe)?)?,
            signal_hook::flag::register(signal, asked)?,
            signal_hook::flag::register_usize(signal, limit, 0)?,
        ];
        self.watched.push(Watched { signal, arrived, usual, ids });
        Ok(())
    }

    pub fn unwatch(&mut self, signal: i32) {
        if let Some(w) = self.watched.iter().find(|w| w.signal == signal) {
            w.usual.store(true, Ordering::Release);
        }
    }

    pub fn pending(&self) -> bool {
        self.any.load(Ordering::Relaxed)
    }

    /// Whether the waker was used since the last time.
    pub fn take_call(&self) -> bool {
        self.waker.called.swap(false, Ordering::AcqRel)
    }

    pub fn take(&mut self) -> Vec<i32> {
        if !self.any.swap(false, Ordering::AcqRel) {
            return Vec::new();
        }
        let mut out: Vec<i32> = self
            .watched
            .iter()
            .filter(|w| w.arrived.swap(false, Ordering::AcqRel))
            .map(|w| w.signal)
            .collect();
        out.sort_unstable();
        out
    }

    /// Empties the socket pair, once its news is about to be looked at.
    pub fn drain(&self) {
        let mut buffer = [0; 64];
        while matches!((&self.reader).read(&mut buffer), Ok(n) if n == buffer.len()) {}
    }
}

impl Drop for Arrivals {
    fn drop(&mut self) {
        for w in &self.watched {
            for id in &w.ids {
                low_level::unregister(*id);
            }
        }
    }
}

/// The number of a signal on this system, by its name.
pub fn signal_number(name: &str) -> Option<i32> {
    (1..=64).find(|n| low_level::signal_name(*n) == Some(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_is_seen_once_by_each_world() {
        let usr2 = signal_number("SIGUSR2").expect("known");
        let (mut a, mut b) = (Arrivals::new().expect("pair"), Arrivals::new().expect("pair"));
        a.watch(usr2).expect("watched");
        b.watch(usr2).expect("watched");
        assert!(!a.pending());
        low_level::raise(usr2).expect("raised");
        low_level::raise(usr2).expect("raised");
        assert!(a.pending() && b.pending());
        assert_eq!(a.take(), [usr2]);
        assert_eq!(a.take(), [0; 0]);
        assert_eq!(b.take(), [usr2]);
    }
}
