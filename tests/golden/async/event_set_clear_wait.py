import asyncio
async def wait(e, n):
    print("result", n, await e.wait())
async def main():
    e = asyncio.Event()
    ts = [asyncio.create_task(wait(e, i)) for i in range(2)]
    await asyncio.sleep(0)
    e.set()
    e.clear()
    print("is_set", e.is_set())
    await asyncio.gather(*ts)
    e.set()
    print(await e.wait(), "at once")
    e.clear()
    t = asyncio.create_task(wait(e, "cancelled"))
    await asyncio.sleep(0)
    t.cancel()
    await asyncio.wait([t])
    e.set()
    print(t.cancelled())
asyncio.run(main())
