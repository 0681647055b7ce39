//! The modules that are written in Rust. Each is a file (or folder) with `init`, which fills the module's dict; `MODULES` lists them.

mod abc;
mod array;
pub mod ast;
pub mod atexit;
mod binascii;
mod codecs;
mod collections;
mod csv;
mod decimal;
mod errno;
mod faulthandler;
mod functools;
mod gc;
mod hashes;
mod imp;
pub mod io;
mod itertools;
mod json;
mod lsprof;
mod marshal;
mod math;
mod operator;
pub mod posix;
mod random;
pub mod signal;
mod signal_waits;
mod sre;
mod string;
mod structs;
pub mod structseq;
mod suggestions;
pub mod support;
pub mod sys;
mod thread;
pub mod time;
mod tokenize;
mod tracemalloc;
mod unicodedata;
mod unix;
pub mod warnings;
mod weakref;

use crate::vm::{BuiltinModule, Vm};

/// Native modules by name. `sys` is not among them: its dict exists from the start, see `sys::init`.
pub const MODULES: &[(&str, BuiltinModule)] = &[
    ("_abc", BuiltinModule::Native(abc::init)),
    ("_blake2", BuiltinModule::Native(hashes::blake2::init)),
    ("_ast", BuiltinModule::Native(ast::init)),
    ("_codecs", BuiltinModule::Native(codecs::init)),
    ("_collections", BuiltinModule::Native(collections::init)),
    ("_csv", BuiltinModule::Native(csv::init)),
    ("_decimal", BuiltinModule::Native(decimal::init)),
    ("_functools", BuiltinModule::Native(functools::init)),
    ("_hashlib", BuiltinModule::Native(hashes::hashlib::init)),
    ("_hmac", BuiltinModule::Native(hashes::hmac::init)),
    ("_imp", BuiltinModule::Native(imp::init)),
    ("_io", BuiltinModule::Native(io::init)),
    ("_json", BuiltinModule::Native(json::init)),
    ("_lsprof", BuiltinModule::Native(lsprof::init)),
    ("_md5", BuiltinModule::Native(hashes::init_md5)),
    ("_operator", BuiltinModule::Native(operator::init)),
    ("_posixsubprocess", BuiltinModule::Native(unix::start::init)),
    ("_random", BuiltinModule::Native(random::init)),
    ("_sha1", BuiltinModule::Native(hashes::init_sha1)),
    ("_sha2", BuiltinModule::Native(hashes::init_sha2)),
    ("_sha3", BuiltinModule::Native(hashes::sha3::init)),
    ("_signal", BuiltinModule::Native(signal::init)),
    ("_sre", BuiltinModule::Native(sre::init)),
    ("_stat", BuiltinModule::Native(unix::stat::init)),
    ("_string", BuiltinModule::Native(string::init)),
    ("_struct", BuiltinModule::Native(structs::init)),
    ("_suggestions", BuiltinModule::Native(suggestions::init)),
    ("_thread", BuiltinModule::Native(thread::init)),
    ("_tokenize", BuiltinModule::Native(tokenize::init)),
    ("_tracemalloc", BuiltinModule::Native(tracemalloc::init)),
    ("_warnings", BuiltinModule::Native(warnings::init)),
    ("_weakref", BuiltinModule::Native(weakref::init)),
    ("array", BuiltinModule::Native(array::init)),
    ("atexit", BuiltinModule::Native(atexit::init)),
    ("binascii", BuiltinModule::Native(binascii::init)),
    ("errno", BuiltinModule::Native(errno::init)),
    ("faulthandler", BuiltinModule::Native(faulthandler::init)),
    ("fcntl", BuiltinModule::Native(unix::fcntl::init)),
    ("gc", BuiltinModule::Native(gc::init)),
    ("grp", BuiltinModule::Native(unix::users::init_groups)),
    ("itertools", BuiltinModule::Native(itertools::init)),
    ("marshal", BuiltinModule::Native(marshal::init)),
    ("math", BuiltinModule::Native(math::init)),
    ("posix", BuiltinModule::Native(posix::init)),
    ("pwd", BuiltinModule::Native(unix::users::init_users)),
    ("resource", BuiltinModule::Native(unix::resource::init)),
    ("select", BuiltinModule::Native(unix::select::init)),
    ("syslog", BuiltinModule::Native(unix::syslog::init)),
    ("termios", BuiltinModule::Native(unix::termios::init)),
    ("time", BuiltinModule::Native(time::init)),
    ("unicodedata", BuiltinModule::Native(unicodedata::init)),
];

/// What must happen when the program has ended: exit functions, then what files still hold.
pub fn at_exit(vm: &mut Vm) {
    atexit::run(vm);
    io::flush_all(vm);
}
