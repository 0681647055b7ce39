import asyncio
async def leaf(): await asyncio.sleep(10)
async def task(): await leaf()
async def outer(t): await t
async def main():
    t = asyncio.create_task(task())
    o = asyncio.create_task(outer(t))
    await asyncio.sleep(0.01)
    o.cancel("the reason")
    for x in (o, t):
        try:
            await x
        except asyncio.CancelledError as e:
            print(e.args, type(e.__context__).__name__, e.__cause__)
    f = asyncio.Future()
    f.cancel("future reason")
    try:
        await f
    except asyncio.CancelledError as e:
        print(e.args)
asyncio.run(main())
