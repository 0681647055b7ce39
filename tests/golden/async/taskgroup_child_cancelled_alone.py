import asyncio
async def child(): await asyncio.sleep(5)
async def other():
    await asyncio.sleep(0.02)
    print("other goes on")
async def main():
    async with asyncio.TaskGroup() as tg:
        a = tg.create_task(child())
        tg.create_task(other())
        await asyncio.sleep(0)
        a.cancel()
    print(a.cancelled(), "no error")
asyncio.run(main())
