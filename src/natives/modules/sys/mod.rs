//! `sys`: the interpreter as scripts see it.

mod build;
mod constants;
mod functions;
pub mod hooks;
mod monitoring;
pub mod namespace;

use crate::object::Ref;
use crate::object::dict::DictObj;
use crate::vm::{Res, Vm};

#[cfg(feature = "sqlite")]
pub use hooks::audit;
pub use namespace::namespace;

/// Makes what the interpreter itself looks at; the rest waits for the first import.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    constants::lists(vm, dict);
    hooks::init(vm, dict);
    super::io::standard_streams(vm, dict)?;
    vm.late_sys = Some(|vm, dict| {
        functions::init(vm, dict);
        build::init(vm, dict)?;
        monitoring::init(vm, dict)?;
        constants::init(vm, dict)
    });
    Ok(())
}
