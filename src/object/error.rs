//! The errors of pure data behaviour: the exception's type and its message, not yet an exception object.

/// The exception type an error becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ErrKind {
    /// `ValueError`
    Value,
    /// `TypeError`
    Type,
    /// `OverflowError`
    Overflow,
    /// `OverflowError` whose arguments are the errno 34 (out of range) and the message.
    OutOfRange,
    /// `ZeroDivisionError`
    ZeroDivision,
    /// `IndexError`
    Index,
    /// `KeyError`
    Key,
    /// `LookupError`
    Lookup,
    /// `MemoryError`
    Memory,
    /// `UnicodeEncodeError`; the message is its reason. Positions count characters.
    UnicodeEncode {
        /// The codec's name as the exception shows it.
        encoding: &'static str,
        /// First character that cannot be encoded.
        start: usize,
        /// One past the last of them.
        end: usize,
    },
    /// `UnicodeDecodeError`; the message is its reason. Positions count bytes.
    UnicodeDecode {
        /// The codec's name as the exception shows it.
        encoding: &'static str,
        /// First undecodable byte.
        start: usize,
        /// One past the last of them.
        end: usize,
    },
}

/// An error that a plain function reports: what to raise and with which words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextError {
    /// The exception type.
    pub kind: ErrKind,
    /// The message; for the two Unicode errors the reason alone.
    pub message: String,
}

impl TextError {
    /// An error of the given kind.
    #[cold]
    pub fn new(kind: ErrKind, message: impl Into<String>) -> TextError {
        TextError { kind, message: message.into() }
    }
    /// A `ValueError`.
    #[cold]
    pub fn value(message: impl Into<String>) -> TextError {
        TextError::new(ErrKind::Value, message)
    }
    /// A `TypeError`.
    #[cold]
    pub fn type_error(message: impl Into<String>) -> TextError {
        TextError::new(ErrKind::Type, message)
    }
    /// An `OverflowError`.
    #[cold]
    pub fn overflow(message: impl Into<String>) -> TextError {
        TextError::new(ErrKind::Overflow, message)
    }
    /// A `ZeroDivisionError`.
    #[cold]
    pub fn zero_division(message: impl Into<String>) -> TextError {
        TextError::new(ErrKind::ZeroDivision, message)
    }
    /// A `MemoryError`, which carries no words.
    #[cold]
    pub fn memory() -> TextError {
        TextError::new(ErrKind::Memory, "")
    }

    /// The exception type's name.
    pub fn type_name(&self) -> &'static str {
        match self.kind {
            ErrKind::Value => "ValueError",
            ErrKind::Type => "TypeError",
            ErrKind::Overflow | ErrKind::OutOfRange => "OverflowError",
            ErrKind::ZeroDivision => "ZeroDivisionError",
            ErrKind::Index => "IndexError",
            ErrKind::Key => "KeyError",
            ErrKind::Lookup => "LookupError",
            ErrKind::Memory => "MemoryError",
            ErrKind::UnicodeEncode { .. } => "UnicodeEncodeError",
            ErrKind::UnicodeDecode { .. } => "UnicodeDecodeError",
        }
    }
}

/// The result of a plain function.
pub type TextResult<T> = Result<T, TextError>;
