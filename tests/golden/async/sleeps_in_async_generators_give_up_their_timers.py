import asyncio


async def stream():
    try:
        await asyncio.sleep(2 / 64)
        yield 1
    finally:
        print("closed")


async def reader():
    async for _ in stream():
        pass


async def late(name, ticks):
    await asyncio.sleep(ticks / 64)
    print(name)


async def main():
    # Timers that are given up leave the heap at once where they are first in it, and the order of equal ones depends on what was in it.
    other = asyncio.create_task(late("last", 4))
    task = asyncio.create_task(reader())
    await asyncio.sleep(1 / 64)
    task.cancel()
    await asyncio.wait([task])
    asyncio.get_running_loop().call_later(4 / 64, print).cancel()
    await asyncio.gather(late("a", 1), late("b", 1), late("c", 1), other)


asyncio.run(main())
