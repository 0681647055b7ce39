import asyncio
async def main(e):
    await asyncio.sleep(0)
    raise e
for e in (ValueError("v"), SystemExit(3), KeyboardInterrupt(), asyncio.CancelledError("c"), StopAsyncIteration()):
    try:
        asyncio.run(main(e))
    except BaseException as x:
        print(repr(x), x is e)
