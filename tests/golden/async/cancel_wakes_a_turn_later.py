import asyncio
async def child(log):
    try:
        await asyncio.get_running_loop().create_future()
    except asyncio.CancelledError:
        log.append("child")
async def main():
    log = []
    t = asyncio.create_task(child(log))
    await asyncio.sleep(0)
    t.cancel()
    loop = asyncio.get_running_loop()
    loop.call_soon(log.append, "soon")
    await asyncio.sleep(0)
    log.append("main")
    await t
    print(log)
asyncio.run(main())
