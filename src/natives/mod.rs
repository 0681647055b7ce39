//! What scripts can call that is written in Rust. Comes in: a fresh VM. Goes out: the same with `builtins`, the methods of its types and a
//! table of modules. Read `types/list.rs` for how a method is declared; a new module is one line in [`modules::MODULES`].

pub mod asyncio;
pub mod builtins;
pub mod codecs;
pub mod files;
pub mod manual;
pub mod modules;
pub mod types;

use crate::vm::{Res, Vm};

/// Fills a VM.
pub fn install(vm: &mut Vm) -> Res<()> {
    builtins::lay_out(vm);
    types::install(vm)?;
    builtins::install(vm)?;
    for (name, module) in modules::MODULES {
        vm.builtin_modules.insert(name, *module);
    }
    let sys = vm.sys.clone();
    modules::sys::init(vm, &sys)?;
    // `open` is `_io.open`.
    vm.import("_io")?;
    vm.hooks.block = modules::time::block;
    vm.hooks.warn = modules::warnings::warn;
    vm.hooks.warn_at = modules::warnings::warn_at;
    vm.hooks.typing = modules::typing::make;
    vm.hooks.signals = modules::signal::serve;
    asyncio::install(vm);
    Ok(())
}
