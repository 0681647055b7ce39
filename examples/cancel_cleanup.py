# Cancelling a task that cleans up and lets the cancellation pass.
import asyncio


async def long_operation():
    try:
        print("Starting long operation...")
        await asyncio.sleep(10)
        return "Operation completed"
    except asyncio.CancelledError:
        print("Operation was cancelled, cleaning up...")
        raise  # let the cancellation pass


async def main():
    task = asyncio.create_task(long_operation())

    # Let it run for a bit.
    await asyncio.sleep(2)

    print("Cancelling task...")
    task.cancel()

    try:
        await task
    except asyncio.CancelledError:
        print("Main: task was cancelled")


asyncio.run(main())
