//! `_sysconfigdata_*`: what `sysconfig` knows of the build. hoop is one program: there is no C interface, so nothing here tells how to build extension modules.

use crate::object::dict::DictObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::support::put;

macro_rules! multiarch {
    ($($name:literal when $cfg:meta;)*) => {
        $(
            /// The name of processor, system and C library, as the GNU tools write it.
            #[cfg($cfg)]
            pub const MULTIARCH: &str = $name;
            /// The module's name, which `sysconfig` puts together.
            #[cfg($cfg)]
            pub const NAME: &str = concat!("_sysconfigdata__linux_", $name);
        )*
    };
}

multiarch! {
    "x86_64-linux-gnu" when all(target_arch = "x86_64", not(target_env = "musl"));
    "x86_64-linux-musl" when all(target_arch = "x86_64", target_env = "musl");
    "aarch64-linux-gnu" when all(target_arch = "aarch64", not(target_env = "musl"));
    "aarch64-linux-musl" when all(target_arch = "aarch64", target_env = "musl");
    "" when not(any(target_arch = "x86_64", target_arch = "aarch64"));
}

crate::natives! { static FUNCTIONS;
    /// Returns a dictionary containing build variables intended to be exposed by sysconfig.
    fn config_vars(vm, /) -> Ref<DictObj> {
        let vars = vm.heap.dict();
        for name in ["Py_GIL_DISABLED", "Py_DEBUG"] {
            put(vm, &vars, name, Value::Int(0));
        }
        vars
    }
}

/// Fills `_sysconfig`.
pub fn init_vars(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_sysconfig", FUNCTIONS);
    Ok(())
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let vars = vm.heap.dict();
    let prefix = vm.home().base_prefix.to_string_lossy().into_owned();
    let folder = crate::library::FOLDER;
    for (name, text) in [
        ("ABIFLAGS", ""),
        ("BINDIR", &format!("{prefix}/bin")),
        ("EXT_SUFFIX", ".hoop-314.so"),
        ("LDVERSION", "3.14"),
        ("LIBDIR", &format!("{prefix}/lib")),
        ("MACHDEP", "linux"),
        ("MULTIARCH", MULTIARCH),
        ("PLATLIBDIR", folder),
        ("PYTHONFRAMEWORK", ""),
        ("SHLIB_SUFFIX", ".so"),
        ("SOABI", "hoop-314"),
        ("TZPATH", "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo"),
        ("VERSION", "3.14"),
        ("exec_prefix", &prefix),
        ("prefix", &prefix),
    ] {
        put(vm, &vars, name, vm.heap.str(text).into_value());
    }
    for (name, n) in [
        ("HAVE_FORK", 1),
        ("HAVE_GETENTROPY", 1),
        ("Py_DEBUG", 0),
        ("Py_ENABLE_SHARED", 0),
        ("Py_GIL_DISABLED", 0),
        ("SIZEOF_VOID_P", size_of::<usize>() as i64),
        ("WITH_DOC_STRINGS", 1),
        ("WITH_PYMALLOC", 0),
    ] {
        put(vm, &vars, name, Value::Int(n));
    }
    put(vm, dict, "build_time_vars", vars.into_value());
    Ok(())
}
