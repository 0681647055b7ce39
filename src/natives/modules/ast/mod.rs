//! `_ast`: syntax trees as objects. Comes in: a text, or a tree that a script has made. Goes out: node objects, or the tree that the compiler takes.
//!
//! Read `table.rs` first: the node classes are declared there, once. `classes.rs` makes them, `node.rs` has their methods, `show/` goes from our tree to
//! node objects, `read/` the other way.

mod classes;
mod compile;
mod node;
mod read;
mod show;
mod table;

use super::support::{put, put_ints};
use crate::object::dict::DictObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

pub use compile::{Request, compile_tree, func_type, optimized, parse, parsed, refused};

/// Whether a value is a node; false as long as nobody has asked for `_ast`.
pub fn is_node(vm: &mut Vm, v: &Value) -> Res<bool> {
    // Instances of script classes only: most sources are texts.
    if v.as_obj().is_none_or(|o| !o.class().is_heap_type()) {
        return Ok(false);
    }
    let ast = classes::classes(vm)?.ast.clone();
    Ok(vm.is_instance_of(v, &ast))
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let made = classes::classes(vm)?;
    put(vm, dict, "AST", made.ast.value());
    for sum in table::SUMS {
        put(vm, dict, sum.name, made.sums[sum.name].value());
    }
    for line in table::NODES {
        put(vm, dict, line.name, made.of(line.node).class.value());
    }
    put_ints(
        vm,
        dict,
        &[
            ("PyCF_ALLOW_TOP_LEVEL_AWAIT", 0x2000),
            ("PyCF_ONLY_AST", 0x400),
            ("PyCF_OPTIMIZED_AST", 0x8400),
            ("PyCF_TYPE_COMMENTS", 0x1000),
        ],
    );
    Ok(())
}
