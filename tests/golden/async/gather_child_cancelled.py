import asyncio
async def child():
    await asyncio.sleep(10)
async def main():
    t = asyncio.create_task(child())
    g = asyncio.gather(t, asyncio.sleep(0.02, "other"), return_exceptions=True)
    await asyncio.sleep(0)
    t.cancel()
    print(await g)
    t = asyncio.create_task(child())
    g = asyncio.gather(t, asyncio.sleep(0))
    await asyncio.sleep(0)
    t.cancel("direct")
    try:
        await g
    except asyncio.CancelledError as e:
        print("gather raises CancelledError but is", g.cancelled(), repr(e))
asyncio.run(main())
