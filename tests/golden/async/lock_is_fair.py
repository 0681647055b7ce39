import asyncio
async def use(lock, n):
    async with lock:
        print("in", n)
        await asyncio.sleep(0)
        print("out", n)
async def main():
    lock = asyncio.Lock()
    print(lock.locked(), await lock.acquire(), lock.locked())
    ts = [asyncio.create_task(use(lock, i)) for i in range(3)]
    await asyncio.sleep(0)
    lock.release()
    late = asyncio.create_task(use(lock, "late"))
    await asyncio.gather(*ts, late)
    try:
        lock.release()
    except RuntimeError as e:
        print(e)
asyncio.run(main())
