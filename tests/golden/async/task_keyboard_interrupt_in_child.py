import asyncio
async def child():
    raise KeyboardInterrupt("by hand")
async def main():
    t = asyncio.create_task(child())
    try:
        await t
    except BaseException as e:
        print("main sees", type(e).__name__)
        raise
try:
    asyncio.run(main())
except KeyboardInterrupt as e:
    print("run raised", repr(e))
