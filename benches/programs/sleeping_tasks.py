# group: memory
# what: 100,000 tasks asleep on a timer
# baseline: start_asyncio
# count: 100000
# bytes: 400
import asyncio
import os
import sys


async def sleeper():
    await asyncio.sleep(10_000)


async def main(n):
    tasks = [asyncio.create_task(sleeper()) for _ in range(n)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(len(tasks), sum(task.done() for task in tasks))
    sys.stdout.flush()
    # Leaves without waking them: cancelling would measure the cancellation.
    os._exit(0)


asyncio.run(main(100_000))
