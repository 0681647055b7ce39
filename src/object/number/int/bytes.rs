//! `int.to_bytes` and `int.from_bytes`.

use num_bigint::BigInt;

use super::{Int, IntRef};
use crate::object::buffer;
use crate::object::error::{TextError, TextResult};

/// Order of the bytes of an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteOrder {
    /// Most significant byte first.
    Big,
    /// Least significant byte first.
    Little,
}

impl ByteOrder {
    /// Reads the `byteorder` argument.
    pub fn parse(name: &str) -> TextResult<ByteOrder> {
        match name {
            "big" => Ok(ByteOrder::Big),
            "little" => Ok(ByteOrder::Little),
            _ => Err(TextError::value("byteorder must be either 'little' or 'big'")),
        }
    }
}

/// `value.to_bytes(length, order, signed=signed)`
pub fn to_bytes(value: IntRef<'_>, length: i64, order: ByteOrder, signed: bool) -> TextResult<Vec<u8>> {
    if length < 0 {
        return Err(TextError::value("length argument must be non-negative"));
    }
    let length = length as usize;
    if value.is_negative() && !signed {
        return Err(TextError::overflow("can't convert negative int to unsigned"));
    }
    let negative = value.is_negative();
    buffer::room_for(value.bit_length() / 8 * 3)?;
    let big = value.to_big();
    let mut bytes = if signed { big.to_signed_bytes_le() } else { big.magnitude().to_bytes_le() };
    if value.is_zero() {
        bytes.clear();
    }
    if bytes.len() > length {
        return Err(TextError::overflow("int too big to convert"));
    }
    buffer::resize(&mut bytes, length, if negative { 0xff } else { 0 })?;
    if order == ByteOrder::Big {
        bytes.reverse();
    }
    Ok(bytes)
}

/// `int.from_bytes(bytes, order, signed=signed)`
pub fn from_bytes(bytes: &[u8], order: ByteOrder, signed: bool) -> Int {
    Int::from_big(match (order, signed) {
        (ByteOrder::Big, true) => BigInt::from_signed_bytes_be(bytes),
        (ByteOrder::Little, true) => BigInt::from_signed_bytes_le(bytes),
        (ByteOrder::Big, false) => BigInt::from_bytes_be(num_bigint::Sign::Plus, bytes),
        (ByteOrder::Little, false) => BigInt::from_bytes_le(num_bigint::Sign::Plus, bytes),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trip() {
        let out = to_bytes(IntRef::Small(-129), 2, ByteOrder::Big, true).unwrap();
        assert_eq!(out, [0xff, 0x7f]);
        assert_eq!(from_bytes(&out, ByteOrder::Big, true), Int::Small(-129));
        assert!(to_bytes(IntRef::Small(128), 1, ByteOrder::Big, true).is_err());
        assert_eq!(to_bytes(IntRef::Small(-128), 1, ByteOrder::Big, true).unwrap(), [0x80]);
        assert_eq!(to_bytes(IntRef::Small(0), 0, ByteOrder::Big, false).unwrap(), [0u8; 0]);
    }
}
