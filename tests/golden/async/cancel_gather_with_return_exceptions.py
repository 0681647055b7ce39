import asyncio
async def child(n):
    try:
        await asyncio.sleep(10)
    finally:
        print("child", n)
async def main():
    g = asyncio.gather(child(1), child(2), return_exceptions=True)
    await asyncio.sleep(0)
    print(g.cancel())
    try:
        await g
    except asyncio.CancelledError:
        print("gather cancelled", g.cancelled())
    h = asyncio.gather(return_exceptions=True)
    print(await h, h.cancel())
asyncio.run(main())
