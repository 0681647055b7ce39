import asyncio
async def gen():
    try:
        while True:
            try:
                yield "y"
            except ValueError as e:
                print("caught", e)
                yield "after"
    finally:
        await asyncio.sleep(0)
        print("async cleanup")
async def main():
    g = gen()
    print(await anext(g), await g.athrow(ValueError("v")), await anext(g))
    try:
        await g.athrow(KeyError("k"))
    except KeyError as e:
        print(repr(e))
    print(await g.aclose())
    async def bad():
        try:
            yield 1
        except GeneratorExit:
            yield 2
    b = bad(); await anext(b)
    try:
        await b.aclose()
    except RuntimeError as e:
        print(e)
    n = gen()
    await n.aclose()
    try:
        await n.asend(None)
    except StopAsyncIteration:
        print("closed before start")
    s = gen()
    try:
        await s.asend(5)
    except TypeError as e:
        print(e)
asyncio.run(main())
