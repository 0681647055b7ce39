//! What the two sides of the prompt say to each other: the editor reads keys on one thread, the interpreter runs on the other.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex};

use rustyline::ExternalPrinter;

use super::complete::Question;

/// From the editor to the interpreter.
pub enum FromEditor {
    /// A whole input.
    Input(String),
    /// Ctrl-C at the prompt.
    Interrupt,
    /// Ctrl-D, or the end of the input.
    End,
    /// Tab.
    Question(Question, Sender<Vec<String>>),
}

/// From the interpreter to the editor.
pub enum ToEditor {
    /// Read the next input, with these prompts: of its first line, and of those that follow where no terminal is.
    Read { first: String, further: String },
    /// Put an input into the history that was not typed (`:load`).
    Remember(String),
}

/// Writes whole lines above the line that is being edited.
pub type Above = Box<dyn ExternalPrinter + Send>;

/// What both threads know of the terminal.
#[derive(Default)]
pub struct Screen {
    /// A line is being edited: output must go above it.
    pub editing: AtomicBool,
    pub above: Mutex<Option<Above>>,
    /// What was written since the last line break: the next prompt stands behind it.
    unfinished: Mutex<Vec<u8>>,
}

/// Most bytes of an unfinished line that a prompt may stand behind.
const UNFINISHED: usize = 400;

impl Screen {
    /// Notes what a script has written.
    fn note(&self, bytes: &[u8]) {
        let mut line = self.unfinished.lock().unwrap_or_else(|e| e.into_inner());
        let rest = match memchr::memrchr(b'\n', bytes) {
            Some(end) => {
                line.clear();
                &bytes[end + 1..]
            }
            None => bytes,
        };
        let room = (UNFINISHED + 1).saturating_sub(line.len());
        line.extend_from_slice(&rest[..rest.len().min(room)]);
    }

    /// The line that was not finished, for the prompt to stand behind. One that cannot be drawn anew (it is long, or moves the cursor) is ended instead.
    pub fn take_unfinished(&self) -> String {
        let line = std::mem::take(&mut *self.unfinished.lock().unwrap_or_else(|e| e.into_inner()));
        let moves = |c: char| c.is_control() && c != '\x1b';
        match String::from_utf8(line) {
            Ok(text) if text.len() <= UNFINISHED && !text.contains(moves) => text,
            _ => {
                let _ = io::stdout().write_all(b"\n");
                let _ = io::stdout().flush();
                String::new()
            }
        }
    }
}

/// Output of the script at the prompt: straight to the descriptor, or above the edited line.
pub struct PromptOutput {
    screen: Arc<Screen>,
    to: Box<dyn Write + Send>,
    /// The beginning of a line that is not yet complete.
    partial: Vec<u8>,
}

impl PromptOutput {
    /// Output to the given place while nothing is being edited.
    pub fn new(screen: Arc<Screen>, to: Box<dyn Write + Send>) -> PromptOutput {
        PromptOutput { screen, to, partial: Vec::new() }
    }
}

impl Write for PromptOutput {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.screen.editing.load(Ordering::Acquire) {
            let partial = std::mem::take(&mut self.partial);
            if !partial.is_empty() {
                self.to.write_all(&partial)?;
            }
            self.screen.note(&partial);
            self.screen.note(bytes);
            self.to.write_all(bytes)?;
            return Ok(bytes.len());
        }
        self.partial.extend_from_slice(bytes);
        if let Some(end) = self.partial.iter().rposition(|b| *b == b'\n') {
            let lines: Vec<u8> = self.partial.drain(..=end).collect();
            let text = String::from_utf8_lossy(&lines).into_owned();
            let mut above = self.screen.above.lock().unwrap_or_else(|e| e.into_inner());
            match above.as_mut() {
                Some(above) => above.print(text).map_err(io::Error::other)?,
                None => self.to.write_all(&lines)?,
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}
