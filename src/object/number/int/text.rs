//! Integers as text: decimal with its limit, and the bases of `bin`, `oct`, `hex` and format specs.

use super::IntRef;
use super::parse::MAX_STR_DIGITS_THRESHOLD;
use crate::object::buffer::{self, NoMemory};
use crate::object::error::{TextError, TextResult};

/// `str(n)`. `max_digits` of 0 means no limit.
pub fn to_decimal(value: IntRef<'_>, max_digits: usize) -> TextResult<String> {
    match value {
        IntRef::Small(value) => Ok(value.to_string()),
        IntRef::Big(value) => {
            // A bit is worth 0.30103 digits: refuse the hopeless before the quadratic conversion.
            let limited = max_digits >= MAX_STR_DIGITS_THRESHOLD;
            if limited && value.bits() / 10 * 3 > max_digits as u64 + 10 {
                return Err(too_long(max_digits));
            }
            buffer::room_for(value.bits() * 2)?;
            let text = value.to_string();
            let digits = text.len() - usize::from(text.starts_with('-'));
            if limited && digits > max_digits {
                return Err(too_long(max_digits));
            }
            Ok(text)
        }
    }
}

#[cold]
fn too_long(max_digits: usize) -> TextError {
    TextError::value(format!(
        "Exceeds the limit ({max_digits} digits) for integer string conversion; \
         use sys.set_int_max_str_digits() to increase the limit"
    ))
}

/// The digits of the absolute value in a base of 2, 8, 10 or 16, lower case, no prefix and no sign.
pub fn magnitude_in_base(value: IntRef<'_>, base: u32) -> TextResult<String> {
    Ok(match value {
        IntRef::Small(value) => {
            let value = value.unsigned_abs();
            match base {
                2 => format!("{value:b}"),
                8 => format!("{value:o}"),
                16 => format!("{value:x}"),
                _ => value.to_string(),
            }
        }
        IntRef::Big(value) => {
            // Digits in bytes, and the text.
            buffer::room_for(value.bits() / u64::from(base.ilog2()) * 2)?;
            value.magnitude().to_str_radix(base)
        }
    })
}

/// `bin`, `oct` and `hex`: sign, prefix, digits.
pub fn with_prefix(value: IntRef<'_>, base: u32) -> TextResult<String> {
    let sign = if value.is_negative() { "-" } else { "" };
    let prefix = match base {
        2 => "0b",
        8 => "0o",
        16 => "0x",
        _ => "",
    };
    let mut digits = magnitude_in_base(value, base)?;
    digits.try_reserve_exact(sign.len() + prefix.len()).map_err(|_| NoMemory)?;
    digits.insert_str(0, &format!("{sign}{prefix}"));
    Ok(digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_bigint::BigInt;

    #[test]
    fn bases_and_limit() {
        assert_eq!(with_prefix(IntRef::Small(-255), 16).unwrap(), "-0xff");
        assert_eq!(with_prefix(IntRef::Small(i64::MIN), 2).unwrap().len(), 67);
        let big = BigInt::from(10u8).pow(4300);
        assert!(to_decimal(IntRef::Big(&big), 4300).is_err());
        assert_eq!(to_decimal(IntRef::Big(&(big - 1)), 4300).unwrap().len(), 4300);
    }
}
