import asyncio
async def slow(d):
    try:
        await asyncio.sleep(d)
        return "ok"
    except asyncio.CancelledError:
        print("slow was cancelled")
        raise
async def main():
    print(await asyncio.wait_for(slow(0.01), 1), await asyncio.wait_for(slow(0), None))
    try:
        await asyncio.wait_for(slow(5), 0.01)
    except TimeoutError as e:
        print(repr(e), repr(e.__cause__))
    t = asyncio.create_task(slow(5))
    try:
        await asyncio.wait_for(t, 0.01)
    except TimeoutError:
        print(t.cancelled())
    try:
        await asyncio.wait_for(slow(5), 0)
    except TimeoutError:
        print("zero")
    f = asyncio.get_running_loop().create_future(); f.set_result("done already")
    print(await asyncio.wait_for(f, 0), await asyncio.wait_for(f, -1))
asyncio.run(main())
