import asyncio
async def fail(n, e):
    await asyncio.sleep(n)
    raise e
async def linger(name):
    try:
        await asyncio.sleep(5)
    except asyncio.CancelledError:
        print(name, "cancelled", asyncio.current_task().cancelling())
        raise
def show(g, d=0):
    print(" "*d + type(g).__name__, str(g))
    if isinstance(g, BaseExceptionGroup):
        for e in g.exceptions: show(e, d+2)
async def main():
    try:
        async with asyncio.TaskGroup() as a:
            a.create_task(linger("outer"))
            async with asyncio.TaskGroup() as b:
                b.create_task(linger("inner"))
                b.create_task(fail(0.01, ValueError("v")))
                b.create_task(fail(0.01, KeyError("k")))
    except* ValueError as g:
        show(g)
    except* KeyError as g:
        show(g)
    print(asyncio.current_task().cancelling())
    try:
        async with asyncio.TaskGroup() as a:
            t = a.create_task(linger("x"))
            await asyncio.sleep(0)
            raise OSError("body")
    except BaseException as g:
        show(g); print(t.cancelled(), repr(g.__context__), g.__cause__, g.__suppress_context__)
    try:
        async with asyncio.TaskGroup() as a:
            t = a.create_task(linger("y"))
            await asyncio.sleep(0)
            t.cancel()
        print("no error when child cancelled")
    except BaseException as g:
        show(g)
    async def both():
        try:
            await asyncio.sleep(5)
        finally:
            raise RuntimeError("in cleanup")
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(both()); tg.create_task(both())
            await asyncio.sleep(0)
            1/0
    except* (RuntimeError, ZeroDivisionError) as g:
        show(g)
    tg = asyncio.TaskGroup()
    c = linger("z")
    try: tg.create_task(c)
    except RuntimeError as e: print(e)
    async with tg: pass
    c = linger("z")
    try: tg.create_task(c)
    except RuntimeError as e: print(e)
    try:
        async with tg: pass
    except RuntimeError as e: print(e)
asyncio.run(main())
