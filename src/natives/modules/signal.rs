//! `_signal`: handlers of signals. The world records what arrives; between instructions the handlers are called.

use std::collections::HashMap;

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::int::as_int;
use crate::object::{Ref, Value};
use crate::vm::{Raised, Res, Vm};
use crate::world::{WaitFor, Wake, signal_number};

use super::support::{os_error, put_ints};

/// What happens at a signal, by number: a callable, 0 (the usual effect) or 1 (nothing).
#[derive(Default)]
struct Handlers(HashMap<i32, Value>);

/// The signals of this system by their names.
pub const NAMES: &[(&str, i32)] = &[
    ("SIGHUP", libc::SIGHUP),
    ("SIGINT", libc::SIGINT),
    ("SIGQUIT", libc::SIGQUIT),
    ("SIGILL", libc::SIGILL),
    ("SIGTRAP", libc::SIGTRAP),
    ("SIGABRT", libc::SIGABRT),
    ("SIGIOT", libc::SIGIOT),
    ("SIGBUS", libc::SIGBUS),
    ("SIGFPE", libc::SIGFPE),
    ("SIGKILL", libc::SIGKILL),
    ("SIGUSR1", libc::SIGUSR1),
    ("SIGSEGV", libc::SIGSEGV),
    ("SIGUSR2", libc::SIGUSR2),
    ("SIGPIPE", libc::SIGPIPE),
    ("SIGALRM", libc::SIGALRM),
    ("SIGTERM", libc::SIGTERM),
    ("SIGSTKFLT", libc::SIGSTKFLT),
    ("SIGCHLD", libc::SIGCHLD),
    ("SIGCONT", libc::SIGCONT),
    ("SIGSTOP", libc::SIGSTOP),
    ("SIGTSTP", libc::SIGTSTP),
    ("SIGTTIN", libc::SIGTTIN),
    ("SIGTTOU", libc::SIGTTOU),
    ("SIGURG", libc::SIGURG),
    ("SIGXCPU", libc::SIGXCPU),
    ("SIGXFSZ", libc::SIGXFSZ),
    ("SIGVTALRM", libc::SIGVTALRM),
    ("SIGPROF", libc::SIGPROF),
    ("SIGWINCH", libc::SIGWINCH),
    ("SIGIO", libc::SIGIO),
    ("SIGPOLL", libc::SIGPOLL),
    ("SIGPWR", libc::SIGPWR),
    ("SIGSYS", libc::SIGSYS),
    ("SIGCLD", libc::SIGCHLD),
    ("SIGRTMIN", 34),
    ("SIGRTMAX", 64),
];

const LAST: i64 = 64;

/// Calls the handlers of the signals that have arrived. Where a script has set none, Ctrl-C raises KeyboardInterrupt.
pub fn serve(vm: &mut Vm) -> Res<()> {
    if !vm.world.signals_pending() {
        return Ok(());
    }
    let interrupt = signal_number("SIGINT");
    let mut first: Option<Raised> = None;
    for signal in vm.world.take_signals() {
        super::signal_waits::wake(vm, signal);
        let handler = vm.extension::<Handlers>().0.get(&signal).cloned();
        let r = match handler {
            // The main task of `asyncio.run` is cancelled first.
            None if Some(signal) == interrupt => match crate::sched::runner::interrupted(vm) {
                Ok(true) => Ok(()),
                Ok(false) => Err(interrupted(vm)),
                Err(e) => Err(e),
            },
            None | Some(Value::Int(_)) => Ok(()),
            Some(f) => {
                let frame = vm.running_frame(0).map_or(Value::None, Ref::into_value);
                vm.call(&f, &[Value::Int(signal.into()), frame]).map(drop)
            }
        };
        match (r, &first) {
            (Ok(()), _) => {}
            (Err(e), None) => first = Some(e),
            (Err(_), Some(_)) => crate::bug!("the loop ends at the first exception"),
        }
        if first.is_some() {
            break;
        }
    }
    first.map_or(Ok(()), Err)
}

#[cold]
fn interrupted(vm: &mut Vm) -> Raised {
    let class = vm.types().keyboard_interrupt.clone();
    vm.error_with(&class, vec![])
}

/// A number that a signal can have.
pub fn number(vm: &mut Vm, n: i64) -> Res<i32> {
    if (1..=LAST).contains(&n) { Ok(n as i32) } else { Err(vm.value_error("signal number out of range")) }
}

fn current(vm: &mut Vm, n: i32) -> Value {
    if let Some(h) = vm.extension::<Handlers>().0.get(&n) {
        return h.clone();
    }
    if Some(n) == signal_number("SIGINT")
        && let Some(m) = vm.modules.get_text(vm.heap, "_signal")
    {
        let name = vm.heap.intern("default_int_handler");
        if let Ok(f) = vm.get_attr(&m, &name) {
            return f;
        }
    }
    // What the process ignores from its start.
    Value::Int(i64::from(n == libc::SIGPIPE || n == libc::SIGXFSZ))
}

/// As if a signal had come, for those that have a handler.
pub fn simulate(vm: &mut Vm, n: i32) -> Res<()> {
    let handler = current(vm, n);
    if !vm.is_callable(&handler) {
        return Ok(());
    }
    let frame = vm.running_frame(0).map_or(Value::None, Ref::into_value);
    vm.call(&handler, &[Value::Int(n.into()), frame]).map(drop)
}

natives! { static FUNCTIONS;
    /// Set the action for the given signal.
    fn signal(vm, signalnum: Value, handler: Value, /) -> Res {
        let n = vm.to_i64(&signalnum)?;
        let n = number(vm, n)?;
        let what = as_int(&handler).and_then(|i| i.to_i64());
        if !vm.is_callable(&handler) && !matches!(what, Some(0 | 1)) {
            return Err(vm.type_error("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object"));
        }
        let old = current(vm, n);
        if what == Some(0) {
            vm.world.unwatch_signal(n);
        } else {
            // The system refuses SIGKILL and SIGSTOP; the crate that watches refuses some more.
            vm.world.watch_signal(n).map_err(|_| super::support::os_error_number(vm, 22, None, None))?;
            // Calls that wait come back, so that the handler runs; they are made again afterwards.
            let _ = crate::vm::system::siginterrupt(n, 1);
        }
        let value = what.map_or_else(|| handler.take(), Value::Int);
        drop(vm.extension::<Handlers>().0.insert(n, value));
        Ok(old)
    }
    /// Return the current action for the given signal.
    fn getsignal(vm, signalnum: i64, /) -> Res {
        let n = number(vm, signalnum)?;
        Ok(current(vm, n))
    }
    /// The default handler for SIGINT installed by Python: raises KeyboardInterrupt.
    fn default_int_handler(vm, signalnum: Value, frame: Value, /) -> Res<()> {
        drop((signalnum, frame));
        Err(interrupted(vm))
    }
    /// Send a signal to the executing process.
    fn raise_signal(vm, signalnum: i64, /) -> Res<()> {
        let r = vm.world.raise_signal(signalnum as i32);
        r.map_err(|e| os_error(vm, &e, None))?;
        serve(vm)
    }
    /// Wait until a signal arrives.
    fn pause(vm, /) -> Res<()> {
        loop {
            match vm.world.wait(WaitFor::default()) {
                Ok(Wake::Signal) => return serve(vm),
                Ok(_) => {}
                Err(e) => return Err(os_error(vm, &e, None)),
            }
        }
    }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_signal", FUNCTIONS);
    put_ints(vm, dict, &[("SIG_DFL", 0), ("SIG_IGN", 1), ("NSIG", LAST + 1)]);
    super::signal_waits::init(vm, dict);
    Ok(())
}
