# Tasks that give up their turn by sleep(0) hand over to each other: contexts, finalisers, cancellation, stop and eager tasks stay in order.
import asyncio, contextvars, gc, sys

var = contextvars.ContextVar("var", default="none")
log = []

class Noisy:
    def __init__(self, name): self.name = name
    def __del__(self): log.append(("del", self.name, var.get(), getattr(asyncio.current_task(), "get_name", lambda: None)()))

async def worker(name, n, fail=None):
    var.set(name)
    for i in range(n):
        assert var.get() == name
        assert asyncio.current_task().get_name() == name, (name, asyncio.current_task())
        log.append((name, i))
        x = Noisy(f"{name}{i}")
        await asyncio.sleep(0)
        del x
        if fail == i:
            raise ValueError(f"{name} fails at {i}")
    return name

async def selfcancel():
    t = asyncio.current_task()
    t.cancel("me")
    try:
        await asyncio.sleep(0)
    except asyncio.CancelledError as e:
        log.append(("cancelled", e.args, t.cancelling()))
        t.uncancel()
    await asyncio.sleep(0)
    return "survived"

async def deep(n):
    if n:
        try:
            return await deep(n - 1)
        finally:
            log.append(("unwound", n))
    for _ in range(3):
        await asyncio.sleep(0)
    raise KeyError("deep")

async def starter():
    ts = []
    for i in range(3):
        ts.append(asyncio.create_task(worker(f"s{i}", i + 1), name=f"s{i}"))
        await asyncio.sleep(0)
    return await asyncio.gather(*ts)

async def agen():
    for i in range(4):
        await asyncio.sleep(0)
        yield i

async def consume():
    return [x async for x in agen()]

class Aw:
    def __await__(self):
        yield
        yield
        return "aw"

async def byhand():
    return await Aw()

async def main():
    names = ["a", "b", "c"]
    ts = [asyncio.create_task(worker(n, 3, 1 if n == "b" else None), name=n) for n in names]
    ts += [asyncio.create_task(selfcancel(), name="sc"), asyncio.create_task(deep(4), name="deep"),
           asyncio.create_task(starter(), name="starter"), asyncio.create_task(consume(), name="consume"), asyncio.create_task(byhand(), name="bh")]
    loop = asyncio.get_running_loop()
    loop.call_soon(lambda: log.append("call_soon"))
    t = asyncio.create_task(asyncio.sleep(0, "slept"), name="plain")
    await asyncio.sleep(0)
    ts[2].cancel("from main")
    r = await asyncio.gather(*ts, t, return_exceptions=True)
    print([repr(x) for x in r])
    print(var.get())
    h = loop.call_later(0.001, log.append, "timer")
    for _ in range(3):
        await asyncio.sleep(0)
    await asyncio.sleep(0.01)
    loop.call_soon(loop.stop)
    await asyncio.sleep(0)
    log.append("after stop")
    await asyncio.sleep(0)
    log.append("after stop 2")

loop = asyncio.new_event_loop()
t = loop.create_task(main())
try:
    loop.run_until_complete(t)
except RuntimeError as e:
    print("stopped:", e)
loop.run_until_complete(t)
loop.close()
for x in log: print(x)
log.clear()

async def eager_main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(asyncio.eager_task_factory)
    async def e(n):
        log.append(("e", n, asyncio.current_task().get_name()))
        await asyncio.sleep(0)
        log.append(("e2", n, asyncio.current_task().get_name()))
        t = asyncio.create_task(f(n), name=f"f{n}")
        await asyncio.sleep(0)
        await t
    async def f(n):
        log.append(("f", n, asyncio.current_task().get_name()))
        await asyncio.sleep(0)
        log.append(("f2", n, asyncio.current_task().get_name()))
    ts = [asyncio.create_task(e(i), name=f"e{i}") for i in range(3)]
    log.append(("main", asyncio.current_task().get_name()[:4]))
    for _ in range(6): await asyncio.sleep(0)
    await asyncio.gather(*ts)
asyncio.run(eager_main())
for x in log: print(x)
