//! The standard library in the program: CPython's own files and the few of ours that stand before them, packed when the program is built.
//! Comes in: paths below the library's folder. Goes out: texts, names, sizes. Read `pack.rs` first.
//!
//! The library's folder does not exist on the disk. It has a path (`mount.rs`), at which scripts see files that can be opened and listed but not changed.

mod format;
mod mount;
mod names;
mod pack;

pub use mount::{FOLDER, Mount, VERSION_FOLDER};
pub use names::NAMES;
pub use pack::{Entry, PackedFile, file, is_folder, list};

/// When the library's files were changed last, in seconds since 1970: a day of its own for each content, so that what is kept of an old library is not taken for the new one's.
pub const MODIFIED: i64 = 1_767_225_600 + (fingerprint() % 30_000_000) as i64;

/// A number for the content of the library.
const fn fingerprint() -> u64 {
    parsed(env!("HOOP_LIBRARY"))
}

/// A number for the way in which this program compiles, with which files of kept code begin: another one's are not run.
pub const fn magic_number() -> u32 {
    let n = parsed(env!("HOOP_COMPILER"));
    (n ^ n >> 32) as u32
}

/// Digits as a number.
const fn parsed(digits: &str) -> u64 {
    let digits = digits.as_bytes();
    let (mut n, mut i) = (0u64, 0);
    while i < digits.len() {
        n = n.wrapping_mul(10).wrapping_add((digits[i] - b'0') as u64);
        i += 1;
    }
    n
}
