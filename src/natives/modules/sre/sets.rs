//! Sets of characters: what `[..]`, `\w`, `.` and literals without case ask of one character.
//!
//! The trick: what a set says of the first 256 characters is worked out once and looked up from then on; of those beyond it is worked out for 256 neighbours at a time, when
//! the first of them is met.

use std::cell::RefCell;

use crate::object::text::unicode;

/// What `\d`, `\s`, `\w` and their opposites ask, in the order of their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    Digit,
    Space,
    Word,
    LineBreak,
    UniDigit,
    UniSpace,
    UniWord,
    UniLineBreak,
}

impl Category {
    /// The category of a number, and whether it is the opposite that is asked for.
    pub fn find(code: u32) -> Option<(Category, bool)> {
        use Category::*;
        let of = match code / 2 {
            0 => Digit,
            1 => Space,
            2 | 4 => Word,
            3 => LineBreak,
            5 => UniDigit,
            6 => UniSpace,
            7 => UniWord,
            8 => UniLineBreak,
            _ => return None,
        };
        Some((of, code % 2 == 1))
    }

    /// Whether the character belongs to it.
    pub fn has(self, c: u32) -> bool {
        let ascii = u8::try_from(c).ok().filter(u8::is_ascii);
        match self {
            Category::Digit => ascii.is_some_and(|b| b.is_ascii_digit()),
            Category::Space => matches!(c, 9..=13 | 32),
            Category::Word => is_word(c),
            Category::LineBreak => c == 10,
            Category::UniDigit => ascii.map_or_else(|| unicode::is_decimal(c), |b| b.is_ascii_digit()),
            Category::UniSpace => unicode::is_space(c),
            Category::UniWord => is_uni_word(c),
            Category::UniLineBreak => unicode::is_line_break(c),
        }
    }
}

/// Letters, digits and the underscore of ASCII.
#[inline]
pub fn is_word(c: u32) -> bool {
    u8::try_from(c).is_ok_and(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// Letters, digits and the underscore of all scripts.
#[inline]
pub fn is_uni_word(c: u32) -> bool {
    if c < 0x80 {
        return is_word(c);
    }
    unicode::is_alpha(c) || unicode::is_numeric(c) || unicode::is_digit(c)
}

/// The small letter of ASCII.
pub fn lower_ascii(c: u32) -> u32 {
    u8::try_from(c).map_or(c, |b| b.to_ascii_lowercase().into())
}

/// The capital letter of ASCII.
pub fn upper_ascii(c: u32) -> u32 {
    u8::try_from(c).map_or(c, |b| b.to_ascii_uppercase().into())
}

/// The small letter: the first character of the mapping.
pub fn lower(c: u32) -> u32 {
    if c < 0x80 { lower_ascii(c) } else { unicode::lower(c).as_slice().first().copied().unwrap_or(c) }
}

/// The capital letter: the first character of the mapping.
pub fn upper(c: u32) -> u32 {
    if c < 0x80 { upper_ascii(c) } else { unicode::upper(c).as_slice().first().copied().unwrap_or(c) }
}

/// What happens to a character before it is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    None,
    Ascii,
    Unicode,
    /// The locale's: any of the character, its small and its capital letter. (The locale is always one in which only ASCII has letters.)
    Locale,
}

impl Fold {
    /// The character that stands for its kin.
    pub fn of(self, c: u32) -> u32 {
        match self {
            Fold::None => c,
            Fold::Ascii | Fold::Locale => lower_ascii(c),
            Fold::Unicode => lower(c),
        }
    }
}

/// A part of a set.
#[derive(Clone, Debug)]
pub enum Item {
    /// What follows is left out of the set instead.
    Negate,
    Literal(u32),
    Range(u32, u32),
    /// The capital letter may lie in the range, too.
    RangeIgnore(u32, u32),
    Category(Category, bool),
    /// A bit for each of the first 256.
    Bits(Box<[u32; 8]>),
    /// A bit for each of the first 65536: which of the blocks holds those of 256 neighbours.
    Big(Box<[u8; 256]>, Vec<[u32; 8]>),
}

impl Item {
    fn has(&self, c: u32) -> bool {
        let bit = |bits: &[u32; 8]| bits[c as usize >> 5 & 7] >> (c & 31) & 1 != 0;
        match self {
            Item::Negate => false,
            Item::Literal(l) => c == *l,
            Item::Range(a, b) => (*a..=*b).contains(&c),
            Item::RangeIgnore(a, b) => (*a..=*b).contains(&c) || (*a..=*b).contains(&upper(c)),
            Item::Category(of, opposite) => of.has(c) != *opposite,
            Item::Bits(bits) => c < 256 && bit(bits),
            Item::Big(index, blocks) => {
                c < 0x10000 && blocks.get(usize::from(index[c as usize >> 8])).is_some_and(bit)
            }
        }
    }
}

/// A block of 256 answers.
type Block = [u64; 4];

/// A set.
pub struct Set {
    /// The answers for the first 256.
    pub low: [bool; 256],
    /// Whether any character beyond them may belong to it.
    pub has_high: bool,
    fold: Fold,
    items: Vec<Item>,
    /// The answers for the other blocks of the first plane, as far as somebody has asked.
    blocks: RefCell<Vec<Option<Box<Block>>>>,
}

impl Set {
    /// The set of these parts.
    pub fn new(fold: Fold, items: Vec<Item>) -> Set {
        let mut set = Set { low: [false; 256], has_high: true, fold, items, blocks: RefCell::default() };
        for c in 0..256 {
            set.low[c as usize] = set.work_out(c);
        }
        let few = |item: &Item| match item {
            Item::Literal(c) | Item::Range(_, c) => *c < 128,
            Item::Bits(bits) => bits[4..].iter().all(|b| *b == 0),
            Item::Category(of, opposite) => {
                !opposite
                    && matches!(of, Category::Digit | Category::Space | Category::Word | Category::LineBreak)
            }
            _ => false,
        };
        // Folding may bring characters from afar to ASCII (the Kelvin sign).
        set.has_high = !(fold != Fold::Unicode && set.items.iter().all(few));
        set
    }

    /// What the parts say of a character.
    fn work_out(&self, c: u32) -> bool {
        match self.fold {
            Fold::Locale => {
                let (lower, upper) = (self.asks(lower_ascii(c)), self.asks(upper_ascii(c)));
                // What is left out is left out in both cases.
                if matches!(self.items.first(), Some(Item::Negate)) { lower && upper } else { lower || upper }
            }
            fold => self.asks(fold.of(c)),
        }
    }

    fn asks(&self, c: u32) -> bool {
        let mut found = true;
        for item in &self.items {
            match item {
                Item::Negate => found = !found,
                item if item.has(c) => return found,
                _ => {}
            }
        }
        !found
    }

    /// Whether the character belongs to the set.
    #[inline(always)]
    pub fn has(&self, c: u32) -> bool {
        match self.low.get(c as usize) {
            Some(known) => *known,
            None => self.has_high && self.has_beyond(c),
        }
    }

    #[inline(never)]
    fn has_beyond(&self, c: u32) -> bool {
        let (block, bit) = (c as usize >> 8, c as usize & 255);
        if block >= 256 {
            return self.work_out(c);
        }
        let mut blocks = self.blocks.borrow_mut();
        if blocks.is_empty() {
            blocks.resize(256, None);
        }
        let known = blocks[block].get_or_insert_with(|| {
            let mut answers = [0; 4];
            for i in 0..256 {
                answers[i >> 6] |= u64::from(self.work_out((block << 8 | i) as u32)) << (i & 63);
            }
            Box::new(answers)
        });
        known[bit >> 6] >> (bit & 63) & 1 != 0
    }
}
