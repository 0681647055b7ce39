import asyncio
async def fail(e): raise e
async def inner():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(fail(ValueError("v")))
        tg.create_task(fail(KeyError("k")))
async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(inner())
            tg.create_task(fail(OSError("o")))
    except* KeyError as g:
        print("key", repr(g))
    except* (ValueError, OSError) as g:
        print("rest", repr(g))
    print("after")
asyncio.run(main())
