import asyncio
class Iter:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 2: raise StopIteration("value of iterator")
        print("next", self.n)
        return None
class Aw:
    def __await__(self): return Iter()
class AwList:
    def __await__(self): return iter([None, None])
async def main():
    print(await Aw())
    print(await AwList())
    async def inner():
        yield 1
    print([x async for x in inner()])
asyncio.run(main())
