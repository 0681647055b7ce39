//! The bytes of an entity as UTF-8. Bytes of other encodings are translated when they come; what is no character becomes a byte that UTF-8 does
//! not have, and the tokenisers find it. Every character knows how many bytes it was, so that places are told in bytes of the source.

/// An encoding.
#[derive(Clone, Debug)]
pub enum Encoding {
    Utf8,
    Ascii,
    Latin1,
    Utf16Little,
    Utf16Big,
    /// One byte for each character; below zero: none.
    Table(Box<[i32; 256]>),
}

/// Stands for what is no character.
const NOTHING: u8 = 0xff;
/// Stands for a character that is broken off at the very end.
const BROKEN: u8 = 0xc4;

impl Encoding {
    /// An encoding that needs no help, by its name.
    pub fn find(name: &str) -> Option<&'static str> {
        ["ISO-8859-1", "US-ASCII", "UTF-8", "UTF-16", "UTF-16BE", "UTF-16LE"]
            .into_iter()
            .find(|n| n.eq_ignore_ascii_case(name))
    }

    /// The encoding of one of these names.
    pub fn named(name: &str) -> Encoding {
        match name {
            "ISO-8859-1" => Encoding::Latin1,
            "US-ASCII" => Encoding::Ascii,
            "UTF-16" | "UTF-16BE" => Encoding::Utf16Big,
            "UTF-16LE" => Encoding::Utf16Little,
            _ => Encoding::Utf8,
        }
    }

    /// An encoding by a table; None if XML's own characters are not where ASCII has them.
    pub fn of_table(table: Box<[i32; 256]>) -> Option<Encoding> {
        let matters = |c: i32| {
            (0x20..0x80).contains(&c)
                && !matches!(c as u8, b'$' | b'@' | b'\\' | b'^' | b'`' | b'{' | b'}' | b'~' | 0x7f)
                || matches!(c, 9 | 10 | 13)
        };
        for (i, code) in table.iter().enumerate() {
            let i = i as i32;
            if matters(i) && *code != i || *code >= 0 && matters(*code) && *code != i || *code > 0xffff {
                return None;
            }
        }
        Some(Encoding::Table(table))
    }

    /// Whether characters have two bytes at least.
    pub fn is_wide(&self) -> bool {
        matches!(self, Encoding::Utf16Little | Encoding::Utf16Big)
    }

    /// Whether texts are taken as they are.
    pub fn is_plain(&self) -> bool {
        matches!(self, Encoding::Utf8 | Encoding::Ascii)
    }

    /// Translates bytes; gives back how many were used.
    pub fn translate(&self, raw: &[u8], last: bool, out: &mut Vec<u8>) -> usize {
        let mut push = |c: Option<char>| match c {
            Some(c) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            None => out.push(NOTHING),
        };
        match self {
            Encoding::Utf8 => out.extend_from_slice(raw),
            Encoding::Ascii => out.extend(raw.iter().map(|b| if b.is_ascii() { *b } else { NOTHING })),
            Encoding::Latin1 => raw.iter().for_each(|b| push(Some(char::from(*b)))),
            Encoding::Table(table) => {
                raw.iter()
                    .for_each(|b| push(u32::try_from(table[usize::from(*b)]).ok().and_then(char::from_u32)));
            }
            Encoding::Utf16Little | Encoding::Utf16Big => {
                let big = matches!(self, Encoding::Utf16Big);
                let unit = |at: usize| {
                    let pair = [raw[at], raw[at + 1]];
                    u32::from(if big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) })
                };
                let mut at = 0;
                while at + 1 < raw.len() {
                    let high = unit(at);
                    if !(0xd800..0xdc00).contains(&high) {
                        push(char::from_u32(high));
                        at += 2;
                        continue;
                    }
                    if at + 3 >= raw.len() {
                        break;
                    }
                    let low = unit(at + 2);
                    if (0xdc00..0xe000).contains(&low) {
                        push(char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)));
                        at += 4;
                    } else {
                        push(None);
                        at += 2;
                    }
                }
                // Half of a unit is no part of the text, and stays.
                if last && at + 1 < raw.len() {
                    out.push(BROKEN);
                    return raw.len();
                }
                return at;
            }
        }
        raw.len()
    }

    /// How many bytes of the source a text was.
    pub fn raw_length(&self, text: &[u8]) -> usize {
        let begins = |b: &&u8| !(0x80..0xc0).contains(*b);
        match self {
            Encoding::Utf8 => text.len(),
            Encoding::Utf16Little | Encoding::Utf16Big => {
                text.iter().filter(begins).map(|b| if (0xf0..0xf8).contains(b) { 4 } else { 2 }).sum()
            }
            _ => text.iter().filter(begins).count(),
        }
    }

    /// The source of a text.
    pub fn source(&self, text: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(text.len());
        let chars = || String::from_utf8_lossy(text).into_owned();
        match self {
            Encoding::Utf8 => out.extend_from_slice(text),
            Encoding::Ascii => out.extend_from_slice(text),
            Encoding::Latin1 => {
                out.extend(chars().chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')))
            }
            Encoding::Table(table) => {
                for c in chars().chars() {
                    let at = table.iter().position(|i| *i == c as i32);
                    out.push(at.map_or(b'?', |at| at as u8));
                }
            }
            Encoding::Utf16Little | Encoding::Utf16Big => {
                let big = matches!(self, Encoding::Utf16Big);
                for unit in chars().encode_utf16() {
                    out.extend(if big { unit.to_be_bytes() } else { unit.to_le_bytes() });
                }
            }
        }
        out
    }
}

/// What the first bytes say about an encoding.
pub enum Guess {
    /// Too few.
    More,
    /// This encoding, and whether there is a mark.
    Is(Encoding, bool),
    /// Nothing: it is what was agreed upon.
    Nothing,
}

/// Looks at the first bytes of an entity. `agreed`: the encoding that was named beforehand; `content`: the entity is no document and no DTD.
pub fn guess(raw: &[u8], agreed: Option<&str>, content: bool) -> Guess {
    let wide = agreed.is_some_and(|n| n.starts_with("UTF-16"));
    let latin = agreed == Some("ISO-8859-1");
    match raw {
        [] => Guess::More,
        [first] => match first {
            0xfe | 0xff | 0xef if !(content && latin) => Guess::More,
            0x00 | 0x3c => Guess::More,
            _ if wide && !content => Guess::More,
            _ => Guess::Nothing,
        },
        [0xfe, 0xff, ..] if !(latin && content) => Guess::Is(Encoding::Utf16Big, true),
        [0xff, 0xfe, ..] if !(latin && content) => Guess::Is(Encoding::Utf16Little, true),
        [b'<', 0, ..] if !(content && (agreed == Some("UTF-16BE") || agreed == Some("UTF-16"))) => {
            Guess::Is(Encoding::Utf16Little, false)
        }
        [0xef, 0xbb, rest @ ..] if !(content && (latin || wide)) => match rest {
            [] => Guess::More,
            [0xbf, ..] => Guess::Is(Encoding::Utf8, true),
            _ => Guess::Nothing,
        },
        [0, ..] if !(content && agreed == Some("UTF-16LE")) => Guess::Is(Encoding::Utf16Big, false),
        [_, 0, ..] if !content => Guess::Is(Encoding::Utf16Little, false),
        _ => Guess::Nothing,
    }
}
