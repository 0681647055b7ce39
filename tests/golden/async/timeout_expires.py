import asyncio
async def main():
    try:
        async with asyncio.timeout(0.01) as cm:
            print(repr(cm.when() is not None), cm.expired())
            await asyncio.sleep(10)
    except TimeoutError as e:
        print(repr(e), repr(e.__cause__), cm.expired())
    print(asyncio.current_task().cancelling())
    async with asyncio.timeout(10) as cm:
        await asyncio.sleep(0)
    print(cm.expired())
    async with asyncio.timeout(None) as cm:
        print(cm.when())
        await asyncio.sleep(0)
asyncio.run(main())
