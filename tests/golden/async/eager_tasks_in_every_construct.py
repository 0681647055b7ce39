import asyncio
log = []
async def deep(n):
    log.append(("in", n))
    if n: await asyncio.create_task(deep(n - 1), name=f"d{n}")
    else: await asyncio.sleep(0)
    log.append(("out", n))
async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    await deep(3); print(log); log.clear()
    me = asyncio.current_task()
    async def who(): log.append(asyncio.current_task() is not me); await asyncio.sleep(0); log.append(asyncio.current_task() is not me)
    t = asyncio.create_task(who()); log.append(asyncio.current_task() is me); await t; print(log); log.clear()
    import contextvars; v = contextvars.ContextVar("v", default=0)
    async def setv(): v.set(5); return v.get()
    print(await asyncio.create_task(setv()), v.get())
    async def kid(): raise KeyboardInterrupt
    try: asyncio.create_task(kid())
    except KeyboardInterrupt: print("KI direct")
    async def ex(): raise ValueError("e")
    try:
        async with asyncio.TaskGroup() as tg: tg.create_task(ex()); log.append("unreached?")
    except* ValueError as g: print(repr(g), log)
    log.clear()
    async with asyncio.timeout(0.01): t = asyncio.create_task(asyncio.sleep(0.001, "s")); print(t.done(), await t)
    t = asyncio.create_task(asyncio.sleep(1)); print(t.done()); t.cancel(); print((await asyncio.gather(t, return_exceptions=True)))
    f = asyncio.get_running_loop().create_future()
    async def wf(): return await f
    t = asyncio.create_task(wf()); f.set_result("x"); print(t.done(), await t)
    t = asyncio.create_task(setv(), name="nm"); print(t.get_name(), t.get_coro(), t.cancel(), t.cancelled())
    d, p = await asyncio.wait([asyncio.create_task(setv()), asyncio.create_task(wf())]); print(len(d), len(p))
asyncio.run(main())
