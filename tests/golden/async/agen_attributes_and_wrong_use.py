import asyncio
async def gen():
    yield 1
    await asyncio.sleep(0)
    yield 2
g = gen()
print(g.__name__, g.ag_running, g.ag_await, g.ag_frame.f_lineno, g.ag_code.co_name, type(g).__name__, g.ag_suspended)
for code in ("iter(g)", "next(g)", "[x for x in g]", "g.__await__", "g.send(1)"):
    try:
        eval(code)
    except Exception as e:
        print(type(e).__name__, e)
async def main():
    try:
        await g
    except TypeError as e:
        print(e)
    try:
        async for x in [1]: pass
    except TypeError as e:
        print(e)
    class BadIter:
        def __aiter__(self): return 5
    try:
        async for x in BadIter(): pass
    except TypeError as e:
        print(e)
    class BadNext:
        def __aiter__(self): return self
        def __anext__(self): return 5
    try:
        async for x in BadNext(): pass
    except TypeError as e:
        print(e)
    a = g.__anext__()
    b = g.__anext__()
    print(await a)
    try:
        await a
    except RuntimeError as e:
        print(e)
    print(await b)
asyncio.run(main())
