//! The oracle: a CPython 3.14 on this machine, if there is one.
//!
//! `$HOOP_ORACLE` wins; then a `python3.14` that really runs (a version manager's shim may exist and refuse), the versions of pyenv, one under `~/.hoop-peers`.

use super::case::Case;
use super::run::{Outcome, command, run};
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

/// The version whose language this is.
const VERSION: &str = "3.14";

/// The command of the oracle, or `None` where there is none.
pub fn find() -> Option<String> {
    if let Ok(given) = std::env::var("HOOP_ORACLE") {
        assert!(is_oracle(&given), "HOOP_ORACLE={given} is not a CPython {VERSION} that runs");
        return Some(given);
    }
    let name = format!("python{VERSION}");
    let home = std::env::var("HOME").map(PathBuf::from).ok();
    let pyenv = std::env::var("PYENV_ROOT").map(PathBuf::from).ok();
    let mut candidates = vec![name.clone()];
    let roots = pyenv.into_iter().chain(home.as_ref().map(|h| h.join(".pyenv")));
    for versions in roots.map(|root| root.join("versions")) {
        let mut found: Vec<PathBuf> = std::fs::read_dir(versions)
            .map(|entries| entries.filter_map(|e| Some(e.ok()?.path())).collect())
            .unwrap_or_default();
        found.retain(|path| path.file_name().is_some_and(|n| n.to_string_lossy().starts_with(VERSION)));
        found.sort();
        candidates.extend(found.iter().map(|p| p.join("bin").join(&name).to_string_lossy().into_owned()));
    }
    if let Some(home) = &home {
        candidates.push(home.join(".hoop-peers/sid/usr/bin").join(&name).to_string_lossy().into_owned());
    }
    candidates.into_iter().find(|candidate| is_oracle(candidate))
}

fn is_oracle(program: &str) -> bool {
    let wanted = format!(
        "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '{VERSION}' or sys.implementation.name != 'cpython')"
    );
    let quiet = Command::new(program).args(["-c", &wanted]).output();
    quiet.is_ok_and(|o| o.status.success())
}

/// Runs a case on the oracle.
pub fn run_case(oracle: &str, case: &Case) -> Result<Outcome, String> {
    run_case_within(oracle, case, Duration::from_secs(60))
}

/// The same, with a loop that is there before the program begins.
pub fn run_case_with_loop(oracle: &str, case: &Case) -> Result<Outcome, String> {
    const BEFORE: &str = "import asyncio, runpy, sys; asyncio.set_event_loop(asyncio.new_event_loop()); del sys.argv[0]; runpy.run_path(sys.argv[0], run_name='__main__')";
    let mut command = command(oracle);
    command.args(["-c", BEFORE]).arg(case.file());
    outcome(command, case, Duration::from_secs(60))
}

/// The same with a deadline of its own, for programs that CPython may never end.
pub fn run_case_within(oracle: &str, case: &Case, deadline: Duration) -> Result<Outcome, String> {
    let mut command = command(oracle);
    command.arg(case.file());
    outcome(command, case, deadline)
}

fn outcome(mut command: Command, case: &Case, deadline: Duration) -> Result<Outcome, String> {
    command.args(&case.head.args).current_dir(case.folder());
    let mut outcome = run(command, &case.stdin()?, deadline)?;
    outcome.stdout = without_folder(&outcome.stdout, case);
    outcome.stderr = without_folder(&outcome.stderr, case);
    Ok(outcome)
}

/// Takes the folder of the case out of an output: reprs of tasks and tracebacks show absolute paths.
pub fn without_folder(output: &[u8], case: &Case) -> Vec<u8> {
    let folder = format!("{}/", case.folder().display());
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_hoop"));
    let library = program.with_file_name("lib/hoop/python3.14/");
    let output = replaced(output, folder.as_bytes(), b"");
    replaced(&output, library.display().to_string().as_bytes(), b"<library>/")
}

fn replaced(text: &[u8], what: &[u8], by: &[u8]) -> Vec<u8> {
    let mut rest = text;
    let mut kept = Vec::with_capacity(text.len());
    while let Some(at) = rest.windows(what.len()).position(|w| w == what) {
        kept.extend_from_slice(&rest[..at]);
        kept.extend_from_slice(by);
        rest = &rest[at + what.len()..];
    }
    kept.extend_from_slice(rest);
    kept
}

/// Runs a program of `tests/data` with these numbers as arguments: it ends well, and prints what it prints on the oracle, line for line, where there is one.
pub fn same_output(program: &str, arguments: &[u64]) {
    let script = super::root().join("tests/data").join(program);
    let output = |interpreter: &str| {
        let mut command = command(interpreter);
        command.arg(&script).args(arguments.iter().map(u64::to_string));
        run(command, b"", Duration::from_secs(60)).unwrap_or_else(|e| panic!("{program} {arguments:?}: {e}"))
    };
    let found = output(super::hoop());
    assert_eq!(found.status, 0, "{program} {arguments:?}\n{}", super::run::tail(&found.stderr));
    let Some(oracle) = find() else {
        eprintln!("no CPython here: {program} is only run");
        return;
    };
    let (found, wanted) = (found.stdout, output(&oracle).stdout);
    let (found, wanted) = (String::from_utf8_lossy(&found), String::from_utf8_lossy(&wanted));
    for (number, (f, w)) in found.lines().zip(wanted.lines()).enumerate() {
        assert_eq!(f, w, "{program} {arguments:?}, line {}", number + 1);
    }
    assert_eq!(found.lines().count(), wanted.lines().count(), "{program} {arguments:?}");
}
