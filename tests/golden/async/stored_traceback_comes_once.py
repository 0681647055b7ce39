# The traceback that a future keeps is given out once; later awaits begin a new one.
import asyncio
import traceback


def names(e):
    return [f.name for f in traceback.extract_tb(e.__traceback__)]


async def bad():
    raise ValueError('twice')


async def main():
    t = asyncio.create_task(bad())
    for _ in range(3):
        try:
            await t
        except ValueError as e:
            print(names(e))
    try:
        t.result()
    except ValueError as e:
        print(names(e))

asyncio.run(main())
