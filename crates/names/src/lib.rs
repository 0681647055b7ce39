//! The names of Unicode 17's characters (The Unicode Standard, 4.8), for `\N{...}` and `unicodedata`.
//!
//! They are packed in blocks of a thousand, in the order of the names: who looks up a name unpacks one block, who asks for a character's name
//! unpacks all, once. As plain tables they would be a twentieth of the interpreter.

mod format;

use std::sync::{LazyLock, OnceLock};

use format::{ALIAS, HANGUL, PREFIXES};

/// What the build script made.
static TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.table"));

/// Letters of the consonants that begin a syllable of Hangul, of its vowels, and of the consonants that end it, in the order of their numbers.
const LEADS: [&str; 19] =
    ["G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"];
const VOWELS: [&str; 21] = [
    "A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE", "WI", "YU", "EU",
    "YI", "I",
];
const TAILS: [&str; 28] = [
    "", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH", "M", "B", "BS", "S",
    "SS", "NG", "J", "C", "K", "T", "P", "H",
];
const SYLLABLE: &str = "HANGUL SYLLABLE ";

/// A block that is unpacked.
struct Block {
    content: Vec<u8>,
    /// Where each name ends.
    ends: Vec<u32>,
}

impl Block {
    fn unpack(frame: &[u8], size: usize, names: usize) -> Block {
        let Ok(content) = hoopsnake_zstd::unpack(frame, size) else {
            unreachable!("the build script packed it")
        };
        let feeds = content.iter().enumerate().filter(|(_, b)| **b == b'\n');
        let ends = feeds.take(names).map(|(i, _)| i as u32).collect();
        Block { content, ends }
    }

    fn name(&self, i: usize) -> &[u8] {
        let start = if i == 0 { 0 } else { self.ends[i - 1] as usize + 1 };
        &self.content[start..self.ends[i] as usize]
    }

    /// The number of the character, and whether the name is an alias.
    fn code(&self, i: usize) -> (u32, bool) {
        let at = self.content.len() - 3 * (self.ends.len() - i);
        let n = u32::from_le_bytes([self.content[at], self.content[at + 1], self.content[at + 2], 0]);
        (n & !ALIAS, n & ALIAS != 0)
    }
}

/// The directory of the table, and the blocks that were unpacked.
struct Names {
    /// Prefix, first and last character.
    runs: Vec<(usize, u32, u32)>,
    /// First name, frame, size and number of the names.
    directory: Vec<(&'static [u8], &'static [u8], usize, usize)>,
    blocks: Vec<OnceLock<Block>>,
    /// For each character with a name of its own: the block, the place in it.
    by_character: OnceLock<Vec<(u32, u32, u32)>>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut numbers = TABLE.as_chunks::<4>().0.iter().map(|n| u32::from_le_bytes(*n));
    let mut next = || numbers.next().unwrap_or(0);
    let runs = (0..next()).map(|_| (next() as usize, next(), next())).collect();
    let directory: Vec<_> = (0..next())
        .map(|_| {
            let [a, b, c, d, size, names] = [(); 6].map(|()| next() as usize);
            (&TABLE[a..b], &TABLE[c..d], size, names)
        })
        .collect();
    let blocks = directory.iter().map(|_| OnceLock::new()).collect();
    Names { runs, directory, blocks, by_character: OnceLock::new() }
});

impl Names {
    fn block(&self, i: usize) -> &Block {
        let (_, frame, size, names) = self.directory[i];
        self.blocks[i].get_or_init(|| Block::unpack(frame, size, names))
    }

    /// In capitals.
    fn find(&self, name: &str) -> Option<(u32, bool)> {
        let i = self.directory.partition_point(|(first, ..)| *first <= name.as_bytes()).checked_sub(1)?;
        let block = self.block(i);
        let (mut low, mut high) = (0, block.ends.len());
        while low < high {
            let middle = low.midpoint(high);
            if block.name(middle) < name.as_bytes() { low = middle + 1 } else { high = middle }
        }
        (low < block.ends.len() && block.name(low) == name.as_bytes()).then(|| block.code(low))
    }

    fn name_of(&self, code: u32) -> Option<&str> {
        let all = self.by_character.get_or_init(|| {
            let mut all = Vec::new();
            for i in 0..self.directory.len() {
                let block = self.block(i);
                for j in 0..block.ends.len() {
                    if let (code, false) = block.code(j) {
                        all.push((code, i as u32, j as u32));
                    }
                }
            }
            all.sort_unstable();
            all
        });
        let at = all.binary_search_by_key(&code, |(code, ..)| *code).ok()?;
        std::str::from_utf8(self.block(all[at].1 as usize).name(all[at].2 as usize)).ok()
    }
}

/// The one of these that the text begins with and that is the longest.
fn longest(letters: &[&str], text: &str) -> Option<usize> {
    (0..letters.len()).filter(|&i| text.starts_with(letters[i])).max_by_key(|&i| letters[i].len())
}

fn syllable(letters: &str) -> Option<u32> {
    let lead = longest(&LEADS, letters)?;
    let letters = &letters[LEADS[lead].len()..];
    let vowel = longest(&VOWELS, letters)?;
    let tail = TAILS.iter().position(|t| *t == &letters[VOWELS[vowel].len()..])?;
    Some(HANGUL.start() + ((lead * VOWELS.len() + vowel) * TAILS.len() + tail) as u32)
}

/// The character of a name or of a formal alias, in any case; nothing else is generous, as CPython is not either.
pub fn character(name: &str) -> Option<char> {
    let upper = name.to_ascii_uppercase();
    if let Some(letters) = upper.strip_prefix(SYLLABLE) {
        return syllable(letters).and_then(char::from_u32);
    }
    for (i, prefix) in PREFIXES.iter().enumerate() {
        if let Some(digits) = upper.strip_prefix(prefix) {
            let fits = matches!(digits.len(), 4 | 5) && digits.bytes().all(|b| b.is_ascii_hexdigit());
            let code = u32::from_str_radix(digits, 16).ok().filter(|_| fits)?;
            let known = NAMES.runs.iter().any(|&(p, first, last)| p == i && (first..=last).contains(&code));
            return char::from_u32(code).filter(|_| known && format!("{code:X}") == digits);
        }
    }
    char::from_u32(NAMES.find(&upper)?.0)
}

/// The name of a character. Controls have none, and what is not assigned.
pub fn name(character: char) -> Option<String> {
    let code = u32::from(character);
    if HANGUL.contains(&code) {
        let n = (code - HANGUL.start()) as usize;
        let (lead, vowel, tail) = (n / 588, n / 28 % 21, n % 28);
        return Some(format!("{SYLLABLE}{}{}{}", LEADS[lead], VOWELS[vowel], TAILS[tail]));
    }
    match NAMES.runs.iter().find(|(_, first, last)| (*first..=*last).contains(&code)) {
        Some((prefix, ..)) => Some(format!("{}{code:X}", PREFIXES[*prefix])),
        None => NAMES.name_of(code).map(str::to_string),
    }
}
