//! Makes random programs of tasks that race: every step is logged, so the log is the order of events.
//!
//! All times are multiples of 1/64, exact in binary, and the clock is virtual on both sides: equal deadlines are
//! really equal, and what runs first is decided by the scheduler alone.
#![allow(dead_code)] // each test program uses its own part

use crate::generate::Dice;

/// What both sides begin with.
pub const PRELUDE: &str = "
import asyncio
LOG = []
def log(*words):
    print(*words)
async def inner(name, ticks, value):
    try:
        await asyncio.sleep(ticks / 64)
        log(name, 'inner done')
        return value
    except asyncio.CancelledError as e:
        log(name, 'inner cancelled', e.args)
        raise
    finally:
        log(name, 'inner finally')
async def fails(name, ticks):
    await asyncio.sleep(ticks / 64)
    log(name, 'fails now')
    raise ValueError(name)
async def stream(name, n):
    try:
        for i in range(n):
            await asyncio.sleep(i % 2 / 64)
            yield i
    finally:
        log(name, 'stream closed')
class World:
    def __init__(self):
        self.event, self.lock, self.cond = asyncio.Event(), asyncio.Lock(), asyncio.Condition()
        self.sem, self.queue = asyncio.Semaphore(2), asyncio.Queue(2)
        self.future = asyncio.get_running_loop().create_future()
        self.tasks = []
        self.clock = asyncio.get_running_loop().time
        self.start = self.clock()
    def now(self):
        return round((self.clock() - self.start) * 64)
async def race(workers):
    w = World()
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)
    w.tasks = [asyncio.create_task(f(w, f'w{i}'), name=f'w{i}') for i, f in enumerate(workers)]
    done, pending = await asyncio.wait(w.tasks, timeout=3)
    log('waited', sorted(t.get_name() for t in done), w.now())
    for t in w.tasks:
        if t in pending:
            t.cancel('end')
    results = await asyncio.gather(*w.tasks, return_exceptions=True)
    log([r if isinstance(r, (str, int)) else repr(r) for r in results])
    await asyncio.sleep(1)
    log(w.lock.locked(), w.sem._value, w.queue.qsize(), w.now(), [t.cancelling() for t in w.tasks])
";

/// How CPython gets a virtual clock: its selector moves the time instead of waiting.
pub const CPYTHON_CLOCK: &str = "
import asyncio
class VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self):
        super().__init__()
        self._now = 0.0
        select = self._selector.select
        def jump(timeout):
            if timeout is None:
                raise SystemExit('nothing can wake this program')
            self._now += timeout
            return select(0)
        self._selector.select = jump
    def time(self):
        return self._now
def run(number, workers):
    print('=====', number)
    try:
        asyncio.run(race(workers), loop_factory=VirtualLoop)
    except Exception as e:
        print(repr(e))
";

/// The same for the side that has a virtual clock of its own.
pub const OWN_CLOCK: &str = "
def run(number, workers):
    print('=====', number)
    try:
        asyncio.run(race(workers))
    except Exception as e:
        print(repr(e))
";

/// The text of one race: its workers and the call that runs them.
pub fn race(dice: &mut Dice, number: usize) -> String {
    let workers = 2 + dice.below(4);
    let mut text = String::new();
    for w in 0..workers {
        let mut worker = Worker { dice: &mut *dice, text: String::new(), depth: 1, step: 0, workers };
        let head = format!("async def r{number}w{w}(w, name):\n");
        for _ in 0..2 + worker.dice.below(5) {
            worker.statement();
        }
        worker.line("return name + ' result'");
        text.push_str(&head);
        text.push_str(&worker.text);
    }
    let names: Vec<String> = (0..workers).map(|w| format!("r{number}w{w}")).collect();
    text.push_str(&format!("run({number}, [{}])\n", names.join(", ")));
    text
}

struct Worker<'d> {
    dice: &'d mut Dice,
    text: String,
    depth: usize,
    step: usize,
    workers: usize,
}

impl Worker<'_> {
    fn line(&mut self, text: &str) {
        self.text.push_str(&"    ".repeat(self.depth));
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn log(&mut self, words: &str) {
        self.step += 1;
        let step = self.step;
        self.line(&format!("log(name, {step}, w.now(), {words})"));
    }

    fn block(&mut self, most: usize) {
        self.depth += 1;
        for _ in 0..1 + self.dice.below(most) {
            self.statement();
        }
        self.depth -= 1;
    }

    fn ticks(&mut self) -> usize {
        self.dice.below(6)
    }

    fn statement(&mut self) {
        let other = format!("w.tasks[{}]", self.dice.below(self.workers));
        let ticks = self.ticks();
        let more = self.ticks() + 1;
        let simple = self.depth > 4;
        match self.dice.below(if simple { 14 } else { 30 }) {
            0 | 1 => {
                self.line("await asyncio.sleep(0)");
                self.log("'slept 0'");
            }
            2 | 3 => {
                self.line(&format!("await asyncio.sleep({ticks} / 64)"));
                self.log("'slept'");
            }
            4 => self.line("w.event.set()"),
            5 => self.line("w.event.clear()"),
            6 => {
                self.log(&format!("'cancel', {other}.cancel(name), {other}.cancelling()"));
            }
            7 => {
                self.line("if not w.queue.full(): w.queue.put_nowait(name)");
                self.log("'queue', w.queue.qsize()");
            }
            8 => self.log(&format!("{other}.done(), {other}.cancelled(), w.lock.locked(), w.event.is_set()")),
            9 => {
                self.step += 1;
                let step = self.step;
                self.line(&format!("asyncio.get_running_loop().call_soon(log, name, {step}, 'soon')"));
            }
            10 => {
                self.step += 1;
                let step = self.step;
                self.line(&format!(
                    "asyncio.get_running_loop().call_later({ticks} / 64, log, name, {step}, 'later')"
                ));
            }
            11 => {
                self.step += 1;
                let step = self.step;
                self.line(&format!(
                    "{other}.add_done_callback(lambda t: log(name, {step}, 'done callback'))"
                ));
            }
            12 => self.line("if not w.future.done(): w.future.set_result(name)"),
            13 => {
                self.line(&format!("if w.now() > {ticks}: raise KeyError(name)"));
            }
            14 => {
                self.line("async with w.lock:");
                self.block(2);
                self.log("'unlocked'");
            }
            15 => {
                self.line("async with w.sem:");
                self.block(2);
            }
            16 => {
                self.line("try:");
                self.line(&format!("    log(name, await asyncio.wait_for(w.event.wait(), {more} / 64))"));
                self.line("except TimeoutError:");
                self.depth += 1;
                self.log("'event timed out'");
                self.depth -= 1;
            }
            17 => {
                self.line("try:");
                self.line(&format!(
                    "    log(name, 'got', await asyncio.wait_for(w.queue.get(), {more} / 64))"
                ));
                self.line("except TimeoutError:");
                self.depth += 1;
                self.log("'get timed out'");
                self.depth -= 1;
            }
            18 | 19 => {
                self.line("try:");
                self.block(3);
                self.line("except asyncio.CancelledError as e:");
                self.depth += 1;
                self.log("'caught', e.args");
                match self.dice.below(3) {
                    0 => self.line("raise"),
                    1 => self.line("asyncio.current_task().uncancel()"),
                    _ => {}
                }
                self.depth -= 1;
            }
            20 => {
                self.line("try:");
                self.block(2);
                self.line("finally:");
                self.depth += 1;
                self.log("'finally'");
                if self.dice.chance(50) {
                    self.line("await asyncio.sleep(0)");
                    self.log("'finally after sleep'");
                }
                self.depth -= 1;
            }
            21 | 22 => {
                self.line("try:");
                self.line(&format!("    async with asyncio.timeout({more} / 64):"));
                self.depth += 1;
                self.block(3);
                self.depth -= 1;
                self.line("except TimeoutError:");
                self.depth += 1;
                self.log("'timeout', asyncio.current_task().cancelling()");
                self.depth -= 1;
            }
            23 => {
                let keep = self.dice.pick(&["True", "False"]);
                let second =
                    self.dice.pick(&["inner(name, 2, 2)", "fails(name, 1)", "asyncio.sleep(0, 'zero')"]);
                self.line("try:");
                self.line(&format!(
                    "    log(name, await asyncio.gather(inner(name, {ticks}, 1), {second}, return_exceptions={keep}))"
                ));
                self.line("except ValueError as e:");
                self.depth += 1;
                self.log("'gather failed'");
                self.depth -= 1;
            }
            24 | 25 => {
                // CPython cancels the children of a group in the order of a set, by address: only one may log.
                let second = self.dice.pick(&["asyncio.sleep(3 / 64)", "fails(name, 1)", "asyncio.sleep(0)"]);
                self.line("try:");
                self.line("    async with asyncio.TaskGroup() as tg:");
                self.line(&format!("        tg.create_task(inner(name, {ticks}, 1))"));
                self.line(&format!("        tg.create_task({second})"));
                self.depth += 1;
                self.block(2);
                self.depth -= 1;
                self.line("except* (ValueError, KeyError) as g:");
                self.depth += 1;
                self.log("'group', repr(g)");
                self.depth -= 1;
                self.log("'after group', asyncio.current_task().cancelling()");
            }
            26 => {
                self.line(&format!("log(name, await asyncio.shield(inner(name, {ticks}, 'shielded')))"));
            }
            27 => {
                let when = self.dice.pick(&["FIRST_COMPLETED", "ALL_COMPLETED", "FIRST_EXCEPTION"]);
                self.line(&format!(
                    "ts = [asyncio.create_task(inner(name, n, n)) for n in ({ticks}, {more})]"
                ));
                self.line(&format!(
                    "done, pending = await asyncio.wait(ts, timeout={more} / 64, return_when=asyncio.{when})"
                ));
                self.log("'wait', len(done), len(pending)");
            }
            28 => {
                self.line(&format!("async for item in stream(name, {more}):"));
                self.depth += 1;
                self.log("'item', item");
                if self.dice.chance(40) {
                    self.line(&format!("if item == {ticks}: break"));
                }
                self.depth -= 1;
            }
            _ => {
                // Tasks, not coroutines: CPython would start those in the order of a set.
                self.line(&format!(
                    "ts = [asyncio.create_task(inner(name, n, n)) for n in ({ticks}, {more})]"
                ));
                self.line("for c in asyncio.as_completed(ts):");
                self.depth += 1;
                self.log("await c");
                self.depth -= 1;
            }
        }
    }
}
