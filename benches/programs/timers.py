# group: tasks
# what: 100,000 timers
# target: 10.0
import asyncio


async def sleeper(n):
    await asyncio.sleep((n % 100) / 1000)
    return 1


async def main(n):
    return sum(await asyncio.gather(*(sleeper(i) for i in range(n))))


print(asyncio.run(main(100_000)))
