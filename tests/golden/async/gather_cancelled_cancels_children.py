import asyncio
async def child(n):
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as e:
        print("child", n, e.args)
        raise
async def outer():
    await asyncio.gather(child(1), child(2))
async def main():
    t = asyncio.create_task(outer())
    await asyncio.sleep(0.01)
    t.cancel("stop")
    try:
        await t
    except asyncio.CancelledError as e:
        print("outer", e.args)
asyncio.run(main())
