import asyncio
async def use(s, n):
    await s.acquire()
    print("acquired", n)
async def main():
    s = asyncio.Semaphore(0)
    ts = [asyncio.create_task(use(s, i)) for i in range(3)]
    await asyncio.sleep(0)
    s.release()
    ts[0].cancel()
    await asyncio.sleep(0); await asyncio.sleep(0)
    print([t.done() for t in ts], s.locked())
    s.release()
    await asyncio.gather(*ts, return_exceptions=True)
    print(s.locked())
asyncio.run(main())
