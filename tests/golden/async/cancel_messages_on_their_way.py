import asyncio
async def lvl3(): 
    try: await asyncio.sleep(1)
    except asyncio.CancelledError as e: print("3", e.args); raise
async def lvl2():
    try: await asyncio.create_task(lvl3())
    except asyncio.CancelledError as e: print("2", e.args, repr(e.__context__)); raise
async def lvl1():
    try: await asyncio.gather(lvl2(), lvl2())
    except asyncio.CancelledError as e: print("1", e.args); raise asyncio.CancelledError("replaced")
async def main():
    t = asyncio.create_task(lvl1()); await asyncio.sleep(0.001); t.cancel("orig")
    try: await t
    except asyncio.CancelledError as e: print("m", e.args, repr(e.__context__))
    print(t.cancelled(), t)if 0 else print(t.cancelled())
    try: t.result()
    except asyncio.CancelledError as e: print("again", e.args)
    async def convert():
        try: await asyncio.sleep(1)
        except asyncio.CancelledError: raise KeyError("conv")
    t = asyncio.create_task(convert()); await asyncio.sleep(0); t.cancel()
    try: await t
    except KeyError as e: print(repr(e), repr(e.__context__), t.cancelled())
    async def own(): raise asyncio.CancelledError("own")
    t = asyncio.create_task(own())
    try: await t
    except asyncio.CancelledError as e: print(e.args, t.cancelled())
    for m in (None, "", 5, ("t",), ValueError("x")):
        t = asyncio.create_task(asyncio.sleep(1)); await asyncio.sleep(0); t.cancel(m)
        try: await t
        except asyncio.CancelledError as e: print(e.args)
    t = asyncio.create_task(asyncio.sleep(1)); t.cancel(msg="kw")
    try: await t
    except asyncio.CancelledError as e: print(e.args)
    try: t.cancel(1, 2)
    except TypeError as e: print(e)
    f = asyncio.get_running_loop().create_future(); f.cancel("fm")
    for _ in range(2):
        try: await f
        except asyncio.CancelledError as e: print(e.args)
    async def two(): 
        try: await f
        except asyncio.CancelledError as e: return e.args
    print(await two(), await asyncio.gather(two(), f, return_exceptions=True))
    print(issubclass(asyncio.CancelledError, Exception), asyncio.CancelledError.__module__, asyncio.TimeoutError is TimeoutError)
asyncio.run(main())
