# One coroutine under three mains: not awaited, awaited, cancelled before it ever ran.
# The last run ends with CancelledError, as it should: `await task` hands it on.
# status: 1
import asyncio


async def foo():
    print("inside foo")
    try:
        return "foo"
    except asyncio.CancelledError:
        print("cancelled")
        raise


async def no_await_main():
    task = asyncio.create_task(foo())


async def awaited_main():
    task = asyncio.create_task(foo())
    result = await task
    print(result)


async def cancelled_main():
    task = asyncio.create_task(foo())
    task.cancel()  # cancelled before it ever gets a chance to run
    result = await task
    try:
        await task
    except asyncio.CancelledError:
        print("main(): cancel_me is cancelled now")


asyncio.run(no_await_main())  # prints "inside foo"
asyncio.run(awaited_main())  # prints "inside foo" and "foo"
asyncio.run(cancelled_main())  # raises CancelledError
