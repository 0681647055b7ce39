import asyncio
async def party(b, n):
    i = await b.wait()
    print("through", n, i, b.n_waiting)
async def main():
    b = asyncio.Barrier(3)
    await asyncio.gather(*(party(b, n) for n in "abc"))
    print(b.parties, b.n_waiting, b.broken)
    async with asyncio.Barrier(1) as pos:
        print("pos", pos)
    t = asyncio.create_task(party(b, "x"))
    await asyncio.sleep(0)
    await b.abort()
    try:
        await t
    except asyncio.BrokenBarrierError as e:
        print(type(e).__name__, e, b.broken)
    await b.reset()
    print(b.broken)
asyncio.run(main())
