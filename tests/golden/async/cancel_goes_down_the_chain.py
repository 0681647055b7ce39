import asyncio
async def leaf():
    try:
        await asyncio.sleep(5)
    finally:
        print("leaf")
async def middle():
    t = asyncio.create_task(leaf(), name="leaf")
    try:
        await t
    finally:
        print("middle", t.cancelled())
async def main():
    t = asyncio.create_task(middle())
    await asyncio.sleep(0.01)
    t.cancel()
    await asyncio.gather(t, return_exceptions=True)
    print(t.cancelled())
asyncio.run(main())
