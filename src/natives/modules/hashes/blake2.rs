//! `_blake2`: BLAKE2b and BLAKE2s with all their parameters.

use crate::natives;
use crate::natives::types::support::bytes_like;
use crate::object::dict::DictObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};

use super::super::support::{put, put_ints, size_arg};
use super::algorithm::State;
use super::object::{DIGESTS, Hash, hash_class, make};

/// What the two differ in.
struct Limits {
    name: &'static str,
    digest: usize,
    /// Bytes of the salt, and of the personalisation.
    salt: usize,
    /// Offsets of nodes are below this.
    offsets: u64,
}

const B: Limits = Limits { name: "Blake2b", digest: 64, salt: 16, offsets: u64::MAX };
const S: Limits = Limits { name: "Blake2s", digest: 32, salt: 8, offsets: (1 << 48) - 1 };

/// The arguments of a constructor, looked at.
struct Parameters {
    digest_size: usize,
    key: Vec<u8>,
    salt: Vec<u8>,
    person: Vec<u8>,
    fanout: u8,
    depth: u8,
    leaf_size: u32,
    node_offset: u64,
    node_depth: u8,
    inner_size: usize,
    last_node: bool,
}

fn bytes_of(vm: &mut Vm, v: &Value) -> Res<Vec<u8>> {
    if v.is_undef() {
        return Ok(Vec::new());
    }
    bytes_like(vm, v)
}

fn look(
    vm: &mut Vm,
    limits: &Limits,
    digest_size: i64,
    [key, salt, person]: [Value; 3],
    [fanout, depth, node_depth, inner_size]: [i64; 4],
    [leaf_size, node_offset]: [Value; 2],
    last_node: bool,
) -> Res<Parameters> {
    let (key, salt, person) = (bytes_of(vm, &key)?, bytes_of(vm, &salt)?, bytes_of(vm, &person)?);
    if digest_size < 1 || digest_size > limits.digest as i64 {
        return Err(vm.value_error(format!(
            "digest_size for {} must be between 1 and {} bytes, here it is {digest_size}",
            limits.name, limits.digest
        )));
    }
    for (what, data) in [("salt", &salt), ("person", &person)] {
        if data.len() > limits.salt {
            return Err(vm.value_error(format!("maximum {what} length is {} bytes", limits.salt)));
        }
    }
    let mut small = |what: &str, low: i64, n: i64| match u8::try_from(n) {
        Ok(b) if n >= low => Ok(b),
        _ => Err(vm.value_error(format!("{what} must be between {low} and 255"))),
    };
    let (fanout, depth) = (small("fanout", 0, fanout)?, small("depth", 1, depth)?);
    let leaf_size = size_arg(vm, &leaf_size)?;
    let leaf_size = u32::try_from(leaf_size).map_err(|_| vm.overflow_error("leaf_size is too large"))?;
    let node_offset = size_arg(vm, &node_offset)?;
    if node_offset > limits.offsets {
        return Err(vm.overflow_error("node_offset is too large"));
    }
    let node_depth = match u8::try_from(node_depth) {
        Ok(b) => b,
        Err(_) => return Err(vm.value_error("node_depth must be between 0 and 255")),
    };
    if inner_size < 0 || inner_size > limits.digest as i64 {
        return Err(vm.value_error(format!("inner_size must be between 0 and is {}", limits.digest)));
    }
    if key.len() > limits.digest {
        return Err(vm.value_error(format!("maximum key length is {} bytes", limits.digest)));
    }
    Ok(Parameters {
        digest_size: digest_size as usize,
        key,
        salt,
        person,
        fanout,
        depth,
        leaf_size,
        node_offset,
        node_depth,
        inner_size: inner_size as usize,
        last_node,
    })
}

macro_rules! state_of {
    ($p:expr, $crate_:ident, $make:ident) => {{
        let p = $p;
        let state = $crate_::Params::new()
            .hash_length(p.digest_size)
            .key(&p.key)
            .salt(&p.salt)
            .personal(&p.person)
            .fanout(p.fanout)
            .max_depth(p.depth)
            .max_leaf_length(p.leaf_size)
            .node_offset(p.node_offset)
            .node_depth(p.node_depth)
            .inner_hash_length(p.inner_size)
            .last_node(p.last_node)
            .to_state();
        State::$make(state, p.digest_size)
    }};
}

natives! { static NEW_B;
    /// Return a new BLAKE2b hash object.
    fn __new__(vm, cls: Ref<TypeObj>, /, data: Value = Value::Undef, *, digest_size: i64 = 64, key: Value = Value::Undef, salt: Value = Value::Undef,
        person: Value = Value::Undef, fanout: i64 = 1, depth: i64 = 1, leaf_size: Value = Value::Int(0), node_offset: Value = Value::Int(0), node_depth: i64 = 0,
        inner_size: i64 = 0, last_node: bool = false, usedforsecurity: bool = true, string: Value = Value::Undef
    ) -> Res<Ref<Hash>> {
        let (texts, numbers) = ([key.take(), salt.take(), person.take()], [fanout, depth, node_depth, inner_size]);
        let p = look(vm, &B, digest_size, texts, numbers, [leaf_size.take(), node_offset.take()], last_node)?;
        make(vm, &cls, state_of!(p, blake2b_simd, blake2b), data.take(), string.take())
    }
}

natives! { static NEW_S;
    /// Return a new BLAKE2s hash object.
    fn __new__(vm, cls: Ref<TypeObj>, /, data: Value = Value::Undef, *, digest_size: i64 = 32, key: Value = Value::Undef, salt: Value = Value::Undef,
        person: Value = Value::Undef, fanout: i64 = 1, depth: i64 = 1, leaf_size: Value = Value::Int(0), node_offset: Value = Value::Int(0), node_depth: i64 = 0,
        inner_size: i64 = 0, last_node: bool = false, usedforsecurity: bool = true, string: Value = Value::Undef
    ) -> Res<Ref<Hash>> {
        let (texts, numbers) = ([key.take(), salt.take(), person.take()], [fanout, depth, node_depth, inner_size]);
        let p = look(vm, &S, digest_size, texts, numbers, [leaf_size.take(), node_offset.take()], last_node)?;
        make(vm, &cls, state_of!(p, blake2s_simd, blake2s), data.take(), string.take())
    }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    for (key, new, limits) in [("_blake2.blake2b", NEW_B, B), ("_blake2.blake2s", NEW_S, S)] {
        let class = hash_class(vm, key, &[new, DIGESTS], 0);
        let name = &key[8..];
        put(vm, dict, name, class.value());
        let sizes = [
            ("SALT_SIZE", limits.salt),
            ("PERSON_SIZE", limits.salt),
            ("MAX_KEY_SIZE", limits.digest),
            ("MAX_DIGEST_SIZE", limits.digest),
        ];
        for (what, n) in sizes {
            let n = Value::Int(n as i64);
            class.set_later(&vm.heap.intern(what), n.clone());
            put(vm, dict, &format!("{}_{what}", name.to_uppercase()), n);
        }
    }
    put_ints(vm, dict, &[super::GIL_MINSIZE]);
    Ok(())
}
