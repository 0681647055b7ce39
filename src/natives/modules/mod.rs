//! The modules that are written in Rust. Each is a file (or folder) with `init`, which fills the module's dict; `MODULES` lists them.

pub mod atexit;
mod collections;
mod errno;
mod functools;
mod gc;
pub mod io;
mod itertools;
mod math;
mod operator;
pub mod posix;
mod random;
pub mod signal;
mod string;
pub mod structseq;
pub mod support;
pub mod sys;
pub mod time;
mod weakref;

use crate::vm::{BuiltinModule, Vm};

/// Native modules by name. `sys` is not among them: its dict exists from the start, see `sys::init`.
pub const MODULES: &[(&str, BuiltinModule)] = &[
    ("_collections", BuiltinModule::Native(collections::init)),
    ("_functools", BuiltinModule::Native(functools::init)),
    ("_io", BuiltinModule::Native(io::init)),
    ("_operator", BuiltinModule::Native(operator::init)),
    ("_random", BuiltinModule::Native(random::init)),
    ("_signal", BuiltinModule::Native(signal::init)),
    ("_string", BuiltinModule::Native(string::init)),
    ("_weakref", BuiltinModule::Native(weakref::init)),
    ("atexit", BuiltinModule::Native(atexit::init)),
    ("errno", BuiltinModule::Native(errno::init)),
    ("gc", BuiltinModule::Native(gc::init)),
    ("itertools", BuiltinModule::Native(itertools::init)),
    ("math", BuiltinModule::Native(math::init)),
    ("posix", BuiltinModule::Native(posix::init)),
    ("time", BuiltinModule::Native(time::init)),
];

/// What must happen when the program has ended: exit functions, then what files still hold.
pub fn at_exit(vm: &mut Vm) {
    atexit::run(vm);
    io::flush_all(vm);
}
