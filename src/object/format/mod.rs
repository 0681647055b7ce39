//! Formatting as plain data: the `%` operator, `str.format` and the format specifications of `format()` and f-strings.
//! Stands above `text/` and `number/`: values come in as integers, floats and texts, text goes out. Read `format_spec/mod.rs` first.

pub mod format_spec;
pub mod percent;
pub mod str_format;

use crate::object::error::TextResult;
use crate::object::number::int::IntRef;
use crate::object::number::int::text::{magnitude_in_base, to_decimal};

/// The digits of an integer's magnitude for the kinds `b`, `o`, `x` and `X`, decimal ones for any other, and the prefix of the alternate form.
fn magnitude(value: IntRef<'_>, kind: u8, max_digits: usize) -> TextResult<(&'static str, String)> {
    Ok(match kind {
        b'b' => ("0b", magnitude_in_base(value, 2)?),
        b'o' => ("0o", magnitude_in_base(value, 8)?),
        b'x' => ("0x", magnitude_in_base(value, 16)?),
        b'X' => ("0X", magnitude_in_base(value, 16)?.to_ascii_uppercase()),
        _ => {
            let mut text = to_decimal(value, max_digits)?;
            if text.starts_with('-') {
                text.remove(0);
            }
            ("", text)
        }
    })
}
