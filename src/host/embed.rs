//! What a host sees of an interpreter. It gives out plain data only, so that it can go from one thread of the system to another, and it outlives its own faults.

use std::any::Any;
use std::ffi::OsStr;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::finish::BROKEN;
use super::run::{FileOptions, Outcome, Refused};
use super::signals::Served;
use super::{Ending, Machine, Settings};
use crate::bytecode::Code;
use crate::source::SourceText;
use crate::vm::Confined;

/// An interpreter with its main module. Many can live in one process.
///
/// Where panics unwind, an internal error does not end the host: the call answers [`Outcome::Broken`], and so does every later one. What such an interpreter has in memory stays there, since
/// nobody knows its state.
pub struct Interpreter {
    machine: Confined<Machine>,
    /// What the internal error said.
    fault: Option<String>,
}

impl Interpreter {
    /// A fresh interpreter.
    pub fn new(settings: Settings) -> io::Result<Interpreter> {
        match catch_unwind(AssertUnwindSafe(|| Machine::new(settings))) {
            Ok(made) => Ok(Interpreter { machine: Confined::new(made?), fault: None }),
            Err(panic) => Err(io::Error::other(words(&*panic))),
        }
    }

    /// Does something on the native stack of the caller, unless the interpreter is broken, or breaks by it: its words then.
    fn guarded<R>(&mut self, f: impl FnOnce(&mut Machine) -> R) -> Result<R, String> {
        if let Some(fault) = &self.fault {
            return Err(fault.clone());
        }
        let machine = &mut *self.machine;
        let done = catch_unwind(AssertUnwindSafe(|| {
            machine.enter();
            f(machine)
        }));
        done.map_err(|panic| {
            self.machine.abandon();
            self.fault.insert(words(&*panic)).clone()
        })
    }

    /// Runs a script file, or the `__main__.py` in a folder.
    pub fn run_file(&mut self, path: &OsStr, options: FileOptions) -> Result<Outcome, Refused> {
        self.guarded(|m| m.run_file(path, options)).unwrap_or_else(|fault| Ok(Outcome::Broken(fault)))
    }

    /// Runs a text (`-c`). Tracebacks quote it.
    pub fn run_code(&mut self, text: &str, with_current_folder: bool) -> Outcome {
        self.guarded(|m| m.run_code(text, with_current_folder)).unwrap_or_else(Outcome::Broken)
    }

    /// Runs code that somebody else has made, in a namespace of its own. The interpreter takes copies.
    pub fn run_verified(&mut self, source: &SourceText, code: &Code) -> Outcome {
        let source = SourceText::new(source.name(), source.text());
        let code = code.detached();
        self.guarded(|m| m.run_verified(source, code)).unwrap_or_else(Outcome::Broken)
    }

    /// What the last program left by, in words, as if somebody had caught and printed it: the program goes on as far as the interpreter is concerned.
    pub fn take_report(&mut self) -> Option<String> {
        self.guarded(Machine::take_report).ok().flatten()
    }

    /// Collects garbage now.
    pub fn collect_garbage(&mut self) {
        let _ = self.guarded(|m| m.vm().collect_garbage());
    }

    /// Runs what standard input holds.
    pub fn run_stdin(&mut self, with_current_folder: bool) -> Outcome {
        self.guarded(|m| m.run_stdin(with_current_folder)).unwrap_or_else(Outcome::Broken)
    }

    /// Runs a module as the main program (`-m`).
    pub fn run_module(&mut self, name: &OsStr, with_current_folder: bool) -> Result<Outcome, Refused> {
        let run = self.guarded(|m| m.run_module(name, with_current_folder));
        run.unwrap_or_else(|fault| Ok(Outcome::Broken(fault)))
    }

    /// Tells of what a program left, and says how the process is to end. The program's names stay.
    pub fn conclude(&mut self, outcome: Outcome) -> Ending {
        self.guarded(|m| m.conclude(outcome)).unwrap_or(Ending::Status(BROKEN))
    }

    /// Ends the program: exit functions, output, then the modules and what they hold. What is left of the interpreter goes when it is dropped.
    pub fn finish(&mut self, ending: Ending) -> Ending {
        self.guarded(|m| m.finish(ending)).unwrap_or(Ending::Status(BROKEN))
    }

    /// Flushes standard output; whether that went well.
    pub fn flush(&mut self) -> bool {
        self.guarded(|m| m.flush().is_none()).unwrap_or(false)
    }

    /// Replaces `sys.path`: the program's own folders, then the further ones of the settings.
    pub fn set_path(&mut self, folders: &[String]) {
        let _ = self.guarded(|m| m.set_path(folders));
    }

    /// Replaces `sys.argv[0]`.
    pub fn set_program_name(&mut self, name: &str) {
        let _ = self.guarded(|m| m.set_program_name(name));
    }

    /// A text in `sys`.
    pub fn sys_text(&mut self, name: &str) -> Option<String> {
        self.guarded(|m| m.sys_text(name)).ok().flatten()
    }

    /// From now on Ctrl-C is the program's.
    pub fn watch_interrupts(&mut self, served: Served) -> io::Result<()> {
        self.guarded(|m| m.watch_interrupts(served)).unwrap_or_else(|fault| Err(io::Error::other(fault)))
    }

    /// `docs/builtins.md`: the natives with their signatures.
    pub fn builtins_manual(&mut self) -> String {
        self.guarded(Machine::builtins_manual).unwrap_or_else(|fault| fault)
    }
}

/// What a panic said.
fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or(panic.downcast_ref::<&str>().copied()).unwrap_or("hoop: internal error").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vm::BuiltinModule;

    #[test]
    fn an_internal_error_leaves_the_host_alive() {
        let settings = Settings { stdout: Box::new(io::sink()), ..Settings::default() };
        let mut interpreter = Interpreter::new(settings).expect("an interpreter starts");
        let faulty = BuiltinModule::Native(|_, _| crate::bug!("made by a test"));
        interpreter.machine.vm().builtin_modules.insert("faulty", faulty);
        assert_eq!(interpreter.run_code("import sys; kept = [sys]", false), Outcome::Finished);
        let program =
            "def f():\n  try: import faulty\n  except BaseException: pass\nsorted([1], key=lambda _: f())";
        let broken = Outcome::Broken("hoop: internal error: made by a test".into());
        assert_eq!(interpreter.run_code(program, false), broken);
        assert_eq!(interpreter.run_code("pass", false), broken, "it runs nothing any more");
        assert_eq!(interpreter.conclude(broken), Ending::Status(BROKEN));
        assert!(!interpreter.flush());
        drop(interpreter);
    }
}
