# group: tasks
# what: spawn and await 300,000 tasks
# target: 15.0
import asyncio


async def child(n):
    return n & 1


async def main(n):
    total = 0
    for i in range(n):
        total += await asyncio.create_task(child(i))
    return total


print(asyncio.run(main(300_000)))
