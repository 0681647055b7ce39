//! A bounded fuzz: random bytes, token soup and mutated examples must end in a diagnostic or a run, never in a
//! panic or a hang; random programs must print what CPython prints.
//!
//! The cases are the same in every run. `HOOP_FUZZ_SEED` moves them, `HOOP_FUZZ_CASES` multiplies them.

mod common;
#[path = "common/generate.rs"]
mod generate;
#[path = "common/generate_async.rs"]
mod generate_async;

use common::run::{command, run, tail};
use generate::{Dice, program};
use hoopsnake::{diag, source::SourceText, syntax};
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |v| v.parse().unwrap_or_else(|_| panic!("{name}={v}")))
}

fn cases(count: u64) -> u64 {
    count * setting("HOOP_FUZZ_CASES", 1)
}

fn dice(salt: u64) -> Dice {
    Dice::new(setting("HOOP_FUZZ_SEED", 1).wrapping_mul(1_000_003) + salt)
}

/// A scratch file of this test process.
fn scratch(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("hoop-fuzz-{}-{name}.py", std::process::id()))
}

/// Compiles each text with the command and complains about panics, signals and hangs; keeps the culprit.
fn survives(name: &str, count: u64, mut make: impl FnMut() -> Vec<u8>) {
    let path = scratch(name);
    for number in 0..cases(count) {
        fs::write(&path, make()).unwrap();
        let mut check = command(common::hoop());
        check.arg("--check").arg(&path);
        let kept = || format!("{name} case {number}, kept in {}", path.display());
        let found = run(check, b"", Duration::from_secs(20)).unwrap_or_else(|e| panic!("{}: {e}", kept()));
        let stderr = String::from_utf8_lossy(&found.stderr);
        assert!(
            matches!(found.status, 0 | 1),
            "{}: status {}\n{}",
            kept(),
            found.status,
            tail(&found.stderr)
        );
        assert!(!stderr.contains("panicked"), "{}\n{}", kept(), tail(&found.stderr));
        if found.status == 1 {
            assert!(stderr.contains("Error"), "{}: a failure says why\n{}", kept(), tail(&found.stderr));
        }
    }
    fs::remove_file(&path).unwrap();
}

/// The same for the front end in this process, where a case costs microseconds: many more of them.
fn parses_or_complains(name: &str, count: u64, mut make: impl FnMut() -> Vec<u8>) {
    for number in 0..cases(count) {
        let text = make();
        let bytes = text.clone();
        let ended = std::panic::catch_unwind(move || {
            let Ok(source) = SourceText::from_bytes("fuzz.py", &bytes) else { return };
            let mut end = 0;
            for token in syntax::tokenize(&source) {
                assert!(token.span.start >= end, "token spans increase: {:?} after {end}", token.span);
                assert!(token.span.end >= token.span.start && token.span.end as usize <= source.text().len());
                end = token.span.start;
            }
            let arena = bumpalo::Bump::new();
            if let Err(diagnostic) = syntax::parse_module(&arena, &source) {
                assert!(!diag::classic(&diagnostic, &source).is_empty());
                assert!(diagnostic.has_hint() || diag::render(&diagnostic, &source, false).is_empty());
            }
        });
        if ended.is_err() {
            let path = scratch(name);
            fs::write(&path, text).unwrap();
            panic!("{name} case {number}, kept in {}", path.display());
        }
    }
}

fn bytes(dice: &mut Dice) -> Vec<u8> {
    let length = dice.below(300);
    (0..length).map(|_| if dice.chance(70) { 32 + dice.below(95) as u8 } else { dice.next() as u8 }).collect()
}

#[test]
fn random_bytes() {
    let mut one = dice(1);
    survives("bytes", 100, || bytes(&mut one));
    let mut two = dice(11);
    parses_or_complains("bytes", 4000, || bytes(&mut two));
}

const WORDS: &[&str] = &[
    "def",
    "async",
    "await",
    "class",
    "for",
    "in",
    "if",
    "else",
    "elif",
    "while",
    "try",
    "except",
    "finally",
    "with",
    "as",
    "match",
    "case",
    "type",
    "lambda",
    "yield",
    "from",
    "import",
    "return",
    "raise",
    "global",
    "nonlocal",
    "pass",
    "break",
    "not",
    "and",
    "or",
    "is",
    "None",
    "True",
    "_",
    "x",
    "y",
    "f",
    "print",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    ",",
    ".",
    ";",
    "=",
    "==",
    ":=",
    "->",
    "+",
    "-",
    "*",
    "**",
    "/",
    "//",
    "@",
    "<",
    ">",
    "...",
    "+=",
    "1",
    "0x1f",
    "1_0",
    "1.5e3",
    "2j",
    "''",
    "'a'",
    "f'{x}'",
    "f'{x!r:>{y}}'",
    "f'''{",
    "b'x'",
    "r'\\'",
    "\"\"\"",
    "#c",
    "\\\n",
    "\n",
    "\n    ",
    "\n        ",
    "\n",
    "\t",
];

fn soup(dice: &mut Dice) -> Vec<u8> {
    let mut text = String::new();
    for _ in 0..1 + dice.below(60) {
        text.push_str(dice.pick(WORDS));
        if dice.chance(80) {
            text.push(' ');
        }
    }
    text.into_bytes()
}

#[test]
fn token_soup() {
    let mut one = dice(2);
    survives("soup", 120, || soup(&mut one));
    let mut two = dice(12);
    parses_or_complains("soup", 8000, || soup(&mut two));
}

#[test]
fn mutated_examples() {
    let mut texts: Vec<Vec<u8>> = Vec::new();
    for folder in ["examples", "tests/golden/lang", "tests/golden/async"] {
        for case in common::case::cases(&common::root().join(folder)) {
            texts.push(fs::read(&case.path).unwrap());
        }
    }
    let mutant = |dice: &mut Dice| {
        let mut text = texts[dice.below(texts.len())].clone();
        for _ in 0..1 + dice.below(4) {
            mutate(&mut text, dice, &texts);
        }
        text
    };
    let mut one = dice(3);
    survives("mutants", 150, || mutant(&mut one));
    let mut two = dice(13);
    parses_or_complains("mutants", 4000, || mutant(&mut two));
}

fn mutate(text: &mut Vec<u8>, dice: &mut Dice, others: &[Vec<u8>]) {
    if text.is_empty() {
        return;
    }
    let at = dice.below(text.len());
    let length = 1 + dice.below(12.min(text.len() - at));
    match dice.below(6) {
        0 => drop(text.drain(at..at + length)),
        1 => text[at] = dice.next() as u8,
        2 => text.insert(
            at,
            dice.pick(&["(", ")", "[", "]", "{", "}", ":", "'", "\"", "\n", " ", "\t", "\\", "=", "*"])
                .as_bytes()[0],
        ),
        3 => {
            let piece: Vec<u8> = text[at..at + length].to_vec();
            let to = dice.below(text.len());
            text.splice(to..to, piece);
        }
        4 => text.truncate(at),
        _ => {
            let other = &others[dice.below(others.len())];
            let start = dice.below(other.len().max(1));
            let end = (start + 40).min(other.len());
            text.splice(at..at, other[start..end].iter().copied());
        }
    }
}

/// What every batch begins with: the context manager and the frame around each program.
const PRELUDE: &str = "
class Manager:
    def __init__(self, value, swallow):
        self.value, self.swallow = value, swallow
    def __enter__(self):
        print('enter')
        return self.value
    def __exit__(self, kind, error, trace):
        print('exit', kind and kind.__name__)
        return self.swallow
def run(f):
    print('=====', f.__name__)
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
";

#[test]
fn random_programs_print_what_cpython_prints() {
    let Some(oracle) = common::oracle::find() else {
        eprintln!("\n*** SKIPPED random_programs: no CPython on this machine.\n");
        return;
    };
    for batch in 0..cases(4) {
        let mut dice = dice(1000 + batch);
        let mut programs = Vec::new();
        let mut text = PRELUDE.to_string();
        for number in 0..100 {
            programs.push(program(&mut dice, &format!("p{number}")));
            text.push_str(&programs[number]);
            text.push_str(&format!("run(p{number})\n"));
        }
        let path = scratch(&format!("programs-{batch}"));
        fs::write(&path, &text).unwrap();
        let answer = |program: &str| {
            let mut command = command(program);
            command.arg(&path);
            let found =
                run(command, b"", Duration::from_secs(60)).unwrap_or_else(|e| panic!("{program}: {e}"));
            assert_eq!(found.status, 0, "{program} on {}: {}", path.display(), tail(&found.stderr));
            String::from_utf8_lossy(&found.stdout).into_owned()
        };
        let (expected, found) = (answer(&oracle), answer(common::hoop()));
        let (expected, found): (Vec<&str>, Vec<&str>) = (sections(&expected), sections(&found));
        for (number, program) in programs.iter().enumerate() {
            assert_eq!(
                expected.get(number),
                found.get(number),
                "CPython (left) and hoop (right) differ on this program of {}:\n{program}",
                path.display()
            );
        }
        fs::remove_file(&path).unwrap();
    }
}

#[test]
fn random_races_run_in_cpythons_order() {
    let Some(oracle) = common::oracle::find() else {
        eprintln!("\n*** SKIPPED random_races: no CPython 3.14 on this machine.\n");
        return;
    };
    for batch in 0..cases(4) {
        let mut dice = dice(2000 + batch);
        let races: Vec<String> = (0..100).map(|number| generate_async::race(&mut dice, number)).collect();
        let answer = |who: &str, clock: &str, flags: &[&str]| {
            let path =
                scratch(&format!("races-{batch}-{}", if flags.is_empty() { "cpython" } else { "hoop" }));
            fs::write(&path, format!("{}{clock}{}", generate_async::PRELUDE, races.concat())).unwrap();
            let mut command = command(who);
            command.args(flags).arg(&path);
            let found = run(command, b"", Duration::from_secs(60)).unwrap_or_else(|e| panic!("{who}: {e}"));
            assert_eq!(found.status, 0, "{who} on {}: {}", path.display(), tail(&found.stderr));
            (path, String::from_utf8_lossy(&found.stdout).into_owned())
        };
        let (theirs, expected) = answer(&oracle, generate_async::CPYTHON_CLOCK, &[]);
        let (ours, found) = answer(common::hoop(), generate_async::OWN_CLOCK, &["--virtual-time"]);
        let (expected, found): (Vec<&str>, Vec<&str>) = (sections(&expected), sections(&found));
        for (number, race) in races.iter().enumerate() {
            let wanted = expected.get(number).copied().unwrap_or_default();
            let got = found.get(number).copied().unwrap_or_default();
            if let Some(text) = common::diff::difference("the log", wanted.as_bytes(), got.as_bytes()) {
                panic!("race {number} of {} and {}:\n{text}\n{race}", theirs.display(), ours.display());
            }
        }
        fs::remove_file(&theirs).unwrap();
        fs::remove_file(&ours).unwrap();
    }
}

fn sections(output: &str) -> Vec<&str> {
    output.split("===== ").skip(1).collect()
}
