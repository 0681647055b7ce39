//! What no crate tells of characters: direction, width, mirroring, combining class and decomposition in Unicode 16.0, what of these (and of categories and numbers) was different in
//! Unicode 3.2, and the names of sequences.
//!
//! `make.py` writes `ucd.bin`: eight lengths, then as many parts, all numbers little-endian, packed by deflate. In the order of the parts:
//!
//! ```text
//! now        runs of code points: the first one (4 bytes), direction, width, mirrored, combining class (a byte each)
//! then       the same in 3.2: category, direction, width, mirrored
//! numbers    code point (4 bytes), value (8)
//! numbers    those that were others in 3.2; a NaN: there was none
//! decimals   code points (4 bytes) of digits that counted as decimal in 3.2
//! places     code point, where its decomposition begins in the next part, how long it is (4 bytes each)
//! texts      the decompositions as scripts see them
//! sequences  a line each: name, semicolon, text
//! ```

use std::io::Read;
use std::sync::LazyLock;

use flate2::read::DeflateDecoder;

static PACKED: &[u8] = include_bytes!("ucd.bin");

/// The parts.
struct Parts {
    data: Vec<u8>,
    starts: [usize; 9],
}

static PARTS: LazyLock<Parts> = LazyLock::new(|| {
    let mut data = Vec::new();
    DeflateDecoder::new(PACKED).read_to_end(&mut data).expect("the tables are whole");
    let mut starts = [32; 9];
    for i in 0..8 {
        starts[i + 1] = starts[i] + number(&data, i * 4) as usize;
    }
    assert_eq!(starts[8], data.len(), "the tables are whole");
    Parts { data, starts }
});

fn number(data: &[u8], at: usize) -> u32 {
    data.get(at..at + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

fn part(i: usize) -> &'static [u8] {
    &PARTS.data[PARTS.starts[i]..PARTS.starts[i + 1]]
}

/// The last entry of a sorted part whose code point is not greater.
fn entry(part: &'static [u8], size: usize, code: u32) -> Option<(u32, &'static [u8])> {
    let (mut low, mut high) = (0, part.len() / size);
    while low < high {
        let middle = (low + high) / 2;
        if number(part, middle * size) <= code { low = middle + 1 } else { high = middle }
    }
    let at = low.checked_sub(1)? * size;
    Some((number(part, at), &part[at + 4..at + size]))
}

fn exact(part: &'static [u8], size: usize, code: u32) -> Option<&'static [u8]> {
    entry(part, size, code).filter(|(found, _)| *found == code).map(|(_, rest)| rest)
}

const DIRECTIONS: [&str; 24] = [
    "", "L", "R", "AL", "EN", "ES", "ET", "AN", "CS", "NSM", "BN", "B", "S", "WS", "ON", "LRE", "LRO", "RLE",
    "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
];
const WIDTHS: [&str; 6] = ["N", "F", "H", "Na", "W", "A"];
const CATEGORIES: [&str; 30] = [
    "Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi",
    "Pf", "Po", "Sm", "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co",
];

fn word<const N: usize>(words: &[&'static str; N], i: u8) -> &'static str {
    words.get(usize::from(i)).copied().unwrap_or("")
}

/// A byte of the record of a code point.
fn property(which: usize, code: u32, byte: usize) -> u8 {
    entry(part(which), 8, code).and_then(|(_, record)| record.get(byte).copied()).unwrap_or(0)
}

/// The direction of writing, in this version or (`old`) in 3.2.
pub fn direction(code: u32, old: bool) -> &'static str {
    word(&DIRECTIONS, if old { property(1, code, 1) } else { property(0, code, 0) })
}

/// The width among East Asian characters.
pub fn width(code: u32, old: bool) -> &'static str {
    word(&WIDTHS, if old { property(1, code, 2) } else { property(0, code, 1) })
}

/// Whether it is mirrored where text runs to the left.
pub fn mirrored(code: u32, old: bool) -> u8 {
    if old { property(1, code, 3) } else { property(0, code, 2) }
}

/// The combining class.
pub fn combining(code: u32) -> u8 {
    property(0, code, 3)
}

/// The category in 3.2.
pub fn old_category(code: u32) -> &'static str {
    word(&CATEGORIES, property(1, code, 0))
}

/// Whether 3.2 knew it.
pub fn was_known(code: u32) -> bool {
    property(1, code, 0) != 0
}

/// The numeric value.
pub fn numeric(code: u32, old: bool) -> Option<f64> {
    let value = |which| {
        let bytes = exact(part(which), 12, code)?;
        Some(f64::from_le_bytes(bytes.try_into().ok()?))
    };
    if old {
        if !was_known(code) {
            return None;
        }
        if let Some(x) = value(3) {
            return (!x.is_nan()).then_some(x);
        }
    }
    value(2)
}

/// Whether a digit counted as decimal in 3.2 and does not now.
pub fn was_decimal(code: u32) -> bool {
    exact(part(4), 4, code).is_some()
}

/// The decomposition as scripts see it; Hangul syllables are worked out.
pub fn decomposition(code: u32) -> String {
    if let 0xac00..=0xd7a3 = code {
        let s = code - 0xac00;
        let (l, v, t) = (0x1100 + s / 588, 0x1161 + s % 588 / 28, 0x11a7 + s % 28);
        return if t == 0x11a7 { format!("{l:04X} {v:04X}") } else { format!("{l:04X} {v:04X} {t:04X}") };
    }
    let Some(place) = exact(part(5), 12, code) else { return String::new() };
    let (start, len) = (number(place, 0) as usize, number(place, 4) as usize);
    part(6).get(start..start + len).map_or(String::new(), |t| String::from_utf8_lossy(t).into_owned())
}

/// The text of a named sequence; the name in capitals.
pub fn sequence(name: &str) -> Option<&'static str> {
    let all = std::str::from_utf8(part(7)).ok()?;
    all.lines()
        .filter_map(|line| line.split_once(';'))
        .find(|(found, _)| *found == name)
        .map(|(_, text)| text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_read() {
        assert_eq!(
            (direction(0x61, false), direction(0x5d0, false), direction(0x2b, true)),
            ("L", "R", "ET")
        );
        assert_eq!((width(0x4e00, false), mirrored(0x28, false), combining(0x301)), ("W", 1, 230));
        assert_eq!(
            (decomposition(0xe9), decomposition(0xac01)),
            ("0065 0301".into(), "1100 1161 11A8".into())
        );
        assert_eq!(
            (numeric(0xbd, false), numeric(0x9f4, true), numeric(0x61, false)),
            (Some(0.5), Some(1.0), None)
        );
        assert_eq!((old_category(0xa7), was_known(0x221), was_decimal(0xb2)), ("So", false, true));
        assert_eq!(sequence("LATIN SMALL LETTER R WITH TILDE"), Some("r\u{303}"));
    }
}
