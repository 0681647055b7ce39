import asyncio, contextvars
v = contextvars.ContextVar("v", default=0)
async def agen():
    for i in range(2):
        v.set(v.get() + 1)
        yield v.get()
async def main():
    async for x in agen():
        print("gen", x, v.get())
    async def child(n):
        v.set(n)
    async with asyncio.TaskGroup() as tg:
        tg.create_task(child(50))
    print(v.get())
    await asyncio.wait_for(child(60), 1)
    print("wait_for runs the coroutine here:", v.get())
    await asyncio.gather(child(70))
    print("gather makes tasks:", v.get())
asyncio.run(main())
