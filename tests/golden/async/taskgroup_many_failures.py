import asyncio
async def fail(e, d=0):
    await asyncio.sleep(d)
    raise e
async def on_cancel(e):
    try:
        await asyncio.sleep(5)
    except asyncio.CancelledError:
        raise e
async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fail(ValueError(1)))
            tg.create_task(fail(TypeError(2)))
            tg.create_task(on_cancel(KeyError(3)))
    except ExceptionGroup as g:
        print(repr(g), g.message)
asyncio.run(main())
