//! The modules that are written in Rust. Each is a file (or folder) with `init`, which fills the module's dict; `MODULES` lists them.

mod abc;
mod array;
pub mod ast;
pub mod atexit;
mod binascii;
mod bisect;
mod cmath;
mod codecs;
mod collections;
mod compression;
mod csv;
mod datetime;
pub mod decimal;
mod errno;
mod expat;
mod faulthandler;
mod functools;
mod gc;
mod hashes;
mod heapq;
mod imp;
pub mod io;
mod itertools;
mod json;
mod locale;
mod lsprof;
mod marshal;
mod math;
mod mmap;
mod multibyte;
mod net;
mod opcode;
mod operator;
mod pickle;
pub mod posix;
mod queue;
mod random;
pub mod readline;
pub mod signal;
mod signal_waits;
#[cfg(feature = "sqlite")]
mod sqlite;
mod sre;
mod statistics;
mod string;
mod structs;
pub mod structseq;
mod suggestions;
pub mod support;
mod symtable;
pub mod sys;
mod sysconfigdata;
mod thread;
pub mod time;
mod tokenize;
mod tracemalloc;
mod types;
pub mod typing;
mod unicodedata;
mod unix;
mod uuid;
pub mod warnings;
mod weakref;

use crate::vm::{BuiltinModule, Vm};

/// Native modules by name. `sys` is not among them: its dict exists from the start, see `sys::init`.
pub const MODULES: &[(&str, BuiltinModule)] = &[
    ("_abc", BuiltinModule::Native(abc::init)),
    ("_blake2", BuiltinModule::Native(hashes::blake2::init)),
    ("_bz2", BuiltinModule::Native(compression::bz2::init)),
    ("_bisect", BuiltinModule::Native(bisect::init)),
    ("_ast", BuiltinModule::Native(ast::init)),
    ("_codecs", BuiltinModule::Native(codecs::init)),
    ("_codecs_cn", BuiltinModule::Native(multibyte::init_cn)),
    ("_codecs_hk", BuiltinModule::Native(multibyte::init_hk)),
    ("_codecs_iso2022", BuiltinModule::Native(multibyte::init_iso)),
    ("_codecs_jp", BuiltinModule::Native(multibyte::init_jp)),
    ("_codecs_kr", BuiltinModule::Native(multibyte::init_kr)),
    ("_codecs_tw", BuiltinModule::Native(multibyte::init_tw)),
    ("_collections", BuiltinModule::Native(collections::init)),
    ("_csv", BuiltinModule::Native(csv::init)),
    ("_datetime", BuiltinModule::Native(datetime::init)),
    ("_decimal", BuiltinModule::Native(decimal::init)),
    ("_functools", BuiltinModule::Native(functools::init)),
    ("_hashlib", BuiltinModule::Native(hashes::hashlib::init)),
    ("_heapq", BuiltinModule::Native(heapq::init)),
    ("_hmac", BuiltinModule::Native(hashes::hmac::init)),
    ("_imp", BuiltinModule::Native(imp::init)),
    ("_io", BuiltinModule::Native(io::init)),
    ("_json", BuiltinModule::Native(json::init)),
    ("_lzma", BuiltinModule::Native(compression::lzma::init)),
    ("_locale", BuiltinModule::Native(locale::init)),
    ("_lsprof", BuiltinModule::Native(lsprof::init)),
    ("_md5", BuiltinModule::Native(hashes::init_md5)),
    ("_opcode", BuiltinModule::Native(opcode::init)),
    ("_multibyte", BuiltinModule::Native(multibyte::init)),
    ("_operator", BuiltinModule::Native(operator::init)),
    ("_pickle", BuiltinModule::Native(pickle::init)),
    ("_posixsubprocess", BuiltinModule::Native(unix::start::init)),
    ("_queue", BuiltinModule::Native(queue::init)),
    ("_random", BuiltinModule::Native(random::init)),
    ("_sha1", BuiltinModule::Native(hashes::init_sha1)),
    ("_sha2", BuiltinModule::Native(hashes::init_sha2)),
    ("_sha3", BuiltinModule::Native(hashes::sha3::init)),
    ("_signal", BuiltinModule::Native(signal::init)),
    ("_socket", BuiltinModule::Native(net::socket::init)),
    #[cfg(feature = "sqlite")]
    ("_sqlite3", BuiltinModule::Native(sqlite::init)),
    #[cfg(not(feature = "sqlite"))]
    ("_sqlite3", BuiltinModule::Native(no_sqlite)),
    ("_sre", BuiltinModule::Native(sre::init)),
    ("_ssl", BuiltinModule::Native(net::tls::init)),
    ("_stat", BuiltinModule::Native(unix::stat::init)),
    ("_statistics", BuiltinModule::Native(statistics::init)),
    ("_string", BuiltinModule::Native(string::init)),
    ("_struct", BuiltinModule::Native(structs::init)),
    ("_suggestions", BuiltinModule::Native(suggestions::init)),
    (sysconfigdata::NAME, BuiltinModule::Native(sysconfigdata::init)),
    ("_sysconfig", BuiltinModule::Native(sysconfigdata::init_vars)),
    ("_symtable", BuiltinModule::Native(symtable::init)),
    ("_thread", BuiltinModule::Native(thread::init)),
    ("_tokenize", BuiltinModule::Native(tokenize::init)),
    ("_uuid", BuiltinModule::Native(uuid::init)),
    ("_types", BuiltinModule::Native(types::init)),
    ("_typing", BuiltinModule::Native(typing::init)),
    ("_tracemalloc", BuiltinModule::Native(tracemalloc::init)),
    ("_warnings", BuiltinModule::Native(warnings::init)),
    ("_weakref", BuiltinModule::Native(weakref::init)),
    ("_zstd", BuiltinModule::Native(compression::zstd::init)),
    ("array", BuiltinModule::Native(array::init)),
    ("atexit", BuiltinModule::Native(atexit::init)),
    ("binascii", BuiltinModule::Native(binascii::init)),
    ("cmath", BuiltinModule::Native(cmath::init)),
    ("errno", BuiltinModule::Native(errno::init)),
    ("faulthandler", BuiltinModule::Native(faulthandler::init)),
    ("fcntl", BuiltinModule::Native(unix::fcntl::init)),
    ("gc", BuiltinModule::Native(gc::init)),
    ("grp", BuiltinModule::Native(unix::users::init_groups)),
    ("itertools", BuiltinModule::Native(itertools::init)),
    ("marshal", BuiltinModule::Native(marshal::init)),
    ("math", BuiltinModule::Native(math::init)),
    ("mmap", BuiltinModule::Native(mmap::init)),
    ("posix", BuiltinModule::Native(posix::init)),
    ("pwd", BuiltinModule::Native(unix::users::init_users)),
    ("readline", BuiltinModule::Native(readline::init)),
    ("pyexpat", BuiltinModule::Native(expat::init)),
    ("resource", BuiltinModule::Native(unix::resource::init)),
    ("select", BuiltinModule::Native(unix::select::init)),
    ("syslog", BuiltinModule::Native(unix::syslog::init)),
    ("termios", BuiltinModule::Native(unix::termios::init)),
    ("time", BuiltinModule::Native(time::init)),
    ("unicodedata", BuiltinModule::Native(unicodedata::init)),
    ("zlib", BuiltinModule::Native(compression::zlib::init)),
];

/// `_sqlite3` of an interpreter that was built without it.
#[cfg(not(feature = "sqlite"))]
fn no_sqlite(vm: &mut Vm, _: &crate::object::Ref<crate::object::dict::DictObj>) -> crate::vm::Res<()> {
    let name = vm.heap.str("_sqlite3").into_value();
    let class = vm.types().import_error.clone();
    let text = "this interpreter was built without the cargo feature 'sqlite'";
    Err(vm.import_error(&class, text, name, crate::object::Value::None))
}

/// What must happen when the program has ended: exit functions, then what files still hold.
pub fn at_exit(vm: &mut Vm) {
    atexit::run(vm);
    io::flush_all(vm);
}
