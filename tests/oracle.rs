//! Holds the expectations themselves against CPython: what a golden says is what CPython 3.14 prints.
//!
//! An intended difference (`tests/golden/differs`) must still be one, else it is stale.

mod common;

use common::case::{Case, cases};
use common::diff::difference;
use common::oracle;
use libtest_mimic::{Arguments, Failed, Trial};
use std::fs;
use std::time::Duration;

const FOLDERS: &[&str] = &["tests/golden/lang", "tests/golden/async", "tests/golden/regress", "examples"];

fn main() {
    let mut arguments = Arguments::from_args();
    let Some(oracle) = oracle::find() else {
        eprintln!("\n*** SKIPPED: no CPython 3.14 on this machine (set HOOP_ORACLE=/path/to/python3.14).");
        eprintln!("*** The expectations of lang, async, regress and examples were NOT checked.\n");
        libtest_mimic::run(&arguments, Vec::new()).exit();
    };
    // Many of the programs really sleep here, so they may overlap.
    arguments.test_threads.get_or_insert(12);
    let mut trials = Vec::new();
    for folder in FOLDERS {
        let topic = folder.rsplit('/').next().unwrap();
        for case in cases(&common::root().join(folder)) {
            let oracle = oracle.clone();
            trials.push((
                sleeps(&case),
                Trial::test(format!("{topic}::{}", case.name), move || agrees(&oracle, &case)),
            ));
        }
    }
    for case in cases(&common::root().join("tests/golden/errors")) {
        let oracle = oracle.clone();
        let told = fs::read_to_string(case.beside("err")).unwrap_or_default();
        if told.contains("DeadlockError") || OTHER_WORDS.contains(&case.name.as_str()) {
            continue;
        }
        let name = format!("errors::{}", case.name);
        trials.push((false, Trial::test(name, move || reports_agree(&oracle, &case, &told))));
    }
    for case in cases(&common::root().join("tests/golden/differs")) {
        let oracle = oracle.clone();
        trials.push((false, Trial::test(format!("differs::{}", case.name), move || differs(&oracle, &case))));
    }
    // The sleepers first: the whole then lasts as long as the longest of them, not as their sum.
    trials.sort_by_key(|(sleeps, _)| !sleeps);
    libtest_mimic::run(&arguments, trials.into_iter().map(|(_, trial)| trial).collect()).exit();
}

/// Reports that say the same in another order: a coroutine that dies with the arguments of a failed native call is told of earlier.
const OTHER_WORDS: &[&str] = &["uncaught_no_running_loop", "uncaught_run_within_run"];

/// What goes to standard error is CPython's, but for the frames of its own library and for where a lost coroutine was made.
fn reports_agree(oracle: &str, case: &Case, told: &str) -> Result<(), Failed> {
    let expected = own_words(told);
    let found = oracle::run_case_within(oracle, case, Duration::from_secs(20))?;
    let found = own_words(&String::from_utf8_lossy(&found.stderr));
    match difference("CPython's stderr", expected.as_bytes(), found.as_bytes()) {
        None => Ok(()),
        Some(text) => Err(text.into()),
    }
}

/// A report without the frames of library modules (files elsewhere), and without the second line about a lost coroutine.
fn own_words(report: &str) -> String {
    let mut kept = String::new();
    // While the lines of such a frame are left out: how far it is indented.
    let mut foreign: Option<usize> = None;
    for line in report.lines() {
        let indent = line.find(|c| c != ' ' && c != '|').unwrap_or(line.len());
        let rest = &line[indent..];
        if foreign.is_some_and(|frame| indent > frame) {
            continue;
        }
        foreign = (rest.starts_with("File \"/") || rest.starts_with("File \"<library>")).then_some(indent);
        let made = line.starts_with("RuntimeWarning: the coroutine was made at")
            || line.starts_with("RuntimeWarning: Enable tracemalloc");
        if foreign.is_none() && !made {
            kept.push_str(&without_address(line));
            kept.push('\n');
        }
    }
    kept
}

fn without_address(line: &str) -> String {
    let mut parts = line.split("0x");
    let mut out = parts.next().unwrap_or_default().to_string();
    for part in parts {
        out.push_str("0x");
        out.push_str(part.trim_start_matches(|c: char| c.is_ascii_hexdigit()));
    }
    out
}

fn sleeps(case: &Case) -> bool {
    case.folder().ends_with("examples")
}

/// On a busy machine a real timer may come late and change what a program prints; only a program that differs
/// every time contradicts its golden.
fn agrees(oracle: &str, case: &Case) -> Result<(), Failed> {
    let mut last = Ok(());
    for _ in 0..3 {
        last = agrees_now(oracle, case);
        if last.is_ok() {
            break;
        }
    }
    last
}

/// The one thing that stays as 3.13 had it: `asyncio.get_event_loop()` makes a loop (docs/differences.md). What such a program does with it is held against CPython all the same.
const NO_LOOP: &str = "RuntimeError: There is no current event loop in thread 'MainThread'.";

fn agrees_now(oracle: &str, case: &Case) -> Result<(), Failed> {
    let expected =
        fs::read(case.beside("out")).map_err(|_| "there is no expectation: BLESS=oracle writes it")?;
    let mut authority = oracle::run_case(oracle, case)?;
    if String::from_utf8_lossy(&authority.stderr).contains(NO_LOOP) {
        authority = oracle::run_case_with_loop(oracle, case)?;
    }
    if let Some(text) = difference("CPython's stdout", &expected, &authority.stdout) {
        return Err(format!("{text}--- stderr\n{}", common::run::tail(&authority.stderr)).into());
    }
    if authority.status != case.status() {
        return Err(
            format!("CPython's status is {}, the golden says {}", authority.status, case.status()).into()
        );
    }
    Ok(())
}

fn differs(oracle: &str, case: &Case) -> Result<(), Failed> {
    for (key, value) in [("what", &case.head.what), ("why", &case.head.why), ("instead", &case.head.instead)]
    {
        if value.is_none() {
            return Err(format!("an intended difference says `# {key}: ...` in its head").into());
        }
    }
    let authority = match oracle::run_case_within(oracle, case, Duration::from_secs(3)) {
        Ok(outcome) => outcome,
        // A program that CPython never ends differs, too.
        Err(hang) if hang.starts_with("killed") => return Ok(()),
        Err(other) => return Err(other.into()),
    };
    let read = |ending: &str| fs::read(case.beside(ending)).unwrap_or_default();
    let same_report = read("err").is_empty() || read("err") == authority.stderr;
    if read("out") == authority.stdout && case.status() == authority.status && same_report {
        return Err("stale: CPython answers the same".into());
    }
    Ok(())
}
