//! Runs a command to its end or to a deadline, with everything it printed.
//!
//! The trick: both pipes are drained by threads, so that neither a chatty program nor a silent one can
//! block the harness; at the deadline the whole process group is killed.
#![allow(unsafe_code)] // kill of a process group has no safe form in std

use std::io::{Read, Write};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How a command ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
    /// The exit status; a signal's number below zero.
    pub status: i32,
}

/// A command in a quiet, repeatable environment.
pub fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("PYTHON") || name == "FORCE_COLOR" {
            command.env_remove(name);
        }
    }
    command.env("NO_COLOR", "1").env("TZ", "UTC").env("LC_ALL", "C.UTF-8").env("TERM", "dumb");
    // Code of the library is kept between the runs, in a place of the tests' own.
    command
        .env("PYTHONPYCACHEPREFIX", concat!(env!("CARGO_TARGET_TMPDIR"), "/code"))
        .env("PYTHON_COLORS", "0");
    command
}

/// Runs the command; a missed deadline is an error that shows what had been printed until then.
pub fn run(mut command: Command, stdin: &[u8], deadline: Duration) -> Result<Outcome, String> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0);
    let mut child = command.spawn().map_err(|e| format!("{command:?} does not start: {e}"))?;
    let mut input = child.stdin.take().expect("stdin is piped");
    let bytes = stdin.to_vec();
    // A program may leave without reading: the broken pipe is its right.
    let writer = thread::spawn(move || drop(input.write_all(&bytes)));
    let stdout = drain(child.stdout.take().expect("stdout is piped"));
    let stderr = drain(child.stderr.take().expect("stderr is piped"));
    let started = Instant::now();
    let mut pause = Duration::from_micros(200);
    let status = loop {
        if let Some(status) = child.try_wait().map_err(|e| e.to_string())? {
            break Some(status);
        }
        if started.elapsed() > deadline {
            kill_group(child.id());
            child.wait().map_err(|e| e.to_string())?;
            break None;
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(10));
    };
    writer.join().expect("the writer thread does not panic");
    let stdout = stdout.join().expect("the reader thread does not panic");
    let stderr = stderr.join().expect("the reader thread does not panic");
    match status {
        Some(s) => {
            Ok(Outcome { stdout, stderr, status: s.code().unwrap_or_else(|| -s.signal().unwrap_or(0)) })
        }
        None => Err(format!(
            "killed after {:.1} s without an end\n--- stdout so far\n{}\n--- stderr so far\n{}",
            deadline.as_secs_f64(),
            tail(&stdout),
            tail(&stderr)
        )),
    }
}

/// The last lines of an output, enough to see where a program stood.
pub fn tail(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(25)..].join("\n")
}

fn drain(mut pipe: impl Read + Send + 'static) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // An error here means that the process is gone; what came before it is still worth showing.
        let _ = pipe.read_to_end(&mut bytes);
        bytes
    })
}

fn kill_group(id: u32) {
    // SAFETY: plain system call; the child leads a process group of its own and has not been waited for.
    unsafe { libc::kill(-(id as i32), libc::SIGKILL) };
}
