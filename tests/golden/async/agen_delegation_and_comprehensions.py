import asyncio
async def numbers(n):
    for i in range(n):
        yield i
        await asyncio.sleep(0)
async def doubled(src):
    async for x in src:
        yield x * 2
async def main():
    print([x async for x in doubled(doubled(numbers(3)))])
    print([y for x in [1, 2] for y in [await val(x), 0]], [await val(x) for x in range(2)])
    g = (x + 1 async for x in numbers(3))
    print(type(g).__name__, [x async for x in g])
    h = (await val(x) for x in range(2))
    print(type(h).__name__, [x async for x in h])
    print([[z async for z in numbers(y)] for y in range(3)])
    print({k: await val(k) async for k in numbers(2) if await val(True)})
async def val(x):
    await asyncio.sleep(0)
    return x
asyncio.run(main())
