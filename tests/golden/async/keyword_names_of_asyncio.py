import asyncio
async def f(): return 1
async def main():
    print(await asyncio.create_task(coro=f()), await asyncio.ensure_future(coro_or_future=f()), asyncio.iscoroutine(obj=5), asyncio.isfuture(obj=5), asyncio.current_task(loop=None) is not None)
    l = asyncio.get_running_loop(); l.call_soon(callback=print); l.set_debug(enabled=False); print(await l.create_task(coro=f()))
    l.call_later(delay=0, callback=print); print(await asyncio.wait_for(fut=f(), timeout=1), await asyncio.sleep(delay=0, result=5)); await asyncio.sleep(0.001)
    print(await asyncio.Task(coro=f(), loop=l))
    d, p = await asyncio.wait(fs=[asyncio.create_task(f())], timeout=1); print(len(d), len(p))
    print([await x for x in asyncio.as_completed(fs=[f()])], await asyncio.shield(arg=f()))
asyncio.run(main=main(), debug=False)
