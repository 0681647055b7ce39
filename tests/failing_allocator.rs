//! An allocator that fails: every script ends as it does otherwise, or with MemoryError.
//!
//! Two ways to fail. *Once*: the n-th request of at least 4 KiB is refused, and the same request again is granted; small ones are then had from the reserve. *Wall*:
//! from the n-th on all requests of at least 256 KiB are refused, and none of them counts as small, so whoever makes one must be able to hear no. A fault is an
//! abort, so each script runs in a process of its own: this program again, which is told the script.

#![allow(unsafe_code)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::process::Command;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};

use hoopsnake::host::{Allocator, Interpreter, Outcome, Settings};

/// Counts the requests that it is told to count, and refuses some.
struct Failing;

/// Requests of at least so many bytes count; 0: none.
static COUNTED: AtomicUsize = AtomicUsize::new(0);
/// So many are granted before the first refusal.
static LEFT: AtomicUsize = AtomicUsize::new(0);
/// What was refused once stays refused.
static WALL: AtomicBool = AtomicBool::new(false);
/// Whether something was refused.
static REFUSED: AtomicBool = AtomicBool::new(false);

fn refuses(size: usize) -> bool {
    let counted = COUNTED.load(Relaxed);
    if counted == 0 || size < counted {
        return false;
    }
    match LEFT.load(Relaxed) {
        0 => {
            let again = REFUSED.swap(true, Relaxed);
            WALL.load(Relaxed) || !again
        }
        n => {
            LEFT.store(n - 1, Relaxed);
            false
        }
    }
}

// SAFETY: hands everything on, or refuses.
unsafe impl GlobalAlloc for Failing {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract.
        if refuses(layout.size()) { null_mut() } else { unsafe { System.alloc(layout) } }
    }
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract.
        if refuses(layout.size()) { null_mut() } else { unsafe { System.alloc_zeroed(layout) } }
    }
    unsafe fn realloc(&self, old: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller keeps the contract.
        if size > layout.size() && refuses(size) {
            null_mut()
        } else {
            unsafe { System.realloc(old, layout, size) }
        }
    }
    unsafe fn dealloc(&self, p: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract.
        unsafe { System.dealloc(p, layout) }
    }
}

/// Bytes from which on a request is large behind the wall.
const LARGE: usize = 256 << 10;

#[global_allocator]
static ALLOCATOR: Allocator<Failing> = Allocator::with_largest(Failing, LARGE - 1);

/// Each grows a few things to some hundred KiB.
const SCRIPTS: &[&str] = &[
    "a = []\nfor i in range(50000): a.append(i)\nassert sum(a) == 1249975000",
    "a = [i for i in range(50000)]; b = a + a; c = b[::2]; a[5:5] = b; assert len(a) == 150000",
    "d = {}\nfor i in range(20000): d[i] = str(i)\ne = dict(d); f = {**d, 'x': 1}; assert len(e) + 1 == len(f)",
    "d = {(i, i): i for i in range(20000)}\nd.update({i: i for i in range(9000)}); assert len(d) == 29000",
    "s = set(range(50000)); t = s | {-1}; u = s ^ t; s.update(range(60000)); assert len(s) == 60000 and u == {-1}",
    "s = 'ab' * 200000; t = s + s; u = t.upper().title().swapcase(); assert len(u) == 800000; ','.join([s, t])",
    "s = '\\u0149x' * 100000; t = s.upper(); b = t.encode(); assert b.decode() == t; s.encode('utf-16'); repr(s)",
    "s = ''\nfor i in range(60000): s += 'some text'\nassert len(s) == 540000",
    "p = ('a b\\n' * 60000).split(); q = ('a,' * 60000).split(','); r = ('x\\n' * 60000).splitlines(); assert len(p) == 120000",
    "b = bytes(300000); c = b + b; d = bytearray(c); d.extend(b); d += b; d.hex(); d[3:3] = b; bytes.fromhex('ab' * 300000)",
    "a = [[i] for i in range(30000)]; b = repr(a); c = str(dict.fromkeys(range(30000))); f'{b}{c}'; '%s%s' % (b, c)",
    "from collections import deque\nd = deque(range(50000))\nfor i in range(50000): d.appendleft(i)\nassert len(d) == 100000",
    "class C:\n    def __init__(self, n): self.n, self.m = n, [n]\na = [C(i) for i in range(20000)]; a.sort(key=lambda c: -c.n)\nassert a[0].n == 19999",
    "a = sorted((str(i) for i in range(30000)), key=lambda s: s[::-1]); assert a[0] == '0'",
    "n = 7 ** 400000; m = n * n; k = m << 4000000; assert hex(k)[:2] == '0x'; (1 << 4000000).to_bytes(600000)",
    "import io\nf = io.StringIO()\nfor i in range(60000): f.write('some text')\nb = io.BytesIO()\nfor i in range(60000): b.write(b'some text')\nassert len(f.getvalue()) == len(b.getvalue())",
    "import os, json\nr = os.urandom(500000); t = json.dumps(list(range(30000))); assert len(json.loads(t)) == 30000",
    "t = tuple(range(40000)); u = t + t; v = u[::-1]; w = tuple([1] * 50000); x = (1,) * 50000\ndef f(*a, **k): return len(a) + len(k)\nassert f(*t, **{f'k{i}': i for i in range(5000)}) == 45000",
    "def g(n):\n    for i in range(n): yield [i]\na = list(g(40000)); b = [*g(30000)]; first, *rest = g(30000); d = dict(enumerate(g(20000)))",
    "import asyncio\nasync def w(n):\n    await asyncio.sleep(0)\n    return n\nasync def main(): return await asyncio.gather(*[w(i) for i in range(3000)])\nassert len(asyncio.run(main())) == 3000",
    "class N: pass\nfor j in range(3):\n    a = []\n    for i in range(20000):\n        n = N(); n.me = n; a.append(n)\n    a = None",
];

/// How a run of a script ended.
#[derive(PartialEq, Debug)]
enum End {
    Finished,
    NoMemory,
    Other(String),
}

/// Runs a script with this refusal; whether anything was refused comes out, too.
fn run(script: &str, counted: usize, after: usize, wall: bool) -> (End, bool) {
    let settings = Settings { stdout: Box::new(std::io::sink()), ..Settings::default() };
    let mut interpreter = Interpreter::new(settings).expect("an interpreter starts");
    let script: String = script.lines().map(|line| format!("    {line}\n")).collect();
    let program = format!(
        "failed = None\ntry:\n{script}except BaseException as e: failed = type(e).__name__, str(e)\n"
    );
    LEFT.store(after, Relaxed);
    WALL.store(wall, Relaxed);
    REFUSED.store(false, Relaxed);
    COUNTED.store(counted, Relaxed);
    let outcome = interpreter.run_code(&program, false);
    COUNTED.store(0, Relaxed);
    let told = interpreter.run_code("assert failed is None, failed", false);
    let end = match (&outcome, &told) {
        (Outcome::Finished, Outcome::Finished) => End::Finished,
        (Outcome::Finished, Outcome::Raised) => {
            match interpreter.run_code("assert failed[0] == 'MemoryError', failed", false) {
                Outcome::Finished => End::NoMemory,
                other => {
                    End::Other(format!("{}", interpreter.conclude(other) != hoopsnake::Ending::Status(0)))
                }
            }
        }
        // Refused where the script is compiled.
        _ => End::NoMemory,
    };
    let ending = interpreter.conclude(Outcome::Finished);
    interpreter.finish(ending);
    (end, REFUSED.load(Relaxed))
}

/// The child: one script, refused at each of its requests in turn.
fn child(number: usize) {
    let script = SCRIPTS[number];
    assert_eq!(run(script, 0, 0, false).0, End::Finished, "it is right by itself");
    for (counted, wall, most) in [(4096, false, 40), (LARGE, true, 60)] {
        let mut heard = 0;
        for after in 0..most {
            let (end, refused) = run(script, counted, after, wall);
            assert!(matches!(end, End::Finished | End::NoMemory), "after {after} ({wall}): {end:?}");
            heard += usize::from(end == End::NoMemory);
            if !refused {
                break;
            }
        }
        println!("{number}, {}: MemoryError {heard} times", if wall { "wall" } else { "once" });
    }
}

#[test]
fn a_refused_request_is_memory_error_or_nothing() {
    if let Ok(number) = std::env::var("HOOP_SCRIPT") {
        return child(number.parse().expect("a number"));
    }
    let this = std::env::current_exe().expect("this program");
    let mut failed = Vec::new();
    for (number, script) in SCRIPTS.iter().enumerate() {
        let mut command = Command::new(&this);
        command.args(["a_refused_request", "--nocapture"]).env("HOOP_SCRIPT", number.to_string());
        let out = command.output().expect("it runs");
        if !out.status.success() {
            let told = String::from_utf8_lossy(&out.stderr).into_owned();
            let last: Vec<&str> = told.lines().filter(|l| !l.contains("stack backtrace")).take(6).collect();
            failed.push(format!("{script}\n{}: {}", out.status, last.join("\n")));
        }
    }
    assert!(failed.is_empty(), "{} of {}:\n{}", failed.len(), SCRIPTS.len(), failed.join("\n\n"));
}
