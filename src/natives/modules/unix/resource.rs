//! `resource`: limits of processes, and what they have used.

use num_traits::ToPrimitive;

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm, system, system_records as records};

use super::super::posix::arguments::{CInt, done};
use super::super::structseq::{StructSpec, new_struct, struct_class};
use super::super::support::{put, put_ints};
use super::constants::RESOURCE;

const RUSAGE: StructSpec = StructSpec {
    name: "struct_rusage",
    module: "resource",
    doc: "struct_rusage: Result from getrusage.\n\nThis object may be accessed either as a tuple of\n    (utime,stime,maxrss,ixrss,idrss,isrss,minflt,majflt,\n    nswap,inblock,oublock,msgsnd,msgrcv,nsignals,nvcsw,nivcsw)\nor via the attributes ru_utime, ru_stime, ru_maxrss, and so on.",
    fields: &[
        "ru_utime",
        "ru_stime",
        "ru_maxrss",
        "ru_ixrss",
        "ru_idrss",
        "ru_isrss",
        "ru_minflt",
        "ru_majflt",
        "ru_nswap",
        "ru_inblock",
        "ru_oublock",
        "ru_msgsnd",
        "ru_msgrcv",
        "ru_nsignals",
        "ru_nvcsw",
        "ru_nivcsw",
    ],
    visible: 16,
    callable: true,
};

fn resource(vm: &mut Vm, n: CInt) -> Res<u32> {
    match n.0 {
        0..=15 => Ok(n.0 as u32),
        _ => Err(vm.value_error("invalid resource specified")),
    }
}

fn limits(vm: &mut Vm, v: &Value) -> Res<(u64, u64)> {
    let all = vm.collect(v)?;
    let [now, most] = &all[..] else {
        return Err(vm.value_error("expected a tuple of 2 integers"));
    };
    let mut one = |v: &Value| {
        let n = vm.to_int(v)?;
        let n = n.as_ref().to_big();
        match n.to_u64() {
            Some(n) => Ok(n),
            None if n == (-1).into() => Ok(u64::MAX),
            None if n < 0.into() => Err(vm.value_error("Cannot convert negative int")),
            None => Err(vm.overflow_error("Python int too large to convert to C rlim_t")),
        }
    };
    Ok((one(now)?, one(most)?))
}

fn pair(vm: &Vm, (now, most): (u64, u64)) -> Value {
    // No limit is -1.
    let one = |n: u64| if n == u64::MAX { Value::Int(-1) } else { vm.heap.int_from_big(n.into()) };
    vm.heap.tuple([one(now), one(most)]).into_value()
}

fn changed(vm: &mut Vm, pid: i32, which: u32, new: (u64, u64)) -> Res<(u64, u64)> {
    match records::limits(pid, which, Some(new)) {
        Err(e) if e.raw_os_error() == Some(libc::EINVAL) => {
            Err(vm.value_error("current limit exceeds maximum limit"))
        }
        Err(e) if e.raw_os_error() == Some(libc::EPERM) && pid == 0 => {
            Err(vm.value_error("not allowed to raise maximum limit"))
        }
        r => done(vm, r),
    }
}

natives! { static FUNCTIONS;
    /// Return an object with information about the resources that were used.
    fn getrusage(vm, who: CInt, /) -> Res {
        let u = match records::usage(who.0) {
            Err(e) if e.raw_os_error() == Some(libc::EINVAL) => return Err(vm.value_error("invalid who parameter")),
            r => done(vm, r)?,
        };
        let mut fields: Vec<Value> = u.times.map(Value::float).to_vec();
        fields.extend(u.counts.map(Value::Int));
        let class = vm.extra_types["resource.struct_rusage"].clone();
        Ok(new_struct(vm, &class, fields))
    }
    /// Return the limits of a resource: what holds now, and the most that may be asked for.
    fn getrlimit(vm, resource: CInt, /) -> Res {
        let n = self::resource(vm, resource)?;
        let l = done(vm, records::limits(0, n, None))?;
        Ok(pair(vm, l))
    }
    /// Set new limits of a resource.
    fn setrlimit(vm, resource: CInt, limits: Value, /) -> Res<()> {
        let n = self::resource(vm, resource)?;
        let new = self::limits(vm, &limits)?;
        changed(vm, 0, n, new).map(drop)
    }
    /// Get, or set, the limits of a process.
    fn prlimit(vm, pid: CInt, resource: CInt, limits: Value = Value::None, /) -> Res {
        let n = self::resource(vm, resource)?;
        let old = if limits.is_none() { done(vm, records::limits(pid.0, n, None))? } else {
            let new = self::limits(vm, &limits)?;
            changed(vm, pid.0, n, new)?
        };
        Ok(pair(vm, old))
    }
    /// Return the size of a page of memory in bytes.
    fn getpagesize(vm, /) -> i64 { system::sysconf(libc::_SC_PAGESIZE).unwrap_or(4096) }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let class = struct_class(vm, &RUSAGE);
    put(vm, dict, "struct_rusage", class.value());
    vm.extra_types.insert("resource.struct_rusage", class);
    put(vm, dict, "error", vm.types().os_error.value());
    put_ints(vm, dict, RESOURCE);
    vm.add_functions(dict, "resource", FUNCTIONS);
    Ok(())
}
