# Cheat sheet: shield protects a task from cancellation of its waiter.
import asyncio


async def precious():
    await asyncio.sleep(0.3)
    print("precious work is done")
    return "gold"


async def waits(task):
    await asyncio.shield(task)


async def main():
    task = asyncio.create_task(precious())
    waiter = asyncio.create_task(waits(task))
    await asyncio.sleep(0.01)
    waiter.cancel()
    try:
        await waiter
    except asyncio.CancelledError:
        print("the waiter was cancelled; the task:", task.cancelled())
    print(await task)


asyncio.run(main())
