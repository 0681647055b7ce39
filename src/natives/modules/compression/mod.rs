//! Compression: `zlib`, `_bz2`, `_lzma` and `_zstd`, each a folder or file of its own. `stream.rs` has what they share: output that grows, input that waits, and the loop of
//! CPython's decompressor objects (`max_length`, `needs_input`, `unused_data`).

pub mod bz2;
pub mod lzma;
mod stream;
pub mod zlib;
pub mod zstd;
