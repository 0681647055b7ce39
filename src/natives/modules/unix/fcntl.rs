//! `fcntl`: commands on descriptors, and locks.

use crate::natives;
use crate::natives::types::support::buffer_of;
use crate::object::bytes::{ByteArrayObj, BytesObj};
use crate::object::dict::DictObj;
use crate::object::int::as_int;
use crate::object::str::StrObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm, system};

use super::super::io::base::store;
use super::super::posix::arguments::{CInt, FileLike, patient};
use super::super::support::put_ints;
use super::constants::FCNTL;

/// What a command takes: a number, or a record that the system may change.
enum Argument {
    Number(i64),
    Record(Vec<u8>),
}

fn argument(vm: &mut Vm, name: &str, v: &Value) -> Res<Argument> {
    let index = vm.heap.intern("__index__");
    if as_int(v).is_some() || vm.lookup_special(v, &index).is_some() {
        let i = vm.to_int(v)?;
        return match i.as_ref().to_i64() {
            Some(i) if i32::try_from(i).is_ok() || u32::try_from(i).is_ok() => Ok(Argument::Number(i)),
            _ => Err(vm.overflow_error("Python int too large to convert to C int")),
        };
    }
    if let Some(s) = v.cast::<StrObj>() {
        return Ok(Argument::Record(s.to_text().into_bytes()));
    }
    match buffer_of(v) {
        Some(data) => Ok(Argument::Record(data)),
        None => {
            let class = vm.class_name(v);
            Err(vm.type_error(format!(
                "{name}() argument 3 must be an integer, a bytes-like object, or a string, not {class}"
            )))
        }
    }
}

fn is_writable(v: &Value) -> bool {
    v.is_a::<ByteArrayObj>() || (!v.is_a::<BytesObj>() && !v.is_a::<StrObj>())
}

natives! { static FUNCTIONS;
    /// Perform the operation `cmd` on file descriptor fd.
    fn fcntl(vm, fd: FileLike, cmd: CInt, arg: Value = Value::Int(0), /) -> Res {
        match argument(vm, "fcntl", &arg)? {
            Argument::Number(n) => Ok(Value::Int(patient(vm, || system::fcntl(fd.0, cmd.0, n))?.into())),
            Argument::Record(data) if data.len() <= 1024 => {
                let mut room = [0; 1024];
                room[..data.len()].copy_from_slice(&data);
                patient(vm, || system::fcntl_record(fd.0, cmd.0, &mut room))?;
                Ok(vm.heap.bytes_of(&room[..data.len()]).into_value())
            }
            Argument::Record(_) => Err(vm.value_error("fcntl argument 3 is too long")),
        }
    }
    /// Perform the operation request on file descriptor fd.
    fn ioctl(vm, fd: FileLike, request: Value, arg: Value = Value::Int(0), mutate_flag: bool = true, /) -> Res {
        let request = vm.to_i64(&request)? as u64 & 0xffff_ffff;
        match argument(vm, "ioctl", &arg)? {
            Argument::Number(n) => Ok(Value::Int(patient(vm, || system::ioctl(fd.0, request, n))?.into())),
            Argument::Record(data) => {
                let n = data.len();
                let changes = mutate_flag && is_writable(&arg);
                if n > 1024 && !changes {
                    return Err(vm.value_error("ioctl argument 3 is too long"));
                }
                let mut room = data;
                vm.granted(crate::object::buffer::resize(&mut room, n.max(1 << 14), 0))?;
                let r = patient(vm, || system::ioctl_record(fd.0, request, &mut room))?;
                if changes {
                    store(vm, &arg, &room[..n])?;
                    return Ok(Value::Int(r.into()));
                }
                Ok(vm.heap.bytes_of(&room[..n]).into_value())
            }
        }
    }
    /// Perform the lock operation `operation` on file descriptor `fd`.
    fn flock(vm, fd: FileLike, operation: CInt, /) -> Res<()> { patient(vm, || system::flock(fd.0, operation.0)).map(drop) }
    /// A wrapper around the fcntl() locking calls.
    fn lockf(vm, fd: FileLike, cmd: CInt, len: i64 = 0, start: i64 = 0, whence: CInt = CInt(0), /) -> Res {
        let kind = match cmd.0 & !libc::LOCK_NB {
            libc::LOCK_UN => libc::F_UNLCK,
            libc::LOCK_SH => libc::F_RDLCK,
            libc::LOCK_EX => libc::F_WRLCK,
            _ => return Err(vm.value_error("unrecognized lockf argument")),
        };
        let wait = cmd.0 & libc::LOCK_NB == 0;
        patient(vm, || system::lock_part(fd.0, wait, kind as i16, whence.0 as i16, start, len))?;
        Ok(Value::None)
    }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    put_ints(vm, dict, FCNTL);
    vm.add_functions(dict, "fcntl", FUNCTIONS);
    Ok(())
}
