import asyncio
async def leaf(x):
    await asyncio.sleep(0)
    return x
async def main():
    f = asyncio.Future(); f.set_result("f")
    print(await asyncio.gather(leaf(1), asyncio.gather(leaf(2), leaf(3)), f, asyncio.create_task(leaf(4)), asyncio.sleep(0, "s")))
    async def tree(d): return d if d == 0 else await asyncio.gather(*(tree(d - 1) for _ in range(2)))
    print(await tree(3))
    g = asyncio.gather(leaf(1), fail())
    try:
        await g
    except ValueError as e:
        print(e, g.done(), repr(g.exception()))
    try:
        await asyncio.gather(fail(), fail2())
    except Exception as e:
        print("first to fail:", repr(e))
async def fail():
    await asyncio.sleep(0); await asyncio.sleep(0)
    raise ValueError("slow failure")
async def fail2(): raise KeyError("quick failure")
asyncio.run(main())
