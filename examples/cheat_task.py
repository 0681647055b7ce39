# Cheat sheet: a task wraps a coroutine; cancelling stops it.
import asyncio


async def worker(name):
    try:
        for step in range(1000):
            print(name, step)
            await asyncio.sleep(0.2)
    finally:
        print(name, "leaves")


async def main():
    task = asyncio.create_task(worker("w"), name="the worker")
    await asyncio.sleep(0.5)
    print(task.get_name(), task.done(), task.cancelled())
    print(task.cancel())
    await asyncio.wait([task])
    print(task.done(), task.cancelled(), task.cancel())


asyncio.run(main())
