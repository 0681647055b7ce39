//! An allocator that fails: every script ends as it does otherwise, or with MemoryError.
//!
//! Two ways to fail. *Once*: the n-th request from 4 KiB to 1 MiB is refused, and the same request again is granted; small ones are then had from the reserve. *Wall*:
//! of requests of at least 1 MiB no more than so many bytes may live, and none of them counts as small, so whoever makes one must be able to hear no. A fault is an
//! abort, so each script runs in a process of its own: this program again, which is told the script.

#![allow(unsafe_code)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::process::Command;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};

use hoopsnake::host::{Allocator, Interpreter, Outcome, Settings};

/// Refuses what it is told to refuse.
struct Failing;

/// Requests of at least so many bytes count for `LEFT`; 0: none.
static COUNTED: AtomicUsize = AtomicUsize::new(0);
/// So many are granted before the one that is refused.
static LEFT: AtomicUsize = AtomicUsize::new(0);
/// Bytes of large requests that may live at a time.
static WALL: AtomicUsize = AtomicUsize::new(usize::MAX);
/// How many do.
static LIVE: AtomicUsize = AtomicUsize::new(0);
/// Whether something was refused.
static REFUSED: AtomicBool = AtomicBool::new(false);

/// Bytes from which on a request is large.
const LARGE: usize = 1 << 20;

fn large(size: usize) -> usize {
    if size < LARGE { 0 } else { size }
}

/// Whether a request is refused that gives so many bytes back; else it lives from now on.
fn refuses(size: usize, back: usize) -> bool {
    let live = LIVE.load(Relaxed).wrapping_sub(large(back)).wrapping_add(large(size));
    let mut refused = large(size) > large(back) && live > WALL.load(Relaxed);
    let counted = COUNTED.load(Relaxed);
    if counted != 0 && (counted..LARGE).contains(&size) && size > back {
        match LEFT.load(Relaxed) {
            0 => refused |= !REFUSED.load(Relaxed),
            n => LEFT.store(n - 1, Relaxed),
        }
    }
    if refused {
        REFUSED.store(true, Relaxed);
    } else {
        LIVE.store(live, Relaxed);
    }
    refused
}

// SAFETY: hands everything on, or refuses.
unsafe impl GlobalAlloc for Failing {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract.
        if refuses(layout.size(), 0) { null_mut() } else { unsafe { System.alloc(layout) } }
    }
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract.
        if refuses(layout.size(), 0) { null_mut() } else { unsafe { System.alloc_zeroed(layout) } }
    }
    unsafe fn realloc(&self, old: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller keeps the contract.
        if refuses(size, layout.size()) { null_mut() } else { unsafe { System.realloc(old, layout, size) } }
    }
    unsafe fn dealloc(&self, p: *mut u8, layout: Layout) {
        LIVE.store(LIVE.load(Relaxed).wrapping_sub(large(layout.size())), Relaxed);
        // SAFETY: the caller keeps the contract.
        unsafe { System.dealloc(p, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Allocator<Failing> = Allocator::with_largest(Failing, LARGE - 1);

/// Each grows a few things to some MiB.
const SCRIPTS: &[&str] = &[
    "a = []\nfor i in range(200000): a.append(i)\nassert sum(a) == 19999900000",
    "a = [i for i in range(200000)]; b = a + a; c = b[::2]; a[5:5] = b; assert len(a) == 600000",
    "d = {}\nfor i in range(80000): d[i] = str(i)\ne = dict(d); f = {**d, 'x': 1}; assert len(e) + 1 == len(f)",
    "d = {(i, i): i for i in range(80000)}\nd.update({i: i for i in range(40000)}); assert len(d) == 120000",
    "s = set(range(200000)); t = s | {-1}; u = s ^ t; s.update(range(240000)); assert len(s) == 240000 and u == {-1}",
    "s = 'ab' * 800000; t = s + s; u = t.upper().title().swapcase(); assert len(u) == 3200000; ','.join([s, t])",
    "s = '\\u0149x' * 400000; t = s.upper(); b = t.encode(); assert b.decode() == t; s.encode('utf-16'); repr(s)",
    "def f():\n    s = ''\n    for i in range(240000): s += 'some text'\n    return s\nassert len(f()) == 2160000",
    "p = ('a b\\n' * 240000).split(); q = ('a,' * 240000).split(','); r = ('x\\n' * 240000).splitlines(); assert len(p) == 480000",
    "b = bytes(1200000); c = b + b; d = bytearray(c); d.extend(b); d += b; d.hex(); d[3:3] = b; bytes.fromhex('ab' * 1200000)",
    "a = [[i] for i in range(120000)]; b = repr(a); c = str(dict.fromkeys(range(120000))); f'{b}{c}'; '%s%s' % (b, c)",
    "from collections import deque\nd = deque(range(200000))\nfor i in range(200000): d.appendleft(i)\nassert len(d) == 400000",
    "class C:\n    def __init__(self, n): self.n, self.m = n, [n]\na = [C(i) for i in range(80000)]; a.sort(key=lambda c: -c.n)\nassert a[0].n == 79999",
    "a = sorted((str(i) for i in range(120000)), key=lambda s: s[::-1]); assert a[0] == '0'",
    "n = 7 ** 1000000; m = n * n; k = m << 16000000; assert hex(k)[:2] == '0x'; (1 << 16000000).to_bytes(2400000)",
    "import io\nf = io.StringIO()\nfor i in range(240000): f.write('some text')\nb = io.BytesIO()\nfor i in range(240000): b.write(b'some text')\nassert len(f.getvalue()) == len(b.getvalue())",
    "import os, json\nr = os.urandom(2000000); t = json.dumps(list(range(120000))); assert len(json.loads(t)) == 120000",
    "t = tuple(range(160000)); u = t + t; v = u[::-1]; w = tuple([1] * 200000); x = (1,) * 200000\ndef f(*a, **k): return len(a) + len(k)\nassert f(*t, **{f'k{i}': i for i in range(40000)}) == 200000",
    "def g(n):\n    for i in range(n): yield [i]\na = list(g(160000)); b = [*g(120000)]; first, *rest = g(120000); d = dict(enumerate(g(80000)))",
    "import asyncio\nasync def w(n):\n    await asyncio.sleep(0)\n    return n\nasync def main(): return await asyncio.gather(*[w(i) for i in range(3000)])\nassert len(asyncio.run(main())) == 3000",
    "class N: pass\nfor j in range(3):\n    a = []\n    for i in range(80000):\n        n = N(); n.me = n; a.append(n)\n    a = None",
];

/// How a run of a script ended.
#[derive(PartialEq, Debug)]
enum End {
    Finished,
    NoMemory,
    Other(String),
}

/// Runs a script with this refusal; whether anything was refused comes out, too.
fn run(script: &str, counted: usize, after: usize, wall: usize) -> (End, bool) {
    let settings = Settings { stdout: Box::new(std::io::sink()), ..Settings::default() };
    let mut interpreter = Interpreter::new(settings).expect("an interpreter starts");
    let script: String = script.lines().map(|line| format!("    {line}\n")).collect();
    let program = format!(
        "failed = None\ntry:\n{script}except BaseException as e: failed = type(e).__name__, str(e)\n"
    );
    LEFT.store(after, Relaxed);
    WALL.store(LIVE.load(Relaxed).saturating_add(wall), Relaxed);
    REFUSED.store(false, Relaxed);
    COUNTED.store(counted, Relaxed);
    let outcome = interpreter.run_code(&program, false);
    COUNTED.store(0, Relaxed);
    WALL.store(usize::MAX, Relaxed);
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

/// The child: one script, with one request refused after the other, and before one wall after the other.
fn child(number: usize) {
    let script = SCRIPTS[number];
    assert_eq!(run(script, 0, 0, usize::MAX).0, End::Finished, "it is right by itself");
    let once = (0..8).map(|after| (4096, after, usize::MAX));
    let walls = (0..20).map(|n| (0, 0, n * LARGE));
    for (counted, after, wall) in once.chain(walls) {
        let (end, refused) = run(script, counted, after, wall);
        assert!(matches!(end, End::Finished | End::NoMemory), "{counted}, {after}, {wall}: {end:?}");
        println!("{number}: {counted}, {after}, {wall}: refused {refused}, {end:?}");
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
