import asyncio
async def job(n, d):
    await asyncio.sleep(d)
    if n == "bad": raise ValueError(n)
    return n
async def main():
    for c in asyncio.as_completed([job("slow", 0.3), job("fast", 0.05), job("bad", 0.15)]):
        try:
            print(await c)
        except ValueError as e:
            print("error", e)
    try:
        for c in asyncio.as_completed([job("x", 1), job("y", 0.02)], timeout=0.3):
            print(await c)
    except TimeoutError as e:
        print(repr(e))
    print([await c for c in asyncio.as_completed([])])
asyncio.run(main())
