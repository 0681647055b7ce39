# Whoever ends, fails, is woken or leaves the loop after turns that passed between tasks is the right one.
import asyncio, sys, traceback, types

async def spin(n, name):
    for i in range(n):
        await asyncio.sleep(0)
    return name

async def leaver(n):
    await spin(n, "x")
    raise SystemExit(f"left after {n}")

async def waiter(ev):
    await ev.wait()
    for _ in range(3): await asyncio.sleep(0)
    return "woken"

async def m1():
    a = asyncio.create_task(spin(5, "a")); b = asyncio.create_task(leaver(3))
    await asyncio.gather(a, b)
try:
    asyncio.run(m1())
except SystemExit as e:
    print("exit", e)

async def m2():
    loop = asyncio.get_running_loop()
    ev = asyncio.Event()
    ts = [asyncio.create_task(waiter(ev)) for _ in range(3)]
    await asyncio.sleep(0)
    loop.set_debug(True)
    await spin(2, "")
    loop.set_debug(False)
    ev.set()
    await spin(2, "")
    try:
        async with asyncio.timeout(0.01):
            while True:
                await asyncio.sleep(0)
    except TimeoutError:
        print("timeout")
    print(await asyncio.gather(*ts))
    # A future completed between
    f = loop.create_future()
    async def setter():
        await asyncio.sleep(0)
        f.set_result(7)
        await asyncio.sleep(0)
        return "set"
    s = asyncio.create_task(setter())
    print(await f, await s)
    # current_task swap
    async with asyncio.TaskGroup() as tg:
        x = tg.create_task(spin(4, "x")); y = tg.create_task(spin(2, "y"))
        for _ in range(3):
            await asyncio.sleep(0)
            print(len(asyncio.all_tasks()), x.done(), y.done())
    print(x.result(), y.result())
asyncio.run(m2())

@types.coroutine
def bare():
    got = yield
    return got

async def m3():
    async def one():
        r = []
        for _ in range(3):
            r.append(await bare())
            await asyncio.sleep(0)
        return r
    async def two():
        out = []
        g = one()
        # driven by hand inside a task: sleep(0) yields None to us
        try:
            while True:
                out.append(g.send(None))
                await asyncio.sleep(0)
        except StopIteration as e:
            out.append(e.value)
        return out
    print(await asyncio.gather(one(), two(), spin(3, "s")))
    async def failing(n):
        try:
            await spin(n, "")
            1 / 0
        finally:
            await asyncio.sleep(0)
            await asyncio.sleep(0)
    ts = [asyncio.create_task(failing(i)) for i in range(4)]
    done, pending = await asyncio.wait(ts, return_when=asyncio.FIRST_EXCEPTION)
    print(len(done), len(pending))
    for t in pending: t.cancel()
    print([type(r).__name__ for r in await asyncio.gather(*ts, return_exceptions=True)])
    try:
        raise LookupError("outer")
    except LookupError:
        async def inner():
            await asyncio.sleep(0)
            print("inner handles", sys.exc_info()[0])
            try:
                raise TypeError("in task")
            except TypeError as e:
                await asyncio.sleep(0)
                print(repr(sys.exception()), repr(e.__context__))
        t = asyncio.create_task(inner())
        await asyncio.sleep(0)
        print("outer handles", repr(sys.exception()))
        await asyncio.sleep(0)
        await t
        print("outer handles", repr(sys.exception()))
    def deep(n):
        return sys._getframe(n).f_code.co_name
    async def frames():
        await asyncio.sleep(0)
        f = sys._getframe(); names = []
        while f and f.f_code.co_name != "_run": names.append(f.f_code.co_name); f = f.f_back
        return names
    async def outer(): return await frames()
    print([n[:2] if len(n) > 2 else n for n in await asyncio.gather(outer(), frames(), outer())][0][:2])
asyncio.run(m3())

class L(asyncio.SelectorEventLoop):
    def call_soon(self, cb, *a, context=None):
        self.n = getattr(self, "n", 0) + 1
        return super().call_soon(cb, *a, context=context)
with asyncio.Runner(loop_factory=L) as r:
    async def m4():
        await asyncio.gather(spin(5, 1), spin(3, 2))
        return asyncio.get_running_loop().n
    print(r.run(m4()))
def boom():
    sys.setrecursionlimit(200)
    async def rec(n):
        if n == 0:
            await asyncio.sleep(0); await asyncio.sleep(0)
            return 0
        return 1 + await rec(n - 1)
    async def m5():
        try:
            return await asyncio.gather(rec(50), rec(100), rec(500), return_exceptions=True)
        except RecursionError as e: return "rec"
    print([type(x).__name__ for x in asyncio.run(m5())])
boom()
