import asyncio
async def main():
    q = asyncio.Queue(2)
    async def producer():
        for i in range(4):
            await q.put(i)
            print("put", i, q.qsize(), q.full())
    t = asyncio.create_task(producer())
    await asyncio.sleep(0)
    for _ in range(4):
        print("got", await q.get())
    await t
    print(q.empty(), q.maxsize)
    for f in (q.get_nowait, lambda: [q.put_nowait(i) for i in range(3)]):
        try:
            f()
        except Exception as e:
            print(type(e).__name__, repr(str(e)))
asyncio.run(main())
