import asyncio
async def main():
    try:
        async with asyncio.timeout(0.01) as cm:
            try:
                await asyncio.sleep(1)
            except asyncio.CancelledError:
                raise KeyError("from the body")
    except KeyError as e:
        print(repr(e), cm.expired(), asyncio.current_task().cancelling())
    async with asyncio.timeout(0.01) as cm:
        try:
            await asyncio.sleep(1)
        except asyncio.CancelledError:
            print("swallowed")
    print(cm.expired(), asyncio.current_task().cancelling())
asyncio.run(main())
