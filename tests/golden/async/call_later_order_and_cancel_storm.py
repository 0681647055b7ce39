import asyncio
async def main():
    loop = asyncio.get_running_loop()
    fired = []
    handles = [loop.call_later(0.01 + i / 10000, fired.append, i) for i in range(200)]
    for h in handles:
        if handles.index(h) % 4: h.cancel()
    await asyncio.sleep(0.1)
    print(len(fired), fired == sorted(fired), fired[:5])
    tasks = [asyncio.create_task(asyncio.sleep(100)) for _ in range(300)]
    await asyncio.sleep(0)
    for t in tasks: t.cancel()
    r = await asyncio.gather(*tasks, return_exceptions=True)
    print(all(isinstance(x, asyncio.CancelledError) for x in r), len(r))
asyncio.run(main())
