# How `await` suspends a coroutine and gives control back to the event loop.
# The clock is shown as time since the start, so that two runs print the same lines. The second task
# starts a moment later: equal sleeps would otherwise leave the order of the last two lines to chance.
import asyncio
import time

START = time.monotonic()


def clock():
    return time.gmtime(round(time.monotonic() - START))


async def task1():
    print(f"[{time.strftime('%H:%M:%S', clock())}] Task 1 started")
    await asyncio.sleep(2)  # suspends here, back to the event loop
    print(f"[{time.strftime('%H:%M:%S', clock())}] Task 1 resumed after 2s")
    await asyncio.sleep(1)  # suspends again
    print(f"[{time.strftime('%H:%M:%S', clock())}] Task 1 completed")


async def task2():
    print(f"[{time.strftime('%H:%M:%S', clock())}] Task 2 started")
    await asyncio.sleep(1)
    print(f"[{time.strftime('%H:%M:%S', clock())}] Task 2 resumed after 1s")
    await asyncio.sleep(2.05)
    print(f"[{time.strftime('%H:%M:%S', clock())}] Task 2 completed")


async def main():
    # Both run concurrently.
    t1 = asyncio.create_task(task1())
    t2 = asyncio.create_task(task2())

    await t1
    await t2


asyncio.run(main())
