import asyncio
async def stubborn():
    t = asyncio.current_task()
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print("cancelling", t.cancelling())
        print("uncancel", t.uncancel(), t.uncancel())
    await asyncio.sleep(0)
    return "finished"
async def main():
    t = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    t.cancel(); t.cancel()
    print(await t, t.cancelled(), t.cancelling())
asyncio.run(main())
