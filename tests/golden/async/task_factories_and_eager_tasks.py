import asyncio
class T(asyncio.Task):
    def __init__(self, *a, **k): super().__init__(*a, **k); print("made", self.get_name() if not self.get_name().startswith("Task-") else "numbered")
async def f(n): await asyncio.sleep(0); return n
async def main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(lambda l, c, **k: (print("fac", sorted(k)), T(c, loop=l, **k))[1]); print(loop.get_task_factory() is not None)
    t = asyncio.create_task(f(1), name="nm"); print(type(t).__name__, await t, t.get_name())
    print(await asyncio.gather(f(2), f(3)))
    async with asyncio.TaskGroup() as tg: t = tg.create_task(f(4), name="in tg")
    print(t.get_name(), t.result())
    loop.set_task_factory(None)
    try: loop.set_task_factory(3)
    except TypeError as e: print(e)
    loop.set_task_factory(asyncio.eager_task_factory)
    log = []
    async def e(n, wait):
        log.append((n, asyncio.current_task().get_name() if 0 else "run"))
        if wait: await asyncio.sleep(0)
        log.append((n, "end")); return n
    t = asyncio.create_task(e(1, False), name="x"); log.append("after"); print(t.done(), t.result(), log, repr(t)[:30])
    log.clear(); t = asyncio.create_task(e(2, True)); log.append("after"); print(t.done()); print(await t, log)
    async def bad(): raise ValueError("eager")
    t = asyncio.create_task(bad()); print(t.done(), repr(t.exception()))
    async def cur(): return asyncio.current_task()
    t = asyncio.create_task(cur()); print(t.result() is t, asyncio.current_task() is not t)
    async def canc(): asyncio.current_task().cancel(); await asyncio.sleep(0)
    t = asyncio.create_task(canc()); print(t.done())
    try: await t
    except asyncio.CancelledError: print("c")
    async with asyncio.TaskGroup() as tg:
        ts = [tg.create_task(e(i, i % 2)) for i in range(4)]
    print([t.result() for t in ts])
    print(await asyncio.gather(e(1, 0), e(2, 1)), await asyncio.wait_for(e(5, 1), 1))
    def exit_(): raise SystemExit
    async def nested(n): return n if not n else await asyncio.create_task(nested(n - 1))
    print(await nested(20))
    loop.set_task_factory(asyncio.create_eager_task_factory(T)); t = asyncio.create_task(f(9)); print(await t, type(t).__name__)
    print(asyncio.all_tasks() == {asyncio.current_task()})
asyncio.run(main())
