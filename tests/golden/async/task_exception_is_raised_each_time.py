import asyncio
async def boom():
    raise ValueError("boom")
async def main():
    t = asyncio.create_task(boom())
    for _ in range(2):
        try:
            await t
        except ValueError as e:
            print(e, e is t.exception())
    try:
        t.result()
    except ValueError as e:
        print(e)
    async def stop(): raise StopIteration("s")
    try:
        await stop()
    except RuntimeError as e:
        print(e, repr(e.__cause__))
asyncio.run(main())
