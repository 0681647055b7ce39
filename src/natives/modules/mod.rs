//! The modules that are written in Rust. Each is a file (or folder) with `init`, which fills the module's dict; `MODULES` lists them.

mod abc;
pub mod ast;
pub mod atexit;
mod codecs;
mod collections;
mod csv;
mod errno;
mod functools;
mod gc;
mod imp;
pub mod io;
mod itertools;
mod json;
mod marshal;
mod math;
mod operator;
pub mod posix;
mod random;
mod sha2;
pub mod signal;
mod signal_waits;
mod sre;
mod string;
pub mod structseq;
mod suggestions;
pub mod support;
pub mod sys;
mod thread;
pub mod time;
mod unicodedata;
pub mod warnings;
mod weakref;

use crate::vm::{BuiltinModule, Vm};

/// Native modules by name. `sys` is not among them: its dict exists from the start, see `sys::init`.
pub const MODULES: &[(&str, BuiltinModule)] = &[
    ("_abc", BuiltinModule::Native(abc::init)),
    ("_ast", BuiltinModule::Native(ast::init)),
    ("_codecs", BuiltinModule::Native(codecs::init)),
    ("_collections", BuiltinModule::Native(collections::init)),
    ("_csv", BuiltinModule::Native(csv::init)),
    ("_functools", BuiltinModule::Native(functools::init)),
    ("_imp", BuiltinModule::Native(imp::init)),
    ("_io", BuiltinModule::Native(io::init)),
    ("_json", BuiltinModule::Native(json::init)),
    ("_operator", BuiltinModule::Native(operator::init)),
    ("_random", BuiltinModule::Native(random::init)),
    ("_sha2", BuiltinModule::Native(sha2::init)),
    ("_signal", BuiltinModule::Native(signal::init)),
    ("_sre", BuiltinModule::Native(sre::init)),
    ("_string", BuiltinModule::Native(string::init)),
    ("_suggestions", BuiltinModule::Native(suggestions::init)),
    ("_thread", BuiltinModule::Native(thread::init)),
    ("_warnings", BuiltinModule::Native(warnings::init)),
    ("_weakref", BuiltinModule::Native(weakref::init)),
    ("atexit", BuiltinModule::Native(atexit::init)),
    ("errno", BuiltinModule::Native(errno::init)),
    ("gc", BuiltinModule::Native(gc::init)),
    ("itertools", BuiltinModule::Native(itertools::init)),
    ("marshal", BuiltinModule::Native(marshal::init)),
    ("math", BuiltinModule::Native(math::init)),
    ("posix", BuiltinModule::Native(posix::init)),
    ("time", BuiltinModule::Native(time::init)),
    ("unicodedata", BuiltinModule::Native(unicodedata::init)),
];

/// What must happen when the program has ended: exit functions, then what files still hold.
pub fn at_exit(vm: &mut Vm) {
    atexit::run(vm);
    io::flush_all(vm);
}
