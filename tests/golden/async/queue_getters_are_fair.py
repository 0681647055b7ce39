import asyncio
async def getter(q, n):
    print(n, "got", await q.get())
async def main():
    q = asyncio.Queue()
    ts = [asyncio.create_task(getter(q, n)) for n in "abc"]
    await asyncio.sleep(0)
    q.put_nowait(1); q.put_nowait(2)
    ts[0].cancel()
    await asyncio.sleep(0); await asyncio.sleep(0); await asyncio.sleep(0)
    print([t.done() for t in ts], q.qsize())
    q.put_nowait(3)
    await asyncio.wait(ts)
    print(ts[0].cancelled(), q.qsize())
asyncio.run(main())
