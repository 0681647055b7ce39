//! `posix`: the system's own functions, on which `os` rests.

pub mod files;
mod paths;
mod scan;

use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::CommandExt;

use crate::natives;
use crate::natives::files::paths::path_bytes;
use crate::object::buffer;
use crate::object::dict::DictObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::structseq::{StructSpec, new_struct, struct_class};
use super::support::{error_text, os_error, os_error_number, put, put_ints};

/// Directory descriptors are not supported: an argument that is not None is an error.
fn refuse_dir_fd(vm: &mut Vm, name: &str, v: &Value) -> Res<()> {
    if v.is_none() {
        Ok(())
    } else {
        Err(vm.not_implemented_error(format!("{name}: dir_fd unavailable on this platform")))
    }
}

const TERMINAL_SIZE: StructSpec = StructSpec {
    name: "terminal_size",
    module: "os",
    doc: "A tuple of (columns, lines) for holding terminal window size",
    fields: &["columns", "lines"],
    visible: 2,
    callable: true,
};

const UNAME: StructSpec = StructSpec {
    name: "uname_result",
    module: "posix",
    doc: "uname_result: Result from os.uname().",
    fields: &["sysname", "nodename", "release", "version", "machine"],
    visible: 5,
    callable: true,
};

const TIMES: StructSpec = StructSpec {
    name: "times_result",
    module: "posix",
    doc: "times_result: Result from os.times().",
    fields: &["user", "system", "children_user", "children_system", "elapsed"],
    visible: 5,
    callable: true,
};

fn arguments(vm: &mut Vm, args: &Value) -> Res<Vec<std::ffi::OsString>> {
    let items = vm.collect(args)?;
    let mut out = Vec::with_capacity(items.len());
    for v in &items {
        let bytes = path_bytes(vm, v)?;
        out.push(std::ffi::OsStr::from_bytes(&bytes).to_os_string());
    }
    Ok(out)
}

/// Replaces this process by another program; returns only with an error.
fn execute(vm: &mut Vm, path: &Value, args: &Value, environment: Option<&DictObj>) -> Res<()> {
    let program = path_bytes(vm, path)?;
    let args = arguments(vm, args)?;
    let Some((first, rest)) = args.split_first() else {
        return Err(vm.value_error("execv() arg 2 must not be empty"));
    };
    let mut c = std::process::Command::new(std::ffi::OsStr::from_bytes(&program));
    c.arg0(first).args(rest).env_clear();
    match environment {
        None => {
            for (k, v) in vm.world.environment() {
                c.env(std::ffi::OsStr::from_bytes(&k), std::ffi::OsStr::from_bytes(&v));
            }
        }
        Some(d) => {
            for (k, v) in d.entries() {
                let (k, v) = (path_bytes(vm, &k)?, path_bytes(vm, &v)?);
                c.env(std::ffi::OsStr::from_bytes(&k), std::ffi::OsStr::from_bytes(&v));
            }
        }
    }
    let _ = vm.out.flush();
    let e = c.exec();
    Err(os_error(vm, &e, Some(path.clone())))
}

fn variable(vm: &mut Vm, v: &Value) -> Res<Vec<u8>> {
    path_bytes(vm, v)
}

natives! { static FUNCTIONS;
    /// Change or add an environment variable.
    fn putenv(vm, name: Value, value: Value, /) -> Res<()> {
        let (n, v) = (variable(vm, &name)?, variable(vm, &value)?);
        if n.is_empty() || n.contains(&b'=') {
            return Err(vm.value_error("illegal environment variable name"));
        }
        vm.world.set_variable(&n, Some(&v));
        Ok(())
    }
    /// Delete an environment variable.
    fn unsetenv(vm, name: Value, /) -> Res<()> {
        let n = variable(vm, &name)?;
        vm.world.set_variable(&n, None);
        Ok(())
    }
    /// Return a bytes object containing random bytes suitable for cryptographic use.
    fn urandom(vm, size: i64, /) -> Res {
        if size < 0 {
            return Err(vm.value_error("negative argument not allowed"));
        }
        let mut data = Vec::new();
        vm.granted(buffer::resize(&mut data, size as usize, 0))?;
        vm.world.fill(&mut data).map_err(|e| os_error(vm, &e, None))?;
        Ok(vm.heap.bytes_from_vec(data).into_value())
    }
    /// Return the current process id.
    fn getpid(vm, /) -> i64 { vm.world.pid() }
    /// Return the parent's process id.
    fn getppid(vm, /) -> i64 { vm.world.parent_pid() }
    /// Return the current process's user id.
    fn getuid(vm, /) -> i64 { rustix::process::getuid().as_raw().into() }
    /// Return the current process's group id.
    fn getgid(vm, /) -> i64 { rustix::process::getgid().as_raw().into() }
    /// Return the current process's effective user id.
    fn geteuid(vm, /) -> i64 { rustix::process::geteuid().as_raw().into() }
    /// Return the current process's effective group id.
    fn getegid(vm, /) -> i64 { rustix::process::getegid().as_raw().into() }
    /// Kill a process with a signal.
    fn kill(vm, pid: i64, signal: i64, /) -> Res<()> {
        let r = vm.world.kill(pid, signal as i32);
        r.map_err(|e| os_error(vm, &e, None))?;
        if vm.world.signals_pending() { (vm.hooks.signals)(vm) } else { Ok(()) }
    }
    /// Exit to the system with specified status, without normal exit processing.
    fn _exit(vm, /, status: i64) -> Res<()> { std::process::exit(status as i32) }
    /// Abort the interpreter immediately.
    fn abort(vm, /) -> Res<()> { std::process::abort() }
    /// Return the number of logical CPUs in the system.
    fn cpu_count(vm, /) -> usize { vm.options.cpu_count.unwrap_or_else(|| vm.world.processors()) }
    /// Return the affinity of the process with the pid.
    fn sched_getaffinity(vm, pid: i64, /) -> Res {
        let _ = pid;
        let all: Vec<Value> = (0..vm.world.processors()).map(|i| Value::Int(i as i64)).collect();
        let all = vm.heap.list(all).into_value();
        let table = vm.set_from(&all)?;
        Ok(vm.heap.set(table).into_value())
    }
    /// Set the current numeric umask and return the previous umask.
    fn umask(vm, mask: i64, /) -> i64 {
        let old = rustix::process::umask(rustix::fs::Mode::from_bits_truncate(mask as u32));
        old.bits().into()
    }
    /// Translate an error code to a message string.
    fn strerror(vm, code: i64, /) -> String { error_text(code as i32) }
    /// Execute an executable path with arguments, replacing current process.
    fn execv(vm, path: Value, argv: Value, /) -> Res<()> { execute(vm, &path, &argv, None) }
    /// Execute an executable path with arguments, replacing current process.
    fn execve(vm, /, path: Value, argv: Value, env: Ref<DictObj>) -> Res<()> { execute(vm, &path, &argv, Some(&env)) }
    /// Fork a child process: not available, for threads of the interpreter would not come along.
    fn fork(vm, /) -> Res<()> { Err(vm.not_implemented_error("os.fork() is not available: start the program afresh with subprocess")) }
    /// Wait for completion of a given child process.
    fn waitpid(vm, pid: i64, options: i64, /) -> Res<()> {
        let _ = (pid, options);
        Err(os_error_number(vm, 10, None, None))
    }
    /// Execute the command in a subshell.
    fn system(vm, /, command: Value) -> Res<i64> {
        let text = path_bytes(vm, &command)?;
        let _ = vm.out.flush();
        let mut c = std::process::Command::new("/bin/sh");
        c.arg("-c").arg(std::ffi::OsStr::from_bytes(&text)).env_clear();
        for (k, v) in vm.world.environment() {
            c.env(std::ffi::OsStr::from_bytes(&k), std::ffi::OsStr::from_bytes(&v));
        }
        use std::os::unix::process::ExitStatusExt;
        match c.status() {
            Ok(s) => Ok(i64::from(s.into_raw())),
            Err(e) => Err(os_error(vm, &e, None)),
        }
    }
    /// Return the status code's exit status.
    fn waitstatus_to_exitcode(vm, /, status: i64) -> i64 {
        if status & 0x7f == 0 { status >> 8 & 0xff } else { -(status & 0x7f) }
    }
    /// Return an object identifying the current operating system.
    fn uname(vm, /) -> Value {
        let u = rustix::system::uname();
        let parts = [u.sysname(), u.nodename(), u.release(), u.version(), u.machine()];
        let fields = parts.iter().map(|p| vm.heap.str(&p.to_string_lossy()).into_value()).collect();
        let class = vm.extra_types["posix.uname_result"].clone();
        new_struct(vm, &class, fields)
    }
    /// Return a collection containing process timing information.
    fn times(vm, /) -> Value {
        let used = crate::world::seconds(vm.world.processor_ns(crate::world::Processor::Process));
        let fields = [used, 0.0, 0.0, 0.0, vm.world.monotonic()].map(Value::Float).to_vec();
        let class = vm.extra_types["posix.times_result"].clone();
        new_struct(vm, &class, fields)
    }
}

const CONSTANTS: &[(&str, i64)] = &[
    ("F_OK", 0),
    ("R_OK", 4),
    ("W_OK", 2),
    ("X_OK", 1),
    ("WNOHANG", 1),
    ("SEEK_DATA", 3),
    ("SEEK_HOLE", 4),
    ("EX_OK", 0),
    ("EX_USAGE", 64),
    ("EX_SOFTWARE", 70),
];

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    for (spec, key) in [
        (&paths::STAT, "os.stat_result"),
        (&TERMINAL_SIZE, "os.terminal_size"),
        (&UNAME, "posix.uname_result"),
        (&TIMES, "posix.times_result"),
    ] {
        let class = struct_class(vm, spec);
        put(vm, dict, spec.name, class.value());
        vm.extra_types.insert(key, class);
    }
    scan::init(vm, dict);
    let environment = vm.heap.dict();
    for (k, v) in vm.world.environment() {
        let (k, v) = (vm.heap.bytes_of(&k).into_value(), vm.heap.bytes_of(&v).into_value());
        drop(vm.dict_set(&environment, k, v)?);
    }
    put(vm, dict, "environ", environment.into_value());
    put(vm, dict, "error", vm.types().os_error.value());
    put_ints(vm, dict, CONSTANTS);
    put_ints(vm, dict, files::FLAGS);
    for table in [FUNCTIONS, files::FUNCTIONS, paths::FUNCTIONS, scan::FUNCTIONS] {
        vm.add_functions(dict, "posix", table);
    }
    Ok(())
}
