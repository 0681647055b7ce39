# group: tasks
# what: 100,000 suspensions under 100 awaits
# target: 80.0
import asyncio


async def down(depth, n):
    if depth:
        return await down(depth - 1, n)
    for _ in range(n):
        await asyncio.sleep(0)
    return n


print(asyncio.run(down(100, 100_000)))
