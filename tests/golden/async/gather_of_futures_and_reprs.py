import asyncio
async def main():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    g = asyncio.gather(f, return_exceptions=True)
    print(g)
    f.set_exception(KeyError("k"))
    print(await g, g)
    h = asyncio.gather(loop.create_future())
    h.cancel()
    try:
        await h
    except asyncio.CancelledError:
        print(h)
asyncio.run(main())
