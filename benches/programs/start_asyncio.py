# group: start
# what: asyncio hello world
# milliseconds: 4
import asyncio


async def main():
    print("hello")


asyncio.run(main())
