//! `syslog`: messages to the log of the system.

use std::ffi::CString;

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm, system_records as records};

use super::super::posix::arguments::{CInt, c_int, c_text};
use super::super::support::put_ints;
use super::constants::SYSLOG;

/// Whether the log was opened by name.
#[derive(Default)]
struct Opened(bool);

fn open(vm: &mut Vm, ident: &Value, options: i32, facility: i32) -> Res<()> {
    let name = if ident.is_undef() || ident.is_none() {
        let sys = vm.import("sys")?;
        let argv = vm.heap.intern("argv");
        let argv = vm.get_attr(&sys, &argv)?;
        let first =
            vm.collect(&argv)?.first().and_then(|v| Some(v.cast::<StrObj>()?.to_text())).unwrap_or_default();
        CString::new(first.rsplit('/').next().unwrap_or_default()).unwrap_or_default()
    } else {
        if !ident.is_a::<StrObj>() {
            let class = vm.class_name(ident);
            return Err(vm.type_error(format!("openlog() argument 'ident' must be str, not {class}")));
        }
        c_text(vm, ident)?
    };
    records::open_log(name, options, facility);
    vm.extension::<Opened>().0 = true;
    Ok(())
}

natives! { static FUNCTIONS;
    /// Set logging options of subsequent syslog() calls.
    fn openlog(vm, /, ident: Value = Value::Undef, logoption: CInt = CInt(0), facility: CInt = CInt(8)) -> Res<()> { open(vm, &ident, logoption.0, facility.0) }
    /// Send the string message to the system logger.
    fn syslog(vm, priority: Value, message: Value = Value::Undef, /) -> Res<()> {
        let (priority, message) = if message.is_undef() { (libc::LOG_INFO, priority) } else { (c_int(vm, &priority)?, message) };
        if !message.is_a::<StrObj>() {
            let class = vm.class_name(&message);
            return Err(vm.type_error(format!("syslog() argument must be str, not {class}")));
        }
        let text = c_text(vm, &message)?;
        if !vm.extension::<Opened>().0 {
            open(vm, &Value::None, 0, libc::LOG_USER)?;
        }
        records::log(priority, &text);
        Ok(())
    }
    /// Reset the syslog module values and call the system library closelog().
    fn closelog(vm, /) {
        if std::mem::take(&mut vm.extension::<Opened>().0) {
            records::close_log();
        }
    }
    /// Set the priority mask to maskpri and return the previous mask value.
    fn setlogmask(vm, maskpri: i64, /) -> i64 { records::log_mask(maskpri as i32).into() }
    /// Calculates the mask for the individual priority pri.
    fn LOG_MASK(vm, pri: i64, /) -> i64 { 1i64.checked_shl(pri as u32).unwrap_or(0) }
    /// Calculates the mask for all priorities up to and including pri.
    fn LOG_UPTO(vm, pri: i64, /) -> i64 { 1i64.checked_shl(pri as u32 + 1).unwrap_or(0) - 1 }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    put_ints(vm, dict, SYSLOG);
    vm.add_functions(dict, "syslog", FUNCTIONS);
    Ok(())
}
