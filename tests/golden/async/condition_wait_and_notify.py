import asyncio
async def wait(c, n):
    async with c:
        print("waits", n)
        await c.wait()
        print("woken", n, c.locked())
async def main():
    c = asyncio.Condition()
    ts = [asyncio.create_task(wait(c, i)) for i in range(4)]
    await asyncio.sleep(0)
    async with c:
        c.notify(2)
        print("notified two")
    await asyncio.sleep(0); await asyncio.sleep(0); await asyncio.sleep(0)
    async with c:
        c.notify_all()
    await asyncio.gather(*ts)
    for f in (c.notify, c.notify_all):
        try:
            f()
        except RuntimeError as e:
            print(e)
    try:
        await c.wait()
    except RuntimeError as e:
        print(e)
asyncio.run(main())
