class C:
    @a
    @b.c
    async def f(self): return [await x async for x in y]
