//! Who runs and how eagerly: users, groups, sessions, priorities, schedules, and the limits of the system.

use crate::natives;
use crate::object::Value;
use crate::object::dict::DictObj;
use crate::object::int::as_int;
use crate::object::list::ListObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::vm::{Res, Vm, system, system_records as records};

use super::super::structseq::{StructSpec, new_struct};
use super::super::support::os_error_number;
use super::arguments::{CInt, Gid, PathOrFd, Uid, c_int, c_str, done, id, text_value};
use super::constants::{CONFSTR, PATHCONF, SYSCONF};

/// `posix.sched_param`
pub const SCHED_PARAM: StructSpec = StructSpec {
    name: "sched_param",
    module: "posix",
    doc: "Currently has only one field: sched_priority\n\n  sched_priority\n    A scheduling parameter.",
    fields: &["sched_priority"],
    visible: 1,
    callable: true,
};

fn number_of(vm: &mut Vm, v: &Value, names: &[(&str, i64)]) -> Res<i32> {
    if let Some(s) = v.cast::<StrObj>() {
        let text = s.to_text();
        return match names.iter().find(|(name, _)| *name == text) {
            Some((_, n)) => Ok(*n as i32),
            None => Err(vm.value_error("unrecognized configuration name")),
        };
    }
    let index = vm.heap.intern("__index__");
    if as_int(v).is_none() && vm.lookup_special(v, &index).is_none() {
        return Err(vm.type_error("configuration names must be strings or integers"));
    }
    c_int(vm, v)
}

fn numbers(vm: &Vm, all: impl IntoIterator<Item = u32>) -> Vec<Value> {
    let _ = vm;
    all.into_iter().map(|n| Value::Int(n.into())).collect()
}

fn triple(vm: &mut Vm, groups: bool) -> Res {
    let ids = done(vm, records::ids(groups))?;
    let all = numbers(vm, ids);
    Ok(vm.heap.tuple(all).into_value())
}

fn priority_of(vm: &mut Vm, param: &Value) -> Res<i32> {
    let class = vm.extra_types["posix.sched_param"].clone();
    match param.to_ref::<TupleObj>() {
        Some(t) if vm.is_instance_of(param, &class) => c_int(vm, &t.items()[0].clone()),
        _ => Err(vm.type_error("must have a sched_param object")),
    }
}

natives! { pub static FUNCTIONS;
    /// Return the current process's user id.
    fn getuid(vm, /) -> i64 { rustix::process::getuid().as_raw().into() }
    /// Return the current process's group id.
    fn getgid(vm, /) -> i64 { rustix::process::getgid().as_raw().into() }
    /// Return the current process's effective user id.
    fn geteuid(vm, /) -> i64 { rustix::process::geteuid().as_raw().into() }
    /// Return the current process's effective group id.
    fn getegid(vm, /) -> i64 { rustix::process::getegid().as_raw().into() }
    /// Set the current process's user id.
    fn setuid(vm, uid: Uid, /) -> Res<()> { done(vm, system::setuid(uid.0)).map(drop) }
    /// Set the current process's effective user id.
    fn seteuid(vm, euid: Uid, /) -> Res<()> { done(vm, system::seteuid(euid.0)).map(drop) }
    /// Set the current process's group id.
    fn setgid(vm, gid: Gid, /) -> Res<()> { done(vm, system::setgid(gid.0)).map(drop) }
    /// Set the current process's effective group id.
    fn setegid(vm, egid: Gid, /) -> Res<()> { done(vm, system::setegid(egid.0)).map(drop) }
    /// Set the current process's real and effective user ids.
    fn setreuid(vm, ruid: Uid, euid: Uid, /) -> Res<()> { done(vm, system::setreuid(ruid.0, euid.0)).map(drop) }
    /// Set the current process's real and effective group ids.
    fn setregid(vm, rgid: Gid, egid: Gid, /) -> Res<()> { done(vm, system::setregid(rgid.0, egid.0)).map(drop) }
    /// Set the current process's real, effective, and saved user ids.
    fn setresuid(vm, ruid: Uid, euid: Uid, suid: Uid, /) -> Res<()> { done(vm, system::setresuid(ruid.0, euid.0, suid.0)).map(drop) }
    /// Set the current process's real, effective, and saved group ids.
    fn setresgid(vm, rgid: Gid, egid: Gid, sgid: Gid, /) -> Res<()> { done(vm, system::setresgid(rgid.0, egid.0, sgid.0)).map(drop) }
    /// Return a tuple of the current process's real, effective, and saved user ids.
    fn getresuid(vm, /) -> Res { triple(vm, false) }
    /// Return a tuple of the current process's real, effective, and saved group ids.
    fn getresgid(vm, /) -> Res { triple(vm, true) }
    /// Return list of supplemental group IDs for the process.
    fn getgroups(vm, /) -> Res {
        let all = done(vm, rustix::process::getgroups().map_err(Into::into))?;
        let all = numbers(vm, all.iter().map(|g| g.as_raw()));
        Ok(vm.heap.list(all).into_value())
    }
    /// Set the groups of the current process to list.
    fn setgroups(vm, groups: Value, /) -> Res<()> {
        if !groups.is_a::<ListObj>() && !groups.is_a::<TupleObj>() {
            return Err(vm.type_error("setgroups argument must be a sequence"));
        }
        let mut all = Vec::new();
        for v in vm.collect(&groups)? {
            if as_int(&v).is_none() {
                return Err(vm.type_error("groups must be integers"));
            }
            all.push(id(vm, &v, "gid")?);
        }
        done(vm, records::set_groups(&all))
    }
    /// Returns a list of groups to which a user belongs.
    fn getgrouplist(vm, user: Value, group: Gid, /) -> Res {
        let user = c_str(vm, &user, "getgrouplist() argument 1")?;
        let all = numbers(vm, records::groups_of(&user, group.0));
        Ok(vm.heap.list(all).into_value())
    }
    /// Initialize the group access list.
    fn initgroups(vm, username: Value, gid: Gid, /) -> Res<()> {
        let user = super::arguments::c_text(vm, &username)?;
        done(vm, system::initgroups(&user, gid.0)).map(drop)
    }
    /// Return the actual login name.
    fn getlogin(vm, /) -> Res {
        let name = done(vm, records::login_name())?;
        text_value(vm, &name)
    }
    /// Return the current process group id.
    fn getpgrp(vm, /) -> Res<i64> { done(vm, system::getpgid(0)).map(i64::from) }
    /// Call the system call getpgid(), and return the result.
    fn getpgid(vm, /, pid: CInt) -> Res<i64> { done(vm, system::getpgid(pid.0)).map(i64::from) }
    /// Call the system call setpgid(pid, pgrp).
    fn setpgid(vm, pid: CInt, pgrp: CInt, /) -> Res<()> { done(vm, system::setpgid(pid.0, pgrp.0)).map(drop) }
    /// Make the current process the leader of its process group.
    fn setpgrp(vm, /) -> Res<()> { done(vm, system::setpgid(0, 0)).map(drop) }
    /// Call the system call getsid(pid) and return the result.
    fn getsid(vm, pid: CInt, /) -> Res<i64> { done(vm, system::getsid(pid.0)).map(i64::from) }
    /// Call the system call setsid().
    fn setsid(vm, /) -> Res<()> { done(vm, system::setsid()).map(drop) }
    /// Add increment to the priority of process and return the new priority.
    fn nice(vm, increment: CInt, /) -> Res<i64> { done(vm, system::nice(increment.0)).map(i64::from) }
    /// Return program scheduling priority.
    fn getpriority(vm, /, which: CInt, who: CInt) -> Res<i64> { done(vm, system::getpriority(which.0 as u32, who.0 as u32)).map(i64::from) }
    /// Set program scheduling priority.
    fn setpriority(vm, /, which: CInt, who: CInt, priority: CInt) -> Res<()> {
        done(vm, system::setpriority(which.0 as u32, who.0 as u32, priority.0)).map(drop)
    }
    /// Get the maximum scheduling priority for policy.
    fn sched_get_priority_max(vm, /, policy: CInt) -> Res<i64> { done(vm, system::sched_get_priority_max(policy.0)).map(i64::from) }
    /// Get the minimum scheduling priority for policy.
    fn sched_get_priority_min(vm, /, policy: CInt) -> Res<i64> { done(vm, system::sched_get_priority_min(policy.0)).map(i64::from) }
    /// Get the scheduling policy for the process identified by pid.
    fn sched_getscheduler(vm, pid: CInt, /) -> Res<i64> { done(vm, system::sched_getscheduler(pid.0)).map(i64::from) }
    /// Set the scheduling policy for the process identified by pid.
    fn sched_setscheduler(vm, pid: CInt, policy: CInt, param: Value, /) -> Res<()> {
        let p = priority_of(vm, &param)?;
        done(vm, records::set_schedule(pid.0, Some(policy.0), p))
    }
    /// Returns scheduling parameters for the process identified by pid.
    fn sched_getparam(vm, pid: CInt, /) -> Res {
        let p = done(vm, records::schedule_priority(pid.0))?;
        let class = vm.extra_types["posix.sched_param"].clone();
        Ok(new_struct(vm, &class, vec![Value::Int(p.into())]))
    }
    /// Set scheduling parameters for the process identified by pid.
    fn sched_setparam(vm, pid: CInt, param: Value, /) -> Res<()> {
        let p = priority_of(vm, &param)?;
        done(vm, records::set_schedule(pid.0, None, p))
    }
    /// Return the round-robin quantum for the process identified by pid, in seconds.
    fn sched_rr_get_interval(vm, pid: CInt, /) -> Res<f64> { done(vm, records::round_robin_interval(pid.0)) }
    /// Voluntarily relinquish the CPU.
    fn sched_yield(vm, /) { rustix::thread::sched_yield() }
    /// Return the affinity of the process identified by pid (or the current process if zero).
    fn sched_getaffinity(vm, pid: CInt, /) -> Res {
        let all = done(vm, records::affinity(pid.0))?;
        let all: Vec<Value> = all.into_iter().map(|i| Value::Int(i as i64)).collect();
        let all = vm.heap.list(all).into_value();
        let table = vm.set_from(&all)?;
        Ok(vm.heap.set(table).into_value())
    }
    /// Set the CPU affinity of the process identified by pid to mask.
    fn sched_setaffinity(vm, pid: CInt, mask: Value, /) -> Res<()> {
        let mut all = Vec::new();
        for v in vm.collect(&mask)? {
            if as_int(&v).is_none() {
                let class = vm.class_of(&v).value();
                let class = vm.repr(&class)?.to_text();
                return Err(vm.type_error(format!("expected an iterator of ints, but iterator yielded {class}")));
            }
            let n = c_int(vm, &v)?;
            match usize::try_from(n) {
                Ok(n) if n < 65536 => all.push(n),
                Ok(_) => return Err(vm.overflow_error("CPU number too large")),
                Err(_) => return Err(vm.value_error("negative CPU number")),
            }
        }
        done(vm, records::set_affinity(pid.0, &all))
    }
    /// Return average recent system load information.
    fn getloadavg(vm, /) -> Res {
        match records::load_averages() {
            Ok(all) => Ok(vm.heap.tuple(all.map(Value::float)).into_value()),
            Err(_) => {
                let class = vm.types().os_error.clone();
                Err(vm.error(&class, "Load averages are unobtainable"))
            }
        }
    }
    /// Return an integer-valued system configuration variable.
    fn sysconf(vm, name: Value, /) -> Res<i64> {
        let n = number_of(vm, &name, SYSCONF)?;
        done(vm, system::sysconf(n))
    }
    /// Return a string-valued system configuration variable.
    fn confstr(vm, name: Value, /) -> Res {
        let n = number_of(vm, &name, CONFSTR)?;
        match done(vm, records::confstr(n))? {
            Some(text) => text_value(vm, &text),
            None => Ok(Value::None),
        }
    }
    /// Return the configuration limit name for the file or directory path.
    fn pathconf(vm, /, path: PathOrFd, name: Value) -> Res<i64> {
        let n = number_of(vm, &name, PATHCONF)?;
        let r = match path.fd {
            Some(fd) => system::fpathconf(fd, n),
            None => system::pathconf(&path.name, n),
        };
        match r {
            // Nobody asks for the path's fault here.
            Err(e) if e.raw_os_error() == Some(libc::EINVAL) => Err(os_error_number(vm, libc::EINVAL, None, None)),
            r => path.done(vm, r),
        }
    }
    /// Return the configuration limit name for the file descriptor fd.
    fn fpathconf(vm, fd: super::arguments::FileLike, name: Value, /) -> Res<i64> {
        let n = number_of(vm, &name, PATHCONF)?;
        done(vm, system::fpathconf(fd.0, n))
    }
    /// Set the current numeric umask and return the previous umask.
    fn umask(vm, mask: CInt, /) -> i64 {
        let old = rustix::process::umask(rustix::fs::Mode::from_bits_truncate(mask.0 as u32));
        old.bits().into()
    }
}

/// A table of names as a dict.
pub fn names(vm: &mut Vm, table: &[(&str, i64)]) -> crate::object::Ref<DictObj> {
    let d = vm.heap.dict();
    for (name, n) in table {
        drop(d.set_text(vm.heap, name, Value::Int(*n)));
    }
    d
}

natives! { static SCHED_NEW;
    /// Makes an instance of one number.
    fn __new__(vm, cls: crate::object::Ref<crate::object::TypeObj>, /, sched_priority: Value) -> Value {
        new_struct(vm, &cls, vec![sched_priority])
    }
    /// Helper for pickle.
    fn __reduce__(vm, this: crate::object::Ref<TupleObj>, /) -> Value {
        let class = this.obj().class().value();
        let fields = vm.heap.tuple(this.items().to_vec()).into_value();
        vm.heap.tuple([class, fields]).into_value()
    }
}

/// `sched_param` takes its field itself.
pub fn init(vm: &mut Vm) {
    let class = vm.extra_types["posix.sched_param"].clone();
    vm.add_methods(&class, SCHED_NEW);
}
