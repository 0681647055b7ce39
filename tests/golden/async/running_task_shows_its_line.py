# The representation of a running task names the line where it is, not where it last waited.
import asyncio


async def main():
    await asyncio.sleep(0)
    print(repr(asyncio.current_task()).split('.py:')[1].split('>')[0])

    print(repr(asyncio.current_task()).split('.py:')[1].split('>')[0])
    t = asyncio.create_task(waits())
    print(repr(t).split('.py:')[1].split('>')[0])
    await asyncio.sleep(0)
    print(repr(t).split('.py:')[1].split('>')[0])
    await t


async def waits():
    pass
    await asyncio.sleep(0.001)

asyncio.run(main())
