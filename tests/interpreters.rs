//! Many interpreters in one process, one after the other: each gives back what it took.

use hoopsnake::host::{Ending, Interpreter, Outcome, Settings};

/// A program that leaves cycles, classes, generators half-way, tasks, exceptions and caches behind.
const PROGRAM: &str = r#"
import asyncio, collections, functools, json, weakref
class Node:
    def __init__(self): self.me, self.parts = self, [b"x" * 100] * 10
class Child(Node):
    __slots__ = ("a", "b")
def numbers():
    try:
        yield 1
        yield 2
    finally:
        pass
kept = [Node() for _ in range(50)] + [Child()]
half = numbers(); next(half)
@functools.lru_cache
def square(x): return x * x
table = {k: square(k) for k in range(200)}
async def work(n):
    await asyncio.sleep(0)
    return n
async def main(): return await asyncio.gather(*map(work, range(5)))
assert asyncio.run(main()) == list(range(5))
try: 1 / 0
except ZeroDivisionError as e: failure = e
seen = weakref.ref(kept[0])
text = json.dumps({"a": [1, 2, {"b": None}]})
queue = collections.deque([kept, table], maxlen=3)
def deep(n): return n and deep(n - 1)
deep(500)
"#;

fn run_one() {
    let settings = Settings { stdout: Box::new(std::io::sink()), ..Settings::default() };
    let mut interpreter = Interpreter::new(settings).expect("an interpreter starts");
    let outcome = interpreter.run_code(PROGRAM, false);
    assert!(matches!(outcome, Outcome::Finished), "the program runs to its end");
    let ending = interpreter.conclude(outcome);
    interpreter.finish(ending);
}

/// Resident memory of this process in bytes; None where the system does not say.
fn resident() -> Option<usize> {
    let text = std::fs::read_to_string("/proc/self/statm").ok()?;
    text.split(' ').nth(1)?.parse::<usize>().ok().map(|pages| pages * 4096)
}

#[test]
fn a_thousand_interpreters_leave_nothing_behind() {
    // Debug builds are slow: a part of them shows the same.
    let count = if cfg!(debug_assertions) { 100 } else { 1000 };
    (0..count / 10).for_each(|_| run_one());
    let before = resident();
    (0..count).for_each(|_| run_one());
    match (before, resident()) {
        (Some(before), Some(after)) => {
            let grown = after.saturating_sub(before);
            assert!(grown < 4 << 20, "{count} interpreters left {grown} bytes");
        }
        _ => eprintln!("skipped: the system does not tell the resident memory"),
    }
}

/// A program that goes down through natives, which take the native stack, until it is told to stop.
const DEEP: &str = r#"
def down(n):
    try: return sorted([n], key=lambda n: down(n + 1))[0] if n < 100_000 else n
    except RecursionError: return n
import sys
sys.setrecursionlimit(1_000_000)
assert down(0) == 0
class Nested:
    def __repr__(self): return repr([self])
try: repr(Nested())
except RecursionError: pass
else: raise AssertionError
kept.append(len(kept))
"#;

#[test]
fn an_interpreter_goes_from_one_thread_of_the_system_to_another() {
    let settings =
        || Settings { stdout: Box::new(std::io::sink()), native_stack: 200 << 20, ..Settings::default() };
    let on_stack = |size: usize| std::thread::Builder::new().stack_size(size);
    let made = on_stack(256 << 20).spawn(move || {
        let mut interpreter = Interpreter::new(settings()).expect("an interpreter starts");
        assert_eq!(interpreter.run_code("kept = []", false), Outcome::Finished);
        assert_eq!(interpreter.run_code(DEEP, false), Outcome::Finished);
        interpreter
    });
    let mut interpreter = made.expect("a thread").join().expect("it runs");
    // The stacks of these are much smaller than the one that the interpreter was made on.
    for size in [4 << 20, 2 << 20, 8 << 20] {
        let run = on_stack(size).spawn(move || {
            assert_eq!(interpreter.run_code(DEEP, false), Outcome::Finished);
            interpreter
        });
        interpreter = run.expect("a thread").join().expect("it runs");
    }
    let ended = on_stack(2 << 20).spawn(move || {
        let outcome = interpreter.run_code("assert kept == [0, 1, 2, 3]", false);
        let ending = interpreter.conclude(outcome);
        interpreter.finish(ending)
    });
    assert_eq!(ended.expect("a thread").join().expect("it runs"), Ending::Status(0));
}
