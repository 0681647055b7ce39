import asyncio
async def child():
    print("child is", asyncio.current_task().get_name())
    await asyncio.sleep(0)
async def main():
    names = lambda: sorted(t.get_name() for t in asyncio.all_tasks())
    print(names())
    t = asyncio.create_task(child(), name="kid")
    print(names())
    await t
    print(names(), asyncio.current_task() is (await same()))
    loop = asyncio.get_running_loop()
    print(asyncio.current_task(loop) is asyncio.current_task())
    f = loop.create_future()
    loop.call_soon(lambda: f.set_result(asyncio.current_task()))
    print(await f)
async def same(): return asyncio.current_task()
asyncio.run(main())
try:
    asyncio.current_task()
except RuntimeError as e:
    print(e)
