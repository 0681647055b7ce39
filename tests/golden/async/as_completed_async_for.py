import asyncio
async def job(n, d):
    await asyncio.sleep(d)
    return n
async def main():
    a = asyncio.create_task(job("a", 0.02))
    b = asyncio.create_task(job("b", 0.01))
    async for t in asyncio.as_completed([a, b]):
        print(t is a, t is b, t.done(), await t)
    try:
        async for t in asyncio.as_completed([job("p", 5)], timeout=0.01):
            print("no")
    except TimeoutError as e:
        print(repr(e))
    try:
        asyncio.as_completed(a)
    except TypeError as e:
        print(e)
asyncio.run(main())
