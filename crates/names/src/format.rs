//! The table as bytes: what the build script writes and the library reads. Both compile this file, so that the layout is said once.
//!
//! ```text
//! count of runs, then per run of ideographs: the number of its prefix, first and last character   u32, and 3 times u32
//! count of blocks, then per block: where its first name begins and ends, where its frame begins
//!     and ends, how long its content is, how many names are in it                               u32, and 6 times u32
//! the first names, then the frames (Zstandard)
//! ```
//!
//! The content of a block: names in ascending order, each ended by a line feed, then for each three bytes, its character; for an alias,
//! the highest bit of the three bytes is set. Numbers are little-endian; places count from the beginning of the table.

/// Marks the number of an alias.
pub const ALIAS: u32 = 1 << 23;

/// Names that end in the number of the character.
pub const PREFIXES: [&str; 2] = ["CJK UNIFIED IDEOGRAPH-", "TANGUT IDEOGRAPH-"];

/// The syllables of Hangul, whose names are put together (The Unicode Standard, 3.12).
pub const HANGUL: std::ops::RangeInclusive<u32> = 0xac00..=0xd7a3;
