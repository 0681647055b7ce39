//! What no one else has: a hang is named and ended, and no failure is lost.

mod common;

use common::run::{Outcome, command, run};
use std::time::Duration;

fn hoop(args: &[&str], code: &str) -> Outcome {
    let mut command = command(common::hoop());
    command.args(args).args(["-c", code]);
    run(command, b"", Duration::from_secs(20)).unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[track_caller]
fn names(found: &Outcome, words: &[&str]) {
    let stderr = text(&found.stderr);
    for word in words {
        assert!(stderr.contains(word), "{word:?} is not named in:\n{stderr}");
    }
}

const TWO_LOCKS: &str = "
import asyncio
async def grab(first, second):
    async with first:
        try:
            await asyncio.sleep(0.01)
            async with second:
                print('never')
        finally:
            print('finally of', asyncio.current_task().get_name())
async def main():
    a, b = asyncio.Lock(), asyncio.Lock()
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(grab(a, b), name='left')
            tg.create_task(grab(b, a), name='right')
    finally:
        print('finally of main')
asyncio.run(main())
";

#[test]
fn two_locks_in_the_wrong_order() {
    let found = hoop(&[], TWO_LOCKS);
    assert_eq!(found.status, 3, "{}", text(&found.stderr));
    names(&found, &["DeadlockError", "left", "right", "Lock"]);
    let stderr = text(&found.stderr);
    let (frames, report) = stderr
        .split_once("DeadlockError: nothing is ready, and nothing can wake a task\n")
        .expect("the sentence");
    assert!(!report.to_lowercase().contains("nothing is ready"), "the sentence is said once: {stderr}");
    assert!(!frames.contains("lib/hoop/"), "frames of the runtime are hidden: {stderr}");
    // Every line of the report is indented alike, and tasks are named in their order.
    assert!(report.lines().all(|l| l.starts_with("  ") && !l.starts_with("   ")), "{report}");
    names(
        &found,
        &[
            "waits for TaskGroup: task 'left', task 'right'\n",
            "  the cycle: task 'left' waits for task 'right', which waits for task 'left'\n",
            "  hint: take the locks in the same order everywhere\n",
        ],
    );
    let stdout = text(&found.stdout);
    for line in ["finally of left\n", "finally of right\n", "finally of main\n"] {
        assert!(stdout.contains(line), "{line:?} is missing in {stdout}");
    }
}

#[test]
fn an_event_that_nobody_sets() {
    let code = "
import asyncio
async def main():
    event = asyncio.Event()
    try:
        await event.wait()
    finally:
        print('finally')
asyncio.run(main())
";
    let found = hoop(&[], code);
    assert_eq!((found.status, text(&found.stdout).as_str()), (3, "finally\n"), "{}", text(&found.stderr));
    names(&found, &["DeadlockError", "Task-1", "Event"]);
}

#[test]
fn a_join_of_a_queue_that_nobody_empties() {
    let code = "
import asyncio
async def main():
    q = asyncio.Queue(1)
    await q.put(1)
    print('put one')
    await q.join()
asyncio.run(main())
";
    let found = hoop(&[], code);
    assert_eq!((found.status, text(&found.stdout).as_str()), (3, "put one\n"), "{}", text(&found.stderr));
    names(&found, &["DeadlockError", "Queue"]);
}

#[test]
fn a_full_queue_and_an_empty_one() {
    for (code, word) in [
        ("q = asyncio.Queue(1); q.put_nowait(1); await q.put(2)", "Queue"),
        ("await asyncio.Queue().get()", "Queue"),
        ("await asyncio.Semaphore(0).acquire()", "Semaphore"),
        ("await asyncio.get_running_loop().create_future()", "Future"),
        ("c = asyncio.Condition()\n    async with c: await c.wait()", "Condition"),
        ("await asyncio.Barrier(2).wait()", "Barrier"),
        ("l = asyncio.Lock(); await l.acquire(); await l.acquire()", "Lock"),
    ] {
        let found =
            hoop(&[], &format!("import asyncio\nasync def main():\n    {code}\nasyncio.run(main())\n"));
        assert_eq!(found.status, 3, "{code}: {}", text(&found.stderr));
        names(&found, &["DeadlockError", word]);
    }
}

#[test]
fn the_error_can_be_caught() {
    let code = "
import asyncio
async def main():
    try:
        await asyncio.Event().wait()
    except RuntimeError as e:
        print(type(e).__name__, isinstance(e, RuntimeError))
    await asyncio.sleep(0.01)
    print('goes on')
asyncio.run(main())
";
    let found = hoop(&[], code);
    assert_eq!(
        (found.status, text(&found.stdout).as_str()),
        (0, "DeadlockError True\ngoes on\n"),
        "{}",
        text(&found.stderr)
    );
}

#[test]
fn tasks_waiting_for_each_other() {
    let code = "
import asyncio
tasks = {}
async def wait_for(name):
    await asyncio.sleep(0)
    await tasks[name]
async def main():
    tasks['hen'] = asyncio.create_task(wait_for('egg'), name='hen')
    tasks['egg'] = asyncio.create_task(wait_for('hen'), name='egg')
    await tasks['hen']
asyncio.run(main())
";
    let found = hoop(&[], code);
    assert_eq!(found.status, 3, "{}", text(&found.stderr));
    names(&found, &["DeadlockError", "hen", "egg"]);
}

#[test]
fn what_can_still_wake_is_no_deadlock() {
    for (name, code) in [
        ("a timer", "asyncio.get_running_loop().call_later(0.05, event.set); await event.wait()"),
        ("a background task", "t = asyncio.create_task(setter(event)); await event.wait()"),
        (
            "a timeout",
            "
    try:
        async with asyncio.timeout(0.05): await event.wait()
    except TimeoutError: pass",
        ),
        (
            "a collected finaliser",
            "
    class Setter:
        def __del__(self): event.set()
    s = Setter(); s.me = s; del s
    await event.wait()",
        ),
    ] {
        let code = format!(
            "import asyncio\nasync def setter(e):\n    await asyncio.sleep(0.05)\n    e.set()\nasync def main():\n    event = asyncio.Event()\n    {code}\n    print('woken')\nasyncio.run(main())\n"
        );
        let found = hoop(&[], &code);
        assert_eq!(
            (found.status, text(&found.stdout).as_str()),
            (0, "woken\n"),
            "{name}: {}",
            text(&found.stderr)
        );
    }
}

#[test]
fn a_signal_handler_may_still_wake() {
    let code = "
import asyncio, signal
async def main():
    event = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGALRM, event.set)
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    await event.wait()
    print('woken')
asyncio.run(main())
";
    let found = hoop(&[], code);
    // Signals come with a later issue: then this must be `woken`; until then a plain missing name.
    let missing = found.status == 1 && text(&found.stderr).contains("Error");
    assert!(missing || (found.status == 0 && text(&found.stdout) == "woken\n"), "{}", text(&found.stderr));
    assert!(!text(&found.stderr).contains("DeadlockError"), "{}", text(&found.stderr));
}

#[test]
fn a_coroutine_that_was_never_awaited() {
    let code = "
import asyncio
async def forgotten(): pass
async def main():
    forgotten()
    await asyncio.sleep(0)
asyncio.run(main())
print('end')
";
    let found = hoop(&[], code);
    assert_eq!((found.status, text(&found.stdout).as_str()), (0, "end\n"));
    let stderr = text(&found.stderr);
    assert_eq!(stderr.matches("coroutine 'forgotten' was never awaited").count(), 1, "once, in:\n{stderr}");
    names(&found, &["<string>:5"]);
    assert_ne!(hoop(&["--strict"], code).status, 0, "--strict makes it a failure");
}

#[test]
fn an_exception_that_nobody_reads() {
    let code = "
import asyncio
async def fails():
    raise ValueError('unread')
async def main():
    asyncio.create_task(fails(), name='lost one')
    await asyncio.sleep(0.01)
asyncio.run(main())
print('end')
";
    let found = hoop(&[], code);
    assert_eq!((found.status, text(&found.stdout).as_str()), (0, "end\n"));
    let stderr = text(&found.stderr);
    assert_eq!(stderr.matches("exception was never retrieved").count(), 1, "once, in:\n{stderr}");
    names(&found, &["lost one", "ValueError: unread", "line 4"]);
    assert_ne!(hoop(&["--strict"], code).status, 0, "--strict makes it a failure");
}

#[test]
fn a_quiet_program_stays_quiet() {
    let code = "
import asyncio
async def ok(): return 1
async def main():
    t = asyncio.create_task(ok())
    print(await t)
asyncio.run(main())
";
    for args in [&[][..], &["--strict"]] {
        let found = hoop(args, code);
        assert_eq!(
            (found.status, text(&found.stdout).as_str(), text(&found.stderr).as_str()),
            (0, "1\n", "")
        );
    }
}
