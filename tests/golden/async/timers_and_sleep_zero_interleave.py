import asyncio
async def ticker(log):
    for i in range(3):
        log.append(f"tick{i}")
        await asyncio.sleep(0)
async def main():
    log = []
    loop = asyncio.get_running_loop()
    t = asyncio.create_task(ticker(log))
    loop.call_later(0, log.append, "timer 0")
    loop.call_soon(log.append, "soon")
    await asyncio.sleep(0)
    log.append("main")
    await t
    await asyncio.sleep(0.01)
    print(log)
asyncio.run(main())
