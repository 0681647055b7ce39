# group: tasks
# what: a million sleep(0) switches among 10,000 tasks
# target: 20.0
import asyncio


async def spin(n):
    for _ in range(n):
        await asyncio.sleep(0)
    return n


async def main():
    tasks = [asyncio.create_task(spin(100)) for _ in range(10_000)]
    total = 0
    for task in tasks:
        total += await task
    return total


print(asyncio.run(main()))
