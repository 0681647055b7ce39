//! JIS X 0213: two planes of 94 rows, in the editions of 2000 and 2004. The first plane is JIS X 0208 with more characters in it; `jisx0213.txt` has those, and the second plane: plane, row, then
//! the characters of the row, with a blank where there is none.

use std::rc::Rc;

use super::coder::{Bad, Tables};
use super::tables::Table;

const CHARACTERS: &str = include_str!("jisx0213.txt");

/// Characters with a code of their own that are two in Unicode: code, base, what is put on it.
const PAIRS: [(u16, u32, u32); 25] = [
    (0xa4f7, 0x304b, 0x309a),
    (0xa4f8, 0x304d, 0x309a),
    (0xa4f9, 0x304f, 0x309a),
    (0xa4fa, 0x3051, 0x309a),
    (0xa4fb, 0x3053, 0x309a),
    (0xa5f7, 0x30ab, 0x309a),
    (0xa5f8, 0x30ad, 0x309a),
    (0xa5f9, 0x30af, 0x309a),
    (0xa5fa, 0x30b1, 0x309a),
    (0xa5fb, 0x30b3, 0x309a),
    (0xa5fc, 0x30bb, 0x309a),
    (0xa5fd, 0x30c4, 0x309a),
    (0xa5fe, 0x30c8, 0x309a),
    (0xa6f8, 0x31f7, 0x309a),
    (0xabc4, 0xe6, 0x300),
    (0xabc8, 0x254, 0x300),
    (0xabc9, 0x254, 0x301),
    (0xabca, 0x28c, 0x300),
    (0xabcb, 0x28c, 0x301),
    (0xabcc, 0x259, 0x300),
    (0xabcd, 0x259, 0x301),
    (0xabce, 0x25a, 0x300),
    (0xabcf, 0x25a, 0x301),
    (0xabe5, 0x2e9, 0x2e5),
    (0xabe6, 0x2e5, 0x2e9),
];
/// What came with the edition of 2004.
const NEW: [u16; 10] = [0xaea1, 0xaffe, 0xcfd4, 0xcffe, 0xf4a7, 0xfefa, 0xfefb, 0xfefc, 0xfefd, 0xfefe];
/// A code of the second plane whose character is another one since 2004, and that of 2000.
const CHANGED: (u16, u32, u32) = (0xfdbb, 0x9b1c, 0x9b1d);

/// What the file has of a plane.
pub fn plane(number: u8) -> Vec<(u16, u32)> {
    let mut all = Vec::new();
    for line in CHARACTERS.lines() {
        let mut parts = line.splitn(2, ' ');
        let plane = parts.next().and_then(|n| n.parse::<u8>().ok());
        let rest = parts.next().unwrap_or_default();
        let (row, chars) = rest.split_at(rest.len().min(2));
        let row = row.trim().parse::<u16>().unwrap_or_default();
        if plane == Some(number) {
            let chars = chars.chars().skip(1).zip(0xa1u16..).filter(|(c, _)| *c != ' ');
            all.extend(chars.map(|(c, place)| ((row + 0xa0) << 8 | place, c as u32)));
        }
    }
    all
}

/// The rows of the second plane in the order in which Shift JIS has them.
const SHIFT_ROWS: [u8; 26] =
    [1, 8, 3, 4, 5, 12, 13, 14, 15, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94];

/// The bytes of Shift JIS of a code.
pub fn to_shift(plane: u8, code: u16) -> Option<[u8; 2]> {
    let [row, place] = code.to_be_bytes().map(|b| b - 0xa1);
    let (lead, half) = match plane {
        1 => (row / 2 + if row < 62 { 0x81 } else { 0xc1 }, row % 2),
        _ => {
            let at = SHIFT_ROWS.iter().position(|r| *r == row + 1)? as u8;
            (0xf0 + at / 2, at % 2)
        }
    };
    let trail = match half {
        0 => place + 0x40 + u8::from(place >= 63),
        _ => place + 0x9f,
    };
    Some([lead, trail])
}

/// The plane and the code of two bytes of Shift JIS.
pub fn from_shift(lead: u8, trail: u8) -> Option<(u8, u16)> {
    let (half, place) = match trail {
        0x40..=0x7e => (0, trail - 0x40),
        0x80..=0x9e => (0, trail - 0x41),
        0x9f..=0xfc => (1, trail - 0x9f),
        _ => return None,
    };
    let (plane, row) = match lead {
        0x81..=0x9f => (1, (lead - 0x81) * 2 + half),
        0xe0..=0xef => (1, (lead - 0xc1) * 2 + half),
        0xf0..=0xfc => (2, SHIFT_ROWS[usize::from((lead - 0xf0) * 2 + half)] - 1),
        _ => return None,
    };
    Some((plane, u16::from_be_bytes([row + 0xa1, place + 0xa1])))
}

/// The character set.
#[derive(Clone)]
pub struct Jisx0213 {
    jis: Rc<Table>,
    more: Rc<Table>,
    second: Rc<Table>,
    /// The edition of 2000.
    old: bool,
}

impl Jisx0213 {
    /// An edition.
    pub fn new(tables: &mut Tables, old: bool) -> Jisx0213 {
        let [jis, more, second] = ["jisx0208", "jisx0213 1", "jisx0213 2"].map(|name| tables.get(name));
        Jisx0213 { jis, more, second, old }
    }

    /// Adds the character of a code, or the two; false if there is none.
    pub fn decode(&self, plane: u8, code: u16, out: &mut Vec<u32>) -> bool {
        let one = match plane {
            1 => {
                if let Some((_, base, mark)) = PAIRS.iter().find(|p| p.0 == code) {
                    out.extend([base, mark]);
                    return true;
                }
                if self.old && NEW.contains(&code) {
                    return false;
                }
                self.jis.decode(code).or_else(|| self.more.decode(code))
            }
            _ if self.old && code == CHANGED.0 => Some(CHANGED.2),
            _ => self.second.decode(code),
        };
        out.extend(one);
        one.is_some()
    }

    /// The pair that a text begins with: its code, or `None` if the text begins with something else.
    pub fn pair(&self, text: &[u32], last: bool) -> Result<Option<u16>, Bad> {
        if !PAIRS.iter().any(|p| p.1 == text[0]) {
            return Ok(None);
        }
        match text.get(1) {
            Some(mark) => Ok(PAIRS.iter().find(|p| p.1 == text[0] && p.2 == *mark).map(|p| p.0)),
            None if !last => Err(Bad::Few),
            None => Ok(None),
        }
    }

    /// Whether a code of the first plane came later than this edition.
    pub fn is_later(&self, code: u16) -> bool {
        self.old && NEW.contains(&code)
    }

    /// Whether a character came later than this edition, which may have it in no other way either.
    pub fn came_later(&self, c: u32) -> bool {
        self.old && (c == CHANGED.1 || self.more.encode(c).is_some_and(|code| NEW.contains(&code)))
    }

    /// The plane and the code of a character.
    pub fn encode(&self, c: u32) -> Option<(u8, u16)> {
        if self.old && (c == CHANGED.1 || c == CHANGED.2) {
            return (c == CHANGED.2).then_some((2, CHANGED.0));
        }
        match self.jis.encode(c).or_else(|| self.more.encode(c)) {
            Some(code) => Some((1, code)).filter(|_| !self.old || !NEW.contains(&code)),
            None => self.second.encode(c).map(|code| (2, code)),
        }
    }
}
