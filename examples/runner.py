import asyncio


async def main():
    await asyncio.sleep(1)
    print("hey! whats up?")


with asyncio.Runner() as runner:
    runner.run(main())
