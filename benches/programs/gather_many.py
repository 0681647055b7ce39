# group: tasks
# what: gather of 100,000
# target: 10.0
import asyncio


async def child(n):
    await asyncio.sleep(0)
    return n


async def main(n):
    return sum(await asyncio.gather(*(child(i) for i in range(n))))


print(asyncio.run(main(100_000)))
