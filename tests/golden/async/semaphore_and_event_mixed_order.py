import asyncio
async def main():
    s, e, log = asyncio.Semaphore(1), asyncio.Event(), []
    async def a():
        async with s:
            log.append("a in")
            await e.wait()
            log.append("a out")
    async def b(n):
        async with s: log.append(n)
    ts = [asyncio.create_task(x) for x in (a(), b("b1"), b("b2"))]
    await asyncio.sleep(0)
    e.set()
    late = asyncio.create_task(b("late"))
    await asyncio.gather(*ts, late)
    print(log)
    b2 = asyncio.BoundedSemaphore(2)
    async with b2:
        print(b2.locked(), b2._value)
    print(b2._value)
asyncio.run(main())
