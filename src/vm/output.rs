//! Standard output: a buffer in the VM, flushed as CPython does.

use std::io::{self, Write};

/// Standard output with its buffer.
pub struct Output {
    to: Box<dyn Write + Send>,
    buffer: Vec<u8>,
    /// Flush at every line end (a terminal).
    pub line_buffered: bool,
    /// Flush at every write (`-u`).
    pub unbuffered: bool,
    /// Writing failed before: nothing more is tried at exit.
    pub broken: bool,
}

/// Bytes after which the buffer is flushed.
const FULL: usize = 8192;

impl Output {
    /// Output to the given place.
    pub fn new(to: Box<dyn Write + Send>, line_buffered: bool) -> Output {
        Output { to, buffer: Vec::new(), line_buffered, unbuffered: false, broken: false }
    }

    /// Writes bytes; errors come when the buffer is flushed.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.buffer.extend_from_slice(bytes);
        if self.unbuffered || self.buffer.len() >= FULL || self.line_buffered && bytes.contains(&b'\n') {
            return self.flush();
        }
        Ok(())
    }

    /// Hands the buffer over. What could not be written is dropped, so that the same error does not come again at exit.
    pub fn flush(&mut self) -> io::Result<()> {
        let buffer = std::mem::take(&mut self.buffer);
        if buffer.is_empty() {
            return self.to.flush();
        }
        let done = self.to.write_all(&buffer).and_then(|()| self.to.flush());
        if done.is_err() {
            self.broken = true;
        }
        self.buffer = buffer;
        self.buffer.clear();
        done
    }
}
