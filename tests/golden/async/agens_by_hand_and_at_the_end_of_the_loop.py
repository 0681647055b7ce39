import asyncio
async def gen():
    try:
        yield 1
        yield 2
    except BaseException as e:
        print("gen got", type(e).__name__); raise
async def main():
    g = gen()
    async for x in g:
        print(x); break
    try: await g.athrow(KeyError("t"))
    except KeyError as e: print(repr(e))
    g = gen(); await anext(g); print(await g.asend(None))
    try: await g.asend(None)
    except StopAsyncIteration as e: print("SAI", e.args)
    g = gen(); await anext(g)
    t = asyncio.create_task(g.aclose()); await t; print("closed")
    async def cancelled_inside():
        try: yield await asyncio.sleep(1)
        except asyncio.CancelledError: print("ci"); yield "after cancel"
    g = cancelled_inside(); t = asyncio.create_task(anext(g)) if False else asyncio.create_task(nx(g)); await asyncio.sleep(0); t.cancel(); print(await t); await g.aclose()
    async def delegating():
        async with asyncio.timeout(0.001):
            try: yield 1; await asyncio.sleep(1); yield 2
            finally: print("deleg fin")
    try:
        async for x in delegating(): print(x)
    except TimeoutError: print("TE")
    a = gen(); it = a.__aiter__(); print(it is a)
    s = a.asend(None); 
    try: s.throw(ValueError("into asend"))
    except ValueError as e: print(repr(e))
    try: await a.__anext__()
    except StopAsyncIteration: print("ended")
    b = gen(); s = b.asend(None)
    try: s.send(None)
    except StopIteration as e: print("v", e.value)
    try: s.throw(ValueError)
    except (RuntimeError, ValueError) as e: print(repr(e))
    print(await b.asend(None)); await b.aclose()
    d = anext(gen(), 5); print(type(d).__name__, await d)
    w = anext(gen()).__await__(); 
    try: next(w)
    except StopIteration as e: print(e.value)
async def nx(g): return await anext(g)
asyncio.run(main())
