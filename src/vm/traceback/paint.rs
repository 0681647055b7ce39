//! The colours of a traceback on a terminal, those of CPython 3.14.

/// Whether and how to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paint {
    pub color: bool,
}

impl Paint {
    /// No colours.
    pub const PLAIN: Paint = Paint { color: false };

    fn with(self, code: &str, text: &str) -> String {
        if self.color { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_string() }
    }

    /// File names, lines, functions, messages.
    pub fn name(self, text: &str) -> String {
        self.with("35", text)
    }

    /// The exception's class.
    pub fn class(self, text: &str) -> String {
        self.with("1;35", text)
    }

    /// What is at fault.
    pub fn strong(self, text: &str) -> String {
        self.with("1;31", text)
    }

    /// What belongs to it.
    pub fn weak(self, text: &str) -> String {
        self.with("31", text)
    }
}
