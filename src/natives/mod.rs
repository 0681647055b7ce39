//! What scripts can call that is written in Rust. Comes in: a fresh VM. Goes out: the same with `builtins`, the methods of its types and a
//! table of modules. Read `types/list.rs` for how a method is declared; a new module is one line in [`MODULES`].

pub mod builtins;
pub mod types;

use crate::vm::{BuiltinModule, Res, Vm};

/// The modules that come with the interpreter.
const MODULES: &[(&str, BuiltinModule)] = &[];

/// Fills a VM.
pub fn install(vm: &mut Vm) -> Res<()> {
    types::install(vm)?;
    builtins::install(vm)?;
    for (name, module) in MODULES {
        vm.builtin_modules.insert(name, *module);
    }
    Ok(())
}
