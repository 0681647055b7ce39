import asyncio


async def text():
    return "a"


async def main():
    text().upper()


asyncio.run(main())
