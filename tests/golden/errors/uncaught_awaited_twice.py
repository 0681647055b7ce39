import asyncio


async def work():
    pass


async def main():
    c = work()
    await c
    await c


asyncio.run(main())
