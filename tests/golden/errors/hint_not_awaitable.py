# status: 1
import asyncio


def number():
    return None


async def main():
    await number()


asyncio.run(main())
