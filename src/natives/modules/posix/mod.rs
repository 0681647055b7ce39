//! `posix`: the system's own functions, on which `os` rests.
//!
//! `arguments.rs` has the kinds of arguments, each of the other files a part of the functions. What no crate gives safely is in `vm/fence/system.rs`.

pub mod arguments;
mod constants;
mod files;
mod ids;
mod paths;
pub mod processes;
mod scan;
mod special;
pub mod start;
pub mod stat;

use crate::object::dict::DictObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::structseq::{StructSpec, struct_class};
use super::support::{put, put_ints};

const TERMINAL_SIZE: StructSpec = StructSpec {
    name: "terminal_size",
    module: "os",
    doc: "A tuple of (columns, lines) for holding terminal window size",
    fields: &["columns", "lines"],
    visible: 2,
    callable: true,
};

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    for (spec, key) in [
        (&stat::STAT, "os.stat_result"),
        (&stat::STATVFS, "os.statvfs_result"),
        (&TERMINAL_SIZE, "os.terminal_size"),
        (&processes::UNAME, "posix.uname_result"),
        (&processes::TIMES, "posix.times_result"),
        (&processes::WAITID, "posix.waitid_result"),
        (&ids::SCHED_PARAM, "posix.sched_param"),
    ] {
        let class = struct_class(vm, spec);
        if key == "os.stat_result" {
            vm.add_methods(&class, stat::STAT_METHODS);
        }
        put(vm, dict, spec.name, class.value());
        vm.extra_types.insert(key, class);
    }
    ids::init(vm);
    scan::init(vm, dict);
    let environment = processes::environ(vm)?;
    put(vm, dict, "environ", environment.into_value());
    put(vm, dict, "error", vm.types().os_error.value());
    put_ints(vm, dict, constants::NUMBERS);
    for (name, table) in [
        ("pathconf_names", constants::PATHCONF),
        ("confstr_names", constants::CONFSTR),
        ("sysconf_names", constants::SYSCONF),
    ] {
        let d = ids::names(vm, table);
        put(vm, dict, name, d.into_value());
    }
    let have: Vec<Value> = constants::HAVE.iter().map(|n| vm.heap.intern(n).into_value()).collect();
    put(vm, dict, "_have_functions", vm.heap.list(have).into_value());
    for table in [
        processes::FUNCTIONS,
        files::FUNCTIONS,
        paths::FUNCTIONS,
        stat::FUNCTIONS,
        scan::FUNCTIONS,
        special::FUNCTIONS,
        ids::FUNCTIONS,
    ] {
        vm.add_functions(dict, "posix", table);
    }
    Ok(())
}
