import asyncio
async def child():
    print("child ends")
async def main():
    t = asyncio.create_task(child())
    t.add_done_callback(lambda t: print("callback before the awaiter"))
    await t
    print("awaiter")
    t.add_done_callback(lambda t: print("late callback"))
    print("before late")
    await asyncio.sleep(0)
asyncio.run(main())
