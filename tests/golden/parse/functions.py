def f(a, /, b: int = 1, *args, c, d=2, **kw) -> None:
    return a, b
lambda x, *y, z=1: x
async def g():
    await h
    yield 1
