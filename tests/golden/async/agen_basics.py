import asyncio
async def gen(n):
    try:
        for i in range(n):
            await asyncio.sleep(0)
            got = yield i
            if got: print("got", got)
    finally:
        print("finally")
async def main():
    async for x in gen(2): print(x)
    print([x async for x in gen(3) if x % 2 == 0], {x: x async for x in gen(1)}, {x async for x in gen(1)})
    g = gen(5)
    print(await g.__anext__(), await g.asend("hello"), await anext(g))
    await g.aclose()
    print(await anext(g, "default"))
    try:
        await anext(g)
    except StopAsyncIteration as e:
        print(repr(e))
asyncio.run(main())
