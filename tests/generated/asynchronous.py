"""Tasks that race, under a clock that jumps: each step is told, so the output is the order of events.

Times are multiples of 1/64, exact in binary: what is due at the same time is really so, and what runs first is decided by the scheduler alone. Children of groups are cancelled in the order of a set in CPython: only one of them tells it.
"""
PRELUDE = '''\
import asyncio, contextlib, contextvars
var = contextvars.ContextVar('var', default='none')
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
            got = yield i
            if got: log(name, 'got', got)
    except ValueError as e:
        log(name, 'stream caught', repr(e))
        yield 'after'
    finally:
        log(name, 'stream closed')
class Steps:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        await asyncio.sleep(0)
        self.n -= 1
        if self.n < 0: raise StopAsyncIteration
        return self.n
class Place:
    def __init__(self, name, answer=False): self.name, self.answer = name, answer
    async def __aenter__(self):
        await asyncio.sleep(1 / 64)
        log(self.name, 'entered')
        return self
    async def __aexit__(self, kind, error, trace):
        await asyncio.sleep(0)
        log(self.name, 'left', kind and kind.__name__)
        return self.answer
class Ready:
    def __await__(self):
        log('awaited')
        got = yield
        return ('ready', got)
@contextlib.asynccontextmanager
async def held(name):
    try:
        yield name
    except ValueError as e:
        log(name, 'held', repr(e))
    finally:
        await asyncio.sleep(0)
        log(name, 'let go')
class World:
    def __init__(self):
        self.event, self.lock, self.cond = asyncio.Event(), asyncio.Lock(), asyncio.Condition()
        self.sem, self.queue, self.bounded = asyncio.Semaphore(2), asyncio.Queue(2), asyncio.BoundedSemaphore(1)
        self.order = asyncio.PriorityQueue()
        self.barrier = asyncio.Barrier(2)
        self.future = asyncio.get_running_loop().create_future()
        self.tasks = []
        self.clock = asyncio.get_running_loop().time
        self.start = self.clock()
    def now(self):
        return round((self.clock() - self.start) * 64)
async def race(workers):
    w = World()
    asyncio.get_running_loop().set_exception_handler(lambda loop, context, handled=HANDLED: print('handler', context['message'].split(' (')[0]) if handled else None)
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
'''


class Worker:
    def __init__(self, writer, workers):
        self.out, self.dice, self.workers = writer, writer.dice, workers
        self.step, self.loops = 0, 0

    def log(self, words):
        self.step += 1
        self.out.line(f'log(name, {self.step}, w.now(), {words})')

    def body(self, most):
        for _ in range(self.dice.between(1, most)):
            self.statement()

    def caught(self, head, error, words, most=2):
        """`head` with a body, in a `try` that tells of one error."""
        with self.out.block('try:'):
            if head:
                with self.out.block(head):
                    self.body(most)
            else:
                self.body(most)
        with self.out.block(f'except {error} as e:'):
            self.log(words)

    def statement(self):
        dice, line, block = self.dice, self.out.line, self.out.block
        other, ticks = f'w.tasks[{dice.below(self.workers)}]', dice.below(6)
        more = dice.below(6) + 1
        match dice.below(22 if self.out.depth > 4 else 48):
            case 0 | 1:
                line('await asyncio.sleep(0)')
                self.log("'slept 0'")
            case 2 | 3:
                line(f'await asyncio.sleep({ticks} / 64)')
                self.log("'slept'")
            case 4:
                line(dice.pick(['w.event.set()', 'w.event.clear()']))
            case 5 | 6:
                self.log(f"'cancel', {other}.cancel({dice.pick(['name', ''])}), {other}.cancelling()")
            case 7:
                line('if not w.queue.full(): w.queue.put_nowait(name)')
                self.log("'queue', w.queue.qsize()")
            case 8:
                self.log(f'{other}.done(), {other}.cancelled(), w.lock.locked(), w.event.is_set()')
            case 9 | 10 | 11:
                self.step += 1
                line(dice.pick([f"asyncio.get_running_loop().call_soon(log, name, {self.step}, 'soon')", f"asyncio.get_running_loop().call_later({ticks} / 64, log, name, {self.step}, 'later')", f"{other}.add_done_callback(lambda t: log(name, {self.step}, 'done callback'))", f"h = asyncio.get_running_loop().call_later({ticks} / 64, log, name, 'never')\nh.cancel()\nlog(h.cancelled())", f"asyncio.get_running_loop().call_at(w.start + {more} / 64, log, name, {self.step}, 'at')"]))
            case 12:
                line(dice.pick(['if not w.future.done(): w.future.set_result(name)', 'if not w.future.done(): w.future.set_exception(KeyError(name))', 'w.future.cancel() and log("future cancelled")']))
            case 13:
                line(f'if w.now() > {ticks}: raise {dice.pick(["KeyError(name)", "ValueError(1)", "asyncio.CancelledError(name)"])}')
            case 14:
                line(f'var.set(name + "{ticks}")')
                self.log('var.get()')
            case 15:
                line(dice.pick([f"w.order.put_nowait(({ticks}, name))", "if not w.order.empty(): log(w.order.get_nowait())", 'w.queue.empty() or log(w.queue.get_nowait()) or w.queue.task_done()']))
            case 16:
                line(f'try:\n    log(await w.future if w.future.done() else "not yet")\nexcept (KeyError, asyncio.CancelledError) as e:\n    log(name, repr(e))')
            case 17:
                self.log('await Ready()')
            case 18:
                self.log(dice.pick(["asyncio.current_task().get_name()", "len(asyncio.all_tasks())", "asyncio.current_task().cancelling()", f"{other}.get_name(), {other}.done() and not {other}.cancelled() and repr({other}.exception())", "w.sem.locked(), w.bounded.locked()", "[x async for x in Steps(2)]", "[await inner(name, 0, x) for x in range(2)]", "sorted([x async for x in stream(name, 3) if x != 1])", "{x: x async for x in Steps(2)}", "contextvars.copy_context().get(var)"]))
            case 19:
                line(f"t = asyncio.create_task(inner(name, {ticks}, 'child'){dice.pick(['', ', name=chr(120)', ', context=contextvars.Context()', ', eager_start=True'])})")
                line(dice.pick(['await t', 't.cancel()', f'await asyncio.sleep({more} / 64)', 'log(t.done())', 'del t']))
            case 20:
                line(dice.pick(['return 5', 'await asyncio.sleep(1 / 64); return', 'return await inner(name, 1, 6)']) if dice.chance(40) else 'pass')
            case 21:
                line(dice.pick([f'w.cond.locked() and w.cond.notify()', 'asyncio.current_task().cancel("self")', 'asyncio.current_task().uncancel()', 'try:\n    w.bounded.release()\nexcept ValueError as e:\n    log(repr(e))']))
            case 22 | 23:
                with block(f'async with w.{dice.pick("lock sem lock bounded")}:'):
                    self.body(2)
                self.log("'unlocked'")
            case 24 | 25:
                what = dice.pick([f'w.event.wait()', 'w.queue.get()', 'w.future', f"inner(name, {ticks}, 'waited')", 'w.lock.acquire()', 'w.barrier.wait()', 'w.order.get()', 'w.queue.put(name)', f'fails(name, {ticks})', 'asyncio.shield(w.future)'])
                line(f"try:\n    log(name, 'got', await asyncio.wait_for({what}, {more} / 64))\nexcept (TimeoutError, ValueError, KeyError, asyncio.BrokenBarrierError) as e:\n    log(name, repr(e), w.now())")
                if 'acquire' in what:
                    line('if w.lock.locked() and w.tasks[0] is asyncio.current_task(): w.lock.release()')
            case 26 | 27:
                with block('try:'):
                    self.body(3)
                with block('except asyncio.CancelledError as e:'):
                    self.log("'caught', e.args")
                    line(dice.pick(['raise', 'asyncio.current_task().uncancel()', 'pass', 'raise ValueError("instead")', 'await asyncio.sleep(0)']))
            case 28:
                with block('try:'):
                    self.body(2)
                with block('finally:'):
                    self.log("'finally'")
                    if dice.chance(50):
                        line('await asyncio.sleep(0)')
                        self.log("'finally after sleep'")
            case 29 | 30:
                head = dice.pick([f'async with asyncio.timeout({more} / 64):', f'async with asyncio.timeout({more} / 64) as tm:', f'async with asyncio.timeout_at(w.start + {more + 3} / 64):', 'async with asyncio.timeout(None):'])
                self.caught(head, 'TimeoutError', "'timeout', asyncio.current_task().cancelling()", 3)
            case 31:
                second = dice.pick(['inner(name, 2, 2)', 'fails(name, 1)', "asyncio.sleep(0, 'zero')", 'w.future', 'Ready()' if dice.chance(0) else 'asyncio.sleep(0)'])
                line(f"try:\n    log(name, await asyncio.gather(inner(name, {ticks}, 1), {second}, return_exceptions={dice.pick('True False')}))\nexcept (ValueError, KeyError) as e:")
                self.out.depth += 1
                self.log("'gather failed', repr(e)")
                self.out.depth -= 1
            case 32 | 33 | 34:
                second = dice.pick(['asyncio.sleep(3 / 64)', 'fails(name, 1)', 'asyncio.sleep(0)', f'fails(name, {ticks})'])
                with block('try:'):
                    with block('async with asyncio.TaskGroup() as tg:'):
                        line(f'tg.create_task(inner(name, {ticks}, 1))\ntg.create_task({second})')
                        self.body(2)
                        if dice.chance(20):
                            line('raise KeyError(name)')
                with block(dice.pick(['except* (ValueError, KeyError) as g:', 'except* ValueError as g:', 'except BaseExceptionGroup as g:'])):
                    self.log("'group', repr(g)")
                self.log("'after group', asyncio.current_task().cancelling()")
            case 35:
                line(f"log(name, await asyncio.shield(inner(name, {ticks}, 'shielded')))")
            case 36:
                line(f'ts = [asyncio.create_task(inner(name, n, n)) for n in ({ticks}, {more})]')
                line(f"done, pending = await asyncio.wait(ts, timeout={more} / 64, return_when=asyncio.{dice.pick('FIRST_COMPLETED ALL_COMPLETED FIRST_EXCEPTION')})")
                self.log("'wait', len(done), len(pending)")
            case 37 | 38:
                source = dice.pick([f'stream(name, {more})', f'Steps({ticks})', f'contextlib.aclosing(stream(name, 3)).thing', f'(x async for x in stream(name, {more}) if x != 1)', f'(await inner(name, 0, x) for x in range(2))'])
                with block(f'async for item in {source}:'):
                    self.log("'item', item")
                    if dice.chance(40):
                        line(f'if item == {ticks}: break')
                    if dice.chance(30):
                        self.body(1)
                if dice.chance(20):
                    with block('else:'):
                        self.log("'else'")
            case 39:
                line(f'ts = [asyncio.create_task(inner(name, n, n)) for n in ({ticks}, {more})]')
                with block(f'for c in asyncio.as_completed(ts{dice.pick(["", "", f", timeout={more} / 64"])}):'):
                    self.log('await c')
            case 40 | 41:
                with block(f"async with {dice.pick(['Place(name)', 'Place(name, True)', 'held(name)', 'Place(name) as p, held(name) as q', 'contextlib.AsyncExitStack() as stack'])}:"):
                    self.body(2)
                    if dice.chance(30):
                        line(dice.pick(['raise ValueError(name)', 'raise KeyError(name)']))
            case 42:
                g = self.out.name('g')
                line(f'{g} = stream(name, {more})')
                line(dice.pick([f'log(await {g}.__anext__(), await {g}.asend("sent"))', f'log(await anext({g}), await {g}.athrow(ValueError("thrown")))', f'log(await anext({g}))\nawait {g}.aclose()', f'log([x async for x in {g}], await anext({g}, "default"))', f'await {g}.aclose()\ntry:\n    await anext({g})\nexcept StopAsyncIteration:\n    log("over")', f'async with contextlib.aclosing({g}) as a:\n    async for x in a:\n        log(x)\n        break']))
                # When an abandoned one is closed depends on who still has the frame that had it.
                line(f'await {g}.aclose()')
            case 43:
                with block('async with w.cond:'):
                    line(dice.pick(['w.cond.notify_all()', f'try:\n    log(await asyncio.wait_for(w.cond.wait(), {more} / 64))\nexcept TimeoutError:\n    log(name, "cond late")', f'try:\n    async with asyncio.timeout({more} / 64): await w.cond.wait_for(lambda: w.now() > {ticks})\nexcept TimeoutError:\n    log("no")']))
            case 44 if self.loops < 2:
                with block(f'for i in range({dice.between(1, 3)}):'):
                    self.loops += 1
                    self.body(2)
                    self.loops -= 1
            case 45:
                line(dice.pick([f"log(await asyncio.to_thread(len, 'abc'))" if dice.chance(0) else 'log((await asyncio.gather(*[inner(name, n, n) for n in (2, 1)])))', f'loop = asyncio.get_running_loop()\nf = loop.create_future()\nloop.call_later({ticks} / 64, f.set_result, name)\nlog(await f)', f'f = asyncio.ensure_future(inner(name, {ticks}, 3))\nf.add_done_callback(lambda f: log("cb", f.cancelled() or f.result()))\nawait asyncio.sleep({more} / 64)', 'log(await asyncio.wait_for(asyncio.shield(inner(name, 1, "sh")), None))', f'async with asyncio.timeout(None) as tm:\n    tm.reschedule(asyncio.get_running_loop().time() + {more} / 64)\n    await asyncio.sleep({ticks} / 64)\n    log(tm.expired())']))
            case 46:
                self.caught('', 'Exception', "'error', repr(e)", 2)
            case _:
                with block(f'if w.now() {dice.pick("< >")} {ticks}:'):
                    self.body(2)


def program(writer):
    """A few workers that race through one world."""
    dice = writer.dice
    writer.line(f'HANDLED = {dice.pick("True False False")}')
    writer.line(PRELUDE.rstrip())
    workers = dice.between(2, 5)
    for number in range(workers):
        w = Worker(writer, workers)
        with writer.block(f'async def worker{number}(w, name):'):
            w.body(6)
            writer.line("return name + ' result'")
    writer.line(f"asyncio.run(race([{', '.join(f'worker{i}' for i in range(workers))}]))")
