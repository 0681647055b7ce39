//! The end of a run, in CPython's order: what nobody caught is told, exit functions run, output is flushed, modules go and with them what they
//! held; then the exit status.

use super::Machine;
use super::run::Outcome;
use super::signals::interrupt_number;
use crate::natives::modules::at_exit;
use crate::natives::modules::io::hands_on;
use crate::object::exception::ExceptionObj;
use crate::object::int::as_int;
use crate::object::str::StrObj;
use crate::object::{Ref, Value};
use crate::sched::reports;

/// The status of a panic.
pub(super) const BROKEN: i32 = 101;

/// How the process ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    Status(i32),
    /// By the interrupt signal itself, so that shells stop their loops.
    Interrupt,
}

/// Output was lost while the interpreter was shutting down.
const LOST_OUTPUT: i32 = 120;
/// An uncaught DeadlockError.
const DEADLOCK: i32 = 3;

impl Machine {
    /// Tells of what a program left, and says how the process is to end. The program's names stay.
    pub fn conclude(&mut self, outcome: Outcome) -> Ending {
        match outcome {
            Outcome::Finished => Ending::Status(0),
            Outcome::Raised => {
                let exception = self.raised.take();
                self.conclude_exception(exception)
            }
            Outcome::Broken(_) => Ending::Status(BROKEN),
        }
    }

    /// What a program left, in words; nothing is told of it any more.
    pub fn take_report(&mut self) -> Option<String> {
        let raised = self.raised.take().or_none()?;
        Some(self.vm.format_exception(&raised))
    }

    /// Tells of an exception that a program left.
    pub(crate) fn conclude_exception(&mut self, exception: Value) -> Ending {
        let t = self.vm.types();
        if self.vm.is_instance_of(&exception, &t.system_exit) {
            return Ending::Status(self.exit_status(&exception));
        }
        // Whoever closed the other end of standard output wants no more, not even a report.
        if self.vm.out.broken && self.vm.is_instance_of(&exception, &t.broken_pipe_error) {
            return Ending::Status(1);
        }
        self.flush();
        let left_by = self.vm.print_uncaught(&exception);
        if let Some(exit) = left_by {
            return Ending::Status(self.exit_status(&exit));
        }
        if self.vm.is_instance_of(&exception, &t.keyboard_interrupt) {
            return Ending::Interrupt;
        }
        Ending::Status(if self.is_about_deadlock(&exception) { DEADLOCK } else { 1 })
    }

    /// Whether a DeadlockError is told of: the exception itself, or one in whose handling it came up (the tasks that are stuck may refuse to end, too).
    fn is_about_deadlock(&self, exception: &Value) -> bool {
        let mut seen = std::collections::HashSet::new();
        let mut at = exception.clone();
        while let Some(e) = at.to_ref::<ExceptionObj>() {
            if self.vm.is_instance_of(&at, &self.vm.types().deadlock_error) {
                return true;
            }
            if !seen.insert(e.addr()) {
                return false;
            }
            let cause = e.cause.borrow().clone();
            at = if e.suppress_context.get() { cause } else { e.context.borrow().clone() };
        }
        false
    }

    /// What SystemExit says: nothing, a number, or a message for standard error.
    fn exit_status(&mut self, exit: &Value) -> i32 {
        let name = self.vm.names.code.clone();
        let code = match self.vm.get_attr(exit, &name) {
            Ok(code) => code,
            Err(e) => {
                drop(self.vm.take_raised(e));
                Value::None
            }
        };
        if code.is_none() {
            return 0;
        }
        if let Some(n) = as_int(&code) {
            // The system keeps the lowest eight bits; a number without room counts as -1, as in CPython.
            return n.to_i64().map_or(-1, |n| n as i32) & 0xff;
        }
        self.flush();
        let text = match self.vm.str(&code) {
            Ok(s) => s,
            Err(e) => {
                drop(self.vm.take_raised(e));
                self.vm.heap.str("")
            }
        };
        // The stream knows its encoding and what to do about what has no bytes.
        let stream = self.vm.sys.get_str(&self.vm.names.stderr).filter(|f| !f.is_none());
        let line = self.vm.heap.str_bytes(&[text.bytes(), b"\n"].concat()).into_value();
        let write = self.vm.names.write.clone();
        let done = stream.map(|f| self.vm.call_method(&f, &write, &[line]));
        match done {
            Some(Ok(_)) => {}
            Some(Err(e)) => {
                drop(self.vm.take_raised(e));
                self.vm.write_stderr(&format!("{}\n", text.to_text()));
            }
            None => self.vm.write_stderr(&format!("{}\n", text.to_text())),
        }
        1
    }

    /// Flushes standard output; what goes wrong comes back.
    pub(crate) fn flush(&mut self) -> Option<Value> {
        // What the program had of the reserve and did not hear of is no failure of the output.
        self.vm.settle_memory();
        let stdout = self.vm.names.stdout.clone();
        let mut failure = self.flush_stream(&stdout);
        if let Err(e) = self.vm.out.flush()
            && failure.is_none()
        {
            let number = Value::Int(i64::from(e.raw_os_error().unwrap_or(0)));
            let text = self.vm.heap.str(&crate::vm::import::os_text(&e)).into_value();
            let class = self.vm.types().os_error.value();
            failure = Some(match self.vm.call(&class, &[number, text]) {
                Ok(x) => x,
                Err(e) => self.vm.take_raised(e),
            });
        }
        failure
    }

    /// Flushes a stream of `sys`; what goes wrong comes back.
    fn flush_stream(&mut self, name: &Ref<StrObj>) -> Option<Value> {
        let vm = &mut self.vm;
        let stream = vm.sys.get_str(name).filter(|f| !f.is_none() && !hands_on(f))?;
        // A stream that the script closed has nothing left to write.
        let closed = vm.heap.intern("closed");
        let open =
            vm.get_attr_opt(&stream, &closed).and_then(|v| v.map_or(Ok(true), |v| vm.truth(&v).map(|t| !t)));
        let is_open = open.unwrap_or_else(|e| {
            drop(vm.take_raised(e));
            true
        });
        if !is_open {
            return None;
        }
        let flush = vm.names.flush.clone();
        match vm.call_method(&stream, &flush, &[]) {
            Ok(_) => None,
            Err(e) => Some(vm.take_raised(e)),
        }
    }

    /// Ends the program: exit functions, output, then the modules and what they hold. What is left of the interpreter goes when it is dropped.
    pub fn finish(&mut self, ending: Ending) -> Ending {
        at_exit(&mut self.vm);
        let mut ending = ending;
        if self.lost_output() {
            ending = lost(ending);
        }
        self.drop_modules();
        reports::at_exit(&mut self.vm);
        if self.lost_output() {
            ending = lost(ending);
        }
        let reported = reports::reported(&mut self.vm);
        if self.vm.options.strict && ending == Ending::Status(0) && reported > 0 {
            ending = Ending::Status(1);
        }
        if ending == Ending::Interrupt {
            let signal = interrupt_number();
            self.vm.world.unwatch_signal(signal);
            // Does not come back, unless somebody ignores the signal.
            let _ = self.vm.world.raise_signal(signal);
        }
        ending
    }

    fn lost_output(&mut self) -> bool {
        let already_broken = self.vm.out.broken;
        let stderr = self.vm.names.stderr.clone();
        let Some(failure) = self.flush() else {
            // Of standard error nobody can be told.
            return self.flush_stream(&stderr).is_some() | !self.vm.out.write_again();
        };
        drop(self.flush_stream(&stderr));
        let quiet = already_broken || self.vm.is_instance_of(&failure, &self.vm.types().broken_pipe_error);
        if !quiet {
            self.vm.unraisable_because(failure, "Exception ignored while flushing sys.stdout");
        }
        true
    }

    /// Takes the script's modules apart: what only they hold dies, in their order; the collector finds the rest.
    fn drop_modules(&mut self) {
        // What the last report was about still holds frames, and they the script's names.
        for name in ["last_exc", "last_type", "last_value", "last_traceback", "ps1", "ps2", "path", "argv"] {
            if self.vm.sys.get_text(self.vm.heap, name).is_some() {
                drop(self.vm.sys.set_text(self.vm.heap, name, Value::None));
            }
        }
        // From here on the program's own streams are flushed by nobody but themselves.
        for name in ["stdin", "stdout", "stderr"] {
            let first = self.vm.sys.get_text(self.vm.heap, &format!("__{name}__"));
            if let Some(first) = first {
                drop(self.vm.sys.set_text(self.vm.heap, name, first));
            }
        }
        self.vm.remember_warnings();
        let main = std::mem::replace(&mut self.main, self.vm.heap.dict());
        let names = self.vm.modules.keys();
        for name in names {
            let Some(key) = name.to_ref::<StrObj>() else { continue };
            if matches!(key.as_str(), Some("sys" | "builtins")) {
                continue;
            }
            drop(self.vm.modules.remove_str(&key));
        }
        let first = main.addr();
        drop(main);
        self.vm.run_finalizers();
        if self.vm.heap.end_is_seen(&self.born_with) {
            self.vm.collect_garbage_from(first);
        }
    }
}

fn lost(ending: Ending) -> Ending {
    if ending == Ending::Interrupt { ending } else { Ending::Status(LOST_OUTPUT) }
}
