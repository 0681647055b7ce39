# Cheat sheet: exceptions in async code are caught like others, and a task hands on its own.
import asyncio


async def fails(text):
    await asyncio.sleep(0.01)
    raise RuntimeError(text)


async def main():
    try:
        await fails("awaited")
    except RuntimeError as error:
        print("caught", error)
    task = asyncio.create_task(fails("in a task"))
    try:
        result = await task
    except RuntimeError as error:
        print("caught", error, task.exception() is error)
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(10)
    except TimeoutError as error:
        print("caught", repr(error))


asyncio.run(main())
