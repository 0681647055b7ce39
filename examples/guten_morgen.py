import asyncio


async def main():
    print("Guten ...")
    await asyncio.sleep(1)
    print("... morgen!")


asyncio.run(main())
