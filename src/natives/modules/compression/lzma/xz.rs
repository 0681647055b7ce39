//! The xz container: a stream header, blocks with a check each, an index of them, a footer (<https://tukaani.org/xz/xz-file-format.txt>). `Unpacking` reads one stream in whatever
//! pieces it comes; `Packing` writes one with one block.

use std::io::Write;

use sha2::{Digest, Sha256};

use super::super::stream::Step;
use super::chain::{Decoding, Encoding};
use super::check::{self, Check, crc32};
use super::fault::{Failure, Fault, Found, fail, of_library};
use super::filters::{self, Filter, validate};

const MAGIC: [u8; 6] = [0xfd, b'7', b'z', b'X', b'Z', 0];
const FOOTER_MAGIC: [u8; 2] = *b"YZ";
/// Bytes of a number at most.
const NUMBER_MOST: usize = 9;
/// The largest number of the format.
const NUMBER_MAX: u64 = u64::MAX / 2;

/// What liblzma counts beside the dictionary.
const MEMORY: u64 = 66_200;

/// A number in groups of seven bits, the lowest first.
fn put_number(out: &mut Vec<u8>, mut n: u64) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

/// The number at the beginning, which is taken away. None: it is wrong.
fn take_number(data: &mut &[u8]) -> Option<u64> {
    let mut n = 0;
    for i in 0..NUMBER_MOST {
        let (b, rest) = data.split_first()?;
        *data = rest;
        n |= u64::from(b & 0x7f) << (7 * i);
        if b & 0x80 == 0 {
            return (i == 0 || *b != 0).then_some(n);
        }
    }
    None
}

/// Where in a stream the next byte stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    StreamHeader,
    /// The size of a block's header, or the sign of the index.
    BlockOrIndex,
    BlockHeader,
    Data,
    Padding,
    Check,
    /// Numbers of the index: how many blocks, then two for each.
    Count,
    Unpadded,
    Uncompressed,
    IndexPadding,
    IndexCheck,
    Footer,
    End,
}

/// Sizes of blocks: what was read, or what the index says. They are compared by sums and a digest, so that a stream of many blocks needs no list.
#[derive(Clone, Default)]
struct Sizes {
    count: u64,
    unpadded: u64,
    uncompressed: u64,
    digest: Sha256,
}

impl Sizes {
    fn add(&mut self, unpadded: u64, uncompressed: u64) -> Option<()> {
        self.count += 1;
        self.unpadded = self.unpadded.checked_add(unpadded)?;
        self.uncompressed = self.uncompressed.checked_add(uncompressed)?;
        self.digest.update(unpadded.to_le_bytes());
        self.digest.update(uncompressed.to_le_bytes());
        Some(())
    }
}

/// A block that is being read.
struct Block {
    chain: Decoding,
    check: Check,
    header: u64,
    compressed: u64,
    uncompressed: u64,
    /// What its header says.
    said: [Option<u64>; 2],
}

/// One stream that is being read.
pub struct Unpacking {
    place: Place,
    limit: u64,
    /// What is gathered of a piece that must be there as a whole.
    piece: Vec<u8>,
    check: Option<u32>,
    flags: [u8; 2],
    block: Option<Block>,
    blocks: Sizes,
    index: Sizes,
    /// Blocks that the index has, and its bytes so far.
    count: u64,
    unpadded: u64,
    index_size: u64,
    index_check: crc32fast::Hasher,
}

impl Unpacking {
    /// A stream of which nothing is known yet. A block may need so many bytes of memory.
    pub fn new(limit: u64) -> Unpacking {
        Unpacking {
            place: Place::StreamHeader,
            limit,
            piece: Vec::new(),
            check: None,
            flags: [0; 2],
            block: None,
            blocks: Sizes::default(),
            index: Sizes::default(),
            count: 0,
            unpadded: 0,
            index_size: 0,
            index_check: crc32fast::Hasher::new(),
        }
    }

    /// The number of its check, when its header was there.
    pub fn check(&self) -> Option<u32> {
        self.check
    }

    /// Gathers so many bytes; true when they are there.
    fn gather(&mut self, input: &[u8], at: &mut usize, n: usize) -> bool {
        let more = n.saturating_sub(self.piece.len()).min(input.len() - *at);
        self.piece.extend_from_slice(&input[*at..*at + more]);
        *at += more;
        self.piece.len() >= n
    }

    /// Takes input and gives output.
    pub fn step(&mut self, input: &[u8], output: &mut [u8]) -> Found<Step> {
        let (mut at, mut out) = (0, 0);
        while self.place != Place::End {
            if self.place == Place::Data {
                let step = self.data(&input[at..], &mut output[out..])?;
                at += step.consumed;
                out += step.produced;
                if !step.end {
                    break;
                }
            } else if !self.piece_step(input, &mut at)? {
                break;
            }
        }
        Ok(Step { consumed: at, produced: out, end: self.place == Place::End })
    }

    /// What is not data. False: there is not enough of it yet.
    fn piece_step(&mut self, input: &[u8], at: &mut usize) -> Found<bool> {
        let needed = match self.place {
            Place::StreamHeader | Place::Footer => 12,
            Place::BlockOrIndex => 1,
            Place::BlockHeader => (usize::from(self.piece[0]) + 1) * 4,
            Place::Padding | Place::Check => self.left_of_block(),
            Place::IndexPadding => (4 - self.index_size % 4) as usize % 4,
            Place::IndexCheck => 4,
            _ => return self.number(input, at),
        };
        if !self.gather(input, at, needed) {
            return Ok(false);
        }
        if self.place == Place::BlockOrIndex && self.piece != [0] {
            // The byte is the first of the header.
            self.place = Place::BlockHeader;
            return Ok(true);
        }
        let piece = std::mem::take(&mut self.piece);
        match self.place {
            Place::StreamHeader => self.stream_header(&piece)?,
            Place::BlockOrIndex => {
                self.index_bytes(&piece);
                self.place = Place::Count;
            }
            Place::BlockHeader => self.block_header(&piece)?,
            Place::Padding => {
                zeros(&piece)?;
                self.place = Place::Check;
            }
            Place::Check => self.block_end(&piece)?,
            Place::IndexPadding => {
                zeros(&piece)?;
                self.index_bytes(&piece);
                self.place = Place::IndexCheck;
            }
            Place::IndexCheck => {
                if piece != self.index_check.clone().finalize().to_le_bytes() {
                    return fail(Fault::Data);
                }
                self.index_size += 4;
                self.place = Place::Footer;
            }
            _ => self.footer(&piece)?,
        }
        Ok(true)
    }

    fn stream_header(&mut self, h: &[u8]) -> Found<()> {
        if h[..6] != MAGIC {
            return fail(Fault::Format);
        }
        if crc32(&h[6..8]).to_le_bytes() != h[8..12] {
            return fail(Fault::Data);
        }
        if h[6] != 0 || h[7] & 0xf0 != 0 {
            return fail(Fault::Options);
        }
        self.flags = [h[6], h[7]];
        self.check = Some(u32::from(h[7]));
        self.place = Place::BlockOrIndex;
        Ok(())
    }

    fn block_header(&mut self, h: &[u8]) -> Found<()> {
        let wrong = || Failure::Of(Fault::Data);
        let (body, sum) = h.split_at(h.len() - 4);
        if crc32(body).to_le_bytes() != sum {
            return fail(Fault::Data);
        }
        let flags = body[1];
        if flags & 0x3c != 0 {
            return fail(Fault::Options);
        }
        let mut rest = &body[2..];
        let mut said = [None; 2];
        for (i, place) in said.iter_mut().enumerate() {
            if flags & (0x40 << i) != 0 {
                let n = take_number(&mut rest).ok_or_else(wrong)?;
                if i == 0 && (n == 0 || n > NUMBER_MAX - 1024) {
                    return fail(Fault::Data);
                }
                *place = Some(n);
            }
        }
        let mut chain = Vec::new();
        for _ in 0..=flags & 3 {
            let id = take_number(&mut rest).ok_or_else(wrong)?;
            if id >= filters::id::RESERVED {
                return fail(Fault::Data);
            }
            let size = take_number(&mut rest).ok_or_else(wrong)?;
            let size = usize::try_from(size).map_err(|_| wrong())?;
            let properties = rest.get(..size).ok_or_else(wrong)?;
            rest = &rest[size..];
            chain.push(Filter::decoded(id, properties)?);
        }
        if rest.iter().any(|b| *b != 0) {
            return fail(Fault::Options);
        }
        validate(&chain, true, false)?;
        if let Some(Filter::Lzma2(o)) = chain.last()
            && u64::from(o.dict_size) + MEMORY > self.limit
        {
            return fail(Fault::MemoryLimit);
        }
        self.block = Some(Block {
            chain: Decoding::new(&chain)?,
            check: Check::new(self.check.unwrap_or(check::NONE)),
            header: h.len() as u64,
            compressed: 0,
            uncompressed: 0,
            said,
        });
        self.place = Place::Data;
        Ok(())
    }

    /// The data of a block. `end`: the block's, not the stream's.
    fn data(&mut self, input: &[u8], output: &mut [u8]) -> Found<Step> {
        let Some(block) = &mut self.block else { return fail(Fault::Program) };
        let [compressed, uncompressed] = block.said;
        let most = |said: Option<u64>, had: u64, n: usize| match said {
            Some(said) => usize::try_from(said - had).unwrap_or(usize::MAX).min(n),
            None => n,
        };
        let take = most(compressed, block.compressed, input.len());
        let step = block.chain.step(&input[..take], output)?;
        block.compressed += step.consumed as u64;
        block.uncompressed += step.produced as u64;
        block.check.update(&output[..step.produced]);
        if uncompressed.is_some_and(|said| block.uncompressed > said) {
            return fail(Fault::Data);
        }
        if step.end {
            let other = |said: Option<u64>, had: u64| said.is_some_and(|said| said != had);
            if other(compressed, block.compressed) || other(uncompressed, block.uncompressed) {
                return fail(Fault::Data);
            }
            self.place = Place::Padding;
        } else if compressed == Some(block.compressed) && step.produced < output.len() {
            return fail(Fault::Data);
        }
        Ok(step)
    }

    /// Bytes of the padding, or of the check.
    fn left_of_block(&self) -> usize {
        match (&self.block, self.place) {
            (Some(b), Place::Padding) => (4 - b.compressed % 4) as usize % 4,
            _ => check::size(self.check.unwrap_or(check::NONE)),
        }
    }

    fn block_end(&mut self, sum: &[u8]) -> Found<()> {
        let Some(block) = self.block.take() else { return fail(Fault::Program) };
        let made = block.check.done();
        if !made.is_empty() && made != sum {
            return fail(Fault::Data);
        }
        let unpadded = block.header + block.compressed + sum.len() as u64;
        self.place = Place::BlockOrIndex;
        self.blocks.add(unpadded, block.uncompressed).ok_or(Failure::Of(Fault::Data))
    }

    fn index_bytes(&mut self, bytes: &[u8]) {
        self.index_check.update(bytes);
        self.index_size += bytes.len() as u64;
    }

    /// A number of the index.
    fn number(&mut self, input: &[u8], at: &mut usize) -> Found<bool> {
        loop {
            let n = self.piece.len() + 1;
            if !self.gather(input, at, n) {
                return Ok(false);
            }
            match self.piece.last() {
                Some(b) if b & 0x80 == 0 => break,
                _ if n == NUMBER_MOST => return fail(Fault::Data),
                _ => {}
            }
        }
        let piece = std::mem::take(&mut self.piece);
        self.index_bytes(&piece);
        let wrong = Failure::Of(Fault::Data);
        let Some(n) = take_number(&mut &*piece) else { return Err(wrong) };
        match self.place {
            Place::Count => {
                if n != self.blocks.count {
                    return Err(wrong);
                }
                self.count = n;
            }
            Place::Unpadded => self.unpadded = n,
            _ => {
                self.index.add(self.unpadded, n).ok_or(wrong)?;
                let (index, blocks) = (&self.index, &self.blocks);
                if index.unpadded > blocks.unpadded || index.uncompressed > blocks.uncompressed {
                    return fail(Fault::Data);
                }
            }
        }
        self.place = match self.place {
            Place::Unpadded => Place::Uncompressed,
            _ if self.index.count < self.count => Place::Unpadded,
            _ => Place::IndexPadding,
        };
        if self.place == Place::IndexPadding {
            let same = self.index.digest.clone().finalize() == self.blocks.digest.clone().finalize();
            if !same {
                return fail(Fault::Data);
            }
        }
        Ok(true)
    }

    fn footer(&mut self, f: &[u8]) -> Found<()> {
        let sums = f[10..] == FOOTER_MAGIC && crc32(&f[4..10]).to_le_bytes() == f[..4];
        if !sums {
            return fail(Fault::Data);
        }
        if f[8] != 0 || f[9] & 0xf0 != 0 {
            return fail(Fault::Options);
        }
        let backward = u32::from_le_bytes([f[4], f[5], f[6], f[7]]);
        if (u64::from(backward) + 1) * 4 != self.index_size || f[8..10] != self.flags {
            return fail(Fault::Data);
        }
        self.place = Place::End;
        Ok(())
    }
}

fn zeros(bytes: &[u8]) -> Found<()> {
    if bytes.iter().all(|b| *b == 0) { Ok(()) } else { fail(Fault::Data) }
}

/// One stream that is being written.
pub struct Packing {
    chain: Vec<Filter>,
    id: u32,
    begun: bool,
    /// None: no data came yet.
    block: Option<(Encoding, Check, u64)>,
    uncompressed: u64,
    compressed: u64,
}

impl Packing {
    /// With a check and a valid chain.
    pub fn new(id: u32, chain: Vec<Filter>) -> Found<Packing> {
        if !check::is_supported(id) {
            return fail(if id > check::ID_MAX { Fault::Program } else { Fault::UnsupportedCheck });
        }
        validate(&chain, true, true)?;
        Ok(Packing { chain, id, begun: false, block: None, uncompressed: 0, compressed: 0 })
    }

    fn header(&mut self, out: &mut Vec<u8>) {
        if !std::mem::replace(&mut self.begun, true) {
            let flags = [0, self.id as u8];
            out.extend(MAGIC);
            out.extend(flags);
            out.extend(crc32(&flags).to_le_bytes());
        }
    }

    fn block_header(&self) -> Found<Vec<u8>> {
        let mut h = vec![0, (self.chain.len() - 1) as u8];
        for f in &self.chain {
            let properties = f.encoded()?;
            put_number(&mut h, f.id());
            put_number(&mut h, properties.len() as u64);
            h.extend(properties);
        }
        h.resize(h.len().next_multiple_of(4), 0);
        h[0] = (h.len() / 4) as u8;
        let sum = crc32(&h);
        h.extend(sum.to_le_bytes());
        Ok(h)
    }

    /// Takes data, gives what is ready.
    pub fn write(&mut self, data: &[u8]) -> Found<Vec<u8>> {
        let mut out = Vec::new();
        self.header(&mut out);
        if data.is_empty() {
            return Ok(out);
        }
        if self.block.is_none() {
            let header = self.block_header()?;
            let block = (Encoding::new(&self.chain)?, Check::new(self.id), header.len() as u64);
            out.extend(header);
            self.block = Some(block);
        }
        if let Some((encoding, check, _)) = &mut self.block {
            encoding.write_all(data).map_err(of_library)?;
            check.update(data);
            self.uncompressed += data.len() as u64;
            let made = encoding.take();
            self.compressed += made.len() as u64;
            out.extend(made);
        }
        Ok(out)
    }

    /// Gives the rest.
    pub fn finish(mut self) -> Found<Vec<u8>> {
        let mut out = Vec::new();
        self.header(&mut out);
        let mut index = vec![0, u8::from(self.block.is_some())];
        if let Some((encoding, check, header)) = self.block.take() {
            let made = encoding.finish().map_err(of_library)?;
            self.compressed += made.len() as u64;
            out.extend(made);
            out.resize(out.len() + (4 - self.compressed % 4) as usize % 4, 0);
            let sum = check.done();
            put_number(&mut index, header + self.compressed + sum.len() as u64);
            put_number(&mut index, self.uncompressed);
            out.extend(sum);
        }
        index.resize(index.len().next_multiple_of(4), 0);
        let sum = crc32(&index);
        index.extend(sum.to_le_bytes());
        let mut footer = (index.len() as u32 / 4 - 1).to_le_bytes().to_vec();
        footer.extend([0, self.id as u8]);
        out.extend(index);
        out.extend(crc32(&footer).to_le_bytes());
        out.extend(footer);
        out.extend(FOOTER_MAGIC);
        Ok(out)
    }
}
