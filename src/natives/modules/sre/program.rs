//! What a pattern is when it runs: operations over the bytes of a text, made of CPython's code arrays by `translate.rs`.
//!
//! Places in a text are byte offsets, also where characters take several bytes: literals are compared as bytes, and only what asks for a character decodes one.

use super::sets::{Fold, Set};

/// A test of one character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Single {
    /// Nothing passes.
    Never,
    /// `.` with DOTALL.
    Any,
    /// `.`
    NotNewline,
    /// A character of one byte.
    Byte(u8),
    /// Any but a character of one byte.
    NotByte(u8),
    /// One of a set (an index).
    Set(u32),
}

/// What a place must be like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    Beginning,
    BeginningOfLine,
    End,
    EndOfLine,
    EndOfText,
    /// A word begins or ends; which characters make words, and whether the opposite is asked for.
    Boundary {
        unicode: bool,
        not: bool,
    },
}

/// In which order the lengths of a repetition are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Greed {
    /// The longest first.
    Greedy,
    /// The shortest first.
    Lazy,
    /// The longest only.
    Possessive,
}

/// Not bounded.
pub const MANY: usize = usize::MAX;

/// An operation. Jumps are indexes of operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    Fail,
    /// The end of the pattern.
    Success,
    Byte(u8),
    /// Bytes `from..to` of the program's literals.
    Text {
        from: u32,
        to: u32,
    },
    One(Single),
    /// Repetition number `n` of `runs`.
    Run(u32),
    /// The place is noted under this number: 2 * group or 2 * group + 1.
    Mark(u32),
    At(At),
    Jump(u32),
    /// Two ways (an index of `splits`): first what follows, then the other.
    Split(u32),
    /// What the group holds must follow.
    GroupRef(u32, Fold),
    /// Goes there unless the group holds something.
    UnlessGroup(u32, u32),
    /// A loop begins (an index of `loops`).
    LoopStart(u32),
    /// A loop's end: once more, or on.
    LoopGreedy(u32),
    LoopLazy(u32),
    /// A repetition that is never given back: the next turn, or on; and the end of a turn.
    PossessiveNext(u32),
    PossessiveEnd(u32),
    /// What follows up to `AssertEnd` must match `back` characters before; `after` is where it goes on.
    Assert {
        back: u32,
        after: u32,
    },
    AssertEnd,
    /// The same must not match.
    AssertNot {
        back: u32,
        after: u32,
    },
    AssertNotEnd,
    /// What follows up to `AtomicEnd` matches in one way only.
    Atomic,
    AtomicEnd,
}

/// A repetition of one character.
#[derive(Clone, Debug)]
pub struct Run {
    pub single: Single,
    pub min: usize,
    pub max: usize,
    pub greed: Greed,
    /// The bytes with which what follows can begin; None: anything, or nothing at all.
    pub next: Option<Box<First>>,
}

/// The bytes with which something can begin.
#[derive(Clone, Debug)]
pub struct First {
    pub bytes: [bool; 256],
    /// The only one, if it is one.
    pub only: Option<u8>,
}

/// Two ways to go on.
#[derive(Clone, Debug)]
pub struct Split {
    pub other: u32,
    /// The bytes with which each can begin, if they are known.
    pub here_first: Option<Box<[bool; 256]>>,
    pub other_first: Option<Box<[bool; 256]>>,
}

impl Split {
    /// To another place, of which nothing is known yet.
    pub fn to(other: u32) -> Split {
        Split { other, here_first: None, other_first: None }
    }
}

/// Whether something with these first bytes may begin with a byte.
#[inline(always)]
pub fn may_begin(first: &Option<Box<[bool; 256]>>, byte: Option<&u8>) -> bool {
    match (first, byte) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(set), Some(b)) => set[usize::from(*b)],
    }
}

/// A repetition of more than one character.
#[derive(Clone, Debug)]
pub struct Loop {
    pub min: usize,
    pub max: usize,
    /// Where a turn begins, and what follows the loop.
    pub body: u32,
    pub after: u32,
    /// A turn may match nothing: it must be seen to that the loop ends.
    pub may_be_empty: bool,
    /// Turns need to be counted.
    pub counted: bool,
    /// The bytes with which a turn, and what follows the loop, can begin, if they are known.
    pub body_first: Option<Box<[bool; 256]>>,
    pub after_first: Option<Box<[bool; 256]>>,
}

/// How a search finds places worth trying.
pub enum Start {
    /// Any place.
    Anywhere,
    /// The beginning of the text only.
    Beginning,
    /// The beginning of a line.
    Line,
    /// A literal.
    Literal(Box<memchr::memmem::Finder<'static>>),
    /// One of up to three bytes.
    Bytes(u8, u8, u8),
    /// One of these bytes.
    Any(Box<[bool; 256]>),
}

/// A pattern that can run.
pub struct Program {
    pub ops: Vec<Op>,
    pub sets: Vec<Set>,
    pub literals: Vec<u8>,
    pub runs: Vec<Run>,
    pub loops: Vec<Loop>,
    pub splits: Vec<Split>,
    /// Number of groups.
    pub groups: usize,
    pub start: Start,
    /// The fewest characters that a match has.
    pub least: usize,
    /// The pattern is this literal and nothing else: bytes `0..n` of the literals.
    pub whole_literal: Option<usize>,
    /// The pattern is this repetition and nothing else.
    pub whole_run: Option<Run>,
    /// The pattern begins with an unbounded repetition: where it fails, it fails at all places that the repetition can reach from there.
    pub leading: Option<Single>,
}
