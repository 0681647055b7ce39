import asyncio
class M:
    def __init__(self, n, swallow=False): self.n, self.swallow = n, swallow
    async def __aenter__(self):
        await asyncio.sleep(0)
        print("enter", self.n)
        return self
    async def __aexit__(self, t, v, tb):
        await asyncio.sleep(0)
        print("exit", self.n, t and t.__name__)
        return self.swallow
async def main():
    async with M("a") as a, M("b", True):
        print(a.n)
        raise ValueError
    async with (M("c"), M("d") as d):
        print(d.n)
    async def f():
        async with M("r"): return "returned"
    print(await f())
    for bad in (5, open):
        try:
            async with bad: pass
        except TypeError as e:
            print(e)
    class Sync:
        def __enter__(self): pass
        def __exit__(self, *a): pass
    try:
        async with Sync(): pass
    except TypeError as e:
        print(e)
    class NotAw:
        def __aenter__(self): return 5
        async def __aexit__(self, *a): pass
    try:
        async with NotAw(): pass
    except TypeError as e:
        print(e)
asyncio.run(main())
