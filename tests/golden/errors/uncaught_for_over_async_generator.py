import asyncio


async def ticks():
    yield 1


async def main():
    for x in ticks():
        pass


asyncio.run(main())
