import asyncio
async def c(): pass
async def main():
    t = asyncio.create_task(c(), name="n")
    s = str(t)
    print(s.startswith("<Task pending name='n' coro=<c() running at"), s.endswith(">"))
    await t
    print(repr(t).replace(__file__, "F"))
    e = asyncio.Event(); l = asyncio.Lock(); q = asyncio.Queue(2); sem = asyncio.Semaphore(3); cond = asyncio.Condition(); b = asyncio.Barrier(2)
    import re
    for x in (e, l, q, sem, cond, b, asyncio.TaskGroup(), asyncio.timeout(1)):
        print(re.sub("0x[0-9a-f]+", "0x", repr(x)))
    e.set(); await l.acquire(); q.put_nowait(1)
    for x in (e, l, q):
        print(re.sub("0x[0-9a-f]+", "0x", repr(x)))
    h = asyncio.get_running_loop().call_later(100, print, 1)
    print(re.sub(r"when=[\d.]+", "when=W", repr(h)))
    h.cancel()
    print(re.sub(r"when=[\d.]+", "when=W", repr(h)), re.sub("0x[0-9a-f]+", "0x", repr(asyncio.get_running_loop())))
asyncio.run(main())
