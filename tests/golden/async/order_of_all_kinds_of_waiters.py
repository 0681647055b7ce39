import asyncio
async def main():
    loop = asyncio.get_running_loop(); out = []
    f = loop.create_future()
    async def w(n): await f; out.append(n)
    ts = [asyncio.create_task(w(i)) for i in range(3)]; f.add_done_callback(lambda _: out.append("cb0"))
    await asyncio.sleep(0); f.add_done_callback(lambda _: out.append("cb1")); loop.call_soon(out.append, "before"); f.set_result(1); loop.call_soon(out.append, "after")
    await asyncio.gather(*ts); print(out); out.clear()
    async def a(): out.append("a1"); await asyncio.sleep(0); out.append("a2")
    async def b(): out.append("b1"); await asyncio.create_task(a()); out.append("b2")
    async def c(): out.append("c1"); await asyncio.gather(a(), a()); out.append("c2")
    async def d(): out.append("d1"); await asyncio.wait([asyncio.create_task(a())]); out.append("d2")
    async def e(): out.append("e1"); await asyncio.shield(a()); out.append("e2")
    async def g(): 
        out.append("g1")
        async with asyncio.TaskGroup() as tg: tg.create_task(a())
        out.append("g2")
    async def h(): out.append("h1"); await asyncio.wait_for(a(), 1); out.append("h2")
    async def tick(): 
        for i in range(8): out.append(i); await asyncio.sleep(0)
    await asyncio.gather(tick(), b(), c(), d(), e(), g(), h()); print(out); out.clear()
    ev, q, l = asyncio.Event(), asyncio.Queue(), asyncio.Lock()
    async def we(): await ev.wait(); out.append("ev")
    async def wq(): await q.get(); out.append("q")
    async def wl():
        async with l: out.append("l")
    await l.acquire(); ts = [asyncio.create_task(x()) for x in (wl, wq, we, wl, wq, we)]; await asyncio.sleep(0)
    q.put_nowait(1); ev.set(); l.release(); q.put_nowait(2); t = asyncio.create_task(tick()); await asyncio.gather(*ts, t); print(out); out.clear()
    async def canc(n):
        try: await asyncio.sleep(1)
        except asyncio.CancelledError: out.append(f"x{n}")
    ts = [asyncio.create_task(canc(i)) for i in range(3)]; await asyncio.sleep(0); t = asyncio.create_task(tick()); [x.cancel() for x in reversed(ts)]; await asyncio.gather(*ts, t); print(out); out.clear()
    async for x in agen(out): out.append(("got", x)); await asyncio.sleep(0)
    print(out)
async def agen(out):
    for i in range(2): out.append(("y", i)); yield i; await asyncio.sleep(0)
asyncio.run(main())
