//! The rest of `_signal`: masks, timers, waiting for signals, and texts.

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm, system, system_records as records};

use super::posix::arguments::{CInt, done, patient};
use super::signal::{NAMES, number, serve};
use super::structseq::{StructSpec, new_struct, struct_class};
use super::support::{os_error_number, put, put_ints, signal_numbers};

const SIGINFO: StructSpec = StructSpec {
    name: "struct_siginfo",
    module: "signal",
    doc: "struct_siginfo: Result from sigwaitinfo or sigtimedwait.\n\nThis object may be accessed either as a tuple of\n(si_signo, si_code, si_errno, si_pid, si_uid, si_status, si_band),\nor via the attributes si_signo, si_code, and so on.",
    fields: &["si_signo", "si_code", "si_errno", "si_pid", "si_uid", "si_status", "si_band"],
    visible: 7,
    callable: true,
};

fn set_value(vm: &mut Vm, signals: &[i32]) -> Res {
    let all: Vec<Value> = signals.iter().map(|n| Value::Int((*n).into())).collect();
    let all = vm.heap.list(all).into_value();
    let table = vm.set_from(&all)?;
    Ok(vm.heap.set(table).into_value())
}

fn serve_pending(vm: &mut Vm) -> Res<()> {
    if vm.world.signals_pending() { serve(vm) } else { Ok(()) }
}

/// Seconds as the system's timers take them, rounded up.
fn timer(vm: &mut Vm, v: &Value) -> Res<(i64, i64)> {
    let x = vm.to_f64(v)?;
    if x.is_nan() {
        return Err(vm.value_error("Invalid value NaN (not a number)"));
    }
    if x.abs() > 9.2e18 {
        return Err(vm.overflow_error("timestamp out of range for platform time_t"));
    }
    let us = (x * 1e6).ceil();
    let (s, us) = ((us / 1e6).floor(), us.rem_euclid(1e6));
    Ok((s as i64, us as i64))
}

fn timers(vm: &Vm, [a, b]: [(i64, i64); 2]) -> Value {
    let f = |(s, us): (i64, i64)| Value::float(s as f64 + us as f64 * 1e-6);
    vm.heap.tuple([f(a), f(b)]).into_value()
}

fn timer_done<T>(vm: &mut Vm, r: std::io::Result<T>) -> Res<T> {
    r.map_err(|e| {
        let n = e.raw_os_error().unwrap_or(libc::EINVAL);
        let args = [Value::Int(n.into()), vm.heap.str(&super::support::error_text(n)).into_value()];
        match vm.extra_types.get("signal.itimer_error").cloned() {
            Some(class) => match vm.call(&class.value(), &args) {
                Ok(e) => vm.raise(e),
                Err(e) => e,
            },
            None => os_error_number(vm, n, None, None),
        }
    })
}

fn info(vm: &mut Vm, fields: [i64; 7]) -> Value {
    let class = vm.extra_types["signal.struct_siginfo"].clone();
    new_struct(vm, &class, fields.map(Value::Int).to_vec())
}

natives! { static FUNCTIONS;
    /// Return the system description of the given signal.
    fn strsignal(vm, signalnum: CInt, /) -> Res<Option<String>> {
        let n = number(vm, signalnum.0.into())?;
        Ok(records::signal_text(n).filter(|t| !t.starts_with("Unknown signal")))
    }
    /// Return a set of valid signal numbers on this platform.
    fn valid_signals(vm, /) -> Res {
        let all: Vec<i32> = (1..=64).filter(|n| ![32, 33].contains(n)).collect();
        set_value(vm, &all)
    }
    /// Arrange for SIGALRM to arrive after the given number of seconds.
    fn alarm(vm, seconds: CInt, /) -> i64 { records::alarm(seconds.0 as u32).into() }
    /// Sets given itimer (one of ITIMER_REAL, ITIMER_VIRTUAL or ITIMER_PROF).
    fn setitimer(vm, which: CInt, seconds: Value, interval: Value = Value::float(0.0), /) -> Res {
        let new = [timer(vm, &seconds)?, timer(vm, &interval)?];
        let old = timer_done(vm, records::interval_timer(which.0, Some(new)))?;
        Ok(timers(vm, old))
    }
    /// Returns current value of given itimer.
    fn getitimer(vm, which: CInt, /) -> Res {
        let old = timer_done(vm, records::interval_timer(which.0, None))?;
        Ok(timers(vm, old))
    }
    /// Change system call restart behaviour.
    fn siginterrupt(vm, signalnum: CInt, flag: CInt, /) -> Res<()> {
        let n = number(vm, signalnum.0.into())?;
        done(vm, system::siginterrupt(n, flag.0)).map(drop)
    }
    /// Fetch and/or change the signal mask of the calling thread.
    fn pthread_sigmask(vm, how: CInt, mask: Value, /) -> Res {
        let mask = signal_numbers(vm, &mask)?;
        let old = done(vm, records::signal_mask(how.0, &mask))?;
        serve_pending(vm)?;
        set_value(vm, &old)
    }
    /// Examine pending signals.
    fn sigpending(vm, /) -> Res {
        let all = done(vm, records::pending_signals())?;
        set_value(vm, &all)
    }
    /// Wait for a signal.
    fn sigwait(vm, sigset: Value, /) -> Res<i64> {
        let set = signal_numbers(vm, &sigset)?;
        let got = patient(vm, || records::wait_signal(&set, None))?;
        Ok(got.map_or(0, |i| i[0]))
    }
    /// Wait synchronously until one of the signals in *sigset* is delivered.
    fn sigwaitinfo(vm, sigset: Value, /) -> Res {
        let set = signal_numbers(vm, &sigset)?;
        let got = patient(vm, || records::wait_signal(&set, None))?;
        Ok(got.map_or(Value::None, |i| info(vm, i)))
    }
    /// Like sigwaitinfo(), but with a timeout.
    fn sigtimedwait(vm, sigset: Value, timeout: Value, /) -> Res {
        let set = signal_numbers(vm, &sigset)?;
        let seconds = vm.to_f64(&timeout)?;
        if seconds < 0.0 {
            return Err(vm.value_error("timeout must be non-negative"));
        }
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs_f64(seconds.min(1e9));
        let got = patient(vm, || {
            let left = deadline.saturating_duration_since(std::time::Instant::now());
            records::wait_signal(&set, Some((left.as_secs() as i64, left.subsec_nanos().into())))
        })?;
        Ok(got.map_or(Value::None, |i| info(vm, i)))
    }
    /// Send a signal to a thread.
    fn pthread_kill(vm, thread_id: i64, signalnum: CInt, /) -> Res<()> {
        if thread_id != super::thread::MAIN {
            return Err(os_error_number(vm, libc::ESRCH, None, None));
        }
        if signalnum.0 != 0 {
            let r = vm.world.raise_signal(signalnum.0);
            done(vm, r)?;
        }
        serve_pending(vm)
    }
    /// Send a signal to a process referred to by a pid file descriptor.
    fn pidfd_send_signal(vm, pidfd: CInt, signalnum: CInt, siginfo: Value = Value::None, flags: CInt = CInt(0), /) -> Res<()> {
        if !siginfo.is_none() {
            return Err(vm.type_error("siginfo must be None"));
        }
        done(vm, system::pidfd_send_signal(pidfd.0, signalnum.0, flags.0 as u32))?;
        serve_pending(vm)
    }
}

/// What a script set for its wake-ups.
#[derive(Default)]
pub struct WakeUp {
    /// The descriptor, plus one: zero is none.
    after: i32,
    warns: bool,
}

/// Tells the descriptor that a signal came.
pub fn wake(vm: &mut Vm, signal: i32) {
    let fd = vm.extension::<WakeUp>().after - 1;
    if fd >= 0
        && let Ok(to) = system::borrowed(fd)
        && let Err(e) = rustix::io::write(to, &[signal as u8])
    {
        let full = e == rustix::io::Errno::AGAIN;
        if full && !vm.extension::<WakeUp>().warns {
            return;
        }
        let x = os_error_number(vm, e.raw_os_error(), None, None);
        let x = vm.take_raised(x);
        (vm.hooks.unraisable)(vm, x, "trying to write to the signal wakeup fd", &Value::None);
    }
}

natives! { static WAKE;
    /// Sets the fd to be written to (with the signal number) when a signal comes in.
    fn set_wakeup_fd(vm, fd: CInt, /, *, warn_on_full_buffer: bool = true) -> Res<i64> {
        if fd.0 != -1 {
            let flags = done(vm, system::fcntl(fd.0, libc::F_GETFL, 0))?;
            if flags & libc::O_NONBLOCK == 0 {
                return Err(vm.value_error(format!("the fd {} must be in non-blocking mode", fd.0)));
            }
        }
        let w = vm.extension::<WakeUp>();
        let old = w.after - 1;
        *w = WakeUp { after: fd.0 + 1, warns: warn_on_full_buffer };
        Ok(old.into())
    }
}

/// Adds to the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) {
    vm.add_functions(dict, "_signal", FUNCTIONS);
    vm.add_functions(dict, "_signal", WAKE);
    for (name, n) in NAMES {
        put(vm, dict, name, Value::Int((*n).into()));
    }
    put_ints(
        vm,
        dict,
        &[
            ("ITIMER_REAL", 0),
            ("ITIMER_VIRTUAL", 1),
            ("ITIMER_PROF", 2),
            ("SIG_BLOCK", libc::SIG_BLOCK.into()),
            ("SIG_UNBLOCK", libc::SIG_UNBLOCK.into()),
            ("SIG_SETMASK", libc::SIG_SETMASK.into()),
        ],
    );
    let class = struct_class(vm, &SIGINFO);
    put(vm, dict, "struct_siginfo", class.value());
    vm.extra_types.insert("signal.struct_siginfo", class);
    let base = vm.types().os_error.clone();
    let error = vm.new_type("ItimerError", "signal", &base, crate::object::types::flags::BASE);
    put(vm, dict, "ItimerError", error.value());
    vm.extra_types.insert("signal.itimer_error", error);
}
