import asyncio
async def inner():
    await asyncio.sleep(0.01)
    raise ValueError("inner fails later")
async def main():
    asyncio.get_running_loop().set_exception_handler(lambda l, c: print("handler:", c["message"].split(" <")[0], repr(c["exception"])))
    t = asyncio.create_task(inner())
    s = asyncio.shield(t)
    await asyncio.sleep(0)
    s.cancel()
    await asyncio.sleep(0.03)
    print(t.done(), s.cancelled())
    t.exception()
asyncio.run(main())
