# Two tasks count down while the main coroutine does something else.
import asyncio


async def countdown(task_name, seconds):
    for i in range(seconds, 0, -1):
        print(task_name, i)
        await asyncio.sleep(1)
    print("done!")


async def main():
    # Scheduled here; they start at the first await below.
    taskA = asyncio.create_task(countdown("task A", 3))
    taskB = asyncio.create_task(countdown("task B", 2))

    # Doing something else while they run: this sleep began first, so it also ends first.
    await asyncio.sleep(1)
    print("Everything, everywhere, all at once")

    # Awaiting the tasks to completion before main() ends.
    await taskA
    await taskB


asyncio.run(main())
