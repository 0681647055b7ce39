# group: tasks
# what: wait_for and timeout loops
# target: 10.0
import asyncio


async def quick(n):
    await asyncio.sleep(0)
    return n


async def main(n):
    total = 0
    for i in range(n):
        total += await asyncio.wait_for(quick(i), 100)
        async with asyncio.timeout(100):
            total += await quick(1)
    return total


print(asyncio.run(main(60_000)))
