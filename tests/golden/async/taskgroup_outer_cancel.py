import asyncio
async def child():
    try:
        await asyncio.sleep(5)
    finally:
        print("child ends")
async def outer():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(child())
        await asyncio.sleep(5)
async def main():
    t = asyncio.create_task(outer())
    await asyncio.sleep(0.01)
    t.cancel("from outside")
    try:
        await t
    except asyncio.CancelledError as e:
        print(repr(e), t.cancelled())
asyncio.run(main())
