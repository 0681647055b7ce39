//! What scripts see of the scheduler: the classes' methods, and the native functions of modules `asyncio` and `contextvars`.

pub mod contextvars;
pub mod event_loop;
pub mod functions;
pub mod future;
pub mod handle;
pub mod module;
pub mod sleep;
pub mod task;

use crate::sched::state::Classes;
use crate::vm::Vm;

/// Hangs the scheduler on the VM, with all that scripts see of it.
pub fn install(vm: &mut Vm) {
    crate::sched::install(vm, fill_classes);
    vm.hooks.pause = functions::FUNCTIONS.iter().find(|def| def.name == "sleep");
    for (name, module) in module::MODULES {
        vm.builtin_modules.insert(name, *module);
    }
}

/// Gives the classes their methods.
fn fill_classes(vm: &mut Vm, c: &Classes) {
    future::fill(vm, c);
    task::fill(vm, c);
    handle::fill(vm, c);
    event_loop::fill(vm, c);
    contextvars::fill(vm, c);
    sleep::fill(vm, c);
    let t = vm.types();
    for class in [&t.cancelled_error, &t.deadlock_error] {
        let module = vm.heap.intern("asyncio.exceptions").into_value();
        class.set_later(&vm.names.__module__, module);
    }
}
