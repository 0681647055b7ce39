# Cheat sheet: async for over a stream, here an async generator.
import asyncio


async def stream(lines):
    for line in lines:
        await asyncio.sleep(0.01)
        yield line


async def main():
    async for line in stream(["one", "two", "three"]):
        print(line)
    print([line.upper() async for line in stream("abc")])


asyncio.run(main())
