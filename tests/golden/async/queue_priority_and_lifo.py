import asyncio
async def main():
    p, l = asyncio.PriorityQueue(), asyncio.LifoQueue()
    for x in (3, 1, 2):
        p.put_nowait((x, "item"))
        await l.put(x)
    print([p.get_nowait() for _ in range(3)], [await l.get() for _ in range(3)])
    print(repr(asyncio.Queue(3)).split(" at ")[0], str(l).split(">")[0].split("maxsize")[1])
asyncio.run(main())
