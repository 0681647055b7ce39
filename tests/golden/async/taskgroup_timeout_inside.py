import asyncio
async def child(n):
    try:
        await asyncio.sleep(5)
    finally:
        print("cancelled", n)
async def main():
    try:
        async with asyncio.timeout(0.01):
            async with asyncio.TaskGroup() as tg:
                tg.create_task(child(1))
                tg.create_task(asyncio.sleep(5))
    except TimeoutError as e:
        print(repr(e), asyncio.current_task().cancelling())
asyncio.run(main())
