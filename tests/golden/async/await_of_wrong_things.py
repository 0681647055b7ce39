import asyncio
class NotIter:
    def __await__(self): return 5
class Coro:
    def __await__(self): return c()
async def c(): return 1
class Raises:
    def __await__(self): raise KeyError("in __await__")
def gen(): yield
async def main():
    for x in (5, None, gen(), NotIter(), Coro(), Raises(), c, [c]):
        try:
            await x
        except Exception as e:
            print(type(e).__name__, e)
import warnings
warnings.simplefilter("ignore")
asyncio.run(main())
