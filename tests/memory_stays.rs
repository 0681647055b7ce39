//! What a program makes and drops over and over leaves nothing behind: texts of `eval`, classes, names; and whole programs leave nothing in the process.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use hoopsnake::host::{Clock, Interpreter, Outcome, Settings};

/// What is measured is the process's memory: one test runs at a time.
fn alone() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Resident memory of this process in bytes; None where the system does not say.
fn resident() -> Option<usize> {
    let text = std::fs::read_to_string("/proc/self/statm").ok()?;
    text.split(' ').nth(1)?.parse::<usize>().ok().map(|pages| pages * 4096)
}

fn interpreter() -> Interpreter {
    let settings =
        Settings { clock: Clock::Virtual, stdout: Box::new(std::io::sink()), ..Settings::default() };
    Interpreter::new(settings).expect("an interpreter starts")
}

/// Runs a statement of the language `rounds` times, and says by how many bytes the second half of them let the memory grow.
fn growth(setup: &str, statement: &str, rounds: usize) -> Option<usize> {
    let mut i = interpreter();
    let text = format!(
        "import gc\n{setup}\ndef go(start):\n    for i in range(start, start + {rounds}):\n        {statement}\n    gc.collect()\n"
    );
    let mut run = |text: &str| assert!(matches!(i.run_code(text, false), Outcome::Finished), "{statement}");
    // The heap has room for what lies between two collections, and some fragments, after these.
    run(&text);
    (0..3).for_each(|round| run(&format!("go({})", round * rounds)));
    let before = resident();
    run(&format!("go({})", 3 * rounds));
    Some(resident()?.saturating_sub(before?))
}

#[test]
fn what_is_dropped_is_given_back() {
    let _turn = alone();
    let cases = [
        ("", "eval(f'{i} + 1')", 100_000),
        ("", "exec(f'def f(a): return a + {i}')", 30_000),
        ("", "type(f'T{i}', (), {'x': i})().y = 1", 20_000),
        (
            "def made():\n    class C:\n        def __init__(self): self.a = self.b = 1\n    return C().a",
            "made()",
            20_000,
        ),
        ("class A: pass", "setattr(A(), f'attribute_{i}', 1)", 100_000),
        ("def f(**k): pass", "f(**{f'keyword_{i}': 1})", 100_000),
        (
            "def fails(i):\n    try: eval(f'1 / 0 + {i}')\n    except ZeroDivisionError: pass",
            "fails(i)",
            20_000,
        ),
    ];
    for (setup, statement, rounds) in cases {
        match growth(setup, statement, rounds) {
            // A tenth of what one of them kept before.
            Some(grown) => {
                assert!(grown < rounds * 20, "{statement}: {grown} bytes more after {rounds} of them")
            }
            None => eprintln!("skipped: the system does not tell the resident memory"),
        }
    }
}

/// Texts that a program may still ask for are there, however many were compiled since.
#[test]
fn a_text_that_is_needed_stays() {
    let _turn = alone();
    let mut i = interpreter();
    let text = r#"
import traceback
exec(compile("def late():\n    return 1 / 0\n", "made.py", "exec"))
for n in range(1000): eval(f"{n} + 1")
assert [p[0] for p in late.__code__.co_positions()] and all(p[0] in (1, 2) for p in late.__code__.co_positions())
try: late()
except ZeroDivisionError as e: assert traceback.extract_tb(e.__traceback__)[-1].lineno == 2
"#;
    assert!(matches!(i.run_code(text, false), Outcome::Finished), "lines of code whose text stayed");
}

/// Many programs, each in an interpreter of its own in this process, twice: the second time needs nothing more.
#[test]
fn programs_leave_nothing_in_the_process() {
    let _turn = alone();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/lang");
    let mut programs: Vec<_> = std::fs::read_dir(&folder)
        .expect("the goldens are there")
        .filter_map(|e| Some(e.ok()?.path()).filter(|p| p.extension().is_some_and(|x| x == "py")))
        // This process is not theirs to send signals to.
        .filter(|p| !std::fs::read_to_string(p).expect("a golden can be read").contains("signal"))
        .collect();
    programs.sort();
    let run_all = || {
        // Some of them are enough; those that need a script's folder or arguments end with an exception, which is as good.
        for path in programs.iter().step_by(4) {
            let text = std::fs::read_to_string(path).expect("a golden can be read");
            let mut i = interpreter();
            let outcome = i.run_code(&text, false);
            let ending = i.conclude(outcome);
            i.finish(ending);
        }
    };
    run_all();
    run_all();
    // What is left behind is left each time; a heap that lies about in pieces grows now and then.
    let mut least = usize::MAX;
    for _ in 0..3 {
        let before = resident();
        run_all();
        let (Some(before), Some(after)) = (before, resident()) else { return };
        least = least.min(after.saturating_sub(before));
        if least < 4 << 20 {
            return;
        }
    }
    panic!("{} programs left {least} bytes", programs.len() / 4);
}
