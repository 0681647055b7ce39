//! What the process was started without. Rust's runtime puts `/dev/null` in the place of standard streams that are closed, before `main`: who wants to know must look earlier.

use std::sync::atomic::{AtomicU8, Ordering};

/// A bit for each of the descriptors 0, 1 and 2 that was closed.
static CLOSED: AtomicU8 = AtomicU8::new(0);

#[cfg(target_os = "linux")]
extern "C" fn look() {
    let streams = [rustix::stdio::stdin(), rustix::stdio::stdout(), rustix::stdio::stderr()];
    for (i, stream) in streams.into_iter().enumerate() {
        if rustix::io::fcntl_getfd(stream).is_err() {
            CLOSED.fetch_or(1 << i, Ordering::Relaxed);
        }
    }
}

// SAFETY: the section holds functions that the C library calls one by one before `main`. This one asks the system three questions and needs nothing that is not set up by then.
// (On other systems the section has another name: there all streams count as open.)
#[cfg(target_os = "linux")]
#[used]
#[unsafe(link_section = ".init_array")]
static LOOK: extern "C" fn() = look;

/// Which of standard input, output and error the process was started without.
pub fn started_without() -> [bool; 3] {
    let closed = CLOSED.load(Ordering::Relaxed);
    [0, 1, 2].map(|i| closed & 1 << i != 0)
}
