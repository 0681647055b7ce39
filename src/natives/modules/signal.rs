//! `_signal`: handlers of signals. The world records what arrives; between instructions the handlers are called.

use std::collections::HashMap;

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::int::as_int;
use crate::object::{Ref, Value};
use crate::vm::{Raised, Res, Vm};
use crate::world::{WaitFor, Wake, signal_number};

use super::support::{os_error, put, put_ints};

/// What happens at a signal, by number: a callable, 0 (the usual effect) or 1 (nothing).
#[derive(Default)]
struct Handlers(HashMap<i32, Value>);

const NAMES: &[&str] = &[
    "SIGHUP",
    "SIGINT",
    "SIGQUIT",
    "SIGILL",
    "SIGTRAP",
    "SIGABRT",
    "SIGBUS",
    "SIGFPE",
    "SIGKILL",
    "SIGUSR1",
    "SIGSEGV",
    "SIGUSR2",
    "SIGPIPE",
    "SIGALRM",
    "SIGTERM",
    "SIGCHLD",
    "SIGCONT",
    "SIGSTOP",
    "SIGTSTP",
    "SIGTTIN",
    "SIGTTOU",
    "SIGURG",
    "SIGXCPU",
    "SIGXFSZ",
    "SIGVTALRM",
    "SIGPROF",
    "SIGWINCH",
    "SIGIO",
    "SIGSYS",
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

fn number(vm: &mut Vm, n: i64) -> Res<i32> {
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
    Value::Int(0)
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
    /// Return the system description of the given signal.
    fn strsignal(vm, signalnum: i64, /) -> Res<Option<&'static str>> {
        let n = number(vm, signalnum)?;
        Ok(NAMES.iter().find(|name| signal_number(name) == Some(n)).map(|name| match *name {
            "SIGINT" => "Interrupt",
            "SIGTERM" => "Terminated",
            "SIGKILL" => "Killed",
            "SIGHUP" => "Hangup",
            "SIGQUIT" => "Quit",
            "SIGALRM" => "Alarm clock",
            "SIGUSR1" => "User defined signal 1",
            "SIGUSR2" => "User defined signal 2",
            "SIGPIPE" => "Broken pipe",
            "SIGSEGV" => "Segmentation fault",
            "SIGCHLD" => "Child exited",
            other => other,
        }))
    }
    /// Return a set of valid signal numbers on this platform.
    fn valid_signals(vm, /) -> Res {
        let all: Vec<Value> = (1..=LAST).filter(|n| ![32, 33].contains(n)).map(Value::Int).collect();
        let all = vm.heap.list(all).into_value();
        let table = vm.set_from(&all)?;
        Ok(vm.heap.set(table).into_value())
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
    /// Arrange for SIGALRM to arrive: not available.
    fn alarm(vm, seconds: i64, /) -> Res<()> {
        let _ = seconds;
        Err(vm.not_implemented_error("signal.alarm() is not available"))
    }
    /// Sets given itimer: not available.
    fn setitimer(vm, which: i64, seconds: f64, interval: f64 = 0.0, /) -> Res<()> {
        let _ = (which, seconds, interval);
        Err(vm.not_implemented_error("signal.setitimer() is not available"))
    }
    /// Sets the fd to be written to when a signal comes in: not available.
    fn set_wakeup_fd(vm, fd: i64, /, *, warn_on_full_buffer: bool = true) -> Res<i64> {
        let _ = warn_on_full_buffer;
        if fd == -1 { Ok(-1) } else { Err(vm.not_implemented_error("signal.set_wakeup_fd() is not available")) }
    }
    /// Change system call restart behaviour: calls always go on.
    fn siginterrupt(vm, signalnum: i64, flag: bool, /) -> Res<()> {
        let _ = flag;
        number(vm, signalnum).map(drop)
    }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_signal", FUNCTIONS);
    put_ints(vm, dict, &[("SIG_DFL", 0), ("SIG_IGN", 1), ("NSIG", LAST + 1)]);
    for name in NAMES {
        if let Some(n) = signal_number(name) {
            put(vm, dict, name, Value::Int(n.into()));
        }
    }
    Ok(())
}
