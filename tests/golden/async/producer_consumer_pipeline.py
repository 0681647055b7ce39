import asyncio
async def stage(name, inbox, outbox, f):
    while (x := await inbox.get()) is not None:
        await outbox.put(f(x))
    await outbox.put(None)
    return name
async def main():
    a, b, c = asyncio.Queue(2), asyncio.Queue(1), asyncio.Queue()
    async with asyncio.TaskGroup() as tg:
        ts = [tg.create_task(stage("double", a, b, lambda x: x * 2)), tg.create_task(stage("inc", b, c, lambda x: x + 1))]
        for i in range(6): await a.put(i)
        await a.put(None)
    out = []
    while (x := await c.get()) is not None: out.append(x)
    print(out, [t.result() for t in ts])
asyncio.run(main())
