//! What goes wrong with zstd, in the words of libzstd that CPython passes on.

use super::super::stream::Trouble;

/// The errors of libzstd that can be seen here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Prefix,
    Unsupported,
    Window,
    Corrupt,
    Checksum,
    DictionaryWrong,
    Size,
    TooSmall,
    Generic,
}

impl Fault {
    /// The words.
    pub fn text(self) -> &'static str {
        match self {
            Fault::Prefix => "Unknown frame descriptor",
            Fault::Unsupported => "Unsupported frame parameter",
            Fault::Window => "Frame requires too much memory for decoding",
            Fault::Corrupt => "Data corruption detected",
            Fault::Checksum => "Restored data doesn't match checksum",
            Fault::DictionaryWrong => "Dictionary mismatch",
            Fault::Size => "Src size is incorrect",
            Fault::TooSmall => "Destination buffer is too small",
            Fault::Generic => "Error (generic)",
        }
    }
}

/// With the end of the memory.
pub type Failure = Trouble<Fault>;

/// A fault as a failure.
pub fn fail<T>(fault: Fault) -> Result<T, Failure> {
    Err(Trouble::Of(fault))
}
