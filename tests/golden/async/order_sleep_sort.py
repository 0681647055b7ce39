import asyncio
async def item(x):
    await asyncio.sleep(x / 200)
    print(x)
async def main():
    await asyncio.gather(*map(item, [5, 1, 4, 2, 3]))
asyncio.run(main())
