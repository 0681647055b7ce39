import asyncio
async def w(f, n): print(n, await f)
async def main():
    f = asyncio.Future()
    ts = [asyncio.create_task(w(f, n)) for n in range(3)]
    await asyncio.sleep(0)
    ts[1].cancel()
    await asyncio.sleep(0)
    print(f.cancelled(), f)
    r = await asyncio.gather(*ts, return_exceptions=True)
    print(r)
asyncio.run(main())
