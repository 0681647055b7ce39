import asyncio
async def main():
    loop = asyncio.get_running_loop()
    async with asyncio.timeout_at(loop.time() + 0.05) as t:
        left = t.when() - loop.time()
        print(0.03 < left <= 0.05)
        await asyncio.sleep(0)
    try:
        async with asyncio.timeout(0.01):
            async with asyncio.timeout(0.01):
                await asyncio.sleep(1)
    except TimeoutError as e:
        print("nested equal", repr(e))
    async def retry():
        for n in range(4):
            try:
                async with asyncio.timeout(0.1 * n):
                    await asyncio.sleep(0.25)
                    return n
            except TimeoutError:
                print("try", n)
    print(await retry())
asyncio.run(main())
