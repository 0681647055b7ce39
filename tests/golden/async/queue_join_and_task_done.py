import asyncio
async def main():
    q = asyncio.Queue()
    for i in range(3): q.put_nowait(i)
    async def worker():
        while True:
            i = await q.get()
            await asyncio.sleep(0)
            print("worked", i)
            q.task_done()
    w = asyncio.create_task(worker())
    await q.join()
    print("joined")
    w.cancel()
    await q.join()
    try:
        q.task_done()
    except ValueError as e:
        print(e)
asyncio.run(main())
