import asyncio
async def main():
    q = asyncio.Queue(1)
    await q.put("full")
    async def putter(x):
        try:
            await q.put(x)
            print("put", x)
        except asyncio.CancelledError:
            print("cancelled", x)
            raise
    ts = [asyncio.create_task(putter(i)) for i in range(3)]
    await asyncio.sleep(0)
    ts[0].cancel()
    print(q.get_nowait())
    await asyncio.sleep(0.01)
    print([t.done() for t in ts], q.qsize())
    print(await q.get())
    await asyncio.sleep(0.01)
    print(await q.get(), q.empty())
asyncio.run(main())
