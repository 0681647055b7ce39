//! `_sha3`: SHA-3 and SHAKE as classes.

use crate::object::dict::DictObj;

use crate::object::{Ref, TypeObj, Value};
use crate::vm::native::NativeDef;
use crate::vm::{Res, Vm};
use crate::{attrs, natives};

use super::super::support::{put, put_ints, put_str, size_arg};
use super::algorithm::Algorithm;
use super::object::{DIGESTS, Hash, hash_class, hex, make};

macro_rules! constructor {
    ($table:ident, $algorithm:ident) => {
        natives! { static $table;
            /// Return a new hash object.
            fn __new__(vm, cls: Ref<TypeObj>, /, data: Value = Value::Undef, *, usedforsecurity: bool = true, string: Value = Value::Undef) -> Res<Ref<Hash>> {
                make(vm, &cls, Algorithm::$algorithm.start(), data.take(), string.take())
            }
        }
    };
}
constructor!(NEW_224, Sha3_224);
constructor!(NEW_256, Sha3_256);
constructor!(NEW_384, Sha3_384);
constructor!(NEW_512, Sha3_512);
constructor!(NEW_SHAKE_128, Shake128);
constructor!(NEW_SHAKE_256, Shake256);

/// Bytes of an extendable hash's output.
pub fn squeeze(vm: &mut Vm, this: &Hash, length: usize) -> Res<Vec<u8>> {
    let out = crate::object::buffer::repeated(&[0u8], length);
    let mut out = super::super::support::lift(vm, out)?;
    this.state.borrow().read(&mut out);
    Ok(out)
}

fn length_of(vm: &mut Vm, length: &Value) -> Res<usize> {
    let n = size_arg(vm, length)?;
    if n >= 1 << 29 { Err(vm.value_error("length is too large")) } else { Ok(n as usize) }
}

natives! { static SHAKE;
    /// Return the digest value as a bytes object.
    fn digest(vm, this: Ref<Hash>, /, length: Value) -> Res {
        let n = length_of(vm, &length)?;
        let out = squeeze(vm, &this, n)?;
        Ok(vm.heap.bytes_from_vec(out).into_value())
    }
    /// Return the digest value as a string of hexadecimal digits.
    fn hexdigest(vm, this: Ref<Hash>, /, length: Value) -> Res<String> {
        let n = length_of(vm, &length)?;
        vm.room_for(n * 3)?;
        Ok(hex(&squeeze(vm, &this, n)?))
    }
}

attrs! { static ATTRS for Hash;
    /// The capacity of the sponge.
    fn _capacity_bits(vm, this) -> usize { 1600 - this.state.borrow().algorithm.block_size() * 8 }
    /// Its rate.
    fn _rate_bits(vm, this) -> usize { this.state.borrow().algorithm.block_size() * 8 }
    /// What tells the functions apart.
    fn _suffix(vm, this) -> Value {
        let suffix = if this.state.borrow().algorithm.is_xof() { 0x1f } else { 0x06 };
        vm.heap.bytes_of(&[suffix]).into_value()
    }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let classes: [(&'static str, &'static [NativeDef], &'static [NativeDef]); 6] = [
        ("_sha3.sha3_224", NEW_224, DIGESTS),
        ("_sha3.sha3_256", NEW_256, DIGESTS),
        ("_sha3.sha3_384", NEW_384, DIGESTS),
        ("_sha3.sha3_512", NEW_512, DIGESTS),
        ("_sha3.shake_128", NEW_SHAKE_128, SHAKE),
        ("_sha3.shake_256", NEW_SHAKE_256, SHAKE),
    ];
    for (key, new, digests) in classes {
        let class = hash_class(vm, key, &[new, digests], 0);
        vm.add_attrs(&class, ATTRS);
        put(vm, dict, &key[6..], class.value());
    }
    put_str(vm, dict, "implementation", "RustCrypto");
    put_ints(vm, dict, &[super::GIL_MINSIZE]);
    Ok(())
}
