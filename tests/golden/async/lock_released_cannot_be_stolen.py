import asyncio
async def main():
    lock = asyncio.Lock()
    await lock.acquire()
    async def waiter():
        async with lock:
            print("waiter has it")
    t = asyncio.create_task(waiter())
    await asyncio.sleep(0)
    lock.release()
    print("free for a moment:", lock.locked())
    async with lock:
        print("main again", t.done())
    await t
asyncio.run(main())
