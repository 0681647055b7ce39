//! The `hoop` command. Comes in: the command line. Goes out: an exit status. The only user of rustyline.
//!
//! `args.rs` reads the command line, `tools.rs` shows stages and checks files, `repl/` is the prompt. This file runs: the interpreter on a thread
//! with a big native stack, while the main thread edits lines at the prompt and sees to it that Ctrl-C always ends the process.

mod args;
mod environment;
mod line_input;
mod repl;
mod tools;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::os::unix::ffi::OsStrExt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use nix::sys::signal::{SigSet, SigmaskHow, Signal};

use crate::host::run::FileOptions;
use crate::host::signals::{Served, interrupt_number};
use crate::host::{Clock, Ending, Machine, Outcome, Refused, Settings};
use crate::vm::{Flags, Options};
use crate::world::{RealWorld, WaitFor, Wake, Waker, World};
use args::{Action, Invocation, Program};
use repl::editor::{self, Line};
use repl::messages::{PromptOutput, Screen};

/// The interpreter's native stack: only what is touched costs memory. Compiling the deepest trees takes a quarter of it.
const STACK: usize = 256 << 20;
/// What is left for code that does not look at its depth.
const RESERVE: usize = 4 << 20;
/// How long after Ctrl-C the interpreter may be deaf: a native that computes for minutes is ended from outside.
const DEAF: Duration = Duration::from_secs(4);
/// How usage errors leave.
const USAGE: i32 = 2;

/// The licences of all that is in the program.
fn licences() -> String {
    let text = crate::library::file("LICENSE.txt").map(|f| f.read()).unwrap_or_default();
    String::from_utf8_lossy(&text).into_owned()
}

/// Runs the command and returns its exit status.
pub fn main() -> i32 {
    let mut invocation = match args::parse(std::env::args_os().skip(1)) {
        Ok(Action::Run(invocation)) => *invocation,
        Ok(Action::Version) => return say(&format!("hoop {}\n", env!("CARGO_PKG_VERSION"))),
        Ok(Action::Licences) => return say(&licences()),
        Ok(Action::Help) => return say(args::HELP),
        Ok(Action::HelpVariables) => return say(environment::VARIABLES),
        Ok(Action::HelpSettings) => return say(environment::SETTINGS),
        Ok(Action::HelpAll) => {
            return say(&[args::HELP, environment::VARIABLES, environment::SETTINGS].join("\n"));
        }
        Err(args::Usage(text)) => {
            warn(&text);
            return USAGE;
        }
    };
    if let Err(text) = environment::read(&mut invocation) {
        warn(&format!("hoop: {text}\n"));
        return 1;
    }
    crate::object::reserve::on_end(no_memory);
    // A file that may not grow is an OSError.
    crate::vm::system::ignore_signal(libc::SIGXFSZ);
    let mut watch = match RealWorld::new() {
        Ok(world) => world,
        Err(e) => {
            warn(&format!("hoop: cannot start: {e}\n"));
            return 1;
        }
    };
    let (to_main, from_interpreter) = channel();
    let caller = Caller { to_main, waker: watch.waker(), served: Served::default() };
    let served = caller.served.clone();
    let finished = Arc::new(AtomicBool::new(false));
    let tell = finished.clone();
    let signals = leave_signals();
    let thread = std::thread::Builder::new().name("hoop".into()).stack_size(STACK).spawn(move || {
        let _gone = Gone { finished: tell, waker: caller.waker.clone() };
        if let Some(signals) = signals {
            // What the process was started with.
            let _ = signals.thread_set_mask();
        }
        reserve_memory();
        let at_prompt = invocation.inspect || is_prompt(&invocation);
        let ending = interpreter_thread(invocation, caller);
        if let (Ending::Status(status), false) = (ending, at_prompt) {
            // Nobody edits a line: waiting for the other thread and giving memory back would only take time.
            std::process::exit(status);
        }
        ending
    });
    let thread = match thread {
        Ok(thread) => thread,
        Err(e) => {
            warn(&format!("hoop: cannot start a thread: {e}\n"));
            return 1;
        }
    };
    attend(&mut watch, &from_interpreter, &served, || finished.load(Ordering::Acquire));
    match thread.join() {
        Ok(Ending::Status(status)) => status,
        Ok(Ending::Interrupt) => 128 + interrupt_number(),
        // The panic has told already.
        Err(_) => 101,
    }
}

/// Leaves all signals to the interpreter's thread, but for those by which a terminal stops and continues a job: a program that sends itself one finds it delivered when `os.kill`
/// comes back, as where there is one thread only. What this thread waits for comes through pipes. The mask until now, for the other thread.
fn leave_signals() -> Option<SigSet> {
    let mut all = SigSet::all();
    for signal in [Signal::SIGTSTP, Signal::SIGTTIN, Signal::SIGTTOU, Signal::SIGCONT] {
        all.remove(signal);
    }
    all.thread_swap_mask(SigmaskHow::SIG_BLOCK).ok()
}

/// A program that goes on after several MemoryErrors and lets go of nothing.
fn no_memory() -> ! {
    warn("hoop: no memory, and the reserve is used up\nMemoryError\n");
    std::process::exit(1)
}

/// Tells the main thread, when the interpreter's thread ends in whatever way, that there is nothing left to wait for. (Asking the thread
/// itself after a wake-up would be too early: it is still on its way out.)
struct Gone {
    finished: Arc<AtomicBool>,
    waker: Waker,
}

impl Drop for Gone {
    fn drop(&mut self) {
        self.finished.store(true, Ordering::Release);
        self.waker.wake();
    }
}

/// What the interpreter's thread needs of the main thread.
struct Caller {
    to_main: Sender<Request>,
    waker: Waker,
    served: Served,
}

/// What the main thread does for the interpreter.
enum Request {
    /// Reads inputs until the interpreter hangs up.
    Prompt { line: Line, terminal: bool, history: Option<std::path::PathBuf>, color: bool },
    /// Ctrl-C is the program's: see to it that it gets heard.
    WatchInterrupts,
}

/// The main thread's work: waits for requests, and for Ctrl-C that the interpreter does not hear.
fn attend(
    watch: &mut RealWorld,
    requests: &Receiver<Request>,
    served: &Served,
    is_finished: impl Fn() -> bool,
) {
    let mut unheard: Option<(Instant, u32)> = None;
    loop {
        while let Ok(request) = requests.try_recv() {
            match request {
                Request::WatchInterrupts => {
                    // Without it Ctrl-C ends the process at once, which is no harm.
                    let _ = watch.watch_signal(interrupt_number());
                }
                Request::Prompt { line, terminal, history, color } => {
                    prompt(line, terminal, history, color);
                    // What was pressed at the prompt has been heard there.
                    drop(watch.take_signals());
                }
            }
        }
        if is_finished() {
            return;
        }
        let deadline = unheard.map(|_| watch.monotonic_ns() + 100_000_000);
        let woke = watch.wait(WaitFor { deadline, input: false });
        if matches!(woke, Ok(Wake::Signal)) && watch.take_signals().contains(&interrupt_number()) {
            unheard.get_or_insert((Instant::now(), served.0.load(Ordering::Acquire)));
        }
        if let Some((since, count)) = unheard {
            if served.0.load(Ordering::Acquire) != count {
                unheard = None;
            } else if since.elapsed() > DEAF {
                warn("KeyboardInterrupt\n");
                watch.unwatch_signal(interrupt_number());
                let _ = watch.raise_signal(interrupt_number());
                std::process::exit(128 + interrupt_number());
            }
        }
    }
}

fn prompt(line: Line, terminal: bool, history: Option<std::path::PathBuf>, color: bool) {
    if !terminal {
        return editor::read_plain(line, io::stdin());
    }
    if let Err(e) = editor::edit(line, history, color) {
        warn(&format!("hoop: the terminal cannot be read: {e}\n"));
    }
}

/// The allocator gives each further thread an arena that grows page by page, one system call each. Taking a megabyte and giving it back at once
/// lets it grow in a few steps; pages that nobody touches cost nothing.
fn reserve_memory() {
    // Unseen allocations would be left out by the compiler.
    drop(std::hint::black_box([(); 8].map(|()| Vec::<u8>::with_capacity(120 << 10))));
}

/// Whether statements come from somebody who types.
fn is_prompt(invocation: &Invocation) -> bool {
    matches!(invocation.program, Program::Stdin { .. }) && is_typed(invocation) || is_asyncio(invocation)
}

/// `-m asyncio`: CPython's prompt where `await` works, which any prompt of ours is.
fn is_asyncio(invocation: &Invocation) -> bool {
    matches!(&invocation.program, Program::Module(name) if name == "asyncio") && invocation.args.is_empty()
}

/// Whether standard input is somebody's, by what it is or by what `-i` says of it.
fn is_typed(invocation: &Invocation) -> bool {
    invocation.interactive || io::stdin().is_terminal()
}

fn interpreter_thread(invocation: Invocation, caller: Caller) -> Ending {
    if let Some(status) = tools::run(&invocation) {
        return Ending::Status(status);
    }
    if std::fs::metadata("/dev/stdin").is_ok_and(|m| m.is_dir()) {
        warn("hoop: <stdin> is a directory, cannot continue\n");
        return Ending::Status(1);
    }
    let is_prompt = is_prompt(&invocation);
    let inspect = invocation.inspect && is_typed(&invocation);
    let screen = Arc::new(Screen::default());
    let mut interpreter = match make(&invocation, &screen, is_prompt || inspect) {
        Ok(made) => made,
        Err(e) => {
            warn(&format!("hoop: {e}\n"));
            return Ending::Status(1);
        }
    };
    line_input::install(interpreter.vm());
    // A test of ours: without signals the program still runs.
    let _ = interpreter.watch_interrupts(caller.served.clone());
    if caller.to_main.send(Request::WatchInterrupts).is_ok() {
        caller.waker.wake();
    }
    let mut ending = Ending::Status(0);
    if !is_prompt {
        ending = match run_program(&mut interpreter, &invocation) {
            Ok(outcome) => interpreter.conclude(outcome),
            Err(Refused { text, status }) => {
                // Packages of a module may have run, and printed.
                interpreter.flush();
                warn(&text);
                Ending::Status(status)
            }
        };
    }
    if is_prompt || inspect {
        interpreter.flush();
        if is_prompt {
            interpreter.path_without_script(!invocation.safe_path);
        }
        let variable = |name| environment::text(name).filter(|_| !invocation.ignore_environment);
        let manner = repl::Manner {
            greet: is_prompt && !invocation.quiet,
            asyncio: is_asyncio(&invocation),
            color: color_on_stderr(&invocation),
            startup: variable("PYTHONSTARTUP").filter(|_| is_prompt),
            history: variable("PYTHON_HISTORY").map(Into::into),
        };
        ending =
            Ending::Status(repl::run(&mut interpreter, screen, manner, |line, terminal, history, color| {
                let sent = caller.to_main.send(Request::Prompt { line, terminal, history, color }).is_ok();
                caller.waker.wake();
                sent
            }));
    }
    let ending = interpreter.finish(ending);
    // The process ends here: giving every object back one by one would only take time.
    std::mem::forget(interpreter);
    ending
}

fn make(invocation: &Invocation, screen: &Arc<Screen>, prompt: bool) -> io::Result<Machine> {
    let terminal = io::stdout().is_terminal();
    let stdout: Box<dyn Write + Send> = Box::new(Descriptor);
    let stdout: Box<dyn Write + Send> =
        if prompt { Box::new(PromptOutput::new(screen.clone(), stdout)) } else { stdout };
    let bytes = |s: &OsString| s.as_bytes().to_vec();
    let first = match &invocation.program {
        Program::File(path) => bytes(path),
        Program::Code(_) => b"-c".to_vec(),
        Program::Module(_) => b"-m".to_vec(),
        Program::Stdin { named: true } => b"-".to_vec(),
        Program::Stdin { named: false } => Vec::new(),
    };
    let mut argv = vec![first];
    argv.extend(invocation.args.iter().map(bytes));
    let settings = Settings {
        clock: if invocation.virtual_time { Clock::Virtual } else { Clock::Real },
        options: Options {
            optimize: invocation.optimize,
            trace_vm: invocation.trace_vm,
            trace_sched: invocation.trace_sched,
            strict: invocation.strict,
            color: color_on_stderr(invocation),
            explain: explains(invocation),
            dev_mode: invocation.dev_mode,
            asyncio_debug: invocation.dev_mode || invocation.asyncio_debug,
            bytes_warning: invocation.bytes_warning,
            cpu_count: invocation.cpu_count,
            tracemalloc: invocation.tracemalloc,
            pycache_prefix: invocation.pycache_prefix.clone(),
            stdio_encoding: invocation.stdio_encoding.clone(),
            closed_streams: crate::vm::started_without(),
            int_max_str_digits: invocation.int_max_str_digits,
            flags: Flags {
                debug: invocation.debug,
                inspect: invocation.inspect,
                interactive: invocation.interactive,
                quiet: invocation.quiet,
                verbose: invocation.verbose,
                dont_write_bytecode: invocation.dont_write_bytecode,
                no_user_site: invocation.no_user_site,
                no_site: invocation.no_site,
                ignore_environment: invocation.ignore_environment,
                isolated: invocation.isolated,
                utf8_mode: invocation.utf8_mode,
                safe_path: invocation.safe_path,
            },
        },
        argv,
        warnings: invocation.warnings.clone(),
        x_options: invocation.x_options.clone(),
        search_path: python_path(invocation),
        stdout,
        line_buffered: terminal,
        unbuffered: invocation.unbuffered,
        native_stack: STACK - RESERVE,
        hash_seed: hash_seed(invocation)?,
    };
    Machine::new(settings)
}

fn run_program(interpreter: &mut Machine, invocation: &Invocation) -> Result<Outcome, Refused> {
    let here = !invocation.safe_path;
    match &invocation.program {
        Program::File(path) => {
            let options = FileOptions { path_from_script: here, skip_first_line: invocation.skip_first_line };
            interpreter.run_file(path, options)
        }
        Program::Code(text) => match text.to_str() {
            Some(text) => Ok(interpreter.run_code(text, here)),
            None => Err(Refused { text: "hoop: the text after -c is not UTF-8\n".into(), status: USAGE }),
        },
        Program::Module(name) => interpreter.run_module(name, here),
        Program::Stdin { .. } => Ok(interpreter.run_stdin(here)),
    }
}

/// `PYTHONHASHSEED`: the seed of the hashes of strings and bytes; None: a random one. What says nothing of it in virtual time is the same at each run.
fn hash_seed(invocation: &Invocation) -> io::Result<Option<u64>> {
    let given = std::env::var("PYTHONHASHSEED")
        .ok()
        .filter(|_| !invocation.ignore_environment && !invocation.random_hashes);
    Ok(match given.as_deref() {
        None | Some("") if invocation.virtual_time => Some(0),
        None | Some("" | "random") => None,
        Some(text) => match text.parse::<u32>() {
            Ok(seed) => Some(u64::from(seed)),
            Err(_) => {
                let text = "PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]";
                return Err(io::Error::other(text));
            }
        },
    })
}

/// `PYTHONPATH`: further folders to import from.
fn python_path(invocation: &Invocation) -> Vec<String> {
    let path = std::env::var_os("PYTHONPATH").filter(|_| !invocation.ignore_environment).unwrap_or_default();
    let folders = std::env::split_paths(&path).filter(|f| !f.as_os_str().is_empty());
    folders.map(|f| f.to_string_lossy().into_owned()).collect()
}

/// Standard output without a buffer of its own: the interpreter has one.
struct Descriptor;

impl Write for Descriptor {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(rustix::io::write(rustix::stdio::stdout(), bytes)?)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether what goes to standard error is coloured: `PYTHON_COLORS`, `NO_COLOR`, `FORCE_COLOR`, else on a terminal.
pub fn color_on_stderr(invocation: &Invocation) -> bool {
    if !invocation.ignore_environment {
        match std::env::var("PYTHON_COLORS").as_deref() {
            Ok("0") => return false,
            Ok("1") => return true,
            _ => {}
        }
    }
    if environment::text("NO_COLOR").is_some() {
        return false;
    }
    if environment::text("FORCE_COLOR").is_some() {
        return true;
    }
    std::env::var_os("TERM").is_none_or(|t| t != "dumb") && io::stderr().is_terminal()
}

/// Whether reason and mend are drawn below CPython's words. Programs that read standard error want these words alone.
fn explains(invocation: &Invocation) -> bool {
    invocation.explain || io::stderr().is_terminal()
}

/// Writes to standard output; the exit status.
fn say(text: &str) -> i32 {
    match io::stdout().write_all(text.as_bytes()).and_then(|()| io::stdout().flush()) {
        Ok(()) => 0,
        Err(_) => 1,
    }
}

/// Writes to standard error; where that is closed there is nobody to tell.
fn warn(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}
