//! HMAC (RFC 2104) as an object, and `_hmac`.

use std::cell::RefCell;

use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::types::flags::NO_NEW;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::native::NativeDef;
use crate::vm::{Raised, Res, Vm};
use crate::{attrs, natives, payload};

use super::super::support::{ClassSpec, buffer_arg, new_class, new_error_class, put, put_ints};
use super::algorithm::{Algorithm, PADS, State, hmac_key};
use super::object::{feed, hex};

payload! {
    /// A keyed hash object.
    pub struct Hmac as "HMAC" { } plain {
        inner: RefCell<State>,
        outer: State,
    }
}

impl Hmac {
    /// A keyed hash of nothing yet.
    pub fn new(algorithm: Algorithm, key: &[u8]) -> Hmac {
        let key = hmac_key(algorithm, key);
        let [inner, outer] = PADS.map(|pad| {
            let mut h = algorithm.start();
            h.update(&key.iter().map(|b| b ^ pad).collect::<Vec<u8>>());
            h
        });
        Hmac { inner: RefCell::new(inner), outer }
    }

    /// Takes more data.
    pub fn update(&self, data: &[u8]) {
        self.inner.borrow_mut().update(data);
    }

    /// The keyed digest.
    pub fn digest(&self) -> Vec<u8> {
        let mut h = self.outer.clone();
        h.update(&self.inner.borrow().digest());
        h.digest()
    }
}

natives! { static METHODS;
    /// Update the HMAC object with msg.
    fn update(vm, this: Ref<Hmac>, /, msg: Value) -> Res<()> { feed(vm, &msg, |d| this.update(d)) }
    /// Return the digest of the bytes passed to the update() method so far.
    fn digest(vm, this: Ref<Hmac>, /) -> Value {
        let d = this.digest();
        vm.heap.bytes_from_vec(d).into_value()
    }
    /// Return hexadecimal digest of the bytes passed to the update() method so far.
    fn hexdigest(vm, this: Ref<Hmac>, /) -> String { hex(&this.digest()) }
    /// Return a copy ("clone") of the HMAC object.
    fn copy(vm, this: Ref<Hmac>, /) -> Ref<Hmac> {
        let copied = Hmac { inner: this.inner.clone(), outer: this.outer.clone() };
        vm.heap.alloc(this.obj().class(), copied)
    }
    /// Return repr(self).
    fn __repr__(vm, this: Ref<Hmac>, /) -> String {
        format!("<{} HMAC object @ {:#x}>", this.outer.algorithm.name(), this.obj().addr())
    }
}

attrs! { static ATTRS for Hmac;
    /// The name of the object, with that of its algorithm.
    fn name(vm, this) -> String { format!("hmac-{}", this.outer.algorithm.name()) }
    /// Bytes of the digest.
    fn digest_size(vm, this) -> usize { this.outer.digest_size }
    /// Bytes of a block.
    fn block_size(vm, this) -> usize { this.outer.algorithm.block_size() }
}

/// A class of keyed hash objects.
pub fn hmac_class(vm: &mut Vm, key: &'static str, module: &'static str) -> Ref<TypeObj> {
    let class =
        new_class(vm, &ClassSpec { name: "HMAC", module, flags: NO_NEW, methods: METHODS, next: None });
    vm.add_attrs(&class, ATTRS);
    vm.extra_types.insert(key, class.clone());
    class
}

/// A keyed hash object with its first data.
pub fn make(
    vm: &mut Vm,
    class: &'static str,
    algorithm: Algorithm,
    key: &Value,
    msg: &Value,
) -> Res<Ref<Hmac>> {
    let key = buffer_arg(vm, key)?;
    let h = Hmac::new(algorithm, &key);
    if !msg.is_undef() && !msg.is_none() {
        feed(vm, msg, |d| h.update(d))?;
    }
    let class = vm.extra_types[class].clone();
    Ok(vm.heap.alloc(&class, h))
}

/// The keyed digest of one message.
pub fn digest_of(vm: &mut Vm, algorithm: Algorithm, key: &Value, msg: &Value) -> Res {
    let key = buffer_arg(vm, key)?;
    let h = Hmac::new(algorithm, &key);
    let msg = buffer_arg(vm, msg)?;
    h.update(&msg);
    Ok(vm.heap.bytes_from_vec(h.digest()).into_value())
}

fn unknown(vm: &mut Vm, digestmod: &Value) -> Raised {
    let class = vm.extra_types["_hmac.UnknownHashError"].clone();
    match vm.repr(digestmod) {
        Ok(shown) => vm.error(&class, &format!("unsupported hash type: {}", shown.to_text())),
        Err(raised) => raised,
    }
}

/// The algorithm of a name that `_hmac` knows.
fn known(vm: &mut Vm, digestmod: &Value) -> Res<Algorithm> {
    let found = digestmod.cast::<StrObj>().and_then(|name| {
        let name = name.to_text();
        let usual = name.chars().all(|c| !c.is_lowercase()) || name.chars().all(|c| !c.is_uppercase());
        let name = name.to_lowercase();
        let name = match name.as_str() {
            "blake2b_32" => "blake2b",
            "blake2s_32" => "blake2s",
            other => other,
        };
        Algorithm::named(name).filter(|a| usual && a.name() == name)
    });
    match found {
        Some(a)
            if !a.is_xof() && !matches!(a, Algorithm::Ripemd160 | Algorithm::Sm3 | Algorithm::Md5Sha1) =>
        {
            Ok(a)
        }
        _ => Err(unknown(vm, digestmod)),
    }
}

natives! { static FUNCTIONS;
    /// Return a new HMAC object.
    fn new(vm, /, key: Value, msg: Value = Value::None, digestmod: Value = Value::Undef) -> Res<Ref<Hmac>> {
        if digestmod.is_undef() {
            return Err(vm.type_error("new() missing 1 required argument 'digestmod'"));
        }
        let algorithm = known(vm, &digestmod)?;
        make(vm, "_hmac.HMAC", algorithm, &key, &msg)
    }
    /// Return the keyed digest of a message.
    fn compute_digest(vm, /, key: Value, msg: Value, digest: Value) -> Res {
        let algorithm = known(vm, &digest)?;
        digest_of(vm, algorithm, &key, &msg)
    }
}

macro_rules! one_shots {
    ($($name:ident $algorithm:ident;)*) => {
        natives! { static ONE_SHOTS; $(
            /// Return the keyed digest of a message.
            fn $name(vm, key: Value, msg: Value, /) -> Res { digest_of(vm, Algorithm::$algorithm, &key, &msg) }
        )* }
    };
}
one_shots! {
    compute_md5 Md5; compute_sha1 Sha1; compute_sha224 Sha224; compute_sha256 Sha256; compute_sha384 Sha384; compute_sha512 Sha512;
    compute_sha3_224 Sha3_224; compute_sha3_256 Sha3_256; compute_sha3_384 Sha3_384; compute_sha3_512 Sha3_512;
    compute_blake2s_32 Blake2s; compute_blake2b_32 Blake2b;
}

/// Fills `_hmac`.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let tables: [&'static [NativeDef]; 2] = [FUNCTIONS, ONE_SHOTS];
    tables.into_iter().for_each(|table| vm.add_functions(dict, "_hmac", table));
    let base = vm.types().value_error.clone();
    let error = new_error_class(vm, "_hmac.UnknownHashError", &base)?;
    put(vm, dict, "UnknownHashError", error.into_value());
    let class = hmac_class(vm, "_hmac.HMAC", "_hmac");
    put(vm, dict, "HMAC", class.value());
    put_ints(vm, dict, &[super::GIL_MINSIZE]);
    Ok(())
}
