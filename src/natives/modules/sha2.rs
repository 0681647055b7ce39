//! `_sha2`: SHA-224, 256, 384 and 512 as objects that take bytes and tell their digest.

use std::cell::RefCell;

use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};

use crate::object::dict::DictObj;
use crate::object::types::flags::NO_NEW;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};
use crate::{attrs, natives, payload};

use super::support::{ClassSpec, buffer_arg, new_class, put};

/// The hash that is being computed.
#[derive(Clone)]
pub enum State {
    Sha224(Sha224),
    Sha256(Sha256),
    Sha384(Sha384),
    Sha512(Sha512),
}

payload! {
    /// A hash object.
    pub struct Hash as "_sha2.SHA2Type" { } plain {
        /// Boxed: its alignment is more than the heap has.
        state: Box<RefCell<State>>,
    }
}

impl State {
    fn update(&mut self, data: &[u8]) {
        match self {
            State::Sha224(h) => h.update(data),
            State::Sha256(h) => h.update(data),
            State::Sha384(h) => h.update(data),
            State::Sha512(h) => h.update(data),
        }
    }

    fn digest(&self) -> Vec<u8> {
        match self.clone() {
            State::Sha224(h) => h.finalize().to_vec(),
            State::Sha256(h) => h.finalize().to_vec(),
            State::Sha384(h) => h.finalize().to_vec(),
            State::Sha512(h) => h.finalize().to_vec(),
        }
    }

    fn describe(&self) -> (&'static str, usize, usize) {
        match self {
            State::Sha224(_) => ("sha224", 28, 64),
            State::Sha256(_) => ("sha256", 32, 64),
            State::Sha384(_) => ("sha384", 48, 128),
            State::Sha512(_) => ("sha512", 64, 128),
        }
    }
}

fn start(vm: &mut Vm, mut state: State, data: &Value) -> Res<Ref<Hash>> {
    if data.is_a::<crate::object::str::StrObj>() {
        return Err(vm.type_error("Strings must be encoded before hashing"));
    }
    if !data.is_undef() {
        let data = buffer_arg(vm, data)?;
        state.update(&data);
    }
    let class = vm.extra_types["_sha2.SHA2Type"].clone();
    Ok(vm.heap.alloc(&class, Hash { state: Box::new(RefCell::new(state)) }))
}

natives! { static METHODS;
    /// Update this hash object's state with the provided bytes.
    fn update(vm, this: Ref<Hash>, obj: Value, /) -> Res<()> {
        if obj.is_a::<crate::object::str::StrObj>() {
            return Err(vm.type_error("Strings must be encoded before hashing"));
        }
        let data = buffer_arg(vm, &obj)?;
        this.state.borrow_mut().update(&data);
        Ok(())
    }
    /// Return the digest value as a bytes object.
    fn digest(vm, this: Ref<Hash>, /) -> Value { vm.heap.bytes_from_vec(this.state.borrow().digest()).into_value() }
    /// Return the digest value as a string of hexadecimal digits.
    fn hexdigest(vm, this: Ref<Hash>, /) -> String {
        this.state.borrow().digest().iter().map(|b| format!("{b:02x}")).collect::<String>()
    }
    /// Return a copy of the hash object.
    fn copy(vm, this: Ref<Hash>, /) -> Ref<Hash> {
        let state = this.state.borrow().clone();
        vm.heap.alloc(this.obj().class(), Hash { state: Box::new(RefCell::new(state)) })
    }
    /// Return repr(self).
    fn __repr__(vm, this: Ref<Hash>, /) -> String {
        format!("<{} _sha2 object @ {:#x}>", this.state.borrow().describe().0, this.addr())
    }
}

attrs! { static ATTRS for Hash;
    /// The algorithm's name.
    fn name(vm, this) -> &'static str { this.state.borrow().describe().0 }
    /// Bytes of the digest.
    fn digest_size(vm, this) -> usize { this.state.borrow().describe().1 }
    /// Bytes of a block.
    fn block_size(vm, this) -> usize { this.state.borrow().describe().2 }
}

natives! { static FUNCTIONS;
    /// Return a new SHA-224 hash object.
    fn sha224(vm, /, string: Value = Value::Undef, *, usedforsecurity: bool = true) -> Res<Ref<Hash>> {
        let _ = usedforsecurity;
        start(vm, State::Sha224(Sha224::new()), &string)
    }
    /// Return a new SHA-256 hash object.
    fn sha256(vm, /, string: Value = Value::Undef, *, usedforsecurity: bool = true) -> Res<Ref<Hash>> {
        let _ = usedforsecurity;
        start(vm, State::Sha256(Sha256::new()), &string)
    }
    /// Return a new SHA-384 hash object.
    fn sha384(vm, /, string: Value = Value::Undef, *, usedforsecurity: bool = true) -> Res<Ref<Hash>> {
        let _ = usedforsecurity;
        start(vm, State::Sha384(Sha384::new()), &string)
    }
    /// Return a new SHA-512 hash object.
    fn sha512(vm, /, string: Value = Value::Undef, *, usedforsecurity: bool = true) -> Res<Ref<Hash>> {
        let _ = usedforsecurity;
        start(vm, State::Sha512(Sha512::new()), &string)
    }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let c = new_class(
        vm,
        &ClassSpec { name: "SHA2Type", module: "_sha2", flags: NO_NEW, methods: METHODS, next: None },
    );
    vm.add_attrs(&c, ATTRS);
    put(vm, dict, "SHA2Type", c.value());
    vm.extra_types.insert("_sha2.SHA2Type", c);
    vm.add_functions(dict, "_sha2", FUNCTIONS);
    Ok(())
}
