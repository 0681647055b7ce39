# The third main of three_mains.py with its waiting inside the `try`: the cancellation is caught.
import asyncio


async def foo():
    print("inside foo")
    try:
        return "foo"
    except asyncio.CancelledError:
        print("cancelled")
        raise


async def cancelled_main():
    task = asyncio.create_task(foo())
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("main(): cancel_me is cancelled now")


asyncio.run(cancelled_main())
