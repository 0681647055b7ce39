import asyncio
async def wait(f, n):
    await f
    print("waiter", n)
async def main():
    f = asyncio.get_running_loop().create_future()
    a = asyncio.create_task(wait(f, 1))
    await asyncio.sleep(0)
    f.add_done_callback(lambda f: print("callback"))
    b = asyncio.create_task(wait(f, 2))
    await asyncio.sleep(0)
    f.set_result(None)
    await asyncio.gather(a, b)
asyncio.run(main())
