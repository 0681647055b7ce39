import asyncio
async def main():
    c = asyncio.Condition()
    box = []
    async def consumer():
        async with c:
            print(await c.wait_for(lambda: len(box) >= 2 and "enough"))
    t = asyncio.create_task(consumer())
    for i in range(2):
        await asyncio.sleep(0)
        async with c:
            box.append(i)
            c.notify()
    await t
    async def waiter(n):
        async with c:
            try:
                await c.wait()
                print("ok", n)
            except asyncio.CancelledError:
                print("cancelled holding the lock:", c.locked())
                raise
    a, b = asyncio.create_task(waiter("a")), asyncio.create_task(waiter("b"))
    await asyncio.sleep(0)
    a.cancel()
    await asyncio.sleep(0)
    async with c: c.notify()
    print(await asyncio.gather(a, b, return_exceptions=True))
asyncio.run(main())
