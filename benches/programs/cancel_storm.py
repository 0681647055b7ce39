# group: tasks
# what: cancel storms
# target: 10.0
import asyncio


async def child():
    try:
        await asyncio.sleep(1000)
    except asyncio.CancelledError:
        raise


async def main(rounds, width):
    cancelled = 0
    for _ in range(rounds):
        tasks = [asyncio.create_task(child()) for _ in range(width)]
        await asyncio.sleep(0)
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        cancelled += sum(task.cancelled() for task in tasks)
    return cancelled


print(asyncio.run(main(20, 3000)))
