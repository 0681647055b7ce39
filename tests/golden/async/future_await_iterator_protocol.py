import asyncio
async def main():
    f = asyncio.Future()
    it = f.__await__()
    y = next(it)
    print(y is f, f._asyncio_future_blocking)
    f._asyncio_future_blocking = False
    try:
        next(it)
    except RuntimeError as e:
        print(e)
    f.set_result("r")
    it = f.__await__()
    try:
        next(it)
    except StopIteration as e:
        print(e.value)
    print(f.get_loop() is asyncio.get_running_loop(), asyncio.isfuture(f), asyncio.isfuture(5))
asyncio.run(main())
