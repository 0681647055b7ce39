import asyncio
async def v(x):
    await asyncio.sleep(0)
    return x
class C:
    async def m(self, *a, **k): return a, k
async def main():
    print(await v(1) + await v(2), [await v(1), await v(2)], {await v("k"): await v("w")}, (await v([5]))[await v(0)], f"{await v(3)!r:>{await v(4)}}")
    if await v(True) and not await v(False): print("cond")
    while await v(0): pass
    x = await v(1) if await v(1) else await v(2)
    print(x, await C().m(await v(1), *await v([2]), k=await v(3), **await v({"z": 4})), -await v(2), await v(2) ** 3, not await v(0))
    assert await v(1), await v("no")
    d = {}
    d[await v("a")] = await v("b")
    d["n"] = 1
    d["n"] += await v(5)
    print(d, await v(1) < await v(2) < await v(3), (await v(lambda: "called"))())
    try:
        raise await v(KeyError("raised"))
    except KeyError as e: print(repr(e))
    with await v(__import__("contextlib").nullcontext(7)) as n: print(n)
    for i in await v([1, 2]): print(i, end=" ")
    print()
    l = lambda: v(9)
    print(await l(), [a async for a in agen(await v(2))])
    return await v("returned")
async def agen(n):
    for i in range(n): yield await v(i)
print(asyncio.run(main()))
