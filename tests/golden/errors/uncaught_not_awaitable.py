import asyncio


def plain():
    return 5


async def main():
    await plain()


asyncio.run(main())
