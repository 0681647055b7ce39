//! The characters of the East Asian encodings. Those of the WHATWG come from `encoding_rs`; where CPython has others (or does not have some) it says so here.
//! A table is made when somebody asks for it.

use std::collections::HashMap;

use super::jisx0213;
use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GBK, SHIFT_JIS};

/// Codes (first byte, last byte) of WHATWG that an encoding leaves out, both ends included.
type Ranges = &'static [(u16, u16)];
/// Runs of codes that mean other characters: first code, first character, how many.
type Runs = &'static [(u16, u32, u16)];

const GBK_OUT: Ranges = &[
    (0xa140, 0xa1a0),
    (0xa240, 0xa2a0),
    (0xa2ab, 0xa2b0),
    (0xa2e3, 0xa2e4),
    (0xa2ef, 0xa2f0),
    (0xa2fd, 0xa3a0),
    (0xa440, 0xa4a0),
    (0xa4f4, 0xa5a0),
    (0xa5f7, 0xa6a0),
    (0xa6b9, 0xa6c0),
    (0xa6d9, 0xa6df),
    (0xa6ec, 0xa6ed),
    (0xa6f3, 0xa6f3),
    (0xa6f6, 0xa7a0),
    (0xa7c2, 0xa7d0),
    (0xa7f2, 0xa7fe),
    (0xa896, 0xa8a0),
    (0xa8bc, 0xa8bc),
    (0xa8bf, 0xa8bf),
    (0xa8c1, 0xa8c4),
    (0xa8ea, 0xa8fe),
    (0xa958, 0xa958),
    (0xa95b, 0xa95b),
    (0xa95d, 0xa95f),
    (0xa989, 0xa995),
    (0xa997, 0xa9a3),
    (0xa9f0, 0xa9fe),
    (0xaaa1, 0xaafe),
    (0xaba1, 0xabfe),
    (0xaca1, 0xacfe),
    (0xada1, 0xadfe),
    (0xaea1, 0xaefe),
    (0xafa1, 0xaffe),
    (0xd7fa, 0xd7fe),
    (0xf8a1, 0xf8fe),
    (0xf9a1, 0xf9fe),
    (0xfaa1, 0xfafe),
    (0xfba1, 0xfbfe),
    (0xfca1, 0xfcfe),
    (0xfda1, 0xfdfe),
    (0xfe50, 0xfefe),
];
const GB2312_OUT: Ranges = &[
    (0x81a1, 0xa0fe),
    (0xa2a1, 0xa2b0),
    (0xa2e3, 0xa2e4),
    (0xa2ef, 0xa2f0),
    (0xa2fd, 0xa2fe),
    (0xa4f4, 0xa4fe),
    (0xa5f7, 0xa5fe),
    (0xa6b9, 0xa6c0),
    (0xa6d9, 0xa6fe),
    (0xa7c2, 0xa7d0),
    (0xa7f2, 0xa7fe),
    (0xa8bb, 0xa8c4),
    (0xa8ea, 0xa9a3),
    (0xa9f0, 0xaffe),
    (0xd7fa, 0xd7fe),
    (0xf8a1, 0xfefe),
];
const GB2312_RUNS: Runs = &[(0xa1a4, 0x30fb, 1), (0xa1aa, 0x2015, 1)];
const GB18030_RUNS: Runs = &[
    (0xa3a0, 0xe5e5, 1),
    (0xa6d9, 0xe78d, 7),
    (0xa6ec, 0xe794, 2),
    (0xa6f3, 0xe796, 1),
    (0xa8bc, 0xe7c7, 1),
    (0xfe59, 0xe81e, 1),
    (0xfe61, 0xe826, 1),
    (0xfe66, 0xe82b, 2),
    (0xfe6d, 0xe832, 1),
    (0xfe7e, 0xe843, 1),
    (0xfe90, 0xe854, 1),
    (0xfea0, 0xe864, 1),
];
const BIG5_OUT: Ranges = &[(0x8740, 0xa0fe), (0xa3c0, 0xa3e1), (0xc7fd, 0xc8fe), (0xf9d6, 0xfefe)];
const CP950_OUT: Ranges = &[(0x8740, 0xa0fe), (0xa3c0, 0xa3e0), (0xc7fd, 0xc8fe), (0xfa40, 0xfefe)];
/// What is other than in Microsoft's Big5.
const BIG5_RUNS: Runs = &[
    (0xa145, 0x2022, 1),
    (0xa14e, 0xff64, 1),
    (0xa1c2, 0x203e, 1),
    (0xa1e3, 0x223c, 1),
    (0xa1f2, 0x2641, 1),
    (0xa1f3, 0x2609, 1),
    (0xa241, 0xff0f, 1),
    (0xa242, 0xff3c, 1),
    (0xa244, 0xa5, 1),
    (0xa246, 0xa2, 2),
];
/// The rows that ETEN added, where WHATWG has those of Hong Kong.
const ETEN_RUNS: Runs = &[
    (0xc6a1, 0x30fe, 1),
    (0xc6a2, 0x309d, 2),
    (0xc6a4, 0x3005, 1),
    (0xc6a5, 0x3041, 83),
    (0xc6f8, 0x30a1, 7),
    (0xc740, 0x30a8, 63),
    (0xc7a1, 0x30e7, 16),
    (0xc7b1, 0x414, 2),
    (0xc7b3, 0x401, 1),
    (0xc7b4, 0x416, 7),
    (0xc7bb, 0x423, 19),
    (0xc7ce, 0x451, 1),
    (0xc7cf, 0x436, 26),
    (0xc7e9, 0x2460, 10),
    (0xc7f3, 0x2474, 10),
];
const HKSCS_OUT: Ranges = &[
    (0x877a, 0x87df),
    (0x8e69, 0x8e69),
    (0x8e6f, 0x8e6f),
    (0x8e7e, 0x8e7e),
    (0x8eab, 0x8eab),
    (0x8eb4, 0x8eb4),
    (0x8ecd, 0x8ecd),
    (0x8ed0, 0x8ed0),
    (0x8f57, 0x8f57),
    (0x8f69, 0x8f69),
    (0x8f6e, 0x8f6e),
    (0x8fcb, 0x8fcc),
    (0x8ffe, 0x8ffe),
    (0x906d, 0x906d),
    (0x907a, 0x907a),
    (0x90dc, 0x90dc),
    (0x90f1, 0x90f1),
    (0x91bf, 0x91bf),
    (0x9244, 0x9244),
    (0x92af, 0x92b2),
    (0x92c8, 0x92c8),
    (0x92d1, 0x92d1),
    (0x9447, 0x9447),
    (0x94ca, 0x94ca),
    (0x95d9, 0x95d9),
    (0x9644, 0x9644),
    (0x96ed, 0x96ed),
    (0x96fc, 0x96fc),
    (0x9b76, 0x9b76),
    (0x9b78, 0x9b78),
    (0x9b7b, 0x9b7b),
    (0x9bc6, 0x9bc6),
    (0x9bde, 0x9bde),
    (0x9bec, 0x9bec),
    (0x9bf6, 0x9bf6),
    (0x9c42, 0x9c42),
    (0x9c53, 0x9c53),
    (0x9c62, 0x9c62),
    (0x9c68, 0x9c68),
    (0x9c6b, 0x9c6b),
    (0x9c77, 0x9c77),
    (0x9cbc, 0x9cbd),
    (0x9cd0, 0x9cd0),
    (0x9d57, 0x9d57),
    (0x9d5a, 0x9d5a),
    (0x9dc4, 0x9dc4),
    (0x9ea9, 0x9ea9),
    (0x9eef, 0x9eef),
    (0x9efd, 0x9efd),
    (0x9f60, 0x9f60),
    (0x9f66, 0x9f66),
    (0x9fcb, 0x9fcb),
    (0x9fd8, 0x9fd8),
    (0xa063, 0xa063),
    (0xa077, 0xa077),
    (0xa0d5, 0xa0d5),
    (0xa0df, 0xa0df),
    (0xa0e4, 0xa0e4),
    (0xa3c0, 0xa3e1),
    (0xc6cf, 0xc6cf),
    (0xc6d3, 0xc6d3),
    (0xc6d5, 0xc6d5),
    (0xc6d7, 0xc6d7),
    (0xc6de, 0xc6df),
    (0xfa5f, 0xfa5f),
    (0xfa66, 0xfa66),
    (0xfabd, 0xfabd),
    (0xfac5, 0xfac5),
    (0xfad5, 0xfad5),
    (0xfb48, 0xfb48),
    (0xfbb8, 0xfbb8),
    (0xfbf3, 0xfbf3),
    (0xfbf9, 0xfbf9),
    (0xfc4f, 0xfc4f),
    (0xfc6c, 0xfc6c),
    (0xfcb9, 0xfcb9),
    (0xfce2, 0xfce2),
    (0xfcf1, 0xfcf1),
    (0xfdb7, 0xfdb8),
    (0xfdbb, 0xfdbb),
    (0xfdf1, 0xfdf1),
    (0xfe52, 0xfe52),
    (0xfe6f, 0xfe6f),
    (0xfeaa, 0xfeaa),
    (0xfedd, 0xfedd),
];
const KSX1001_OUT: Ranges = &[(0x81a1, 0xa0fe)];
const EUC_JP_OUT: Ranges = &[(0xada1, 0xadfc), (0xf9a1, 0xfcfe)];
const EUC_JP_RUNS: Runs =
    &[(0xa1c1, 0x301c, 1), (0xa1c2, 0x2016, 1), (0xa1dd, 0x2212, 1), (0xa1f1, 0xa2, 2), (0xa2cc, 0xac, 1)];
const SHIFT_JIS_OUT: Ranges = &[(0x8740, 0x879c), (0xed40, 0xfc4b)];
const SHIFT_JIS_RUNS: Runs =
    &[(0x8160, 0x301c, 1), (0x8161, 0x2016, 1), (0x817c, 0x2212, 1), (0x8191, 0xa2, 2), (0x81ca, 0xac, 1)];

/// A set of characters with codes of two bytes.
pub struct Table {
    to: Vec<u32>,
    from: HashMap<u32, u16>,
}

impl Table {
    /// The character of a code.
    pub fn decode(&self, code: u16) -> Option<u32> {
        match self.to[usize::from(code)] {
            0 => None,
            c => Some(c),
        }
    }

    /// The code of a character.
    pub fn encode(&self, code: u32) -> Option<u16> {
        self.from.get(&code).copied()
    }

    fn empty() -> Table {
        Table { to: vec![0; 1 << 16], from: HashMap::new() }
    }

    /// Of several codes of a character the last is written, or the first.
    fn invert(mut self, last: bool) -> Table {
        for (code, c) in self.to.iter().enumerate().filter(|(_, c)| **c != 0) {
            let code = code as u16;
            self.from
                .entry(*c)
                .and_modify(|old| {
                    if last {
                        *old = code
                    }
                })
                .or_insert(code);
        }
        self
    }

    fn set(&mut self, runs: Runs) {
        for (code, c, n) in runs {
            for i in 0..*n {
                // A run goes over the gap in a row.
                self.to[usize::from(code + i)] = c + u32::from(i);
            }
        }
    }

    fn also(mut self, pairs: &[(u32, u16)]) -> Table {
        self.from.extend(pairs.iter().copied());
        self
    }
}

/// The characters of WHATWG's encoding, without some.
fn whatwg(encoding: &'static Encoding, lowest: u8, out: Ranges) -> Table {
    let mut table = Table::empty();
    for code in 0x8100..=0xfeffu16 {
        let bytes = code.to_be_bytes();
        if bytes[1] < lowest.max(0x30) || out.iter().any(|(a, b)| (*a..=*b).contains(&code)) {
            continue;
        }
        let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes);
        let mut chars = text.iter().flat_map(|t| t.chars());
        if let (Some(c), None) = (chars.next(), chars.next()) {
            table.to[usize::from(code)] = c as u32;
        }
    }
    table
}

/// The table of an encoding or a character set.
pub fn make(name: &str) -> Table {
    match name {
        "gb2312" => {
            let mut t = whatwg(GBK, 0xa1, GB2312_OUT);
            t.set(GB2312_RUNS);
            t.invert(true)
        }
        "gbk" => whatwg(GBK, 0x40, GBK_OUT).invert(true),
        "gb18030" => {
            let mut t = whatwg(GBK, 0x40, &[]);
            t.set(GB18030_RUNS);
            t.invert(true)
        }
        "big5" => {
            let mut t = whatwg(BIG5, 0x40, BIG5_OUT);
            t.set(BIG5_RUNS);
            t.set(ETEN_RUNS);
            t.invert(true)
        }
        "cp950" => {
            let mut t = whatwg(BIG5, 0x40, CP950_OUT);
            t.set(ETEN_RUNS);
            t.set(&[(0xf9fe, 0x2593, 1)]);
            t.invert(false).also(&[
                (0xa2, 0xa246),
                (0xa3, 0xa247),
                (0xa5, 0xa244),
                (0x2022, 0xa145),
                (0x203e, 0xa1c2),
                (0x223c, 0xa1e3),
                (0x2609, 0xa1f3),
                (0x2641, 0xa1f2),
                (0x5341, 0xa451),
                (0x5345, 0xa4ca),
                (0xff64, 0xa14e),
            ])
        }
        "big5hkscs" => {
            let mut t = whatwg(BIG5, 0x40, HKSCS_OUT);
            t.set(BIG5_RUNS);
            t.invert(true)
        }
        "cp949" => whatwg(EUC_KR, 0x41, &[]).invert(true),
        "ksx1001" => whatwg(EUC_KR, 0xa1, KSX1001_OUT).invert(true),
        "johab" => johab(&make("ksx1001")),
        "jisx0208" => {
            let mut t = whatwg(EUC_JP, 0xa1, EUC_JP_OUT);
            for code in 0x8e00..=0x8fff {
                t.to[code] = 0;
            }
            t.set(EUC_JP_RUNS);
            t.invert(true)
        }
        "jisx0212" => {
            let mut t = Table::empty();
            for code in 0xa1a1..=0xfefeu16 {
                let [a, b] = code.to_be_bytes();
                let bytes = [0x8f, a, b];
                let text = EUC_JP.decode_without_bom_handling_and_without_replacement(&bytes);
                let mut chars = text.iter().flat_map(|t| t.chars());
                if let (Some(c), None) = (chars.next(), chars.next()) {
                    t.to[usize::from(code)] = c as u32;
                }
            }
            t.set(&[(0xa2b7, 0x7e, 1)]);
            t.invert(true)
        }
        "cp932" => whatwg(SHIFT_JIS, 0x40, &[]).invert(false).also(&[
            (0xa2, 0x8191),
            (0xa3, 0x8192),
            (0xac, 0x81ca),
            (0x2016, 0x8161),
            (0x2212, 0x817c),
            (0x301c, 0x8160),
        ]),
        "shift_jis" => {
            let mut t = whatwg(SHIFT_JIS, 0x40, SHIFT_JIS_OUT);
            t.set(SHIFT_JIS_RUNS);
            t.invert(true)
        }
        "jisx0213 1" => planes(1),
        "jisx0213 2" => planes(2),
        _ => Table::empty(),
    }
}

fn planes(number: u8) -> Table {
    let mut t = Table::empty();
    for (code, c) in jisx0213::plane(number) {
        t.to[usize::from(code)] = c;
    }
    t.invert(true)
}

/// Initial and final letters of syllables, as distances from U+3131.
pub const INITIALS: [u32; 19] = [0, 1, 3, 6, 7, 8, 16, 17, 18, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29];
/// See above.
pub const FINALS: [u32; 27] =
    [0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19, 20, 21, 22, 23, 25, 26, 27, 28, 29];

/// A part of a syllable in Johab.
#[derive(Clone, Copy, PartialEq)]
enum Letter {
    No,
    Fill,
    Is(u32),
}

/// KS C 5601-1992, annex 3: syllables are put together of three times five bits.
fn johab(ksx1001: &Table) -> Table {
    use Letter::*;
    let initial = |n: u32| match n {
        1 => Fill,
        2..=20 => Is(n - 2),
        _ => No,
    };
    let medial = |n: u32| match n {
        2 => Fill,
        3..=7 => Is(n - 3),
        10..=15 => Is(n - 5),
        18..=23 => Is(n - 7),
        26..=29 => Is(n - 9),
        _ => No,
    };
    let last = |n: u32| match n {
        1 => Fill,
        2..=17 => Is(n - 1),
        19..=29 => Is(n - 2),
        _ => No,
    };
    let mut t = Table::empty();
    for code in 0x8400..=0xf9ffu16 {
        let bits = u32::from(code);
        let [c, c2] = code.to_be_bytes();
        let c = if c < 0xd8 {
            match (initial(bits >> 10 & 31), medial(bits >> 5 & 31), last(bits & 31)) {
                (Fill, Fill, Fill) => Some(0x3000),
                (Fill, Fill, Is(l)) => Some(0x3131 + FINALS[l as usize - 1]),
                (Fill, Is(m), Fill) => Some(0x314f + m),
                (Is(i), Fill, Fill) => Some(0x3131 + INITIALS[i as usize]),
                (Is(i), Is(m), Fill) => Some(0xac00 + i * 588 + m * 28),
                (Is(i), Is(m), Is(l)) => Some(0xac00 + i * 588 + m * 28 + l),
                _ => None,
            }
        } else {
            let no = matches!(c, 0xd8 | 0xdf)
                || c2 < 0x31
                || (0x80..0x91).contains(&c2)
                || c2 & 0x7f == 0x7f
                || c == 0xda && (0xa1..=0xd3).contains(&c2);
            let (c, c2) = (u16::from(c), u16::from(c2));
            let row =
                if c < 0xe0 { 2u16.wrapping_mul(c.wrapping_sub(0xd9)) } else { (2 * c).wrapping_sub(0x197) };
            let place = if c2 < 0x91 { c2.wrapping_sub(0x31) } else { c2 - 0x43 };
            let (row, place) =
                if place < 0x5e { (row, place) } else { (row.wrapping_add(1), place.wrapping_sub(0x5e)) };
            if no || row > 0x5d || place > 0x5d {
                None
            } else {
                ksx1001.decode((row + 0xa1) << 8 | (place + 0xa1))
            }
        };
        t.to[usize::from(code)] = c.unwrap_or(0);
    }
    t.invert(true)
}
