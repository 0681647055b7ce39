//! `faulthandler`: where the program stands, written straight to a descriptor.
//!
//! What rests on handlers that run in the middle of anything (other threads looking in, tracebacks from within the handler of a signal) has no place in code without
//! `unsafe`, and says so. `enable` only remembers: the faults that it is there for would be the interpreter's own, which tells of them by itself.

use std::os::fd::BorrowedFd;

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::int::as_int;
use crate::object::{Ref, Value};
use crate::vm::{Raised, Res, Vm, system};

use super::thread::MAIN;

/// Frames of a traceback that are shown.
const MOST_FRAMES: usize = 100;
/// Characters of a name that are shown.
const MOST_TEXT: usize = 500;

/// Whether it is enabled, and the file that stays open for it.
#[derive(Default)]
struct State {
    on: bool,
    _file: Value,
}

/// The descriptor of a file argument: an int, an object with `fileno`, or the script's standard error.
fn descriptor(vm: &mut Vm, file: &Value) -> Res<i32> {
    let mut file = file.clone();
    if file.is_undef() || file.is_none() {
        let name = vm.heap.intern("stderr");
        file = match vm.sys.get_str(&name) {
            None => return Err(vm.runtime_error("unable to get sys.stderr")),
            Some(Value::None) => return Err(vm.runtime_error("sys.stderr is None")),
            Some(v) => v,
        };
    }
    if matches!(file, Value::True | Value::False) {
        let class = vm.types().runtime_warning.clone();
        vm.warn(&class, "bool is used as a file descriptor", 1)?;
    }
    if as_int(&file).is_some() {
        return match vm.to_i32(&file)? {
            fd if fd >= 0 => Ok(fd),
            _ => Err(vm.value_error("file is not a valid file descriptor")),
        };
    }
    let got = {
        let name = vm.heap.intern("fileno");
        let method = vm.get_attr(&file, &name)?;
        vm.call(&method, &[])?
    };
    let fd = match as_int(&got) {
        Some(_) => vm.to_i32(&got)?,
        None => return Err(vm.runtime_error("file.fileno() is not a valid file descriptor")),
    };
    if fd < 0 {
        return Err(vm.runtime_error("file.fileno() is not a valid file descriptor"));
    }
    // What the file still holds comes first.
    let name = vm.heap.intern("flush");
    let flushed = vm.get_attr(&file, &name).and_then(|f| vm.call(&f, &[]));
    if let Err(e) = flushed {
        drop(vm.take_raised(e));
    }
    Ok(fd)
}

/// A text as it is shown: cut, and in ASCII.
fn shown(text: &str) -> String {
    let mut out = String::new();
    for (i, c) in text.chars().enumerate() {
        if i >= MOST_TEXT {
            out.push_str("...");
            break;
        }
        match c {
            ' '..='~' => out.push(c),
            c if (c as u32) < 0x100 => out.push_str(&format!("\\x{:02x}", c as u32)),
            c if (c as u32) < 0x1_0000 => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push_str(&format!("\\U{:08x}", c as u32)),
        }
    }
    out
}

/// The frames that run, innermost first.
fn traceback(vm: &mut Vm, all_threads: bool) -> String {
    let mut out = if all_threads {
        format!("Current thread 0x{MAIN:016x} (most recent call first):\n")
    } else {
        "Stack (most recent call first):\n".to_string()
    };
    let mut depth = 0;
    while let Some(f) = vm.running_frame(depth) {
        if depth == MOST_FRAMES {
            out.push_str("  ...\n");
            break;
        }
        let line = crate::natives::types::frames::frame_line(vm, &f);
        let (file, name) = (shown(&f.code.file.to_text()), shown(&f.code.name.to_text()));
        out.push_str(&format!("  File \"{file}\", line {line} in {name}\n"));
        depth += 1;
    }
    if depth == 0 {
        out.push_str("  <no Python frame>\n");
    }
    out
}

/// Writes all of it; a descriptor that takes nothing is nobody's error here.
fn write_all(fd: BorrowedFd<'_>, mut bytes: &[u8]) {
    while !bytes.is_empty() {
        match rustix::io::write(fd, bytes) {
            Ok(n) if n > 0 => bytes = &bytes[n..],
            Err(rustix::io::Errno::INTR) => {}
            _ => return,
        }
    }
}

fn missing(vm: &mut Vm, what: &str) -> Raised {
    vm.not_implemented_error(format!(
        "faulthandler.{what} is not available: it would have to look at the program from within a signal handler"
    ))
}

natives! { static FUNCTIONS;
    /// Enable the fault handler.
    fn enable(vm, /, file: Value = Value::Undef, all_threads: bool = true, c_stack: bool = true) -> Res<()> {
        let _ = (all_threads, c_stack, descriptor(vm, &file)?);
        let s = vm.extension::<State>();
        *s = State { on: true, _file: file };
        Ok(())
    }
    /// Disable the fault handler.
    fn disable(vm, /) -> bool { std::mem::take(vm.extension::<State>()).on }
    /// Check if the handler is enabled.
    fn is_enabled(vm, /) -> bool { vm.extension::<State>().on }
    /// Dump the traceback of the current thread, or of all threads if all_threads is True, into file.
    fn dump_traceback(vm, /, file: Value = Value::Undef, all_threads: bool = true) -> Res<()> {
        let fd = descriptor(vm, &file)?;
        let text = traceback(vm, all_threads);
        if let Ok(fd) = system::borrowed(fd) {
            write_all(fd, text.as_bytes());
        }
        Ok(())
    }
    /// Dump the C stack of the current thread: not available.
    fn dump_c_stack(vm, /, file: Value = Value::Undef) -> Res<()> { drop(file); Err(missing(vm, "dump_c_stack")) }
    /// Dump the traceback of all threads in timeout seconds: not available.
    fn dump_traceback_later(vm, /, timeout: Value, repeat: bool = false, file: Value = Value::Undef, exit: bool = false) -> Res<()> {
        let _ = (repeat, file, exit);
        if vm.to_f64(&timeout)? <= 0.0 {
            return Err(vm.value_error("timeout must be greater than 0"));
        }
        Err(missing(vm, "dump_traceback_later"))
    }
    /// Cancel the previous call to dump_traceback_later().
    fn cancel_dump_traceback_later(vm, /) { }
    /// Register a handler for the signal 'signum': not available.
    fn register(vm, /, signum: Value, file: Value = Value::Undef, all_threads: bool = true, chain: bool = false) -> Res<()> {
        let _ = (file, all_threads, chain);
        checked_signal(vm, &signum)?;
        Err(missing(vm, "register"))
    }
    /// Unregister the handler of the signal 'signum' registered by register().
    fn unregister(vm, signum: Value, /) -> Res<bool> {
        checked_signal(vm, &signum)?;
        Ok(false)
    }
}

/// The number of a signal that may be registered.
fn checked_signal(vm: &mut Vm, signum: &Value) -> Res<i32> {
    let n = vm.to_i32(signum)?;
    if matches!(n, libc::SIGSEGV | libc::SIGFPE | libc::SIGABRT | libc::SIGBUS | libc::SIGILL) {
        return Err(vm.runtime_error(format!("signal {n} cannot be registered, use enable() instead")));
    }
    if !(1..65).contains(&n) {
        return Err(vm.value_error("signal number out of range"));
    }
    Ok(n)
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "faulthandler", FUNCTIONS);
    Ok(())
}
