import asyncio, time
async def main():
    loop = asyncio.get_running_loop()
    a, m = loop.time(), time.monotonic()
    await asyncio.sleep(0.05)
    print(0.049 < loop.time() - a < 0.5, 0.049 < time.monotonic() - m < 0.5)
    b = time.perf_counter()
    time.sleep(0.02)
    print(0.019 < time.perf_counter() - b < 0.4)
    print(await asyncio.sleep(0.001, "result"), await asyncio.sleep(-1, "negative"))
    try:
        await asyncio.sleep(float("nan"))
    except ValueError as e:
        print(e)
asyncio.run(main())
