import asyncio, inspect, types
async def c(): return 3
async def ag(): yield
class Aw:
    def __await__(self):
        yield
        return "aw"
async def main():
    t = asyncio.ensure_future(c())
    print(asyncio.ensure_future(t) is t, await t, await asyncio.ensure_future(Aw()))
    try:
        asyncio.ensure_future(5)
    except TypeError as e:
        print(e)
    co = c()
    print(asyncio.iscoroutine(co), asyncio.iscoroutine(c), asyncio.iscoroutinefunction(c), asyncio.iscoroutinefunction(ag))
    print(inspect.iscoroutine(co), inspect.isawaitable(Aw()), inspect.isawaitable(co), inspect.isasyncgenfunction(ag), inspect.isasyncgen(ag()), inspect.isgenerator(co))
    print(isinstance(co, types.CoroutineType), inspect.getcoroutinestate(co))
    await co
    print(inspect.getcoroutinestate(co))
asyncio.run(main())
