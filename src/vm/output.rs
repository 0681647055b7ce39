//! Standard output: a buffer in the VM, flushed as CPython does.

use std::io::{self, Write};

use crate::object::buffer;

/// Standard output with its buffer.
pub struct Output {
    to: Box<dyn Write + Send>,
    buffer: Vec<u8>,
    /// Flush at every line end (a terminal).
    pub line_buffered: bool,
    /// Flush at every write (`-u`).
    pub unbuffered: bool,
    /// How many bytes at the end of the buffer are text that CPython's text layer would still hold: bytes written to `sys.stdout.buffer` go before them.
    held: usize,
    /// Writing failed before.
    pub broken: bool,
    /// What could not be written: it is tried once more at the end.
    unwritten: Vec<u8>,
}

/// Bytes after which the buffer is flushed.
const FULL: usize = 8192;

impl Output {
    /// Output to the given place.
    pub fn new(to: Box<dyn Write + Send>, line_buffered: bool) -> Output {
        Output {
            to,
            buffer: Vec::new(),
            line_buffered,
            unbuffered: false,
            held: 0,
            broken: false,
            unwritten: Vec::new(),
        }
    }

    /// Writes text; errors come when the buffer is flushed.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if bytes.len() >= FULL {
            // What is large goes out as it is, without a copy.
            if let Err(e) = self.flush() {
                // It is held with what was before it, if there is memory for it.
                let _ = buffer::extend(&mut self.unwritten, bytes);
                return Err(e);
            }
            let done = self.to.write_all(bytes).and_then(|()| self.to.flush());
            return self.note(done, bytes);
        }
        self.held += bytes.len();
        if self.held >= FULL {
            self.held = 0;
        }
        self.buffer.extend_from_slice(bytes);
        if self.unbuffered || self.line_buffered && bytes.contains(&b'\n') {
            return self.flush();
        }
        if self.buffer.len() >= FULL { self.flush_below() } else { Ok(()) }
    }

    /// Writes bytes below the text: before what is held of it.
    pub fn write_below(&mut self, bytes: &[u8]) -> io::Result<()> {
        let held = self.held;
        if held == 0 {
            let done = self.write(bytes);
            self.held = 0;
            return done;
        }
        let at = self.buffer.len() - held;
        self.buffer.splice(at..at, bytes.iter().copied());
        if self.buffer.len() >= FULL { self.flush_below() } else { Ok(()) }
    }

    /// Hands over what is not held of a text.
    pub fn flush_below(&mut self) -> io::Result<()> {
        let text = self.buffer.split_off(self.buffer.len() - self.held);
        let held = self.held;
        let done = self.flush();
        self.buffer.extend_from_slice(&text);
        self.held = held;
        done
    }

    /// Tries once more to write what a failed flush held, at the end of the program: whoever replaced the descriptor meanwhile finds it there. Whether nothing
    /// was lost.
    pub fn write_again(&mut self) -> bool {
        let held = std::mem::take(&mut self.unwritten);
        held.is_empty() || self.unbuffered || self.to.write_all(&held).and_then(|()| self.to.flush()).is_ok()
    }

    /// Hands the buffer over. What could not be written is held apart, so that the same error does not come again with the next write.
    pub fn flush(&mut self) -> io::Result<()> {
        self.held = 0;
        let buffer = std::mem::take(&mut self.buffer);
        if buffer.is_empty() {
            return self.to.flush();
        }
        let done = self.to.write_all(&buffer).and_then(|()| self.to.flush());
        let done = self.note(done, &buffer);
        self.buffer = buffer;
        self.buffer.clear();
        done
    }

    /// Holds what could not be written, if there is memory for it.
    fn note(&mut self, done: io::Result<()>, bytes: &[u8]) -> io::Result<()> {
        if done.is_err() {
            self.broken = true;
            self.unwritten = buffer::copied(bytes).unwrap_or_default();
        }
        done
    }
}
