//! Module `builtins`: its functions, classes and constants. Comes in: a fresh VM. Goes out: the filled dict that every module's names end in.
//! Read `objects.rs` first: the functions on objects as such; `numbers.rs`, `iteration.rs`, `code.rs`, `output.rs` hold the others.

mod anext;
mod code;
mod help;
mod iteration;
mod numbers;
mod objects;
mod order;
mod output;

pub use order::lay_out;

use crate::object::Value;
use crate::vm::{Res, Vm};

/// Fills the dict of module `builtins`.
pub fn install(vm: &mut Vm) -> Res<()> {
    let dict = vm.builtins.clone();
    dict.set_str(&vm.names.__name__, vm.heap.str("builtins").into_value());
    for table in
        [objects::FUNCTIONS, numbers::FUNCTIONS, iteration::FUNCTIONS, code::FUNCTIONS, output::FUNCTIONS]
    {
        vm.add_functions(&dict, "builtins", table);
    }
    for class in vm.types().all() {
        let name = class.name_text();
        if is_public(vm, class, &name) {
            dict.set_text(vm.heap, &name, class.value());
        }
    }
    let t = vm.types();
    for (name, v) in [
        ("None", Value::None),
        ("True", Value::True),
        ("False", Value::False),
        ("Ellipsis", t.ellipsis_value.clone()),
        ("NotImplemented", t.not_implemented.clone()),
        ("EnvironmentError", t.os_error.value()),
        ("IOError", t.os_error.value()),
        ("__debug__", Value::bool(vm.options.optimize == 0)),
        ("__doc__", vm.heap.str("Built-in functions, types, exceptions, and other objects.").into_value()),
        ("__package__", vm.heap.str("").into_value()),
        ("__loader__", Value::None),
        ("__spec__", Value::None),
    ] {
        dict.set_text(vm.heap, name, v);
    }
    help::install(vm, &dict);
    anext::install(vm);
    Ok(())
}

/// Whether a built-in class is a name of `builtins`; the others are reached through `types` or through their instances.
fn is_public(vm: &Vm, class: &crate::object::Ref<crate::object::TypeObj>, name: &str) -> bool {
    use crate::object::types::flags::EXCEPTION;
    if class.has(EXCEPTION) {
        return !matches!(name, "CancelledError" | "DeadlockError");
    }
    let t = vm.types();
    [
        &t.object,
        &t.type_,
        &t.str_,
        &t.dict,
        &t.tuple,
        &t.int,
        &t.bool_,
        &t.float,
        &t.complex,
        &t.bytes,
        &t.bytearray,
        &t.list,
        &t.set,
        &t.frozenset,
        &t.range,
        &t.slice,
        &t.property,
        &t.classmethod,
        &t.staticmethod,
        &t.reversed,
    ]
    .iter()
    .any(|c| c.is(class))
}
