//! The golden tests: one test per program, the folder decides what is compared (see `tests/golden/README.md`).
//!
//! `BLESS=1` (or `-- --bless`) rewrites expectations. In the folders where CPython is the authority a blessed
//! file that it contradicts is refused; `BLESS=oracle` writes its answer without running hoop at all.

mod common;

use common::case::{Case, cases, orphans};
use common::diff::difference;
use common::oracle;
use common::run::{Outcome, command, run};
use libtest_mimic::{Arguments, Failed, Trial};
use std::fs;
use std::time::Duration;

/// What a folder's expectations hold.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// Stdout and status of a run; CPython is the authority.
    Run,
    /// Stdout, stderr and status of a run; and what `--explain` draws between its lines.
    Report,
    /// `hoop --dump STAGE FILE`.
    Dump(&'static str),
    /// A session at the prompt, fed through a pipe; both outputs in one.
    Session,
    /// An intended difference: as `Report`, and CPython must still answer otherwise.
    Differs,
}

const FOLDERS: &[(&str, &str, Kind)] = &[
    ("lex", "tests/golden/lex", Kind::Dump("tokens")),
    ("parse", "tests/golden/parse", Kind::Dump("ast")),
    ("bytecode", "tests/golden/bytecode", Kind::Dump("code")),
    ("lang", "tests/golden/lang", Kind::Run),
    ("async", "tests/golden/async", Kind::Run),
    ("regress", "tests/golden/regress", Kind::Run),
    ("examples", "examples", Kind::Run),
    ("errors", "tests/golden/errors", Kind::Report),
    ("repl", "tests/golden/repl", Kind::Session),
    ("differs", "tests/golden/differs", Kind::Differs),
];

#[derive(Clone, Copy, PartialEq)]
enum Bless {
    No,
    Hoop,
    Oracle,
}

fn main() {
    let mut words: Vec<String> = std::env::args().collect();
    let asked = words.iter().any(|w| w == "--bless");
    words.retain(|w| w != "--bless");
    let bless = match std::env::var("BLESS").as_deref() {
        Ok("oracle") => Bless::Oracle,
        Ok("1") => Bless::Hoop,
        _ if asked => Bless::Hoop,
        _ => Bless::No,
    };
    let mut arguments = Arguments::from_iter(words);
    // Programs in real time mostly sleep: more threads than cores cost nothing.
    arguments.test_threads.get_or_insert(8);
    let oracle = if bless == Bless::No { None } else { oracle::find() };
    let mut trials = Vec::new();
    for &(topic, folder, kind) in FOLDERS {
        let folder = common::root().join(folder);
        let found = cases(&folder);
        for case in &found {
            let (case, oracle) = (case.clone(), oracle.clone());
            let name = format!("{topic}::{}", case.name);
            trials.push(Trial::test(name, move || test(&case, kind, bless, oracle.as_deref())));
        }
        trials.push(Trial::test(format!("{topic}::no_orphans"), move || {
            let left = orphans(&folder, &found);
            if left.is_empty() { Ok(()) } else { Err(format!("no program belongs to {left:?}").into()) }
        }));
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn test(case: &Case, kind: Kind, bless: Bless, oracle: Option<&str>) -> Result<(), Failed> {
    let verdict = match bless {
        Bless::No => compare(case, kind, &hoop(case, kind)?),
        Bless::Hoop => rewrite(case, kind, oracle),
        Bless::Oracle if kind == Kind::Run => {
            let oracle = oracle.ok_or("BLESS=oracle needs CPython 3.14; there is none on this machine")?;
            write(case, kind, &Found { plain: oracle::run_case(oracle, case)?, drawn: Vec::new() })
        }
        Bless::Oracle => Ok(()),
    };
    match (&case.head.skip, verdict) {
        (None, verdict) => verdict.map_err(Failed::from),
        (Some(_), Err(_)) => Ok(()),
        (Some(reason), Ok(())) => Err(format!("passes: take out `# skip: {reason}`").into()),
    }
}

/// Runs hoop over the case in the way its folder asks for.
fn hoop(case: &Case, kind: Kind) -> Result<Found, String> {
    let plain = hoop_once(case, kind, false)?;
    if kind != Kind::Report {
        return Ok(Found { plain, drawn: Vec::new() });
    }
    let explained = hoop_once(case, kind, true)?.stderr;
    let words = &plain.stderr;
    // The drawing stands behind the report, and before what is said while the program ends.
    let before = words.iter().zip(&explained).take_while(|(a, b)| a == b).count();
    match explained[before..].strip_suffix(&words[before..]) {
        Some(drawn) => Ok(Found { drawn: drawn.to_vec(), plain }),
        None => Err(format!("--explain changes more than the drawing:\n{}", common::run::tail(&explained))),
    }
}

/// An outcome, and what `--explain` draws between its lines.
struct Found {
    plain: Outcome,
    drawn: Vec<u8>,
}

fn hoop_once(case: &Case, kind: Kind, explained: bool) -> Result<Outcome, String> {
    let mut command = command(common::hoop());
    command.current_dir(case.folder());
    let mut stdin = case.stdin()?;
    if explained {
        command.arg("--explain");
    }
    match kind {
        Kind::Dump(stage) => {
            command.args(["--dump", stage]).arg(case.file());
        }
        Kind::Session => {
            command.args(["-i", "-q"]);
            if !case.head.real_time {
                command.arg("--virtual-time");
            }
            stdin = fs::read(&case.path).map_err(|e| e.to_string())?;
        }
        Kind::Run | Kind::Report | Kind::Differs => {
            if !case.head.real_time {
                command.arg("--virtual-time");
            }
            command.arg(case.file()).args(&case.head.args);
        }
    }
    let mut outcome = run(command, &stdin, Duration::from_secs(30))?;
    outcome.stdout = oracle::without_folder(&outcome.stdout, case);
    outcome.stderr = oracle::without_folder(&outcome.stderr, case);
    Ok(outcome)
}

/// Holds an outcome against the files beside the program.
fn compare(case: &Case, kind: Kind, found: &Found) -> Result<(), String> {
    let drawn = &found.drawn;
    let found = &found.plain;
    let read = |ending: &str| fs::read(case.beside(ending));
    let keeps_stderr = matches!(kind, Kind::Report | Kind::Session | Kind::Differs);
    let mut complaints = Vec::new();
    match read("out") {
        Ok(expected) => complaints.extend(difference("stdout", &expected, &found.stdout)),
        Err(_) if kind == Kind::Report || kind == Kind::Differs => {
            complaints.extend(difference("stdout", b"", &found.stdout))
        }
        Err(_) => complaints.push("there is no expectation yet: look at the output, then BLESS=1\n".into()),
    }
    if keeps_stderr {
        let expected = read("err").unwrap_or_default();
        complaints.extend(difference("stderr", &expected, &found.stderr));
        complaints.extend(difference("the drawing", &read("drawn").unwrap_or_default(), drawn));
    }
    if found.status != case.status() {
        complaints.push(format!("exit status is {}, not {}\n", found.status, case.status()));
    }
    if complaints.is_empty() {
        return Ok(());
    }
    if !keeps_stderr && !found.stderr.is_empty() {
        complaints.push(format!("--- stderr\n{}\n", common::run::tail(&found.stderr)));
    }
    Err(complaints.concat())
}

/// Blesses what hoop says now, unless CPython contradicts.
fn rewrite(case: &Case, kind: Kind, oracle: Option<&str>) -> Result<(), String> {
    let found = hoop(case, kind)?;
    if compare(case, kind, &found).is_ok() {
        return Ok(());
    }
    if kind == Kind::Run {
        let oracle = oracle.ok_or("refused: only CPython can bless this file and it is not here")?;
        agrees(oracle, case, &found.plain)?;
    }
    write(case, kind, &found)
}

/// Whether CPython says the same; else in what it differs.
fn agrees(oracle: &str, case: &Case, found: &Outcome) -> Result<(), String> {
    let authority = oracle::run_case(oracle, case)?;
    if let Some(text) = difference("refused, CPython contradicts: stdout", &authority.stdout, &found.stdout) {
        return Err(format!("{text}--- stderr\n{}", common::run::tail(&authority.stderr)));
    }
    if authority.status != found.status {
        return Err(format!("refused: CPython's status is {}, not {}", authority.status, found.status));
    }
    Ok(())
}

fn write(case: &Case, kind: Kind, found: &Found) -> Result<(), String> {
    let outcome = &found.plain;
    let keep = |ending: &str, bytes: &[u8], wanted: bool| -> Result<(), String> {
        let path = case.beside(ending);
        let done = if wanted { fs::write(&path, bytes) } else { fs::remove_file(&path) };
        match done {
            Err(e) if wanted => Err(format!("{}: {e}", path.display())),
            _ => Ok(()),
        }
    };
    let report = matches!(kind, Kind::Report | Kind::Differs);
    keep("out", &outcome.stdout, !report || !outcome.stdout.is_empty())?;
    let keeps_stderr = report || kind == Kind::Session;
    keep("err", &outcome.stderr, keeps_stderr && !outcome.stderr.is_empty())?;
    keep("drawn", &found.drawn, !found.drawn.is_empty())?;
    let told = case.head.status.is_some();
    keep("status", format!("{}\n", outcome.status).as_bytes(), outcome.status != 0 && !told)
}
