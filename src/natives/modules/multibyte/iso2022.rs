//! ISO 2022: escape sequences say which character set the bytes are of. Those that CPython has.

use std::rc::Rc;

use super::coder::{Bad, State, Step, Tables};
use super::jisx0213::Jisx0213;
use super::tables::Table;

const ESC: u8 = 0x1b;
const ASCII: u8 = b'B';
/// Marks of sets of two bytes have this bit.
const WIDE: u8 = 0x80;
/// Places in a state: four sets, then flags.
const FLAGS: usize = 4;
const SHIFTED: u8 = 1;
/// In an escape sequence that means nothing here: it goes through.
const THROUGH: u8 = 2;

/// ASCII everywhere.
pub const START: State = [ASCII, ASCII, ASCII, 0, 0, 0, 0, 0];

/// A character set.
#[derive(Clone)]
enum Set {
    /// Two bytes.
    Table(Rc<Table>),
    /// The same as another one, for reading only.
    Old(Rc<Table>),
    /// A plane of JIS X 0213.
    Plane(u8, Jisx0213),
    /// The first plane for what is two characters in Unicode, which goes before all else; for writing only.
    Pairs(Jisx0213),
    Roman,
    Kana,
    /// Upper halves, for reading only.
    Latin1,
    Greek,
}

/// A set that an encoding uses: its mark, which of the four places it takes.
struct Designation {
    mark: u8,
    place: usize,
    set: Set,
}

/// An encoding.
pub struct Iso {
    sets: Vec<Designation>,
    shifts: bool,
    second: bool,
    japanese: bool,
}

/// Back to ASCII.
pub fn reset(state: &mut State, out: &mut Vec<u8>) {
    if state[FLAGS] & SHIFTED != 0 {
        out.push(0x0f);
        state[FLAGS] &= !SHIFTED;
    }
    if state[0] != ASCII {
        out.extend([ESC, b'(', b'B']);
        state[0] = ASCII;
    }
}

impl Iso {
    /// The encoding of a name.
    pub fn find(tables: &mut Tables, name: &str) -> Option<(&'static str, Iso)> {
        let jis = |tables: &mut Tables| Set::Table(tables.get("jisx0208"));
        let set = |mark: u8, place: usize, set: Set| Designation { mark, place, set };
        if name == "iso2022_kr" {
            let sets = vec![set(b'C' | WIDE, 1, Set::Table(tables.get("ksx1001")))];
            return Some(("iso2022_kr", Iso { sets, shifts: true, second: false, japanese: false }));
        }
        if let Some((name, old)) =
            [("iso2022_jp_2004", false), ("iso2022_jp_3", true)].into_iter().find(|(n, _)| *n == name)
        {
            let first = if old { b'O' } else { b'Q' } | WIDE;
            let planes = Jisx0213::new(tables, old);
            let sets = vec![
                set(first, 0, Set::Pairs(planes.clone())),
                set(b'B' | WIDE, 0, jis(tables)),
                set(first, 0, Set::Plane(1, planes.clone())),
                set(b'P' | WIDE, 0, Set::Plane(2, planes)),
            ];
            return Some((name, Iso { sets, shifts: false, second: false, japanese: true }));
        }
        let names = ["iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_jp_ext"];
        let name = names.into_iter().find(|n| *n == name)?;
        let mut sets = vec![set(b'B' | WIDE, 0, jis(tables))];
        if name != "iso2022_jp" {
            sets.push(set(b'D' | WIDE, 0, Set::Table(tables.get("jisx0212"))));
        }
        if name == "iso2022_jp_2" {
            sets.push(set(b'C' | WIDE, 0, Set::Table(tables.get("ksx1001"))));
            sets.push(set(b'A' | WIDE, 0, Set::Table(tables.get("gb2312"))));
        }
        sets.push(set(b'J', 0, Set::Roman));
        if name == "iso2022_jp_ext" {
            sets.push(set(b'I', 0, Set::Kana));
        }
        sets.push(set(b'@' | WIDE, 0, Set::Old(tables.get("jisx0208"))));
        let second = name == "iso2022_jp_2";
        if second {
            sets.push(set(b'A', 2, Set::Latin1));
            sets.push(set(b'F', 2, Set::Greek));
        }
        Some((name, Iso { sets, shifts: false, second, japanese: true }))
    }

    /// Takes a character (or an escape sequence) from the front of bytes.
    pub fn decode(&self, state: &mut State, b: &[u8], out: &mut Vec<u32>) -> Step {
        let c = b[0];
        if state[FLAGS] & THROUGH != 0 {
            out.push(c.into());
            if ends_escape(c) {
                state[FLAGS] &= !THROUGH;
            }
            return Ok(1);
        }
        match c {
            ESC => {
                let second = *b.get(1).ok_or(Bad::Few)?;
                if matches!(second, b'(' | b')' | b'$' | b'.' | b'&') {
                    return self.escape(state, b);
                }
                if self.second && second == b'N' {
                    let third = *b.get(2).ok_or(Bad::Few)?;
                    out.push(upper(state[2], third).ok_or(Bad::Illegal(3))?);
                    return Ok(3);
                }
                out.push(c.into());
                state[FLAGS] |= THROUGH;
                Ok(1)
            }
            0x0f if self.shifts => {
                state[FLAGS] &= !SHIFTED;
                Ok(1)
            }
            0x0e if self.shifts => {
                state[FLAGS] |= SHIFTED;
                Ok(1)
            }
            0x80.. => Err(Bad::Illegal(1)),
            0x00..=0x1f => {
                if c == b'\n' {
                    state[FLAGS] &= !SHIFTED;
                }
                out.push(c.into());
                Ok(1)
            }
            _ => {
                let mark = state[usize::from(state[FLAGS] & SHIFTED)];
                if mark == ASCII {
                    out.push(c.into());
                    return Ok(1);
                }
                let reads = |d: &&Designation| d.mark == mark && !matches!(d.set, Set::Pairs(_));
                let set = self.sets.iter().find(reads).ok_or(Bad::Illegal(1))?;
                match &set.set {
                    Set::Plane(plane, t) => {
                        let second = *b.get(1).ok_or(Bad::Few)?;
                        let code = u16::from_be_bytes([c | 0x80, second | 0x80]);
                        if second >= 0x80 || !t.decode(*plane, code, out) {
                            return Err(Bad::Illegal(2));
                        }
                        Ok(2)
                    }
                    Set::Table(t) | Set::Old(t) => {
                        let second = *b.get(1).ok_or(Bad::Few)?;
                        let code = u16::from_be_bytes([c | 0x80, second | 0x80]);
                        let found = if second < 0x80 { t.decode(code) } else { None };
                        out.push(found.ok_or(Bad::Illegal(2))?);
                        Ok(2)
                    }
                    Set::Roman => {
                        out.push(match c {
                            b'\\' => 0xa5,
                            b'~' => 0x203e,
                            c => c.into(),
                        });
                        Ok(1)
                    }
                    Set::Kana => {
                        if !(0x21..=0x5f).contains(&c) {
                            return Err(Bad::Illegal(1));
                        }
                        out.push(0xff40 + u32::from(c));
                        Ok(1)
                    }
                    Set::Latin1 | Set::Greek | Set::Pairs(_) => Err(Bad::Illegal(1)),
                }
            }
        }
    }

    fn escape(&self, state: &mut State, b: &[u8]) -> Step {
        let mut length = 0;
        let mut i = 1;
        while i < 16 {
            let c = *b.get(i).ok_or(Bad::Few)?;
            if ends_escape(c) {
                length = i + 1;
                break;
            }
            if self.japanese && c == b'&' && b.get(i + 1) == Some(&b'@') {
                i += 2;
            }
            i += 1;
        }
        let bad = Err(Bad::Illegal(length.max(1)));
        let (mark, place) = match (length, &b[1..length.max(1)]) {
            (3, [b'$', mark]) => (mark | WIDE, 0),
            (3, [b'(', mark]) => (*mark, 0),
            (3, [b')', mark]) => (*mark, 1),
            (3, [b'.', mark]) if self.second => (*mark, 2),
            (4, [b'$', b'(', mark]) => (mark | WIDE, 0),
            (4, [b'$', b')', mark]) => (mark | WIDE, 1),
            // The edition of 1990, with the sequence that says so.
            (6, [_, _, ESC, b'$', b'B']) if self.japanese => (b'B' | WIDE, 0),
            _ => return bad,
        };
        if mark != ASCII && !self.sets.iter().any(|d| d.mark == mark) {
            return bad;
        }
        state[place] = mark;
        Ok(length)
    }

    /// Takes a character from the front of a text.
    pub fn encode(&self, state: &mut State, text: &[u32], last: bool, out: &mut Vec<u8>) -> Step {
        let c = text[0];
        if c < 0x80 {
            if state[0] != ASCII {
                out.extend([ESC, b'(', b'B']);
                state[0] = ASCII;
            }
            if state[FLAGS] & SHIFTED != 0 {
                out.push(0x0f);
                state[FLAGS] &= !SHIFTED;
            }
            out.push(c as u8);
            return Ok(1);
        }
        for d in &self.sets {
            let mut used = 1;
            let (code, wide) = match &d.set {
                Set::Pairs(t) => {
                    used = 2;
                    (t.pair(text, last)?.map(|code| code & 0x7f7f), true)
                }
                // The tilde in full width is only read.
                Set::Plane(plane, t) => {
                    let found = t.encode(c).filter(|(p, _)| p == plane && c != 0xff5e);
                    (found.map(|(_, code)| code & 0x7f7f), true)
                }
                Set::Table(t) => (t.encode(c).map(|code| code & 0x7f7f), true),
                Set::Roman => match c {
                    0xa5 => (Some(0x5c), false),
                    0x203e => (Some(0x7e), false),
                    _ => (None, false),
                },
                Set::Kana => ((0xff61..=0xff9f).contains(&c).then(|| (c - 0xff40) as u16), false),
                Set::Old(_) | Set::Latin1 | Set::Greek => (None, false),
            };
            let Some(code) = code else { continue };
            self.designate(state, d, wide, out);
            if wide {
                out.extend(code.to_be_bytes());
            } else {
                out.push(code as u8);
            }
            return Ok(used);
        }
        Err(Bad::Illegal(1))
    }

    fn designate(&self, state: &mut State, d: &Designation, wide: bool, out: &mut Vec<u8>) {
        let shifted = state[FLAGS] & SHIFTED != 0;
        if d.place == 0 && shifted {
            out.push(0x0f);
            state[FLAGS] &= !SHIFTED;
        }
        if state[d.place] != d.mark {
            let final_byte = d.mark & !WIDE;
            out.push(ESC);
            match (d.place, wide) {
                (0, true) if final_byte == b'B' => out.push(b'$'),
                (0, true) => out.extend(b"$("),
                (0, false) => out.push(b'('),
                (_, true) => out.extend(b"$)"),
                (_, false) => out.push(b')'),
            }
            out.push(final_byte);
            state[d.place] = d.mark;
        }
        if d.place == 1 && !shifted {
            out.push(0x0e);
            state[FLAGS] |= SHIFTED;
        }
    }
}

fn ends_escape(c: u8) -> bool {
    c.is_ascii_uppercase() || c == b'@'
}

/// The character of an upper half (ISO 8859-1 and -7) that one byte is taken from.
fn upper(mark: u8, c: u8) -> Option<u32> {
    match mark {
        b'A' if c < 0x80 => Some(u32::from(c) + 0x80),
        b'F' => greek(c ^ 0x80),
        ASCII if c < 0x80 => Some(c.into()),
        _ => None,
    }
}

fn greek(c: u8) -> Option<u32> {
    let code = u32::from(c);
    match c {
        0x00..=0xa0 | 0xa3 | 0xa6..=0xa9 | 0xab..=0xad | 0xb0..=0xb3 | 0xb7 | 0xbb | 0xbd => Some(code),
        0xa1 => Some(0x2018),
        0xa2 => Some(0x2019),
        0xaf => Some(0x2015),
        0xb4..=0xb6 | 0xb8..=0xba | 0xbc | 0xbe..=0xd1 | 0xd3..=0xfe => Some(0x2d0 + code),
        _ => None,
    }
}
