import asyncio
async def main():
    async with asyncio.TaskGroup() as tg:
        try: asyncio.create_task(tg.__aenter__())
        except Exception as e: print(e)
        t = tg.create_task(asyncio.sleep(0, "x"), name="n"); print(t.get_name())
    print(t.result())
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(asyncio.sleep(1)); raise asyncio.CancelledError("mine")
    except asyncio.CancelledError as e: print(repr(e))
    async def f():
        async with asyncio.TaskGroup() as tg:
            async def bad():
                try: await asyncio.sleep(1)
                finally: raise OSError("cleanup")
            tg.create_task(bad()); await asyncio.sleep(0); raise ValueError("body")
    try: await f()
    except* ValueError as g: print(g.exceptions)
    except* OSError as g: print(g.exceptions, repr(g.exceptions[0].__context__))
    async def ret():
        async with asyncio.TaskGroup() as tg: tg.create_task(asyncio.sleep(0)); return "ret"
    print(await ret())
    async def brk():
        for i in range(3):
            async with asyncio.TaskGroup() as tg:
                tg.create_task(asyncio.sleep(0))
                if i == 1: break
        return i
    print(await brk())
    class E(BaseException): pass
    async def base(): raise E("b")
    try:
        async with asyncio.TaskGroup() as tg: tg.create_task(base())
    except BaseException as e: print(type(e).__name__, repr(e))
    try:
        async with asyncio.TaskGroup() as tg: raise E("body")
    except BaseException as e: print(type(e).__name__, repr(e))
    async def gen():
        async with asyncio.TaskGroup() as tg:
            tg.create_task(asyncio.sleep(0)); yield 1
    async for x in gen(): print(x)
    try: await asyncio.gather(asyncio.TaskGroup().__aexit__(None, None, None))
    except BaseException as e: print(type(e).__name__)
    print(asyncio.current_task().cancelling())
asyncio.run(main())
