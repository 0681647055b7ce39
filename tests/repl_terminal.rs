//! The prompt in a real terminal: a pseudo-terminal, a person's keys, and the picture that results.
#![allow(unsafe_code)] // a pseudo-terminal and a controlling terminal are plain system calls

mod common;
#[path = "common/screen.rs"]
mod screen;

use screen::Screen;
use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::{FromRawFd, OwnedFd};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

const PROMPT: &str = ">>>";

/// A session at the prompt.
struct Session {
    child: Child,
    keys: File,
    screen: Arc<Mutex<Screen>>,
}

/// A folder for the history file, removed at the end.
struct State(PathBuf);

impl State {
    fn new(name: &str) -> State {
        let path = std::env::temp_dir().join(format!("hoop-repl-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        State(path)
    }
}

impl Drop for State {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Session {
    fn start(state: &State) -> Session {
        Session::with_variables(state, &[])
    }

    fn with_variables(state: &State, variables: &[(&str, &Path)]) -> Session {
        let mut session = Session::command(state, &[], variables);
        session.wait("the first prompt", |s| s.current_line().starts_with(PROMPT));
        session
    }

    /// Any command on a terminal.
    fn command(state: &State, args: &[&str], variables: &[(&str, &Path)]) -> Session {
        let (mut master, mut slave) = (0, 0);
        let size = libc::winsize { ws_row: 50, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0 };
        // SAFETY: both places are valid for writing, and the size is read only.
        let opened =
            unsafe { libc::openpty(&mut master, &mut slave, std::ptr::null_mut(), std::ptr::null(), &size) };
        assert_eq!(opened, 0, "{}", std::io::Error::last_os_error());
        // SAFETY: openpty has just handed us both descriptors.
        let (master, slave) = unsafe { (OwnedFd::from_raw_fd(master), OwnedFd::from_raw_fd(slave)) };
        let mut command = common::run::command(common::hoop());
        command.args(args).envs(variables.iter().copied());
        command.env("TERM", "xterm").env("XDG_STATE_HOME", &state.0).env("HOME", &state.0);
        let end = || Stdio::from(slave.try_clone().unwrap());
        command.stdin(end()).stdout(end()).stderr(end());
        // SAFETY: only calls that are allowed between fork and exec.
        unsafe {
            command.pre_exec(|| {
                if libc::setsid() < 0 || libc::ioctl(0, libc::TIOCSCTTY as _, 0) < 0 {
                    return Err(std::io::Error::last_os_error());
                }
                Ok(())
            });
        }
        let child = command.spawn().unwrap();
        drop(command);
        drop(slave);
        let screen = Arc::new(Mutex::new(Screen::new(100, 50)));
        let keys = File::from(master);
        let mut output = keys.try_clone().unwrap();
        let picture = screen.clone();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            // The last close of the other side shows as an error here: the session is over.
            while let Ok(n @ 1..) = output.read(&mut bytes) {
                picture.lock().unwrap().feed(&bytes[..n]);
            }
        });
        Session { child, keys, screen }
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
    }

    /// Types a line and waits until the prompt is back.
    fn enter(&mut self, line: &str) {
        self.press(line);
        thread::sleep(Duration::from_millis(30));
        self.press("\r");
        self.wait("the prompt after a line", |s| s.current_line() == PROMPT);
    }

    fn wait(&mut self, what: &str, seen: impl Fn(&Screen) -> bool) {
        let started = Instant::now();
        while !seen(&self.screen.lock().unwrap()) {
            if let Some(status) = self.child.try_wait().unwrap() {
                panic!("ended ({status}) while waiting for {what}; on the screen:\n{}", self.text());
            }
            assert!(
                started.elapsed() < Duration::from_secs(15),
                "{what} never came; on the screen:\n{}",
                self.text()
            );
            thread::sleep(Duration::from_millis(5));
        }
    }

    fn sees(&mut self, text: &str) {
        self.wait(&format!("{text:?}"), |s| s.text().contains(text));
    }

    fn text(&self) -> String {
        self.screen.lock().unwrap().text()
    }

    /// Leaves with Ctrl-D and tells the exit status.
    fn leave(mut self) -> i32 {
        self.press("\x04");
        let started = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code().unwrap_or_else(|| -status.signal().unwrap_or(0));
            }
            assert!(started.elapsed() < Duration::from_secs(15), "Ctrl-D does not leave:\n{}", self.text());
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // Harmless when it has ended; needed when an assertion failed in the middle.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The lines on the screen that equal this one.
fn lines(session: &Session, line: &str) -> usize {
    session.text().lines().filter(|l| *l == line).count()
}

#[test]
fn values_and_errors() {
    let state = State::new("values");
    let mut s = Session::start(&state);
    s.enter("x = 6 * 7");
    s.enter("x");
    assert_eq!(lines(&s, "42"), 1, "{}", s.text());
    s.enter("_ + 1");
    assert_eq!(lines(&s, "43"), 1, "{}", s.text());
    s.enter("None");
    s.enter("1 / 0");
    s.sees("ZeroDivisionError: division by zero");
    s.enter("x = = 1");
    s.sees("SyntaxError");
    s.enter("'still ' + 'here'");
    assert_eq!(lines(&s, "'still here'"), 1, "{}", s.text());
    assert_eq!(s.leave(), 0);
}

#[test]
fn a_block_of_several_lines() {
    let state = State::new("block");
    let mut s = Session::start(&state);
    // The lines are indented by themselves.
    for line in ["async def twice(x):", "await asyncio.sleep(0)", "return x * 2"] {
        s.press(line);
        s.press("\r");
        thread::sleep(Duration::from_millis(60));
    }
    assert!(!s.text().contains("Error"), "{}", s.text());
    s.press("\r");
    s.wait("the prompt after the block", |s| s.current_line() == PROMPT);
    s.enter("import asyncio");
    s.enter("await twice(21)");
    assert_eq!(lines(&s, "42"), 1, "top-level await:\n{}", s.text());
}

#[test]
fn a_background_task_does_not_spoil_the_line() {
    let state = State::new("background");
    let mut s = Session::start(&state);
    s.enter("import asyncio");
    s.enter("async def tick():\n    for i in range(3):\n        await asyncio.sleep(0.3)\n        print('tick', i)\n");
    s.enter("task = asyncio.create_task(tick())");
    s.press("total = 40 + ");
    s.sees("tick 1");
    s.press("2");
    s.sees("tick 2");
    s.wait("the typed line", |s| s.current_line().ends_with("total = 40 + 2"));
    for n in 0..3 {
        assert_eq!(lines(&s, &format!("tick {n}")), 1, "on a line of its own:\n{}", s.text());
    }
    s.press("\r");
    s.wait("the prompt", |s| s.current_line() == PROMPT);
    s.enter("total");
    assert_eq!(lines(&s, "42"), 1, "{}", s.text());
    s.enter("task.done()");
    assert_eq!(lines(&s, "True"), 1, "{}", s.text());
}

#[test]
fn a_program_that_is_pasted() {
    let state = State::new("paste");
    let mut s = Session::start(&state);
    let mut program =
        String::from("class Account:\n\tdef __init__(self, balance):\n\t\tself.balance = balance\n");
    for n in 0..8 {
        program.push_str(&format!(
            "\tdef add{n}(self, amount):\n\t\tself.balance += amount + {n}\n\t\treturn self\n"
        ));
    }
    program.push_str(
        "\naccount = Account(100)\nfor n in range(3):\n\taccount.add1(n)\nprint('pasted', account.balance)\n",
    );
    assert!(program.lines().count() >= 30);
    s.press(&format!("\x1b[200~{program}\x1b[201~"));
    thread::sleep(Duration::from_millis(300));
    assert_eq!(lines(&s, "pasted 106"), 0, "nothing runs until the end:\n{}", s.text());
    s.press("\r");
    s.sees("pasted 106");
    s.wait("the prompt", |s| s.current_line() == PROMPT);
    assert!(!s.text().contains("Error"), "{}", s.text());
}

#[test]
fn ctrl_c_stops_the_statement_only() {
    let state = State::new("interrupt");
    let mut s = Session::start(&state);
    s.enter("import asyncio");
    s.enter("kept = 'alive'");
    for statement in ["await asyncio.sleep(60)", "while True: pass", "import time; time.sleep(60)"] {
        let before = s.text().matches("KeyboardInterrupt").count();
        s.press(statement);
        s.press("\r");
        if statement.starts_with("while") {
            s.press("\r");
        }
        thread::sleep(Duration::from_millis(400));
        s.press("\x03");
        s.wait(&format!("the end of {statement}"), |s| {
            s.text().matches("KeyboardInterrupt").count() > before && s.current_line() == PROMPT
        });
    }
    s.press("half a li\x03");
    s.wait("a fresh prompt", |s| s.current_line() == PROMPT);
    s.enter("kept");
    assert_eq!(lines(&s, "'alive'"), 1, "{}", s.text());
}

#[test]
fn completion_after_a_dot() {
    let state = State::new("completion");
    let mut s = Session::start(&state);
    s.enter("import asyncio");
    s.press("asyncio.create_ta\t");
    s.wait("the completed name", |s| s.current_line().contains("asyncio.create_task"));
    s.press("\x03");
    s.wait("a fresh prompt", |s| s.current_line() == PROMPT);
    s.enter("word = 'hello'");
    s.press("word.upp\t");
    s.wait("the completed method", |s| s.current_line().contains("word.upper"));
    s.press("\x03");
}

#[test]
fn history_after_a_restart() {
    let state = State::new("history");
    let mut s = Session::start(&state);
    s.enter("remembered = 'from the first session'");
    s.enter("if True:\n    block = 1\n");
    assert_eq!(s.leave(), 0);
    let mut s = Session::start(&state);
    s.press("\x1b[A");
    s.sees("block = 1");
    s.press("\x1b[A\x1b[A\x1b[A");
    s.wait("the older line", |s| s.current_line().contains("remembered = 'from the first session'"));
    s.press("\r");
    s.wait("the prompt", |s| s.current_line() == PROMPT);
    s.enter("remembered");
    assert_eq!(lines(&s, "'from the first session'"), 1, "{}", s.text());
}

#[test]
fn tasks_are_listed_and_cancelled_at_the_end() {
    let state = State::new("tasks");
    let mut s = Session::start(&state);
    s.enter("import asyncio");
    s.enter("async def waits():\n    try:\n        await asyncio.sleep(600)\n    finally:\n        print('cleaned up')\n");
    s.enter("t = asyncio.create_task(waits(), name='the waiter')");
    s.enter(":tasks");
    s.sees("the waiter");
    s.press("\x04");
    let started = Instant::now();
    while s.child.try_wait().unwrap().is_none() {
        assert!(started.elapsed() < Duration::from_secs(15), "{}", s.text());
        thread::sleep(Duration::from_millis(5));
    }
    thread::sleep(Duration::from_millis(100));
    assert_eq!(lines(&s, "cleaned up"), 1, "{}", s.text());
}

#[test]
fn an_error_is_drawn_where_there_is_more_to_say() {
    let state = State::new("drawn");
    let mut s = Session::start(&state);
    s.enter("pint");
    s.sees("Did you mean: 'print'?");
    s.enter("x = = 1");
    s.sees("SyntaxError: invalid syntax");
    assert!(!s.text().contains(",-["), "{}", s.text());
    s.enter("{[]: 1}");
    s.sees(",-[ <stdin>:1:1 ]");
    s.sees("Help: make it a tuple");
    assert_eq!(s.text().matches("unhashable type").count(), 1, "{}", s.text());
}

#[test]
fn check_on_a_terminal_wants_a_file() {
    let state = State::new("check");
    let mut s = Session::command(&state, &["--check"], &[]);
    let status = s.child.wait().unwrap();
    assert_eq!(status.code(), Some(2));
    thread::sleep(Duration::from_millis(100));
    s.sees("--check and --dump want a file");
}

#[test]
fn variables_name_a_file_to_run_first_and_one_for_the_history() {
    let state = State::new("startup");
    let (first, history) = (state.0.join("first.py"), state.0.join("lines"));
    std::fs::write(&first, "begun = 'by the file'\n").unwrap();
    let variables = [("PYTHONSTARTUP", first.as_path()), ("PYTHON_HISTORY", history.as_path())];
    let mut s = Session::with_variables(&state, &variables);
    s.enter("begun");
    s.sees("'by the file'");
    s.press("\x04");
    s.child.wait().unwrap();
    assert!(std::fs::read_to_string(&history).unwrap().contains("begun"));
}

#[test]
fn help_shows_a_signature_and_a_doc() {
    let state = State::new("help");
    let mut s = Session::with_variables(&state, &[("PAGER", Path::new("cat"))]);
    s.enter("def f(a, b=2):\n    'Adds the two.'\n    return a + b\n");
    s.enter("help(f)");
    s.sees("f(a, b=2)");
    s.sees("Adds the two.");
}

#[test]
fn input_edits_lines_where_readline_is_imported() {
    let state = State::new("input");
    let program = "import readline
readline.parse_and_bind('tab: complete')
readline.set_completer(lambda text, i: [w for w in ('apple', 'apricot', 'banana') if w.startswith(text)][i])
readline.set_startup_hook(lambda: readline.insert_text('<'))
print(repr(input('one: ')), readline.get_history_item(1))
readline.set_startup_hook()
print(repr(input('two: ')))
import os
print('a process ends with', os.system('exit 3') >> 8)
try:
    input('three: ')
except KeyboardInterrupt:
    print('interrupted')
try:
    input('four: ')
except EOFError as e:
    print('end', e.args)
";
    let file = state.0.join("asks.py");
    std::fs::write(&file, program).unwrap();
    let mut session = Session::command(&state, &[file.to_str().unwrap()], &[]);
    session.wait("the first question", |s| s.current_line().starts_with("one: <"));
    session.press("x b\t\r");
    session.sees("'<x banana' <x banana");
    session.wait("the second question", |s| s.current_line().starts_with("two:"));
    // The line before; a word is put before it.
    session.press("\x1b[A\x01why \r");
    session.sees("'why <x banana'");
    // The thread that edited is gone: the process can be copied.
    session.sees("a process ends with 3");
    session.wait("the third question", |s| s.current_line().starts_with("three:"));
    session.press("\x03");
    session.sees("interrupted");
    session.wait("the fourth question", |s| s.current_line().starts_with("four:"));
    session.press("\x04");
    session.sees("end ()");
}

#[test]
fn lines_indent_themselves_and_backspace_leaves_the_block() {
    let state = State::new("indent");
    let mut s = Session::start(&state);
    for keys in ["def f(x):  # so:", "if x:", "return 'in'", "\x7freturn 'out'", ""] {
        s.press(keys);
        thread::sleep(Duration::from_millis(60));
        s.press("\r");
        thread::sleep(Duration::from_millis(60));
    }
    s.wait("the prompt after the block", |s| s.current_line() == PROMPT);
    assert!(s.text().contains("\n    if x:\n        return 'in'\n    return 'out'\n"), "{}", s.text());
    s.enter("f(1), f(0)");
    s.sees("('in', 'out')");
}

#[test]
fn a_prompt_stands_behind_what_was_not_finished() {
    let state = State::new("unfinished");
    let mut s = Session::start(&state);
    s.press("print('half', end=' ')\r");
    s.wait("the prompt behind the text", |s| s.current_line() == "half >>>");
    s.press("import sys; sys.ps1 = 'in: '\r");
    s.wait("the script's own prompt", |s| s.current_line() == "in:");
    s.press("return 5\r");
    s.sees("    return 5\n    ^^^^^^^^\n");
}
