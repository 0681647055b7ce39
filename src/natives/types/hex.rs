//! `hex()` of bytes, bytearray and memoryview.

use crate::object::Value;
use crate::object::str::StrObj;
use crate::object::text::bytes as data;
use crate::vm::{Res, Vm};

use super::support::try_bytes;

/// `hex()` of bytes, bytearray and memoryview.
pub fn hex(vm: &mut Vm, d: &[u8], sep: &Value, group: i64) -> Res<String> {
    let sep = match sep {
        Value::Undef => None,
        v => {
            // Its class says how long it is, whatever it holds.
            if vm.length(v)? != 1 {
                return Err(vm.value_error("sep must be length 1."));
            }
            let text = match v.cast::<StrObj>() {
                Some(s) => s.bytes().to_vec(),
                None => match try_bytes(vm, v)? {
                    Some(b) => b,
                    None => return Err(vm.type_error("sep must be str or bytes.")),
                },
            };
            match text[..] {
                [b] if b.is_ascii() => Some(b),
                [_] => return Err(vm.value_error("sep must be ASCII.")),
                _ => return Err(vm.value_error("sep must be length 1.")),
            }
        }
    };
    vm.room_for(d.len().saturating_mul(if sep.is_some() { 3 } else { 2 }))?;
    Ok(data::hex(d, sep, group))
}
