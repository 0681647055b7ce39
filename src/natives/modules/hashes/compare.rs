//! `compare_digest`: equality that takes as long as the data, wherever they differ.

use crate::natives::types::support::try_bytes;
use crate::object::Value;
use crate::object::str::StrObj;
use crate::vm::{Res, Vm};

/// Whether two texts (of ASCII) or two bytes-like objects are equal.
pub fn compare_digest(vm: &mut Vm, a: &Value, b: &Value) -> Res<bool> {
    match (a.cast::<StrObj>(), b.cast::<StrObj>()) {
        (Some(x), Some(y)) => {
            let (x, y) = (x.bytes(), y.bytes());
            if !x.is_ascii() || !y.is_ascii() {
                return Err(vm.type_error("comparing strings with non-ASCII characters is not supported"));
            }
            Ok(equal(x, y))
        }
        (None, None) => match (try_bytes(vm, a)?, try_bytes(vm, b)?) {
            (Some(x), Some(y)) => Ok(equal(&x, &y)),
            _ => {
                let (a, b) = (vm.class_name(a), vm.class_name(b));
                Err(vm.type_error(format!(
                    "unsupported operand types(s) or combination of types: '{a}' and '{b}'"
                )))
            }
        },
        _ => Err(vm.type_error("a bytes-like object is required, not 'str'")),
    }
}

fn equal(a: &[u8], b: &[u8]) -> bool {
    let mut different = u8::from(a.len() != b.len());
    for (i, y) in b.iter().enumerate() {
        different |= a.get(i).unwrap_or(y) ^ y;
        different = std::hint::black_box(different);
    }
    different == 0
}
