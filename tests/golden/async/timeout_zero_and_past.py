import asyncio
async def main():
    for t in (0, -1):
        try:
            async with asyncio.timeout(t):
                print("body starts")
                await asyncio.sleep(0)
                print("one switch")
                await asyncio.sleep(0)
                print("not reached")
        except TimeoutError:
            print("timeout", t)
    try:
        async with asyncio.timeout(0):
            print("no await at all")
    except TimeoutError:
        print("no")
    try:
        async with asyncio.timeout_at(asyncio.get_running_loop().time() - 1):
            await asyncio.sleep(1)
    except TimeoutError:
        print("at")
asyncio.run(main())
