//! File names as the system wants them.

use crate::object::Value;
use crate::object::text::codecs::{Codec, Errors};
use crate::vm::{Res, Vm};

use super::coding::encode_text;

/// A file name as the system wants it: the bytes of a str, bytes or path object.
pub fn path_bytes(vm: &mut Vm, v: &Value) -> Res<Vec<u8>> {
    let v = fs_path(vm, v)?;
    let out = match v.to_ref::<crate::object::str::StrObj>() {
        Some(s) => encode_text(vm, s.bytes(), Codec::Utf8, &Errors::SurrogateEscape)?,
        None => crate::object::bytes::data_of(&v).unwrap_or_default(),
    };
    if out.contains(&0) {
        return Err(vm.value_error("embedded null byte"));
    }
    Ok(out)
}

/// Whether an object's class says what path it stands for; `__fspath__ = None` says that it stands for none.
pub fn has_path(vm: &mut Vm, v: &Value) -> bool {
    vm.lookup_special(v, &vm.names.__fspath__).is_some_and(|f| !f.is_none())
}

/// `os.fspath`
pub fn fs_path(vm: &mut Vm, v: &Value) -> Res {
    let plain =
        |v: &Value| v.is_a::<crate::object::str::StrObj>() || v.is_a::<crate::object::bytes::BytesObj>();
    if plain(v) {
        return Ok(v.clone());
    }
    let path = match vm.lookup_special(v, &vm.names.__fspath__) {
        Some(f) if !f.is_none() => Some(vm.call_found(&f, v, &[])?),
        _ => None,
    };
    match path {
        Some(p) if plain(&p) => Ok(p),
        Some(p) => {
            let (class, got) = (vm.class_name(v), vm.class_name(&p));
            Err(vm.type_error(format!("expected {class}.__fspath__() to return str or bytes, not {got}")))
        }
        None => {
            let class = vm.class_name(v);
            Err(vm.type_error(format!("expected str, bytes or os.PathLike object, not {class}")))
        }
    }
}
