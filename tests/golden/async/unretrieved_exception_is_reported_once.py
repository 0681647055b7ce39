import asyncio, gc
reports = []
async def fail(n): raise ValueError(n)
async def main():
    asyncio.get_running_loop().set_exception_handler(lambda loop, ctx: reports.append((ctx["message"], repr(ctx["exception"]))))
    asyncio.create_task(fail(1))
    await asyncio.sleep(0)
    t = asyncio.create_task(fail(2))
    await asyncio.wait([t])
    t.exception()
    del t
    f = asyncio.get_running_loop().create_future()
    f.set_exception(KeyError("future"))
    del f
    await asyncio.sleep(0)
    gc.collect()
    g = asyncio.gather(fail(3), fail(4), return_exceptions=True)
    print(await g)
asyncio.run(main())
for r in reports: print(r)
