import asyncio
async def child():
    try:
        async with asyncio.timeout(0.01):
            try:
                await asyncio.sleep(1)
            finally:
                await asyncio.sleep(0.03)
    except TimeoutError:
        print("timeout")
        raise
async def main():
    t = asyncio.create_task(child())
    await asyncio.sleep(0.02)
    t.cancel("foreign")
    try:
        await t
    except BaseException as e:
        print(repr(e), t.cancelling())
asyncio.run(main())
