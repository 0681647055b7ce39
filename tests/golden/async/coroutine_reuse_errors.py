import asyncio
async def c(): return 1
async def main():
    x = c()
    await x
    try:
        await x
    except RuntimeError as e:
        print(e)
    class Pause:
        def __await__(self): yield
    async def s(): await Pause()
    y = s()
    y.send(None)
    try:
        await y
    except RuntimeError as e:
        print(e)
    z = asyncio.sleep(0.01)
    t1 = asyncio.create_task(w(z)); t2 = asyncio.create_task(w(z))
    print(await asyncio.gather(t1, t2, return_exceptions=True))
async def w(z): await z
asyncio.run(main())
