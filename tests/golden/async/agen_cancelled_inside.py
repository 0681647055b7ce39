import asyncio
async def gen():
    try:
        yield 1
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print("gen cancelled")
        raise
    finally:
        print("gen finally")
async def consume():
    async for x in gen():
        print("item", x)
async def main():
    t = asyncio.create_task(consume())
    await asyncio.sleep(0.01)
    t.cancel()
    print(await asyncio.gather(t, return_exceptions=True))
asyncio.run(main())
