//! The modules of hash functions: `_md5`, `_sha1`, `_sha2`, `_sha3`, `_blake2`, and `_hashlib` and `_hmac` over all of them.
//!
//! Begin with `algorithm.rs`: the algorithms, which are crates. `object.rs` makes objects of them; the other files are the modules.

mod algorithm;
pub mod blake2;
mod compare;
pub mod hashlib;
pub mod hmac;
mod object;
pub mod sha3;

pub use compare::compare_digest;

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::support::{put, put_ints};
use algorithm::Algorithm;
use object::{Hash, closed_class, start};

/// From how many bytes on CPython lets others run; the Lib's tests read it.
const GIL_MINSIZE: (&str, i64) = ("_GIL_MINSIZE", 2048);

natives! { static MD5;
    /// Return a new MD5 hash object; optionally initialized with a string.
    fn md5(vm, /, data: Value = Value::Undef, *, usedforsecurity: bool = true, string: Value = Value::Undef) -> Res<Ref<Hash>> {
        start(vm, "_md5.md5", Algorithm::Md5, data.take(), string.take())
    }
}

natives! { static SHA1;
    /// Return a new SHA1 hash object; optionally initialized with a string.
    fn sha1(vm, /, data: Value = Value::Undef, *, usedforsecurity: bool = true, string: Value = Value::Undef) -> Res<Ref<Hash>> {
        start(vm, "_sha1.sha1", Algorithm::Sha1, data.take(), string.take())
    }
}

natives! { static SHA2;
    /// Return a new SHA-224 hash object; optionally initialized with a string.
    fn sha224(vm, /, data: Value = Value::Undef, *, usedforsecurity: bool = true, string: Value = Value::Undef) -> Res<Ref<Hash>> {
        start(vm, "_sha2.SHA224Type", Algorithm::Sha224, data.take(), string.take())
    }
    /// Return a new SHA-256 hash object; optionally initialized with a string.
    fn sha256(vm, /, data: Value = Value::Undef, *, usedforsecurity: bool = true, string: Value = Value::Undef) -> Res<Ref<Hash>> {
        start(vm, "_sha2.SHA256Type", Algorithm::Sha256, data.take(), string.take())
    }
    /// Return a new SHA-384 hash object; optionally initialized with a string.
    fn sha384(vm, /, data: Value = Value::Undef, *, usedforsecurity: bool = true, string: Value = Value::Undef) -> Res<Ref<Hash>> {
        start(vm, "_sha2.SHA384Type", Algorithm::Sha384, data.take(), string.take())
    }
    /// Return a new SHA-512 hash object; optionally initialized with a string.
    fn sha512(vm, /, data: Value = Value::Undef, *, usedforsecurity: bool = true, string: Value = Value::Undef) -> Res<Ref<Hash>> {
        start(vm, "_sha2.SHA512Type", Algorithm::Sha512, data.take(), string.take())
    }
}

/// Fills `_md5`.
pub fn init_md5(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_md5", MD5);
    let class = closed_class(vm, "_md5.md5");
    put(vm, dict, "MD5Type", class.value());
    put_ints(vm, dict, &[GIL_MINSIZE]);
    Ok(())
}

/// Fills `_sha1`.
pub fn init_sha1(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_sha1", SHA1);
    let class = closed_class(vm, "_sha1.sha1");
    put(vm, dict, "SHA1Type", class.value());
    put_ints(vm, dict, &[GIL_MINSIZE]);
    Ok(())
}

/// Fills `_sha2`.
pub fn init_sha2(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_sha2", SHA2);
    for key in ["_sha2.SHA224Type", "_sha2.SHA256Type", "_sha2.SHA384Type", "_sha2.SHA512Type"] {
        let class = closed_class(vm, key);
        put(vm, dict, &key[6..], class.value());
    }
    put_ints(vm, dict, &[GIL_MINSIZE]);
    Ok(())
}
