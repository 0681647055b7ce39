# Cheat sheet: as_completed hands out tasks in the order in which they end.
import asyncio


async def job(name, delay):
    await asyncio.sleep(delay)
    return name


async def main():
    delays = {"slow": 0.06, "quick": 0.01, "middle": 0.03}
    tasks = [asyncio.create_task(job(name, delay)) for name, delay in delays.items()]
    async for res in asyncio.as_completed(tasks):
        print(res in tasks, await res)
    for next_one in asyncio.as_completed([job("b", 0.02), job("a", 0.01)]):
        print(await next_one)


asyncio.run(main())
