//! Processes: becoming another program, copying this one, waiting for others, and what a process knows of itself.

use std::ffi::CString;
use std::io;

use crate::natives;
use crate::natives::files::paths::path_bytes;
use crate::object::buffer;
use crate::object::dict::DictObj;
use crate::object::list::ListObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, Value};
use crate::vm::system::Forked;
use crate::vm::{Res, Vm, system, system_records as records};

use super::super::structseq::{StructSpec, new_struct};
use super::super::support::{error_text, os_error, os_error_number, signal_numbers};
use super::arguments::{CInt, FsPath, P, PathOrFd, c_int, c_text, done, patient};
use super::start::{Start, Step, start};

/// `posix.uname_result`
pub const UNAME: StructSpec = StructSpec {
    name: "uname_result",
    module: "posix",
    doc: "uname_result: Result from os.uname().\n\nThis object may be accessed either as a tuple of\n  (sysname, nodename, release, version, machine),\nor via the attributes sysname, nodename, release, version, and machine.\n\nSee os.uname for more information.",
    fields: &["sysname", "nodename", "release", "version", "machine"],
    visible: 5,
    callable: true,
};

/// `posix.times_result`
pub const TIMES: StructSpec = StructSpec {
    name: "times_result",
    module: "posix",
    doc: "times_result: Result from os.times().\n\nThis object may be accessed either as a tuple of\n  (user, system, children_user, children_system, elapsed),\nor via the attributes user, system, children_user, children_system,\nand elapsed.\n\nSee os.times for more information.",
    fields: &["user", "system", "children_user", "children_system", "elapsed"],
    visible: 5,
    callable: true,
};

/// `posix.waitid_result`
pub const WAITID: StructSpec = StructSpec {
    name: "waitid_result",
    module: "posix",
    doc: "waitid_result: Result from waitid.\n\nThis object may be accessed either as a tuple of\n  (si_pid, si_uid, si_signo, si_status, si_code),\nor via the attributes si_pid, si_uid, and so on.\n\nSee os.waitid for more information.",
    fields: &["si_pid", "si_uid", "si_signo", "si_status", "si_code"],
    visible: 5,
    callable: true,
};

/// What to call around a fork (`register_at_fork`).
#[derive(Default)]
struct AtFork {
    before: Vec<Value>,
    in_child: Vec<Value>,
    in_parent: Vec<Value>,
}

/// The arguments of a program: a list or tuple of texts.
pub fn arguments(vm: &mut Vm, name: &str, args: &Value) -> Res<Vec<CString>> {
    if !args.is_a::<ListObj>() && !args.is_a::<TupleObj>() {
        return Err(vm.type_error(format!("{name}() arg 2 must be a tuple or list")));
    }
    let items = vm.collect(args)?;
    if items.is_empty() {
        return Err(vm.value_error(format!("{name}() arg 2 must not be empty")));
    }
    let mut out = Vec::with_capacity(items.len());
    for v in &items {
        out.push(c_text(vm, v)?);
    }
    if out[0].is_empty() {
        return Err(vm.value_error(format!("{name}() arg 2 first element cannot be empty")));
    }
    Ok(out)
}

/// The environment of this process, or a mapping's, as programs take it.
pub fn environment(vm: &mut Vm, mapping: Option<&Value>) -> Res<Vec<CString>> {
    let mut out = Vec::new();
    let mut add =
        |k: Vec<u8>, v: Vec<u8>| out.push(CString::new([&k[..], b"=", &v].concat()).unwrap_or_default());
    let Some(m) = mapping else {
        for (k, v) in vm.world.environment() {
            add(k, v);
        }
        return Ok(out);
    };
    let (keys, values) = (vm.heap.intern("keys"), vm.heap.intern("values"));
    let keys = vm.call_method(m, &keys, &[])?;
    let values = vm.call_method(m, &values, &[])?;
    let (keys, values) = (vm.collect(&keys)?, vm.collect(&values)?);
    for (k, v) in keys.iter().zip(&values) {
        let (k, v) = (path_bytes(vm, k)?, path_bytes(vm, v)?);
        if k.is_empty() || k[1..].contains(&b'=') {
            return Err(vm.value_error("illegal environment variable name"));
        }
        add(k, v);
    }
    Ok(out)
}

fn execute(vm: &mut Vm, path: &FsPath, args: &[CString], environment: &[CString]) -> Res<()> {
    let _ = vm.out.flush();
    let e: io::Error = match path.fd {
        Some(fd) => match system::borrowed(fd)
            .and_then(|fd| nix::unistd::fexecve(fd, args, environment).map_err(Into::into))
        {
            Ok(never) => match never {},
            Err(e) => e,
        },
        None => match nix::unistd::execve(&path.name, args, environment) {
            Ok(never) => match never {},
            Err(e) => e.into(),
        },
    };
    Err(os_error(vm, &e, None))
}

fn call_all(vm: &mut Vm, all: &[Value]) {
    for f in all {
        if let Err(e) = vm.call(f, &[]) {
            let e = vm.take_raised(e);
            (vm.hooks.unraisable)(vm, e, "at fork", f);
        }
    }
}

/// Copies the process, with what was registered around it.
pub fn fork(vm: &mut Vm) -> Res<i32> {
    let mut before = vm.extension::<AtFork>().before.clone();
    before.reverse();
    call_all(vm, &before);
    let _ = vm.out.flush();
    let r = system::fork();
    let child = matches!(r, Ok(Forked::Child));
    let after = vm.extension::<AtFork>();
    let after = if child { after.in_child.clone() } else { after.in_parent.clone() };
    call_all(vm, &after);
    match r {
        Ok(Forked::Child) => Ok(0),
        Ok(Forked::Parent(pid)) => Ok(pid),
        Err(e) => Err(os_error(vm, &e, None)),
    }
}

fn usage(vm: &mut Vm, u: &records::Usage) -> Res {
    let mut fields: Vec<Value> = u.times.map(Value::float).to_vec();
    fields.extend(u.counts.map(Value::Int));
    let module = vm.import("resource")?;
    let name = vm.heap.intern("struct_rusage");
    let class = vm.get_attr(&module, &name)?;
    let fields = vm.heap.tuple(fields).into_value();
    vm.call(&class, &[fields])
}

fn wait(vm: &mut Vm, pid: i32, options: i32, with_usage: bool) -> Res {
    let (pid, status, used) = patient(vm, || records::wait4(pid, options))?;
    let mut out = vec![Value::Int(pid.into()), Value::Int(status.into())];
    if with_usage {
        out.push(usage(vm, &used)?);
    }
    Ok(vm.heap.tuple(out).into_value())
}

fn given(v: &Value) -> bool {
    !v.is_undef() && !v.is_none()
}

fn file_actions(vm: &mut Vm, actions: &Value) -> Res<Vec<Step>> {
    let mut out = Vec::new();
    if actions.is_none() {
        return Ok(out);
    }
    for a in vm.collect(actions)? {
        let Some(t) = a.to_ref::<TupleObj>().filter(|t| !t.is_empty()) else {
            return Err(vm.type_error("Each file_actions element must be a non-empty tuple"));
        };
        let items = t.items().to_vec();
        let tag = vm.to_i64(&items[0])?;
        let (words, n) = match tag {
            0 => ("A open file_action tuple must have 5 elements", 5),
            1 => ("A close file_action tuple must have 2 elements", 2),
            2 => ("A dup2 file_action tuple must have 3 elements", 3),
            3 => ("A closefrom file_action tuple must have 2 elements", 2),
            _ => return Err(vm.type_error("Unknown file_actions identifier")),
        };
        if items.len() != n {
            return Err(vm.type_error(words));
        }
        let fd = c_int(vm, &items[1])?;
        out.push(match tag {
            0 => Step::Open {
                fd,
                path: c_text(vm, &items[2])?,
                flags: c_int(vm, &items[3])?,
                mode: vm.to_i64(&items[4])? as u32,
            },
            1 => Step::Close(fd),
            2 => Step::Dup2(fd, c_int(vm, &items[2])?),
            _ => Step::CloseFrom(fd),
        });
    }
    Ok(out)
}

/// The keyword arguments of `posix_spawn`.
struct SpawnOptions {
    file_actions: Value,
    group: Value,
    reset_ids: bool,
    session: bool,
    mask: Value,
    defaults: Value,
    schedule: Value,
}

fn spawn(
    vm: &mut Vm,
    name: &str,
    path: &P,
    argv: &Value,
    env: &Value,
    o: &SpawnOptions,
    search: bool,
) -> Res<i64> {
    if !argv.is_a::<ListObj>() && !argv.is_a::<TupleObj>() {
        return Err(vm.type_error(format!("{name}: argv must be a tuple or list")));
    }
    let mut s = Start { reset_ids: o.reset_ids, session: o.session, ..Start::default() };
    let items = vm.collect(argv)?;
    if items.is_empty() {
        return Err(vm.value_error(format!("{name}: argv must not be empty")));
    }
    for v in &items {
        s.arguments.push(c_text(vm, v)?);
    }
    if s.arguments[0].is_empty() {
        return Err(vm.value_error(format!("{name}: argv first element cannot be empty")));
    }
    let keys = vm.heap.intern("keys");
    if !env.is_none() && vm.get_attr_opt(env, &keys)?.is_none() {
        return Err(vm.type_error(format!("{name}: environment must be a mapping object or None")));
    }
    s.environment = environment(vm, (!env.is_none()).then_some(env))?;
    s.steps = file_actions(vm, &o.file_actions)?;
    if given(&o.group) {
        s.group = Some(c_int(vm, &o.group)?);
    }
    if given(&o.mask) {
        s.blocked = Some(signal_numbers(vm, &o.mask)?);
    }
    if given(&o.defaults) {
        s.defaults = signal_numbers(vm, &o.defaults)?;
    }
    if given(&o.schedule) {
        let Some(t) = o.schedule.to_ref::<TupleObj>() else {
            return Err(vm.type_error("scheduler must be a tuple or None"));
        };
        if t.len() != 2 {
            return Err(vm.type_error("A scheduler tuple must have two elements"));
        }
        let policy = if t.items()[0].is_none() { None } else { Some(c_int(vm, &t.items()[0].clone())?) };
        let param = t.items()[1].to_ref::<TupleObj>().and_then(|p| p.items().first().cloned());
        let Some(p) = param else { return Err(vm.type_error("must have a sched_param object")) };
        s.schedule = Some((policy, c_int(vm, &p)?));
    }
    let bytes = path.name.as_bytes();
    if search && !bytes.contains(&b'/') {
        let folders = vm.world.variable("PATH").unwrap_or_else(|| b"/bin:/usr/bin".to_vec());
        for folder in folders.split(|b| *b == b':') {
            s.programs.push(CString::new([folder, b"/", bytes].concat()).unwrap_or_default());
        }
    } else {
        s.programs.push(path.name.clone());
    }
    let _ = vm.out.flush();
    let r = start(&s);
    path.done(vm, r).map(i64::from)
}

natives! { pub static FUNCTIONS;
    /// Return the current process id.
    fn getpid(vm, /) -> i64 { vm.world.pid() }
    /// Return the parent's process id.
    fn getppid(vm, /) -> i64 { vm.world.parent_pid() }
    /// Kill a process with a signal.
    fn kill(vm, pid: CInt, signal: CInt, /) -> Res<()> {
        let r = if pid.0 > 0 { vm.world.kill(pid.0.into(), signal.0) } else { system::kill(pid.0, signal.0).map(drop) };
        r.map_err(|e| os_error(vm, &e, None))?;
        if vm.world.signals_pending() { (vm.hooks.signals)(vm) } else { Ok(()) }
    }
    /// Kill a process group with a signal.
    fn killpg(vm, pgid: CInt, signal: CInt, /) -> Res<()> {
        done(vm, system::killpg(pgid.0, signal.0))?;
        if vm.world.signals_pending() { (vm.hooks.signals)(vm) } else { Ok(()) }
    }
    /// Exit to the system with specified status, without normal exit processing.
    fn _exit(vm, /, status: CInt) -> Res<()> { std::process::exit(status.0) }
    /// Abort the interpreter immediately.
    fn abort(vm, /) -> Res<()> { std::process::abort() }
    /// Return the number of logical CPUs in the system.
    fn cpu_count(vm, /) -> usize { vm.options.cpu_count.unwrap_or_else(|| vm.world.processors()) }
    /// Translate an error code to a message string.
    fn strerror(vm, code: CInt, /) -> String { error_text(code.0) }
    /// Execute an executable path with arguments, replacing current process.
    fn execv(vm, path: P, argv: Value, /) -> Res<()> {
        let args = arguments(vm, "execv", &argv)?;
        let env = environment(vm, None)?;
        execute(vm, &path, &args, &env)
    }
    /// Execute an executable path with arguments, replacing current process.
    fn execve(vm, /, path: PathOrFd, argv: Value, env: Value) -> Res<()> {
        if !argv.is_a::<ListObj>() && !argv.is_a::<TupleObj>() {
            return Err(vm.type_error("execve: argv must be a tuple or list"));
        }
        if vm.collect(&argv)?.is_empty() {
            return Err(vm.value_error("execve: argv must not be empty"));
        }
        let keys = vm.heap.intern("keys");
        if vm.get_attr_opt(&env, &keys)?.is_none() {
            return Err(vm.type_error("execve: environment must be a mapping object"));
        }
        let args = arguments(vm, "execve", &argv)?;
        let env = environment(vm, Some(&env))?;
        execute(vm, &path, &args, &env)
    }
    /// Fork a child process.
    fn fork(vm, /) -> Res<i64> { fork(vm).map(i64::from) }
    /// Fork a new process with a new pseudo-terminal as controlling tty.
    fn forkpty(vm, /) -> Res {
        use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
        use std::os::fd::IntoRawFd;
        let r = (|| {
            let host = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY)?;
            grantpt(&host)?;
            unlockpt(&host)?;
            let name = ptsname(&host, Vec::new())?;
            Ok((host, name))
        })();
        let (host, name) = done(vm, r)?;
        let pid = fork(vm)?;
        if pid == 0 {
            drop(host);
            let r = system::openat(libc::AT_FDCWD, &name, libc::O_RDWR, 0).and_then(system::login_tty);
            done(vm, r)?;
            return Ok(vm.heap.tuple([Value::Int(0), Value::Int(-1)]).into_value());
        }
        let host = host.into_raw_fd();
        let r = super::stat::set_inheritable(host, false);
        done(vm, r)?;
        Ok(vm.heap.tuple([Value::Int(pid.into()), Value::Int(host.into())]).into_value())
    }
    /// Register callables to be called when forking a new process.
    fn register_at_fork(vm, /, *, before: Value = Value::Undef, after_in_child: Value = Value::Undef, after_in_parent: Value = Value::Undef) -> Res<()> {
        let all = [("before", before), ("after_in_child", after_in_child), ("after_in_parent", after_in_parent)];
        if all.iter().all(|(_, v)| v.is_undef()) {
            return Err(vm.type_error("At least one argument is required."));
        }
        for (name, v) in &all {
            if !v.is_undef() && !vm.is_callable(v) {
                let class = vm.class_name(v);
                return Err(vm.type_error(format!("'{name}' must be callable, not {class}")));
            }
        }
        let [(_, before), (_, in_child), (_, in_parent)] = all;
        let lists = vm.extension::<AtFork>();
        lists.before.extend((!before.is_undef()).then_some(before));
        lists.in_child.extend((!in_child.is_undef()).then_some(in_child));
        lists.in_parent.extend((!in_parent.is_undef()).then_some(in_parent));
        Ok(())
    }
    /// Execute the program specified by path in a new process.
    fn posix_spawn(vm, path: P, argv: Value, env: Value, /, *, file_actions: Value = Value::None, setpgroup: Value = Value::None, resetids: bool = false, setsid: bool = false, setsigmask: Value = Value::None, setsigdef: Value = Value::None, scheduler: Value = Value::None) -> Res<i64> {
        let o = SpawnOptions { file_actions, group: setpgroup, reset_ids: resetids, session: setsid, mask: setsigmask, defaults: setsigdef, schedule: scheduler };
        spawn(vm, "posix_spawn", &path, &argv, &env, &o, false)
    }
    /// Execute the program specified by path in a new process.
    fn posix_spawnp(vm, path: P, argv: Value, env: Value, /, *, file_actions: Value = Value::None, setpgroup: Value = Value::None, resetids: bool = false, setsid: bool = false, setsigmask: Value = Value::None, setsigdef: Value = Value::None, scheduler: Value = Value::None) -> Res<i64> {
        let o = SpawnOptions { file_actions, group: setpgroup, reset_ids: resetids, session: setsid, mask: setsigmask, defaults: setsigdef, schedule: scheduler };
        spawn(vm, "posix_spawnp", &path, &argv, &env, &o, true)
    }
    /// Wait for completion of a child process.
    fn wait(vm, /) -> Res { wait(vm, -1, 0, false) }
    /// Wait for completion of a child process.
    fn wait3(vm, /, options: CInt) -> Res { wait(vm, -1, options.0, true) }
    /// Wait for completion of a specific child process.
    fn wait4(vm, /, pid: CInt, options: CInt) -> Res { wait(vm, pid.0, options.0, true) }
    /// Wait for completion of a given child process.
    fn waitpid(vm, pid: CInt, options: CInt, /) -> Res { wait(vm, pid.0, options.0, false) }
    /// Returns the result of waiting for a process or processes.
    fn waitid(vm, idtype: CInt, id: CInt, options: CInt, /) -> Res {
        match patient(vm, || records::waitid(idtype.0 as u32, id.0 as u32, options.0))? {
            None => Ok(Value::None),
            Some(fields) => {
                let class = vm.extra_types["posix.waitid_result"].clone();
                Ok(new_struct(vm, &class, fields.map(Value::Int).to_vec()))
            }
        }
    }
    /// Convert a wait status to an exit code.
    fn waitstatus_to_exitcode(vm, /, status: CInt) -> Res<i64> {
        let s = status.0;
        if libc::WIFEXITED(s) {
            Ok(libc::WEXITSTATUS(s).into())
        } else if libc::WIFSIGNALED(s) {
            Ok(-i64::from(libc::WTERMSIG(s)))
        } else if libc::WIFSTOPPED(s) {
            Err(vm.value_error(format!("process stopped by delivery of signal {}", libc::WSTOPSIG(s))))
        } else {
            Err(vm.value_error(format!("invalid wait status: {s}")))
        }
    }
    /// Return True if the process returning status was dumped to a core file.
    fn WCOREDUMP(vm, status: CInt, /) -> bool { libc::WCOREDUMP(status.0) }
    /// Return the process return code from status.
    fn WEXITSTATUS(vm, /, status: CInt) -> i64 { libc::WEXITSTATUS(status.0).into() }
    /// Return True if a particular process was continued from a job control stop.
    fn WIFCONTINUED(vm, /, status: CInt) -> bool { libc::WIFCONTINUED(status.0) }
    /// Return True if the process returning status exited via the exit() system call.
    fn WIFEXITED(vm, /, status: CInt) -> bool { libc::WIFEXITED(status.0) }
    /// Return True if the process returning status was terminated by a signal.
    fn WIFSIGNALED(vm, /, status: CInt) -> bool { libc::WIFSIGNALED(status.0) }
    /// Return True if the process returning status was stopped.
    fn WIFSTOPPED(vm, /, status: CInt) -> bool { libc::WIFSTOPPED(status.0) }
    /// Return the signal that stopped the process that provided the status value.
    fn WSTOPSIG(vm, /, status: CInt) -> i64 { libc::WSTOPSIG(status.0).into() }
    /// Return the signal that terminated the process that provided the status value.
    fn WTERMSIG(vm, /, status: CInt) -> i64 { libc::WTERMSIG(status.0).into() }
    /// Execute the command in a subshell.
    fn system(vm, /, command: Value) -> Res<i64> {
        let command = c_text(vm, &command)?;
        let _ = vm.out.flush();
        let s = Start {
            programs: vec![c"/bin/sh".to_owned()],
            arguments: vec![c"sh".to_owned(), c"-c".to_owned(), command],
            environment: environment(vm, None)?,
            ..Start::default()
        };
        let pid = done(vm, start(&s))?;
        let (_, status, _) = patient(vm, || records::wait4(pid, 0))?;
        Ok(status.into())
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
    fn times(vm, /) -> Res {
        let ticks = system::sysconf(libc::_SC_CLK_TCK).unwrap_or(100) as f64;
        let all = done(vm, records::process_times())?;
        let class = vm.extra_types["posix.times_result"].clone();
        Ok(new_struct(vm, &class, all.iter().map(|n| Value::float(*n as f64 / ticks)).collect()))
    }
    /// Change or add an environment variable.
    fn putenv(vm, name: Value, value: Value, /) -> Res<()> {
        let (n, v) = (path_bytes(vm, &name)?, path_bytes(vm, &value)?);
        if n.contains(&b'=') {
            return Err(vm.value_error("illegal environment variable name"));
        }
        if n.is_empty() {
            return Err(os_error_number(vm, libc::EINVAL, None, None));
        }
        vm.world.set_variable(&n, Some(&v));
        Ok(())
    }
    /// Delete an environment variable.
    fn unsetenv(vm, name: Value, /) -> Res<()> {
        let n = path_bytes(vm, &name)?;
        if n.is_empty() || n.contains(&b'=') {
            return Err(os_error_number(vm, libc::EINVAL, None, None));
        }
        vm.world.set_variable(&n, None);
        Ok(())
    }
    /// Create the environment dictionary.
    fn _create_environ(vm, /) -> Res<Ref<DictObj>> { environ(vm) }
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
    /// Calls the hook of the prompt, if there is one.
    fn _inputhook(vm, /) -> i64 { 0 }
    /// Whether the prompt has a hook.
    fn _is_inputhook_installed(vm, /) -> bool { false }
}

/// The environment as a dict of bytes.
pub fn environ(vm: &mut Vm) -> Res<Ref<DictObj>> {
    let environment = vm.heap.dict();
    for (k, v) in vm.world.environment() {
        let (k, v) = (vm.heap.bytes_of(&k).into_value(), vm.heap.bytes_of(&v).into_value());
        drop(vm.dict_set(&environment, k, v)?);
    }
    Ok(environment)
}
