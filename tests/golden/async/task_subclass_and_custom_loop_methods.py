import asyncio
class MyTask(asyncio.Task):
    def cancel(self, msg=None):
        print("my cancel", msg)
        return super().cancel(msg)
class MyFuture(asyncio.Future):
    def set_result(self, r):
        print("my set_result", r)
        super().set_result(r)
async def work():
    await asyncio.sleep(10)
async def main():
    loop = asyncio.get_running_loop()
    t = MyTask(work(), loop=loop, name="mine")
    await asyncio.sleep(0)
    t.cancel("x")
    try:
        await t
    except asyncio.CancelledError as e:
        print("cancelled", e)
    f = MyFuture()
    loop.call_soon(f.set_result, 5)
    print(await f, type(f).__name__, repr(f))
    outer = asyncio.create_task(wrap(t2 := MyTask(work(), loop=loop)))
    await asyncio.sleep(0); await asyncio.sleep(0)
    outer.cancel()
    print(await asyncio.gather(outer, return_exceptions=True), t2.cancelled())
async def wrap(t): await t
asyncio.run(main())
