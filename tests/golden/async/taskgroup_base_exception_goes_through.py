import asyncio
class Stop(BaseException): pass
async def child():
    try:
        await asyncio.sleep(5)
    finally:
        print("child cancelled")
async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(child())
            await asyncio.sleep(0)
            raise Stop("x")
    except BaseException as e:
        print(repr(e))
asyncio.run(main())
