//! The coders: each takes a character from the front of bytes or of a text. Which bytes are at fault, and how many, is as in CPython.

use std::collections::HashMap;
use std::rc::Rc;

use super::iso2022::{self, Iso};
use super::jisx0213::{Jisx0213, from_shift, to_shift};
use super::tables::{FINALS, INITIALS, Table, make};

/// Why a step cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bad {
    /// So many bytes (or characters) mean nothing.
    Illegal(usize),
    /// More is needed.
    Few,
}

/// A step: how much was used, or why none was.
pub type Step = Result<usize, Bad>;

/// What a coder keeps from one step to the next: the character sets of ISO 2022, and flags.
pub type State = [u8; 8];

/// The tables that were made.
#[derive(Default)]
pub struct Tables(HashMap<&'static str, Rc<Table>>);

impl Tables {
    /// The table of a name.
    pub fn get(&mut self, name: &'static str) -> Rc<Table> {
        self.0.entry(name).or_insert_with(|| Rc::new(make(name))).clone()
    }
}

/// How an encoding puts bytes together.
enum Kind {
    /// ASCII, and two bytes.
    Double(Rc<Table>),
    Gb18030 {
        table: Rc<Table>,
        four: Vec<u16>,
    },
    Hkscs(Rc<Table>),
    EucKr {
        table: Rc<Table>,
        syllables: Rc<Table>,
    },
    EucJp {
        jis: Rc<Table>,
        more: Rc<Table>,
    },
    EucJis {
        set: Jisx0213,
        more: Rc<Table>,
    },
    ShiftJis2004(Jisx0213),
    Cp932(Rc<Table>),
    ShiftJis(Rc<Table>),
    Hz(Rc<Table>),
    Iso(Iso),
}

/// An encoding.
pub struct Coder {
    pub name: &'static str,
    kind: Kind,
}

impl Coder {
    /// The encoding of a name of CPython's; None if it is not here.
    pub fn find(tables: &mut Tables, name: &str) -> Option<Coder> {
        let doubles = ["gb2312", "gbk", "big5", "cp950", "cp949", "johab"];
        if let Some(name) = doubles.into_iter().find(|n| *n == name) {
            return Some(Coder { name, kind: Kind::Double(tables.get(name)) });
        }
        let (name, kind) = match name {
            "gb18030" => {
                let table = tables.get("gb18030");
                // The characters of four bytes are, in their order, those that two bytes cannot say.
                let four = (0x80..=0xffff)
                    .filter(|c| !(0xd800..0xe000).contains(c) && table.encode(*c).is_none())
                    .map(|c| c as u16)
                    .collect();
                ("gb18030", Kind::Gb18030 { table, four })
            }
            "big5hkscs" => ("big5hkscs", Kind::Hkscs(tables.get("big5hkscs"))),
            "euc_kr" => {
                let (table, syllables) = (tables.get("ksx1001"), tables.get("cp949"));
                ("euc_kr", Kind::EucKr { table, syllables })
            }
            "euc_jp" => {
                let (jis, more) = (tables.get("jisx0208"), tables.get("jisx0212"));
                ("euc_jp", Kind::EucJp { jis, more })
            }
            "euc_jis_2004" | "euc_jisx0213" => {
                let old = name == "euc_jisx0213";
                let (set, more) = (Jisx0213::new(tables, old), tables.get("jisx0212"));
                (if old { "euc_jisx0213" } else { "euc_jis_2004" }, Kind::EucJis { set, more })
            }
            "shift_jis_2004" => ("shift_jis_2004", Kind::ShiftJis2004(Jisx0213::new(tables, false))),
            "shift_jisx0213" => ("shift_jisx0213", Kind::ShiftJis2004(Jisx0213::new(tables, true))),
            "cp932" => ("cp932", Kind::Cp932(tables.get("cp932"))),
            "shift_jis" => ("shift_jis", Kind::ShiftJis(tables.get("shift_jis"))),
            "hz" => ("hz", Kind::Hz(tables.get("gb2312"))),
            name => {
                let (name, iso) = Iso::find(tables, name)?;
                (name, Kind::Iso(iso))
            }
        };
        Some(Coder { name, kind })
    }

    /// The state at the beginning.
    pub fn start(&self) -> State {
        match self.kind {
            Kind::Iso(_) => iso2022::START,
            _ => State::default(),
        }
    }

    /// The state at the beginning of writing: the place of upper halves, which are only read, is empty.
    pub fn start_encoding(&self) -> State {
        let mut state = self.start();
        if matches!(self.kind, Kind::Iso(_)) {
            state[2] = 0;
        }
        state
    }

    /// Takes a character from the front of bytes.
    pub fn decode(&self, state: &mut State, b: &[u8], out: &mut Vec<u32>) -> Step {
        let first = b[0];
        if !matches!(self.kind, Kind::Hz(_) | Kind::Iso(_) | Kind::ShiftJis2004(_)) && first < 0x80 {
            out.push(first.into());
            return Ok(1);
        }
        match &self.kind {
            Kind::Double(t) => double(t, b, out),
            Kind::Gb18030 { table, four } => gb18030(table, four, b, out),
            Kind::Hkscs(t) => {
                let second = *b.get(1).ok_or(Bad::Few)?;
                if let Some((pair, _)) = PAIRS.iter().find(|p| p.1 == [first, second]) {
                    out.extend(pair);
                    return Ok(2);
                }
                double(t, b, out)
            }
            Kind::EucKr { table, .. } => {
                if b.len() >= 2 && b[..2] == [0xa4, 0xd4] {
                    return composed(b, out);
                }
                double(table, b, out)
            }
            Kind::EucJis { set, more } => match first {
                0x8e => kana(b, out),
                0x8f => {
                    if b.len() < 3 {
                        return Err(Bad::Few);
                    }
                    let code = pair(b[1], b[2]);
                    if !set.decode(2, code, out) {
                        out.push(more.decode(code).ok_or(Bad::Illegal(1))?);
                    }
                    Ok(3)
                }
                _ => {
                    let second = *b.get(1).ok_or(Bad::Few)?;
                    let code = pair(first, second);
                    if set.decode(1, code, out) {
                        Ok(2)
                    } else {
                        Err(Bad::Illegal(1 + usize::from(set.is_later(code))))
                    }
                }
            },
            Kind::ShiftJis2004(set) => {
                let single = match first {
                    b'\\' => 0xa5,
                    b'~' => 0x203e,
                    0x00..=0x7f => first.into(),
                    0xa1..=0xdf => 0xfec0 + u32::from(first),
                    0x81..=0x9f | 0xe0..=0xfc => {
                        let second = *b.get(1).ok_or(Bad::Few)?;
                        let (plane, code) = from_shift(first, second).ok_or(Bad::Illegal(1))?;
                        // Backslash and tilde, whose single bytes are other characters.
                        if let (1, 0xa1c0 | 0xa2b2) = (plane, code) {
                            out.push(if code == 0xa1c0 { b'\\' } else { b'~' }.into());
                            return Ok(2);
                        }
                        let later = plane == 1 && set.is_later(code);
                        return if set.decode(plane, code, out) {
                            Ok(2)
                        } else {
                            Err(Bad::Illegal(1 + usize::from(later)))
                        };
                    }
                    _ => return Err(Bad::Illegal(1)),
                };
                out.push(single);
                Ok(1)
            }
            Kind::EucJp { jis, more } => match first {
                0x8e => kana(b, out),
                0x8f => {
                    if b.len() < 3 {
                        return Err(Bad::Few);
                    }
                    out.push(more.decode(pair(b[1], b[2])).ok_or(Bad::Illegal(1))?);
                    Ok(3)
                }
                _ => double(jis, b, out),
            },
            Kind::Cp932(t) => {
                let single = match first {
                    0x80 => 0x80,
                    0xa0 => 0xf8f0,
                    0xa1..=0xdf => 0xfec0 + u32::from(first),
                    0xfd..=0xff => 0xf8f1 + u32::from(first - 0xfd),
                    _ => return double(t, b, out),
                };
                out.push(single);
                Ok(1)
            }
            Kind::ShiftJis(t) => match first {
                0xa1..=0xdf => {
                    out.push(0xfec0 + u32::from(first));
                    Ok(1)
                }
                0x81..=0x9f | 0xe0..=0xea => double(t, b, out),
                _ => Err(Bad::Illegal(1)),
            },
            Kind::Hz(t) => hz_decode(t, state, b, out),
            Kind::Iso(iso) => iso.decode(state, b, out),
        }
    }

    /// Takes a character from the front of a text. `last`: nothing follows.
    pub fn encode(&self, state: &mut State, text: &[u32], last: bool, out: &mut Vec<u8>) -> Step {
        let c = text[0];
        if !matches!(self.kind, Kind::Hz(_) | Kind::Iso(_) | Kind::ShiftJis2004(_)) && c < 0x80 {
            out.push(c as u8);
            return Ok(1);
        }
        let bad = Bad::Illegal(1);
        match &self.kind {
            Kind::Double(t) => two(t.encode(c).ok_or(bad)?, out),
            Kind::Gb18030 { table, four } => {
                if let Some(code) = table.encode(c) {
                    return two(code, out);
                }
                let n = match c {
                    0x1_0000.. => c - 0x1_0000 + 189_000,
                    _ => four.binary_search(&(c as u16)).map_err(|_| bad)? as u32,
                };
                out.extend(
                    [0x81 + n / 12600, 0x30 + n / 1260 % 10, 0x81 + n / 10 % 126, 0x30 + n % 10]
                        .map(|b| b as u8),
                );
                Ok(1)
            }
            Kind::Hkscs(t) => {
                if matches!(c, 0xca | 0xea) {
                    match text.get(1) {
                        Some(next) => {
                            if let Some((_, bytes)) = PAIRS.iter().find(|p| p.0 == [c, *next]) {
                                out.extend(bytes);
                                return Ok(2);
                            }
                        }
                        None if !last => return Err(Bad::Few),
                        None => {}
                    }
                }
                two(t.encode(c).ok_or(bad)?, out)
            }
            Kind::EucKr { table, syllables } => {
                if c != 0x3164
                    && let Some(code) = table.encode(c)
                {
                    return two(code, out);
                }
                if c == 0x3164 {
                    return two(0xa4d4, out);
                }
                if !(0xac00..0xd7a4).contains(&c) || syllables.encode(c).is_none() {
                    return Err(bad);
                }
                let n = c - 0xac00;
                let tail = n % 28;
                let tail = if tail == 0 { 0xd4 } else { 0xa1 + FINALS[tail as usize - 1] };
                let head = 0xa1 + INITIALS[(n / 588) as usize];
                let letters = [0xd4, head, 0xbf + n / 28 % 21, tail];
                for letter in letters {
                    out.extend([0xa4, letter as u8]);
                }
                Ok(1)
            }
            Kind::EucJp { jis, more } => {
                match c {
                    0xff61..=0xff9f => out.extend([0x8e, (c - 0xfec0) as u8]),
                    0xa5 => out.push(b'\\'),
                    0x203e => out.push(b'~'),
                    _ => match jis.encode(c) {
                        Some(code) => return two(code, out),
                        None => {
                            let code = more.encode(c).ok_or(bad)?;
                            out.push(0x8f);
                            return two(code, out);
                        }
                    },
                }
                Ok(1)
            }
            Kind::EucJis { set, more } => {
                let (used, (plane, code)) = match set.pair(text, last)? {
                    Some(code) => (2, (1, code)),
                    None => match c {
                        0xff61..=0xff9f => {
                            out.extend([0x8e, (c - 0xfec0) as u8]);
                            return Ok(1);
                        }
                        _ if set.came_later(c) => return Err(bad),
                        _ => {
                            let code = set.encode(c).or_else(|| more.encode(c).map(|code| (2, code)));
                            (1, code.ok_or(bad)?)
                        }
                    },
                };
                if plane == 2 {
                    out.push(0x8f);
                }
                two(code, out)?;
                Ok(used)
            }
            Kind::ShiftJis2004(set) => {
                let (used, (plane, code)) = match (c, set.pair(text, last)?) {
                    (_, Some(code)) => (2, (1, code)),
                    (0xa5, _) => return single(b'\\', out),
                    (0x203e, _) => return single(b'~', out),
                    (0xff61..=0xff9f, _) => return single((c - 0xfec0) as u8, out),
                    (0x5c, _) => (1, (1, 0xa1c0)),
                    (0x7e, _) => (1, (1, 0xa2b2)),
                    (0xff3c | 0xff5e, _) => return Err(bad),
                    (0..=0x7f, _) => return single(c as u8, out),
                    _ => (1, set.encode(c).ok_or(bad)?),
                };
                out.extend(to_shift(plane, code).ok_or(bad)?);
                Ok(used)
            }
            Kind::Cp932(t) => {
                match c {
                    0x80 => out.push(0x80),
                    0xf8f0 => out.push(0xa0),
                    0xf8f1..=0xf8f3 => out.push((c - 0xf8f1) as u8 + 0xfd),
                    0xff61..=0xff9f => out.push((c - 0xfec0) as u8),
                    _ => return two(t.encode(c).ok_or(bad)?, out),
                }
                Ok(1)
            }
            Kind::ShiftJis(t) => {
                match c {
                    0xa5 => out.push(b'\\'),
                    0x203e => out.push(b'~'),
                    0xff61..=0xff9f => out.push((c - 0xfec0) as u8),
                    _ => return two(t.encode(c).ok_or(bad)?, out),
                }
                Ok(1)
            }
            Kind::Hz(t) => hz_encode(t, state, c, out),
            Kind::Iso(iso) => iso.encode(state, text, last, out),
        }
    }

    /// Goes back to the beginning: what must be written for that.
    pub fn reset(&self, state: &mut State, out: &mut Vec<u8>) {
        match &self.kind {
            Kind::Hz(_) if state[0] != 0 => {
                out.extend(b"~}");
                state[0] = 0;
            }
            Kind::Iso(_) => iso2022::reset(state, out),
            _ => {}
        }
    }
}

/// Two characters that are one code in Hong Kong.
const PAIRS: [([u32; 2], [u8; 2]); 4] = [
    ([0xca, 0x304], [0x88, 0x62]),
    ([0xca, 0x30c], [0x88, 0x64]),
    ([0xea, 0x304], [0x88, 0xa3]),
    ([0xea, 0x30c], [0x88, 0xa5]),
];

fn pair(a: u8, b: u8) -> u16 {
    u16::from_be_bytes([a, b])
}

fn double(t: &Table, b: &[u8], out: &mut Vec<u32>) -> Step {
    let second = *b.get(1).ok_or(Bad::Few)?;
    out.push(t.decode(pair(b[0], second)).ok_or(Bad::Illegal(1))?);
    Ok(2)
}

/// Half-wide katakana in EUC.
fn kana(b: &[u8], out: &mut Vec<u32>) -> Step {
    match *b.get(1).ok_or(Bad::Few)? {
        c @ 0xa1..=0xdf => {
            out.push(0xfec0 + u32::from(c));
            Ok(2)
        }
        _ => Err(Bad::Illegal(1)),
    }
}

fn single(byte: u8, out: &mut Vec<u8>) -> Step {
    out.push(byte);
    Ok(1)
}

fn two(code: u16, out: &mut Vec<u8>) -> Step {
    out.extend(code.to_be_bytes());
    Ok(1)
}

fn gb18030(t: &Table, four: &[u16], b: &[u8], out: &mut Vec<u32>) -> Step {
    let second = *b.get(1).ok_or(Bad::Few)?;
    if !second.is_ascii_digit() {
        return double(t, b, out);
    }
    if b.len() < 4 {
        return Err(Bad::Few);
    }
    let bad = Bad::Illegal(1);
    if !(0x81..=0xfe).contains(&b[0]) || !(0x81..=0xfe).contains(&b[2]) || !b[3].is_ascii_digit() {
        return Err(bad);
    }
    let n = |i: usize, low: u8| u32::from(b[i] - low);
    let n = ((n(0, 0x81) * 10 + n(1, 0x30)) * 126 + n(2, 0x81)) * 10 + n(3, 0x30);
    let c = match n {
        189_000.. => Some(n - 189_000 + 0x1_0000).filter(|c| *c <= 0x10_ffff),
        _ => four.get(n as usize).map(|c| u32::from(*c)),
    };
    out.push(c.ok_or(bad)?);
    Ok(4)
}

/// KS X 1001, annex 3: a syllable that has no code is spelled in four codes.
fn composed(b: &[u8], out: &mut Vec<u32>) -> Step {
    if b.len() < 8 {
        return Err(Bad::Few);
    }
    let bad = Bad::Illegal(1);
    if b[2] != 0xa4 || b[4] != 0xa4 || b[6] != 0xa4 {
        return Err(bad);
    }
    let place = |c: u8, list: &[u32]| {
        let letter = u32::from(c.checked_sub(0xa1)?);
        list.iter().position(|l| *l == letter).map(|i| i as u32)
    };
    let head = place(b[3], &INITIALS).ok_or(bad)?;
    let middle = match b[5] {
        c @ 0xbf..=0xd3 => u32::from(c - 0xbf),
        _ => return Err(bad),
    };
    let tail = match b[7] {
        0xd4 => 0,
        c => place(c, &FINALS).ok_or(bad)? + 1,
    };
    out.push(0xac00 + head * 588 + middle * 28 + tail);
    Ok(8)
}

fn hz_decode(t: &Table, state: &mut State, b: &[u8], out: &mut Vec<u32>) -> Step {
    let bad = Bad::Illegal(1);
    let chinese = state[0] != 0;
    match b[0] {
        b'~' => {
            match (*b.get(1).ok_or(Bad::Few)?, chinese) {
                (b'~', false) => out.push(b'~'.into()),
                (b'{', false) => state[0] = 1,
                (b'\n', false) => {}
                (b'}', true) => state[0] = 0,
                _ => return Err(bad),
            }
            Ok(2)
        }
        0x80.. => Err(bad),
        c if !chinese => {
            out.push(c.into());
            Ok(1)
        }
        c => {
            let second = *b.get(1).ok_or(Bad::Few)?;
            if second >= 0x80 {
                return Err(bad);
            }
            out.push(t.decode(pair(c | 0x80, second | 0x80)).ok_or(bad)?);
            Ok(2)
        }
    }
}

fn hz_encode(t: &Table, state: &mut State, c: u32, out: &mut Vec<u8>) -> Step {
    if c < 0x80 {
        if state[0] != 0 {
            out.extend(b"~}");
            state[0] = 0;
        }
        out.push(c as u8);
        if c == u32::from(b'~') {
            out.push(b'~');
        }
        return Ok(1);
    }
    let code = t.encode(c).ok_or(Bad::Illegal(1))?;
    if state[0] == 0 {
        out.extend(b"~{");
        state[0] = 1;
    }
    two(code & 0x7f7f, out)
}
