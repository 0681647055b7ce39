import asyncio
async def step(n, log):
    try:
        async with asyncio.timeout(0.002 * n):
            try: await asyncio.sleep(0.005)
            finally:
                log.append(("fin", n)); await asyncio.sleep(0); log.append(("fin2", n))
    except TimeoutError: log.append(("to", n, asyncio.current_task().cancelling()))
    else: log.append(("ok", n))
async def main():
    log = []
    for n in (1, 4): await step(n, log)
    print(log); log.clear()
    async with asyncio.TaskGroup() as tg:
        for n in (1, 2, 5): tg.create_task(step(n, log))
    print(sorted(map(str, log)))
    async def inner():
        try:
            async with asyncio.timeout(1): await asyncio.sleep(1)
        except asyncio.CancelledError as e: log.append(("inner", e.args)); raise
    t = asyncio.create_task(inner()); await asyncio.sleep(0); t.cancel("out"); log.clear()
    r = await asyncio.gather(t, return_exceptions=True); print(r, log)
    async def shielded():
        t = asyncio.create_task(asyncio.sleep(0.002, "v"))
        try: return await asyncio.shield(t)
        except asyncio.CancelledError:
            r = await t; asyncio.current_task().uncancel(); return ("late", r)
    t = asyncio.create_task(shielded()); await asyncio.sleep(0); t.cancel(); print(await t, t.cancelled(), t.cancelling())
    async def loopc():
        for i in range(3):
            try: await asyncio.sleep(1)
            except asyncio.CancelledError: log.append(i); asyncio.current_task().uncancel()
        return "done"
    log.clear(); t = asyncio.create_task(loopc())
    while not t.done(): await asyncio.sleep(0); t.cancel()
    print(log, t.result() if not t.cancelled() else "cancelled")
    try:
        async with asyncio.timeout(0.001):
            async with asyncio.timeout(0.001):
                async with asyncio.timeout(0.001): await asyncio.sleep(1)
    except TimeoutError as e: print("3", asyncio.current_task().cancelling(), repr(e.__cause__))
    try:
        await asyncio.wait_for(asyncio.gather(asyncio.sleep(1), asyncio.sleep(1)), 0.001)
    except TimeoutError: print("gather to")
    try:
        async with asyncio.timeout(0.001): await asyncio.wait([asyncio.create_task(asyncio.sleep(0.01))])
    except TimeoutError: print("wait to")
    print(len(asyncio.all_tasks())); await asyncio.sleep(0.02); print(len(asyncio.all_tasks()))
asyncio.run(main())
