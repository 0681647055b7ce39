import asyncio
async def c(): return 1
def factory(loop, coro, **kw):
    print("factory", coro.__name__, sorted(k for k in kw if kw[k] is not None))
    return asyncio.Task(coro, loop=loop, **kw)
async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_task_factory())
    loop.set_task_factory(factory)
    t = asyncio.create_task(c(), name="n")
    print(await t, t.get_name())
    print(await asyncio.gather(c(), c()))
    loop.set_task_factory(None)
    await asyncio.create_task(c())
    try:
        loop.set_task_factory(5)
    except TypeError as e:
        print(e)
asyncio.run(main())
