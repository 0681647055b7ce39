import asyncio
async def work(fail=False):
    await asyncio.sleep(0.01)
    if fail: raise ValueError("x")
    return [1]
async def main():
    t = asyncio.create_task(work(), name="t")
    print(t)
    await asyncio.sleep(0)
    print(str(t).split("wait_for")[0])
    t.add_done_callback(print_it)
    print("cb=[print_it() at" in repr(t))
    await t
    print(t)
    f = asyncio.create_task(work(True), name="f")
    await asyncio.wait([f])
    print(f)
    c = asyncio.create_task(work(), name="c")
    c.cancel()
    print(c)
    await asyncio.wait([c])
    print(c)
def print_it(t): print("callback", t.get_name())
asyncio.run(main())
