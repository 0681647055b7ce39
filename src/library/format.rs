//! The pack as bytes: what the build script writes and `pack.rs` reads. Both compile this file, so that the layout is said once.
//!
//! ```text
//! count of files, count of blocks                u32 each
//! per file, in the order of the paths:           where and how long the path is, the block, where in its content the text begins, how long the text is (5 times u32)
//! per block:                                     where and how long the frame is, how long its content is (3 times u32)
//! the paths, one behind the other
//! the frames (Zstandard): each has the texts of neighbours in the order of the paths
//! ```
//!
//! A block is some 128 KiB of text: by itself a small file would be packed a fifth worse, and what is imported together lies together mostly.
//! All numbers are little-endian; places count from the beginning of the pack.

/// Bytes before the tables.
pub const HEAD: usize = 8;

/// Bytes of a file's entry.
pub const ENTRY: usize = 20;

/// Bytes of a block's entry.
pub const BLOCK: usize = 12;
