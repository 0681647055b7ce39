async def f(o, g):
    a = await g(1)
    b = await o.m(a, b=2)
    c = await o
    async with o as d:
        async for e in d:
            yield e
    xs = [x async for x in o if await x]
