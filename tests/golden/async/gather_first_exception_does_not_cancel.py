import asyncio
async def bad():
    await asyncio.sleep(0.05)
    raise ValueError("bad")
async def good():
    await asyncio.sleep(0.4)
    print("good finished all the same")
async def main():
    g = asyncio.create_task(good())
    try:
        await asyncio.gather(bad(), g)
    except ValueError as e:
        print(e, g.done())
    await g
asyncio.run(main())
