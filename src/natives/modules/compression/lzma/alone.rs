//! The older `.lzma` format: thirteen bytes of header, then LZMA1.

use super::super::stream::Step;
use super::chain::Decoding;
use super::fault::{Fault, Found, fail};
use super::filters::{Filter, Lzma};

const HEADER: usize = 13;

/// What liblzma counts beside the dictionary.
const MEMORY: u64 = 66_016;

/// A file that is being read.
pub struct Unpacking {
    header: Vec<u8>,
    limit: u64,
    /// Sizes must be such as programs write: for those who guess at the format.
    picky: bool,
    chain: Option<Decoding>,
}

impl Unpacking {
    /// A file of which nothing is known yet.
    pub fn new(limit: u64, picky: bool) -> Unpacking {
        Unpacking { header: Vec::new(), limit, picky, chain: None }
    }

    /// Takes input and gives output.
    pub fn step(&mut self, input: &[u8], output: &mut [u8]) -> Found<Step> {
        let mut at = 0;
        while self.chain.is_none() {
            let Some(b) = input.get(at) else { return Ok(Step { consumed: at, ..Step::default() }) };
            self.header.push(*b);
            at += 1;
            self.look()?;
        }
        let Some(chain) = &mut self.chain else { return fail(Fault::Program) };
        let step = chain.step(&input[at..], output)?;
        Ok(Step { consumed: at + step.consumed, ..step })
    }

    /// Looks at the header so far, as soon as each of its parts is there.
    fn look(&mut self) -> Found<()> {
        let h = &self.header;
        let mut options = Lzma { dict_size: 0, lc: 0, lp: 0, pb: 0, mode: 0, nice_len: 0, mf: 0, depth: 0 };
        if !options.set_properties(h[0]) {
            return fail(Fault::Format);
        }
        if h.len() < 5 {
            return Ok(());
        }
        options.dict_size = u32::from_le_bytes([h[1], h[2], h[3], h[4]]);
        if self.picky && options.dict_size != u32::MAX && options.rounded_dict() != options.dict_size {
            return fail(Fault::Format);
        }
        if h.len() < HEADER {
            return Ok(());
        }
        let size = h[5..].iter().rev().fold(0, |n, b| n << 8 | u64::from(*b));
        if self.picky && size != u64::MAX && size >= 1 << 38 {
            return fail(Fault::Format);
        }
        if u64::from(options.dict_size.max(4096)) + MEMORY > self.limit {
            return fail(Fault::MemoryLimit);
        }
        self.chain = Some(Decoding::lzma1(size, h[0], options.dict_size, &[])?);
        Ok(())
    }

    /// Bytes that were taken and turned out to stand behind the end.
    pub fn surplus(&self) -> &[u8] {
        self.chain.as_ref().map_or(&[], Decoding::surplus)
    }
}

/// The header that is written: the size is not known.
pub fn header(options: &Lzma) -> Vec<u8> {
    let mut out = vec![options.properties()];
    out.extend(options.rounded_dict().to_le_bytes());
    out.extend([0xff; 8]);
    out
}

/// The only chain that the format has.
pub fn options_of(chain: &[Filter]) -> Option<&Lzma> {
    match chain {
        [Filter::Lzma1(o)] => Some(o),
        _ => None,
    }
}
