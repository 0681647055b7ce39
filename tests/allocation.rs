//! Memory that ends: each program of `tests/data/out_of_memory.txt` asks for more than there is, and hears MemoryError.
//!
//! The limit is on the address space (`ulimit -v`), a little above what the interpreter itself takes. None may end by a signal, an abort, or not at all.

use std::io::Write;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

const HOOP: &str = env!("CARGO_BIN_EXE_hoop");
/// What a program may take beyond an idle interpreter, in KiB.
const ROOM: u64 = 40 << 10;
/// Seconds that one may run.
const PATIENCE: u32 = 60;

/// Name and body of each program.
fn programs() -> Vec<(&'static str, &'static str)> {
    let text = include_str!("data/out_of_memory.txt");
    text.split("\n== ").skip(1).map(|part| part.split_once('\n').expect("a name and a body")).collect()
}

/// The body as a function that is called.
fn as_function(body: &str) -> String {
    let lines: String = body.lines().map(|line| format!("    {line}\n")).collect();
    format!("def grow():\n{lines}")
}

fn run(program: &str, limit: u64) -> Result<Output, String> {
    let mut command = Command::new("sh");
    let line = format!("ulimit -v {limit}; exec timeout -s KILL {PATIENCE} \"$0\" -");
    command.args(["-c", &line, HOOP]).env_remove("RUST_BACKTRACE");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|e| e.to_string())?;
    let mut stdin = child.stdin.take().expect("piped");
    stdin.write_all(program.as_bytes()).map_err(|e| e.to_string())?;
    drop(stdin);
    child.wait_with_output().map_err(|e| e.to_string())
}

/// The address space of an idle interpreter, in KiB; None where the system does not say.
fn idle() -> Option<u64> {
    let program =
        "for line in open('/proc/self/status'):\n    if line.startswith('VmPeak'): print(line.split()[1])\n";
    let out = run(program, 4 << 20).ok()?;
    String::from_utf8(out.stdout).ok()?.trim().parse().ok()
}

/// What is wrong with the end of a program that should have printed this and left with this status.
fn wrong(out: Result<Output, String>, stdout: &str, status: i32) -> Option<String> {
    let out = match out {
        Ok(out) => out,
        Err(e) => return Some(e),
    };
    let stderr = String::from_utf8_lossy(&out.stderr).into_owned();
    let told = status == 0 || stderr.trim_end().ends_with("MemoryError");
    if out.status.code() == Some(status) && out.stdout == stdout.as_bytes() && told {
        return None;
    }
    let last: Vec<&str> = stderr.lines().rev().take(3).collect();
    Some(format!("{}, {:?}, {last:?}", out.status, String::from_utf8_lossy(&out.stdout)))
}

#[test]
fn programs_that_ask_for_too_much_hear_it() {
    let Some(idle) = idle() else {
        eprintln!("skipped: the system does not tell how much memory a process has");
        return;
    };
    let programs = programs();
    let next = AtomicUsize::new(0);
    let only = std::env::var("HOOP_ONLY").unwrap_or_default();
    let work = || {
        let mut failed = Vec::new();
        while let Some((name, body)) = programs.get(next.fetch_add(1, Ordering::Relaxed)) {
            if !name.contains(&only) {
                continue;
            }
            let grow = as_function(body);
            let begun = Instant::now();
            let caught = format!("{grow}try: grow()\nexcept MemoryError: print('MemoryError')\n");
            failed
                .extend(wrong(run(&caught, idle + ROOM), "MemoryError\n", 0).map(|e| format!("{name}: {e}")));
            if !only.is_empty() {
                eprintln!("{name}: {:?}", begun.elapsed());
            }
        }
        failed
    };
    let failed: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..2).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|t| t.join().expect("a thread of the test")).collect()
    });
    assert!(failed.is_empty(), "{} of {}:\n{}", failed.len(), programs.len(), failed.join("\n"));
}

#[test]
fn who_does_not_catch_it_sees_a_traceback() {
    let Some(idle) = idle() else { return };
    for (name, body) in programs().iter().step_by(20) {
        let program = format!("{}grow()\n", as_function(body));
        assert_eq!(wrong(run(&program, idle + ROOM), "", 1), None, "{name}");
    }
}

#[test]
fn who_catches_it_may_go_on() {
    let Some(idle) = idle() else { return };
    let program = "
def fill(make):
    a = []
    while True: a.append(make())
class Thing:
    def __init__(self): self.a = [1]
for i in range(5):
    for make in list, Thing, lambda: 'text' * 5, lambda: (1, 2), lambda: {'a': [1]}:
        try: fill(make)
        except MemoryError: pass
print(sum(range(1000)), 'still here')
";
    assert_eq!(wrong(run(program, idle + ROOM), "499500 still here\n", 0), None);
}

#[test]
fn who_holds_on_to_everything_is_ended() {
    let Some(idle) = idle() else { return };
    let program = "
a = []
while True:
    try:
        while True: a.append([[]])
    except MemoryError: pass
";
    let out = run(program, idle + ROOM).expect("it ends");
    assert_eq!(out.status.code(), Some(1), "{}", String::from_utf8_lossy(&out.stderr));
}

/// Each goes down as deep as memory lets it. However many frames are left then, leaving them takes next to none.
const DEPTHS: &[(&str, &str)] = &[
    ("calls", "def f(): f()\nf()"),
    ("calls with arguments", "def f(n, *a): f(n, *a, n)\nf(1)"),
    ("two functions", "def f(): g()\ndef g(): f()\nf()"),
    ("constructors", "class A: __init__ = lambda s: A()\nA()"),
    ("generators", "def g(): yield from g()\nlist(g())"),
    ("coroutines", "async def g(): await g()\ng().send(None)"),
    ("a task", "async def g(): await g()\nimport asyncio\nasyncio.run(g())"),
    ("attributes", "class A:\n    def __getattr__(s, n): return s.y\nA().x"),
    ("finally", "def f():\n    try: f()\n    finally: 1\nf()"),
    (
        "with",
        "class C:\n    def __enter__(s): return s\n    def __exit__(s, *a): return False\ndef f():\n    with C(): f()\nf()",
    ),
    ("raised again", "def f():\n    try: f()\n    except MemoryError as e: raise MemoryError from e\nf()"),
    ("another error", "def f(n):\n    if n == 0: raise RecursionError\n    f(n - 1)\nf(10**6)"),
];

#[test]
fn leaving_millions_of_frames_takes_no_memory() {
    let Some(idle) = idle() else { return };
    let next = AtomicUsize::new(0);
    let work = || {
        let mut failed = Vec::new();
        while let Some((name, body)) = DEPTHS.get(next.fetch_add(1, Ordering::Relaxed)) {
            for room in [ROOM, 6 * ROOM] {
                let program = format!("import sys\nsys.setrecursionlimit(10**9)\n{body}\n");
                let out = run(&program, idle + room).expect("it ends");
                let stderr = String::from_utf8_lossy(&out.stderr);
                let last = stderr.lines().last().unwrap_or("");
                let told = last.starts_with("MemoryError") || last.starts_with("RecursionError");
                if out.status.code() != Some(1) || !told {
                    failed.push(format!("{name}, {room}: {}, {last:?}", out.status));
                }
            }
        }
        failed
    };
    let failed: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..2).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|t| t.join().expect("a thread of the test")).collect()
    });
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// What nobody catches is told of in as much memory as there is.
#[test]
fn a_report_that_would_take_too_much_is_shorter() {
    let Some(idle) = idle() else { return };
    for (program, last) in [
        ("raise ValueError('x' * (30 << 20))", "ValueError: <exception str() failed>"),
        ("float('x' * (24 << 20))", "MemoryError"),
        (
            "e = None\nfor i in range(60000): n = ValueError(i); n.__cause__ = e; e = n\nraise e",
            "ValueError: 59999",
        ),
        (
            "import sys\nsys.setrecursionlimit(10**6)\ndef f(n): n and g(n - 1) or 1 / 0\ndef g(n): f(n)\nf(60000)",
            "ZeroDivisionError: division by zero",
        ),
    ] {
        let out = run(program, idle + ROOM).expect("it ends");
        let stderr = String::from_utf8_lossy(&out.stderr);
        assert_eq!((out.status.code(), stderr.lines().last()), (Some(1), Some(last)), "{program}");
    }
}
