import asyncio, types
@types.coroutine
def old():
    r = yield from asyncio.sleep(0.001, "slept")
    f = asyncio.get_running_loop().create_future(); asyncio.get_running_loop().call_soon(f.set_result, "fut")
    s = yield from f
    return r, s
async def main():
    print(await old())
    print(await asyncio.gather(old(), old()))
    @types.coroutine
    def bad(x): yield x
    for x in (5, "s", object, (i for i in ())):
        try: await bad(x)
        except RuntimeError as e: print(str(e)[:30])
    f = asyncio.get_running_loop().create_future()
    try: await bad(f)
    except RuntimeError as e: print(str(e)[:40])
    @types.coroutine
    def catch():
        try: yield
        except asyncio.CancelledError as e: return ("caught", e.args)
    async def catches(): return await catch()
    t = asyncio.create_task(catches()); await asyncio.sleep(0); t.cancel("m"); print(await t)
    try: asyncio.create_task(old())
    except TypeError as e: print(str(e)[:40])
    def plain(): yield
    try: await plain()
    except TypeError as e: print(e)
    try: asyncio.create_task(plain())
    except TypeError as e: print(str(e)[:40])
    w = types.coroutine(lambda: iter([1])); 
    try: await w()
    except TypeError as e: print(e)
    class Gen:
        def send(s, v): raise StopIteration("gen")
        def throw(s, *a): raise a[0]
        def close(s): pass
        def __await__(s): return s
        def __iter__(s): return s
        def __next__(s): return s.send(None)
    print(await Gen(), await asyncio.create_task(Gen()))
    other = asyncio.new_event_loop(); f = other.create_future()
    async def wf(): await f
    try: await asyncio.create_task(wf())
    except RuntimeError as e: print(str(e)[:14], str(e)[-30:])
    other.close()
    def deep(n):
        return (yield from deep(n - 1)) if n else (yield from asyncio.sleep(0.001, "deep"))
    print(await types.coroutine(deep)(30))
asyncio.run(main())
