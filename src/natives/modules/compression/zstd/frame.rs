//! What frames say of themselves: their headers, and where they end (RFC 8878, section 3.1). Nothing is decompressed here.

use super::fault::Fault;

const MAGIC: u32 = 0xfd2f_b528;
/// Sixteen magic numbers of frames that are skipped.
const SKIPPABLE: u32 = 0x184d_2a50;
const SKIPPABLE_MASK: u32 = 0xffff_fff0;

/// The head of a frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// Bytes that it takes.
    pub len: usize,
    /// Bytes of the content, if they are said. Of a skippable frame 0.
    pub content: Option<u64>,
    /// How far back matches go.
    pub window: u64,
    /// 0: it says none.
    pub dictionary: u32,
    pub checksum: bool,
    /// For a frame that is skipped: bytes behind the header.
    pub skip: Option<u64>,
}

/// The header at the beginning of some data. `Ok(Err(n))`: `n` bytes are needed to tell more.
pub fn header(data: &[u8]) -> Result<Result<Header, usize>, Fault> {
    let magic = |n: u32| n.to_le_bytes();
    let begins = |n: u32| magic(n).iter().zip(data).all(|(a, b)| a == b);
    // The lowest four bits of a skippable frame's magic are free.
    let skips = match data.first() {
        Some(b) => b & 0xf0 == 0x50 && magic(SKIPPABLE)[1..].iter().zip(&data[1..]).all(|(a, b)| a == b),
        None => true,
    };
    if !begins(MAGIC) && !skips {
        return Err(Fault::Prefix);
    }
    let Some(first) = data.first_chunk::<4>() else { return Ok(Err(5)) };
    if u32::from_le_bytes(*first) & SKIPPABLE_MASK == SKIPPABLE {
        let Some(size) = data.get(4..8) else { return Ok(Err(8)) };
        let size = u32::from_le_bytes([size[0], size[1], size[2], size[3]]);
        let header = Header { len: 8, content: Some(0), skip: Some(size.into()), ..Header::default() };
        return Ok(Ok(header));
    }
    let Some(&descriptor) = data.get(4) else { return Ok(Err(5)) };
    let single = descriptor & 0x20 != 0;
    let id_len = [0, 1, 2, 4][usize::from(descriptor & 3)];
    let size_len = [usize::from(single), 2, 4, 8][usize::from(descriptor >> 6)];
    let len = 5 + usize::from(!single) + id_len + size_len;
    if descriptor & 8 != 0 {
        return Err(Fault::Unsupported);
    }
    if data.len() < len {
        return Ok(Err(len));
    }
    let mut at = 5;
    let mut window = 0;
    if !single {
        let (exponent, mantissa) = (data[at] >> 3, u64::from(data[at] & 7));
        at += 1;
        if exponent + 10 > 31 {
            return Err(Fault::Window);
        }
        let base = 1u64 << (exponent + 10);
        window = base + (base >> 3) * mantissa;
    }
    let number = |bytes: &[u8]| bytes.iter().rev().fold(0u64, |n, b| n << 8 | u64::from(*b));
    let dictionary = number(&data[at..at + id_len]) as u32;
    at += id_len;
    let content = match size_len {
        0 => None,
        2 => Some(number(&data[at..at + 2]) + 256),
        n => Some(number(&data[at..at + n])),
    };
    let window = if single { content.unwrap_or(0) } else { window };
    Ok(Ok(Header { len, content, window, dictionary, checksum: descriptor & 4 != 0, skip: None }))
}

/// How many bytes the frame at the beginning has.
pub fn size(data: &[u8]) -> Result<usize, Fault> {
    if data.is_empty() {
        return Err(Fault::Size);
    }
    let Ok(header) = header(data)? else { return Err(Fault::Size) };
    let mut at = header.len;
    if let Some(skip) = header.skip {
        let end = usize::try_from(skip).ok().and_then(|n| n.checked_add(at));
        return end.filter(|end| *end <= data.len()).ok_or(Fault::Size);
    }
    loop {
        let Some(&[a, b, c]) = data.get(at..).and_then(|rest| rest.first_chunk::<3>()) else {
            return Err(Fault::Size);
        };
        let block = u32::from_le_bytes([a, b, c, 0]);
        let (last, kind, n) = (block & 1 == 1, block >> 1 & 3, (block >> 3) as usize);
        let n = match kind {
            3 => return Err(Fault::Corrupt),
            1 => 1,
            _ => n,
        };
        at += 3 + n;
        if at > data.len() {
            return Err(Fault::Size);
        }
        if last {
            at += if header.checksum { 4 } else { 0 };
            return if at > data.len() { Err(Fault::Size) } else { Ok(at) };
        }
    }
}
