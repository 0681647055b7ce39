import asyncio
async def use(s, n):
    async with s:
        print("in", n, s.locked())
        await asyncio.sleep(0)
    print("out", n)
async def main():
    s = asyncio.Semaphore(2)
    await asyncio.gather(*(use(s, i) for i in range(5)))
    b = asyncio.BoundedSemaphore(1)
    await b.acquire(); b.release()
    try:
        b.release()
    except ValueError as e:
        print(e)
    try:
        asyncio.Semaphore(-1)
    except ValueError as e:
        print(e)
asyncio.run(main())
