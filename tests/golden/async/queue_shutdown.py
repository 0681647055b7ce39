import asyncio
async def main():
    q = asyncio.Queue()
    q.put_nowait(1)
    q.shutdown()
    try:
        q.put_nowait(2)
    except asyncio.QueueShutDown as e:
        print("put", repr(e))
    print(await q.get())
    try:
        await q.get()
    except asyncio.QueueShutDown as e:
        print("get", repr(e))
    q2 = asyncio.Queue(1)
    async def blocked():
        try:
            await q2.put(2)
        except asyncio.QueueShutDown:
            print("blocked putter told")
    q2.put_nowait(1)
    t = asyncio.create_task(blocked())
    await asyncio.sleep(0)
    q2.shutdown(immediate=True)
    await t
    print(q2.qsize())
    await q2.join()
asyncio.run(main())
