import asyncio


async def items():
    return [1]


async def main():
    for x in items():
        pass


asyncio.run(main())
