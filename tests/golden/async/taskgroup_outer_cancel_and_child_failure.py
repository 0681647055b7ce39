import asyncio
async def child():
    try:
        await asyncio.sleep(5)
    except asyncio.CancelledError:
        raise ValueError("in cleanup")
async def outer():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(child())
    except* ValueError as g:
        print(repr(g), asyncio.current_task().cancelling())
    await asyncio.sleep(0)
    print("not reached")
async def main():
    t = asyncio.create_task(outer())
    await asyncio.sleep(0.01)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("cancellation was kept")
asyncio.run(main())
