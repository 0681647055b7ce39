//! Filters: their options, what is allowed, and their properties as streams write them.

use lzma_rust2::filter::StreamFilter;
use lzma_rust2::{EncodeMode, FilterConfig, LzmaOptions, MfType};

use super::fault::{Failure, Fault, Found, fail};

/// Numbers of filters, those of the xz format and (above them) liblzma's for the older LZMA.
pub mod id {
    pub const DELTA: u64 = 3;
    pub const X86: u64 = 4;
    pub const POWERPC: u64 = 5;
    pub const IA64: u64 = 6;
    pub const ARM: u64 = 7;
    pub const ARMTHUMB: u64 = 8;
    pub const SPARC: u64 = 9;
    pub const ARM64: u64 = 10;
    pub const RISCV: u64 = 11;
    pub const LZMA2: u64 = 33;
    pub const LZMA1: u64 = 0x4000_0000_0000_0001;
    /// From here on liblzma has its own.
    pub const RESERVED: u64 = 1 << 62;
}

/// Match finders.
pub const HC3: u32 = 3;
pub const HC4: u32 = 4;
pub const BT2: u32 = 0x12;
pub const BT3: u32 = 0x13;
pub const BT4: u32 = 0x14;

/// Modes.
pub const FAST: u32 = 1;
pub const NORMAL: u32 = 2;

/// The preset that is used without one.
pub const PRESET_DEFAULT: u32 = 6;
/// Slower and smaller: a flag of presets.
pub const PRESET_EXTREME: u32 = 1 << 31;

/// The smallest dictionary.
const DICT_MIN: u32 = 4096;
/// The largest one that liblzma compresses with.
const DICT_MAX: u32 = (1 << 30) + (1 << 29);

/// Filters of a chain at most.
pub const MOST: usize = 4;

/// Options of LZMA1 and LZMA2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lzma {
    pub dict_size: u32,
    pub lc: u32,
    pub lp: u32,
    pub pb: u32,
    pub mode: u32,
    pub nice_len: u32,
    pub mf: u32,
    pub depth: u32,
}

/// A filter with its options.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    Lzma1(Lzma),
    Lzma2(Lzma),
    Delta {
        distance: u32,
    },
    /// One of the filters for machine code.
    Bcj {
        id: u64,
        start: u32,
    },
}

impl Lzma {
    /// The options of a preset; None if there is none of that number.
    pub fn preset(preset: u32) -> Option<Lzma> {
        let (level, extreme) = (preset & 0x1f, preset & PRESET_EXTREME != 0);
        if level > 9 || preset & !(0x1f | PRESET_EXTREME) != 0 {
            return None;
        }
        let power = [18, 20, 21, 22, 22, 23, 23, 24, 25, 26][level as usize];
        let mut o = Lzma {
            dict_size: 1 << power,
            lc: 3,
            lp: 0,
            pb: 2,
            mode: NORMAL,
            nice_len: [128, 128, 273, 273, 16, 32, 64, 64, 64, 64][level as usize],
            mf: BT4,
            depth: 0,
        };
        if level <= 3 {
            o.mode = FAST;
            o.mf = if level == 0 { HC3 } else { HC4 };
            o.depth = [4, 8, 24, 48][level as usize];
        }
        if extreme {
            (o.mode, o.mf) = (NORMAL, BT4);
            (o.nice_len, o.depth) = if matches!(level, 3 | 5) { (192, 0) } else { (273, 512) };
        }
        Some(o)
    }

    /// Of what a stream says: enough to decode.
    fn plain(dict_size: u32) -> Lzma {
        Lzma { dict_size, lc: 3, lp: 0, pb: 2, mode: NORMAL, nice_len: 64, mf: BT4, depth: 0 }
    }

    /// Whether the literal and position bits are allowed.
    fn bits_fit(&self) -> bool {
        self.lc <= 4 && self.lp <= 4 && self.lc + self.lp <= 4 && self.pb <= 4
    }

    /// The bits in one byte.
    pub fn properties(&self) -> u8 {
        ((self.pb * 5 + self.lp) * 9 + self.lc) as u8
    }

    /// Sets the bits from one byte; false if they are not allowed.
    pub fn set_properties(&mut self, byte: u8) -> bool {
        let byte = u32::from(byte);
        (self.lc, self.lp, self.pb) = (byte % 9, byte / 9 % 5, byte / 45);
        byte <= (4 * 5 + 4) * 9 + 8 && self.bits_fit()
    }

    /// Whether liblzma compresses with them.
    fn can_encode(&self) -> bool {
        self.bits_fit()
            && (2..=273).contains(&self.nice_len)
            && matches!(self.mode, FAST | NORMAL)
            && matches!(self.mf, HC3 | HC4 | BT2 | BT3 | BT4)
            && (DICT_MIN..=DICT_MAX).contains(&self.dict_size)
    }

    /// For the library below, which has the match finders of four bytes only and no shorter matches that are nice.
    pub fn options(&self) -> LzmaOptions {
        LzmaOptions::new(
            self.dict_size,
            self.lc,
            self.lp,
            self.pb,
            if self.mode == FAST { EncodeMode::Fast } else { EncodeMode::Normal },
            self.nice_len.clamp(LzmaOptions::NICE_LEN_MIN, LzmaOptions::NICE_LEN_MAX),
            if matches!(self.mf, HC3 | HC4) { MfType::Hc4 } else { MfType::Bt4 },
            i32::try_from(self.depth).unwrap_or(i32::MAX),
        )
    }

    /// The dictionary's size as headers have it: rounded up to a power of two, or one and a half of one. (Beyond the largest of these comes 0.)
    pub fn rounded_dict(&self) -> u32 {
        let mut d = self.dict_size.wrapping_sub(1);
        for shift in [2, 3, 4, 8, 16] {
            d |= d >> shift;
        }
        d.wrapping_add(1)
    }
}

/// The step of a machine's code filter, which its start must be a multiple of.
fn alignment(id: u64) -> Option<u32> {
    Some(match id {
        id::X86 => 1,
        id::ARMTHUMB | id::RISCV => 2,
        id::POWERPC | id::ARM | id::ARM64 | id::SPARC => 4,
        id::IA64 => 16,
        _ => return None,
    })
}

impl Filter {
    /// Its number.
    pub fn id(&self) -> u64 {
        match self {
            Filter::Lzma1(_) => id::LZMA1,
            Filter::Lzma2(_) => id::LZMA2,
            Filter::Delta { .. } => id::DELTA,
            Filter::Bcj { id, .. } => *id,
        }
    }

    /// Whether it is the last of a chain.
    fn is_last(&self) -> bool {
        matches!(self, Filter::Lzma1(_) | Filter::Lzma2(_))
    }

    /// Whether the number is that of a filter for machine code.
    pub fn is_bcj(id: u64) -> bool {
        alignment(id).is_some()
    }

    fn fits(&self, encoding: bool) -> bool {
        match self {
            Filter::Lzma1(o) => o.bits_fit() && (!encoding || o.can_encode()),
            Filter::Lzma2(o) => !encoding || o.can_encode(),
            Filter::Delta { distance } => (1..=256).contains(distance),
            Filter::Bcj { id, start } => alignment(*id).is_some_and(|a| start % a == 0),
        }
    }

    /// The options as streams write them.
    pub fn encoded(&self) -> Found<Vec<u8>> {
        Ok(match self {
            Filter::Lzma1(o) if !o.bits_fit() => return fail(Fault::Program),
            Filter::Lzma1(o) => {
                let mut out = vec![o.properties()];
                out.extend(o.dict_size.to_le_bytes());
                out
            }
            Filter::Lzma2(o) => {
                // 2 or 3, times a power of two from 2^11 on; all that is above has one number.
                let steps = (0..40u8).find(|i| u64::from(o.dict_size) <= dict_of(*i));
                vec![steps.unwrap_or(40)]
            }
            Filter::Delta { distance } if !(1..=256).contains(distance) => return fail(Fault::Program),
            Filter::Delta { distance } => vec![(distance - 1) as u8],
            Filter::Bcj { start: 0, .. } => Vec::new(),
            Filter::Bcj { start, .. } => start.to_le_bytes().to_vec(),
        })
    }

    /// A filter by its number and the options that a stream has.
    pub fn decoded(id: u64, properties: &[u8]) -> Found<Filter> {
        let filter = match (id, properties) {
            (id::LZMA1, [bits, dict @ ..]) if dict.len() == 4 => {
                let mut o = Lzma::plain(u32::from_le_bytes(dict.try_into().unwrap_or_default()));
                o.set_properties(*bits).then_some(Filter::Lzma1(o))
            }
            (id::LZMA2, [n]) if *n <= 40 => {
                let d = if *n == 40 { u32::MAX } else { dict_of(*n) as u32 };
                Some(Filter::Lzma2(Lzma::plain(d)))
            }
            (id::DELTA, [n]) => Some(Filter::Delta { distance: u32::from(*n) + 1 }),
            (_, []) if Filter::is_bcj(id) => Some(Filter::Bcj { id, start: 0 }),
            (_, &[a, b, c, d]) if Filter::is_bcj(id) => {
                Some(Filter::Bcj { id, start: u32::from_le_bytes([a, b, c, d]) })
            }
            _ => None,
        };
        match filter {
            Some(filter) => Ok(filter),
            None => fail(Fault::Options),
        }
    }

    /// For the library below; None for the last of a chain.
    pub fn config(&self) -> Option<FilterConfig> {
        Some(match *self {
            Filter::Lzma1(_) | Filter::Lzma2(_) => return None,
            Filter::Delta { distance } => FilterConfig::new_delta(distance),
            Filter::Bcj { id, start } => match id {
                id::X86 => FilterConfig::new_bcj_x86(start),
                id::POWERPC => FilterConfig::new_bcj_ppc(start),
                id::IA64 => FilterConfig::new_bcj_ia64(start),
                id::ARM => FilterConfig::new_bcj_arm(start),
                id::ARMTHUMB => FilterConfig::new_bcj_arm_thumb(start),
                id::ARM64 => FilterConfig::new_bcj_arm64(start),
                id::RISCV => FilterConfig::new_bcj_risc_v(start),
                _ => FilterConfig::new_bcj_sparc(start),
            },
        })
    }

    /// What undoes it; None for the last of a chain.
    pub fn undoing(&self) -> Option<StreamFilter> {
        StreamFilter::new(&self.config()?).ok()
    }
}

/// The dictionary of LZMA2's number for it.
fn dict_of(n: u8) -> u64 {
    (2 | u64::from(n & 1)) << (n / 2 + 11)
}

/// Looks whether filters make a chain, for data without a container or (`xz`) in blocks.
pub fn validate(chain: &[Filter], xz: bool, encoding: bool) -> Result<(), Failure> {
    let Some((last, before)) = chain.split_last() else { return fail(Fault::Program) };
    if xz && encoding && chain.iter().any(|f| f.id() >= id::RESERVED) {
        return fail(Fault::Program);
    }
    let shaped = last.is_last() && !before.iter().any(Filter::is_last) && chain.len() <= MOST;
    if shaped && chain.iter().all(|f| f.fits(encoding)) { Ok(()) } else { fail(Fault::Options) }
}
