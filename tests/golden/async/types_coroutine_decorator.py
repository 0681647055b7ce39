import types, asyncio, inspect
@types.coroutine
def gen(x):
    yield
    return x * 2
@types.coroutine
def plain(): return gen(5)
async def main():
    print(await gen(4), await plain())
    print(inspect.isawaitable(gen(1)), inspect.iscoroutine(gen(1)), inspect.iscoroutinefunction(gen))
asyncio.run(main())
g = gen(1)
print(type(g).__name__)
def outer():
    r = yield from gen(3)
    return r
o = outer()
next(o)
try:
    next(o)
except StopIteration as e:
    print(e.value)
