//! Signals as the command needs them: they are the script's business, and somebody outside can see that it attends to it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::natives::modules::signal;
use crate::vm::{Res, Vm};
use crate::world::signal_number;

/// The interrupt signal of this system.
pub fn interrupt_number() -> i32 {
    signal_number("SIGINT").unwrap_or(2)
}

/// How often the interpreter has looked after signals: whoever watches it from outside sees whether it still does.
#[derive(Clone, Default)]
pub struct Served(pub Arc<AtomicU32>);

/// `Hooks::signals`
pub fn serve(vm: &mut Vm) -> Res<()> {
    if !vm.world.signals_pending() {
        return Ok(());
    }
    if let Some(served) = vm.extension_ref::<Served>() {
        served.0.fetch_add(1, Ordering::Release);
    }
    signal::serve(vm)
}
