//! The pack as bytes: what the build script writes and `pack.rs` reads. Both compile this file, so that the layout is said once.
//!
//! ```text
//! count                                    u32
//! count times, in the order of the paths:  where and how long the path is, where and how long the packed text is, how long the text is (5 times u32)
//! the paths, one behind the other
//! the texts, each compressed by itself (deflate): a file that nobody imports costs nothing
//! ```
//!
//! All numbers are little-endian; places count from the beginning of the pack.

/// Bytes of one entry of the table.
pub const ENTRY: usize = 20;

/// Bytes before the table.
pub const HEAD: usize = 4;
