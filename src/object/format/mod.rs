//! Formatting as plain data: the `%` operator, `str.format` and the format specifications of `format()` and f-strings.
//! Stands above `text/` and `number/`: values come in as integers, floats and texts, text goes out. Read `format_spec/mod.rs` first.

pub mod format_spec;
pub mod percent;
pub mod str_format;
