import asyncio
async def main():
    c = asyncio.Condition()
    async def waiter():
        async with c:
            try:
                await c.wait()
                print("woken")
            except asyncio.CancelledError:
                print("cancelled with lock", c.locked())
                raise
    t = asyncio.create_task(waiter())
    await asyncio.sleep(0)
    async with c:
        c.notify()
        await asyncio.sleep(0)
        t.cancel()
        await asyncio.sleep(0)
        print("still mine", t.done())
    print(await asyncio.gather(t, return_exceptions=True), c.locked())
asyncio.run(main())
