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
            broken: false,
            unwritten: Vec::new(),
        }
    }

    /// Writes bytes; errors come when the buffer is flushed.
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
        self.buffer.extend_from_slice(bytes);
        if self.unbuffered || self.buffer.len() >= FULL || self.line_buffered && bytes.contains(&b'\n') {
            return self.flush();
        }
        Ok(())
    }

    /// Tries once more to write what a failed flush held, at the end of the program: whoever replaced the descriptor meanwhile finds it there. Whether nothing
    /// was lost.
    pub fn write_again(&mut self) -> bool {
        let held = std::mem::take(&mut self.unwritten);
        held.is_empty() || self.unbuffered || self.to.write_all(&held).and_then(|()| self.to.flush()).is_ok()
    }

    /// Hands the buffer over. What could not be written is held apart, so that the same error does not come again with the next write.
    pub fn flush(&mut self) -> io::Result<()> {
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
