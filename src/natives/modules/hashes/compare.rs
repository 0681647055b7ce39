//! `compare_digest`: equality that takes as long as the data, wherever they differ.

use crate::natives::types::support::try_bytes;
use crate::object::Value;
use crate::object::str::StrObj;
use crate::vm::{Raised, Res, Vm};

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
        _ => match (try_bytes(vm, a)?, try_bytes(vm, b)?) {
            (Some(x), Some(y)) => Ok(equal(&x, &y)),
            (None, None) => {
                let (a, b) = (vm.class_name(a), vm.class_name(b));
                Err(vm.type_error(format!(
                    "unsupported operand types(s) or combination of types: '{a}' and '{b}'"
                )))
            }
            (Some(_), None) => Err(no_buffer(vm, b)),
            (None, Some(_)) => Err(no_buffer(vm, a)),
        },
    }
}

#[cold]
fn no_buffer(vm: &mut Vm, v: &Value) -> Raised {
    let class = vm.class_name(v);
    vm.type_error(format!("a bytes-like object is required, not '{class}'"))
}

fn equal(a: &[u8], b: &[u8]) -> bool {
    let mut different = u8::from(a.len() != b.len());
    for (i, y) in b.iter().enumerate() {
        different |= a.get(i).unwrap_or(y) ^ y;
        different = std::hint::black_box(different);
    }
    different == 0
}
