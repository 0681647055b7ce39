# Cheat sheet: async with, here on a manager made from an async generator.
import asyncio
import contextlib


@contextlib.asynccontextmanager
async def opened(name):
    await asyncio.sleep(0.01)
    print("open", name)
    try:
        yield [f"{name}:1", f"{name}:2"]
    finally:
        await asyncio.sleep(0.01)
        print("close", name)


async def main():
    async with opened("a.txt") as a, opened("b.txt") as b:
        print(a + b)


asyncio.run(main())
