import asyncio
async def gen():
    yield 1
    await asyncio.sleep(0.01)
    yield 2
async def main():
    g = gen()
    print(await anext(g))
    t = asyncio.create_task(g.__anext__())
    await asyncio.sleep(0)
    for call in (lambda: g.__anext__(), lambda: g.aclose(), lambda: g.athrow(ValueError)):
        try:
            await call()
        except RuntimeError as e:
            print(e)
    print(await t)
asyncio.run(main())
