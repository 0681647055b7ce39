//! The prompt. Comes in: inputs of a person (or lines of a pipe). Goes out: what they say, and an exit status at the end.
//!
//! Two threads: `editor.rs` reads keys, this file runs inputs on the interpreter's thread and keeps the session's loop turning while the other
//! one waits; `messages.rs` is what they say to each other. `complete.rs` and `answer.rs` complete, `highlight.rs` colours, `commands.rs`
//! reads `:tasks` and its like, `display.rs` shows results.

mod answer;
mod commands;
mod complete;
mod display;
pub mod editor;
mod highlight;
pub mod messages;
mod tasks;

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};

use crate::host::{Ending, Machine};
use crate::natives::modules::readline;
use crate::object::exception::ExceptionObj;
use crate::object::{Ref, Value};
use crate::sched::{LoopObj, asyncgens, context, create, policy, runner, turn};
use crate::source::SourceText;
use crate::syntax::imports_old_unequal;
use crate::vm::traceback::SourceTexts;
use crate::vm::{CompileMode, Raised, Res, Vm};
use crate::world::WaitFor;
use commands::Command;
use editor::Line;
use messages::{FromEditor, PromptOutput, Screen, ToEditor};

/// A session.
struct Session<'a> {
    host: &'a mut Machine,
    /// The loop on which tasks live as long as the session.
    tasks: Ref<LoopObj>,
    inputs: Receiver<FromEditor>,
    to_editor: Sender<ToEditor>,
    /// Whether an input has imported `annotations`, or `barry_as_FLUFL`, from `__future__`: they hold for those that follow.
    future_annotations: bool,
    old_unequal: bool,
    /// Variables of the context that an input sets are set in the next one, whether it waited or not.
    context: Ref<context::ContextObj>,
    /// What was run, for `:save`.
    history: Vec<String>,
}

/// How a session begins.
pub struct Manner {
    pub greet: bool,
    /// `asyncio` is imported before the first input, with a word about it at both ends (`-m asyncio`).
    pub asyncio: bool,
    pub color: bool,
    /// A file that is run first (`PYTHONSTARTUP`).
    pub startup: Option<String>,
    /// Where the history is kept, if not in the user's state directory (`PYTHON_HISTORY`).
    pub history: Option<PathBuf>,
}

/// Runs a session to its end; the exit status. `start` hands the editor's side to the thread that reads keys.
pub fn run(
    host: &mut Machine,
    screen: Arc<Screen>,
    manner: Manner,
    start: impl FnOnce(Line, bool, Option<PathBuf>, bool) -> bool,
) -> i32 {
    let terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
    let (to_interpreter, inputs) = channel();
    let (to_editor, from_interpreter) = channel();
    let line =
        Line { to_interpreter, from_interpreter, waker: host.vm().world.waker(), screen: screen.clone() };
    if manner.greet && manner.asyncio {
        let greeting = "asyncio REPL of hoop\nUse \"await\" directly instead of \"asyncio.run()\".\nType :help for the prompt's commands, help(x) or x? for documentation.\n";
        host.vm().write_stderr(greeting);
    } else if manner.greet {
        let version = env!("CARGO_PKG_VERSION");
        host.vm().write_stderr(&format!(
            "hoop {version}, an interpreter for Python 3.14's language with a scheduler of its own\n\
             Type :help for the prompt's commands, help(x) or x? for documentation.\n"
        ));
    }
    if terminal {
        display::install(host.vm());
        readline::always_edit(host.vm());
        let above = PromptOutput::new(screen.clone(), Box::new(io::stderr()));
        host.vm().world.redirect_stderr(Box::new(above));
    }
    for (name, prompt) in [("ps1", ">>> "), ("ps2", "... ")] {
        let vm = host.vm();
        let text = vm.heap.str(prompt).into_value();
        drop(vm.sys.set_text(vm.heap, name, text));
    }
    let tasks = create::new_loop(host.vm());
    let history = if terminal { manner.history.or_else(history_file) } else { None };
    if !start(line, terminal, history, manner.color) {
        return 1;
    }
    let context = context::new_context(host.vm());
    let mut session = Session {
        context,
        host,
        tasks,
        inputs,
        to_editor,
        future_annotations: false,
        old_unequal: false,
        history: Vec::new(),
    };
    let status = match manner.startup.and_then(|file| session.startup(&file)) {
        Some(status) => status,
        None if manner.asyncio => {
            session.host.vm().write_stderr(">>> import asyncio\n");
            session.run(SourceText::new("<stdin>", "import asyncio\n")).unwrap_or_else(|| session.turns())
        }
        None => session.turns(),
    };
    session.leave();
    if !terminal {
        // The line of the last prompt ends.
        session.host.vm().write_stderr("\n");
    }
    if manner.asyncio {
        session.host.vm().write_stderr("exiting asyncio REPL...\n");
    }
    status
}

/// Turns of the loop that what is ready gets before the next input is looked at.
const TURNS_BEFORE_INPUT: u32 = 100;

/// Where the history is kept: the user's state directory.
fn history_file() -> Option<PathBuf> {
    let state = std::env::var_os("XDG_STATE_HOME").map(PathBuf::from).filter(|p| p.is_absolute());
    let state = state.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".local/state")))?;
    Some(state.join("hoop").join("history"))
}

impl Session<'_> {
    /// Runs a file before the first input. Some ends the session.
    fn startup(&mut self, file: &str) -> Option<i32> {
        let read = std::fs::read(file).map_err(|e| crate::vm::import::os_text(&e).to_string());
        match read.and_then(|b| SourceText::from_bytes(file, &b).map_err(|e| e.message.to_string())) {
            Ok(source) => return self.run(source),
            Err(why) => {
                self.host.vm().write_stderr(&format!("Could not open PYTHONSTARTUP\n{file}: {why}\n"));
            }
        }
        None
    }

    /// Inputs, one after the other; the exit status.
    fn turns(&mut self) -> i32 {
        loop {
            self.host.flush();
            let (first, further) = (self.prompt("ps1", ">>> "), self.prompt("ps2", "... "));
            self.host.flush();
            if self.to_editor.send(ToEditor::Read { first, further }).is_err() {
                return 0;
            }
            let next = match self.wait() {
                Ok(next) => next,
                Err(exit) => return self.status_of(exit),
            };
            match next {
                FromEditor::End => return 0,
                FromEditor::Interrupt => self.tell("KeyboardInterrupt\n"),
                FromEditor::Question(..) => {}
                FromEditor::Input(input) => {
                    if let Some(status) = self.input(&input) {
                        return status;
                    }
                }
            }
        }
    }

    /// A prompt, which a script may have changed: `str(sys.ps1)`, made anew for each input.
    fn prompt(&mut self, name: &str, default: &str) -> String {
        let vm = self.host.vm();
        let Some(v) = vm.sys.get_text(vm.heap, name) else { return default.to_string() };
        match vm.str(&v) {
            Ok(text) => text.to_text(),
            Err(e) => {
                drop(vm.take_raised(e));
                default.to_string()
            }
        }
    }

    fn status_of(&mut self, exit: Value) -> i32 {
        match self.host.conclude_exception(exit) {
            Ending::Status(status) => status,
            Ending::Interrupt => 1,
        }
    }

    /// One input; Some ends the session.
    fn input(&mut self, input: &str) -> Option<i32> {
        let text = input.trim();
        if text.is_empty() {
            return None;
        }
        let heap = self.host.vm().heap;
        if matches!(text, "exit" | "quit") && self.host.main().get_text(heap, text).is_none() {
            return Some(0);
        }
        match commands::parse(input) {
            Some(command) => self.command(command),
            None => {
                self.history.push(input.trim_end().to_string());
                let source = SourceText::new("<stdin>", format!("{}\n", input.trim_end()));
                self.run(source)
            }
        }
    }

    /// Runs a text; errors are told. Some ends the session.
    fn run(&mut self, source: SourceText) -> Option<i32> {
        let done = self.statements(source);
        self.after(done)
    }

    fn after(&mut self, done: Res) -> Option<i32> {
        let vm = self.host.vm();
        let Err(e) = done else { return None };
        let exception = vm.take_raised(e);
        if vm.is_instance_of(&exception, &vm.types().system_exit) {
            return Some(self.status_of(exception));
        }
        self.host.flush();
        let exit = self.host.vm().print_uncaught(&exception);
        exit.map(|exit| self.status_of(exit))
    }

    fn statements(&mut self, source: SourceText) -> Res {
        let (main, tasks) = (self.host.main().clone(), self.tasks.clone());
        let source = Rc::new(if self.old_unequal { source.with_old_unequal() } else { source });
        let vm = self.host.vm();
        vm.top_level_await = true;
        let code = vm.compile_text(source.clone(), CompileMode::Interactive, self.future_annotations);
        vm.top_level_await = false;
        let code = code.map_err(|e| with_line(vm, e, &source))?;
        SourceTexts::quote_input(vm, code.source.get());
        self.future_annotations |= code.code.flags.future_annotations;
        self.old_unequal |= imports_old_unequal(&source);
        // A statement finds the session's loop running, as code in a task does: `asyncio.create_task(..)` works.
        let outside = std::mem::replace(&mut vm.thread.running_loop, tasks.value());
        let hooks = asyncgens::enter(vm, &tasks);
        let inside = self.context.clone();
        let made = context::within(vm, &mut Some(inside.obj().clone()), |vm| vm.run_code(&code, &main, None));
        asyncgens::leave(vm, hooks);
        drop(std::mem::replace(&mut vm.thread.running_loop, outside));
        let made = made?;
        if !code.code.flags.coroutine {
            return Ok(made);
        }
        let options = create::TaskOptions { context: inside.into_value(), ..Default::default() };
        let task = create::create_task_on(vm, tasks.obj(), made, options)?;
        match task.into_ref() {
            Ok(task) => runner::run_main(vm, &tasks, &task),
            Err(_) => {
                Err(vm.runtime_error("the session's loop has a task factory that makes no asyncio task"))
            }
        }
    }

    fn command(&mut self, command: Command) -> Option<i32> {
        match command {
            Command::Help => self.tell(commands::HELP),
            Command::Wrong(why) => self.host.vm().write_stderr(&format!("{why}\n")),
            Command::Tasks => {
                let tasks = self.tasks.clone();
                let list = tasks::list(self.host.vm(), &tasks);
                match list {
                    Ok(text) => self.tell(&text),
                    Err(e) => return self.after(Err(e)),
                }
            }
            Command::Time(seconds) => {
                let done = self.move_clock(seconds);
                return self.after(done.map(|()| Value::None));
            }
            Command::Describe(subject) => {
                let help = format!("help({subject})\n");
                return self.run(SourceText::new("<stdin>", help));
            }
            Command::Load(file) => match std::fs::read(&file) {
                Ok(bytes) => match SourceText::from_bytes(&file, &bytes) {
                    Ok(source) => {
                        let _ = self.to_editor.send(ToEditor::Remember(source.text().to_string()));
                        self.history.push(source.text().trim_end().to_string());
                        return self.run(source);
                    }
                    Err(e) => self.host.vm().write_stderr(&format!("SyntaxError: {}\n", e.message)),
                },
                Err(e) => {
                    self.host.vm().write_stderr(&format!("{file}: {}\n", crate::vm::import::os_text(&e)))
                }
            },
            Command::Save(file) => {
                let text = self.history.iter().map(|i| format!("{i}\n")).collect::<String>();
                if let Err(e) = std::fs::write(&file, text) {
                    self.host.vm().write_stderr(&format!("{file}: {}\n", crate::vm::import::os_text(&e)));
                }
            }
        }
        None
    }

    /// Writes a text of the prompt's own to standard output.
    fn tell(&mut self, text: &str) {
        self.host.flush();
        // Where output is lost, the next statement that prints says so.
        let _ = self.host.vm().out.write(text.as_bytes());
        let _ = self.host.vm().out.flush();
    }

    /// Waits for the editor's next word and keeps tasks running meanwhile. Err: a task left by SystemExit.
    fn wait(&mut self) -> Result<FromEditor, Value> {
        // What is ready goes on first: what a session in a file prints must not depend on who is faster, the reader of lines or the loop.
        for _ in 0..TURNS_BEFORE_INPUT {
            if self.tasks.ready.borrow().is_empty() {
                break;
            }
            self.turn_and_tell()?;
        }
        loop {
            match self.inputs.try_recv() {
                Ok(FromEditor::Question(question, reply)) => {
                    let main = self.host.main().clone();
                    let found = answer::answer(self.host.vm(), &main, &question);
                    // The tab may have run out of patience.
                    let _ = reply.send(found);
                    continue;
                }
                Ok(word) => return Ok(word),
                Err(TryRecvError::Disconnected) => return Ok(FromEditor::End),
                Err(TryRecvError::Empty) => {}
            }
            self.turn_and_tell()?;
        }
    }

    /// A turn; what it raises is printed. Err: a task left by SystemExit.
    fn turn_and_tell(&mut self) -> Result<(), Value> {
        if let Err(e) = self.turn() {
            let vm = self.host.vm();
            let exception = vm.take_raised(e);
            if vm.is_instance_of(&exception, &vm.types().system_exit) {
                return Err(exception);
            }
            let _ = vm.print_uncaught(&exception);
        }
        self.host.flush();
        Ok(())
    }

    /// A turn of the session's loop if it has anything to do, else a wait.
    fn turn(&mut self) -> Res<()> {
        let tasks = self.tasks.clone();
        let vm = self.host.vm();
        let ready = !tasks.ready.borrow().is_empty();
        // A virtual clock stands still at the prompt: `:time` moves it.
        let due =
            if vm.world.is_virtual() { None } else { tasks.timers.borrow().first().map(|(when, _)| *when) };
        if ready || due.is_some_and(|when| when <= vm.world.monotonic()) {
            return self.run_once();
        }
        let deadline = due.map(crate::world::nanoseconds_up);
        match vm.world.wait(WaitFor { deadline, input: false }) {
            Ok(crate::world::Wake::Signal) => (vm.hooks.signals)(vm),
            Ok(_) => Ok(()),
            Err(e) => Err(vm.runtime_error(format!("waiting failed: {e}"))),
        }
    }

    fn run_once(&mut self) -> Res<()> {
        let tasks = self.tasks.clone();
        let vm = self.host.vm();
        tasks.running.set(true);
        let outside = std::mem::replace(&mut vm.thread.running_loop, tasks.value());
        let hooks = asyncgens::enter(vm, &tasks);
        let done = turn::run_once(vm, &tasks);
        asyncgens::leave(vm, hooks);
        drop(std::mem::replace(&mut vm.thread.running_loop, outside));
        tasks.running.set(false);
        tasks.stopping.set(false);
        done
    }

    /// Lets so many seconds of virtual time pass: everything that is due meanwhile runs, each thing at its time.
    fn move_clock(&mut self, seconds: f64) -> Res<()> {
        let vm = self.host.vm();
        if !vm.world.is_virtual() {
            vm.write_stderr(
                "time passes by itself here; with --virtual-time it stands still until :time moves it\n",
            );
            return Ok(());
        }
        let target = vm.world.monotonic() + seconds;
        loop {
            let ready = !self.tasks.ready.borrow().is_empty();
            let next = self.tasks.timers.borrow().first().map(|(when, _)| *when);
            let when = match next {
                _ if ready => None,
                Some(when) if when <= target => Some(when),
                _ => break,
            };
            if let Some(when) = when {
                self.wait_until(when)?;
            }
            self.run_once()?;
        }
        self.wait_until(target)
    }

    fn wait_until(&mut self, when: f64) -> Res<()> {
        let vm = self.host.vm();
        match vm.world.wait_until(when) {
            Ok(_) => Ok(()),
            Err(e) => Err(vm.runtime_error(format!("waiting failed: {e}"))),
        }
    }

    /// Leaves as `asyncio.run` does: cancels what is left and waits for it.
    fn leave(&mut self) {
        let tasks = self.tasks.clone();
        let vm = self.host.vm();
        let closed = runner::close_after_run(vm, &tasks.value()).and_then(|()| turn::close(vm, &tasks));
        if let Err(e) = closed {
            let exception = vm.take_raised(e);
            let _ = vm.print_uncaught(&exception);
        }
        let _ = policy::set_event_loop(vm, Value::None).map_err(|e| drop(vm.take_raised(e)));
        self.host.flush();
    }
}

/// The error of a text that was typed, with its line: the compiler looks for it in a file.
fn with_line(vm: &mut Vm, error: Raised, source: &SourceText) -> Raised {
    let error = vm.take_raised(error);
    if vm.is_instance_of(&error, &vm.types().syntax_error)
        && let Some(x) = error.cast::<ExceptionObj>()
        && x.field("text").is_none_or(|text| text.is_none())
        && let Some(Value::Int(line)) = x.field("lineno")
    {
        let text = vm.heap.str(&format!("{}\n", source.line_text(line as u32))).into_value();
        x.set_field("text", text);
    }
    vm.raise(error)
}
