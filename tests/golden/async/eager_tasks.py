import asyncio
async def quick():
    print("runs at once", asyncio.current_task().get_name())
    return 1
async def slow():
    print("starts")
    await asyncio.sleep(0)
    print("goes on")
    return 2
async def main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(asyncio.eager_task_factory)
    t = asyncio.create_task(quick(), name="q")
    print("done already", t.done(), asyncio.current_task().get_name())
    s = asyncio.create_task(slow())
    print("not done", s.done())
    print(await t, await s)
    async def boom(): raise ValueError("eager")
    b = asyncio.create_task(boom())
    print(b.done(), repr(b.exception()))
asyncio.run(main())
