import asyncio
async def main():
    loop = asyncio.get_running_loop()
    t = asyncio.timeout(5)
    print(t)
    try:
        t.reschedule(1)
    except RuntimeError as e:
        print(e)
    try:
        async with t:
            t.reschedule(loop.time() + 0.01)
            await asyncio.sleep(1)
    except TimeoutError:
        print("rescheduled", t.expired(), t)
    try:
        async with t: pass
    except RuntimeError as e:
        print(e)
    async with asyncio.timeout(None) as never:
        print(never)
    print(never)
asyncio.run(main())
