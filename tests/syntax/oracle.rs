//! Finds CPython 3.14 for the tests that ask it: `$HOOP_ORACLE`, `python3.14` on the path, or one under `~/.hoop-peers`.

use std::ffi::OsStr;
use std::io::Write;
use std::process::{Command, Stdio};

/// The command that runs CPython 3.14; None (said loudly) where there is none.
pub fn find() -> Option<String> {
    let peer = std::env::var("HOME").ok().map(|home| format!("{home}/.hoop-peers/sid/usr/bin/python3.14"));
    let named = std::env::var("HOOP_ORACLE").ok();
    for command in named.into_iter().chain(["python3.14".to_owned()]).chain(peer) {
        let probe = Command::new(&command).args(["-c", "import sys; print(sys.version_info[:2])"]).output();
        if probe.is_ok_and(|output| output.stdout.starts_with(b"(3, 14)")) {
            return Some(command);
        }
    }
    eprintln!("SKIPPED: no CPython 3.14 to compare with (set HOOP_ORACLE, or put python3.14 on the path)");
    None
}

/// Runs a script of CPython's with `input` on its standard input; gives what it prints.
pub fn run<S: AsRef<OsStr>>(command: &str, args: &[S], input: &str) -> String {
    let mut child = Command::new(command)
        .args(args)
        .env("PYTHONIOENCODING", "utf-8:surrogateescape")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the oracle starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let text = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let output = child.wait_with_output().expect("the oracle ends");
    writer.join().expect("the writer ends").expect("the oracle reads its input");
    assert!(output.status.success(), "the oracle failed");
    String::from_utf8_lossy(&output.stdout).into_owned()
}
