//! Output that grows as it is filled, and the decompressor that takes its input in pieces.
//!
//! The decompressors of `zlib`, `bz2`, `lzma` and `zstd` behave alike in CPython: `decompress(data, max_length)` gives at most so many bytes and keeps the input that is left for the
//! next call; after the end of the stream the rest is `unused_data`. They differ in the library below ([`Decoder`]) and in when they say that they need more input ([`First`]).

use crate::natives::types::buffer::Buffer;
use crate::object::Value;
use crate::object::buffer::{self, Granted};
use crate::vm::{Raised, Res, Vm};

/// The least that output grows by, if nothing limits it.
const CHUNK: usize = 32 << 10;

/// The most that it grows by at once.
const MOST: usize = 64 << 20;

/// Output of unknown length, perhaps with a limit.
pub struct Output {
    /// What is filled, and room behind it.
    data: Vec<u8>,
    filled: usize,
    limit: usize,
}

impl Output {
    /// Output of any length.
    pub fn endless() -> Output {
        Output::up_to(usize::MAX)
    }

    /// Output of at most so many bytes.
    pub fn up_to(limit: usize) -> Output {
        Output { data: Vec::new(), filled: 0, limit }
    }

    /// As `max_length` says: negative is without a limit.
    pub fn of_max_length(max_length: i64) -> Output {
        Output::up_to(usize::try_from(max_length).unwrap_or(usize::MAX))
    }

    /// Room behind what is filled; none if the limit is reached.
    pub fn room(&mut self) -> Granted<&mut [u8]> {
        if self.data.len() == self.filled {
            let more = self.filled.clamp(CHUNK, MOST).min(self.limit - self.filled);
            buffer::resize(&mut self.data, self.filled + more, 0)?;
        }
        Ok(&mut self.data[self.filled..])
    }

    /// So much of the room is filled now.
    pub fn fill(&mut self, n: usize) {
        self.filled = (self.filled + n).min(self.data.len());
    }

    /// Whether the room that was given is used up.
    pub fn is_full(&self) -> bool {
        self.filled == self.data.len()
    }

    /// Whether no more can be had.
    pub fn is_at_limit(&self) -> bool {
        self.filled == self.limit
    }

    /// What was filled.
    pub fn done(mut self) -> Vec<u8> {
        self.data.truncate(self.filled);
        if self.data.capacity() / 2 > self.filled {
            self.data.shrink_to_fit();
        }
        self.data
    }
}

/// What went wrong below: the memory, or what a module makes its exception of.
pub enum Trouble<E> {
    NoMemory,
    Of(E),
}

impl<E> From<buffer::NoMemory> for Trouble<E> {
    fn from(_: buffer::NoMemory) -> Trouble<E> {
        Trouble::NoMemory
    }
}

impl<E> Trouble<E> {
    /// As an exception.
    #[cold]
    pub fn raise(self, vm: &mut Vm, raise: impl FnOnce(&mut Vm, E) -> Raised) -> Raised {
        match self {
            Trouble::NoMemory => vm.memory_error(),
            Trouble::Of(e) => raise(vm, e),
        }
    }
}

/// What one step of a library did.
#[derive(Clone, Copy, Debug, Default)]
pub struct Step {
    pub consumed: usize,
    pub produced: usize,
    /// The stream has ended.
    pub end: bool,
}

/// A library's decoder of one stream.
pub trait Decoder {
    type Error;
    /// Takes some input and gives some output: as much as it can of both.
    fn step(&mut self, input: &[u8], output: &mut [u8]) -> Result<Step, Trouble<Self::Error>>;
    /// Bytes that it took and that turned out to stand behind the end.
    fn surplus(&self) -> &[u8] {
        &[]
    }
}

/// What is asked first when neither the stream nor the output has ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum First {
    /// Whether input is left: `needs_input` is true without any, though output may be waiting.
    Input,
    /// Whether output fills all its room: there may be more of it, without more input.
    Output,
}

/// A decompressor of one stream.
pub struct Decompressor<D> {
    pub decoder: D,
    first: First,
    /// Input that no step has taken yet.
    pending: Vec<u8>,
    pub eof: bool,
    pub needs_input: bool,
    /// What followed the stream.
    pub unused: Vec<u8>,
}

impl<D: Decoder> Decompressor<D> {
    /// A stream of which nothing is known yet.
    pub fn new(decoder: D, first: First) -> Decompressor<D> {
        Decompressor {
            decoder,
            first,
            pending: Vec::new(),
            eof: false,
            needs_input: true,
            unused: Vec::new(),
        }
    }

    /// Takes more input and gives what comes of it, at most `max_length` bytes.
    pub fn decompress(&mut self, data: &[u8], max_length: i64) -> Result<Vec<u8>, Trouble<D::Error>> {
        let mut pending = std::mem::take(&mut self.pending);
        let mut at = 0;
        let made = if pending.is_empty() {
            self.run(data, &mut at, max_length)
        } else {
            buffer::extend(&mut pending, data)?;
            self.run(&pending, &mut at, max_length)
        };
        let rest = |whole: Vec<u8>| match whole.is_empty() {
            true => buffer::copied(data.get(at..).unwrap_or_default()),
            false => {
                let mut whole = whole;
                whole.drain(..at.min(whole.len()));
                Ok(whole)
            }
        };
        let made = made?;
        let left = rest(pending)?;
        if self.eof {
            self.needs_input = false;
            self.unused = self.decoder.surplus().to_vec();
            buffer::append(&mut self.unused, left)?;
        } else {
            self.needs_input = left.is_empty() && (self.first == First::Input || !made.1);
            self.pending = left;
        }
        Ok(made.0)
    }

    /// The steps. Gives the output, and whether it filled all its room.
    fn run(
        &mut self,
        input: &[u8],
        at: &mut usize,
        max_length: i64,
    ) -> Result<(Vec<u8>, bool), Trouble<D::Error>> {
        let mut out = Output::of_max_length(max_length);
        loop {
            let step = self.decoder.step(&input[*at..], out.room()?)?;
            *at = (*at + step.consumed).min(input.len());
            out.fill(step.produced);
            if step.end {
                self.eof = true;
                break;
            }
            let empty = *at == input.len();
            let stands = match self.first {
                First::Input => empty || out.is_at_limit(),
                First::Output if out.is_full() => out.is_at_limit(),
                First::Output => empty,
            };
            // What neither takes nor gives waits for more.
            if stands || (step.consumed == 0 && step.produced == 0 && !out.is_full()) {
                break;
            }
        }
        let full = out.is_full();
        Ok((out.done(), full))
    }
}

/// Lets a function look at the bytes of an argument.
pub fn with_bytes<T, E>(
    vm: &mut Vm,
    data: &Value,
    look: impl FnOnce(&[u8]) -> Result<T, Trouble<E>>,
    raise: impl FnOnce(&mut Vm, E) -> Raised,
) -> Res<T> {
    let b = Buffer::of(vm, data)?;
    let made = b.with(look);
    b.release(vm)?;
    made.map_err(|e| e.raise(vm, raise))
}
