import asyncio
async def child(f):
    try:
        print("got", await f)
        await asyncio.sleep(0)
        print("not reached")
    except asyncio.CancelledError:
        print("cancelled after the future was done")
        raise
async def main():
    f = asyncio.get_running_loop().create_future()
    t = asyncio.create_task(child(f))
    await asyncio.sleep(0)
    f.set_result("value")
    print(t.cancel())
    await asyncio.wait([t])
    print(t.cancelled())
asyncio.run(main())
