import asyncio


async def main():
    await asyncio.sleep(1)
    print("hey! how are are you?")


asyncio.run(main())
