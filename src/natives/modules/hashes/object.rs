//! Hash objects: one payload for all classes of them, the methods that they share, and how one is made from a constructor's arguments.

use std::cell::RefCell;

use crate::natives::types::buffer::Buffer;
use crate::object::str::StrObj;
use crate::object::types::flags::NO_NEW;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};
use crate::{attrs, natives, payload};

use super::super::support::{ClassSpec, new_class};
use super::algorithm::{Algorithm, State};

payload! {
    /// A hash object.
    pub struct Hash as "_hashlib.HASH" { } plain {
        /// What was computed so far.
        pub state: RefCell<State>,
    }
}

/// Feeds a bytes-like object to a hash.
pub fn feed(vm: &mut Vm, data: &Value, take: impl FnOnce(&[u8])) -> Res<()> {
    if data.is_a::<StrObj>() {
        return Err(vm.type_error("Strings must be encoded before hashing"));
    }
    match Buffer::try_of(vm, data)? {
        Some(buffer) => {
            buffer.with(take);
            buffer.release(vm)
        }
        None => Err(vm.type_error("object supporting the buffer API required")),
    }
}

/// The data of a constructor's two ways to give it; Undef where there is none.
pub fn initial(vm: &mut Vm, data: Value, string: Value) -> Res {
    match (data.is_undef(), string.is_undef() || string.is_none()) {
        (false, false) => Err(vm.type_error(
            "'data' and 'string' are mutually exclusive and support for 'string' keyword parameter is slated for removal in a future version.",
        )),
        (true, false) => Ok(string),
        _ => Ok(data),
    }
}

/// A hash object of a class, with its first data.
pub fn make(
    vm: &mut Vm,
    class: &Ref<TypeObj>,
    mut state: State,
    data: Value,
    string: Value,
) -> Res<Ref<Hash>> {
    let data = initial(vm, data, string)?;
    if !data.is_undef() {
        feed(vm, &data, |d| state.update(d))?;
    }
    Ok(vm.heap.alloc(class, Hash { state: RefCell::new(state) }))
}

/// A hash object of the class that a module put aside under this name.
pub fn start(
    vm: &mut Vm,
    class: &'static str,
    algorithm: Algorithm,
    data: Value,
    string: Value,
) -> Res<Ref<Hash>> {
    let class = vm.extra_types[class].clone();
    make(vm, &class, algorithm.start(), data, string)
}

/// Bytes in hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut out = String::with_capacity(bytes.len() * 2);
    for b in bytes {
        out.push(char::from(DIGITS[usize::from(b >> 4)]));
        out.push(char::from(DIGITS[usize::from(b & 15)]));
    }
    out
}

natives! { pub static COMMON;
    /// Update this hash object's state with the provided string.
    fn update(vm, this: Ref<Hash>, data: Value, /) -> Res<()> {
        feed(vm, &data, |d| this.state.borrow_mut().update(d))
    }
    /// Return a copy of the hash object.
    fn copy(vm, this: Ref<Hash>, /) -> Ref<Hash> {
        let state = this.state.borrow().clone();
        vm.heap.alloc(this.obj().class(), Hash { state: RefCell::new(state) })
    }
}

natives! { pub static DIGESTS;
    /// Return the digest value as a bytes object.
    fn digest(vm, this: Ref<Hash>, /) -> Value {
        let d = this.state.borrow().digest();
        vm.heap.bytes_from_vec(d).into_value()
    }
    /// Return the digest value as a string of hexadecimal digits.
    fn hexdigest(vm, this: Ref<Hash>, /) -> String { hex(&this.state.borrow().digest()) }
}

attrs! { pub static ATTRS for Hash;
    /// The name of the algorithm.
    fn name(vm, this) -> &'static str { this.state.borrow().algorithm.name() }
    /// Number of bytes in this hashes output.
    fn digest_size(vm, this) -> usize { this.state.borrow().digest_size }
    /// Number of bytes in a block.
    fn block_size(vm, this) -> usize { this.state.borrow().algorithm.block_size() }
}

/// A class of hash objects, put aside under `module.name`.
pub fn hash_class(
    vm: &mut Vm,
    key: &'static str,
    more: &[&'static [crate::vm::native::NativeDef]],
    flags: u32,
) -> Ref<TypeObj> {
    let (module, name) = key.split_once('.').unwrap_or(("", key));
    let class = new_class(vm, &ClassSpec { name, module, flags, methods: COMMON, next: None });
    more.iter().for_each(|table| vm.add_methods(&class, table));
    vm.add_attrs(&class, ATTRS);
    vm.extra_types.insert(key, class.clone());
    class
}

/// A class whose instances have a digest of a fixed length, and that cannot be called.
pub fn closed_class(vm: &mut Vm, key: &'static str) -> Ref<TypeObj> {
    hash_class(vm, key, &[DIGESTS], NO_NEW)
}
