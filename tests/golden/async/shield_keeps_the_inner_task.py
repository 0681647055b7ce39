import asyncio
async def inner():
    await asyncio.sleep(0.02)
    print("inner done")
    return 5
async def main():
    t = asyncio.create_task(inner())
    s = asyncio.shield(t)
    s.cancel()
    try:
        await s
    except asyncio.CancelledError:
        print("shield cancelled, task", t.cancelled())
    print(await t)
    t2 = asyncio.create_task(inner())
    s2 = asyncio.shield(t2)
    await asyncio.sleep(0)
    t2.cancel()
    try:
        await s2
    except asyncio.CancelledError:
        print("inner was cancelled")
asyncio.run(main())
