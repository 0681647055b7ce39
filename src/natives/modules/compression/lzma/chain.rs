//! A chain of filters without a container, both ways: data goes through the filters for code and differences to LZMA, or comes from there.

use std::io::{self, Write};

use lzma_rust2::filter::StreamFilter;
use lzma_rust2::filter::bcj::BcjWriter;
use lzma_rust2::filter::delta::DeltaWriter;
use lzma_rust2::{
    Action, FilterType, Lzma2Options, Lzma2Stream, Lzma2Writer, LzmaStream, LzmaWriter, Status,
};

use crate::object::buffer;

use super::super::stream::Step;
use super::fault::{Fault, Found, fail, of_library};
use super::filters::Filter;

/// Bytes that go through the filters at once.
const ROUND: usize = 32 << 10;

/// What undoes the last filter of a chain.
enum Last {
    Lzma1(Box<LzmaStream>),
    Lzma2(Box<Lzma2Stream>),
}

/// A filter before the last, and bytes that it cannot judge yet.
struct Undoing {
    filter: StreamFilter,
    held: Vec<u8>,
}

/// A chain that is being undone.
pub struct Decoding {
    last: Last,
    ended: bool,
    /// Nearest to LZMA first.
    filters: Vec<Undoing>,
    /// What came through all of them and was not asked for yet.
    ready: Vec<u8>,
    given: usize,
}

impl Decoding {
    /// Of a valid chain.
    pub fn new(chain: &[Filter]) -> Found<Decoding> {
        let last = match chain.last() {
            Some(Filter::Lzma2(o)) => Last::Lzma2(Box::new(Lzma2Stream::new(o.dict_size))),
            Some(Filter::Lzma1(o)) => return Decoding::lzma1(u64::MAX, o.properties(), o.dict_size, chain),
            _ => return fail(Fault::Program),
        };
        Ok(Decoding::on(last, chain))
    }

    /// Of LZMA1, whose data may have a known size.
    pub fn lzma1(size: u64, properties: u8, dict_size: u32, chain: &[Filter]) -> Found<Decoding> {
        // liblzma takes any number and allocates what is near; the library has an upper end.
        let dict_size = dict_size.clamp(lzma_rust2::DICT_SIZE_MIN, lzma_rust2::DICT_SIZE_MAX);
        let stream = LzmaStream::new_with_props(size, properties, dict_size, None).map_err(of_library)?;
        Ok(Decoding::on(Last::Lzma1(Box::new(stream)), chain))
    }

    fn on(last: Last, chain: &[Filter]) -> Decoding {
        let undoing = |f: &Filter| Some(Undoing { filter: f.undoing()?, held: Vec::new() });
        let filters = chain.iter().rev().filter_map(undoing).collect();
        Decoding { last, ended: false, filters, ready: Vec::new(), given: 0 }
    }

    /// Takes input and gives output.
    pub fn step(&mut self, input: &[u8], output: &mut [u8]) -> Found<Step> {
        if self.filters.is_empty() {
            return self.step_last(input, output);
        }
        let mut whole = Step::default();
        loop {
            let waiting = &self.ready[self.given..];
            let n = waiting.len().min(output.len() - whole.produced);
            output[whole.produced..whole.produced + n].copy_from_slice(&waiting[..n]);
            whole.produced += n;
            self.given += n;
            if self.given < self.ready.len() {
                return Ok(whole);
            }
            (self.given, whole.end) = (0, self.ended);
            self.ready.clear();
            if self.ended || whole.produced == output.len() {
                return Ok(whole);
            }
            let mut round = vec![0; ROUND];
            let step = self.step_last(&input[whole.consumed..], &mut round)?;
            whole.consumed += step.consumed;
            self.ended = step.end;
            round.truncate(step.produced);
            self.through(round)?;
            if step.consumed == 0 && step.produced == 0 && !step.end {
                return Ok(whole);
            }
        }
    }

    /// Lets data through the filters.
    fn through(&mut self, mut data: Vec<u8>) -> Found<()> {
        for f in &mut self.filters {
            let mut all = std::mem::take(&mut f.held);
            buffer::append(&mut all, data)?;
            let settled = f.filter.decode(&mut all).min(all.len());
            if !self.ended {
                f.held = all.split_off(settled);
            }
            data = all;
        }
        self.ready = data;
        Ok(())
    }

    fn step_last(&mut self, input: &[u8], output: &mut [u8]) -> Found<Step> {
        let done = match &mut self.last {
            Last::Lzma1(s) => s.process(input, output, Action::Run),
            Last::Lzma2(s) => s.process(input, output, Action::Run),
        };
        let done = done.map_err(of_library)?;
        let end = done.status == Status::StreamEnd;
        Ok(Step { consumed: done.bytes_consumed, produced: done.bytes_produced, end })
    }

    /// Bytes that were taken and turned out to stand behind the end.
    pub fn surplus(&self) -> &[u8] {
        match &self.last {
            Last::Lzma1(s) => s.unused_input(),
            Last::Lzma2(_) => &[],
        }
    }
}

/// A chain that is being done.
pub enum Encoding {
    Lzma1(Box<LzmaWriter<Vec<u8>>>),
    Lzma2(Box<Lzma2Writer<Vec<u8>>>),
    Delta(Box<DeltaWriter<Encoding>>),
    Bcj(Box<BcjWriter<Encoding>>),
}

impl Encoding {
    /// Of a valid chain.
    pub fn new(chain: &[Filter]) -> Found<Encoding> {
        let mut made = match chain.last() {
            Some(Filter::Lzma1(o)) => {
                buffer::room_for(u64::from(o.options().get_memory_usage()) << 10)
                    .map_err(|_| buffer::NoMemory)?;
                let writer = LzmaWriter::new_no_header(Vec::new(), &o.options(), true).map_err(of_library)?;
                Encoding::Lzma1(Box::new(writer))
            }
            Some(Filter::Lzma2(o)) => {
                buffer::room_for(u64::from(o.options().get_memory_usage()) << 10)
                    .map_err(|_| buffer::NoMemory)?;
                let options = Lzma2Options { lzma_options: o.options(), ..Default::default() };
                Encoding::Lzma2(Box::new(Lzma2Writer::new(Vec::new(), options)))
            }
            _ => return fail(Fault::Program),
        };
        for config in chain.iter().rev().filter_map(Filter::config) {
            let at = config.property as usize;
            made = match config.filter_type {
                FilterType::Delta => Encoding::Delta(Box::new(DeltaWriter::new(made, at))),
                FilterType::BcjX86 => Encoding::Bcj(Box::new(BcjWriter::new_x86(made, at))),
                FilterType::BcjPpc => Encoding::Bcj(Box::new(BcjWriter::new_ppc(made, at))),
                FilterType::BcjIa64 => Encoding::Bcj(Box::new(BcjWriter::new_ia64(made, at))),
                FilterType::BcjArm => Encoding::Bcj(Box::new(BcjWriter::new_arm(made, at))),
                FilterType::BcjArmThumb => Encoding::Bcj(Box::new(BcjWriter::new_arm_thumb(made, at))),
                FilterType::BcjSparc => Encoding::Bcj(Box::new(BcjWriter::new_sparc(made, at))),
                FilterType::BcjArm64 => Encoding::Bcj(Box::new(BcjWriter::new_arm64(made, at))),
                FilterType::BcjRiscv => Encoding::Bcj(Box::new(BcjWriter::new_riscv(made, at))),
                FilterType::Lzma2 => made,
            };
        }
        Ok(made)
    }

    /// Takes what has been written.
    pub fn take(&mut self) -> Vec<u8> {
        match self {
            Encoding::Lzma1(w) => std::mem::take(w.inner_mut()),
            Encoding::Lzma2(w) => std::mem::take(w.inner_mut()),
            Encoding::Delta(w) => w.inner_mut().take(),
            Encoding::Bcj(w) => w.inner_mut().take(),
        }
    }

    /// Ends it, and gives what was not taken.
    pub fn finish(self) -> io::Result<Vec<u8>> {
        match self {
            Encoding::Lzma1(w) => w.finish(),
            Encoding::Lzma2(w) => w.finish(),
            Encoding::Delta(w) => w.into_inner().finish(),
            Encoding::Bcj(w) => w.finish()?.finish(),
        }
    }
}

impl Write for Encoding {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        match self {
            Encoding::Lzma1(w) => w.write(data),
            Encoding::Lzma2(w) => w.write(data),
            Encoding::Delta(w) => w.write(data),
            Encoding::Bcj(w) => w.write(data),
        }
    }

    /// Nothing: only the end makes LZMA give everything.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
