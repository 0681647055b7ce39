# status: 7
import asyncio, sys
async def child():
    await asyncio.sleep(0)
    sys.exit(7)
async def main():
    t = asyncio.create_task(child())
    try:
        await asyncio.sleep(5)
    except BaseException as e:
        print("main sees", repr(e))
        raise
    finally:
        print("finally")
asyncio.run(main())
