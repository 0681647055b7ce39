//! `_hashlib`: what `hashlib` and `hmac` of the Lib take from OpenSSL in CPython, on our own algorithms.

use crate::object::dict::DictObj;
use crate::object::function::NativeObj;
use crate::object::str::StrObj;
use crate::object::types::flags::{BASE, NO_NEW};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Raised, Res, Vm};
use crate::{attrs, natives};

use super::super::support::{buffer_arg, lift, new_error_class, put, put_ints, size_arg};
use super::algorithm::Algorithm;
use super::hmac::{self, Hmac};
use super::object::{DIGESTS, Hash, hash_class, hex, make};
use super::sha3::squeeze;

const MAX: i64 = i32::MAX as i64;

fn unsupported(vm: &mut Vm, message: &str) -> Raised {
    let class = vm.extra_types["_hashlib.UnsupportedDigestmodError"].clone();
    vm.error(&class, message)
}

fn named(vm: &mut Vm, name: &Ref<StrObj>) -> Res<Algorithm> {
    match Algorithm::named(&name.to_text()) {
        Some(a) => Ok(a),
        None => Err(unsupported(vm, "[digital envelope routines] unsupported")),
    }
}

/// The algorithm of a name or of a constructor of this module.
fn of_digestmod(vm: &mut Vm, digestmod: &Value) -> Res<Algorithm> {
    if let Some(name) = digestmod.to_ref::<StrObj>() {
        return named(vm, &name);
    }
    let constructor = digestmod.cast::<NativeObj>().and_then(|n| {
        crate::vm::native::def_of(n).name().strip_prefix("openssl_").and_then(Algorithm::named)
    });
    match constructor {
        Some(a) => Ok(a),
        None => {
            let shown = vm.repr(digestmod)?.to_text();
            Err(unsupported(vm, &format!("Unsupported digestmod {shown}")))
        }
    }
}

fn keyed(vm: &mut Vm, digestmod: &Value) -> Res<Algorithm> {
    let a = of_digestmod(vm, digestmod)?;
    if a.is_xof() { Err(vm.value_error("no reason supplied")) } else { Ok(a) }
}

fn open(vm: &mut Vm, algorithm: Algorithm, data: Value, string: Value) -> Res<Ref<Hash>> {
    let class = if algorithm.is_xof() { "_hashlib.HASHXOF" } else { "_hashlib.HASH" };
    let class = vm.extra_types[class].clone();
    make(vm, &class, algorithm.start(), data, string)
}

macro_rules! constructors {
    ($($name:ident $algorithm:ident;)*) => {
        natives! { static CONSTRUCTORS; $(
            /// Return a hash object; optionally initialized with a string.
            fn $name(vm, /, data: Value = Value::Undef, *, usedforsecurity: bool = true, string: Value = Value::Undef) -> Res<Ref<Hash>> {
                open(vm, Algorithm::$algorithm, data.take(), string.take())
            }
        )* }
    };
}
constructors! {
    openssl_md5 Md5; openssl_sha1 Sha1; openssl_sha224 Sha224; openssl_sha256 Sha256; openssl_sha384 Sha384; openssl_sha512 Sha512;
    openssl_sha3_224 Sha3_224; openssl_sha3_256 Sha3_256; openssl_sha3_384 Sha3_384; openssl_sha3_512 Sha3_512;
    openssl_shake_128 Shake128; openssl_shake_256 Shake256;
}

natives! { static FUNCTIONS;
    /// Return a new hash object using the named algorithm.
    fn new(vm, /, name: Ref<StrObj>, data: Value = Value::Undef, *, usedforsecurity: bool = true, string: Value = Value::Undef) -> Res<Ref<Hash>> {
        let algorithm = named(vm, &name)?;
        open(vm, algorithm, data.take(), string.take())
    }
    /// Password based key derivation function 2 (PKCS #5 v2.0) with HMAC as pseudorandom function.
    fn pbkdf2_hmac(vm, /, hash_name: Ref<StrObj>, password: Value, salt: Value, iterations: i64, dklen: Value = Value::None) -> Res {
        pbkdf2(vm, &hash_name, [&password, &salt], iterations, &dklen)
    }
    /// scrypt password-based key derivation function.
    fn scrypt(vm, /, password: Value, *, salt: Value, n: Value, r: Value, p: Value, maxmem: i64 = 0, dklen: i64 = 64) -> Res {
        stretch(vm, [&password, &salt], [&n, &r, &p], maxmem, dklen)
    }
    /// Determine the OpenSSL FIPS mode of operation.
    fn get_fips_mode(vm, /) -> i64 { 0 }
    /// Return 'a == b', in a time that does not depend on where they differ.
    fn compare_digest(vm, a: Value, b: Value, /) -> Res<bool> { super::compare_digest(vm, &a, &b) }
    /// Single-shot HMAC.
    fn hmac_digest(vm, /, key: Value, msg: Value, digest: Value) -> Res {
        let algorithm = keyed(vm, &digest)?;
        hmac::digest_of(vm, algorithm, &key, &msg)
    }
    /// Return a new hmac object.
    fn hmac_new(vm, /, key: Value, msg: Value = Value::Undef, digestmod: Value = Value::Undef) -> Res<Ref<Hmac>> {
        if digestmod.is_undef() {
            return Err(vm.type_error("Missing required parameter 'digestmod'."));
        }
        buffer_arg(vm, &key)?;
        let algorithm = keyed(vm, &digestmod)?;
        hmac::make(vm, "_hashlib.HMAC", algorithm, &key, &msg)
    }
}

fn pbkdf2(vm: &mut Vm, name: &Ref<StrObj>, [password, salt]: [&Value; 2], rounds: i64, dklen: &Value) -> Res {
    let (password, salt) = (buffer_arg(vm, password)?, buffer_arg(vm, salt)?);
    let algorithm = named(vm, name)?;
    if rounds < 1 {
        return Err(vm.value_error("iteration value must be greater than 0."));
    }
    if rounds > MAX {
        return Err(vm.overflow_error("iteration value is too great."));
    }
    let length = if dklen.is_none() { algorithm.digest_size() as i64 } else { vm.to_i64(dklen)? };
    if length < 1 {
        return Err(vm.value_error("key length must be greater than 0."));
    }
    if length > MAX {
        return Err(vm.overflow_error("key length is too great."));
    }
    let mut out = lift(vm, crate::object::buffer::repeated(&[0u8], length as usize))?;
    if !algorithm.pbkdf2(&password, &salt, rounds as u32, &mut out) {
        return Err(vm.value_error("[digital envelope routines] xof digests not allowed"));
    }
    Ok(vm.heap.bytes_from_vec(out).into_value())
}

fn stretch(vm: &mut Vm, [password, salt]: [&Value; 2], nrp: [&Value; 3], maxmem: i64, dklen: i64) -> Res {
    let (password, salt) = (buffer_arg(vm, password)?, buffer_arg(vm, salt)?);
    let [n, r, p] = [size_arg(vm, nrp[0])?, size_arg(vm, nrp[1])?, size_arg(vm, nrp[2])?];
    if n < 2 || !n.is_power_of_two() {
        return Err(vm.value_error("n must be a power of 2."));
    }
    if !(0..=MAX).contains(&maxmem) {
        return Err(vm.value_error(format!("maxmem must be positive and smaller than {MAX}")));
    }
    if !(1..=MAX).contains(&dklen) {
        return Err(vm.value_error(format!("dklen must be greater than 0 and smaller than {MAX}")));
    }
    let wrong = "Invalid parameter combination for n, r, p, maxmem.";
    if r == 0 || p == 0 || p > ((1 << 30) - 1) / r {
        return Err(vm.value_error(wrong));
    }
    // What OpenSSL counts: the big table, the blocks, two blocks of work.
    let needed = 128u128 * u128::from(r) * (u128::from(n) + 2 + u128::from(p));
    let limit = if maxmem == 0 { 32 << 20 } else { maxmem as u128 };
    if needed > limit {
        return Err(vm.value_error("[digital envelope routines] memory limit exceeded"));
    }
    vm.room_for(needed as usize)?;
    let mut out = lift(vm, crate::object::buffer::repeated(&[0u8], dklen as usize))?;
    let done = scrypt::Params::new(n.trailing_zeros() as u8, r as u32, p as u32)
        .is_ok_and(|params| scrypt::scrypt(&password, &salt, &params, &mut out).is_ok());
    if !done {
        return Err(vm.value_error(wrong));
    }
    Ok(vm.heap.bytes_from_vec(out).into_value())
}

fn length_of(vm: &mut Vm, length: i64) -> Res<usize> {
    match usize::try_from(length) {
        Ok(n) => Ok(n),
        Err(_) => {
            Err(vm
                .error(&vm.types().system_error.clone(), "Negative size passed to PyBytes_FromStringAndSize"))
        }
    }
}

natives! { static XOF;
    /// Return the digest value as a bytes object.
    fn digest(vm, this: Ref<Hash>, /, length: i64) -> Res {
        let n = length_of(vm, length)?;
        let out = squeeze(vm, &this, n)?;
        Ok(vm.heap.bytes_from_vec(out).into_value())
    }
    /// Return the digest value as a string of hexadecimal digits.
    fn hexdigest(vm, this: Ref<Hash>, /, length: i64) -> Res<String> {
        let n = length_of(vm, length)?;
        vm.room_for(n.saturating_mul(3))?;
        Ok(hex(&squeeze(vm, &this, n)?))
    }
}

attrs! { static XOF_ATTRS for Hash;
    /// There is no size of its own.
    fn digest_size(vm, this) -> i64 { 0 }
}

natives! { static REPR;
    /// Return repr(self).
    fn __repr__(vm, this: Ref<Hash>, /) -> String {
        let (name, class) = (this.state.borrow().algorithm.name(), this.obj().class().name_text());
        format!("<{name} _hashlib.{class} object @ {:#x}>", this.obj().addr())
    }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_hashlib", FUNCTIONS);
    vm.add_functions(dict, "_hashlib", CONSTRUCTORS);
    // A module that is made anew has the same classes: hashes are of these only.
    let known = |vm: &Vm, name: &str| vm.extra_types.get(name).cloned();
    let hash = match known(vm, "_hashlib.HASH") {
        Some(class) => class,
        None => hash_class(vm, "_hashlib.HASH", &[DIGESTS, REPR], NO_NEW | BASE),
    };
    put(vm, dict, "HASH", hash.value());
    let xof: Ref<TypeObj> = match known(vm, "_hashlib.HASHXOF") {
        Some(class) => class,
        None => {
            let xof = vm.new_type("HASHXOF", "_hashlib", &hash, NO_NEW | BASE);
            vm.add_methods(&xof, XOF);
            vm.add_attrs(&xof, XOF_ATTRS);
            xof
        }
    };
    put(vm, dict, "HASHXOF", xof.value());
    vm.extra_types.insert("_hashlib.HASHXOF", xof);
    let keyed = hmac::hmac_class(vm, "_hashlib.HMAC", "_hashlib");
    put(vm, dict, "HMAC", keyed.value());
    let base = vm.types().value_error.clone();
    let error = new_error_class(vm, "_hashlib.UnsupportedDigestmodError", &base)?;
    put(vm, dict, "UnsupportedDigestmodError", error.into_value());
    let names: Vec<Value> = Algorithm::names().map(|n| vm.heap.intern(n).into_value()).collect();
    let names = vm.heap.tuple(names).into_value();
    let frozenset = vm.types().frozenset.value();
    let names = vm.call(&frozenset, &[names])?;
    put(vm, dict, "openssl_md_meth_names", names);
    put_constructors(vm, dict)?;
    put_ints(vm, dict, &[super::GIL_MINSIZE]);
    Ok(())
}

/// The names of the constructors, by constructor.
fn put_constructors(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let named = vm.heap.dict();
    for def in CONSTRUCTORS {
        if let (Some(f), Some(name)) =
            (dict.get_text(vm.heap, def.name()), def.name().strip_prefix("openssl_"))
        {
            let name = vm.heap.intern(name).into_value();
            vm.set_item(&named.value(), &f, name)?;
        }
    }
    let proxy = vm.extra_types[crate::natives::types::dict_views::PROXY].value();
    let proxy = vm.call(&proxy, &[named.into_value()])?;
    put(vm, dict, "_constructors", proxy);
    Ok(())
}
