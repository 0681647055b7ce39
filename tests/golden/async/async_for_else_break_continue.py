import asyncio
class It:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        if self.n == 0: raise StopAsyncIteration
        self.n -= 1
        await asyncio.sleep(0)
        return self.n
async def main():
    async for x in It(3):
        if x == 1: continue
        print(x)
    else:
        print("else")
    async for x in It(3):
        if x == 1: break
    else:
        print("never")
    async def f():
        async for x in It(5):
            try:
                return x
            finally:
                print("finally in loop")
    print(await f())
    async def raises():
        raise ValueError("in anext")
        yield
    try:
        async for _ in raises(): pass
    except ValueError as e:
        print(e)
asyncio.run(main())
