# group: tasks
# what: 100,000 switches between two tasks, each under 100 awaits
# target: 40.0
import asyncio


async def down(depth, n):
    if depth:
        return await down(depth - 1, n)
    for _ in range(n):
        await asyncio.sleep(0)
    return n


async def main():
    return sum(await asyncio.gather(down(100, 50_000), down(100, 50_000)))


print(asyncio.run(main()))
