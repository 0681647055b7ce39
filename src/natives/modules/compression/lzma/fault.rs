//! What goes wrong with xz, in the words of liblzma that CPython passes on.

use super::super::stream::Trouble;

/// The errors of liblzma.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    MemoryLimit,
    Format,
    Options,
    Data,
    /// Calls that do not fit, or go on after an error.
    Program,
    UnsupportedCheck,
}

impl Fault {
    /// The words.
    pub fn text(self) -> &'static str {
        match self {
            Fault::MemoryLimit => "Memory usage limit exceeded",
            Fault::Format => "Input format not supported by decoder",
            Fault::Options => "Invalid or unsupported options",
            Fault::Data => "Corrupt input data",
            Fault::Program => "Internal error",
            Fault::UnsupportedCheck => "Unsupported integrity check",
        }
    }
}

/// With the end of the memory.
pub type Failure = Trouble<Fault>;

/// A result of this module's inner parts.
pub type Found<T> = Result<T, Failure>;

/// A fault as a failure.
pub fn fail<T>(fault: Fault) -> Found<T> {
    Err(Trouble::Of(fault))
}

/// What the library below refuses is data that is wrong, or memory that it cannot have.
pub fn of_library(e: std::io::Error) -> Failure {
    match e.kind() {
        std::io::ErrorKind::OutOfMemory => Trouble::NoMemory,
        _ => Trouble::Of(Fault::Data),
    }
}
