//! `_posixsubprocess`: how `subprocess` starts a program. The copy of this process arranges its descriptors; what goes wrong there is written to the pipe
//! that `subprocess` reads.

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm, system, system_records as records};

use super::super::posix::arguments::{CInt, c_text, id};
use super::super::posix::processes::fork;
use super::super::posix::start::{close_from, run_first};
use super::super::posix::stat::set_inheritable;

/// What the new process does before it becomes the program.
struct Plan {
    programs: Vec<std::ffi::CString>,
    arguments: Vec<std::ffi::CString>,
    environment: Vec<std::ffi::CString>,
    folder: Option<std::ffi::CString>,
    /// For reading, writing, errors: what the child gets, and what is the parent's.
    ends: [i32; 6],
    told: i32,
    close: bool,
    kept: Vec<i32>,
    restore: bool,
    session: bool,
    group: i32,
    gid: Option<u32>,
    groups: Option<Vec<u32>>,
    uid: Option<u32>,
    umask: i32,
}

fn texts(vm: &mut Vm, v: &Value) -> Res<Vec<std::ffi::CString>> {
    let mut out = Vec::new();
    for v in vm.collect(v)? {
        out.push(c_text(vm, &v)?);
    }
    Ok(out)
}

/// The steps in the child; `at` says which of them is under way.
fn arrange(p: &Plan, at: &mut &'static str) -> std::io::Result<()> {
    let [stdin, to_child, from_child, stdout, from_errors, stderr] = p.ends;
    for fd in [to_child, from_child, from_errors] {
        if fd >= 0 {
            system::close(fd)?;
        }
    }
    // An end that has one of the three numbers must not be lost when that number is set.
    let above = |fd: i32, least: i32| {
        if (0..least).contains(&fd) { system::fcntl(fd, libc::F_DUPFD, i64::from(least)) } else { Ok(fd) }
    };
    let stdout = if stdout == 0 { above(stdout, 3)? } else { stdout };
    let stderr = if stderr == 0 || stderr == 1 { above(stderr, 3)? } else { stderr };
    for (from, to) in [(stdin, 0), (stdout, 1), (stderr, 2)] {
        if from == to {
            set_inheritable(from, true)?;
        } else if from >= 0 {
            system::dup2(from, to)?;
        }
    }
    for fd in &p.kept {
        if *fd != p.told {
            set_inheritable(*fd, true)?;
        }
    }
    if let Some(folder) = &p.folder {
        *at = "noexec:chdir";
        system::chdir(folder)?;
        *at = "noexec";
    }
    if p.umask >= 0 {
        rustix::process::umask(rustix::fs::Mode::from_bits_truncate(p.umask as u32));
    }
    if p.restore {
        system::default_signal(libc::SIGPIPE);
        system::default_signal(libc::SIGXFSZ);
    }
    if p.session {
        system::setsid()?;
    }
    if p.group >= 0 {
        system::setpgid(0, p.group)?;
    }
    if let Some(groups) = &p.groups {
        records::set_groups(groups)?;
    }
    if let Some(gid) = p.gid {
        system::setregid(gid, gid)?;
    }
    if let Some(uid) = p.uid {
        system::setreuid(uid, uid)?;
    }
    Ok(())
}

/// In the child: never comes back.
fn child(vm: &mut Vm, p: &Plan, before: &Value) -> ! {
    let mut at = "noexec";
    let report = match arrange(p, &mut at) {
        // The third part says that the program is not to blame.
        Err(e) => format!("OSError:{:X}:{at}", e.raw_os_error().unwrap_or(0)),
        Ok(()) => {
            let failed =
                !before.is_none() && vm.call(before, &[]).map_err(|e| drop(vm.take_raised(e))).is_err();
            if failed {
                "SubprocessError:0:Exception occurred in preexec_fn.".to_string()
            } else {
                if p.close {
                    close_from(3, &p.kept);
                }
                let e = run_first(&p.programs, &p.arguments, &p.environment);
                format!("OSError:{:X}:", e.raw_os_error().unwrap_or(0))
            }
        }
    };
    if let Ok(to) = system::borrowed(p.told) {
        let _ = rustix::io::write(to, report.as_bytes());
    }
    std::process::exit(255)
}

natives! { static FUNCTIONS;
    /// Spawn a fresh new child process.
    fn fork_exec(vm, args: Value, executable_list: Value, close_fds: bool, pass_fds: Value, cwd: Value, env: Value,
        p2cread: CInt, p2cwrite: CInt, c2pread: CInt, c2pwrite: CInt, errread: CInt, errwrite: CInt, errpipe_read: CInt, errpipe_write: CInt,
        restore_signals: bool, call_setsid: bool, pgid_to_set: CInt, gid: Value, extra_groups: Value, uid: Value, child_umask: CInt, preexec_fn: Value, /) -> Res<i64> {
        let _ = errpipe_read;
        let mut kept = Vec::new();
        for v in pass_fds.to_ref::<TupleObj>().map(|t| t.items().to_vec()).unwrap_or_default() {
            kept.push(vm.to_i64(&v)? as i32);
        }
        if close_fds && errpipe_write.0 < 3 {
            return Err(vm.value_error("errpipe_write must be >= 3"));
        }
        if kept.windows(2).any(|w| w[0] >= w[1]) || kept.iter().any(|fd| *fd < 0) {
            return Err(vm.value_error("bad value(s) in fds_to_keep"));
        }
        let environment = if env.is_none() { super::super::posix::processes::environment(vm, None)? } else { texts(vm, &env)? };
        let groups = if extra_groups.is_none() { None } else {
            let mut all = Vec::new();
            for v in vm.collect(&extra_groups)? {
                all.push(id(vm, &v, "gid")?);
            }
            Some(all)
        };
        let plan = Plan {
            programs: texts(vm, &executable_list)?,
            arguments: texts(vm, &args)?,
            environment,
            folder: if cwd.is_none() { None } else { Some(c_text(vm, &cwd)?) },
            ends: [p2cread.0, p2cwrite.0, c2pread.0, c2pwrite.0, errread.0, errwrite.0],
            told: errpipe_write.0,
            close: close_fds,
            kept,
            restore: restore_signals,
            session: call_setsid,
            group: pgid_to_set.0,
            gid: if gid.is_none() { None } else { Some(id(vm, &gid, "gid")?) },
            groups,
            uid: if uid.is_none() { None } else { Some(id(vm, &uid, "uid")?) },
            umask: child_umask.0,
        };
        let pid = if preexec_fn.is_none() {
            let _ = vm.out.flush();
            match system::fork() {
                Ok(system::Forked::Child) => 0,
                Ok(system::Forked::Parent(pid)) => pid,
                Err(e) => return Err(super::super::support::os_error(vm, &e, None)),
            }
        } else {
            fork(vm)?
        };
        if pid == 0 {
            child(vm, &plan, &preexec_fn)
        }
        Ok(pid.into())
    }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_posixsubprocess", FUNCTIONS);
    Ok(())
}
