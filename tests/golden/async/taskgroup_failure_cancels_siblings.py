import asyncio
async def bad():
    await asyncio.sleep(0.01)
    raise ValueError("bad")
async def sibling(n):
    try:
        await asyncio.sleep(5)
    except asyncio.CancelledError as e:
        print("sibling", n, e.args)
        raise
async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(sibling(1))
            tg.create_task(bad())
            try:
                await asyncio.sleep(5)
            except asyncio.CancelledError as e:
                print("body", e.args, asyncio.current_task().cancelling())
                raise
    except* ValueError as g:
        print(repr(g), asyncio.current_task().cancelling())
asyncio.run(main())
