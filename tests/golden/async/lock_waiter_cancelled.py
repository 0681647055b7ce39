import asyncio
async def use(lock, n):
    async with lock:
        print("has", n)
async def main():
    lock = asyncio.Lock()
    await lock.acquire()
    ts = [asyncio.create_task(use(lock, i)) for i in range(4)]
    await asyncio.sleep(0)
    ts[0].cancel(); ts[2].cancel()
    lock.release()
    print(await asyncio.gather(*ts, return_exceptions=True))
    await lock.acquire()
    ts = [asyncio.create_task(use(lock, i)) for i in range(2)]
    await asyncio.sleep(0)
    lock.release()
    ts[0].cancel()
    print(await asyncio.gather(*ts, return_exceptions=True), lock.locked())
asyncio.run(main())
