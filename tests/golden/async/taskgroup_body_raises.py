import asyncio
async def sibling():
    try:
        await asyncio.sleep(5)
    finally:
        print("sibling cancelled")
async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(sibling())
            await asyncio.sleep(0)
            raise KeyError("body")
    except BaseException as e:
        print(repr(e), repr(e.__context__), e.__cause__)
asyncio.run(main())
