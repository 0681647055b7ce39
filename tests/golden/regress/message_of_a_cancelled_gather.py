# It is that of the child which stands last, whether it was cancelled or not.
import asyncio


async def wait(*times):
    try:
        await asyncio.gather(*map(asyncio.sleep, times), return_exceptions=True)
    except asyncio.CancelledError as e:
        print(times, e.args)


async def main():
    for times in (2, 0), (0, 2), (2, 2), (2, 0, 0):
        task = asyncio.create_task(wait(*times))
        await asyncio.sleep(0.01)
        task.cancel('enough')
        await task


asyncio.run(main())
