//! What `sys` says of the build: there is no compiler of machine code, and extension modules are not loaded.

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::super::support::{put, put_str};

/// How extension modules would be opened (`RTLD_NOW`): kept for those who ask.
struct OpenFlags(i64);

impl Default for OpenFlags {
    fn default() -> Self {
        OpenFlags(2)
    }
}

natives! { static FUNCTIONS;
    /// Return the flags for opening extension modules.
    fn getdlopenflags(vm, /) -> i64 { vm.extension::<OpenFlags>().0 }
    /// Set the flags for opening extension modules, of which none is ever opened.
    fn setdlopenflags(vm, flags: i64, /) { vm.extension::<OpenFlags>().0 = flags; }
}

natives! { static JIT;
    /// Return True if the program can compile to machine code.
    fn is_available(vm, /) -> bool { false }
    /// Return True if it does so.
    fn is_enabled(vm, /) -> bool { false }
    /// Return True if the topmost frame of the language runs machine code.
    fn is_active(vm, /) -> bool { false }
}

/// Adds them to `sys`.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "sys", FUNCTIONS);
    let jit = vm.new_module("sys._jit");
    vm.add_functions(&jit.dict, "sys._jit", JIT);
    put(vm, dict, "_jit", jit.into_value());
    put_str(vm, dict, "_framework", "");
    put(vm, dict, "_home", Value::None);
    let git = ["hoopsnake", "", ""].map(|s| vm.heap.str(s).into_value());
    put(vm, dict, "_git", vm.heap.tuple(git).into_value());
    Ok(())
}
