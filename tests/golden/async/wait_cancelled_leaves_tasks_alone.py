import asyncio
async def job():
    await asyncio.sleep(0.02)
    return "kept running"
async def main():
    t = asyncio.create_task(job())
    w = asyncio.create_task(asyncio.wait([t]))
    await asyncio.sleep(0)
    w.cancel()
    try:
        await w
    except asyncio.CancelledError:
        print("wait cancelled", t.cancelled())
    print(await t)
asyncio.run(main())
